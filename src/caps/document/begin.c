/* SPDX-License-Identifier: Apache-2.0 */
/* A document that is drafted and takes its first step in one go: the same
 * stages as advance.c, but every row is written once and nothing is read back.
 * Orders of households come by the hundred thousand; nobody ever sees their drafts. */
#include "caps/document/work.h"
#include "base/text.h"
#include "document.sql.h"

static enum err check_line(struct ctx *cx, const struct doc_line *l, size_t i)
{
	if (l->counter[ASKED] < 1 || l->counter[ASKED] > QTY_MAX)
		return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "lines[%zu].qty", i), "数量 %lld 须在 1 与 10^15 之间",
			    "quantity %lld must lie between 1 and 10^15", (long long)l->counter[ASKED]);
	if (l->price_fen < 0 || l->aid_fen < 0 || l->aid_fen > l->price_fen || l->price_units < 1 || (l->aid_fen && l->price_units > 1))
		return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "lines[%zu].price_fen", i), "单价 %lld 分不能这样写",
			    "a price of %lld fen cannot be written like that", (long long)l->price_fen);
	return ERR_OK;
}

static enum err write_rows(struct ctx *cx, const struct doc_work *w, const char *number, int64_t due_ms)
{
	const struct doc *d = &w->doc;

	TRY(document_insert_begun(cx, (struct document_insert_begun_in){ .district_id = cx->district_id, .doc_id = d->doc_id,
		.kind = w->kind->name, .number = number, .state = w->to_state, .plan_version = d->plan_version, .parent_id = d->parent_id,
		.giver_id = d->giver_id, .taker_id = d->taker_id, .carrier_id = d->carrier_id, .worker_id = d->worker_id,
		.from_place_id = d->from_place_id, .to_place_id = d->to_place_id, .owner_id = d->owner_id, .owner2_id = d->owner2_id,
		.fund_id = d->fund_id, .fund2_id = d->fund2_id, .total_fen = d->total_fen, .created_by = d->created_by,
		.created_ms = d->created_ms, .due_ms = due_ms, .due_verb = due_ms ? w->step->due.verb : "" }));
	for (size_t i = 0; i < d->n_lines; i++) {
		const struct doc_line *l = &d->lines[i];
		const unsigned grow = w->step->grow;
		const int64_t by = w->grow[i];

		assert(!(grow & (C(DROPPED) | C(SHORT) | C(FOUND) | C(LOST) | C(BACK))));
		TRY(document_insert_begun_line(cx, (struct document_insert_begun_line_in){ .district_id = cx->district_id, .doc_id = d->doc_id,
			.line_no = l->line_no, .parent_line_no = l->parent_line_no, .item_id = l->item_id, .lot_id = l->lot_id,
			.claim_lot_id = l->claim_lot_id, .place_id = l->place_id, .owner_id = l->owner_id, .fund_id = l->fund_id, .dir = l->dir,
			.price_fen = l->price_fen, .aid_fen = l->aid_fen, .price_units = l->price_units, .price_version = l->price_version,
			.asked = l->counter[ASKED], .granted = grow & C(GRANTED) ? by : 0, .sent = grow & C(SENT) ? by : 0,
			.arrived = grow & C(ARRIVED) ? by : 0, .taken = grow & C(TAKEN) ? by : 0, .billed = grow & C(BILLED) ? by : 0,
			.paid = grow & C(PAID) ? by : 0 }));
	}
	return ERR_OK;
}

/* The draft as it would stand had it been opened: own lines, nothing has happened yet. */
static enum err drafted(struct ctx *cx, const struct doc *draft, struct doc_work *w)
{
	struct doc *d = &w->doc;

	*d = *draft;
	d->doc_id = draft->doc_id ? draft->doc_id : ctx_new_id(cx);
	d->state = "draft";
	d->number = "";
	d->steps = 0;
	d->version = 0;
	d->created_by = cx->actor->account_id;
	d->created_ms = cx->now_ms;
	d->lines = arena_array(&cx->mem, struct doc_line, draft->n_lines + 1);
	for (size_t i = 0; i < draft->n_lines; i++) {
		d->lines[i] = draft->lines[i];
		d->lines[i].line_no = (int64_t)i + 1;
		d->lines[i].price_units = d->lines[i].price_units ? d->lines[i].price_units : 1;
		for (int c = ASKED + 1; c < COUNTERS; c++)
			d->lines[i].counter[c] = 0;
		TRY(check_line(cx, &d->lines[i], i));
	}
	return doc_total_fen(cx, d, &d->total_fen);
}

enum err document_begin(struct ctx *cx, const struct doc *draft, const char *verb, const void *own, struct doc_moved *ret)
{
	struct doc_move move = { .verb = verb, .right_asked = true };
	struct doc_work w = { .move = &move, .moved = ret, .kind = doc_kind_find(draft->kind), .begins = true, .own = own };
	const char *number;
	int64_t seq, due_ms = 0;

	assert(w.kind && draft->n_lines <= DOC_LINES_MAX);
	w.step = doc_step_find(w.kind, "draft", verb);
	assert(w.step && w.step->sign == BY_ACTOR);
	TRY(drafted(cx, draft, &w));
	move.doc_id = w.doc.doc_id;
	TRY(doc_quantities(cx, &w));
	TRY(doc_run_guards(cx, &w));
	w.to_state = doc_next_state(&w);
	TRY(doc_number_of(cx, &w, &number));
	if (w.step->due.verb)
		TRY(doc_due_at(cx, &w, &due_ms));
	TRY(write_rows(cx, &w, number, due_ms));
	TRY(doc_post(cx, &w, &(struct doc_signature){ .done = true }, number, &seq));
	*ret = (struct doc_moved){ .doc_id = w.doc.doc_id, .version = 2, .seq = seq, .state = w.to_state, .number = number, .done = true,
		.waiting_for = "" };
	return w.kind->after ? w.kind->after(cx, &w) : ERR_OK;
}
