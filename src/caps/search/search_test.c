/* SPDX-License-Identifier: Apache-2.0 */
/* What a person types, and what he finds. */
#include "caps/dispatch/dispatch_world.h"
#include "caps/search/search.h"

static void numbers_are_read(void **state)
{
	const int64_t today = civil_day(2026, 11, 22), d = 330114;
	struct number_read r;

	(void)state;
	r = search_read_number("DB-330114-20261122-0381", d, today);
	assert_true(r.fits && r.day == today && r.running == 381);
	assert_string_equal(r.kind, "DB");
	r = search_read_number("0381", d, today);
	assert_true(r.fits && !r.day && r.running == 381 && !r.kind[0]);
	r = search_read_number("db 381", d, today);
	assert_true(r.fits && r.running == 381);
	assert_string_equal(r.kind, "DB");
	r = search_read_number("1121-0381", d, today);
	assert_true(r.fits && r.day == today - 1 && r.running == 381);
	r = search_read_number("1231-7", d, today);
	assert_true(r.fits && r.day == civil_day(2025, 12, 31));        /* the last such day, not one to come */
	r = search_read_number("DB-20261122", d, today);
	assert_true(r.fits && r.day == today && r.running == -1);
	r = search_read_number("DB-330114", d, today);
	assert_true(r.fits && !r.day && r.running == -1);
	assert_false(search_read_number("20261399", d, today).fits);
	assert_false(search_read_number("口罩", d, today).fits);
	assert_false(search_read_number("6901234567892", d, today).fits);
	assert_false(search_read_number("-", d, today).fits);
	assert_false(search_read_number("1-2-3-4-5-6", d, today).fits);
}

static size_t find(struct ctx *cx, const struct actor *who, const char *text, struct search_hit **ret)
{
	size_t n = 0;

	cx->actor = who;
	must(search(cx, text, ret, &n));
	return n;
}

static void finding(struct ctx *cx)
{
	struct docs w = open_day(cx);
	int64_t request = vetted(cx, &w, w.mask, 60), order = ordered(cx, &w, held(cx, &w), 777);
	struct search_hit *hit;
	struct doc doc;

	must(document_get(cx, order, &doc));
	assert_int_equal(find(cx, w.by.supply, doc.number, &hit), 1);
	assert_int_equal(hit[0].id, order);
	assert_string_equal(hit[0].type, "dispatch");
	assert_string_equal(hit[0].state, "ordered");
	assert_true(find(cx, w.by.supply, "0001", &hit) >= 3);               /* request, allocation, order, receipt of the day */
	assert_int_equal(find(cx, w.by.supply, "DB1", &hit), 1);
	assert_int_equal(find(cx, w.by.supply, " xq 0001 ", &hit), 1);
	assert_int_equal(hit[0].id, request);
	assert_int_equal(find(cx, w.by.supply, "DB 0002", &hit), 0);
	assert_int_equal(find(cx, w.by.far_keeper, doc.number, &hit), 0);    /* neither of its places is his */
	assert_int_equal(find(cx, w.by.keeper, doc.number, &hit), 1);
	assert_int_equal(find(cx, w.by.supply, "mask", &hit), 1);
	assert_int_equal(hit[0].kind, SEARCH_ITEM);
	assert_int_equal(hit[0].rank, 0);
	assert_int_equal(find(cx, w.by.supply, "masks", &hit), 0);
	close_docs(cx);
}

static void issue3_7_documents_are_found_by_number_and_last_digits_by_who_may_see_them(void **state)
{
	(void)state;
	for_each_store(finding);
}

static void batches(struct ctx *cx)
{
	struct docs w = open_docs(cx);
	struct doc_line line = { .item_id = w.mask, .counter = { [ASKED] = 5 } };
	struct search_hit *hit;
	int64_t id = draft(cx, w.by.keeper, &(struct doc){ .kind = "receipt_supplier", .giver_id = w.supplier, .to_place_id = w.d.wa,
		.owner_id = w.d.root, .lines = &line, .n_lines = 1 });

	must(step(w.by.keeper, id, "announce"));
	must(step(w.by.keeper, id, "take_in", { .line_no = 1, .qty = 5, .batch = "SN20261122" }));
	assert_int_equal(find(cx, w.by.keeper, "sn2026", &hit), 1);
	assert_int_equal(hit[0].kind, SEARCH_LOT);
	assert_int_equal(hit[0].item_id, w.mask);
	assert_int_equal(hit[0].rank, 1);
	assert_int_equal(find(cx, w.by.keeper, "SN20261122", &hit), 1);
	assert_int_equal(hit[0].rank, 0);
	assert_int_equal(find(cx, w.by.far_keeper, "SN20261122", &hit), 0);  /* it never lay in his house */
	assert_int_equal(find(cx, w.by.keeper, "SN2027", &hit), 0);
	cx->actor = w.by.keeper;
	refused(ERR_BAD_INPUT, search(cx, "   ", &hit, &(size_t){ 0 }));
	assert_int_equal(find(cx, w.by.keeper, "%_'\";--", &hit), 0);
	close_docs(cx);
}

static void issue3_7_lots_are_found_by_batch_where_they_lie(void **state)
{
	(void)state;
	for_each_store(batches);
}

static void places(struct ctx *cx)
{
	struct docs w = open_docs(cx);
	struct search_hit *hit;
	struct place wa;
	size_t n;

	must(place_get(cx, w.d.wa, &wa));
	n = find(cx, w.by.supply, wa.name, &hit);
	assert_true(n >= 1);
	assert_int_equal(hit[0].id, w.d.wa);
	assert_int_equal(hit[0].kind, SEARCH_PLACE);
	assert_int_equal(hit[0].rank, 0);
	n = find(cx, w.by.clerk, wa.name, &hit);
	for (size_t i = 0; i < n; i++)
		assert_int_not_equal(hit[i].id, w.d.wa);                 /* the clinic's clerk does not see warehouses */
	assert_int_equal(find(cx, w.by.keeper, "keeper", &hit), 0);      /* people are never found */
	close_docs(cx);
}

static void issue3_7_places_are_found_by_name_and_people_never(void **state)
{
	(void)state;
	for_each_store(places);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_read),
		cmocka_unit_test(issue3_7_documents_are_found_by_number_and_last_digits_by_who_may_see_them),
		cmocka_unit_test(issue3_7_lots_are_found_by_batch_where_they_lie),
		cmocka_unit_test(issue3_7_places_are_found_by_name_and_people_never),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
