/* SPDX-License-Identifier: Apache-2.0 */
/* When a shop cannot bring all that was ordered: who gets theirs, who gets part,
 * who something else, who the money back; in the order of the queue (D5.7, S3.9). */
#include "caps/order/order_work.h"
#include "base/text.h"
#include "caps/ledger/ledger.h"
#include "caps/plan/plan_active.h"
#include "order.sql.h"
#include "store/store.h"

const char *const order_fate_words[] = { "whole", "split", "replaced", "refunded", "failed", NULL };
enum { QUEUE_MAX = 300000 };

struct shortage {
	const struct order_shortage *in;
	struct offer offer;
	const struct offer_line *line, *other;         /* other: what replaces it; NULL: nothing */
	struct order_shortage_result *out;
	int64_t left, other_left;                      /* of what comes; places of the other line */
	size_t  room;
};

static const struct offer_line *line_of(const struct offer *offer, int64_t line_no)
{
	for (size_t i = 0; i < offer->n_lines; i++)
		if (offer->lines[i].line_no == line_no)
			return &offer->lines[i];
	return NULL;
}

/* Households with special needs come first only where a rank of the plan names one of their kinds. */
static void look_at_ranks(struct ctx *cx, const struct plan *plan, struct order_shortage_result *out)
{
	for (const struct plan *p = plan; p && !out->special_first; p = p->next)
		for (size_t i = 0; i < p->n_ranks && !out->special_first; i++)
			for (size_t k = 0; k < p->ranks[i].who.n; k++) {
				const struct plan_kind *kind = plan_kind(p, p->ranks[i].who.at[k]);
				int64_t set = 0;
				const struct fault before = cx->fault;

				if (!kind || !text_equal(kind->of, "household") || needs_read(cx, "who", p->ranks[i].who.at[k], &set) || !set) {
					cx->fault = before;
					continue;
				}
				out->special_first = true;
				out->rule = p->ranks[i].rule.zh ? p->ranks[i].rule.zh : p->ranks[i].rule.id;
				break;
			}
}

static enum err check_other(struct ctx *cx, struct shortage *s)
{
	if (!s->in->substitute_line_no)
		return ERR_OK;
	s->other = line_of(&s->offer, s->in->substitute_line_no);
	if (!s->other || s->other == s->line)
		return fail(cx, ERR_BAD_INPUT, "substitute_line_no", "团购“%s”没有可作替换的第 %lld 行", "the offer \"%s\" has no line %lld that could replace it",
			    s->offer.name, (long long)s->in->substitute_line_no);
	if ((__int128)s->other->price_fen * s->line->price_units > (__int128)s->line->price_fen * s->other->price_units)
		return fail(cx, ERR_BLOCKED, "substitute_line_no", "“%s”比“%s”贵，不能替换；请选同价或更低的", "\"%s\" costs more than \"%s\"; choose something of the same or a lower price",
			    s->other->zh, s->line->zh);
	s->other_left = s->other->left;
	return ERR_OK;
}

static enum err look(struct ctx *cx, struct shortage *s)
{
	struct order_line_sum_row sum;
	struct order_said *said;
	const struct plan *plan;
	size_t n;

	TRY(offer_get(cx, s->in->offer_id, &s->offer));
	s->line = line_of(&s->offer, s->in->line_no);
	if (!s->line)
		return fail(cx, ERR_BAD_INPUT, "line_no", "团购“%s”没有第 %lld 行", "the offer \"%s\" has no line %lld", s->offer.name, (long long)s->in->line_no);
	TRY(shop_need(cx, PERM_ORDER_FILL, s->offer.shop_id, &(struct shop){ 0 }));
	TRY(order_said(cx, s->in->offer_id, &said, &n));
	s->out->confirmed = -1;
	for (size_t i = 0; i < n && s->out->confirmed < 0; i++)
		if (said[i].line_no == s->in->line_no)
			s->out->confirmed = said[i].qty;
	if (s->out->confirmed < 0)
		return fail(cx, ERR_BAD_STATE, "line_no", "“%s”还没有确认备货数量，请先确认", "the quantity of \"%s\" has not been confirmed; do that first", s->line->zh);
	TRY(order_line_sum(cx, (struct order_line_sum_in){ .district_id = cx->district_id, .offer_id = s->in->offer_id, .line_no = s->in->line_no }, &sum));
	s->out->wanted = sum.qty;
	s->out->short_qty = sum.qty > s->out->confirmed ? sum.qty - s->out->confirmed : 0;
	s->left = s->out->confirmed - sum.taken;
	TRY(plan_active_load(cx, s->offer.path, &plan));
	look_at_ranks(cx, plan, s->out);
	return check_other(cx, s);
}

/* All lines of an order with one cut down, and another put in its place. */
static enum err new_wants(struct ctx *cx, const struct shortage *s, const struct doc *doc, int64_t gets, int64_t replaced, struct order_want **ret, size_t *ret_n)
{
	struct order_want *wants = arena_array(&cx->mem, struct order_want, doc->n_lines + 1);
	bool joined = false;
	size_t n = 0;

	for (size_t i = 0; i < doc->n_lines; i++) {
		const struct doc_line *l = &doc->lines[i];
		int64_t qty = l->parent_line_no == s->in->line_no ? gets : l->counter[GRANTED] - l->counter[DROPPED];

		if (l->parent_line_no == s->other->line_no) {
			qty += replaced;
			joined = true;
		}
		if (qty)
			wants[n++] = (struct order_want){ .line_no = l->parent_line_no, .qty = qty };
	}
	if (!joined)
		wants[n++] = (struct order_want){ .line_no = s->other->line_no, .qty = replaced };
	*ret = wants;
	*ret_n = n;
	return ERR_OK;
}

/* What a short order gets instead: as much of the other line as it lacks, while there is any. */
static int64_t replacement(const struct shortage *s, const struct order_queue_row *o, int64_t lacks)
{
	int64_t n = lacks;

	if (!s->other || !o->substitute)
		return 0;
	if (s->other->per_household && n > s->other->per_household)
		n = s->other->per_household;
	return n < s->other_left ? n : s->other_left;
}

static enum err act(struct ctx *cx, const struct shortage *s, const struct order_queue_row *o, struct order_fated *f)
{
	const char *why = s->in->why && s->in->why[0] ? s->in->why : "企业备货不足";
	const struct doc_part part = { .line_no = o->own_line_no, .qty = o->qty - f->gets };
	struct order_view v;
	struct order_placed placed;
	struct order_want *wants;
	struct doc_moved moved;
	size_t n;

	TRY(order_get(cx, o->doc_id, &v));
	if (!f->replaced) {
		TRY(order_cut(cx, o->doc_id, 0, &part, 1, why, &moved));
		f->back_fen = doc_worth(&v.doc.lines[o->own_line_no - 1], OWN_PART, o->qty) - doc_worth(&v.doc.lines[o->own_line_no - 1], OWN_PART, f->gets);
		return ERR_OK;
	}
	TRY(new_wants(cx, s, &v.doc, f->gets, f->replaced, &wants, &n));
	TRY(order_substitute(cx, o->doc_id, 0, wants, n, why, &placed));
	f->new_doc_id = placed.doc_id;
	f->back_fen = v.own_fen - placed.own_fen;
	return ERR_OK;
}

static enum err one(struct ctx *cx, struct shortage *s, const struct order_queue_row *o)
{
	struct order_fated f = { .doc_id = o->doc_id, .qty = o->qty, .special = o->special, .door = o->door, .number = o->number, .pickup_no = o->pickup_no };
	enum err e = ERR_OK;

	f.gets = o->qty <= s->left ? o->qty : s->left > 0 ? s->left : 0;
	s->left -= f.gets;
	if (f.gets == o->qty)
		return ERR_OK;
	f.replaced = replacement(s, o, o->qty - f.gets);
	f.fate = f.replaced ? FATE_REPLACED : f.gets ? FATE_SPLIT : FATE_REFUNDED;
	if (!s->in->dry) {
		TRY(store_savepoint(cx));
		e = act(cx, s, o, &f);
		if (e == ERR_BUSY || e == ERR_BROKEN)
			return e;
		if (e) {
			store_undo(cx);
			f.fate = FATE_FAILED;
			f.zh = arena_text(&cx->mem, cx->fault.zh);
			f.en = arena_text(&cx->mem, cx->fault.en);
		} else {
			TRY(store_release(cx));
		}
	}
	s->other_left -= f.fate == FATE_REPLACED ? f.replaced : 0;
	s->out->split += f.fate == FATE_SPLIT;
	s->out->replaced += f.fate == FATE_REPLACED;
	s->out->refunded += f.fate == FATE_REFUNDED;
	s->out->back_fen += f.back_fen;
	arena_push(&cx->mem, s->out->orders, s->out->n_orders, s->room) = f;
	return ERR_OK;
}

enum err order_handle_shortage(struct ctx *cx, const struct order_shortage *in, struct order_shortage_result *ret)
{
	struct shortage s = { .in = in, .out = ret };
	struct order_queue_row *rows;
	struct ledger_head head;
	size_t n;

	*ret = (struct order_shortage_result){ 0 };
	if (!in->dry)
		TRY(ledger_lock(cx, &head));
	TRY(look(cx, &s));
	if (!ret->short_qty)
		return ERR_OK;
	TRY(order_queue(cx, (struct order_queue_in){ .district_id = cx->district_id, .offer_id = in->offer_id, .line_no = in->line_no,
		.special_first = ret->special_first, .limit = QUEUE_MAX }, &rows, &n, QUEUE_MAX));
	for (size_t i = 0; i < n; i++) {
		if (ret->n_orders == ORDER_BULK_MAX) {
			ret->more = true;
			break;
		}
		TRY(one(cx, &s, &rows[i]));
	}
	return ERR_OK;
}
