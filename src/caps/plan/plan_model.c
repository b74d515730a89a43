/* SPDX-License-Identifier: Apache-2.0 */
#include "base/civil.h"
#include "base/text.h"
#include "caps/plan/plan_make.h"
#include <assert.h>
#include <string.h>

static struct plan_step get_step(struct maker *m, const struct node *map)
{
	int64_t persons = 1;
	const char *text = node_text(map, "persons");

	if (text && !text_read_i64(text, &persons))
		persons = 1;
	return (struct plan_step){ .by = get_ids(m, map, "by"), .any = get_ids(m, map, "any"), .meeting = node_text(map, "meeting"),
		.has_below = node_get(map, "below"), .has_from = node_get(map, "from"), .below = get_qty(m, map, "below").n,
		.from = get_qty(m, map, "from").n, .persons = (int)persons, .when = get_cond(m, map, "when"),
		.within = get_dur(m, map, "within") };
}

static void make_kind(struct maker *m, const struct entry *e, struct plan_kind *ret)
{
	*ret = (struct plan_kind){ get_rule(m, e), node_text(e->map, "of") };
}

static void make_event(struct maker *m, const struct entry *e, struct plan_event *ret)
{
	*ret = (struct plan_event){ get_rule(m, e), node_text(e->map, "by") };
}

static void make_role(struct maker *m, const struct entry *e, struct plan_role *ret)
{
	*ret = (struct plan_role){ .rule = get_rule(m, e), .kind = node_text(e->map, "kind"), .under = node_text(e->map, "under"),
		.reports_to = node_text(e->map, "reports_to"), .lead = node_text(e->map, "lead"), .per = node_text(e->map, "per"),
		.members = get_ids(m, e->map, "members"), .round_the_clock = text_equal(node_text(e->map, "shift"), "24 h"),
		.seal = get_yes(e->map, "seal", false) };
}

static void make_class(struct maker *m, const struct entry *e, struct plan_class *ret)
{
	*ret = (struct plan_class){ .rule = get_rule(m, e), .part_of = node_text(e->map, "part_of"), .unit = node_text(e->map, "unit"),
		.tags = get_bits(e->list, e->map, "tags", 0) };
}

static void make_owner(struct maker *m, const struct entry *e, struct plan_owner *ret)
{
	*ret = (struct plan_owner){ .rule = get_rule(m, e), .goods = get_ids(m, e->map, "goods"), .who = get_ids(m, e->map, "who"),
		.does = get_bits(e->list, e->map, "does", 0) };
}

static void make_need(struct maker *m, const struct entry *e, struct plan_need *ret)
{
	const char *people = node_text(e->map, "people"), *rate = node_text(e->map, "per_person"), *bad;

	*ret = (struct plan_need){ .rule = get_rule(m, e), .goods = get_ids(m, e->map, "goods"), .people = people ? people : "resident" };
	if (value_rate(m->r->mem, rate, &ret->per_person, &bad) != VALUE_OK)
		assert(!"a rate that was checked");
}

static void make_supply(struct maker *m, const struct entry *e, struct plan_supply *ret)
{
	const char *text = node_text(e->map, "suppliers");

	*ret = (struct plan_supply){ .rule = get_rule(m, e), .goods = get_ids(m, e->map, "goods"), .suppliers = 1,
		.long_term = text_equal(node_text(e->map, "term"), "long"), .papers = get_bits(e->list, e->map, "papers", 0), .by = node_text(e->map, "by") };
	if (text && !text_read_i64(text, &ret->suppliers))
		assert(!"a number that was checked");
}

static void make_storage(struct maker *m, const struct entry *e, struct plan_storage *ret)
{
	*ret = (struct plan_storage){ .rule = get_rule(m, e), .goods = get_ids(m, e->map, "goods"),
		.apart_from = get_ids(m, e->map, "apart_from"), .tags_apart = get_bits(e->list, e->map, "tags_apart", 0),
		.keeper = node_text(e->map, "keeper") };
}

static void make_norm(struct maker *m, const struct entry *e, struct plan_norm *ret)
{
	const char *of = node_text(e->map, "of");

	*ret = (struct plan_norm){ .rule = get_rule(m, e), .goods = get_ids(m, e->map, "goods"), .holder = node_text(e->map, "holder"),
		.keeper = node_text(e->map, "keeper"), .of = of ? of : "resident", .at_least = get_qty(m, e->map, "at_least"),
		.aim = get_qty(m, e->map, "aim"), .held_as = get_bits(e->list, e->map, "held_as", 1u << HELD_physical),
		.by = node_text(e->map, "by") };
}

static void make_holding(struct maker *m, const struct entry *e, struct plan_holding *ret)
{
	*ret = (struct plan_holding){ .rule = get_rule(m, e), .held_as = (enum plan_held)get_word(e->list, e->map, "held_as", 0),
		.must_state = get_ids(m, e->map, "must_state"), .respond_within = get_dur(m, e->map, "respond_within"),
		.together = text_equal(node_text(e->map, "counted"), "together") };
}

static void make_recovery(struct maker *m, const struct entry *e, struct plan_recovery *ret)
{
	*ret = (struct plan_recovery){ .rule = get_rule(m, e), .goods = get_ids(m, e->map, "goods"), .within = get_dur(m, e->map, "within"),
		.clean = node_text(e->map, "clean") };
}

static void make_upkeep(struct maker *m, const struct entry *e, struct plan_upkeep *ret)
{
	*ret = (struct plan_upkeep){ .rule = get_rule(m, e), .goods = get_ids(m, e->map, "goods"),
		.rotate_before = get_dur(m, e->map, "rotate_before"), .keep_for = get_dur(m, e->map, "keep_for"),
		.refill_within = get_dur(m, e->map, "refill_within"), .stocktake = node_text(e->map, "stocktake"),
		.tolerance = get_share(m, e->map, "tolerance", 0) };
}

static void make_rank(struct maker *m, const struct entry *e, struct plan_rank *ret)
{
	*ret = (struct plan_rank){ .rule = get_rule(m, e), .who = get_ids(m, e->map, "who"), .goods = get_ids(m, e->map, "goods"),
		.essential = text_equal(node_text(e->map, "part"), "essential"), .rest = get_yes(e->map, "rest", false),
		.floor = get_share(m, e->map, "floor", 0), .cap = get_share(m, e->map, "cap", 10000),
		.spread = get_share(m, e->map, "spread", 0) };
}

static void make_source(struct maker *m, const struct entry *e, struct plan_source *ret)
{
	const char *of = node_text(e->map, "of");

	*ret = (struct plan_source){ .rule = get_rule(m, e), .of = of ? of : "goods",
		.from = (enum plan_source_from)get_word(e->list, e->map, "from", 0), .whose = get_ids(m, e->map, "whose"),
		.prefer = get_bits(e->list, e->map, "prefer", 0), .approve = node_text(e->map, "approve"), .within = get_dur(m, e->map, "within") };
}

static void make_chain(struct maker *m, const struct entry *e, struct plan_chain *ret)
{
	const struct node *steps = node_get(e->map, "steps"), *split = node_get(e->map, "split"), *oral = node_get(e->map, "oral");
	struct plan_step *all = arena_array(m->r->mem, struct plan_step, node_count(steps));

	for (size_t i = 0; i < node_count(steps); i++)
		all[i] = get_step(m, node_item(steps, i));
	*ret = (struct plan_chain){ .rule = get_rule(m, e), .of = (enum plan_of)get_word(e->list, e->map, "of", OF_none),
		.over = get_dur(m, e->map, "over"), .within = get_dur(m, e->map, "within"), .steps = all, .n_steps = node_count(steps),
		.distinct = get_yes(e->map, "distinct", true), .look_back = get_dur(m, split, "look_back"),
		.same = split ? get_bits(plan_list_named("split"), split, "same", 0) : 0, .oral_by = node_text(oral, "by"),
		.paper_within = get_dur(m, oral, "paper_within"), .escalate = get_lates(m, e->map) };
}

static void make_meeting(struct maker *m, const struct entry *e, struct plan_meeting *ret)
{
	*ret = (struct plan_meeting){ .rule = get_rule(m, e), .due = node_text(e->map, "due"), .chair = node_text(e->map, "chair"),
		.members = get_ids(m, e->map, "members"), .decides = get_ids(m, e->map, "decides"),
		.quorum = get_share(m, e->map, "quorum", 5000) };
}

static void make_flow(struct maker *m, const struct entry *e, struct plan_flow *ret)
{
	const struct node *map = e->map;

	*ret = (struct plan_flow){ .rule = get_rule(m, e), .kind = (enum plan_doc)get_word(e->list, map, "kind", 0),
		.for_kinds = get_ids(m, map, "for"), .goods = get_ids(m, map, "goods"), .raise = get_ids(m, map, "raise"),
		.vet = get_ids(m, map, "vet"), .needs = get_ids(m, map, "needs"), .sign = get_ids(m, map, "sign"),
		.approve = node_text(map, "approve"), .exception = node_text(map, "exception"), .through = node_text(map, "through"),
		.charge = node_text(map, "charge"), .proceeds = node_text(map, "proceeds"), .ack = get_dur(m, map, "ack"),
		.depart = get_dur(m, map, "depart"), .arrive = get_dur(m, map, "arrive"), .confirm = get_dur(m, map, "confirm"),
		.valid_for = get_dur(m, map, "valid_for"),
		.vet_within = get_dur(m, map, "vet_within"),
		.double_within = get_dur(m, map, "double_within"), .look_back = get_dur(m, map, "look_back"), .escalate = get_lates(m, map),
		.to_receiver = text_equal(node_text(map, "owner_after"), "receiver"), .to_pool = text_equal(node_text(map, "directed"), "pool"),
		.keep_surplus = text_equal(node_text(map, "surplus"), "keep"), .surplus_by = node_text(map, "surplus_by"),
		.min_life = get_dur(m, map, "min_life"), .use_within = get_dur(m, map, "use_within"),
		.use_now = text_equal(node_text(map, "short_life"), "use_now") };
}

static void make_check(struct maker *m, const struct entry *e, struct plan_check *ret)
{
	*ret = (struct plan_check){ .rule = get_rule(m, e), .document = (enum plan_doc)get_word(e->list, e->map, "document", 0),
		.refuse_when = get_cond(m, e->map, "refuse_when"), .refuse_unless = get_cond(m, e->map, "refuse_unless"),
		.warn_when = get_cond(m, e->map, "warn_when") };
}

static void make_fund(struct maker *m, const struct entry *e, struct plan_fund *ret)
{
	*ret = (struct plan_fund){ .rule = get_rule(m, e), .held_by = node_text(e->map, "held_by"),
		.separate = text_equal(node_text(e->map, "books"), "separate"), .only_for = get_ids(m, e->map, "only_for") };
}

static void make_charge(struct maker *m, const struct entry *e, struct plan_charge *ret)
{
	*ret = (struct plan_charge){ .rule = get_rule(m, e), .who = get_ids(m, e->map, "who"), .goods = get_ids(m, e->map, "goods"),
		.of = (enum plan_charge_of)get_word(e->list, e->map, "of", CHARGE_goods),
		.pays = (enum plan_pays)get_word(e->list, e->map, "pays", PAYS_free), .fund = node_text(e->map, "fund"),
		.price = node_text(e->map, "price"), .approve = node_text(e->map, "approve"), .within = get_dur(m, e->map, "within") };
}

static void make_lists(struct maker *m)
{
	MAKE(kinds, kind, kinds);
	MAKE(events, event, events);
	MAKE(roles, role, roles);
	MAKE(classes, class, classes);
	MAKE(owners, owner, owners);
	MAKE(needs, need, needs);
	MAKE(supply, supply, supplies);
	MAKE(storage, storage, storages);
	MAKE(norms, norm, norms);
	MAKE(holdings, holding, holdings);
	MAKE(upkeep, upkeep, upkeeps);
	MAKE(returns, recovery, recoveries);
	MAKE(ranks, rank, ranks);
	MAKE(sources, source, sources);
	MAKE(chains, chain, chains);
	MAKE(meetings, meeting, meetings);
	MAKE(flows, flow, flows);
	MAKE(checks, check, checks);
	MAKE(funds, fund, funds);
	MAKE(charges, charge, charges);
	plan_make_household(m);
}

struct plan *plan_build(struct reader *r)
{
	struct plan *p = arena_new(r->mem, sizeof *p);
	struct maker m = { r, p };
	const struct node *head = r->tree->head;
	const char *offset = node_text(head, "timezone"), *language = node_text(head, "language");

	p->id = node_text(head, "id");
	p->zh = node_text(head, "zh");
	p->en = node_text(head, "en") ? node_text(head, "en") : p->zh;
	p->language = language ? language : "zh";
	p->kind = node_text(head, "kind");
	p->lapses = node_text(head, "lapses");
	p->yields_to = node_text(head, "yields_to");
	p->interpreter = node_text(head, "interpreter");
	p->offset_minutes = 8 * 60;
	if ((offset && !value_offset(offset, &p->offset_minutes)) || !text_read_i64(node_text(head, "version"), &p->version)
	    || !civil_read_day(node_text(head, "date"), &p->date))
		assert(!"a header that was checked");
	p->tree = r->tree;
	make_lists(&m);
	return p;
}
