/* SPDX-License-Identifier: Apache-2.0 */
#include "file/xlsx_part.h"
#include <string.h>

/* The sheet asked for by name, or the first one a person would see. */
static enum err choose_sheet(struct xlsx *x, const struct xlsx_sheet **ret)
{
	struct buf names = { .mem = &x->cx->mem, .max = 300 };

	for (size_t i = 0; i < x->n_sheets; i++) {
		const struct xlsx_sheet *s = &x->sheets[i];

		if (s->target && (x->options->sheet ? strcmp(s->name, x->options->sheet) == 0 : !s->hidden)) {
			*ret = s;
			return ERR_OK;
		}
		if (s->target)
			buf_print(&names, "%s%s", names.n ? ", " : "", s->name);
	}
	if (x->options->sheet)
		return fail(x->cx, ERR_BAD_INPUT, "sheet", "%s：没有工作表“%.60s”，有：%s", "%s: there is no sheet \"%.60s\"; there are: %s",
			    x->b->name, x->options->sheet, buf_get(&names));
	return fail(x->cx, ERR_BAD_INPUT, x->b->name, "%s：没有可见的工作表", "%s: no sheet is visible", x->b->name);
}

static void list_sheets(struct xlsx *x, struct table *t)
{
	const char **names = arena_array(&x->cx->mem, const char *, x->n_sheets + 1);

	for (size_t i = 0; i < x->n_sheets; i++)
		if (x->sheets[i].target)
			names[t->n_sheets++] = x->sheets[i].name;
	t->sheets = names;
}

static enum err read_open(struct xlsx *x, struct table *t)
{
	const struct xlsx_sheet *sheet;

	TRY(xlsx_read_book(x));
	list_sheets(x, t);
	TRY(choose_sheet(x, &sheet));
	TRY(xlsx_read_looks(x));
	TRY(xlsx_read_shared(x));
	TRY(xlsx_read_sheet(x, sheet->target));
	t->sheet = sheet->name;
	t->encoding = "xlsx";
	t->text = x->text.at;
	t->merged = x->merged;
	t->n_formulas = x->n_formulas;
	t->n_hidden_columns = x->n_hidden_columns;
	return ERR_OK;
}

enum err xlsx_read(struct table_builder *b, const void *bytes, size_t n, const struct table_options *options,
		   struct table *ret)
{
	struct xlsx x = { .cx = b->cx, .b = b, .options = options, .text = BUF(&b->cx->mem) };
	enum err e;

	buf_char(&x.text, '\0');                         /* offset 0 is the empty text */
	e = xlsx_open(&x, bytes, n);
	if (!e)
		e = read_open(&x, ret);
	if (x.zip)
		zip_discard(x.zip);
	return e;
}
