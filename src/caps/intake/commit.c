/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"
#include "caps/intake/intake_work.h"
#include "caps/order/order.h"
#include "intake.sql.h"
#include "store/store.h"
#include <string.h>

/* From rows to orders, each with a savepoint and a verdict of its own. */

static enum err remember(struct ctx *cx, const struct intake_batch *b, const struct intake_row_open_row *row, int64_t doc_id)
{
	if (!doc_id)
		return intake_order_gone(cx, (struct intake_order_gone_in){ .district_id = cx->district_id, .offer_id = b->offer_id, .household_id = row->household_id });
	return intake_order_set(cx, (struct intake_order_set_in){ .district_id = cx->district_id, .offer_id = b->offer_id, .household_id = row->household_id,
		.doc_id = doc_id, .batch_id = b->batch_id, .place_id = b->place_id, .source = b->source, .wants = row->wants });
}

static struct order_draft draft_of(const struct intake_batch *b, const struct intake_row_open_row *row, struct order_want wants[static INTAKE_WANTS_MAX])
{
	struct intake_want read[INTAKE_WANTS_MAX];
	int n = wants_read(row->wants, read);

	for (int i = 0; i < n; i++)
		wants[i] = (struct order_want){ .line_no = read[i].line_no, .qty = read[i].qty };
	return (struct order_draft){ .household_id = row->household_id, .offer_id = b->offer_id, .wants = wants, .n_wants = (size_t)n, .pay = b->pay,
		.channel = b->source == INTAKE_CHAT ? ORDER_BY_CHAT : ORDER_BY_FILE, .unpaid = true, .remark = *row->remark ? row->remark : NULL, .asked_ms = b->asked_ms };
}

/* The order the household has from lists of this offer, while it stands. */
static enum err find_order(struct ctx *cx, int64_t offer_id, int64_t household_id, struct order_view *ret, bool *ret_found)
{
	struct intake_order_one_row known;
	enum err e = intake_order_one(cx, (struct intake_order_one_in){ .district_id = cx->district_id, .offer_id = offer_id, .household_id = household_id }, &known);

	*ret_found = false;
	if (e == ERR_NOT_FOUND) {
		cx->fault = (struct fault){ .code = ERR_OK };
		return ERR_OK;
	}
	TRY(e);
	TRY(order_get(cx, known.doc_id, ret));
	*ret_found = !text_equal(ret->doc.state, "void");
	return ERR_OK;
}

/* What the row wants, done; the order that stands afterwards in *ret_doc_id. */
static enum err carry_out(struct ctx *cx, const struct intake_batch *b, const struct intake_row_open_row *row, struct intake_done *sum, int64_t *ret_doc_id)
{
	struct order_want wants[INTAKE_WANTS_MAX];
	struct order_draft draft = draft_of(b, row, wants);
	struct order_view have;
	struct order_placed placed;
	struct doc_moved moved;
	bool found;

	*ret_doc_id = 0;
	TRY(find_order(cx, b->offer_id, row->household_id, &have, &found));
	if (!draft.n_wants) {
		if (found)
			TRY(order_cancel(cx, have.doc.doc_id, have.doc.version, false, "接龙里取消", &moved));
		sum->cancelled++;
	} else if (found) {
		TRY(order_change(cx, have.doc.doc_id, have.doc.version, &draft, &placed));
		*ret_doc_id = placed.doc_id;
		sum->changed++;
	} else {
		TRY(order_place(cx, &draft, &placed));
		*ret_doc_id = placed.doc_id;
		sum->placed++;
	}
	return remember(cx, b, row, *ret_doc_id);
}

static enum err one_row(struct ctx *cx, const struct intake_batch *b, const struct intake_row_open_row *row, struct intake_done *sum)
{
	struct intake_row_done_in done = { .district_id = cx->district_id, .batch_id = b->batch_id, .row_no = row->row_no, .state = INTAKE_DONE, .zh = "", .en = "" };
	struct intake_done before = *sum;
	enum err e;

	TRY(store_savepoint(cx));
	e = carry_out(cx, b, row, sum, &done.doc_id);
	if (e == ERR_BUSY || e == ERR_BROKEN)
		return e;
	if (e) {
		store_undo(cx);
		*sum = before;
		sum->refused++;
		done.state = INTAKE_REFUSED;
		done.zh = arena_text(&cx->mem, cx->fault.zh);
		done.en = arena_text(&cx->mem, cx->fault.en);
		cx->fault = (struct fault){ .code = ERR_OK };
	} else {
		TRY(store_release(cx));
	}
	return intake_row_done(cx, done);
}

enum err intake_commit(struct ctx *cx, int64_t batch_id, struct intake_done *ret)
{
	struct intake_row_open_row *rows;
	struct intake_batch b;
	size_t n;

	*ret = (struct intake_done){ 0 };
	TRY(intake_get(cx, batch_id, &b));
	if (b.newer_id)
		return fail(cx, ERR_BAD_STATE, "batch_id", "这份接龙已有更新的一版（%lld），请导入新的那份", "there is a newer copy of this list (%lld); import that one",
			    (long long)b.newer_id);
	TRY(intake_row_open(cx, (struct intake_row_open_in){ .district_id = cx->district_id, .batch_id = batch_id, .limit = INTAKE_COMMIT_MAX }, &rows, &n,
			    INTAKE_COMMIT_MAX));
	for (size_t i = 0; i < n; i++)
		TRY(one_row(cx, &b, &rows[i], ret));
	TRY(intake_batch_touch(cx, (struct intake_batch_touch_in){ .district_id = cx->district_id, .batch_id = batch_id }));
	ret->left = b.ready + b.changes + b.cancels - (int64_t)n;
	return ERR_OK;
}
