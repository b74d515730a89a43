/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/appeal/appeal.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/place/place.h"
#include "caps/report/report.h"
#include "caps/request/request.h"
#include "appeal.sql.h"
#include <stdlib.h>

enum { ITEMS_MAX = 20000 };
const char *const appeal_source_words[] = { "needs", "reserve", NULL };

/* ---- what is short ---- */

struct shortages { struct ctx *cx; struct appeal_short *at; size_t n, room; };

static struct appeal_short *of_item(struct shortages *s, int64_t item_id)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->at[i].item_id == item_id)
			return &s->at[i];
	arena_push(&s->cx->mem, s->at, s->n, s->room) = (struct appeal_short){ .item_id = item_id };
	return &s->at[s->n - 1];
}

/* The meeting's own list of open needs is read as the system: what is told of it are sums by item. */
static enum err add_needs(struct shortages *s)
{
	static const struct actor counter = { .account_id = ACCOUNT_SYSTEM, .name = "募捐" };
	const struct actor *asker = s->cx->actor;
	struct request_open_line *lines;
	enum err e;
	size_t n;

	s->cx->actor = &counter;
	e = request_needs(s->cx, &lines, &n);
	s->cx->actor = asker;
	TRY(e);
	for (size_t i = 0; i < n; i++)
		of_item(s, lines[i].item_id)->need += lines[i].need;
	return ERR_OK;
}

static enum err take_off(struct shortages *s, int64_t root_id)
{
	struct appeal_promised_row *promised;
	struct appeal_free_row *free_rows;
	size_t n;

	TRY(appeal_free(s->cx, (struct appeal_free_in){ s->cx->district_id, root_id, civil_day_of(s->cx->now_ms), ITEMS_MAX }, &free_rows, &n, ITEMS_MAX));
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < s->n; k++)
			if (s->at[k].item_id == free_rows[i].item_id)
				s->at[k].lies_free = free_rows[i].qty;
	TRY(appeal_promised(s->cx, (struct appeal_promised_in){ s->cx->district_id, ITEMS_MAX }, &promised, &n, ITEMS_MAX));
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < s->n; k++)
			if (s->at[k].item_id == promised[i].item_id)
				s->at[k].promised = promised[i].qty;
	return ERR_OK;
}

/* The items of a class stand in for one another: the first that would close its gap stands for them. */
static enum err add_reserves(struct shortages *s)
{
	struct reserve_picture r;

	TRY(report_reserves(s->cx, &(struct report_reserves_ask){ 0 }, &r));
	for (size_t i = 0; i < r.lines.n; i++) {
		const struct reserve_line *line = &((const struct reserve_line *)r.lines.at)[i];
		const struct reserve_item *items = line->items.at;

		for (size_t k = 0; line->state == RESERVE_SHORT && k < line->items.n; k++) {
			struct appeal_short *row;

			if (items[k].to_fill <= 0)
				continue;
			row = of_item(s, items[k].item_id);
			if (!row->qty) {
				row->source = APPEAL_RESERVE;
				row->need = items[k].usable + items[k].to_fill;
				row->lies_free = items[k].usable;
				row->qty = items[k].to_fill - row->promised > 0 ? items[k].to_fill - row->promised : 0;
			}
			break;
		}
	}
	return ERR_OK;
}

static int by_source(const void *a, const void *b)
{
	const struct appeal_short *x = a, *y = b;

	if (x->source != y->source)
		return x->source < y->source ? -1 : 1;
	return x->qty != y->qty ? (x->qty > y->qty ? -1 : 1) : x->item_id < y->item_id ? -1 : x->item_id > y->item_id;
}

enum err appeal_shortages(struct ctx *cx, struct appeal_short **ret, size_t *ret_n)
{
	struct shortages s = { .cx = cx };
	struct place root;
	size_t kept = 0;

	TRY(place_root(cx, &root));
	TRY(ctx_need(cx, PERM_DONATION_READ, root.path));
	TRY(add_needs(&s));
	TRY(take_off(&s, root.place_id));
	for (size_t i = 0; i < s.n; i++)
		s.at[i].qty = s.at[i].need > s.at[i].lies_free + s.at[i].promised ? s.at[i].need - s.at[i].lies_free - s.at[i].promised : 0;
	TRY(add_reserves(&s));
	for (size_t i = 0; i < s.n; i++)
		if (s.at[i].qty > 0)
			s.at[kept++] = s.at[i];
	if (kept)
		qsort(s.at, kept, sizeof *s.at, by_source);
	*ret = s.at;
	*ret_n = kept < APPEAL_LIST_MAX ? kept : APPEAL_LIST_MAX;
	return ERR_OK;
}

/* ---- the document ---- */

enum err appeal_open(struct ctx *cx, const struct appeal_draft *in, int64_t *ret_doc_id)
{
	const int64_t today = civil_day_of(cx->now_ms);
	struct doc doc = { .kind = "appeal", .to_place_id = in->to_place_id, .n_lines = in->n_lines,
		.lines = arena_array(&cx->mem, struct doc_line, in->n_lines + 1) };
	struct place place;

	TRY(check_line(cx, "words", in->words ? in->words : "", 1, APPEAL_WORDS_MAX));
	TRY(check_range(cx, "until_day", in->until_day, today, today + APPEAL_DAYS_MAX));
	TRY(place_get(cx, in->to_place_id, &place));
	if (place.kind != PLACE_WAREHOUSE)
		return fail(cx, ERR_BAD_INPUT, "to_place_id", "“%s”不是仓库，请写明捐赠物资送到哪个仓", "\"%s\" is no warehouse: say which store-house goods are brought to", place.name);
	for (size_t i = 0; i < in->n_lines; i++)
		doc.lines[i] = (struct doc_line){ .item_id = in->lines[i].item_id, .price_units = 1, .counter = { [ASKED] = in->lines[i].qty } };
	TRY(document_open(cx, &doc, ret_doc_id));
	return appeal_put(cx, (struct appeal_put_in){ cx->district_id, *ret_doc_id, in->words, in->until_day });
}

enum err appeal_see(struct ctx *cx, int64_t doc_id, struct doc *ret_doc, struct appeal_view *ret)
{
	struct appeal_facts_row f;

	TRY(document_see(cx, doc_id, ret_doc));
	if (!text_equal(ret_doc->kind, "appeal"))
		return fail(cx, ERR_NOT_FOUND, "doc_id", "没有编号为 %lld 的募捐公告", "there is no appeal %lld", (long long)doc_id);
	TRY(appeal_facts(cx, (struct appeal_facts_in){ cx->district_id, doc_id }, &f));
	*ret = (struct appeal_view){ f.words, f.until_day };
	return ERR_OK;
}

enum err appeal_published(struct ctx *cx, struct appeal_public **ret, size_t *ret_n)
{
	struct appeal_rows_row *rows;

	TRY(appeal_rows(cx, (struct appeal_rows_in){ cx->district_id, civil_day_of(cx->now_ms), APPEAL_LIST_MAX }, &rows, ret_n, APPEAL_LIST_MAX));
	*ret = arena_array(&cx->mem, struct appeal_public, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = (struct appeal_public){ rows[i].doc_id, rows[i].until_day, rows[i].qty, rows[i].come, rows[i].number, rows[i].words, rows[i].place, rows[i].zh,
			rows[i].en && rows[i].en[0] ? rows[i].en : rows[i].zh, rows[i].unit };
	return ERR_OK;
}
