/* SPDX-License-Identifier: Apache-2.0 */
/* Labels of parcels: what is on them is the plan's rule (D8.4, D4.2). */
#include "base/civil.h"
#include "base/text.h"
#include "caps/grid/grid.h"
#include "caps/packing/packing_internal.h"
#include "caps/plan/plan_active.h"
#include "caps/plan/plan_household.h"
#include "file/label_pdf.h"
#include <string.h>

/* What a rule says in its words: 姓名, 电话 (masked), 完整电话, 内容, 金额, 取货码. */
struct shown { bool name, phone, whole_phone, contents, amount, code; };

static bool names(const struct plan_ids *list, const char *word)
{
	for (size_t i = 0; i < list->n; i++)
		if (strstr(list->at[i], word))
			return true;
	return false;
}

/* Without a rule all is shown, names and phones masked; what a rule does not name of a person is left out. */
static struct shown shown_by(const struct plan_label *rule)
{
	struct shown s = { .contents = true, .amount = true, .code = true, .phone = true };

	if (!rule)
		return s;
	s.name = names(&rule->shows, "姓名");
	s.phone = names(&rule->shows, "电话") || names(&rule->shows, "手机");
	s.whole_phone = names(&rule->shows, "完整电话") && !names(&rule->never, "电话");
	s.name &= !names(&rule->never, "姓名");
	s.phone &= !names(&rule->never, "电话");
	s.contents = !names(&rule->never, "内容");
	s.amount = !names(&rule->never, "金额");
	s.code = !names(&rule->never, "取货码");
	return s;
}

static const char *who(struct ctx *cx, const struct shown *s, bool ruled, const struct household_names *full, const struct household_names *masked)
{
	const char *name = s->name ? full->name : ruled ? "" : masked->name, *phone = !s->phone ? "" : s->whole_phone ? full->phone : masked->phone;

	return arena_print(&cx->mem, "%s%s%s", name, name[0] && phone[0] ? "  " : "", phone);
}

/* "11-25 午间" of the delivery window. */
static const char *when(struct ctx *cx, const struct offer *o)
{
	const int64_t day = civil_day_of(o->deliver_from_ms), hour = (o->deliver_from_ms - day * DAY_MS + CHINA_OFFSET_MS) / (3600 * 1000);
	char text[11];

	civil_write_day(day, text);
	return arena_print(&cx->mem, "%s %s", text + 5, hour < 11 ? "上午" : hour < 14 ? "午间" : hour < 18 ? "下午" : "晚间");
}

/* Whether the money is there: taken in advance, due at the door, or put on an account. */
static void money(struct ctx *cx, const struct paper_order *o, struct label *l)
{
	size_t n = 0;

	l->amount = arena_print(&cx->mem, "¥%s", text_write_money(&cx->mem, o->own_fen));
	if (o->pay == ORDER_PREPAID && text_equal(o->state, "paid"))
		l->paid = "已付";
	else
		l->marks[n++] = o->pay == ORDER_CREDIT ? "记账" : "未付";
	if (o->special)
		l->marks[n++] = "上门";
}

/* "云帆苑（演示）3号楼2单元": the door says the rest. */
static const char *where(struct ctx *cx, const struct paper_order *o, const char *compound)
{
	const char *unit = strchr(o->door, '-'), *end = unit ? strchr(unit + 1, '-') : NULL;

	if (!end)
		return arena_print(&cx->mem, "%s%s", compound, o->building);
	return arena_print(&cx->mem, "%s%s%.*s单元", compound, o->building, (int)(end - unit - 1), unit + 1);
}

struct compound { int64_t grid_id; const char *name; };
static enum err compound_of(struct ctx *cx, int64_t grid_id, struct compound *last)
{
	struct grid_area area;

	if (last->grid_id == grid_id)
		return ERR_OK;
	TRY(grid_area_of(cx, grid_id, &area));
	*last = (struct compound){ grid_id, area.compound };
	return ERR_OK;
}

enum err labels_print(struct ctx *cx, const struct paper_filter *filter, int64_t sheet, struct bytes *ret, int64_t *ret_n)
{
	struct household_names *full, *masked;
	struct compound compound = { 0 };
	const struct plan_label *rule;
	const struct plan *plan;
	struct label *labels;
	struct paper paper;
	struct shown shown;
	int64_t *ids;

	TRY(paper_of(cx, filter, &paper));
	TRY(plan_active_load(cx, paper.offer.path, &plan));
	rule = plan_label(plan, "parcel");
	shown = shown_by(rule);
	labels = arena_array(&cx->mem, struct label, paper.n + 1);
	ids = arena_array(&cx->mem, int64_t, paper.n + 1);
	for (size_t i = 0; i < paper.n; i++)
		ids[i] = paper.orders[i].household_id;
	TRY(household_names_many(cx, ids, paper.n, false, &masked));
	TRY(household_names_many(cx, ids, paper.n, true, &full));
	for (size_t i = 0; i < paper.n; i++) {
		const struct paper_order *o = &paper.orders[i];
		struct label *l = &labels[i];

		TRY(compound_of(cx, o->grid_id, &compound));
		*l = (struct label){ .door = o->door, .number = o->pickup_no, .who = who(cx, &shown, rule, &full[i], &masked[i]),
			.contents = shown.contents ? paper_contents(cx, o) : NULL, .where = where(cx, o, compound.name), .when = when(cx, &paper.offer),
			.qr = shown.code ? arena_print(&cx->mem, "BG%lld.%s", (long long)o->doc_id, o->pickup_no) : NULL };
		if (shown.amount)
			money(cx, o, l);
	}
	*ret_n = (int64_t)paper.n;
	return label_pdf_write(cx, labels, paper.n, sheet, civil_day_of(cx->now_ms), ret);
}
