/* SPDX-License-Identifier: Apache-2.0 */
/* The amount that chooses a chain's bracket: the document's own, or with it what
 * else was put forward in the stretch the chain names, so that many small
 * documents need the same signatures as one large (D2.5). */
#include "caps/document/work.h"
#include "document.sql.h"

enum { OTHERS_MAX = 5000 };

/* Whole days count as days of the calendar: "1 day" is today, 7 days are today and the six before. */
static int64_t stretch_from(int64_t now_ms, struct plan_dur dur)
{
	const int64_t today = civil_day_of(now_ms);
	int64_t days = dur.n;

	if (dur.unit == DUR_MS && dur.n % DAY_MS)
		return now_ms - dur.n;
	if (dur.unit == DUR_MS)
		days = dur.n / DAY_MS;
	else if (dur.unit == DUR_WORKING_DAY)
		days = dur.n + (dur.n + 4) / 5 * 2;
	else
		days = dur.n * (dur.unit == DUR_YEAR ? 366 : 31);
	return (today - days + 1) * DAY_MS - CHINA_OFFSET_MS;
}

static bool shares(const struct plan_chain *chain, const struct doc *d, const struct document_others_row *o)
{
	return (!(chain->same & 1 << SAME_goods) || o->same_goods) && (!(chain->same & 1 << SAME_supplier) || o->giver_id == d->giver_id) &&
	       (!(chain->same & 1 << SAME_unit) || o->taker_id == d->taker_id) && (!(chain->same & 1 << SAME_purpose) || o->fund_id == d->fund_id);
}

static enum err others_since(struct ctx *cx, const struct doc_work *w, struct plan_dur dur, struct document_others_row **ret, size_t *ret_n)
{
	*ret_n = 0;
	if (dur.unit == DUR_NONE)
		return ERR_OK;
	return document_others(cx, (struct document_others_in){ .district_id = cx->district_id, .doc_id = w->doc.doc_id, .kind = w->kind->name,
		.from_ms = stretch_from(cx->now_ms, dur), .limit = OTHERS_MAX }, ret, ret_n, OTHERS_MAX);
}

static struct doc_counted *counted(struct ctx *cx, struct doc_counted **all, size_t *n, size_t *room, const struct document_others_row *row)
{
	for (size_t i = 0; i < *n; i++)
		if ((*all)[i].doc_id == row->doc_id)
			return &(*all)[i];
	arena_push(&cx->mem, *all, *n, *room) = (struct doc_counted){ .doc_id = row->doc_id, .total_fen = row->total_fen };
	return &(*all)[*n - 1];
}

enum err document_counted(struct ctx *cx, const struct doc_work *w, const struct plan_chain *chain, struct doc_counted **ret, size_t *ret_n)
{
	struct document_others_row *rows;
	size_t n, room = 0;

	*ret = NULL;
	*ret_n = 0;
	TRY(others_since(cx, w, chain->over, &rows, &n));
	for (size_t i = 0; i < n; i++)
		counted(cx, ret, ret_n, &room, &rows[i])->over = true;
	TRY(others_since(cx, w, chain->look_back, &rows, &n));
	for (size_t i = 0; i < n; i++)
		if (shares(chain, &w->doc, &rows[i]))
			counted(cx, ret, ret_n, &room, &rows[i])->alike = true;
	return ERR_OK;
}

static enum err add_others(struct ctx *cx, const struct doc_work *w, const struct plan_chain *chain, struct plan_dur dur, bool all, int64_t *ret)
{
	struct document_others_row *rows;
	size_t n;

	*ret = 0;
	TRY(others_since(cx, w, dur, &rows, &n));
	for (size_t i = 0; i < n; i++)
		if (all || shares(chain, &w->doc, &rows[i]))
			*ret += chain->of == OF_quantity ? rows[i].asked : rows[i].total_fen;
	return ERR_OK;
}

enum err document_amount(struct ctx *cx, const struct doc_work *w, const struct plan_chain *chain, struct doc_amount *ret)
{
	__int128 qty = 0;

	*ret = (struct doc_amount){ .own = w->doc.total_fen };
	for (size_t i = 0; i < w->doc.n_lines; i++)
		qty += w->doc.lines[i].counter[ASKED];
	if (chain->of == OF_quantity)
		ret->own = qty > INT64_MAX / 2 ? INT64_MAX / 2 : (int64_t)qty;
	TRY(add_others(cx, w, chain, chain->over, true, &ret->over));
	TRY(add_others(cx, w, chain, chain->look_back, false, &ret->split));
	ret->decides = ret->own + (ret->over > ret->split ? ret->over : ret->split);
	return ERR_OK;
}
