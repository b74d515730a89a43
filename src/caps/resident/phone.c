/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/resident/resident_internal.h"
#include "resident.sql.h"
#include "base/civil.h"
#include "base/sha256.h"
#include "caps/party/account.h"
#include <string.h>

/* Phones of a household: their sessions, who holds one, how it ends. */

const char *const resident_token_prefix = "bh_";
const char *const resident_how_words[] = { "any", "roster", "worker", "code", NULL };
static const char LETTERS[] = "abcdefghjkmnpqrstuvwxyz23456789";
enum { TOKEN_CHARACTERS = 52, TOUCH_MS = 60 * 60 * 1000 };

const char *resident_draw(struct ctx *cx, const char *prefix, const char *alphabet, size_t n)
{
	size_t at = strlen(prefix), letters = strlen(alphabet), fair = 256 - 256 % letters;
	char *text = arena_new(&cx->mem, at + n + 1);
	unsigned char byte;

	memcpy(text, prefix, at);
	for (size_t i = 0; i < n; i++) {
		do
			cx->random(&byte, 1);
		while (byte >= fair);
		text[at + i] = alphabet[byte % letters];
	}
	return text;
}

const char *resident_digest(struct ctx *cx, const char *secret)
{
	char text[SHA256_HEX];
	struct hash h = sha256(secret, strlen(secret));

	return arena_text(&cx->mem, hash_write(&h, text));
}

/* The account of a household, made when first needed. */
static enum err account_of(struct ctx *cx, const struct household *home, int64_t *ret)
{
	struct resident_home_of_household_row row;
	enum err e = resident_home_of_household(cx, (struct resident_home_of_household_in){ .district_id = cx->district_id,
		.household_id = home->household_id }, &row);

	if (e != ERR_NOT_FOUND) {
		TRY(e);
		*ret = row.account_id;
		return ERR_OK;
	}
	TRY(party_home_account(cx, home->household_id, home->building_id, arena_print(&cx->mem, "%.30s 住户", home->door), ret));
	return resident_home_insert(cx, (struct resident_home_insert_in){ .district_id = cx->district_id, .account_id = *ret,
		.household_id = home->household_id });
}

/* One more phone than allowed ends the one that was not used for longest. */
static enum err make_room(struct ctx *cx, int64_t household_id)
{
	struct resident_phone_page_row *rows;
	size_t n, oldest = 0;

	TRY(resident_phone_page(cx, (struct resident_phone_page_in){ .district_id = cx->district_id, .household_id = household_id,
		.now_ms = cx->now_ms, .limit = RESIDENT_PHONES_MAX }, &rows, &n, RESIDENT_PHONES_MAX));
	for (size_t i = 1; i < n; i++)
		if (rows[i].seen_ms < rows[oldest].seen_ms)
			oldest = i;
	if (n < RESIDENT_PHONES_MAX)
		return ERR_OK;
	return resident_phone_end(cx, (struct resident_phone_end_in){ .district_id = cx->district_id, .phone_id = rows[oldest].phone_id,
		.now_ms = cx->now_ms, .by_id = ACCOUNT_SYSTEM });
}

enum err resident_phone_open(struct ctx *cx, int64_t household_id, enum resident_how how, int64_t *ret_until_ms)
{
	const char *token = resident_draw(cx, resident_token_prefix, LETTERS, TOKEN_CHARACTERS);
	int64_t account_id, until = cx->now_ms + (int64_t)RESIDENT_DAYS * DAY_MS;
	struct household home;

	TRY(household_now(cx, household_id, &home));
	if (home.status == HOUSEHOLD_MOVED)
		return fail(cx, ERR_BAD_STATE, NULL, "这一户登记为已搬走，请找网格员核对", "this household is recorded as moved away; ask the grid worker");
	TRY(account_of(cx, &home, &account_id));
	TRY(make_room(cx, home.household_id));
	TRY(resident_phone_insert(cx, (struct resident_phone_insert_in){ .district_id = cx->district_id, .phone_id = ctx_new_id(cx),
		.household_id = home.household_id, .account_id = account_id, .token_hash = resident_digest(cx, token), .how = how,
		.now_ms = cx->now_ms, .until_ms = until }));
	cx->answer_session = token;
	cx->answer_session_s = (int64_t)RESIDENT_DAYS * DAY_MS / 1000;
	*ret_until_ms = until;
	return ERR_OK;
}

static enum err not_in(struct ctx *cx)
{
	return fail(cx, ERR_NOT_SIGNED_IN, NULL, "这台手机不再是登记的住户手机；请扫小区大门的码重新进来，或找网格员",
		    "this phone no longer stands for a household; scan the code at the gate again, or ask the grid worker");
}

enum err resident_authenticate(struct ctx *cx, const char *token, struct party_who *ret)
{
	struct resident_phone_by_hash_row row;
	struct party_account account;
	struct household home;
	enum err e = resident_phone_by_hash(cx, (struct resident_phone_by_hash_in){ .district_id = cx->district_id,
		.token_hash = resident_digest(cx, token) }, &row);

	if (e == ERR_NOT_FOUND)
		return not_in(cx);
	TRY(e);
	if (row.ended_ms || cx->now_ms >= row.until_ms)
		return not_in(cx);
	TRY(household_now(cx, row.household_id, &home));
	TRY(party_account_get(cx, row.account_id, &account));
	if (home.status == HOUSEHOLD_MOVED || !account.enabled)
		return not_in(cx);
	*ret = (struct party_who){ .session_id = row.phone_id, .touch_due = cx->now_ms - row.seen_ms >= TOUCH_MS };
	return party_actor(cx, row.account_id, &ret->actor);
}

enum err resident_touch(struct ctx *cx, int64_t phone_id)
{
	return resident_phone_seen(cx, (struct resident_phone_seen_in){ .district_id = cx->district_id, .phone_id = phone_id,
		.seen_ms = cx->now_ms });
}

enum err resident_home(struct ctx *cx, struct household *ret)
{
	struct resident_home_of_account_row row;
	enum err e = resident_home_of_account(cx, (struct resident_home_of_account_in){ .district_id = cx->district_id,
		.account_id = cx->actor->account_id }, &row);

	if (e == ERR_NOT_FOUND)
		return fail(cx, ERR_FORBIDDEN, NULL, "这里只给住户自己的手机用；工作人员请用工作端", "this is for households' own phones; workers use the field app");
	TRY(e);
	return household_now(cx, row.household_id, ret);           /* an account of a household that was merged acts for the kept one */
}

static enum err this_phone(struct ctx *cx, int64_t *ret)
{
	struct resident_phone_by_hash_row row;
	enum err e = resident_phone_by_hash(cx, (struct resident_phone_by_hash_in){ .district_id = cx->district_id,
		.token_hash = resident_digest(cx, cx->session_token ? cx->session_token : "") }, &row);

	*ret = e ? 0 : row.phone_id;
	return e == ERR_NOT_FOUND ? ERR_OK : e;
}

enum err resident_phone_list(struct ctx *cx, int64_t household_id, struct resident_phone **ret, size_t *ret_n)
{
	struct resident_phone_page_row *rows;
	struct resident_phone *out;
	int64_t mine;
	size_t n;

	TRY(this_phone(cx, &mine));
	TRY(resident_phone_page(cx, (struct resident_phone_page_in){ .district_id = cx->district_id, .household_id = household_id,
		.now_ms = cx->now_ms, .limit = RESIDENT_PHONES_MAX }, &rows, &n, RESIDENT_PHONES_MAX));
	out = arena_array(&cx->mem, struct resident_phone, n + 1);
	for (size_t i = 0; i < n; i++)
		out[i] = (struct resident_phone){ .phone_id = rows[i].phone_id, .how = rows[i].how, .made_ms = rows[i].made_ms,
			.seen_ms = rows[i].seen_ms, .until_ms = rows[i].until_ms, .this_one = rows[i].phone_id == mine };
	*ret = out;
	*ret_n = n;
	return ERR_OK;
}

static enum err no_such_phone(struct ctx *cx)
{
	return fail(cx, ERR_NOT_FOUND, "phone_id", "没有这台手机，或它已经退出", "there is no such phone, or it has left already");
}

/* Whose phone may the actor end: of its own household, or of one it looks after. */
static enum err may_end(struct ctx *cx, int64_t household_id)
{
	struct resident_home_of_account_row own;
	struct household home;
	enum err e = resident_home_of_account(cx, (struct resident_home_of_account_in){ .district_id = cx->district_id,
		.account_id = cx->actor->account_id }, &own);

	if (e == ERR_OK) {
		TRY(household_now(cx, own.household_id, &home));
		return home.household_id == household_id ? ERR_OK : no_such_phone(cx);
	}
	return e == ERR_NOT_FOUND ? household_need(cx, PERM_GRID_EDIT, household_id, &home) : e;
}

enum err resident_phone_stop(struct ctx *cx, int64_t phone_id)
{
	struct resident_phone_by_id_row row;
	enum err e = resident_phone_by_id(cx, (struct resident_phone_by_id_in){ .district_id = cx->district_id, .phone_id = phone_id }, &row);

	if (e == ERR_NOT_FOUND)
		return no_such_phone(cx);
	TRY(e);
	TRY(may_end(cx, row.household_id));
	if (row.ended_ms)
		return no_such_phone(cx);
	return resident_phone_end(cx, (struct resident_phone_end_in){ .district_id = cx->district_id, .phone_id = phone_id,
		.now_ms = cx->now_ms, .by_id = cx->actor->account_id });
}

enum err resident_leave(struct ctx *cx)
{
	int64_t mine;

	TRY(this_phone(cx, &mine));
	cx->answer_session = "";
	return mine ? resident_phone_stop(cx, mine) : ERR_OK;
}

enum err resident_forget(struct ctx *cx, int64_t before_ms, int64_t *ret_n)
{
	int64_t phones, codes, notes;

	TRY(resident_phones_forget_n(cx, (struct resident_phones_forget_in){ cx->district_id, before_ms }, &phones));
	TRY(resident_codes_forget_n(cx, (struct resident_codes_forget_in){ cx->district_id, before_ms }, &codes));
	TRY(resident_said_forget_n(cx, (struct resident_said_forget_in){ cx->district_id, before_ms }, &notes));
	*ret_n = phones + codes + notes;
	return ERR_OK;
}
