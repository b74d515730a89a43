/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/resident/join.h"
#include "resident.sql.h"
#include "caps/audit/audit.h"
#include "caps/care/care.h"
#include "caps/complaint/complaint.h"
#include "caps/grid/tidy.h"
#include "caps/intake/intake.h"
#include "caps/ledger/ledger.h"
#include "caps/resident/resident.h"

/* Phones stay in and act for the kept household: their account leads to it (resident_home follows a merge). */
static enum err move_phones(struct ctx *cx, int64_t from_id, int64_t to_id, int64_t *ret_n)
{
	TRY(resident_phones_pass_n(cx, (struct resident_phones_pass_in){ cx->district_id, from_id, to_id, cx->now_ms }, ret_n));
	TRY(resident_phones_trim(cx, (struct resident_phones_trim_in){ .district_id = cx->district_id, .household_id = to_id, .now_ms = cx->now_ms,
		.by_id = cx->actor->account_id, .limit = RESIDENT_PHONES_MAX }));
	TRY(resident_codes_pass(cx, (struct resident_codes_pass_in){ cx->district_id, from_id, to_id }));
	TRY(resident_claims_pass(cx, (struct resident_claims_pass_in){ cx->district_id, from_id, to_id }));
	return resident_said_pass(cx, (struct resident_said_pass_in){ cx->district_id, from_id, to_id });
}

static void say(struct ctx *cx, const struct household *keep, struct household_joined *j)
{
	const struct order_household_moved *o = &j->orders;

	j->zh = arena_print(&cx->mem, "已并入 %s：订单 %lld 张（%lld 张还没送到，改送这一门），个别需求 %lld 条，投诉 %lld 条，手机 %lld 台",
		keep->door, (long long)o->orders, (long long)o->open, (long long)j->needs, (long long)j->complaints, (long long)j->phones);
	j->en = arena_print(&cx->mem, "joined into %s: %lld orders (%lld still to come, now to this door), %lld needs, %lld complaints, %lld phones",
		keep->door, (long long)o->orders, (long long)o->open, (long long)j->needs, (long long)j->complaints, (long long)j->phones);
	if (o->together) {
		j->zh = arena_print(&cx->mem, "%s。两户在同一周期里共下了 %lld 单（预案“%s”：限 %lld 单），已下的照常办", j->zh, (long long)o->together,
			o->rule, (long long)o->limit);
		j->en = arena_print(&cx->mem, "%s. Both ordered in one interval: %lld orders (rule \"%s\": at most %lld); what was ordered stands", j->en,
			(long long)o->together, o->rule, (long long)o->limit);
	}
	if (j->lists_apart) {
		j->zh = arena_print(&cx->mem, "%s。有 %lld 次团购的接龙里两户都有，两行仍分开办", j->zh, (long long)j->lists_apart);
		j->en = arena_print(&cx->mem, "%s. Chat lists of %lld offers have both; their rows stay apart", j->en, (long long)j->lists_apart);
	}
}

enum err household_join(struct ctx *cx, int64_t lose_id, int64_t keep_id, const char *reason, struct household_joined *ret)
{
	struct household lose, keep;
	struct ledger_head head;

	*ret = (struct household_joined){ .orders = { .rule = "" } };
	TRY(ledger_lock(cx, &head));            /* an order placed meanwhile is there, or comes after and finds the kept one */
	TRY(household_merge_check(cx, lose_id, keep_id, reason, &lose, &keep));
	if (lose.merged_into) {
		say(cx, &keep, ret);
		return ERR_OK;
	}
	TRY(order_household_moved(cx, &lose, &keep, &ret->orders));
	TRY(intake_household_moved(cx, lose_id, keep_id, &ret->lists_apart));
	TRY(care_household_moved(cx, &lose, &keep, &ret->needs));
	TRY(complaint_household_moved(cx, lose_id, keep_id, &ret->complaints));
	TRY(move_phones(cx, lose_id, keep_id, &ret->phones));
	TRY(household_merge(cx, lose_id, keep_id, reason));
	say(cx, &keep, ret);
	return audit_write(cx, &(struct audit_entry){ .op = "household_merge", .target_id = keep_id, .scope = keep.path, .note = ret->zh });
}
