/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/overview/cover.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/text.h"
#include "overview.sql.h"

/* What is behind one cell: items, lots, what is coming, and both figures. */
enum { LOTS_SHOWN = 50, INFLOW_SHOWN = 50 };

static enum err find_line(const struct cover *c, const char *class_id, const struct cover_line **ret)
{
	for (size_t i = 0; i < c->n_lines; i++)
		if (text_equal(c->lines[i].class->rule.id, class_id)) {
			*ret = &c->lines[i];
			return ERR_OK;
		}
	return fail(c->cx, ERR_NOT_FOUND, "class_id", "生效的预案里没有物资类别“%s”，或目录里没有这类物资",
		    "no plan in force has a class of goods \"%s\", or the catalogue has no item of it", class_id);
}

static enum err find_column(const struct cover *c, int64_t area_id, size_t *ret)
{
	*ret = 0;
	if (!area_id)
		return ctx_need(c->cx, PERM_STOCK_READ, c->root.path);
	for (size_t i = 0; i < c->n_areas; i++)
		if (c->areas[i].place_id == area_id) {
			*ret = i + 1;
			return ERR_OK;
		}
	return fail(c->cx, ERR_NOT_FOUND, "area_id", "没有编号为 %lld 的街道", "there is no subdistrict %lld", (long long)area_id);
}

static struct list items_of(const struct cover *c, const struct cover_line *line, size_t column)
{
	struct overview_cell_item *items = arena_array(&c->cx->mem, struct overview_cell_item, c->n_items + 1);
	size_t n = 0;

	for (size_t i = 0; i < c->n_items; i++) {
		const struct cover_item *from = &c->items[i];
		struct overview_cell_item *at = &items[n];

		if (!cover_holds(line, from))
			continue;
		*at = (struct overview_cell_item){ .item_id = from->item->item_id, .code = from->item->code, .zh = from->item->zh,
			.en = from->item->en, .unit = from->item->unit, .use_num = from->pace.num, .use_den = from->pace.den, .pool = from->free[0] };
		for (size_t k = 0; k <= c->n_areas; k++)
			if (!column || k == column) {
				at->free += from->free[k];
				at->depot += from->depot[k];
				at->held += from->held[k];
				at->out_week += from->out[k];
			}
		n++;
	}
	return (struct list){ items, n };
}

/* Lots and what is coming, class by class of the line's items. */
static enum err add_rows(const struct cover *c, const char *category, const char *under, struct overview_cell_view *v)
{
	struct ctx *cx = c->cx;
	struct overview_lots_row *lots;
	struct overview_inflow_row *in;
	const char *end = check_scope_end(&cx->mem, under);
	struct overview_cell_lot *lot;
	struct overview_cell_inflow *inflow;
	size_t n_lots, n_in;

	TRY(overview_lots(cx, (struct overview_lots_in){ .district_id = cx->district_id, .under = under, .under_end = end, .category = category,
		.today = civil_day_of(cx->now_ms), .actor_id = cx->actor->account_id, .perm = PERM_STOCK_READ, .now_ms = cx->now_ms, .limit = LOTS_SHOWN },
		&lots, &n_lots, LOTS_SHOWN));
	TRY(overview_inflow(cx, (struct overview_inflow_in){ .district_id = cx->district_id, .under = under, .under_end = end, .category = category,
		.actor_id = cx->actor->account_id, .perm = PERM_STOCK_READ, .now_ms = cx->now_ms, .limit = INFLOW_SHOWN }, &in, &n_in, INFLOW_SHOWN));
	lot = arena_grow(&cx->mem, v->lots.at, v->lots.n * sizeof *lot, (v->lots.n + n_lots + 1) * sizeof *lot);
	inflow = arena_grow(&cx->mem, v->inflow.at, v->inflow.n * sizeof *inflow, (v->inflow.n + n_in + 1) * sizeof *inflow);
	for (size_t i = 0; i < n_lots; i++)
		lot[v->lots.n++] = (struct overview_cell_lot){ lots[i].place_id, lots[i].place_kind, lots[i].item_id, lots[i].lot_id,
			lots[i].expiry_day, lots[i].free, lots[i].held, lots[i].place, lots[i].batch };
	for (size_t i = 0; i < n_in; i++)
		if (in[i].qty > 0)
			inflow[v->inflow.n++] = (struct overview_cell_inflow){ in[i].doc_id, in[i].due_ms, in[i].to_place_id, in[i].item_id,
				in[i].qty, in[i].kind, in[i].number, in[i].state, in[i].place };
	v->lots.at = lot;
	v->inflow.at = inflow;
	return ERR_OK;
}

static enum err add_all_rows(const struct cover *c, const struct cover_line *line, const char *under, struct overview_cell_view *v)
{
	for (size_t i = 0; i < c->n_items; i++) {
		bool seen = false;

		for (size_t k = 0; k < i; k++)
			seen |= text_equal(c->items[k].item->category, c->items[i].item->category);
		if (!seen && cover_holds(line, &c->items[i]))
			TRY(add_rows(c, c->items[i].item->category, under, v));
	}
	return ERR_OK;
}

static int64_t tenths(int64_t milli) { return milli < 0 ? -1 : milli / 100; }

enum err overview_cell_get(struct ctx *cx, const struct overview_cell_ask *ask, struct overview_cell_view *ret)
{
	const struct cover_line *line;
	const struct plan_role *role;
	struct cover_figures f;
	struct cover c;
	size_t column;

	TRY(cover_load(cx, &c));
	TRY(find_line(&c, ask->class_id, &line));
	TRY(find_column(&c, ask->area_id, &column));
	f = cover_reckon(&c, line, column);
	const struct plan_rule *rule = &line->class->rule, *norm = line->norm ? &line->norm->rule : NULL;
	*ret = (struct overview_cell_view){ .as_of_ms = cx->now_ms, .area_id = ask->area_id, .area = column ? c.areas[column - 1].name : c.root.name,
		.population = column ? c.areas[column - 1].population : c.population, .district_population = c.whole ? c.population : 0,
		.line_days = cover_line_days(line), .line_qty = cover_line_qty(line), .norm_x10 = tenths(f.norm), .flow_x10 = tenths(f.flow),
		.own_norm_x10 = tenths(f.own_norm), .own_flow_x10 = tenths(f.own_flow), .class_id = rule->id, .zh = rule->zh, .en = rule->en,
		.plan_id = rule->plan->id, .source = norm ? norm->source : NULL, .norm_zh = norm ? norm->zh : NULL, .norm_en = norm ? norm->en : NULL,
		.unit = line->class->unit, .cell = cover_cell(&c, line, column), .items = items_of(&c, line, column) };
	role = cover_owner(&c, line->class);
	ret->owner_zh = role ? role->rule.zh : NULL;
	ret->owner_en = role ? role->rule.en : NULL;
	return add_all_rows(&c, line, column ? c.paths[column - 1] : c.root.path, ret);
}
