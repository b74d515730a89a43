/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/grid/area.h"
#include "caps/grid/grid_internal.h"
#include "grid.sql.h"
#include "base/buf.h"
#include "base/check.h"
#include "base/text.h"
#include "caps/audit/audit.h"
#include "caps/plan/plan_active.h"
#include "caps/plan/plan_household.h"
#include <string.h>

enum { COMPOUND_MAX = 60, VEHICLE_MAX = 60, ZONES_SHOWN = 50, HOLDERS_MAX = 500, PAGE_MAX = 500 };

static const char *or_empty(const char *text) { return text ? text : ""; }

/* A grid the actor holds `perm` on. */
static enum err grid_need(struct ctx *cx, enum perm perm, int64_t grid_id, struct place *ret)
{
	struct place grid;

	TRY(place_need(cx, perm, grid_id, &grid));
	if (grid.kind != PLACE_GRID)
		return fail(cx, ERR_BAD_INPUT, "grid_id", "“%s”不是网格", "'%s' is no grid", grid.name);
	*ret = grid;
	return ERR_OK;
}

/* While any plan in force declares kinds of areas, it must be one of them. */
static enum err check_area_kind(struct ctx *cx, const char *path, const char *kind)
{
	const struct plan *plans;
	struct buf known = BUF(&cx->mem);

	if (!*kind)
		return ERR_OK;
	TRY(check_word(cx, "area_kind", kind));
	TRY(plan_active_load(cx, path, &plans));
	if (plan_kind_is(plans, kind, "area") || strcmp(kind, "village") == 0 || strcmp(kind, "compound") == 0)
		return ERR_OK;                                     /* the last two every plan knows without declaring them */
	for (const struct plan *plan = plans; plan; plan = plan->next)
		for (size_t i = 0; i < plan->n_kinds; i++)
			if (text_equal(plan->kinds[i].of, "area")) {
				if (text_equal(plan->kinds[i].rule.id, kind))
					return ERR_OK;
				buf_print(&known, "%s%s", known.n ? ", " : "", plan->kinds[i].rule.id);
			}
	if (known.n)
		return fail(cx, ERR_BAD_INPUT, "area_kind", "启用的预案里没有区域类别“%s”，可用：%s", "no plan in force knows the area kind '%s'; known: %s",
			    kind, buf_get(&known));
	return ERR_OK;
}

static enum err check_serves(struct ctx *cx, const struct place *grid, const struct grid_facts *in)
{
	struct place station, above, shop;

	if (in->station_id) {
		TRY(place_get(cx, in->station_id, &station));
		TRY(place_get(cx, station.parent_id, &above));
		if (station.kind != PLACE_STATION || strncmp(grid->path, above.path, strlen(above.path)) != 0)
			return fail(cx, ERR_BAD_INPUT, "station_id", "“%s”不是本网格能用的站点：站点要设在本网格、本社区或本街道",
				    "'%s' does not serve this grid: a station lies in the grid, its community or its subdistrict", station.name);
	}
	if (in->n_shops > GRID_SHOPS_MAX)
		return fail(cx, ERR_BAD_INPUT, "shop_ids", "固定保供企业最多 %d 家", "at most %d shops", GRID_SHOPS_MAX);
	for (size_t i = 0; i < in->n_shops; i++) {
		TRY(place_get(cx, in->shop_ids[i], &shop));
		if (shop.kind != PLACE_SHOP)
			return fail(cx, ERR_BAD_INPUT, "shop_ids", "“%s”不是保供门店", "'%s' is no shop", shop.name);
	}
	return ERR_OK;
}

enum err grid_area_put(struct ctx *cx, int64_t grid_id, int64_t version, const struct grid_facts *in)
{
	struct place grid;
	int64_t changed = 0;

	TRY(grid_need(cx, PERM_GRID_EDIT, grid_id, &grid));
	TRY(check_line(cx, "compound", or_empty(in->compound), 0, COMPOUND_MAX));
	TRY(check_line(cx, "vehicle", or_empty(in->vehicle), 0, VEHICLE_MAX));
	TRY(check_area_kind(cx, grid.path, or_empty(in->area_kind)));
	TRY(check_serves(cx, &grid, in));
	TRY(grid_area_upsert_n(cx, (struct grid_area_upsert_in){ .district_id = cx->district_id, .grid_id = grid_id, .path = grid.path,
		.compound = or_empty(in->compound), .area_kind = or_empty(in->area_kind), .vehicle = or_empty(in->vehicle),
		.station_id = in->station_id, .version = version, .changed_ms = cx->now_ms }, &changed));
	if (!changed)
		return fail(cx, ERR_STALE, "version", "别人刚改过这个网格，请刷新再办", "someone changed this grid meanwhile; reload");
	TRY(grid_shops_clear(cx, (struct grid_shops_clear_in){ .district_id = cx->district_id, .grid_id = grid_id }));
	for (size_t i = 0; i < in->n_shops; i++)
		TRY(grid_shop_add(cx, (struct grid_shop_add_in){ .district_id = cx->district_id, .grid_id = grid_id,
			.shop_id = in->shop_ids[i] }));
	return ERR_OK;
}

static enum err check_zone(struct ctx *cx, const char *path, const char *zone)
{
	const struct plan *plans;
	struct buf known = BUF(&cx->mem);

	if (!*zone)
		return ERR_OK;
	TRY(check_word(cx, "zone", zone));
	TRY(plan_active_load(cx, path, &plans));
	if (plan_zone(plans, zone))
		return ERR_OK;
	for (const struct plan *plan = plans; plan; plan = plan->next)
		for (size_t i = 0; i < plan->n_zones; i++)
			buf_print(&known, "%s%s", known.n ? ", " : "", plan->zones[i].rule.id);
	return fail(cx, ERR_BAD_INPUT, "zone", "启用的预案里没有分区“%s”，可用：%s", "no plan in force has the zone '%s'; known: %s", zone,
		    known.n ? buf_get(&known) : "-");
}

enum err grid_zone_set(struct ctx *cx, int64_t grid_id, const char *zone, const char *reason)
{
	struct place grid, above;

	TRY(grid_need(cx, PERM_GRID_READ, grid_id, &grid));
	TRY(place_get(cx, grid.parent_id, &above));
	TRY(ctx_need(cx, PERM_GRID_EDIT, above.path));
	TRY(check_line(cx, "reason", or_empty(reason), 2, 200));
	TRY(check_zone(cx, grid.path, or_empty(zone)));
	TRY(grid_area_zone(cx, (struct grid_area_zone_in){ .district_id = cx->district_id, .grid_id = grid_id, .path = grid.path,
		.compound = "", .zone = or_empty(zone), .now_ms = cx->now_ms }));
	TRY(grid_zone_add(cx, (struct grid_zone_add_in){ .district_id = cx->district_id, .grid_id = grid_id, .from_ms = cx->now_ms,
		.zone = or_empty(zone), .reason = reason, .by_id = cx->actor->account_id }));
	return audit_write(cx, &(struct audit_entry){ .op = "grid_zone_set", .target_id = grid_id, .scope = grid.path, .note = reason });
}

enum err grid_zone_history(struct ctx *cx, int64_t grid_id, struct grid_zone_change **ret, size_t *ret_n)
{
	struct grid_zones_of_row *rows;
	struct grid_zone_change *out;
	struct place grid;
	size_t n;

	TRY(grid_need(cx, PERM_GRID_READ, grid_id, &grid));
	TRY(grid_zones_of(cx, (struct grid_zones_of_in){ .district_id = cx->district_id, .grid_id = grid_id, .limit = ZONES_SHOWN }, &rows, &n,
			  ZONES_SHOWN));
	out = arena_array(&cx->mem, struct grid_zone_change, n + 1);
	for (size_t i = 0; i < n; i++)
		out[i] = (struct grid_zone_change){ rows[i].from_ms, rows[i].by_id, rows[i].zone, rows[i].reason, rows[i].by_name };
	*ret = out;
	*ret_n = n;
	return ERR_OK;
}

static enum err count_grid(struct ctx *cx, struct grid_row *row)
{
	const char *end = check_scope_end(&cx->mem, row->area.path);
	struct grid_counts_row counts;
	struct grid_building_n_row buildings;
	struct grid_shops_row *shops;
	struct grid_worker_row worker = { .name = "" };
	int64_t *ids;
	size_t n;
	enum err e;

	TRY(grid_counts(cx, (struct grid_counts_in){ .district_id = cx->district_id, .under = row->area.path, .under_end = end }, &counts));
	TRY(grid_building_n(cx, (struct grid_building_n_in){ .district_id = cx->district_id, .under = row->area.path, .under_end = end },
			    &buildings));
	TRY(grid_shops(cx, (struct grid_shops_in){ .district_id = cx->district_id, .grid_id = row->area.grid_id, .limit = GRID_SHOPS_MAX },
		       &shops, &n, GRID_SHOPS_MAX));
	e = grid_worker(cx, (struct grid_worker_in){ .district_id = cx->district_id, .path = row->area.path, .now_ms = cx->now_ms }, &worker);
	if (e && e != ERR_NOT_FOUND)
		return e;
	ids = arena_array(&cx->mem, int64_t, n + 1);
	for (size_t i = 0; i < n; i++)
		ids[i] = shops[i].shop_id;
	row->area.shop_ids = ids;
	row->area.n_shops = n;
	row->area.worker_id = worker.account_id;
	row->area.worker = worker.name;
	row->buildings = buildings.n;
	row->households = counts.households;
	row->persons = counts.persons;
	row->special = counts.special;
	row->away = counts.away;
	return ERR_OK;
}

enum err grid_list(struct ctx *cx, const struct grid_filter *f, struct grid_row **ret, size_t *ret_n)
{
	struct place under = { .path = "/" }, after = { .path = "" };
	struct grid_page_row *rows;
	struct grid_row *out;
	size_t n;

	TRY(check_range(cx, "limit", f->limit, 1, PAGE_MAX));
	if (f->under_id)
		TRY(place_get(cx, f->under_id, &under));
	if (f->after_id)
		TRY(place_get(cx, f->after_id, &after));
	TRY(grid_page(cx, (struct grid_page_in){ .district_id = cx->district_id, .actor_id = cx->actor ? cx->actor->account_id : ACCOUNT_NOBODY,
		.perm = PERM_GRID_READ, .now_ms = cx->now_ms, .under = under.path, .under_end = check_scope_end(&cx->mem, under.path),
		.after = after.path, .find = check_like(&cx->mem, f->search), .any_zone = !f->zone, .zone = or_empty(f->zone),
		.limit = f->limit }, &rows, &n, (size_t)f->limit));
	out = arena_array(&cx->mem, struct grid_row, n + 1);
	for (size_t i = 0; i < n; i++) {
		out[i] = (struct grid_row){ .area = { .grid_id = rows[i].grid_id, .name = rows[i].name, .path = rows[i].path,
			.compound = rows[i].compound, .area_kind = rows[i].area_kind, .zone = rows[i].zone, .zone_ms = rows[i].zone_ms,
			.station_id = rows[i].station_id, .vehicle = rows[i].vehicle, .version = rows[i].version },
			.parent_name = rows[i].parent_name, .station = rows[i].station };
		TRY(count_grid(cx, &out[i]));
	}
	cx->fault = (struct fault){ 0 };
	*ret = out;
	*ret_n = n;
	return ERR_OK;
}

enum err grid_holders(struct ctx *cx, int64_t grid_id, struct grid_holder **ret, size_t *ret_n)
{
	struct place grid, station = { .path = "" };
	struct grid_holders_of_row *rows;
	struct grid_holder *out;
	struct grid_area area;
	size_t n;

	TRY(grid_need(cx, PERM_GRID_READ, grid_id, &grid));
	TRY(grid_area_of(cx, grid_id, &area));
	if (area.station_id)
		TRY(place_get(cx, area.station_id, &station));
	TRY(grid_holders_of(cx, (struct grid_holders_of_in){ .district_id = cx->district_id, .under = grid.path,
		.under_end = check_scope_end(&cx->mem, grid.path), .station_path = station.path, .now_ms = cx->now_ms, .limit = HOLDERS_MAX },
		&rows, &n, HOLDERS_MAX));
	out = arena_array(&cx->mem, struct grid_holder, n + 1);
	for (size_t i = 0; i < n; i++)
		out[i] = (struct grid_holder){ rows[i].account_id, rows[i].place_id, rows[i].name, rows[i].role, rows[i].place };
	*ret = out;
	*ret_n = n;
	return ERR_OK;
}
