/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/report/names.h"
#include "base/civil.h"
#include "base/map.h"
#include "caps/document/document.h"
#include "caps/ledger/ledger.h"
#include <stdlib.h>
#include <string.h>

/* Receipts, issues and stock of some days.  The ledger answers by seeks of the
 * balance after each posting; here they are named, gathered and summed. */
enum { MOVEMENTS_MAX = 500000, LEGS_MAX = 100000 };

struct day {
	struct ctx                  *cx;
	const struct report_day_ask *ask;
	struct report_day           *out;
	struct names                 names;
	struct place                 place;          /* asked for; path "/" when none was */
	struct report_day_row       *rows;
	size_t                       n_rows, room;
	int64_t                     *closing;        /* per item of names, over all places */
};

static bool is_inside(const struct day *d, const struct place *p)
{
	return strncmp(p->path, d->place.path, strlen(d->place.path)) == 0 && ctx_may(d->cx, PERM_REPORT_READ, p->path);
}

static int64_t sum_population(const struct day *d, int64_t kind)
{
	int64_t sum = 0;

	for (size_t i = 0; i < d->names.n_places; i++)
		if (d->names.places[i].kind == kind && is_inside(d, &d->names.places[i]))
			sum += d->names.places[i].population;
	return sum;
}

/* Who lives off these goods: the asked place's own figure, else what stands at
 * the places below it, else that of the nearest place above it. */
static int64_t population(const struct day *d)
{
	const struct place *p = d->place.place_id ? names_place(&d->names, d->place.place_id) : NULL;
	int64_t n = p ? p->population : 0;

	for (int64_t kind = PLACE_DISTRICT; kind <= PLACE_COMMUNITY && !n; kind++)
		n = sum_population(d, kind);
	while (!n && p && p->parent_id) {
		p = names_place(&d->names, p->parent_id);
		n = p ? p->population : 0;
	}
	return n;
}

static void name_row(struct day *d, const struct ledger_movement *m, const struct place *place, const struct item *item,
		     struct report_day_row *row)
{
	const struct place *owner = names_place(&d->names, m->owner_id);

	*row = (struct report_day_row){ .place_id = m->place_id, .item_id = m->item_id, .opening = m->opening, .received = m->received,
		.issued = m->issued, .closing = m->closing, .cover_days = -1, .place_code = place->code, .place = place->name,
		.item_code = item->code, .item = item->zh, .spec = names_spec(&d->cx->mem, item), .unit = item->unit,
		.batch = "", .owner = "" };
	if (d->ask->by == REPORT_BY_ITEM)
		return;
	row->lot_id = m->lot_id;
	row->owner_id = m->owner_id;
	row->expiry_day = m->expiry_day;
	row->made_day = m->made_day;
	row->batch = m->batch;
	row->owner = owner ? owner->name : "";
	row->value_fen = m->cost_units ? (int64_t)((__int128)m->cost_fen * m->closing / m->cost_units) : 0;
}

static bool same_row(const struct day *d, const struct report_day_row *a, const struct ledger_movement *m)
{
	return a->place_id == m->place_id && a->item_id == m->item_id
		&& (d->ask->by == REPORT_BY_ITEM || (a->lot_id == m->lot_id && a->owner_id == m->owner_id));
}

/* Movements come by place, item, expiry, lot: what belongs to one row stands together. */
static enum err gather(struct day *d)
{
	struct ledger_movement *moves;
	size_t n;
	bool one = d->place.place_id && d->place.kind >= PLACE_WAREHOUSE;

	TRY(ledger_day_movements(d->cx, one ? d->place.place_id : 0, d->out->from_day, d->out->to_day, MOVEMENTS_MAX, &moves, &n));
	for (size_t i = 0; i < n; i++) {
		const struct place *place = names_place(&d->names, moves[i].place_id);
		const struct item *item = names_item(&d->names, moves[i].item_id);
		struct report_day_row *last = d->n_rows ? &d->rows[d->n_rows - 1] : NULL;

		if (!place || !item || !is_inside(d, place))
			continue;
		d->closing[item - d->names.items] += moves[i].closing;
		if (last && same_row(d, last, &moves[i])) {
			last->opening += moves[i].opening;
			last->received += moves[i].received;
			last->issued += moves[i].issued;
			last->closing += moves[i].closing;
			continue;
		}
		if (d->n_rows == REPORT_ROWS_MAX)
			return fail(d->cx, ERR_TOO_LARGE, "place_id", "超过 %d 行；请按地点分别查看，或按物资汇总",
				    "more than %d rows; ask for one place at a time, or by item", REPORT_ROWS_MAX);
		name_row(d, &moves[i], place, item, &arena_push(&d->cx->mem, d->rows, d->n_rows, d->room));
	}
	return ERR_OK;
}

static const char *key_of(const struct day *d, int64_t place_id, int64_t item_id, int64_t lot_id)
{
	return arena_print(&d->cx->mem, "%lld/%lld/%lld", (long long)place_id, (long long)item_id,
			   d->ask->by == REPORT_BY_LOT ? (long long)lot_id : 0);
}

/* Goods under way to a place stand in its row; a place that has none of them yet gets one. */
static enum err add_transit(struct day *d)
{
	struct map row_of = MAP(&d->cx->mem);
	struct doc_leg *legs;
	size_t n;

	if (d->out->to_day != civil_day_of(d->cx->now_ms))
		return ERR_OK;
	TRY(document_open_legs(d->cx, 0, LEGS_MAX, &legs, &n));
	for (size_t i = 0; i < d->n_rows && n; i++)
		map_put(&row_of, key_of(d, d->rows[i].place_id, d->rows[i].item_id, d->rows[i].lot_id), (int64_t)i);
	for (size_t i = 0; i < n; i++) {
		const struct place *place = names_place(&d->names, legs[i].to_place_id);
		const struct item *item = names_item(&d->names, legs[i].item_id);
		struct ledger_movement none = { .place_id = legs[i].to_place_id, .item_id = legs[i].item_id, .lot_id = legs[i].lot_id,
			.owner_id = legs[i].owner_id, .batch = "" };
		const char *key = key_of(d, none.place_id, none.item_id, none.lot_id);
		struct ledger_lot lot;
		int64_t at;

		if (legs[i].account_kind != ACC_TRANSIT || !place || !item || !is_inside(d, place))
			continue;
		if (!map_get(&row_of, key, &at)) {
			TRY(ledger_lot_get(d->cx, none.lot_id, &lot));
			none.batch = lot.batch;
			none.expiry_day = lot.expiry_day;
			none.made_day = lot.made_day;
			at = (int64_t)d->n_rows;
			name_row(d, &none, place, item, &arena_push(&d->cx->mem, d->rows, d->n_rows, d->room));
			map_put(&row_of, key, at);
		}
		d->rows[at].in_transit += legs[i].qty;
	}
	return ERR_OK;
}

static enum err add_split(struct day *d)
{
	struct split split;

	if (d->ask->by != REPORT_BY_ITEM)
		return ERR_OK;
	TRY(split_days(d->cx, d->out->from_day, d->out->to_day, &split));
	d->out->split = split.told;
	for (size_t i = 0; i < d->n_rows && split.told; i++) {
		struct report_day_row *r = &d->rows[i];
		int64_t at;

		if (!map_get(&split.at, arena_print(&d->cx->mem, "%lld/%lld", (long long)r->place_id, (long long)r->item_id), &at))
			continue;
		const int64_t *q = split.ways[at].qty;
		r->purchased = q[WAY_PURCHASE];
		r->moved_in = q[WAY_MOVED_IN];
		r->given = q[WAY_GIFT];
		r->other_in = q[WAY_IN_OTHER];
		r->handed_out = q[WAY_HANDED_OUT];
		r->moved_out = q[WAY_MOVED_OUT];
		r->lost = q[WAY_LOSS];
		r->other_out = q[WAY_OUT_OTHER];
	}
	return ERR_OK;
}

/* How long the item lasts everybody asked about, at its norm. */
static int64_t cover(const struct day *d, const struct item *item)
{
	int64_t need;

	if (!d->out->population || !item->norm_qty)
		return -1;
	if (!item_need(item, d->out->population, 1, &need) || !need)
		return -1;
	return (int64_t)((__int128)d->closing[item - d->names.items] * item->norm_days / ((__int128)item->norm_qty * d->out->population));
}

static int by_codes(const void *a, const void *b)
{
	const struct report_day_row *x = a, *y = b;
	int order = strcmp(x->place_code, y->place_code);

	order = order ? order : strcmp(x->item_code, y->item_code);
	if (order)
		return order;
	if (x->expiry_day != y->expiry_day)
		return !x->expiry_day ? 1 : !y->expiry_day ? -1 : x->expiry_day < y->expiry_day ? -1 : 1;
	return x->lot_id != y->lot_id ? (x->lot_id < y->lot_id ? -1 : 1) : (x->owner_id > y->owner_id) - (x->owner_id < y->owner_id);
}

static int by_item(const void *a, const void *b)
{
	const struct report_day_row *x = a, *y = b;

	return strcmp(x->item_code, y->item_code);
}

static void add_totals(struct day *d)
{
	struct report_day_row *all = arena_array(&d->cx->mem, struct report_day_row, d->n_rows + 1);
	size_t n = 0;

	for (size_t i = 1; i < d->n_rows; i++)
		if (d->rows[i].place_id != d->rows[0].place_id)
			n = 1;
	if (!n)
		return;                                  /* one place: its rows say it all */
	memcpy(all, d->rows, d->n_rows * sizeof *all);
	qsort(all, d->n_rows, sizeof *all, by_item);
	n = 0;
	for (size_t i = 0; i < d->n_rows; i++) {
		struct report_day_row *t = n && all[n - 1].item_id == all[i].item_id ? &all[n - 1] : NULL;

		if (t) {
			t->opening += all[i].opening;
			t->received += all[i].received;
			t->issued += all[i].issued;
			t->closing += all[i].closing;
			t->in_transit += all[i].in_transit;
			t->value_fen += all[i].value_fen;
			t->purchased += all[i].purchased;
			t->moved_in += all[i].moved_in;
			t->given += all[i].given;
			t->other_in += all[i].other_in;
			t->handed_out += all[i].handed_out;
			t->moved_out += all[i].moved_out;
			t->lost += all[i].lost;
			t->other_out += all[i].other_out;
			continue;
		}
		all[n] = all[i];
		all[n].place_id = all[n].lot_id = all[n].owner_id = all[n].made_day = all[n].expiry_day = 0;
		all[n].place_code = all[n].place = all[n].batch = all[n].owner = "";
		n++;
	}
	d->out->totals = (struct list){ all, n };
}

static enum err check_ask(struct ctx *cx, const struct report_day_ask *ask, struct day *d)
{
	int64_t today = civil_day_of(cx->now_ms);

	d->out->to_day = ask->to_day ? ask->to_day : ask->from_day ? ask->from_day : today;
	d->out->from_day = ask->from_day ? ask->from_day : d->out->to_day;
	d->out->by = ask->by;
	if (d->out->from_day > d->out->to_day)
		return fail(cx, ERR_BAD_INPUT, "from_day", "起始日晚于截止日", "the first day is after the last");
	if (d->out->to_day > today)
		return fail(cx, ERR_BAD_INPUT, "to_day", "这一天还没有到", "that day has not come yet");
	d->place = (struct place){ .path = "/" };
	d->out->place = "全部";
	if (!ask->place_id)
		return ERR_OK;
	TRY(place_need(cx, PERM_REPORT_READ, ask->place_id, &d->place));
	d->out->place = d->place.name;
	return ERR_OK;
}

enum err report_day(struct ctx *cx, const struct report_day_ask *ask, struct report_day *ret)
{
	struct day d = { .cx = cx, .ask = ask, .out = ret };

	*ret = (struct report_day){ 0 };
	TRY(check_ask(cx, ask, &d));
	TRY(names_load(cx, &d.names));
	d.closing = arena_array(&cx->mem, int64_t, d.names.n_items + 1);
	TRY(gather(&d));
	TRY(add_transit(&d));
	TRY(add_split(&d));
	ret->population = population(&d);
	for (size_t i = 0; i < d.n_rows; i++)
		d.rows[i].cover_days = cover(&d, names_item(&d.names, d.rows[i].item_id));
	if (d.n_rows)
		qsort(d.rows, d.n_rows, sizeof *d.rows, by_codes);
	ret->rows = (struct list){ d.rows, d.n_rows };
	add_totals(&d);
	return ERR_OK;
}

static const struct sheet_column columns_by_item[] = {
	{ "序号", SHEET_CENTRED }, { "地点" }, { "物资编码" }, { "品名" }, { "规格型号" }, { "单位", SHEET_CENTRED },
	{ "上日结存", SHEET_NUMBER }, { "本日入库", SHEET_NUMBER }, { "本日出库", SHEET_NUMBER }, { "本日结存", SHEET_NUMBER },
	{ "在途", SHEET_NUMBER }, { "可供天数", SHEET_NUMBER }, { "备注" } };
static const struct sheet_column columns_split[] = {
	{ "序号", SHEET_CENTRED }, { "地点" }, { "物资编码" }, { "品名" }, { "规格型号" }, { "单位", SHEET_CENTRED }, { "上日结存", SHEET_NUMBER },
	{ "采购", SHEET_NUMBER, 0, "本日入库" }, { "调入", SHEET_NUMBER, 0, "本日入库" }, { "捐赠", SHEET_NUMBER, 0, "本日入库" },
	{ "其他", SHEET_NUMBER, 0, "本日入库" }, { "发放", SHEET_NUMBER, 0, "本日出库" }, { "调出", SHEET_NUMBER, 0, "本日出库" },
	{ "报损", SHEET_NUMBER, 0, "本日出库" }, { "其他", SHEET_NUMBER, 0, "本日出库" },
	{ "本日结存", SHEET_NUMBER }, { "在途", SHEET_NUMBER }, { "可供天数", SHEET_NUMBER }, { "备注" } };
static const struct sheet_column columns_by_lot[] = {
	{ "序号", SHEET_CENTRED }, { "地点" }, { "物资编码" }, { "品名" }, { "规格型号" }, { "单位", SHEET_CENTRED }, { "批号" },
	{ "生产日期", SHEET_CENTRED }, { "有效期至", SHEET_CENTRED }, { "货主" },
	{ "上日结存", SHEET_NUMBER }, { "本日入库", SHEET_NUMBER }, { "本日出库", SHEET_NUMBER }, { "本日结存", SHEET_NUMBER },
	{ "在途", SHEET_NUMBER }, { "可供天数", SHEET_NUMBER }, { "金额", SHEET_NUMBER }, { "备注" } };

static void add_row(struct cells *c, const struct report_day *day, const struct report_day_row *row, const char *number)
{
	bool lots = day->by == REPORT_BY_LOT;
	const int64_t amounts[] = { row->opening, row->received, row->issued, row->closing };
	const int64_t ways[] = { row->opening, row->purchased, row->moved_in, row->given, row->other_in, row->handed_out, row->moved_out,
		row->lost, row->other_out, row->closing };

	cells_add(c, number);
	cells_add(c, *row->place ? row->place : "合计");
	cells_add(c, row->item_code);
	cells_add(c, row->item);
	cells_add(c, row->spec);
	cells_add(c, row->unit);
	if (lots) {
		cells_add(c, row->batch);
		cells_add(c, show_day(c->mem, row->made_day));
		cells_add(c, show_day(c->mem, row->expiry_day));
		cells_add(c, row->owner);
	}
	if (day->split)
		for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
			cells_add(c, ways[i] || i == 0 || i == 9 ? show_i64(c->mem, ways[i]) : "");
	for (size_t i = 0; i < 4 && !day->split; i++)
		cells_add(c, show_i64(c->mem, amounts[i]));
	cells_add(c, row->in_transit ? show_i64(c->mem, row->in_transit) : "");
	cells_add(c, row->cover_days >= 0 ? show_i64(c->mem, row->cover_days) : "");
	if (lots)
		cells_add(c, row->value_fen ? arena_print(c->mem, "%lld.%02lld", (long long)(row->value_fen / 100),
							  (long long)(row->value_fen % 100)) : "");
	cells_add(c, row->expiry_day && row->expiry_day < day->to_day && row->closing ? "已过期" : "");
}

enum err report_day_file(struct ctx *cx, const struct report_day_ask *ask, int64_t format, struct report_file *ret)
{
	struct report_day day;
	struct cells c = { .mem = &cx->mem };
	char from[11], to[11];
	bool lots = ask->by == REPORT_BY_LOT;
	const char *lines[2];
	static const char *const foot[] = { "上日结存＋本日入库－本日出库＝本日结存；数量均以基本单位计，在途不计入结存；可供天数按全部所列地点的结存与人口标准计算。" };
	static const char *const signatures[] = { "制表：", "审核：", "仓库负责人：", "时间：" };
	struct sheet sheet = { .name = "收发存日报", .title = "收发存日报表", .lines = lines, .n_lines = 1,
		.columns = lots ? columns_by_lot : columns_by_item, .foot = foot, .n_foot = 1,
		.n_columns = lots ? sizeof columns_by_lot / sizeof *columns_by_lot : sizeof columns_by_item / sizeof *columns_by_item };

	TRY(report_day(cx, ask, &day));
	if (day.split) {
		sheet.columns = columns_split;
		sheet.n_columns = sizeof columns_split / sizeof *columns_split;
	}
	civil_write_day(day.from_day, from);
	civil_write_day(day.to_day, to);
	lines[0] = arena_print(&cx->mem, "地点：%s    日期：%s%s%s", day.place, from, strcmp(from, to) ? " 至 " : "", strcmp(from, to) ? to : "");
	for (size_t i = 0; i < day.rows.n; i++)
		add_row(&c, &day, &((struct report_day_row *)day.rows.at)[i], show_i64(&cx->mem, (int64_t)i + 1));
	for (size_t i = 0; i < day.totals.n; i++)
		add_row(&c, &day, &((struct report_day_row *)day.totals.at)[i], "");
	sheet.cells = c.at;
	sheet.n_rows = day.rows.n + day.totals.n;
	sheet.n_totals = day.totals.n;
	return report_write(cx, &(struct report_page){ .name = arena_print(&cx->mem, "daily-report-%s", to), .sheets = &sheet, .n_sheets = 1,
		.signatures = signatures, .n_signatures = 4, .landscape = true }, format, ret);
}
