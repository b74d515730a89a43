/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/donation/donation_work.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/audit/audit.h"
#include "caps/fund/fund.h"
#include "caps/item/item.h"
#include "caps/party/party.h"
#include "caps/place/place.h"
#include "donation.sql.h"

enum { COUNTS_MAX = 3000, CODE_LENGTH = 8 };
const char *const donation_paper_words[] = { "open", "given", "waived", NULL };

/* ---- drafts ---- */

static enum err check_text(struct ctx *cx, const char *field, const char *text)
{
	return check_line(cx, field, text ? text : "", 0, DONATION_TEXT_MAX);
}

static enum err lines_of(struct ctx *cx, const struct donation_draft *in, struct doc *doc)
{
	if (in->n_lines > DONATION_LINES_MAX)
		return fail(cx, ERR_TOO_LARGE, "lines", "一笔捐赠最多 %d 行，现有 %zu 行，请分开登记", "a donation has at most %d lines, not %zu; register it in parts",
			    DONATION_LINES_MAX, in->n_lines);
	doc->lines = arena_array(&cx->mem, struct doc_line, in->n_lines + 1);
	doc->n_lines = in->n_lines;
	for (size_t i = 0; i < in->n_lines; i++) {
		const struct donation_line *l = &in->lines[i];

		if (l->price_fen && (!in->ground || !in->ground[0]))
			return fail(cx, ERR_BAD_INPUT, "ground", "第 %zu 行写了估价，请写明估价依据", "line %zu has a value: say what the estimate is based on", i + 1);
		doc->lines[i] = (struct doc_line){ .item_id = l->item_id, .price_fen = l->price_fen, .price_units = l->price_units ? l->price_units : 1,
			.counter = { [ASKED] = l->qty } };
	}
	return ERR_OK;
}

static enum err doc_of(struct ctx *cx, const struct donation_draft *in, struct doc *ret)
{
	struct place place;

	*ret = (struct doc){ .kind = "donation", .giver_id = in->donor_id, .taker_id = in->addressee_id, .to_place_id = in->to_place_id, .fund_id = in->fund_id };
	if (in->expected_day)
		TRY(check_range(cx, "expected_day", in->expected_day, civil_day_of(cx->now_ms), civil_day_of(cx->now_ms) + 366));
	if (in->addressee_id) {
		TRY(place_get(cx, in->addressee_id, &place));
		if (place.kind != PLACE_UNIT)
			return fail(cx, ERR_BAD_INPUT, "addressee_id", "“%s”不是使用单位；捐给一片地方的请写明用途或选专款", "\"%s\" is no unit; what is given for an area has a purpose or a fund",
				    place.name);
	} else {
		TRY(place_root(cx, &place));
	}
	ret->owner_id = place.place_id;
	TRY(fund_allows(cx, in->fund_id, in->addressee_id ? place.path : NULL, NULL, "fund_id"));
	return lines_of(cx, in, ret);
}

/* What stands on the receipt beside its number, so that numbers cannot be tried out. */
static const char *new_code(struct ctx *cx)
{
	static const char letter[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
	uint8_t bytes[CODE_LENGTH];
	char code[CODE_LENGTH + 1] = "";

	cx->random(bytes, sizeof bytes);
	for (size_t i = 0; i < CODE_LENGTH; i++)
		code[i] = letter[bytes[i] & 31];
	return arena_text(&cx->mem, code);
}

static enum err put_facts(struct ctx *cx, int64_t doc_id, const struct donation_draft *in)
{
	struct donation_donor donor;
	const char *shown;

	TRY(check_text(cx, "purpose", in->purpose));
	TRY(check_text(cx, "ground", in->ground));
	TRY(donation_donor_get(cx, in->donor_id, &donor));
	TRY(donation_shown_as(cx, &donor, in->wish, in->full_name, &shown));
	return donation_put(cx, (struct donation_put_in){ cx->district_id, doc_id, in->purpose ? in->purpose : "", in->ground ? in->ground : "",
		in->expected_day, new_code(cx), in->wish, shown });
}

enum err donation_open(struct ctx *cx, const struct donation_draft *in, int64_t *ret_doc_id)
{
	struct doc doc;

	TRY(doc_of(cx, in, &doc));
	TRY(document_open(cx, &doc, ret_doc_id));
	return put_facts(cx, *ret_doc_id, in);
}

enum err donation_edit(struct ctx *cx, int64_t doc_id, int64_t version, const struct donation_draft *in)
{
	struct doc doc, old;

	TRY(document_see(cx, doc_id, &old));
	TRY(donation_is(cx, &old));
	TRY(doc_of(cx, in, &doc));
	TRY(document_edit(cx, doc_id, version, &doc));
	TRY(put_facts(cx, doc_id, in));
	return old.steps ? document_record_edit(cx, doc_id, NULL) : ERR_OK;
}

enum err donation_is(struct ctx *cx, const struct doc *doc)
{
	return text_equal(doc->kind, "donation") ? ERR_OK :
		fail(cx, ERR_NOT_FOUND, "doc_id", "没有编号为 %lld 的捐赠单", "there is no donation %lld", (long long)doc->doc_id);
}

static enum err may_edit(struct ctx *cx, int64_t doc_id, struct doc *ret)
{
	struct place place;

	TRY(document_see(cx, doc_id, ret));
	TRY(donation_is(cx, ret));
	return place_need(cx, PERM_DONATION_EDIT, ret->to_place_id, &place);
}

enum err donation_note(struct ctx *cx, int64_t doc_id, const struct donation_notes *in)
{
	struct doc doc;

	TRY(may_edit(cx, doc_id, &doc));
	TRY(check_range(cx, "paper", in->paper, PAPER_OPEN, PAPER_WAIVED));
	TRY(check_range(cx, "quality", in->quality, 0, QUALITY_CERTIFICATE | QUALITY_REPORT | QUALITY_NONE));
	TRY(check_text(cx, "packing", in->packing));
	TRY(check_text(cx, "shelf", in->shelf));
	TRY(check_text(cx, "paper_no", in->paper_no));
	if ((in->paper == PAPER_GIVEN) != (in->paper_no && in->paper_no[0]))
		return fail(cx, ERR_BAD_INPUT, "paper_no", "开了捐赠票据就写票据号；没有开的不写", "a certificate that was given has a number; one that was not has none");
	if ((in->quality & QUALITY_NONE) && in->quality != QUALITY_NONE)
		return fail(cx, ERR_BAD_INPUT, "quality", "有合格证或检验报告，就不能再选“无”", "with a certificate or a report, \"none\" cannot be said as well");
	if (text_equal(doc.state, "thanked") || text_equal(doc.state, "void"))
		return fail(cx, ERR_BAD_STATE, "doc_id", "捐赠单 %s 已办结，不能再改", "donation %s is closed", doc.number);
	return donation_set_notes(cx, (struct donation_set_notes_in){ cx->district_id, doc_id, in->quality, in->packing ? in->packing : "",
		in->shelf ? in->shelf : "", in->paper, in->paper_no ? in->paper_no : "" });
}

enum err donation_wish_set(struct ctx *cx, int64_t doc_id, int64_t wish, const char *full_name)
{
	struct donation_donor donor;
	const char *shown;
	struct doc doc;

	TRY(may_edit(cx, doc_id, &doc));
	TRY(donation_donor_get(cx, doc.giver_id, &donor));
	TRY(donation_shown_as(cx, &donor, wish, full_name, &shown));
	return donation_set_wish(cx, (struct donation_set_wish_in){ cx->district_id, doc_id, wish, shown });
}

/* ---- reading ---- */

static enum err counts_of(struct ctx *cx, int64_t doc_id, struct donation_view *ret)
{
	struct donation_counts_row *rows;
	size_t n;

	TRY(donation_counts(cx, (struct donation_counts_in){ cx->district_id, doc_id, COUNTS_MAX }, &rows, &n, COUNTS_MAX));
	ret->counts = arena_array(&cx->mem, struct donation_count, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct donation_count *c = &ret->counts[i];

		*c = (struct donation_count){ rows[i].line_no, rows[i].qty, rows[i].actor_id, rows[i].at_ms, rows[i].verb, "", rows[i].note };
		TRY(party_account_name(cx, rows[i].actor_id, &c->actor));
	}
	ret->n_counts = n;
	return ERR_OK;
}

static enum err hurry_of(struct ctx *cx, int64_t doc_id, struct donation_view *ret)
{
	struct donation_hurries_row *rows;
	size_t n;

	TRY(donation_hurries(cx, (struct donation_hurries_in){ cx->district_id, doc_id, COUNTS_MAX }, &rows, &n, COUNTS_MAX));
	ret->hurry = arena_array(&cx->mem, struct donation_hurry, n + 1);
	for (size_t i = 0; i < n; i++)
		ret->hurry[i] = (struct donation_hurry){ rows[i].line_no, rows[i].expiry_day, rows[i].use_by_day, rows[i].qty };
	ret->n_hurry = n;
	return ERR_OK;
}

/* Whether something came, and all of it was counted twice. */
static bool is_counted(const struct doc *doc)
{
	int64_t came = 0, open = 0;

	for (size_t i = 0; i < doc->n_lines; i++) {
		const int64_t *c = doc->lines[i].counter;

		came += c[TAKEN];
		open += c[ARRIVED] - c[TAKEN] - c[BACK];
	}
	return came && !open && !text_equal(doc->state, "void");
}

enum err donation_view_of(struct ctx *cx, const struct doc *doc, struct donation_view *ret)
{
	struct donation_facts_row f;
	struct fund fund;

	TRY(donation_facts(cx, (struct donation_facts_in){ cx->district_id, doc->doc_id }, &f));
	*ret = (struct donation_view){ .expected_day = f.expected_day, .wish = f.wish, .quality = f.quality, .paper = f.paper, .fund_id = doc->fund_id,
		.purpose = f.purpose, .ground = f.ground, .check_code = f.check_code, .shown_as = f.shown_as, .packing = f.packing, .shelf = f.shelf,
		.paper_no = f.paper_no, .fund = "", .addressee = "", .counted = is_counted(doc) };
	TRY(donation_donor_get(cx, doc->giver_id, &ret->donor));
	if (doc->fund_id) {
		TRY(fund_get(cx, doc->fund_id, &fund));
		ret->fund = fund.facts.zh;
	}
	if (doc->taker_id)
		TRY(document_who(cx, doc->taker_id, &ret->addressee));
	TRY(counts_of(cx, doc->doc_id, ret));
	return hurry_of(cx, doc->doc_id, ret);
}

enum err donation_see(struct ctx *cx, int64_t doc_id, struct doc *ret_doc, struct donation_view *ret)
{
	TRY(document_see(cx, doc_id, ret_doc));
	TRY(donation_is(cx, ret_doc));
	return donation_view_of(cx, ret_doc, ret);
}
