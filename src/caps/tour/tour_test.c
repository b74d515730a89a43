/* SPDX-License-Identifier: Apache-2.0 */
/* Vehicle tours: proposals hold before an independent checker, what is kept holds its rules. */
#include "caps/tour/tour_work.h"
#include "caps/tour/tour_world.h"
#include "engine/route_check_rich.h"

/* The hard problem, made anew, before the checker that shares no code with the solver. */
static void assert_holds(struct ctx *cx, const struct touring *t, const struct tour_plan_out *p)
{
	struct rich_verdict v;
	struct tour_model m;
	struct tour_work w;
	int32_t *starts, *visits;

	must(tour_work_open(cx, t->day, PERM_TOUR_EDIT, &w));
	must(tour_work_lanes(&w, &(struct tour_ask){ .day = t->day, .lanes = sent_back(cx, p) }));
	must(tour_work_measure(&w));
	tour_drive(&w);
	tour_model_make(&w, false, false, &m);
	tour_model_routes(&w, &starts, &visits);
	route_check_rich(&m.p, (int32_t)w.n_lanes, starts, visits, &cx->mem, &v);
	for (int32_t i = 0; i < v.n_violations; i++)
		if (v.violations[i].route)
			fail_with("route %d place %d: flaw %d, have %lld, need %lld", v.violations[i].route, v.violations[i].place, v.violations[i].flaw,
				 (long long)v.violations[i].have, (long long)v.violations[i].need);
}

static void random_day(struct ctx *cx, size_t n, uint64_t seed)
{
	struct touring t = open_touring(cx, n, seed);
	struct tour_plan_out p, again;
	size_t brought = 0;

	cx->actor = &the_system;                        /* three units take goods at certain hours only */
	for (size_t i = 0; i < n; i += 4)
		must(tours_say_hours(cx, t.unit[i], 8 * 60 + (int64_t)(seed * i % 5) * 60, 10 * 60 + (int64_t)(seed * i % 5) * 60));
	p = proposed_by(cx, &t, t.d.by.supply, 3);
	assert_holds(cx, &t, &p);
	for (size_t i = 0; i < p.lanes.n; i++) {
		brought += (size_t)lane_at(&p, i)->orders;
		assert_int_equal(lane_at(&p, i)->flaws.n, 0);
		assert_true(lane_at(&p, i)->halts.n == 2 * (size_t)lane_at(&p, i)->orders);
		for (size_t k = 0; k < lane_at(&p, i)->halts.n; k++)
			assert_false(halt_at(&p, i, k)->outside);
	}
	assert_int_equal(brought + p.left.n, t.n);
	assert_int_equal(p.left.n, 0);
	again = proposed_by(cx, &t, t.d.by.supply, 3);
	assert_int_equal(again.now.cost, p.now.cost);
	for (size_t i = 0; i < p.lanes.n; i++)
		for (size_t k = 0; k < lane_at(&p, i)->halts.n; k++)
			assert_int_equal(halt_at(&p, i, k)->dispatch_id, halt_at(&again, i, k)->dispatch_id);
	close_docs(cx);
}

static void large_day(struct ctx *cx) { random_day(cx, UNITS, 6); }
static void middling_day(struct ctx *cx) { random_day(cx, 7, 11); }
static void smallest_day(struct ctx *cx) { random_day(cx, 1, 13); }

static void D2_12_a_proposal_holds_before_the_checker_and_is_the_same_twice(void **state)
{
	(void)state;
	for_each_store(large_day);
	for_each_store(middling_day);
	for_each_store(smallest_day);
}

static const char *refusal_of(const struct tour_plan_out *p, int64_t dispatch_id)
{
	for (size_t i = 0; i < p->left.n; i++)
		if (((struct tour_left *)p->left.at)[i].dispatch_id == dispatch_id)
			return ((struct tour_left *)p->left.at)[i].en;
	return "";
}

/* The second vehicle takes 12 boxes; the third stays in B. */
static const struct tour_weight *weight(const struct touring *t, int64_t grams, int64_t ml, int64_t per)
{
	static struct tour_weight w;

	w = (struct tour_weight){ .item_id = t->d.mask, .grams = grams, .ml = ml, .per = per, .version = -1 };
	return &w;
}

static void refusals(struct ctx *cx)
{
	struct touring t = open_touring(cx, 4, 3);
	struct tour_plan_out p;
	struct tour_lane_ask only_b = { .vehicle_id = t.vehicle[2], .driver_id = t.driver[2] };
	struct item item;

	cx->actor = t.d.by.supply;
	must(tours_plan(cx, &(struct tour_ask){ .day = t.day, .lanes = { &only_b, 1 }, .solve = true }, &p));
	assert_int_equal(p.left.n, 2);
	assert_non_null(strstr(refusal_of(&p, t.order[1]), "may go there"));
	must(item_get(cx, t.d.mask, &item));
	item.storage = STORAGE_COLD;
	cx->actor = &the_system;
	must(item_update(cx, t.d.mask, 0, &item));
	p = proposed_by(cx, &t, t.d.by.supply, 2);
	assert_int_equal(p.left.n, 4);
	assert_non_null(strstr(refusal_of(&p, t.order[0]), "cooled"));
	item.storage = STORAGE_AMBIENT;
	cx->actor = &the_system;
	must(item_update(cx, t.d.mask, 0, &item));
	must(tours_say_item(cx, weight(&t, 1000000, 0, 1)));                         /* a tonne each */
	must(tours_say_vehicle(cx, &(struct tour_capacity){ .vehicle_id = t.vehicle[0], .kg = 1500, .version = -1 }));
	must(tours_say_vehicle(cx, &(struct tour_capacity){ .vehicle_id = t.vehicle[1], .kg = 1500, .version = -1 }));
	p = proposed_by(cx, &t, t.d.by.supply, 2);
	assert_int_equal(p.left.n, 4);
	assert_non_null(strstr(refusal_of(&p, t.order[0]), "too much"));
	cx->actor = &the_system;
	must(tours_say_hours(cx, t.unit[0], 1, 2));                             /* takes goods at one past midnight only */
	must(tours_say_item(cx, weight(&t, 0, 0, 1)));
	p = proposed_by(cx, &t, t.d.by.supply, 2);
	assert_int_equal(p.left.n, 1);
	assert_non_null(strstr(((struct tour_left *)p.left.at)->en, "not today"));
	close_docs(cx);
}

static void D2_12_what_no_vehicle_can_take_is_said_with_the_reason(void **state)
{
	(void)state;
	for_each_store(refusals);
}

static void keeping(struct ctx *cx)
{
	struct touring t = open_touring(cx, 6, 2);
	struct tour_plan_out p = proposed_by(cx, &t, t.d.by.supply, 3), kept, moved, out;
	struct tour_ask ask = { .day = t.day };
	struct tour_seen seen[3];
	size_t n = 0, used = 0;
	int64_t version, order;

	kept = kept_by(cx, &t, t.d.by.supply, &p);
	assert_int_equal(kept.loads.n, 0);
	refused(ERR_BLOCKED, tours_keep(cx, &(struct tour_ask){ .day = t.day, .lanes = sent_back(cx, &p) }, &out));    /* the same again: vehicles have tours */
	for (size_t i = 0; i < kept.lanes.n; i++)
		seen[n++] = (struct tour_seen){ lane_at(&kept, i)->tour_id, lane_at(&kept, i)->version };
	/* who planned does not approve, nor does his stand-in; nor anybody of another subdistrict */
	refused(ERR_FORBIDDEN, tours_approve(cx, seen, n));
	cx->actor = t.d.by.approver;
	must(tours_approve(cx, seen, n));
	refused(ERR_STALE, tours_approve(cx, seen, n));
	cx->actor = t.d.by.supply;
	must(tours_of_day(cx, &(struct tour_day_ask){ .day = t.day }, &kept));
	assert_string_equal(lane_at(&kept, 0)->state, "approved");
	/* an order moved: said what it costs, kept, and both tours want approval again */
	used = lane_at(&kept, 0)->halts.n ? 0 : 1;
	order = halt_at(&kept, used, 0)->dispatch_id;
	ask.lanes = sent_back(cx, &kept);
	ask.move = (struct tour_move){ order, 0 };
	must(tours_plan(cx, &ask, &moved));
	assert_int_equal(moved.loads.n, 1);
	assert_true(moved.now.cost < moved.was.cost);
	/* a locked order stays */
	must(tours_lock(cx, lane_at(&kept, used)->tour_id, lane_at(&kept, used)->version, order, true, &version));
	refused(ERR_STALE, tours_keep(cx, &(struct tour_ask){ .day = t.day, .lanes = sent_back(cx, &moved) }, &out));
	refused(ERR_STALE, tours_plan(cx, &ask, &out));
	must(tours_of_day(cx, &(struct tour_day_ask){ .day = t.day }, &kept));
	ask.lanes = sent_back(cx, &kept);
	refused(ERR_BLOCKED, tours_plan(cx, &ask, &out));
	((struct tour_lane_ask *)ask.lanes.at)[used].halts.n = 0;                  /* taken off behind the page's back */
	refused(ERR_BLOCKED, tours_keep(cx, &(struct tour_ask){ .day = t.day, .lanes = ask.lanes }, &out));
	must(tours_lock(cx, lane_at(&kept, used)->tour_id, version, order, false, &version));
	must(tours_of_day(cx, &(struct tour_day_ask){ .day = t.day }, &kept));
	assert_string_equal(lane_at(&kept, used)->state, "approved");
	ask.lanes = sent_back(cx, &kept);
	must(tours_plan(cx, &ask, &moved));
	kept = kept_by(cx, &t, t.d.by.supply, &moved);
	assert_string_equal(lane_at(&kept, used)->state, "planned");
	assert_int_equal(kept.loads.n, 1);
	/* planned again beside a tour locked whole: it takes nothing more, and what comes out can be kept */
	must(tours_lock(cx, lane_at(&kept, used)->tour_id, lane_at(&kept, used)->version, 0, true, &version));
	must(tours_of_day(cx, &(struct tour_day_ask){ .day = t.day }, &kept));
	ask = (struct tour_ask){ .day = t.day, .lanes = sent_back(cx, &kept), .solve = true, .again = true };
	must(tours_plan(cx, &ask, &moved));
	assert_int_equal(lane_at(&moved, used)->halts.n, lane_at(&kept, used)->halts.n);
	assert_int_equal(moved.left.n + moved.loads.n, kept.lanes.n == 1 ? 2 : 0);
	if (kept.lanes.n == 1)
		assert_non_null(strstr(((struct tour_left *)moved.left.at)->en, "locked"));
	close_docs(cx);
}

static void D2_12_tours_are_kept_moved_locked_and_approved_by_another(void **state)
{
	(void)state;
	for_each_store(keeping);
}

/* What a lane cannot carry is not kept, whoever sends it; an order rides once; rights are asked at warehouse and vehicle. */
static void ways_around(struct ctx *cx)
{
	struct touring t = open_touring(cx, 6, 4);
	struct tour_halt_ask all[2 * UNITS], pair[3];
	struct tour_lane_ask lane = { .vehicle_id = t.vehicle[1], .driver_id = t.driver[1] };
	struct tour_ask ask = { .day = t.day, .lanes = { &lane, 1 } };
	struct tour_plan_out out, kept;
	struct tour_seen seen;
	struct actor *far;

	for (size_t i = 0; i < t.n; i++) {
		all[i] = (struct tour_halt_ask){ t.order[i], false };
		all[t.n + i] = (struct tour_halt_ask){ t.order[i], true };
	}
	cx->actor = t.d.by.supply;
	lane.halts = (struct list){ all, 2 * t.n };
	must(tours_plan(cx, &ask, &out));
	assert_int_equal(lane_at(&out, 0)->flaws.n, 1);                            /* 12 boxes on board at once, no more */
	refused(ERR_BLOCKED, tours_keep(cx, &ask, &out));
	pair[0] = (struct tour_halt_ask){ t.order[0], true };
	pair[1] = (struct tour_halt_ask){ t.order[0], false };
	lane.halts = (struct list){ pair, 2 };
	refused(ERR_BAD_INPUT, tours_plan(cx, &ask, &out));                        /* brought before it is taken on */
	pair[0] = (struct tour_halt_ask){ t.order[0], false };
	lane.halts.n = 1;
	refused(ERR_BAD_INPUT, tours_plan(cx, &ask, &out));                        /* never brought */
	pair[1] = (struct tour_halt_ask){ t.order[0], true };
	lane.halts.n = 2;
	cx->actor = t.d.by.clerk;
	refused(ERR_NOT_FOUND, tours_plan(cx, &ask, &out));                        /* sees neither the order nor the vehicle */
	cx->actor = t.planner_a;                                                   /* A's planner has no say over the district's vehicles */
	assert_true(tours_plan(cx, &ask, &out) != ERR_OK);
	far = new_actor(cx, "planner_b", "supply_group", t.d.d.b);
	lane.vehicle_id = t.vehicle[2];
	lane.driver_id = t.driver[2];
	cx->actor = far;
	assert_true(tours_keep(cx, &ask, &out) != ERR_OK);                         /* his own vehicle, but goods of A's warehouse */
	lane.vehicle_id = t.vehicle[1];
	lane.driver_id = t.driver[1];
	cx->actor = t.d.by.supply;
	must(tours_keep(cx, &ask, &kept));
	lane.vehicle_id = t.vehicle[0];
	lane.driver_id = t.driver[0];
	refused(ERR_CONFLICT, tours_keep(cx, &ask, &out));                         /* the order rides already */
	seen = (struct tour_seen){ lane_at(&kept, 0)->tour_id, lane_at(&kept, 0)->version };
	cx->actor = new_actor(cx, "approver_b", "approver", t.d.d.b);
	assert_true(tours_approve(cx, &seen, 1) != ERR_OK);                        /* another subdistrict's */
	/* changed by the approver's colleague, approved by him: no */
	cx->actor = new_actor(cx, "both", "supply_group", t.d.d.root);
	far = (struct actor *)(uintptr_t)cx->actor;
	cx->actor = &the_system;
	must(party_grant_add(cx, &(struct party_grant){ .account_id = far->account_id, .role = "approver", .place_id = t.d.d.root }, &(int64_t){ 0 }));
	must(party_actor(cx, far->account_id, far));
	cx->actor = far;
	pair[0] = (struct tour_halt_ask){ t.order[1], false };
	pair[1] = (struct tour_halt_ask){ t.order[1], true };
	{
		struct tour_halt_ask four[4] = { { t.order[0], false }, { t.order[0], true }, pair[0], pair[1] };
		struct tour_lane_ask changed = { seen.tour_id, seen.version, t.vehicle[1], t.driver[1], { four, 4 } };

		must(tours_keep(cx, &(struct tour_ask){ .day = t.day, .lanes = { &changed, 1 } }, &kept));
	}
	seen.version = lane_at(&kept, 0)->version;
	refused(ERR_FORBIDDEN, tours_approve(cx, &seen, 1));
	cx->actor = t.d.by.approver;
	must(tours_approve(cx, &seen, 1));
	close_docs(cx);
}

static void D2_12_tours_cannot_be_kept_or_approved_around_the_rules(void **state)
{
	(void)state;
	for_each_store(ways_around);
}

static void depart(struct ctx *cx, const struct touring *t, int64_t order)
{
	must(step(t->d.by.keeper, order, "acknowledge"));
	must(step(t->d.by.keeper, order, "depart"));
	if (!text_equal(state_of(cx, order), "departed"))
		must(step(t->d.by.keeper2, order, "depart"));
}

static void breakdown(struct ctx *cx)
{
	struct touring t = open_touring(cx, 6, 6);
	struct tour_plan_out p = proposed_by(cx, &t, t.d.by.supply, 2), kept = kept_by(cx, &t, t.d.by.supply, &p), again, after;
	struct tour_lane_ask *lanes;
	struct list sent;
	size_t n = 0;
	int64_t version, aboard = halt_at(&kept, 0, 0)->dispatch_id;
	const int64_t broken = lane_at(&kept, 0)->tour_id;

	depart(cx, &t, aboard);
	cx->now_ms += 3600000;
	cx->actor = t.d.by.supply;
	must(tours_of_day(cx, &(struct tour_day_ask){ .day = t.day }, &kept));
	assert_string_equal(lane_at(&kept, 0)->state, "under_way");
	refused(ERR_BAD_STATE, tours_cancel(cx, broken, lane_at(&kept, 0)->version, "不去了", &version));
	sent = sent_back(cx, &kept);
	refused(ERR_BAD_STATE, tours_plan(cx, &(struct tour_ask){ .day = t.day, .lanes = sent, .move = { aboard, 0 } }, &after));
	/* planned again with nothing new: a tour under way stays as it is, and so does the rest */
	must(tours_plan(cx, &(struct tour_ask){ .day = t.day, .lanes = sent, .solve = true, .again = true }, &again));
	assert_int_equal(again.now.changed, 0);
	assert_int_equal(halt_at(&again, 0, 0)->dispatch_id, aboard);
	must(tours_break(cx, broken, lane_at(&kept, 0)->version, 0, "发动机故障", &version));
	must(tours_of_day(cx, &(struct tour_day_ask){ .day = t.day }, &kept));
	assert_string_equal(lane_at(&kept, 0)->state, "broken");
	assert_true(kept.loads.n > 0);
	/* what it carried waits on it, at the warehouse where it was last; another vehicle fetches it there */
	sent = sent_back(cx, &kept);
	lanes = arena_array(&cx->mem, struct tour_lane_ask, sent.n + 2);
	for (size_t i = 0; i < sent.n; i++)
		lanes[n++] = ((struct tour_lane_ask *)sent.at)[i];
	for (size_t v = 1; v < 3; v++)
		if (!sent.n || lanes[0].vehicle_id != t.vehicle[v])
			lanes[n++] = (struct tour_lane_ask){ .vehicle_id = t.vehicle[v], .driver_id = t.driver[v] };
	must(tours_plan(cx, &(struct tour_ask){ .day = t.day, .lanes = { lanes, n }, .solve = true, .again = true }, &again));
	assert_holds(cx, &t, &again);
	for (size_t i = 0; i < again.left.n; i++)
		print_error("%s\n", ((struct tour_left *)again.left.at)[i].en);
	assert_int_equal(again.left.n, 0);
	after = kept_by(cx, &t, t.d.by.supply, &again);
	assert_int_equal(after.loads.n, 0);
	close_docs(cx);
}

static void D2_12_after_a_breakdown_the_rest_is_planned_again_near_the_former_plan(void **state)
{
	(void)state;
	for_each_store(breakdown);
}

static void paper(struct ctx *cx)
{
	struct touring t = open_touring(cx, 4, 8);
	struct tour_plan_out p = proposed_by(cx, &t, t.d.by.supply, 2), kept = kept_by(cx, &t, t.d.by.supply, &p), mine;
	struct tour_vehicle *fleet;
	struct list events;
	struct tour_lane one;
	struct bytes pdf;
	const char *name;
	size_t n;

	must(tours_sheet(cx, lane_at(&kept, 0)->tour_id, &name, &pdf));
	assert_memory_equal(pdf.at, "%PDF", 4);
	must(tours_one(cx, lane_at(&kept, 0)->tour_id, &one, &events));
	assert_true(events.n >= 2);
	must(tours_fleet(cx, t.day, &fleet, &n));
	assert_int_equal(n, 3);
	cx->actor = arena_new(&cx->mem, sizeof *cx->actor);
	must(party_actor(cx, lane_at(&kept, 0)->driver_id, (struct actor *)(uintptr_t)cx->actor));
	must(tours_of_day(cx, &(struct tour_day_ask){ .day = t.day, .mine = true }, &mine));
	assert_int_equal(mine.lanes.n, 1);
	assert_int_equal(lane_at(&mine, 0)->tour_id, lane_at(&kept, 0)->tour_id);
	close_docs(cx);
}

/* The clock of a time on the sheet, made by hand: with the day before it when that is not the tour's. */
static const char *clock_said(struct ctx *cx, int64_t ms, int64_t day)
{
	int64_t minute = (ms + CHINA_OFFSET_MS) / 60000 % (24 * 60);
	const char *clock = arena_print(&cx->mem, "%02d:%02d", (int)(minute / 60), (int)(minute % 60));
	char text[11];

	return civil_day_of(ms) == day ? clock : arena_print(&cx->mem, "%s %s", civil_write_day(civil_day_of(ms), text) + 5, clock);
}

static void sheet_says(struct ctx *cx, const struct tour_lane *t, const char *kg_of_ten)
{
	int64_t aboard = 0, most = 0;
	struct form_pdf form;
	const char *name;

	must(tour_sheet_form(cx, t->tour_id, &name, &form));
	assert_int_equal(form.n_rows, t->halts.n);
	assert_non_null(strstr(name, arena_print(&cx->mem, "-%lld.pdf", (long long)t->run_no)));
	assert_string_equal(form.head[0].value, t->plate);
	assert_non_null(strstr(form.head[2].value, clock_said(cx, t->depart, t->day)));
	assert_non_null(strstr(form.head[2].value, clock_said(cx, t->back, t->day)));
	for (size_t i = 0; i < t->halts.n; i++) {
		const struct tour_halt_out *h = &((const struct tour_halt_out *)t->halts.at)[i];
		const char *const *row = form.cells + TOUR_SHEET_COLUMNS * i;

		aboard += h->unload ? -h->parcels : h->parcels;
		most = aboard > most ? aboard : most;
		assert_string_equal(row[0], arena_print(&cx->mem, "%zu", i + 1));
		assert_string_equal(row[1], clock_said(cx, h->arrive, t->day));
		assert_string_equal(row[2], h->unload ? "卸" : "装");
		assert_string_equal(row[3], h->place);
		assert_non_null(strstr(row[4], h->goods));
		assert_string_equal(row[5], arena_print(&cx->mem, "%lld", (long long)h->parcels));
		assert_string_equal(row[6], kg_of_ten ? arena_print(&cx->mem, "%lld", (long long)h->kg) : "没登记");
		assert_string_equal(row[7], h->number);
		if (!h->unload)
			assert_string_equal(row[8], "");
		else
			assert_string_equal(row[8], arena_print(&cx->mem, "%s%s", clock_said(cx, h->by, t->day), h->late_min ? "（将晚到）" : ""));
	}
	assert_int_equal(aboard, 0);
	assert_int_equal(t->most_parcels, most);
	assert_non_null(strstr(form.head[4].value, arena_print(&cx->mem, "%lld 件", (long long)most)));
}

/* What the sheet says: times, stops, loads, the latest arrival with its day when that is another than the tour's. */
static void sheet(struct ctx *cx)
{
	struct touring t = open_touring_by(cx, 4, 8, true);
	struct tour_plan_out p = proposed_by(cx, &t, t.d.by.supply, 1), kept = kept_by(cx, &t, t.d.by.supply, &p);
	struct tour_halt_out *last = halt_at(&kept, 0, lane_at(&kept, 0)->halts.n - 1);
	struct form_pdf form;
	const char *name;
	int64_t version;

	assert_true(last->by > 0);
	sheet_says(cx, lane_at(&kept, 0), NULL);                                   /* nobody said what a mask weighs */
	must(tours_say_item(cx, weight(&t, 160, 900, 10)));                        /* a pack of ten weighs 160 g */
	must(tours_of_day(cx, &(struct tour_day_ask){ .day = t.day }, &kept));
	assert_int_equal(halt_at(&kept, 0, 0)->kg, (halt_at(&kept, 0, 0)->parcels * 160 + 999) / 1000);
	sheet_says(cx, lane_at(&kept, 0), "160");
	must(tour_sheet_form(cx, lane_at(&kept, 0)->tour_id, &name, &form));
	assert_non_null(strstr(form.head[4].value, "载重没登记"));
	must(tours_say_vehicle(cx, &(struct tour_capacity){ .vehicle_id = lane_at(&kept, 0)->vehicle_id, .kg = 1500, .version = 0 }));
	refused(ERR_STALE, tours_say_vehicle(cx, &(struct tour_capacity){ .vehicle_id = lane_at(&kept, 0)->vehicle_id, .kg = 9, .version = 0 }));
	must(tour_sheet_form(cx, lane_at(&kept, 0)->tour_id, &name, &form));
	assert_non_null(strstr(form.head[4].value, "载重 1500 公斤"));
	/* driven the day after tomorrow, its latest arrivals lie on another day */
	must(tours_cancel(cx, lane_at(&kept, 0)->tour_id, lane_at(&kept, 0)->version, "改日", &version));
	t.day += 2;
	p = proposed_by(cx, &t, t.d.by.supply, 1);
	kept = kept_by(cx, &t, t.d.by.supply, &p);
	last = halt_at(&kept, 0, lane_at(&kept, 0)->halts.n - 1);
	assert_true(civil_day_of(last->by) < t.day && last->late_min > 0);
	sheet_says(cx, lane_at(&kept, 0), "160");
	close_docs(cx);
}

static void D2_12_the_sheet_says_stops_times_loads_and_latest_arrivals(void **state)
{
	(void)state;
	for_each_store(sheet);
}

static void D2_12_a_driver_has_his_own_tour_and_a_sheet(void **state)
{
	(void)state;
	for_each_store(paper);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(D2_12_a_proposal_holds_before_the_checker_and_is_the_same_twice),
		cmocka_unit_test(D2_12_what_no_vehicle_can_take_is_said_with_the_reason),
		cmocka_unit_test(D2_12_tours_are_kept_moved_locked_and_approved_by_another),
		cmocka_unit_test(D2_12_tours_cannot_be_kept_or_approved_around_the_rules),
		cmocka_unit_test(D2_12_after_a_breakdown_the_rest_is_planned_again_near_the_former_plan),
		cmocka_unit_test(D2_12_a_driver_has_his_own_tour_and_a_sheet),
		cmocka_unit_test(D2_12_the_sheet_says_stops_times_loads_and_latest_arrivals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
