/* SPDX-License-Identifier: Apache-2.0 */
/* Guards: the part of a kind that stays code.  Each refuses with one sentence. */
#include "caps/document/work.h"
#include "base/text.h"
#include "caps/item/item.h"
#include "caps/ledger/ledger.h"
#include "caps/party/party.h"
#include "caps/place/place.h"
#include "document.sql.h"

enum err guard_has_lines(struct ctx *cx, const struct doc_work *w)
{
	return w->doc.n_lines ? ERR_OK : fail(cx, ERR_BAD_INPUT, "lines", "单据没有明细，请先填写", "the document has no lines yet; add some");
}

enum err guard_priced(struct ctx *cx, const struct doc_work *w)
{
	for (size_t i = 0; i < w->doc.n_lines; i++)
		if (w->doc.lines[i].price_fen <= 0)
			return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "lines[%zu].price_fen", i), "第 %zu 行没有价格，请先定价",
				    "line %zu has no price; set it first", i + 1);
	return ERR_OK;
}

/* Nor by a right lent by the maker, nor by another account of his. */
enum err guard_not_mine(struct ctx *cx, const struct doc_work *w)
{
	int64_t place_id = doc_slot(w, w->doc.n_lines ? &w->doc.lines[0] : NULL, w->step->scope);
	struct party_held held = { 0 };
	struct place place;
	bool mine;

	if (place_id)
		TRY(place_get(cx, place_id, &place));
	else
		TRY(place_root(cx, &place));
	TRY(party_holds(cx, cx->actor->account_id, w->step->perm, place.path, &held));
	TRY(party_same_person(cx, w->doc.created_by, cx->actor->account_id, &mine));
	if (!mine && held.how == PARTY_HOLDS_FOR)
		TRY(party_same_person(cx, w->doc.created_by, held.for_account_id, &mine));
	return !mine ? ERR_OK :
		fail(cx, ERR_FORBIDDEN, "verb", "自己填的单据须由别人办“%s”", "you made this document, or stand in for who did; another person must take \"%s\"",
		     w->step->verb);
}

enum err guard_places_differ(struct ctx *cx, const struct doc_work *w)
{
	for (size_t i = 0; i < w->doc.n_lines; i++)
		if (w->doc.lines[i].place_id == w->doc.to_place_id)
			return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "lines[%zu].place_id", i), "第 %zu 行已在目的地，不用移",
				    "line %zu lies at its destination already", i + 1);
	return ERR_OK;
}

enum err guard_lines_here(struct ctx *cx, const struct doc_work *w)
{
	for (size_t i = 0; i < w->doc.n_lines; i++)
		if (w->doc.lines[i].place_id != w->doc.from_place_id)
			return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "lines[%zu].place_id", i), "第 %zu 行不在发放地点",
				    "line %zu does not lie at the place that hands out", i + 1);
	return ERR_OK;
}

enum err guard_has_carrier(struct ctx *cx, const struct doc_work *w)
{
	return w->doc.carrier_id ? ERR_OK : fail(cx, ERR_BAD_INPUT, "carrier_id", "请填写承运人", "say who carries the goods");
}

/* Short and left over is fine, silent is not (D2.11). */
enum err guard_difference_explained(struct ctx *cx, const struct doc_work *w)
{
	if (w->move->note && w->move->note[0])
		return ERR_OK;
	for (size_t i = 0; i < w->doc.n_lines; i++)
		if (w->grow[i])
			return fail(cx, ERR_BAD_INPUT, "note", "第 %zu 行单据 %lld、少 %lld，请写明差异原因",
				    "line %zu: %lld on paper, %lld short; say why", i + 1, (long long)w->doc.lines[i].counter[ASKED],
				    (long long)w->grow[i]);
	return ERR_OK;
}

enum err guard_own_goods(struct ctx *cx, const struct doc_work *w)
{
	for (size_t i = 0; i < w->doc.n_lines; i++)
		if (w->doc.lines[i].owner_id != w->doc.taker_id)
			return fail(cx, ERR_BLOCKED, arena_print(&cx->mem, "lines[%zu].owner_id", i),
				    "第 %zu 行不是领用单位自己的物资，须凭批准的分配发放", "line %zu is not the unit's own; it needs an approved allocation", i + 1);
	return ERR_OK;
}

enum err guard_parent_held(struct ctx *cx, const struct doc_work *w)
{
	struct doc parent;

	TRY(document_get(cx, w->doc.parent_id, &parent));
	return text_equal(parent.state, "held") ? ERR_OK :
		fail(cx, ERR_BLOCKED, "", "分配方案 %s 现为“%s”，不在执行中", "allocation %s is \"%s\", not in force", parent.number, parent.state);
}

/* How much of the parent's line is left for this document's lines up to and with line i. */
static int64_t left_of(const struct doc_work *w, size_t i, int64_t room, const struct document_drawn_beside_row *drawn, size_t n)
{
	const int64_t line_no = w->doc.lines[i].parent_line_no;

	for (size_t k = 0; k < n; k++)
		if (drawn[k].line_no == line_no)
			room -= drawn[k].committed;
	for (size_t k = 0; k <= i; k++)
		if (w->doc.lines[k].parent_line_no == line_no)
			room -= w->doc.lines[k].counter[ASKED];
	return room;
}

/* Every line draws on one line of the approved plan: same goods, and all that
 * draws on that line together stays within what was approved (D2.10, D2.14). */
enum err guard_lines_of_parent(struct ctx *cx, const struct doc_work *w)
{
	struct document_drawn_beside_row *drawn;
	const char *number;
	size_t n;

	TRY(document_number(cx, w->doc.parent_id, &number));
	TRY(document_drawn_beside(cx, (struct document_drawn_beside_in){ cx->district_id, w->doc.parent_id, w->doc.doc_id, DOC_LINES_MAX },
				  &drawn, &n, DOC_LINES_MAX));
	for (size_t i = 0; i < w->doc.n_lines; i++) {
		const struct doc_line *l = &w->doc.lines[i];
		const char *field = arena_print(&cx->mem, "lines[%zu]", i);
		struct document_line_row p;
		int64_t left;
		enum err e = document_line(cx, (struct document_line_in){ cx->district_id, w->doc.parent_id, l->parent_line_no }, &p);

		if (e == ERR_NOT_FOUND)
			return fail(cx, ERR_BAD_INPUT, field, "第 %zu 行不在分配方案 %s 里", "line %zu is not in allocation %s", i + 1, number);
		TRY(e);
		if (l->item_id != p.item_id || l->place_id != p.place_id || l->owner_id != p.owner_id || l->fund_id != p.fund_id || l->lot_id != p.lot_id)
			return fail(cx, ERR_BAD_INPUT, field, "第 %1$zu 行与分配方案 %2$s 第 %3$lld 行的物资或批次不同",
				    "line %1$zu names other goods than line %3$lld of allocation %2$s", i + 1, number, (long long)l->parent_line_no);
		left = left_of(w, i, p.room, drawn, n);
		if (left < 0)
			return fail(cx, ERR_SHORT_STOCK, arena_print(&cx->mem, "%s.qty", field), "第 %zu 行 %lld，比批准的余量多 %lld",
				    "line %zu asks %lld, %lld more than is left of what was approved", i + 1, (long long)l->counter[ASKED],
				    (long long)-left);
	}
	return ERR_OK;
}

static const char *class_title(const struct plan *plan, const char *id)
{
	const struct plan_class *class = plan ? plan_class(plan, id) : NULL;

	return class ? class->rule.zh : id;
}

/* D2.11: special goods are stored apart; where they do not fit they are refused by the rule's name. */
static enum err fits_place(struct ctx *cx, const struct plan *plan, const struct place *place, const struct item *item,
			   int64_t doc_id, size_t i)
{
	struct document_classes_at_row *there;
	size_t n;

	if (place->kind == PLACE_WAREHOUSE && !(place->storage & item->storage))
		return fail(cx, ERR_BLOCKED, arena_print(&cx->mem, "lines[%zu].item_id", i), "“%1$s”须%2$s存放（%4$s），“%3$s”没有这样的条件",
			    "\"%1$s\" needs storage %4$s (%2$s), which \"%3$s\" does not have", item->zh, storage_zh(&cx->mem, item->storage), place->name,
			    storage_words(&cx->mem, item->storage));
	if (!plan || place->kind != PLACE_WAREHOUSE)
		return ERR_OK;
	TRY(document_classes_at(cx, (struct document_classes_at_in){ .district_id = cx->district_id, .place_id = place->place_id,
		.doc_id = doc_id, .limit = 1000 }, &there, &n, 1000));
	for (size_t k = 0; k < n; k++) {
		const struct plan_storage *rule = plan_storage_conflict(plan, item->category, there[k].category);

		if (rule)
			return fail(cx, ERR_BLOCKED, arena_print(&cx->mem, "lines[%zu].item_id", i), "“%s”不能与“%s”同处存放（%s），请换一处",
				    "\"%s\" must not lie beside \"%s\" (%s); choose another place", item->zh,
				    class_title(plan, there[k].category), rule->rule.zh ? rule->rule.zh : rule->rule.id);
	}
	return ERR_OK;
}

enum err guard_storage_fits(struct ctx *cx, const struct doc_work *w)
{
	const struct plan *plan;
	struct place place;
	struct item item;

	if (!w->doc.to_place_id)
		return ERR_OK;
	TRY(place_get(cx, w->doc.to_place_id, &place));
	TRY(document_plan(cx, &plan));
	for (size_t i = 0; i < w->doc.n_lines; i++) {
		if (i && w->doc.lines[i].item_id == w->doc.lines[i - 1].item_id)
			continue;
		TRY(item_get(cx, w->doc.lines[i].item_id, &item));
		TRY(fits_place(cx, plan, &place, &item, w->doc.doc_id, i));
	}
	return ERR_OK;
}
