/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/report/names.h"
#include "base/civil.h"
#include "file/csv.h"
#include <stdlib.h>

const char *const report_format_words[] = { "csv", "csv_gb18030", "xlsx", "pdf", NULL };
const char *const report_by_words[] = { "item", "lot", NULL };

static int by_id(const void *a, const void *b)
{
	const struct number_at *x = a, *y = b;

	return x->id < y->id ? -1 : x->id > y->id;
}

enum err names_load(struct ctx *cx, struct names *ret)
{
	struct names n = { 0 };

	TRY(place_list(cx, &(struct place_filter){ .limit = PLACE_BATCH_MAX }, &n.places, &n.n_places));
	TRY(item_list(cx, &(struct item_filter){ .limit = ITEM_BATCH_MAX }, &n.items, &n.n_items));
	n.place_at = arena_array(&cx->mem, struct number_at, n.n_places + 1);
	n.item_at = arena_array(&cx->mem, struct number_at, n.n_items + 1);
	for (size_t i = 0; i < n.n_places; i++)
		n.place_at[i] = (struct number_at){ n.places[i].place_id, i };
	for (size_t i = 0; i < n.n_items; i++)
		n.item_at[i] = (struct number_at){ n.items[i].item_id, i };
	qsort(n.place_at, n.n_places, sizeof *n.place_at, by_id);
	qsort(n.item_at, n.n_items, sizeof *n.item_at, by_id);
	*ret = n;
	return ERR_OK;
}

static const struct number_at *find(const struct number_at *at, size_t n, int64_t id)
{
	return n ? bsearch(&(struct number_at){ .id = id }, at, n, sizeof *at, by_id) : NULL;
}

const struct place *names_place(const struct names *n, int64_t place_id)
{
	const struct number_at *at = find(n->place_at, n->n_places, place_id);

	return at ? &n->places[at->at] : NULL;
}

const struct item *names_item(const struct names *n, int64_t item_id)
{
	const struct number_at *at = find(n->item_at, n->n_items, item_id);

	return at ? &n->items[at->at] : NULL;
}

const char *names_spec(struct arena *mem, const struct item *item)
{
	return item->pack > 1 ? arena_print(mem, "%lld %s/%s", (long long)item->pack, item->unit, item->pack_unit) : "";
}

const char *show_i64(struct arena *mem, int64_t value) { return arena_print(mem, "%lld", (long long)value); }

const char *show_day(struct arena *mem, int64_t day)
{
	char text[11];

	return day ? arena_text(mem, civil_write_day(day, text)) : "";
}

void cells_add(struct cells *c, const char *text) { arena_push(c->mem, c->at, c->n, c->room) = text ? text : ""; }

enum err report_write(struct ctx *cx, const struct report_page *page, int64_t format, struct report_file *ret)
{
	static const char *const types[] = { "text/csv; charset=utf-8", "text/csv; charset=gb18030",
		"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/pdf" };
	static const char *const endings[] = { "csv", "csv", "xlsx", "pdf" };
	int64_t today = civil_day_of(cx->now_ms);

	*ret = (struct report_file){ .type = types[format], .name = arena_print(&cx->mem, "%s.%s", page->name, endings[format]) };
	if (format == REPORT_PDF)
		return pdf_write(cx, &(struct pdf_report){ .sheets = page->sheets, .n_sheets = page->n_sheets,
			.landscape = page->landscape, .signatures = page->signatures, .n_signatures = page->n_signatures,
			.qr = page->qr, .day = today }, &ret->body);
	if (format == REPORT_XLSX)
		return sheet_write_xlsx(cx, page->sheets, page->n_sheets, today, &ret->body);
	return csv_write(cx, &page->sheets[0], format == REPORT_CSV ? CSV_UTF8_BOM : CSV_GB18030, &ret->body);
}
