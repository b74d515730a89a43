/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_STOCK_LOT_FLOW_H
#define CAPS_STOCK_LOT_FLOW_H
#include "caps/document/document.h"

/* The way of a lot as a graph for people (X3, D2.7, D2.14): from who gave it,
 * through houses and vehicles, to where every piece is now.
 *
 * Pieces of one lot are not told apart, so the books are replayed with the rule
 * "first in, first out" in each account; what comes out is a set of ways, each
 * with its quantity, from one source to one end.  Their sum is all that ever
 * came in, whatever happened: goods sent back show their way back, and a step
 * that was taken back never happened.  Within one house the shelves (dock, store,
 * held for an order) are one stop.
 *
 * All of it is read from the journal; the replay is compared with the balance
 * each posting keeps and with the balances of today, and says whether they agree.
 * TOO_LARGE above FLOW_STEPS_MAX postings of one lot. */
enum { FLOW_STEPS_MAX = 20000, FLOW_STOPS_MAX = 40, FLOW_PARTS_MAX = 200 };

enum flow_kind { FLOW_SOURCE, FLOW_HOUSE, FLOW_WAY, FLOW_REST, FLOW_MISSING, FLOW_END, FLOW_KINDS };
extern const char *const flow_kind_words[];       /* source, house, way, rest, missing, end */
/* Where a way ends; the balance is made of these. */
enum flow_part { PART_USED, PART_UNIT, PART_TRANSIT, PART_STORE, PART_HELD, PART_BLOCKED, PART_ASTRAY, PART_LOST, PART_AWAY, PART_RETURNED, FLOW_PARTS };
extern const char *const flow_part_words[];

struct flow_node {
	int64_t     kind, column;                  /* column 0: where it came from */
	int64_t     account_kind;                  /* of the ledger: which source, which end, which shelf */
	int64_t     place_id, party_id, doc_id;    /* 0: none */
	int64_t     qty, first_ms, last_ms;
};
struct flow_stop { size_t node; int64_t seq, doc_id, at_ms; };        /* by which entry it got there; the last repeats the one before */
struct flow_way { int64_t qty, part; struct flow_stop *stops; size_t n_stops; size_t hop; };

struct flow_part_lot { int64_t lot_id, item_id, qty; const char *batch; bool whole; };
struct lot_flow {
	int64_t seq, total, parts[FLOW_PARTS];
	bool    agrees;                            /* replay and balances say the same */
	struct flow_node *nodes;  size_t n_nodes;  /* by column, more first */
	struct flow_way  *ways;   size_t n_ways;   /* more first */
	struct flow_part_lot *lots; size_t n_lots; /* parents and wholes */
	struct flow_hop *hops;  int64_t *account_ids;     /* for lot_chain */
};
/* seq 0: now; else as it was after that entry. */
must_check enum err lot_flow(struct ctx *cx, int64_t lot_id, int64_t seq, struct lot_flow *ret);

/* Every step on one way, from the donor to the door: what moved these goods, and
 * what was decided, signed and reported between. */
struct chain_link {
	int64_t     seq, doc_id, actor_id, for_id, happened_ms, posted_ms, account_kind, place_id, party_id;
	bool        moved;                         /* these goods went somewhere */
	const char *number, *kind, *verb, *from_state, *to_state, *note, *role, *hash;
};
must_check enum err lot_chain(struct ctx *cx, const struct lot_flow *flow, const struct flow_way *way, struct chain_link **ret, size_t *ret_n);

/* What one shows of a document beside its lots. */
struct flow_doc { const char *kind, *number; int64_t to_place_id; };
must_check enum err flow_doc(struct ctx *cx, int64_t doc_id, struct flow_doc *ret);

/* Backwards: which lots a document or a place has, and where each came from. */
struct lot_origin {
	int64_t     lot_id, item_id, qty, source_doc_id, giver_id, to_place_id, born_ms, made_day, expiry_day;
	const char *number, *kind, *batch;
};
must_check enum err lot_origins_doc(struct ctx *cx, int64_t doc_id, size_t limit, struct lot_origin **ret, size_t *ret_n);
must_check enum err lot_origins_place(struct ctx *cx, int64_t place_id, int64_t item_id, int64_t after_lot, size_t limit,
				      struct lot_origin **ret, size_t *ret_n);
must_check enum err lot_origin(struct ctx *cx, int64_t lot_id, struct lot_origin *ret);
#endif
