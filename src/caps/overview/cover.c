/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/overview/cover.h"
#include "base/civil.h"
#include "caps/ledger/ledger_read.h"
#include "overview.sql.h"
#include <stdlib.h>
#include <string.h>

/* Days of cover: what lies in each area, what left for it, and what its people use. */
enum { STOCK_ROWS_MAX = 200000, OUTFLOW_DAYS = 7, MILLI = 1000 };

const char *const overview_why_words[] = { "none", "no_people", "no_need", "no_goods", "quantity", NULL };
const char *const overview_by_words[] = { "nothing", "norm", "outflow", NULL };

bool overview_covers(struct ctx *cx, enum perm perm) { return ctx_may(cx, perm, ctx_root(cx)); }

bool overview_holds(const struct ctx *cx, enum perm perm)
{
	for (size_t i = 0; i < cx->actor->n_rights; i++) {
		const struct right *r = &cx->actor->rights[i];

		if (r->perm == perm && r->from_ms <= cx->now_ms && r->until_ms > cx->now_ms)
			return true;
	}
	return cx->actor->account_id == ACCOUNT_SYSTEM;
}

/* ---- loading ---- */

enum err cover_areas(struct ctx *cx, struct cover *c)
{
	struct overview_areas_row *rows;
	int64_t people = 0;
	size_t n;

	*c = (struct cover){ .cx = cx };
	TRY(place_root(cx, &c->root));
	c->whole = ctx_may(cx, PERM_STOCK_READ, c->root.path);
	TRY(overview_areas(cx, (struct overview_areas_in){ .district_id = cx->district_id, .today = civil_day_of(cx->now_ms),
		.limit = OVERVIEW_AREAS_MAX }, &rows, &n, OVERVIEW_AREAS_MAX));
	for (size_t i = 0; i < n; i++) {
		people += rows[i].population;
		if (!ctx_may(cx, PERM_STOCK_READ, rows[i].path))
			continue;
		c->labels[c->n_areas] = (struct overview_map_label){ rows[i].has_point, rows[i].lon_e7, rows[i].lat_e7 };
		c->paths[c->n_areas] = rows[i].path;
		c->areas[c->n_areas++] = (struct overview_area){ rows[i].place_id, rows[i].population, rows[i].code, rows[i].name };
	}
	c->population = c->root.population ? c->root.population : people;
	return ERR_OK;
}

static int by_item_id(const void *a, const void *b)
{
	const struct cover_item *const *x = a, *const *y = b;

	return (*x)->item->item_id < (*y)->item->item_id ? -1 : (*x)->item->item_id > (*y)->item->item_id;
}

static struct cover_item *find_item(struct cover_item **sorted, size_t n, int64_t item_id)
{
	struct item wanted = { .item_id = item_id };
	struct cover_item key = { .item = &wanted }, *at = &key;
	struct cover_item **found = n ? bsearch(&at, sorted, n, sizeof *sorted, by_item_id) : NULL;

	return found ? *found : NULL;
}

/* The column of an area; -1 when the reader does not see it. */
static int column_of(const struct cover *c, int64_t area_id)
{
	for (size_t i = 0; area_id && i < c->n_areas; i++)
		if (c->areas[i].place_id == area_id)
			return (int)i + 1;
	return c->whole ? 0 : -1;                  /* of the district, or of an area that is no longer one */
}

static enum err load_items(struct cover *c)
{
	struct arena *mem = &c->cx->mem;
	struct item *items;
	size_t n;

	TRY(item_list(c->cx, &(struct item_filter){ .limit = ITEM_BATCH_MAX }, &items, &n));
	c->items = arena_array(mem, struct cover_item, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct plan_class *class = plan_class(c->plans, items[i].category);
		struct cover_item *at = &c->items[c->n_items];

		if (!class)
			continue;
		*at = (struct cover_item){ .item = &items[i], .class = class, .pace = reserve_pace(mem, c->plans, class, &items[i]),
			.free = arena_array(mem, int64_t, c->n_areas + 1), .depot = arena_array(mem, int64_t, c->n_areas + 1),
			.held = arena_array(mem, int64_t, c->n_areas + 1), .out = arena_array(mem, int64_t, c->n_areas + 1) };
		c->n_items++;
	}
	return ERR_OK;
}

static enum err load_figures(struct cover *c)
{
	struct ctx *cx = c->cx;
	struct cover_item **sorted = arena_array(&cx->mem, struct cover_item *, c->n_items + 1);
	struct overview_outflow_row *out;
	struct overview_stock_row *stock;
	struct cover_item *at;
	int64_t seq;
	size_t n;

	for (size_t i = 0; i < c->n_items; i++)
		sorted[i] = &c->items[i];
	qsort(sorted, c->n_items, sizeof *sorted, by_item_id);
	TRY(overview_stock(cx, (struct overview_stock_in){ .district_id = cx->district_id, .today = civil_day_of(cx->now_ms),
		.actor_id = cx->actor->account_id, .perm = PERM_STOCK_READ, .now_ms = cx->now_ms, .limit = STOCK_ROWS_MAX }, &stock, &n, STOCK_ROWS_MAX));
	for (size_t i = 0; i < n; i++) {
		int column = column_of(c, stock[i].area_id);

		if (column < 0 || !(at = find_item(sorted, c->n_items, stock[i].item_id)))
			continue;
		at->free[column] += stock[i].free;
		at->depot[column] += stock[i].depot;
		at->held[column] += stock[i].held;
	}
	TRY(ledger_seq_at(cx, cx->now_ms - (int64_t)OUTFLOW_DAYS * DAY_MS, &seq));
	TRY(overview_outflow(cx, (struct overview_outflow_in){ .district_id = cx->district_id, .seq = seq, .actor_id = cx->actor->account_id,
		.perm = PERM_STOCK_READ, .now_ms = cx->now_ms, .limit = STOCK_ROWS_MAX }, &out, &n, STOCK_ROWS_MAX));
	for (size_t i = 0; i < n; i++) {
		int column = column_of(c, out[i].area_id);

		if (column >= 0 && (at = find_item(sorted, c->n_items, out[i].item_id)))
			at->out[column] += out[i].qty > 0 ? out[i].qty : 0;
	}
	return ERR_OK;
}

/* ---- which lines there are: norms in the order of the plans, then what has none ---- */

static bool has_goods(const struct cover *c, const struct cover_line *line)
{
	for (size_t i = 0; i < c->n_items; i++)
		if (cover_holds(line, &c->items[i]) && c->items[i].item->active)
			return true;
	return false;
}

static void add_line(struct cover *c, const struct plan_class *class, const struct plan_norm *norm)
{
	struct cover_line line = { class, norm };

	if (has_goods(c, &line))
		arena_push(&c->cx->mem, c->lines, c->n_lines, c->room) = line;
}

static void add_norm(struct cover *c, const struct plan_norm *norm)
{
	if (reserve_target(norm)->dim != DIM_TIME) {
		const struct plan_class *class = plan_class(norm->rule.plan, norm->goods.at[0]);

		if (class && plan_norm(c->plans, norm->goods.at[0]) == norm)
			add_line(c, class, norm);
		return;
	}
	for (const struct plan *plan = c->plans; plan; plan = plan->next)
		for (size_t i = 0; i < plan->n_classes; i++)
			if (plan_class(c->plans, plan->classes[i].rule.id) == &plan->classes[i] && plan_norm(c->plans, plan->classes[i].rule.id) == norm)
				add_line(c, &plan->classes[i], norm);
}

static bool is_drawn(const struct plan_norm *norm)
{
	enum plan_dim dim = norm ? reserve_target(norm)->dim : DIM_NONE;

	return dim == DIM_TIME || dim == DIM_COUNT;
}

static void add_lines(struct cover *c)
{
	for (const struct plan *plan = c->plans; plan; plan = plan->next)
		for (size_t i = 0; i < plan->n_norms; i++)
			if (is_drawn(&plan->norms[i]) && !plan_norm_is_due(&plan->norms[i]))
				add_norm(c, &plan->norms[i]);
	for (const struct plan *plan = c->plans; plan; plan = plan->next)
		for (size_t i = 0; i < plan->n_classes; i++)
			if (plan_class(c->plans, plan->classes[i].rule.id) == &plan->classes[i] && !is_drawn(plan_norm(c->plans, plan->classes[i].rule.id)))
				add_line(c, &plan->classes[i], NULL);
}

enum err cover_load(struct ctx *cx, struct cover *c)
{
	TRY(cover_areas(cx, c));
	TRY(plan_active_load(cx, NULL, &c->plans));
	TRY(load_items(c));
	TRY(load_figures(c));
	add_lines(c);
	return ERR_OK;
}

/* ---- reckoning ---- */

int64_t cover_line_days(const struct cover_line *line)
{
	const struct plan_qty *target = line->norm ? reserve_target(line->norm) : NULL;

	return target && target->dim == DIM_TIME ? (target->n + DAY_MS - 1) / DAY_MS : 0;
}

int64_t cover_line_qty(const struct cover_line *line)
{
	const struct plan_qty *target = line->norm ? reserve_target(line->norm) : NULL;

	return target && target->dim == DIM_COUNT ? target->n : 0;
}

bool cover_holds(const struct cover_line *line, const struct cover_item *item)
{
	if (!cover_line_qty(line))
		return item->class == line->class;
	for (size_t i = 0; i < line->norm->goods.n; i++)
		if (plan_class_is(line->norm->rule.plan, item->class->rule.id, line->norm->goods.at[i]))
			return true;
	return false;
}

static int64_t clamp(__int128 n) { return n > INT64_MAX ? INT64_MAX : (int64_t)n; }

/* Sums over the items of a line for one column, in thousandths of a person's day (or of a unit, where no item has a norm). */
struct sums { __int128 free, pool_free, depot, pool_depot, out; };

static struct sums sum_up(const struct cover *c, const struct cover_line *line, size_t column, bool by_pace)
{
	struct sums s = { 0 };

	for (size_t i = 0; i < c->n_items; i++) {
		const struct cover_item *item = &c->items[i];
		__int128 num = by_pace ? item->pace.num : 1, den = (by_pace ? item->pace.den : 1) * (__int128)MILLI;

		if (!cover_holds(line, item) || !num)
			continue;
		for (size_t k = 0; k <= c->n_areas; k++) {
			if (column && k != column)
				continue;
			s.free += item->free[k] * den / num;
			s.depot += item->depot[k] * den / num;
			s.out += item->out[k] * den / num;
		}
		s.pool_free += item->free[0] * den / num;
		s.pool_depot += item->depot[0] * den / num;
	}
	return s;
}

/* Which items can be added up: by what a person uses, else when they share a unit. */
static bool adds_up(const struct cover *c, const struct cover_line *line, bool *ret_by_pace)
{
	const char *unit = NULL;
	bool same = true;

	*ret_by_pace = false;
	for (size_t i = 0; i < c->n_items; i++) {
		if (!cover_holds(line, &c->items[i]))
			continue;
		*ret_by_pace |= c->items[i].pace.num > 0;
		same &= !unit || strcmp(unit, c->items[i].item->unit) == 0;
		unit = c->items[i].item->unit;
	}
	return unit && (*ret_by_pace || same);
}

struct cover_figures cover_reckon(const struct cover *c, const struct cover_line *line, size_t column)
{
	struct cover_figures f = { -1, -1, -1, -1, -1, WHY_NONE };
	int64_t people = column ? c->areas[column - 1].population : c->population;
	bool by_pace, adds = adds_up(c, line, &by_pace);
	struct sums s = sum_up(c, line, column, by_pace);
	/* The district's own warehouses: in its own sum already, shared out by population to an area. */
	bool shares = column && c->whole && c->population > 0;

	if (cover_line_qty(line)) {
		f.qty = clamp(sum_up(c, line, column, false).free / MILLI);
		f.why = WHY_QUANTITY;
		return f;
	}
	if (by_pace && people > 0) {
		f.own_norm = clamp(s.free / people);
		f.norm = clamp(s.free / people + (shares ? s.pool_free / c->population : 0));
	}
	if (adds && s.out > 0) {
		__int128 pool = shares ? s.pool_depot * people / c->population : 0;

		f.own_flow = clamp(s.depot * MILLI * OUTFLOW_DAYS / s.out);
		f.flow = clamp((s.depot + pool) * MILLI * OUTFLOW_DAYS / s.out);
	}
	if (f.norm < 0 && f.flow < 0)
		f.why = !adds ? WHY_NO_GOODS : by_pace ? WHY_NO_PEOPLE : WHY_NO_NEED;
	return f;
}

static int64_t smaller(int64_t a, int64_t b) { return a < 0 ? b : b < 0 ? a : a < b ? a : b; }

/* Below the line 1, below two thirds of it 2, below a third 3. */
static int64_t heat_of(__int128 have, __int128 line)
{
	return have < 0 || line <= 0 || have >= line ? 0 : have * 3 >= line * 2 ? 1 : have * 3 >= line ? 2 : 3;
}

struct overview_cell cover_cell(const struct cover *c, const struct cover_line *line, size_t column)
{
	struct cover_figures f = cover_reckon(c, line, column);
	int64_t days = smaller(f.norm, f.flow), own = smaller(f.own_norm, f.own_flow);
	__int128 floor = (__int128)cover_line_days(line) * MILLI;
	struct overview_cell cell = { .days_x10 = days < 0 ? -1 : days / 100, .own_x10 = own < 0 ? -1 : own / 100, .qty = f.qty, .why = f.why,
		.by = days < 0 ? BY_NOTHING : days == f.norm ? BY_NORM : BY_OUTFLOW };

	if (cover_line_qty(line) && !column)      /* a quantity is asked of the district as a whole */
		cell.heat = cell.own_heat = heat_of(f.qty, cover_line_qty(line));
	else if (floor) {
		cell.heat = heat_of(days, floor);
		cell.own_heat = heat_of(own, floor);
	}
	return cell;
}

struct overview_row cover_row(const struct cover *c, const struct cover_line *line)
{
	struct overview_cell *cells = arena_array(&c->cx->mem, struct overview_cell, c->n_areas + 1);
	const struct plan_rule *rule = &line->class->rule;
	size_t n = 0;

	for (size_t k = c->whole ? 0 : 1; k <= c->n_areas; k++)
		cells[n++] = cover_cell(c, line, k);
	return (struct overview_row){ .class_id = rule->id, .zh = rule->zh, .en = rule->en, .plan_id = rule->plan->id,
		.source = line->norm ? line->norm->rule.source : NULL, .unit = line->class->unit, .line_days = cover_line_days(line),
		.line_qty = cover_line_qty(line), .cells = { cells, n } };
}
