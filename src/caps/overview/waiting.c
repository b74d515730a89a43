/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/overview/cover.h"
#include "base/text.h"
#include "caps/document/document.h"
#include "caps/loan/loan.h"
#include "caps/tour/tour.h"
#include "overview.sql.h"

/* What waits for the one who asks: documents whose next step is his to take, by
 * his rights on their places; and what waits for his signature. */
enum place_asked { AT_GIVER, AT_TAKER, AT_DISTRICT };
static const struct { const char *kind, *state, *verb; enum perm perm; enum place_asked at; bool not_mine; } duties[] = {
	{ "request", "raised", "vet", PERM_REQUEST_VET, AT_TAKER, true },
	{ "request", "special", "decide", PERM_REQUEST_VET, AT_TAKER, true },
	{ "dispatch", "ordered", "acknowledge", PERM_DISPATCH_CARRY, AT_GIVER, false },
	{ "dispatch", "acknowledged", "depart", PERM_STOCK_ISSUE, AT_GIVER, false },
	{ "dispatch", "departed", "arrive", PERM_DISPATCH_CARRY, AT_GIVER, false },
	{ "dispatch", "arrived", "receive", PERM_STOCK_RECEIVE, AT_TAKER, false },
	{ "dispatch", "disputed", "explain", PERM_STOCK_COUNT, AT_GIVER, false },
	{ "dispatch", "received", "close", PERM_DISPATCH_ORDER, AT_DISTRICT, false },
	{ "receipt_supplier", "expected", "take_in", PERM_STOCK_RECEIVE, AT_TAKER, false },
	{ "receipt_donor", "expected", "take_in", PERM_STOCK_RECEIVE, AT_TAKER, false },
	{ "receipt_district", "expected", "take_in", PERM_STOCK_RECEIVE, AT_TAKER, false },
	{ "transfer", "under_way", "receive", PERM_STOCK_RECEIVE, AT_TAKER, false },
	{ "scrap", "proposed", "appraise", PERM_SCRAP_EDIT, AT_GIVER, true },
	{ "scrap", "condemned", "destroy", PERM_SCRAP_EDIT, AT_GIVER, false },
};
enum { DUTIES = sizeof duties / sizeof *duties, KINDS_MAX = 60 };

/* Approvals, of every kind: from the document machine itself. */
static enum err add_approvals(struct ctx *cx, struct overview_duty *items, size_t *count)
{
	struct doc_waiting *all;
	size_t n;
	bool more;

	TRY(document_waiting(cx, DOC_WAITING_MAX, &all, &n, &more));
	for (size_t i = 0; i < n; i++) {
		size_t at = 0;

		while (at < *count && !(text_equal(items[at].kind, all[i].doc.kind) && text_equal(items[at].verb, all[i].step->verb)))
			at++;
		if (at == KINDS_MAX)
			continue;
		if (at == *count)
			items[(*count)++] = (struct overview_duty){ .kind = all[i].doc.kind, .verb = all[i].step->verb, .approval = true };
		items[at].docs++;
		items[at].late += all[i].late;
	}
	return ERR_OK;
}

/* Vehicle tours stand in the same list of approvals. */
static enum err add_tours(struct ctx *cx, struct overview_duty *items, size_t *count)
{
	struct tour_waiting *all;
	int64_t late = 0;
	size_t n;

	TRY(tours_waiting(cx, &all, &n));
	for (size_t i = 0; i < n; i++)
		late += all[i].lane.depart < cx->now_ms;
	if (n)
		items[(*count)++] = (struct overview_duty){ (int64_t)n, late, "tour", "approve", true };
	return ERR_OK;
}

/* Loans a unit has to bring back (due by tomorrow, late, or reminded of), and what came back to be cleaned and inspected. */
static enum err add_loans(struct ctx *cx, struct overview_duty *items, size_t *count)
{
	struct loan_duties d;

	TRY(loan_duties(cx, &d));
	if (d.to_return)
		items[(*count)++] = (struct overview_duty){ d.to_return, d.to_return_late, "loan", "give_back", false };
	if (d.to_clean)
		items[(*count)++] = (struct overview_duty){ d.to_clean, 0, "loan", "clean", false };
	return ERR_OK;
}

enum err overview_waiting(struct ctx *cx, struct overview_waiting *ret)
{
	struct overview_duty *items = arena_array(&cx->mem, struct overview_duty, DUTIES + KINDS_MAX + 3);
	struct overview_mine_row *rows;
	size_t n, count = 0;

	*ret = (struct overview_waiting){ 0 };
	TRY(add_approvals(cx, items, &count));
	TRY(add_tours(cx, items, &count));
	for (size_t i = 0; i < DUTIES; i++) {
		if (!overview_holds(cx, duties[i].perm))
			continue;
		TRY(overview_mine(cx, (struct overview_mine_in){ .district_id = cx->district_id, .kind = duties[i].kind, .state = duties[i].state,
			.not_by = duties[i].not_mine ? cx->actor->account_id : 0, .place = duties[i].at, .actor_id = cx->actor->account_id,
			.perm = duties[i].perm, .now_ms = cx->now_ms, .limit = 1 }, &rows, &n, 1));
		if (n && rows[0].docs)
			items[count++] = (struct overview_duty){ rows[0].docs, rows[0].late, duties[i].kind, duties[i].verb, false };
	}
	TRY(add_loans(cx, items, &count));
	for (size_t i = 0; i < count; i++)
		ret->total += items[i].docs;
	ret->items = (struct list){ items, count };
	return ERR_OK;
}
