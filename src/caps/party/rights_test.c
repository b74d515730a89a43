/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/party/party_world.h"
#include "caps/audit/audit.h"
#include "caps/party/org.h"
#include "caps/party/person.h"
#include "base/civil.h"

/* What roles may do and where; substitutes; people and organisations. */

/* Every role of roles.def on one subdistrict, every permission, five places:
 * the loaded actor, the table behind @scope and the table of roles agree. */
static void matrix(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	const struct party_role *role;

	for (size_t r = 0; (role = party_role_at(r)); r++) {
		const struct actor *actor = new_actor(cx, arena_print(&cx->mem, "m%zu", r), role->name, d.a);
		const struct { int64_t place; bool inside; } at[] = {
			{ d.a, true }, { d.a1, true }, { d.clinic, true }, { d.b, false }, { d.root, false } };

		cx->actor = actor;
		for (int perm = PERM_SIGNED_IN + 1; perm < PERM_COUNT; perm++) {
			bool in_role = false;

			for (size_t k = 0; k < role->n_perms; k++)
				in_role = in_role || (int)role->perms[k] == perm;
			for (size_t p = 0; p < sizeof at / sizeof *at; p++) {
				struct party_held held;
				const char *path;

				must(place_path(cx, at[p].place, &path));
				assert_int_equal(ctx_may(cx, (enum perm)perm, path), in_role && at[p].inside);
				must(party_holds(cx, actor->account_id, (enum perm)perm, path, &held));
				assert_int_equal(held.how == PARTY_HOLDS, in_role && at[p].inside);
			}
		}
	}
	close_district(cx);
}

static void list_matrix(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	const struct party_role *role;
	struct place *places;
	struct party_account *accounts;
	struct audit_row *audits;
	struct person *people;
	size_t n;
	int64_t id;

	must(audit_write(cx, &(struct audit_entry){ .op = "test" }));
	must(person_create(cx, &(struct person){ .place_id = d.a1, .name = "张三", .phone = "13800138000" }, &id));
	must(person_create(cx, &(struct person){ .place_id = d.b1, .name = "李四" }, &id));
	for (size_t r = 0; (role = party_role_at(r)); r++) {
		const char *path;

		cx->actor = new_actor(cx, arena_print(&cx->mem, "l%zu", r), role->name, d.a);
		must(place_path(cx, d.a, &path));
		must(place_list(cx, &(struct place_filter){ .limit = 100 }, &places, &n));
		assert_int_equal(n, ctx_may(cx, PERM_PLACE_READ, path) ? 4 : 0);
		must(party_account_list(cx, &(struct party_account_filter){ .limit = 100 }, &accounts, &n));
		assert_int_equal(n, ctx_may(cx, PERM_ACCOUNT_READ, path) ? r + 1 : 0);
		must(person_list(cx, &(struct person_filter){ .limit = 100 }, &people, &n));
		assert_int_equal(n, ctx_may(cx, PERM_PERSON_READ, path) ? 1 : 0);
		must(audit_list(cx, &(struct audit_filter){ .limit = 100 }, &audits, &n));
		assert_int_equal(n, 0);                    /* what concerns the district is above a subdistrict */
	}
	cx->actor = new_actor(cx, "chief-auditor", "auditor", d.root);
	must(audit_list(cx, &(struct audit_filter){ .limit = 100 }, &audits, &n));
	assert_int_equal(n, 1);
	close_district(cx);
}

static void dates(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	const struct actor *who = new_actor(cx, "temp", NULL, d.a);
	struct actor now;
	struct party_held held;
	struct party_account acc;
	const char *path;
	int64_t grant_id, start = cx->now_ms;

	must(place_path(cx, d.a, &path));
	must(party_grant_add(cx, &(struct party_grant){ .account_id = who->account_id, .place_id = d.a, .role = "viewer",
		.from_ms = start + DAY_MS, .until_ms = start + 3 * (int64_t)DAY_MS }, &grant_id));
	refused(ERR_CONFLICT, party_grant_add(cx, &(struct party_grant){ .account_id = who->account_id, .place_id = d.a,
		.role = "viewer", .from_ms = start }, &grant_id));
	refused(ERR_BAD_INPUT, party_grant_add(cx, &(struct party_grant){ .account_id = who->account_id, .place_id = d.a,
		.role = "carrier", .from_ms = start - 2, .until_ms = start - 1 }, &grant_id));
	for (int day = 0; day < 4; day++) {
		cx->now_ms = start + day * (int64_t)DAY_MS;
		must(party_holds(cx, who->account_id, PERM_STOCK_READ, path, &held));
		assert_int_equal(held.how, day == 1 || day == 2 ? PARTY_HOLDS : PARTY_HOLDS_NOT);
		must(party_actor(cx, who->account_id, &now));
		cx->actor = &now;
		assert_int_equal(ctx_may(cx, PERM_STOCK_READ, path), day == 1 || day == 2);
		cx->actor = &the_system;
	}
	cx->now_ms = start + DAY_MS;
	must(party_account_get(cx, who->account_id, &acc));
	acc.enabled = 0;
	must(party_account_update(cx, who->account_id, 0, &acc));
	must(party_holds(cx, who->account_id, PERM_STOCK_READ, path, &held));
	assert_int_equal(held.how, PARTY_HOLDS_NOT);        /* a disabled account has no rights in the data layer either */
	acc.enabled = 1;
	must(party_account_update(cx, who->account_id, 0, &acc));
	must(party_grant_end(cx, grant_id));
	must(party_holds(cx, who->account_id, PERM_STOCK_READ, path, &held));
	assert_int_equal(held.how, PARTY_HOLDS_NOT);
	close_district(cx);
}

static void substitutes(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	const struct actor *boss = new_actor(cx, "boss", "approver", d.root), *deputy = new_actor(cx, "deputy", "viewer", d.root),
		*third = new_actor(cx, "third", NULL, d.root);
	struct party_held held;
	struct party_holder *holders;
	struct party_account acc;
	int64_t id, other, start = cx->now_ms, until = start + DAY_MS;
	size_t n;

	must(party_grant_add(cx, &(struct party_grant){ .account_id = boss->account_id, .place_id = d.root, .role = "group_deputy",
		.from_ms = start }, &id));
	must(party_holds_plan_role(cx, boss->account_id, "group_deputy", "/330114/", &held));
	assert_int_equal(held.how, PARTY_HOLDS);
	cx->actor = deputy;                                 /* nobody appoints themselves */
	refused(ERR_NOT_FOUND, party_substitution_add(cx, &(struct party_substitution){ .account_id = boss->account_id,
		.substitute_id = deputy->account_id, .from_ms = start, .until_ms = until, .reason = "休假" }, &id));
	cx->actor = boss;
	refused(ERR_BAD_INPUT, party_substitution_add(cx, &(struct party_substitution){ .account_id = boss->account_id,
		.substitute_id = boss->account_id, .from_ms = start, .until_ms = until, .reason = "休假" }, &id));
	must(party_substitution_add(cx, &(struct party_substitution){ .account_id = boss->account_id,
		.substitute_id = deputy->account_id, .from_ms = start + 1000, .until_ms = until, .reason = "休假" }, &id));
	must(party_holds(cx, deputy->account_id, PERM_ALLOCATION_APPROVE, "/330114/", &held));
	assert_int_equal(held.how, PARTY_HOLDS_NOT);         /* not yet */
	cx->now_ms = start + 1000;
	must(party_holds(cx, deputy->account_id, PERM_ALLOCATION_APPROVE, "/330114/", &held));
	assert_int_equal(held.how, PARTY_HOLDS_FOR);
	assert_int_equal(held.for_account_id, boss->account_id);
	assert_string_equal(held.for_name, "boss");
	must(party_holds_plan_role(cx, deputy->account_id, "group_deputy", "/330114/", &held));
	assert_int_equal(held.how, PARTY_HOLDS_FOR);
	must(party_holders(cx, "group_deputy", "/330114/", &holders, &n));
	assert_int_equal(n, 2);
	assert_int_equal(holders[0].account_id, boss->account_id);
	assert_int_equal(holders[1].for_account_id, boss->account_id);
	cx->actor = deputy;                                 /* what is borrowed is not lent on */
	must(party_substitution_add(cx, &(struct party_substitution){ .account_id = deputy->account_id,
		.substitute_id = third->account_id, .from_ms = start, .until_ms = until, .reason = "转托" }, &other));
	must(party_holds(cx, third->account_id, PERM_ALLOCATION_APPROVE, "/330114/", &held));
	assert_int_equal(held.how, PARTY_HOLDS_NOT);
	must(party_holds(cx, third->account_id, PERM_STOCK_READ, "/330114/", &held));
	assert_int_equal(held.how, PARTY_HOLDS_FOR);
	cx->actor = &the_system;
	must(party_account_get(cx, boss->account_id, &acc));
	acc.enabled = 0;
	must(party_account_update(cx, boss->account_id, 0, &acc));
	must(party_holds(cx, deputy->account_id, PERM_ALLOCATION_APPROVE, "/330114/", &held));
	assert_int_equal(held.how, PARTY_HOLDS_NOT);         /* who left lends nothing */
	acc.enabled = 1;
	must(party_account_update(cx, boss->account_id, 0, &acc));
	cx->now_ms = until;
	must(party_holds(cx, deputy->account_id, PERM_ALLOCATION_APPROVE, "/330114/", &held));
	assert_int_equal(held.how, PARTY_HOLDS_NOT);
	cx->now_ms = start + 2000;
	must(party_substitution_end(cx, id));
	must(party_holds_plan_role(cx, deputy->account_id, "group_deputy", "/330114/", &held));
	assert_int_equal(held.how, PARTY_HOLDS_NOT);
	close_district(cx);
}

static void never_lent(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	static const char *const roles[] = { "administrator", "auditor", "personnel_officer" };
	static const enum perm kept[] = { PERM_ACCOUNT_EDIT, PERM_AUDIT_READ, PERM_PERSON_REVEAL };
	const struct actor *stand_in = new_actor(cx, "stand-in", NULL, d.root);
	struct party_held held;
	int64_t id;

	for (int i = 0; i < 3; i++) {
		const struct actor *a = new_actor(cx, arena_print(&cx->mem, "lender%d", i), roles[i], d.root);

		must(party_substitution_add(cx, &(struct party_substitution){ .account_id = a->account_id,
			.substitute_id = stand_in->account_id, .from_ms = cx->now_ms, .until_ms = cx->now_ms + DAY_MS, .reason = "代班" }, &id));
	}
	for (int i = 0; i < 3; i++) {
		must(party_holds(cx, stand_in->account_id, kept[i], "/330114/", &held));
		assert_int_equal(held.how, PARTY_HOLDS_NOT);
	}
	must(party_holds(cx, stand_in->account_id, PERM_PLACE_EDIT, "/330114/", &held));
	assert_int_equal(held.how, PARTY_HOLDS_FOR);
	close_district(cx);
}

static void people_are_masked(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	const struct actor *supply = new_actor(cx, "supply", "supply_group", d.root),
		*officer = new_actor(cx, "officer", "personnel_officer", d.a), *keeper = new_actor(cx, "keeper", "warehouse_keeper", d.root);
	struct audit_row *rows;
	struct person p;
	int64_t id, elsewhere;
	size_t n;

	refused(ERR_BAD_INPUT, person_create(cx, &(struct person){ .place_id = d.a1, .name = "张三", .phone = "12800138000" }, &id));
	must(person_create(cx, &(struct person){ .place_id = d.a1, .title = "站长", .name = "张三丰", .phone = "+86 138-0013-8000" }, &id));
	must(person_create(cx, &(struct person){ .place_id = d.b1, .name = "李四" }, &elsewhere));
	cx->actor = supply;
	must(person_get(cx, id, &p));
	assert_string_equal(p.name, "张**");
	assert_string_equal(p.phone, "138****8000");
	refused(ERR_FORBIDDEN, person_reveal(cx, id, "联系送货", &p));
	cx->actor = keeper;
	refused(ERR_NOT_FOUND, person_get(cx, id, &p));
	cx->actor = officer;
	refused(ERR_BAD_INPUT, person_reveal(cx, id, "", &p));
	refused(ERR_NOT_FOUND, person_reveal(cx, elsewhere, "联系送货", &p));
	must(person_reveal(cx, id, "联系送货", &p));
	assert_string_equal(p.name, "张三丰");
	assert_string_equal(p.phone, "13800138000");
	cx->actor = &the_system;
	must(audit_list(cx, &(struct audit_filter){ .limit = 10, .op = "person_reveal" }, &rows, &n));
	assert_int_equal(n, 1);
	assert_int_equal(rows[0].target_id, id);
	assert_string_equal(rows[0].account, "officer");
	assert_string_equal(rows[0].note, "联系送货");
	must(person_erase(cx, id, "响应结束"));
	must(person_reveal(cx, id, "核对", &p));
	assert_string_equal(p.name, "");
	refused(ERR_BAD_STATE, person_update(cx, id, 0, &(struct person){ .name = "张三丰" }));
	close_district(cx);
}

static void people_behind_accounts(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	const struct actor *part = new_actor(cx, "part", "administrator", d.a), *clerk = new_actor(cx, "clerk", "unit_clerk", d.a1);
	struct party_account account;
	struct party_account_made made;
	int64_t near, far;

	must(person_create(cx, &(struct person){ .place_id = d.a1, .name = "张三" }, &near));
	must(person_create(cx, &(struct person){ .place_id = d.b1, .name = "李四" }, &far));
	cx->actor = part;
	must(party_account_get(cx, clerk->account_id, &account));
	account.person_id = 424242;
	refused(ERR_BAD_INPUT, party_account_update(cx, clerk->account_id, 0, &account));
	account.person_id = far;
	refused(ERR_BAD_INPUT, party_account_update(cx, clerk->account_id, 0, &account));
	refused(ERR_BAD_INPUT, party_account_create(cx, &(struct party_account_new){ .login = "new", .name = "新", .place_id = d.a,
		.person_id = far, .kind = PARTY_PERSON }, &made));
	account.person_id = near;
	must(party_account_update(cx, clerk->account_id, 0, &account));
	cx->actor = &the_system;                        /* somebody of elsewhere, set by the district, stays */
	account.person_id = far;
	must(party_account_update(cx, clerk->account_id, 0, &account));
	cx->actor = part;
	account.person_id = 0;
	refused(ERR_FORBIDDEN, party_account_update(cx, clerk->account_id, 0, &account));
	account.person_id = far, account.name = "物资员";
	must(party_account_update(cx, clerk->account_id, 0, &account));
	must(party_account_get(cx, part->account_id, &account));
	account.person_id = near;                       /* or one could be two people who sign */
	refused(ERR_FORBIDDEN, party_account_update(cx, part->account_id, 0, &account));
	cx->actor = &the_system;
	must(person_erase(cx, near, "响应结束"));
	refused(ERR_BAD_INPUT, party_account_update(cx, part->account_id, 0, &account));
	close_district(cx);
}

static void X4_only_people_within_reach_stand_behind_an_account(void **state) { (void)state; for_each_store(people_behind_accounts); }

static void organisations(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	struct org org = { .code = "S1", .name = "某供应商", .credit_code = "91350100M000100Y43", .roles = ORG_SUPPLIER | ORG_CARRIER, .active = 1 }, *list;
	int64_t id;
	size_t n;

	must(org_create(cx, &org, &id));
	refused(ERR_CONFLICT, org_create(cx, &org, &id));
	org.code = "S2", org.credit_code = "91350100M000100Y44";
	refused(ERR_BAD_INPUT, org_create(cx, &org, &id));
	org.credit_code = NULL, org.roles = 0;
	refused(ERR_BAD_INPUT, org_create(cx, &org, &id));
	org.roles = ORG_DONOR;
	must(org_create(cx, &org, &id));
	org.name = "改名";
	must(org_update(cx, id, 1, &org));
	refused(ERR_STALE, org_update(cx, id, 1, &org));
	must(org_list(cx, &(struct org_filter){ .limit = 10, .role = ORG_CARRIER }, &list, &n));
	assert_int_equal(n, 1);
	cx->actor = new_actor(cx, "part", "supply_group", d.a);
	org.code = "S3";
	refused(ERR_FORBIDDEN, org_create(cx, &org, &id));
	close_district(cx);
}

static void log_is_append_only(struct ctx *cx)
{
	struct audit_row *rows;
	size_t n;

	open_district(cx);
	for (int i = 0; i < 5; i++) {
		cx->now_ms += 1000;
		must(audit_write(cx, &(struct audit_entry){ .op = i % 2 ? "odd" : "even", .target_id = i, .doc_id = 7, .note =
			"很长的理由" }));
	}
	must(audit_list(cx, &(struct audit_filter){ .limit = 2 }, &rows, &n));
	assert_int_equal(n, 2);
	assert_int_equal(rows[0].target_id, 4);
	must(audit_list(cx, &(struct audit_filter){ .limit = 10, .before_id = rows[1].audit_id }, &rows, &n));
	assert_int_equal(n, 3);
	must(audit_list(cx, &(struct audit_filter){ .limit = 10, .op = "odd" }, &rows, &n));
	assert_int_equal(n, 2);
	must(audit_list(cx, &(struct audit_filter){ .limit = 10, .from_ms = cx->now_ms }, &rows, &n));
	assert_int_equal(n, 1);
	must(audit_list(cx, &(struct audit_filter){ .limit = 10, .doc_id = 8 }, &rows, &n));
	assert_int_equal(n, 0);
	refused(ERR_BAD_INPUT, audit_list(cx, &(struct audit_filter){ .limit = 1000 }, &rows, &n));
	refused(ERR_BAD_INPUT, audit_list(cx, &(struct audit_filter){ .limit = 10, .before_id = 1 }, &rows, &n));
	close_district(cx);
}

/* Every filter against the plain list, page by page; and the file has as many rows. */
static size_t all_pages(struct ctx *cx, struct audit_filter f, const struct audit_row *plain, size_t n_plain, bool (*wanted)(const struct audit_row *r))
{
	struct audit_row *rows;
	size_t n, at = 0, seen = 0;

	f.limit = 7;
	do {
		must(audit_list(cx, &f, &rows, &n));
		for (size_t i = 0; i < n; i++, seen++) {
			while (at < n_plain && !wanted(&plain[at]))
				at++;
			assert_true(at < n_plain);
			assert_int_equal(rows[i].audit_id, plain[at++].audit_id);
		}
		f.before_id = n ? rows[n - 1].audit_id : 0;
	} while (n == 7);
	while (at < n_plain)
		assert_false(wanted(&plain[at++]));
	return seen;
}

static bool is_any(const struct audit_row *r) { (void)r; return true; }
static bool is_refused(const struct audit_row *r) { return r->outcome == AUDIT_REFUSED; }
static bool is_trouble(const struct audit_row *r) { return r->outcome != AUDIT_DONE; }
static bool is_odd(const struct audit_row *r) { return strcmp(r->op, "odd") == 0; }
static bool is_target_3(const struct audit_row *r) { return r->target_id == 3; }
static bool is_system(const struct audit_row *r) { return r->account_id == ACCOUNT_SYSTEM; }
static bool is_odd_doc_7(const struct audit_row *r) { return r->doc_id == 7 && is_odd(r); }

static void log_filters(struct ctx *cx)
{
	struct audit_account *accounts;
	struct audit_row *rows;
	struct audit_file file;
	const char **ops;
	size_t n, lines = 0;

	open_district(cx);
	for (int i = 0; i < 60; i++) {
		cx->now_ms += i % 3 * 500;                       /* several in one moment */
		must(audit_write(cx, &(struct audit_entry){ .op = i % 2 ? "odd" : "even", .target_id = i % 5, .doc_id = i % 4 ? 0 : 7,
			.outcome = i % 6 == 1 ? AUDIT_REFUSED : i % 11 == 3 ? AUDIT_FAILED : AUDIT_DONE, .note = "=1+1" }));
	}
	must(audit_list(cx, &(struct audit_filter){ .limit = 200 }, &rows, &n));
	assert_true(n >= 60 && n < 200);
	assert_int_equal(all_pages(cx, (struct audit_filter){ 0 }, rows, n, is_any), n);
	assert_int_equal(all_pages(cx, (struct audit_filter){ .by_outcome = true, .outcome = AUDIT_REFUSED }, rows, n, is_refused), 10);
	assert_true(all_pages(cx, (struct audit_filter){ .trouble = true }, rows, n, is_trouble) > 10);
	assert_int_equal(all_pages(cx, (struct audit_filter){ .op = "odd" }, rows, n, is_odd), 30);
	assert_int_equal(all_pages(cx, (struct audit_filter){ .target_id = 3 }, rows, n, is_target_3), 12);
	assert_true(all_pages(cx, (struct audit_filter){ .account_id = ACCOUNT_SYSTEM }, rows, n, is_system) >= 60);
	all_pages(cx, (struct audit_filter){ .doc_id = 7, .op = "odd" }, rows, n, is_odd_doc_7);
	must(audit_list_accounts(cx, &accounts, &n));
	assert_int_equal(n, 1);
	assert_string_equal(accounts[0].account, the_system.name);
	must(audit_list_ops(cx, &ops, &n));
	assert_int_equal(n >= 2, true);
	must(audit_export(cx, &(struct audit_filter){ .op = "odd" }, AUDIT_CSV, &file));
	for (size_t i = 0; i < file.body.n; i++)
		lines += ((const char *)file.body.at)[i] == '\n';
	assert_int_equal(lines, 31);
	assert_non_null(memmem(file.body.at, file.body.n, "'=1+1", 5));      /* never a formula */
	must(audit_export(cx, &(struct audit_filter){ .op = "odd" }, AUDIT_XLSX, &file));
	close_district(cx);
}

/* --- A model too plain to be wrong ------------------------------------------- */

enum { PEOPLE = 5, OPS = 150 };
static const char *const model_roles[] = { "approver", "unit_clerk", "administrator", "viewer" };
static const enum perm model_perms[] = { PERM_ALLOCATION_APPROVE, PERM_REQUEST_RAISE, PERM_ACCOUNT_EDIT, PERM_STOCK_READ };

static bool role_has(const char *name, enum perm perm)
{
	const struct party_role *role = party_role_find(name);

	for (size_t k = 0; role && k < role->n_perms; k++)
		if (role->perms[k] == perm)
			return true;
	return false;
}

static bool granted(struct ctx *cx, int64_t account_id, enum perm perm, const char *path)
{
	struct party_account acc;
	struct party_grant *grants;
	const char *scope;
	size_t n;

	must(party_account_get(cx, account_id, &acc));
	must(party_grant_list(cx, account_id, &grants, &n));
	for (size_t i = 0; i < n && acc.enabled; i++) {
		must(place_path(cx, grants[i].place_id, &scope));
		if (role_has(grants[i].role, perm) && grants[i].from_ms <= cx->now_ms && cx->now_ms < grants[i].until_ms
		    && strncmp(path, scope, strlen(scope)) == 0)
			return true;
	}
	return false;
}

static enum party_hold expected(struct ctx *cx, int64_t account_id, enum perm perm, const char *path)
{
	struct party_substitution *subs;
	struct party_account acc;
	size_t n;

	if (granted(cx, account_id, perm, path))
		return PARTY_HOLDS;
	must(party_account_get(cx, account_id, &acc));
	must(party_substitution_list(cx, account_id, &subs, &n));
	for (size_t i = 0; i < n && acc.enabled && perm != PERM_ACCOUNT_EDIT; i++)
		if (subs[i].substitute_id == account_id && subs[i].from_ms <= cx->now_ms && cx->now_ms < subs[i].until_ms
		    && granted(cx, subs[i].account_id, perm, path))
			return PARTY_HOLDS_FOR;
	return PARTY_HOLDS_NOT;
}

static int64_t draw(int64_t n)
{
	uint32_t bits;

	seeded_random(&bits, sizeof bits);
	return bits % n;
}

static void random_change(struct ctx *cx, const int64_t account[PEOPLE], const int64_t place[4])
{
	int64_t a = account[draw(PEOPLE)], from = cx->now_ms + (draw(5) - 2) * DAY_MS, until = cx->now_ms + (1 + draw(4)) * DAY_MS, id;
	struct party_substitution *subs;
	struct party_account acc;
	struct party_grant *grants;
	size_t n;
	enum err e = ERR_OK;

	must(store_savepoint(cx));                         /* as the dispatcher does: a refusal leaves nothing */
	switch (draw(6)) {
	case 0: case 1:
		e = party_grant_add(cx, &(struct party_grant){ .account_id = a, .place_id = place[draw(4)],
			.role = model_roles[draw(4)], .from_ms = from < until ? from : cx->now_ms, .until_ms = until }, &id);
		break;
	case 2:
		must(party_grant_list(cx, a, &grants, &n));
		e = n ? party_grant_end(cx, grants[draw((int64_t)n)].grant_id) : ERR_OK;
		break;
	case 3:
		e = party_substitution_add(cx, &(struct party_substitution){ .account_id = a, .substitute_id = account[draw(PEOPLE)],
			.from_ms = from < until ? from : cx->now_ms, .until_ms = until, .reason = "代班" }, &id);
		break;
	case 4:
		must(party_substitution_list(cx, a, &subs, &n));
		e = n ? party_substitution_end(cx, subs[draw((int64_t)n)].substitution_id) : ERR_OK;
		break;
	default:
		must(party_account_get(cx, a, &acc));
		acc.enabled = !acc.enabled || draw(2);      /* mostly at work, so that there is something to lend */
		e = party_account_update(cx, a, 0, &acc);
	}
	if (e)
		store_undo(cx);
	else
		must(store_release(cx));
	assert_true(e == ERR_OK || e == ERR_CONFLICT || e == ERR_BLOCKED || e == ERR_BAD_INPUT);
}

static void against_the_model(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	int64_t account[PEOPLE], place[] = { d.root, d.a, d.a1, d.b };
	struct party_held held;
	const char *path;
	int lent = 0;

	for (int i = 0; i < PEOPLE; i++)
		account[i] = new_actor(cx, arena_print(&cx->mem, "r%d", i), NULL, d.root)->account_id;
	for (int op = 0; op < OPS; op++) {
		random_change(cx, account, place);
		cx->now_ms += draw(6) == 0 ? DAY_MS / 3 : 0;
		for (int i = 0; i < PEOPLE * 16; i++) {
			enum perm perm = model_perms[i % 4];
			int64_t who = account[i / 16];

			must(place_path(cx, place[i / 4 % 4], &path));
			must(party_holds(cx, who, perm, path, &held));
			if (held.how != expected(cx, who, perm, path))
				print_error("op %d account %d perm %d path %s\n", op, i / 16, perm, path);
			assert_int_equal(held.how, expected(cx, who, perm, path));
			lent += held.how == PARTY_HOLDS_FOR;
		}
	}
	assert_true(lent > 0);
	close_district(cx);
}

/* Break the nth call to the store, for every n: an account with its grant and
 * rights is there as a whole or not at all. */
static void whole_or_nothing(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	struct party_account_new in = { .login = "fault", .name = "故障", .role = "viewer", .place_id = d.a, .kind = PARTY_PERSON };
	struct party_account_made made;
	struct party_account account;
	struct party_held held;
	const char *path;
	enum err e;
	int n = 0;

	must(place_path(cx, d.a, &path));
	do {
		must(store_savepoint(cx));
		store_fault_countdown = ++n;
		e = party_account_create(cx, &in, &made);
		store_fault_countdown = 0;
		if (!e) {
			must(store_release(cx));
			continue;
		}
		store_undo(cx);
		assert_int_equal(e, ERR_BROKEN);
		assert_int_equal(party_account_by_login(cx, "fault", &account), ERR_NOT_FOUND);
	} while (e);
	assert_true(n > 8);
	must(party_holds(cx, made.account_id, PERM_STOCK_READ, path, &held));
	assert_int_equal(held.how, PARTY_HOLDS);
	close_district(cx);
}

static void X4_every_role_acts_within_its_scope_and_nowhere_else(void **state) { (void)state; for_each_store(matrix); }
static void X4_lists_hold_only_what_the_scope_covers(void **state) { (void)state; for_each_store(list_matrix); }
static void grants_begin_and_end_on_their_dates(void **state) { (void)state; for_each_store(dates); }
static void a_substitute_acts_for_an_approver_within_dates(void **state) { (void)state; for_each_store(substitutes); }
static void accounts_audit_and_personal_data_are_never_lent(void **state) { (void)state; for_each_store(never_lent); }
static void X4_people_are_masked_and_each_unmasking_is_audited(void **state) { (void)state; for_each_store(people_are_masked); }
static void organisations_belong_to_the_district(void **state) { (void)state; for_each_store(organisations); }
static void the_audit_log_is_listed_newest_first_and_filtered(void **state) { (void)state; for_each_store(log_is_append_only); }
static void every_filter_of_the_audit_log_gives_what_the_whole_log_has_page_by_page(void **state) { (void)state; for_each_store(log_filters); }

static void rights_follow_a_plain_model_through_random_changes(void **state) { (void)state; for_each_store(against_the_model); }
static void an_account_is_made_whole_or_not_at_all(void **state) { (void)state; for_each_store(whole_or_nothing); }

static void credit_codes_agree_with_the_standard(void **state)
{
	(void)state;
	assert_true(org_credit_code_ok("91350100M000100Y43"));
	assert_false(org_credit_code_ok("91350100M000100Y44"));
	assert_false(org_credit_code_ok("91350100M000100Y4Z"));
	assert_false(org_credit_code_ok("91350100I000100Y43"));
	assert_false(org_credit_code_ok(""));
}

static void names_phones_and_addresses_are_masked(void **state)
{
	struct arena mem = { 0 };
	const char *phone = NULL;

	(void)state;
	assert_string_equal(person_mask_name(&mem, "张三"), "张*");
	assert_string_equal(person_mask_name(&mem, ""), "");
	assert_string_equal(person_mask_phone(&mem, "13800138000"), "138****8000");
	assert_string_equal(person_mask_phone(&mem, ""), "");
	assert_string_equal(person_mask_phone(&mem, "95533"), "9***3");
	assert_true(person_phone_read(&mem, "0571-8690 0000", &phone));
	assert_string_equal(phone, "057186900000");
	assert_false(person_phone_read(&mem, "12800138000", &phone));
	assert_false(person_phone_read(&mem, "1380013800x", &phone));
	assert_string_equal(audit_short_address(&mem, "2001:db8:1:2::3"), "2001:db8:1::/48");
	assert_string_equal(audit_short_address(&mem, "unix"), "?");
	arena_reset(&mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(X4_every_role_acts_within_its_scope_and_nowhere_else),
		cmocka_unit_test(X4_lists_hold_only_what_the_scope_covers),
		cmocka_unit_test(grants_begin_and_end_on_their_dates),
		cmocka_unit_test(a_substitute_acts_for_an_approver_within_dates),
		cmocka_unit_test(accounts_audit_and_personal_data_are_never_lent),
		cmocka_unit_test(X4_people_are_masked_and_each_unmasking_is_audited),
		cmocka_unit_test(X4_only_people_within_reach_stand_behind_an_account),
		cmocka_unit_test(organisations_belong_to_the_district),
		cmocka_unit_test(the_audit_log_is_listed_newest_first_and_filtered),
		cmocka_unit_test(every_filter_of_the_audit_log_gives_what_the_whole_log_has_page_by_page),
		cmocka_unit_test(rights_follow_a_plain_model_through_random_changes),
		cmocka_unit_test(an_account_is_made_whole_or_not_at_all),
		cmocka_unit_test(credit_codes_agree_with_the_standard),
		cmocka_unit_test(names_phones_and_addresses_are_masked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
