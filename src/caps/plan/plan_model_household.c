/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/plan/plan_make.h"
#include <assert.h>

/* The delivery, money, safety and label sections into structs. */
static int64_t get_int(const struct node *map, const char *key, int64_t otherwise)
{
	const char *text = node_text(map, key);
	int64_t n;

	return text && text_read_i64(text, &n) ? n : otherwise;
}

static struct plan_rate read_rate(struct maker *m, const char *text)
{
	struct plan_rate rate = { .amount = { .unit = "" } };
	const char *bad;

	if (text && value_rate(m->r->mem, text, &rate, &bad) != VALUE_OK)
		assert(!"a rate that was checked");
	return rate;
}

static void get_range(struct maker *m, const struct node *map, const char *key, struct plan_qty *ret_low, struct plan_qty *ret_high)
{
	const char *text = node_text(map, key);
	struct value v = { .low.unit = "", .high.unit = "" };

	if (text && value_read(m->r->mem, text, &v) != VALUE_OK)
		assert(!"a range that was checked");
	*ret_low = v.low;
	*ret_high = v.high;
}

static struct plan_times get_times(struct maker *m, const struct node *map, const char *key)
{
	const struct node *value = node_get(map, key);
	size_t n = node_count(value);
	int *at = n ? arena_array(m->r->mem, int, n) : NULL;

	for (size_t i = 0; i < n; i++)
		if (!value_time(node_item(value, i)->text, &at[i]))
			assert(!"a time that was checked");
	return (struct plan_times){ at, n };
}

static void make_zone(struct maker *m, const struct entry *e, struct plan_zone *ret)
{
	*ret = (struct plan_zone){ .rule = get_rule(m, e), .movement = (enum plan_movement)get_word(e->list, e->map, "movement", 0),
		.ways = get_ids(m, e->map, "ways"), .set = get_ids(m, e->map, "set") };
}

static void make_way(struct maker *m, const struct entry *e, struct plan_way *ret)
{
	*ret = (struct plan_way){ .rule = get_rule(m, e), .who = get_ids(m, e->map, "who"), .order_by = get_bits(e->list, e->map, "order_by", 0),
		.steps = get_ids(m, e->map, "steps"), .sign = get_ids(m, e->map, "sign"), .to = (enum plan_to)get_word(e->list, e->map, "to", 0),
		.contactless = get_yes(e->map, "contactless", false), .enter = get_yes(e->map, "enter", false),
		.slots = get_dur(m, e->map, "slots") };
}

static void make_window(struct maker *m, const struct entry *e, struct plan_window *ret)
{
	const struct node *daily = node_get(e->map, "daily");
	size_t n = node_count(daily);
	struct plan_span_of_day *spans = arena_array(m->r->mem, struct plan_span_of_day, n + 1);
	bool midnight;

	for (size_t i = 0; i < n; i++)
		if (!value_window(node_item(daily, i)->text, &spans[i].from, &spans[i].until, &midnight))
			assert(!"a window that was checked");
	*ret = (struct plan_window){ .rule = get_rule(m, e), .who = get_ids(m, e->map, "who"), .daily = spans, .n_daily = n,
		.warn = text_equal(node_text(e->map, "otherwise"), "warn"), .breach = node_text(e->map, "breach") };
}

static void make_station(struct maker *m, const struct entry *e, struct plan_station *ret)
{
	const struct node *serve = node_get(e->map, "serve");
	struct plan_rate *rates = arena_array(m->r->mem, struct plan_rate, node_count(serve) + 1);

	for (size_t i = 0; i < node_count(serve); i++)
		rates[i] = read_rate(m, node_item(serve, i)->text);
	*ret = (struct plan_station){ .rule = get_rule(m, e), .per = node_text(e->map, "per"), .team = node_text(e->map, "team"),
		.each = read_rate(m, node_text(e->map, "each")), .serve = rates, .n_serve = node_count(serve),
		.at_least = get_int(e->map, "at_least", 1), .cover = get_share(m, e->map, "cover", 0),
		.marked = get_yes(e->map, "marked", true), .chat = get_yes(e->map, "chat", false) };
}

static void make_shop(struct maker *m, const struct entry *e, struct plan_shop *ret)
{
	*ret = (struct plan_shop){ .rule = get_rule(m, e), .kind = (enum plan_shop_kind)get_word(e->list, e->map, "kind", 0),
		.kind_word = node_text(e->map, "kind"), .number = get_int(e->map, "number", 0), .needs = get_ids(m, e->map, "needs"),
		.serves = node_text(e->map, "serves"), .nearest = text_equal(node_text(e->map, "assign"), "nearest") };
}

static void make_package(struct maker *m, const struct entry *e, struct plan_package *ret)
{
	*ret = (struct plan_package){ .rule = get_rule(m, e), .price_fen = get_qty(m, e->map, "price").n, .days = get_dur(m, e->map, "days"),
		.contents = get_ids(m, e->map, "contents") };
	get_range(m, e->map, "persons", &ret->persons_low, &ret->persons_high);
}

static void make_order(struct maker *m, const struct entry *e, struct plan_order *ret)
{
	const char *per = node_text(e->map, "per"), *cut_off = node_text(e->map, "cut_off");
	int minutes = -1;

	if (cut_off && !value_time(cut_off, &minutes))
		assert(!"a time that was checked");
	*ret = (struct plan_order){ .rule = get_rule(m, e), .per = per ? per : "household", .accept = get_ids(m, e->map, "accept"),
		.refuse = get_ids(m, e->map, "refuse"), .apart = get_ids(m, e->map, "apart"), .proof = get_ids(m, e->map, "proof"),
		.limit = read_rate(m, node_text(e->map, "limit")), .collect = get_times(m, e->map, "collect"), .cut_off = minutes,
		.deliver_within = get_dur(m, e->map, "deliver_within"), .claim_within = get_dur(m, e->map, "claim_within"),
		.returns = (enum plan_returns)get_word(e->list, e->map, "returns", RETURNS_quality_only),
		.says_returns = node_get(e->map, "returns"), .escalate = get_lates(m, e->map) };
}

static void make_fleet(struct maker *m, const struct entry *e, struct plan_fleet *ret)
{
	*ret = (struct plan_fleet){ .rule = get_rule(m, e), .per = node_text(e->map, "per"), .vehicles = get_int(e->map, "vehicles", 1),
		.fixed_crew = text_equal(node_text(e->map, "crew"), "fixed"), .closed = text_equal(node_text(e->map, "loop"), "closed") };
}

static void make_price(struct maker *m, const struct entry *e, struct plan_price *ret)
{
	*ret = (struct plan_price){ .rule = get_rule(m, e), .goods = get_ids(m, e->map, "goods"), .must = get_cond(m, e->map, "must") };
}

static void make_settlement(struct maker *m, const struct entry *e, struct plan_settlement *ret)
{
	*ret = (struct plan_settlement){ .rule = get_rule(m, e), .for_kinds = get_ids(m, e->map, "for"),
		.way = (enum plan_settle)get_word(e->list, e->map, "way", 0), .collect = node_text(e->map, "collect"),
		.pay_to = node_text(e->map, "pay_to"), .due = node_text(e->map, "due"), .sign = get_ids(m, e->map, "sign"),
		.tolerance_fen = get_qty(m, e->map, "tolerance").n };
}

static void make_relief(struct maker *m, const struct entry *e, struct plan_relief *ret)
{
	*ret = (struct plan_relief){ .rule = get_rule(m, e), .who = get_ids(m, e->map, "who"), .goods = get_ids(m, e->map, "goods"),
		.gives_goods = text_equal(node_text(e->map, "give"), "goods"), .amount = read_rate(m, node_text(e->map, "amount")),
		.due = node_text(e->map, "due") };
}

static void make_compensation(struct maker *m, const struct entry *e, struct plan_compensation *ret)
{
	*ret = (struct plan_compensation){ .rule = get_rule(m, e), .of = (enum plan_compensation_of)get_word(e->list, e->map, "of", 0),
		.goods = get_ids(m, e->map, "goods"), .amount = read_rate(m, node_text(e->map, "amount")) };
}

static void make_label(struct maker *m, const struct entry *e, struct plan_label *ret)
{
	*ret = (struct plan_label){ .rule = get_rule(m, e), .on = node_text(e->map, "on"), .shows = get_ids(m, e->map, "shows"),
		.never = get_ids(m, e->map, "never") };
}

static void make_gate(struct maker *m, const struct entry *e, struct plan_gate *ret)
{
	*ret = (struct plan_gate){ .rule = get_rule(m, e), .who = get_ids(m, e->map, "who"), .tell = get_ids(m, e->map, "tell"),
		.point = node_text(e->map, "point"), .form = node_text(e->map, "form"), .must = get_cond(m, e->map, "must"),
		.otherwise = (enum plan_otherwise)get_word(e->list, e->map, "otherwise", OTHERWISE_refuse) };
}

static void make_pass(struct maker *m, const struct entry *e, struct plan_pass *ret)
{
	*ret = (struct plan_pass){ .rule = get_rule(m, e), .for_kind = node_text(e->map, "for"), .issue = node_text(e->map, "issue"),
		.issue_when = get_cond(m, e->map, "issue_when"), .valid = get_dur(m, e->map, "valid"),
		.fixed_routes = text_equal(node_text(e->map, "routes"), "fixed") };
}

static void make_dose(struct maker *m, const struct entry *e, struct plan_dose *ret)
{
	struct plan_qty low, high;

	*ret = (struct plan_dose){ .rule = get_rule(m, e), .on = get_ids(m, e->map, "on"), .agent = node_text(e->map, "agent") };
	get_range(m, e->map, "strength", &ret->strength_low, &ret->strength_high);
	get_range(m, e->map, "contact", &low, &high);
	if (low.dim == DIM_TIME)
		ret->contact = value_dur(&low);
}

/* A bound of a field is a bare number in the field's unit. */
static struct plan_qty get_bound(struct maker *m, const struct node *map, const char *key)
{
	const char *text = node_text(map, key), *unit = node_text(map, "unit");
	struct value v = { .low.unit = "" };

	if (text && unit && value_read(m->r->mem, arena_print(m->r->mem, "%s %s", text, unit), &v) == VALUE_OK)
		return v.low;
	if (text && value_read(m->r->mem, text, &v) != VALUE_OK)
		return (struct plan_qty){ .unit = "" };
	return v.low;
}

static struct plan_field get_field(struct maker *m, const struct node *map)
{
	const char *zh = node_text(map, "zh"), *en = node_text(map, "en"), *personal = node_text(map, "personal");

	return (struct plan_field){ .id = node_text(map, "id"), .zh = zh, .en = en ? en : zh, .type = node_text(map, "type"),
		.unit = node_text(map, "unit"), .must = node_text(map, "must"), .need = get_yes(map, "need", true),
		.has_min = node_get(map, "min"), .has_max = node_get(map, "max"), .min = get_bound(m, map, "min"),
		.max = get_bound(m, map, "max"), .choices = get_ids(m, map, "choices"),
		.personal = personal && !text_equal(personal, "no"), .sensitive = text_equal(personal, "sensitive") };
}

static void make_form(struct maker *m, const struct entry *e, struct plan_form *ret)
{
	const struct node *fields = node_get(e->map, "fields");
	size_t n = node_count(fields);
	struct plan_field *all = arena_array(m->r->mem, struct plan_field, n + 1);

	for (size_t i = 0; i < n; i++)
		all[i] = get_field(m, node_item(fields, i));
	*ret = (struct plan_form){ .rule = get_rule(m, e), .fields = all, .n_fields = n };
}

static void make_masking(struct maker *m, const struct entry *e, struct plan_masking *ret)
{
	*ret = (struct plan_masking){ .rule = get_rule(m, e), .data = get_ids(m, e->map, "data"), .full = get_ids(m, e->map, "full"),
		.show = node_text(e->map, "show"), .reason = get_yes(e->map, "reason", true) };
}

static void make_retention(struct maker *m, const struct entry *e, struct plan_retention *ret)
{
	*ret = (struct plan_retention){ .rule = get_rule(m, e), .data = get_ids(m, e->map, "data"), .keep = get_dur(m, e->map, "keep") };
}

void plan_make_household(struct maker *m)
{
	MAKE(zones, zone, zones);
	MAKE(ways, way, ways);
	MAKE(windows, window, windows);
	MAKE(stations, station, stations);
	MAKE(shops, shop, shops);
	MAKE(packages, package, packages);
	MAKE(orders, order, orders);
	MAKE(fleet, fleet, fleets);
	MAKE(prices, price, prices);
	MAKE(settlements, settlement, settlements);
	MAKE(relief, relief, reliefs);
	MAKE(compensations, compensation, compensations);
	MAKE(labels, label, labels);
	MAKE(gates, gate, gates);
	MAKE(passes, pass, passes);
	MAKE(doses, dose, doses);
	MAKE(forms, form, forms);
	MAKE(masking, masking, maskings);
	MAKE(retention, retention, retentions);
}
