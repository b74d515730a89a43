/* SPDX-License-Identifier: Apache-2.0 */
/* Orders drawn up, goods handed over both ways, time of people and vehicles, papers. */
#include "caps/requisition/requisition_work.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/party/org.h"
#include "caps/party/person.h"
#include "caps/place/place.h"
#include "requisition.sql.h"

const char *const requisition_service_words[] = { "labour", "vehicle", NULL };

/* An organisation of the register, or a person of it, whose name stays masked. */
static enum err holder_of(struct ctx *cx, int64_t holder_id, const char **ret)
{
	struct person person;
	struct org org;
	enum err e = org_get(cx, holder_id, &org);

	if (e == ERR_OK) {
		*ret = org.name;
		return org.active ? ERR_OK : fail(cx, ERR_BAD_INPUT, "holder_id", "“%s”已停用", "\"%s\" is no longer in use", org.name);
	}
	if (e != ERR_NOT_FOUND)
		return e;
	TRY(person_get(cx, holder_id, &person));
	*ret = person.title[0] ? arena_print(&cx->mem, "%s（%s）", person.name, person.title) : person.name;
	return person.erased ? fail(cx, ERR_BAD_INPUT, "holder_id", "这个人的登记已删除", "this person's record was erased") : ERR_OK;
}

static enum err check_facts(struct ctx *cx, const struct requisition_draft *in)
{
	TRY(check_line(cx, "basis", in->basis, 1, 200));
	TRY(check_line(cx, "body", in->body, 1, 100));
	TRY(check_line(cx, "decision", in->decision, 0, 100));
	TRY(check_line(cx, "certificate", in->certificate, 0, 60));
	TRY(check_line(cx, "purpose", in->purpose, 1, 200));
	TRY(check_range(cx, "until_day", in->until_day, in->from_day, in->from_day + REQUISITION_DAYS_MAX));
	if (in->n_items > REQUISITION_LINES_MAX || in->n_services > REQUISITION_SERVICES_MAX)
		return fail(cx, ERR_TOO_LARGE, "items", "一张征用通知最多 %d 行物资、%d 行人员车辆，请分单", "at most %d lines of goods and %d of services; split it",
			    REQUISITION_LINES_MAX, REQUISITION_SERVICES_MAX);
	for (size_t i = 0; i < in->n_items; i++)
		TRY(check_line(cx, arena_print(&cx->mem, "items[%zu].ground", i), in->items[i].ground, 1, 200));
	for (size_t i = 0; i < in->n_services; i++) {
		TRY(check_line(cx, arena_print(&cx->mem, "services[%zu].what", i), in->services[i].what, 1, 100));
		TRY(check_range(cx, arena_print(&cx->mem, "services[%zu].heads", i), in->services[i].heads, 1, 100000));
	}
	return ERR_OK;
}

static enum err doc_of(struct ctx *cx, const struct requisition_draft *in, struct doc *ret, const char **ret_holder)
{
	struct place place;

	TRY(check_facts(cx, in));
	TRY(holder_of(cx, in->holder_id, ret_holder));
	TRY(place_get(cx, in->to_place_id, &place));
	if (place.kind != PLACE_WAREHOUSE && place.kind != PLACE_UNIT)
		return fail(cx, ERR_BAD_INPUT, "to_place_id", "“%s”不是仓库或单位，不能接收征用物资", "\"%s\" is neither a warehouse nor a unit", place.name);
	*ret = (struct doc){ .kind = "requisition", .giver_id = in->holder_id, .to_place_id = in->to_place_id, .taker_id = in->to_place_id,
		.lines = arena_array(&cx->mem, struct doc_line, in->n_items + 1), .n_lines = in->n_items };
	for (size_t i = 0; i < in->n_items; i++)
		ret->lines[i] = (struct doc_line){ .item_id = in->items[i].item_id, .price_fen = in->items[i].price_fen,
			.price_units = in->items[i].price_units ? in->items[i].price_units : 1, .counter = { [ASKED] = in->items[i].qty } };
	return ERR_OK;
}

static const char *or_empty(const char *text)
{
	return text ? text : "";
}

static enum err put_own(struct ctx *cx, int64_t doc_id, const struct requisition_draft *in, const char *holder)
{
	TRY(requisition_put(cx, (struct requisition_put_in){ cx->district_id, doc_id, in->basis, in->body, or_empty(in->decision), or_empty(in->certificate),
		in->purpose, holder, in->from_day, in->until_day }));
	TRY(requisition_lines_drop(cx, (struct requisition_lines_drop_in){ cx->district_id, doc_id }));
	TRY(requisition_services_drop(cx, (struct requisition_services_drop_in){ cx->district_id, doc_id }));
	for (size_t i = 0; i < in->n_items; i++)
		TRY(requisition_line_put(cx, (struct requisition_line_put_in){ cx->district_id, doc_id, (int64_t)i + 1, in->items[i].returns, in->items[i].ground }));
	for (size_t i = 0; i < in->n_services; i++)
		TRY(requisition_service_put(cx, (struct requisition_service_put_in){ cx->district_id, doc_id, (int64_t)i + 1, in->services[i].kind,
			in->services[i].what, in->services[i].heads }));
	return ERR_OK;
}

enum err requisition_open(struct ctx *cx, const struct requisition_draft *in, int64_t *ret_doc_id)
{
	const char *holder;
	struct doc doc;

	TRY(doc_of(cx, in, &doc, &holder));
	TRY(document_open(cx, &doc, ret_doc_id));
	return put_own(cx, *ret_doc_id, in, holder);
}

enum err requisition_load(struct ctx *cx, int64_t doc_id, struct doc *ret)
{
	TRY(document_see(cx, doc_id, ret));
	return text_equal(ret->kind, "requisition") ? ERR_OK :
		fail(cx, ERR_NOT_FOUND, "doc_id", "没有编号为 %lld 的征用通知", "there is no requisition %lld", (long long)doc_id);
}

enum err requisition_edit(struct ctx *cx, int64_t doc_id, int64_t version, const struct requisition_draft *in)
{
	const char *holder;
	struct doc old, doc;

	TRY(requisition_load(cx, doc_id, &old));
	TRY(doc_of(cx, in, &doc, &holder));
	TRY(document_edit(cx, doc_id, version, &doc));
	return put_own(cx, doc_id, in, holder);
}

/* ---- handing over ---- */

static enum err write_conditions(struct ctx *cx, const struct requisition_hand *in, const struct doc *doc)
{
	for (size_t i = 0; i < in->n_conditions; i++) {
		const struct requisition_condition *c = &in->conditions[i];
		const char *field = arena_print(&cx->mem, "conditions[%zu]", i);

		if (c->line_no < 1 || c->line_no > (int64_t)doc->n_lines)
			return fail(cx, ERR_BAD_INPUT, field, "没有第 %lld 行，本单共 %zu 行", "there is no line %lld, the document has %zu", (long long)c->line_no, doc->n_lines);
		TRY(check_line(cx, field, c->text, 1, 300));
		if (text_equal(in->verb, "take"))
			TRY(requisition_taken_as(cx, (struct requisition_taken_as_in){ cx->district_id, in->doc_id, c->line_no, c->text }));
		else
			TRY(requisition_back_as(cx, (struct requisition_back_as_in){ cx->district_id, in->doc_id, c->line_no, c->text }));
	}
	return ERR_OK;
}

/* What is printed on the goods is written down once; who counts after signs the same. */
static enum err printed(struct ctx *cx, const struct requisition_hand *in, struct doc_part *parts)
{
	struct requisition_lines_row *rows;
	size_t n;

	for (size_t i = 0; i < in->n_parts; i++) {
		const struct doc_part *p = &in->parts[i];

		if (!p->expiry_day && !(p->batch && p->batch[0]))
			continue;
		TRY(check_line(cx, arena_print(&cx->mem, "parts[%zu].batch", i), p->batch, 0, 60));
		TRY(requisition_line_printed(cx, (struct requisition_line_printed_in){ cx->district_id, in->doc_id, p->line_no, p->batch ? p->batch : "", p->expiry_day }));
	}
	TRY(requisition_lines(cx, (struct requisition_lines_in){ cx->district_id, in->doc_id, REQUISITION_LINES_MAX }, &rows, &n, REQUISITION_LINES_MAX));
	for (size_t i = 0; i < in->n_parts; i++) {
		parts[i] = (struct doc_part){ .line_no = in->parts[i].line_no, .qty = in->parts[i].qty };
		if (parts[i].line_no < 1 || parts[i].line_no > (int64_t)n)
			continue;
		parts[i].batch = rows[parts[i].line_no - 1].batch;
		parts[i].expiry_day = rows[parts[i].line_no - 1].expiry_day;
	}
	return ERR_OK;
}

enum err requisition_hand_over(struct ctx *cx, const struct requisition_hand *in, struct doc_moved *ret)
{
	struct doc_part *parts = arena_array(&cx->mem, struct doc_part, in->n_parts + 1);
	struct doc doc;

	TRY(requisition_load(cx, in->doc_id, &doc));
	TRY(write_conditions(cx, in, &doc));
	if (text_equal(in->verb, "take"))
		TRY(printed(cx, in, parts));
	for (size_t i = 0; i < in->n_parts && !text_equal(in->verb, "take"); i++)
		parts[i] = in->parts[i];
	return document_advance(cx, &(struct doc_move){ .doc_id = in->doc_id, .verb = in->verb, .version = in->version, .parts = parts, .n_parts = in->n_parts,
		.happened_ms = in->happened_ms, .note = in->note, .signed_as = in->signed_as }, ret);
}

/* What was served belongs to what is signed, so it comes with an entry of its own. */
enum err requisition_clock(struct ctx *cx, const struct requisition_served *in, struct doc_moved *ret)
{
	struct requisition_services_row *services;
	struct requisition_one_row own;
	struct doc doc;
	size_t n;

	TRY(requisition_load(cx, in->doc_id, &doc));
	TRY(requisition_one(cx, (struct requisition_one_in){ cx->district_id, in->doc_id }, &own));
	TRY(requisition_services(cx, (struct requisition_services_in){ cx->district_id, in->doc_id, REQUISITION_SERVICES_MAX }, &services, &n, REQUISITION_SERVICES_MAX));
	if (in->service_no < 1 || in->service_no > (int64_t)n)
		return fail(cx, ERR_BAD_INPUT, "service_no", "没有第 %lld 项人员车辆", "there is no service %lld", (long long)in->service_no);
	if (in->day < own.from_day || in->day > civil_day_of(cx->now_ms))
		return fail(cx, ERR_BAD_INPUT, "day", "日期须在征用开始之后、今天之前", "the day lies before the requisition or in the future");
	TRY(check_range(cx, "heads", in->heads, 1, services[in->service_no - 1].heads));
	TRY(check_range(cx, "minutes", in->minutes, 1, 24 * 60));
	TRY(requisition_time_put(cx, (struct requisition_time_put_in){ cx->district_id, in->doc_id, in->service_no, in->day, in->heads, in->minutes,
		cx->actor->account_id, cx->now_ms }));
	return document_advance(cx, &(struct doc_move){ .doc_id = in->doc_id, .verb = "clock", .version = in->version }, ret);
}

enum err requisition_paper(struct ctx *cx, int64_t doc_id, const char *name, const char *number)
{
	struct place place;
	struct doc doc;

	TRY(requisition_load(cx, doc_id, &doc));
	TRY(place_need(cx, PERM_REQUISITION_EDIT, doc.to_place_id, &place));
	TRY(check_line(cx, "name", name, 1, 60));
	TRY(check_line(cx, "number", number, 1, 100));
	return requisition_paper_put(cx, (struct requisition_paper_put_in){ cx->district_id, doc_id, name, number, cx->actor->account_id, cx->now_ms });
}
