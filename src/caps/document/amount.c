/* SPDX-License-Identifier: Apache-2.0 */
/* The amount that chooses a chain's bracket: the document's own, or with it what
 * else was put forward in the stretch the chain names, so that many small
 * documents need the same signatures as one large (D2.5). */
#include "caps/document/work.h"
#include "base/text.h"
#include "document.sql.h"

enum { OTHERS_MAX = 5000, CLASSES_MAX = 20000, OWN_CLASSES_MAX = 1000 };

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

/* Both lists come by document. */
static enum err add_classes(struct ctx *cx, struct doc_others *o)
{
	struct document_others_classes_row *rows;
	size_t n, at = 0;

	TRY(document_others_classes(cx, (struct document_others_classes_in){ .district_id = cx->district_id, .kind = o->kind->name, .after_seq = o->after_seq,
		.until_seq = o->until_seq, .limit = CLASSES_MAX }, &rows, &n, CLASSES_MAX));
	for (size_t i = 0; i < o->n; i++) {
		size_t first;

		while (at < n && rows[at].doc_id < o->at[i].doc_id)
			at++;
		for (first = at; at < n && rows[at].doc_id == o->at[i].doc_id;)
			at++;
		o->at[i].classes = arena_array(&cx->mem, const char *, at - first + 1);
		for (size_t k = first; k < at; k++)
			o->at[i].classes[o->at[i].n_classes++] = rows[k].category;
	}
	o->classes = true;
	return ERR_OK;
}

static enum err load_others(struct ctx *cx, const struct doc_kind *kind, int64_t from_ms, bool classes, struct doc_others *ret)
{
	struct document_others_row *rows;

	*ret = (struct doc_others){ .kind = kind, .from_ms = from_ms };
	TRY(ledger_seq_at(cx, from_ms - 1, &ret->after_seq));
	TRY(ledger_seq_at(cx, cx->now_ms, &ret->until_seq));
	TRY(document_others(cx, (struct document_others_in){ .district_id = cx->district_id, .kind = kind->name, .after_seq = ret->after_seq,
		.until_seq = ret->until_seq, .limit = OTHERS_MAX }, &rows, &ret->n, OTHERS_MAX));
	ret->at = arena_array(&cx->mem, struct doc_other, ret->n + 1);
	for (size_t i = 0; i < ret->n; i++)
		ret->at[i] = (struct doc_other){ rows[i].doc_id, rows[i].giver_id, rows[i].taker_id, rows[i].fund_id, rows[i].total_fen, rows[i].asked, NULL, 0 };
	return classes ? add_classes(cx, ret) : ERR_OK;
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
		TRY(document_classes(cx, (struct document_classes_in){ .district_id = cx->district_id, .doc_id = w->doc.doc_id, .limit = OWN_CLASSES_MAX },
				     &mine, &n_mine, OWN_CLASSES_MAX));
	ret->at = arena_array(&cx->mem, struct doc_other *, others.n + 1);
	for (size_t i = 0; i < others.n; i++) {
		struct doc_other *o = &others.at[i];

		if (o->doc_id != w->doc.doc_id && (all || (alike(chain, &w->doc, o) && (!goods || has_class(o, mine, n_mine)))))
			ret->at[ret->n++] = o;
	}
	return ERR_OK;
}

static struct doc_counted *counted(struct ctx *cx, struct doc_counted **all, size_t *n, size_t *room, const struct doc_other *o)
{
	for (size_t i = 0; i < *n; i++)
		if ((*all)[i].doc_id == o->doc_id)
			return &(*all)[i];
	arena_push(&cx->mem, *all, *n, *room) = (struct doc_counted){ .doc_id = o->doc_id, .total_fen = o->total_fen };
	return &(*all)[*n - 1];
}

enum err document_counted(struct ctx *cx, const struct doc_work *w, const struct plan_chain *chain, struct doc_counted **ret, size_t *ret_n)
{
	struct matching m;
	size_t room = 0;

	*ret = NULL;
	*ret_n = 0;
	TRY(match(cx, w, chain, chain->over, true, &m));
	for (size_t i = 0; i < m.n; i++)
		counted(cx, ret, ret_n, &room, m.at[i])->over = true;
	TRY(match(cx, w, chain, chain->look_back, false, &m));
	for (size_t i = 0; i < m.n; i++)
		counted(cx, ret, ret_n, &room, m.at[i])->alike = true;
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
