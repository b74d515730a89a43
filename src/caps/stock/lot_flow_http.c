/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"
#include "caps/document/document_http.h"
#include "caps/item/item.h"
#include "caps/ledger/ledger.h"
#include "caps/party/party.h"
#include "caps/place/place.h"
#include "caps/stock/lot_flow.h"
#include "http/op.h"

enum { LIST_MAX = 3 * FLOW_STEPS_MAX, ORIGINS_MAX = 1000, PAGE_MAX = 200 };

struct flow_in { int64_t lot_id, seq; };
struct chain_in { int64_t lot_id, seq, way; };
struct stop_out { int64_t node, seq, doc_id, at; };
struct way_out { int64_t qty, part; struct list stops; };
struct node_out {
	int64_t     kind, column, qty, place_id, party_id, doc_id, area_id, first_at, last_at;
	const char *account, *account_zh, *account_en, *name, *code, *area, *number, *doc_kind;
};
struct part_out { const char *word; int64_t qty; };
struct lot_ref { int64_t lot_id, item_id, qty; const char *item, *batch; bool whole; };
struct doc_ref { int64_t doc_id; const char *kind, *number; };
struct flow_out {
	int64_t     lot_id, item_id, seq, total, pack, source_doc_id, giver_id, made_day, expiry_day, received_at, checked_at, cost_fen, cost_units;
	const char *item, *item_en, *code, *category, *unit, *pack_unit, *batch, *serial, *source_number, *source_kind, *giver;
	bool        agrees;
	struct list parts, nodes, ways, docs, lots;
};
struct link_out {
	int64_t     seq, doc_id, actor_id, for_id, at, posted_at, place_id;
	const char *number, *kind, *kind_zh, *kind_en, *verb, *verb_zh, *verb_en, *state, *actor, *substituted, *role, *note, *hash, *account,
		*account_zh, *account_en, *name;
	bool        moved;
};
struct chain_out { int64_t qty, seq; struct list items; };
struct origins_in { int64_t doc_id, place_id, item_id, after, limit; };
struct origin_out {
	int64_t     lot_id, item_id, qty, source_doc_id, giver_id, to_place_id, received_at, made_day, expiry_day;
	const char *item, *shown, *batch, *number, *kind, *giver, *to_place;
};
struct origins_out { struct list items; int64_t next; };

static SHAPE(flow_in, ID(flow_in, lot_id, "which lot"), OPT_I64(flow_in, seq, 1, INT64_MAX, "as it was after this entry; now when absent"));
static SHAPE(chain_in,
	ID(chain_in, lot_id, "which lot"), I64(chain_in, way, 0, LIST_MAX, "which of the ways of its flow, counted from 0"),
	OPT_I64(chain_in, seq, 1, INT64_MAX, "the seq of that flow, so that the count is the same"));
static SHAPE(stop_out,
	I64(stop_out, node, 0, LIST_MAX, "place in the list of nodes"), I64(stop_out, seq, 0, INT64_MAX, "the ledger entry that brought it there"),
	OPT_ID(stop_out, doc_id, "its document"), OPT_TIME(stop_out, at, "when"));
static SHAPE(way_out,
	I64(way_out, qty, 1, QTY_MAX, "base units that went this way"), WORD(way_out, part, flow_part_words, "where they are now"),
	LIST(way_out, stops, &stop_out_shape, 1, FLOW_STOPS_MAX + 1, "from source to end"));
static SHAPE(node_out,
	WORD(node_out, kind, flow_kind_words, "source, house, way (a vehicle), rest (lies there or is under way still), missing, end"),
	I64(node_out, column, 0, FLOW_STOPS_MAX, "steps from the source"), I64(node_out, qty, 1, QTY_MAX, "base units that came here"),
	TEXT(node_out, account, 1, 40, "kind of account"), TEXT(node_out, account_zh, 1, 40, "in Chinese"), TEXT(node_out, account_en, 1, 80, "in English"),
	OPT_TEXT(node_out, name, 0, 200, "place, or who gave, carries or took it"), OPT_TEXT(node_out, code, 0, 60, "the place's code"),
	OPT_ID(node_out, place_id, "place"), OPT_ID(node_out, party_id, "who"), OPT_ID(node_out, doc_id, "document of the vehicle or of the end"),
	OPT_TEXT(node_out, number, 0, 40, "its number"), OPT_TEXT(node_out, doc_kind, 0, 40, "its kind"),
	OPT_ID(node_out, area_id, "subdistrict it lies in, or goes to"), OPT_TEXT(node_out, area, 0, 200, "its name"),
	OPT_TIME(node_out, first_at, "first came here"), OPT_TIME(node_out, last_at, "last came here"));
static SHAPE(part_out, TEXT(part_out, word, 1, 20, "where"), I64(part_out, qty, 0, QTY_MAX, "base units"));
static SHAPE(lot_ref,
	ID(lot_ref, lot_id, "lot"), ID(lot_ref, item_id, "item"), TEXT(lot_ref, item, 1, 200, "its name"), OPT_TEXT(lot_ref, batch, 0, 200, "batch"),
	I64(lot_ref, qty, 1, QTY_MAX, "base units"), BOOL(lot_ref, whole, "true: this lot was built into it; false: it was made of it"));
static SHAPE(doc_ref,
	ID(doc_ref, doc_id, "document"), TEXT(doc_ref, kind, 1, 40, "its kind"), OPT_TEXT(doc_ref, number, 0, 40, "its number"));
static SHAPE(flow_out,
	ID(flow_out, lot_id, "lot"), ID(flow_out, item_id, "item"), TEXT(flow_out, item, 1, 200, "its name"), OPT_TEXT(flow_out, item_en, 0, 200, "its English name"),
	TEXT(flow_out, code, 1, 60, "its code"), TEXT(flow_out, category, 0, 60, "class"), TEXT(flow_out, unit, 0, 40, "base unit"),
	I64(flow_out, pack, 1, QTY_MAX, "base units of a whole pack"), OPT_TEXT(flow_out, pack_unit, 0, 40, "what a pack is called"),
	OPT_TEXT(flow_out, batch, 0, 200, "batch"), OPT_TEXT(flow_out, serial, 0, 200, "serial number"), OPT_DAY(flow_out, made_day, "made"),
	OPT_DAY(flow_out, expiry_day, "last usable day"), OPT_MONEY(flow_out, cost_fen, 0, QTY_MAX, "cost"), OPT_I64(flow_out, cost_units, 1, QTY_MAX, "for so many base units"),
	OPT_ID(flow_out, source_doc_id, "document it came with"), OPT_TEXT(flow_out, source_number, 0, 40, "its number"),
	OPT_TEXT(flow_out, source_kind, 0, 40, "its kind"), OPT_ID(flow_out, giver_id, "who it came from"), OPT_TEXT(flow_out, giver, 0, 200, "the name"),
	OPT_TIME(flow_out, received_at, "when it came"), I64(flow_out, seq, 0, INT64_MAX, "as of this entry"),
	I64(flow_out, total, 0, QTY_MAX, "all that ever came of it"), LIST(flow_out, parts, &part_out_shape, 0, FLOW_PARTS, "where that is now; sums to the total"),
	BOOL(flow_out, agrees, "the journal replayed, the balance each posting keeps and the balances of now say the same"),
	TIME(flow_out, checked_at, "when that was compared"), LIST(flow_out, nodes, &node_out_shape, 0, LIST_MAX, "by column, more first"),
	LIST(flow_out, ways, &way_out_shape, 0, LIST_MAX, "every way from the source to an end, more first; first in, first out within the lot"),
	LIST(flow_out, docs, &doc_ref_shape, 0, LIST_MAX, "documents of the stops"), LIST(flow_out, lots, &lot_ref_shape, 0, FLOW_PARTS_MAX, "parents and wholes"));
static SHAPE(link_out,
	I64(link_out, seq, 1, INT64_MAX, "ledger entry"), ID(link_out, doc_id, "document"), OPT_TEXT(link_out, number, 0, 40, "its number"),
	TEXT(link_out, kind, 1, 40, "its kind"), TEXT(link_out, kind_zh, 1, 60, "in Chinese"), TEXT(link_out, kind_en, 1, 60, "in English"),
	TEXT(link_out, verb, 1, 40, "step"), TEXT(link_out, verb_zh, 1, 60, "in Chinese"), TEXT(link_out, verb_en, 1, 60, "in English"),
	TEXT(link_out, state, 0, 40, "state after it"), OPT_ID(link_out, actor_id, "who"), OPT_TEXT(link_out, actor, 0, 200, "the account's name"),
	OPT_ID(link_out, for_id, "as substitute for"), OPT_TEXT(link_out, substituted, 0, 200, "that account's name"), OPT_TEXT(link_out, role, 0, 40, "signed as"),
	OPT_TEXT(link_out, note, 0, DOC_NOTE_MAX, "why"), TIME(link_out, at, "when it happened"), TIME(link_out, posted_at, "when it was entered"),
	TEXT(link_out, hash, 64, 64, "hash of the entry"), BOOL(link_out, moved, "these goods went somewhere"),
	OPT_TEXT(link_out, account, 0, 40, "into which kind of account"), OPT_TEXT(link_out, account_zh, 0, 40, "in Chinese"),
	OPT_TEXT(link_out, account_en, 0, 80, "in English"), OPT_ID(link_out, place_id, "into which place"), OPT_TEXT(link_out, name, 0, 200, "its name, or who has it"));
static SHAPE(chain_out,
	I64(chain_out, qty, 1, QTY_MAX, "base units that went this way"), I64(chain_out, seq, 0, INT64_MAX, "as of this entry"),
	LIST(chain_out, items, &link_out_shape, 0, LIST_MAX, "in order"));
static SHAPE(origins_in,
	OPT_ID(origins_in, doc_id, "lots this document moved"), OPT_ID(origins_in, place_id, "or lots this place has or used"),
	OPT_ID(origins_in, item_id, "this item only"), OPT_ID(origins_in, after, "where the page before ended (its next); for a place"),
	OPT_I64(origins_in, limit, 1, PAGE_MAX - 1, "rows, 50 unless told; for a place"));
static SHAPE(origin_out,
	ID(origin_out, lot_id, "lot"), ID(origin_out, item_id, "item"), TEXT(origin_out, item, 1, 200, "its name"), I64(origin_out, qty, 1, QTY_MAX, "base units"),
	TEXT(origin_out, shown, 1, 200, "for people"), OPT_TEXT(origin_out, batch, 0, 200, "batch"), OPT_DAY(origin_out, made_day, "made"),
	OPT_DAY(origin_out, expiry_day, "last usable day"), OPT_ID(origin_out, source_doc_id, "document it came with"), OPT_TEXT(origin_out, number, 0, 40, "its number"),
	OPT_TEXT(origin_out, kind, 0, 40, "its kind"), OPT_ID(origin_out, giver_id, "who it came from"), OPT_TEXT(origin_out, giver, 0, 200, "the name"),
	OPT_ID(origin_out, to_place_id, "where it came in"), OPT_TEXT(origin_out, to_place, 0, 200, "its name"), OPT_TIME(origin_out, received_at, "when it came"));
static SHAPE(origins_out, LIST(origins_out, items, &origin_out_shape, 0, ORIGINS_MAX, "lots with their source"), OPT_ID(origins_out, next, "send as after"));

static const char *or_absent(const char *text) { return text && text[0] ? text : NULL; }

static enum err name_area(struct ctx *cx, int64_t place_id, int64_t *ret_id, const char **ret)
{
	struct place area;
	enum err e = place_id ? place_ancestor(cx, place_id, PLACE_SUBDISTRICT, &area) : ERR_NOT_FOUND;

	if (e == ERR_NOT_FOUND)
		return ERR_OK;
	TRY(e);
	*ret_id = area.place_id;
	*ret = area.name;
	return ERR_OK;
}

static enum err node_line(struct ctx *cx, const struct flow_node *n, struct node_out *to)
{
	const struct account_info *info = ledger_account_info(n->account_kind);
	int64_t at = n->place_id;
	struct place place;
	struct flow_doc doc;

	*to = (struct node_out){ .kind = n->kind, .column = n->column, .qty = n->qty, .place_id = n->place_id, .party_id = n->party_id, .doc_id = n->doc_id,
		.first_at = n->first_ms, .last_at = n->last_ms, .account = info->word, .account_zh = info->zh, .account_en = info->en };
	if (n->doc_id) {
		TRY(flow_doc(cx, n->doc_id, &doc));
		to->number = or_absent(doc.number);
		to->doc_kind = doc.kind;
		at = at ? at : doc.to_place_id;
	}
	TRY(name_area(cx, at, &to->area_id, &to->area));
	if (!n->place_id)
		return document_who(cx, n->party_id, &to->name);
	TRY(place_get(cx, n->place_id, &place));
	to->name = place.name;
	to->code = place.code;
	return ERR_OK;
}

static struct list ways_out(struct ctx *cx, const struct lot_flow *f)
{
	struct way_out *to = arena_array(&cx->mem, struct way_out, f->n_ways + 1);

	for (size_t i = 0; i < f->n_ways; i++) {
		const struct flow_way *w = &f->ways[i];
		struct stop_out *stops = arena_array(&cx->mem, struct stop_out, w->n_stops + 1);

		for (size_t s = 0; s < w->n_stops; s++)
			stops[s] = (struct stop_out){ (int64_t)w->stops[s].node, w->stops[s].seq, w->stops[s].doc_id, w->stops[s].at_ms };
		to[i] = (struct way_out){ w->qty, w->part, { stops, w->n_stops } };
	}
	return (struct list){ to, f->n_ways };
}

static enum err docs_out(struct ctx *cx, const struct lot_flow *f, struct list *ret)
{
	struct doc_ref *to = NULL;
	size_t n = 0, room = 0, seen;
	struct flow_doc doc;

	for (size_t i = 0; i < f->n_ways; i++)
		for (size_t s = 0; s < f->ways[i].n_stops && n < ORIGINS_MAX; s++) {
			int64_t id = f->ways[i].stops[s].doc_id;

			for (seen = 0; seen < n && to[seen].doc_id != id;)
				seen++;
			if (seen < n)
				continue;
			TRY(flow_doc(cx, id, &doc));
			arena_push(&cx->mem, to, n, room) = (struct doc_ref){ id, doc.kind, or_absent(doc.number) };
		}
	*ret = (struct list){ to, n };
	return ERR_OK;
}

static enum err lots_out(struct ctx *cx, const struct lot_flow *f, struct list *ret)
{
	struct lot_ref *to = arena_array(&cx->mem, struct lot_ref, f->n_lots + 1);
	struct item item;

	for (size_t i = 0; i < f->n_lots; i++) {
		const struct flow_part_lot *l = &f->lots[i];

		TRY(item_get(cx, l->item_id, &item));
		to[i] = (struct lot_ref){ l->lot_id, l->item_id, l->qty, item.zh, or_absent(l->batch), l->whole };
	}
	*ret = (struct list){ to, f->n_lots };
	return ERR_OK;
}

/* The ledger is one for the district, so the right must reach over all of it. */
static enum err need_all(struct ctx *cx)
{
	struct place root;

	TRY(place_root(cx, &root));
	return ctx_need(cx, PERM_LEDGER_READ, root.path);
}

static enum err head_out(struct ctx *cx, int64_t lot_id, struct flow_out *out)
{
	struct lot_origin o = { 0 };
	struct ledger_lot lot;
	struct item item;

	TRY(ledger_lot_get(cx, lot_id, &lot));
	TRY(item_get(cx, lot.item_id, &item));
	TRY(lot_origin(cx, lot_id, &o));
	*out = (struct flow_out){ .lot_id = lot_id, .item_id = lot.item_id, .pack = item.pack, .source_doc_id = o.source_doc_id, .giver_id = o.giver_id,
		.made_day = lot.made_day, .expiry_day = lot.expiry_day, .received_at = o.born_ms, .checked_at = cx->now_ms, .cost_fen = lot.cost_fen,
		.cost_units = lot.cost_fen ? lot.cost_units : 0, .item = item.zh, .item_en = or_absent(item.en), .code = item.code, .category = item.category,
		.unit = item.unit, .pack_unit = or_absent(item.pack_unit), .batch = or_absent(lot.batch), .serial = or_absent(lot.serial),
		.source_number = or_absent(o.number), .source_kind = or_absent(o.kind) };
	return document_who(cx, o.giver_id, &out->giver);
}

static enum err run_flow(struct ctx *cx, const void *input, void *output)
{
	const struct flow_in *in = input;
	struct flow_out *out = output;
	struct node_out *nodes;
	struct part_out *parts;
	struct lot_flow f;

	TRY(need_all(cx));
	TRY(lot_flow(cx, in->lot_id, in->seq, &f));
	TRY(head_out(cx, in->lot_id, out));
	out->seq = f.seq;
	out->total = f.total;
	out->agrees = f.agrees;
	parts = arena_array(&cx->mem, struct part_out, FLOW_PARTS);
	for (size_t i = 0; i < FLOW_PARTS; i++)
		parts[i] = (struct part_out){ flow_part_words[i], f.parts[i] };
	out->parts = (struct list){ parts, FLOW_PARTS };
	nodes = arena_array(&cx->mem, struct node_out, f.n_nodes + 1);
	for (size_t i = 0; i < f.n_nodes; i++)
		TRY(node_line(cx, &f.nodes[i], &nodes[i]));
	out->nodes = (struct list){ nodes, f.n_nodes };
	out->ways = ways_out(cx, &f);
	TRY(docs_out(cx, &f, &out->docs));
	return lots_out(cx, &f, &out->lots);
}

/* What the kind of document calls its step. */
static void name_step(const struct chain_link *l, struct link_out *to)
{
	const struct doc_kind *kind = doc_kind_find(l->kind);
	const struct doc_step *step = kind ? doc_step_find(kind, l->from_state, l->verb) : NULL;

	to->kind_zh = kind ? kind->zh : l->kind;
	to->kind_en = kind ? kind->en : l->kind;
	to->verb_zh = step ? step->zh : text_equal(l->verb, "undo") ? "撤回" : l->verb;
	to->verb_en = step ? step->en : text_equal(l->verb, "undo") ? "Taken back" : l->verb;
}

static enum err link_line(struct ctx *cx, const struct chain_link *l, struct link_out *to)
{
	const struct account_info *info = l->moved ? ledger_account_info(l->account_kind) : NULL;

	*to = (struct link_out){ .seq = l->seq, .doc_id = l->doc_id, .actor_id = l->actor_id, .for_id = l->for_id, .at = l->happened_ms, .posted_at = l->posted_ms,
		.place_id = l->place_id, .number = or_absent(l->number), .kind = l->kind, .verb = l->verb, .state = l->to_state, .role = or_absent(l->role),
		.note = or_absent(l->note), .hash = l->hash, .moved = l->moved };
	name_step(l, to);
	TRY(party_account_name(cx, l->actor_id, &to->actor));
	if (l->for_id)
		TRY(party_account_name(cx, l->for_id, &to->substituted));
	if (!info)
		return ERR_OK;
	to->account = info->word;
	to->account_zh = info->zh;
	to->account_en = info->en;
	return document_who(cx, l->place_id ? l->place_id : l->party_id, &to->name);
}

static enum err run_chain(struct ctx *cx, const void *input, void *output)
{
	const struct chain_in *in = input;
	struct chain_out *out = output;
	struct chain_link *links;
	struct link_out *to;
	struct lot_flow f;
	size_t n;

	TRY(need_all(cx));
	TRY(lot_flow(cx, in->lot_id, in->seq, &f));
	if ((size_t)in->way >= f.n_ways)
		return fail(cx, ERR_NOT_FOUND, "way", "这个批次有 %zu 条去向，没有第 %lld 条", "this lot went %zu ways; there is none numbered %lld", f.n_ways, (long long)in->way);
	TRY(lot_chain(cx, &f, &f.ways[in->way], &links, &n));
	to = arena_array(&cx->mem, struct link_out, n + 1);
	for (size_t i = 0; i < n; i++)
		TRY(link_line(cx, &links[i], &to[i]));
	*out = (struct chain_out){ f.ways[in->way].qty, f.seq, { to, n } };
	return ERR_OK;
}

static enum err origin_line(struct ctx *cx, const struct lot_origin *o, struct origin_out *to)
{
	struct item item;

	TRY(item_get(cx, o->item_id, &item));
	*to = (struct origin_out){ .lot_id = o->lot_id, .item_id = o->item_id, .qty = o->qty, .source_doc_id = o->source_doc_id, .giver_id = o->giver_id,
		.to_place_id = o->to_place_id, .received_at = o->born_ms, .made_day = o->made_day, .expiry_day = o->expiry_day, .item = item.zh,
		.shown = item_show(&cx->mem, &item, o->qty), .batch = or_absent(o->batch), .number = or_absent(o->number), .kind = or_absent(o->kind) };
	TRY(document_who(cx, o->giver_id, &to->giver));
	return document_who(cx, o->to_place_id, &to->to_place);
}

static enum err run_origins(struct ctx *cx, const void *input, void *output)
{
	const struct origins_in *in = input;
	struct origins_out *out = output;
	struct lot_origin *rows;
	struct origin_out *to;
	struct place place;
	struct doc doc;
	size_t n, limit = in->limit ? (size_t)in->limit : 50;

	if (!in->doc_id == !in->place_id)
		return fail(cx, ERR_BAD_INPUT, "doc_id", "请给出一张单据或一个地点", "name a document or a place, one of them");
	if (in->doc_id) {
		TRY(document_see(cx, in->doc_id, &doc));
		TRY(lot_origins_doc(cx, in->doc_id, ORIGINS_MAX, &rows, &n));
		limit = ORIGINS_MAX;
	} else {
		TRY(place_need(cx, PERM_STOCK_READ, in->place_id, &place));
		TRY(lot_origins_place(cx, in->place_id, in->item_id, in->after, limit + 1, &rows, &n));
	}
	if (n > limit) {
		n = limit;
		out->next = rows[n - 1].lot_id;
	}
	to = arena_array(&cx->mem, struct origin_out, n + 1);
	for (size_t i = 0; i < n; i++)
		TRY(origin_line(cx, &rows[i], &to[i]));
	out->items = (struct list){ to, n };
	return ERR_OK;
}

extern const struct op lot_flow_ops[];
const struct op lot_flow_ops[] = {
	{ .method = "GET", .path = "/api/v1/stock/lots/{lot_id}/flow", .name = "lot_flow", .zh = "一个批次的去向图", .en = "Where every piece of a lot went, as a graph",
	  .perm = PERM_LEDGER_READ, .tx = TX_READ, .in = &flow_in_shape, .out = &flow_out_shape, .run = run_flow, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/stock/lots/{lot_id}/chain", .name = "lot_chain", .zh = "一条去向的每一步", .en = "Every step on one way of a lot",
	  .perm = PERM_LEDGER_READ, .tx = TX_READ, .in = &chain_in_shape, .out = &chain_out_shape, .run = run_chain, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/stock/origins", .name = "stock_origins", .zh = "一张单据或一个地点的物资从哪来", .en = "Where the lots of a document or place came from",
	  .perm = PERM_STOCK_READ, .tx = TX_READ, .in = &origins_in_shape, .out = &origins_out_shape, .run = run_origins, .fails = { ERR_NOT_FOUND } },
	{ 0 },
};
