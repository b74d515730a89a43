/* SPDX-License-Identifier: Apache-2.0 */
/* One class of a canteen: what is needed, what lies there and lasts, what is on order, who supplies it. */
#include "caps/reserve/canteen_work.h"
#include "base/buf.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/item/item.h"
#include "caps/reserve/picture_work.h"

enum { WEEK = 7 };

/* What one class is measured in: smallest units of the need's dimension; one person uses `each` of them in `per` days' milliseconds. */
struct measure { const struct plan_need *need; const char *unit; int64_t of_unit, amount, per_ms; };

static struct measure measure_of(struct arena *mem, const struct plan *plan, const struct plan_class *class)
{
	const struct plan_norm *norm = plan_norm_due(plan, class->rule.id);
	const struct plan_need *need = norm ? plan_need_of(plan, norm->of, class->rule.id) : NULL;
	struct measure m = { .need = need };

	if (!need || need->per_person.per.unit != DUR_MS || need->per_person.per.n <= 0 || need->per_person.per_what || need->per_person.amount.n <= 0)
		return (struct measure){ 0 };
	m.amount = need->per_person.amount.n;
	m.per_ms = need->per_person.per.n;
	m.of_unit = class->unit ? reserve_smallest(mem, class->unit, need->per_person.amount.dim, class->unit) : 0;
	m.unit = m.of_unit ? class->unit : need->per_person.amount.unit;
	m.of_unit = m.of_unit ? m.of_unit : 1;
	return m;
}

/* So many units of an item in the measure; false when it cannot be told. */
static bool measured(struct arena *mem, const struct measure *m, const struct plan_class *class, const struct item *item, int64_t qty, __int128 *ret)
{
	int64_t each = reserve_smallest(mem, item->unit, m->need->per_person.amount.dim, class->unit);

	if (each)
		*ret = (__int128)qty * each;
	else if (item->norm_qty > 0 && item->norm_days > 0)
		*ret = (__int128)qty * item->norm_days / item->norm_qty * m->amount * DAY_MS / m->per_ms;
	else
		return false;
	return true;
}

struct line_work { struct canteen_look *look; const struct plan *plan; const struct plan_class *class; struct measure m; struct canteen_line line; struct buf zh, en; };

static bool is_of(const struct line_work *w, const char *category) { return plan_class_is(w->plan, category, w->class->rule.id); }
/* A contract or supplier for the whole kind serves its parts. */
static bool serves(const struct line_work *w, const char *category) { return is_of(w, category) || plan_class_is(w->plan, w->class->rule.id, category); }

static void say(struct line_work *w, const char *zh, const char *en)
{
	buf_print(&w->zh, "%s%s", w->zh.n ? "；" : "", zh);
	buf_print(&w->en, "%s%s", w->en.n ? "; " : "", en);
}

static int64_t whole(const struct measure *m, __int128 n, bool up) { return reserve_clamp((n + (up ? m->of_unit - 1 : 0)) / m->of_unit); }

/* What lies there, eaten from the opening on, first expired first. */
static void count_stock(struct line_work *w, __int128 *ret)
{
	struct canteen_look *look = w->look;
	struct arena *mem = &look->cx->mem;
	struct reserve_lot *lots = arena_array(mem, struct reserve_lot, look->n_goods + 1);
	const int64_t from = look->out->opening_day > look->today ? look->out->opening_day : look->today;
	const __int128 per_week = (__int128)look->out->headcount * WEEK * w->m.amount * DAY_MS / w->m.per_ms;
	const struct item *left_out = NULL;
	__int128 all = 0;
	size_t n = 0;

	for (size_t i = 0; i < look->n_goods; i++) {
		const struct canteen_goods *g = &look->goods[i];
		__int128 much;

		if (!is_of(w, g->item->category))
			continue;
		if (measured(mem, &w->m, w->class, g->item, g->usable, &much))
			lots[n++] = (struct reserve_lot){ .expiry_day = g->expiry_day, .milli = reserve_clamp(much), .goods = i };
		else
			left_out = g->item;
	}
	reserve_walk(lots, n, from, reserve_clamp(per_week > 0 ? per_week : 1), &w->line.stock_days_x10);
	for (size_t i = 0; i < n; i++) {
		all += lots[i].milli;
		*ret += lots[i].milli - lots[i].left;
	}
	if (all > *ret && whole(&w->m, all - *ret, false) > 0)
		say(w, arena_print(mem, "%lld %s 到期前用不完，未计入", (long long)whole(&w->m, all - *ret, false), w->m.unit),
		    arena_print(mem, "%lld %s expire before they are eaten and are not counted", (long long)whole(&w->m, all - *ret, false), w->m.unit));
	if (left_out)
		say(w, arena_print(mem, "“%s”没有人均标准，未计入", left_out->zh), arena_print(mem, "\"%s\" has no norm per person and is not counted", left_out->zh));
}

static void count_orders(struct line_work *w, __int128 *ret)
{
	struct canteen_look *look = w->look;
	int64_t last = 0;

	for (size_t i = 0; i < look->n_owed; i++) {
		const struct purchase_owed *o = &look->owed[i];
		__int128 much = 0;

		if (!is_of(w, look->owed_items[i]->category))
			continue;
		if (w->m.need && measured(&look->cx->mem, &w->m, w->class, look->owed_items[i], o->qty, &much))
			*ret += much;
		if (o->doc_id != last) {
			w->line.orders++;
			w->line.unpapered += o->unpapered;
		}
		last = o->doc_id;
	}
}

static int64_t days_wanted(const struct canteen *k, struct plan_dur dur)
{
	const int64_t from = k->opening_day * DAY_MS - CHINA_OFFSET_MS;

	return k->opening_day ? civil_day_of(plan_after(from, dur)) - k->opening_day : (dur_ms(dur) + DAY_MS - 1) / DAY_MS;
}

static void reckon_staple(struct line_work *w, const struct plan_norm *norm)
{
	struct canteen_line *l = &w->line;
	struct arena *mem = &w->look->cx->mem;
	__int128 need, stock = 0, order = 0, lacks;

	l->target_days = days_wanted(w->look->out, value_dur(&norm->at_least));
	if (!w->m.need) {
		count_orders(w, &order);
		say(w, "预案没有写每人每天用多少，算不出需要量", "no plan says how much a person uses in a day, so the need cannot be told");
		l->state = CANTEEN_UNKNOWN;
		return;
	}
	count_stock(w, &stock);
	count_orders(w, &order);
	need = ((__int128)w->look->out->headcount * l->target_days * w->m.amount * DAY_MS + w->m.per_ms - 1) / w->m.per_ms;
	lacks = need > stock ? need - stock : 0;
	l->unit = w->m.unit;
	l->need = whole(&w->m, need, true);
	l->stock = whole(&w->m, stock, false);
	l->on_order = whole(&w->m, order, false);
	l->lacks = whole(&w->m, lacks, true);
	if (!lacks)
		return;
	if (lacks > order)
		say(w, arena_print(mem, "缺 %lld %s，还要采购 %lld %s", (long long)l->lacks, l->unit, (long long)whole(&w->m, lacks - order, true), l->unit),
		    arena_print(mem, "%lld %s short, %lld %s still to buy", (long long)l->lacks, l->unit, (long long)whole(&w->m, lacks - order, true), l->unit));
	else
		say(w, arena_print(mem, "缺 %lld %s，已订未到", (long long)l->lacks, l->unit), arena_print(mem, "%lld %s short, on order", (long long)l->lacks, l->unit));
}

static bool ends_before(const struct canteen_look *look, const struct canteen_contract *c)
{
	return c->until_day && c->until_day <= (look->out->opening_day ? look->out->opening_day : look->today);
}

/* Suppliers, and contracts that hold when meals start; those that are over by then are told, not counted. */
static void count_sellers(struct line_work *w)
{
	const struct canteen_look *look = w->look;
	int64_t last = 0;

	for (size_t i = 0; i < look->n_delivers; i++)            /* by supplier */
		if (look->delivers[i].org_id != last && serves(w, look->delivers[i].category)) {
			w->line.suppliers++;
			last = look->delivers[i].org_id;
		}
	for (size_t i = 0; i < look->n_contracts; i++) {
		const struct canteen_contract *c = &look->contracts[i];
		bool again = false;

		if (!serves(w, c->class_id))
			continue;
		if (ends_before(look, c)) {
			w->line.contracts_over++;
			continue;
		}
		for (size_t k = 0; k < i && !again; k++)
			again = serves(w, look->contracts[k].class_id) && !ends_before(look, &look->contracts[k]) && look->contracts[k].org_id == c->org_id && text_equal(look->contracts[k].party, c->party);
		w->line.contracts += !again;
		if (c->until_day && (!w->line.contract_until || c->until_day < w->line.contract_until))
			w->line.contract_until = c->until_day;
	}
}

static void reckon_supply(struct line_work *w, const struct plan_supply *rule)
{
	struct canteen_line *l = &w->line;
	struct arena *mem = &w->look->cx->mem;

	count_sellers(w);
	if (!rule)
		return;
	l->suppliers_wanted = rule->suppliers;
	l->contracts_wanted = rule->long_term ? rule->suppliers : 0;
	l->papers_zh = purchase_paper_zh(mem, rule->papers);
	if (l->suppliers < l->suppliers_wanted)
		say(w, arena_print(mem, "供应商 %lld 家，至少 %lld 家", (long long)l->suppliers, (long long)l->suppliers_wanted),
		    arena_print(mem, "%lld of at least %lld suppliers", (long long)l->suppliers, (long long)l->suppliers_wanted));
	if (l->contracts < l->contracts_wanted)
		say(w, arena_print(mem, "长期合同 %lld 家，至少 %lld 家", (long long)l->contracts, (long long)l->contracts_wanted),
		    arena_print(mem, "%lld of at least %lld long-term contracts", (long long)l->contracts, (long long)l->contracts_wanted));
	if (l->contracts_over && l->contracts < l->contracts_wanted)
		say(w, arena_print(mem, "另有 %lld 份合同在开餐前到期，未计入", (long long)l->contracts_over),
		    arena_print(mem, "%lld contract(s) end before meals start and are not counted", (long long)l->contracts_over));
	if (l->unpapered)
		say(w, arena_print(mem, "%lld 张采购单还没有登记有效的%s，没有凭证不能收货", (long long)l->unpapered, l->papers_zh),
		    arena_print(mem, "%lld purchase(s) without valid papers; goods are not received without them", (long long)l->unpapered));
}

/* ---- deadlines ---- */

static bool before_event(struct arena *mem, const char *by, struct timing *t) { return by && timing_read(mem, by, t) && (t->how == TIMING_BEFORE || t->how == TIMING_AT); }

/* The day by which it has to be there; 0: the day of the event is not set. */
static int64_t due_day(struct line_work *w, const char *by)
{
	const struct canteen *k = w->look->out;
	struct timing t;

	if (!before_event(&w->look->cx->mem, by, &t) || !k->opening_day || !text_equal(t.event, k->event_id))
		return 0;
	return k->opening_day - (t.how == TIMING_BEFORE ? (dur_ms(t.dur) + DAY_MS - 1) / DAY_MS : 0);
}

static bool is_leaf(const struct plan *plan, const char *class_id)
{
	for (size_t i = 0; i < plan->n_classes; i++)
		if (plan->classes[i].part_of && text_equal(plan->classes[i].part_of, class_id))
			return false;
	return true;
}

/* Plans in force are copies hung on each other; a rule knows the one it was read into. */
static bool is_own(const struct plan *plan, const struct plan_rule *rule) { return text_equal(rule->plan->id, plan->id); }

/* The rules of this plan that govern a class and have a deadline; false when none does. */
static bool rules_of(struct arena *mem, const struct plan *plan, const struct plan_class *class, const struct plan_norm **norm, const struct plan_supply **supply)
{
	struct timing t;

	*norm = plan_norm_due(plan, class->rule.id);
	*supply = plan_supply(plan, class->rule.id);
	if (*norm && (!is_own(plan, &(*norm)->rule) || !before_event(mem, (*norm)->by, &t) || (*norm)->at_least.dim != DIM_TIME))
		*norm = NULL;
	return is_leaf(plan, class->rule.id) && (*norm || (*supply && is_own(plan, &(*supply)->rule) && before_event(mem, (*supply)->by, &t)));
}

const struct plan_event *canteen_event(struct arena *mem, const struct plan *plans)
{
	for (const struct plan *plan = plans; plan; plan = plan->next)
		for (size_t i = 0; i < plan->n_classes; i++) {
			const struct plan_norm *norm;
			const struct plan_supply *supply;
			struct timing t;

			if (!rules_of(mem, plan, &plan->classes[i], &norm, &supply) || !timing_read(mem, norm ? norm->by : supply->by, &t))
				continue;
			for (size_t k = 0; k < plan->n_events; k++)
				if (text_equal(plan->events[k].rule.id, t.event))
					return &plan->events[k];
		}
	return NULL;
}

static void reckon(struct line_work *w, const struct plan_norm *norm, const struct plan_supply *supply)
{
	const struct plan_rule *rule = norm ? &norm->rule : &supply->rule;
	struct canteen_line *l = &w->line;
	int64_t bought_by = supply ? due_day(w, supply->by) : 0;
	__int128 none = 0;
	bool missing;

	l->class_id = w->class->rule.id, l->class_zh = w->class->rule.zh, l->class_en = w->class->rule.en;
	l->rule_zh = rule->zh, l->rule_en = rule->en, l->source = rule->source ? rule->source : "";
	l->due_day = norm ? due_day(w, norm->by) : 0;
	l->due_day = bought_by && (!l->due_day || bought_by < l->due_day) ? bought_by : l->due_day;
	if (norm)
		reckon_staple(w, norm);
	else
		count_orders(w, &none);
	reckon_supply(w, supply);
	missing = l->lacks > 0 || l->suppliers < l->suppliers_wanted || l->contracts < l->contracts_wanted;
	if (l->state != CANTEEN_UNKNOWN)
		l->state = !missing ? CANTEEN_READY : !l->due_day ? CANTEEN_NO_DATE : w->look->today > l->due_day ? CANTEEN_OVERDUE : CANTEEN_MISSING;
	l->zh = buf_get(&w->zh);
	l->en = buf_get(&w->en);
}

/* The worst of its lines speaks for the canteen. */
static int64_t worst(const struct canteen_look *look)
{
	static const enum canteen_state order[] = { CANTEEN_OVERDUE, CANTEEN_MISSING, CANTEEN_UNKNOWN, CANTEEN_NO_DATE };

	for (size_t i = 0; i < sizeof order / sizeof *order; i++)
		for (size_t k = 0; k < look->n_lines; k++)
			if (look->lines[k].state == (int64_t)order[i])
				return order[i];
	return look->n_lines ? CANTEEN_READY : CANTEEN_UNKNOWN;
}

enum err canteen_lines(struct canteen_look *look)
{
	struct arena *mem = &look->cx->mem;
	const struct plan_event *event = canteen_event(mem, look->plans);
	const struct plan_role *role = event && event->by ? plan_role(event->rule.plan, event->by) : NULL;
	struct canteen *k = look->out;

	k->event_id = event ? event->rule.id : "", k->event_zh = event ? event->rule.zh : "", k->event_en = event ? event->rule.en : "";
	k->role_zh = role ? role->rule.zh : "", k->role_en = role ? role->rule.en : "";
	for (const struct plan *plan = look->plans; plan; plan = plan->next)
		for (size_t i = 0; i < plan->n_classes; i++) {
			const struct plan_class *class = &plan->classes[i];
			const struct plan_norm *norm;
			const struct plan_supply *supply;
			struct line_work w = { .look = look, .plan = plan, .class = class, .m = measure_of(mem, plan, class), .zh = BUF(mem), .en = BUF(mem),
				.line = { .need = -1, .stock = -1, .on_order = -1, .lacks = -1, .stock_days_x10 = -1, .unit = "", .papers_zh = "" } };

			if (!rules_of(mem, plan, class, &norm, &supply))
				continue;
			reckon(&w, norm, supply);
			k->late += w.line.state == CANTEEN_OVERDUE;
			arena_push(mem, look->lines, look->n_lines, look->room) = w.line;
		}
	k->lines = (struct list){ look->lines, look->n_lines };
	k->state = worst(look);
	return ERR_OK;
}
