/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/item/substitute.h"
#include "substitute.sql.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/shape.h"

enum { VERSIONS_MAX = 200, DAY_MAX = 2932896 };

#define FACTS_OF(r) \
	.num = (r).num, .den = (r).den, .note = (r).note, .since_day = (r).since_day, .until_day = (r).until_day, \
	.changed_by = (r).changed_by, .changed_by_name = (r).changed_by_name, .changed_ms = (r).changed_ms, .version = (r).version
#define SUBSTITUTE_OF(r) (struct substitute){ .substitute_id = (r).substitute_id, .item_id = (r).item_id, .by_id = (r).by_id, FACTS_OF(r) }

static enum err check_pair(struct ctx *cx, const struct substitute *in, int64_t since_day)
{
	TRY(check_range(cx, "num", in->num, 1, SUBSTITUTE_RATIO_MAX));
	TRY(check_range(cx, "den", in->den, 1, SUBSTITUTE_RATIO_MAX));
	TRY(check_line(cx, "note", in->note, 1, SUBSTITUTE_NOTE_MAX));
	TRY(check_range(cx, "since_day", since_day, 1, DAY_MAX));
	if (in->until_day && in->until_day < since_day)
		return fail(cx, ERR_BAD_INPUT, "until_day", "最后一天在开始那天之前，请改日期", "the last day is before the first; change one of them");
	return ERR_OK;
}

enum err substitute_create(struct ctx *cx, const struct substitute *in, int64_t *ret_substitute_id)
{
	int64_t added = 0, id = ctx_new_id(cx), since = in->since_day ? in->since_day : civil_day_of(cx->now_ms);
	struct item item, by;
	enum err e;

	TRY(ctx_need(cx, PERM_ITEM_EDIT, ctx_root(cx)));
	TRY(check_pair(cx, in, since));
	TRY(item_get(cx, in->item_id, &item));
	e = item_get(cx, in->by_id, &by);
	if (e == ERR_NOT_FOUND)
		return fail(cx, e, "by_id", "没有编号为 %lld 的物资", "there is no item number %lld", (long long)in->by_id);
	TRY(e);
	if (in->item_id == in->by_id)
		return fail(cx, ERR_BAD_INPUT, "by_id", "“%s”不能替代自己，请选另一种物资", "'%s' cannot stand in for itself; choose another item", item.zh);
	if (!item.active || !by.active)
		return fail(cx, ERR_BLOCKED, item.active ? "by_id" : "item_id", "“%s”已停用，请换一种物资", "'%s' is no longer used; choose another item",
			    item.active ? by.zh : item.zh);
	TRY(substitute_insert_n(cx, (struct substitute_insert_in){ .district_id = cx->district_id, .substitute_id = id, .item_id = in->item_id,
		.by_id = in->by_id, .num = in->num, .den = in->den, .note = in->note, .since_day = since, .until_day = in->until_day,
		.changed_by = cx->actor->account_id, .changed_ms = cx->now_ms }, &added));
	if (!added)
		return fail(cx, ERR_CONFLICT, "by_id", "“%s”替代“%s”已登记过，请改那一条", "'%s' for '%s' is in the register already; change that entry", by.zh, item.zh);
	*ret_substitute_id = id;
	return substitute_keep(cx, (struct substitute_keep_in){ .district_id = cx->district_id, .substitute_id = id });
}

enum err substitute_change(struct ctx *cx, int64_t substitute_id, int64_t version, const struct substitute *in)
{
	struct substitute old;
	int64_t changed = 0;

	TRY(ctx_need(cx, PERM_ITEM_EDIT, ctx_root(cx)));
	TRY(substitute_get(cx, substitute_id, &old));
	TRY(check_pair(cx, in, in->since_day ? in->since_day : old.since_day));
	if (!version || version == old.version)
		TRY(substitute_put_n(cx, (struct substitute_put_in){ .district_id = cx->district_id, .substitute_id = substitute_id, .version = old.version,
			.num = in->num, .den = in->den, .note = in->note, .since_day = in->since_day ? in->since_day : old.since_day,
			.until_day = in->until_day, .changed_by = cx->actor->account_id, .changed_ms = cx->now_ms }, &changed));
	if (!changed)
		return fail(cx, ERR_STALE, "version", "这条记录已是第 %lld 版，您看到的是第 %lld 版；请刷新", "the record is at version %lld, you saw %lld; reload",
			    (long long)old.version, (long long)version);
	return substitute_keep(cx, (struct substitute_keep_in){ .district_id = cx->district_id, .substitute_id = substitute_id });
}

enum err substitute_get(struct ctx *cx, int64_t substitute_id, struct substitute *ret)
{
	struct substitute_by_id_row row;
	enum err e = substitute_by_id(cx, (struct substitute_by_id_in){ .district_id = cx->district_id, .substitute_id = substitute_id }, &row);

	if (e == ERR_NOT_FOUND)
		return fail(cx, e, "substitute_id", "没有编号为 %lld 的替代关系", "there is no substitute number %lld", (long long)substitute_id);
	TRY(e);
	*ret = SUBSTITUTE_OF(row);
	return ERR_OK;
}

enum err substitute_versions(struct ctx *cx, int64_t substitute_id, struct substitute **ret, size_t *ret_n)
{
	struct substitute_past_row *rows;
	struct substitute now;

	TRY(substitute_get(cx, substitute_id, &now));
	TRY(substitute_past(cx, (struct substitute_past_in){ .district_id = cx->district_id, .substitute_id = substitute_id, .limit = VERSIONS_MAX },
		&rows, ret_n, VERSIONS_MAX));
	*ret = arena_array(&cx->mem, struct substitute, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = (struct substitute){ .substitute_id = substitute_id, .item_id = now.item_id, .by_id = now.by_id, FACTS_OF(rows[i]) };
	return ERR_OK;
}

enum err substitute_list(struct ctx *cx, const struct substitute_filter *filter, struct substitute **ret, size_t *ret_n)
{
	struct substitute_page_row *rows;

	TRY(substitute_page(cx, (struct substitute_page_in){ .district_id = cx->district_id, .item_id = filter->item_id, .on_day = filter->on_day,
		.find = check_like(&cx->mem, filter->search), .limit = SUBSTITUTE_LIST_MAX }, &rows, ret_n, SUBSTITUTE_LIST_MAX));
	*ret = arena_array(&cx->mem, struct substitute, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = SUBSTITUTE_OF(rows[i]);
	return ERR_OK;
}

static int64_t at_most(__int128 qty) { return qty > QTY_MAX ? QTY_MAX : (int64_t)qty; }

int64_t substitute_needed(const struct substitute *pair, int64_t pack, int64_t qty)
{
	__int128 need = ((__int128)qty * pair->num + pair->den - 1) / pair->den;

	return at_most((need + pack - 1) / pack * pack);
}

int64_t substitute_covers(int64_t num, int64_t den, int64_t qty)
{
	return at_most((__int128)qty * den / num);
}

struct substitute_words substitute_say(struct arena *mem, const struct item *by, int64_t by_qty, const struct item *item, int64_t qty)
{
	return (struct substitute_words){
		arena_print(mem, "以%s %lld %s代%s %lld %s", by->zh, (long long)by_qty, by->unit, item->zh, (long long)qty, item->unit),
		arena_print(mem, "%lld %s of %s instead of %lld %s of %s", (long long)by_qty, by->unit, by->en[0] ? by->en : by->zh, (long long)qty,
			    item->unit, item->en[0] ? item->en : item->zh) };
}
