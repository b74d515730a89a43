/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/document/work.h"
#include "base/text.h"
#include "caps/item/item.h"
#include "caps/ledger/ledger.h"
#include "caps/place/place.h"
#include "document.sql.h"

/* The row a draft waits for: whoever may take the first step may write the draft. */
static const struct doc_step *first_step(const struct doc_kind *kind)
{
	for (size_t i = 0; i < kind->n_steps; i++)
		if (text_equal(kind->steps[i].from[0], "draft") && kind->steps[i].perm != PERM_SYSTEM)
			return &kind->steps[i];
	return NULL;
}

static bool kind_has_dirs(const struct doc_kind *kind)
{
	for (size_t i = 0; i < kind->n_shares; i++)
		if (kind->shares[i].dir)
			return true;
	return false;
}

/* Money alone: its lines are of money, and no other's are. */
static bool kind_is_money(const struct doc_kind *kind)
{
	for (size_t i = 0; i < kind->n_shares; i++)
		if (ledger_account_info(kind->shares[i].account)->thing != THING_MONEY)
			return false;
	return kind->n_shares > 0;
}

static enum err check_line(struct ctx *cx, const struct doc_kind *kind, const struct doc *draft, size_t i)
{
	const struct doc_line *l = &draft->lines[i];
	const char *field = arena_print(&cx->mem, "lines[%zu]", i);
	struct item item;

	if (l->counter[ASKED] < 1 || l->counter[ASKED] > QTY_MAX)
		return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "%s.qty", field), "数量 %lld 须在 1 与 10^15 之间",
			    "quantity %lld must lie between 1 and 10^15", (long long)l->counter[ASKED]);
	if (kind_has_dirs(kind) ? l->dir != LINES_OUT && l->dir != LINES_IN : l->dir != LINES_ALL)
		return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "%s.dir", field), "方向 %lld 不适用于这种单据",
			    "direction %lld does not fit this kind of document", (long long)l->dir);
	if (l->price_fen < 0 || l->aid_fen < 0 || l->aid_fen > l->price_fen || l->price_units < 0 || (l->aid_fen && l->price_units > 1))
		return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "%s.price_fen", field), "单价 %lld 分不能这样写",
			    "a price of %lld fen cannot be written like that", (long long)l->price_fen);
	if (kind_is_money(kind) && l->item_id == LEDGER_MONEY)
		return ERR_OK;
	if (i && draft->lines[i - 1].item_id == l->item_id)
		return ERR_OK;                  /* the same item as above: looked at already */
	TRY(item_get(cx, l->item_id, &item));
	if (!item.active)
		return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "%s.item_id", field), "物资“%s”已停用，请换一种",
			    "item \"%s\" is no longer in use, choose another", item.zh);
	return ERR_OK;
}

static enum err check_places(struct ctx *cx, const struct doc *draft)
{
	const int64_t id[2] = { draft->from_place_id, draft->to_place_id };
	struct place place;

	for (int i = 0; i < 2; i++) {
		if (!id[i])
			continue;
		TRY(place_get(cx, id[i], &place));
		TRY(place_open_on(cx, &place, civil_day_of(cx->now_ms)));
	}
	return ERR_OK;
}

static enum err check_draft(struct ctx *cx, struct doc_work *w, const struct doc *draft)
{
	if (draft->n_lines > DOC_LINES_MAX)
		return fail(cx, ERR_TOO_LARGE, "lines", "一张单据最多 %d 行，现有 %zu 行，请分单",
			    "a document has at most %d lines, this one has %zu; split it", DOC_LINES_MAX, draft->n_lines);
	w->doc = *draft;
	w->step = first_step(w->kind);
	assert(w->step);
	TRY(check_places(cx, draft));
	for (size_t i = 0; i < draft->n_lines; i++)
		TRY(check_line(cx, w->kind, draft, i));
	return doc_need_right(cx, w);
}

static enum err put_lines(struct ctx *cx, int64_t doc_id, const struct doc *draft)
{
	for (size_t i = 0; i < draft->n_lines; i++) {
		const struct doc_line *l = &draft->lines[i];

		TRY(document_insert_line(cx, (struct document_insert_line_in){ .district_id = cx->district_id, .doc_id = doc_id,
			.line_no = (int64_t)i + 1, .parent_line_no = l->parent_line_no, .item_id = l->item_id, .lot_id = l->lot_id,
			.claim_lot_id = l->claim_lot_id, .place_id = l->place_id, .owner_id = l->owner_id, .fund_id = l->fund_id,
			.dir = l->dir, .price_fen = l->price_fen, .aid_fen = l->aid_fen,
			.price_units = l->price_units ? l->price_units : 1, .price_version = l->price_version,
			.asked = l->counter[ASKED] }));
	}
	return ERR_OK;
}

/* What the lines are worth, half up for each line; 0 where nothing is priced. */
enum err doc_total_fen(struct ctx *cx, const struct doc *draft, int64_t *ret)
{
	__int128 total = 0;

	for (size_t i = 0; i < draft->n_lines; i++) {
		const struct doc_line *l = &draft->lines[i];
		int64_t units = l->price_units ? l->price_units : 1;

		total += (2 * (__int128)l->counter[ASKED] * l->price_fen + units) / (2 * units);
		if (total > (INT64_C(1) << 61))
			return fail(cx, ERR_BAD_INPUT, "lines", "第 %zu 行起总价超出范围", "from line %zu on the total is out of range", i + 1);
	}
	*ret = (int64_t)total;
	return ERR_OK;
}

enum err document_open(struct ctx *cx, const struct doc *draft, int64_t *ret_doc_id)
{
	struct doc_work w = { .kind = doc_kind_find(draft->kind) };
	const struct plan *plan;
	int64_t doc_id = ctx_new_id(cx), total;

	if (!w.kind)
		return fail(cx, ERR_BAD_INPUT, "kind", "没有“%s”这种单据", "there is no kind of document \"%s\"", draft->kind ? draft->kind : "");
	TRY(check_draft(cx, &w, draft));
	TRY(doc_total_fen(cx, draft, &total));
	TRY(document_plan(cx, &plan));
	TRY(document_insert(cx, (struct document_insert_in){ .district_id = cx->district_id, .doc_id = doc_id, .kind = w.kind->name,
		.plan_version = plan ? plan->version : 0, .parent_id = draft->parent_id, .giver_id = draft->giver_id,
		.taker_id = draft->taker_id, .carrier_id = draft->carrier_id, .worker_id = draft->worker_id,
		.from_place_id = draft->from_place_id, .to_place_id = draft->to_place_id, .owner_id = draft->owner_id,
		.owner2_id = draft->owner2_id, .fund_id = draft->fund_id, .fund2_id = draft->fund2_id, .total_fen = total,
		.created_by = cx->actor->account_id, .created_ms = cx->now_ms }));
	TRY(put_lines(cx, doc_id, draft));
	*ret_doc_id = doc_id;
	return ERR_OK;
}

enum err document_edit(struct ctx *cx, int64_t doc_id, int64_t version, const struct doc *draft)
{
	struct doc_work w = { 0 };
	const struct plan *plan;
	struct doc old;
	int64_t total, changed;

	TRY(document_get(cx, doc_id, &old));
	TRY(doc_check_version(cx, &old, version));
	w.kind = doc_kind_find(old.kind);
	if (!text_equal(old.state, "draft"))
		return fail(cx, ERR_BAD_STATE, "", "单据 %s 已是“%s”，只有草稿可以修改", "document %s is \"%s\"; only a draft can be edited",
			    old.number, old.state);
	w.doc = old;
	w.step = first_step(w.kind);
	TRY(doc_need_right(cx, &w));            /* where it was, and where it goes */
	TRY(check_draft(cx, &w, draft));
	TRY(doc_total_fen(cx, draft, &total));
	TRY(document_plan(cx, &plan));
	TRY(document_rewrite_n(cx, (struct document_rewrite_in){ .district_id = cx->district_id, .doc_id = doc_id,
		.version = old.version, .plan_version = plan ? plan->version : 0, .parent_id = draft->parent_id,
		.giver_id = draft->giver_id, .taker_id = draft->taker_id, .carrier_id = draft->carrier_id,
		.worker_id = draft->worker_id, .from_place_id = draft->from_place_id, .to_place_id = draft->to_place_id,
		.owner_id = draft->owner_id, .owner2_id = draft->owner2_id, .fund_id = draft->fund_id, .fund2_id = draft->fund2_id,
		.total_fen = total }, &changed));
	if (changed != 1)
		return doc_stale(cx, &old, version);
	TRY(document_delete_lines(cx, (struct document_delete_lines_in){ .district_id = cx->district_id, .doc_id = doc_id }));
	TRY(put_lines(cx, doc_id, draft));
	return old.steps && !w.kind->content ? document_record_edit(cx, doc_id, NULL) : ERR_OK;
}

enum err document_record_edit(struct ctx *cx, int64_t doc_id, const char *note)
{
	const struct doc_step edit = { .verb = "edit" };
	struct doc_move move = { .doc_id = doc_id, .verb = "edit", .note = note };
	struct doc_work w = { .step = &edit, .move = &move };
	struct ledger_head head;
	int64_t seq, changed;

	TRY(ledger_lock(cx, &head));
	TRY(document_get(cx, doc_id, &w.doc));
	w.kind = doc_kind_find(w.doc.kind);
	w.grow = arena_array(&cx->mem, int64_t, w.doc.n_lines + 1);
	w.to_state = w.doc.state;
	TRY(doc_post(cx, &w, &(struct doc_signature){ .done = true }, "", &seq));
	TRY(document_move_on_n(cx, (struct document_move_on_in){ .district_id = cx->district_id, .doc_id = doc_id, .version = w.doc.version,
		.state = w.doc.state, .number = "", .due_ms = w.doc.due_ms, .due_verb = w.doc.due_verb }, &changed));
	assert(changed == 1);
	return ERR_OK;
}
