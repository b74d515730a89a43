/* SPDX-License-Identifier: Apache-2.0 */
/* The minutes of a meeting 会商纪要: what was shared out, what the meeting changed and
 * why, which rules that touched, who signed, and who gets less than he needs (D2.4). */
#include "caps/report/minutes.h"
#include "base/buf.h"
#include "base/civil.h"
#include "base/text.h"
#include <stdio.h>

/* What was decided stands before the table, unless it is longer than that is handy. */
enum { SAID_FIRST = 20 };

static const char *moment(struct arena *mem, int64_t ms)
{
	char day[11];
	int64_t minutes = ((ms + CHINA_OFFSET_MS) / 60000) % 1440;

	civil_write_day(civil_day_of(ms), day);
	return arena_print(mem, "%s %02lld:%02lld", day, (long long)(minutes / 60), (long long)(minutes % 60));
}

static void add(struct minutes *m, struct arena *mem, const char *line)
{
	arena_push(mem, m->line, m->n_lines, m->room) = line;
}

static const char *state_zh(const char *state)
{
	static const struct { const char *state, *zh; } words[] = { { "draft", "会商中（草稿）" }, { "review", "待批准" }, { "held", "已批准" },
		{ "done", "已下达" }, { "released", "已收回" }, { "refused", "未同意" }, { "void", "已作废" } };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (text_equal(words[i].state, state))
			return words[i].zh;
	return state;
}

static void tell_change(struct arena *mem, struct minutes *m, const struct allocation_changed *c)
{
	const struct allocation_changed_pin *pin = c->pins.at;
	struct buf b = BUF(mem);

	buf_print(&b, "　%lld. ", (long long)c->change_no);
	for (size_t i = 0; i < c->pins.n; i++)
		buf_print(&b, "%s%s %s，机算 %s，改为 %s", i ? "；" : "", pin[i].unit, pin[i].item, allocation_comma(mem, pin[i].machine),
			  allocation_comma(mem, pin[i].qty));
	buf_print(&b, "%s理由：%s（%s，%s）", c->pins.n ? "。" : "", c->reason, c->name, moment(mem, c->changed));
	add(m, mem, buf_get(&b));
}

static void tell_changes(struct arena *mem, struct minutes *m, const struct allocation_table *t)
{
	const struct allocation_changed *c = t->changes.at;
	size_t standing = 0;

	for (size_t i = 0; i < t->changes.n; i++)
		standing += !c[i].undone;
	add(m, mem, standing ? arena_print(mem, "一、会商改动 %zu 处，涉及 %lld 行，与机算相差 %s（各物资基本单位合计）", standing, (long long)t->changed_lines,
					     allocation_comma(mem, t->changed_qty)) : "一、会商没有改动，按机算结果");
	for (size_t i = 0; i < t->changes.n; i++)
		if (!c[i].undone)
			tell_change(mem, m, &c[i]);
}

static void tell_rules(struct arena *mem, struct minutes *m, const struct allocation_table *t)
{
	const struct allocation_rule *r = t->broken.at;
	const struct allocation_table_item *item = t->items.at;

	add(m, mem, t->broken.n ? arena_print(mem, "二、改动打破规则 %zu 处", t->broken.n) : "二、没有打破规则");
	for (size_t i = 0; i < t->broken.n; i++) {
		const char *name = "";

		for (size_t k = 0; k < t->items.n; k++)
			if (item[k].item_id == r[i].item_id)
				name = item[k].zh;
		add(m, mem, arena_print(mem, "　%s：%s%s", name, r[i].zh, text_equal(r[i].needs, "second") ? "；须另行会签" : "；已写明理由"));
	}
}

static void tell_signs(struct arena *mem, struct minutes *m, const struct allocation_table *t)
{
	const struct allocation_table_sign *s = t->signs.at;

	add(m, mem, arena_print(mem, "三、审批：%s；会签 %lld / %lld", t->approval_zh, (long long)t->given, (long long)t->needed));
	m->signature = arena_array(mem, const char *, t->signs.n + 1);
	for (size_t i = 0; i < t->signs.n; i++) {
		if (s[i].at)
			add(m, mem, arena_print(mem, "　%s：%s%s%s，%s 系统内签", s[i].title, s[i].name, s[i].for_name[0] ? " 代 " : "", s[i].for_name,
						 moment(mem, s[i].at)));
		m->signature[m->n_signatures++] = arena_print(mem, "%s：", s[i].title);
	}
}

static const struct sheet_column unmet_columns[] = {
	{ "物资" }, { "优先级", SHEET_CENTRED }, { "需求单" }, { "单位名称" }, { "申报", SHEET_NUMBER }, { "已有", SHEET_NUMBER }, { "分配", SHEET_NUMBER },
	{ "还缺", SHEET_NUMBER }, { "计量", SHEET_CENTRED }, { "为什么" } };

static enum err unmet_sheet(struct ctx *cx, int64_t doc_id, struct minutes *m)
{
	struct cells c = { .mem = &cx->mem };
	struct allocation_unmet *row;
	size_t n;

	TRY(allocation_unmet(cx, doc_id, &row, &n));
	for (size_t i = 0; i < n; i++) {
		const int64_t amounts[] = { row[i].asked, row[i].have, row[i].now, row[i].missing };

		cells_add(&c, row[i].item);
		cells_add(&c, show_i64(c.mem, row[i].priority));
		cells_add(&c, row[i].number);
		cells_add(&c, row[i].unit);
		for (size_t k = 0; k < 4; k++)
			cells_add(&c, show_i64(c.mem, amounts[k]));
		cells_add(&c, row[i].measure);
		cells_add(&c, row[i].zh);
	}
	m->unmet = (struct sheet){ .name = "未满足", .title = "未满足的需求", .columns = unmet_columns,
		.n_columns = sizeof unmet_columns / sizeof *unmet_columns, .cells = c.at, .n_rows = n };
	return ERR_OK;
}

enum err minutes_of(struct ctx *cx, int64_t doc_id, struct minutes *ret)
{
	struct arena *mem = &cx->mem;
	struct allocation_table t;

	*ret = (struct minutes){ 0 };
	TRY(allocation_table(cx, doc_id, 0, &t));
	add(ret, mem, arena_print(mem, "方案：%s    分配日：%s    状态：%s    上次方案：%s", t.number[0] ? t.number : "（草稿）", show_day(mem, t.day),
				   state_zh(t.state), t.before_number && t.before_number[0] ? t.before_number : "—"));
	add(ret, mem, arena_print(mem, "机算：%s %s    提交：%s    物资 %zu 种，需求 %s 行，未全额 %s 行、%s 家    下达：%s",
				   t.created_name, moment(mem, t.created), t.meeting ? moment(mem, t.meeting) : "未提交", t.items.n,
				   allocation_comma(mem, t.lines), allocation_comma(mem, t.short_lines), allocation_comma(mem, t.short_units),
				   t.orders ? arena_print(mem, "%s 张调拨单，%s", allocation_comma(mem, t.orders), moment(mem, t.ordered)) : "未下达"));
	tell_changes(mem, ret, &t);
	tell_rules(mem, ret, &t);
	tell_signs(mem, ret, &t);
	ret->n_said = ret->n_lines <= SAID_FIRST ? ret->n_lines : 2;
	return unmet_sheet(cx, doc_id, ret);
}
