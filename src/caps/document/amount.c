/* SPDX-License-Identifier: Apache-2.0 */
/* The amount that chooses a chain's bracket: the document's own, or with it what
 * else was put forward in the stretch the chain names, so that many small
 * documents need the same signatures as one large (D2.5). */
#include "caps/document/work.h"
#include "base/text.h"
#include "document.sql.h"

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

/* Every one of them, however many: what a limit cut off would not be added up, and so many small ones would gain what one large cannot. */
struct gathering { struct doc_others *o; size_t at, room; };

/* Both lists come by document. */
static enum err take_class(struct ctx *cx, const void *row, void *user)
{
	const struct document_others_classes_row *r = row;
	struct gathering *g = user;
	struct doc_other *o;

	while (g->at < g->o->n && g->o->at[g->at].doc_id < r->doc_id) {
		g->at++;
		g->room = 0;
	}
	if (g->at == g->o->n || g->o->at[g->at].doc_id != r->doc_id)
		return ERR_OK;
	o = &g->o->at[g->at];
	arena_push(&cx->mem, o->classes, o->n_classes, g->room) = arena_text(&cx->mem, r->category);
	return ERR_OK;
}

static enum err take_other(struct ctx *cx, const void *row, void *user)
{
	const struct document_others_row *r = row;
	struct gathering *g = user;

	arena_push(&cx->mem, g->o->at, g->o->n, g->room) =
		(struct doc_other){ r->doc_id, r->giver_id, r->taker_id, r->fund_id, r->total_fen, r->asked, NULL, 0 };
	return ERR_OK;
}

static enum err load_others(struct ctx *cx, const struct doc_kind *kind, int64_t from_ms, bool classes, struct doc_others *ret)
{
	struct gathering g = { .o = ret };

	*ret = (struct doc_others){ .kind = kind, .from_ms = from_ms, .classes = classes };
	TRY(ledger_seq_at(cx, from_ms - 1, &ret->after_seq));
	TRY(ledger_seq_at(cx, cx->now_ms, &ret->until_seq));
	TRY(document_others(cx, (struct document_others_in){ cx->district_id, kind->name, ret->after_seq, ret->until_seq }, take_other, &g));
	if (!classes)
		return ERR_OK;
	g = (struct gathering){ .o = ret };
	return document_others_classes(cx, (struct document_others_classes_in){ cx->district_id, kind->name, ret->after_seq, ret->until_seq }, take_class, &g);
}

static enum err others_since(struct ctx *cx, const struct doc_work *w, int64_t from_ms, bool classes, struct doc_others *ret)
{
	struct doc_memo *memo = w->memo;

	for (size_t i = 0; memo && i < memo->n_others; i++)
		if (memo->others[i].kind == w->kind && memo->others[i].from_ms == from_ms && (memo->others[i].classes || !classes)) {
			*ret = memo->others[i];
			return ERR_OK;
		}
	TRY(load_others(cx, w->kind, from_ms, classes, ret));
	if (memo && memo->n_others < DOC_MEMO_OTHERS)
		memo->others[memo->n_others++] = *ret;
	return ERR_OK;
}

static bool has_class(const struct doc_other *o, const struct document_classes_row *mine, size_t n)
{
	for (size_t i = 0; i < o->n_classes; i++)
		for (size_t k = 0; k < n; k++)
			if (text_equal(o->classes[i], mine[k].category))
				return true;
	return false;
}

static bool alike(const struct plan_chain *chain, const struct doc *d, const struct doc_other *o)
{
	return (!(chain->same & 1 << SAME_supplier) || o->giver_id == d->giver_id) && (!(chain->same & 1 << SAME_unit) || o->taker_id == d->taker_id) &&
	       (!(chain->same & 1 << SAME_purpose) || o->fund_id == d->fund_id);
}

/* Of the others in the stretch all of them, or those that share what the chain names. */
struct matching { struct doc_other **at; size_t n; };
static enum err match(struct ctx *cx, const struct doc_work *w, const struct plan_chain *chain, struct plan_dur dur, bool all, struct matching *ret)
{
	const bool goods = !all && chain->same & 1 << SAME_goods;
	struct document_classes_row *mine = NULL;
	struct doc_others others;
	size_t n_mine = 0;

	*ret = (struct matching){ 0 };
	if (dur.unit == DUR_NONE)
		return ERR_OK;
	TRY(others_since(cx, w, stretch_from(cx->now_ms, dur), goods, &others));
	if (goods && others.n)
		TRY(document_classes(cx, (struct document_classes_in){ cx->district_id, w->doc.doc_id, DOC_LINES_MAX },
				     &mine, &n_mine, DOC_LINES_MAX));
	ret->at = arena_array(&cx->mem, struct doc_other *, others.n + 1);
	for (size_t i = 0; i < others.n; i++) {
		struct doc_other *o = &others.at[i];

		if (o->doc_id != w->doc.doc_id && (all || (alike(chain, &w->doc, o) && (!goods || has_class(o, mine, n_mine)))))
			ret->at[ret->n++] = o;
	}
	return ERR_OK;
}

/* Those alike are found again among those of the stretch: both come by document. */
enum err document_counted(struct ctx *cx, const struct doc_work *w, const struct plan_chain *chain, struct doc_counted **ret, size_t *ret_n)
{
	struct matching over, same;
	size_t at = 0;

	TRY(match(cx, w, chain, chain->over, true, &over));
	TRY(match(cx, w, chain, chain->look_back, false, &same));
	*ret = arena_array(&cx->mem, struct doc_counted, over.n + same.n + 1);
	for (*ret_n = 0; *ret_n < over.n; ++*ret_n)
		(*ret)[*ret_n] = (struct doc_counted){ .doc_id = over.at[*ret_n]->doc_id, .total_fen = over.at[*ret_n]->total_fen, .over = true };
	for (size_t i = 0; i < same.n; i++) {
		while (at < over.n && over.at[at]->doc_id < same.at[i]->doc_id)
			at++;
		if (at < over.n && over.at[at]->doc_id == same.at[i]->doc_id)
			(*ret)[at].alike = true;
		else
			(*ret)[(*ret_n)++] = (struct doc_counted){ .doc_id = same.at[i]->doc_id, .total_fen = same.at[i]->total_fen, .alike = true };
	}
	return ERR_OK;
}

static enum err add_others(struct ctx *cx, const struct doc_work *w, const struct plan_chain *chain, struct plan_dur dur, bool all, int64_t *ret)
{
	struct matching m;

	*ret = 0;
	TRY(match(cx, w, chain, dur, all, &m));
	for (size_t i = 0; i < m.n; i++)
		*ret += chain->of == OF_quantity ? m.at[i]->asked : m.at[i]->total_fen;
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
