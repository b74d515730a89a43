/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/demo/demo_work.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/allocation/allocation.h"
#include "caps/dispatch/dispatch.h"
#include "caps/document/document.h"
#include "caps/party/party.h"
#include "caps/request/request.h"
#include "store/store.h"
#include <string.h>

/* The three days of the demo: goods come in on the first, requests on all; a
 * meeting on the first and one today share out what was asked for before them. */

enum { LINES_MAX = 100, DAYS = 3, RESIDENTS_PER_REQUEST = 26, REQUESTS_MIN = 12, MEETING_AFTER = 40 };

/* Sorts of units, as far as what they ask for goes. */
enum by { MEDICAL = 1, ON_DUTY = 2, CANTEEN = 4, SHELTER = 8, DESK = 16, FRONT_LINE = MEDICAL | ON_DUTY, EVERYBODY = 31 };
static const struct { const char *unit_kind; int sorts; } sorts[] = {
	{ "clinic", MEDICAL }, { "grassroots", ON_DUTY }, { "counter", DESK }, { "office", DESK }, { "township", ON_DUTY | SHELTER },
	{ "public_school", CANTEEN | DESK }, { "private_school", CANTEEN | DESK }, { "key_enterprise", CANTEEN | DESK } };

static const struct { const char *code; int per_mille, asked, by; } goods[] = {
#define ITEM(c, chinese, english, class, u, p, pu, keep, tag, norm, days, shelf, mille, ask, who) { c, mille, ask, who },
#include "caps/demo/goods.def"
#undef ITEM
};
enum { GOODS_N = sizeof goods / sizeof *goods };

static size_t place_of(const struct item *item)
{
	for (size_t i = 0; i < GOODS_N; i++)
		if (strcmp(goods[i].code, item->code) == 0)
			return i;
	return 0;
}

static int64_t stock_of(const struct demo_work *w, const struct item *item)
{
	return w->made.residents * goods[place_of(item)].per_mille / 1000;
}

/* A document works in an arena of its own, so that a large demo stays small in memory. */
typedef enum err piece_fn(struct ctx *cx, struct demo_work *w, size_t i);

static enum err in_pieces(struct ctx *cx, struct demo_work *w, size_t n, piece_fn *piece)
{
	for (size_t i = 0; i < n; i++) {
		struct ctx own = *cx;
		enum err e;

		own.mem = (struct arena){ 0 };
		e = piece(&own, w, i);
		cx->fault = own.fault;
		cx->now_ms = own.now_ms;
		arena_reset(&own.mem);
		if (e)
			return e;
	}
	return ERR_OK;
}

static enum err step(struct ctx *cx, const struct demo_work *w, const struct actor *who, int64_t doc_id, const char *verb, const struct doc_part *parts, size_t n)
{
	struct doc_moved moved;

	cx->actor = who;
	demo_pass(cx, w, 1000);
	return document_advance(cx, &(struct doc_move){ .doc_id = doc_id, .verb = verb, .parts = parts, .n_parts = n }, &moved);
}

/* The chair signs, and whoever the plan's chain wants besides, in its order; who
 * is not asked, or not yet, is refused and passed over. */
static enum err approve(struct ctx *cx, struct demo_work *w, int64_t doc_id)
{
	struct doc_moved moved = { .done = false };
	enum err e = ERR_OK;

	for (size_t i = 0; i < w->n_approvers * w->n_approvers && !moved.done; i++) {
		cx->actor = w->approvers[i % w->n_approvers];
		demo_pass(cx, w, 1000);
		e = document_advance(cx, &(struct doc_move){ .doc_id = doc_id, .verb = "approve" }, &moved);
		if (e && e != ERR_FORBIDDEN && e != ERR_BLOCKED && e != ERR_CONFLICT)
			return e;
	}
	return moved.done ? ERR_OK : e;
}

/* So much of an item for one depot, in whole packs, a fifth of all loose in part.
 * Two fifths lie with the district where it can keep them; subdistricts keep the
 * rest by their people, one more, another less. */
static int64_t share_of(struct demo_work *w, const struct demo_depot *depot, const struct item *item)
{
	int64_t all = stock_of(w, item), packs;
	bool only_district = item->storage & (STORAGE_FLAMMABLE | STORAGE_CORROSIVE);

	if (!(depot->storage & item->storage))
		return 0;
	if (depot->central)
		packs = all * (only_district ? 100 : 40) / 100 / item->pack;
	else
		packs = all * 60 / 100 * depot->residents / w->made.residents * chance_between(&w->chance, 30, 170) / 100 / item->pack;
	if (!depot->central && packs == 0)
		return 0;
	packs = packs > 1 ? packs : 1;
	return packs * item->pack + (chance_between(&w->chance, 0, 4) == 0 ? item->pack / 2 : 0);
}

/* One delivery: everything a depot keeps, in two lots where there is enough. */
static enum err receive(struct ctx *cx, struct demo_work *w, size_t i)
{
	const struct demo_depot *depot = &w->depots[i];
	int64_t today = civil_day_of(cx->now_ms), doc_id;
	struct doc_line lines[LINES_MAX];
	struct doc_part parts[LINES_MAX * 2];
	size_t n = 0, n_parts = 0;

	memset(lines, 0, sizeof lines);
	memset(parts, 0, sizeof parts);
	for (size_t k = 0; k < w->n_items && n < LINES_MAX; k++) {
		const struct item *item = &w->items[k];
		int64_t qty = share_of(w, depot, item), shelf = item->shelf_life_days, first = qty;

		if (!qty)
			continue;
		if (qty >= 4 * item->pack)
			first = chance_between(&w->chance, 1, qty / item->pack - 1) * item->pack;
		lines[n++] = (struct doc_line){ .item_id = item->item_id, .counter = { [ASKED] = qty } };
		for (int lot = 0; lot < (first < qty ? 2 : 1); lot++)
			parts[n_parts++] = (struct doc_part){ .line_no = (int64_t)n, .qty = lot ? qty - first : first,
				.expiry_day = shelf ? today + 2 + chance_between(&w->chance, shelf / 4, shelf) : 0,
				.batch = arena_print(&cx->mem, "YS%zu-%02zu-%d", i + 1, n, lot + 1) };
	}
	cx->actor = w->keeper;
	TRY(document_open(cx, &(struct doc){ .kind = "receipt_supplier", .giver_id = w->suppliers[i % w->n_suppliers],
		.to_place_id = depot->place_id, .owner_id = cx->district_id, .lines = lines, .n_lines = n }, &doc_id));
	TRY(step(cx, w, w->keeper, doc_id, "announce", NULL, 0));
	TRY(step(cx, w, w->keeper, doc_id, "take_in", parts, n_parts));
	TRY(step(cx, w, w->keeper, doc_id, "close", NULL, 0));
	w->made.receipts++;
	return ERR_OK;
}

/* Something that a unit of its kind would ask for. */
static const struct item *pick_item(struct demo_work *w, const char *unit_kind)
{
	int sort = DESK;

	for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++)
		sort = strcmp(sorts[i].unit_kind, unit_kind) == 0 ? sorts[i].sorts : sort;
	for (;;) {                                 /* every sort asks for something, so this ends */
		const struct item *item = &w->items[chance_between(&w->chance, 0, (int64_t)w->n_items - 1)];

		if (goods[place_of(item)].by & sort)
			return item;
	}
}

static enum err ask(struct ctx *cx, struct demo_work *w, size_t i)
{
	const struct place *unit = &w->units[chance_between(&w->chance, 0, (int64_t)w->n_units - 1)];
	struct request_want wants[4];
	int64_t doc_id, now = w->start_ms + w->day * DAY_MS + 3600 * 1000;
	size_t n = 0, target = (size_t)chance_between(&w->chance, 1, 4);

	(void)i;
	cx->now_ms = cx->now_ms > now ? cx->now_ms : now;
	for (size_t tries = 0; tries < 20 && n < target; tries++) {
		const struct item *item = pick_item(w, unit->unit_kind);
		int64_t wanted = unit->population * goods[place_of(item)].asked * chance_between(&w->chance, 1, 3) / 200 + 1;
		bool twice = false;

		for (size_t k = 0; k < n; k++)
			twice = twice || wants[k].item_id == item->item_id;
		if (!twice)
			wants[n++] = (struct request_want){ .item_id = item->item_id, .wanted = wanted,
				.own_stock = wanted * chance_between(&w->chance, 0, 3) / 10, .received_before = 0 };
	}
	cx->actor = w->clerk;
	TRY(request_open(cx, &(struct request_draft){ .unit_id = unit->place_id, .deadline_day = civil_day_of(cx->now_ms) + 2,
		.purpose = "演示需求", .wants = wants, .n_wants = n }, &doc_id));
	TRY(step(cx, w, w->clerk, doc_id, "raise", NULL, 0));
	w->made.requests++;
	if (chance_between(&w->chance, 0, 9) == 0)
		return ERR_OK;                             /* some still wait for vetting */
	TRY(step(cx, w, w->vetter, doc_id, "vet", NULL, 0));
	if (!text_equal(unit->unit_kind, "key_enterprise"))
		return ERR_OK;
	cx->actor = w->supply;                             /* its formalities were signed and are on file */
	return request_paper_enter(cx, doc_id, "签批手续", arena_print(&cx->mem, "演示签批 %04zu 号", w->made.requests));
}

/* The meeting shares out what has been asked for so far. */
static enum err meet(struct ctx *cx, struct demo_work *w, size_t i)
{
	(void)i;
	cx->actor = w->supply;
	TRY(allocation_propose(cx, &(struct allocation_ask){ 0 }, &w->allocation_id));
	TRY(step(cx, w, w->supply, w->allocation_id, "propose", NULL, 0));
	return approve(cx, w, w->allocation_id);
}

static enum err hand_over(struct ctx *cx, struct demo_work *w, int64_t id)
{
	TRY(step(cx, w, w->keeper, id, "arrive", NULL, 0));
	TRY(step(cx, w, w->clerk, id, "receive", NULL, 0));
	TRY(step(cx, w, w->keeper, id, "receive", NULL, 0));
	w->made.deliveries++;
	return step(cx, w, w->supply, id, "close", NULL, 0);
}

/* Of the first day's orders some are still on their way, some not even acknowledged. */
static enum err carry_out(struct ctx *cx, struct demo_work *w, size_t i)
{
	int64_t id = w->orders[i];

	if (i % 17 == 6)
		return ERR_OK;
	TRY(step(cx, w, w->keeper, id, "acknowledge", NULL, 0));
	TRY(step(cx, w, w->keeper, id, "depart", NULL, 0));
	return i % 17 == 5 ? ERR_OK : hand_over(cx, w, id);
}

/* One line comes with a pack too few: both sign what is there, and it is reported. */
static enum err short_by_one(struct ctx *cx, struct demo_work *w, int64_t id)
{
	struct doc_part parts[LINES_MAX];
	struct doc_moved moved;
	struct doc doc;

	memset(parts, 0, sizeof parts);
	TRY(document_get(cx, id, &doc));
	for (size_t i = 0; i < doc.n_lines && i < LINES_MAX; i++)
		parts[i] = (struct doc_part){ .line_no = doc.lines[i].line_no, .qty = doc.lines[i].counter[SENT] };
	parts[0].qty /= 2;
	TRY(step(cx, w, w->keeper, id, "arrive", NULL, 0));
	if (!parts[0].qty)
		return ERR_OK;
	TRY(step(cx, w, w->clerk, id, "receive", parts, doc.n_lines));
	TRY(step(cx, w, w->keeper, id, "receive", parts, doc.n_lines));
	cx->actor = w->clerk;
	demo_pass(cx, w, 1000);
	return document_advance(cx, &(struct doc_move){ .doc_id = id, .verb = "report", .note = "车到时少了，封签完好（演示）" }, &moved);
}

/* Today's orders are in every state there is, most of them done. */
static enum err carry_today(struct ctx *cx, struct demo_work *w, size_t i)
{
	int64_t id = w->orders[i];

	if (i % 16 == 0)
		return ERR_OK;
	TRY(step(cx, w, w->keeper, id, "acknowledge", NULL, 0));
	if (i % 16 == 1)
		return ERR_OK;
	TRY(step(cx, w, w->keeper, id, "depart", NULL, 0));
	if (i % 16 == 2 || i % 16 == 3)
		return ERR_OK;
	if (i == 4)
		return short_by_one(cx, w, id);
	return i % 16 == 4 ? step(cx, w, w->keeper, id, "arrive", NULL, 0) : hand_over(cx, w, id);
}

static enum err share_out(struct ctx *cx, struct demo_work *w, piece_fn *carry)
{
	TRY(store_settle(cx));
	TRY(in_pieces(cx, w, 1, meet));
	for (bool more = true; more;) {
		cx->actor = w->supply;
		TRY(dispatch_order_all(cx, w->allocation_id, 0, &w->orders, &w->n_orders, &more));
		TRY(store_settle(cx));
		TRY(in_pieces(cx, w, w->n_orders, carry));
	}
	return ERR_OK;
}

/* A gift to the district: masks, rice and milk, counted in like everything else. */
static enum err donated(struct ctx *cx, struct demo_work *w, size_t i)
{
	static const struct { const char *code; int64_t packs; } gift[] = { { "YL001", 40 }, { "SH001", 50 }, { "SH015", 30 } };
	enum { GIFTS = sizeof gift / sizeof *gift };
	int64_t today = civil_day_of(cx->now_ms), doc_id;
	struct doc_line lines[GIFTS] = { { .line_no = 0 } };
	struct doc_part parts[GIFTS] = { { .line_no = 0 } };

	(void)i;
	for (size_t k = 0; k < GIFTS; k++)
		for (size_t n = 0; n < w->n_items; n++)
			if (strcmp(w->items[n].code, gift[k].code) == 0) {
				lines[k] = (struct doc_line){ .item_id = w->items[n].item_id, .counter = { [ASKED] = gift[k].packs * w->items[n].pack } };
				parts[k] = (struct doc_part){ .line_no = (int64_t)k + 1, .qty = gift[k].packs * w->items[n].pack,
					.expiry_day = today + w->items[n].shelf_life_days / 2, .batch = arena_print(&cx->mem, "JZ-%zu", k + 1) };
			}
	cx->actor = w->keeper;
	TRY(document_open(cx, &(struct doc){ .kind = "receipt_donor", .giver_id = w->donor_id, .to_place_id = w->depots[0].place_id,
		.owner_id = cx->district_id, .lines = lines, .n_lines = GIFTS }, &doc_id));
	TRY(step(cx, w, w->keeper, doc_id, "announce", NULL, 0));
	TRY(step(cx, w, w->keeper, doc_id, "take_in", parts, GIFTS));
	w->made.receipts++;
	return step(cx, w, w->keeper, doc_id, "close", NULL, 0);
}

enum err demo_stock(struct ctx *cx, struct demo_work *w)
{
	TRY(in_pieces(cx, w, w->n_depots, receive));
	TRY(in_pieces(cx, w, 1, donated));
	return store_settle(cx);
}

/* What households ordered yesterday, between ten in the morning and the cut-off. */
static enum err yesterdays_offer(struct ctx *cx, struct demo_work *w, size_t i)
{
	(void)i;
	TRY(demo_offer_yesterday(cx, w));
	TRY(demo_orders_yesterday(cx, w));
	TRY(demo_offer_cut_off(cx, w));
	return demo_orders_confirmed(cx, w);
}

static enum err morning(struct ctx *cx, struct demo_work *w, size_t i)
{
	const int64_t begins = w->start_ms + w->day * DAY_MS + 1800 * 1000;

	(void)i;
	cx->now_ms = cx->now_ms > begins ? cx->now_ms : begins;
	return demo_morning(cx, w);
}

enum err demo_requests(struct ctx *cx, struct demo_work *w)
{
	const int64_t offers_after = w->options.hour < 17 ? 1 : 0;        /* a day that begins late leaves no room for them behind it */
	size_t per_day = (size_t)(w->made.residents / RESIDENTS_PER_REQUEST / DAYS + REQUESTS_MIN);

	for (w->day = 0; w->day < DAYS; w->day++) {
		const size_t before[DAYS] = { per_day, 0, per_day / 2 };      /* asked before that day's meeting */
		size_t first = before[w->day] < MEETING_AFTER ? before[w->day] : MEETING_AFTER;

		if (w->day == DAYS - 1 && w->options.second_ms)
			w->second_ms = w->options.second_ms;
		TRY(in_pieces(cx, w, 1, morning));
		TRY(in_pieces(cx, w, first, ask));
		if (w->day != 1)
			TRY(share_out(cx, w, w->day ? carry_today : carry_out));
		TRY(in_pieces(cx, w, per_day - first, ask));
		if (w->day == offers_after)
			TRY(in_pieces(cx, w, 1, yesterdays_offer));
	}
	return ERR_OK;
}
