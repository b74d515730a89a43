/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/resident/resident_internal.h"
#include "resident.sql.h"
#include "base/check.h"
#include "base/civil.h"
#include "caps/grid/door.h"
#include <string.h>

/* Coming in: by the roster, by a code, by the worker's yes. */

const char *const resident_state_words[] = { "waits", "in", "refused", NULL };
enum { ADDRESS_WINDOW_MS = 15 * 60 * 1000, CODE_DIGITS = 8, CLAIM_CHARACTERS = 40, NAME_MAX_ = 40 };

enum err resident_tries(struct ctx *cx, const char *who, int64_t window_ms, int64_t *ret)
{
	struct resident_try_of_row row;
	enum err e = resident_try_of(cx, (struct resident_try_of_in){ .district_id = cx->district_id, .who = who }, &row);

	*ret = e == ERR_OK && cx->now_ms - row.since_ms < window_ms ? row.n : 0;
	return e == ERR_NOT_FOUND ? ERR_OK : e;
}

enum err resident_count_try(struct ctx *cx, const char *who, int64_t window_ms)
{
	struct resident_try_of_row row = { 0 };
	enum err e = resident_try_of(cx, (struct resident_try_of_in){ .district_id = cx->district_id, .who = who }, &row);

	if (e && e != ERR_NOT_FOUND)
		return e;
	if (e || cx->now_ms - row.since_ms >= window_ms)
		row = (struct resident_try_of_row){ .since_ms = cx->now_ms };
	return resident_try_put(cx, (struct resident_try_put_in){ .district_id = cx->district_id, .who = who, .n = row.n + 1,
		.since_ms = row.since_ms });
}

/* The address is counted, not kept. */
static const char *who_address(struct ctx *cx)
{
	return arena_print(&cx->mem, "address:%.32s", resident_digest(cx, cx->address ? cx->address : "-"));
}

static const char *who_door(struct ctx *cx, const struct place *at, const struct resident_entry *in)
{
	return arena_print(&cx->mem, "door:%lld:%s", (long long)at->place_id,
			   door_join(&cx->mem, door_building(&cx->mem, in->building), door_unit(&cx->mem, in->unit), door_room(&cx->mem, in->room)));
}

static enum err check_entry(struct ctx *cx, const struct resident_entry *in)
{
	TRY(check_line(cx, "building", in->building, 0, DOOR_PART_MAX));
	TRY(check_line(cx, "unit", in->unit, 0, DOOR_PART_MAX));
	TRY(check_line(cx, "room", in->room, 1, DOOR_PART_MAX));
	TRY(check_line(cx, "name", in->name, 1, NAME_MAX_));
	if (strlen(in->tail) != 4 || strspn(in->tail, "0123456789") != 4)
		return fail(cx, ERR_BAD_INPUT, "tail", "请写手机号的后 4 位", "write the last 4 digits of the phone number");
	return ERR_OK;
}

/* The one household behind the door whose phone ends so; 0 when there is none, or more than one. */
static enum err match(struct ctx *cx, const struct place *at, const struct resident_entry *in, int64_t *ret_fits, int64_t *ret_behind)
{
	int64_t *ids, fits = 0;
	size_t n, n_fits = 0;

	TRY(household_find(cx, at->place_id, in->building, in->unit, in->room, &ids, &n));
	for (size_t i = 0; i < n; i++) {
		bool is;

		TRY(household_phone_fits(cx, ids[i], in->tail, &is));
		if (is && ++n_fits)
			fits = ids[i];
	}
	*ret_fits = n_fits == 1 ? fits : 0;
	*ret_behind = n == 1 ? ids[0] : 0;
	return ERR_OK;
}

static enum err wait_for_worker(struct ctx *cx, const struct place *at, const struct resident_entry *in, int64_t behind,
				struct resident_entered *ret)
{
	const char *token = resident_draw(cx, "bw_", "abcdefghjkmnpqrstuvwxyz23456789", CLAIM_CHARACTERS);
	struct resident_claim_waiting_row waiting;
	struct household home = { .path = at->path };

	TRY(resident_claim_waiting(cx, (struct resident_claim_waiting_in){ .district_id = cx->district_id, .place_id = at->place_id,
		.since_ms = cx->now_ms - (int64_t)RESIDENT_CLAIM_DAYS * DAY_MS }, &waiting));
	if (waiting.n >= RESIDENT_CLAIMS_MAX)
		return fail(cx, ERR_TOO_MANY, NULL, "等网格员确认的已有 %lld 条，请直接找网格员要进入码",
			    "%lld entries wait for the grid worker already; ask the worker for a code", (long long)waiting.n);
	if (behind)
		TRY(household_get(cx, behind, &home));
	TRY(resident_claim_insert(cx, (struct resident_claim_insert_in){ .district_id = cx->district_id, .claim_id = ctx_new_id(cx),
		.place_id = at->place_id, .path = home.path, .building = in->building, .unit = in->unit, .room = in->room, .name = in->name,
		.tail = in->tail, .household_id = behind, .token_hash = resident_digest(cx, token), .made_ms = cx->now_ms }));
	*ret = (struct resident_entered){ .state = RESIDENT_WAITS, .claim = token, .why = "" };
	return ERR_OK;
}

/* A code by word of mouth: for a household at or below the link's place. */
static enum err by_code(struct ctx *cx, const struct place *at, const char *code, struct resident_entered *ret)
{
	struct resident_code_of_row row;
	const char *hash = resident_digest(cx, code);
	struct household home;
	enum err e = resident_code_of(cx, (struct resident_code_of_in){ .district_id = cx->district_id, .code_hash = hash,
		.now_ms = cx->now_ms }, &row);
	bool good = e == ERR_OK;

	if (e && e != ERR_NOT_FOUND)
		return e;
	if (good) {
		TRY(household_get(cx, row.household_id, &home));
		good = strncmp(home.path, at->path, strlen(at->path)) == 0;
	}
	if (!good) {
		TRY(resident_count_try(cx, who_address(cx), ADDRESS_WINDOW_MS));
		return fail(cx, ERR_BAD_INPUT, "code", "这个码不对、用过了或过期了，请找网格员再要一个",
			    "this code is wrong, used or out of date; ask the grid worker for another");
	}
	TRY(resident_code_use(cx, (struct resident_code_use_in){ .district_id = cx->district_id, .code_hash = hash, .now_ms = cx->now_ms }));
	*ret = (struct resident_entered){ .state = RESIDENT_IN, .why = "", .claim = "" };
	return resident_phone_open(cx, row.household_id, BY_CODE, &ret->until_ms);
}

/* Old counts and claims nobody answered do not stay: they hold names. */
static enum err tidy(struct ctx *cx)
{
	TRY(resident_try_drop_old(cx, (struct resident_try_drop_old_in){ .district_id = cx->district_id, .before_ms = cx->now_ms - DAY_MS }));
	return resident_claim_forget(cx, (struct resident_claim_forget_in){ .district_id = cx->district_id,
		.before_ms = cx->now_ms - (int64_t)RESIDENT_CLAIM_DAYS * DAY_MS });
}

enum err resident_enter(struct ctx *cx, const struct resident_entry *given, struct resident_entered *ret)
{
	struct resident_entry in = *given;
	int64_t by_address, by_door, fits = 0, behind = 0;
	struct place at;

	TRY(resident_link_place(cx, in.link, &at));
	TRY(resident_tries(cx, who_address(cx), ADDRESS_WINDOW_MS, &by_address));
	if (by_address >= RESIDENT_ADDRESS_TRIES)
		return fail(cx, ERR_TOO_MANY, NULL, "试的次数太多，请 15 分钟后再试，或找网格员", "too many tries; try again in 15 minutes, or ask the grid worker");
	TRY(tidy(cx));
	if (in.code && *in.code)
		return by_code(cx, &at, in.code, ret);
	in.building = in.building ? in.building : "";
	in.unit = in.unit ? in.unit : "";
	in.room = in.room ? in.room : "";
	in.name = in.name ? in.name : "";
	in.tail = in.tail ? in.tail : "";
	TRY(check_entry(cx, &in));
	TRY(resident_tries(cx, who_door(cx, &at, &in), DAY_MS, &by_door));
	TRY(match(cx, &at, &in, &fits, &behind));
	if (fits && by_door < RESIDENT_DOOR_TRIES) {
		*ret = (struct resident_entered){ .state = RESIDENT_IN, .why = "", .claim = "" };
		return resident_phone_open(cx, fits, BY_ROSTER, &ret->until_ms);
	}
	TRY(resident_count_try(cx, who_address(cx), ADDRESS_WINDOW_MS));
	TRY(resident_count_try(cx, who_door(cx, &at, &in), DAY_MS));
	return wait_for_worker(cx, &at, &in, behind, ret);
}

enum err resident_ask_again(struct ctx *cx, const char *claim, struct resident_entered *ret)
{
	struct resident_claim_by_hash_row row;
	enum err e = resident_claim_by_hash(cx, (struct resident_claim_by_hash_in){ .district_id = cx->district_id,
		.token_hash = resident_digest(cx, claim ? claim : "") }, &row);

	enum { WAITING = 1, YES, NO };
	if (e == ERR_NOT_FOUND || (e == ERR_OK && (row.state > NO || cx->now_ms - row.made_ms > (int64_t)RESIDENT_CLAIM_DAYS * DAY_MS)))
		return fail(cx, ERR_NOT_FOUND, "claim", "这次登记已经过期，请重新登记", "this entry is out of date; begin anew");
	TRY(e);
	*ret = (struct resident_entered){ .state = row.state == NO ? RESIDENT_REFUSED : RESIDENT_WAITS, .why = row.why, .claim = "" };
	if (row.state != YES)
		return ERR_OK;
	TRY(resident_claim_used(cx, (struct resident_claim_used_in){ .district_id = cx->district_id, .claim_id = row.claim_id }));
	ret->state = RESIDENT_IN;
	return resident_phone_open(cx, row.household_id, BY_WORKER, &ret->until_ms);
}

/* --- The worker's side -------------------------------------------------------- */

enum err resident_claim_list(struct ctx *cx, int64_t after_id, int64_t limit, struct resident_claim **ret, size_t *ret_n)
{
	struct resident_claim_page_row *rows;
	struct resident_claim *out;
	size_t n;

	TRY(check_range(cx, "limit", limit, 1, 200));
	TRY(resident_claim_page(cx, (struct resident_claim_page_in){ .district_id = cx->district_id, .actor_id = cx->actor->account_id,
		.perm = PERM_GRID_EDIT, .now_ms = cx->now_ms, .after_id = after_id, .limit = limit,
		.since_ms = cx->now_ms - (int64_t)RESIDENT_CLAIM_DAYS * DAY_MS }, &rows, &n, (size_t)limit));
	out = arena_array(&cx->mem, struct resident_claim, n + 1);
	for (size_t i = 0; i < n; i++)
		out[i] = (struct resident_claim){ .claim_id = rows[i].claim_id, .place_id = rows[i].place_id, .household_id = rows[i].household_id,
			.made_ms = rows[i].made_ms, .place = rows[i].place, .building = rows[i].building, .unit = rows[i].unit,
			.room = rows[i].room, .name = rows[i].name, .tail = rows[i].tail };
	*ret = out;
	*ret_n = n;
	return ERR_OK;
}

static enum err no_such_claim(struct ctx *cx)
{
	return fail(cx, ERR_NOT_FOUND, "claim_id", "没有这条待认领的登记", "there is no such entry waiting");
}

enum err resident_claim_answer(struct ctx *cx, int64_t claim_id, int64_t household_id, const char *why)
{
	struct resident_claim_by_id_row row;
	struct household home;
	int64_t changed = 0;
	enum err e = resident_claim_by_id(cx, (struct resident_claim_by_id_in){ .district_id = cx->district_id, .claim_id = claim_id }, &row);

	if (e == ERR_NOT_FOUND)
		return no_such_claim(cx);
	TRY(e);
	if (!ctx_may(cx, PERM_GRID_EDIT, row.path))
		return no_such_claim(cx);
	TRY(check_line(cx, "why", why ? why : "", household_id ? 0 : 1, 200));
	if (household_id)
		TRY(household_need(cx, PERM_GRID_EDIT, household_id, &home));
	TRY(resident_claim_decide_n(cx, (struct resident_claim_decide_in){ .district_id = cx->district_id, .claim_id = claim_id,
		.state = household_id ? 2 : 3, .household_id = household_id, .now_ms = cx->now_ms, .by_id = cx->actor->account_id,
		.why = why ? why : "" }, &changed));
	if (!changed)
		return fail(cx, ERR_BAD_STATE, "claim_id", "这条登记已经答复过了", "this entry was answered already");
	return ERR_OK;
}

enum err resident_code_give(struct ctx *cx, int64_t household_id, const char **ret_code, int64_t *ret_until_ms)
{
	const char *code = resident_draw(cx, "", "0123456789", CODE_DIGITS);
	int64_t until = cx->now_ms + (int64_t)RESIDENT_CODE_HOURS * 3600 * 1000;
	struct household home;

	TRY(household_need(cx, PERM_GRID_EDIT, household_id, &home));
	if (home.status == HOUSEHOLD_MOVED || home.merged_into)
		return fail(cx, ERR_BAD_STATE, "household_id", "这一户已搬走或并入别户，不能再给码", "this household moved away or was merged; it gets no code");
	TRY(resident_code_stop(cx, (struct resident_code_stop_in){ .district_id = cx->district_id, .household_id = household_id, .now_ms = cx->now_ms }));
	TRY(resident_code_insert(cx, (struct resident_code_insert_in){ .district_id = cx->district_id, .code_hash = resident_digest(cx, code),
		.household_id = household_id, .made_by = cx->actor->account_id, .made_ms = cx->now_ms, .until_ms = until }));
	*ret_code = code;
	*ret_until_ms = until;
	return ERR_OK;
}
