/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/demo/demo_work.h"
#include "base/civil.h"
#include "caps/catalog/catalog.h"
#include "caps/grid/grid.h"
#include "caps/order/order_list.h"
#include "caps/party/account.h"
#include "caps/party/party.h"

/* Orders of two compounds: yesterday's, closed, with one article the shop could not
 * bring all of; and today's, still coming in, some paid, some not, some changed. */
static const char *const compounds[] = { "WG-YF", "WG-JP" };
static const char *const remarks[] = { "放门口，谢谢", "请放电表箱上", "家里有老人，请敲门后等一会儿", "鸡蛋轻放", "五点以后在家" };
enum { COMPOUNDS = sizeof compounds / sizeof *compounds, REMARKS = sizeof remarks / sizeof *remarks, HOMES_MAX = 2000, FIRST_STAIR = 22, HOUR_MS = 3600 * 1000, CUT_OFF_HOUR = 20 };

static enum err act_as(struct ctx *cx, const char *login)
{
	struct party_account account;
	struct actor *actor = arena_new(&cx->mem, sizeof *actor);

	TRY(party_account_by_login(cx, login, &account));
	TRY(party_actor(cx, account.account_id, actor));
	cx->actor = actor;
	return ERR_OK;
}

/* One to three articles, a package most of the time, as far as they are there. */
static size_t choose(struct chance *chance, const struct offer *offer, struct order_want *wants)
{
	size_t n = 0;

	if (chance_between(chance, 1, 10) <= 8)
		wants[n++] = (struct order_want){ .line_no = chance_between(chance, 1, 3), .qty = 1 + (chance_between(chance, 1, 8) == 1) };
	for (int64_t more = chance_between(chance, n ? 0 : 1, 2); more; more--) {
		const struct order_want w = { .line_no = chance_between(chance, 4, (int64_t)offer->n_lines), .qty = chance_between(chance, 1, 2) };
		bool there = false;

		for (size_t i = 0; i < n; i++)
			there |= wants[i].line_no == w.line_no;
		if (!there)
			wants[n++] = w;
	}
	return n;
}

static struct order_draft draft_of(struct chance *chance, const struct household *h, const struct offer *offer, const struct order_want *wants, size_t n)
{
	static const int64_t channels[] = { ORDER_BY_CHAT, ORDER_BY_CHAT, ORDER_BY_WORKER, ORDER_BY_PHONE, ORDER_BY_FILE };
	const int64_t pays = chance_between(chance, 1, 10);
	struct order_draft d = { .household_id = h->household_id, .offer_id = offer->offer_id, .wants = wants, .n_wants = n, .again_ok = true,
		.channel = channels[chance_between(chance, 0, 4)], .pay = pays <= 7 ? ORDER_PREPAID : ORDER_COLLECT, .unpaid = pays <= 2,
		.substitute = chance_between(chance, 1, 3) == 1 };

	if (h->needs & (NEED_ALONE | NEED_NO_PHONE)) {
		d.channel = ORDER_BY_WORKER;
		d.pay = pays <= 6 ? ORDER_CREDIT : ORDER_PREPAID;
		d.unpaid = false;
	}
	if (chance_between(chance, 1, 12) == 1)
		d.remark = remarks[chance_between(chance, 0, REMARKS - 1)];
	return d;
}

/* What no rule allows is not ordered: a household that is away, a line that is sold out. */
static enum err place_one(struct ctx *cx, struct demo_work *w, struct chance *chance, const struct household *h, const struct offer *offer)
{
	struct order_want wants[3] = { 0 };
	const size_t n = choose(chance, offer, wants);
	const struct order_draft d = draft_of(chance, h, offer, wants, n);
	struct order_checked checked;
	struct order_placed placed;
	struct doc_moved moved;

	TRY(order_check(cx, &d, &checked));
	if (checked.refusals)
		return ERR_OK;
	TRY(order_place(cx, &d, &placed));
	w->made.orders++;
	return chance_between(chance, 1, 30) == 1 ? order_cancel(cx, placed.doc_id, 0, false, "住户说不要了", &moved) : ERR_OK;
}

/* Every so many-th household of both compounds, from `first` on; the first stair of each has not answered yet. */
static enum err place_many(struct ctx *cx, struct demo_work *w, int64_t offer_id, size_t first, size_t every, size_t most, int64_t pause_ms)
{
	struct chance chance = { (uint64_t)w->options.seed ^ (uint64_t)(0x0d00 + first) };
	struct offer offer;
	size_t done = 0;

	TRY(act_as(cx, "grid"));
	TRY(offer_get(cx, offer_id, &offer));
	for (size_t c = 0; c < COMPOUNDS; c++) {
		struct household *homes;
		struct place grid;
		size_t n;

		TRY(place_by_code(cx, compounds[c], &grid));
		TRY(household_list(cx, &(struct household_filter){ .under_id = grid.place_id, .limit = HOMES_MAX }, &homes, &n));
		for (size_t i = FIRST_STAIR + first; i < n && done < most * (c + 1) / COMPOUNDS; i += every, done++) {
			TRY(place_one(cx, w, &chance, &homes[i], &offer));
			cx->now_ms += pause_ms;
		}
	}
	return ERR_OK;
}

enum err demo_orders_yesterday(struct ctx *cx, struct demo_work *w)
{
	const int64_t from = cx->now_ms, until = (w->options.day - 1) * DAY_MS - CHINA_OFFSET_MS + CUT_OFF_HOUR * HOUR_MS;
	enum { MOST = 160 };

	if (until - from < MOST * 1000)
		return ERR_OK;                  /* a demo that begins late in the evening has no yesterday to order in */
	return place_many(cx, w, w->offer_yesterday, 0, 3, MOST, (until - from) / (MOST + 10));
}

/* After the cut-off the shop says what it can bring: of the vegetable package a few less than were ordered. */
enum err demo_orders_confirmed(struct ctx *cx, struct demo_work *w)
{
	struct order_total_filter filter = { .offer_id = w->offer_yesterday, .limit = 200 };
	struct order_shortage_result result;
	struct order_total *totals;
	struct order_confirmed *lines;
	size_t n;

	cx->now_ms += HOUR_MS / 2;
	cx->actor = w->shop;
	TRY(order_totals(cx, &filter, &totals, &n));
	lines = arena_array(&cx->mem, struct order_confirmed, n + 1);
	for (size_t i = 0; i < n; i++)
		lines[i] = (struct order_confirmed){ .line_no = totals[i].line_no, .qty = totals[i].qty - (totals[i].line_no == 1 && totals[i].qty > 10 ? 4 : 0),
			.note = totals[i].line_no == 1 ? "上海青到货少" : NULL };
	if (!n)
		return ERR_OK;
	TRY(order_confirm(cx, w->offer_yesterday, lines, n));
	return order_handle_shortage(cx, &(struct order_shortage){ .offer_id = w->offer_yesterday, .line_no = 1, .substitute_line_no = 4,
		.why = "蔬菜包到货不足，先订先配" }, &result);
}

enum err demo_orders_today(struct ctx *cx, struct demo_work *w)
{
	enum { MOST = 60, PAUSE_MS = 2000 };

	return place_many(cx, w, w->offer_today, 1, 3, MOST, PAUSE_MS * w->second_ms / 1000);
}
