/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/reserve/picture_work.h"
#include "base/civil.h"
#include "caps/plan/plan_value.h"
#include <string.h>

/* One line of the reserve picture.  People's days are what `population` people
 * use in a day, counted for one person: a stock of n people's days lasts
 * n / population days. */
enum { NAMED_MAX = 5, NOTE_MAX = 4000 };

struct reckoning {
	struct picture               *p;
	const struct reserve_subject *s;
	struct reserve_line    line;
	struct reserve_item   *items;
	struct reserve_pace           *paces;        /* num 0: not known */
	int64_t                       people_days, counted;
	struct buf                    zh, en;       /* what cannot be told, and why */
};

static const struct { const char *word, *zh, *en; } held[] = {
	[HELD_physical] = { "physical", "实物", "physical stock" }, [HELD_agreement] = { "agreement", "协议", "agreement" },
	[HELD_capacity] = { "capacity", "产能", "production capacity" }, [HELD_mutual_aid] = { "mutual_aid", "互助", "mutual aid" },
	[HELD_household] = { "household", "家庭", "household" } };

const char *reserve_held_words(struct arena *mem, unsigned held_as, enum held_form form)
{
	struct buf b = BUF(mem);

	for (size_t i = 0; i < sizeof held / sizeof *held; i++)
		if (held_as >> i & 1)
			buf_print(&b, "%s%s", !b.n ? "" : form == HELD_ZH ? "、" : form == HELD_EN ? ", " : ",",
				  form == HELD_ZH ? held[i].zh : form == HELD_EN ? held[i].en : held[i].word);
	return buf_get(&b);
}

const struct plan_qty *reserve_target(const struct plan_norm *norm) { return norm->at_least.dim != DIM_NONE ? &norm->at_least : &norm->aim; }

static bool is_everybody(const char *kind) { return !kind || strcmp(kind, "resident") == 0 || strcmp(kind, "person") == 0; }

int64_t reserve_smallest(struct arena *mem, const char *unit, enum plan_dim dim, const char *class_unit)
{
	struct value v;

	if (dim == DIM_COUNT)
		return class_unit && strcmp(unit, class_unit) == 0;
	if ((dim != DIM_MASS && dim != DIM_VOLUME) || value_read(mem, arena_print(mem, "1 %s", unit), &v) != VALUE_OK || v.low.dim != dim)
		return 0;
	return v.low.n;
}

struct reserve_pace reserve_pace_of_unit(struct arena *mem, const struct plan *plans, const struct plan_class *class, const char *unit)
{
	const struct plan_need *need = plan_need(plans, class->rule.id);
	int64_t each;

	if (need && is_everybody(need->people) && need->per_person.per.unit == DUR_MS && need->per_person.per.n > 0 && !need->per_person.per_what) {
		each = reserve_smallest(mem, unit, need->per_person.amount.dim, class->unit);
		if (each)
			return (struct reserve_pace){ .num = reserve_clamp((__int128)need->per_person.amount.n * DAY_MS),
				.den = reserve_clamp((__int128)each * need->per_person.per.n) };
	}
	return (struct reserve_pace){ 0 };
}

struct reserve_pace reserve_pace(struct arena *mem, const struct plan *plans, const struct plan_class *class, const struct item *item)
{
	struct reserve_pace pace = reserve_pace_of_unit(mem, plans, class, item->unit);

	return pace.num ? pace : (struct reserve_pace){ item->norm_qty, item->norm_qty ? item->norm_days : 0 };
}

static void say(struct reckoning *r, const char *zh, const char *en)
{
	buf_text(&r->zh, zh);
	buf_print(&r->en, "%s%s", r->en.n ? " " : "", en);
}

/* The items of which `left_out` is true, by name, the first few. */
static void say_items(struct reckoning *r, const bool *left_out, const char *zh, const char *en)
{
	struct buf names = BUF(&r->p->cx->mem), names_en = BUF(&r->p->cx->mem);
	struct arena *mem = &r->p->cx->mem;
	size_t n = 0;

	for (size_t i = 0; i < r->s->n; i++) {
		const struct item *item = r->s->goods[i]->item;

		if (left_out[i] && n++ < NAMED_MAX) {
			buf_print(&names, "%s%s", names.n ? "、" : "", item->zh);
			buf_print(&names_en, "%s%s", names_en.n ? ", " : "", *item->en ? item->en : item->code);
		}
	}
	if (n)
		say(r, arena_print(mem, "%zu 种物资%s：%s%s。", n, zh, buf_get(&names), n > NAMED_MAX ? "等" : ""),
		    arena_print(mem, "%zu item(s) %s: %s%s.", n, en, buf_get(&names_en), n > NAMED_MAX ? " and others" : ""));
}

static void say_unheld(struct reckoning *r)
{
	unsigned other = r->s->norm->held_as & ~(1u << HELD_physical);
	struct arena *mem = &r->p->cx->mem;

	if (other && r->line.state != RESERVE_MET)
		say(r, arena_print(mem, "预案把%s储备也计入，但其数量没有登记，这里只有实物。", reserve_held_words(mem, other, HELD_ZH)),
		    arena_print(mem, "The plan also counts %s, of which no quantity is recorded; this is physical stock only.",
				reserve_held_words(mem, other, HELD_EN)));
}

/* ---- targets ---- */

static void compare_days(struct reckoning *r, int64_t wanted_days)
{
	struct reserve_line *l = &r->line;
	int64_t people = r->p->out->population;
	__int128 lacking = (__int128)wanted_days * people - r->people_days;

	l->cover_days = r->people_days / people;
	l->state = lacking > 0 ? RESERVE_SHORT : RESERVE_MET;
	l->short_days = lacking > 0 ? wanted_days - l->cover_days : 0;
	for (size_t i = 0; i < r->s->n; i++)
		if (r->paces[i].num) {
			__int128 qty = lacking > 0 && lacking <= INT64_MAX ? lacking * r->paces[i].num : 0;

			r->items[i].to_fill = lacking > INT64_MAX ? -1 : reserve_clamp((qty + r->paces[i].den - 1) / r->paces[i].den);
		}
}

static void reckon_days(struct reckoning *r, const struct plan_qty *target)
{
	struct reserve_line *l = &r->line;
	bool *left_out = arena_array(&r->p->cx->mem, bool, r->s->n + 1);
	bool stock_left_out = false;
	const char *of = r->s->norm->of;
	const struct plan_kind *kind = plan_kind(r->s->norm->rule.plan, of);

	l->target_days = (dur_ms(value_dur(target)) + DAY_MS - 1) / DAY_MS;
	if (!is_everybody(of)) {
		say(r, arena_print(&r->p->cx->mem, "定额按「%s」的消费计算，但只登记了居民人数。", kind ? kind->rule.zh : of),
		    arena_print(&r->p->cx->mem, "The norm counts what %s use; only residents are recorded.", kind ? kind->rule.en : of));
		return;
	}
	if (!r->p->out->population) {
		say(r, arena_print(&r->p->cx->mem, "「%s」没有登记人口，算不出可供天数；请填写该地点的人口。", r->p->out->place),
		    arena_print(&r->p->cx->mem, "No population is recorded at %s; enter it to see days of cover.", r->p->out->place));
		return;
	}
	for (size_t i = 0; i < r->s->n; i++) {
		left_out[i] = !r->paces[i].num;
		stock_left_out = stock_left_out || (left_out[i] && r->s->goods[i]->usable);
	}
	say_items(r, left_out, "没有人均需求，未计入；请在预案的 needs 或物资的人均标准里写明",
		  "have no need per person and are not counted; state it in the plan's needs or at the item");
	if (!r->counted && stock_left_out)
		return;
	compare_days(r, l->target_days);
	if (l->state == RESERVE_SHORT && stock_left_out)
		say(r, "未计入的物资可能补上缺口。", "What is not counted may close the gap.");
}

static void reckon_quantity(struct reckoning *r, const struct plan_qty *target)
{
	struct reserve_line *l = &r->line;
	struct arena *mem = &r->p->cx->mem;
	const char *unit = r->s->class->unit ? r->s->class->unit : r->s->n ? r->s->goods[0]->item->unit : "";
	int64_t factor = reserve_smallest(mem, unit, target->dim, unit), *each = arena_array(mem, int64_t, r->s->n + 1);
	bool *left_out = arena_array(mem, bool, r->s->n + 1);
	__int128 sum = 0, lacking;

	l->unit = factor ? unit : target->unit;
	factor = factor ? factor : 1;
	l->target_qty = (target->n + factor - 1) / factor;
	for (size_t i = 0; i < r->s->n; i++) {
		each[i] = reserve_smallest(mem, r->s->goods[i]->item->unit, target->dim, unit);
		left_out[i] = !each[i];
		sum += (__int128)each[i] * r->s->goods[i]->usable;
	}
	lacking = target->n - sum;
	l->usable = reserve_clamp(sum / factor);
	l->state = lacking > 0 ? RESERVE_SHORT : RESERVE_MET;
	l->short_qty = lacking > 0 ? reserve_clamp((lacking + factor - 1) / factor) : 0;
	for (size_t i = 0; i < r->s->n; i++)
		if (each[i])
			r->items[i].to_fill = lacking > 0 ? reserve_clamp((lacking + each[i] - 1) / each[i]) : 0;
	say_items(r, left_out, arena_print(mem, "不能折成「%s」，未计入", l->unit), arena_print(mem, "cannot be told in %s and are not counted", l->unit));
}

static void reckon_norm(struct reckoning *r)
{
	const struct plan_norm *norm = r->s->norm;
	const struct plan_qty *target = reserve_target(norm);
	struct arena *mem = &r->p->cx->mem;

	if (target->dim == DIM_TIME)
		reckon_days(r, target);
	else if (target->dim == DIM_COUNT || target->dim == DIM_MASS || target->dim == DIM_VOLUME)
		reckon_quantity(r, target);
	else {
		r->line.state = RESERVE_NO_TARGET;
		say(r, arena_print(mem, "「%s」没有写明能与库存比较的数量。", norm->rule.zh),
		    arena_print(mem, "\"%s\" states no figure that stock can be compared with.", norm->rule.en));
	}
	if (!r->s->n)
		say(r, "物资目录里没有这一类的物资。", "The catalogue has no item of this class.");
	say_unheld(r);
}

/* ---- who and what ---- */

static void name_owners(struct reckoning *r)
{
	static const struct { enum plan_task task; const char *word; } tasks[] = { { TASK_reserve, "reserve" }, { TASK_dispatch, "dispatch" },
		{ TASK_deliver, "deliver" }, { TASK_buy, "buy" }, { TASK_catalogue, "catalogue" }, { TASK_forecast, "forecast" },
		{ TASK_transport, "transport" }, { TASK_supply, "supply" }, { TASK_fund, "fund" }, { TASK_inspect, "inspect" } };
	struct reserve_owner *owners = NULL;
	struct arena *mem = &r->p->cx->mem;
	size_t n = 0, room = 0;

	for (size_t i = 0; i < sizeof tasks / sizeof *tasks; i++) {
		size_t n_roles;
		const struct plan_role **roles = plan_owners(mem, r->p->plans, r->s->class->rule.id, tasks[i].task, &n_roles);

		for (size_t k = 0; k < n_roles; k++)
			arena_push(mem, owners, n, room) = (struct reserve_owner){ tasks[i].word, roles[k]->rule.zh, roles[k]->rule.en };
	}
	r->line.owners = (struct list){ owners, n };
}

/* A norm of several classes is named by all of them. */
static void name_goods(struct reckoning *r)
{
	const struct reserve_subject *s = r->s;
	struct buf zh = BUF(&r->p->cx->mem), en = BUF(&r->p->cx->mem);
	bool whole = s->norm && reserve_target(s->norm)->dim != DIM_TIME && reserve_target(s->norm)->dim != DIM_NONE;

	for (size_t i = 0; whole && i < s->norm->goods.n; i++) {
		const struct plan_class *c = plan_class(s->norm->rule.plan, s->norm->goods.at[i]);

		buf_print(&zh, "%s%s", i ? "、" : "", c ? c->rule.zh : s->norm->goods.at[i]);
		buf_print(&en, "%s%s", i ? ", " : "", c ? c->rule.en : s->norm->goods.at[i]);
	}
	r->line.class_id = s->class->rule.id;
	r->line.class_zh = whole ? buf_get(&zh) : s->class->rule.zh;
	r->line.class_en = whole ? buf_get(&en) : s->class->rule.en;
}

static void name_norm(struct reckoning *r, const struct plan_norm *norm)
{
	const struct plan_role *holder = norm->holder ? plan_role(norm->rule.plan, norm->holder) : NULL;

	r->line.plan_id = norm->rule.plan->id;
	r->line.norm_id = norm->rule.id;
	r->line.norm_zh = norm->rule.zh;
	r->line.norm_en = norm->rule.en;
	r->line.source = norm->rule.source;
	r->line.held_as = reserve_held_words(&r->p->cx->mem, norm->held_as, HELD_WORD);
	r->line.holder = norm->holder;
	r->line.holder_zh = holder ? holder->rule.zh : norm->holder;
	r->line.holder_en = holder ? holder->rule.en : norm->holder;
}

static void count_items(struct reckoning *r)
{
	int64_t people = r->p->out->population;
	__int128 sum = 0;

	for (size_t i = 0; i < r->s->n; i++) {
		const struct reserve_goods *g = r->s->goods[i];
		struct reserve_pace pace = r->paces[i] = reserve_pace(&r->p->cx->mem, r->p->plans, g->class, g->item);
		int64_t days = pace.num ? reserve_clamp((__int128)g->usable * pace.den / pace.num) : 0;

		r->items[i] = (struct reserve_item){ .item_id = g->item->item_id, .usable = g->usable, .held = g->held,
			.unusable = g->unusable, .kept = g->kept, .out_week = g->out_week, .small = g->item->tags & ITEM_SMALL_PACK,
			.first_expiry = g->n_shelves ? g->shelves[0].expiry_day : 0, .cover_days = pace.num && people ? days / people : -1, .to_fill = -1,
			.item_code = g->item->code, .item = g->item->zh, .item_en = g->item->en, .unit = g->item->unit };
		r->counted += pace.num > 0;
		sum += days;
	}
	r->people_days = reserve_clamp(sum);
}

enum err reserve_add(struct picture *p, const struct reserve_subject *s)
{
	struct arena *mem = &p->cx->mem;
	struct reckoning r = { .p = p, .s = s, .items = arena_array(mem, struct reserve_item, s->n + 1),
		.paces = arena_array(mem, struct reserve_pace, s->n + 1), .zh = BUF(mem), .en = BUF(mem),
		.line = { .state = RESERVE_UNKNOWN, .cover_days = -1, .usable = -1, .short_days = -1, .short_qty = -1,
			  .lot_days_x10 = -1, .flow_days_x10 = -1, .small_share = -1, .annual_short = -1 } };

	if (p->n_lines == RESERVE_LINES_MAX)
		return fail(p->cx, ERR_TOO_LARGE, "place_id", "储备情况超过 %d 行", "more than %d lines of reserves", RESERVE_LINES_MAX);
	r.zh.max = r.en.max = NOTE_MAX;
	name_goods(&r);
	name_owners(&r);
	count_items(&r);
	if (s->norm) {
		name_norm(&r, s->norm);
		reckon_norm(&r);
	} else {
		r.line.state = RESERVE_NO_TARGET;
		say(&r, "预案没有给这一类物资定储备数量。", "The plans state no reserve of this class.");
	}
	reserve_days(p, s, r.paces, &r.line, r.items);
	r.line.items = (struct list){ r.items, s->n };
	r.line.zh = buf_get(&r.zh);
	r.line.en = buf_get(&r.en);
	arena_push(mem, p->lines, p->n_lines, p->room) = r.line;
	return ERR_OK;
}
