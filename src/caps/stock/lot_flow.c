/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/stock/lot_flow.h"
#include "base/text.h"
#include "caps/ledger/ledger.h"
#include "caps/place/place.h"
#include "caps/stock/lot_replay.h"
#include "lot_flow.sql.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

const char *const flow_kind_words[] = { "source", "house", "way", "rest", "missing", "end", NULL };
const char *const flow_part_words[] = { "used", "unit", "transit", "store", "held", "blocked", "astray", "lost", "away", "returned", NULL };

/* ---- the accounts of the lot ---- */

struct flow_account { int64_t account_id, kind, who_id, place_id, doc_id, place_kind, balance; };
struct accounts { struct flow_account *at; size_t n; int *sign; };

static int by_account(const void *a, const void *b)
{
	int64_t x = ((const struct flow_account *)a)->account_id, y = ((const struct flow_account *)b)->account_id;

	return (x > y) - (x < y);
}

static size_t account_at(const struct accounts *a, int64_t account_id)
{
	const struct flow_account key = { .account_id = account_id };
	const struct flow_account *found = bsearch(&key, a->at, a->n, sizeof *a->at, by_account);

	assert(found);
	return (size_t)(found - a->at);
}

static bool in_house(int64_t kind) { return kind >= ACC_STORE && kind <= ACC_CONDEMNED; }

static enum err gather_accounts(struct ctx *cx, const struct lot_flow_steps_row *rows, size_t n_rows, struct accounts *ret)
{
	struct flow_account *all = arena_array(&cx->mem, struct flow_account, n_rows + 1);
	struct place place;

	for (size_t i = 0; i < n_rows; i++)
		all[i] = (struct flow_account){ rows[i].account_id, rows[i].kind, rows[i].who_id, rows[i].place_id, rows[i].of_doc_id, 0, 0 };
	qsort(all, n_rows, sizeof *all, by_account);
	*ret = (struct accounts){ .at = all };
	for (size_t i = 0; i < n_rows; i++)
		if (!ret->n || all[ret->n - 1].account_id != all[i].account_id)
			all[ret->n++] = all[i];
	ret->sign = arena_array(&cx->mem, int, ret->n + 1);
	for (size_t i = 0; i < ret->n; i++) {
		ret->sign[i] = ledger_account_info(all[i].kind)->sign;
		if (in_house(all[i].kind)) {
			TRY(place_get(cx, all[i].place_id, &place));
			all[i].place_kind = place.kind;
		}
	}
	return ERR_OK;
}

static enum err compare_balances(struct ctx *cx, int64_t lot_id, const struct accounts *accounts, const int64_t *left, bool *agrees)
{
	struct lot_flow_balances_row *rows;
	size_t n;

	TRY(lot_flow_balances(cx, (struct lot_flow_balances_in){ .district_id = cx->district_id, .lot_id = lot_id, .limit = FLOW_STEPS_MAX }, &rows, &n,
			      FLOW_STEPS_MAX));
	for (size_t i = 0; i < n; i++) {
		const struct flow_account key = { .account_id = rows[i].account_id };
		const struct flow_account *a = bsearch(&key, accounts->at, accounts->n, sizeof key, by_account);

		*agrees &= a ? left[a - accounts->at] == rows[i].qty : !rows[i].qty;
	}
	return ERR_OK;
}

/* ---- from hops to stops ---- */

static int64_t kind_of(int64_t account_kind)
{
	if (account_kind < ACC_STORE)
		return FLOW_SOURCE;
	if (in_house(account_kind))
		return FLOW_HOUSE;
	if (account_kind == ACC_TRANSIT || account_kind == ACC_HANDS || account_kind == ACC_LENT)
		return FLOW_WAY;
	return account_kind == ACC_ASTRAY ? FLOW_MISSING : FLOW_END;
}

static int64_t part_of(const struct flow_account *a)
{
	switch (a->kind) {
	case ACC_STORE: return a->place_kind == PLACE_UNIT ? PART_UNIT : PART_STORE;
	case ACC_HELD: return PART_HELD;
	case ACC_DOCK: case ACC_BLOCKED: case ACC_CLEANING: case ACC_CONDEMNED: return PART_BLOCKED;
	case ACC_TRANSIT: case ACC_HANDS: return PART_TRANSIT;
	case ACC_ASTRAY: return PART_ASTRAY;
	case ACC_HOUSEHOLD: case ACC_USED: case ACC_SOLD: return PART_USED;
	case ACC_LOST: case ACC_DESTROYED: case ACC_MISSING: return PART_LOST;
	default: return a->kind < ACC_STORE ? PART_RETURNED : PART_AWAY;
	}
}

/* What makes two stops of a column the same node. */
static struct flow_node node_of(const struct flow_account *a, int64_t doc_id)
{
	struct flow_node n = { .kind = kind_of(a->kind), .account_kind = a->kind, .place_id = a->place_id, .party_id = a->who_id };

	if (n.kind == FLOW_HOUSE)
		n.account_kind = ACC_STORE;
	if (n.kind == FLOW_WAY || n.kind == FLOW_MISSING)
		n.doc_id = a->doc_id ? a->doc_id : doc_id;
	if (n.kind == FLOW_END)
		n.doc_id = doc_id;
	return n;
}

static bool same_node(const struct flow_node *a, const struct flow_node *b)
{
	return a->kind == b->kind && a->account_kind == b->account_kind && a->place_id == b->place_id && a->party_id == b->party_id
		&& a->doc_id == b->doc_id && a->column == b->column;
}

struct drawing { struct ctx *cx; const struct accounts *accounts; struct lot_flow *flow; size_t node_room, *buckets, n_buckets; };

static uint64_t node_hash(const struct flow_node *n)
{
	const int64_t of[] = { n->kind, n->account_kind, n->place_id, n->party_id, n->doc_id, n->column };
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < sizeof of / sizeof *of; i++)
		h = (h ^ (uint64_t)of[i]) * 1099511628211u;
	return h ^ h >> 29;
}

/* Open addressing; at most a stop for each step, so that the table never fills. */
static size_t node_at(struct drawing *d, const struct flow_node *wanted)
{
	size_t at = node_hash(wanted) & (d->n_buckets - 1);

	for (; d->buckets[at]; at = (at + 1) & (d->n_buckets - 1))
		if (same_node(&d->flow->nodes[d->buckets[at] - 1], wanted))
			return d->buckets[at] - 1;
	arena_push(&d->cx->mem, d->flow->nodes, d->flow->n_nodes, d->node_room) = *wanted;
	d->buckets[at] = d->flow->n_nodes;
	return d->flow->n_nodes - 1;
}

static void stop_at(struct drawing *d, struct flow_way *way, struct flow_node node, const struct flow_hop *hop)
{
	struct flow_node *at;
	size_t i;

	node.column = (int64_t)way->n_stops;
	i = node_at(d, &node);
	at = &d->flow->nodes[i];
	at->qty += way->qty;
	at->first_ms = !at->first_ms || hop->at_ms < at->first_ms ? hop->at_ms : at->first_ms;
	at->last_ms = hop->at_ms > at->last_ms ? hop->at_ms : at->last_ms;
	way->stops[way->n_stops++] = (struct flow_stop){ i, hop->seq, hop->doc_id, hop->at_ms };
}

/* One way, its hops turned round; a way of more than FLOW_STOPS_MAX stops keeps its last ones. */
static void draw_way(struct drawing *d, const struct replay_end *end)
{
	const struct flow_hop *hops = d->flow->hops, *chain[FLOW_STOPS_MAX * 4], *last = &hops[end->hop];
	struct flow_way *way = &d->flow->ways[d->flow->n_ways++];
	const struct flow_account *a = &d->accounts->at[last->account];
	struct flow_node node, before = { .kind = -1 };
	size_t n = 0;

	for (size_t h = end->hop + 1; h && n < FLOW_STOPS_MAX * 4; h = hops[h - 1].before)
		chain[n++] = &hops[h - 1];
	*way = (struct flow_way){ .qty = end->qty, .part = part_of(a), .hop = end->hop,
		.stops = arena_array(&d->cx->mem, struct flow_stop, (n < FLOW_STOPS_MAX ? n : FLOW_STOPS_MAX) + 1) };
	while (n--) {
		node = node_of(&d->accounts->at[chain[n]->account], chain[n]->doc_id);
		if (node.kind == FLOW_HOUSE && same_node(&node, &before))
			continue;
		before = node;
		if (way->n_stops < FLOW_STOPS_MAX - 1 || !n)
			stop_at(d, way, node, chain[n]);
	}
	node = node_of(a, last->doc_id);
	if (node.kind == FLOW_HOUSE || node.kind == FLOW_WAY) {          /* it lies there still, or is under way */
		node.kind = FLOW_REST;
		node.account_kind = a->kind;
		stop_at(d, way, node, last);
	}
	d->flow->parts[way->part] += way->qty;
	d->flow->total += way->qty;
}

/* ---- order: columns from left to right, more before less ---- */

struct ranked { size_t at; int64_t column, qty; };

static int by_rank(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->column != y->column)
		return (x->column > y->column) - (x->column < y->column);
	if (x->qty != y->qty)
		return (x->qty < y->qty) - (x->qty > y->qty);
	return (x->at > y->at) - (x->at < y->at);
}

static void order_nodes(struct ctx *cx, struct lot_flow *f)
{
	struct ranked *rank = arena_array(&cx->mem, struct ranked, f->n_nodes + 1);
	struct flow_node *sorted = arena_array(&cx->mem, struct flow_node, f->n_nodes + 1);
	size_t *to = arena_array(&cx->mem, size_t, f->n_nodes + 1);

	for (size_t i = 0; i < f->n_nodes; i++)
		rank[i] = (struct ranked){ i, f->nodes[i].column, f->nodes[i].qty };
	qsort(rank, f->n_nodes, sizeof *rank, by_rank);
	for (size_t i = 0; i < f->n_nodes; i++) {
		sorted[i] = f->nodes[rank[i].at];
		to[rank[i].at] = i;
	}
	f->nodes = sorted;
	for (size_t w = 0; w < f->n_ways; w++)
		for (size_t s = 0; s < f->ways[w].n_stops; s++)
			f->ways[w].stops[s].node = to[f->ways[w].stops[s].node];
}

static void order_ways(struct ctx *cx, struct lot_flow *f)
{
	struct ranked *rank = arena_array(&cx->mem, struct ranked, f->n_ways + 1);
	struct flow_way *sorted = arena_array(&cx->mem, struct flow_way, f->n_ways + 1);

	for (size_t i = 0; i < f->n_ways; i++)
		rank[i] = (struct ranked){ i, 0, f->ways[i].qty };
	qsort(rank, f->n_ways, sizeof *rank, by_rank);
	for (size_t i = 0; i < f->n_ways; i++)
		sorted[i] = f->ways[rank[i].at];
	f->ways = sorted;
}

static enum err read_lots(struct ctx *cx, int64_t lot_id, struct lot_flow *ret)
{
	struct lot_flow_parts_row *rows;

	TRY(lot_flow_parts(cx, (struct lot_flow_parts_in){ .district_id = cx->district_id, .lot_id = lot_id, .limit = FLOW_PARTS_MAX }, &rows, &ret->n_lots,
			   FLOW_PARTS_MAX));
	ret->lots = arena_array(&cx->mem, struct flow_part_lot, ret->n_lots + 1);
	for (size_t i = 0; i < ret->n_lots; i++)
		ret->lots[i] = (struct flow_part_lot){ rows[i].lot_id, rows[i].item_id, rows[i].qty, rows[i].batch, rows[i].whole };
	return ERR_OK;
}

static void draw(struct ctx *cx, const struct accounts *accounts, const struct replay_result *r, struct lot_flow *ret)
{
	struct drawing d = { .cx = cx, .accounts = accounts, .flow = ret, .n_buckets = 64 };

	while (d.n_buckets < 2 * (r->n_hops + r->n_ends + 1))         /* a hop or an end makes at most one node */
		d.n_buckets *= 2;
	d.buckets = arena_array(&cx->mem, size_t, d.n_buckets);
	ret->hops = r->hops;
	ret->agrees = r->agrees;
	ret->ways = arena_array(&cx->mem, struct flow_way, r->n_ends + 1);
	for (size_t i = 0; i < r->n_ends; i++)
		draw_way(&d, &r->ends[i]);
	order_nodes(cx, ret);
	order_ways(cx, ret);
}

enum err lot_flow(struct ctx *cx, int64_t lot_id, int64_t seq, struct lot_flow *ret)
{
	struct lot_flow_steps_row *rows;
	struct replay_step *steps;
	struct replay_result replayed;
	struct accounts accounts;
	struct ledger_head head;
	struct ledger_lot lot;
	size_t n;

	*ret = (struct lot_flow){ 0 };
	TRY(ledger_lot_get(cx, lot_id, &lot));
	TRY(ledger_head(cx, &head));
	ret->seq = seq && seq < head.seq ? seq : head.seq;
	TRY(lot_flow_steps(cx, (struct lot_flow_steps_in){ .district_id = cx->district_id, .lot_id = lot_id, .seq = ret->seq, .limit = FLOW_STEPS_MAX + 1 },
			   &rows, &n, FLOW_STEPS_MAX + 1));
	if (n > FLOW_STEPS_MAX)
		return fail(cx, ERR_TOO_LARGE, "lot_id", "这个批次过手超过 %d 次，图上画不下；请按单据逐张查看", "this lot changed hands more than %d times, too much for a picture; look at its documents",
			    FLOW_STEPS_MAX);
	TRY(gather_accounts(cx, rows, n, &accounts));
	steps = arena_array(&cx->mem, struct replay_step, n + 1);
	for (size_t i = 0; i < n; i++)
		steps[i] = (struct replay_step){ rows[i].seq, rows[i].doc_id, rows[i].line_no, rows[i].qty, rows[i].after_qty, rows[i].happened_ms,
			rows[i].reverses_seq, account_at(&accounts, rows[i].account_id) };
	ret->account_ids = arena_array(&cx->mem, int64_t, accounts.n + 1);
	for (size_t i = 0; i < accounts.n; i++)
		ret->account_ids[i] = accounts.at[i].account_id;
	replayed = lot_replay(&cx->mem, steps, n, accounts.sign, accounts.n);
	if (ret->seq == head.seq)
		TRY(compare_balances(cx, lot_id, &accounts, replayed.left, &replayed.agrees));
	draw(cx, &accounts, &replayed, ret);
	return read_lots(cx, lot_id, ret);
}

enum err flow_doc(struct ctx *cx, int64_t doc_id, struct flow_doc *ret)
{
	struct lot_flow_doc_row r;

	TRY(lot_flow_doc(cx, (struct lot_flow_doc_in){ .district_id = cx->district_id, .doc_id = doc_id }, &r));
	*ret = (struct flow_doc){ r.kind, r.number, r.to_place_id };
	return ERR_OK;
}

/* ---- the chain of one way ---- */

enum { CHAIN_ENTRIES_MAX = 400, CHAIN_DOCS_MAX = 4 * FLOW_STOPS_MAX };

static int by_seq(const void *a, const void *b)
{
	int64_t x = ((const struct chain_link *)a)->seq, y = ((const struct chain_link *)b)->seq;

	return (x > y) - (x < y);
}

/* The steps of one document up to its last hop on this way: hops, and what moved nothing at all. */
static enum err chain_doc(struct ctx *cx, const struct lot_flow *f, const size_t *hop, size_t n_hops, int64_t doc_id, int64_t upto,
			  struct chain_link *to, size_t *n)
{
	struct lot_flow_entries_row *rows;
	struct flow_doc doc;
	size_t n_rows;

	TRY(flow_doc(cx, doc_id, &doc));
	TRY(lot_flow_entries(cx, (struct lot_flow_entries_in){ .district_id = cx->district_id, .doc_id = doc_id, .upto_seq = upto, .limit = CHAIN_ENTRIES_MAX },
			     &rows, &n_rows, CHAIN_ENTRIES_MAX));
	for (size_t i = 0; i < n_rows; i++) {
		const struct lot_flow_entries_row *r = &rows[i];
		const struct flow_hop *moved = NULL;
		struct account_key key = { 0 };

		for (size_t h = 0; h < n_hops; h++)                 /* hops are newest first */
			if (f->hops[hop[h]].seq == r->seq && !moved)
				moved = &f->hops[hop[h]];
		if (!moved && r->moves)
			continue;
		to[*n] = (struct chain_link){ .seq = r->seq, .doc_id = doc_id, .actor_id = r->actor_id, .for_id = r->for_id, .happened_ms = r->happened_ms,
			.posted_ms = r->posted_ms, .moved = moved, .number = doc.number, .kind = doc.kind, .verb = r->verb, .from_state = r->from_state,
			.to_state = r->to_state, .note = r->note, .role = r->role, .hash = r->hash };
		if (moved) {
			TRY(ledger_account_get(cx, f->account_ids[moved->account], &key));
			to[*n].account_kind = key.kind;
			to[*n].place_id = key.place_id;
			to[*n].party_id = key.who_id;
		}
		++*n;
	}
	return ERR_OK;
}

enum err lot_chain(struct ctx *cx, const struct lot_flow *f, const struct flow_way *way, struct chain_link **ret, size_t *ret_n)
{
	size_t hop[CHAIN_DOCS_MAX], n_hops = 0, n_docs = 0;
	int64_t docs[CHAIN_DOCS_MAX];

	*ret_n = 0;
	for (size_t h = way->hop + 1; h && n_hops < CHAIN_DOCS_MAX; h = f->hops[h - 1].before)
		hop[n_hops++] = h - 1;
	*ret = arena_array(&cx->mem, struct chain_link, n_hops * CHAIN_ENTRIES_MAX + 1);
	for (size_t i = 0; i < n_hops; i++) {
		const struct flow_hop *at = &f->hops[hop[i]];          /* the newest hop of its document comes first */
		size_t seen = 0;

		while (seen < n_docs && docs[seen] != at->doc_id)
			seen++;
		if (seen < n_docs)
			continue;
		docs[n_docs++] = at->doc_id;
		TRY(chain_doc(cx, f, hop, n_hops, at->doc_id, at->seq, *ret, ret_n));
	}
	qsort(*ret, *ret_n, sizeof **ret, by_seq);
	return ERR_OK;
}

/* ---- backwards ---- */

enum err lot_origin(struct ctx *cx, int64_t lot_id, struct lot_origin *ret)
{
	struct lot_source_row r;

	TRY(lot_source(cx, (struct lot_source_in){ .district_id = cx->district_id, .lot_id = lot_id }, &r));
	ret->lot_id = lot_id;
	ret->source_doc_id = r.source_doc_id;
	ret->giver_id = r.giver_id;
	ret->to_place_id = r.to_place_id;
	ret->born_ms = r.born_ms;
	ret->made_day = r.made_day;
	ret->expiry_day = r.expiry_day;
	ret->number = r.number;
	ret->kind = r.kind;
	ret->batch = r.batch;
	return ERR_OK;
}

enum err lot_origins_doc(struct ctx *cx, int64_t doc_id, size_t limit, struct lot_origin **ret, size_t *ret_n)
{
	struct lot_origins_of_doc_row *rows;

	TRY(lot_origins_of_doc(cx, (struct lot_origins_of_doc_in){ .district_id = cx->district_id, .doc_id = doc_id, .limit = (int64_t)limit }, &rows, ret_n, limit));
	*ret = arena_array(&cx->mem, struct lot_origin, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		(*ret)[i] = (struct lot_origin){ .item_id = rows[i].item_id, .qty = rows[i].qty };
		TRY(lot_origin(cx, rows[i].lot_id, &(*ret)[i]));
	}
	return ERR_OK;
}

enum err lot_origins_place(struct ctx *cx, int64_t place_id, int64_t item_id, int64_t after_lot, size_t limit, struct lot_origin **ret, size_t *ret_n)
{
	struct lot_origins_of_place_row *rows;

	TRY(lot_origins_of_place(cx, (struct lot_origins_of_place_in){ .district_id = cx->district_id, .place_id = place_id, .item_id = item_id,
		.after_lot = after_lot, .limit = (int64_t)limit }, &rows, ret_n, limit));
	*ret = arena_array(&cx->mem, struct lot_origin, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		(*ret)[i] = (struct lot_origin){ .item_id = rows[i].item_id, .qty = rows[i].qty };
		TRY(lot_origin(cx, rows[i].lot_id, &(*ret)[i]));
	}
	return ERR_OK;
}
