/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/allocation.h"
#include "engine/geo.h"
#include "allocation_check.h"
#include "seeded.h"
#include "test.h"
#include <stdio.h>
#include <string.h>

/* An instance of a given size in one arena.  Everything is drawn small and
 * close together, so that ties, own stock and shortage happen often. */
struct shape { int n_places, n_items, n_rows, n_lines, qty, pack; bool pins; };

static const char *name(struct arena *mem, struct seeded *s, const char *letter, int i)
{
	return arena_print(mem, "%s%c%d", letter, (char)('A' + seeded_below(s, 3)), i);
}

static struct allocation_problem draw(struct arena *mem, struct seeded *s, struct shape z)
{
	struct allocation_place *places = arena_array(mem, struct allocation_place, z.n_places);
	struct allocation_item *items = arena_array(mem, struct allocation_item, z.n_items);
	struct allocation_row *rows = arena_array(mem, struct allocation_row, z.n_rows);
	struct allocation_line *lines = arena_array(mem, struct allocation_line, z.n_lines);
	int64_t *pins = arena_array(mem, int64_t, z.n_lines + 1);

	for (int i = 0; i < z.n_places; i++)
		places[i] = (struct allocation_place){ .code = name(mem, s, "p", i),
			.parent = i ? (int32_t)seeded_below(s, i) : ALLOCATION_NOBODY,
			.located = i == 0 || seeded_below(s, 8) > 0,
			.lon = 120.3 + (double)seeded_below(s, 40) * 0.005, .lat = 30.3 + (double)seeded_below(s, 40) * 0.005 };
	for (int i = 0; i < z.n_items; i++)
		items[i].pack = 1 + seeded_below(s, z.pack);
	for (int i = 0; i < z.n_rows; i++)
		rows[i] = (struct allocation_row){ .place = (int32_t)seeded_below(s, z.n_places),
			.item = (int32_t)seeded_below(s, z.n_items), .lot = arena_print(mem, "L%d", i % 5 * 100 + i / 5),
			.owner = seeded_below(s, 3) ? ALLOCATION_NOBODY : (int32_t)seeded_below(s, z.n_places),
			.restricted_to = seeded_below(s, 5) ? ALLOCATION_NOBODY : (int32_t)seeded_below(s, z.n_places),
			.expiry_day = seeded_below(s, 3) ? 20000 + seeded_below(s, 4) : ALLOCATION_NO_EXPIRY,
			.qty = seeded_below(s, z.qty) };
	for (int i = 0; i < z.n_lines; i++) {
		bool small = seeded_below(s, 2);

		lines[i] = (struct allocation_line){ .request = name(mem, s, "r", i),
			.unit = (int32_t)seeded_below(s, z.n_places), .place = (int32_t)seeded_below(s, z.n_places),
			.item = (int32_t)seeded_below(s, z.n_items), .priority = 1 + (int32_t)seeded_below(s, small ? 2 : 5),
			.qty = seeded_below(s, z.qty), .own_stock = seeded_below(s, 3) ? 0 : seeded_below(s, z.qty / 2 + 1),
			.received_before = seeded_below(s, 3) ? 0 : seeded_below(s, z.qty / 2 + 1) };
		if (seeded_below(s, 2))
			lines[i].place = lines[i].unit;
	}
	if (z.pins)
		for (int i = 0; i < z.n_lines; i++) {
			int64_t have = lines[i].own_stock + lines[i].received_before, pack = items[lines[i].item].pack;
			int64_t need = lines[i].qty > have ? lines[i].qty - have : 0;

			pins[i] = seeded_below(s, 3) ? ALLOCATION_FREE : seeded_below(s, (need + pack - 1) / pack + 1) * pack;
		}
	return (struct allocation_problem){ .day = 20001, .places = places, .items = items, .rows = rows, .lines = lines,
		.pins = z.pins ? pins : NULL, .n_places = (size_t)z.n_places, .n_items = (size_t)z.n_items, .n_rows = (size_t)z.n_rows,
		.n_lines = (size_t)z.n_lines };
}

static void run_and_check(struct ctx *cx, const struct allocation_problem *in, int threads, uint64_t seed,
			  struct allocation_result *out)
{
	const char *wrong;

	if (allocation_run(cx, in, threads, out))
		fail_with("seed %llu: %s", (unsigned long long)seed, cx->fault.en);
	wrong = allocation_check(&cx->mem, in, out);
	if (wrong)
		fail_with("seed %llu: %s", (unsigned long long)seed, wrong);
}

static void D7_7_thousands_of_small_days_obey_every_rule(void **state)
{
	int n_reasons[ALLOCATION_REASONS] = { 0 };

	(void)state;
	for (uint64_t seed = 1; seed <= 12000; seed++) {
		struct seeded s = { seed };
		struct ctx cx = { 0 };
		struct shape z = { 2 + (int)seeded_below(&s, 6), 1 + (int)seeded_below(&s, 2), (int)seeded_below(&s, 14),
				   (int)seeded_below(&s, 9), seed % 3 ? 12 : 60, 4, seed % 4 == 3 };
		struct allocation_problem in = draw(&cx.mem, &s, z);
		struct allocation_result out;

		run_and_check(&cx, &in, 1, seed, &out);
		for (size_t i = 0; i < in.n_lines; i++)
			n_reasons[out.grants[i].reason]++;
		arena_reset(&cx.mem);
	}
	for (int r = 0; r < ALLOCATION_REASONS; r++)
		if (!n_reasons[r])
			fail_with("no day had the reason %s", allocation_reason_slug((enum allocation_reason)r));
}

static void larger_days_obey_every_rule(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 40; seed++) {
		struct seeded s = { seed * 77 };
		struct ctx cx = { 0 };
		struct shape z = { 60, 2, 120, 150, 200, 12, seed % 2 };
		struct allocation_problem in = draw(&cx.mem, &s, z);
		struct allocation_result out;

		run_and_check(&cx, &in, 2, seed, &out);
		arena_reset(&cx.mem);
	}
}

/* The same problem with places, rows and lines in another order.  `row_to` and
 * `line_to` tell where each one went. */
static struct allocation_problem shuffle(struct arena *mem, struct seeded *s, const struct allocation_problem *in,
					 int32_t *row_to, int32_t *line_to)
{
	struct allocation_problem out = *in;
	struct allocation_place *places = arena_array(mem, struct allocation_place, in->n_places);
	struct allocation_row *rows = arena_array(mem, struct allocation_row, in->n_rows);
	struct allocation_line *lines = arena_array(mem, struct allocation_line, in->n_lines);
	int32_t *place_to = arena_array(mem, int32_t, in->n_places + 1) + 1;
	struct { int32_t *to; size_t n; } lists[3] = { { place_to, in->n_places }, { row_to, in->n_rows }, { line_to, in->n_lines } };

	place_to[-1] = ALLOCATION_NOBODY;
	for (int k = 0; k < 3; k++) {
		for (size_t i = 0; i < lists[k].n; i++)
			lists[k].to[i] = (int32_t)i;
		for (size_t i = lists[k].n; i > 1; i--) {
			size_t j = (size_t)seeded_below(s, (int64_t)i);
			int32_t swap = lists[k].to[i - 1];

			lists[k].to[i - 1] = lists[k].to[j];
			lists[k].to[j] = swap;
		}
	}
	for (size_t i = 0; i < in->n_places; i++) {
		places[place_to[i]] = in->places[i];
		places[place_to[i]].parent = place_to[in->places[i].parent];
	}
	for (size_t i = 0; i < in->n_rows; i++) {
		struct allocation_row *r = &rows[row_to[i]];

		*r = in->rows[i];
		r->place = place_to[r->place];
		r->owner = place_to[r->owner];
		r->restricted_to = place_to[r->restricted_to];
	}
	for (size_t i = 0; i < in->n_lines; i++) {
		lines[line_to[i]] = in->lines[i];
		lines[line_to[i]].unit = place_to[in->lines[i].unit];
		lines[line_to[i]].place = place_to[in->lines[i].place];
	}
	out.places = places;
	out.rows = rows;
	out.lines = lines;
	return out;
}

static void assert_same_result(const struct allocation_problem *in, const struct allocation_result *a,
			       const struct allocation_result *b, const int32_t *row_to, const int32_t *line_to)
{
	assert_int_equal(a->n_legs, b->n_legs);
	for (size_t i = 0; i < in->n_lines; i++) {
		const struct allocation_grant *x = &a->grants[i], *y = &b->grants[line_to[i]];

		assert_memory_equal(x->by_source, y->by_source, sizeof x->by_source);
		assert_int_equal(x->reason, y->reason);
		assert_int_equal(x->n_legs, y->n_legs);
	}
	for (size_t i = 0; i < a->n_legs; i++) {
		assert_int_equal(b->legs[i].row, row_to[a->legs[i].row]);
		assert_int_equal(b->legs[i].line, line_to[a->legs[i].line]);
		assert_int_equal(b->legs[i].qty, a->legs[i].qty);
	}
}

static void the_order_of_the_input_and_the_threads_change_nothing(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 150; seed++) {
		struct seeded s = { seed * 1001 };
		struct ctx cx = { 0 };
		struct shape z = { 12, 3, 60, 40, 25, 3, false };
		struct allocation_problem in = draw(&cx.mem, &s, z), other;
		int32_t *row_to = arena_array(&cx.mem, int32_t, in.n_rows), *line_to = arena_array(&cx.mem, int32_t, in.n_lines);
		struct allocation_result a, b;

		other = shuffle(&cx.mem, &s, &in, row_to, line_to);
		run_and_check(&cx, &in, 1, seed, &a);
		run_and_check(&cx, &other, 2, seed, &b);
		assert_same_result(&in, &a, &b, row_to, line_to);
		arena_reset(&cx.mem);
	}
}

/* A place in the sea off Null Island, and some to the east of it, k x 0.01 degrees. */
static const struct allocation_place row_of_places[] = {
	{ "a", ALLOCATION_NOBODY, true, 0, 0 }, { "b", 0, true, 0.01, 0 }, { "c", 0, true, 0.02, 0 },
	{ "d", 2, false, 0, 0 },
};

static struct allocation_problem small(const struct allocation_item *item, const struct allocation_row *rows, size_t n_rows,
				       const struct allocation_line *lines, size_t n_lines)
{
	return (struct allocation_problem){ .day = 100, .places = row_of_places, .n_places = 4, .items = item, .n_items = 1,
		.rows = rows, .n_rows = n_rows, .lines = lines, .n_lines = n_lines };
}

enum { NOBODY = ALLOCATION_NOBODY };

static void D2_2_priority_is_strict_but_own_stock_comes_first(void **state)
{
	const struct allocation_item item = { 1 };
	const struct allocation_row rows[] = {
		{ 0, 0, 2, NOBODY, "own of c", ALLOCATION_NO_EXPIRY, 4 },
		{ 0, 0, NOBODY, 2, "only for c", ALLOCATION_NO_EXPIRY, 3 },
		{ 0, 0, NOBODY, NOBODY, "pool", ALLOCATION_NO_EXPIRY, 10 },
	};
	const struct allocation_line lines[] = {
		{ "1", 1, 1, 0, 1, 30, 0, 0 }, { "2", 2, 2, 0, 4, 9, 0, 0 },
	};
	struct allocation_problem in = small(&item, rows, 3, lines, 2);
	struct allocation_result out;
	struct ctx cx = { 0 };

	(void)state;
	run_and_check(&cx, &in, 1, 0, &out);
	assert_int_equal(out.grants[0].allocated, 10);
	assert_int_equal(out.grants[0].reason, ALLOCATION_POOL_EXHAUSTED);
	assert_int_equal(out.grants[1].by_source[ALLOCATION_RESTRICTED], 3);
	assert_int_equal(out.grants[1].by_source[ALLOCATION_OWNED], 4);
	assert_int_equal(out.grants[1].reason, ALLOCATION_HIGHER_CLASS);
	assert_int_equal(out.items[0].classes[0].unmet, 20);
	assert_int_equal(out.items[0].classes[3].unmet, 2);
	assert_string_equal(allocation_explain(&cx.mem, &in, &out, 1, "只").zh,
		"申请 9 只，自有 0，已收 0，缺口 9，分得 7（限定 3、自有储备 4、统筹 0），由 1 处调出，"
		"最近 2.224、最远 2.224 公里；统筹库存已由更高等级用完");
	arena_reset(&cx.mem);
}

/* What the meeting sets for one line is what that line gets; the others share the rest by the same rules. */
static void D2_4_a_pinned_line_gets_exactly_its_pin_and_the_rest_is_shared_again(void **state)
{
	const struct allocation_item item = { 5 };
	const struct allocation_row rows[] = { { 0, 0, NOBODY, NOBODY, "pool", ALLOCATION_NO_EXPIRY, 100 } };
	const struct allocation_line lines[] = {
		{ "1", 1, 1, 0, 1, 50, 0, 0 }, { "2", 1, 1, 0, 2, 60, 0, 0 }, { "3", 2, 2, 0, 2, 60, 0, 0 },
	};
	const int64_t pins[] = { ALLOCATION_FREE, 40, ALLOCATION_FREE }, uneven[] = { ALLOCATION_FREE, 41, ALLOCATION_FREE },
		above[] = { 55, ALLOCATION_FREE, ALLOCATION_FREE };
	struct allocation_problem in = small(&item, rows, 1, lines, 3);
	struct allocation_result out;
	struct ctx cx = { 0 };

	(void)state;
	in.pins = pins;
	run_and_check(&cx, &in, 1, 0, &out);
	assert_int_equal(out.grants[0].allocated, 50);
	assert_int_equal(out.grants[1].allocated, 40);
	assert_int_equal(out.grants[1].reason, ALLOCATION_PINNED);
	assert_int_equal(out.grants[2].allocated, 10);
	in.pins = uneven;
	assert_int_equal(allocation_run(&cx, &in, 1, &out), ERR_BAD_INPUT);
	assert_string_equal(cx.fault.field, "pins[1].qty");
	in.pins = above;
	assert_int_equal(allocation_run(&cx, &in, 1, &out), ERR_BAD_INPUT);
	arena_reset(&cx.mem);
}

static void unused_owned_stock_joins_the_pool_where_that_saves_distance(void **state)
{
	/* c owns stock at a and at c and needs half of it.  b is near a: so c must
	 * take its own from c and leave a's for b. */
	const struct allocation_item item = { 5 };
	const struct allocation_row rows[] = {
		{ 0, 0, 2, NOBODY, "x", ALLOCATION_NO_EXPIRY, 12 }, { 2, 0, 2, NOBODY, "y", ALLOCATION_NO_EXPIRY, 10 },
	};
	const struct allocation_line lines[] = { { "1", 2, 2, 0, 1, 10, 0, 0 }, { "2", 1, 1, 0, 1, 10, 0, 0 } };
	struct allocation_problem in = small(&item, rows, 2, lines, 2);
	struct allocation_result out;
	struct ctx cx = { 0 };

	(void)state;
	run_and_check(&cx, &in, 1, 0, &out);
	assert_int_equal(out.legs[out.grants[0].first_leg].row, 1);
	assert_int_equal(out.legs[out.grants[0].first_leg].metres, 0);
	assert_int_equal(out.legs[out.grants[1].first_leg].row, 0);
	assert_int_equal(out.legs[out.grants[1].first_leg].metres, 1112);
	assert_true(out.items[0].certificate.objective == 11120);
	assert_int_equal(out.items[0].loose, 2);
	arena_reset(&cx.mem);
}

static void a_place_without_coordinates_lies_where_its_nearest_ancestor_lies(void **state)
{
	const struct allocation_item item = { 1 };
	const struct allocation_row rows[] = { { 3, 0, NOBODY, NOBODY, "", ALLOCATION_NO_EXPIRY, 1 } };
	const struct allocation_line lines[] = { { "1", 0, 0, 0, 1, 1, 0, 0 } };
	struct allocation_place lost[4];
	struct allocation_problem in = small(&item, rows, 1, lines, 1);
	struct allocation_result out;
	struct ctx cx = { 0 };

	(void)state;
	run_and_check(&cx, &in, 1, 0, &out);
	assert_int_equal(out.legs[0].metres, 2224);
	memcpy(lost, row_of_places, sizeof lost);
	in.places = lost;
	lost[2].located = false;
	lost[2].parent = 3;                                     /* and in a circle */
	assert_int_equal(allocation_run(&cx, &in, 1, &out), ERR_BAD_INPUT);
	assert_string_equal(cx.fault.field, "rows[0].place");
	arena_reset(&cx.mem);
}

static void numbers_out_of_range_are_refused_by_name(void **state)
{
	static const struct { int row, line; const char *field; } cases[] = {
		{ 0, -1, "rows[0].qty" }, { 1, -1, "rows[0].place" }, { 2, -1, "rows[0].owner" },
		{ -1, 0, "lines[0].qty" }, { -1, 1, "lines[0].priority" }, { -1, 2, "lines[0].unit" },
		{ -1, 3, "lines[0].own_stock" }, { -1, 4, "lines" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct allocation_item item = { 1 };
		struct allocation_row row = { 0, 0, NOBODY, NOBODY, "", ALLOCATION_NO_EXPIRY, 1 };
		struct allocation_line lines[2] = { { "1", 0, 0, 0, 1, 1, 0, 0 }, { "2", 0, 0, 0, 1, 1, 0, 0 } };
		struct allocation_problem in = small(&item, &row, 1, lines, 2);
		struct allocation_result out;
		struct ctx cx = { 0 };

		if (cases[i].row == 0) row.qty = ALLOCATION_QTY_MAX + 1;
		if (cases[i].row == 1) row.place = 4;
		if (cases[i].row == 2) row.owner = -2;
		if (cases[i].line == 0) lines[0].qty = -1;
		if (cases[i].line == 1) lines[0].priority = 6;
		if (cases[i].line == 2) lines[0].unit = NOBODY;
		if (cases[i].line == 3) lines[0].own_stock = INT64_MAX;
		if (cases[i].line == 4) lines[1].request = "1";
		assert_int_equal(allocation_run(&cx, &in, 1, &out), ERR_BAD_INPUT);
		assert_string_equal(cx.fault.field, cases[i].field);
		arena_reset(&cx.mem);
	}
}

static void the_largest_numbers_are_exact_and_beyond_them_is_refused(void **state)
{
	enum { MANY = 2400 };
	const struct allocation_item item = { 1 };
	struct allocation_row rows[] = { { 0, 0, NOBODY, NOBODY, "x", ALLOCATION_NO_EXPIRY, ALLOCATION_QTY_MAX },
					 { 1, 0, NOBODY, NOBODY, "x", ALLOCATION_NO_EXPIRY, ALLOCATION_QTY_MAX } };
	struct ctx cx = { 0 };
	struct allocation_line *lines = arena_array(&cx.mem, struct allocation_line, MANY);
	struct allocation_problem in;
	struct allocation_result out;

	(void)state;
	for (int i = 0; i < MANY; i++)
		lines[i] = (struct allocation_line){ arena_print(&cx.mem, "%04d", i), 2, 2, 0, 1, ALLOCATION_QTY_MAX, 0, 0 };
	in = small(&item, rows, 2, lines, 3);
	run_and_check(&cx, &in, 1, 0, &out);
	assert_int_equal(out.grants[0].allocated + out.grants[1].allocated + out.grants[2].allocated, 2 * ALLOCATION_QTY_MAX);
	assert_int_equal(out.grants[2].allocated, ALLOCATION_QTY_MAX * 2 / 3);
	in.n_lines = MANY;
	assert_int_equal(allocation_run(&cx, &in, 1, &out), ERR_TOO_LARGE);
	arena_reset(&cx.mem);
}

static void distances_are_those_of_the_mean_sphere(void **state)
{
	struct geo_point hangzhou = geo_point(120.1551, 30.2741), beijing = geo_point(116.4074, 39.9042);
	struct geo_point south = geo_point(0, -90), north = geo_point(0, 90);

	(void)state;
	assert_int_equal(geo_metres(&south, &north), 20015114);
	assert_true(geo_metres(&south, &north) <= GEO_METRES_MAX);
	assert_int_equal(geo_metres(&hangzhou, &hangzhou), 0);
	assert_in_range(geo_metres(&hangzhou, &beijing), 1120000, 1130000);
	assert_int_equal(geo_metres(&hangzhou, &beijing), geo_metres(&beijing, &hangzhou));
	for (int i = 0; i < 200000; i++) {
		struct seeded s = { (uint64_t)i };
		double spread = i % 2 ? 0.5 : 100;
		struct geo_point a = geo_point((double)seeded_below(&s, 1000000) * spread / 1e6, (double)seeded_below(&s, 1000000) * spread / 2e6);
		struct geo_point b = geo_point((double)seeded_below(&s, 1000000) * spread / 1e6, (double)seeded_below(&s, 1000000) * spread / 2e6);
		int32_t exact = geo_metres(&a, &b), least = geo_metres_at_least(&a, b.x, b.y, b.z);

		assert_true(least <= exact && (exact > 90000 || exact - least <= 2));
	}
}

static void a_day_without_anything_is_empty(void **state)
{
	struct allocation_problem in = { .day = 1 };
	struct allocation_result out;
	struct ctx cx = { 0 };

	(void)state;
	run_and_check(&cx, &in, 2, 0, &out);
	assert_int_equal(out.n_legs, 0);
	arena_reset(&cx.mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_day_without_anything_is_empty),
		cmocka_unit_test(D2_2_priority_is_strict_but_own_stock_comes_first),
		cmocka_unit_test(D2_4_a_pinned_line_gets_exactly_its_pin_and_the_rest_is_shared_again),
		cmocka_unit_test(unused_owned_stock_joins_the_pool_where_that_saves_distance),
		cmocka_unit_test(a_place_without_coordinates_lies_where_its_nearest_ancestor_lies),
		cmocka_unit_test(numbers_out_of_range_are_refused_by_name),
		cmocka_unit_test(the_largest_numbers_are_exact_and_beyond_them_is_refused),
		cmocka_unit_test(distances_are_those_of_the_mean_sphere),
		cmocka_unit_test(D7_7_thousands_of_small_days_obey_every_rule),
		cmocka_unit_test(larger_days_obey_every_rule),
		cmocka_unit_test(the_order_of_the_input_and_the_threads_change_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
