/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/party/party_world.h"
#include "caps/party/person.h"
#include "caps/party/roster.h"
#include "base/civil.h"

/* Who is where: the tree's counts, lists with filters, sessions and their ends. */

static const struct roster_area *area_of(const struct roster_area *areas, size_t n, int64_t place_id)
{
	for (size_t i = 0; i < n; i++)
		if (areas[i].place_id == place_id)
			return &areas[i];
	return NULL;
}

static void tree(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	const struct actor *whole = new_actor(cx, "whole", "administrator", d.root), *part = new_actor(cx, "part", "administrator", d.a),
		*clerk = new_actor(cx, "clerk", "unit_clerk", d.clinic);
	struct roster_area *areas;
	struct place place;
	int64_t id;
	size_t n;

	must(person_create(cx, &(struct person){ .place_id = d.b1, .name = "李四" }, &id));
	new_place(cx, PLACE_UNIT, "U2", "站内药房", d.clinic);      /* a unit below a unit counts too */
	cx->actor = whole;
	must(roster_tree(cx, &areas, &n));
	assert_int_equal(n, 5);
	assert_int_equal(areas[0].place_id, d.root);
	assert_int_equal(areas[0].units, 2);
	assert_int_equal(areas[0].warehouses, 2);
	assert_int_equal(areas[0].accounts, 3);
	assert_int_equal(areas[0].people, 1);
	assert_int_equal(area_of(areas, n, d.a)->units, 2);
	assert_int_equal(area_of(areas, n, d.a)->accounts, 2);
	assert_int_equal(area_of(areas, n, d.a1)->warehouses, 0);
	assert_int_equal(area_of(areas, n, d.b)->people, 1);
	must(place_get(cx, d.wa, &place));
	cx->actor = &the_system;                        /* what is closed, disabled or erased is not counted */
	must(place_update(cx, d.wa, 0, &(struct place_facts){ .name = place.name, .storage = place.storage,
		.valid_to = civil_day_of(cx->now_ms) }));
	must(party_account_update(cx, clerk->account_id, 0, &(struct party_account){ .name = "clerk" }));
	must(person_erase(cx, id, "响应结束"));
	cx->actor = whole;
	must(roster_tree(cx, &areas, &n));
	assert_int_equal(areas[0].warehouses, 1);
	assert_int_equal(areas[0].accounts, 2);
	assert_int_equal(areas[0].people, 0);
	cx->actor = part;
	must(roster_tree(cx, &areas, &n));
	assert_int_equal(n, 2);                          /* its subdistrict and community */
	assert_int_equal(areas[0].place_id, d.a);
	assert_int_equal(areas[0].accounts, 1);
	cx->actor = clerk;                               /* sees its unit, and no account */
	must(roster_tree(cx, &areas, &n));
	assert_int_equal(n, 0);
	close_district(cx);
}

static size_t listed(struct ctx *cx, struct party_account_filter filter)
{
	struct party_account *rows;
	size_t n;

	filter.limit = 100;
	must(party_account_list(cx, &filter, &rows, &n));
	return n;
}

static void filters(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	const struct actor *clerk = new_actor(cx, "clerk", "unit_clerk", d.a1);
	struct party_account account;
	struct party_account_made made;
	struct signed_in in;
	void *prepared;

	new_actor(cx, "keeper", "warehouse_keeper", d.wb);
	must(party_account_create(cx, &(struct party_account_new){ .login = "chief", .name = "组长", .role = "approver",
		.place_id = d.root, .kind = PARTY_PERSON, .password = "autumn-River-88" }, &made));
	must(party_account_create(cx, &(struct party_account_new){ .login = "scale", .name = "地磅", .place_id = d.root,
		.kind = PARTY_MACHINE }, &made));
	must(party_account_get(cx, clerk->account_id, &account));
	account.enabled = 0;
	must(party_account_update(cx, clerk->account_id, 0, &account));
	assert_string_equal(account.place_name, "甲一社区");
	assert_int_equal(listed(cx, (struct party_account_filter){ 0 }), 4);
	assert_int_equal(listed(cx, (struct party_account_filter){ .kind = PARTY_MACHINE }), 1);
	assert_int_equal(listed(cx, (struct party_account_filter){ .state = PARTY_STATE_ENABLED }), 3);
	assert_int_equal(listed(cx, (struct party_account_filter){ .state = PARTY_STATE_DISABLED }), 1);
	assert_int_equal(listed(cx, (struct party_account_filter){ .state = PARTY_STATE_WAITING }), 1);
	assert_int_equal(listed(cx, (struct party_account_filter){ .role = "warehouse_keeper" }), 1);
	assert_int_equal(listed(cx, (struct party_account_filter){ .role = "auditor" }), 0);
	assert_int_equal(listed(cx, (struct party_account_filter){ .under_id = d.a }), 1);
	must(sign_in_prepare(cx, &(struct sign_in){ "chief", "autumn-River-88" }, &prepared));
	must(sign_in(cx, &(struct sign_in){ "chief", "autumn-River-88" }, prepared, &in));
	must(party_account_get(cx, in.account_id, &account));
	assert_int_equal(account.signed_in_ms, cx->now_ms);
	assert_int_equal(listed(cx, (struct party_account_filter){ .quiet_since_ms = cx->now_ms }), 3);
	assert_int_equal(listed(cx, (struct party_account_filter){ .quiet_since_ms = cx->now_ms + 1 }), 4);
	close_district(cx);
}

static void holders(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	const struct actor *part = new_actor(cx, "part", "administrator", d.a);
	struct roster_grant *rows;
	struct roster_name *names;
	size_t n;

	new_actor(cx, "whole", "administrator", d.root);
	new_actor(cx, "clerk", "unit_clerk", d.clinic);
	new_actor(cx, "other", "unit_clerk", d.b);
	must(roster_grants_at(cx, d.a1, false, &rows, &n));
	assert_int_equal(n, 2);                          /* the district's and the subdistrict's, from above */
	assert_string_equal(rows[0].login, "whole");
	assert_string_equal(rows[0].place_name, "钱塘区");
	must(roster_grants_at(cx, d.a1, true, &rows, &n));
	assert_int_equal(n, 3);
	must(roster_administrators(cx, d.clinic, &names, &n));
	assert_int_equal(n, 2);
	assert_string_equal(names[0].name, "part");      /* the nearest first */
	must(roster_administrators(cx, d.b1, &names, &n));
	assert_int_equal(n, 1);
	cx->actor = part;
	must(roster_grants_at(cx, d.a1, true, &rows, &n));
	assert_int_equal(n, 2);                          /* whoever belongs to the district is out of its sight */
	refused(ERR_NOT_FOUND, roster_grants_at(cx, d.b, false, &rows, &n));
	refused(ERR_BAD_INPUT, roster_colleagues(cx, "o", &names, &n));
	must(roster_colleagues(cx, "OTHER", &names, &n));
	assert_int_equal(n, 1);
	must(roster_colleagues(cx, "甲一卫生", &names, &n));
	assert_int_equal(n, 1);
	assert_string_equal(names[0].name, "clerk");
	must(roster_colleagues(cx, "__", &names, &n));
	assert_int_equal(n, 0);
	close_district(cx);
}

static int64_t new_session(struct ctx *cx, const char *login, const char **ret_token)
{
	struct roster_session *rows;
	struct signed_in in;
	void *prepared;
	size_t n;

	must(sign_in_prepare(cx, &(struct sign_in){ login, "autumn-River-88" }, &prepared));
	must(sign_in(cx, &(struct sign_in){ login, "autumn-River-88" }, prepared, &in));
	*ret_token = in.token;
	cx->session_token = in.token;
	must(roster_sessions(cx, in.account_id, &rows, &n));
	for (size_t i = 0; i < n; i++)
		if (rows[i].current)
			return rows[i].session_id;
	assert_true(!"the session is listed");
	return 0;
}

static void sessions(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	const struct actor *part = new_actor(cx, "part", "administrator", d.a), *far = new_actor(cx, "far", "administrator", d.b);
	struct party_account_made made;
	struct roster_session *rows;
	struct party_who who;
	const char *first, *second;
	int64_t session_id;
	size_t n;

	must(party_account_create(cx, &(struct party_account_new){ .login = "clerk", .name = "物资员", .role = "unit_clerk",
		.place_id = d.a1, .kind = PARTY_PERSON, .password = "autumn-River-88" }, &made));
	session_id = new_session(cx, "clerk", &first);
	cx->now_ms += 60000;
	new_session(cx, "clerk", &second);
	must(roster_sessions(cx, made.account_id, &rows, &n));
	assert_int_equal(n, 2);
	assert_true(rows[0].current && !rows[1].current);
	cx->actor = far;
	refused(ERR_NOT_FOUND, roster_session_end(cx, session_id));
	refused(ERR_NOT_FOUND, roster_sign_out(cx, made.account_id));
	must(party_authenticate(cx, second, &who));
	cx->actor = &who.actor;                          /* one's own: the other goes, this stays */
	cx->hang_up = 0;
	must(roster_session_end(cx, session_id));
	assert_int_equal(cx->hang_up, made.account_id);
	refused(ERR_NOT_SIGNED_IN, party_authenticate(cx, first, &who));
	refused(ERR_NOT_FOUND, roster_session_end(cx, session_id));
	must(party_authenticate(cx, second, &who));
	must(roster_sign_out(cx, made.account_id));
	must(party_authenticate(cx, second, &who));
	cx->actor = part;                                /* the administrator ends all */
	cx->session_token = NULL;
	must(roster_sign_out(cx, made.account_id));
	refused(ERR_NOT_SIGNED_IN, party_authenticate(cx, second, &who));
	cx->session_token = NULL;
	cx->actor = &the_system;
	new_session(cx, "clerk", &first);
	cx->now_ms += PARTY_SESSION_IDLE_MS;              /* what has run out is not listed */
	must(roster_sessions(cx, made.account_id, &rows, &n));
	assert_int_equal(n, 0);
	close_district(cx);
}

static void X4_the_tree_counts_what_one_may_see(void **state) { (void)state; for_each_store(tree); }
static void accounts_are_found_by_role_state_kind_and_last_sign_in(void **state) { (void)state; for_each_store(filters); }
static void X4_a_place_tells_who_holds_what_on_it_and_whom_to_ask(void **state) { (void)state; for_each_store(holders); }
static void a_session_is_ended_by_its_owner_or_an_administrator(void **state) { (void)state; for_each_store(sessions); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(X4_the_tree_counts_what_one_may_see),
		cmocka_unit_test(accounts_are_found_by_role_state_kind_and_last_sign_in),
		cmocka_unit_test(X4_a_place_tells_who_holds_what_on_it_and_whom_to_ask),
		cmocka_unit_test(a_session_is_ended_by_its_owner_or_an_administrator),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
