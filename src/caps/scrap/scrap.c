/* SPDX-License-Identifier: Apache-2.0 */
/* Drafts, appraisal, destruction, and who may sign what. */
#include "caps/scrap/scrap_work.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/sha256.h"
#include "base/text.h"
#include "caps/ledger/ledger.h"
#include "caps/party/party.h"
#include "caps/place/place.h"
#include "scrap.sql.h"
#include <string.h>

enum { DAYS_BACK = 30 };

static enum err is_scrap(struct ctx *cx, const struct doc *doc)
{
	return text_equal(doc->kind, "scrap") ? ERR_OK :
		fail(cx, ERR_NOT_FOUND, "doc_id", "没有编号为 %lld 的报废单", "there is no scrapping %lld", (long long)doc->doc_id);
}

/* ---- drafts ---- */

/* Scrapping names what it means: which lot, never "some of it". */
static enum err lines_of(struct ctx *cx, const struct scrap_draft *in, bool release, struct doc *doc)
{
	struct place root;

	if (in->n_goods > SCRAP_LINES_MAX)
		return fail(cx, ERR_TOO_LARGE, "goods", "一张单最多 %d 行，现有 %zu 行，请分单", "at most %d rows, not %zu; split it", SCRAP_LINES_MAX, in->n_goods);
	TRY(place_root(cx, &root));
	doc->lines = arena_array(&cx->mem, struct doc_line, in->n_goods + 1);
	doc->n_lines = in->n_goods;
	for (size_t i = 0; i < in->n_goods; i++) {
		const struct scrap_goods *g = &in->goods[i];

		if (!g->lot_id)
			return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "goods[%zu].lot_id", i), "第 %zu 行请写明批次或编号", "row %zu: say which lot or piece", i + 1);
		doc->lines[i] = (struct doc_line){ .item_id = g->item_id, .lot_id = g->lot_id, .place_id = in->place_id, .fund_id = g->fund_id,
			.owner_id = g->owner_id ? g->owner_id : root.place_id, .dir = release ? 0 : g->from_store ? LINES_IN : LINES_OUT, .counter = { [ASKED] = g->qty } };
	}
	return ERR_OK;
}

enum err scrap_open(struct ctx *cx, const struct scrap_draft *in, int64_t *ret_doc_id)
{
	struct doc doc = { .kind = "scrap", .giver_id = in->place_id, .from_place_id = in->place_id };

	TRY(check_line(cx, "reason", in->reason, 1, SCRAP_TEXT_MAX));
	TRY(lines_of(cx, in, false, &doc));
	TRY(document_open(cx, &doc, ret_doc_id));
	return scrap_put(cx, (struct scrap_put_in){ cx->district_id, *ret_doc_id, in->reason });
}

enum err release_open(struct ctx *cx, const struct scrap_draft *in, int64_t *ret_doc_id)
{
	struct doc doc = { .kind = "release", .giver_id = in->place_id, .from_place_id = in->place_id };
	struct doc_moved moved;

	TRY(check_line(cx, "reason", in->reason, 1, SCRAP_TEXT_MAX));
	TRY(lines_of(cx, in, true, &doc));
	TRY(document_open(cx, &doc, ret_doc_id));
	return document_advance(cx, &(struct doc_move){ .doc_id = *ret_doc_id, .verb = "propose", .note = in->reason }, &moved);
}

/* ---- appraisal and destruction: written, then signed over ---- */

enum err scrap_appraise(struct ctx *cx, const struct scrap_finding *in, struct doc_moved *ret)
{
	struct doc doc;

	TRY(document_see(cx, in->doc_id, &doc));
	TRY(is_scrap(cx, &doc));
	TRY(check_line(cx, "appraiser", in->appraiser, 1, 60));
	TRY(check_line(cx, "finding", in->finding, 1, SCRAP_TEXT_MAX));
	TRY(scrap_set_finding(cx, (struct scrap_set_finding_in){ cx->district_id, in->doc_id, in->appraiser, in->finding, cx->actor->account_id, cx->now_ms }));
	return document_advance(cx, &(struct doc_move){ .doc_id = in->doc_id, .verb = "appraise", .version = in->version, .note = in->finding }, ret);
}

enum err scrap_destroy(struct ctx *cx, const struct scrap_record *in, struct doc_moved *ret)
{
	const int64_t today = civil_day_of(cx->now_ms);
	struct doc doc;

	TRY(document_see(cx, in->doc_id, &doc));
	TRY(is_scrap(cx, &doc));
	TRY(check_line(cx, "site", in->site, 1, 100));
	TRY(check_line(cx, "method", in->method, 1, 60));
	TRY(check_line(cx, "paper", in->paper, 1, 60));
	if (in->day > today || in->day < today - DAYS_BACK)
		return fail(cx, ERR_BAD_INPUT, "day", "销毁日期须在最近 %d 天内，不能晚于今天", "the day lies within the last %d days and not after today", DAYS_BACK);
	TRY(scrap_set_record(cx, (struct scrap_set_record_in){ cx->district_id, in->doc_id, in->day, in->site, in->method, in->paper, cx->actor->account_id, cx->now_ms }));
	return document_advance(cx, &(struct doc_move){ .doc_id = in->doc_id, .verb = "destroy", .version = in->version, .note = in->method }, ret);
}

static void add_text(struct buf *bytes, const char *text)
{
	struct hash h = sha256(text, strlen(text));
	char hex[SHA256_HEX];

	buf_print(bytes, "%s ", hash_write(&h, hex));
}

/* Every word of reason, finding and record is signed. */
enum err scrap_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes)
{
	struct scrap_of_row s;

	TRY(scrap_of(cx, (struct scrap_of_in){ cx->district_id, w->doc.doc_id }, &s));
	add_text(bytes, s.reason), add_text(bytes, s.appraiser), add_text(bytes, s.finding);
	add_text(bytes, s.site), add_text(bytes, s.method), add_text(bytes, s.paper);
	buf_print(bytes, "%lld %lld %lld ", (long long)s.day, (long long)s.appraised_by, (long long)s.destroyed_by);
	return ERR_OK;
}

/* ---- guards ---- */

/* The actor, or another account of his, did that before. */
static enum err refuse_same(struct ctx *cx, int64_t before_id, const char *zh, const char *en)
{
	bool same;

	TRY(party_same_person(cx, before_id, cx->actor->account_id, &same));
	return same ? fail(cx, ERR_FORBIDDEN, "verb", zh, en) : ERR_OK;
}

/* Two people agree at least, whatever the plan in force says. */
enum err scrap_guard_two_signers(struct ctx *cx, const struct doc_work *w)
{
	const struct doc_step *approve = doc_step_find(w->kind, "appraised", "approve");
	struct doc_signer *signers;
	size_t n;

	TRY(document_signers(cx, &w->doc, approve, &signers, &n));
	return n >= 2 ? ERR_OK :
		fail(cx, ERR_BLOCKED, "verb", "报废须两人批准，现行预案的报废审批只有 %zu 人，请先改预案", "scrapping takes two approvals, the plan in force asks for %zu; change the plan first", n);
}

enum err scrap_guard_other_appraiser(struct ctx *cx, const struct doc_work *w)
{
	struct scrap_of_row s;

	TRY(scrap_of(cx, (struct scrap_of_in){ cx->district_id, w->doc.doc_id }, &s));
	return refuse_same(cx, s.appraised_by, "鉴定的人不能批准报废，请由别人批准", "who appraised the goods does not approve scrapping them");
}

/* Two signatures are two people's, also where a plan's chain does not say so. */
enum err scrap_guard_other_approver(struct ctx *cx, const struct doc_work *w)
{
	struct doc_approval a;

	TRY(document_approval(cx, &w->doc, "approve", &a));
	for (size_t i = 0; i < a.given; i++)
		TRY(refuse_same(cx, a.at[i].actor_id, "您已批准过这张报废单，须由另一人批准", "you have approved this already; another person must"));
	return ERR_OK;
}

enum err scrap_guard_other_witness(struct ctx *cx, const struct doc_work *w)
{
	struct scrap_of_row s;

	TRY(scrap_of(cx, (struct scrap_of_in){ cx->district_id, w->doc.doc_id }, &s));
	return refuse_same(cx, s.destroyed_by, "办理销毁的人不能自己监销，须由另外两人签字", "who destroyed the goods does not witness it; two others have to sign");
}

/* ---- reading ---- */

static enum err line_of(struct ctx *cx, const struct doc_line *l, struct scrap_of *ret)
{
	struct recovery_source_row *of;
	struct ledger_lot lot;
	size_t n;

	TRY(ledger_lot_get(cx, l->lot_id, &lot));
	TRY(recovery_source(cx, (struct recovery_source_in){ cx->district_id, l->lot_id, 1 }, &of, &n, 1));
	*ret = (struct scrap_of){ .line_no = l->line_no, .batch = lot.batch, .serial = lot.serial, .of_item = "", .of_batch = "" };
	if (n)
		ret->of_item_id = of[0].of_item_id, ret->of_lot_id = of[0].of_lot_id, ret->of_item = of[0].of_item, ret->of_batch = of[0].of_batch;
	return ERR_OK;
}

enum err scrap_see(struct ctx *cx, int64_t doc_id, struct doc *ret_doc, struct scrap_view *ret)
{
	struct scrap_of_row s;

	TRY(document_see(cx, doc_id, ret_doc));
	TRY(is_scrap(cx, ret_doc));
	TRY(scrap_of(cx, (struct scrap_of_in){ cx->district_id, doc_id }, &s));
	*ret = (struct scrap_view){ s.reason, s.appraiser, s.finding, s.site, s.method, s.paper, s.appraised_by, s.appraised_ms, s.day, s.destroyed_by, s.recorded_ms,
		arena_array(&cx->mem, struct scrap_of, ret_doc->n_lines + 1), ret_doc->n_lines };
	for (size_t i = 0; i < ret_doc->n_lines; i++)
		TRY(line_of(cx, &ret_doc->lines[i], &ret->lines[i]));
	return ERR_OK;
}

enum err scrap_candidates(struct ctx *cx, int64_t place_id, int64_t offset, int64_t limit, struct scrap_candidate **ret, size_t *ret_n)
{
	struct scrap_waiting_row *rows;

	TRY(check_range(cx, "limit", limit, 1, SCRAP_LIST_MAX + 1));
	TRY(scrap_waiting(cx, (struct scrap_waiting_in){ cx->district_id, place_id, civil_day_of(cx->now_ms), cx->actor->account_id, PERM_SCRAP_READ, cx->now_ms,
		offset, limit }, &rows, ret_n, (size_t)limit));
	*ret = arena_array(&cx->mem, struct scrap_candidate, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		const struct scrap_waiting_row *r = &rows[i];

		(*ret)[i] = (struct scrap_candidate){ r->item_id, r->lot_id, r->place_id, r->owner_id, r->fund_id, r->qty, r->expiry_day, r->kind == ACC_BLOCKED,
			r->item, r->item_unit, r->place, r->owner, r->batch, r->serial };
	}
	return ERR_OK;
}
