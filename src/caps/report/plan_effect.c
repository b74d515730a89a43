/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/report/plan_effect.h"
#include "base/text.h"
#include "caps/document/document.h"
#include "caps/reserve/picture_work.h"
#include <string.h>

enum { PAGES_MAX = 10 };

struct effect {
	struct ctx              *cx;
	const struct plan       *old, *new;
	struct plan_change_list  changes;
	struct plan_effects     *out;
	struct plan_effect_stock *stock;       size_t n_stock, stock_room;
	struct plan_effect_document *documents; size_t n_documents, documents_room;
};

static bool changed(const struct effect *e, const char *rule_id)
{
	for (size_t i = 0; rule_id && i < e->changes.n; i++)
		if (strcmp(e->changes.at[i].rule_id, rule_id) == 0 && e->changes.at[i].kind != CHANGE_WORDS)
			return true;
	return false;
}

/* The plans in force with this text in the place of the version in force, else after them. */
static const struct plan *with(struct effect *e, const struct plan *in_force, const struct plan *text)
{
	struct plan *first = NULL, *last = NULL;
	bool found = false;

	for (const struct plan *p = in_force; p || !found; p = p ? p->next : NULL) {
		struct plan *copy = arena_new(&e->cx->mem, sizeof *copy);
		bool here = !p || (!found && strcmp(p->id, text->id) == 0);

		*copy = here ? *text : *p;
		copy->next = NULL;
		found |= here;
		if (last)
			last->next = copy;
		else
			first = copy;
		last = copy;
		if (!p)
			break;
	}
	return first;
}

/* ---- reserves ---- */

static const struct reserve_line *line_of(const struct reserve_picture *r, const struct reserve_line *like)
{
	for (size_t i = 0; i < r->lines.n; i++) {
		const struct reserve_line *l = (const struct reserve_line *)r->lines.at + i;

		if (strcmp(l->class_id, like->class_id) == 0 && (!l->target_qty == !like->target_qty))
			return l;
	}
	return NULL;
}

/* The item to say the gap in: the first whose use by a person is known. */
static const struct reserve_item *teller(const struct reserve_line *l)
{
	for (size_t i = 0; i < l->items.n; i++)
		if (((const struct reserve_item *)l->items.at)[i].to_fill >= 0)
			return (const struct reserve_item *)l->items.at + i;
	return NULL;
}

static int64_t fill_of(const struct reserve_line *l, const struct reserve_item *like)
{
	for (size_t i = 0; like && i < l->items.n; i++)
		if (((const struct reserve_item *)l->items.at)[i].item_id == like->item_id)
			return ((const struct reserve_item *)l->items.at)[i].to_fill;
	return -1;
}

/* The rule behind a changed line: the norm, else the need of its class. */
static const char *rule_of(const struct effect *e, const struct plan *plans, const struct reserve_line *l)
{
	const struct plan_need *need = plan_need(plans, l->class_id);

	return changed(e, l->norm_id) ? l->norm_id : need && changed(e, need->rule.id) ? need->rule.id : NULL;
}

static void compare_line(struct effect *e, const struct plan *plans, const struct reserve_line *is, const struct reserve_line *was)
{
	const struct reserve_line *l = is ? is : was;
	const struct reserve_item *item = teller(l);
	bool by_days = !l->target_qty;
	const char *rule = rule_of(e, plans, l);
	struct plan_effect_stock row = { .rule_id = rule, .class_id = l->class_id, .class_zh = l->class_zh, .class_en = l->class_en,
		.unit = by_days ? NULL : l->unit, .item = item ? item->item : NULL, .item_en = item ? item->item_en : NULL,
		.item_unit = item ? item->unit : NULL };

	row.target = !is ? 0 : by_days ? is->target_days : is->target_qty;
	row.old_target = !was ? 0 : by_days ? was->target_days : was->target_qty;
	row.short_of = !is ? 0 : by_days ? is->short_days : is->short_qty;
	row.old_short = !was ? 0 : by_days ? was->short_days : was->short_qty;
	row.fill = is ? fill_of(is, item) : 0;
	row.old_fill = was ? fill_of(was, item) : 0;
	if (rule && (row.target != row.old_target || row.short_of != row.old_short || row.fill != row.old_fill))
		arena_push(&e->cx->mem, e->stock, e->n_stock, e->stock_room) = row;
}

static enum err compare_reserves(struct effect *e, const struct plan *in_force)
{
	const struct plan *before = with(e, in_force, e->old), *after = with(e, in_force, e->new);
	struct reserve_picture was, is;
	struct place place;

	TRY(reserve_place(e->cx, PERM_REPORT_READ, 0, &place));
	e->out->place = place.name;
	TRY(reserve_picture(e->cx, &place, before, &was));
	TRY(reserve_picture(e->cx, &place, after, &is));
	for (size_t i = 0; i < is.lines.n; i++) {
		const struct reserve_line *l = (const struct reserve_line *)is.lines.at + i;

		compare_line(e, after, l, line_of(&was, l));
	}
	for (size_t i = 0; i < was.lines.n; i++) {
		const struct reserve_line *l = (const struct reserve_line *)was.lines.at + i;

		if (!line_of(&is, l))
			compare_line(e, before, NULL, l);
	}
	return ERR_OK;
}

/* ---- documents that wait for a signature ---- */

static void name_roles(const struct plan *plan, const struct plan_ids *ids, const char *joint_zh, const char *joint_en, struct buf *zh, struct buf *en)
{
	for (size_t i = 0; i < ids->n; i++) {
		const struct plan_role *role = plan_role(plan, ids->at[i]);

		buf_print(zh, "%s%s", i ? joint_zh : zh->n ? " → " : "", role ? role->rule.zh : ids->at[i]);
		buf_print(en, "%s%s", i ? joint_en : en->n ? " → " : "", role ? role->rule.en : ids->at[i]);
	}
}

/* Who signs for this amount, in words: 会商 → 区主要领导. */
static void signers(struct effect *e, const struct plan *plan, const struct plan_chain *chain, int64_t amount, const char **ret_zh, const char **ret_en)
{
	struct buf zh = BUF(&e->cx->mem), en = BUF(&e->cx->mem);
	size_t n = 0;
	const struct plan_step **steps = chain ? plan_chain_steps(&e->cx->mem, chain, amount, &n) : NULL;

	for (size_t i = 0; i < n; i++) {
		const struct plan_meeting *meeting = steps[i]->meeting ? plan_meeting(plan, steps[i]->meeting) : NULL;

		if (meeting) {
			buf_print(&zh, "%s%s", zh.n ? " → " : "", meeting->rule.zh);
			buf_print(&en, "%s%s", en.n ? " → " : "", meeting->rule.en);
		}
		name_roles(plan, &steps[i]->by, "、", " and ", &zh, &en);
		name_roles(plan, &steps[i]->any, "或", " or ", &zh, &en);
		if (steps[i]->persons > 1) {
			buf_print(&zh, "（%d 人）", steps[i]->persons);
			buf_print(&en, " (%d persons)", steps[i]->persons);
		}
	}
	*ret_zh = buf_get(&zh);
	*ret_en = buf_get(&en);
}

static int64_t amount_of(const struct doc *doc, const struct plan_chain *chain)
{
	__int128 qty = 0;

	if (chain->of != OF_quantity)
		return doc->total_fen;
	for (size_t i = 0; i < doc->n_lines; i++)
		qty += doc->lines[i].counter[ASKED];
	return reserve_clamp(qty);
}

static void compare_chain(struct effect *e, const struct doc_work *w, const struct plan_chain *chain)
{
	const struct plan_chain *was = plan_chain(e->old, chain->rule.id), *is = plan_chain(e->new, chain->rule.id);
	struct plan_effect_document row = { .rule_id = chain->rule.id, .number = w->doc.number, .kind_zh = w->kind->zh, .kind_en = w->kind->en,
		.doc_id = w->doc.doc_id };

	e->out->waiting++;
	if (was)
		signers(e, e->old, was, amount_of(&w->doc, was), &row.old_zh, &row.old_en);
	if (is)
		signers(e, e->new, is, amount_of(&w->doc, is), &row.zh, &row.en);
	if (text_equal(row.old_zh, row.zh) || e->n_documents >= EFFECT_DOCUMENTS_MAX)
		return;
	arena_push(&e->cx->mem, e->documents, e->n_documents, e->documents_room) = row;
}

static enum err look_at(struct effect *e, const struct doc_kind *kind, const struct doc_step *step, int64_t doc_id)
{
	struct doc_work w = { .kind = kind, .step = step };
	struct doc_chains chains = { .n = 0 };
	const struct plan_flow *flow;

	TRY(document_get(e->cx, doc_id, &w.doc));
	TRY(document_flow(e->cx, &w, &flow));
	if (flow && flow->approve)
		doc_chains_add(&chains, plan_chain(flow->rule.plan, flow->approve));
	if (kind->chains)
		TRY(kind->chains(e->cx, &w, &chains));
	for (size_t i = 0; i < chains.n; i++)
		if (strcmp(chains.at[i]->rule.plan->id, e->new->id) == 0 && changed(e, chains.at[i]->rule.id))
			compare_chain(e, &w, chains.at[i]);
	return ERR_OK;
}

static enum err compare_waiting(struct effect *e, const struct doc_kind *kind, const struct doc_step *step, const char *state)
{
	int64_t before = 0;

	for (int page = 0; page < PAGES_MAX; page++) {
		struct doc_summary *rows;
		size_t n;

		TRY(document_list(e->cx, &(struct doc_filter){ .kinds = { kind->name }, .state = state, .before_id = before, .limit = DOC_LIST_MAX },
				  &rows, &n));
		for (size_t i = 0; i < n; i++)
			TRY(look_at(e, kind, step, rows[i].doc_id));
		if (n < DOC_LIST_MAX)
			break;
		before = rows[n - 1].doc_id;
	}
	return ERR_OK;
}

static bool chains_changed(const struct effect *e)
{
	for (size_t i = 0; i < e->changes.n; i++)
		if (strcmp(e->changes.at[i].list, "chains") == 0)
			return true;
	return false;
}

static enum err compare_documents(struct effect *e)
{
	for (const struct doc_kind *const *k = doc_kinds; *k; k++)
		for (size_t i = 0; i < (*k)->n_steps; i++) {
			const struct doc_step *step = &(*k)->steps[i];

			for (size_t f = 0; step->sign == BY_CHAIN && f < 4 && step->from[f]; f++)
				TRY(compare_waiting(e, *k, step, step->from[f]));
		}
	return ERR_OK;
}

enum err plan_effects(struct ctx *cx, const struct plan *old, const struct plan *new, struct plan_effects *ret)
{
	struct effect e = { .cx = cx, .old = old, .new = new, .out = ret };
	const struct plan *in_force;

	*ret = (struct plan_effects){ 0 };
	plan_compare(cx, old, new, false, &e.changes);
	TRY(plan_active_load(cx, NULL, &in_force));
	for (const struct plan *p = in_force; p; p = p->next)
		ret->in_force |= strcmp(p->id, new->id) == 0;
	TRY(compare_reserves(&e, in_force));
	if (chains_changed(&e))
		TRY(compare_documents(&e));
	ret->stock = (struct list){ e.stock, e.n_stock };
	ret->documents = (struct list){ e.documents, e.n_documents };
	return ERR_OK;
}
