/* SPDX-License-Identifier: Apache-2.0 */
#include "both_stores.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/catalog/offer.h"
#include "caps/delivery/trip.h"
#include "caps/demo/demo.h"
#include "caps/document/document.h"
#include "caps/ledger/ledger.h"
#include "caps/ledger/verify.h"
#include "caps/order/order_list.h"
#include "caps/party/account.h"
#include "caps/party/party.h"
#include "caps/place/place.h"

#define must(call) do { \
	enum err must_err_ = (call); \
	if (must_err_) \
		print_error("%s:%d %s: %s\n", __FILE__, __LINE__, cx->fault.field, cx->fault.en); \
	assert_int_equal(must_err_, ERR_OK); \
} while (0)

static const struct actor the_system = { .account_id = ACCOUNT_SYSTEM, .name = "系统" };
static const struct demo_options small = { .households = 300, .seed = 1, .day = 20778, .hour = 9 };

static struct ledger_head filled(struct ctx *cx, struct demo_options options)
{
	struct verify_result verified;
	struct ledger_head head;
	struct demo_made made;

	cx->actor = &the_system;
	must(store_begin(cx));
	must(demo_fill(cx, &options, &made));
	must(ledger_head(cx, &head));
	must(store_commit(cx));
	must(verify_run(cx, &(struct verify_options){ .content = document_content }, &verified));
	assert_int_equal(verified.n_findings, 0);
	assert_true(made.deliveries >= 5);
	assert_int_equal(made.residents, options.households * 26 / 10);
	assert_true(made.places > 250 && made.items >= 60 && made.accounts >= 10 && made.requests > 30);
	return head;
}

static struct ledger_head first;
static int runs;

static void same_again(struct ctx *cx)
{
	struct ledger_head head = filled(cx, small);

	if (!runs++)
		first = head;
	assert_int_equal(head.seq, first.seq);
	assert_string_equal(head.hash, first.hash);
}

static void other_seed(struct ctx *cx)
{
	struct demo_options options = small;
	struct ledger_head head;

	options.seed = 2;
	head = filled(cx, options);
	assert_string_not_equal(head.hash, first.hash);
}

static void not_twice(struct ctx *cx)
{
	struct demo_made made;
	struct sign_in in = { "keeper", DEMO_PASSWORD };
	void *prepared;

	filled(cx, small);
	must(store_begin(cx));
	assert_int_equal(demo_fill(cx, &small, &made), ERR_CONFLICT);
	cx->random = NULL;
	store_rollback(cx);
	must(store_begin(cx));
	must(sign_in_prepare(cx, &in, &prepared));
	store_rollback(cx);
}

static void limits(struct ctx *cx)
{
	struct demo_options options = small;
	struct demo_made made;

	must(store_begin(cx));
	options.households = 0;
	assert_int_equal(demo_fill(cx, &options, &made), ERR_BAD_INPUT);
	options = small;
	cx->district_id = 330106;
	assert_int_equal(demo_fill(cx, &options, &made), ERR_BAD_INPUT);
	store_rollback(cx);
}

/* ---- At any hour ---- */

enum { MINUTE_MS = 60000, HOUR_MS = 3600000 };
static int64_t now;

static void be(struct ctx *cx, const char *login)
{
	struct party_account account;
	struct actor *actor = arena_new(&cx->mem, sizeof *actor);

	must(party_account_by_login(cx, login, &account));
	must(party_actor(cx, account.account_id, actor));
	cx->actor = actor;
}

/* One offer that can still be ordered from for some hours, and one that is over. */
static void expect_offers(struct ctx *cx)
{
	struct offer *offers;
	size_t n, open = 0, over = 0;

	must(offer_list(cx, &(struct offer_filter){ .stage = -1, .limit = 20 }, &offers, &n));
	for (size_t i = 0; i < n; i++) {
		assert_true(offers[i].opens_ms <= now);
		open += text_equal(offers[i].state, "open") && offers[i].cut_off_ms >= now + 3 * HOUR_MS && offers[i].deliver_from_ms > now;
		over += text_equal(offers[i].state, "shut") && offers[i].cut_off_ms < now && offers[i].cut_off_ms > now - 2 * (int64_t)DAY_MS;
	}
	assert_int_equal(open, 1);
	assert_int_equal(over, 1);
}

static void expect_orders(struct ctx *cx, int64_t today)
{
	struct order_filter filter = { .pay = -1, .channel = -1, .limit = ORDER_ROWS_MAX };
	struct order_counts counts;
	struct order_row *orders;
	size_t n;

	must(order_count(cx, &filter, &counts));
	assert_true(counts.placed > 5 && counts.paid > 20 && counts.ended > 0 && counts.unpaid > 0);
	must(order_list(cx, &filter, &orders, &n));
	for (size_t i = 0; i < n; i++)
		assert_true(orders[i].placed_ms <= now);
	filter.from_day = filter.to_day = today;
	must(order_count(cx, &filter, &counts));
	assert_in_range(counts.all, 30, 100);
	filter.from_day = filter.to_day = today - 1;
	must(order_count(cx, &filter, &counts));
	assert_in_range(counts.all, 60, 200);
}

/* Today's trip is on its way: one stop has its goods, another waits for them. */
static void expect_a_trip(struct ctx *cx, int64_t today)
{
	struct trip *trips;
	size_t n;

	must(trip_list(cx, &(struct trip_filter){ .day = today, .limit = 20 }, &trips, &n));
	assert_int_equal(n, 1);
	assert_string_equal(trips[0].state, "rolling");
	assert_int_equal(civil_day_of(trips[0].depart_ms), today);
	assert_true(trips[0].departed_ms && trips[0].departed_ms <= now);
	assert_int_equal(trips[0].n_stops, 2);
	assert_int_equal(trips[0].stops_done, 1);
}

static void keeps_its_promises(struct ctx *cx)
{
	struct demo_options options = demo_of_now(now);
	const int64_t today = civil_day_of(now);

	assert_int_equal(options.day, today);
	options.households = DEMO_HOUSEHOLDS_MIN;
	filled(cx, options);
	cx->now_ms = now;
	be(cx, "shop");
	expect_offers(cx);
	expect_orders(cx, today);
	expect_a_trip(cx, today);
}

static void at(int64_t day, int64_t minute)
{
	now = day * DAY_MS - CHINA_OFFSET_MS + minute * MINUTE_MS;
	on_one_store("sqlite::memory:", keeps_its_promises);
}

static void a_demo_begun_at_any_hour_has_an_open_offer_orders_of_today_and_yesterday_and_a_trip_under_way(void **state)
{
	const int64_t last = civil_day(2026, 12, 31);

	(void)state;
	for (int64_t hour = 0; hour < 24; hour++)
		at(last, hour * 60 + (hour * 7 + 3) % 60);
	at(last, 1);
	at(last, 23 * 60 + 59);
	at(last + 1, 30);
}

static void the_same_seed_gives_the_same_ledger_head_on_either_store(void **state)
{
	(void)state;
	for_each_store(same_again);
	on_one_store("sqlite::memory:", same_again);
	on_one_store("sqlite::memory:", other_seed);
}
static void demo_data_are_never_put_on_top_of_others(void **state) { (void)state; on_one_store("sqlite::memory:", not_twice); }
static void sizes_have_limits_and_the_district_is_qiantang(void **state) { (void)state; on_one_store("sqlite::memory:", limits); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_seed_gives_the_same_ledger_head_on_either_store),
		cmocka_unit_test(demo_data_are_never_put_on_top_of_others),
		cmocka_unit_test(a_demo_begun_at_any_hour_has_an_open_offer_orders_of_today_and_yesterday_and_a_trip_under_way),
		cmocka_unit_test(sizes_have_limits_and_the_district_is_qiantang),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
