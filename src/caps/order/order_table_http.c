/* SPDX-License-Identifier: Apache-2.0 */
/* Operations that look: orders as a table, one order, totals, the shop's word, shortages. */
#include "caps/document/document_http.h"
#include "caps/catalog/catalog.h"
#include "caps/grid/grid.h"
#include "caps/order/order_list.h"
#include "caps/party/party.h"
#include "caps/place/place.h"

struct list_in {
	int64_t     place_id, offer_id, household_id, item_id, pay, channel, from, to, deliver_day, after, skip, limit;
	const char *state, *text;
	bool        late, unpaid, problem, special, by_stairs;
};
static const char *const pay_or_any_words[] = { "any", "prepaid", "collect", "credit", NULL };
static const char *const channel_or_any_words[] = { "any", "page", "worker", "chat", "file", "phone", NULL };
#define LIST_FILTER \
	OPT_ID(list_in, place_id, "an area, grid or building with all below it; or a shop or station"), OPT_ID(list_in, offer_id, "of this offer"), \
	OPT_ID(list_in, household_id, "of this household"), OPT_ID(list_in, item_id, "with this item"), \
	OPT_TEXT(list_in, state, 0, 60, "state; several with commas: placed,paid"), OPT_TEXT(list_in, text, 0, 40, "pickup number, door, or part of the number"), \
	OPT_WORD(list_in, pay, pay_or_any_words, "how it is paid"), OPT_WORD(list_in, channel, channel_or_any_words, "how it came in"), \
	OPT_DAY(list_in, from, "placed on or after"), OPT_DAY(list_in, to, "placed on or before"), OPT_DAY(list_in, deliver_day, "still to be delivered, by this day"), \
	OPT_BOOL(list_in, late, "past the promise and not delivered"), OPT_BOOL(list_in, unpaid, "the household still has to pay"), \
	OPT_BOOL(list_in, problem, "something went wrong at the door"), OPT_BOOL(list_in, special, "households with special needs")
static const struct shape list_in_shape = { "order_list_ask", sizeof(struct list_in), (const struct field[]){
	LIST_FILTER, OPT_BOOL(list_in, by_stairs, "as the stairs are walked; absent: newest first"), OPT_ID(list_in, after, "last doc_id of the page before"),
	OPT_I64(list_in, skip, 0, 300000, "by_stairs: so many rows of the pages before"), OPT_I64(list_in, limit, 1, 200, "rows; absent: 50"), { 0 } } };
static const struct shape count_in_shape = { "order_count_ask", sizeof(struct list_in), (const struct field[]){ LIST_FILTER, { 0 } } };

static SHAPE(order_line_row,
	I64(order_line_row, line_no, 1, ORDER_LINES_MAX, "line"), I64(order_line_row, offer_line_no, 0, 10000, "line of the offer"), ID(order_line_row, item_id, "item"),
	TEXT(order_line_row, code, 0, 40, "its code"), TEXT(order_line_row, zh, 0, 200, "its name"), OPT_TEXT(order_line_row, en, 0, 200, "English"),
	TEXT(order_line_row, unit, 0, 40, "base unit"), MONEY(order_line_row, price_fen, 0, QTY_MAX, "price"), MONEY(order_line_row, aid_fen, 0, QTY_MAX, "of it subsidised"),
	I64(order_line_row, price_units, 1, QTY_MAX, "for so many base units"), I64(order_line_row, asked, 0, QTY_MAX, "ordered"),
	I64(order_line_row, granted, 0, QTY_MAX, "placed"), I64(order_line_row, dropped, 0, QTY_MAX, "cancelled or cut"), I64(order_line_row, sent, 0, QTY_MAX, "paid for, or sent"),
	I64(order_line_row, taken, 0, QTY_MAX, "handed over"), I64(order_line_row, back, 0, QTY_MAX, "paid back"), I64(order_line_row, paid, 0, QTY_MAX, "settled later"),
	MONEY(order_line_row, own_fen, 0, QTY_MAX, "the household's part of what is still wanted"));

struct row_out {
	int64_t     doc_id, version, household_id, building_id, grid_id, offer_id, shop_id, station_id, pay, channel, worker_id, placed, deliver_by, total_fen,
		    own_fen, aid_fen, replaces_id, qty, taken;
	bool        substitute, late, special;
	const char *kind, *number, *state, *pickup_no, *door, *building, *remark, *what, *trouble, *name, *phone;
	struct list lines;
};
#define ROW_FIELDS(type) \
	ID(type, doc_id, "the order"), I64(type, version, 1, INT64_MAX, "its version"), TEXT(type, kind, 1, 40, "kind of document"), \
	TEXT(type, number, 0, 40, "its number"), TEXT(type, state, 1, 40, "its state"), TEXT(type, pickup_no, 0, 20, "short number within the offer"), \
	ID(type, household_id, "whose"), TEXT(type, door, 0, 120, "their door: 3-2-501"), OPT_TEXT(type, name, 0, 60, "contact, masked"), \
	OPT_TEXT(type, phone, 0, 40, "phone, masked"), ID(type, building_id, "building"), OPT_TEXT(type, building, 0, 200, "its name"), \
	ID(type, grid_id, "grid"), ID(type, offer_id, "offer"), ID(type, shop_id, "shop"), OPT_ID(type, station_id, "delivery station"), \
	WORD(type, pay, order_pay_words, "how it is paid"), WORD(type, channel, order_channel_words, "how it came in"), \
	OPT_ID(type, worker_id, "account that holds or lays out the money"), TIME(type, placed, "placed at"), OPT_TIME(type, deliver_by, "promised by"), \
	MONEY(type, total_fen, 0, QTY_MAX, "whole price as ordered"), MONEY(type, own_fen, 0, QTY_MAX, "the household's part of what is still wanted"), \
	MONEY(type, aid_fen, 0, QTY_MAX, "subsidised part of it"), I64(type, qty, 0, QTY_MAX, "pieces still wanted"), I64(type, taken, 0, QTY_MAX, "handed over"), \
	BOOL(type, substitute, "another article is welcome"), BOOL(type, late, "past the promise and not delivered"), BOOL(type, special, "special needs"), \
	OPT_TEXT(type, trouble, 0, 100, "what went wrong, words with commas"), OPT_TEXT(type, remark, 0, ORDER_REMARK_MAX, "remark"), \
	OPT_TEXT(type, what, 0, 4000, "in a few words"), OPT_ID(type, replaces_id, "the order it took the place of"), \
	LIST(type, lines, &order_line_row_shape, 0, ORDER_LINES_MAX, "its lines")
static SHAPE(row_out, ROW_FIELDS(row_out));
struct list_out { struct list items; int64_t next; };
static SHAPE(list_out, LIST(list_out, items, &row_out_shape, 0, 200, "one page"), OPT_ID(list_out, next, "send as `after` (by_stairs: as `skip`) for the next page"));

static SHAPE(order_counts,
	I64(order_counts, all, 0, INT64_MAX, "all"), I64(order_counts, placed, 0, INT64_MAX, "placed"), I64(order_counts, paid, 0, INT64_MAX, "paid in advance"),
	I64(order_counts, part, 0, INT64_MAX, "partly handed over"), I64(order_counts, owing, 0, INT64_MAX, "handed over, to be settled later"),
	I64(order_counts, done, 0, INT64_MAX, "done"), I64(order_counts, ended, 0, INT64_MAX, "cancelled or replaced"), I64(order_counts, late, 0, INT64_MAX, "late"),
	I64(order_counts, unpaid, 0, INT64_MAX, "still to be paid by the household"), I64(order_counts, problem, 0, INT64_MAX, "with trouble at the door"));

static struct order_filter filter_of(const struct list_in *in)
{
	return (struct order_filter){ .place_id = in->place_id, .offer_id = in->offer_id, .household_id = in->household_id, .item_id = in->item_id,
		.state = in->state, .text = in->text, .pay = in->pay - 1, .channel = in->channel - 1, .from_day = in->from, .to_day = in->to,
		.deliver_day = in->deliver_day, .late = in->late, .unpaid = in->unpaid, .problem = in->problem, .special = in->special,
		.by_stairs = in->by_stairs, .after = in->by_stairs ? in->skip : in->after, .limit = in->limit ? in->limit : 50 };
}

static const char *trouble_words(struct ctx *cx, int64_t set)
{
	const char *text = NULL;

	for (int t = 0; t < ORDER_TROUBLES; t++)
		if (set >> t & 1)
			text = arena_print(&cx->mem, "%s%s%s", text ? text : "", text ? "," : "", order_trouble_words[t]);
	return text;
}

static struct row_out row_of(struct ctx *cx, const struct order_row *r, const struct household_names *name)
{
	return (struct row_out){ .doc_id = r->doc_id, .version = r->version, .household_id = r->household_id, .building_id = r->building_id,
		.grid_id = r->grid_id, .offer_id = r->offer_id, .shop_id = r->shop_id, .station_id = r->station_id, .pay = r->pay, .channel = r->channel,
		.worker_id = r->worker_id, .placed = r->placed_ms, .deliver_by = r->deliver_by_ms, .total_fen = r->total_fen, .own_fen = r->own_fen,
		.aid_fen = r->aid_fen, .replaces_id = r->replaces_id, .qty = r->qty, .taken = r->taken, .substitute = r->substitute, .late = r->late,
		.special = r->special, .kind = r->kind, .number = r->number, .state = r->state, .pickup_no = r->pickup_no, .door = r->door,
		.building = r->building, .remark = r->remark[0] ? r->remark : NULL, .what = r->what, .trouble = trouble_words(cx, r->trouble),
		.name = name->name[0] ? name->name : NULL, .phone = name->phone[0] ? name->phone : NULL, .lines = { r->lines, r->n_lines } };
}

static enum err run_list(struct ctx *cx, const void *input, void *output)
{
	const struct list_in *in = input;
	const struct order_filter f = filter_of(in);
	struct list_out *out = output;
	struct household_names *names;
	struct order_row *rows;
	struct row_out *items;
	int64_t *ids;
	size_t n;

	TRY(order_list(cx, &f, &rows, &n));
	ids = arena_array(&cx->mem, int64_t, n + 1);
	items = arena_array(&cx->mem, struct row_out, n + 1);
	for (size_t i = 0; i < n; i++)
		ids[i] = rows[i].household_id;
	TRY(household_names_many(cx, ids, n, false, &names));
	for (size_t i = 0; i < n; i++)
		items[i] = row_of(cx, &rows[i], &names[i]);
	out->items = (struct list){ items, n };
	out->next = n < (size_t)f.limit ? 0 : f.by_stairs ? f.after + (int64_t)n : rows[n - 1].doc_id;
	return ERR_OK;
}

static enum err run_counts(struct ctx *cx, const void *input, void *out)
{
	struct order_filter f = filter_of(input);

	return order_count(cx, &f, out);
}

/* ---- one order -------------------------------------------------------------------- */

struct choice_out { const char *verb, *zh, *en; };
static SHAPE(choice_out, TEXT(choice_out, verb, 1, 40, "path ends in it"), TEXT(choice_out, zh, 1, 60, "on the button"), TEXT(choice_out, en, 1, 60, "English"));
struct order_event_out { int64_t seq, at, actor_id; const char *verb, *zh, *en, *from_state, *to_state, *note, *actor; };
static SHAPE(order_event_out,
	I64(order_event_out, seq, 1, INT64_MAX, "entry of the ledger"), TIME(order_event_out, at, "when"), OPT_ID(order_event_out, actor_id, "by whom"), OPT_TEXT(order_event_out, actor, 0, 100, "name"),
	TEXT(order_event_out, verb, 1, 40, "step"), TEXT(order_event_out, zh, 1, 60, "step, Chinese"), TEXT(order_event_out, en, 1, 60, "English"),
	TEXT(order_event_out, from_state, 0, 40, "from"), TEXT(order_event_out, to_state, 0, 40, "to"), OPT_TEXT(order_event_out, note, 0, DOC_NOTE_MAX, "why"));
struct told_out { int64_t at; bool now; const char *zh, *en; };
static SHAPE(told_out, TIME(told_out, at, "from then on"), BOOL(told_out, now, "already"), TEXT(told_out, zh, 1, 200, "who is told, by the plan"), TEXT(told_out, en, 1, 200, "English"));
struct one_out { int64_t version; struct row_out order; const char *offer, *shop, *worker, *carrier; struct list choices, history, told; bool changeable; };
static SHAPE(one_out,
	OBJECT(one_out, order, &row_out_shape, "the order"), I64(one_out, version, 1, INT64_MAX, "version, also the ETag"), OPT_TEXT(one_out, offer, 0, 200, "name of the offer"),
	OPT_TEXT(one_out, shop, 0, 200, "name of the shop"), OPT_TEXT(one_out, worker, 0, 100, "who holds or lays out the money"),
	OPT_TEXT(one_out, carrier, 0, 100, "who brought the goods"), BOOL(one_out, changeable, "before the cut-off: it can be changed and cancelled"),
	LIST(one_out, choices, &choice_out_shape, 0, 20, "what you may do next"), LIST(one_out, history, &order_event_out_shape, 0, 10000, "every step"),
	LIST(one_out, told, &told_out_shape, 0, 20, "who is told when it is late"));

static enum err history_out(struct ctx *cx, const struct doc *doc, struct list *ret)
{
	const struct doc_kind *kind = doc_kind_find(doc->kind);
	struct doc_event *events;
	struct order_event_out *out;
	size_t n;

	TRY(document_history(cx, doc->doc_id, &events, &n));
	out = arena_array(&cx->mem, struct order_event_out, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct doc_step *step = doc_step_find(kind, events[i].from_state, events[i].verb);

		out[i] = (struct order_event_out){ .seq = events[i].seq, .at = events[i].posted_ms, .actor_id = events[i].actor_id, .verb = events[i].verb,
			.zh = step ? step->zh : "撤回", .en = step ? step->en : "Taken back", .from_state = events[i].from_state,
			.to_state = events[i].to_state, .note = events[i].note[0] ? events[i].note : NULL };
		TRY(party_account_name(cx, events[i].actor_id, &out[i].actor));
	}
	*ret = (struct list){ out, n };
	return ERR_OK;
}

/* What the reader may do; changing and cancelling end at the cut-off. */
static enum err choices_out(struct ctx *cx, const struct order_view *v, struct one_out *out)
{
	struct doc_choice *choices;
	struct choice_out *list;
	struct offer offer;
	size_t n, kept = 0;

	TRY(offer_get(cx, v->offer_id, &offer));
	out->offer = offer.name;
	out->shop = offer.shop;
	out->changeable = offer.stage == OFFER_OPEN && (!offer.cut_off_ms || cx->now_ms < offer.cut_off_ms) && ctx_may(cx, PERM_ORDER_EDIT, v->path);
	TRY(document_choices(cx, &v->doc, &choices, &n));
	list = arena_array(&cx->mem, struct choice_out, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct doc_step *s = choices[i].step;
		const bool cancels = s->perm == PERM_ORDER_EDIT && s->grow & C(DROPPED);

		if (s->perm != PERM_SYSTEM && (!cancels || out->changeable))
			list[kept++] = (struct choice_out){ s->verb, s->zh, s->en };
	}
	out->choices = (struct list){ list, kept };
	return ERR_OK;
}

static enum err told_list(struct ctx *cx, const struct order_view *v, struct list *ret)
{
	struct order_told *told;
	struct told_out *out;
	size_t n;

	TRY(order_escalation(cx, v, &told, &n));
	out = arena_array(&cx->mem, struct told_out, n + 1);
	for (size_t i = 0; i < n; i++)
		out[i] = (struct told_out){ told[i].at_ms, told[i].now, told[i].zh, told[i].en };
	*ret = (struct list){ out, n };
	return ERR_OK;
}

static enum err run_get(struct ctx *cx, const void *input, void *output)
{
	const struct doc_id_in *in = input;
	struct one_out *out = output;
	struct household_names name;
	struct order_row row;
	struct order_view v;

	TRY(order_see(cx, in->doc_id, &v));
	TRY(order_row_get(cx, &v, &row));
	TRY(household_names(cx, v.household_id, false, &name));
	out->order = row_of(cx, &row, &name);
	out->version = v.doc.version;
	TRY(party_account_name(cx, v.doc.worker_id, &out->worker));
	TRY(party_account_name(cx, v.doc.carrier_id, &out->carrier));
	TRY(choices_out(cx, &v, out));
	TRY(told_list(cx, &v, &out->told));
	return history_out(cx, &v.doc, &out->history);
}

extern const struct op order_table_ops[];
const struct op order_table_ops[] = {
	{ .method = "GET", .path = "/api/v1/orders", .name = "order_list", .zh = "订单列表", .en = "Orders as a table", .perm = PERM_ORDER_READ, .tx = TX_READ,
	  .in = &list_in_shape, .out = &list_out_shape, .run = run_list, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/orders/counts", .name = "order_counts", .zh = "订单计数", .en = "How many orders, by state", .perm = PERM_ORDER_READ,
	  .tx = TX_READ, .in = &count_in_shape, .out = &order_counts_shape, .run = run_counts, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/orders/{doc_id}", .name = "order_get", .zh = "一张订单", .en = "One order", .perm = PERM_ORDER_READ, .tx = TX_READ,
	  .in = &doc_id_in_shape, .out = &one_out_shape, .run = run_get, .fails = { ERR_NOT_FOUND } },
	{ 0 },
};
