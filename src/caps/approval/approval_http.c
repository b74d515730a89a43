/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/approval/approval.h"
#include "http/op.h"

struct approvals_in { const char *kind, *after; int64_t limit; };
struct approval_out {
	struct list tour;
	int64_t     doc_id, version, total, created, since, deadline, n_lines, place_no, of, own, others, alike, decides, fund_id, fund_takes, fund_free;
	const char *kind, *kind_zh, *kind_en, *number, *state, *verb, *zh, *en, *role, *next, *for_name, *maker, *giver, *taker, *from_place, *to_place,
		   *first_item, *why_zh, *why_en, *plan, *source, *bracket_zh, *bracket_en, *blocked_zh, *blocked_en, *fund;
	bool        quantity, splits, late, blocked;
};
struct approvals_out { int64_t total, late; bool more; const char *next; struct list items, sums; };
struct approval_act_in { int64_t doc_id, version; const char *verb; };
struct approvals_act_in { struct list items; const char *note; };
struct approvals_act_out { int64_t done, refused; struct list items; };

static SHAPE(approvals_in,
	OPT_TEXT(approvals_in, kind, 0, 40, "of this kind only"), OPT_TEXT(approvals_in, after, 0, 100, "where the page before ended (its next)"),
	OPT_I64(approvals_in, limit, 1, APPROVALS_PAGE_MAX, "rows on a page, 50 unless told"));
static SHAPE(approval_tour, DAY(approval_tour, day, "the day"), I64(approval_tour, run_no, 1, INT64_MAX, "its number on the day"), TEXT(approval_tour, plate, 0, 40, "vehicle"),
	TEXT(approval_tour, driver, 0, 200, "driver"), I64(approval_tour, orders, 0, INT64_MAX, "orders brought"), I64(approval_tour, metres, 0, INT64_MAX, "way"),
	MONEY(approval_tour, cost, 0, QTY_MAX, "what it costs, to compare plans by; no bill"), OPT_TIME(approval_tour, depart, "leaves"), OPT_TIME(approval_tour, back, "is back"),
	I64(approval_tour, most_kg, 0, QTY_MAX, "on board at once"), I64(approval_tour, kg, 0, QTY_MAX, "of so many; 0: not said"),
	I64(approval_tour, late, 0, INT64_MAX, "orders that come late"), I64(approval_tour, late_min, 0, INT64_MAX, "minutes late altogether"),
	I64(approval_tour, unknown, 0, 3, "bits: 1 not all weights are known, 2 not all volumes"),
	I64(approval_tour, left, 0, INT64_MAX, "orders of its warehouses that nobody drives"), I64(approval_tour, left_due, 0, INT64_MAX, "of them due that day or before"));
static SHAPE(approval_out,
	OPT_LIST(approval_out, tour, &approval_tour_shape, 0, 1, "kind tour: what is to be driven; one, else absent"),
	ID(approval_out, doc_id, "the document"), I64(approval_out, version, 1, INT64_MAX, "as it is now; send it back when signing"),
	TEXT(approval_out, kind, 1, 40, "kind"), TEXT(approval_out, kind_zh, 1, 60, "what it is called"), TEXT(approval_out, kind_en, 1, 60, "the same in English"),
	OPT_TEXT(approval_out, number, 0, 40, "number"), TEXT(approval_out, state, 1, 40, "state"), TEXT(approval_out, verb, 1, 40, "the step that waits"),
	TEXT(approval_out, zh, 1, 60, "what the step is called"), TEXT(approval_out, en, 1, 60, "the same in English"),
	OPT_TEXT(approval_out, role, 0, 200, "as what you sign"), OPT_TEXT(approval_out, next, 0, 200, "who signs after you"),
	OPT_TEXT(approval_out, for_name, 0, 200, "for whom you stand in"),
	I64(approval_out, place_no, 0, 40, "which signature this is"), I64(approval_out, of, 0, 40, "of how many"),
	OPT_MONEY(approval_out, total, 0, INT64_MAX, "what all lines are worth"), I64(approval_out, n_lines, 0, DOC_LINES_MAX, "lines"),
	OPT_TEXT(approval_out, first_item, 0, 200, "item of the first line"), OPT_TEXT(approval_out, maker, 0, 200, "who made it"),
	OPT_TEXT(approval_out, giver, 0, 200, "who gives"), OPT_TEXT(approval_out, taker, 0, 200, "who takes"),
	OPT_TEXT(approval_out, from_place, 0, 200, "from where"), OPT_TEXT(approval_out, to_place, 0, 200, "to where"),
	TIME(approval_out, created, "drafted"), TIME(approval_out, since, "waits since"), OPT_TIME(approval_out, deadline, "by when, where the plan says so"),
	BOOL(approval_out, late, "past that"),
	TEXT(approval_out, why_zh, 1, 1000, "why it is yours to sign"), TEXT(approval_out, why_en, 1, 1000, "the same in English"),
	OPT_TEXT(approval_out, plan, 0, 500, "the plan that says so"), OPT_TEXT(approval_out, source, 0, 500, "its clause"),
	TEXT(approval_out, bracket_zh, 1, 500, "rule and bracket, for sums"), TEXT(approval_out, bracket_en, 1, 500, "the same in English"),
	BOOL(approval_out, quantity, "the four figures are quantities, else fen"),
	I64(approval_out, own, 0, INT64_MAX, "the document's own amount"), I64(approval_out, others, 0, INT64_MAX, "what others of its kind came to in the stretch that counts"),
	I64(approval_out, alike, 0, INT64_MAX, "what those alike came to"), I64(approval_out, decides, 0, INT64_MAX, "what the brackets were compared with"),
	BOOL(approval_out, splits, "alone it would need other signatures: maybe one purchase in parts"),
	BOOL(approval_out, blocked, "a rule refuses it as things are"), OPT_TEXT(approval_out, blocked_zh, 0, 1000, "which"),
	OPT_TEXT(approval_out, blocked_en, 0, 1000, "the same in English"),
	OPT_ID(approval_out, fund_id, "the fund it takes from"), OPT_TEXT(approval_out, fund, 0, 200, "its name"),
	OPT_MONEY(approval_out, fund_takes, INT64_MIN, INT64_MAX, "how much of its free money"), OPT_MONEY(approval_out, fund_free, INT64_MIN, INT64_MAX, "what is free now"));
static SHAPE(approval_sum,
	TEXT(approval_sum, kind, 1, 40, "kind"), TEXT(approval_sum, verb, 1, 40, "step"), I64(approval_sum, docs, 0, INT64_MAX, "documents"), I64(approval_sum, late, 0, INT64_MAX, "of them late"));
static SHAPE(approvals_out,
	LIST(approvals_out, items, &approval_out_shape, 0, APPROVALS_PAGE_MAX, "most urgent first"),
	LIST(approvals_out, sums, &approval_sum_shape, 0, 100, "all that waits, by kind and step"),
	I64(approvals_out, total, 0, INT64_MAX, "documents that wait"), I64(approvals_out, late, 0, INT64_MAX, "of them late"),
	BOOL(approvals_out, more, "there are more than were looked at: sign some and look again"),
	OPT_TEXT(approvals_out, next, 0, 100, "send as after to get the next page"));
static SHAPE(approval_act_in,
	ID(approval_act_in, doc_id, "which document"), I64(approval_act_in, version, 1, INT64_MAX, "the version you saw"),
	TEXT(approval_act_in, verb, 1, 40, "the step: an approval, or the refusal beside it"));
static SHAPE(approvals_act_in,
	LIST(approvals_act_in, items, &approval_act_in_shape, 1, APPROVALS_ACT_MAX, "documents, each once"),
	OPT_TEXT(approvals_act_in, note, 0, DOC_NOTE_MAX, "reason or remark, goes with each of them"));
static SHAPE(approval_done,
	ID(approval_done, doc_id, "the document"), BOOL(approval_done, done, "signed"), OPT_TEXT(approval_done, number, 0, 40, "number"),
	OPT_TEXT(approval_done, state, 0, 40, "its state now"), OPT_I64(approval_done, version, 0, INT64_MAX, "its version now"),
	OPT_TEXT(approval_done, waiting_for, 0, 200, "who signs next"), OPT_TEXT(approval_done, code, 0, 40, "why not: kind of refusal"),
	OPT_TEXT(approval_done, zh, 0, 1000, "why not"), OPT_TEXT(approval_done, en, 0, 1000, "the same in English"));
static SHAPE(approvals_act_out,
	I64(approvals_act_out, done, 0, INT64_MAX, "signed"), I64(approvals_act_out, refused, 0, INT64_MAX, "not signed"),
	LIST(approvals_act_out, items, &approval_done_shape, 1, APPROVALS_ACT_MAX, "one answer for each, in the order asked"));

static const char *or_null(const char *text) { return text && text[0] ? text : NULL; }

static struct approval_out out_of(const struct approval *a)
{
	return (struct approval_out){ .tour = { (void *)(uintptr_t)a->tour, a->tour != NULL }, .doc_id = a->doc_id, .version = a->version, .total = a->total_fen, .created = a->created_ms, .since = a->since_ms,
		.deadline = a->deadline_ms, .n_lines = a->n_lines, .place_no = a->place_no, .of = a->of, .own = a->own, .others = a->others, .alike = a->alike,
		.decides = a->decides, .fund_id = a->fund_id, .fund_takes = a->fund_takes_fen, .fund_free = a->fund_free_fen, .kind = a->kind,
		.kind_zh = a->kind_zh, .kind_en = a->kind_en, .number = or_null(a->number), .state = a->state, .verb = a->verb, .zh = a->zh, .en = a->en,
		.role = or_null(a->role), .next = or_null(a->next), .for_name = or_null(a->for_name), .maker = or_null(a->maker), .giver = or_null(a->giver),
		.taker = or_null(a->taker), .from_place = or_null(a->from_place), .to_place = or_null(a->to_place), .first_item = or_null(a->first_item),
		.why_zh = a->why_zh, .why_en = a->why_en, .plan = or_null(a->plan), .source = or_null(a->source), .bracket_zh = a->bracket_zh,
		.bracket_en = a->bracket_en, .blocked_zh = or_null(a->blocked_zh), .blocked_en = or_null(a->blocked_en), .fund = or_null(a->fund),
		.quantity = a->quantity, .splits = a->splits, .late = a->late, .blocked = a->blocked };
}

static enum err run_list(struct ctx *cx, const void *input, void *output)
{
	const struct approvals_in *in = input;
	struct approvals_out *out = output;
	struct approval_out *items;
	struct approvals a;

	TRY(approvals_list(cx, &(struct approvals_ask){ in->kind, in->after, in->limit }, &a));
	items = arena_array(&cx->mem, struct approval_out, a.n_items + 1);
	for (size_t i = 0; i < a.n_items; i++)
		items[i] = out_of(&a.items[i]);
	*out = (struct approvals_out){ .total = a.total, .late = a.late, .more = a.more, .next = a.next, .items = { items, a.n_items }, .sums = { a.sums, a.n_sums } };
	return ERR_OK;
}

static enum err run_act(struct ctx *cx, const void *input, void *output)
{
	const struct approvals_act_in *in = input;
	const struct approval_act_in *items = in->items.at;
	struct approval_act *acts = arena_array(&cx->mem, struct approval_act, in->items.n + 1);
	struct approvals_act_out *out = output;
	struct approval_done *done;

	for (size_t i = 0; i < in->items.n; i++)
		acts[i] = (struct approval_act){ items[i].doc_id, items[i].version, items[i].verb };
	TRY(approvals_act(cx, acts, in->items.n, in->note, &done));
	for (size_t i = 0; i < in->items.n; i++) {
		out->done += done[i].done;
		out->refused += !done[i].done;
	}
	out->items = (struct list){ done, in->items.n };
	return ERR_OK;
}

const struct op approval_ops[] = {
	{ .method = "GET", .path = "/api/v1/approvals", .name = "approvals_list", .zh = "待我审批", .en = "What waits for your signature, of every kind",
	  .perm = PERM_SIGNED_IN, .tx = TX_READ, .in = &approvals_in_shape, .out = &approvals_out_shape, .run = run_list },
	{ .method = "POST", .path = "/api/v1/approvals", .name = "approvals_act", .zh = "批量审批", .en = "Sign or refuse several documents in one act",
	  .perm = PERM_SIGNED_IN, .tx = TX_WRITE, .in = &approvals_act_in_shape, .out = &approvals_act_out_shape, .run = run_act },
	{ 0 },
};
