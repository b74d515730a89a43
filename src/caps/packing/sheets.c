/* SPDX-License-Identifier: Apache-2.0 */
/* Sheets on A4: one per building for whoever brings it up, one per station, one
 * for the driver, and the pick list.  No names, no phones: doors and numbers. */
#include "base/civil.h"
#include "base/text.h"
#include "caps/packing/packing_internal.h"
#include "file/report_pdf.h"
#include <string.h>

enum { SHEETS_MAX = 300, LINES_MAX = 4 };
const char *const packing_sheet_words[] = { "buildings", "station", "driver", "pick", NULL };

struct table { const char **cells; size_t n, room, width; };

static void row(struct ctx *cx, struct table *t, const char *const *cells)
{
	for (size_t i = 0; i < t->width; i++)
		arena_push(&cx->mem, t->cells, t->n, t->room) = cells[i];
}

static const char *number(struct ctx *cx, int64_t n) { return arena_print(&cx->mem, "%lld", (long long)n); }

static const char *window(struct ctx *cx, const struct offer *o)
{
	char from[30], until[30];

	civil_write_time(o->deliver_from_ms, from);
	civil_write_time(o->deliver_until_ms, until);
	return arena_print(&cx->mem, "%.10s %.5s-%.5s", from, from + 11, until + 11);
}

static const char *state_of(const struct paper_order *o)
{
	return o->pay == ORDER_CREDIT ? "记账" : o->pay == ORDER_PREPAID && text_equal(o->state, "paid") ? "已付" : "未付";
}

static const char *const *heading(struct ctx *cx, const struct paper *p, const char *what, int64_t orders)
{
	const char **lines = arena_array(&cx->mem, const char *, LINES_MAX);

	lines[0] = arena_print(&cx->mem, "团购：%s（%s）  保供企业：%s", p->offer.name, p->offer.number, p->offer.shop);
	lines[1] = arena_print(&cx->mem, "送货：%s  %s", window(cx, &p->offer), what);
	lines[2] = arena_print(&cx->mem, "共 %lld 份", (long long)orders);
	return lines;
}

/* Neighbours in the order of stairs that share a number: a building, a station, a grid. */
static size_t run_of(const struct paper *p, size_t from, size_t offset)
{
	size_t n = from;
	int64_t first, next;

	memcpy(&first, (const char *)&p->orders[from] + offset, sizeof first);
	for (; n < p->n; n++) {
		memcpy(&next, (const char *)&p->orders[n] + offset, sizeof next);
		if (next != first)
			break;
	}
	return n - from;
}

static struct sheet building_sheet(struct ctx *cx, const struct paper *p, size_t from, size_t n)
{
	static const struct sheet_column columns[] = { { "取货号", SHEET_CENTRED, 8, NULL }, { "门牌", SHEET_TEXT, 12, NULL }, { "内容", SHEET_TEXT, 0, NULL },
		{ "金额", SHEET_NUMBER, 10, NULL }, { "付款", SHEET_CENTRED, 6, NULL }, { "上门", SHEET_CENTRED, 6, NULL }, { "送到 √", SHEET_CENTRED, 8, NULL },
		{ "备注", SHEET_TEXT, 16, NULL } };
	struct table t = { .width = sizeof columns / sizeof *columns };
	const struct paper_order *first = &p->orders[from];
	int64_t unpaid = 0;

	for (size_t i = from; i < from + n; i++) {
		const struct paper_order *o = &p->orders[i];
		const bool due = text_equal(state_of(o), "未付");

		unpaid += due ? o->own_fen : 0;
		row(cx, &t, (const char *const[]){ o->pickup_no, o->door, paper_contents(cx, o), text_write_money(&cx->mem, o->own_fen), state_of(o),
			o->special ? "上门" : "", "□", o->remark });
	}
	row(cx, &t, (const char *const[]){ "合计", number(cx, (int64_t)n), "份", text_write_money(&cx->mem, unpaid), "待收", "", "", "" });
	return (struct sheet){ .name = "楼栋单", .title = arena_print(&cx->mem, "%s %s 送货单", first->grid, first->building),
		.lines = heading(cx, p, arena_print(&cx->mem, "站点：%s", first->station[0] ? first->station : "未定"), (int64_t)n), .n_lines = 3,
		.columns = columns, .n_columns = t.width, .cells = t.cells, .n_rows = n + 1, .n_totals = 1 };
}

struct item_sum { int64_t item_id, qty; const char *zh, *unit; };

static size_t sums_of(struct ctx *cx, const struct paper *p, size_t from, size_t n, struct item_sum **ret)
{
	struct item_sum *sums = NULL;
	size_t n_sums = 0, room = 0;

	for (size_t i = from; i < from + n; i++)
		for (size_t k = 0; k < p->orders[i].n_lines; k++) {
			const struct paper_line *l = &p->orders[i].lines[k];
			size_t at = 0;

			while (at < n_sums && sums[at].item_id != l->item_id)
				at++;
			if (at == n_sums)
				arena_push(&cx->mem, sums, n_sums, room) = (struct item_sum){ l->item_id, 0, l->zh, l->unit };
			sums[at].qty += l->qty;
		}
	*ret = sums;
	return n_sums;
}

/* What a station receives: parcels by building, then what is in them by item. */
static struct sheet station_sheet(struct ctx *cx, const struct paper *p, size_t from, size_t n)
{
	static const struct sheet_column columns[] = { { "楼栋或商品", SHEET_TEXT, 24, NULL }, { "份数", SHEET_NUMBER, 10, NULL }, { "单位", SHEET_CENTRED, 8, NULL },
		{ "实收", SHEET_CENTRED, 10, NULL }, { "差异和原因", SHEET_TEXT, 30, NULL } };
	struct table t = { .width = sizeof columns / sizeof *columns };
	struct item_sum *sums;
	size_t n_sums = sums_of(cx, p, from, n, &sums), rows = 0;

	for (size_t i = from, here; i < from + n; i += here, rows++) {
		here = run_of(p, i, offsetof(struct paper_order, building_id));
		row(cx, &t, (const char *const[]){ p->orders[i].building, number(cx, (int64_t)here), "份", "", "" });
	}
	row(cx, &t, (const char *const[]){ "合计", number(cx, (int64_t)n), "份", "", "" });
	for (size_t i = 0; i < n_sums; i++)
		row(cx, &t, (const char *const[]){ sums[i].zh, number(cx, sums[i].qty), sums[i].unit, "", "" });
	return (struct sheet){ .name = "站点单", .title = arena_print(&cx->mem, "%s 收货单", p->orders[from].station[0] ? p->orders[from].station : p->orders[from].grid),
		.lines = heading(cx, p, "按楼栋点数，再按商品核对", (int64_t)n), .n_lines = 3, .columns = columns, .n_columns = t.width, .cells = t.cells,
		.n_rows = rows + 1 + n_sums };
}

/* Where the driver stops, in order of grids: nothing of who lives there. */
static struct sheet driver_sheet(struct ctx *cx, const struct paper *p)
{
	static const struct sheet_column columns[] = { { "停靠点", SHEET_TEXT, 30, NULL }, { "份数", SHEET_NUMBER, 10, NULL }, { "到达", SHEET_CENTRED, 12, NULL },
		{ "交接人签字", SHEET_TEXT, 20, NULL }, { "差异", SHEET_TEXT, 20, NULL } };
	struct table t = { .width = sizeof columns / sizeof *columns };
	size_t rows = 0;

	for (size_t i = 0, here; i < p->n; i += here, rows++) {
		here = run_of(p, i, offsetof(struct paper_order, grid_id));
		row(cx, &t, (const char *const[]){ p->orders[i].station[0] ? p->orders[i].station : p->orders[i].grid, number(cx, (int64_t)here), "", "", "" });
	}
	row(cx, &t, (const char *const[]){ "合计", number(cx, (int64_t)p->n), "", "", "" });
	return (struct sheet){ .name = "司机单", .title = "送货司机清单", .lines = heading(cx, p, "出车前检查人员和消毒，缺一不发车", (int64_t)p->n), .n_lines = 3,
		.columns = columns, .n_columns = t.width, .cells = t.cells, .n_rows = rows + 1, .n_totals = 1 };
}

static struct sheet pick_sheet(struct ctx *cx, const struct paper *p)
{
	static const struct sheet_column columns[] = { { "商品", SHEET_TEXT, 30, NULL }, { "要拣", SHEET_NUMBER, 12, NULL }, { "单位", SHEET_CENTRED, 8, NULL },
		{ "拣到 √", SHEET_CENTRED, 10, NULL }, { "缺", SHEET_CENTRED, 10, NULL } };
	struct table t = { .width = sizeof columns / sizeof *columns };
	struct item_sum *sums;
	size_t n = sums_of(cx, p, 0, p->n, &sums);

	for (size_t i = 0; i < n; i++)
		row(cx, &t, (const char *const[]){ sums[i].zh, number(cx, sums[i].qty), sums[i].unit, "□", "" });
	return (struct sheet){ .name = "拣货单", .title = "拣货单", .lines = heading(cx, p, "按商品总量取货", (int64_t)p->n), .n_lines = 3, .columns = columns,
		.n_columns = t.width, .cells = t.cells, .n_rows = n };
}

enum err sheet_print(struct ctx *cx, const struct paper_filter *filter, int64_t what, struct bytes *ret)
{
	static const char *const signatures[] = { "交货人", "接收人", "时间" };
	struct sheet *sheets = arena_array(&cx->mem, struct sheet, SHEETS_MAX);
	struct paper p;
	size_t n = 0;

	TRY(paper_of(cx, filter, &p));
	if (!p.n)
		return fail(cx, ERR_NOT_FOUND, "", "没有要打印的订单", "there are no orders to print");
	if (what == SHEET_DRIVER || what == SHEET_PICK)
		sheets[n++] = what == SHEET_DRIVER ? driver_sheet(cx, &p) : pick_sheet(cx, &p);
	for (size_t i = 0, here; !(what == SHEET_DRIVER || what == SHEET_PICK) && i < p.n; i += here) {
		here = run_of(&p, i, what == SHEET_BUILDINGS ? offsetof(struct paper_order, building_id) : offsetof(struct paper_order, grid_id));
		if (n == SHEETS_MAX)
			return fail(cx, ERR_TOO_LARGE, "place_id", "一次最多 %d 栋，请分区域打印", "at most %d buildings at once; print area by area", SHEETS_MAX);
		sheets[n++] = what == SHEET_BUILDINGS ? building_sheet(cx, &p, i, here) : station_sheet(cx, &p, i, here);
	}
	return pdf_write(cx, &(struct pdf_report){ .sheets = sheets, .n_sheets = n, .signatures = signatures,
		.n_signatures = what == SHEET_PICK ? 0 : 3, .qr = p.offer.number, .day = civil_day_of(cx->now_ms) }, ret);
}
