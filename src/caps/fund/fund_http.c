/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/fund/fund.h"
#include "caps/document/document_http.h"
#include "http/op.h"

#define FEN_MAX QTY_MAX

/* ---- the register ---- */

struct fund_place { int64_t place_id; };
struct fund_class { const char *category; };
#define FUND_MEMBERS int64_t source, holder_id; const char *code, *zh, *en, *rule, *purpose; struct list for_places, for_classes
struct fund_new { FUND_MEMBERS; };
struct fund_change { int64_t fund_id, version; FUND_MEMBERS; };
struct fund_id_in { int64_t fund_id; };
struct fund_close_in { int64_t fund_id, version; };
struct fund_made { int64_t fund_id, version; };
struct fund_list_in { int64_t after, limit; };
struct fund_out {
	int64_t fund_id, version, source, holder_id, opened, closed, received, collected, paid, free, pledged, on_account, spent, accrued, payable, owed, subsidy,
		compensation, income;
	const char *code, *zh, *en, *rule, *purpose, *holder;
	struct list for_places, for_classes;
};
struct fund_list_out { struct list items; int64_t next; };

static SHAPE(fund_place, ID(fund_place, place_id, "a unit or area that may get what the fund buys"));
static SHAPE(fund_class, TEXT(fund_class, category, 1, 40, "a class of goods of the plan that may be bought"));
#define FUND_FACTS(type) \
	ID(type, holder_id, "the place that keeps the account"), TEXT(type, code, 1, 40, "short code, unique"), \
	TEXT(type, zh, 1, 60, "its name"), OPT_TEXT(type, en, 0, 120, "its name in English"), \
	OPT_TEXT(type, rule, 0, 40, "the plan's fund it follows (money.funds)"), OPT_TEXT(type, purpose, 0, 200, "what its money is for, in words"), \
	OPT_LIST(type, for_places, &fund_place_shape, 0, FUND_PURPOSES_MAX, "who may get what it buys; none: everybody"), \
	OPT_LIST(type, for_classes, &fund_class_shape, 0, FUND_PURPOSES_MAX, "what may be bought; none: anything")
static SHAPE(fund_new, WORD(fund_new, source, fund_source_words, "where its money comes from"), FUND_FACTS(fund_new));
static SHAPE(fund_change,
	ID(fund_change, fund_id, "which fund"), OPT_I64(fund_change, version, 1, INT64_MAX, "the version you saw (or If-Match)"),
	WORD(fund_change, source, fund_source_words, "where its money comes from: as it is"), FUND_FACTS(fund_change));
static SHAPE(fund_id_in, ID(fund_id_in, fund_id, "which fund"));
static SHAPE(fund_close_in, ID(fund_close_in, fund_id, "which fund"), OPT_I64(fund_close_in, version, 1, INT64_MAX, "the version you saw (or If-Match)"));
static SHAPE(fund_made, ID(fund_made, fund_id, "the fund"), I64(fund_made, version, 1, INT64_MAX, "version, also the ETag"));
static SHAPE(fund_list_in,
	OPT_ID(fund_list_in, after, "where the page before ended (its next)"),
	OPT_I64(fund_list_in, limit, 1, FUND_LIST_MAX - 1, "rows on a page, 50 unless told"));
#define FUND_SUM(member, text) MONEY(fund_out, member, -FEN_MAX, FEN_MAX, text)
static SHAPE(fund_out,
	ID(fund_out, fund_id, "the fund"), I64(fund_out, version, 1, INT64_MAX, "version, also the ETag"),
	WORD(fund_out, source, fund_source_words, "where its money comes from"), FUND_FACTS(fund_out), TEXT(fund_out, holder, 0, 200, "who keeps the account"),
	TIME(fund_out, opened, "set up"), OPT_TIME(fund_out, closed, "closed"), FUND_SUM(received, "granted and given"),
	FUND_SUM(collected, "debts paid into it"), FUND_SUM(paid, "paid out of it"),
	FUND_SUM(free, "free to be committed"), FUND_SUM(pledged, "committed to purchases, not paid yet"),
	FUND_SUM(on_account, "free and committed: what the bank has to show"), FUND_SUM(spent, "cost of goods received"),
	FUND_SUM(accrued, "received, not invoiced yet"), FUND_SUM(payable, "invoiced, not paid yet"), FUND_SUM(owed, "units owe the fund"),
	FUND_SUM(subsidy, "paid or owed as subsidies"), FUND_SUM(compensation, "compensation of requisitions"), FUND_SUM(income, "charged to units"));
static SHAPE(fund_list_out,
	LIST(fund_list_out, items, &fund_out_shape, 0, FUND_LIST_MAX, "funds you may see"), OPT_ID(fund_list_out, next, "send as after to get the next page"));

static struct fund_facts facts_of(struct ctx *cx, const struct fund_new *in)
{
	const struct fund_place *place = in->for_places.at;
	const struct fund_class *class = in->for_classes.at;
	int64_t *places = arena_array(&cx->mem, int64_t, in->for_places.n + 1);
	const char **classes = arena_array(&cx->mem, const char *, in->for_classes.n + 1);

	for (size_t i = 0; i < in->for_places.n; i++)
		places[i] = place[i].place_id;
	for (size_t i = 0; i < in->for_classes.n; i++)
		classes[i] = class[i].category;
	return (struct fund_facts){ .source = in->source, .holder_id = in->holder_id, .code = in->code, .zh = in->zh, .en = in->en, .rule = in->rule,
		.purpose = in->purpose, .for_places = places, .n_places = in->for_places.n, .for_classes = classes, .n_classes = in->for_classes.n };
}

static struct fund_out fund_told(struct ctx *cx, const struct fund *f)
{
	struct fund_place *places = arena_array(&cx->mem, struct fund_place, f->facts.n_places + 1);
	struct fund_class *classes = arena_array(&cx->mem, struct fund_class, f->facts.n_classes + 1);
	const struct fund_figures *s = &f->figures;

	for (size_t i = 0; i < f->facts.n_places; i++)
		places[i].place_id = f->facts.for_places[i];
	for (size_t i = 0; i < f->facts.n_classes; i++)
		classes[i].category = f->facts.for_classes[i];
	return (struct fund_out){ f->fund_id, f->version, f->facts.source, f->facts.holder_id, f->opened_ms, f->closed_ms, s->received_fen, s->collected_fen, s->paid_fen, s->free_fen,
		s->pledged_fen, s->on_account_fen, s->spent_fen, s->accrued_fen, s->payable_fen, s->owed_fen, s->subsidy_fen, s->compensation_fen,
		s->income_fen, f->facts.code, f->facts.zh, f->facts.en, f->facts.rule, f->facts.purpose, f->holder,
		{ places, f->facts.n_places }, { classes, f->facts.n_classes } };
}

static enum err made(struct ctx *cx, int64_t fund_id, void *output)
{
	struct fund f;

	TRY(fund_get(cx, fund_id, &f));
	*(struct fund_made *)output = (struct fund_made){ f.fund_id, f.version };
	return ERR_OK;
}

static enum err run_create(struct ctx *cx, const void *input, void *output)
{
	struct fund_facts facts = facts_of(cx, input);
	int64_t id;

	TRY(fund_create(cx, &facts, &id));
	return made(cx, id, output);
}

static enum err run_update(struct ctx *cx, const void *input, void *output)
{
	const struct fund_change *in = input;
	struct fund_facts facts = facts_of(cx, &(struct fund_new){ in->source, in->holder_id, in->code, in->zh, in->en, in->rule, in->purpose,
		in->for_places, in->for_classes });

	TRY(fund_update(cx, in->fund_id, in->version, &facts));
	return made(cx, in->fund_id, output);
}

static enum err run_close(struct ctx *cx, const void *input, void *output)
{
	const struct fund_close_in *in = input;

	TRY(fund_close(cx, in->fund_id, in->version));
	return made(cx, in->fund_id, output);
}

static enum err run_get(struct ctx *cx, const void *input, void *output)
{
	struct fund f;

	TRY(fund_see(cx, ((const struct fund_id_in *)input)->fund_id, &f));
	*(struct fund_out *)output = fund_told(cx, &f);
	return ERR_OK;
}

static enum err run_list(struct ctx *cx, const void *input, void *output)
{
	const struct fund_list_in *in = input;
	struct fund_list_out *out = output;
	struct fund_out *items;
	struct fund *funds;
	size_t n, limit = in->limit ? (size_t)in->limit : 50;

	TRY(fund_list(cx, in->after, (int64_t)limit + 1, &funds, &n));
	out->next = n > limit ? funds[limit - 1].fund_id : 0;
	n = n > limit ? limit : n;
	items = arena_array(&cx->mem, struct fund_out, n + 1);
	for (size_t i = 0; i < n; i++)
		items[i] = fund_told(cx, &funds[i]);
	out->items = (struct list){ items, n };
	return ERR_OK;
}

/* ---- money received, and the book ---- */

struct fund_receipt_in { int64_t fund_id, giver_id, sum; const char *paper, *note; };
struct fund_book_in { int64_t fund_id, from, to, before, limit; };
struct fund_file_in { int64_t fund_id, from, to, format; };
struct fund_entry_out { int64_t seq, at, doc_id, giver_id, in, out, pledged, balance, slip_day; const char *kind, *number, *verb, *giver, *slip_no; };
struct fund_book_out { struct list items; int64_t next; };

static SHAPE(fund_receipt_in,
	ID(fund_receipt_in, fund_id, "which fund"), ID(fund_receipt_in, giver_id, "organisation the money came from"),
	MONEY(fund_receipt_in, sum, 1, FEN_MAX, "how much"), TEXT(fund_receipt_in, paper, 1, 60, "number of the bank slip or of the decision"),
	OPT_TEXT(fund_receipt_in, note, 0, 200, "a word about it"));
static SHAPE(fund_book_in,
	ID(fund_book_in, fund_id, "which fund"), OPT_DAY(fund_book_in, from, "first day"), OPT_DAY(fund_book_in, to, "last day"),
	OPT_I64(fund_book_in, before, 1, EXACT_MAX, "where the page before ended (its next)"),
	OPT_I64(fund_book_in, limit, 1, FUND_LIST_MAX, "rows on a page, 50 unless told"));
static SHAPE(fund_file_in,
	ID(fund_file_in, fund_id, "which fund"), OPT_DAY(fund_file_in, from, "first day"), OPT_DAY(fund_file_in, to, "last day"),
	WORD(fund_file_in, format, fund_format_words, "xlsx or pdf"));
static SHAPE(fund_entry_out,
	I64(fund_entry_out, seq, 1, INT64_MAX, "entry of the ledger"), TIME(fund_entry_out, at, "posted"), ID(fund_entry_out, doc_id, "the document behind it"),
	TEXT(fund_entry_out, kind, 1, 40, "its kind"), TEXT(fund_entry_out, number, 0, 60, "its number"), TEXT(fund_entry_out, verb, 1, 40, "its step"),
	OPT_ID(fund_entry_out, giver_id, "the other party"), TEXT(fund_entry_out, giver, 0, 200, "its name"),
	MONEY(fund_entry_out, in, -FEN_MAX, FEN_MAX, "money in"), MONEY(fund_entry_out, out, -FEN_MAX, FEN_MAX, "money paid"),
	MONEY(fund_entry_out, pledged, -FEN_MAX, FEN_MAX, "by how much commitments grew"),
	MONEY(fund_entry_out, balance, -FEN_MAX, FEN_MAX, "on the account afterwards"),
	OPT_TEXT(fund_entry_out, slip_no, 0, 60, "bank slip of the payment, paper of money received; absent: none yet"),
	OPT_DAY(fund_entry_out, slip_day, "day the bank paid"));
static SHAPE(fund_book_out,
	LIST(fund_book_out, items, &fund_entry_out_shape, 0, FUND_LIST_MAX, "newest first"), OPT_I64(fund_book_out, next, 1, EXACT_MAX, "send as before to get the next page"));
static SHAPE(fund_file,
	BYTES(fund_file, body, 0, INT64_C(1) << 30, "the file"), TEXT(fund_file, type, 1, 100, "media type"), TEXT(fund_file, name, 1, 100, "file name"));

static enum err run_receive(struct ctx *cx, const void *input, void *output)
{
	const struct fund_receipt_in *in = input;
	struct doc_moved moved;

	TRY(fund_receive(cx, &(struct fund_receipt){ in->fund_id, in->giver_id, in->sum, in->paper, in->note }, &moved));
	return doc_http_made(cx, moved.doc_id, output);
}

static enum err run_book(struct ctx *cx, const void *input, void *output)
{
	const struct fund_book_in *in = input;
	struct fund_book_out *out = output;
	struct fund_entry_out *items;
	struct fund_entry *e;
	size_t n, limit = in->limit ? (size_t)in->limit : 50;

	TRY(fund_book(cx, &(struct fund_book){ in->fund_id, in->from, in->to, in->before, (int64_t)limit + 1 }, &e, &n));
	out->next = n > limit ? e[limit - 1].seq : 0;
	n = n > limit ? limit : n;
	items = arena_array(&cx->mem, struct fund_entry_out, n + 1);
	for (size_t i = 0; i < n; i++)
		items[i] = (struct fund_entry_out){ e[i].seq, e[i].posted_ms, e[i].doc_id, e[i].giver_id, e[i].in_fen, e[i].out_fen, e[i].pledged_fen,
			e[i].balance_fen, e[i].slip_day, e[i].kind, e[i].number, e[i].verb, e[i].giver, e[i].slip_no[0] ? e[i].slip_no : NULL };
	out->items = (struct list){ items, n };
	return ERR_OK;
}

static enum err run_file(struct ctx *cx, const void *input, void *output)
{
	const struct fund_file_in *in = input;

	return fund_book_file(cx, &(struct fund_book){ .fund_id = in->fund_id, .from_day = in->from, .to_day = in->to }, in->format, output);
}

#define WORDS_appropriation "appropriations"
#define WORDS_gift "gifts"
DOC_READ_RUN(appropriation, "appropriation")
DOC_READ_RUN(gift, "gift")
DOC_UNDO_RUN(appropriation)
DOC_UNDO_RUN(gift)

#define FUND_FAILS { ERR_NOT_FOUND, ERR_STALE, ERR_BAD_STATE, ERR_BLOCKED, ERR_CONFLICT }

extern const struct op fund_ops[];
const struct op fund_ops[] = {
	{ .method = "POST", .path = "/api/v1/funds", .name = "fund_create", .zh = "设立专款", .en = "Set up a fund", .perm = PERM_FUND_EDIT, .tx = TX_WRITE,
	  .in = &fund_new_shape, .out = &fund_made_shape, .run = run_create, .fails = FUND_FAILS },
	{ .method = "GET", .path = "/api/v1/funds", .name = "fund_list", .zh = "专款列表", .en = "Funds and what they hold", .perm = PERM_FUND_READ,
	  .tx = TX_READ, .in = &fund_list_in_shape, .out = &fund_list_out_shape, .run = run_list },
	{ .method = "GET", .path = "/api/v1/funds/{fund_id}", .name = "fund_get", .zh = "一笔专款", .en = "One fund", .perm = PERM_FUND_READ, .tx = TX_READ,
	  .in = &fund_id_in_shape, .out = &fund_out_shape, .run = run_get, .fails = { ERR_NOT_FOUND } },
	{ .method = "PUT", .path = "/api/v1/funds/{fund_id}", .name = "fund_update", .zh = "修改专款", .en = "Change a fund", .perm = PERM_FUND_EDIT,
	  .tx = TX_WRITE, .in = &fund_change_shape, .out = &fund_made_shape, .run = run_update, .fails = FUND_FAILS },
	{ .method = "POST", .path = "/api/v1/funds/{fund_id}/close", .name = "fund_close", .zh = "结清专款", .en = "Close a fund", .perm = PERM_FUND_EDIT,
	  .tx = TX_WRITE, .in = &fund_close_in_shape, .out = &fund_made_shape, .run = run_close, .fails = FUND_FAILS },
	{ .method = "POST", .path = "/api/v1/funds/{fund_id}/receipts", .name = "fund_receive", .zh = "登记到账", .en = "Record money received",
	  .perm = PERM_FUND_EDIT, .tx = TX_WRITE, .in = &fund_receipt_in_shape, .out = &doc_made_shape, .run = run_receive, .fails = FUND_FAILS },
	{ .method = "GET", .path = "/api/v1/funds/{fund_id}/book", .name = "fund_book", .zh = "专款账簿", .en = "A fund's book", .perm = PERM_FUND_READ,
	  .tx = TX_READ, .in = &fund_book_in_shape, .out = &fund_book_out_shape, .run = run_book, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/funds/{fund_id}/book/file", .name = "fund_book_file", .zh = "打印或导出专款账簿", .en = "A fund's book as a file",
	  .perm = PERM_FUND_READ, .tx = TX_READ, .in = &fund_file_in_shape, .out = &fund_file_shape, .run = run_file, .fails = { ERR_NOT_FOUND } },
	DOC_LIST_OP(appropriation, PERM_FUND_READ, "拨款到账单列表", "Money granted") DOC_GET_OP(appropriation, PERM_FUND_READ, "一张拨款到账单", "One grant")
	DOC_LIST_OP(gift, PERM_FUND_READ, "捐款到账单列表", "Money donated") DOC_GET_OP(gift, PERM_FUND_READ, "一张捐款到账单", "One donation of money")
	DOC_UNDO_OP(appropriation, PERM_FUND_EDIT)
	DOC_UNDO_OP(gift, PERM_FUND_EDIT)
	{ 0 },
};
