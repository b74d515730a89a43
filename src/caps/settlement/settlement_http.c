/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/settlement/settlement.h"
#include "http/op.h"

#define FEN_MAX QTY_MAX

/* ---- cash ---- */

struct cash_in { int64_t place_id, shop_id, after, limit; bool late; };
struct cash_part_out { int64_t shop_id, giver_id, held, laid_out, to_lay_out, orders, since, due; bool late; const char *shop; };
struct cash_order_out { int64_t doc_id, shop_id, sum, at, household_id; const char *number, *door; bool on_account; };
struct cash_worker_out { int64_t account_id, held, laid_out, to_lay_out, orders, since, due; bool late; const char *name; struct list parts; };
struct cash_out { struct list items; int64_t next, held, workers, late; bool more; };
struct cash_one_in { int64_t account_id; };
struct cash_one_out { int64_t account_id, held, laid_out, to_lay_out, orders, since, due; bool late, more; const char *name; struct list parts, open; };

static SHAPE(cash_in,
	OPT_ID(cash_in, place_id, "money of orders of this area, or of this shop"), OPT_ID(cash_in, shop_id, "money of this shop only"),
	OPT_BOOL(cash_in, late, "only those who should have handed it over by now"),
	OPT_I64(cash_in, after, 0, SETTLE_WORKERS_MAX, "where the page before ended (its next)"),
	OPT_I64(cash_in, limit, 1, SETTLE_LIST_MAX, "rows on a page, 50 unless told"));
static SHAPE(cash_part_out,
	ID(cash_part_out, shop_id, "shop"), OPT_ID(cash_part_out, giver_id, "its organisation"), TEXT(cash_part_out, shop, 0, 200, "its name"),
	MONEY(cash_part_out, held, -FEN_MAX, FEN_MAX, "collected and not handed over"),
	MONEY(cash_part_out, laid_out, -FEN_MAX, FEN_MAX, "own money paid for households that settle later"),
	MONEY(cash_part_out, to_lay_out, -FEN_MAX, FEN_MAX, "delivered on account and not paid to the shop yet"),
	I64(cash_part_out, orders, 0, INT64_MAX, "orders whose money is held"),
	OPT_TIME(cash_part_out, since, "the oldest of it"), OPT_TIME(cash_part_out, due, "to be handed over by, by the plan"),
	BOOL(cash_part_out, late, "that time has passed"));
static SHAPE(cash_order_out,
	ID(cash_order_out, doc_id, "order"), TEXT(cash_order_out, number, 0, 60, "its number"), ID(cash_order_out, shop_id, "shop"),
	OPT_ID(cash_order_out, household_id, "household"), TEXT(cash_order_out, door, 0, 100, "its door"),
	MONEY(cash_order_out, sum, -FEN_MAX, FEN_MAX, "what of its money is still held, or owed by the household"),
	TIME(cash_order_out, at, "since when"), BOOL(cash_order_out, on_account, "the household settles later"));
#define CASH_SUMS(type) \
	ID(type, account_id, "account"), TEXT(type, name, 0, 200, "its name"), \
	MONEY(type, held, -FEN_MAX, FEN_MAX, "cash in hand"), MONEY(type, laid_out, -FEN_MAX, FEN_MAX, "own money laid out"), \
	MONEY(type, to_lay_out, -FEN_MAX, FEN_MAX, "delivered on account, not paid to the shop yet; told for one worker only"), \
	I64(type, orders, 0, INT64_MAX, "orders whose money is held"), OPT_TIME(type, since, "the oldest of it"), \
	OPT_TIME(type, due, "to be handed over by, by the plan"), BOOL(type, late, "that time has passed"), \
	LIST(type, parts, &cash_part_out_shape, 0, 10000, "by shop")
static SHAPE(cash_worker_out, CASH_SUMS(cash_worker_out));
static SHAPE(cash_out,
	LIST(cash_out, items, &cash_worker_out_shape, 0, SETTLE_LIST_MAX, "who holds money, the most urgent first"),
	OPT_I64(cash_out, next, 0, SETTLE_WORKERS_MAX, "send as after to get the next page"),
	MONEY(cash_out, held, -FEN_MAX, FEN_MAX, "cash of all of them"), I64(cash_out, workers, 0, SETTLE_WORKERS_MAX, "how many"),
	I64(cash_out, late, 0, SETTLE_WORKERS_MAX, "how many are late"), BOOL(cash_out, more, "there are more than can be told at once"));
static SHAPE(cash_one_in, ID(cash_one_in, account_id, "which worker"));
static SHAPE(cash_one_out, CASH_SUMS(cash_one_out),
	LIST(cash_one_out, open, &cash_order_out_shape, 0, SETTLE_MOVES_MAX, "orders whose money is held, oldest first, then those on account"),
	BOOL(cash_one_out, more, "there is more than can be told at once"));

static struct list parts_out(struct ctx *cx, const struct cash_worker *w)
{
	struct cash_part_out *out = arena_array(&cx->mem, struct cash_part_out, w->n_parts + 1);

	for (size_t i = 0; i < w->n_parts; i++) {
		const struct cash_part *p = &w->parts[i];

		out[i] = (struct cash_part_out){ p->shop_id, p->giver_id, p->held_fen, p->laid_out_fen, p->to_lay_out_fen, p->orders, p->since_ms,
			p->due_ms, p->late, p->shop };
	}
	return (struct list){ out, w->n_parts };
}

static enum err run_cash(struct ctx *cx, const void *input, void *output)
{
	const struct cash_in *in = input;
	struct cash_out *out = output;
	struct cash_worker_out *rows;
	struct cash_worker *all;
	size_t n, limit = in->limit ? (size_t)in->limit : 50, from = (size_t)in->after, made = 0;

	TRY(settlement_cash(cx, &(struct cash_filter){ .place_id = in->place_id, .shop_id = in->shop_id, .late = in->late }, &all, &n, &out->more));
	rows = arena_array(&cx->mem, struct cash_worker_out, limit + 1);
	for (size_t i = 0; i < n; i++) {
		const struct cash_worker *w = &all[i];

		out->held += w->held_fen;
		out->late += w->late;
		if (i >= from && made < limit)
			rows[made++] = (struct cash_worker_out){ w->account_id, w->held_fen, w->laid_out_fen, w->to_lay_out_fen, w->orders, w->since_ms,
				w->due_ms, w->late, w->name, parts_out(cx, w) };
	}
	out->workers = (int64_t)n;
	out->next = from + made < n ? (int64_t)(from + made) : 0;
	out->items = (struct list){ rows, made };
	return ERR_OK;
}

static void one_out(struct ctx *cx, const struct cash_worker *w, struct cash_one_out *out)
{
	struct cash_order_out *open = arena_array(&cx->mem, struct cash_order_out, w->n_open + 1);

	for (size_t i = 0; i < w->n_open; i++) {
		const struct cash_order *o = &w->open[i];

		open[i] = (struct cash_order_out){ o->doc_id, o->shop_id, o->fen, o->at_ms, o->household_id, o->number, o->door, o->laid_out };
	}
	*out = (struct cash_one_out){ w->account_id, w->held_fen, w->laid_out_fen, w->to_lay_out_fen, w->orders, w->since_ms, w->due_ms, w->late, false,
		w->name, parts_out(cx, w), { open, w->n_open } };
}

static enum err run_cash_one(struct ctx *cx, const void *input, void *output)
{
	const struct cash_one_in *in = input;
	struct cash_worker *all;
	bool more;
	size_t n;

	TRY(settlement_cash(cx, &(struct cash_filter){ .account_id = in->account_id }, &all, &n, &more));
	if (!n)
		return fail(cx, ERR_NOT_FOUND, "account_id", "账号 %lld 手里没有您能看到的货款", "account %lld holds no money you may see", (long long)in->account_id);
	one_out(cx, &all[0], output);
	((struct cash_one_out *)output)->more = more;
	return ERR_OK;
}

static enum err run_my_cash(struct ctx *cx, const void *input, void *output)
{
	struct cash_worker w;

	(void)input;
	TRY(settlement_my_cash(cx, &w));
	one_out(cx, &w, output);
	return ERR_OK;
}

/* ---- handing over ---- */

struct settlement_new { int64_t kind, shop_id, area_id, sum; const char *note; };
struct settlement_count_in { int64_t doc_id, version, sum; const char *note; };
struct settlement_counted_out { int64_t doc_id, version, worker, shop, difference, tolerance; bool agreed, done; const char *state, *number; };
struct settlement_allow_in { int64_t doc_id, version, difference; const char *note; };
struct settlement_withdraw_in { int64_t doc_id, version; const char *note; };
struct settlement_moved { int64_t doc_id, version; const char *state; };
struct settlement_list_in { int64_t place_id, shop_id, worker_id, before, limit; bool differs; const char *state; };
struct settlement_out { int64_t doc_id, version, worker_id, shop_id, area_id, books, worker, shop_sum, taken, cleared, returned, noted, opened, counted;
	const char *kind, *number, *state, *shop, *area, *worker_name; int64_t tolerance; bool may_allow; };
struct settlement_list_out { struct list items; int64_t next; };
struct settlement_id_in { int64_t doc_id; };

static SHAPE(settlement_new,
	WORD(settlement_new, kind, settlement_kind_words, "settlement: money collected; lay_out: own money for households that settle later"),
	ID(settlement_new, shop_id, "to which shop"), OPT_ID(settlement_new, area_id, "for which community, station or grid; absent: the grid your orders of this shop went to"),
	MONEY(settlement_new, sum, 1, FEN_MAX, "what you counted"), OPT_TEXT(settlement_new, note, 0, 200, "a word about it"));
static SHAPE(settlement_count_in,
	ID(settlement_count_in, doc_id, "which settlement"), OPT_I64(settlement_count_in, version, 1, INT64_MAX, "the version you saw (or If-Match)"),
	MONEY(settlement_count_in, sum, 1, FEN_MAX, "what you counted"), OPT_TEXT(settlement_count_in, note, 0, 200, "a word about it"));
static SHAPE(settlement_counted_out,
	ID(settlement_counted_out, doc_id, "settlement"), I64(settlement_counted_out, version, 1, INT64_MAX, "version, also the ETag"),
	TEXT(settlement_counted_out, state, 1, 40, "state"), OPT_TEXT(settlement_counted_out, number, 0, 60, "its number once both agree"),
	OPT_MONEY(settlement_counted_out, worker, 0, FEN_MAX, "what the worker counted"),
	OPT_MONEY(settlement_counted_out, shop, 0, FEN_MAX, "what the shop counted"),
	MONEY(settlement_counted_out, difference, -FEN_MAX, FEN_MAX, "shop less worker"),
	MONEY(settlement_counted_out, tolerance, 0, FEN_MAX, "a difference the plan lets close"),
	BOOL(settlement_counted_out, agreed, "both have the same sum"), BOOL(settlement_counted_out, done, "both have signed it; the money has moved"));
static SHAPE(settlement_allow_in,
	ID(settlement_allow_in, doc_id, "which settlement"), OPT_I64(settlement_allow_in, version, 1, INT64_MAX, "the version you saw (or If-Match)"),
	MONEY(settlement_allow_in, difference, -FEN_MAX, FEN_MAX, "the difference you allow, shop less worker"),
	TEXT(settlement_allow_in, note, 1, 200, "why"));
static SHAPE(settlement_withdraw_in,
	ID(settlement_withdraw_in, doc_id, "which settlement"), OPT_I64(settlement_withdraw_in, version, 1, INT64_MAX, "the version you saw (or If-Match)"),
	OPT_TEXT(settlement_withdraw_in, note, 0, 200, "why"));
static SHAPE(settlement_moved,
	ID(settlement_moved, doc_id, "settlement"), I64(settlement_moved, version, 1, INT64_MAX, "version, also the ETag"),
	TEXT(settlement_moved, state, 1, 40, "state"));
static SHAPE(settlement_list_in,
	OPT_ID(settlement_list_in, place_id, "of this shop or area"), OPT_ID(settlement_list_in, shop_id, "to this shop"),
	OPT_ID(settlement_list_in, worker_id, "of this worker"), OPT_TEXT(settlement_list_in, state, 0, 40, "draft, remitted, cleared, void"),
	OPT_BOOL(settlement_list_in, differs, "only those whose counts differ"),
	OPT_ID(settlement_list_in, before, "where the page before ended (its next)"),
	OPT_I64(settlement_list_in, limit, 1, SETTLE_LIST_MAX, "rows on a page, 50 unless told"));
static SHAPE(settlement_out,
	ID(settlement_out, doc_id, "settlement"), I64(settlement_out, version, 1, INT64_MAX, "version, also the ETag"),
	TEXT(settlement_out, kind, 1, 40, "settlement or lay_out"), OPT_TEXT(settlement_out, number, 0, 60, "its number once both agree"),
	TEXT(settlement_out, state, 1, 40, "draft, remitted, cleared, void"),
	ID(settlement_out, worker_id, "who hands it over"), TEXT(settlement_out, worker_name, 0, 200, "his name"),
	ID(settlement_out, shop_id, "shop"), TEXT(settlement_out, shop, 0, 200, "its name"),
	ID(settlement_out, area_id, "community, station or grid"), TEXT(settlement_out, area, 0, 200, "its name"),
	MONEY(settlement_out, books, 0, FEN_MAX, "what the books had with him for this shop when it began"),
	OPT_MONEY(settlement_out, worker, 0, FEN_MAX, "what the worker counted"), OPT_MONEY(settlement_out, shop_sum, 0, FEN_MAX, "what the shop counted"),
	MONEY(settlement_out, taken, 0, FEN_MAX, "handed over"), MONEY(settlement_out, cleared, 0, FEN_MAX, "of it set against goods delivered, or handed back"),
	MONEY(settlement_out, returned, 0, FEN_MAX, "of it handed back"),
	MONEY(settlement_out, noted, -FEN_MAX, FEN_MAX, "a difference that was closed over, shop less worker"),
	MONEY(settlement_out, tolerance, 0, FEN_MAX, "a difference the plan lets close (one settlement only)"),
	BOOL(settlement_out, may_allow, "you may allow the difference there is (one settlement only)"), TIME(settlement_out, opened, "begun"),
	OPT_TIME(settlement_out, counted, "last counted"));
static SHAPE(settlement_list_out,
	LIST(settlement_list_out, items, &settlement_out_shape, 0, SETTLE_LIST_MAX, "newest first"),
	OPT_ID(settlement_list_out, next, "send as before to get the next page"));
static SHAPE(settlement_id_in, ID(settlement_id_in, doc_id, "which settlement"));

/* -1, nothing counted, is told by leaving the field out; a counted sum is never nil. */
static int64_t told(int64_t fen)
{
	return fen < 0 ? 0 : fen;
}

static void counted_out(const struct settlement_counted *c, struct settlement_counted_out *out)
{
	*out = (struct settlement_counted_out){ c->doc_id, c->version, told(c->worker_fen), told(c->shop_fen), c->difference_fen, c->tolerance_fen, c->agreed, c->done,
		c->state, c->number[0] ? c->number : NULL };
}

static enum err run_new(struct ctx *cx, const void *input, void *output)
{
	const struct settlement_new *in = input;
	struct settlement_counted counted;

	TRY(settlement_start(cx, &(struct settlement_open){ in->kind, in->shop_id, in->area_id, in->sum, in->note }, &counted));
	counted_out(&counted, output);
	return ERR_OK;
}

static enum err count_in(struct ctx *cx, const struct settlement_count_in *in, const char *verb, struct settlement_counted_out *out)
{
	struct settlement_counted counted;

	TRY(settlement_count(cx, &(struct settlement_count){ in->doc_id, in->version, in->sum, verb, in->note }, &counted));
	counted_out(&counted, out);
	return ERR_OK;
}

static enum err run_count(struct ctx *cx, const void *input, void *output) { return count_in(cx, input, "remit", output); }
static enum err run_give_back(struct ctx *cx, const void *input, void *output) { return count_in(cx, input, "give_back", output); }

static enum err run_allow(struct ctx *cx, const void *input, void *output)
{
	const struct settlement_allow_in *in = input;
	struct settlement_counted counted;

	TRY(settlement_allow(cx, &(struct settlement_leave){ in->doc_id, in->version, in->difference, in->note }, &counted));
	counted_out(&counted, output);
	return ERR_OK;
}

static enum err run_withdraw(struct ctx *cx, const void *input, void *output)
{
	const struct settlement_withdraw_in *in = input;
	struct doc_moved moved;

	TRY(settlement_withdraw(cx, in->doc_id, in->version, in->note, &moved));
	*(struct settlement_moved *)output = (struct settlement_moved){ moved.doc_id, moved.version, moved.state };
	return ERR_OK;
}

static struct settlement_out row_out(const struct settlement_row *r)
{
	return (struct settlement_out){ r->doc_id, r->version, r->worker_id, r->shop_id, r->area_id, r->books_fen, told(r->worker_fen), told(r->shop_fen),
		r->taken_fen, r->cleared_fen, r->returned_fen, r->noted_fen, r->opened_ms, r->counted_ms, r->kind, r->number[0] ? r->number : NULL,
		r->state, r->shop, r->area, r->worker, r->tolerance_fen, r->may_allow };
}

static enum err run_list(struct ctx *cx, const void *input, void *output)
{
	const struct settlement_list_in *in = input;
	struct settlement_list_out *out = output;
	struct settlement_out *items;
	struct settlement_row *rows;
	size_t n, limit = in->limit ? (size_t)in->limit : 50;

	TRY(settlement_list(cx, &(struct settlement_filter){ in->place_id, in->shop_id, in->worker_id, in->before, (int64_t)limit + 1, in->state,
		in->differs }, &rows, &n));
	out->next = n > limit ? rows[limit - 1].doc_id : 0;
	n = n > limit ? limit : n;
	items = arena_array(&cx->mem, struct settlement_out, n + 1);
	for (size_t i = 0; i < n; i++)
		items[i] = row_out(&rows[i]);
	out->items = (struct list){ items, n };
	return ERR_OK;
}

static enum err run_get(struct ctx *cx, const void *input, void *output)
{
	struct settlement_row row;

	TRY(settlement_see(cx, ((const struct settlement_id_in *)input)->doc_id, &row));
	*(struct settlement_out *)output = row_out(&row);
	return ERR_OK;
}

#define COUNT_FAILS { ERR_NOT_FOUND, ERR_STALE, ERR_BAD_STATE, ERR_SHORT_STOCK, ERR_BLOCKED, ERR_CONFLICT }

extern const struct op settlement_ops[];
const struct op settlement_ops[] = {
	{ .method = "GET", .path = "/api/v1/cash", .name = "cash_list", .zh = "谁手里有货款", .en = "Who holds money collected for shops",
	  .perm = PERM_SETTLE_READ, .tx = TX_READ, .in = &cash_in_shape, .out = &cash_out_shape, .run = run_cash },
	{ .method = "GET", .path = "/api/v1/cash/mine", .name = "cash_mine", .zh = "我手里的货款", .en = "What I hold myself",
	  .perm = PERM_SIGNED_IN, .tx = TX_READ, .out = &cash_one_out_shape, .run = run_my_cash },
	{ .method = "GET", .path = "/api/v1/cash/{account_id}", .name = "cash_of", .zh = "一人手里的货款", .en = "What one worker holds, order by order",
	  .perm = PERM_SETTLE_READ, .tx = TX_READ, .in = &cash_one_in_shape, .out = &cash_one_out_shape, .run = run_cash_one, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/settlements", .name = "settlement_new", .zh = "上交货款", .en = "Hand money to a shop",
	  .perm = PERM_SETTLE_GIVE, .tx = TX_WRITE, .in = &settlement_new_shape, .out = &settlement_counted_out_shape, .run = run_new, .fails = COUNT_FAILS },
	{ .method = "GET", .path = "/api/v1/settlements", .name = "settlement_list", .zh = "结算单列表", .en = "Settlements",
	  .perm = PERM_SIGNED_IN, .tx = TX_READ, .in = &settlement_list_in_shape, .out = &settlement_list_out_shape, .run = run_list },
	{ .method = "GET", .path = "/api/v1/settlements/{doc_id}", .name = "settlement_get", .zh = "一张结算单", .en = "One settlement",
	  .perm = PERM_SIGNED_IN, .tx = TX_READ, .in = &settlement_id_in_shape, .out = &settlement_out_shape, .run = run_get, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/settlements/{doc_id}/count", .name = "settlement_count", .zh = "清点货款", .en = "Say what one counted",
	  .perm = PERM_SIGNED_IN, .tx = TX_WRITE, .in = &settlement_count_in_shape, .out = &settlement_counted_out_shape, .run = run_count, .fails = COUNT_FAILS },
	{ .method = "POST", .path = "/api/v1/settlements/{doc_id}/give_back", .name = "settlement_give_back", .zh = "退回货款",
	  .en = "Hand money back to the worker", .perm = PERM_SIGNED_IN, .tx = TX_WRITE, .in = &settlement_count_in_shape,
	  .out = &settlement_counted_out_shape, .run = run_give_back, .fails = COUNT_FAILS },
	{ .method = "POST", .path = "/api/v1/settlements/{doc_id}/allow", .name = "settlement_allow", .zh = "放行清点差额", .en = "Allow a difference of two counts",
	  .perm = PERM_SIGNED_IN, .tx = TX_WRITE, .in = &settlement_allow_in_shape, .out = &settlement_counted_out_shape, .run = run_allow, .fails = COUNT_FAILS },
	{ .method = "POST", .path = "/api/v1/settlements/{doc_id}/withdraw", .name = "settlement_withdraw", .zh = "作废结算单", .en = "Withdraw a settlement",
	  .perm = PERM_SETTLE_GIVE, .tx = TX_WRITE, .in = &settlement_withdraw_in_shape, .out = &settlement_moved_shape, .run = run_withdraw,
	  .fails = COUNT_FAILS },
	{ 0 },
};
