/* SPDX-License-Identifier: Apache-2.0 */
/* Personal data whose time is over: each capability forgets its own, once, and the audit log says how much. */
#include "test.h"
#include "app/retention.h"
#include "caps/audit/audit.h"
#include "caps/care/care.h"
#include "caps/complaint/complaint.h"
#include "caps/delivery/delivery_world.h"
#include "caps/grid/tidy.h"
#include "caps/plan/plan_household.h"
#include "caps/resident/resident.h"
#include "both_stores.h"

static const unsigned char jpeg[] = { 0xff, 0xd8, 0xff, 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 2, 3 };

struct kept { struct delivering w; int64_t complaint; };

/* A household that moved away, one that had a code for its phone, a complaint with a photo that is closed. */
static struct kept open_kept(struct ctx *cx)
{
	struct kept k = { .w = open_delivering(cx) };
	const char *sha, *code;
	int64_t until;

	brought(cx, &k.w);
	assert_int_equal(handed(cx, k.w.team, "act-000001", k.w.order[0], HANDOVER_DELIVERED), ACT_DONE);
	cx->actor = k.w.o.m.worker;
	must(complaint_raise(cx, &(struct complaint_facts){ .order_id = k.w.order[0], .line_no = 2, .kind = COMPLAINT_QUALITY, .want = WANT_REPLACE,
		.what = "鸡蛋破了", .channel = 1 }, &k.complaint));
	must(complaint_photo_add(cx, k.complaint, false, (struct bytes){ jpeg, sizeof jpeg }, &sha));
	must(complaint_reject(cx, k.complaint, 0, "照片看不出来"));
	must(resident_code_give(cx, k.w.o.elder, &code, &until));
	must(household_update(cx, k.w.o.poor, 0, &(struct household_facts){ .unit = "1", .room = "103", .persons = 3, .needs = NEED_LOW_INCOME,
		.status = HOUSEHOLD_MOVED, .remark = "常年卧床" }));
	return k;
}

static int64_t audited(struct ctx *cx)
{
	struct audit_row *rows;
	size_t n;

	cx->actor = &the_system;
	must(audit_list(cx, &(struct audit_filter){ .op = "retention_forget", .limit = 50 }, &rows, &n));
	return (int64_t)n;
}

static void forgets(struct ctx *cx)
{
	struct kept k = open_kept(cx);
	const int64_t moved = cx->now_ms;
	struct household_person *people;
	struct complaint_photo *photos;
	struct household h;
	int64_t gone;
	size_t n;

	cx->actor = &the_system;
	cx->now_ms = moved + 30 * (int64_t)DAY_MS;
	must(retention_forget(cx, 30, &gone));
	assert_int_equal(gone, 0);                              /* the thirtieth day is not over; the code was never used and ran out later */
	assert_int_equal(audited(cx), 0);
	cx->now_ms += 3 * (int64_t)DAY_MS;
	must(retention_forget(cx, 30, &gone));
	assert_int_equal(gone, 3);                              /* a name with its phone, needs and remark, a code */
	assert_int_equal(audited(cx), 2);
	must(complaint_photos(cx, k.complaint, &photos, &n));
	assert_int_equal(n, 1);                                 /* evidence is kept longer */
	cx->now_ms = moved + (COMPLAINT_PHOTO_DAYS + 1) * (int64_t)DAY_MS;
	must(retention_forget(cx, 30, &gone));
	assert_int_equal(gone, 1);
	assert_int_equal(audited(cx), 3);
	must(household_people(cx, k.w.o.poor, &people, &n));
	assert_int_equal(n, 0);
	must(household_get(cx, k.w.o.poor, &h));
	assert_int_equal(h.needs, 0);
	assert_string_equal(h.remark, "");
	must(household_people(cx, k.w.o.plain, &people, &n));   /* who lives there still is still known */
	assert_int_equal(n, 1);
	must(complaint_photos(cx, k.complaint, &photos, &n));
	assert_int_equal(n, 0);
	must(retention_forget(cx, 30, &gone));                  /* once more: nothing, and nothing written */
	assert_int_equal(gone, 0);
	assert_int_equal(audited(cx), 3);
	close_docs(cx);
}

static void what_is_personal_is_forgotten_once_and_audited(void **state)
{
	(void)state;
	for_each_store(forgets);
}

/* A plan that keeps contacts for a week: shorter than the setting, so it counts. */
static void by_the_plan(struct ctx *cx)
{
	static const char plan[] =
		"plan: {id: p, zh: 留存, version: 1, date: 2021-01-01, kind: district}\n"
		"information: {retention: [{id: week, zh: 联系方式留一周, data: [contacts, health], keep: 7 days, from: plan.ended, then: delete}]}\n";
	struct plan_stored stored;
	struct household_person *people;
	const struct plan *active;
	struct kept k;
	int64_t id, gone;
	size_t n;

	k = open_kept(cx);
	cx->actor = &the_system;
	must(plan_register(cx, "p.yaml", plan, sizeof plan - 1, &stored));
	must(plan_activate(cx, &(struct plan_start){ .plan_id = "p", .version = 1, .reason = "试" }, &id));
	must(document_plan(cx, &active));
	assert_int_equal(plan_keep_ms(active, "contacts"), 7 * (int64_t)DAY_MS);
	assert_int_equal(plan_keep_ms(active, "documents"), 0);
	cx->now_ms += 8 * (int64_t)DAY_MS;
	must(retention_forget(cx, 30, &gone));
	assert_int_equal(gone, 2);                              /* not the photo: the plan says nothing of documents */
	must(household_people(cx, k.w.o.poor, &people, &n));
	assert_int_equal(n, 0);
	close_docs(cx);
}

static void the_plan_may_keep_shorter_than_the_setting(void **state)
{
	(void)state;
	for_each_store(by_the_plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_personal_is_forgotten_once_and_audited),
		cmocka_unit_test(the_plan_may_keep_shorter_than_the_setting),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
