/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/dispatch/dispatch_world.h"
#include "caps/public_page/public_page.h"
#include <string.h>

/* What the page tells, and what it never does. */
#define NASTY "<script>alert(1)</script>&\"'><img src=x onerror=y>"

static const char *html(struct ctx *cx, int64_t lang, const char *number)
{
	struct public_file f;

	cx->actor = NULL;
	must(public_html(cx, &(struct public_ask){ lang, number }, &f));
	assert_string_equal(f.type, "text/html; charset=utf-8");
	return arena_bytes(&cx->mem, f.body.at, f.body.n);
}

static const char *csv(struct ctx *cx, enum public_table table)
{
	struct public_file f;

	must(public_csv(cx, table, PUBLIC_ZH, &f));
	return arena_bytes(&cx->mem, f.body.at, f.body.n);
}

static int64_t given(struct ctx *cx, const struct docs *w, int64_t item_id, int64_t qty)
{
	struct doc_line line = { .item_id = item_id, .counter = { [ASKED] = qty } };
	int64_t id = draft(cx, w->by.keeper, &(struct doc){ .kind = "receipt_donor", .giver_id = 900077, .to_place_id = w->d.wa,
		.owner_id = w->d.root, .lines = &line, .n_lines = 1 });

	must(step(w->by.keeper, id, "announce"));
	must(step(w->by.keeper, id, "take_in", { .line_no = 1, .qty = qty, .batch = "G1" }));
	return id;
}

static void names_are_escaped(struct ctx *cx)
{
	struct docs w = open_docs(cx);
	int64_t id = 0;

	cx->actor = &the_system;
	must(item_create(cx, &(struct item){ .code = "X", .zh = NASTY, .en = NASTY, .category = "masks", .unit = "<b>", .storage = STORAGE_AMBIENT,
		.active = 1 }, &id));
	stocked(cx, &w, w.by.keeper, w.d.wa, id, 12345, 0);
	given(cx, &w, id, 7);
	for (int64_t lang = PUBLIC_ZH; lang <= PUBLIC_EN; lang++) {
		const char *page = html(cx, lang, NASTY);

		assert_non_null(strstr(page, "&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;&#39;&gt;&lt;img src=x onerror=y&gt;"));
		assert_non_null(strstr(page, "12,352 &lt;b&gt;"));
		assert_null(strstr(page, "<script"));
		assert_null(strstr(page, "<img"));
		assert_null(strstr(page, " style="));
	}
	assert_non_null(strstr(csv(cx, PUBLIC_STOCK), "\"<script>alert(1)</script>&\"\"'><img src=x onerror=y>\",12352,<b>,"));
	close_docs(cx);
}

static void a_bare_district(struct ctx *cx)
{
	struct public_supply s;

	must(public_supply(cx, &s));
	assert_string_equal(s.place, "");
	assert_int_equal(s.classes.n + s.gifts.n + s.allotments.n + s.areas.n, 0);
	assert_non_null(strstr(html(cx, PUBLIC_ZH, ""), "还没有库存。"));
	assert_non_null(strstr(html(cx, PUBLIC_EN, "JS-1"), "there is no receipt of a donation with the number JS-1"));
}

static void gifts_are_followed(struct ctx *cx)
{
	struct docs w = open_docs(cx);
	int64_t gift = given(cx, &w, w.mask, 40), order;
	struct public_supply s;
	struct public_trace t;
	const struct public_gift *g;
	const char *page;
	struct doc doc;

	must(document_get(cx, gift, &doc));
	give_points(cx, &w);
	vetted(cx, &w, w.mask, 30);
	order = ordered(cx, &w, held(cx, &w), w.d.wa);
	cx->actor = NULL;
	must(public_supply(cx, &s));
	assert_null(cx->actor);
	assert_int_equal(s.gifts.n, 1);
	g = s.gifts.at;
	assert_int_equal(g->qty, 40);
	assert_int_equal(g->used, 0);                      /* held, and still there */
	must(step(w.by.keeper, order, "acknowledge"));
	must(step(w.by.keeper, order, "depart"));
	must(step(w.by.clerk, order, "receive"));
	cx->actor = NULL;
	must(public_supply(cx, &s));
	g = s.gifts.at;
	assert_int_equal(g->used, 30);
	assert_int_equal(s.allotments.n, 1);
	assert_int_equal(((const struct public_allotment *)s.allotments.at)->qty, PUBLIC_HIDDEN);     /* one clinic alone */
	assert_int_equal(((const struct public_allotment *)s.allotments.at)->units, PUBLIC_HIDDEN);
	must(public_trace(cx, doc.number, &t));
	assert_int_equal(t.gifts.n, 1);
	for (size_t i = 0; i < t.steps.n; i++)
		assert_int_equal(((const struct public_step *)t.steps.at)[i].qty, PUBLIC_HIDDEN);
	refused(ERR_NOT_FOUND, public_trace(cx, "", &t));
	page = html(cx, PUBLIC_ZH, doc.number);
	assert_non_null(strstr(page, "已发出 30 件"));
	assert_non_null(strstr(page, "另有 1 种物资各分给不足 5 家"));
	assert_null(strstr(page, "900077"));
	assert_non_null(strstr(csv(cx, PUBLIC_ALLOTMENTS), ",<5,<5,<5"));
	close_docs(cx);
}

static void small_subdistricts_are_joined(struct ctx *cx)
{
	static const struct public_area rows[] = { { 12, 1, 9, "1", "甲" }, { 6, 0, 6, "2", "乙" }, { 3, 1, 1, "3", "丙" }, { 0, 0, 0, "4", "丁" } };
	struct list l;
	const struct public_area *at;

	public_join_small(cx, rows, 4, &l);                /* 3 and 0 are too few, so 6 goes with them */
	at = l.at;
	assert_int_equal(l.n, 2);
	assert_int_equal(at[0].orders, 12);
	assert_int_equal(at[1].orders, 9);
	assert_int_equal(at[1].received, 7);
	assert_string_equal(at[1].name, "乙、丙、丁");
	assert_string_equal(at[1].code, "");
	public_join_small(cx, rows + 2, 2, &l);
	at = l.at;
	assert_int_equal(l.n, 1);
	assert_int_equal(at[0].orders, PUBLIC_HIDDEN);
	assert_int_equal(at[0].received, PUBLIC_HIDDEN);
	public_join_small(cx, rows, 2, &l);
	assert_int_equal(l.n, 2);
	public_join_small(cx, rows + 3, 1, &l);
	assert_int_equal(((const struct public_area *)l.at)->orders, 0);
	public_join_small(cx, rows, 0, &l);
	assert_int_equal(l.n, 0);
}

#define ON_BOTH(name, body) static void name(void **state) { (void)state; for_each_store(body); }
ON_BOTH(whatever_an_item_is_called_the_page_stays_a_page, names_are_escaped)
ON_BOTH(before_the_district_is_set_up_the_page_says_so, a_bare_district)
ON_BOTH(D2_7_gifts_are_followed_without_names_and_few_are_not_told, gifts_are_followed)
ON_BOTH(subdistricts_with_few_orders_are_told_together, small_subdistricts_are_joined)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whatever_an_item_is_called_the_page_stays_a_page),
		cmocka_unit_test(before_the_district_is_set_up_the_page_says_so),
		cmocka_unit_test(D2_7_gifts_are_followed_without_names_and_few_are_not_told),
		cmocka_unit_test(subdistricts_with_few_orders_are_told_together),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
