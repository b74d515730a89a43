/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/settlement/settlement.h"
#include "base/civil.h"
#include "http/op.h"

#define FEN_MAX QTY_MAX

struct statement_list_in { int64_t day, by, shop_id, place_id, after, limit; bool open; };
struct statement_key { int64_t shop_id, area_id, day; };
struct statement_file_in { int64_t day, by, shop_id, area_id, format; };
struct statement_confirm_in { int64_t shop_id, area_id, day, version, side, total; const char *note; };
struct statement_out {
	int64_t shop_id, giver_id, area_id, day, version, orders, own, aid, total, collected, refunded, handed, laid_out, back, before, after, aid_open,
		shop_total, area_total, shop_at, area_at, state;
	const char *shop, *area, *shop_by, *area_by, *shop_note, *area_note;
	bool may_shop, may_area;
	struct list documents;
};
struct statement_doc_out { int64_t doc_id, own, aid, collected, back, handed; const char *kind, *number, *door; };
struct statement_list_out { struct list items; int64_t next, total, open; };

static SHAPE(statement_list_in,
	OPT_DAY(statement_list_in, day, "which day; today when absent"),
	OPT_WORD(statement_list_in, by, statement_by_words, "one row for each shop, or shop and station, or shop and community; shop unless told"),
	OPT_ID(statement_list_in, shop_id, "of this shop"), OPT_ID(statement_list_in, place_id, "of this station or community"),
	OPT_BOOL(statement_list_in, open, "only those both sides have not agreed on"),
	OPT_I64(statement_list_in, after, 0, STATEMENTS_MAX, "where the page before ended (its next)"),
	OPT_I64(statement_list_in, limit, 1, SETTLE_LIST_MAX, "rows on a page, 50 unless told"));
static SHAPE(statement_doc_out,
	ID(statement_doc_out, doc_id, "document"), TEXT(statement_doc_out, kind, 1, 40, "its kind"), TEXT(statement_doc_out, number, 0, 60, "its number"),
	TEXT(statement_doc_out, door, 0, 100, "the household's door"),
	MONEY(statement_doc_out, own, -FEN_MAX, FEN_MAX, "owed to the shop by the household"),
	MONEY(statement_doc_out, aid, -FEN_MAX, FEN_MAX, "subsidised"), MONEY(statement_doc_out, collected, -FEN_MAX, FEN_MAX, "taken from the household"),
	 MONEY(statement_doc_out, back, -FEN_MAX, FEN_MAX, "paid back to the household"),
	MONEY(statement_doc_out, handed, -FEN_MAX, FEN_MAX, "handed to the shop"));
#define FIGURES \
	ID(statement_out, shop_id, "shop"), TEXT(statement_out, shop, 0, 200, "its name"), OPT_ID(statement_out, giver_id, "its organisation"), \
	OPT_ID(statement_out, area_id, "community, station ...; absent: everything of the shop"), TEXT(statement_out, area, 0, 200, "its name"), \
	DAY(statement_out, day, "day"), I64(statement_out, version, 0, INT64_MAX, "version of its confirmations, also the ETag; 0: none yet"), \
	WORD(statement_out, state, statement_state_words, "open, half, agreed, differs, changed since it was confirmed"), \
	I64(statement_out, orders, 0, INT64_MAX, "orders delivered"), \
	MONEY(statement_out, own, -FEN_MAX, FEN_MAX, "goods delivered, the households' own part"), \
	MONEY(statement_out, aid, -FEN_MAX, FEN_MAX, "the subsidised part"), MONEY(statement_out, total, -FEN_MAX, FEN_MAX, "both"), \
	MONEY(statement_out, collected, -FEN_MAX, FEN_MAX, "taken from households"), \
	MONEY(statement_out, refunded, -FEN_MAX, FEN_MAX, "paid back to households"), \
	MONEY(statement_out, handed, -FEN_MAX, FEN_MAX, "handed to the shop out of it"), \
	MONEY(statement_out, laid_out, -FEN_MAX, FEN_MAX, "paid to the shop by workers for households that settle later"), \
	MONEY(statement_out, back, -FEN_MAX, FEN_MAX, "handed back by the shop"), \
	OPT_MONEY(statement_out, shop_total, 0, FEN_MAX, "the total the shop confirmed"), \
	OPT_TEXT(statement_out, shop_by, 0, 200, "who"), OPT_TIME(statement_out, shop_at, "when"), OPT_TEXT(statement_out, shop_note, 0, 200, "its note"), \
	OPT_MONEY(statement_out, area_total, 0, FEN_MAX, "the total the area confirmed"), \
	OPT_TEXT(statement_out, area_by, 0, 200, "who"), OPT_TIME(statement_out, area_at, "when"), OPT_TEXT(statement_out, area_note, 0, 200, "its note"), \
	BOOL(statement_out, may_shop, "you may confirm for the shop"), BOOL(statement_out, may_area, "you may confirm for the area")
static const struct shape statement_row_shape = { "statement_row", sizeof(struct statement_out), (const struct field[]){ FIGURES, { 0 } } };
static SHAPE(statement_out, FIGURES,
	MONEY(statement_out, before, -FEN_MAX, FEN_MAX, "owed to the shop before, less what it had in hand already"),
	MONEY(statement_out, after, -FEN_MAX, FEN_MAX, "the same after"), MONEY(statement_out, aid_open, -FEN_MAX, FEN_MAX, "subsidies not paid to it yet"),
	LIST(statement_out, documents, &statement_doc_out_shape, 0, STATEMENT_DOCS_MAX, "what moved money that day"));
static SHAPE(statement_list_out,
	LIST(statement_list_out, items, &statement_row_shape, 0, SETTLE_LIST_MAX, "by shop, then area"),
	OPT_I64(statement_list_out, next, 0, STATEMENTS_MAX, "send as after to get the next page"),
	I64(statement_list_out, total, 0, STATEMENTS_MAX, "how many rows in all"), I64(statement_list_out, open, 0, STATEMENTS_MAX, "of them not agreed"));
static SHAPE(statement_key,
	ID(statement_key, shop_id, "shop"), OPT_ID(statement_key, area_id, "community, station, grid ...; absent: everything of the shop"),
	OPT_DAY(statement_key, day, "which day; today when absent"));
static SHAPE(statement_file_in,
	WORD(statement_file_in, format, statement_format_words, "xlsx or pdf"), OPT_DAY(statement_file_in, day, "which day; today when absent"),
	OPT_WORD(statement_file_in, by, statement_by_words, "rows of the day's table; shop unless told"),
	OPT_ID(statement_file_in, shop_id, "of this shop: its own statement"), OPT_ID(statement_file_in, area_id, "and this area"));
static SHAPE(statement_confirm_in,
	ID(statement_confirm_in, shop_id, "shop"), OPT_ID(statement_confirm_in, area_id, "community, station, grid ...; absent: everything of the shop"),
	DAY(statement_confirm_in, day, "which day"), I64(statement_confirm_in, version, 0, INT64_MAX, "the version you saw, 0: nobody had confirmed"),
	WORD(statement_confirm_in, side, settlement_side_words, "shop, or worker for the area"),
	MONEY(statement_confirm_in, total, 0, FEN_MAX, "the total of goods delivered as you have it"),
	OPT_TEXT(statement_confirm_in, note, 0, 200, "where it differs, when it does"));
static SHAPE(statement_file,
	BYTES(statement_file, body, 0, INT64_C(1) << 30, "the file"), TEXT(statement_file, type, 1, 100, "media type"),
	TEXT(statement_file, name, 1, 100, "file name"));

static int64_t day_or_today(const struct ctx *cx, int64_t day)
{
	return day ? day : civil_day_of(cx->now_ms);
}

static struct statement_out row_out(const struct statement *s)
{
	return (struct statement_out){ s->shop_id, s->giver_id, s->area_id, s->day, s->version, s->orders, s->own_fen, s->aid_fen, s->total_fen,
		s->collected_fen, s->refund_fen, s->handed_fen, s->laid_out_fen, s->back_fen, s->before_fen, s->after_fen, s->aid_open_fen,
		s->shop_ms ? s->shop_fen : 0, s->area_ms ? s->area_fen : 0, s->shop_ms, s->area_ms, s->state, s->shop, s->area, s->shop_by, s->area_by,
		s->shop_note, s->area_note, s->may_shop, s->may_area, { 0 } };
}

static enum err run_list(struct ctx *cx, const void *input, void *output)
{
	const struct statement_list_in *in = input;
	struct statement_list_out *out = output;
	struct statement_out *rows;
	struct statement *all;
	size_t n, limit = in->limit ? (size_t)in->limit : 50, made = 0;

	TRY(statement_list(cx, &(struct statement_filter){ .day = day_or_today(cx, in->day), .by = in->by, .shop_id = in->shop_id,
		.place_id = in->place_id, .open = in->open }, &all, &n));
	rows = arena_array(&cx->mem, struct statement_out, limit + 1);
	for (size_t i = 0; i < n; i++) {
		out->open += all[i].state != STATEMENT_AGREED;
		if (i >= (size_t)in->after && made < limit)
			rows[made++] = row_out(&all[i]);
	}
	out->total = (int64_t)n;
	out->next = (size_t)in->after + made < n ? in->after + (int64_t)made : 0;
	out->items = (struct list){ rows, made };
	return ERR_OK;
}

static enum err run_get(struct ctx *cx, const void *input, void *output)
{
	const struct statement_key *in = input;
	struct statement_out *out = output;
	struct statement_doc *docs;
	struct statement_doc_out *rows;
	struct statement s;
	size_t n;

	TRY(statement_see(cx, in->shop_id, in->area_id, day_or_today(cx, in->day), &s, &docs, &n));
	rows = arena_array(&cx->mem, struct statement_doc_out, n + 1);
	for (size_t i = 0; i < n; i++)
		rows[i] = (struct statement_doc_out){ docs[i].doc_id, docs[i].own_fen, docs[i].aid_fen, docs[i].collected_fen, docs[i].back_fen, docs[i].handed_fen, docs[i].kind,
			docs[i].number, docs[i].door };
	*out = row_out(&s);
	out->documents = (struct list){ rows, n };
	return ERR_OK;
}

static enum err run_confirm(struct ctx *cx, const void *input, void *output)
{
	const struct statement_confirm_in *in = input;
	struct statement s;

	TRY(statement_confirm(cx, &(struct statement_confirm){ in->shop_id, in->area_id, in->day, in->version, in->side, in->total, in->note }, &s));
	*(struct statement_out *)output = row_out(&s);
	return ERR_OK;
}

static enum err run_file(struct ctx *cx, const void *input, void *output)
{
	const struct statement_file_in *in = input;

	return statement_file(cx, &(struct statement_filter){ .day = day_or_today(cx, in->day), .by = in->by, .shop_id = in->shop_id }, in->area_id,
			      in->format, output);
}

extern const struct op statement_ops[];
const struct op statement_ops[] = {
	{ .method = "GET", .path = "/api/v1/statements", .name = "statement_list", .zh = "结算表", .en = "Statements of a day",
	  .perm = PERM_SETTLE_READ, .tx = TX_READ, .in = &statement_list_in_shape, .out = &statement_list_out_shape, .run = run_list },
	{ .method = "GET", .path = "/api/v1/statements/one", .name = "statement_get", .zh = "一张结算表", .en = "One statement with its documents",
	  .perm = PERM_SETTLE_READ, .tx = TX_READ, .in = &statement_key_shape, .out = &statement_out_shape, .run = run_get, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/statements/confirm", .name = "statement_confirm", .zh = "确认结算表", .en = "Confirm a statement for one side",
	  .perm = PERM_SETTLE_READ, .tx = TX_WRITE, .in = &statement_confirm_in_shape, .out = &statement_row_shape, .run = run_confirm,
	  .fails = { ERR_NOT_FOUND, ERR_STALE } },
	{ .method = "GET", .path = "/api/v1/statements/file", .name = "statement_file", .zh = "打印或导出结算表", .en = "Statements as a file",
	  .perm = PERM_SETTLE_READ, .tx = TX_READ, .in = &statement_file_in_shape, .out = &statement_file_shape, .run = run_file, .fails = { ERR_NOT_FOUND } },
	{ 0 },
};
