/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/party/party_world.h"
#include "caps/audit/audit.h"
#include "base/civil.h"

/* Signing in, sessions, passwords, keys. */
enum { SECOND = 1000, MINUTE = 60 * SECOND };
static const char GOOD[] = "长夜过去-Morning7";

static enum err try_sign_in(struct ctx *cx, const char *login, const char *password, struct signed_in *ret)
{
	struct sign_in in = { login, password };
	void *prepared;

	TRY(sign_in_prepare(cx, &in, &prepared));
	return sign_in(cx, &in, prepared, ret);
}

static int64_t new_person(struct ctx *cx, const char *login, const char *password, int64_t place_id)
{
	struct party_account_made made;

	must(party_account_create(cx, &(struct party_account_new){ .login = login, .name = login, .role = "viewer",
		.password = password, .place_id = place_id, .kind = PARTY_PERSON }, &made));
	return made.account_id;
}

static enum err change_password(struct ctx *cx, const char *old_password, const char *new_password)
{
	struct party_password_change in = { old_password, new_password };
	void *prepared;

	TRY(party_password_change_prepare(cx, &in, &prepared));
	return party_password_change(cx, &in, prepared);
}

static void sessions(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	struct signed_in s;
	struct party_who who;
	int64_t id = new_person(cx, "Wang", GOOD, d.a), start = cx->now_ms;

	must(try_sign_in(cx, "WANG", GOOD, &s));
	assert_int_equal(s.account_id, id);
	must(party_authenticate(cx, s.token, &who));
	assert_int_equal(who.actor.account_id, id);
	assert_false(who.touch_due || who.must_change);
	cx->actor = &who.actor;
	assert_true(ctx_may(cx, PERM_STOCK_READ, "/330114/") == false);
	assert_true(who.actor.n_rights > 0);
	cx->now_ms = start + 29 * MINUTE;
	must(party_authenticate(cx, s.token, &who));
	assert_true(who.touch_due);
	must(party_touch(cx, who.session_id));
	cx->now_ms = start + 58 * MINUTE;                  /* seen at 29 */
	must(party_authenticate(cx, s.token, &who));
	cx->now_ms = start + 59 * MINUTE;
	refused(ERR_NOT_SIGNED_IN, party_authenticate(cx, s.token, &who));
	for (int m = 0; m < 12 * 60; m += 20) {            /* busy all day: 12 hours is still the end */
		cx->now_ms = start + (int64_t)m * MINUTE;
		must(party_touch(cx, who.session_id));
	}
	cx->now_ms = start + 12 * 60 * MINUTE - 1;
	must(party_authenticate(cx, s.token, &who));
	cx->now_ms++;
	refused(ERR_NOT_SIGNED_IN, party_authenticate(cx, s.token, &who));
	cx->now_ms = start;
	must(sign_out(cx, s.token));
	refused(ERR_NOT_SIGNED_IN, party_authenticate(cx, s.token, &who));
	refused(ERR_NOT_SIGNED_IN, party_authenticate(cx, "bs_nothing", &who));
	refused(ERR_NOT_SIGNED_IN, party_authenticate(cx, "", &who));
	close_district(cx);
}

static void same_words(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	struct signed_in s;
	struct party_account acc;
	char first[FAULT_TEXT_MAX];
	int64_t id = new_person(cx, "li", GOOD, d.a);

	assert_int_equal(try_sign_in(cx, "li", "wrong password", &s), ERR_NOT_SIGNED_IN);
	memcpy(first, cx->fault.en, sizeof first);
	assert_int_equal(try_sign_in(cx, "nobody", GOOD, &s), ERR_NOT_SIGNED_IN);
	assert_string_equal(cx->fault.en, first);
	must(party_account_get(cx, id, &acc));
	acc.enabled = 0;
	must(party_account_update(cx, id, 0, &acc));
	assert_int_equal(try_sign_in(cx, "li", GOOD, &s), ERR_NOT_SIGNED_IN);
	assert_string_equal(cx->fault.en, first);
	acc.enabled = 1, acc.expires_ms = cx->now_ms + MINUTE;
	must(party_account_update(cx, id, 0, &acc));
	must(try_sign_in(cx, "li", GOOD, &s));
	cx->now_ms += MINUTE;
	assert_int_equal(try_sign_in(cx, "li", GOOD, &s), ERR_NOT_SIGNED_IN);
	assert_string_equal(cx->fault.en, first);
	assert_null(strstr(first, "li "));
	close_district(cx);
}

static void throttle(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	struct signed_in s;

	new_person(cx, "zhao", GOOD, d.a);
	for (int i = 0; i < PARTY_TRIES; i++) {
		cx->address = arena_print(&cx->mem, "192.0.2.%d", i);
		assert_int_equal(try_sign_in(cx, "zhao", "wrong password", &s), ERR_NOT_SIGNED_IN);
	}
	cx->address = "192.0.2.99";
	assert_int_equal(try_sign_in(cx, "zhao", GOOD, &s), ERR_TOO_MANY);      /* even the right one waits */
	assert_non_null(strstr(cx->fault.en, "30 seconds"));
	cx->now_ms += 30 * SECOND;
	assert_int_equal(try_sign_in(cx, "zhao", "wrong password", &s), ERR_NOT_SIGNED_IN);
	assert_int_equal(try_sign_in(cx, "zhao", GOOD, &s), ERR_TOO_MANY);
	assert_non_null(strstr(cx->fault.en, "60 seconds"));
	cx->now_ms += 60 * SECOND;
	must(try_sign_in(cx, "zhao", GOOD, &s));            /* no lock for good; success forgets the tries */
	assert_int_equal(try_sign_in(cx, "zhao", "wrong password", &s), ERR_NOT_SIGNED_IN);
	must(try_sign_in(cx, "zhao", GOOD, &s));
	close_district(cx);
}

static void throttle_by_address(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	struct signed_in s;

	new_person(cx, "qian", GOOD, d.a);
	for (int i = 0; i < PARTY_TRIES; i++)
		assert_int_equal(try_sign_in(cx, arena_print(&cx->mem, "guess%d", i), "wrong password", &s), ERR_NOT_SIGNED_IN);
	assert_int_equal(try_sign_in(cx, "qian", GOOD, &s), ERR_TOO_MANY);
	cx->address = "198.51.100.1";
	must(try_sign_in(cx, "qian", GOOD, &s));
	cx->address = "192.0.2.77";
	cx->now_ms += 16 * MINUTE;
	assert_int_equal(try_sign_in(cx, "guess9", "wrong password", &s), ERR_NOT_SIGNED_IN);
	must(try_sign_in(cx, "qian", GOOD, &s));            /* a quarter of an hour of peace forgets */
	close_district(cx);
}

static void passwords(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	static const char *const bad[] = { "short77", "password123", "PassWord123", "aaaaaaaa", "12345678", "hgfedcba", "sun-12345" };
	struct party_account_new in = { .login = "sun", .name = "孙", .place_id = d.a, .kind = PARTY_PERSON };
	struct party_account_made made;
	struct signed_in s, other;
	struct party_who who;
	const char *once;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		in.password = bad[i];
		refused(ERR_BAD_INPUT, party_account_create(cx, &in, &made));
		assert_string_equal(cx->fault.field, "password");
	}
	in.password = arena_print(&cx->mem, "%0129d", 7);
	refused(ERR_BAD_INPUT, party_account_create(cx, &in, &made));
	in.password = NULL;
	must(party_account_create(cx, &in, &made));
	assert_int_equal(strlen(made.password), 19);
	must(try_sign_in(cx, "sun", made.password, &s));
	assert_true(s.must_change);
	must(party_authenticate(cx, s.token, &who));
	assert_true(who.must_change && who.actor.n_rights == 0);
	must(try_sign_in(cx, "sun", made.password, &other));
	cx->actor = &who.actor;
	cx->session_token = s.token;
	refused(ERR_BAD_INPUT, change_password(cx, "not the old one", GOOD));
	refused(ERR_BAD_INPUT, change_password(cx, made.password, "password123"));
	must(change_password(cx, made.password, GOOD));
	must(party_authenticate(cx, s.token, &who));        /* this session goes on, the other ends */
	assert_false(who.must_change);
	refused(ERR_NOT_SIGNED_IN, party_authenticate(cx, other.token, &who));
	refused(ERR_BAD_INPUT, change_password(cx, GOOD, GOOD));
	cx->actor = &the_system;
	must(party_password_reset(cx, made.account_id, &once));
	refused(ERR_NOT_SIGNED_IN, party_authenticate(cx, s.token, &who));
	assert_int_equal(try_sign_in(cx, "sun", GOOD, &s), ERR_NOT_SIGNED_IN);
	must(try_sign_in(cx, "sun", once, &s));
	close_district(cx);
}

static void keys(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	struct party_account_made machine, person;
	struct party_key *list;
	struct party_who who;
	int64_t key_id, other_id;
	const char *key, *other;
	size_t n;

	must(party_account_create(cx, &(struct party_account_new){ .login = "scale", .name = "地磅接口", .role = "warehouse_keeper",
		.place_id = d.wa, .kind = PARTY_MACHINE }, &machine));
	must(party_account_create(cx, &(struct party_account_new){ .login = "zhou", .name = "周", .place_id = d.a,
		.kind = PARTY_PERSON }, &person));
	assert_null(machine.password);
	refused(ERR_BLOCKED, party_key_create(cx, person.account_id, "不行", cx->now_ms + DAY_MS, &key_id, &key));
	refused(ERR_BAD_INPUT, party_key_create(cx, machine.account_id, "无期限", 0, &key_id, &key));
	must(party_key_create(cx, machine.account_id, "地磅", cx->now_ms + DAY_MS, &key_id, &key));
	must(party_key_create(cx, machine.account_id, "备用", cx->now_ms + DAY_MS, &other_id, &other));
	must(party_authenticate(cx, key, &who));
	assert_int_equal(who.actor.account_id, machine.account_id);
	assert_int_equal(who.session_id, 0);
	must(party_key_list(cx, machine.account_id, &list, &n));
	assert_int_equal(n, 2);
	assert_null(strstr(list[0].hint, key));
	must(party_key_end(cx, other_id));
	refused(ERR_NOT_SIGNED_IN, party_authenticate(cx, other, &who));
	must(party_authenticate(cx, key, &who));
	cx->now_ms += DAY_MS;
	refused(ERR_NOT_SIGNED_IN, party_authenticate(cx, key, &who));
	close_district(cx);
}

static void bulk(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	struct party_account_new in[50];
	struct party_account_made *made;
	struct party_account *list;
	struct signed_in s;
	size_t n;

	for (int i = 0; i < 50; i++)
		in[i] = (struct party_account_new){ .login = arena_print(&cx->mem, "clerk%02d", i), .name = "物资员",
			.role = "unit_clerk", .place_id = i % 2 ? d.a : d.b, .kind = PARTY_PERSON };
	must(party_account_create_many(cx, in, 50, &made));
	must(try_sign_in(cx, "clerk49", made[49].password, &s));
	assert_string_not_equal(made[0].password, made[1].password);
	must(party_account_list(cx, &(struct party_account_filter){ .limit = 100, .under_id = d.a }, &list, &n));
	assert_int_equal(n, 25);
	in[7].login = "clerk06";
	in[0].login = "clerk90", in[1].login = "clerk91";
	refused(ERR_CONFLICT, party_account_create_many(cx, in, 8, &made));
	refused(ERR_NOT_FOUND, party_account_by_login(cx, "clerk90", list));
	refused(ERR_TOO_LARGE, party_account_create_many(cx, in, PARTY_BULK_MAX + 1, &made));
	cx->actor = new_actor(cx, "admin-a", "administrator", d.a);
	in[0].login = "clerk92", in[0].place_id = d.b;
	refused(ERR_BAD_INPUT, party_account_create_many(cx, in, 1, &made));
	close_district(cx);
}

static void administrators(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	struct party_account acc;
	struct party_grant *grants;
	struct actor admin;
	struct signed_in s;
	const char *once;
	int64_t id, second, grant_id;
	bool has;
	size_t n;

	must(party_account_has_administrator(cx, &has));
	assert_false(has);
	refused(ERR_BAD_INPUT, party_account_first_administrator(cx, "root", "12345678", &id));
	must(party_account_first_administrator(cx, "root", GOOD, &id));
	refused(ERR_BAD_STATE, party_account_first_administrator(cx, "root2", GOOD, &second));
	must(party_actor(cx, id, &admin));
	cx->actor = &admin;
	refused(ERR_FORBIDDEN, party_grant_add(cx, &(struct party_grant){ .account_id = id, .place_id = d.root, .role = "auditor",
		.from_ms = cx->now_ms }, &grant_id));
	cx->actor = &the_system;
	must(party_account_get(cx, id, &acc));
	acc.enabled = 0;
	refused(ERR_BLOCKED, party_account_update(cx, id, 0, &acc));      /* the last one stays */
	must(party_grant_list(cx, id, &grants, &n));
	refused(ERR_BLOCKED, party_grant_end(cx, grants[0].grant_id));
	must(party_reset_admin(cx, "ROOT", &once));
	must(try_sign_in(cx, "root", once, &s));
	refused(ERR_NOT_FOUND, party_reset_admin(cx, "nobody", &once));
	close_district(cx);
}

/* One who administers a street reaches no account that holds more than the street. */
static void out_of_reach(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	struct actor *boss = new_actor(cx, "boss", "approver", d.a), *admin_a = new_actor(cx, "admin-a", "administrator", d.a);
	struct actor *admin = new_actor(cx, "admin", "administrator", d.root), *clerk = new_actor(cx, "clerk", "unit_clerk", d.a);
	struct party_account_made machine;
	struct party_substitution sub = { .account_id = boss->account_id, .substitute_id = clerk->account_id, .from_ms = cx->now_ms,
		.until_ms = cx->now_ms + DAY_MS, .reason = "代班" };
	const char *once, *key;
	int64_t id, wide;

	must(party_account_create(cx, &(struct party_account_new){ .login = "scale", .name = "地磅接口", .role = "viewer",
		.place_id = d.a, .kind = PARTY_MACHINE }, &machine));
	must(party_grant_add(cx, &(struct party_grant){ .account_id = boss->account_id, .place_id = d.root, .role = "approver",
		.from_ms = cx->now_ms, .until_ms = cx->now_ms + 2 * DAY_MS }, &id));
	must(party_grant_add(cx, &(struct party_grant){ .account_id = machine.account_id, .place_id = d.b, .role = "viewer",
		.from_ms = cx->now_ms }, &wide));
	cx->actor = admin_a;
	must(party_password_reset(cx, clerk->account_id, &once));
	refused(ERR_FORBIDDEN, party_password_reset(cx, boss->account_id, &once));
	refused(ERR_FORBIDDEN, party_key_create(cx, machine.account_id, "地磅", cx->now_ms + DAY_MS, &id, &key));
	refused(ERR_FORBIDDEN, party_substitution_add(cx, &sub, &id));
	cx->actor = admin;
	must(party_password_reset(cx, boss->account_id, &once));
	must(party_key_create(cx, machine.account_id, "地磅", cx->now_ms + DAY_MS, &id, &key));
	must(party_substitution_add(cx, &sub, &id));
	cx->actor = admin_a;
	refused(ERR_FORBIDDEN, party_password_reset(cx, clerk->account_id, &once));     /* he stands in for the boss now */
	cx->actor = admin;
	sub.substitute_id = admin->account_id;                    /* nor does anybody lend to himself what is another's */
	refused(ERR_FORBIDDEN, party_substitution_add(cx, &sub, &id));
	cx->now_ms += 2 * DAY_MS;                                 /* what has ended reaches nowhere */
	cx->actor = admin_a;
	must(party_password_reset(cx, boss->account_id, &once));
	close_district(cx);
}

static void demo_accounts(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	struct party_account_made made;
	struct signed_in s;

	must(party_account_create(cx, &(struct party_account_new){ .login = "demo", .name = "演示", .password = GOOD, .place_id = d.root,
		.kind = PARTY_PERSON, .demo = 1 }, &made));
	assert_int_equal(try_sign_in(cx, "demo", GOOD, &s), ERR_NOT_SIGNED_IN);
	must(party_mark_demo(cx));
	must(try_sign_in(cx, "demo", GOOD, &s));
	close_district(cx);
}

static void audit_of_failures(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	struct audit_row *rows;
	struct signed_in s;
	size_t n;

	new_person(cx, "wu", GOOD, d.a);
	assert_int_equal(try_sign_in(cx, "wu", "wrong password", &s), ERR_NOT_SIGNED_IN);
	must(audit_list(cx, &(struct audit_filter){ .limit = 10, .op = "sign_in" }, &rows, &n));
	assert_int_equal(n, 1);
	assert_int_equal(rows[0].outcome, AUDIT_REFUSED);
	assert_string_equal(rows[0].address, "192.0.2.0/24");
	close_district(cx);
}

static void sessions_idle_out_after_30_minutes_and_end_after_12_hours(void **state) { (void)state; for_each_store(sessions); }
static void a_refused_sign_in_says_the_same_whatever_was_wrong(void **state) { (void)state; for_each_store(same_words); }
static void five_failures_make_a_login_wait_longer_and_longer(void **state) { (void)state; for_each_store(throttle); }
static void five_failures_make_an_address_wait(void **state) { (void)state; for_each_store(throttle_by_address); }
static void passwords_have_rules_and_a_change_ends_other_sessions(void **state) { (void)state; for_each_store(passwords); }
static void api_keys_belong_to_machines_and_expire(void **state) { (void)state; for_each_store(keys); }
static void accounts_come_in_bulk_with_one_time_passwords(void **state) { (void)state; for_each_store(bulk); }
static void the_last_administrator_stays_and_can_be_reset(void **state) { (void)state; for_each_store(administrators); }
static void who_administers_a_part_takes_over_no_account_that_holds_more(void **state) { (void)state; for_each_store(out_of_reach); }
static void demo_accounts_sign_in_only_in_demo_mode(void **state) { (void)state; for_each_store(demo_accounts); }
static void failed_sign_ins_are_audited(void **state) { (void)state; for_each_store(audit_of_failures); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sessions_idle_out_after_30_minutes_and_end_after_12_hours),
		cmocka_unit_test(a_refused_sign_in_says_the_same_whatever_was_wrong),
		cmocka_unit_test(five_failures_make_a_login_wait_longer_and_longer),
		cmocka_unit_test(five_failures_make_an_address_wait),
		cmocka_unit_test(passwords_have_rules_and_a_change_ends_other_sessions),
		cmocka_unit_test(api_keys_belong_to_machines_and_expire),
		cmocka_unit_test(accounts_come_in_bulk_with_one_time_passwords),
		cmocka_unit_test(the_last_administrator_stays_and_can_be_reset),
		cmocka_unit_test(who_administers_a_part_takes_over_no_account_that_holds_more),
		cmocka_unit_test(demo_accounts_sign_in_only_in_demo_mode),
		cmocka_unit_test(failed_sign_ins_are_audited),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
