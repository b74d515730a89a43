/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/overview/cover.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/ledger/ledger.h"
#include "caps/ledger/ledger_read.h"
#include "overview.sql.h"
#include <string.h>

/* The page's figures: plans in force, the flow of today, classes, orders, and the matrix. */
enum { STATES_MAX = 32, STEPS_MAX = 200, PLANS_MAX = 50, PRIORITIES_MAX = 16 };

const char *const overview_step_words[] = { "requested", "approved", "dispatched", "arrived", "received", NULL };
const char *const overview_wait_words[] = { "vet", "special", "allot", "sign", "depart", "arrive", "receive", "explain", NULL };

static enum err load_plans(struct ctx *cx, struct overview *o)
{
	struct plan_activation *at;
	struct overview_plan *plans;
	struct place place;
	size_t n;

	TRY(plan_activation_list(cx, false, 0, PLANS_MAX, &at, &n));
	plans = arena_array(&cx->mem, struct overview_plan, n + 1);
	for (size_t i = 0; i < n; i++) {
		TRY(place_get(cx, at[i].place_id, &place));
		plans[i] = (struct overview_plan){ at[i].plan_id, at[i].zh, at[i].en, place.name, at[i].start_reason, at[i].version, at[i].from_ms };
	}
	o->plans = (struct list){ plans, n };
	return ERR_OK;
}

/* ---- the flow ---- */

static enum err states_of(struct ctx *cx, const char *kind, enum perm perm, struct overview_state **ret, size_t *ret_n)
{
	struct overview_states_row *rows;

	TRY(overview_states(cx, (struct overview_states_in){ .district_id = cx->district_id, .kind = kind, .sees_all = overview_covers(cx, perm),
		.actor_id = cx->actor->account_id, .perm = perm, .now_ms = cx->now_ms, .limit = STATES_MAX }, &rows, ret_n, STATES_MAX));
	*ret = arena_array(&cx->mem, struct overview_state, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = (struct overview_state){ rows[i].docs, rows[i].late, rows[i].oldest_ms, rows[i].state };
	return ERR_OK;
}

/* What is stuck between a step and the next, by the states the documents stand in. */
static const struct { const char *kind, *state; enum overview_step_name behind; enum overview_wait_name what; enum perm perm; } stuck[] = {
	{ "request", "raised", STEP_REQUESTED, WAIT_VET, PERM_REQUEST_READ },
	{ "request", "special", STEP_REQUESTED, WAIT_SPECIAL, PERM_REQUEST_READ },
	{ "request", "open", STEP_APPROVED, WAIT_ALLOT, PERM_REQUEST_READ },
	{ "allocation", "review", STEP_APPROVED, WAIT_SIGN, PERM_ALLOCATION_READ },
	{ "dispatch", "ordered", STEP_APPROVED, WAIT_DEPART, PERM_DISPATCH_READ },
	{ "dispatch", "acknowledged", STEP_APPROVED, WAIT_DEPART, PERM_DISPATCH_READ },
	{ "dispatch", "departed", STEP_DISPATCHED, WAIT_ARRIVE, PERM_DISPATCH_READ },
	{ "dispatch", "arrived", STEP_ARRIVED, WAIT_RECEIVE, PERM_DISPATCH_READ },
	{ "dispatch", "disputed", STEP_RECEIVED, WAIT_EXPLAIN, PERM_DISPATCH_READ },
};

static void add_wait(struct ctx *cx, struct overview_step *steps, size_t i, const struct overview_state *state)
{
	struct list *waits = &steps[stuck[i].behind].waits;
	struct overview_wait *at = waits->at;

	if (!at)
		waits->at = at = arena_array(&cx->mem, struct overview_wait, sizeof stuck / sizeof *stuck);
	if (!waits->n || at[waits->n - 1].what != stuck[i].what)
		at[waits->n++] = (struct overview_wait){ .what = stuck[i].what, .oldest_ms = state->oldest_ms };
	at = &at[waits->n - 1];
	at->docs += state->docs;
	at->late += state->late;
	at->oldest_ms = at->oldest_ms < state->oldest_ms ? at->oldest_ms : state->oldest_ms;
}

static enum err load_waits(struct ctx *cx, struct overview *o, struct overview_step *steps)
{
	static const struct { const char *kind; enum perm perm; } kinds[] = { { "request", PERM_REQUEST_READ },
		{ "allocation", PERM_ALLOCATION_READ }, { "dispatch", PERM_DISPATCH_READ } };
	struct overview_state *states;
	size_t n;

	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
		TRY(states_of(cx, kinds[k].kind, kinds[k].perm, &states, &n));
		for (size_t i = 0; i < sizeof stuck / sizeof *stuck; i++)
			for (size_t s = 0; s < n; s++)
				if (text_equal(stuck[i].kind, kinds[k].kind) && text_equal(stuck[i].state, states[s].state))
					add_wait(cx, steps, i, &states[s]);
		if (text_equal(kinds[k].kind, "dispatch"))
			o->orders = (struct list){ states, n };
	}
	return ERR_OK;
}

/* Where a step that was taken today counts. */
enum counts_as { AS_RECEIPT = STEPS_N, AS_ISSUE };
static const struct { const char *kind, *verb, *to_state; int as[2]; } counted[] = {
	{ "request", "raise", "", { STEP_REQUESTED, -1 } }, { "request", "vet", "", { STEP_APPROVED, -1 } },
	{ "dispatch", "depart", "", { STEP_DISPATCHED, AS_ISSUE } }, { "dispatch", "arrive", "", { STEP_ARRIVED, -1 } },
	{ "dispatch", "receive", "received", { STEP_RECEIVED, -1 } },
	{ "handout", "hand_over", "", { AS_ISSUE, -1 } }, { "issue", "hand_over", "", { AS_ISSUE, -1 } },
	{ "receipt_supplier", "take_in", "", { AS_RECEIPT, -1 } }, { "receipt_supplier", "accept", "", { AS_RECEIPT, -1 } },
	{ "receipt_donor", "take_in", "", { AS_RECEIPT, -1 } }, { "receipt_donor", "accept", "", { AS_RECEIPT, -1 } },
	{ "receipt_district", "take_in", "", { AS_RECEIPT, -1 } }, { "receipt_district", "accept", "", { AS_RECEIPT, -1 } },
	{ "opening", "approve", "", { AS_RECEIPT, -1 } },
	{ "donation", "accept", "", { AS_RECEIPT, -1 } },
};

static void count_step(struct overview *o, struct overview_step *steps, const struct overview_steps_row *row)
{
	for (size_t i = 0; i < sizeof counted / sizeof *counted; i++) {
		if (!text_equal(counted[i].kind, row->kind) || !text_equal(counted[i].verb, row->verb) ||
		    (counted[i].to_state[0] && !text_equal(counted[i].to_state, row->to_state)))
			continue;
		for (int k = 0; k < 2; k++) {
			int as = counted[i].as[k];

			if (as == AS_RECEIPT)
				o->receipts += row->docs, o->receipt_lines += row->lines;
			else if (as == AS_ISSUE)
				o->issues += row->docs, o->issue_lines += row->lines;
			else if (as >= 0)
				steps[as].docs += row->docs, steps[as].lines += row->lines;
		}
	}
}

static enum err load_flow(struct ctx *cx, struct overview *o)
{
	static const struct { const char *kind[4]; enum perm perm; } groups[] = { { { "request", "", "", "" }, PERM_REQUEST_READ },
		{ { "dispatch", "handout", "", "" }, PERM_DISPATCH_READ },
		{ { "receipt_supplier", "receipt_donor", "receipt_district", "opening" }, PERM_STOCK_READ }, { { "issue", "", "", "" }, PERM_STOCK_READ },
		{ { "donation", "", "", "" }, PERM_DONATION_READ } };
	struct overview_step *steps = arena_array(&cx->mem, struct overview_step, STEPS_N);
	struct overview_steps_row *rows;
	int64_t seq;
	size_t n;

	for (int64_t i = 0; i < STEPS_N; i++)
		steps[i].what = i;
	TRY(ledger_seq_at(cx, civil_day_of(cx->now_ms) * DAY_MS - CHINA_OFFSET_MS - 1, &seq));
	for (size_t g = 0; g < sizeof groups / sizeof *groups; g++) {
		const char *const *kind = groups[g].kind;

		TRY(overview_steps(cx, (struct overview_steps_in){ .district_id = cx->district_id, .kind1 = kind[0], .kind2 = kind[1], .kind3 = kind[2],
			.kind4 = kind[3], .seq = seq, .sees_all = overview_covers(cx, groups[g].perm), .actor_id = cx->actor->account_id,
			.perm = groups[g].perm, .now_ms = cx->now_ms, .limit = STEPS_MAX }, &rows, &n, STEPS_MAX));
		for (size_t i = 0; i < n; i++)
			count_step(o, steps, &rows[i]);
	}
	TRY(load_waits(cx, o, steps));
	o->steps = (struct list){ steps, STEPS_N };
	return ERR_OK;
}

enum err overview_load_classes(struct ctx *cx, const struct plan *plans, struct list *ret)
{
	struct overview_classes_row *rows;
	struct overview_class *classes;
	size_t n;

	TRY(overview_classes(cx, (struct overview_classes_in){ .district_id = cx->district_id, .today = civil_day_of(cx->now_ms),
		.sees_all = overview_covers(cx, PERM_REQUEST_READ), .actor_id = cx->actor->account_id, .perm = PERM_REQUEST_READ,
		.now_ms = cx->now_ms, .limit = PRIORITIES_MAX }, &rows, &n, PRIORITIES_MAX));
	classes = arena_array(&cx->mem, struct overview_class, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct plan_rank *rank = plan_rank(plans, (int)rows[i].priority);

		classes[i] = (struct overview_class){ rows[i].priority, rows[i].docs, rows[i].overdue, rank ? rank->rule.zh : "", rank ? rank->rule.en : "",
			rows[i].first_day };
	}
	*ret = (struct list){ classes, n };
	return ERR_OK;
}

/* The first few for the page: orders that are late in the same way are one, with their number, and so are overdue
 * requests of all classes but the first. */
static void keep_first(struct ctx *cx, struct overview_alerts *alerts)
{
	struct overview_alert *kept = arena_array(&cx->mem, struct overview_alert, OVERVIEW_ALERTS_SHOWN), *all = alerts->items.at;
	struct overview_alert *of[ALERT_KINDS] = { NULL };
	size_t n = 0;

	for (size_t i = 0; i < alerts->items.n; i++) {
		bool order = all[i].kind >= ALERT_NOT_ACKNOWLEDGED && all[i].kind <= ALERT_DIFFERENCE;
		bool others = all[i].kind == ALERT_REQUESTS_OVERDUE && all[i].priority > 1;
		struct overview_alert *known = order || others ? of[all[i].kind] : NULL;

		if (known) {
			known->docs += order ? 1 : all[i].docs;
			known->lines += others;
		} else if (n < OVERVIEW_ALERTS_SHOWN) {
			kept[n] = all[i];
			if (order)
				kept[n].docs = 1;
			if (order || others)
				of[all[i].kind] = &kept[n];
			n++;
		}
	}
	alerts->items = (struct list){ kept, n };
}

enum err overview_get(struct ctx *cx, struct overview *ret)
{
	struct overview_row *rows;
	struct ledger_head head;
	struct cover c;

	*ret = (struct overview){ .as_of_ms = cx->now_ms, .sees_stock = overview_holds(cx, PERM_STOCK_READ),
		.sees_requests = overview_holds(cx, PERM_REQUEST_READ), .sees_dispatches = overview_holds(cx, PERM_DISPATCH_READ),
		.sees_allocations = overview_holds(cx, PERM_ALLOCATION_READ) };
	TRY(ledger_head(cx, &head));
	ret->seq = head.seq;
	TRY(load_plans(cx, ret));
	TRY(cover_load(cx, &c));
	ret->district = c.root.name;
	ret->population = c.population;
	ret->sees_district = c.whole;
	rows = arena_array(&cx->mem, struct overview_row, c.n_lines + 1);
	for (size_t i = 0; i < c.n_lines && (c.whole || c.n_areas); i++)
		rows[ret->rows.n++] = cover_row(&c, &c.lines[i]);
	ret->rows.at = rows;
	ret->areas = (struct list){ arena_bytes(&cx->mem, c.areas, sizeof *c.areas * c.n_areas), c.n_areas };
	TRY(load_flow(cx, ret));
	TRY(overview_load_classes(cx, c.plans, &ret->classes));
	TRY(alerts_load(cx, &c, ret->classes.at, ret->classes.n, &ret->alerts));
	keep_first(cx, &ret->alerts);
	return ERR_OK;
}
