/* SPDX-License-Identifier: Apache-2.0 */
/* Which graph and which table are in force, and what the straight line is worth. */
#include "caps/road/road_work.h"
#include "road.sql.h"

#define SOURCE_OF(r) (struct road_source){ .source_id = (r).source_id, .kind = (r).kind, .version_no = (r).version_no, .nodes = (r).nodes, .links = (r).links, \
	.main_nodes = (r).main_nodes, .west_e7 = (r).west_e7, .south_e7 = (r).south_e7, .east_e7 = (r).east_e7, .north_e7 = (r).north_e7, .bytes = (r).bytes, \
	.uploaded_by = (r).uploaded_by, .uploaded_ms = (r).uploaded_ms, .started_by = (r).started_by, .started_ms = (r).started_ms, .ended_by = (r).ended_by, \
	.ended_ms = (r).ended_ms, .name = (r).name, .form = (r).form, .note = (r).note, .sha256 = (r).sha256 }

enum err road_source_get(struct ctx *cx, int64_t source_id, struct road_source *ret)
{
	struct road_source_one_row row;
	enum err e = road_source_one(cx, (struct road_source_one_in){ cx->district_id, source_id }, &row);

	if (e == ERR_NOT_FOUND)
		return fail(cx, ERR_NOT_FOUND, "source_id", "没有这份路网或行程表", "there is no such graph or table");
	TRY(e);
	*ret = SOURCE_OF(row);
	return ERR_OK;
}

enum err road_source_list(struct ctx *cx, int64_t before_id, int64_t limit, struct road_source **ret, size_t *ret_n)
{
	struct road_source_page_row *rows;

	TRY(road_source_page(cx, (struct road_source_page_in){ cx->district_id, before_id ? before_id : INT64_MAX, limit }, &rows, ret_n, ROAD_LIST_MAX));
	*ret = arena_array(&cx->mem, struct road_source, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = SOURCE_OF(rows[i]);
	return ERR_OK;
}

static bool in_force(const struct road_source *s) { return s->started_ms && !s->ended_ms; }

enum err road_put_in_force(struct ctx *cx, int64_t source_id)
{
	struct road_source s;
	struct bytes content;

	TRY(ctx_need(cx, PERM_ROAD_EDIT, ctx_root(cx)));
	TRY(road_source_get(cx, source_id, &s));
	if (in_force(&s))
		return fail(cx, ERR_BAD_STATE, "source_id", "第 %lld 版已经在用", "version %lld is in force already", (long long)s.version_no);
	TRY(road_content(cx, source_id, &content));      /* never one that cannot be read */
	TRY(road_source_end(cx, (struct road_source_end_in){ cx->district_id, s.kind, cx->now_ms, cx->actor->account_id }));
	return road_source_start(cx, (struct road_source_start_in){ cx->district_id, source_id, cx->now_ms, cx->actor->account_id });
}

enum err road_end(struct ctx *cx, int64_t source_id)
{
	struct road_source s;

	TRY(ctx_need(cx, PERM_ROAD_EDIT, ctx_root(cx)));
	TRY(road_source_get(cx, source_id, &s));
	if (!in_force(&s))
		return fail(cx, ERR_BAD_STATE, "source_id", "第 %lld 版没有在用", "version %lld is not in force", (long long)s.version_no);
	return road_source_end(cx, (struct road_source_end_in){ cx->district_id, s.kind, cx->now_ms, cx->actor->account_id });
}

enum err road_delete(struct ctx *cx, int64_t source_id)
{
	struct road_source s;

	TRY(ctx_need(cx, PERM_ROAD_EDIT, ctx_root(cx)));
	TRY(road_source_get(cx, source_id, &s));
	if (s.started_ms)
		return fail(cx, ERR_BLOCKED, "source_id", "第 %lld 版用过，要留着备查，不能删", "version %lld was in force and stays on record", (long long)s.version_no);
	TRY(road_pieces_drop(cx, (struct road_pieces_drop_in){ cx->district_id, source_id }));
	return road_source_drop(cx, (struct road_source_drop_in){ cx->district_id, source_id });
}

enum err road_setting_get(struct ctx *cx, struct road_setting *ret)
{
	struct road_setting_row_row row;
	enum err e;

	*ret = (struct road_setting){ TRAVEL_FACTOR_PERCENT, TRAVEL_METRES_A_MINUTE, TRAVEL_SNAP_METRES, 0, 0, 0 };
	e = cx->store ? road_setting_row(cx, (struct road_setting_row_in){ cx->district_id }, &row) : ERR_NOT_FOUND;
	if (e == ERR_NOT_FOUND)
		return ERR_OK;
	TRY(e);
	*ret = (struct road_setting){ row.factor_percent, row.metres_a_minute, row.snap_metres, row.version, row.set_by, row.set_ms };
	return ERR_OK;
}

enum err road_setting_set(struct ctx *cx, const struct road_setting *in)
{
	struct road_setting now;
	int64_t changed;

	TRY(ctx_need(cx, PERM_ROAD_EDIT, ctx_root(cx)));
	TRY(road_setting_get(cx, &now));
	if (now.version == in->version)
		TRY(road_setting_put_n(cx, (struct road_setting_put_in){ cx->district_id, in->factor_percent, in->metres_a_minute, in->snap_metres, in->version,
			cx->actor->account_id, cx->now_ms }, &changed));
	else
		changed = 0;
	return changed ? ERR_OK : fail(cx, ERR_STALE, "version", "别人刚改过这些数，请刷新再改", "someone changed these figures meanwhile; reload");
}
