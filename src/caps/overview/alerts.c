/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/overview/cover.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/document/document.h"
#include "overview.sql.h"
#include <stdlib.h>
#include <string.h>

/* What is wrong, worst first.  Every limit is the plan's: the times of a flow,
 * the chain's, the rotation of the upkeep; or what a document says of itself,
 * its day. */
enum { LATE_MAX = 100, UNSIGNED_MAX = 20, EXPIRING_MAX = 20000, HURRY_MAX = 200 };
enum { PEOPLE_GO_WITHOUT = 1, GOODS_DO_NOT_MOVE, SOON, HOUSEKEEPING };

const char *const overview_alert_words[] = { "cover", "not_acknowledged", "not_departed", "under_way", "not_received", "difference", "unsigned",
	"requests_overdue", "expired", "expiring", "not_used", NULL };

struct found { struct ctx *cx; const struct cover *c; struct overview_alert *at; size_t n, room; };

static struct overview_alert *add(struct found *f, enum overview_alert_kind kind, int severity)
{
	struct overview_alert *a = &arena_push(&f->cx->mem, f->at, f->n, f->room);

	*a = (struct overview_alert){ .kind = kind, .severity = severity, .days_x10 = -1, .number = "", .state = "", .class_id = "", .name_zh = "",
		.name_en = "", .place = "", .from_place = "", .unit = "", .owner_zh = "", .owner_en = "", .escalated_zh = "", .escalated_en = "" };
	return a;
}

static void name_owner(struct overview_alert *a, const struct plan_role *role)
{
	if (role) {
		a->owner_zh = role->rule.zh;
		a->owner_en = role->rule.en;
	}
}

const struct plan_role *cover_owner(const struct cover *c, const struct plan_class *class)
{
	static const enum plan_task tasks[] = { TASK_supply, TASK_reserve, TASK_buy, TASK_dispatch, TASK_deliver };
	const struct plan_role **roles;
	size_t n;

	for (size_t i = 0; i < sizeof tasks / sizeof *tasks; i++) {
		roles = plan_owners(&c->cx->mem, c->plans, class->rule.id, tasks[i], &n);
		if (n)
			return roles[0];
	}
	return NULL;
}

/* ---- goods that run out: a line's worst column ---- */

static void find_cover(struct found *f)
{
	const struct cover *c = f->c;

	for (size_t i = 0; i < c->n_lines; i++) {
		struct overview_cell worst = { 0 };
		size_t column = 0, below = 0;

		for (size_t k = c->whole ? 0 : 1; k <= c->n_areas; k++) {
			struct overview_cell cell = cover_cell(c, &c->lines[i], k);

			below += cell.heat > 0;
			if (cell.heat > worst.heat || (cell.heat == worst.heat && cell.heat && cell.days_x10 < worst.days_x10)) {
				worst = cell;
				column = k;
			}
		}
		if (worst.heat < 2)
			continue;
		struct overview_alert *a = add(f, ALERT_COVER, worst.heat == 3 && worst.days_x10 >= 0 ? PEOPLE_GO_WITHOUT : SOON);
		const struct plan_class *class = c->lines[i].class;

		a->class_id = class->rule.id;
		a->name_zh = class->rule.zh;
		a->name_en = class->rule.en;
		a->unit = class->unit ? class->unit : "";
		a->place = column ? c->areas[column - 1].name : c->root.name;
		a->place_id = column ? c->areas[column - 1].place_id : 0;
		a->days_x10 = worst.days_x10;
		a->qty = worst.qty;
		a->heat = worst.heat;
		a->line_days = cover_line_days(&c->lines[i]);
		a->lines = cover_line_qty(&c->lines[i]);
		a->places = (int64_t)below;
		name_owner(a, cover_owner(f->c, class));
	}
}

/* ---- orders that stand still ---- */

static enum overview_alert_kind kind_of(const char *state)
{
	return text_equal(state, "ordered") ? ALERT_NOT_ACKNOWLEDGED : text_equal(state, "acknowledged") ? ALERT_NOT_DEPARTED :
	       text_equal(state, "departed") ? ALERT_UNDER_WAY : text_equal(state, "arrived") ? ALERT_NOT_RECEIVED : ALERT_DIFFERENCE;
}

/* To whom the plan's flow has it gone by now. */
static enum err escalate(struct found *f, struct overview_alert *a)
{
	struct doc_work w = { 0 };
	const struct plan_flow *flow;

	if (!a->deadline_ms)
		return ERR_OK;
	TRY(document_get(f->cx, a->object_id, &w.doc));
	w.kind = doc_kind_find(w.doc.kind);
	TRY(document_flow(f->cx, &w, &flow));
	for (size_t i = 0; flow && i < flow->escalate.n; i++) {
		const struct plan_late *late = &flow->escalate.at[i];
		const struct plan_role *role = plan_role(flow->rule.plan, late->to);

		if (role && plan_after(a->deadline_ms, late->after) <= f->cx->now_ms) {
			a->escalated_zh = role->rule.zh;
			a->escalated_en = role->rule.en;
		}
	}
	return ERR_OK;
}

static const struct item *item_of(const struct cover *c, int64_t item_id)
{
	for (size_t i = 0; i < c->n_items; i++)
		if (c->items[i].item->item_id == item_id)
			return c->items[i].item;
	return NULL;
}

static enum err find_late(struct found *f)
{
	struct ctx *cx = f->cx;
	struct overview_late_row *rows;
	size_t n;

	TRY(overview_late(cx, (struct overview_late_in){ .district_id = cx->district_id, .sees_all = overview_covers(cx, PERM_DISPATCH_READ),
		.actor_id = cx->actor->account_id, .perm = PERM_DISPATCH_READ, .now_ms = cx->now_ms, .limit = LATE_MAX }, &rows, &n, LATE_MAX));
	for (size_t i = 0; i < n; i++) {
		const struct overview_late_row *r = &rows[i];
		enum overview_alert_kind kind = kind_of(r->state);
		struct overview_alert *a = add(f, kind, GOODS_DO_NOT_MOVE);
		const struct item *item = item_of(f->c, r->item_id);
		const char *owner = kind == ALERT_NOT_RECEIVED ? r->to_place : kind == ALERT_UNDER_WAY && *r->carrier ? r->carrier : r->from_place;

		a->object_id = r->doc_id;
		a->number = r->number;
		a->state = r->state;
		a->place_id = r->to_place_id;
		a->place = r->to_place;
		a->from_place = r->from_place;
		a->lines = r->n_lines;
		a->qty = r->qty;
		a->deadline_ms = r->due_ms;
		a->owner_zh = a->owner_en = owner;
		if (item) {
			a->class_id = item->category;
			a->name_zh = item->zh;
			a->name_en = *item->en ? item->en : item->zh;
			a->unit = item->unit;
		}
		if (text_equal(r->kind, "dispatch"))
			TRY(escalate(f, a));
	}
	return ERR_OK;
}

/* ---- allocations that wait for a signature past their time ---- */

static void name_signer(struct found *f, struct overview_alert *a, const struct plan_chain *chain)
{
	size_t n;
	const struct plan_step **steps = plan_chain_steps(&f->cx->mem, chain, 0, &n);
	const struct plan *plan = chain->rule.plan;
	const struct plan_meeting *meeting = n && steps[0]->meeting ? plan_meeting(plan, steps[0]->meeting) : NULL;
	const char *role = !n ? NULL : meeting ? meeting->chair : steps[0]->by.n ? steps[0]->by.at[0] : steps[0]->any.n ? steps[0]->any.at[0] : NULL;

	if (role)
		name_owner(a, plan_role(plan, role));
}

static enum err find_unsigned(struct found *f)
{
	struct ctx *cx = f->cx;
	struct overview_unsigned_row *rows;
	size_t n;

	if (!overview_covers(cx, PERM_ALLOCATION_READ))
		return ERR_OK;
	TRY(overview_unsigned(cx, (struct overview_unsigned_in){ .district_id = cx->district_id, .limit = UNSIGNED_MAX }, &rows, &n, UNSIGNED_MAX));
	for (size_t i = 0; i < n; i++) {
		struct doc_work w = { .kind = doc_kind_find("allocation") };
		const struct plan_chain *chain = NULL;
		const struct plan_flow *flow;
		int64_t deadline = (rows[i].day + 1) * DAY_MS - CHINA_OFFSET_MS;      /* it is about that day */

		TRY(document_get(cx, rows[i].doc_id, &w.doc));
		TRY(document_flow(cx, &w, &flow));
		if (flow && flow->approve)
			chain = plan_chain(flow->rule.plan, flow->approve);
		if (chain && chain->within.unit != DUR_NONE)
			deadline = plan_after(rows[i].since_ms, chain->within);
		if (deadline > cx->now_ms)
			continue;
		struct overview_alert *a = add(f, ALERT_UNSIGNED, GOODS_DO_NOT_MOVE);

		a->object_id = rows[i].doc_id;
		a->number = rows[i].number;
		a->state = "review";
		a->day = rows[i].day;
		a->lines = rows[i].n_lines;
		a->since_ms = rows[i].since_ms;
		a->deadline_ms = deadline;
		if (chain)
			name_signer(f, a, chain);
	}
	return ERR_OK;
}

/* ---- requests whose day has passed, by class ---- */

static void find_overdue(struct found *f, const struct overview_class *classes, size_t n)
{
	const struct plan_flow *flow = plan_flow(f->c->plans, PLAN_DOC_allocation, NULL, NULL);

	for (size_t i = 0; i < n; i++) {
		if (!classes[i].overdue)
			continue;
		struct overview_alert *a = add(f, ALERT_REQUESTS_OVERDUE, classes[i].priority == 1 ? PEOPLE_GO_WITHOUT : SOON);

		a->priority = classes[i].priority;
		a->name_zh = classes[i].zh;
		a->name_en = classes[i].en;
		a->docs = classes[i].overdue;
		a->lines = 1;
		a->day = classes[i].first_day;
		a->deadline_ms = (classes[i].first_day + 1) * DAY_MS - CHINA_OFFSET_MS;
		if (flow && flow->raise.n)
			name_owner(a, plan_role(flow->rule.plan, flow->raise.at[0]));
	}
}

/* ---- goods past their date, and those the plan has rotated by now ---- */

/* The day until which goods of a class must be rotated now; 0: the plan says nothing. */
static int64_t rotate_day(const struct found *f, const struct plan_class *class)
{
	const struct plan_upkeep *upkeep = plan_upkeep(f->c->plans, class->rule.id);

	return upkeep && upkeep->rotate_before.unit != DUR_NONE ? civil_day_of(plan_after(f->cx->now_ms, upkeep->rotate_before)) : 0;
}

static struct overview_alert *of_class(struct found *f, size_t from, enum overview_alert_kind kind, const struct plan_class *class)
{
	struct overview_alert *a;

	for (size_t i = from; i < f->n; i++)
		if (f->at[i].kind == (int64_t)kind && text_equal(f->at[i].class_id, class->rule.id))
			return &f->at[i];
	a = add(f, kind, kind == ALERT_EXPIRED ? SOON : HOUSEKEEPING);
	a->class_id = class->rule.id;
	a->name_zh = class->rule.zh;
	a->name_en = class->rule.en;
	name_owner(a, cover_owner(f->c, class));
	return a;
}

static enum err find_expiring(struct found *f)
{
	struct ctx *cx = f->cx;
	int64_t today = civil_day_of(cx->now_ms), last = today - 1, before = 0;
	struct overview_expiring_row *rows;
	size_t n, from = f->n;

	for (size_t i = 0; i < f->c->n_items; i++) {
		int64_t day = rotate_day(f, f->c->items[i].class);

		last = day > last ? day : last;
	}
	TRY(overview_expiring(cx, (struct overview_expiring_in){ .district_id = cx->district_id, .to_day = last, .actor_id = cx->actor->account_id,
		.perm = PERM_STOCK_READ, .now_ms = cx->now_ms, .limit = EXPIRING_MAX }, &rows, &n, EXPIRING_MAX));
	for (size_t i = 0; i < n; i++) {
		const struct cover_item *item = NULL;

		for (size_t k = 0; k < f->c->n_items && !item; k++)
			if (f->c->items[k].item->item_id == rows[i].item_id)
				item = &f->c->items[k];
		if (!item)
			continue;
		bool gone = rows[i].expiry_day < today;
		int64_t until = rotate_day(f, item->class), shelf = item->item->shelf_life_days;

		/* What never keeps that long is sold by turns, not rotated. */
		if (!gone && (rows[i].expiry_day > until || (shelf && shelf <= until - today)))
			continue;
		struct overview_alert *a = of_class(f, from, gone ? ALERT_EXPIRED : ALERT_EXPIRING, item->class);

		a->lines += rows[i].item_id != before || !a->lines;
		a->docs += rows[i].lots;
		a->qty += rows[i].qty;
		a->unit = item->item->unit;
		if (!a->day || rows[i].expiry_day < a->day)
			a->day = rows[i].expiry_day;
		a->deadline_ms = (a->day + 1) * DAY_MS - CHINA_OFFSET_MS;
		before = rows[i].item_id;
	}
	return ERR_OK;
}

/* What was given near its end was taken to be used up at once (D2.7). */
static enum err find_not_used(struct found *f)
{
	struct ctx *cx = f->cx;
	struct overview_hurry_row *rows;
	size_t n;

	TRY(overview_hurry(cx, (struct overview_hurry_in){ .district_id = cx->district_id, .today = civil_day_of(cx->now_ms), .actor_id = cx->actor->account_id,
		.perm = PERM_STOCK_READ, .now_ms = cx->now_ms, .limit = HURRY_MAX }, &rows, &n, HURRY_MAX));
	for (size_t i = 0; i < n; i++) {
		struct overview_alert *a = add(f, ALERT_NOT_USED, SOON);
		struct item item;

		TRY(item_get(cx, rows[i].item_id, &item));
		a->object_id = rows[i].doc_id;
		a->number = rows[i].number;
		a->place_id = rows[i].place_id;
		a->place = rows[i].place;
		a->owner_zh = a->owner_en = rows[i].place;
		a->name_zh = item.zh;
		a->name_en = item.en[0] ? item.en : item.zh;
		a->class_id = item.category;
		a->unit = item.unit;
		a->qty = rows[i].qty;
		a->lines = a->docs = 1;
		a->day = rows[i].use_by_day;
		a->deadline_ms = (a->day + 1) * DAY_MS - CHINA_OFFSET_MS;
	}
	return ERR_OK;
}

/* ---- all of it, in order ---- */

/* When it comes to the worst: the goods are used up, or the time was over. */
static int64_t sort_ms(const struct overview_alert *a)
{
	if (a->kind == ALERT_COVER && a->days_x10 >= 0)
		return a->since_ms + a->days_x10 * (DAY_MS / 10);
	return a->deadline_ms ? a->deadline_ms : INT64_MAX;
}

static int worst_first(const void *x, const void *y)
{
	const struct overview_alert *a = x, *b = y;

	if (a->severity != b->severity)
		return a->severity < b->severity ? -1 : 1;
	if (sort_ms(a) != sort_ms(b))
		return sort_ms(a) < sort_ms(b) ? -1 : 1;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	return a->object_id != b->object_id ? (a->object_id < b->object_id ? -1 : 1) : strcmp(a->class_id, b->class_id);
}

enum err alerts_load(struct ctx *cx, const struct cover *c, const struct overview_class *classes, size_t n_classes, struct overview_alerts *ret)
{
	struct found f = { .cx = cx, .c = c };
	struct overview_late_count_row late;
	size_t listed = 0;

	find_cover(&f);
	for (size_t i = 0; i < f.n; i++)
		f.at[i].since_ms = cx->now_ms;
	find_overdue(&f, classes, n_classes);
	TRY(find_unsigned(&f));
	TRY(find_expiring(&f));
	TRY(find_not_used(&f));
	listed = f.n;
	TRY(find_late(&f));
	TRY(overview_late_count(cx, (struct overview_late_count_in){ .district_id = cx->district_id, .sees_all = overview_covers(cx, PERM_DISPATCH_READ),
		.actor_id = cx->actor->account_id, .perm = PERM_DISPATCH_READ, .now_ms = cx->now_ms }, &late));
	*ret = (struct overview_alerts){ .total = (int64_t)listed + late.docs, .urgent = late.docs };
	for (size_t i = 0; i < listed; i++)
		ret->urgent += f.at[i].severity <= GOODS_DO_NOT_MOVE;
	if (f.n)
		qsort(f.at, f.n, sizeof *f.at, worst_first);
	ret->items = (struct list){ f.at, f.n < OVERVIEW_ALERTS_MAX ? f.n : OVERVIEW_ALERTS_MAX };
	return ERR_OK;
}

enum err overview_alerts(struct ctx *cx, struct overview_alerts *ret)
{
	struct list classes;
	struct cover c;

	TRY(cover_load(cx, &c));
	TRY(overview_load_classes(cx, c.plans, &classes));
	return alerts_load(cx, &c, classes.at, classes.n, ret);
}
