/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/delivery/handover.h"
#include "caps/document/document_http.h"
#include "caps/order/order.h"
#include "caps/place/place.h"

#define WORDS_passing "passings"
#define WORDS_giveback "givebacks"
#define PASSING_STEPS(X) \
	X(passing, take, PERM_ORDER_DELIVER, "点数接收", "Count and take what was passed on") \
	X(passing, report, PERM_ORDER_DELIVER, "报差异", "Report what is missing of a passing") \
	X(passing, take_back, PERM_ORDER_DELIVER, "收回", "Take back what the other side did not take") \
	X(passing, found, PERM_ORDER_DELIVER, "查明找回", "Missing goods were found; two sign") \
	X(passing, lose, PERM_ORDER_DELIVER, "确认损失", "Missing goods are lost; two sign")
#define GIVEBACK_STEPS(X) \
	X(giveback, give, PERM_SIGNED_IN, "退回企业", "Give back to the enterprise; both sign") \
	X(giveback, withdraw, PERM_ORDER_DELIVER, "作废", "Withdraw a giving back nobody has signed for")

struct order_id_row { int64_t order_id; };
struct passing_in { int64_t from_place_id, building_id, taker_id; struct list orders; };
struct giveback_in { int64_t from_place_id, shop_id; struct list orders; const char *note; };
struct act_line { int64_t line_no, qty; };
struct act_in { const char *act_id, *proof_value, *note, *undoes; int64_t order_id, building_id, kind, proof, answers, happened; struct list lines; };
struct acts_in { struct list acts; };
struct act_out { const char *act_id, *state, *zh, *en, *right_building; int64_t verdict, order_id, version, right_building_id; };
struct acts_out { struct list items; int64_t done, conflicts; };
struct act_list_in { int64_t place_id, order_id, before, limit; bool open; };
struct act_row { const char *act_id, *kind, *proof, *proof_value, *answers, *note, *verdict, *zh, *en, *door, *actor, *undone_by;
	int64_t order_id, building_id, qty, happened, recorded; };
struct act_list_out { struct list items; int64_t next; };
struct clear_in { const char *act_id, *note; };
struct cleared { const char *act_id; };
struct hand_chain_in { int64_t order_id; };
struct hand_link_out { int64_t doc_id, at, sent, arrived, difference; const char *what, *number, *from, *to, *role, *actor, *proof, *proof_value, *note; };
struct hand_chain_out { struct list items; int64_t holder_id; const char *where; };
struct slots_in { int64_t grid_id, offer_id; };
struct slot_out { int64_t from, until, households; const char *first_door, *last_door; };
struct slots_out { struct list items; };

static SHAPE(order_id_row, ID(order_id_row, order_id, "an order"));
static SHAPE(passing_in, OPT_ID(passing_in, from_place_id, "the station or gate whose team gives; absent: you"), ID(passing_in, building_id, "for this building"),
	OPT_ID(passing_in, taker_id, "the account that takes; absent: you"), OPT_LIST(passing_in, orders, &order_id_row_shape, 0, HANDOVER_ACTS_MAX, "which parcels; absent: all there"));
static SHAPE(giveback_in, OPT_ID(giveback_in, from_place_id, "the station or gate whose team gives back; absent: you"), ID(giveback_in, shop_id, "to this shop"),
	LIST(giveback_in, orders, &order_id_row_shape, 1, HANDOVER_ACTS_MAX, "whose parcels"), OPT_TEXT(giveback_in, note, 0, DOC_NOTE_MAX, "why"));
static SHAPE(act_line, I64(act_line, line_no, 1, ORDER_LINES_MAX, "line of the order"), I64(act_line, qty, 1, QTY_MAX, "base units handed over"));
static SHAPE(act_in,
	TEXT(act_in, act_id, 1, 60, "made on the phone, 8 to 40 letters, digits or dashes; sent twice it counts once"), ID(act_in, order_id, "the order"),
	OPT_ID(act_in, building_id, "where the person stands: a parcel of another building is told"), WORD(act_in, kind, handover_kind_words, "what happened"),
	OPT_WORD(act_in, proof, handover_proof_words, "tick unless told"), OPT_TEXT(act_in, proof_value, 0, 100, "pickup number, or SHA-256 of photo or signature"),
	OPT_WORD(act_in, answers, handover_answers_words, "who answers for it"), OPT_TEXT(act_in, note, 0, 200, "for people"), OPT_TEXT(act_in, undoes, 0, 60, "undo: which act"),
	OPT_TIME(act_in, happened, "when, by the phone; absent: now"), OPT_LIST(act_in, lines, &act_line_shape, 0, ORDER_LINES_MAX, "another quantity than all that is left"));
static SHAPE(acts_in, LIST(acts_in, acts, &act_in_shape, 1, HANDOVER_ACTS_MAX, "in the order they happened"));
static SHAPE(act_out, TEXT(act_out, act_id, 1, 60, "the act"), WORD(act_out, verdict, handover_verdict_words, "what became of it"), ID(act_out, order_id, "the order"),
	TEXT(act_out, state, 0, 40, "the order's state now"), I64(act_out, version, 0, INT64_MAX, "its version"), TEXT(act_out, zh, 0, 400, "why, Chinese; empty when it counts"),
	TEXT(act_out, en, 0, 400, "English"), OPT_ID(act_out, right_building_id, "the building the parcel is for"), TEXT(act_out, right_building, 0, 200, "its name"));
static SHAPE(acts_out, LIST(acts_out, items, &act_out_shape, 1, HANDOVER_ACTS_MAX, "in the same order"), I64(acts_out, done, 0, HANDOVER_ACTS_MAX, "that count"),
	I64(acts_out, conflicts, 0, HANDOVER_ACTS_MAX, "kept for a person to clear"));
static SHAPE(act_list_in, OPT_ID(act_list_in, place_id, "in this place or below"), OPT_ID(act_list_in, order_id, "of this order"),
	OPT_BOOL(act_list_in, open, "only conflicts nobody has cleared"), OPT_TIME(act_list_in, before, "recorded before (its next)"),
	OPT_I64(act_list_in, limit, 1, DELIVERY_LIST_MAX, "rows on a page, 50 unless told"));
static SHAPE(act_row, TEXT(act_row, act_id, 1, 60, "the act"), ID(act_row, order_id, "the order"), ID(act_row, building_id, "the building"), TEXT(act_row, door, 0, 80, "the door"),
	TEXT(act_row, kind, 1, 20, "what happened"), I64(act_row, qty, 0, QTY_MAX, "base units"), TEXT(act_row, proof, 1, 20, "proof"), TEXT(act_row, proof_value, 0, 100, "pickup number or fingerprint"),
	TEXT(act_row, answers, 1, 20, "who answers for it"), TEXT(act_row, note, 0, 200, "for people"), TIME(act_row, happened, "when, by the phone"),
	TIME(act_row, recorded, "when it came in"), TEXT(act_row, actor, 0, 200, "who"), TEXT(act_row, verdict, 1, 20, "what became of it"),
	TEXT(act_row, zh, 0, 400, "why, Chinese"), TEXT(act_row, en, 0, 400, "English"), TEXT(act_row, undone_by, 0, 300, "undone or cleared by"));
static SHAPE(act_list_out, LIST(act_list_out, items, &act_row_shape, 0, DELIVERY_LIST_MAX, "newest first"), OPT_TIME(act_list_out, next, "send as before to get the next page"));
static SHAPE(clear_in, TEXT(clear_in, act_id, 1, 60, "the act"), TEXT(clear_in, note, 1, 200, "what was found"));
static SHAPE(cleared, TEXT(cleared, act_id, 1, 60, "the act"));
static SHAPE(hand_chain_in, ID(hand_chain_in, order_id, "the order"));
static SHAPE(hand_link_out, ID(hand_link_out, doc_id, "the document"), TEXT(hand_link_out, number, 0, 40, "its number"), TIME(hand_link_out, at, "when"), TEXT(hand_link_out, what, 1, 40, "the step"),
	TEXT(hand_link_out, from, 0, 200, "who gave"), TEXT(hand_link_out, to, 0, 200, "who took"), TEXT(hand_link_out, role, 0, 40, "as whom this signature was given"),
	TEXT(hand_link_out, actor, 0, 200, "who signed"), I64(hand_link_out, sent, 0, QTY_MAX, "base units given"), I64(hand_link_out, arrived, 0, QTY_MAX, "base units counted by who took"),
	I64(hand_link_out, difference, -QTY_MAX, QTY_MAX, "missing and not found again"), TEXT(hand_link_out, proof, 0, 20, "proof at the door"),
	TEXT(hand_link_out, proof_value, 0, 100, "pickup number or fingerprint"), TEXT(hand_link_out, note, 0, DOC_NOTE_MAX, "why"));
static SHAPE(hand_chain_out, LIST(hand_chain_out, items, &hand_link_out_shape, 0, 2000, "hand by hand, oldest first"), TEXT(hand_chain_out, where, 1, 20, "shop, trip, team, passing, hand, door"),
	OPT_ID(hand_chain_out, holder_id, "account or team that has it now"));
static SHAPE(slots_in, ID(slots_in, grid_id, "the grid"), ID(slots_in, offer_id, "the offer"));
static SHAPE(slot_out, TIME(slot_out, from, "from"), TIME(slot_out, until, "until"), I64(slot_out, households, 0, INT64_MAX, "households that come then"),
	TEXT(slot_out, first_door, 0, 80, "first door"), TEXT(slot_out, last_door, 0, 80, "last door"));
static SHAPE(slots_out, LIST(slots_out, items, &slot_out_shape, 0, 100, "early to late; none: at any time"));

PASSING_STEPS(DOC_STEP_RUN)
GIVEBACK_STEPS(DOC_STEP_RUN)
DOC_READ_RUN(passing, "passing")
DOC_READ_RUN(giveback, "giveback")

static int64_t *ids_of(struct ctx *cx, const struct list *rows)
{
	const struct order_id_row *r = rows->at;
	int64_t *ids = arena_array(&cx->mem, int64_t, rows->n + 1);

	for (size_t i = 0; i < rows->n; i++)
		ids[i] = r[i].order_id;
	return ids;
}

static enum err run_passing_new(struct ctx *cx, const void *input, void *out)
{
	const struct passing_in *in = input;
	struct doc_moved moved;

	TRY(passing_open(cx, &(struct passing_draft){ .from_place_id = in->from_place_id, .building_id = in->building_id, .taker_id = in->taker_id,
		.order_ids = ids_of(cx, &in->orders), .n_orders = in->orders.n }, &moved));
	return doc_http_made(cx, moved.doc_id, out);
}

static enum err run_giveback_new(struct ctx *cx, const void *input, void *out)
{
	const struct giveback_in *in = input;
	struct doc_moved moved;

	TRY(giveback_open(cx, &(struct giveback_draft){ .from_place_id = in->from_place_id, .shop_id = in->shop_id, .order_ids = ids_of(cx, &in->orders),
		.n_orders = in->orders.n, .note = in->note }, &moved));
	return doc_http_made(cx, moved.doc_id, out);
}

static enum err run_acts(struct ctx *cx, const void *input, void *output)
{
	const struct acts_in *in = input;
	struct acts_out *out = output;
	const struct act_in *a = in->acts.at;
	struct handover_act *acts = arena_array(&cx->mem, struct handover_act, in->acts.n + 1);
	struct act_out *rows = arena_array(&cx->mem, struct act_out, in->acts.n + 1);
	struct handover_answer *r;

	for (size_t i = 0; i < in->acts.n; i++) {
		const struct act_line *l = a[i].lines.at;
		struct doc_part *parts = arena_array(&cx->mem, struct doc_part, a[i].lines.n + 1);

		for (size_t k = 0; k < a[i].lines.n; k++)
			parts[k] = (struct doc_part){ .line_no = l[k].line_no, .qty = l[k].qty };
		acts[i] = (struct handover_act){ .act_id = a[i].act_id, .order_id = a[i].order_id, .building_id = a[i].building_id, .kind = a[i].kind,
			.proof = a[i].proof, .answers = a[i].answers, .happened_ms = a[i].happened, .proof_value = a[i].proof_value, .note = a[i].note,
			.undoes = a[i].undoes, .parts = parts, .n_parts = a[i].lines.n };
	}
	TRY(handover_many(cx, acts, in->acts.n, &r));
	for (size_t i = 0; i < in->acts.n; i++) {
		rows[i] = (struct act_out){ .act_id = r[i].act_id, .state = r[i].state, .zh = r[i].zh, .en = r[i].en, .right_building = r[i].right_building,
			.verdict = r[i].verdict, .order_id = r[i].order_id, .version = r[i].version, .right_building_id = r[i].right_building_id };
		out->done += r[i].verdict == ACT_DONE || r[i].verdict == ACT_ALREADY;
		out->conflicts += r[i].verdict != ACT_DONE && r[i].verdict != ACT_ALREADY;
	}
	out->items = (struct list){ rows, in->acts.n };
	return ERR_OK;
}

static enum err run_act_list(struct ctx *cx, const void *input, void *output)
{
	const struct act_list_in *in = input;
	struct act_list_out *out = output;
	const int64_t limit = in->limit ? in->limit : 50;
	struct handover_row *r;
	struct act_row *rows;
	size_t n;

	TRY(handover_list(cx, &(struct handover_filter){ .place_id = in->place_id, .order_id = in->order_id, .before_ms = in->before, .limit = limit + 1,
		.open_only = in->open }, &r, &n));
	if ((int64_t)n > limit)
		out->next = r[--n - 1].recorded_ms;
	rows = arena_array(&cx->mem, struct act_row, n + 1);
	for (size_t i = 0; i < n; i++)
		rows[i] = (struct act_row){ .act_id = r[i].act_id, .kind = r[i].kind, .proof = r[i].proof, .proof_value = r[i].proof_value, .answers = r[i].answers,
			.note = r[i].note, .verdict = r[i].verdict, .zh = r[i].zh, .en = r[i].en, .door = r[i].door, .actor = r[i].actor,
			.undone_by = r[i].undone_by, .order_id = r[i].order_id, .building_id = r[i].building_id, .qty = r[i].qty,
			.happened = r[i].happened_ms, .recorded = r[i].recorded_ms };
	out->items = (struct list){ rows, n };
	return ERR_OK;
}

static enum err run_clear(struct ctx *cx, const void *input, void *output)
{
	const struct clear_in *in = input;
	struct cleared *out = output;

	out->act_id = in->act_id;
	return handover_clear(cx, in->act_id, in->note);
}

static enum err run_chain(struct ctx *cx, const void *input, void *output)
{
	const struct hand_chain_in *in = input;
	struct hand_chain_out *out = output;
	struct order_view view;
	struct hand_link_out *rows;
	struct chain_link *l;
	struct parcel p;
	size_t n;

	TRY(order_see(cx, in->order_id, &view));
	TRY(delivery_chain(cx, in->order_id, &l, &n));
	TRY(parcel_get(cx, in->order_id, &p));
	rows = arena_array(&cx->mem, struct hand_link_out, n + 1);
	for (size_t i = 0; i < n; i++)
		rows[i] = (struct hand_link_out){ .doc_id = l[i].doc_id, .at = l[i].at_ms, .sent = l[i].sent, .arrived = l[i].arrived, .difference = l[i].difference,
			.what = l[i].what, .number = l[i].number, .from = l[i].from, .to = l[i].to, .role = l[i].role, .actor = l[i].actor, .proof = l[i].proof,
			.proof_value = l[i].proof_value, .note = l[i].note };
	*out = (struct hand_chain_out){ .items = { rows, n }, .holder_id = p.holder_id, .where = p.where };
	return ERR_OK;
}

static enum err run_slots(struct ctx *cx, const void *input, void *output)
{
	const struct slots_in *in = input;
	struct slots_out *out = output;
	struct pickup_slot *s;
	struct slot_out *rows;
	struct place grid;
	size_t n;

	TRY(place_need(cx, PERM_ORDER_READ, in->grid_id, &grid));
	TRY(pickup_slots(cx, in->grid_id, in->offer_id, &s, &n));
	rows = arena_array(&cx->mem, struct slot_out, n + 1);
	for (size_t i = 0; i < n; i++)
		rows[i] = (struct slot_out){ s[i].from_ms, s[i].until_ms, s[i].households, s[i].first_door, s[i].last_door };
	out->items = (struct list){ rows, n };
	return ERR_OK;
}

extern const struct op handover_ops[];
const struct op handover_ops[] = {
	{ .method = "POST", .path = "/api/v1/handovers", .name = "handover_many", .zh = "上传交接（可一次多条）", .en = "Acts at doors, many at once, each with its verdict",
	  .perm = PERM_ORDER_DELIVER, .tx = TX_WRITE, .in = &acts_in_shape, .out = &acts_out_shape, .run = run_acts, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/handovers", .name = "handover_list", .zh = "交接记录", .en = "Acts at doors", .perm = PERM_ORDER_READ, .tx = TX_READ,
	  .in = &act_list_in_shape, .out = &act_list_out_shape, .run = run_act_list, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/handovers/{act_id}/clear", .name = "handover_clear", .zh = "核对一条没生效的交接", .en = "Clear an act that did not count",
	  .perm = PERM_ORDER_DELIVER, .tx = TX_WRITE, .in = &clear_in_shape, .out = &cleared_shape, .run = run_clear, .fails = { ERR_NOT_FOUND, ERR_BAD_STATE } },
	{ .method = "GET", .path = "/api/v1/orders/{order_id}/chain", .name = "order_chain", .zh = "订单经过谁的手", .en = "An order's goods, hand by hand",
	  .perm = PERM_ORDER_READ, .tx = TX_READ, .in = &hand_chain_in_shape, .out = &hand_chain_out_shape, .run = run_chain, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/pickup-slots", .name = "pickup_slots", .zh = "错峰取物时段", .en = "Staggered collection: who comes when", .perm = PERM_ORDER_READ,
	  .tx = TX_READ, .in = &slots_in_shape, .out = &slots_out_shape, .run = run_slots, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/passings", .name = "passing_new", .zh = "转交给楼长", .en = "Pass parcels of a building on", .perm = PERM_ORDER_DELIVER,
	  .tx = TX_WRITE, .in = &passing_in_shape, .out = &doc_made_shape, .run = run_passing_new, .fails = DOC_FAILS },
	DOC_LIST_OP(passing, PERM_ORDER_READ, "转交单列表", "List passings")
	DOC_GET_OP(passing, PERM_ORDER_READ, "一张转交单", "One passing")
	PASSING_STEPS(DOC_STEP_OP)
	{ .method = "POST", .path = "/api/v1/givebacks", .name = "giveback_new", .zh = "退回没送出的", .en = "Give back what was not delivered", .perm = PERM_SIGNED_IN,
	  .tx = TX_WRITE, .in = &giveback_in_shape, .out = &doc_made_shape, .run = run_giveback_new, .fails = DOC_FAILS },
	DOC_LIST_OP(giveback, PERM_ORDER_READ, "退货单列表", "List givings back")
	DOC_GET_OP(giveback, PERM_ORDER_READ, "一张退货单", "One giving back")
	GIVEBACK_STEPS(DOC_STEP_OP)
	{ 0 },
};
