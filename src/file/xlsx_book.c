/* SPDX-License-Identifier: Apache-2.0 */
#include "file/xlsx_part.h"
#include <stdlib.h>
#include <string.h>

/* Everything of a workbook but its cells: where the parts are, which sheets
 * there are, how styles show numbers, the strings the sheets share. */

static bool ends_with(const char *text, const char *end)
{
	size_t n = strlen(text), m = strlen(end);

	return n >= m && strcmp(text + n - m, end) == 0;
}

static bool is_true(const char *value) { return value && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0); }

/* A relation's target as the name of a part, seen from the folder of `from`. */
static const char *part_name(struct xlsx *x, const char *from, const char *target)
{
	const char *slash = strrchr(from, '/');

	if (*target == '/')
		return arena_text(&x->cx->mem, target + 1);
	while (strncmp(target, "./", 2) == 0)
		target += 2;
	return arena_print(&x->cx->mem, "%.*s%s", slash ? (int)(slash - from) + 1 : 0, from, target);
}

static enum err open_root_relation(struct xml *xml, const char *element, const char **attributes)
{
	const char *type = xml_attribute(attributes, "Type"), *target = xml_attribute(attributes, "Target");

	if (xml_is(element, "Relationship") && type && target && ends_with(type, "/officeDocument"))
		xml->x->workbook = part_name(xml->x, "", target);
	return ERR_OK;
}

static enum err open_relation(struct xml *xml, const char *element, const char **attributes)
{
	const char *type = xml_attribute(attributes, "Type"), *target = xml_attribute(attributes, "Target");
	const char *id = xml_attribute(attributes, "Id"), *mode = xml_attribute(attributes, "TargetMode");
	struct xlsx *x = xml->x;

	if (!xml_is(element, "Relationship") || !type || !target || !id || (mode && strcmp(mode, "External") == 0))
		return ERR_OK;
	if (ends_with(type, "/sharedStrings"))
		x->shared_part = part_name(x, x->workbook, target);
	else if (ends_with(type, "/styles"))
		x->styles_part = part_name(x, x->workbook, target);
	for (size_t i = 0; i < x->n_sheets && ends_with(type, "/worksheet"); i++)
		if (strcmp(x->sheets[i].id, id) == 0)
			x->sheets[i].target = part_name(x, x->workbook, target);
	return ERR_OK;
}

static enum err open_workbook(struct xml *xml, const char *element, const char **attributes)
{
	const char *name = xml_attribute(attributes, "name"), *id = NULL;
	const char *state = xml_attribute(attributes, "state");
	struct xlsx *x = xml->x;

	if (xml_is(element, "workbookPr"))
		x->from_1904 = is_true(xml_attribute(attributes, "date1904"));
	for (const char **a = attributes; *a; a += 2)
		if (ends_with(a[0], ":id"))
			id = a[1];
	if (!xml_is(element, "sheet") || !name || !id)
		return ERR_OK;
	if (x->n_sheets == XLSX_SHEETS_MAX)
		return fail(x->cx, ERR_TOO_LARGE, x->b->name, "%s：超过 %d 张工作表", "%s: more than %d sheets", x->b->name,
			    XLSX_SHEETS_MAX);
	arena_push(&x->cx->mem, x->sheets, x->n_sheets, x->sheets_room) = (struct xlsx_sheet){
		.name = arena_text(&x->cx->mem, name), .id = arena_text(&x->cx->mem, id),
		.hidden = state && strcmp(state, "visible") != 0 };
	return ERR_OK;
}

static enum err no_workbook(struct xlsx *x)
{
	return fail(x->cx, ERR_BAD_INPUT, x->b->name, "%s：压缩包里没有工作簿，不是 .xlsx 文件",
		    "%s: there is no workbook in this archive; it is no .xlsx file", x->b->name);
}

enum err xlsx_read_book(struct xlsx *x)
{
	struct xml root = { .x = x, .part = "_rels/.rels", .open = open_root_relation };
	struct xml book = { .x = x, .open = open_workbook };
	struct xml relations = { .x = x, .open = open_relation };
	const char *slash;
	bool found;

	x->workbook = "xl/workbook.xml";
	TRY(xlsx_parse(&root, &found));
	book.part = x->workbook;
	TRY(xlsx_parse(&book, &found));
	if (!found)
		return no_workbook(x);
	slash = strrchr(x->workbook, '/');
	relations.part = slash ? arena_print(&x->cx->mem, "%.*s/_rels/%s.rels", (int)(slash - x->workbook), x->workbook,
					     slash + 1)
		: arena_print(&x->cx->mem, "_rels/%s.rels", x->workbook);
	TRY(xlsx_parse(&relations, &found));
	return found ? ERR_OK : no_workbook(x);
}

struct format { long id; const char *code; };
struct looks { struct format *formats; size_t n, room; bool in_cells; };

static enum err open_style(struct xml *xml, const char *element, const char **attributes)
{
	struct xlsx *x = xml->x;
	struct looks *l = xml->state;
	const char *id = xml_attribute(attributes, "numFmtId"), *code = xml_attribute(attributes, "formatCode");
	const char *format = NULL;
	const long number = id ? strtol(id, NULL, 10) : 0;

	if (xml_is(element, "cellXfs"))
		l->in_cells = true;
	if (l->n >= XLSX_NUMBER_FORMATS_MAX || x->n_looks >= XLSX_FORMATS_MAX)
		return fail(x->cx, ERR_TOO_LARGE, x->b->name, "%s：单元格样式超过 %d 种", "%s: more than %d cell styles",
			    x->b->name, XLSX_FORMATS_MAX);
	if (xml_is(element, "numFmt") && id && code && !l->in_cells)
		arena_push(&x->cx->mem, l->formats, l->n, l->room) = (struct format){
			.id = number, .code = arena_text(&x->cx->mem, code) };
	if (!l->in_cells || !xml_is(element, "xf"))
		return ERR_OK;
	for (size_t i = 0; i < l->n && id; i++)
		if (l->formats[i].id == number)
			format = l->formats[i].code;
	arena_push(&x->cx->mem, x->looks, x->n_looks, x->looks_room) = (uint8_t)xlsx_look_of(number, format);
	return ERR_OK;
}

static enum err close_style(struct xml *xml, const char *element)
{
	struct looks *l = xml->state;

	if (xml_is(element, "cellXfs"))
		l->in_cells = false;
	return ERR_OK;
}

enum err xlsx_read_looks(struct xlsx *x)
{
	struct looks looks = { 0 };
	struct xml xml = { .x = x, .part = x->styles_part, .state = &looks, .open = open_style, .close = close_style };
	bool found;

	return x->styles_part ? xlsx_parse(&xml, &found) : ERR_OK;
}

struct strings { struct buf text; bool in_text; int phonetic; };

static enum err open_string(struct xml *xml, const char *element, const char **attributes)
{
	struct strings *s = xml->state;

	(void)attributes;
	if (xml_is(element, "si"))
		s->text.n = 0;
	else if (xml_is(element, "rPh"))
		s->phonetic++;                           /* how to pronounce it: not part of the text */
	else if (xml_is(element, "t"))
		s->in_text = s->phonetic == 0;
	return ERR_OK;
}

static enum err add_string(struct xlsx *x, struct strings *s)
{
	size_t n = s->text.n;
	bool whole = true;
	uint32_t offset = (uint32_t)x->text.n;

	if (s->text.full)
		return fail(x->cx, ERR_TOO_LARGE, x->b->name, "%s：有单元格超过 %d 字节", "%s: a cell is longer than %d bytes",
			    x->b->name, TABLE_CELL_BYTES_MAX);
	if (x->n_shared == XLSX_SHARED_MAX)
		return fail(x->cx, ERR_TOO_LARGE, x->b->name, "%s：不同的文字超过 %d 条", "%s: more than %d different texts",
			    x->b->name, XLSX_SHARED_MAX);
	if (n)
		whole = xlsx_clean(s->text.at, &n);
	buf_add(&x->text, buf_get(&s->text), n);
	buf_char(&x->text, '\0');
	arena_push(&x->cx->mem, x->shared, x->n_shared, x->shared_room) = (struct xlsx_shared){
		.offset = offset, .n = (uint32_t)n, .flawed = !whole };
	return ERR_OK;
}

static enum err close_string(struct xml *xml, const char *element)
{
	struct strings *s = xml->state;

	if (xml_is(element, "si"))
		return add_string(xml->x, s);
	if (xml_is(element, "rPh"))
		s->phonetic--;
	else if (xml_is(element, "t"))
		s->in_text = false;
	return ERR_OK;
}

static enum err text_string(struct xml *xml, const char *text, size_t n)
{
	struct strings *s = xml->state;

	if (s->in_text)
		buf_add(&s->text, text, n);
	return ERR_OK;
}

enum err xlsx_read_shared(struct xlsx *x)
{
	struct strings strings = { .text = { .mem = &x->cx->mem, .max = TABLE_CELL_BYTES_MAX } };
	struct xml xml = { .x = x, .part = x->shared_part, .state = &strings, .open = open_string,
			   .close = close_string, .text = text_string };
	bool found;

	return x->shared_part ? xlsx_parse(&xml, &found) : ERR_OK;
}
