/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/sale/sale.h"
#include "caps/document/document_http.h"
#include "http/op.h"

/* ---- drawing up ---- */

struct sale_goods_in { int64_t item_id, owner_id, fund_id, lot_id, price, price_units, per_household, per_unit, market_price, market_units; const char *market_source; bool anew; };
struct sale_share_in { int64_t point, goods, qty; };
struct sale_hours_in { int64_t point, opens, closes; };
struct sale_point_in { int64_t place_id; };
#define SALE_MEMBERS int64_t from_place_id, carrier_id, release_id; const char *reason, *decision; struct list points, goods, shares, hours
struct sale_new { SALE_MEMBERS; };
struct sale_change { int64_t doc_id, version; SALE_MEMBERS; };
struct sale_made { int64_t doc_id; };
struct sale_made_out { int64_t round_id; struct list items; };

static SHAPE(sale_goods_in,
	ID(sale_goods_in, item_id, "item"), OPT_ID(sale_goods_in, owner_id, "whose goods; the district's unless told; a change keeps the draft's, as with fund and lot"), OPT_ID(sale_goods_in, fund_id, "the fund they were bought from"),
	OPT_ID(sale_goods_in, lot_id, "a lot; first expired first out unless told"), MONEY(sale_goods_in, price, 1, QTY_MAX, "price of so many base units"),
	OPT_I64(sale_goods_in, price_units, 1, 1000000, "so many units; 1 unless told"), OPT_I64(sale_goods_in, per_household, 0, QTY_MAX, "a household may buy; 0: no limit"),
	OPT_I64(sale_goods_in, per_unit, 0, QTY_MAX, "a company or unit may buy; 0: no limit"),
	OPT_MONEY(sale_goods_in, market_price, 0, QTY_MAX, "the market's price, where no shop around has one"), OPT_I64(sale_goods_in, market_units, 1, 1000000, "of so many units"),
	OPT_TEXT(sale_goods_in, market_source, 0, 100, "where that price was seen"),
	OPT_BOOL(sale_goods_in, anew, "on a change: keep no owner, fund or lot the draft had for this item"));
static SHAPE(sale_share_in,
	I64(sale_share_in, point, 0, SALE_POINTS_MAX - 1, "which point, counted from 0"), I64(sale_share_in, goods, 0, SALE_LINES_MAX - 1, "which goods, counted from 0"),
	I64(sale_share_in, qty, 0, QTY_MAX, "how many base units go there"));
static SHAPE(sale_hours_in,
	I64(sale_hours_in, point, -1, SALE_POINTS_MAX - 1, "which point, counted from 0; -1: all"), TIME(sale_hours_in, opens, "from"), TIME(sale_hours_in, closes, "until"));
static SHAPE(sale_point_in, ID(sale_point_in, place_id, "unit, station, shop or warehouse where it is sold"));
#define SALE_FIELDS(type) \
	ID(type, from_place_id, "warehouse the goods leave"), OPT_ID(type, carrier_id, "who carries them; the warehouse itself unless told"), \
	OPT_ID(type, release_id, "the release of reserves they come from"), TEXT(type, reason, 1, 200, "why they are released"), \
	OPT_TEXT(type, decision, 0, 100, "number of the meeting's decision"), LIST(type, points, &sale_point_in_shape, 1, SALE_POINTS_MAX, "points of sale"), \
	LIST(type, goods, &sale_goods_in_shape, 1, SALE_LINES_MAX, "what is sold, at which price"), \
	LIST(type, shares, &sale_share_in_shape, 1, SALE_LINES_MAX * SALE_POINTS_MAX, "how much of it goes to which point"), \
	LIST(type, hours, &sale_hours_in_shape, 0, SALE_WINDOWS_MAX, "when it is sold, in order")
static SHAPE(sale_new, SALE_FIELDS(sale_new));
static SHAPE(sale_change,
	ID(sale_change, doc_id, "which release"), OPT_I64(sale_change, version, 1, INT64_MAX, "the version you saw (or If-Match)"), SALE_FIELDS(sale_change));
static SHAPE(sale_made, ID(sale_made, doc_id, "release for one point, a draft"));
static SHAPE(sale_made_out, ID(sale_made_out, round_id, "what they have in common"), LIST(sale_made_out, items, &sale_made_shape, 1, SALE_POINTS_MAX, "in the order of points"));

static struct sale_draft draft_of(struct ctx *cx, const struct sale_new *in)
{
	struct sale_goods *goods = arena_array(&cx->mem, struct sale_goods, in->goods.n + 1);
	struct sale_share *shares = arena_array(&cx->mem, struct sale_share, in->shares.n + 1);
	struct sale_hours *hours = arena_array(&cx->mem, struct sale_hours, in->hours.n + 1);
	int64_t *points = arena_array(&cx->mem, int64_t, in->points.n + 1);

	for (size_t i = 0; i < in->goods.n; i++) {
		const struct sale_goods_in *g = (const struct sale_goods_in *)in->goods.at + i;

		goods[i] = (struct sale_goods){ g->item_id, g->owner_id, g->fund_id, g->lot_id, g->price, g->price_units, g->per_household, g->per_unit, g->market_price,
			g->market_units, g->market_source, g->anew };
	}
	for (size_t i = 0; i < in->shares.n; i++) {
		const struct sale_share_in *s = (const struct sale_share_in *)in->shares.at + i;

		shares[i] = (struct sale_share){ s->point, s->goods, s->qty };
	}
	for (size_t i = 0; i < in->hours.n; i++) {
		const struct sale_hours_in *h = (const struct sale_hours_in *)in->hours.at + i;

		hours[i] = (struct sale_hours){ h->point, h->opens, h->closes };
	}
	for (size_t i = 0; i < in->points.n; i++)
		points[i] = ((const struct sale_point_in *)in->points.at)[i].place_id;
	return (struct sale_draft){ in->from_place_id, in->carrier_id, in->release_id, in->reason, in->decision, points, in->points.n, goods, in->goods.n, shares,
		in->shares.n, hours, in->hours.n };
}

static enum err run_new(struct ctx *cx, const void *input, void *output)
{
	struct sale_draft draft = draft_of(cx, input);
	struct sale_made_out *out = output;
	struct sale_made *items;
	int64_t *ids;

	TRY(sale_open(cx, &draft, &out->round_id, &ids));
	items = arena_array(&cx->mem, struct sale_made, draft.n_points);
	for (size_t i = 0; i < draft.n_points; i++)
		items[i].doc_id = ids[i];
	out->items = (struct list){ items, draft.n_points };
	return ERR_OK;
}

static enum err run_edit(struct ctx *cx, const void *input, void *output)
{
	const struct sale_change *in = input;
	struct sale_draft draft = draft_of(cx, &(struct sale_new){ in->from_place_id, in->carrier_id, in->release_id, in->reason, in->decision, in->points, in->goods,
		in->shares, in->hours });

	TRY(sale_edit(cx, in->doc_id, in->version, &draft));
	return doc_http_made(cx, in->doc_id, output);
}

struct sale_market_in { int64_t place_id, item_id; };
struct sale_market_out { int64_t market_price, market_units, by; const char *source; };
static SHAPE(sale_market_in, ID(sale_market_in, place_id, "point of sale"), ID(sale_market_in, item_id, "item"));
static SHAPE(sale_market_out,
	MONEY(sale_market_out, market_price, 0, INT64_MAX, "the lowest price on sale there, never above a cap; 0: nobody sells it"),
	I64(sale_market_out, market_units, 1, INT64_MAX, "of so many units"), WORD(sale_market_out, by, sale_market_words, "where it comes from"),
	OPT_TEXT(sale_market_out, source, 0, 200, "the shop, or the decision about the cap"));

static enum err run_market(struct ctx *cx, const void *input, void *output)
{
	const struct sale_market_in *in = input;
	struct sale_market m;

	TRY(sale_market(cx, in->place_id, in->item_id, &m));
	*(struct sale_market_out *)output = (struct sale_market_out){ m.market_fen, m.market_units, m.by, m.source };
	return ERR_OK;
}

/* ---- selling ---- */

struct sale_sell_in { int64_t doc_id, version, window_no, households, units; struct list parts; const char *note; };
struct sale_part_in { int64_t line_no, qty; };
struct sale_pay_in_in { int64_t doc_id, sum, slip_day; const char *slip; };
struct sale_slip_made { int64_t slip_id; };
struct sale_slip_in { int64_t doc_id, slip_id; };
struct sale_lose_in { int64_t doc_id; struct list parts; const char *note; };
static SHAPE(sale_part_in, I64(sale_part_in, line_no, 1, SALE_LINES_MAX, "line"), I64(sale_part_in, qty, 1, QTY_MAX, "how many base units"));
static SHAPE(sale_sell_in,
	ID(sale_sell_in, doc_id, "which release"), OPT_I64(sale_sell_in, version, 1, INT64_MAX, "the version you saw (or If-Match)"),
	I64(sale_sell_in, window_no, 1, SALE_WINDOWS_MAX, "in which of the announced hours"), OPT_I64(sale_sell_in, households, 0, 1000000, "to how many households"),
	OPT_I64(sale_sell_in, units, 0, 1000000, "to how many companies and units"), LIST(sale_sell_in, parts, &sale_part_in_shape, 1, SALE_LINES_MAX, "what was sold"),
	OPT_TEXT(sale_sell_in, note, 0, DOC_NOTE_MAX, "a word about it"));
static SHAPE(sale_pay_in_in,
	ID(sale_pay_in_in, doc_id, "which release"), MONEY(sale_pay_in_in, sum, 1, QTY_MAX, "sum of the slip"), DAY(sale_pay_in_in, slip_day, "day of the slip"),
	TEXT(sale_pay_in_in, slip, 1, 60, "number of the bank slip"));
static SHAPE(sale_slip_made, ID(sale_slip_made, slip_id, "the slip, to be confirmed by another person"));
static SHAPE(sale_slip_in, ID(sale_slip_in, doc_id, "which release"), ID(sale_slip_in, slip_id, "the slip that waits"));
static SHAPE(sale_lose_in,
	ID(sale_lose_in, doc_id, "which release"), LIST(sale_lose_in, parts, &sale_part_in_shape, 1, SALE_LINES_MAX, "what is damaged or missing"),
	TEXT(sale_lose_in, note, 2, DOC_NOTE_MAX, "what happened"));

static struct doc_part *parts_of(struct ctx *cx, const struct list *in)
{
	struct doc_part *parts = arena_array(&cx->mem, struct doc_part, in->n + 1);

	for (size_t i = 0; i < in->n; i++) {
		const struct sale_part_in *p = (const struct sale_part_in *)in->at + i;

		parts[i] = (struct doc_part){ .line_no = p->line_no, .qty = p->qty };
	}
	return parts;
}

static enum err run_sell(struct ctx *cx, const void *input, void *output)
{
	const struct sale_sell_in *in = input;

	return sale_sell(cx, &(struct sale_batch_of){ in->doc_id, in->version, in->window_no, in->households, in->units, parts_of(cx, &in->parts), in->parts.n, in->note },
			 output);
}

static enum err run_pay_in(struct ctx *cx, const void *input, void *output)
{
	const struct sale_pay_in_in *in = input;

	return sale_pay_in(cx, &(struct sale_pay_in){ in->doc_id, in->sum, in->slip_day, in->slip }, &((struct sale_slip_made *)output)->slip_id);
}

static enum err run_slip_withdraw(struct ctx *cx, const void *input, void *output)
{
	const struct sale_slip_in *in = input;

	(void)output;
	return sale_slip_withdraw(cx, in->doc_id, in->slip_id);
}

static enum err run_confirm(struct ctx *cx, const void *input, void *output)
{
	const struct doc_step_in *in = input;

	return sale_confirm(cx, in->doc_id, in->version, in->note, output);
}

static enum err run_undo(struct ctx *cx, const void *input, void *output)
{
	const struct doc_step_in *in = input;

	return sale_undo(cx, in->doc_id, in->version, in->note, output);
}

static enum err run_lose(struct ctx *cx, const void *input, void *output)
{
	const struct sale_lose_in *in = input;

	return sale_lose(cx, in->doc_id, parts_of(cx, &in->parts), in->parts.n, in->note, output);
}

#define WORDS_sale "sales"
#define SALE_STEPS(X) \
	X(sale, propose, PERM_SALE_EDIT, "提交投放单", "Put a market release forward") \
	X(sale, vet, PERM_SALE_READ, "乡镇街道同意投放", "Agree for the township") \
	X(sale, send_back, PERM_SALE_READ, "乡镇街道退回投放单", "Send a release back for the township") \
	X(sale, approve, PERM_SALE_APPROVE, "批准投放", "Approve a market release") \
	X(sale, refuse, PERM_SALE_APPROVE, "不同意投放", "Refuse a market release") \
	X(sale, withdraw, PERM_SALE_EDIT, "撤回投放单", "Withdraw a market release") \
	X(sale, cancel, PERM_SALE_EDIT, "取消投放", "Cancel an approved release") \
	X(sale, depart, PERM_SIGNED_IN, "投放物资出库", "Issue goods to the point of sale") \
	X(sale, receive, PERM_SIGNED_IN, "网点点收", "Count goods in at the point") \
	X(sale, report, PERM_STOCK_RECEIVE, "报投放途中差异", "Report what is missing on the way") \
	X(sale, found, PERM_STOCK_COUNT, "投放物资查明找回", "Found again") \
	X(sale, lose, PERM_STOCK_COUNT, "确认投放途中损失", "Write off what was lost on the way") \
	X(sale, give_back, PERM_SIGNED_IN, "余货退回仓库", "Bring the rest back") \
	X(sale, close, PERM_SALE_EDIT, "办结投放单", "Close a market release")
SALE_STEPS(DOC_STEP_RUN)

#define WORDS_shelf_loss "shelf-losses"
#define LOSS_STEPS(X) \
	X(shelf_loss, approve, PERM_SALE_APPROVE, "批准核销网点损失", "Approve the write-off of a loss") \
	X(shelf_loss, refuse, PERM_SALE_APPROVE, "不同意核销", "Refuse the write-off") \
	X(shelf_loss, withdraw, PERM_STOCK_ISSUE, "撤回投放损失单", "Withdraw a reported loss")
LOSS_STEPS(DOC_STEP_RUN)
DOC_READ_RUN(shelf_loss, "shelf_loss")

/* ---- reading ---- */

struct sale_lined_out {
	int64_t     line_no, market_price, market_units, by, observed, per_household, per_unit, released, under_way, at_point, sold, back, lost, astray, takings;
	const char *source;
};
struct sale_window_out { int64_t window_no, opens, closes; };
struct sale_batch_out { int64_t at_version, window_no, households, units, takings, sold; const char *sold_by, *goods; };
struct sale_slip_out { int64_t slip_id, sum, slip_day, entered, confirmed; const char *slip, *entered_by, *confirmed_by; };
struct sale_sibling_out { int64_t doc_id, point_id; const char *number, *state, *point; };
struct sale_lost_out { int64_t doc_id; const char *number, *state, *why, *goods; };
struct sale_out {
	struct doc_out doc;
	int64_t     round_id, slot_minutes, vetted, takings, paid, waiting, open;
	const char *reason, *decision, *buyers, *rule_zh, *rule_en, *rule_source, *fund, *vetted_by;
	struct list lines, windows, batches, slips, round, losses;
};
static SHAPE(sale_lined_out,
	I64(sale_lined_out, line_no, 1, SALE_LINES_MAX, "line"), MONEY(sale_lined_out, market_price, 0, INT64_MAX, "the market's price it was compared with"),
	I64(sale_lined_out, market_units, 1, INT64_MAX, "of so many units"), WORD(sale_lined_out, by, sale_market_words, "where that price comes from"),
	OPT_TEXT(sale_lined_out, source, 0, 200, "the shop, the decision, or the source that was stated"), OPT_TIME(sale_lined_out, observed, "when it was looked up"),
	I64(sale_lined_out, per_household, 0, INT64_MAX, "a household may buy; 0: no limit"), I64(sale_lined_out, per_unit, 0, INT64_MAX, "a unit may buy; 0: no limit"),
	I64(sale_lined_out, released, 0, INT64_MAX, "left the warehouse"), I64(sale_lined_out, under_way, 0, INT64_MAX, "under way"),
	I64(sale_lined_out, at_point, INT64_MIN, INT64_MAX, "unsold at the point"), I64(sale_lined_out, sold, 0, INT64_MAX, "sold"),
	I64(sale_lined_out, back, 0, INT64_MAX, "brought back, or found again"), I64(sale_lined_out, lost, 0, INT64_MAX, "lost"),
	I64(sale_lined_out, astray, 0, INT64_MAX, "missing, not explained yet"), MONEY(sale_lined_out, takings, 0, INT64_MAX, "price x sold"));
static SHAPE(sale_window_out, I64(sale_window_out, window_no, 1, SALE_WINDOWS_MAX, "which"), TIME(sale_window_out, opens, "from"), TIME(sale_window_out, closes, "until"));
static SHAPE(sale_batch_out,
	I64(sale_batch_out, at_version, 1, INT64_MAX, "version of the document afterwards"), I64(sale_batch_out, window_no, 1, SALE_WINDOWS_MAX, "in which hours"),
	I64(sale_batch_out, households, 0, INT64_MAX, "households"), I64(sale_batch_out, units, 0, INT64_MAX, "companies and units"),
	MONEY(sale_batch_out, takings, 0, INT64_MAX, "takings"), TIME(sale_batch_out, sold, "recorded"), TEXT(sale_batch_out, sold_by, 0, 200, "by whom"),
	TEXT(sale_batch_out, goods, 0, 20000, "what, in words"));
static SHAPE(sale_slip_out,
	ID(sale_slip_out, slip_id, "the slip"), TEXT(sale_slip_out, slip, 1, 60, "its number"), DAY(sale_slip_out, slip_day, "its day"), MONEY(sale_slip_out, sum, 1, INT64_MAX, "its sum"),
	TIME(sale_slip_out, entered, "entered"), TEXT(sale_slip_out, entered_by, 0, 200, "by whom"), OPT_TIME(sale_slip_out, confirmed, "found on the account; absent: not yet"),
	OPT_TEXT(sale_slip_out, confirmed_by, 0, 200, "by whom"));
static SHAPE(sale_sibling_out,
	ID(sale_sibling_out, doc_id, "a release of the same round"), OPT_TEXT(sale_sibling_out, number, 0, 60, "its number"), TEXT(sale_sibling_out, state, 1, 40, "its state"),
	ID(sale_sibling_out, point_id, "its point"), TEXT(sale_sibling_out, point, 0, 200, "the point's name"));
static SHAPE(sale_lost_out,
	ID(sale_lost_out, doc_id, "a loss at the point"), OPT_TEXT(sale_lost_out, number, 0, 60, "its number"), TEXT(sale_lost_out, state, 1, 40, "its state"),
	OPT_TEXT(sale_lost_out, why, 0, DOC_NOTE_MAX, "what happened"), TEXT(sale_lost_out, goods, 0, 20000, "what, in words"));
static SHAPE(sale_out,
	OBJECT(sale_out, doc, &doc_out_shape, "the release as a document"), ID(sale_out, round_id, "its round"), TEXT(sale_out, reason, 0, 200, "why"),
	OPT_TEXT(sale_out, decision, 0, 100, "the meeting's decision"), OPT_TEXT(sale_out, buyers, 0, 500, "who may buy: kinds of the plan, with commas"),
	OPT_TEXT(sale_out, rule_zh, 0, 500, "the plan's rule"), OPT_TEXT(sale_out, rule_en, 0, 500, "the same in English"), OPT_TEXT(sale_out, rule_source, 0, 200, "its clause"),
	I64(sale_out, slot_minutes, 0, 100000, "people come in slots of so many minutes, as the plan says; 0: none"), OPT_TEXT(sale_out, fund, 0, 200, "the fund takings are paid into"),
	OPT_TIME(sale_out, vetted, "the township agreed"), OPT_TEXT(sale_out, vetted_by, 0, 200, "who agreed for it"),
	MONEY(sale_out, takings, 0, INT64_MAX, "price x sold"), MONEY(sale_out, paid, 0, INT64_MAX, "found on the fund's account"),
	MONEY(sale_out, waiting, 0, INT64_MAX, "slip entered, not confirmed"), MONEY(sale_out, open, 0, INT64_MAX, "owed by the point"),
	LIST(sale_out, lines, &sale_lined_out_shape, 0, SALE_LINES_MAX, "each line: price compared, and where its goods are"),
	LIST(sale_out, windows, &sale_window_out_shape, 0, SALE_WINDOWS_MAX, "hours of sale"), LIST(sale_out, batches, &sale_batch_out_shape, 0, SALE_BATCHES_MAX, "sold, newest first"),
	LIST(sale_out, slips, &sale_slip_out_shape, 0, SALE_BATCHES_MAX, "paid in, newest first"), LIST(sale_out, round, &sale_sibling_out_shape, 0, SALE_POINTS_MAX, "the round"),
	LIST(sale_out, losses, &sale_lost_out_shape, 0, DOC_LIST_MAX, "losses at the point"));

static struct list lines_out(struct ctx *cx, const struct sale_view *v)
{
	struct sale_lined_out *to = arena_array(&cx->mem, struct sale_lined_out, v->n_lines + 1);

	for (size_t i = 0; i < v->n_lines; i++) {
		const struct sale_lined *l = &v->lines[i];

		to[i] = (struct sale_lined_out){ l->line_no, l->market_fen, l->market_units, l->by, l->market_ms, l->per_household, l->per_unit, l->released, l->under_way,
			l->at_point, l->sold, l->back, l->lost, l->astray, l->takings_fen, l->source };
	}
	return (struct list){ to, v->n_lines };
}

static struct list windows_out(struct ctx *cx, const struct sale_view *v)
{
	struct sale_window_out *to = arena_array(&cx->mem, struct sale_window_out, v->n_windows + 1);

	for (size_t i = 0; i < v->n_windows; i++)
		to[i] = (struct sale_window_out){ v->windows[i].window_no, v->windows[i].opens_ms, v->windows[i].closes_ms };
	return (struct list){ to, v->n_windows };
}

static struct list batches_out(struct ctx *cx, const struct sale_view *v)
{
	struct sale_batch_out *to = arena_array(&cx->mem, struct sale_batch_out, v->n_batches + 1);

	for (size_t i = 0; i < v->n_batches; i++) {
		const struct sale_batch *b = &v->batches[i];

		to[i] = (struct sale_batch_out){ b->at_version, b->window_no, b->households, b->units, b->fen, b->sold_ms, b->sold_by, b->goods };
	}
	return (struct list){ to, v->n_batches };
}

static struct list slips_out(struct ctx *cx, const struct sale_view *v)
{
	struct sale_slip_out *to = arena_array(&cx->mem, struct sale_slip_out, v->n_slips + 1);

	for (size_t i = 0; i < v->n_slips; i++) {
		const struct sale_slip *s = &v->slips[i];

		to[i] = (struct sale_slip_out){ s->slip_id, s->fen, s->slip_day, s->entered_ms, s->confirmed_ms, s->slip, s->entered_by, s->confirmed_by };
	}
	return (struct list){ to, v->n_slips };
}

static struct list round_out(struct ctx *cx, const struct sale_view *v)
{
	struct sale_sibling_out *to = arena_array(&cx->mem, struct sale_sibling_out, v->n_round + 1);

	for (size_t i = 0; i < v->n_round; i++)
		to[i] = (struct sale_sibling_out){ v->round[i].doc_id, v->round[i].point_id, v->round[i].number, v->round[i].state, v->round[i].point };
	return (struct list){ to, v->n_round };
}

static struct list losses_out(struct ctx *cx, const struct sale_view *v)
{
	struct sale_lost_out *to = arena_array(&cx->mem, struct sale_lost_out, v->n_losses + 1);

	for (size_t i = 0; i < v->n_losses; i++)
		to[i] = (struct sale_lost_out){ v->losses[i].doc_id, v->losses[i].number, v->losses[i].state, v->losses[i].why, v->losses[i].goods };
	return (struct list){ to, v->n_losses };
}

static enum err run_get(struct ctx *cx, const void *input, void *output)
{
	struct sale_out *out = output;
	struct sale_view v;
	struct doc doc;

	TRY(sale_see(cx, ((const struct doc_id_in *)input)->doc_id, &doc, &v));
	*out = (struct sale_out){ .round_id = v.round_id, .slot_minutes = v.slot_minutes, .vetted = v.vetted_ms, .takings = v.takings_fen, .paid = v.paid_fen,
		.waiting = v.waiting_fen, .open = v.open_fen, .reason = v.reason, .decision = v.decision, .buyers = v.buyers, .rule_zh = v.rule_zh, .rule_en = v.rule_en,
		.rule_source = v.rule_source, .fund = v.fund, .vetted_by = v.vetted_by, .lines = lines_out(cx, &v), .windows = windows_out(cx, &v),
		.batches = batches_out(cx, &v), .slips = slips_out(cx, &v), .round = round_out(cx, &v), .losses = losses_out(cx, &v) };
	return doc_http_out(cx, &doc, &out->doc);
}

struct sale_list_in { int64_t place_id, before, limit; const char *state; };
struct sale_row_out { int64_t doc_id, round_id, created, opens, closes, worth, takings, paid; const char *number, *state, *from, *point, *goods, *reason; };
struct sale_list_out { struct list items; int64_t next; };
static SHAPE(sale_list_in,
	OPT_TEXT(sale_list_in, state, 0, 40, "in this state"), OPT_ID(sale_list_in, place_id, "from or at this place"), OPT_ID(sale_list_in, before, "where the page before ended (its next)"),
	OPT_I64(sale_list_in, limit, 1, SALE_ROWS_MAX, "rows on a page, 30 unless told"));
static SHAPE(sale_row_out,
	ID(sale_row_out, doc_id, "the release"), ID(sale_row_out, round_id, "its round"), OPT_TEXT(sale_row_out, number, 0, 60, "its number"), TEXT(sale_row_out, state, 1, 40, "its state"),
	TEXT(sale_row_out, from, 0, 200, "warehouse"), TEXT(sale_row_out, point, 0, 200, "point of sale"), TEXT(sale_row_out, goods, 0, 500, "what, in words"),
	TEXT(sale_row_out, reason, 0, 200, "why"), TIME(sale_row_out, created, "drawn up"), OPT_TIME(sale_row_out, opens, "first hours"), OPT_TIME(sale_row_out, closes, "last hours end"),
	MONEY(sale_row_out, worth, 0, INT64_MAX, "all of it at its price"), MONEY(sale_row_out, takings, 0, INT64_MAX, "price x sold"), MONEY(sale_row_out, paid, 0, INT64_MAX, "paid in"));
static SHAPE(sale_list_out, LIST(sale_list_out, items, &sale_row_out_shape, 0, SALE_ROWS_MAX, "newest first"), OPT_ID(sale_list_out, next, "send as before to get the next page"));

static enum err run_list(struct ctx *cx, const void *input, void *output)
{
	const struct sale_list_in *in = input;
	struct sale_list_out *out = output;
	struct sale_row_out *items;
	struct sale_row *rows;
	size_t n, limit = in->limit ? (size_t)in->limit : 30;

	TRY(sale_list(cx, in->state, in->place_id, in->before, (int64_t)limit + 1, &rows, &n));
	if (n > limit) {
		n = limit;
		out->next = rows[n - 1].doc_id;
	}
	items = arena_array(&cx->mem, struct sale_row_out, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct sale_row *r = &rows[i];

		items[i] = (struct sale_row_out){ r->doc_id, r->round_id, r->created_ms, r->opens_ms, r->closes_ms, r->worth_fen, r->takings_fen, r->paid_fen,
			r->number[0] ? r->number : NULL, r->state, r->from, r->point, r->goods, r->reason };
	}
	out->items = (struct list){ items, n };
	return ERR_OK;
}

extern const struct op sale_ops[];
const struct op sale_ops[] = {
	{ .method = "POST", .path = "/api/v1/sales", .name = "sale_new", .zh = "拟一轮投放", .en = "Draw up a round of market release", .perm = PERM_SALE_EDIT, .tx = TX_WRITE,
	  .in = &sale_new_shape, .out = &sale_made_out_shape, .run = run_new, .fails = DOC_FAILS },
	{ .method = "PUT", .path = "/api/v1/sales/{doc_id}", .name = "sale_edit", .zh = "修改投放单", .en = "Change a market release", .perm = PERM_SALE_EDIT, .tx = TX_WRITE,
	  .in = &sale_change_shape, .out = &doc_made_shape, .run = run_edit, .fails = DOC_FAILS },
	{ .method = "GET", .path = "/api/v1/sales", .name = "sale_list", .zh = "投放单列表", .en = "Market releases, with takings", .perm = PERM_SALE_READ, .tx = TX_READ,
	  .in = &sale_list_in_shape, .out = &sale_list_out_shape, .run = run_list },
	{ .method = "GET", .path = "/api/v1/sales/{doc_id}", .name = "sale_get", .zh = "一张投放单", .en = "One market release: prices compared, goods and takings accounted for",
	  .perm = PERM_SALE_READ, .tx = TX_READ, .in = &doc_id_in_shape, .out = &sale_out_shape, .run = run_get, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/market-prices", .name = "sale_market", .zh = "查市场价", .en = "What the market asks for an item around a point of sale", .perm = PERM_SALE_READ,
	  .tx = TX_READ, .in = &sale_market_in_shape, .out = &sale_market_out_shape, .run = run_market, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/sales/{doc_id}/sell", .name = "sale_sell", .zh = "登记售出", .en = "Record a batch that was sold", .perm = PERM_STOCK_ISSUE, .tx = TX_WRITE,
	  .in = &sale_sell_in_shape, .out = &doc_moved_shape, .run = run_sell, .fails = DOC_FAILS },
	{ .method = "POST", .path = "/api/v1/sales/{doc_id}/undo", .name = "sale_undo", .zh = "撤回最近一批售出", .en = "Take the latest batch sold back", .perm = PERM_STOCK_ISSUE,
	  .tx = TX_WRITE, .in = &doc_step_in_shape, .out = &doc_moved_shape, .run = run_undo, .fails = DOC_FAILS },
	{ .method = "POST", .path = "/api/v1/sales/{doc_id}/slips", .name = "sale_pay_in", .zh = "登记缴款回单", .en = "Enter the bank slip of takings paid in", .perm = PERM_STOCK_ISSUE,
	  .tx = TX_WRITE, .in = &sale_pay_in_in_shape, .out = &sale_slip_made_shape, .run = run_pay_in, .fails = DOC_FAILS },
	{ .method = "DELETE", .path = "/api/v1/sales/{doc_id}/slips/{slip_id}", .name = "sale_slip_withdraw", .zh = "撤回待核对的回单", .en = "Withdraw a slip that waits",
	  .perm = PERM_STOCK_ISSUE, .tx = TX_WRITE, .in = &sale_slip_in_shape, .run = run_slip_withdraw, .fails = DOC_FAILS },
	{ .method = "POST", .path = "/api/v1/sales/{doc_id}/confirm", .name = "sale_confirm", .zh = "核对缴款到账", .en = "Confirm takings on the account", .perm = PERM_FUND_PAY,
	  .tx = TX_WRITE, .in = &doc_step_in_shape, .out = &doc_moved_shape, .run = run_confirm, .fails = DOC_FAILS },
	{ .method = "POST", .path = "/api/v1/sales/{doc_id}/losses", .name = "shelf_loss_new", .zh = "上报网点损失", .en = "Report goods damaged or missing at the point",
	  .perm = PERM_STOCK_ISSUE, .tx = TX_WRITE, .in = &sale_lose_in_shape, .out = &doc_moved_shape, .run = run_lose, .fails = DOC_FAILS },
	SALE_STEPS(DOC_STEP_OP)
	DOC_LIST_OP(shelf_loss, PERM_SALE_READ, "投放损失单列表", "Losses at points of sale")
	DOC_GET_OP(shelf_loss, PERM_SALE_READ, "一张投放损失单", "One loss at a point of sale")
	LOSS_STEPS(DOC_STEP_OP)
	{ 0 },
};
