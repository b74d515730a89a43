/* SPDX-License-Identifier: Apache-2.0 */
/* When an offer may be ordered from and delivered: by the plans in force in its area. */
#include "caps/catalog/catalog.h"
#include "base/civil.h"
#include "caps/place/place.h"
#include "caps/plan/plan_active.h"
#include "caps/plan/plan_household.h"
#include "offer.sql.h"
#include "base/check.h"
#include <string.h>

enum { DAY_MINUTES = 1440, MINUTE_MS = 60000, KINDS_MAX = 200, OFFER_DAYS_MAX = 31 };

static int64_t day_start(int64_t ms) { return civil_day_of(ms) * DAY_MS - CHINA_OFFSET_MS; }
static int minute_of(int64_t ms) { return (int)((ms - day_start(ms)) / MINUTE_MS); }

static const char *clock_text(struct ctx *cx, int64_t minute)
{
	return arena_print(&cx->mem, "%02d:%02d", (int)(minute / 60), (int)(minute % 60));
}

static const char *quote(struct ctx *cx, const struct plan_rule *rule)
{
	return rule ? plan_rule_quote(&cx->mem, rule, false) : "";
}

static void add_hours(struct ctx *cx, const struct plan *plan, const char *zone, const char *kind, bool open[static DAY_MINUTES])
{
	struct plan_span_of_day *spans;
	size_t n = plan_window_hours(&cx->mem, plan, zone, kind, &spans);

	for (size_t i = 0; i < n; i++)
		for (int minute = spans[i].from; minute < spans[i].until; minute++)
			open[minute] = true;
}

static void add_orders(struct ctx *cx, const struct plan *plan, const char *zone, struct offer_times *ret)
{
	struct plan_ordering o;

	plan_ordering(&cx->mem, plan, zone, &o);
	if (o.cut_off >= 0 && (ret->cut_off_minute < 0 || o.cut_off < ret->cut_off_minute)) {
		ret->cut_off_minute = o.cut_off;
		ret->cut_off_rule = quote(cx, &o.cut_off_by->rule);
	}
	if (o.deliver_within.unit == DUR_MS && (!ret->deliver_days || o.deliver_within.n / DAY_MS < ret->deliver_days)) {
		ret->deliver_days = o.deliver_within.n / DAY_MS;
		ret->deliver_rule = quote(cx, &o.deliver_by->rule);
	}
}

static void spans_of(const bool open[static DAY_MINUTES], struct offer_times *ret)
{
	const size_t room = sizeof ret->hours / sizeof *ret->hours;

	for (int minute = 0; minute < DAY_MINUTES; minute++) {
		if (!open[minute])
			continue;
		if (minute && open[minute - 1] && ret->n_hours)
			ret->hours[ret->n_hours - 1].until_minute = minute + 1;
		else if (ret->n_hours < room)
			ret->hours[ret->n_hours++] = (struct offer_hours){ minute, minute + 1 };
	}
}

/* The window rule that says most about the area, for the refusal. */
static const char *hours_rule(struct ctx *cx, const struct plan *plan, const struct offer_area_kinds_row *kinds, size_t n)
{
	for (size_t i = 0; i < (n ? n : 1); i++) {
		struct plan_window_answer a = plan_window_check(&cx->mem, plan, n ? kinds[i].zone : "", n ? kinds[i].area_kind : "",
								 day_start(cx->now_ms) + (int64_t)3 * 60 * MINUTE_MS);

		if (a.rule && a.refuse)
			return quote(cx, &a.rule->rule);
	}
	return "";
}

enum err offer_times_of(struct ctx *cx, int64_t area_id, struct offer_times *ret)
{
	struct offer_area_kinds_row *kinds;
	bool open[DAY_MINUTES] = { false };
	const struct plan *plan;
	const char *path;
	size_t n;

	*ret = (struct offer_times){ .cut_off_minute = -1, .cut_off_rule = "", .hours_rule = "", .deliver_rule = "" };
	TRY(place_path(cx, area_id, &path));
	TRY(plan_active_load(cx, path, &plan));
	TRY(offer_area_kinds(cx, (struct offer_area_kinds_in){ .district_id = cx->district_id, .path = path,
		.path_end = check_scope_end(&cx->mem, path), .limit = KINDS_MAX }, &kinds, &n, KINDS_MAX));
	for (size_t i = 0; i < (n ? n : 1); i++) {
		add_hours(cx, plan, n ? kinds[i].zone : "", n ? kinds[i].area_kind : "", open);
		add_orders(cx, plan, n ? kinds[i].zone : "", ret);
	}
	spans_of(open, ret);
	ret->hours_rule = hours_rule(cx, plan, kinds, n);
	return ERR_OK;
}

static const char *hours_text(struct ctx *cx, const struct offer_times *t)
{
	const char *text = "";

	for (size_t i = 0; i < t->n_hours; i++)
		text = arena_print(&cx->mem, "%s%s%s-%s", text, i ? "、" : "", clock_text(cx, t->hours[i].from_minute), clock_text(cx, t->hours[i].until_minute));
	return text;
}

static bool inside(const struct offer_times *t, int64_t from, int64_t until)
{
	for (size_t i = 0; i < t->n_hours; i++)
		if (from >= t->hours[i].from_minute && until <= t->hours[i].until_minute)
			return true;
	return false;
}

/* What nobody said: the plan's next cut-off, and the first hours of the day after it. */
static enum err fill_in(struct ctx *cx, const struct offer_times *t, struct offer_draft *d)
{
	const bool all_day = t->n_hours == 1 && !t->hours[0].from_minute && t->hours[0].until_minute == DAY_MINUTES;

	if (!d->opens_ms)
		d->opens_ms = cx->now_ms;
	if (!d->cut_off_ms) {
		if (t->cut_off_minute < 0)
			return fail(cx, ERR_BAD_INPUT, "cut_off", "现行预案没有规定截单时间，请填写", "no plan in force sets a cut-off; say it");
		d->cut_off_ms = day_start(d->opens_ms) + t->cut_off_minute * MINUTE_MS;
		if (d->cut_off_ms <= d->opens_ms || d->cut_off_ms <= cx->now_ms)
			d->cut_off_ms += DAY_MS;
	}
	if (d->deliver_from_ms && d->deliver_until_ms)
		return ERR_OK;
	if (!t->n_hours || all_day)
		return fail(cx, ERR_BAD_INPUT, "deliver_from", "现行预案没有规定配送时段，请填写送货时间", "no plan in force sets delivery hours; say them");
	d->deliver_from_ms = day_start(d->cut_off_ms) + DAY_MS + t->hours[0].from_minute * MINUTE_MS;
	d->deliver_until_ms = day_start(d->cut_off_ms) + DAY_MS + t->hours[0].until_minute * MINUTE_MS;
	return ERR_OK;
}

static enum err check_order_of_times(struct ctx *cx, const struct offer_draft *d)
{
	if (d->cut_off_ms <= d->opens_ms)
		return fail(cx, ERR_BAD_INPUT, "cut_off", "截单时间要晚于开团时间", "the cut-off must come after the opening");
	if (d->cut_off_ms <= cx->now_ms)
		return fail(cx, ERR_BAD_INPUT, "cut_off", "截单时间已过，请改到以后", "the cut-off has passed; choose a later one");
	if (d->cut_off_ms - d->opens_ms > OFFER_DAYS_MAX * (int64_t)DAY_MS || d->cut_off_ms - cx->now_ms > OFFER_DAYS_MAX * (int64_t)DAY_MS)
		return fail(cx, ERR_BAD_INPUT, "cut_off", "开团最长 %d 天", "an offer is open for at most %d days", OFFER_DAYS_MAX);
	if (d->deliver_from_ms < d->cut_off_ms)
		return fail(cx, ERR_BAD_INPUT, "deliver_from", "送货要在截单之后开始", "delivery begins after the cut-off");
	if (d->deliver_until_ms <= d->deliver_from_ms || civil_day_of(d->deliver_until_ms - 1) != civil_day_of(d->deliver_from_ms))
		return fail(cx, ERR_BAD_INPUT, "deliver_until", "送货时段要在同一天里，先始后终", "the delivery window lies within one day and ends after it begins");
	return ERR_OK;
}

enum err offer_set_times(struct ctx *cx, struct offer_draft *d)
{
	struct offer_times t;
	int64_t until;

	TRY(offer_times_of(cx, d->area_id, &t));
	TRY(fill_in(cx, &t, d));
	TRY(check_order_of_times(cx, d));
	if (t.cut_off_minute >= 0 && minute_of(d->cut_off_ms) > t.cut_off_minute)
		return fail(cx, ERR_BLOCKED, "cut_off", "截单 %s 晚于预案规定的 %s（%s）", "a cut-off at %s is later than the plan's %s (%s)",
			    clock_text(cx, minute_of(d->cut_off_ms)), clock_text(cx, t.cut_off_minute), t.cut_off_rule);
	until = minute_of(d->deliver_until_ms - 1) + 1;
	if (!t.n_hours)
		return fail(cx, ERR_BLOCKED, "area_id", "这片区域的网格没有填区域类型，按预案不能安排配送（%s）；请先补填",
			    "no grid of this area says what kind it is, so the plan allows no delivery (%s); fill it in first", t.hours_rule);
	if (!inside(&t, minute_of(d->deliver_from_ms), until))
		return fail(cx, ERR_BLOCKED, "deliver_from", "送货 %s-%s 不在允许的时段 %s 内（%s）", "delivery %s-%s lies outside the hours allowed, %s (%s)",
			    clock_text(cx, minute_of(d->deliver_from_ms)), clock_text(cx, until), hours_text(cx, &t), t.hours_rule);
	if (t.deliver_days && civil_day_of(d->deliver_from_ms) > civil_day_of(d->cut_off_ms) + t.deliver_days)
		return fail(cx, ERR_BLOCKED, "deliver_from", "截单后第 %lld 天才送，预案要求 %lld 天内送到（%s）",
			    "it would come %lld days after the cut-off; the plan wants it within %lld (%s)",
			    (long long)(civil_day_of(d->deliver_from_ms) - civil_day_of(d->cut_off_ms)), (long long)t.deliver_days, t.deliver_rule);
	return ERR_OK;
}
