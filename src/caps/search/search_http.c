/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/search/search.h"
#include "http/op.h"

struct search_in { const char *q; };
struct search_out { struct list items; };

static SHAPE(search_in, TEXT(search_in, q, 1, SEARCH_TEXT_MAX, "a number or its last digits, a batch, a name, a code, a barcode"));
static SHAPE(search_hit,
	WORD(search_hit, kind, search_kind_words, "what it is"), ID(search_hit, id, "its number: doc_id, item_id, place_id or lot_id"),
	OPT_TEXT(search_hit, type, 0, 40, "kind of document or place"),
	TEXT(search_hit, title, 0, 200, "number, name or batch"), OPT_TEXT(search_hit, subtitle, 0, 500, "way, code, item"),
	OPT_TEXT(search_hit, state, 0, 40, "state of a document"),
	OPT_ID(search_hit, item_id, "item of a lot"), OPT_DAY(search_hit, expiry, "of a lot"),
	I64(search_hit, rank, 0, 2, "0: exactly what was typed; 1: begins so; 2: has it somewhere"));
static SHAPE(search_out, LIST(search_out, items, &search_hit_shape, 0, SEARCH_HITS_MAX, "best first"));

static enum err run_search(struct ctx *cx, const void *input, void *output)
{
	const struct search_in *in = input;
	struct search_out *out = output;
	struct search_hit *hits;
	size_t n;

	TRY(search(cx, in->q, &hits, &n));
	out->items = (struct list){ hits, n };
	return ERR_OK;
}

extern const struct op search_ops[];
const struct op search_ops[] = {
	{ .method = "GET", .path = "/api/v1/search", .name = "search", .zh = "搜索单据、物资、地点和批次", .en = "Find documents, goods, places and lots",
	  .perm = PERM_SIGNED_IN, .tx = TX_READ, .in = &search_in_shape, .out = &search_out_shape, .run = run_search },
	{ 0 },
};
