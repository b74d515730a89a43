/* SPDX-License-Identifier: Apache-2.0 */
/* A longer period of use: asked for with its reason, approved as the requisition was, and only then in force. */
#include "caps/requisition/requisition_work.h"
#include "base/buf.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/text.h"
#include "requisition.sql.h"

/* What is in use now may be had longer, to a day that still lies ahead, and by one request at a time. */
static enum err may_last(struct ctx *cx, const struct doc *requisition, int64_t until_day, int64_t but_id)
{
	struct requisition_extensions_row *rows;
	struct requisition_one_row own;
	char was[11], today[11];
	size_t n;

	if (!text_equal(requisition->state, "in_use"))
		return fail(cx, ERR_BAD_STATE, "doc_id", "征用 %s 现在不在使用中，不能延期", "requisition %s is not in use now; its period cannot be extended",
			    requisition->number[0] ? requisition->number : "（草稿）");
	TRY(requisition_one(cx, (struct requisition_one_in){ cx->district_id, requisition->doc_id }, &own));
	civil_write_day(own.until_day, was);
	civil_write_day(civil_day_of(cx->now_ms), today);
	if (until_day <= own.until_day || until_day < civil_day_of(cx->now_ms))
		return fail(cx, ERR_BAD_INPUT, "until", "新的期限须晚于原期限 %s，且不早于今天 %s", "the new last day lies after the present one, %s, and not before today, %s", was, today);
	if (until_day > own.from_day + REQUISITION_DAYS_MAX)
		return fail(cx, ERR_BAD_INPUT, "until", "使用期限最长 %d 天", "a period is at most %d days", REQUISITION_DAYS_MAX);
	TRY(requisition_extensions(cx, (struct requisition_extensions_in){ cx->district_id, requisition->doc_id, DOC_LIST_MAX }, &rows, &n, DOC_LIST_MAX));
	for (size_t i = 0; i < n; i++)
		if (rows[i].doc_id != but_id && text_equal(rows[i].state, "review"))
			return fail(cx, ERR_CONFLICT, "doc_id", "延期申请 %s 还没有批，请先等它批完或撤回", "extension %s still waits for approval; wait for it, or withdraw it first", rows[i].number);
	return n < DOC_LIST_MAX ? ERR_OK : fail(cx, ERR_TOO_LARGE, "doc_id", "一张征用通知最多延期 %d 次，请另行征用", "a requisition is extended at most %d times; call on the things anew", DOC_LIST_MAX);
}

/* It has the lines of the requisition, so that the chain's brackets are those the requisition went through. */
static struct doc doc_of(struct ctx *cx, const struct doc *requisition)
{
	struct doc doc = { .kind = "extension", .parent_id = requisition->doc_id, .giver_id = requisition->giver_id, .taker_id = requisition->taker_id,
		.to_place_id = requisition->to_place_id, .lines = arena_array(&cx->mem, struct doc_line, requisition->n_lines + 1), .n_lines = requisition->n_lines };

	for (size_t i = 0; i < doc.n_lines; i++) {
		const struct doc_line *l = &requisition->lines[i];

		doc.lines[i] = (struct doc_line){ .item_id = l->item_id, .price_fen = l->price_fen, .price_units = l->price_units, .counter = { [ASKED] = l->counter[ASKED] } };
	}
	return doc;
}

enum err extension_ask(struct ctx *cx, const struct extension_asked *in, struct doc_moved *ret)
{
	struct requisition_one_row own;
	struct doc requisition, doc;
	int64_t id;

	TRY(requisition_load(cx, in->requisition_id, &requisition));
	if (in->version && in->version != requisition.version)
		return fail(cx, ERR_STALE, "version", "您看到的是第 %lld 版，现在已是第 %lld 版，请刷新再办", "you saw version %lld, it is version %lld now; reload",
			    (long long)in->version, (long long)requisition.version);
	TRY(check_line(cx, "why", in->why, 1, 200));
	TRY(may_last(cx, &requisition, in->until_day, 0));
	TRY(requisition_one(cx, (struct requisition_one_in){ cx->district_id, requisition.doc_id }, &own));
	doc = doc_of(cx, &requisition);
	TRY(document_open(cx, &doc, &id));
	TRY(requisition_extension_put(cx, (struct requisition_extension_put_in){ cx->district_id, id, requisition.doc_id, own.until_day, in->until_day, in->why }));
	return document_advance(cx, &(struct doc_move){ .doc_id = id, .verb = "propose", .note = in->why }, ret);
}

enum err extension_see(struct ctx *cx, int64_t doc_id, struct doc *ret_doc, struct extension_view *ret)
{
	struct requisition_extension_one_row row;
	struct requisition_one_row own;

	TRY(document_see(cx, doc_id, ret_doc));
	if (!text_equal(ret_doc->kind, "extension"))
		return fail(cx, ERR_NOT_FOUND, "doc_id", "没有编号为 %lld 的延期单", "there is no extension %lld", (long long)doc_id);
	TRY(requisition_extension_one(cx, (struct requisition_extension_one_in){ cx->district_id, doc_id }, &row));
	TRY(requisition_one(cx, (struct requisition_one_in){ cx->district_id, row.requisition_id }, &own));
	*ret = (struct extension_view){ row.requisition_id, own.from_day, row.was_day, row.until_day, row.why, own.holder };
	return ERR_OK;
}

/* ---- what the tables call ---- */

enum err extension_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes)
{
	struct requisition_extension_one_row row;

	TRY(requisition_extension_one(cx, (struct requisition_extension_one_in){ cx->district_id, w->doc.doc_id }, &row));
	buf_print(bytes, "%lld %lld %lld %s\n", (long long)row.requisition_id, (long long)row.was_day, (long long)row.until_day, row.why);
	return ERR_OK;
}

/* Still so when it is approved: things are in use, and the day has not gone by meanwhile. */
enum err extension_guard_open(struct ctx *cx, const struct doc_work *w)
{
	struct requisition_extension_one_row row;
	struct doc requisition;

	TRY(requisition_extension_one(cx, (struct requisition_extension_one_in){ cx->district_id, w->doc.doc_id }, &row));
	TRY(document_get(cx, row.requisition_id, &requisition));
	return may_last(cx, &requisition, row.until_day, w->doc.doc_id);
}

/* From here on the requisition has the longer period: in its own journal, and with a new day on which it is late. */
enum err extension_after(struct ctx *cx, const struct doc_work *w)
{
	struct requisition_extension_one_row row;
	struct doc_moved moved;
	char until[11];

	if (!text_equal(w->to_state, "granted"))
		return ERR_OK;
	TRY(requisition_extension_one(cx, (struct requisition_extension_one_in){ cx->district_id, w->doc.doc_id }, &row));
	TRY(requisition_set_until(cx, (struct requisition_set_until_in){ cx->district_id, row.requisition_id, row.until_day }));
	return document_follow(cx, &(struct doc_move){ .doc_id = row.requisition_id, .verb = "extend",
		.note = arena_print(&cx->mem, "%s：延到 %s，%s", w->doc.number, civil_write_day(row.until_day, until), row.why) }, &moved);
}
