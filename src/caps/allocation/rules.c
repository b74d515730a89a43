/* SPDX-License-Identifier: Apache-2.0 */
/* Which rules of the plan the meeting's changes keep, and which they break (D2.2, D2.8).
 * What the machine proposed breaks none; a shortage alone is no broken rule. */
#include "caps/allocation/table.h"
#include "base/buf.h"
#include "caps/allocation/thaw.h"
#include "caps/item/item.h"
#include "caps/place/place.h"
#include "caps/request/request.h"
#include <stdio.h>
#include <string.h>

const char *allocation_comma(struct arena *mem, int64_t n)
{
	char digits[24];
	struct buf b = BUF(mem);
	size_t len;

	snprintf(digits, sizeof digits, "%lld", (long long)(n < 0 ? -n : n));
	len = strlen(digits);
	if (n < 0)
		buf_text(&b, "−");
	for (size_t i = 0; i < len; i++) {
		if (i && (len - i) % 3 == 0)
			buf_char(&b, ',');
		buf_char(&b, digits[i]);
	}
	return buf_get(&b);
}

int64_t allocation_fill(const struct allocation_want *w, int64_t got)
{
	int64_t asked = w->have + w->need;
	__int128 share = asked ? (__int128)(w->have + got) * ALLOCATION_FILL_ALL / asked : ALLOCATION_FILL_ALL;

	return share > ALLOCATION_FILL_ALL ? ALLOCATION_FILL_ALL : (int64_t)share;
}

/* What one class of one item looks like. */
struct class_state { size_t n; int64_t open, pool, lowest, highest, machine_spread; size_t below; bool has_below, full; };

struct judge {
	struct ctx *cx;
	const struct allocation_view *v;
	const struct shares *s;
	const struct plan *plan;
	struct item item;
	size_t first, end;                  /* the item's wants */
	bool only_broken, has_exception;
	struct class_state class[REQUEST_CLASSES + 1];      /* [priority] */
	struct allocation_rule *rule;  size_t n, room;
};

static void look_at_class(struct judge *j, int priority)
{
	struct class_state *c = &j->class[priority];
	const struct plan_rank *rank = plan_rank(j->plan, priority);
	int64_t low = ALLOCATION_FILL_ALL, high = 0;

	*c = (struct class_state){ .lowest = ALLOCATION_FILL_ALL, .full = true };
	for (size_t i = j->first; i < j->end; i++) {
		const struct allocation_want *w = &j->v->wants[i];
		int64_t got = j->s->got[i], fill = allocation_fill(w, got), machine = allocation_fill(w, w->proposed);

		if (w->priority != priority)
			continue;
		c->n++;
		c->open += got < w->need ? w->need - got : 0;
		c->full &= got >= w->need;
		c->pool += j->s->pool[i];
		c->lowest = fill < c->lowest ? fill : c->lowest;
		c->highest = fill > c->highest ? fill : c->highest;
		low = machine < low ? machine : low;
		high = machine > high ? machine : high;
		if (rank && fill < rank->floor && got < w->proposed && (!c->has_below || fill < allocation_fill(&j->v->wants[c->below], j->s->got[c->below]))) {
			c->has_below = true;
			c->below = i;
		}
	}
	c->machine_spread = high - low;
}

static void add(struct judge *j, struct allocation_rule rule)
{
	if (rule.kept && j->only_broken)
		return;
	rule.item_id = j->item.item_id;
	rule.needs = rule.kept ? "" : rule.needs;
	arena_push(&j->cx->mem, j->rule, j->n, j->room) = rule;
}

/* Goods of the pool reach a class only when those before it have all they need. */
static void judge_priority(struct judge *j)
{
	struct arena *mem = &j->cx->mem;
	const char *second = j->has_exception ? "second" : "reason";
	int full = 0;

	for (int a = 1; a <= REQUEST_CLASSES; a++)
		for (int b = a + 1; b <= REQUEST_CLASSES; b++)
			if (j->class[a].open && j->class[b].pool) {
				add(j, (struct allocation_rule){ .rule = "priority", .needs = second, .priority = a, .value = j->class[a].open,
					.limit = j->class[b].pool,
					.zh = arena_print(mem, "第 %d 级还缺 %s %s，却给第 %d 级分了 %s %s", a, allocation_comma(mem, j->class[a].open),
						j->item.unit, b, allocation_comma(mem, j->class[b].pool), j->item.unit),
					.en = arena_print(mem, "Class %d still lacks %s while class %d gets %s", a,
						allocation_comma(mem, j->class[a].open), b, allocation_comma(mem, j->class[b].pool)) });
				return;
			}
	while (full < REQUEST_CLASSES && j->class[full + 1].full)
		full++;
	while (full && !j->class[full].n)
		full--;
	add(j, (struct allocation_rule){ .rule = "priority", .kept = true, .value = full,
		.zh = full ? arena_print(mem, "优先次序不变，前 %d 级都是全额", full) : "优先次序不变",
		.en = full ? arena_print(mem, "Order of classes kept, the first %d in full", full) : "Order of classes kept" });
}

static enum err judge_floor(struct judge *j)
{
	struct arena *mem = &j->cx->mem;
	int64_t floor = 0;
	bool reached = true;
	struct place unit;

	for (int p = 1; p <= REQUEST_CLASSES; p++) {
		const struct plan_rank *rank = plan_rank(j->plan, p);
		const struct class_state *c = &j->class[p];

		if (!rank || !rank->floor || !c->n)
			continue;
		floor = !floor || rank->floor < floor ? rank->floor : floor;
		reached &= c->lowest >= rank->floor;
		if (!c->has_below)
			continue;
		const struct allocation_want *w = &j->v->wants[c->below];
		int64_t fill = allocation_fill(w, j->s->got[c->below]);

		TRY(place_get(j->cx, w->unit_id, &unit));
		add(j, (struct allocation_rule){ .rule = "floor", .needs = j->has_exception ? "second" : "reason", .priority = p, .value = fill,
			.limit = rank->floor,
			.zh = arena_print(mem, "%s 改成 %lld%%，低于保底 %lld%%", unit.name, (long long)fill / 100, (long long)rank->floor / 100),
			.en = arena_print(mem, "%s is down to %lld%%, below the guaranteed %lld%%", unit.name, (long long)fill / 100,
				(long long)rank->floor / 100) });
		return ERR_OK;
	}
	if (floor)
		add(j, (struct allocation_rule){ .rule = "floor", .kept = true, .limit = floor,
			.zh = reached ? arena_print(mem, "都不低于保底 %lld%%", (long long)floor / 100) : "没有谁因改动跌破保底",
			.en = reached ? arena_print(mem, "Nobody below the guaranteed %lld%%", (long long)floor / 100)
				: "Nobody fell below the guaranteed share by a change" });
	return ERR_OK;
}

static void judge_packs(struct judge *j)
{
	struct arena *mem = &j->cx->mem;
	int64_t broken = 0;

	if (j->item.pack <= 1)
		return;
	for (size_t i = j->first; i < j->end; i++)
		broken += j->s->got[i] % j->item.pack != 0;
	add(j, (struct allocation_rule){ .rule = "packs", .needs = "reason", .kept = !broken, .value = broken, .limit = j->item.pack,
		.zh = broken ? arena_print(mem, "%lld 行不是整%s", (long long)broken, j->item.pack_unit) : arena_print(mem, "都是整%s", j->item.pack_unit),
		.en = broken ? arena_print(mem, "%lld lines break a pack", (long long)broken) : "Whole packs only" });
}

static void judge_spread(struct judge *j)
{
	struct arena *mem = &j->cx->mem;
	int64_t widest = 0, limit = 0;
	bool any = false;

	for (int p = 1; p <= REQUEST_CLASSES; p++) {
		const struct plan_rank *rank = plan_rank(j->plan, p);
		int64_t spread = j->class[p].highest - j->class[p].lowest;

		if (!rank || !rank->spread || j->class[p].n < 2)
			continue;
		if (spread > rank->spread && spread > j->class[p].machine_spread) {
			add(j, (struct allocation_rule){ .rule = "spread", .needs = "reason", .priority = p, .value = spread, .limit = rank->spread,
				.zh = arena_print(mem, "第 %d 级相差 %lld 个百分点，超过 %lld", p, (long long)spread / 100, (long long)rank->spread / 100),
				.en = arena_print(mem, "Class %d differs by %lld points, more than %lld", p, (long long)spread / 100,
					(long long)rank->spread / 100) });
			any = true;
		}
		if (!limit || spread > widest) {
			widest = spread;
			limit = rank->spread;
		}
	}
	if (limit && !any)
		add(j, (struct allocation_rule){ .rule = "spread", .kept = true, .value = widest, .limit = limit,
			.zh = widest <= limit ? arena_print(mem, "同级最多相差 %lld 个百分点，不超过 %lld", (long long)widest / 100, (long long)limit / 100)
				: arena_print(mem, "同级最多相差 %lld 个百分点，机算就是这样", (long long)widest / 100),
			.en = widest <= limit ? arena_print(mem, "At most %lld points apart in a class, %lld allowed", (long long)widest / 100,
				(long long)limit / 100) : arena_print(mem, "%lld points apart in a class, as proposed", (long long)widest / 100) });
}

static enum err judge_item(struct judge *j)
{
	TRY(item_get(j->cx, j->v->wants[j->first].item_id, &j->item));
	for (int p = 1; p <= REQUEST_CLASSES; p++)
		look_at_class(j, p);
	judge_priority(j);
	TRY(judge_floor(j));
	judge_packs(j);
	judge_spread(j);
	return ERR_OK;
}

enum err allocation_exception(struct ctx *cx, const struct allocation_view *v, const struct plan_chain **ret)
{
	struct doc_work w = { .kind = doc_kind_find("allocation"), .doc = v->doc };
	const struct plan_flow *flow;

	TRY(document_flow(cx, &w, &flow));
	*ret = flow && flow->exception ? plan_chain(flow->rule.plan, flow->exception) : NULL;
	return ERR_OK;
}

enum err allocation_rules_of(struct ctx *cx, const struct allocation_view *v, const struct shares *s, int64_t item_id, bool only_broken,
			     struct allocation_rule **ret, size_t *ret_n)
{
	struct judge j = { .cx = cx, .v = v, .s = s, .only_broken = only_broken };
	const struct plan_chain *exception;

	TRY(document_plan(cx, &j.plan));
	TRY(allocation_exception(cx, v, &exception));
	j.has_exception = exception;
	for (size_t i = 0; i < v->n_wants; i = j.end) {
		j.first = i;
		for (j.end = i; j.end < v->n_wants && v->wants[j.end].item_id == v->wants[i].item_id; j.end++)
			;
		if (!item_id || v->wants[i].item_id == item_id)
			TRY(judge_item(&j));
	}
	*ret = j.rule;
	*ret_n = j.n;
	return ERR_OK;
}

enum err allocation_rules(struct ctx *cx, const struct allocation_view *v, int64_t item_id, struct allocation_rule **ret, size_t *ret_n)
{
	struct shares now = allocation_shares_now(cx, v);

	return allocation_rules_of(cx, v, &now, item_id, !item_id, ret, ret_n);
}
