/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/exchange/work.h"
#include "base/check.h"
#include "caps/place/place.h"
#include <string.h>

/* Places in and out.  Parents may stand anywhere in the file, or be registered. */
enum { CODE, NAME, KIND, PARENT, LON, LAT, POPULATION, STORAGE, UNIT_KIND, CONTACT, VALID_FROM, VALID_TO, FIELDS };

static const struct exchange_field fields[] = {
	[CODE] = { "code", "编码", "代码|区划代码|地点编码|机构编码", true, "330114001001" },
	[NAME] = { "name", "名称", "地点名称|机构名称|单位名称", true, "幸福社区" },
	[KIND] = { "kind", "类别", "类型|级别", true, "社区" },
	[PARENT] = { "parent", "上级编码", "上级|上级代码|所属编码", false, "330114001000" },
	[LON] = { "lon", "经度", NULL, false, "120.3500000" },
	[LAT] = { "lat", "纬度", NULL, false, "30.3100000" },
	[POPULATION] = { "population", "人口", "人口数|常住人口|人数", false, "5200", 0, SHEET_NUMBER },
	[STORAGE] = { "storage", "储存条件", "存储条件", false, "" },
	[UNIT_KIND] = { "unit_kind", "单位类别", NULL, false, "" },
	[CONTACT] = { "contact", "联系方式", "值班电话|联系电话", false, "值班室 0571-00000000" },
	[VALID_FROM] = { "valid_from", "启用日期", NULL, false, "" },
	[VALID_TO] = { "valid_to", "停用日期", NULL, false, "" },
};

static const char *const kinds[] = { "", "district|区县|区|县|市辖区", "subdistrict|街道|镇|乡|镇街|街道办事处", "community|社区|村|居委会|村委会",
	"warehouse|仓库|储备库|库", "unit|单位|使用单位|用户单位",
	"grid|网格|网格单元", "building|楼栋|楼|幢|栋|楼幢", "station|站点|配送站|物资站|投放点|存放点", "shop|门店|保供门店|定点门店|店铺|超市", NULL };

struct record { struct place_row row; struct place place; const char *reach; bool ready; };   /* reach: path the right is asked for */

struct places { struct work *w; struct map known; struct place *registered; struct map in_file; };

static bool read_storage(struct work *w, size_t row, int64_t *ret)
{
	const char *cell = work_cell(w, row, STORAGE);
	struct buf words = BUF(&w->cx->mem);

	for (const char *at = cell; *at; ) {                 /* 常温、冷藏 -> ambient,cold */
		bool hit = false;

		for (int64_t bit = 0; bit < 16 && !hit; bit++) {
			const char *zh = storage_zh(&w->cx->mem, INT64_C(1) << bit);
			size_t n = strlen(zh);

			hit = n && strncmp(at, zh, n) == 0;
			if (hit) {
				buf_print(&words, "%s%s", words.n ? "," : "", storage_words(&w->cx->mem, INT64_C(1) << bit));
				at += n;
			}
		}
		if (!hit && strncmp(at, "、", 3) == 0)
			at += 3;
		else if (!hit)
			buf_char(&words, *at++);
	}
	if (!storage_read(w->cx, "storage", buf_get(&words), ret))
		return true;
	work_bad_fault(w, row);
	return false;
}

static void read_row(struct places *p, size_t r)
{
	struct work *w = p->w;
	struct record *rec = WORK_RECORD(w, record, r);
	struct place_facts *f = &rec->row.facts;
	bool has_lon = *work_cell(w, r, LON), has_lat = *work_cell(w, r, LAT);

	f->code = work_cell(w, r, CODE);
	f->name = work_cell(w, r, NAME);
	f->unit_kind = work_cell(w, r, UNIT_KIND);
	f->contact = work_cell(w, r, CONTACT);
	rec->row.parent_code = work_cell(w, r, PARENT);
	work_read_word(w, r, KIND, kinds, &f->kind);
	work_read_degrees(w, r, LON, 180, &f->lon_e7);
	work_read_degrees(w, r, LAT, 90, &f->lat_e7);
	work_read_i64(w, r, POPULATION, 0, 100000000, &f->population);
	work_read_day(w, r, VALID_FROM, &f->valid_from);
	work_read_day(w, r, VALID_TO, &f->valid_to);
	if (*work_cell(w, r, STORAGE))
		read_storage(w, r, &f->storage);
	if (has_lon != has_lat)
		work_bad(w, r, has_lon ? LAT : LON, "经度和纬度要么都填，要么都不填", "give both longitude and latitude, or neither");
	f->has_point = has_lon && has_lat;
}

/* What a row's parent is called: what it says, or what its area code says. */
static const char *parent_code(struct places *p, const struct record *rec)
{
	enum place_kind kind;
	char above[13];

	if (*rec->row.parent_code || rec->row.facts.kind == PLACE_DISTRICT)
		return rec->row.parent_code;
	if (place_area_code(rec->row.facts.code, &kind, above) && kind != PLACE_DISTRICT && rec->row.facts.kind == (int64_t)kind)
		return arena_text(&p->w->cx->mem, above);
	return "";
}

/* The row whose parent is settled: every rule of places, the right, and what is registered under its code. */
static void settle(struct places *p, size_t r, const struct place *parent, const char *reach)
{
	struct work *w = p->w;
	struct record *rec = WORK_RECORD(w, record, r);
	struct place_facts *f = &rec->row.facts;
	const struct place *old;
	int64_t at;

	rec->ready = true;
	rec->reach = reach;
	rec->place = (struct place){ .kind = f->kind, .code = f->code, .name = f->name,
		.path = arena_print(&w->cx->mem, "%s1/", parent ? parent->path : "/") };
	if (w->rows[r].bad)
		return;
	if (place_check(w->cx, (int64_t)r, f, parent)) {
		work_bad_fault(w, r);
	} else if (!ctx_may(w->cx, PERM_PLACE_EDIT, reach)) {
		work_bad(w, r, PARENT, "本账号无权在这里登记地点", "this account may not register places there");
	} else if (map_get(&p->known, f->code, &at)) {
		old = &p->registered[at];
		if (!w->file->replace)
			work_bad(w, r, CODE, "已登记为“%s”；要更新请选“覆盖”", "is registered as \"%s\"; choose to replace it", old->name);
		else if (old->kind != f->kind)
			work_bad(w, r, KIND, "已登记为类别 %s，类别不能改", "is registered as a %s; the kind cannot change",
				 place_kind_words[old->kind]);
		rec->place = *old;
		rec->reach = old->path;
	}
}

/* Settles what can be settled now; returns how many rows that was. */
static size_t pass(struct places *p)
{
	struct work *w = p->w;
	size_t settled = 0;

	for (size_t r = 0; r < w->n_rows; r++) {
		struct record *rec = WORK_RECORD(w, record, r), *above;
		const char *code = parent_code(p, rec);
		int64_t at, known;

		if (rec->ready)
			continue;
		if (!*code) {
			settle(p, r, NULL, "/");
		} else if (map_get(&p->in_file, code, &at)) {
			above = WORK_RECORD(w, record, (size_t)at);
			if (!above->ready)
				continue;
			if (w->rows[at].bad && map_get(&p->known, code, &known)) {
				settle(p, r, &p->registered[known], p->registered[known].path);
				settled++;
				continue;
			}
			if (w->rows[at].bad && !w->rows[r].bad)
				work_bad(w, r, PARENT, "上级在第 %zu 行，那一行有错", "the parent is in row %zu, which is bad",
					 table_sheet_row(&w->table, w->rows[at].at));
			settle(p, r, &above->place, above->reach);
		} else if (map_get(&p->known, code, &at)) {
			settle(p, r, &p->registered[at], p->registered[at].path);
		} else {
			work_bad(w, r, PARENT, "上级“%.40s”既不在本文件中，也未登记", "the parent \"%.40s\" is neither in this file nor registered", code);
			rec->ready = true;
		}
		settled++;
	}
	return settled;
}

static enum err check(struct work *w)
{
	struct places p = { .w = w, .known = MAP(&w->cx->mem) };
	size_t n;

	TRY(place_list(w->cx, &(struct place_filter){ .limit = PLACE_BATCH_MAX }, &p.registered, &n));
	for (size_t i = 0; i < n; i++)
		map_put(&p.known, p.registered[i].code, (int64_t)i);
	p.in_file = work_unique(w, CODE);
	for (size_t r = 0; r < w->n_rows; r++)
		read_row(&p, r);
	while (pass(&p))
		;
	for (size_t r = 0; r < w->n_rows; r++)
		if (!WORK_RECORD(w, record, r)->ready)
			work_bad(w, r, PARENT, "上级关系绕成了圈", "the parents form a circle");
	return ERR_OK;
}

static enum err put(struct work *w)
{
	size_t n;
	struct record *good = work_good(w, &n);
	struct place_row *rows = arena_array(&w->cx->mem, struct place_row, n + 1);

	for (size_t i = 0; i < n; i++)
		rows[i] = good[i].row;
	return place_create_many(w->cx, rows, n, w->file->replace, &w->created, &w->changed);
}

static enum err out(struct ctx *cx, const char ***ret_cells, size_t *ret_n_rows)
{
	struct map by_path = MAP(&cx->mem);
	struct place *places;
	const char **cells;
	size_t n;

	TRY(place_list(cx, &(struct place_filter){ .limit = PLACE_BATCH_MAX }, &places, &n));
	cells = arena_array(&cx->mem, const char *, n * FIELDS + 1);
	for (size_t i = 0; i < n; i++)
		map_put(&by_path, arena_print(&cx->mem, "%lld", (long long)places[i].place_id), (int64_t)i);
	for (size_t i = 0; i < n; i++) {
		const struct place *p = &places[i];
		const char **row = cells + i * FIELDS;
		int64_t above;

		row[CODE] = p->code;
		row[NAME] = p->name;
		row[KIND] = place_kind_words[p->kind];
		row[PARENT] = map_get(&by_path, arena_print(&cx->mem, "%lld", (long long)p->parent_id), &above) ? places[above].code : "";
		row[LON] = out_degrees(&cx->mem, p->has_point, p->lon_e7);
		row[LAT] = out_degrees(&cx->mem, p->has_point, p->lat_e7);
		row[POPULATION] = out_i64(&cx->mem, p->population);
		row[STORAGE] = storage_words(&cx->mem, p->storage);
		row[UNIT_KIND] = p->unit_kind;
		row[CONTACT] = p->contact;
		row[VALID_FROM] = out_day(&cx->mem, p->valid_from);
		row[VALID_TO] = out_day(&cx->mem, p->valid_to);
	}
	*ret_cells = cells;
	*ret_n_rows = n;
	return ERR_OK;
}

const struct exchange_kind exchange_places_kind = { .zh = "地点", .fields = fields, .n_fields = FIELDS, .record_bytes = sizeof(struct record),
	.perm = PERM_PLACE_EDIT, .check = check, .put = put, .out = out };
