/* SPDX-License-Identifier: Apache-2.0 */
/* The driver's sheet: where, what, when, and who signed. */
#include "caps/tour/tour_work.h"
#include "base/civil.h"
#include "base/text.h"

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

enum { HEADS = 6 };

/* Weight of what is taken on or brought; "约": some of it is not known, and counts as nothing. */
static const char *weight(struct arena *mem, const struct tour_halt_out *h)
{
	if (!(h->unknown & 1))
		return arena_print(mem, "%lld", (long long)h->kg);
	return h->kg ? arena_print(mem, "%lld 以上", (long long)h->kg) : "没登记";
}

static void row_of(struct arena *mem, int64_t day, size_t no, const struct tour_halt_out *h, const char **cells)
{
	cells[0] = arena_print(mem, "%zu", no);
	cells[1] = clock_of(mem, h->arrive);
	cells[2] = h->unload ? "卸" : "装";
	cells[3] = h->place;
	cells[4] = h->goods;
	cells[5] = arena_print(mem, "%lld", (long long)h->parcels);
	cells[6] = weight(mem, h);
	cells[7] = h->number;
	cells[8] = h->unload && h->by ? arena_print(mem, "%s%s", latest(mem, h->by, day), h->late_min ? "（将晚到）" : "") : "";
	cells[9] = "";
}

static const char *most(struct arena *mem, const struct tour_lane *t)
{
	const char *of = t->kg ? arena_print(mem, "，载重 %lld 公斤", (long long)t->kg) : "，载重没登记";

	return arena_print(mem, "%lld 件、%lld 公斤%s%s", (long long)t->most_parcels, (long long)t->most_kg, t->unknown & 1 ? "以上" : "", of);
}

static const struct form_field *head_of(struct arena *mem, const struct tour_lane *t)
{
	struct form_field *head = arena_array(mem, struct form_field, HEADS + 1);

	head[0] = (struct form_field){ .label = "车辆", .value = t->plate };
	head[1] = (struct form_field){ .label = "驾驶员", .value = arena_print(mem, "%s %s", t->driver, t->phone) };
	head[2] = (struct form_field){ .label = "出车", .value = arena_print(mem, "%s 从%s，%s 回场", clock_of(mem, t->depart), t->home, clock_of(mem, t->back)) };
	head[3] = (struct form_field){ .label = "全程", .value = arena_print(mem, "%s 公里，%lld 单", km(mem, t->metres), (long long)t->orders) };
	head[4] = (struct form_field){ .label = "同时在车最多", .value = most(mem, t) };
	head[5] = (struct form_field){ .label = "状态", .value = t->approved ? arena_print(mem, "%s（%s）", state_zh(t->state), t->approved_by) : state_zh(t->state) };
	return head;
}

/* What the sheet says; the file is made of nothing else. */
enum err tour_sheet_form(struct ctx *cx, int64_t tour_id, const char **ret_name, struct form_pdf *ret)
{
	static const struct sheet_column columns[TOUR_SHEET_COLUMNS] = { { "站", SHEET_CENTRED }, { "到达", SHEET_CENTRED }, { "装卸", SHEET_CENTRED }, { "地点", .width = 20 },
		{ "物资", .width = 26 }, { "件数", SHEET_NUMBER }, { "公斤", SHEET_NUMBER }, { "调拨单", .width = 20 }, { "最晚", SHEET_CENTRED }, { "实到时间、签名", .width = 16 } };
	static const struct form_box boxes[] = { { "派车人", NULL }, { "批准人", NULL }, { "驾驶员", NULL }, { "收车登记（里程、时间）", NULL } };
	static const char *const notes[] = { "签收以调拨单为准，本单只记行车顺序和时间。", "车辆有故障，先报派车人，物资留在车上等换车。" };
	struct arena *mem = &cx->mem;
	const char **cells, *date;
	struct tour_lane t;
	struct list events;
	char day[11];

	TRY(tours_one(cx, tour_id, &t, &events));
	date = arena_text(mem, civil_write_day(t.day, day));
	*ret_name = arena_print(mem, "tour-%s-%lld.pdf", date, (long long)t.run_no);
	cells = arena_array(mem, const char *, TOUR_SHEET_COLUMNS * t.halts.n + 1);
	for (size_t i = 0; i < t.halts.n; i++)
		row_of(mem, t.day, i + 1, &((const struct tour_halt_out *)t.halts.at)[i], cells + TOUR_SHEET_COLUMNS * i);
	*ret = (struct form_pdf){ .title = "派车单", .number = arena_print(mem, "%s 第 %lld 车", date, (long long)t.run_no), .left = "应急物资调拨运输", .right = date,
		.head = head_of(mem, &t), .n_head = HEADS, .columns = columns, .n_columns = TOUR_SHEET_COLUMNS, .cells = cells, .n_rows = t.halts.n, .boxes = boxes,
		.n_boxes = 4, .notes = notes, .n_notes = 2, .printed = arena_print(mem, "%s 打印", cx->actor->name ? cx->actor->name : ""), .landscape = true,
		.day = civil_day_of(cx->now_ms) };
	return ERR_OK;
}

enum err tours_sheet(struct ctx *cx, int64_t tour_id, const char **ret_name, struct bytes *ret)
{
	struct form_pdf form;

	TRY(tour_sheet_form(cx, tour_id, ret_name, &form));
	return form_pdf_write(cx, &form, ret);
}
