/* SPDX-License-Identifier: Apache-2.0 */
/* Vehicle tours in the list of approvals: only who may sign sees them, what he has to see is there, and no way leads round. */
#include "caps/approval/approval.h"
#include "caps/tour/tour_world.h"

static struct approvals listed(struct ctx *cx, const struct actor *who, const char *kind)
{
	struct approvals all;

	cx->actor = who;
	must(approvals_list(cx, &(struct approvals_ask){ .kind = kind }, &all));
	return all;
}

static struct approval_done answered(struct ctx *cx, const struct actor *who, const struct approval_act *acts, size_t n, const char *note, size_t i)
{
	struct approval_done *done;

	cx->actor = who;
	must(approvals_act(cx, acts, n, note, &done));
	return done[i];
}

static struct actor *stands_in(struct ctx *cx, const struct actor *for_whom, const char *login, int64_t place_id)
{
	struct actor *a = new_actor(cx, login, "viewer", place_id);

	cx->actor = &the_system;
	must(party_substitution_add(cx, &(struct party_substitution){ .account_id = for_whom->account_id, .substitute_id = a->account_id, .from_ms = cx->now_ms,
		.until_ms = cx->now_ms + DAY_MS, .reason = "出差" }, &(int64_t){ 0 }));
	must(party_actor(cx, a->account_id, a));
	return a;
}

static void waiting(struct ctx *cx)
{
	struct touring t = open_touring_by(cx, 6, 4, true);
	struct tour_plan_out p = proposed_by(cx, &t, t.d.by.supply, 2), kept = kept_by(cx, &t, t.d.by.supply, &p), out;
	const struct actor *approver = t.d.by.approver, *stand_in, *other = new_actor(cx, "approver_b", "approver", t.d.d.b);
	const struct tour_lane *l = lane_at(&kept, 0);
	struct approvals all = listed(cx, approver, "tour");
	struct approval_act act[4] = { { l->tour_id, l->version, "approve" } };
	const struct approval_tour *row = all.items[0].tour;
	struct approval_done done;
	struct tour_ask ask;

	/* what an approver needs to see */
	assert_int_equal(all.n_items, kept.lanes.n);
	assert_int_equal(all.items[0].doc_id, l->tour_id);
	assert_int_equal(all.items[0].version, l->version);
	assert_string_equal(row->plate, l->plate);
	assert_string_equal(row->driver, l->driver);
	assert_int_equal(row->orders, l->orders);
	assert_int_equal(row->cost, l->cost);
	assert_true(row->cost > 0 && row->unknown == 3 && row->left == 0 && row->day == t.day);
	assert_int_equal(all.items[0].total_fen, 0);                       /* a price to compare plans by is no money that is signed */
	assert_int_equal(all.items[0].deadline_ms, l->depart);
	assert_false(all.items[0].late);
	/* only who may sign: not who planned, nobody of another subdistrict, nor keepers and viewers */
	assert_int_equal(listed(cx, t.d.by.supply, "tour").n_items, 0);
	assert_int_equal(listed(cx, t.d.by.keeper, "tour").n_items, 0);
	assert_int_equal(listed(cx, other, "tour").n_items, 0);
	refused(ERR_NOT_FOUND, tours_approve(cx, &(struct tour_seen){ l->tour_id, l->version }, 1));
	stand_in = stands_in(cx, approver, "stand_in", t.d.d.root);
	assert_string_equal(listed(cx, stand_in, "tour").items[0].for_name, "approver");
	/* a stand-in of who planned gains nothing by it */
	assert_false(answered(cx, stands_in(cx, t.d.by.supply, "planner_2", t.d.d.root), act, 1, "", 0).done);
	/* stale, no approval, no reason: told by name, nothing done */
	act[1] = (struct approval_act){ l->tour_id, l->version + 1, "approve" };
	done = answered(cx, approver, act + 1, 1, "", 0);
	assert_string_equal(done.code, "STALE");
	act[1] = (struct approval_act){ l->tour_id, l->version, "cancel" };
	assert_string_equal(answered(cx, approver, act + 1, 1, "不用了", 0).code, "BAD_INPUT");
	act[1].verb = "refuse";
	assert_string_equal(answered(cx, approver, act + 1, 1, "", 0).code, "BAD_INPUT");
	/* sent back: gone from the list, not to be approved before it is changed */
	done = answered(cx, approver, act + 1, 1, "先送医院", 0);
	assert_true(done.done);
	assert_int_equal(listed(cx, approver, "tour").n_items, kept.lanes.n - 1);
	act[0].version = done.version;
	assert_string_equal(answered(cx, approver, act, 1, "", 0).code, "BAD_STATE");
	cx->actor = t.d.by.supply;
	must(tours_of_day(cx, &(struct tour_day_ask){ .day = t.day }, &kept));
	assert_string_equal(lane_at(&kept, 0)->refused_why, "先送医院");
	assert_string_equal(lane_at(&kept, 0)->refused_by, "approver");
	assert_false(lane_at(&kept, 0)->may_approve);
	/* changed: an order is left standing, which the approver sees; then all are signed in one act, once */
	ask = (struct tour_ask){ .day = t.day, .lanes = sent_back(cx, &kept), .move = { halt_at(&kept, 0, 0)->dispatch_id, 0 } };
	must(tours_plan(cx, &ask, &out));
	kept = kept_by(cx, &t, t.d.by.supply, &out);
	all = listed(cx, approver, "");
	assert_int_equal(all.total, all.n_items);
	assert_int_equal(all.items[0].tour->left, 1);
	for (size_t i = 0; i < all.n_items && i < 4; i++)
		act[i] = (struct approval_act){ all.items[i].doc_id, all.items[i].version, "approve" };
	for (size_t i = 0; i < all.n_items; i++)
		assert_true(answered(cx, approver, act + i, 1, "", 0).done);
	assert_string_equal(answered(cx, approver, act, 1, "", 0).code, "STALE");
	assert_int_equal(listed(cx, approver, "tour").n_items, 0);
	close_docs(cx);
}

static void D2_12_tours_wait_in_the_list_of_approvals_for_who_may_sign(void **state)
{
	(void)state;
	for_each_store(waiting);
}

/* After its time a tour is late in the list; the next day it is gone. */
static void late(struct ctx *cx)
{
	struct touring t = open_touring(cx, 4, 8);
	struct tour_plan_out p = proposed_by(cx, &t, t.d.by.supply, 1);
	struct approvals all;

	p = kept_by(cx, &t, t.d.by.supply, &p);
	cx->now_ms = lane_at(&p, 0)->depart + 60000;
	all = listed(cx, t.d.by.approver, "");
	assert_true(all.n_items == 1 && all.items[0].late && all.late == 1 && all.sums[0].late == 1);
	assert_string_equal(all.sums[0].kind, "tour");
	cx->now_ms += DAY_MS;
	assert_int_equal(listed(cx, t.d.by.approver, "").n_items, 0);
	close_docs(cx);
}

static void D2_12_a_tour_not_approved_in_time_is_late_and_then_past(void **state)
{
	(void)state;
	for_each_store(late);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(D2_12_tours_wait_in_the_list_of_approvals_for_who_may_sign),
		cmocka_unit_test(D2_12_a_tour_not_approved_in_time_is_late_and_then_past),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
