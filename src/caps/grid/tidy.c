/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/grid/tidy.h"
#include "caps/grid/grid_internal.h"
#include "grid.sql.h"
#include "base/check.h"
#include "caps/audit/audit.h"
#include "caps/party/person.h"
#include <string.h>

/* The people behind a door, and joining two records of one household. */

static enum err people_of(struct ctx *cx, int64_t household_id, bool full, struct household_person **ret, size_t *ret_n)
{
	struct household_people_of_row *rows;
	struct household_person *out;
	size_t n;

	TRY(household_people_of(cx, (struct household_people_of_in){ .district_id = cx->district_id, .household_id = household_id,
		.limit = HOUSEHOLD_PEOPLE_MAX }, &rows, &n, HOUSEHOLD_PEOPLE_MAX));
	out = arena_array(&cx->mem, struct household_person, n + 1);
	for (size_t i = 0; i < n; i++)
		out[i] = (struct household_person){ rows[i].person_no, full ? rows[i].name : person_mask_name(&cx->mem, rows[i].name),
			full ? rows[i].phone : person_mask_phone(&cx->mem, rows[i].phone) };
	*ret = out;
	*ret_n = n;
	return ERR_OK;
}

enum err household_people(struct ctx *cx, int64_t household_id, struct household_person **ret, size_t *ret_n)
{
	struct household h;

	TRY(household_need(cx, PERM_GRID_READ, household_id, &h));
	return people_of(cx, household_id, false, ret, ret_n);
}

static enum err note(struct ctx *cx, const char *op, const struct household *h, const char *reason)
{
	return audit_write(cx, &(struct audit_entry){ .op = op, .target_id = h->household_id, .scope = h->path, .note = reason });
}

enum err household_reveal(struct ctx *cx, int64_t household_id, const char *reason, struct household_person **ret, size_t *ret_n)
{
	struct household h;

	TRY(household_need(cx, PERM_HOUSEHOLD_REVEAL, household_id, &h));
	TRY(check_line(cx, "reason", reason ? reason : "", 2, 200));
	TRY(note(cx, "household_reveal", &h, reason));
	return people_of(cx, household_id, true, ret, ret_n);
}

enum err household_person_set(struct ctx *cx, int64_t household_id, int64_t person_no, const char *name, const char *phone)
{
	struct household_person *people, p = { .name = "", .phone = "" };
	struct household h;
	int64_t last = 0;
	size_t n;

	TRY(household_need(cx, PERM_GRID_EDIT, household_id, &h));
	TRY(people_of(cx, household_id, true, &people, &n));
	for (size_t i = 0; i < n; i++) {
		last = people[i].person_no;
		if (last == person_no)
			p = people[i];
	}
	if (person_no && !p.person_no)
		return fail(cx, ERR_NOT_FOUND, "person_no", "这一户没有第 %lld 位成员", "the household has no person number %lld", (long long)person_no);
	if (!person_no && n == HOUSEHOLD_PEOPLE_MAX)
		return fail(cx, ERR_BAD_INPUT, "person_no", "一户最多登记 %d 人", "at most %d people in a household", HOUSEHOLD_PEOPLE_MAX);
	p.name = name ? name : p.name;
	p.phone = phone ? phone : p.phone;
	TRY(check_line(cx, "name", p.name, 0, 40));
	if (*p.phone && !person_phone_read(&cx->mem, p.phone, &p.phone))
		return fail(cx, ERR_BAD_INPUT, "phone", "电话号码不对：请写 11 位手机号，或带区号的座机号",
			    "the phone number is neither a mobile number of 11 digits nor a line with its area code");
	if (!*p.name && !*p.phone)
		return household_person_drop(cx, (struct household_person_drop_in){ .district_id = cx->district_id,
			.household_id = household_id, .person_no = person_no });
	return household_person_put(cx, (struct household_person_put_in){ .district_id = cx->district_id, .household_id = household_id,
		.person_no = person_no ? person_no : last + 1, .name = p.name, .phone = p.phone, .path = h.path });
}

enum err household_erase(struct ctx *cx, int64_t household_id, const char *reason)
{
	struct household h;

	TRY(household_need(cx, PERM_GRID_EDIT, household_id, &h));
	TRY(check_line(cx, "reason", reason ? reason : "", 2, 200));
	TRY(household_people_drop(cx, (struct household_people_drop_in){ .district_id = cx->district_id, .household_id = household_id }));
	return note(cx, "household_erase", &h, reason);
}

enum err grid_forget(struct ctx *cx, int64_t before_ms, int64_t *ret_n)
{
	int64_t facts;

	TRY(household_people_forget_n(cx, (struct household_people_forget_in){ .district_id = cx->district_id, .before_ms = before_ms }, ret_n));
	TRY(household_facts_forget_n(cx, (struct household_facts_forget_in){ .district_id = cx->district_id, .before_ms = before_ms }, &facts));
	*ret_n += facts;
	return ERR_OK;
}

/* Whom the kept record does not know yet comes over; the same phone is the same person. */
static enum err move_people(struct ctx *cx, const struct household *lose, const struct household *keep)
{
	struct household_person *from, *to;
	size_t n_from, n_to;

	TRY(people_of(cx, lose->household_id, true, &from, &n_from));
	TRY(people_of(cx, keep->household_id, true, &to, &n_to));
	for (size_t i = 0; i < n_from && n_to < HOUSEHOLD_PEOPLE_MAX; i++) {
		bool known = false;

		for (size_t k = 0; k < n_to && !known; k++)
			known = (*from[i].phone && strcmp(from[i].phone, to[k].phone) == 0)
				|| (strcmp(from[i].name, to[k].name) == 0 && (!*from[i].phone || !*to[k].phone));
		if (known)
			continue;
		TRY(household_person_set(cx, keep->household_id, 0, from[i].name, from[i].phone));
		TRY(people_of(cx, keep->household_id, true, &to, &n_to));
	}
	return household_people_drop(cx, (struct household_people_drop_in){ .district_id = cx->district_id, .household_id = lose->household_id });
}

enum err household_merge_check(struct ctx *cx, int64_t lose_id, int64_t keep_id, const char *reason, struct household *ret_lose, struct household *ret_keep)
{
	TRY(household_need(cx, PERM_GRID_EDIT, lose_id, ret_lose));
	TRY(household_need(cx, PERM_GRID_EDIT, keep_id, ret_keep));
	TRY(check_line(cx, "reason", reason ? reason : "", 2, 200));
	if (lose_id == keep_id)
		return fail(cx, ERR_BAD_INPUT, "into_id", "请选另一户", "choose another household");
	if (ret_keep->merged_into || (ret_lose->merged_into && ret_lose->merged_into != keep_id))
		return fail(cx, ERR_BAD_STATE, NULL, "其中一户已经并过了，请刷新", "one of them was merged already; reload");
	return ERR_OK;
}

enum err household_merge(struct ctx *cx, int64_t lose_id, int64_t keep_id, const char *reason)
{
	struct household lose, keep;

	TRY(household_merge_check(cx, lose_id, keep_id, reason, &lose, &keep));
	if (lose.merged_into)
		return ERR_OK;
	TRY(move_people(cx, &lose, &keep));
	TRY(household_gain(cx, (struct household_gain_in){ .district_id = cx->district_id, .household_id = keep_id, .needs = lose.needs,
		.persons = lose.persons, .changed_ms = cx->now_ms }));
	TRY(household_take_over(cx, (struct household_take_over_in){ .district_id = cx->district_id, .from_id = lose_id, .into_id = keep_id }));
	TRY(household_end(cx, (struct household_end_in){ .district_id = cx->district_id, .household_id = lose_id, .into_id = keep_id,
		.changed_ms = cx->now_ms }));
	return note(cx, "household_merge", &lose, reason);
}

enum err household_keep_both(struct ctx *cx, int64_t a_id, int64_t b_id, const char *reason)
{
	struct household a, b;

	TRY(household_need(cx, PERM_GRID_EDIT, a_id, &a));
	TRY(household_need(cx, PERM_GRID_EDIT, b_id, &b));
	TRY(check_line(cx, "reason", reason ? reason : "", 2, 200));
	if (a_id == b_id)
		return fail(cx, ERR_BAD_INPUT, "b_id", "请选另一户", "choose another household");
	return household_pair_keep(cx, (struct household_pair_keep_in){ .district_id = cx->district_id, .a_id = a_id < b_id ? a_id : b_id,
		.b_id = a_id < b_id ? b_id : a_id, .by_id = cx->actor->account_id, .kept_ms = cx->now_ms, .reason = reason });
}
