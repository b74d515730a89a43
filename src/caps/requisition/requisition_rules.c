/* SPDX-License-Identifier: Apache-2.0 */
/* What an order has to say, and that condition is written down whenever goods change hands. */
#include "caps/requisition/requisition_work.h"
#include "base/civil.h"
#include "base/text.h"
#include "requisition.sql.h"

/* The order, its lines and services, condition and time: all of it is signed. */
enum err requisition_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes)
{
	struct requisition_services_row *services;
	struct requisition_lines_row *lines;
	struct requisition_times_row *times;
	struct requisition_one_row own;
	size_t n_lines, n_services, n_times;

	TRY(requisition_one(cx, (struct requisition_one_in){ cx->district_id, w->doc.doc_id }, &own));
	TRY(requisition_lines(cx, (struct requisition_lines_in){ cx->district_id, w->doc.doc_id, REQUISITION_LINES_MAX }, &lines, &n_lines, REQUISITION_LINES_MAX));
	TRY(requisition_services(cx, (struct requisition_services_in){ cx->district_id, w->doc.doc_id, REQUISITION_SERVICES_MAX }, &services, &n_services, REQUISITION_SERVICES_MAX));
	TRY(requisition_times(cx, (struct requisition_times_in){ cx->district_id, w->doc.doc_id, REQUISITION_TIMES_MAX }, &times, &n_times, REQUISITION_TIMES_MAX));
	buf_print(bytes, "%s\n%s\n%s\n%s\n%s\n%lld %lld\n", own.basis, own.body, own.decision, own.certificate, own.purpose, (long long)own.from_day, (long long)own.until_day);
	for (size_t i = 0; i < n_lines; i++)
		buf_print(bytes, "%lld %lld %s\n%s\n%s\n%s %lld\n", (long long)lines[i].line_no, (long long)lines[i].returns, lines[i].ground, lines[i].taken_condition,
			  lines[i].back_condition, lines[i].batch, (long long)lines[i].expiry_day);
	for (size_t i = 0; i < n_services; i++)
		buf_print(bytes, "%lld %lld %lld %s\n", (long long)services[i].service_no, (long long)services[i].kind, (long long)services[i].heads, services[i].what);
	for (size_t i = 0; i < n_times; i++)
		buf_print(bytes, "%lld %lld %lld %lld\n", (long long)times[i].service_no, (long long)times[i].day, (long long)times[i].heads, (long long)times[i].minutes);
	return ERR_OK;
}

/* The first moment after the last day of the period. */
enum err requisition_due_at(struct ctx *cx, const struct doc_work *w, int64_t *ret_ms)
{
	struct requisition_one_row own;

	TRY(requisition_one(cx, (struct requisition_one_in){ cx->district_id, w->doc.doc_id }, &own));
	*ret_ms = (own.until_day + 1) * DAY_MS - CHINA_OFFSET_MS;
	return ERR_OK;
}

/* Something is called on, everything has a value, and the period has not run out. */
enum err requisition_guard_called(struct ctx *cx, const struct doc_work *w)
{
	struct requisition_services_row *services;
	struct requisition_one_row own;
	size_t n;

	TRY(requisition_one(cx, (struct requisition_one_in){ cx->district_id, w->doc.doc_id }, &own));
	TRY(requisition_services(cx, (struct requisition_services_in){ cx->district_id, w->doc.doc_id, 1 }, &services, &n, 1));
	if (!w->doc.n_lines && !n)
		return fail(cx, ERR_BAD_INPUT, "items", "征用通知没有物资、人员或车辆，请先填写", "the order names no goods, people or vehicles yet; add some");
	if (own.until_day < civil_day_of(cx->now_ms))
		return fail(cx, ERR_BLOCKED, "until_day", "使用期限已过，请改期限", "the period is over already; set another");
	return guard_priced(cx, w);
}

enum err requisition_guard_condition(struct ctx *cx, const struct doc_work *w)
{
	const bool takes = text_equal(w->step->verb, "take");
	struct requisition_lines_row *lines;
	size_t n;

	TRY(requisition_lines(cx, (struct requisition_lines_in){ cx->district_id, w->doc.doc_id, REQUISITION_LINES_MAX }, &lines, &n, REQUISITION_LINES_MAX));
	for (size_t i = 0; i < w->doc.n_lines && i < n; i++)
		if (w->grow[i] && !(takes ? lines[i].taken_condition : lines[i].back_condition)[0])
			return fail(cx, ERR_BAD_INPUT, "conditions", takes ? "请写明第 %zu 行接收时的状况" : "请写明第 %zu 行返还时的状况",
				    takes ? "say in what condition line %zu is taken over" : "say in what condition line %zu is given back", i + 1);
	return ERR_OK;
}
