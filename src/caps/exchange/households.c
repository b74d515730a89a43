/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/exchange/work.h"
#include "caps/grid/enrol.h"
#include "caps/grid/grid.h"
#include <string.h>

/* Rosters of households in, one row per household or per person; out masked. */
enum { GRID, BUILDING, UNIT, ROOM, ADDRESS, NAME, PHONE, PERSONS, NEEDS, STATUS, REMARK, FIELDS };

static const struct exchange_field fields[] = {
	[GRID] = { "grid", "网格", "小区|小区名称|网格名称|网格编码|村组|所属网格", false, "幸福家园" },
	[BUILDING] = { "building", "楼栋", "楼号|栋号|幢号|楼幢|栋|幢|楼|楼栋号|几号楼", false, "3号楼" },
	[UNIT] = { "unit", "单元", "单元号|门|梯", false, "2" },
	[ROOM] = { "room", "房号", "室号|房间号|房间|室|户号|门牌号|门牌", false, "501" },
	[ADDRESS] = { "address", "地址", "住址|详细地址|家庭住址|居住地址|门牌地址", false, "" },
	[NAME] = { "name", "姓名", "户主|户主姓名|联系人|住户|住户姓名|成员", false, "某某" },
	[PHONE] = { "phone", "电话", "手机|手机号|手机号码|联系电话|联系方式|电话号码", false, "" },
	[PERSONS] = { "persons", "人数", "户人数|家庭人口|人口|家庭人数|常住人数|居住人数", false, "3", 0, SHEET_NUMBER },
	[NEEDS] = { "needs", "特殊情况", "特殊人群|人员类别|特殊类别|重点人员", false, "独居老人" },
	[STATUS] = { "status", "在住情况", "状态|居住状态|是否在家", false, "在家" },
	[REMARK] = { "remark", "备注", "说明", false, "" },
};

static const char *const statuses[] = { "", "here|在家|在住|是|常住|居住", "away|外出|不在家|不在|否|暂离|空置", "moved|搬走|已搬走|搬离|迁出", NULL };

struct record { struct enrol *enrol; };

static struct enrol_row row_of(struct work *w, size_t r)
{
	struct enrol_row row = { .grid = work_cell(w, r, GRID), .building = work_cell(w, r, BUILDING), .unit = work_cell(w, r, UNIT),
		.room = work_cell(w, r, ROOM), .address = work_cell(w, r, ADDRESS), .name = work_cell(w, r, NAME),
		.phone = work_cell(w, r, PHONE), .needs = work_cell(w, r, NEEDS), .remark = work_cell(w, r, REMARK),
		.row = (int64_t)table_sheet_row(&w->table, w->rows[r].at) };

	work_read_i64(w, r, PERSONS, 0, HOUSEHOLD_PERSONS_MAX, &row.persons);
	work_read_word(w, r, STATUS, statuses, &row.status);
	return row;
}

static enum err check(struct work *w)
{
	struct enrol *enrol;

	if (w->column[ROOM] == ABSENT && w->column[ADDRESS] == ABSENT)
		return fail(w->cx, ERR_BAD_INPUT, "columns", "缺少列：房号（room）或地址（address）", "missing columns: room (房号) or address (地址)");
	TRY(enrol_open(w->cx, arena_print(&w->cx->mem, "%s %s", w->file->name ? w->file->name : "", w->table.sheet ? w->table.sheet : ""),
		       w->file->replace, &enrol));
	for (size_t r = 0; r < w->n_rows; r++) {
		struct enrol_row row = row_of(w, r);
		enum err e;

		WORK_RECORD(w, record, r)->enrol = enrol;
		if (w->rows[r].bad)
			continue;
		e = enrol_take(enrol, &row);
		if (e && e != ERR_BAD_INPUT && e != ERR_CONFLICT)
			return e;
		if (e)
			work_bad_fault(w, r);
	}
	return ERR_OK;
}

static enum err put(struct work *w)
{
	return w->n_rows ? enrol_put(WORK_RECORD(w, record, 0)->enrol, &w->created, &w->changed) : ERR_OK;
}

static enum err out(struct ctx *cx, const char ***ret_cells, size_t *ret_n_rows)
{
	static const char *const status_zh[] = { "", "在家", "外出", "搬走" };
	struct map names = MAP(&cx->mem);
	struct household *rows;
	const char **cells;
	size_t n;

	TRY(household_list(cx, &(struct household_filter){ .limit = HOUSEHOLD_LIST_MAX }, &rows, &n));
	cells = arena_array(&cx->mem, const char *, n * FIELDS + 1);
	for (size_t i = 0; i < n; i++) {
		const struct household *h = &rows[i];
		const char **row = cells + i * FIELDS, *key = arena_print(&cx->mem, "%lld", (long long)h->grid_id);
		struct household_names who;
		struct grid_area area;
		int64_t at;

		if (!map_get(&names, key, &at)) {
			TRY(grid_area_of(cx, h->grid_id, &area));
			map_put(&names, key, (int64_t)(intptr_t)area.compound);
			at = (int64_t)(intptr_t)area.compound;
		}
		TRY(household_names(cx, h->household_id, false, &who));
		row[GRID] = (const char *)(intptr_t)at;
		row[BUILDING] = h->building;
		row[UNIT] = h->unit;
		row[ROOM] = h->room;
		row[ADDRESS] = household_address(&cx->mem, h);
		row[NAME] = who.name;
		row[PHONE] = who.phone;
		row[PERSONS] = out_i64(&cx->mem, h->persons);
		row[NEEDS] = needs_zh(&cx->mem, h->needs);
		row[STATUS] = status_zh[h->status];
		row[REMARK] = h->remark;
	}
	*ret_cells = cells;
	*ret_n_rows = n;
	return ERR_OK;
}

const struct exchange_kind exchange_households_kind = { .zh = "住户名册", .fields = fields, .n_fields = FIELDS,
	.record_bytes = sizeof(struct record), .perm = PERM_GRID_EDIT, .check = check, .put = put, .out = out };
