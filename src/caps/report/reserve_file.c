/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/report/names.h"
#include "base/buf.h"
#include "base/civil.h"
#include <string.h>

/* The reserve picture as a table: a row for each line, below it its items. */
static const struct sheet_column columns[] = {
	{ "物资类别" }, { "储备部门" }, { "调拨部门" }, { "物资编码" }, { "品名" }, { "单位", SHEET_CENTRED }, { "储备目标", SHEET_NUMBER },
	{ "可用库存", SHEET_NUMBER }, { "已分配", SHEET_NUMBER }, { "不可用", SHEET_NUMBER }, { "可供天数", SHEET_NUMBER },
	{ "缺口", SHEET_NUMBER }, { "单补此物需", SHEET_NUMBER }, { "结论", SHEET_CENTRED }, { "说明", SHEET_TEXT, 32 } };

static const char *number_or_none(struct arena *mem, int64_t n) { return n >= 0 ? show_i64(mem, n) : ""; }

static const char *who_does(struct arena *mem, const struct reserve_line *l, const char *task)
{
	const struct reserve_owner *owners = l->owners.at;
	struct buf b = BUF(mem);

	for (size_t i = 0; i < l->owners.n; i++)
		if (strcmp(owners[i].does, task) == 0)
			buf_print(&b, "%s%s", b.n ? "、" : "", owners[i].zh);
	return buf_get(&b);
}

static void add_line(struct cells *c, const struct reserve_line *l)
{
	static const char *const states[] = { [RESERVE_MET] = "已达到", [RESERVE_SHORT] = "有缺口", [RESERVE_UNKNOWN] = "无法计算",
		[RESERVE_NO_TARGET] = "无定额" };
	bool days = l->target_days > 0;

	cells_add(c, l->class_zh);
	cells_add(c, l->holder_zh ? l->holder_zh : who_does(c->mem, l, "reserve"));
	cells_add(c, who_does(c->mem, l, "dispatch"));
	cells_add(c, "");
	cells_add(c, "");
	cells_add(c, days ? "天" : l->unit);
	cells_add(c, days ? show_i64(c->mem, l->target_days) : l->target_qty ? show_i64(c->mem, l->target_qty) : "");
	cells_add(c, number_or_none(c->mem, l->usable));
	cells_add(c, "");
	cells_add(c, "");
	cells_add(c, number_or_none(c->mem, l->cover_days));
	cells_add(c, number_or_none(c->mem, days ? l->short_days : l->short_qty));
	cells_add(c, "");
	cells_add(c, states[l->state]);
	cells_add(c, l->zh);
}

static void add_item(struct cells *c, const struct reserve_line *l, const struct reserve_item *item)
{
	cells_add(c, l->class_zh);
	cells_add(c, "");
	cells_add(c, "");
	cells_add(c, item->item_code);
	cells_add(c, item->item);
	cells_add(c, item->unit);
	cells_add(c, "");
	cells_add(c, show_i64(c->mem, item->usable));
	cells_add(c, item->held ? show_i64(c->mem, item->held) : "");
	cells_add(c, item->unusable ? show_i64(c->mem, item->unusable) : "");
	cells_add(c, number_or_none(c->mem, item->cover_days));
	cells_add(c, "");
	cells_add(c, item->to_fill > 0 ? show_i64(c->mem, item->to_fill) : "");
	cells_add(c, "");
	cells_add(c, "");
}

/* "协议储备，24 小时内到位；..." */
static const char *tell_forms(struct arena *mem, const struct reserve_picture *r)
{
	const struct reserve_form *forms = r->forms.at;
	struct buf b = BUF(mem);

	for (size_t i = 0; i < r->forms.n; i++) {
		buf_print(&b, "%s%s", i ? "；" : "预案的储备形式：", forms[i].zh);
		if (forms[i].respond_min)
			buf_print(&b, forms[i].respond_min % 60 ? "（%lld 分钟内到位）" : "（%lld 小时内到位）",
				  (long long)(forms[i].respond_min % 60 ? forms[i].respond_min : forms[i].respond_min / 60));
	}
	if (r->forms.n)
		buf_text(&b, "。");
	return buf_get(&b);
}

enum err report_reserves(struct ctx *cx, const struct report_reserves_ask *ask, struct reserve_picture *ret)
{
	return reserve_picture_see(cx, PERM_REPORT_READ, ask->place_id, ret);
}

enum err report_reserves_file(struct ctx *cx, const struct report_reserves_ask *ask, int64_t format, struct report_file *ret)
{
	static const char *const signatures[] = { "制表：", "审核：", "负责人：", "时间：" };
	struct reserve_picture r;
	struct cells c = { .mem = &cx->mem };
	char day[11];
	const char *lines[1], *foot[3] = { "目标取自现行预案。天数＝可用库存÷（人口×人均日需），舍去小数；同类物资可以互相替代，天数相加。",
		"可用库存：未分配、未过期；不可用：过期、封存或待检。单补此物需：只用这一种物资补足缺口所需的数量，以基本单位计。" };
	struct sheet sheet = { .name = "储备情况", .title = "应急物资储备情况表", .lines = lines, .n_lines = 1, .columns = columns,
		.n_columns = sizeof columns / sizeof *columns, .foot = foot, .n_foot = 2 };

	TRY(report_reserves(cx, ask, &r));
	civil_write_day(r.day, day);
	lines[0] = arena_print(&cx->mem, "地点：%s    日期：%s    人口：%s", r.place, day,
			       r.population ? arena_print(&cx->mem, "%lld 人", (long long)r.population) : "未登记");
	if (r.forms.n)
		foot[sheet.n_foot++] = tell_forms(&cx->mem, &r);
	for (size_t i = 0; i < r.lines.n; i++) {
		const struct reserve_line *l = &((const struct reserve_line *)r.lines.at)[i];

		add_line(&c, l);
		for (size_t k = 0; k < l->items.n; k++)
			add_item(&c, l, &((const struct reserve_item *)l->items.at)[k]);
		sheet.n_rows += 1 + l->items.n;
	}
	sheet.cells = c.at;
	return report_write(cx, &(struct report_page){ .name = arena_print(&cx->mem, "reserves-%s", day), .sheets = &sheet, .n_sheets = 1,
		.signatures = signatures, .n_signatures = 4, .landscape = true }, format, ret);
}
