/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/place/place_internal.h"
#include "place.sql.h"
#include "base/check.h"
#include "base/text.h"
#include <string.h>

#define PLACE_OF(r) (struct place){ \
	.place_id = (r).place_id, .parent_id = (r).parent_id, .kind = (r).kind, .code = (r).code, .name = (r).name, \
	.path = (r).path, .unit_kind = (r).unit_kind, .has_point = (r).has_point, .lon_e7 = (r).lon_e7, \
	.lat_e7 = (r).lat_e7, .population = (r).population, .storage = (r).storage, .contact = (r).contact, \
	.valid_from = (r).valid_from, .valid_to = (r).valid_to, .successor_id = (r).successor_id, .version = (r).version }

static const char *or_empty(const char *text) { return text ? text : ""; }

enum err place_get(struct ctx *cx, int64_t place_id, struct place *ret)
{
	struct place_by_id_row row;
	enum err e = place_by_id(cx, (struct place_by_id_in){ .district_id = cx->district_id, .place_id = place_id }, &row);

	if (e == ERR_NOT_FOUND)
		return fail(cx, e, "place_id", "没有编号为 %lld 的地点", "there is no place number %lld", (long long)place_id);
	TRY(e);
	*ret = PLACE_OF(row);
	return ERR_OK;
}

enum err place_by_code(struct ctx *cx, const char *code, struct place *ret)
{
	struct place_by_its_code_row row;
	enum err e = place_by_its_code(cx, (struct place_by_its_code_in){ .district_id = cx->district_id,
		.code = or_empty(code) }, &row);

	if (e == ERR_NOT_FOUND)
		return fail(cx, e, "code", "没有代码为“%.60s”的地点", "there is no place with the code '%.60s'", or_empty(code));
	TRY(e);
	*ret = PLACE_OF(row);
	return ERR_OK;
}

enum err place_path(struct ctx *cx, int64_t place_id, const char **ret)
{
	struct place place;

	TRY(place_get(cx, place_id, &place));
	*ret = place.path;
	return ERR_OK;
}

enum err place_root(struct ctx *cx, struct place *ret)
{
	struct place_top_row row;
	enum err e = place_top(cx, (struct place_top_in){ .district_id = cx->district_id }, &row);

	if (e == ERR_NOT_FOUND)
		return fail(cx, ERR_NOT_FOUND, NULL, "还没有登记本区（%lld）", "the district %lld is not registered yet",
			    (long long)cx->district_id);
	TRY(e);
	*ret = PLACE_OF(row);
	return ERR_OK;
}

enum err place_need(struct ctx *cx, enum perm perm, int64_t place_id, struct place *ret)
{
	struct place place;

	TRY(place_get(cx, place_id, &place));
	if (!ctx_may(cx, perm, place.path) && !ctx_may(cx, PERM_PLACE_READ, place.path))
		return fail(cx, ERR_NOT_FOUND, "place_id", "没有编号为 %lld 的地点", "there is no place number %lld",
			    (long long)place_id);
	TRY(ctx_need(cx, perm, place.path));
	*ret = place;
	return ERR_OK;
}

enum err place_open_on(struct ctx *cx, const struct place *place, int64_t day)
{
	if (place->valid_from <= day && (!place->valid_to || day < place->valid_to))
		return ERR_OK;
	if (place->successor_id)
		return fail(cx, ERR_BLOCKED, "place_id", "“%s”已停用，由编号 %lld 的地点接替",
			    "'%s' is no longer in use; place %lld has taken over", place->name, (long long)place->successor_id);
	return fail(cx, ERR_BLOCKED, "place_id", "“%s”这一天不在启用期内", "'%s' is not in use on that day", place->name);
}

enum err place_point(struct ctx *cx, int64_t place_id, struct place_point *ret)
{
	struct place place, own;

	TRY(place_get(cx, place_id, &own));
	for (place = own; !place.has_point; )
		if (!place.parent_id)
			return fail(cx, ERR_BAD_STATE, "place_id", "“%s”（%s）及其上级都没有坐标，无法计算距离",
				    "neither '%s' (%s) nor anything above it has coordinates", own.name, own.code);
		else
			TRY(place_get(cx, place.parent_id, &place));
	*ret = (struct place_point){ .lon_e7 = place.lon_e7, .lat_e7 = place.lat_e7, .from_place_id = place.place_id };
	return ERR_OK;
}

enum err place_ancestor(struct ctx *cx, int64_t place_id, enum place_kind kind, struct place *ret)
{
	struct place place;

	TRY(place_get(cx, place_id, &place));
	while ((enum place_kind)place.kind != kind) {
		if (!place.parent_id)
			return fail(cx, ERR_NOT_FOUND, "place_id", "编号 %lld 的地点之上没有%s", "nothing above place %lld is a %s",
				    (long long)place_id, place_kind_words[kind]);
		TRY(place_get(cx, place.parent_id, &place));
	}
	*ret = place;
	return ERR_OK;
}

enum err place_add(struct ctx *cx, const struct place_facts *in, int64_t parent_id, const char *parent_path,
		   int64_t *ret_place_id, const char **ret_path, bool *ret_added)
{
	int64_t place_id = in->kind == PLACE_DISTRICT ? cx->district_id : ctx_new_id(cx), added = 0;
	const char *path = arena_print(&cx->mem, "%s%lld/", parent_path, (long long)place_id);

	TRY(place_insert_n(cx, (struct place_insert_in){ .district_id = cx->district_id, .place_id = place_id,
		.parent_id = parent_id, .kind = in->kind, .code = in->code, .name = in->name, .path = path,
		.unit_kind = or_empty(in->unit_kind), .has_point = in->has_point != 0,
		.lon_e7 = in->has_point ? in->lon_e7 : 0, .lat_e7 = in->has_point ? in->lat_e7 : 0,
		.population = in->population, .storage = in->storage, .contact = or_empty(in->contact),
		.valid_from = in->valid_from, .valid_to = in->valid_to, .successor_id = in->successor_id,
		.version = 1, .changed_ms = cx->now_ms }, &added));
	*ret_added = added == 1;
	*ret_place_id = place_id;
	*ret_path = path;
	return ERR_OK;
}

/* The parent named, or for areas the one the code itself names. */
static enum err find_parent(struct ctx *cx, const struct place_facts *in, struct place *ret, bool *ret_has)
{
	enum place_kind kind;
	char above[13];

	*ret_has = in->kind != PLACE_DISTRICT || in->parent_id;
	if (in->parent_id)
		return place_get(cx, in->parent_id, ret);
	if (*ret_has && in->kind <= PLACE_COMMUNITY && place_area_code(in->code, &kind, above))
		return place_by_code(cx, above, ret);
	*ret_has = false;
	return ERR_OK;
}

enum err place_need_kind(struct ctx *cx, int64_t row, const char *before, const char *after)
{
	if (strcmp(before, or_empty(after)) == 0 || ctx_may(cx, PERM_PLACE_EDIT, ctx_root(cx)))
		return ERR_OK;
	return fail(cx, ERR_FORBIDDEN, check_field(&cx->mem, row, "unit_kind"),
		    "单位类别决定分配先后，只能由管理全区的管理员设定", "a unit's kind decides who comes first; an administrator of the whole district sets it");
}

bool place_may_edit(struct ctx *cx, int64_t kind, const char *path)
{
	return ctx_may(cx, PERM_PLACE_EDIT, path) || (kind == PLACE_BUILDING && ctx_may(cx, PERM_GRID_EDIT, path));
}

enum err place_create(struct ctx *cx, const struct place_facts *in, int64_t *ret_place_id)
{
	struct place parent, root;
	const char *path;
	bool has_parent, added;
	enum err e = find_parent(cx, in, &parent, &has_parent);

	if (e == ERR_NOT_FOUND)
		return fail(cx, e, "parent_id", "上级地点不存在，请先登记上级", "the parent does not exist; register it first");
	TRY(e);
	if (has_parent && !place_may_edit(cx, in->kind, parent.path) && !ctx_may(cx, PERM_PLACE_READ, parent.path))
		return fail(cx, ERR_NOT_FOUND, "parent_id", "上级地点不存在，请先登记上级",
			    "the parent does not exist; register it first");
	if (!place_may_edit(cx, in->kind, has_parent ? parent.path : "/"))
		TRY(ctx_need(cx, PERM_PLACE_EDIT, has_parent ? parent.path : "/"));
	TRY(place_check(cx, NO_ROW, in, has_parent ? &parent : NULL));
	TRY(place_need_kind(cx, NO_ROW, "", in->unit_kind));
	if (!has_parent && place_root(cx, &root) == ERR_OK)
		return fail(cx, ERR_CONFLICT, "code", "一个数据文件只管一个区，已登记 %s", "one data file holds one district, and %s is there",
			    root.code);
	TRY(place_add(cx, in, has_parent ? parent.place_id : 0, has_parent ? parent.path : "/", ret_place_id, &path, &added));
	if (!added)
		return fail(cx, ERR_CONFLICT, "code", "代码“%s”已被使用", "the code '%s' is taken", in->code);
	return ERR_OK;
}

static bool same_facts(const struct place *old, const struct place_facts *in)
{
	return strcmp(old->name, in->name) == 0 && strcmp(old->unit_kind, or_empty(in->unit_kind)) == 0
		&& old->has_point == (in->has_point != 0)
		&& (!in->has_point || (old->lon_e7 == in->lon_e7 && old->lat_e7 == in->lat_e7))
		&& old->population == in->population && old->storage == in->storage
		&& strcmp(old->contact, or_empty(in->contact)) == 0 && old->valid_from == in->valid_from
		&& old->valid_to == in->valid_to && old->successor_id == in->successor_id;
}

/* What has open children cannot end: their goods would hang in the air. */
static enum err check_ending(struct ctx *cx, int64_t row, const struct place *old, const struct place_facts *in)
{
	struct place_open_children_row open;
	struct place successor;

	if (in->valid_to && in->valid_to != old->valid_to) {
		TRY(place_open_children(cx, (struct place_open_children_in){ .district_id = cx->district_id,
			.parent_id = old->place_id, .day = in->valid_to }, &open));
		if (open.n)
			return fail(cx, ERR_BLOCKED, check_field(&cx->mem, row, "valid_to"),
				    "“%s”下面还有 %lld 个在用的地点，请先停用它们", "'%s' still has %lld places in use below it; end those first",
				    old->name, (long long)open.n);
	}
	if (in->successor_id) {
		if (in->successor_id == old->place_id || place_get(cx, in->successor_id, &successor))
			return fail(cx, ERR_BAD_INPUT, check_field(&cx->mem, row, "successor_id"), "接替者不存在，或就是它自己",
				    "the successor does not exist or is the place itself");
	}
	return ERR_OK;
}

enum err place_put(struct ctx *cx, int64_t row, const struct place *old, int64_t version,
		   const struct place_facts *in, bool *ret_changed)
{
	int64_t changed = 0;

	TRY(check_ending(cx, row, old, in));
	*ret_changed = false;
	if (version && version != old->version)
		return fail(cx, ERR_STALE, check_field(&cx->mem, row, "version"), "这条记录已是第 %lld 版，您看到的是第 %lld 版；请刷新",
			    "the record is at version %lld, you saw %lld; reload", (long long)old->version, (long long)version);
	if (same_facts(old, in))
		return ERR_OK;
	TRY(place_need_kind(cx, row, old->unit_kind, in->unit_kind));
	TRY(place_change_n(cx, (struct place_change_in){ .district_id = cx->district_id, .place_id = old->place_id,
		.version = old->version, .name = in->name, .unit_kind = or_empty(in->unit_kind),
		.has_point = in->has_point != 0, .lon_e7 = in->has_point ? in->lon_e7 : 0,
		.lat_e7 = in->has_point ? in->lat_e7 : 0, .population = in->population, .storage = in->storage,
		.contact = or_empty(in->contact), .valid_from = in->valid_from, .valid_to = in->valid_to,
		.successor_id = in->successor_id, .changed_ms = cx->now_ms }, &changed));
	if (!changed)
		return fail(cx, ERR_STALE, check_field(&cx->mem, row, "version"), "别人刚改过“%s”，请刷新再办",
			    "someone changed '%s' meanwhile; reload", old->name);
	*ret_changed = true;
	return ERR_OK;
}

enum err place_update(struct ctx *cx, int64_t place_id, int64_t version, const struct place_facts *in)
{
	struct place old, parent;
	struct place_facts facts = *in;
	bool changed;

	TRY(place_need(cx, PERM_PLACE_READ, place_id, &old));
	if (!place_may_edit(cx, old.kind, old.path))
		TRY(ctx_need(cx, PERM_PLACE_EDIT, old.path));
	if (facts.code && facts.code[0] && strcmp(facts.code, old.code) != 0)
		return fail(cx, ERR_BLOCKED, "code", "代码 %s 不能改；请停用它并登记接替者",
			    "the code %s cannot change; end the place and register a successor", old.code);
	if ((facts.kind && facts.kind != old.kind) || (facts.parent_id && facts.parent_id != old.parent_id))
		return fail(cx, ERR_BLOCKED, "parent_id", "类别和上级不能改；请停用它并登记接替者",
			    "kind and parent cannot change; end the place and register a successor");
	facts.code = old.code;
	facts.kind = old.kind;
	if (old.parent_id)
		TRY(place_get(cx, old.parent_id, &parent));
	TRY(place_check(cx, NO_ROW, &facts, old.parent_id ? &parent : NULL));
	return place_put(cx, NO_ROW, &old, version, &facts, &changed);
}

enum err place_list(struct ctx *cx, const struct place_filter *filter, struct place **ret, size_t *ret_n)
{
	struct place_page_row *rows;
	struct place under = { .path = "/" }, *out;
	const char *like = check_like(&cx->mem, filter->search);
	size_t n;

	TRY(check_range(cx, "limit", filter->limit, 1, PLACE_BATCH_MAX));
	if (filter->under_id)
		TRY(place_get(cx, filter->under_id, &under));
	TRY(place_page(cx, (struct place_page_in){ .district_id = cx->district_id,
		.actor_id = cx->actor ? cx->actor->account_id : ACCOUNT_NOBODY, .perm = PERM_PLACE_READ, .now_ms = cx->now_ms,
		.under = under.path, .under_end = check_scope_end(&cx->mem, under.path), .parent_id = filter->parent_id,
		.kind = filter->kind, .unit_kind = or_empty(filter->unit_kind), .find = like,
		.find_code = strlen(like) > 1 ? like + 1 : like, .open_on = filter->open_on, .no_point = filter->no_point,
		.after = or_empty(filter->after),
		.limit = filter->limit }, &rows, &n, (size_t)filter->limit));
	out = arena_array(&cx->mem, struct place, n);
	for (size_t i = 0; i < n; i++)
		out[i] = PLACE_OF(rows[i]);
	*ret = out;
	*ret_n = n;
	return ERR_OK;
}
