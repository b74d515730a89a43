/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/overview/cover.h"
#include "caps/document/document.h"
#include "overview.sql.h"

/* What waits for the one who asks: documents whose next step is his to take, by
 * his rights on their places.  Signatures of the plan's chain go by its roles,
 * one allocation at a time; there are few. */
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
	{ "stocktake", "review", "approve", PERM_STOCK_APPROVE, AT_TAKER, true },
	{ "opening", "review", "approve", PERM_STOCK_APPROVE, AT_TAKER, true },
};
enum { DUTIES = sizeof duties / sizeof *duties, SIGNING_MAX = 50 };

/* Whether the next signature of an allocation is the actor's to give. */
static enum err is_mine_to_sign(struct ctx *cx, int64_t doc_id, bool *ret)
{
	struct doc_signer *signers;
	struct doc doc;
	size_t n;

	*ret = false;
	TRY(document_get(cx, doc_id, &doc));
	TRY(document_signers(cx, &doc, doc_step_find(doc_kind_find(doc.kind), doc.state, "approve"), &signers, &n));
	for (size_t i = 0; i < n; i++)
		*ret |= signers[i].mine;
	return ERR_OK;
}

static enum err count_signatures(struct ctx *cx, int64_t *ret)
{
	struct overview_unsigned_row *rows;
	size_t n;
	bool mine;

	*ret = 0;
	if (!overview_covers(cx, PERM_ALLOCATION_APPROVE))
		return ERR_OK;
	TRY(overview_unsigned(cx, (struct overview_unsigned_in){ .district_id = cx->district_id, .limit = SIGNING_MAX }, &rows, &n, SIGNING_MAX));
	for (size_t i = 0; i < n; i++) {
		TRY(is_mine_to_sign(cx, rows[i].doc_id, &mine));
		*ret += mine;
	}
	return ERR_OK;
}

enum err overview_waiting(struct ctx *cx, struct overview_waiting *ret)
{
	struct overview_duty *items = arena_array(&cx->mem, struct overview_duty, DUTIES + 1);
	struct overview_mine_row *rows;
	int64_t to_sign;
	size_t n, count = 0;

	*ret = (struct overview_waiting){ 0 };
	TRY(count_signatures(cx, &to_sign));
	if (to_sign)
		items[count++] = (struct overview_duty){ to_sign, 0, "allocation", "approve" };
	for (size_t i = 0; i < DUTIES; i++) {
		if (!overview_holds(cx, duties[i].perm))
			continue;
		TRY(overview_mine(cx, (struct overview_mine_in){ .district_id = cx->district_id, .kind = duties[i].kind, .state = duties[i].state,
			.not_by = duties[i].not_mine ? cx->actor->account_id : 0, .place = duties[i].at, .actor_id = cx->actor->account_id,
			.perm = duties[i].perm, .now_ms = cx->now_ms, .limit = 1 }, &rows, &n, 1));
		if (n && rows[0].docs)
			items[count++] = (struct overview_duty){ rows[0].docs, rows[0].late, duties[i].kind, duties[i].verb };
	}
	for (size_t i = 0; i < count; i++)
		ret->total += items[i].docs;
	ret->items = (struct list){ items, count };
	return ERR_OK;
}
