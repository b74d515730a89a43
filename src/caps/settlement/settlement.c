/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/settlement/settlement_work.h"
#include "base/text.h"
#include "caps/catalog/catalog.h"
#include "caps/ledger/ledger.h"
#include "caps/party/party.h"
#include "caps/place/place.h"
#include "settlement.sql.h"

const char *const settlement_kind_words[] = { "settlement", "lay_out", NULL };
const char *const settlement_side_words[] = { "worker", "shop", NULL };

/* ---- what the books have ---- */

static enum err through_account(struct ctx *cx, int64_t kind, int64_t worker_id, int64_t giver_id, int64_t shop_id, int64_t *ret)
{
	struct settle_account_row account;
	struct settle_collected_row sum;
	enum err e = settle_account(cx, (struct settle_account_in){ cx->district_id, kind, worker_id }, &account);

	*ret = 0;
	if (e == ERR_NOT_FOUND)
		return ERR_OK;
	TRY(e);
	TRY(settle_collected(cx, (struct settle_collected_in){ cx->district_id, account.account_id, giver_id, shop_id }, &sum));
	*ret = sum.fen;
	return ERR_OK;
}

enum err settlement_books(struct ctx *cx, enum settlement_kind kind, int64_t worker_id, int64_t giver_id, int64_t shop_id, int64_t *ret_fen)
{
	struct settle_owing_row *owing;
	size_t n;

	if (kind == SETTLE_CASH)
		return through_account(cx, ACC_CASH, worker_id, giver_id, shop_id, ret_fen);
	TRY(through_account(cx, ACC_ADVANCED, worker_id, giver_id, shop_id, ret_fen));
	TRY(settle_owing(cx, (struct settle_owing_in){ cx->district_id, worker_id, shop_id, SETTLE_MOVES_MAX }, &owing, &n, SETTLE_MOVES_MAX));
	for (size_t i = 0; i < n; i++)
		*ret_fen += owing[i].giver_id == giver_id ? owing[i].owed_fen : 0;
	return ERR_OK;
}

static enum settlement_kind kind_of(const char *kind)
{
	return text_equal(kind, settlement_kind_words[SETTLE_LAY_OUT]) ? SETTLE_LAY_OUT : SETTLE_CASH;
}

enum err settlement_guard_books(struct ctx *cx, const struct doc_work *w)
{
	int64_t sum = 0, books;

	for (size_t i = 0; w->grow && i < w->doc.n_lines; i++)
		sum += w->grow[i];
	TRY(settlement_books(cx, kind_of(w->doc.kind), w->doc.worker_id, w->doc.giver_id, w->doc.from_place_id, &books));
	if (sum <= books)
		return ERR_OK;
	return fail(cx, ERR_SHORT_STOCK, "sum", "账上应交这家门店 %lld.%02lld 元，不能交 %lld.%02lld 元；请再核对",
		    "the books have %lld.%02lld yuan for this shop, not %lld.%02lld; check again", (long long)books / 100, (long long)(books % 100),
		    (long long)sum / 100, (long long)(sum % 100));
}

/* ---- the row beside the document ---- */

/* What each side counted last for a step, -1: nothing; and which side said so first, -1: none. */
struct counts { int64_t fen[2]; int first; };

static enum err last_counts(struct ctx *cx, int64_t doc_id, const char *verb, struct counts *ret)
{
	struct settle_counts_row *rows;
	size_t n;

	*ret = (struct counts){ { -1, -1 }, -1 };
	TRY(settle_counts(cx, (struct settle_counts_in){ cx->district_id, doc_id, 200 }, &rows, &n, 200));
	for (size_t i = n; i-- > 0;)
		if (!text_equal(rows[i].verb, verb)) {
			*ret = (struct counts){ { -1, -1 }, -1 };       /* a later step has begun */
		} else {
			ret->fen[rows[i].side] = rows[i].sum_fen;
			ret->first = ret->first < 0 ? (int)rows[i].side : ret->first;
		}
	return ERR_OK;
}

static enum err mirror(struct ctx *cx, int64_t doc_id, const struct counts *c, bool now, int64_t noted_fen)
{
	struct doc doc;

	TRY(document_get(cx, doc_id, &doc));
	return settle_mirror(cx, (struct settle_mirror_in){ .district_id = cx->district_id, .doc_id = doc_id, .worker_fen = c->fen[SIDE_WORKER],
		.shop_fen = c->fen[SIDE_SHOP], .taken_fen = doc.lines[0].counter[TAKEN], .cleared_fen = doc.lines[0].counter[BILLED],
		.returned_fen = doc.lines[0].counter[PAID], .noted_fen = noted_fen, .counted_ms = now ? cx->now_ms : 0, .state = doc.state,
		.number = doc.number });
}

/* ---- counting ---- */

static enum err side_of(struct ctx *cx, const struct doc *doc, enum settlement_side *ret)
{
	struct place shop;

	*ret = SIDE_WORKER;
	if (doc->worker_id == cx->actor->account_id)
		return ERR_OK;
	*ret = SIDE_SHOP;
	TRY(place_get(cx, doc->from_place_id, &shop));
	return ctx_may(cx, PERM_SETTLE_TAKE, shop.path) ? ERR_OK :
		fail(cx, ERR_FORBIDDEN, "doc_id", "结算单 %s 由经手人和门店“%s”双方清点，您都不是", "settlement %s is counted by the worker and by shop \"%s\"; you are neither",
		     doc->number, shop.name);
}

static enum err check_sum(struct ctx *cx, int64_t sum_fen)
{
	return sum_fen >= 1 && sum_fen <= QTY_MAX ? ERR_OK :
		fail(cx, ERR_BAD_INPUT, "sum", "金额 %lld 分须大于 0", "a sum of %lld fen must be above nil", (long long)sum_fen);
}

enum err settlement_clear(struct ctx *cx, int64_t giver_id, int64_t *ret_fen)
{
	const struct account_key key = { .kind = ACC_PAYABLE, .who_id = giver_id };
	struct settle_to_clear_row *open;
	struct doc_moved moved;
	struct counts counted;
	int64_t owed;
	size_t n;

	*ret_fen = 0;
	TRY(ledger_balance(cx, &key, LEDGER_MONEY, 0, &owed));
	TRY(settle_to_clear(cx, (struct settle_to_clear_in){ cx->district_id, giver_id, SETTLE_LIST_MAX }, &open, &n, SETTLE_LIST_MAX));
	for (size_t i = 0; i < n && owed < 0; i++) {
		int64_t fen = open[i].left_fen < -owed ? open[i].left_fen : -owed;

		if (fen < 1)
			continue;
		TRY(document_follow(cx, &(struct doc_move){ .doc_id = open[i].doc_id, .verb = "clear",
			.parts = &(struct doc_part){ .line_no = 1, .qty = fen }, .n_parts = 1 }, &moved));
		TRY(last_counts(cx, open[i].doc_id, "remit", &counted));
		TRY(mirror(cx, open[i].doc_id, &counted, false, 0));
		owed += fen;
		*ret_fen += fen;
	}
	return ERR_OK;
}

static int64_t difference(const struct counts *c)
{
	return c->fen[0] < 0 || c->fen[1] < 0 ? 0 : c->fen[SIDE_SHOP] - c->fen[SIDE_WORKER];
}

static enum err counted_out(struct ctx *cx, int64_t doc_id, const struct counts *c, bool done, struct settlement_counted *ret)
{
	struct doc doc;

	TRY(document_get(cx, doc_id, &doc));
	*ret = (struct settlement_counted){ .doc_id = doc_id, .version = doc.version, .worker_fen = c->fen[SIDE_WORKER], .shop_fen = c->fen[SIDE_SHOP],
		.difference_fen = difference(c), .agreed = c->fen[0] >= 0 && c->fen[0] == c->fen[1], .done = done, .state = doc.state, .number = doc.number };
	return settlement_tolerance(cx, doc.kind, &ret->tolerance_fen);
}

/* Who counted first has signed his sum, and signs the next one if he counts again.  The other side signs
 * that sum too, when its own is the same or differs by no more than may be closed over; else it is only kept. */
static enum err sign_count(struct ctx *cx, const struct doc *doc, enum settlement_side side, const struct settlement_count *in, const char *verb,
			   const struct counts *c, struct doc_moved *moved)
{
	struct doc_part part = { .line_no = 1, .qty = c->fen[c->first] };
	const char *note = in->note;
	const int64_t gap = difference(c);
	bool closes = true;

	if (c->first != (int)side)
		TRY(settlement_closes(cx, doc, verb, gap, &closes));
	if (!closes)
		return ERR_OK;
	if (c->first != (int)side && gap)
		note = arena_print(&cx->mem, "双方清点相差 %s%lld.%02lld 元，按先报的数结清。%s", gap < 0 ? "-" : "", (long long)(gap < 0 ? -gap : gap) / 100,
				   (long long)((gap < 0 ? -gap : gap) % 100), note ? note : "");
	return document_advance(cx, &(struct doc_move){ .doc_id = doc->doc_id, .verb = verb, .note = note, .signed_as = settlement_side_words[side],
		.parts = &part, .n_parts = 1 }, moved);
}

static enum err check_open(struct ctx *cx, const struct doc *doc, const char *verb, int64_t version)
{
	if (!text_equal(verb, "remit") && !text_equal(verb, "give_back"))
		return fail(cx, ERR_BAD_INPUT, "verb", "“%s”不是结算的步骤", "\"%s\" is no step of a settlement", verb);
	if (version && version != doc->version)
		return fail(cx, ERR_STALE, "version", "您看到的是第 %lld 版，现在已是第 %lld 版，请刷新再办",
			    "you saw version %lld, it is version %lld now; reload", (long long)version, (long long)doc->version);
	return doc_step_find(doc_kind_find(doc->kind), doc->state, verb) ? ERR_OK :
		fail(cx, ERR_BAD_STATE, "doc_id", "结算单现为“%s”，不能再清点", "the settlement is \"%s\"; it is not counted any more", doc->state);
}

/* The sum is kept whatever it is. */
static enum err count_for(struct ctx *cx, const struct doc *doc, enum settlement_side side, const struct settlement_count *in,
			  struct settlement_counted *ret)
{
	const char *verb = in->verb && in->verb[0] ? in->verb : "remit";
	struct doc_moved moved = { .done = false };
	struct counts counted;
	int64_t cleared;

	TRY(check_sum(cx, in->sum_fen));
	TRY(check_open(cx, doc, verb, in->version));
	TRY(settle_count_add(cx, (struct settle_count_add_in){ .district_id = cx->district_id, .doc_id = doc->doc_id, .verb = verb, .side = side,
		.account_id = cx->actor->account_id, .sum_fen = in->sum_fen, .counted_ms = cx->now_ms, .note = in->note ? in->note : "" }));
	TRY(last_counts(cx, doc->doc_id, verb, &counted));
	TRY(sign_count(cx, doc, side, in, verb, &counted, &moved));
	TRY(mirror(cx, doc->doc_id, &counted, true, moved.done ? difference(&counted) : 0));
	if (moved.done)
		TRY(settlement_clear(cx, doc->giver_id, &cleared));
	return counted_out(cx, doc->doc_id, &counted, moved.done, ret);
}

static enum err is_settlement(struct ctx *cx, const struct doc *doc)
{
	return text_equal(doc->kind, "settlement") || text_equal(doc->kind, "lay_out") ? ERR_OK :
		fail(cx, ERR_NOT_FOUND, "doc_id", "没有编号为 %lld 的结算单", "there is no settlement %lld", (long long)doc->doc_id);
}

enum err settlement_count(struct ctx *cx, const struct settlement_count *in, struct settlement_counted *ret)
{
	enum settlement_side side;
	struct doc doc;

	TRY(document_get(cx, in->doc_id, &doc));
	TRY(is_settlement(cx, &doc));
	TRY(side_of(cx, &doc, &side));
	return count_for(cx, &doc, side, in, ret);
}

enum err settlement_allow(struct ctx *cx, const struct settlement_leave *in, struct settlement_counted *ret)
{
	struct settlement_row row;
	struct counts counted;
	const char *verb;
	struct doc doc;

	TRY(settlement_see(cx, in->doc_id, &row));
	TRY(document_get(cx, in->doc_id, &doc));
	verb = text_equal(doc.state, "draft") ? "remit" : "give_back";
	TRY(check_open(cx, &doc, verb, in->version));
	TRY(last_counts(cx, in->doc_id, verb, &counted));
	if (!difference(&counted) || difference(&counted) == row.noted_fen)
		return fail(cx, ERR_BAD_STATE, "doc_id", "结算单 %s 双方清点没有差额，不用放行", "the counts of settlement %s do not differ; nothing is to be allowed",
			    doc.number);
	if (difference(&counted) != in->difference_fen)
		return fail(cx, ERR_CONFLICT, "difference", "现在相差 %lld 分，不是 %lld 分；请刷新核对", "they differ by %lld fen now, not %lld; reload and check",
			    (long long)difference(&counted), (long long)in->difference_fen);
	TRY(settlement_allow_difference(cx, &doc, verb, in->difference_fen, in->note));
	return counted_out(cx, in->doc_id, &counted, false, ret);
}

/* Where his money of the shop comes from, or where households owe for its goods. */
static enum err last_place(struct ctx *cx, enum settlement_kind kind, int64_t shop_id, int64_t *ret)
{
	struct settle_last_place_row *last;
	struct settle_account_row account;
	struct settle_owing_row *owing;
	size_t n;
	enum err e;

	*ret = 0;
	if (kind == SETTLE_LAY_OUT) {
		TRY(settle_owing(cx, (struct settle_owing_in){ cx->district_id, cx->actor->account_id, shop_id, 1 }, &owing, &n, 1));
		*ret = n ? owing[0].to_place_id : 0;
		return ERR_OK;
	}
	e = settle_account(cx, (struct settle_account_in){ cx->district_id, ACC_CASH, cx->actor->account_id }, &account);
	if (e == ERR_NOT_FOUND)
		return ERR_OK;
	TRY(e);
	TRY(settle_last_place(cx, (struct settle_last_place_in){ cx->district_id, account.account_id, shop_id, 1 }, &last, &n, 1));
	*ret = n ? last[0].place_id : 0;
	return ERR_OK;
}

/* The grid of those households, or else their building, if he may hand money over for it. */
static enum err own_area(struct ctx *cx, enum settlement_kind kind, int64_t shop_id, int64_t *ret)
{
	struct fault before = cx->fault;
	struct place place;
	enum err e;

	TRY(last_place(cx, kind, shop_id, ret));
	if (!*ret)
		return fail(cx, ERR_BAD_INPUT, "area_id", "请选上交货款的社区或网格；账号 %lld 手里没有这家门店的钱",
			    "choose the community or grid; account %lld holds no money of this shop", (long long)cx->actor->account_id);
	e = place_ancestor(cx, *ret, PLACE_GRID, &place);
	if (!e && ctx_may(cx, PERM_SETTLE_GIVE, place.path))
		*ret = place.place_id;
	cx->fault = before;
	return e == ERR_NOT_FOUND ? ERR_OK : e;
}

enum err settlement_start(struct ctx *cx, const struct settlement_open *in, struct settlement_counted *ret)
{
	struct doc_line line = { .item_id = LEDGER_MONEY, .price_fen = 1, .price_units = 1 };
	struct doc doc = { .worker_id = cx->actor->account_id, .from_place_id = in->shop_id, .to_place_id = in->area_id, .lines = &line, .n_lines = 1 };
	struct shop shop;
	struct place area;
	int64_t books, doc_id;

	if (in->kind != SETTLE_CASH && in->kind != SETTLE_LAY_OUT)
		return fail(cx, ERR_BAD_INPUT, "kind", "没有第 %lld 种结算", "there is no settlement of kind %lld", (long long)in->kind);
	if (!doc.to_place_id)
		TRY(own_area(cx, (enum settlement_kind)in->kind, in->shop_id, &doc.to_place_id));
	TRY(place_need(cx, PERM_SETTLE_GIVE, doc.to_place_id, &area));
	TRY(shop_get(cx, in->shop_id, &shop));
	TRY(check_sum(cx, in->sum_fen));
	doc.kind = settlement_kind_words[in->kind];
	doc.giver_id = shop.org_id;
	TRY(settlement_books(cx, (enum settlement_kind)in->kind, doc.worker_id, doc.giver_id, in->shop_id, &books));
	if (in->sum_fen > books)
		return fail(cx, ERR_SHORT_STOCK, "sum", "账上应交“%s”%lld.%02lld 元，不能交 %lld.%02lld 元；请再核对",
			    "the books have for \"%s\" %lld.%02lld yuan, not %lld.%02lld; check again", shop.name, (long long)books / 100,
			    (long long)(books % 100), (long long)in->sum_fen / 100, (long long)(in->sum_fen % 100));
	line.counter[ASKED] = books;
	TRY(document_open(cx, &doc, &doc_id));
	TRY(settle_add(cx, (struct settle_add_in){ .district_id = cx->district_id, .doc_id = doc_id, .worker_id = doc.worker_id, .shop_id = in->shop_id,
		.area_id = doc.to_place_id, .books_fen = books, .opened_ms = cx->now_ms, .kind = doc.kind }));
	TRY(document_get(cx, doc_id, &doc));
	return count_for(cx, &doc, SIDE_WORKER, &(struct settlement_count){ .doc_id = doc_id, .sum_fen = in->sum_fen, .note = in->note }, ret);
}

enum err settlement_withdraw(struct ctx *cx, int64_t doc_id, int64_t version, const char *note, struct doc_moved *ret)
{
	const struct counts none = { { -1, -1 }, -1 };
	struct doc doc;

	TRY(document_get(cx, doc_id, &doc));
	TRY(is_settlement(cx, &doc));
	if (doc.worker_id != cx->actor->account_id)
		return fail(cx, ERR_FORBIDDEN, "doc_id", "只有经手人本人能作废结算单 %s", "only the worker himself withdraws settlement %s", doc.number);
	TRY(document_advance(cx, &(struct doc_move){ .doc_id = doc_id, .verb = "withdraw", .version = version, .note = note }, ret));
	return mirror(cx, doc_id, &none, false, 0);
}

/* ---- lists ---- */

static enum err rows_of(struct ctx *cx, const struct settlement_filter *f, int64_t doc_id, struct settlement_row **ret, size_t *ret_n)
{
	struct settle_rows_row *rows;
	const char *name = "";
	int64_t limit = f->limit ? f->limit : 50;

	TRY(settle_rows(cx, (struct settle_rows_in){ .district_id = cx->district_id, .doc_id = doc_id, .place_id = f->place_id, .shop_id = f->shop_id,
		.worker_id = f->worker_id, .state = f->state ? f->state : "", .differs = f->differs, .before_id = f->before,
		.actor_id = cx->actor->account_id, .perm = PERM_SETTLE_READ, .take = PERM_SETTLE_TAKE,
		.now_ms = cx->now_ms, .limit = limit }, &rows, ret_n, (size_t)limit));
	*ret = arena_array(&cx->mem, struct settlement_row, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		const struct settle_rows_row *r = &rows[i];

		if (!i || rows[i - 1].worker_id != r->worker_id)
			TRY(party_account_name(cx, r->worker_id, &name));
		(*ret)[i] = (struct settlement_row){ r->doc_id, r->version, r->giver_id, r->worker_id, r->shop_id, r->area_id, r->books_fen, r->worker_fen,
			r->shop_fen, r->taken_fen, r->cleared_fen, r->returned_fen, r->noted_fen, r->opened_ms, r->counted_ms, r->kind, r->number, r->state, r->shop,
			r->area, name, 0, false };
	}
	return ERR_OK;
}

enum err settlement_list(struct ctx *cx, const struct settlement_filter *filter, struct settlement_row **ret, size_t *ret_n)
{
	return rows_of(cx, filter, 0, ret, ret_n);
}

enum err settlement_see(struct ctx *cx, int64_t doc_id, struct settlement_row *ret)
{
	struct settlement_row *rows;
	size_t n;

	TRY(rows_of(cx, &(struct settlement_filter){ .limit = 1 }, doc_id, &rows, &n));
	if (!n)
		return fail(cx, ERR_NOT_FOUND, "doc_id", "没有编号为 %lld 的结算单", "there is no settlement %lld", (long long)doc_id);
	*ret = rows[0];
	TRY(settlement_tolerance(cx, ret->kind, &ret->tolerance_fen));
	return ret->worker_fen < 0 || ret->shop_fen < 0 || ret->shop_fen - ret->worker_fen == ret->noted_fen ? ERR_OK :
		settlement_may_allow(cx, doc_id, &ret->may_allow);
}
