/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/dispatch/dispatch_world.h"
#include "caps/donation/donation.h"
#include "caps/overview/overview.h"
#include "caps/party/org.h"
#include "caps/plan/plan_active.h"
#include <string.h>

/* A district of 40 people: 20 in A (clinic, warehouse WA), 20 in B (WB), and the
 * district's own warehouse WQ.  Everybody uses one mask a day; the line is 10 days. */
static const char PLAN[] =
	"plan: {id: r, zh: 储备, en: reserves, version: 1, date: 2026-11-21, kind: district,\n"
	"  kinds: [{id: clinic, zh: 医疗机构, en: clinic, of: unit}]}\n"
	"roles:\n"
	"  - {id: bureau, zh: 发展改革局, en: development bureau, kind: department}\n"
	"  - {id: head, zh: 组长, en: head, kind: post}\n"
	"goods:\n"
	"  classes:\n"
	"    - {id: masks, zh: 口罩, en: masks, unit: 件}\n"
	"    - {id: rice, zh: 粮食, en: grain, unit: kg}\n"
	"    - {id: disinfectant, zh: 消毒剂, en: disinfectant}\n"
	"  owners:\n"
	"    - {id: o1, zh: 口罩, en: masks, source: 三, goods: [masks, rice, disinfectant], who: bureau, does: [reserve, dispatch]}\n"
	"reserves:\n"
	"  norms:\n"
	"    - {id: ten, zh: 10天, en: 10 days, source: 四(一), goods: masks, holder: bureau, at_least: 10 days}\n"
	"    - {id: sacks, zh: 100 件, en: 100 pieces, source: 四(二), goods: rice, at_least: 100 pieces}\n"
	"  upkeep:\n"
	"    - {id: turn, zh: 轮换, en: rotation, source: 四(三), goods: masks, rotate_before: 30 days}\n"
	"documents:\n"
	"  flows:\n"
	"    - {id: move, zh: 调拨, en: dispatch, source: 五, kind: dispatch, raise: bureau, ack: 30 min, depart: 2 h, arrive: 6 h, confirm: 24 h,\n"
	"       escalate: [{after: 1 h, to: head}]}\n"
	"    - {id: give, zh: 捐赠, kind: donation, raise: bureau, surplus: hand_over, min_life: 90 days, short_life: use_now, use_within: 14 days}\n";

struct seen { struct docs w; int64_t wq; };

static struct seen open_overview(struct ctx *cx)
{
	struct seen s = { .w = open_day(cx) };
	struct plan_stored stored;
	struct item mask;
	struct place p;
	int64_t id, areas[] = { s.w.d.a, s.w.d.b };

	cx->actor = &the_system;
	for (size_t i = 0; i < 2; i++) {
		must(place_get(cx, areas[i], &p));
		must(place_update(cx, areas[i], 0, &(struct place_facts){ .code = p.code, .name = p.name, .kind = p.kind, .population = 20 }));
	}
	must(item_get(cx, s.w.mask, &mask));
	mask.norm_qty = mask.norm_days = 1;
	must(item_update(cx, s.w.mask, 0, &mask));
	s.wq = new_place(cx, PLACE_WAREHOUSE, "WQ", "区库", s.w.d.root);
	must(plan_register(cx, "r.yaml", PLAN, strlen(PLAN), &stored));
	must(plan_activate(cx, &(struct plan_start){ .plan_id = "r", .version = 1, .reason = "试行" }, &id));
	return s;
}

static const struct overview_row *row_of(const struct overview *o, const char *class_id)
{
	for (size_t i = 0; i < o->rows.n; i++) {
		const struct overview_row *row = &((const struct overview_row *)o->rows.at)[i];

		if (strcmp(row->class_id, class_id) == 0)
			return row;
	}
	print_error("no row %s\n", class_id);
	assert_true(0);
	return NULL;
}

static const struct overview_cell *cell_of(const struct overview *o, const char *class_id, size_t column)
{
	const struct overview_row *row = row_of(o, class_id);

	assert_true(column < row->cells.n);
	return &((const struct overview_cell *)row->cells.at)[column];
}

static const struct overview_alert *alert_of(const struct overview_alerts *a, enum overview_alert_kind kind)
{
	for (size_t i = 0; i < a->items.n; i++) {
		const struct overview_alert *at = &((const struct overview_alert *)a->items.at)[i];

		if (at->kind == (int64_t)kind)
			return at;
	}
	return NULL;
}

static void expect(const struct overview_cell *cell, int64_t days_x10, int64_t own_x10, int64_t heat, int64_t own_heat)
{
	assert_int_equal(cell->days_x10, days_x10);
	assert_int_equal(cell->own_x10, own_x10);
	assert_int_equal(cell->heat, heat);
	assert_int_equal(cell->own_heat, own_heat);
}

/* 100 masks in WA, 60 in the district's WQ: 160 for 40 people; A 100 / 20 + 60 / 40, B 0 + 60 / 40. */
static void cover(struct ctx *cx)
{
	struct seen s = open_overview(cx);
	struct actor *keeper = new_actor(cx, "wq", "warehouse_keeper", s.wq);
	struct overview o;

	stocked(cx, &s.w, keeper, s.wq, s.w.mask, 60, 0);
	cx->actor = s.w.by.supply;
	must(overview_get(cx, &o));
	assert_true(o.sees_district);
	assert_int_equal(o.population, 40);
	assert_int_equal(o.areas.n, 2);
	assert_int_equal(row_of(&o, "masks")->line_days, 10);
	assert_string_equal(row_of(&o, "masks")->source, "四(一)");
	expect(cell_of(&o, "masks", 0), 40, 40, 2, 2);
	expect(cell_of(&o, "masks", 1), 65, 50, 2, 2);
	expect(cell_of(&o, "masks", 2), 15, 0, 3, 3);
	assert_int_equal(cell_of(&o, "masks", 1)->by, BY_NORM);
	/* A quantity is asked of the whole district; a class without goods norm or line says so. */
	assert_int_equal(row_of(&o, "rice")->line_qty, 100);
	assert_int_equal(cell_of(&o, "rice", 0)->qty, 0);
	assert_int_equal(cell_of(&o, "rice", 0)->heat, 3);
	assert_int_equal(cell_of(&o, "rice", 1)->heat, 0);
	assert_int_equal(cell_of(&o, "rice", 0)->why, WHY_QUANTITY);
	assert_int_equal(cell_of(&o, "disinfectant", 0)->days_x10, -1);
	assert_int_equal(cell_of(&o, "disinfectant", 0)->why, WHY_NO_NEED);
	close_docs(cx);
}

/* Who sees one subdistrict gets its column alone, without a share of what he does not see. */
static void scoped(struct ctx *cx)
{
	struct seen s = open_overview(cx);
	struct actor *keeper = new_actor(cx, "wq", "warehouse_keeper", s.wq), *street = new_actor(cx, "street", "viewer", s.w.d.a);
	struct overview_cell_view v;
	struct overview_waiting mine;
	struct overview o;

	stocked(cx, &s.w, keeper, s.wq, s.w.mask, 60, 0);
	cx->actor = street;
	must(overview_get(cx, &o));
	assert_false(o.sees_district);
	assert_int_equal(o.areas.n, 1);
	assert_int_equal(row_of(&o, "masks")->cells.n, 1);
	expect(cell_of(&o, "masks", 0), 50, 50, 2, 2);
	refused(ERR_NOT_FOUND, overview_cell_get(cx, &(struct overview_cell_ask){ "masks", s.w.d.b }, &v));
	refused(ERR_FORBIDDEN, overview_cell_get(cx, &(struct overview_cell_ask){ "masks", 0 }, &v));
	must(overview_cell_get(cx, &(struct overview_cell_ask){ "masks", s.w.d.a }, &v));
	assert_int_equal(v.lots.n, 1);
	assert_int_equal(v.norm_x10, 50);
	cx->actor = s.w.by.carrier;
	must(overview_waiting(cx, &mine));
	assert_int_equal(mine.total, 0);
	cx->actor = s.w.by.clerk;                       /* one unit only: no column at all, and no nought either */
	must(overview_get(cx, &o));
	assert_int_equal(o.areas.n + o.rows.n, 0);
	close_docs(cx);
}

static const struct overview_step *flow_at(const struct overview *o, enum overview_step_name what)
{
	return &((const struct overview_step *)o->steps.at)[what];
}

static int64_t waits_for(const struct overview *o, enum overview_step_name what, enum overview_wait_name wait)
{
	const struct overview_step *step = flow_at(o, what);

	for (size_t i = 0; i < step->waits.n; i++)
		if (((const struct overview_wait *)step->waits.at)[i].what == (int64_t)wait)
			return ((const struct overview_wait *)step->waits.at)[i].docs;
	return 0;
}

/* A request, from the clinic's wish to its signature, seen from above after every step. */
static void flow(struct ctx *cx)
{
	struct seen s = open_overview(cx);
	struct overview_waiting mine;
	int64_t id;
	struct overview o;

	needs(cx, &s.w, s.w.mask, 20);
	cx->actor = s.w.by.vetter;
	must(overview_waiting(cx, &mine));
	assert_int_equal(mine.total, 1);
	assert_string_equal(((struct overview_duty *)mine.items.at)->verb, "vet");
	vetted(cx, &s.w, s.w.mask, 30);
	id = proposed(cx, &s.w);
	cx->actor = s.w.by.supply;
	must(overview_waiting(cx, &mine));
	assert_int_equal(mine.total, 0);                 /* nobody signs what he proposed */
	must(overview_get(cx, &o));
	assert_int_equal(flow_at(&o, STEP_REQUESTED)->docs, 2);
	assert_int_equal(waits_for(&o, STEP_REQUESTED, WAIT_VET), 1);
	assert_int_equal(flow_at(&o, STEP_APPROVED)->docs, 1);
	assert_int_equal(waits_for(&o, STEP_APPROVED, WAIT_SIGN), 1);
	assert_int_equal(o.receipts, 1);
	cx->actor = s.w.by.approver;
	must(overview_waiting(cx, &mine));
	assert_int_equal(mine.total, 1);
	must(step(s.w.by.approver, id, "approve"));
	id = ordered(cx, &s.w, id, 0);
	must(step(s.w.by.keeper, id, "acknowledge"));
	must(step(s.w.by.keeper, id, "depart"));
	cx->actor = s.w.by.supply;
	must(overview_get(cx, &o));
	assert_int_equal(flow_at(&o, STEP_DISPATCHED)->docs, 1);
	assert_int_equal(waits_for(&o, STEP_DISPATCHED, WAIT_ARRIVE), 1);
	assert_int_equal(o.issues, 1);
	assert_int_equal(((struct overview_class *)o.classes.at)->priority, 1);
	/* 30 left in a week for A, 70 are left in the warehouse: 16.3 days by outflow, 3.5 by norm. */
	expect(cell_of(&o, "masks", 1), 35, 35, 2, 2);
	must(step(s.w.by.keeper, id, "arrive"));
	cx->actor = s.w.by.clerk;
	must(overview_waiting(cx, &mine));
	assert_string_equal(((struct overview_duty *)mine.items.at)->verb, "receive");
	cx->now_ms += DAY_MS;
	cx->actor = s.w.by.supply;
	must(overview_get(cx, &o));
	assert_int_equal(flow_at(&o, STEP_DISPATCHED)->docs, 0);     /* that was yesterday */
	assert_int_equal(waits_for(&o, STEP_ARRIVED, WAIT_RECEIVE), 1);
	close_docs(cx);
}

static void cell(struct ctx *cx)
{
	struct seen s = open_overview(cx);
	struct overview_cell_view v;
	int64_t id;

	vetted(cx, &s.w, s.w.mask, 30);
	id = ordered(cx, &s.w, held(cx, &s.w), 0);
	cx->actor = s.w.by.supply;
	must(overview_cell_get(cx, &(struct overview_cell_ask){ "masks", s.w.d.a }, &v));
	assert_int_equal(v.inflow.n, 1);
	assert_int_equal(((struct overview_cell_inflow *)v.inflow.at)->qty, 30);
	assert_int_equal(v.flow_x10, -1);
	assert_int_equal(v.lots.n, 1);
	assert_int_equal(((struct overview_cell_lot *)v.lots.at)->free, 70);
	assert_int_equal(((struct overview_cell_lot *)v.lots.at)->held, 30);
	must(step(s.w.by.keeper, id, "acknowledge"));
	must(step(s.w.by.keeper, id, "depart"));
	cx->actor = s.w.by.supply;
	must(overview_cell_get(cx, &(struct overview_cell_ask){ "masks", s.w.d.a }, &v));
	assert_int_equal(v.norm_x10, 35);
	assert_int_equal(v.flow_x10, 163);
	assert_string_equal(v.owner_zh, "发展改革局");
	refused(ERR_NOT_FOUND, overview_cell_get(cx, &(struct overview_cell_ask){ "nothing", 0 }, &v));
	close_docs(cx);
}

/* The limits are the plan's: half an hour to acknowledge, and an hour later it goes to the head. */
static void late(struct ctx *cx)
{
	struct seen s = open_overview(cx);
	const struct overview_alert *a;
	struct overview_alerts all;
	struct overview o;
	int64_t id;

	vetted(cx, &s.w, s.w.mask, 30);
	id = ordered(cx, &s.w, held(cx, &s.w), 0);
	cx->actor = s.w.by.supply;
	cx->now_ms += 29 * 60000;
	must(overview_alerts(cx, &all));
	assert_null(alert_of(&all, ALERT_NOT_ACKNOWLEDGED));
	cx->now_ms += 2 * 60000;
	must(overview_alerts(cx, &all));
	a = alert_of(&all, ALERT_NOT_ACKNOWLEDGED);
	assert_non_null(a);
	assert_int_equal(a->object_id, id);
	assert_int_equal(a->qty, 30);
	assert_int_equal(a->severity, 2);
	assert_true(a->deadline_ms <= cx->now_ms && a->deadline_ms > cx->now_ms - 120000);
	assert_string_equal(a->owner_zh, "甲仓");
	assert_string_equal(a->escalated_zh, "");
	must(overview_get(cx, &o));                      /* on the page: how many are late in this way */
	assert_int_equal(alert_of(&o.alerts, ALERT_NOT_ACKNOWLEDGED)->docs, 1);
	cx->now_ms += 60 * 60000;
	must(overview_alerts(cx, &all));
	assert_string_equal(alert_of(&all, ALERT_NOT_ACKNOWLEDGED)->escalated_zh, "组长");
	must(step(s.w.by.keeper, id, "acknowledge"));
	cx->actor = s.w.by.supply;
	must(overview_alerts(cx, &all));
	assert_null(alert_of(&all, ALERT_NOT_ACKNOWLEDGED));
	close_docs(cx);
}

static void others(struct ctx *cx)
{
	struct seen s = open_overview(cx);
	const struct overview_alert *a;
	struct overview_alerts all;
	int64_t today = civil_day_of(cx->now_ms);

	stocked(cx, &s.w, s.w.by.far_keeper, s.w.d.wb, s.w.mask, 7, today + 30);
	vetted(cx, &s.w, s.w.mask, 30);
	proposed(cx, &s.w);
	cx->actor = s.w.by.supply;
	must(overview_alerts(cx, &all));
	a = alert_of(&all, ALERT_COVER);
	assert_string_equal(a->place, "乙街道");           /* 7 masks for 20 people */
	assert_int_equal(a->days_x10, 3);
	assert_int_equal(a->places, 3);
	assert_string_equal(a->owner_zh, "发展改革局");
	a = alert_of(&all, ALERT_EXPIRING);
	assert_int_equal(a->qty, 7);
	assert_int_equal(a->day, today + 30);
	assert_null(alert_of(&all, ALERT_EXPIRED));
	assert_null(alert_of(&all, ALERT_UNSIGNED));        /* its day is not over */
	cx->now_ms += 31 * (int64_t)DAY_MS;
	must(overview_alerts(cx, &all));
	assert_int_equal(alert_of(&all, ALERT_EXPIRED)->qty, 7);
	assert_int_equal(alert_of(&all, ALERT_UNSIGNED)->day, today);
	for (size_t i = 1; i < all.items.n; i++)
		assert_true(((struct overview_alert *)all.items.at)[i - 1].severity <= ((struct overview_alert *)all.items.at)[i].severity);
	close_docs(cx);
}

/* Taken for use at once: an alarm from the day after its day on, until it has left the shelf. */
static void not_used(struct ctx *cx)
{
	struct seen s = open_overview(cx);
	const int64_t today = civil_day_of(cx->now_ms);
	struct doc_part part = { .line_no = 1, .qty = 10, .expiry_day = today + 30 };
	struct donation_line line = { s.w.mask, 10, 24, 1 };
	const struct overview_alert *a;
	struct overview_alerts all;
	int64_t org, donor, id;

	cx->actor = &the_system;
	must(org_create(cx, &(struct org){ .code = "D1", .name = "纺织厂", .roles = ORG_SUPPLIER, .active = 1 }, &org));
	cx->actor = s.w.by.supply;
	must(donation_donor_add(cx, &(struct donation_donor_new){ .org_id = org, .wish = WISH_NAME }, &donor));
	must(donation_open(cx, &(struct donation_draft){ .donor_id = donor, .to_place_id = s.w.d.wa, .wish = WISH_NAME, .ground = "价单", .lines = &line, .n_lines = 1,
		.expected_day = today + 1 }, &id));
	must(step(s.w.by.supply, id, "register"));
	cx->actor = s.w.by.keeper;
	must(document_advance(cx, &(struct doc_move){ .doc_id = id, .verb = "receive", .parts = &part, .n_parts = 1, .note = "给卫生站当周用" }, &(struct doc_moved){ 0 }));
	must(step(s.w.by.keeper2, id, "accept"));
	cx->now_ms += 14 * DAY_MS;                               /* its last day */
	cx->actor = s.w.by.supply;
	must(overview_alerts(cx, &all));
	assert_null(alert_of(&all, ALERT_NOT_USED));
	cx->now_ms += DAY_MS;
	must(overview_alerts(cx, &all));
	a = alert_of(&all, ALERT_NOT_USED);
	assert_non_null(a);
	assert_int_equal(a->qty, 10);
	assert_int_equal(a->day, today + 14);
	assert_string_equal(a->place, "甲仓");
	cx->actor = s.w.by.far_keeper;                           /* another warehouse's keeper is not told */
	must(overview_alerts(cx, &all));
	assert_null(alert_of(&all, ALERT_NOT_USED));
	close_docs(cx);
}

static void map(struct ctx *cx)
{
	struct seen s = open_overview(cx);
	struct overview_map m;

	vetted(cx, &s.w, s.w.mask, 30);
	ordered(cx, &s.w, held(cx, &s.w), 0);
	cx->actor = s.w.by.supply;
	must(overview_map(cx, &m));
	assert_string_equal(m.datum, "WGS-84");
	assert_int_equal(m.warehouses.n, 2);
	assert_int_equal(m.units.n, 1);
	assert_int_equal(m.ways.n, 1);
	assert_string_equal(((struct overview_way *)m.ways.at)->state, "ordered");
	cx->actor = s.w.by.far_keeper;
	must(overview_map(cx, &m));
	assert_int_equal(m.warehouses.n, 1);
	assert_int_equal(m.ways.n, 0);
	close_docs(cx);
}

#define ON_BOTH(name, fn) static void name(void **state) { (void)state; for_each_store(fn); }
ON_BOTH(D7_1_cover_is_told_by_subdistrict_with_a_share_of_the_districts_warehouses, cover)
ON_BOTH(who_sees_one_subdistrict_gets_its_column_alone, scoped)
ON_BOTH(the_flow_counts_todays_steps_and_what_is_stuck_between_them, flow)
ON_BOTH(a_cell_opens_its_lots_what_is_coming_and_both_figures, cell)
ON_BOTH(D7_7_an_order_is_late_by_the_plans_time_and_goes_up_by_its_escalation, late)
ON_BOTH(alerts_come_worst_first_with_limits_of_plan_or_document, others)
ON_BOTH(D2_7_goods_taken_for_use_at_once_alarm_when_they_lie_past_their_day, not_used)
ON_BOTH(the_map_shows_what_the_reader_may_see, map)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(D7_1_cover_is_told_by_subdistrict_with_a_share_of_the_districts_warehouses),
		cmocka_unit_test(who_sees_one_subdistrict_gets_its_column_alone),
		cmocka_unit_test(the_flow_counts_todays_steps_and_what_is_stuck_between_them),
		cmocka_unit_test(a_cell_opens_its_lots_what_is_coming_and_both_figures),
		cmocka_unit_test(D7_7_an_order_is_late_by_the_plans_time_and_goes_up_by_its_escalation),
		cmocka_unit_test(alerts_come_worst_first_with_limits_of_plan_or_document),
		cmocka_unit_test(D2_7_goods_taken_for_use_at_once_alarm_when_they_lie_past_their_day),
		cmocka_unit_test(the_map_shows_what_the_reader_may_see),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
