/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/ledger/ledger.h"
#include "caps/ledger/seal.h"
#include "caps/place/place.h"
#include "base/civil.h"
#include "http/op.h"

enum { PAGE_MAX = 200, STOCK_MAX = 5000, TRACE_MAX = 2000 };

/* ---- shapes ---- */

struct ledger_where { int64_t place_id, at; };
struct ledger_line { int64_t place_id, who_id, owner_id, fund_id, doc_id, lot_id, item_id, expiry_day, qty; const char *account, *account_zh, *batch, *serial; };
struct ledger_lines { struct list items; int64_t seq; };
struct ledger_page { int64_t doc_id, after, limit; };
struct ledger_row { int64_t seq, doc_id, doc_version, actor_id, posted_at, happened_at, reverses; const char *kind, *verb, *from_state, *to_state, *hash; };
struct ledger_rows { struct list items; int64_t next; };
struct ledger_entry_key { int64_t seq; };
struct ledger_move { int64_t posting_no, lot_id, item_id, line_no, qty, after_qty, place_id, who_id, owner_id, fund_id, doc_id; const char *account, *account_zh; };
struct ledger_moves { struct list items; };
struct ledger_lot_key { int64_t lot_id; };
struct ledger_lot_out { int64_t lot_id, item_id, source_doc_id, source_line_no, made_day, expiry_day; const char *batch, *serial; };
struct ledger_way { int64_t seq, posted_at, doc_id, line_no, qty, after_qty, place_id, who_id, owner_id; const char *kind, *verb, *account, *account_zh; };
struct ledger_trace_out { struct ledger_lot_out lot; struct list parts, made, steps, now; };
struct ledger_close_in { int64_t day; };
struct ledger_seal_out { int64_t seal_no, seq, sealed_at, closes_day; const char *hash, *key_id, *signature; };
struct ledger_seal_page { int64_t after, limit; };
struct ledger_seals_out { struct list items; int64_t next; };
struct ledger_total_out { const char *account, *zh, *en; int64_t balances, qty; };
struct ledger_totals_out { struct list items; };
struct ledger_head_out { int64_t seq, posted_at, seals; const char *hash; };

static SHAPE(ledger_where,
	ID(ledger_where, place_id, "which place"),
	OPT_TIME(ledger_where, at, "as it was then; now when absent"));
#define ACCOUNT_WORDS(type) \
	TEXT(type, account, 1, 40, "kind of account: store, held, transit ..."), \
	TEXT(type, account_zh, 1, 40, "the same in Chinese")
static SHAPE(ledger_line,
	ACCOUNT_WORDS(ledger_line),
	OPT_ID(ledger_line, place_id, "where it lies"), OPT_ID(ledger_line, who_id, "in whose hands"),
	OPT_ID(ledger_line, owner_id, "whose it is"), OPT_ID(ledger_line, fund_id, "for which purpose"),
	OPT_ID(ledger_line, doc_id, "held for which document"),
	ID(ledger_line, lot_id, "lot"), ID(ledger_line, item_id, "item"),
	OPT_DAY(ledger_line, expiry_day, "expiry"), TEXT(ledger_line, batch, 0, 200, "batch"),
	TEXT(ledger_line, serial, 0, 200, "serial number"),
	I64(ledger_line, qty, INT64_MIN, INT64_MAX, "base units (fen for money)"));
static SHAPE(ledger_lines,
	LIST(ledger_lines, items, &ledger_line_shape, 0, STOCK_MAX, "balances that are not nil"),
	I64(ledger_lines, seq, 0, INT64_MAX, "as of this entry"));
static SHAPE(ledger_page,
	OPT_ID(ledger_page, doc_id, "entries of this document only"),
	OPT_I64(ledger_page, after, 0, EXACT_MAX, "where the page before ended (its next)"),
	OPT_I64(ledger_page, limit, 1, PAGE_MAX, "rows on a page, 50 unless told"));
static SHAPE(ledger_row,
	I64(ledger_row, seq, 1, INT64_MAX, "number of the entry, without gaps"),
	ID(ledger_row, doc_id, "document"), I64(ledger_row, doc_version, 1, INT64_MAX, "step of the document"),
	TEXT(ledger_row, kind, 0, 200, "kind of document"), TEXT(ledger_row, verb, 0, 200, "step"),
	TEXT(ledger_row, from_state, 0, 200, "from"), TEXT(ledger_row, to_state, 0, 200, "to"),
	OPT_ID(ledger_row, actor_id, "who"), TIME(ledger_row, posted_at, "when it was entered"),
	TIME(ledger_row, happened_at, "when it happened"), OPT_I64(ledger_row, reverses, 0, INT64_MAX, "the entry it takes back"),
	TEXT(ledger_row, hash, 64, 64, "end of the chain after this entry"));
static SHAPE(ledger_rows,
	LIST(ledger_rows, items, &ledger_row_shape, 0, PAGE_MAX, "entries"),
	OPT_I64(ledger_rows, next, 0, EXACT_MAX, "send as after to get the next page"));
static SHAPE(ledger_entry_key, I64(ledger_entry_key, seq, 1, INT64_MAX, "number of the entry"));
static SHAPE(ledger_move,
	I64(ledger_move, posting_no, 1, INT64_MAX, "line of the entry"), ACCOUNT_WORDS(ledger_move),
	OPT_ID(ledger_move, place_id, "place"), OPT_ID(ledger_move, who_id, "party"), OPT_ID(ledger_move, owner_id, "owner"),
	OPT_ID(ledger_move, fund_id, "purpose"), OPT_ID(ledger_move, doc_id, "document of the account"),
	ID(ledger_move, lot_id, "lot"), ID(ledger_move, item_id, "item"), I64(ledger_move, line_no, 0, INT64_MAX, "line of the document"),
	I64(ledger_move, qty, INT64_MIN, INT64_MAX, "change"), I64(ledger_move, after_qty, INT64_MIN, INT64_MAX, "balance after it"));
static SHAPE(ledger_moves, LIST(ledger_moves, items, &ledger_move_shape, 0, STOCK_MAX, "postings"));
static SHAPE(ledger_lot_key, ID(ledger_lot_key, lot_id, "which lot"));
static SHAPE(ledger_lot_out,
	ID(ledger_lot_out, lot_id, "lot"), ID(ledger_lot_out, item_id, "item"), OPT_ID(ledger_lot_out, source_doc_id, "document it came with"),
	I64(ledger_lot_out, source_line_no, 0, INT64_MAX, "line of that document"), OPT_DAY(ledger_lot_out, made_day, "made"),
	OPT_DAY(ledger_lot_out, expiry_day, "expiry"), TEXT(ledger_lot_out, batch, 0, 200, "batch"), TEXT(ledger_lot_out, serial, 0, 200, "serial number"));
static SHAPE(ledger_way,
	I64(ledger_way, seq, 1, INT64_MAX, "entry"), TIME(ledger_way, posted_at, "when"), TEXT(ledger_way, kind, 0, 200, "kind of document"),
	TEXT(ledger_way, verb, 0, 200, "step"), ID(ledger_way, doc_id, "document"), I64(ledger_way, line_no, 0, INT64_MAX, "its line"),
	ACCOUNT_WORDS(ledger_way), OPT_ID(ledger_way, place_id, "place"), OPT_ID(ledger_way, who_id, "party"), OPT_ID(ledger_way, owner_id, "owner"),
	I64(ledger_way, qty, INT64_MIN, INT64_MAX, "change"), I64(ledger_way, after_qty, INT64_MIN, INT64_MAX, "what was there after it"));
static SHAPE(ledger_trace_out,
	OBJECT(ledger_trace_out, lot, &ledger_lot_out_shape, "the lot"),
	LIST(ledger_trace_out, parts, &ledger_lot_out_shape, 0, TRACE_MAX, "what it was made of, all levels"),
	LIST(ledger_trace_out, made, &ledger_lot_out_shape, 0, TRACE_MAX, "what it was built into, all levels"),
	LIST(ledger_trace_out, steps, &ledger_way_shape, 0, TRACE_MAX, "its way, in order"),
	LIST(ledger_trace_out, now, &ledger_line_shape, 0, TRACE_MAX, "where all of it is now; sums to nil with its source"));
static SHAPE(ledger_close_in, DAY(ledger_close_in, day, "the last day to close; it must be over"));
static SHAPE(ledger_seal_out,
	I64(ledger_seal_out, seal_no, 1, INT64_MAX, "number"), I64(ledger_seal_out, seq, 0, INT64_MAX, "entry it signs"),
	TEXT(ledger_seal_out, hash, 64, 64, "hash of that entry"), TIME(ledger_seal_out, sealed_at, "when"),
	OPT_DAY(ledger_seal_out, closes_day, "the day it closes"), TEXT(ledger_seal_out, key_id, 16, 16, "key"),
	TEXT(ledger_seal_out, signature, 128, 128, "Ed25519 signature"));
static SHAPE(ledger_seal_page,
	OPT_I64(ledger_seal_page, after, 0, EXACT_MAX, "where the page before ended (its next)"),
	OPT_I64(ledger_seal_page, limit, 1, PAGE_MAX, "rows on a page, 50 unless told"));
static SHAPE(ledger_seals_out,
	LIST(ledger_seals_out, items, &ledger_seal_out_shape, 0, PAGE_MAX, "seals"),
	OPT_I64(ledger_seals_out, next, 0, EXACT_MAX, "send as after to get the next page"));
static SHAPE(ledger_total_out,
	TEXT(ledger_total_out, account, 1, 40, "kind of account"), TEXT(ledger_total_out, zh, 1, 40, "in Chinese"), TEXT(ledger_total_out, en, 1, 80, "in English"),
	I64(ledger_total_out, balances, 0, INT64_MAX, "balances that are not nil"), I64(ledger_total_out, qty, INT64_MIN, INT64_MAX, "what they come to: base units, fen, or places"));
static SHAPE(ledger_totals_out, LIST(ledger_totals_out, items, &ledger_total_out_shape, 0, 200, "every kind of account, by number"));
static SHAPE(ledger_head_out,
	I64(ledger_head_out, seq, 0, INT64_MAX, "last entry"), TEXT(ledger_head_out, hash, 64, 64, "its hash; print it, keep it elsewhere"),
	OPT_TIME(ledger_head_out, posted_at, "when"), I64(ledger_head_out, seals, 0, INT64_MAX, "seals so far"));

/* ---- what the rows run ---- */

/* The ledger is one for the district, so the right must reach over all of it. */
static enum err need_all(struct ctx *cx, enum perm perm)
{
	struct place root;
	enum err e = place_root(cx, &root);

	if (e == ERR_NOT_FOUND)
		return ctx_need(cx, perm, "/");
	TRY(e);
	return ctx_need(cx, perm, root.path);
}

static struct ledger_line line_of(const struct ledger_stock *s)
{
	const struct account_info *info = ledger_account_info(s->kind);

	return (struct ledger_line){ .place_id = s->place_id, .who_id = s->who_id, .owner_id = s->owner_id, .fund_id = s->fund_id,
		.doc_id = s->doc_id, .lot_id = s->lot_id, .item_id = s->item_id, .expiry_day = s->expiry_day, .qty = s->qty,
		.account = info->word, .account_zh = info->zh, .batch = s->batch, .serial = s->serial };
}

static struct list lines_of(struct ctx *cx, const struct ledger_stock *rows, size_t n)
{
	struct ledger_line *lines = arena_array(&cx->mem, struct ledger_line, n + 1);

	for (size_t i = 0; i < n; i++)
		lines[i] = line_of(&rows[i]);
	return (struct list){ lines, n };
}

static enum err run_balances(struct ctx *cx, const void *input, void *output)
{
	const struct ledger_where *in = input;
	struct ledger_lines *out = output;
	struct ledger_stock *rows;
	struct ledger_head head;
	struct place place;
	size_t n;

	TRY(place_need(cx, PERM_LEDGER_READ, in->place_id, &place));
	TRY(ledger_head(cx, &head));
	out->seq = head.seq;
	if (in->at)
		TRY(ledger_seq_at(cx, in->at, &out->seq));
	if (in->at && !out->seq)
		return ERR_OK;                            /* before the first entry there was nothing */
	TRY(ledger_place_stock(cx, in->place_id, in->at ? out->seq : 0, STOCK_MAX, &rows, &n));
	out->items = lines_of(cx, rows, n);
	return ERR_OK;
}

static enum err run_journal(struct ctx *cx, const void *input, void *output)
{
	const struct ledger_page *in = input;
	struct ledger_rows *out = output;
	struct ledger_journal *rows;
	struct ledger_row *made;
	size_t n, limit = in->limit ? (size_t)in->limit : 50;

	TRY(need_all(cx, PERM_LEDGER_READ));
	TRY(ledger_journal_page(cx, in->doc_id, in->after, limit + 1, &rows, &n));
	if (n > limit)
		out->next = rows[limit - 1].seq;
	n = n > limit ? limit : n;
	made = arena_array(&cx->mem, struct ledger_row, n + 1);
	for (size_t i = 0; i < n; i++)
		made[i] = (struct ledger_row){ rows[i].seq, rows[i].doc_id, rows[i].doc_version, rows[i].actor_id, rows[i].posted_ms, rows[i].happened_ms,
			rows[i].reverses_seq, rows[i].kind, rows[i].verb, rows[i].from_state, rows[i].to_state, rows[i].hash };
	out->items = (struct list){ made, n };
	return ERR_OK;
}

static enum err run_postings(struct ctx *cx, const void *input, void *output)
{
	struct ledger_moves *out = output;
	struct ledger_posting *rows;
	struct ledger_move *made;
	size_t n;

	TRY(need_all(cx, PERM_LEDGER_READ));
	TRY(ledger_postings(cx, ((const struct ledger_entry_key *)input)->seq, STOCK_MAX, &rows, &n));
	made = arena_array(&cx->mem, struct ledger_move, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct account_info *info = ledger_account_info(rows[i].account.kind);
		const struct account_key *k = &rows[i].account;

		made[i] = (struct ledger_move){ rows[i].posting_no, rows[i].lot_id, rows[i].item_id, rows[i].line_no, rows[i].qty, rows[i].after_qty,
			k->place_id, k->who_id, k->owner_id, k->fund_id, k->doc_id, info->word, info->zh };
	}
	out->items = (struct list){ made, n };
	return ERR_OK;
}

static struct ledger_lot_out lot_out(const struct ledger_lot *l)
{
	return (struct ledger_lot_out){ l->lot_id, l->item_id, l->source_doc_id, l->source_line_no, l->made_day, l->expiry_day, l->batch, l->serial };
}

static struct list lots_out(struct ctx *cx, const struct ledger_lot *lots, size_t n)
{
	struct ledger_lot_out *made = arena_array(&cx->mem, struct ledger_lot_out, n + 1);

	for (size_t i = 0; i < n; i++)
		made[i] = lot_out(&lots[i]);
	return (struct list){ made, n };
}

static enum err run_trace(struct ctx *cx, const void *input, void *output)
{
	struct ledger_trace_out *out = output;
	struct ledger_trace t;
	struct ledger_way *steps;

	TRY(need_all(cx, PERM_LEDGER_READ));
	TRY(ledger_trace(cx, ((const struct ledger_lot_key *)input)->lot_id, TRACE_MAX, &t));
	steps = arena_array(&cx->mem, struct ledger_way, t.n_steps + 1);
	for (size_t i = 0; i < t.n_steps; i++) {
		const struct ledger_step *s = &t.steps[i];
		const struct account_info *info = ledger_account_info(s->account.kind);

		steps[i] = (struct ledger_way){ s->seq, s->posted_ms, s->doc_id, s->line_no, s->qty, s->after_qty, s->account.place_id,
			s->account.who_id, s->account.owner_id, s->doc_kind, s->verb, info->word, info->zh };
	}
	out->lot = lot_out(&t.lot);
	out->parts = lots_out(cx, t.parts, t.n_parts);
	out->made = lots_out(cx, t.made, t.n_made);
	out->steps = (struct list){ steps, t.n_steps };
	out->now = lines_of(cx, t.now, t.n_now);
	return ERR_OK;
}

static struct ledger_seal_out seal_out(struct ctx *cx, const struct ledger_sealed *s)
{
	return (struct ledger_seal_out){ s->seal_no, s->seq, s->sealed_ms, s->closes_day, arena_text(&cx->mem, s->hash),
					 arena_text(&cx->mem, s->key_id), arena_text(&cx->mem, s->signature) };
}

static enum err need_key(struct ctx *cx)
{
	TRY(need_all(cx, PERM_LEDGER_CLOSE));
	if (cx->seal_key)
		return ERR_OK;
	return fail(cx, ERR_BLOCKED, NULL, "本服务器没有签章密钥；请检查数据旁的密钥文件", "this server has no seal key; look at the key file beside the data");
}

static enum err run_seal(struct ctx *cx, const void *input, void *output)
{
	struct ledger_sealed s;

	(void)input;
	TRY(need_key(cx));
	TRY(ledger_seal(cx, cx->seal_key, &s));
	*(struct ledger_seal_out *)output = seal_out(cx, &s);
	return ERR_OK;
}

static enum err run_close(struct ctx *cx, const void *input, void *output)
{
	struct ledger_sealed s;

	TRY(need_key(cx));
	TRY(ledger_close_day(cx, cx->seal_key, ((const struct ledger_close_in *)input)->day, &s));
	*(struct ledger_seal_out *)output = seal_out(cx, &s);
	return ERR_OK;
}

static enum err run_seals(struct ctx *cx, const void *input, void *output)
{
	const struct ledger_seal_page *in = input;
	struct ledger_seals_out *out = output;
	struct ledger_sealed *rows;
	struct ledger_seal_out *made;
	size_t n, limit = in->limit ? (size_t)in->limit : 50;

	TRY(need_all(cx, PERM_LEDGER_READ));
	TRY(ledger_seals(cx, in->after, limit + 1, &rows, &n));
	if (n > limit)
		out->next = rows[limit - 1].seal_no;
	n = n > limit ? limit : n;
	made = arena_array(&cx->mem, struct ledger_seal_out, n + 1);
	for (size_t i = 0; i < n; i++)
		made[i] = seal_out(cx, &rows[i]);
	out->items = (struct list){ made, n };
	return ERR_OK;
}

static enum err run_head(struct ctx *cx, const void *input, void *output)
{
	struct ledger_head h;

	(void)input;
	TRY(need_all(cx, PERM_LEDGER_READ));
	TRY(ledger_head(cx, &h));
	*(struct ledger_head_out *)output = (struct ledger_head_out){ h.seq, h.posted_ms, h.seals, arena_text(&cx->mem, h.hash) };
	return ERR_OK;
}

static enum err run_totals(struct ctx *cx, const void *input, void *output)
{
	struct ledger_totals_out *out = output;
	struct ledger_total_out *to;
	struct ledger_total *totals;
	size_t n;

	(void)input;
	TRY(need_all(cx, PERM_LEDGER_READ));
	TRY(ledger_totals(cx, &totals, &n));
	to = arena_array(&cx->mem, struct ledger_total_out, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct account_info *info = ledger_account_info(totals[i].kind);

		to[i] = (struct ledger_total_out){ info->word, info->zh, info->en, totals[i].balances, totals[i].qty };
	}
	out->items = (struct list){ to, n };
	return ERR_OK;
}

extern const struct op ledger_ops[];
const struct op ledger_ops[] = {
	{ .method = "GET", .path = "/api/v1/ledger/balances", .name = "ledger_balances", .zh = "一个地点现在或过去的账面", .en = "Balances of a place, now or then",
	  .perm = PERM_LEDGER_READ, .tx = TX_READ, .in = &ledger_where_shape, .out = &ledger_lines_shape, .run = run_balances, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/ledger/entries", .name = "ledger_entries", .zh = "分录流水", .en = "The journal",
	  .perm = PERM_LEDGER_READ, .tx = TX_READ, .in = &ledger_page_shape, .out = &ledger_rows_shape, .run = run_journal },
	{ .method = "GET", .path = "/api/v1/ledger/entries/{seq}/postings", .name = "ledger_postings", .zh = "一笔分录的记账行", .en = "Postings of an entry",
	  .perm = PERM_LEDGER_READ, .tx = TX_READ, .in = &ledger_entry_key_shape, .out = &ledger_moves_shape, .run = run_postings },
	{ .method = "GET", .path = "/api/v1/ledger/lots/{lot_id}/trace", .name = "ledger_trace", .zh = "一个批次的来龙去脉", .en = "Where a lot came from and went",
	  .perm = PERM_LEDGER_READ, .tx = TX_READ, .in = &ledger_lot_key_shape, .out = &ledger_trace_out_shape, .run = run_trace, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/ledger/head", .name = "ledger_head", .zh = "链头", .en = "The end of the chain",
	  .perm = PERM_LEDGER_READ, .tx = TX_READ, .out = &ledger_head_out_shape, .run = run_head },
	{ .method = "GET", .path = "/api/v1/ledger/totals", .name = "ledger_totals", .zh = "各类账户合计", .en = "What each kind of account comes to",
	  .perm = PERM_LEDGER_READ, .tx = TX_READ, .out = &ledger_totals_out_shape, .run = run_totals },
	{ .method = "GET", .path = "/api/v1/ledger/seals", .name = "ledger_seals", .zh = "签章列表", .en = "Signed heads",
	  .perm = PERM_LEDGER_READ, .tx = TX_READ, .in = &ledger_seal_page_shape, .out = &ledger_seals_out_shape, .run = run_seals },
	{ .method = "POST", .path = "/api/v1/ledger/seals", .name = "ledger_seal", .zh = "为链头签章", .en = "Sign the head now",
	  .perm = PERM_LEDGER_CLOSE, .tx = TX_WRITE, .out = &ledger_seal_out_shape, .run = run_seal, .fails = { ERR_BLOCKED } },
	{ .method = "POST", .path = "/api/v1/ledger/closes", .name = "ledger_close", .zh = "日结", .en = "Close a day",
	  .perm = PERM_LEDGER_CLOSE, .tx = TX_WRITE, .in = &ledger_close_in_shape, .out = &ledger_seal_out_shape, .run = run_close,
	  .fails = { ERR_BAD_STATE, ERR_BLOCKED } },
	{ 0 },
};
