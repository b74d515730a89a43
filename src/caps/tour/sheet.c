/* SPDX-License-Identifier: Apache-2.0 */
/* The driver's sheet: where, what, when, and who signed. */
#include "caps/tour/tour.h"
#include "base/civil.h"
#include "base/text.h"
#include "file/form_pdf.h"

static const char *clock_of(struct arena *mem, int64_t ms)
{
	char text[30];

	return ms ? arena_print(mem, "%.5s", civil_write_time(ms, text) + 11) : "";
}

/* The latest arrival; of another day with its day. */
static const char *latest(struct arena *mem, int64_t ms, int64_t day)
{
	char text[30];

	civil_write_time(ms, text);
	return civil_day_of(ms) == day ? arena_print(mem, "%.5s", text + 11) : arena_print(mem, "%.5s %.5s", text + 5, text + 11);
}

static const char *km(struct arena *mem, int64_t metres) { return arena_print(mem, "%lld.%lld", (long long)(metres / 1000), (long long)(metres % 1000 / 100)); }

static const char *state_zh(const char *state)
{
	static const struct { const char *state, *zh; } words[] = { { "planned", "未批准" }, { "approved", "已批准" }, { "under_way", "在途" }, { "done", "已送完" }, { "broken", "已停运" } };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (text_equal(words[i].state, state))
			return words[i].zh;
	return state;
}

enum { COLUMNS = 8 };

static void row_of(struct arena *mem, int64_t day, size_t no, const struct tour_halt_out *h, const char **cells)
{
	cells[0] = arena_print(mem, "%zu", no);
	cells[1] = clock_of(mem, h->arrive);
	cells[2] = h->unload ? "卸" : "装";
	cells[3] = h->place;
	cells[4] = h->goods;
	cells[5] = h->number;
	cells[6] = h->unload && h->by ? arena_print(mem, "%s%s", latest(mem, h->by, day), h->late_min ? "（将晚到）" : "") : "";
	cells[7] = "";
}

enum err tours_sheet(struct ctx *cx, int64_t tour_id, const char **ret_name, struct bytes *ret)
{
	static const struct sheet_column columns[COLUMNS] = { { "站", SHEET_CENTRED }, { "到达", SHEET_CENTRED }, { "装卸", SHEET_CENTRED }, { "地点", .width = 22 }, { "物资", .width = 30 },
		{ "调拨单", .width = 22 }, { "最晚", SHEET_CENTRED }, { "实到时间、签名", .width = 18 } };
	static const struct form_box boxes[] = { { "派车人", NULL }, { "批准人", NULL }, { "驾驶员", NULL }, { "收车登记（里程、时间）", NULL } };
	static const char *const notes[] = { "签收以调拨单为准，本单只记行车顺序和时间。", "车辆有故障，先报派车人，物资留在车上等换车。" };
	struct arena *mem = &cx->mem;
	struct form_field head[6];
	const char **cells;
	struct tour_lane t;
	struct list events;
	char day[11];

	TRY(tours_one(cx, tour_id, &t, &events));
	civil_write_day(t.day, day);
	cells = arena_array(mem, const char *, COLUMNS * t.halts.n + 1);
	for (size_t i = 0; i < t.halts.n; i++)
		row_of(mem, t.day, i + 1, &((const struct tour_halt_out *)t.halts.at)[i], cells + COLUMNS * i);
	head[0] = (struct form_field){ .label = "车辆", .value = t.plate };
	head[1] = (struct form_field){ .label = "驾驶员", .value = arena_print(mem, "%s %s", t.driver, t.phone) };
	head[2] = (struct form_field){ .label = "出车", .value = arena_print(mem, "%s 从%s", clock_of(mem, t.depart), t.home) };
	head[3] = (struct form_field){ .label = "回场", .value = clock_of(mem, t.back) };
	head[4] = (struct form_field){ .label = "全程", .value = arena_print(mem, "%s 公里，%lld 单", km(mem, t.metres), (long long)t.orders) };
	head[5] = (struct form_field){ .label = "状态", .value = t.approved ? arena_print(mem, "%s（%s）", state_zh(t.state), t.approved_by) : state_zh(t.state) };
	*ret_name = arena_print(mem, "tour-%s-%lld.pdf", day, (long long)t.run_no);
	return form_pdf_write(cx, &(struct form_pdf){ .title = "派车单", .number = arena_print(mem, "%s 第 %lld 车", day, (long long)t.run_no), .left = "应急物资调拨运输",
		.right = day, .head = head, .n_head = 6, .columns = columns, .n_columns = COLUMNS, .cells = cells, .n_rows = t.halts.n, .boxes = boxes, .n_boxes = 4,
		.notes = notes, .n_notes = 2, .printed = arena_print(mem, "%s 打印", cx->actor->name ? cx->actor->name : ""), .landscape = true,
		.day = civil_day_of(cx->now_ms) }, ret);
}
