/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/document/work.h"
#include "base/text.h"
#include "caps/place/place.h"
#include "document.sql.h"
#include <stdlib.h>

enum { IN_STATE_MAX = 2000 };                 /* of one kind and state are looked at, the oldest */

static bool not_ones_own(const struct doc_step *s)
{
	for (int i = 0; i < 5 && s->guard[i]; i++)
		if (s->guard[i] == guard_not_mine)
			return true;
	return false;
}

bool doc_step_is_approval(const struct doc_step *s)
{
	const bool typed = s->grow && (s->fill == GIVEN || (s->fill == GIVEN_OR_ALL && s->sign != BY_TWO));

	if (s->perm == PERM_SYSTEM || s->says_why || s->sign == BY_PARTIES || typed)
		return false;
	return s->sign == BY_CHAIN || s->sign == BY_TWO || not_ones_own(s);
}

/* A refusal is an answer here; what is not one ends the look. */
static bool is_trouble(enum err e) { return e == ERR_BUSY || e == ERR_BROKEN; }

static enum err forget(struct ctx *cx, const struct fault *before, enum err e)
{
	if (is_trouble(e))
		return e;
	cx->fault = *before;
	return ERR_OK;
}

/* The stages of advance() that say whose turn it is; *ret_mine false: not the actor's. */
static enum err whose_turn(struct ctx *cx, struct doc_work *w, struct doc_signature *sign, bool *ret_mine)
{
	const struct fault before = cx->fault;
	enum err e = doc_quantities(cx, w);

	if (!e)
		e = doc_need_right(cx, w);
	if (!e && not_ones_own(w->step))
		e = guard_not_mine(cx, w);
	if (!e)
		e = doc_sign(cx, w, sign);
	*ret_mine = !e && (w->step->sign != BY_TWO || sign->place_no > 1);
	return e ? forget(cx, &before, e) : ERR_OK;
}

static bool other_bracket(struct ctx *cx, const struct plan_chain *chain, const struct doc_amount *a)
{
	size_t n, m;
	const struct plan_step **one = plan_chain_steps(&cx->mem, chain, a->own, &n), **all = plan_chain_steps(&cx->mem, chain, a->decides, &m);

	for (size_t i = 0; n == m && i < n; i++)
		if (one[i] != all[i])
			return true;
	return n != m;
}

/* By when: the document's own time-out, else what the plan gives the step or its chain. */
static int64_t deadline(const struct doc_work *w, const struct doc_signature *sign, int64_t since_ms)
{
	if (w->doc.due_ms)
		return w->doc.due_ms;
	if (sign->bracket && sign->bracket->within.unit != DUR_NONE)
		return plan_after(since_ms, sign->bracket->within);
	return sign->chain && sign->chain->within.unit != DUR_NONE ? plan_after(since_ms, sign->chain->within) : 0;
}

/* What the other rules say, told beside the row: money that is short today may be there tomorrow.  A rule that wants
 * another person to sign says that it is not his. */
static enum err ask_rules(struct ctx *cx, const struct doc_work *w, struct doc_waiting *ret, bool *ret_mine)
{
	const struct fault before = cx->fault;
	enum err e = doc_run_guards(cx, w);

	if (!e)
		return ERR_OK;
	*ret_mine = e != ERR_FORBIDDEN;
	ret->blocked = !is_trouble(e);
	ret->zh = arena_text(&cx->mem, cx->fault.zh);
	ret->en = arena_text(&cx->mem, cx->fault.en);
	return forget(cx, &before, e);
}

static enum err look(struct ctx *cx, struct doc_memo *memo, const struct doc *doc, const struct doc_step *step, int64_t since_ms, struct doc_waiting *ret,
		     bool *ret_mine)
{
	const struct doc_move move = { .doc_id = doc->doc_id, .verb = step->verb };
	struct doc_work w = { .kind = doc_kind_find(doc->kind), .step = step, .move = &move, .doc = *doc, .memo = memo };
	struct doc_signature sign = { .waiting_for = "" };

	TRY(whose_turn(cx, &w, &sign, ret_mine));
	if (!*ret_mine)
		return ERR_OK;
	*ret = (struct doc_waiting){ .doc = *doc, .step = step, .since_ms = since_ms, .deadline_ms = deadline(&w, &sign, since_ms),
		.role = sign.role ? sign.role : "", .next = sign.done ? "" : sign.waiting_for, .for_id = sign.for_id, .place_no = sign.place_no,
		.of = sign.of, .chain = sign.chain, .bracket = sign.bracket, .amount = sign.amount, .zh = "", .en = "" };
	ret->late = ret->deadline_ms && ret->deadline_ms < cx->now_ms;
	ret->splits = sign.chain && other_bracket(cx, sign.chain, &sign.amount);
	return ask_rules(cx, &w, ret, ret_mine);
}

/* 1: the step's place is where it comes from, 2: where it goes; 0: the stages themselves have to look. */
static int64_t place_asked(const struct doc_step *s) { return s->scope == FROM_PLACE ? 1 : s->scope == TO_PLACE ? 2 : 0; }

static bool has_right(const struct ctx *cx, const struct doc_step *s, const char *root)
{
	if (s->scope == NO_SLOT)
		return ctx_may(cx, s->perm, root);
	for (size_t i = 0; i < cx->actor->n_rights; i++)
		if (cx->actor->rights[i].perm == s->perm)
			return true;
	return false;
}

struct gathered { struct doc_waiting *at; size_t n, room, limit; bool more; struct doc_memo memo; };

/* What pays has nothing to do where every invoice is paid. */
static enum err in_state(struct ctx *cx, const struct doc_kind *kind, const struct doc_step *step, const char *state, struct document_in_state_row **ret,
			 size_t *ret_n)
{
	const struct document_in_state_in in = { .district_id = cx->district_id, .kind = kind->name, .state = state, .place = place_asked(step),
		.not_by = cx->actor->account_id, .actor_id = cx->actor->account_id, .perm = step->perm, .now_ms = cx->now_ms, .limit = IN_STATE_MAX + 1 };
	struct document_unpaid_in_state_row *unpaid;

	if ((step->grow & (C(PAID) | C(BILLED))) != C(PAID))
		return document_in_state(cx, in, ret, ret_n, IN_STATE_MAX + 1);
	TRY(document_unpaid_in_state(cx, (struct document_unpaid_in_state_in){ .district_id = in.district_id, .kind = in.kind, .state = in.state,
		.place = in.place, .not_by = in.not_by, .actor_id = in.actor_id, .perm = in.perm, .now_ms = in.now_ms, .limit = in.limit },
		&unpaid, ret_n, IN_STATE_MAX + 1));
	*ret = arena_array(&cx->mem, struct document_in_state_row, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = (struct document_in_state_row){ unpaid[i].doc_id, unpaid[i].since_ms };
	return ERR_OK;
}

static enum err gather_state(struct ctx *cx, struct gathered *g, const struct doc_kind *kind, const struct doc_step *step, const char *state)
{
	struct document_in_state_row *rows;
	size_t n;

	TRY(in_state(cx, kind, step, state, &rows, &n));
	for (size_t i = 0; i < n; i++) {
		struct doc_waiting one;
		struct doc doc;
		bool mine;

		if (i == IN_STATE_MAX || g->n == g->limit) {
			g->more = true;
			break;
		}
		TRY(document_get(cx, rows[i].doc_id, &doc));
		TRY(look(cx, &g->memo, &doc, step, rows[i].since_ms, &one, &mine));
		if (mine)
			arena_push(&cx->mem, g->at, g->n, g->room) = one;
	}
	return ERR_OK;
}

static int by_urgency(const void *left, const void *right)
{
	const struct doc_waiting *a = left, *b = right;

	if (a->late != b->late)
		return a->late ? -1 : 1;
	if (!a->deadline_ms != !b->deadline_ms)
		return a->deadline_ms ? -1 : 1;
	if (a->deadline_ms != b->deadline_ms)
		return a->deadline_ms < b->deadline_ms ? -1 : 1;
	if (a->since_ms != b->since_ms)
		return a->since_ms < b->since_ms ? -1 : 1;
	return a->doc.doc_id < b->doc.doc_id ? -1 : a->doc.doc_id > b->doc.doc_id;
}

enum err document_waiting(struct ctx *cx, size_t limit, struct doc_waiting **ret, size_t *ret_n, bool *ret_more)
{
	struct gathered g = { .limit = limit };
	const char *root = ctx_root(cx);

	for (size_t k = 0; doc_kinds[k]; k++)
		for (size_t s = 0; s < doc_kinds[k]->n_steps; s++) {
			const struct doc_step *step = &doc_kinds[k]->steps[s];

			if (!doc_step_is_approval(step) || !has_right(cx, step, root))
				continue;
			for (size_t f = 0; f < sizeof step->from / sizeof *step->from && step->from[f]; f++)
				if (!text_equal(step->from[f], "draft"))
					TRY(gather_state(cx, &g, doc_kinds[k], step, step->from[f]));
		}
	if (g.n)
		qsort(g.at, g.n, sizeof *g.at, by_urgency);
	*ret = g.at;
	*ret_n = g.n;
	*ret_more = g.more;
	return ERR_OK;
}

enum err document_waits(struct ctx *cx, const struct doc *doc, struct doc_waiting *ret, bool *ret_mine)
{
	const struct doc_kind *kind = doc_kind_find(doc->kind);

	*ret_mine = false;
	for (size_t s = 0; s < kind->n_steps && !*ret_mine; s++)
		if (doc_step_is_approval(&kind->steps[s]) && doc_step_find(kind, doc->state, kind->steps[s].verb) == &kind->steps[s])
			TRY(look(cx, NULL, doc, &kind->steps[s], doc->created_ms, ret, ret_mine));
	return ERR_OK;
}
