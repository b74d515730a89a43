/* SPDX-License-Identifier: Apache-2.0 */
/* The annual plan of a department or a township: drafted, approved, versioned. */
#include "caps/reserve/plan_work.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/place/place.h"
#include "caps/plan/plan_active.h"
#include "base/sha256.h"
#include "reserve.sql.h"
#include <string.h>

enum { PLANS_MAX = 5000, DAYS_MAX = 3660 };
static const char *or_empty(const char *text) { return text ? text : ""; }

/* ---- drafts ---- */

static enum err check_lines(struct ctx *cx, const struct plan *plans, const struct reserve_plan_draft *in)
{
	for (size_t i = 0; i < in->n_lines; i++) {
		const struct reserve_plan_line *l = &in->lines[i];

		if (!plan_class(plans, or_empty(l->class_id)))
			return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "lines[%zu].class_id", i), "预案里没有物资类别“%s”",
				    "no plan in force has a class of goods \"%s\"", or_empty(l->class_id));
		if (!l->days == !l->qty)
			return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "lines[%zu].days", i), "第 %zu 行请写天数或数量其中一项", "line %zu states days or a quantity, one of them", i + 1);
		TRY(check_range(cx, arena_print(&cx->mem, "lines[%zu].days", i), l->days, 0, DAYS_MAX));
		TRY(check_range(cx, arena_print(&cx->mem, "lines[%zu].qty", i), l->qty, 0, QTY_MAX));
		TRY(check_line(cx, arena_print(&cx->mem, "lines[%zu].unit", i), l->unit, l->qty ? 1 : 0, 20));
		TRY(check_line(cx, arena_print(&cx->mem, "lines[%zu].reason", i), l->reason, 0, 200));
		for (size_t k = 0; k < i; k++)
			if (text_equal(in->lines[k].class_id, l->class_id))
				return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "lines[%zu].class_id", i), "类别“%s”写了两行", "class \"%s\" stands twice", l->class_id);
	}
	return ERR_OK;
}

static enum err check_draft(struct ctx *cx, const struct reserve_plan_draft *in, struct place *ret_place)
{
	const struct plan *plans;

	TRY(reserve_place(cx, PERM_RESERVE_EDIT, in->place_id, ret_place));
	TRY(check_range(cx, "year", in->year, 2000, 2200));
	TRY(check_line(cx, "basis", in->basis, 2, 500));
	if (ret_place->kind != PLACE_DISTRICT && ret_place->kind != PLACE_SUBDISTRICT)
		return fail(cx, ERR_BAD_INPUT, "place_id", "“%s”不是区或街道（乡镇），不编年度储备计划", "\"%s\" is neither the district nor a township", ret_place->name);
	if (in->n_lines > RESERVE_PLAN_LINES_MAX)
		return fail(cx, ERR_TOO_LARGE, "lines", "年度储备计划最多 %d 行", "an annual plan has at most %d lines", RESERVE_PLAN_LINES_MAX);
	TRY(plan_active_load(cx, ret_place->path, &plans));
	if (ret_place->kind == PLACE_DISTRICT ? !plan_role(plans, or_empty(in->holder)) : or_empty(in->holder)[0])
		return fail(cx, ERR_BAD_INPUT, "holder", "区级计划须写明储备部门，街道（乡镇）计划不写", "a plan of the district names its department, a township's names none");
	return check_lines(cx, plans, in);
}

static enum err put_lines(struct ctx *cx, int64_t doc_id, const struct reserve_plan_draft *in)
{
	TRY(reserve_plan_lines_drop(cx, (struct reserve_plan_lines_drop_in){ cx->district_id, doc_id }));
	for (size_t i = 0; i < in->n_lines; i++) {
		const struct reserve_plan_line *l = &in->lines[i];

		TRY(reserve_plan_line_put(cx, (struct reserve_plan_line_put_in){ cx->district_id, doc_id, (int64_t)i + 1, l->class_id, l->days, l->qty,
			l->qty ? l->unit : "", or_empty(l->reason) }));
	}
	return ERR_OK;
}

static enum err in_force(struct ctx *cx, int64_t year, int64_t place_id, const char *holder, int64_t *ret_doc_id)
{
	struct reserve_plan_newest_row *rows;
	size_t n;

	TRY(reserve_plan_newest(cx, (struct reserve_plan_newest_in){ cx->district_id, year, place_id, holder, 1 }, &rows, &n, 1));
	*ret_doc_id = n ? rows[0].doc_id : 0;
	return ERR_OK;
}

enum err reserve_plan_open(struct ctx *cx, const struct reserve_plan_draft *in, int64_t *ret_doc_id)
{
	struct doc doc = { .kind = "reserve_plan" };
	struct reserve_plan_last_no_row last;
	struct place place;
	int64_t before;

	TRY(check_draft(cx, in, &place));
	doc.to_place_id = place.place_id;
	TRY(document_open(cx, &doc, ret_doc_id));
	TRY(in_force(cx, in->year, place.place_id, or_empty(in->holder), &before));
	TRY(reserve_plan_last_no(cx, (struct reserve_plan_last_no_in){ cx->district_id, in->year, place.place_id, or_empty(in->holder) }, &last));
	TRY(reserve_plan_put(cx, (struct reserve_plan_put_in){ cx->district_id, *ret_doc_id, in->year, or_empty(in->holder), place.place_id,
		last.version_no + 1, before, in->basis }));
	return put_lines(cx, *ret_doc_id, in);
}

enum err reserve_plan_edit(struct ctx *cx, int64_t doc_id, int64_t version, const struct reserve_plan_draft *in)
{
	struct doc doc = { .kind = "reserve_plan" };
	struct reserve_plan_one_row row;
	struct doc now;
	struct place place;

	TRY(document_see(cx, doc_id, &now));
	TRY(reserve_is(cx, &now, "reserve_plan"));
	TRY(check_draft(cx, in, &place));
	TRY(reserve_plan_one(cx, (struct reserve_plan_one_in){ cx->district_id, doc_id }, &row));
	if (row.year != in->year || row.place_id != place.place_id || !text_equal(row.holder, or_empty(in->holder)))
		return fail(cx, ERR_BAD_INPUT, "year", "年度和编制单位不改，请另编一份", "year and owner do not change; make another plan");
	doc.to_place_id = place.place_id;
	TRY(document_edit(cx, doc_id, version, &doc));
	TRY(reserve_plan_change(cx, (struct reserve_plan_change_in){ cx->district_id, doc_id, in->basis }));
	return put_lines(cx, doc_id, in);
}

/* ---- guards and hooks ---- */

enum err reserve_plan_holder(struct ctx *cx, int64_t doc_id, const char **ret)
{
	struct reserve_plan_one_row row;

	TRY(reserve_plan_one(cx, (struct reserve_plan_one_in){ cx->district_id, doc_id }, &row));
	*ret = row.holder;
	return ERR_OK;
}

static enum err lines_of(struct ctx *cx, int64_t doc_id, struct reserve_plan_lines_row **ret, size_t *ret_n)
{
	return reserve_plan_lines(cx, (struct reserve_plan_lines_in){ cx->district_id, doc_id, RESERVE_PLAN_LINES_MAX }, ret, ret_n, RESERVE_PLAN_LINES_MAX);
}

enum err reserve_guard_plan(struct ctx *cx, const struct doc_work *w)
{
	struct reserve_plan_lines_row *rows;
	size_t n;

	TRY(lines_of(cx, w->doc.doc_id, &rows, &n));
	return n ? ERR_OK : fail(cx, ERR_BAD_INPUT, "lines", "计划没有明细，请先填写", "the plan has no lines yet; add some");
}

/* What it was drafted to replace is still what is in force. */
enum err reserve_guard_plan_newest(struct ctx *cx, const struct doc_work *w)
{
	struct reserve_plan_one_row row;
	int64_t now;

	TRY(reserve_plan_one(cx, (struct reserve_plan_one_in){ cx->district_id, w->doc.doc_id }, &row));
	TRY(in_force(cx, row.year, row.place_id, row.holder, &now));
	return now == row.replaces_id ? ERR_OK :
		fail(cx, ERR_BLOCKED, "doc_id", "起草后已有另一版计划生效，请据以重新起草", "another version came into force since this was drafted; draft it anew from that");
}

enum err reserve_plan_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes)
{
	struct reserve_plan_lines_row *rows;
	struct reserve_plan_one_row head;
	char hex[SHA256_HEX];
	struct hash hash;
	size_t n;

	TRY(reserve_plan_one(cx, (struct reserve_plan_one_in){ cx->district_id, w->doc.doc_id }, &head));
	TRY(lines_of(cx, w->doc.doc_id, &rows, &n));
	hash = sha256(head.basis, strlen(head.basis));
	buf_print(bytes, "%lld %s %lld %lld %lld %s", (long long)head.year, head.holder, (long long)head.place_id, (long long)head.version_no,
		  (long long)head.replaces_id, hash_write(&hash, hex));
	for (size_t i = 0; i < n; i++)
		buf_print(bytes, "\n%lld %s %lld %lld %s %s", (long long)rows[i].line_no, rows[i].class_id, (long long)rows[i].days, (long long)rows[i].qty,
			  rows[i].unit, rows[i].reason);
	return ERR_OK;
}

enum err reserve_plan_after(struct ctx *cx, const struct doc_work *w)
{
	struct reserve_plan_one_row row;
	struct doc_moved moved;

	if (!text_equal(w->to_state, "in_force") || !text_equal(w->step->verb, "approve"))
		return ERR_OK;
	TRY(reserve_plan_one(cx, (struct reserve_plan_one_in){ cx->district_id, w->doc.doc_id }, &row));
	return row.replaces_id ? document_follow(cx, &(struct doc_move){ .doc_id = row.replaces_id, .verb = "replace" }, &moved) : ERR_OK;
}

/* ---- reading ---- */

static void from_picture(struct reserve_plan_row *row, const struct reserve_picture *now, const struct plan *plans)
{
	const struct reserve_line *lines = now->lines.at;

	for (size_t i = 0; i < now->lines.n; i++) {
		const struct reserve_line *l = &lines[i];

		if (text_equal(l->class_id, row->line.class_id)) {
			*row = (struct reserve_plan_row){ row->line, l->target_days, l->target_qty, l->cover_days, l->lot_days_x10, l->usable, l->annual_short,
				row->before_days, row->before_qty, row->class_zh, row->class_en };
			return;
		}
		/* A group of classes is as short as the shortest of them. */
		if (row->line.days && plan_class_is(plans, l->class_id, row->line.class_id)) {
			row->norm_days = l->target_days > row->norm_days ? l->target_days : row->norm_days;
			row->short_of = l->annual_short > row->short_of ? l->annual_short : row->short_of;
			if (l->cover_days >= 0 && (row->cover_days < 0 || l->cover_days < row->cover_days))
				row->cover_days = l->cover_days;
		}
	}
}

static enum err before(struct ctx *cx, int64_t replaces_id, struct reserve_plan_row *rows, size_t n)
{
	struct reserve_plan_lines_row *old;
	size_t n_old;

	if (!replaces_id)
		return ERR_OK;
	TRY(lines_of(cx, replaces_id, &old, &n_old));
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n_old; k++)
			if (text_equal(old[k].class_id, rows[i].line.class_id)) {
				rows[i].before_days = old[k].days;
				rows[i].before_qty = old[k].qty;
			}
	return ERR_OK;
}

static enum err rows_of(struct ctx *cx, const struct place *place, int64_t doc_id, struct reserve_plan_view *ret)
{
	struct reserve_plan_lines_row *lines;
	struct reserve_annual *targets;
	struct reserve_picture now;
	const struct plan *plans;
	size_t n;

	TRY(plan_active_load(cx, place->path, &plans));
	TRY(lines_of(cx, doc_id, &lines, &n));
	targets = arena_array(&cx->mem, struct reserve_annual, n + 1);
	for (size_t i = 0; i < n; i++)
		targets[i] = (struct reserve_annual){ doc_id, lines[i].days, lines[i].qty, lines[i].class_id, lines[i].unit };
	TRY(reserve_picture_against(cx, place, plans, targets, n, &now));
	ret->rows = arena_array(&cx->mem, struct reserve_plan_row, n + 1);
	ret->n_rows = n;
	for (size_t i = 0; i < n; i++) {
		const struct plan_class *class = plan_class(plans, lines[i].class_id);

		ret->rows[i] = (struct reserve_plan_row){ .line = { lines[i].days, lines[i].qty, lines[i].class_id, lines[i].unit, lines[i].reason },
			.cover_days = -1, .lot_days_x10 = -1, .usable = -1, .short_of = -1, .class_zh = class ? class->rule.zh : lines[i].class_id,
			.class_en = class ? class->rule.en : lines[i].class_id };
		from_picture(&ret->rows[i], &now, plans);
	}
	return before(cx, ret->head.replaces_id, ret->rows, n);
}

enum err reserve_plan_see(struct ctx *cx, int64_t doc_id, struct reserve_plan_view *ret)
{
	struct reserve_plan_one_row row;
	const struct plan_role *role;
	const struct plan *plans;
	struct place place;

	*ret = (struct reserve_plan_view){ 0 };
	TRY(document_see(cx, doc_id, &ret->doc));
	TRY(reserve_is(cx, &ret->doc, "reserve_plan"));
	TRY(reserve_plan_one(cx, (struct reserve_plan_one_in){ cx->district_id, doc_id }, &row));
	TRY(place_get(cx, row.place_id, &place));
	TRY(document_plan(cx, &plans));
	role = plan_role(plans, row.holder);
	ret->head = (struct reserve_plan_head){ row.year, row.place_id, row.version_no, row.replaces_id, row.holder, role ? role->rule.zh : place.name,
		role ? role->rule.en : place.name, row.basis, place.name };
	return rows_of(cx, &place, doc_id, ret);
}

/* ---- who has one ---- */

struct states { struct reserve_plan_state *at; size_t n, room; };

static bool known(const struct states *s, int64_t place_id, const char *holder)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->at[i].place_id == place_id && text_equal(s->at[i].holder, holder))
			return true;
	return false;
}

/* Departments that reserve something, by the plans in force in the district; then townships. */
static enum err add_missing(struct ctx *cx, const struct plan *plans, struct states *s)
{
	struct place root, *towns;
	size_t n;

	TRY(place_root(cx, &root));
	for (const struct plan *plan = plans; plan && ctx_may(cx, PERM_RESERVE_READ, root.path); plan = plan->next)
		for (size_t i = 0; i < plan->n_owners; i++)
			for (size_t k = 0; (plan->owners[i].does & 1u << TASK_reserve) && k < plan->owners[i].who.n; k++) {
				const struct plan_role *role = plan_role(plan, plan->owners[i].who.at[k]);

				if (role && !known(s, root.place_id, role->rule.id))
					arena_push(&cx->mem, s->at, s->n, s->room) = (struct reserve_plan_state){ .place_id = root.place_id, .holder = role->rule.id,
						.zh = role->rule.zh, .en = role->rule.en, .state = "missing", .number = "" };
			}
	TRY(place_list(cx, &(struct place_filter){ .kind = PLACE_SUBDISTRICT, .open_on = civil_day_of(cx->now_ms), .limit = PLACE_BATCH_MAX }, &towns, &n));
	for (size_t i = 0; i < n; i++)
		if (ctx_may(cx, PERM_RESERVE_READ, towns[i].path) && !known(s, towns[i].place_id, ""))
			arena_push(&cx->mem, s->at, s->n, s->room) = (struct reserve_plan_state){ .place_id = towns[i].place_id, .holder = "", .zh = towns[i].name,
				.en = towns[i].name, .state = "missing", .number = "" };
	return ERR_OK;
}

enum err reserve_plan_states(struct ctx *cx, int64_t year, struct reserve_plan_state **ret, size_t *ret_n)
{
	struct reserve_plans_of_year_row *rows;
	struct states s = { 0 };
	const struct plan *plans;
	size_t n;

	TRY(check_range(cx, "year", year, 2000, 2200));
	TRY(document_plan(cx, &plans));
	TRY(reserve_plans_of_year(cx, (struct reserve_plans_of_year_in){ cx->district_id, year, cx->actor->account_id, PERM_RESERVE_READ, cx->now_ms, PLANS_MAX },
				  &rows, &n, PLANS_MAX));
	for (size_t i = 0; i < n; i++) {
		const struct plan_role *role = plan_role(plans, rows[i].holder);

		arena_push(&cx->mem, s.at, s.n, s.room) = (struct reserve_plan_state){ rows[i].place_id, rows[i].doc_id, rows[i].version_no, rows[i].lines,
			rows[i].created_ms, rows[i].holder, role ? role->rule.zh : rows[i].place, role ? role->rule.en : rows[i].place, rows[i].state, rows[i].number };
	}
	TRY(add_missing(cx, plans, &s));
	*ret = s.at;
	*ret_n = s.n;
	return ERR_OK;
}
