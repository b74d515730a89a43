/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/fund/fund.h"
#include "caps/stock/stock.h"
#include "base/civil.h"
#include "base/sha256.h"
#include "base/text.h"
#include "caps/ledger/ledger.h"
#include "caps/place/place.h"
#include "stock.sql.h"
#include <string.h>

const char *const stock_source_words[] = { "supplier", "donor", "district", "opening", NULL };

static enum err owner_of(struct ctx *cx, int64_t owner_id, int64_t *ret)
{
	struct place place;

	if (owner_id)
		TRY(place_get(cx, owner_id, &place));
	else
		TRY(place_root(cx, &place));
	*ret = place.place_id;
	return ERR_OK;
}

static enum err lines_of(struct ctx *cx, const struct stock_goods *goods, size_t n, int64_t place_id, struct doc *doc)
{
	if (n > DOC_LINES_MAX)
		return fail(cx, ERR_TOO_LARGE, "goods", "一张单据最多 %d 行，现有 %zu 行，请分单", "a document has at most %d lines, this one %zu; split it",
			    DOC_LINES_MAX, n);
	doc->lines = arena_array(&cx->mem, struct doc_line, n + 1);
	doc->n_lines = n;
	for (size_t i = 0; i < n; i++) {
		const struct stock_goods *g = &goods[i];

		doc->lines[i] = (struct doc_line){ .item_id = g->item_id, .lot_id = g->lot_id, .place_id = place_id, .fund_id = g->fund_id,
			.price_fen = g->price_fen, .price_units = g->price_units, .counter = { [ASKED] = g->qty } };
		TRY(owner_of(cx, g->owner_id, &doc->lines[i].owner_id));
	}
	return ERR_OK;
}

static enum err check_source(struct ctx *cx, const struct stock_receipt *in)
{
	struct place unit;

	if (in->source == STOCK_OPENING && in->party_id)
		return fail(cx, ERR_BAD_INPUT, "party_id", "期初库存不填来源单位", "opening stock comes from nobody");
	if (in->source != STOCK_OPENING && !in->party_id)
		return fail(cx, ERR_BAD_INPUT, "party_id", "请填写来源单位", "say who the goods come from");
	if (!in->addressee_id)
		return ERR_OK;
	if (in->source != STOCK_FROM_DONOR && in->source != STOCK_OPENING)
		return fail(cx, ERR_BAD_INPUT, "addressee_id", "只有捐赠和期初库存可以指定受赠单位", "only a gift or opening stock has an addressee");
	TRY(place_get(cx, in->addressee_id, &unit));
	return unit.kind == PLACE_UNIT ? ERR_OK :
		fail(cx, ERR_BAD_INPUT, "addressee_id", "“%s”不是使用单位", "\"%s\" is no using unit", unit.name);
}

static enum err put_papers(struct ctx *cx, int64_t doc_id, const struct stock_receipt *in)
{
	for (size_t i = 0; i < in->n_goods; i++) {
		const struct stock_goods *g = &in->goods[i];

		if ((g->batch && *g->batch) || g->made_day || g->expiry_day)
			TRY(stock_put_paper(cx, (struct stock_put_paper_in){ .district_id = cx->district_id, .doc_id = doc_id,
				.line_no = (int64_t)i + 1, .batch = g->batch ? g->batch : "", .made_day = g->made_day, .expiry_day = g->expiry_day }));
	}
	return ERR_OK;
}

/* A purpose is that of a fund in the register. */
static enum err check_funds(struct ctx *cx, const struct stock_receipt *in)
{
	TRY(fund_allows(cx, in->fund_id, NULL, NULL, "fund_id"));
	for (size_t i = 0; i < in->n_goods; i++)
		TRY(fund_allows(cx, in->goods[i].fund_id, NULL, NULL, arena_print(&cx->mem, "goods[%zu].fund_id", i)));
	return ERR_OK;
}

enum err stock_receipt_open(struct ctx *cx, const struct stock_receipt *in, int64_t *ret_doc_id)
{
	static const char *const kind[STOCK_SOURCES] = { "receipt_supplier", "receipt_donor", "receipt_district", "opening" };
	struct doc doc = { .giver_id = in->party_id, .taker_id = in->addressee_id, .to_place_id = in->to_place_id, .fund_id = in->fund_id };

	if (in->source < 0 || in->source >= STOCK_SOURCES)
		return fail(cx, ERR_BAD_INPUT, "source", "来源须是供应商、捐赠、外区或期初", "the source is supplier, donor, district or opening");
	TRY(check_source(cx, in));
	TRY(check_funds(cx, in));
	doc.kind = kind[in->source];
	TRY(owner_of(cx, in->owner_id, &doc.owner_id));
	TRY(lines_of(cx, in->goods, in->n_goods, in->to_place_id, &doc));
	for (size_t i = 0; i < doc.n_lines; i++)
		doc.lines[i].lot_id = 0;                /* what comes in is a lot of its own */
	TRY(document_open(cx, &doc, ret_doc_id));
	return in->source == STOCK_OPENING ? put_papers(cx, *ret_doc_id, in) : ERR_OK;
}

enum err stock_opening_parts(struct ctx *cx, int64_t doc_id, struct doc_part **ret, size_t *ret_n)
{
	struct stock_papers_row *rows;
	struct doc doc;
	size_t n, at = 0;

	*ret = NULL;
	*ret_n = 0;
	TRY(stock_papers(cx, (struct stock_papers_in){ .district_id = cx->district_id, .doc_id = doc_id, .limit = DOC_LINES_MAX }, &rows, &n,
			 DOC_LINES_MAX));
	if (!n)
		return ERR_OK;
	TRY(document_get(cx, doc_id, &doc));
	*ret = arena_array(&cx->mem, struct doc_part, doc.n_lines + 1);
	*ret_n = doc.n_lines;
	for (size_t i = 0; i < doc.n_lines; i++) {
		(*ret)[i] = (struct doc_part){ .line_no = doc.lines[i].line_no, .qty = doc.lines[i].counter[ASKED] };
		if (at < n && rows[at].line_no == doc.lines[i].line_no) {
			(*ret)[i].batch = rows[at].batch;
			(*ret)[i].made_day = rows[at].made_day;
			(*ret)[i].expiry_day = rows[at++].expiry_day;
		}
	}
	return ERR_OK;
}

/* Lots and days that were told must not be lost between two people. */
enum err guard_opening_papers(struct ctx *cx, const struct doc_work *w)
{
	struct doc_part *parts;
	size_t n;

	TRY(stock_opening_parts(cx, w->doc.doc_id, &parts, &n));
	if (n && !w->move->n_parts)
		return fail(cx, ERR_BAD_INPUT, "parts", "%zu 行写有批号或日期，批准时要一并提交", "%zu lines have lots or days written on them; hand them on when approving", n);
	return ERR_OK;
}

enum err stock_transfer_open(struct ctx *cx, const struct stock_way *in, int64_t *ret_doc_id)
{
	struct doc doc = { .kind = "transfer", .giver_id = in->from_place_id, .taker_id = in->to_place_id, .carrier_id = in->carrier_id,
		.from_place_id = in->from_place_id, .to_place_id = in->to_place_id };

	TRY(lines_of(cx, in->goods, in->n_goods, in->from_place_id, &doc));
	return document_open(cx, &doc, ret_doc_id);
}

enum err stock_issue_open(struct ctx *cx, int64_t from_place_id, int64_t unit_id, const struct stock_goods *goods, size_t n_goods,
			  int64_t *ret_doc_id)
{
	struct doc doc = { .kind = "issue", .giver_id = from_place_id, .taker_id = unit_id, .from_place_id = from_place_id, .to_place_id = unit_id };

	TRY(lines_of(cx, goods, n_goods, from_place_id, &doc));
	for (size_t i = 0; i < n_goods; i++)
		if (!goods[i].owner_id)
			doc.lines[i].owner_id = unit_id;
	return document_open(cx, &doc, ret_doc_id);
}

/* ---- counting ---- */

static enum err compare_row(struct ctx *cx, int64_t place_id, struct stock_counted *r, size_t i, struct doc *doc)
{
	const char *field = arena_print(&cx->mem, "rows[%zu]", i);
	struct account_key key = { .kind = ACC_STORE, .place_id = place_id, .fund_id = r->fund_id };
	struct ledger_lot lot;

	TRY(owner_of(cx, r->owner_id, &r->owner_id));
	key.owner_id = r->owner_id;
	TRY(ledger_lot_get(cx, r->lot_id, &lot));
	if (lot.item_id != r->item_id)
		return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "%s.lot_id", field), "第 %zu 行的批次不是这种物资", "row %zu: the lot is not of this item", i + 1);
	if (r->counted < 0 || r->counted > QTY_MAX)
		return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "%s.counted", field), "实盘数 %lld 超出范围", "a count of %lld is out of range",
			    (long long)r->counted);
	TRY(ledger_balance(cx, &key, r->lot_id, 0, &r->booked));
	if (r->counted == r->booked)
		return ERR_OK;
	if (!r->reason || !r->reason[0])
		return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "%s.reason", field), "第 %zu 行账面 %lld、实盘 %lld，请写明差异原因",
			    "row %zu: %lld booked, %lld counted; say why", i + 1, (long long)r->booked, (long long)r->counted);
	doc->lines[doc->n_lines++] = (struct doc_line){ .item_id = r->item_id, .lot_id = r->lot_id, .place_id = place_id, .owner_id = r->owner_id,
		.fund_id = r->fund_id, .dir = r->counted < r->booked ? LINES_OUT : LINES_IN,
		.counter = { [ASKED] = r->counted < r->booked ? r->booked - r->counted : r->counted - r->booked } };
	return ERR_OK;
}

static enum err check_twice(struct ctx *cx, const struct stock_counted *rows, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (rows[j].lot_id == rows[i].lot_id && rows[j].owner_id == rows[i].owner_id && rows[j].fund_id == rows[i].fund_id)
			return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "rows[%zu].lot_id", i), "第 %zu 行与第 %zu 行是同一批次，请合并",
				    "row %zu counts the same lot as row %zu; join them", i + 1, j + 1);
	return ERR_OK;
}

enum err stock_count_open(struct ctx *cx, int64_t place_id, const struct stock_counted *rows, size_t n_rows, int64_t *ret_doc_id)
{
	struct doc doc = { .kind = "stocktake", .to_place_id = place_id, .lines = arena_array(&cx->mem, struct doc_line, n_rows + 1) };
	struct stock_counted *own = arena_array(&cx->mem, struct stock_counted, n_rows + 1);
	struct ledger_head head;

	if (!n_rows || n_rows > 2000)
		return fail(cx, ERR_BAD_INPUT, "rows", "一次盘点 1 至 2000 行，现有 %zu 行", "a count has 1 to 2000 rows, this one %zu", n_rows);
	memcpy(own, rows, n_rows * sizeof *rows);
	TRY(ledger_lock(cx, &head));
	for (size_t i = 0; i < n_rows; i++) {
		TRY(compare_row(cx, place_id, &own[i], i, &doc));
		TRY(check_twice(cx, own, i));
	}
	TRY(document_open(cx, &doc, ret_doc_id));
	for (size_t i = 0; i < n_rows; i++)
		TRY(stock_put_count(cx, (struct stock_put_count_in){ .district_id = cx->district_id, .doc_id = *ret_doc_id, .row_no = (int64_t)i + 1,
			.item_id = own[i].item_id, .lot_id = own[i].lot_id, .owner_id = own[i].owner_id, .fund_id = own[i].fund_id,
			.booked = own[i].booked, .counted = own[i].counted, .reason = own[i].reason ? own[i].reason : "" }));
	return ERR_OK;
}

enum err stock_count_rows(struct ctx *cx, int64_t doc_id, struct stock_counted **ret, size_t *ret_n)
{
	struct stock_counts_row *rows;

	TRY(stock_counts(cx, (struct stock_counts_in){ .district_id = cx->district_id, .doc_id = doc_id, .limit = 2000 }, &rows, ret_n, 2000));
	*ret = arena_array(&cx->mem, struct stock_counted, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = (struct stock_counted){ rows[i].item_id, rows[i].lot_id, rows[i].owner_id, rows[i].fund_id, rows[i].counted,
			rows[i].booked, rows[i].reason };
	return ERR_OK;
}

enum err stock_count_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes)
{
	struct stock_counted *rows;
	char hash[SHA256_HEX];
	size_t n;

	TRY(stock_count_rows(cx, w->doc.doc_id, &rows, &n));
	for (size_t i = 0; i < n; i++) {
		struct hash h = sha256(rows[i].reason, strlen(rows[i].reason));

		buf_print(bytes, "%lld %lld %lld %lld %lld %s ", (long long)rows[i].lot_id, (long long)rows[i].owner_id, (long long)rows[i].fund_id,
			  (long long)rows[i].booked, (long long)rows[i].counted, hash_write(&h, hash));
	}
	return ERR_OK;
}

/* ---- views ---- */

enum err stock_items(struct ctx *cx, int64_t under_id, int64_t item_id, const char *after_code, int64_t limit, struct stock_item **ret,
		     size_t *ret_n)
{
	struct stock_by_item_seen_row *rows;
	const char *from, *to;

	TRY(stock_range(cx, under_id, &from, &to));
	TRY(stock_by_item_seen(cx, (struct stock_by_item_seen_in){ .district_id = cx->district_id, .under = from, .under_end = to,
		.item_id = item_id, .after_code = after_code ? after_code : "", .today = civil_day_of(cx->now_ms),
		.actor_id = cx->actor->account_id, .perm = PERM_STOCK_READ, .now_ms = cx->now_ms, .limit = limit }, &rows, ret_n, (size_t)limit));
	*ret = arena_array(&cx->mem, struct stock_item, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = (struct stock_item){ rows[i].item_id, rows[i].free, rows[i].held, rows[i].dock, rows[i].blocked, rows[i].expired,
			rows[i].first_expiry, rows[i].places, rows[i].code };
	return ERR_OK;
}
