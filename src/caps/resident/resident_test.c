/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/party/party_world.h"
#include "caps/party/person.h"
#include "caps/resident/resident.h"

struct homes {
	struct small_district d;
	int64_t grid, other, b1, b3, h501, h502;
	struct actor *worker;
	const char *link;
};

static const struct actor nobody = { 0 };

static int64_t household(struct ctx *cx, int64_t building, const char *room, const char *name, const char *phone)
{
	int64_t id = 0;

	must(household_create(cx, &(struct household_facts){ .building_id = building, .unit = "2", .room = room, .name = name, .phone = phone }, &id));
	return id;
}

static struct homes open_homes(struct ctx *cx)
{
	struct homes w = { .d = open_district(cx) };
	struct resident_link made;

	w.grid = new_place(cx, PLACE_GRID, "G1", "幸福家园", w.d.a1);
	w.other = new_place(cx, PLACE_GRID, "G2", "朝阳苑", w.d.b1);
	w.b1 = new_place(cx, PLACE_BUILDING, "G1-1", "1号楼", w.grid);
	w.b3 = new_place(cx, PLACE_BUILDING, "G1-3", "3号楼", w.grid);
	w.h501 = household(cx, w.b3, "501", "张三丰", "13800008001");
	w.h502 = household(cx, w.b3, "502", "李四", "13800008002");
	w.worker = new_actor(cx, "worker", "grid_worker", w.grid);
	cx->actor = w.worker;
	must(resident_link_make(cx, w.grid, &made));
	w.link = made.token;
	cx->actor = &nobody;
	return w;
}

static enum err try_door(struct ctx *cx, const struct homes *w, const char *room, const char *tail, struct resident_entered *ret)
{
	cx->actor = &nobody;
	return resident_enter(cx, &(struct resident_entry){ .link = w->link, .building = "3栋", .unit = "2单元", .room = room, .name = "张三丰", .tail = tail }, ret);
}

static int64_t who_is_in(struct ctx *cx, const char *token)
{
	static struct party_who who;
	struct household home;
	enum err e = resident_authenticate(cx, token, &who);

	if (e)
		return 0;
	cx->actor = &who.actor;
	cx->session_token = token;
	must(resident_home(cx, &home));
	return home.household_id;
}

static void comes_in(struct ctx *cx)
{
	struct homes w = open_homes(cx);
	struct resident_entered in;
	struct resident_phone *phones;
	const char *first, *second;
	size_t n;

	must(try_door(cx, &w, "0501室", "8001", &in));
	assert_int_equal(in.state, RESIDENT_IN);
	first = cx->answer_session;
	assert_true(cx->answer_session_s > 170 * 86400);
	assert_int_equal(who_is_in(cx, first), w.h501);
	assert_true(ctx_may(cx, PERM_RESIDENT, "/") == false);
	assert_false(ctx_may(cx, PERM_GRID_READ, "/"));
	must(try_door(cx, &w, "501", "8001", &in));       /* a second phone of the same household */
	second = cx->answer_session;
	assert_string_not_equal(first, second);
	assert_int_equal(who_is_in(cx, second), w.h501);
	must(resident_phone_list(cx, w.h501, &phones, &n));
	assert_int_equal(n, 2);
	assert_true(phones[1].this_one && !phones[0].this_one);
	must(resident_phone_stop(cx, phones[0].phone_id));
	assert_int_equal(who_is_in(cx, first), 0);
	assert_int_equal(who_is_in(cx, second), w.h501);
	cx->now_ms += INT64_C(181) * 24 * 3600 * 1000;
	assert_int_equal(who_is_in(cx, second), 0);
	close_district(cx);
}

static void tells_nobody(struct ctx *cx)
{
	struct homes w = open_homes(cx);
	struct resident_entered wrong, unknown;

	must(try_door(cx, &w, "501", "9999", &wrong));            /* a wrong number */
	must(try_door(cx, &w, "909", "8001", &unknown));          /* no such door */
	assert_int_equal(wrong.state, RESIDENT_WAITS);
	assert_int_equal(unknown.state, RESIDENT_WAITS);
	assert_int_equal(strlen(wrong.claim), strlen(unknown.claim));
	assert_string_equal(wrong.why, unknown.why);
	for (int i = 0; i < RESIDENT_DOOR_TRIES; i++)
		must(try_door(cx, &w, "501", "0000", &wrong));
	must(try_door(cx, &w, "501", "8001", &wrong));            /* too many tries: only the worker's way is left today */
	assert_int_equal(wrong.state, RESIDENT_WAITS);
	must(try_door(cx, &w, "502", "8002", &wrong));            /* a neighbour is not locked out */
	assert_int_equal(wrong.state, RESIDENT_IN);
	cx->now_ms += INT64_C(25) * 3600 * 1000;
	must(try_door(cx, &w, "501", "8001", &wrong));
	assert_int_equal(wrong.state, RESIDENT_IN);
	close_district(cx);
}

static void is_throttled(struct ctx *cx)
{
	struct homes w = open_homes(cx);
	struct resident_entered in;

	for (int i = 0; i < RESIDENT_ADDRESS_TRIES; i++)
		must(try_door(cx, &w, arena_print(&cx->mem, "%d", 1000 + i), "1234", &in));
	refused(ERR_TOO_MANY, try_door(cx, &w, "501", "8001", &in));
	cx->address = "192.0.2.78";
	must(try_door(cx, &w, "501", "8001", &in));
	refused(ERR_BAD_INPUT, try_door(cx, &w, "501", "801", &in));
	refused(ERR_BAD_INPUT, try_door(cx, &w, "501", "80a1", &in));
	refused(ERR_BAD_INPUT, try_door(cx, &w, "", "8001", &in));
	w.link = "nosuchlink";
	refused(ERR_NOT_FOUND, try_door(cx, &w, "501", "8001", &in));
	close_district(cx);
}

static void worker_says(struct ctx *cx)
{
	struct homes w = open_homes(cx);
	struct resident_entered in, again;
	struct resident_claim *claims;
	struct actor *stranger = new_actor(cx, "stranger", "grid_worker", w.other);
	size_t n;

	must(try_door(cx, &w, "501", "7777", &in));
	must(resident_ask_again(cx, in.claim, &again));
	assert_int_equal(again.state, RESIDENT_WAITS);
	cx->actor = stranger;
	must(resident_claim_list(cx, 0, 50, &claims, &n));
	assert_int_equal(n, 0);
	cx->actor = w.worker;
	must(resident_claim_list(cx, 0, 50, &claims, &n));
	assert_int_equal(n, 1);
	assert_int_equal(claims[0].household_id, w.h501);
	assert_string_equal(claims[0].tail, "7777");
	refused(ERR_BAD_INPUT, resident_claim_answer(cx, claims[0].claim_id, 0, ""));
	cx->actor = stranger;
	refused(ERR_NOT_FOUND, resident_claim_answer(cx, claims[0].claim_id, w.h501, ""));
	cx->actor = w.worker;
	must(resident_claim_answer(cx, claims[0].claim_id, w.h501, NULL));
	refused(ERR_BAD_STATE, resident_claim_answer(cx, claims[0].claim_id, 0, "不是"));
	cx->actor = &nobody;
	must(resident_ask_again(cx, in.claim, &again));
	assert_int_equal(again.state, RESIDENT_IN);
	assert_int_equal(who_is_in(cx, cx->answer_session), w.h501);
	refused(ERR_NOT_FOUND, resident_ask_again(cx, in.claim, &again));      /* used once */
	must(try_door(cx, &w, "302", "7777", &in));
	cx->actor = w.worker;
	must(resident_claim_list(cx, 0, 50, &claims, &n));
	must(resident_claim_answer(cx, claims[0].claim_id, 0, "302 没有这个人"));
	must(resident_ask_again(cx, in.claim, &again));
	assert_int_equal(again.state, RESIDENT_REFUSED);
	assert_string_equal(again.why, "302 没有这个人");
	close_district(cx);
}

static enum err try_code(struct ctx *cx, const char *link, const char *code, struct resident_entered *ret)
{
	cx->actor = &nobody;
	return resident_enter(cx, &(struct resident_entry){ .link = link, .code = code }, ret);
}

static void by_code(struct ctx *cx)
{
	struct homes w = open_homes(cx);
	struct resident_entered in;
	struct resident_link far;
	const char *old, *code;
	int64_t until;

	cx->actor = w.worker;
	must(resident_code_give(cx, w.h502, &old, &until));
	must(resident_code_give(cx, w.h502, &code, &until));
	refused(ERR_BAD_INPUT, try_code(cx, w.link, old, &in));                /* the later one counts */
	cx->actor = &the_system;
	must(resident_link_make(cx, w.other, &far));
	refused(ERR_BAD_INPUT, try_code(cx, far.token, code, &in));            /* of another compound */
	must(try_code(cx, w.link, code, &in));
	assert_int_equal(in.state, RESIDENT_IN);
	assert_int_equal(who_is_in(cx, cx->answer_session), w.h502);
	refused(ERR_BAD_INPUT, try_code(cx, w.link, code, &in));               /* once */
	cx->actor = w.worker;
	must(resident_code_give(cx, w.h502, &code, &until));
	cx->now_ms = until;
	refused(ERR_BAD_INPUT, try_code(cx, w.link, code, &in));
	close_district(cx);
}

static void moving_ends_it(struct ctx *cx)
{
	struct homes w = open_homes(cx);
	struct resident_entered in;
	struct resident_phone *phones;
	struct household home;
	const char *mine, *neighbour;
	size_t n;

	must(try_door(cx, &w, "501", "8001", &in));
	mine = cx->answer_session;
	must(try_door(cx, &w, "502", "8002", &in));
	neighbour = cx->answer_session;
	assert_int_equal(who_is_in(cx, mine), w.h501);
	must(resident_phone_list(cx, w.h501, &phones, &n));
	assert_int_equal(who_is_in(cx, neighbour), w.h502);
	refused(ERR_NOT_FOUND, resident_phone_stop(cx, phones[0].phone_id));   /* not one's own */
	cx->actor = w.worker;
	must(household_get(cx, w.h501, &home));
	must(household_update(cx, w.h501, home.version, &(struct household_facts){ .unit = "2", .room = "501", .status = HOUSEHOLD_MOVED }));
	assert_int_equal(who_is_in(cx, mine), 0);
	cx->actor = w.worker;
	must(resident_phone_list(cx, w.h502, &phones, &n));
	must(resident_phone_stop(cx, phones[0].phone_id));                     /* withdrawn by the worker */
	assert_int_equal(who_is_in(cx, neighbour), 0);
	close_district(cx);
}

static void gate_tells_little(struct ctx *cx)
{
	struct homes w = open_homes(cx);
	struct resident_gate gate;
	struct resident_link *links;
	size_t n;

	must(resident_gate_of(cx, w.link, &gate));
	assert_string_equal(gate.place.name, "幸福家园");
	assert_int_equal(gate.n_buildings, 2);
	assert_string_equal(gate.buildings[0], "1号楼");
	cx->actor = w.worker;
	must(resident_link_list(cx, 0, 10, &links, &n));
	assert_int_equal(n, 1);
	must(resident_link_stop(cx, links[0].link_id));
	refused(ERR_NOT_FOUND, resident_gate_of(cx, w.link, &gate));
	cx->actor = &the_system;
	refused(ERR_BAD_INPUT, resident_link_make(cx, w.d.clinic, &(struct resident_link){ 0 }));
	close_district(cx);
}

#define ON_BOTH(name, test) static void name(void **state) { (void)state; for_each_store(test); }
ON_BOTH(S3_9_a_phone_on_the_roster_comes_in_at_once_and_stays_half_a_year, comes_in)
ON_BOTH(trying_doors_tells_nobody_who_lives_where, tells_nobody)
ON_BOTH(tries_are_throttled_by_address, is_throttled)
ON_BOTH(what_does_not_match_waits_for_the_grid_workers_word, worker_says)
ON_BOTH(a_code_lets_one_phone_in_once, by_code)
ON_BOTH(moving_out_and_a_workers_word_end_it, moving_ends_it)
ON_BOTH(a_link_tells_everybody_only_the_compound, gate_tells_little)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(S3_9_a_phone_on_the_roster_comes_in_at_once_and_stays_half_a_year),
		cmocka_unit_test(trying_doors_tells_nobody_who_lives_where),
		cmocka_unit_test(tries_are_throttled_by_address),
		cmocka_unit_test(what_does_not_match_waits_for_the_grid_workers_word),
		cmocka_unit_test(a_code_lets_one_phone_in_once),
		cmocka_unit_test(moving_out_and_a_workers_word_end_it),
		cmocka_unit_test(a_link_tells_everybody_only_the_compound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
