/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/party/person.h"
#include "caps/party/org.h"
#include "party.sql.h"
#include "base/buf.h"
#include "base/check.h"
#include "caps/audit/audit.h"
#include "caps/place/place.h"
#include <ctype.h>
#include <string.h>

static size_t first_bytes(const char *text)
{
	size_t n = text[0] != 0;

	while (((unsigned char)text[n] & 0xc0) == 0x80)
		n++;
	return n;
}

const char *person_mask_name(struct arena *mem, const char *name)
{
	struct buf b = BUF(mem);
	size_t head = first_bytes(name);

	buf_add(&b, name, head);
	for (const char *at = name + head; *at; at += first_bytes(at))
		buf_char(&b, '*');
	return buf_get(&b);
}

/* The first three and the last four stay of a mobile number, half of others. */
const char *person_mask_phone(struct arena *mem, const char *phone)
{
	size_t n = strlen(phone), head = n == 11 && phone[0] == '1' ? 3 : n / 4, tail = n == 11 ? 4 : n / 4;
	char *masked = arena_text(mem, phone);

	for (size_t i = head; i + tail < n; i++)
		masked[i] = '*';
	return masked;
}

static bool all_digits(const char *text, size_t min, size_t max)
{
	size_t n = strlen(text);

	return n >= min && n <= max && strspn(text, "0123456789") == n;
}

static bool known_number(const char *digits)
{
	if (all_digits(digits, 11, 11) && digits[0] == '1')
		return digits[1] >= '3';
	if (digits[0] == '0')
		return digits[1] != '0' && all_digits(digits, 10, 18);       /* area code, number, extension */
	return (strncmp(digits, "400", 3) == 0 && all_digits(digits, 10, 10))
		|| (strncmp(digits, "95", 2) == 0 && all_digits(digits, 5, 6));
}

bool person_phone_read(struct arena *mem, const char *text, const char **ret)
{
	struct buf b = BUF(mem);
	const char *digits;

	for (; *text; text++)
		if (isdigit((unsigned char)*text) || (*text == '+' && !b.n))
			buf_char(&b, *text);
		else if (*text != ' ' && *text != '-')
			return false;
	digits = buf_get(&b);
	if (strncmp(digits, "+86", 3) == 0)
		digits += 3;
	else if (strncmp(digits, "0086", 4) == 0)
		digits += 4;
	if (!known_number(digits))
		return false;
	*ret = digits;
	return true;
}

static enum err check_person(struct ctx *cx, const struct person *in, struct person *ret)
{
	struct person p = *in;
	struct org org;

	p.title = p.title ? p.title : "";
	p.phone = p.phone ? p.phone : "";
	TRY(check_line(cx, "name", p.name, 1, 40));
	TRY(check_line(cx, "title", p.title, 0, 40));
	if (p.phone[0] && !person_phone_read(&cx->mem, p.phone, &p.phone))
		return fail(cx, ERR_BAD_INPUT, "phone", "电话号码不对：请写 11 位手机号，或带区号的座机号",
			    "the phone number is neither a mobile number of 11 digits nor a line with its area code");
	if (p.org_id)
		TRY(org_get(cx, p.org_id, &org));
	*ret = p;
	return ERR_OK;
}

enum err person_create(struct ctx *cx, const struct person *in, int64_t *ret_person_id)
{
	int64_t person_id = ctx_new_id(cx);
	struct person p;
	struct place place;

	TRY(place_need(cx, PERM_PERSON_EDIT, in->place_id, &place));
	TRY(check_person(cx, in, &p));
	TRY(party_person_insert(cx, (struct party_person_insert_in){ .district_id = cx->district_id, .person_id = person_id,
		.place_id = place.place_id, .path = place.path, .org_id = p.org_id, .title = p.title, .erased = 0,
		.version = 1, .changed_ms = cx->now_ms }));
	TRY(party_personal_put(cx, (struct party_personal_put_in){ .district_id = cx->district_id, .person_id = person_id,
		.name = p.name, .phone = p.phone }));
	*ret_person_id = person_id;
	return ERR_OK;
}

/* The record with its personal data in full, when the actor holds `perm` there. */
static enum err load(struct ctx *cx, enum perm perm, int64_t person_id, struct person *ret, const char **ret_path)
{
	struct party_person_by_id_row row;
	enum err e = party_person_by_id(cx, (struct party_person_by_id_in){ .district_id = cx->district_id,
		.person_id = person_id }, &row);

	if (e && e != ERR_NOT_FOUND)
		return e;
	if (e || (!ctx_may(cx, perm, row.path) && !ctx_may(cx, PERM_PERSON_READ, row.path)))
		return fail(cx, ERR_NOT_FOUND, "person_id", "没有编号为 %lld 的人员", "there is no person number %lld", (long long)person_id);
	TRY(ctx_need(cx, perm, row.path));
	*ret = (struct person){ .person_id = row.person_id, .place_id = row.place_id, .org_id = row.org_id, .title = row.title,
		.name = row.name, .phone = row.phone, .erased = row.erased, .version = row.version };
	*ret_path = row.path;
	return ERR_OK;
}

enum err person_update(struct ctx *cx, int64_t person_id, int64_t version, const struct person *in)
{
	struct person old, p;
	const char *path;
	int64_t changed = 0;

	TRY(load(cx, PERM_PERSON_EDIT, person_id, &old, &path));
	if (old.erased)
		return fail(cx, ERR_BAD_STATE, NULL, "该人员的个人信息已删除，不能再改", "the personal data were erased and stay so");
	TRY(check_person(cx, in, &p));
	if (p.place_id && p.place_id != old.place_id)
		return fail(cx, ERR_BLOCKED, "place_id", "人员不能换单位；请另建", "a person's place cannot change; make another record");
	TRY(party_person_change_n(cx, (struct party_person_change_in){ .district_id = cx->district_id, .person_id = person_id,
		.version = version ? version : old.version, .org_id = p.org_id, .title = p.title, .erased = 0,
		.changed_ms = cx->now_ms }, &changed));
	if (!changed)
		return fail(cx, ERR_STALE, "version", "这条记录已是第 %lld 版，您看到的是第 %lld 版；请刷新",
			    "the record is at version %lld, you saw %lld; reload", (long long)old.version, (long long)version);
	return party_personal_put(cx, (struct party_personal_put_in){ .district_id = cx->district_id, .person_id = person_id,
		.name = p.name, .phone = p.phone });
}

enum err person_get(struct ctx *cx, int64_t person_id, struct person *ret)
{
	struct person p;
	const char *path;

	TRY(load(cx, PERM_PERSON_READ, person_id, &p, &path));
	p.name = person_mask_name(&cx->mem, p.name);
	p.phone = person_mask_phone(&cx->mem, p.phone);
	*ret = p;
	return ERR_OK;
}

enum err person_masked(struct ctx *cx, int64_t person_id, const char **ret_name, const char **ret_phone)
{
	struct party_person_by_id_row row;

	TRY(party_person_by_id(cx, (struct party_person_by_id_in){ .district_id = cx->district_id, .person_id = person_id }, &row));
	*ret_name = person_mask_name(&cx->mem, row.name);
	*ret_phone = person_mask_phone(&cx->mem, row.phone);
	return ERR_OK;
}

enum err person_reveal(struct ctx *cx, int64_t person_id, const char *reason, struct person *ret)
{
	struct person p;
	const char *path;

	TRY(load(cx, PERM_PERSON_REVEAL, person_id, &p, &path));
	TRY(check_line(cx, "reason", reason, 2, 200));
	TRY(audit_write(cx, &(struct audit_entry){ .op = "person_reveal", .target_id = person_id, .scope = path, .note = reason }));
	*ret = p;
	return ERR_OK;
}

enum err person_erase(struct ctx *cx, int64_t person_id, const char *reason)
{
	struct person p;
	const char *path;

	TRY(load(cx, PERM_PERSON_EDIT, person_id, &p, &path));
	TRY(check_line(cx, "reason", reason, 2, 200));
	TRY(party_personal_erase(cx, (struct party_personal_erase_in){ .district_id = cx->district_id, .person_id = person_id }));
	TRY(party_person_change(cx, (struct party_person_change_in){ .district_id = cx->district_id, .person_id = person_id,
		.version = p.version, .org_id = p.org_id, .title = p.title, .erased = 1, .changed_ms = cx->now_ms }));
	return audit_write(cx, &(struct audit_entry){ .op = "person_erase", .target_id = person_id, .scope = path, .note = reason });
}

enum err person_list(struct ctx *cx, const struct person_filter *filter, struct person **ret, size_t *ret_n)
{
	struct party_person_page_row *rows;
	struct person *out;
	const char *under = "/";
	size_t n;

	TRY(check_range(cx, "limit", filter->limit, 1, 200));
	if (filter->under_id)
		TRY(place_path(cx, filter->under_id, &under));
	TRY(party_person_page(cx, (struct party_person_page_in){ .district_id = cx->district_id,
		.actor_id = cx->actor ? cx->actor->account_id : ACCOUNT_NOBODY, .perm = PERM_PERSON_READ, .now_ms = cx->now_ms,
		.under = under, .under_end = check_scope_end(&cx->mem, under), .after_id = filter->after_id,
		.limit = filter->limit }, &rows, &n, (size_t)filter->limit));
	out = arena_array(&cx->mem, struct person, n + 1);
	for (size_t i = 0; i < n; i++)
		out[i] = (struct person){ .person_id = rows[i].person_id, .place_id = rows[i].place_id, .org_id = rows[i].org_id,
			.title = rows[i].title, .name = person_mask_name(&cx->mem, rows[i].name),
			.phone = person_mask_phone(&cx->mem, rows[i].phone), .erased = rows[i].erased, .version = rows[i].version };
	*ret = out;
	*ret_n = n;
	return ERR_OK;
}
