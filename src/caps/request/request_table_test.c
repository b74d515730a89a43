/* SPDX-License-Identifier: Apache-2.0 */
/* The table of requests: what stands in it, what is said of a request, and many decided at once. */
#include "caps/dispatch/dispatch_world.h"
#include "base/text.h"
#include "caps/plan/plan_active.h"
#include "caps/request/table.h"
#include <stdio.h>
#include <string.h>

/* The proof of every story, and that the table says the same as the documents. */
static void close_table(struct ctx *cx)
{
	struct request_board_fault *faults;
	size_t n;

	must(request_board_check(cx, &faults, &n));
	for (size_t i = 0; i < n; i++)
		print_error("%s %lld: %lld, should be %lld\n", faults[i].what, (long long)faults[i].id, (long long)faults[i].stands,
			    (long long)faults[i].should);
	assert_int_equal(n, 0);
	close_docs(cx);
}

static struct request_table table(struct ctx *cx, struct request_filter filter)
{
	struct request_table t;

	must(request_table(cx, &filter, &t));
	return t;
}

static const struct request_finding *found(const struct request_row *row, enum request_found kind)
{
	for (size_t i = 0; i < row->n_findings; i++)
		if (row->findings[i].kind == (int64_t)kind)
			return &row->findings[i];
	return NULL;
}

static struct request_row row_of(struct ctx *cx, int64_t doc_id)
{
	struct request_effect e;

	must(request_effect(cx, &(struct request_act){ .doc_id = doc_id, .verb = ACT_LEAVE }, 1, &e));
	return e.rows[0];
}

/* The plan of control goods in force, and a vetter who is of its epidemic-control group. */
static void in_force(struct ctx *cx, struct docs *w)
{
	static char text[1 << 16];
	FILE *f = fopen("plans/d2-control-goods.yaml", "rb");
	struct plan_stored stored;
	int64_t id;
	size_t n;

	assert_non_null(f);
	n = fread(text, 1, sizeof text, f);
	fclose(f);
	cx->actor = &the_system;
	must(plan_register(cx, "d2", text, n, &stored));
	must(plan_activate(cx, &(struct plan_start){ .plan_id = "d2", .version = 1, .reason = "启动" }, &id));
	must(party_grant_add(cx, &(struct party_grant){ .account_id = w->by.vetter->account_id, .place_id = w->d.root,
		.role = "epidemic_group", .from_ms = cx->now_ms }, &id));
	must(party_actor(cx, w->by.vetter->account_id, w->by.vetter));
}

static int64_t plan_number(struct ctx *cx, const char *rule_id)
{
	const struct plan *plan;

	must(document_plan(cx, &plan));
	for (size_t i = 0; i < plan->n_checks; i++)
		if (text_equal(plan->checks[i].rule.id, rule_id)) {
			const char *at = strstr(plan->checks[i].rule.en, "than ");

			return at ? strtoll(at + 5, NULL, 10) : 0;
		}
	return 0;
}

static void standing(struct ctx *cx)
{
	struct docs w = open_day(cx);
	int64_t first = needs(cx, &w, w.mask, 20), second, third;

	cx->now_ms += 60000;
	second = needs(cx, &w, w.rice, 30);
	third = needs(cx, &w, w.mask, 10);
	must(step(w.by.vetter, third, "vet"));
	must(step(w.by.vetter, second, "refuse"));
	cx->actor = w.by.supply;
	assert_int_equal(table(cx, (struct request_filter){ .tab = TAB_WAITING }).rows[0].doc_id, first);
	assert_int_equal(table(cx, (struct request_filter){ .tab = TAB_GRANTED }).rows[0].doc_id, third);
	assert_int_equal(table(cx, (struct request_filter){ .tab = TAB_REFUSED }).rows[0].doc_id, second);
	struct request_table all = table(cx, (struct request_filter){ .tab = TAB_ALL, .sort = 3 });
	assert_int_equal(all.total, 3);
	assert_int_equal(all.rows[2].doc_id, first);            /* newest first */
	assert_int_equal(all.counts.waiting, 1);
	assert_int_equal(all.counts.granted, 1);
	assert_int_equal(all.counts.refused, 1);
	assert_string_equal(all.rows[0].unit, "甲一卫生站");
	assert_string_equal(all.rows[0].area, "甲街道");
	must(step(w.by.clerk, first, "withdraw"));
	cx->actor = w.by.supply;
	assert_int_equal(table(cx, (struct request_filter){ .tab = TAB_WAITING }).n_rows, 0);
	close_table(cx);
}

static void finding_rows(struct ctx *cx)
{
	struct docs w = open_day(cx);
	int64_t masks = needs(cx, &w, w.mask, 20), rice = needs(cx, &w, w.rice, 30);

	cx->actor = w.by.supply;
	assert_int_equal(table(cx, (struct request_filter){ .item_id = w.mask }).rows[0].doc_id, masks);
	assert_int_equal(table(cx, (struct request_filter){ .category = "rice" }).rows[0].doc_id, rice);
	assert_int_equal(table(cx, (struct request_filter){ .text = "rice" }).total, 1);
	assert_int_equal(table(cx, (struct request_filter){ .text = "卫生站" }).total, 2);
	assert_int_equal(table(cx, (struct request_filter){ .text = "5%" }).total, 0);
	assert_int_equal(table(cx, (struct request_filter){ .place_id = w.d.b }).total, 0);
	assert_int_equal(table(cx, (struct request_filter){ .place_id = w.d.a }).total, 2);
	assert_int_equal(table(cx, (struct request_filter){ .areas = arena_print(&cx->mem, "%lld", (long long)w.d.a) }).total, 2);
	assert_int_equal(table(cx, (struct request_filter){ .channels = "phone,file" }).total, 0);
	assert_int_equal(table(cx, (struct request_filter){ .channels = "phone,page" }).total, 2);
	assert_int_equal(table(cx, (struct request_filter){ .classes = "1,2" }).total, 0);      /* no plan: all of the last class */
	assert_int_equal(table(cx, (struct request_filter){ .due_to = civil_day_of(cx->now_ms) }).total, 0);
	struct request_table one = table(cx, (struct request_filter){ .limit = 1, .page = 2 });
	assert_int_equal(one.n_rows, 1);
	assert_int_equal(one.rows[0].doc_id, rice);
	assert_int_equal(one.total, 2);
	close_table(cx);
}

static void standing_still(struct ctx *cx)
{
	struct docs w = open_day(cx);
	int64_t as_of;

	needs(cx, &w, w.mask, 20);
	cx->actor = w.by.supply;
	as_of = table(cx, (struct request_filter){ .tab = TAB_WAITING }).as_of_ms;
	cx->now_ms += 1000;
	needs(cx, &w, w.rice, 20);
	cx->actor = w.by.supply;
	struct request_table t = table(cx, (struct request_filter){ .tab = TAB_WAITING, .as_of_ms = as_of });
	assert_int_equal(t.n_rows, 1);
	assert_int_equal(t.total, 1);
	assert_int_equal(t.counts.fresh, 1);
	close_table(cx);
}

static void who_sees(struct ctx *cx)
{
	struct docs w = open_day(cx);
	struct actor *elsewhere = new_actor(cx, "elsewhere", "viewer", w.d.b);
	int64_t id = needs(cx, &w, w.mask, 20);
	struct request_effect e;

	cx->actor = elsewhere;
	assert_int_equal(table(cx, (struct request_filter){ .tab = TAB_ALL }).counts.all, 0);
	refused(ERR_NOT_FOUND, request_effect(cx, &(struct request_act){ .doc_id = id, .verb = ACT_LEAVE }, 1, &e));
	cx->actor = w.by.clerk;
	assert_int_equal(table(cx, (struct request_filter){ .tab = TAB_ALL }).total, 1);
	close_table(cx);
}

static void by_stock(struct ctx *cx)
{
	struct docs w = open_day(cx);                   /* 100 masks, packs of 10, no rice */
	int64_t big = needs(cx, &w, w.mask, 250), rice = needs(cx, &w, w.rice, 5);
	struct request_row row;

	vetted(cx, &w, w.mask, 38);                     /* 40 of them are promised */
	cx->actor = w.by.supply;
	row = row_of(cx, big);
	assert_int_equal(row.lines[0].available, 60);
	assert_int_equal(row.lines[0].can, 60);
	assert_int_equal(found(&row, FIND_SHORT)->qty, 60);
	row = row_of(cx, rice);
	assert_int_equal(row.lines[0].can, 0);
	assert_true(row.problem);
	assert_int_equal(table(cx, (struct request_filter){ .problems = true }).total, 2);
	close_table(cx);
}

static void by_plan(struct ctx *cx)
{
	struct docs w = open_day(cx);
	int64_t limit, big, asked;
	struct request_row row;

	in_force(cx, &w);
	limit = plan_number(cx, "masks_week");
	assert_true(limit > 0);
	asked = limit + 30;
	stocked(cx, &w, w.by.keeper, w.d.wa, w.mask, asked, civil_day_of(cx->now_ms) + 100);
	big = needs(cx, &w, w.mask, asked);
	cx->actor = w.by.supply;
	row = row_of(cx, big);
	assert_int_equal(row.lines[0].can, limit);
	assert_int_equal(found(&row, FIND_OVER)->qty, 30);
	assert_string_equal(found(&row, FIND_OVER)->rule, "masks_week");
	assert_null(found(&row, FIND_LATE));
	assert_true(row.vet_by_ms > cx->now_ms);
	cx->now_ms = row.vet_by_ms + 5 * 60000;
	row = row_of(cx, big);
	assert_int_equal(found(&row, FIND_LATE)->qty, 5);
	assert_int_equal(table(cx, (struct request_filter){ .tab = TAB_LATE }).total, 1);
	close_table(cx);
}

static void doubles(struct ctx *cx)
{
	struct docs w = open_day(cx);
	int64_t first, second, other;
	struct request_row row;

	in_force(cx, &w);
	first = needs(cx, &w, w.mask, 20);
	other = needs(cx, &w, w.bleach, 20);
	cx->now_ms += 60000;
	second = needs(cx, &w, w.mask, 30);
	cx->actor = w.by.supply;
	row = row_of(cx, first);
	assert_non_null(found(&row, FIND_DOUBLE));
	assert_int_equal(found(&row, FIND_DOUBLE)->other_doc_id, second);
	assert_int_equal(found(&row, FIND_DOUBLE)->qty, 30);
	assert_int_equal(row.lines[0].can, 0);
	row = row_of(cx, second);                       /* the later says what is wanted now */
	assert_null(found(&row, FIND_DOUBLE));
	row = row_of(cx, other);
	assert_null(found(&row, FIND_DOUBLE));
	must(step(w.by.vetter, first, "vet"));          /* what was vetted stands: now the later is the double */
	cx->actor = w.by.supply;
	row = row_of(cx, second);
	assert_int_equal(found(&row, FIND_DOUBLE)->other_doc_id, first);
	cx->now_ms += 2 * (int64_t)DAY_MS;              /* two days later it is a new need */
	int64_t later = needs(cx, &w, w.mask, 20);
	cx->actor = w.by.supply;
	row = row_of(cx, later);
	assert_null(found(&row, FIND_DOUBLE));
	close_table(cx);
}

static void received_lately(struct ctx *cx)
{
	struct docs w = open_day(cx);
	int64_t limit, allocation, order, id, at_once;
	struct request_row row;

	in_force(cx, &w);
	cx->actor = &the_system;
	must(party_grant_add(cx, &(struct party_grant){ .account_id = w.by.approver->account_id, .place_id = w.d.root, .role = "group_deputy",
		.from_ms = cx->now_ms }, &id));
	must(party_actor(cx, w.by.approver->account_id, w.by.approver));
	limit = plan_number(cx, "masks_week");
	stocked(cx, &w, w.by.keeper, w.d.wa, w.mask, 2 * limit, civil_day_of(cx->now_ms) + 100);
	vetted(cx, &w, w.mask, 100);
	allocation = held(cx, &w);
	order = ordered(cx, &w, allocation, w.by.carrier->account_id);
	must(step(w.by.keeper, order, "acknowledge"));
	must(step(w.by.keeper, order, "depart"));
	must(step(w.by.carrier, order, "depart"));
	must(step(w.by.carrier, order, "arrive"));
	must(step(w.by.clerk, order, "receive", { .line_no = 1, .qty = 100 }));
	must(step(w.by.carrier, order, "receive", { .line_no = 1, .qty = 100 }));
	cx->now_ms += 2 * (int64_t)DAY_MS;
	at_once = needs(cx, &w, w.mask, limit);
	cx->actor = w.by.supply;
	row = row_of(cx, at_once);
	assert_non_null(found(&row, FIND_RECEIVED));
	assert_int_equal(found(&row, FIND_RECEIVED)->qty, 100);
	assert_int_equal(row.lines[0].can, limit - 100);
	cx->now_ms += 7 * (int64_t)DAY_MS;              /* a week on it no longer counts */
	row = row_of(cx, at_once);
	assert_null(found(&row, FIND_RECEIVED));
	close_table(cx);
}

static void many_at_once(struct ctx *cx)
{
	struct docs w = open_day(cx);
	int64_t a = needs(cx, &w, w.mask, 20), b = needs(cx, &w, w.mask, 30), c = needs(cx, &w, w.rice, 5), d = needs(cx, &w, w.rice, 6);
	const struct request_amount less = { 1, 10 }, nothing = { 1, 0 };
	const struct request_act acts[] = {
		{ .doc_id = a, .verb = ACT_VET },
		{ .doc_id = b, .verb = ACT_VET, .amounts = &less, .n_amounts = 1 },                    /* less without a reason */
		{ .doc_id = c, .verb = ACT_REFUSE, .note = "重复，按另一张登记" },
		{ .doc_id = d, .version = 7, .verb = ACT_SET_ASIDE, .note = "另议" } };                /* somebody was faster */
	struct request_done *done;

	cx->actor = w.by.vetter;
	must(request_decide(cx, acts, 4, &done));
	assert_true(done[0].done);
	assert_string_equal(done[0].state, "open");
	assert_false(done[1].done);
	assert_string_equal(done[1].code, "BAD_INPUT");
	assert_true(done[1].zh[0] && done[1].en[0]);
	assert_true(done[2].done);
	assert_string_equal(done[3].code, "STALE");
	assert_string_equal(state_of(cx, b), "raised");
	assert_int_equal(counted(cx, b, 0, GRANTED), 0);
	must(request_decide(cx, (struct request_act[]){ { .doc_id = b, .verb = ACT_VET, .amounts = &less, .n_amounts = 1, .note = "库存" },
		{ .doc_id = d, .verb = ACT_SET_ASIDE, .note = "另议" } }, 2, &done));
	assert_true(done[0].done && done[1].done);
	assert_int_equal(counted(cx, b, 0, GRANTED), 10);
	assert_string_equal(state_of(cx, d), "special");
	must(request_decide(cx, (struct request_act[]){ { .doc_id = d, .verb = ACT_VET, .amounts = &nothing, .n_amounts = 1 } }, 1, &done));
	assert_string_equal(done[0].code, "BAD_INPUT");
	refused(ERR_BAD_INPUT, request_decide(cx, (struct request_act[]){ { .doc_id = d }, { .doc_id = d } }, 2, &done));
	cx->actor = w.by.clerk;                         /* a unit vets nothing, and nothing is left of the attempt */
	must(request_decide(cx, (struct request_act[]){ { .doc_id = d, .verb = ACT_VET } }, 1, &done));
	assert_string_equal(done[0].code, "FORBIDDEN");
	close_table(cx);
}

static void effect_of_many(struct ctx *cx)
{
	struct docs w = open_day(cx);
	int64_t a = needs(cx, &w, w.mask, 60), b = needs(cx, &w, w.mask, 50);
	const struct request_amount less = { 1, 30 };
	struct request_effect e;

	cx->actor = w.by.vetter;
	must(request_effect(cx, (struct request_act[]){ { .doc_id = a, .verb = ACT_VET }, { .doc_id = b, .verb = ACT_VET } }, 2, &e));
	assert_int_equal(e.n_items, 1);
	assert_int_equal(e.items[0].available, 100);
	assert_int_equal(e.items[0].vetted, 110);
	assert_int_equal(e.items[0].left, -10);
	must(request_effect(cx, (struct request_act[]){ { .doc_id = a, .verb = ACT_VET, .amounts = &less, .n_amounts = 1 },
		{ .doc_id = b, .verb = ACT_REFUSE } }, 2, &e));
	assert_int_equal(e.items[0].left, 70);
	assert_string_equal(state_of(cx, a), "raised");
	close_table(cx);
}

#define ON_BOTH(name, story) static void name(void **state) { (void)state; for_each_store(story); }
ON_BOTH(every_request_stands_in_the_work_list_of_its_state, standing)
ON_BOTH(filters_find_what_they_name, finding_rows)
ON_BOTH(a_page_stands_still_while_new_requests_come_in, standing_still)
ON_BOTH(a_request_of_another_area_is_neither_listed_nor_counted, who_sees)
ON_BOTH(what_can_be_vetted_is_free_stock_over_what_was_promised, by_stock)
ON_BOTH(D2_8_what_can_be_vetted_is_limited_by_the_plan_in_force, by_plan)
ON_BOTH(two_of_one_unit_and_item_near_in_time_are_probably_double, doubles)
ON_BOTH(what_a_unit_got_lately_counts_against_its_limit, received_lately)
ON_BOTH(D2_8_many_are_decided_at_once_each_whole_or_not_at_all, many_at_once)
ON_BOTH(the_effect_is_told_before_anything_is_done, effect_of_many)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_request_stands_in_the_work_list_of_its_state),
		cmocka_unit_test(filters_find_what_they_name),
		cmocka_unit_test(a_page_stands_still_while_new_requests_come_in),
		cmocka_unit_test(a_request_of_another_area_is_neither_listed_nor_counted),
		cmocka_unit_test(what_can_be_vetted_is_free_stock_over_what_was_promised),
		cmocka_unit_test(D2_8_what_can_be_vetted_is_limited_by_the_plan_in_force),
		cmocka_unit_test(two_of_one_unit_and_item_near_in_time_are_probably_double),
		cmocka_unit_test(what_a_unit_got_lately_counts_against_its_limit),
		cmocka_unit_test(D2_8_many_are_decided_at_once_each_whole_or_not_at_all),
		cmocka_unit_test(the_effect_is_told_before_anything_is_done),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
