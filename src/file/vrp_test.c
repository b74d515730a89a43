/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"
#include "file/vrp.h"
#include "seeded.h"
#include "test.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static const char library[] =
	"NAME : \ttiny\t\nCOMMENT : \"own\"\nTYPE : \tCVRP\t\nDIMENSION : \t4\nEDGE_WEIGHT_TYPE : \tEUC_2D\nCAPACITY : 10\n"
	"NODE_COORD_SECTION\t\n1 0 0\n2 3 4\n3 6.5 -8\n4 1e1 0\nDEMAND_SECTION\n1 0\n2 5\n3 5\n4 7\nDEPOT_SECTION\n\t1\n\t-1\nEOF\n";

static const char windows[] =
	"NAME: tiny\r\nTYPE: VRPTW\r\nDIMENSION: 3\r\nVEHICLES: 7\r\nCAPACITY: 20\r\nSERVICE_TIME: 9\r\nEDGE_WEIGHT_TYPE: EXPLICIT\r\n"
	"EDGE_WEIGHT_FORMAT: FULL_MATRIX\r\nEDGE_WEIGHT_SECTION\r\n0 1 2\r\n3 0 4\r\n5 6 0\r\nDEMAND_SECTION\r\n1 0\r\n2 5\r\n3 5\r\n"
	"TIME_WINDOW_SECTION\r\n1 0 100\r\n2 10 20\r\n3 30 40\r\nDEPOT_SECTION\r\n1\r\n-1\r\nEOF\r\n";

static const char table[] =
	"R1\n\nVEHICLE\nNUMBER     CAPACITY\n  25         200\n\nCUSTOMER\nCUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE TIME\n\n"
	"    0      35         35          0          0        230          0\n    1      41         49         10        161        171         10\n";

static const char fleet[] =
	"NAME: tiny\nTYPE: HFVRP\nDIMENSION: 4\nVEHICLES: 2\nSERVICE_TIME: 9\nVEHICLES_MAX_DURATION: 450\nEDGE_WEIGHT_TYPE: EUC_2D\n"
	"NODE_COORD_SECTION\n1 0 0\n2 3 4\n3 6.5 -8\n4 1e1 0\nDEMAND_SECTION\n1 0\n2 0\n3 5\n4 7\nCAPACITY_SECTION\n1 10\n2 20\n"
	"RELEASE_TIME_SECTION\n1 0\n2 0\n3 8\n4 0\nVEHICLES_FIXED_COST_SECTION\n1 100\n2 250\nVEHICLES_UNIT_DISTANCE_COST_SECTION\n1 3\n2 4\n"
	"VEHICLES_DEPOT_SECTION\n1 1\n2 2\nVEHICLES_RELOAD_DEPOT_SECTION\n1 2\n2 1\nDEPOT_SECTION\n1\n2\n-1\nEOF\n";

static enum err read_text(struct ctx *cx, const char *text, struct vrp *v) { return vrp_read(cx, text, strlen(text), v); }

static void the_library_form_is_read(void **state)
{
	struct ctx cx = { 0 };
	struct vrp v;

	(void)state;
	assert_int_equal(read_text(&cx, library, &v), ERR_OK);
	assert_int_equal(v.n, 4);
	assert_string_equal(v.type, "CVRP");
	assert_true(fabs(v.capacity - 10) < 1e-9 && fabs(v.x[2] - 6.5) < 1e-9 && fabs(v.y[2] + 8) < 1e-9 && fabs(v.x[3] - 10) < 1e-9);
	assert_true(fabs(v.demand[3] - 7) < 1e-9 && !v.from && !v.matrix && !v.vehicles);
	arena_reset(&cx.mem);
}

static void windows_and_a_matrix_are_read(void **state)
{
	struct ctx cx = { 0 };
	struct vrp v;

	(void)state;
	assert_int_equal(read_text(&cx, windows, &v), ERR_OK);
	assert_int_equal(v.vehicles, 7);
	assert_int_equal(v.matrix[1 * 3 + 0], 3);
	assert_int_equal(v.matrix[0 * 3 + 1], 1);
	assert_true(fabs(v.service[0]) < 1e-9 && fabs(v.service[2] - 9) < 1e-9 && fabs(v.from[2] - 30) < 1e-9 && fabs(v.until[1] - 20) < 1e-9);
	arena_reset(&cx.mem);
}

static void vehicles_that_differ_and_several_depots_are_read(void **state)
{
	struct ctx cx = { 0 };
	struct vrp v;

	(void)state;
	assert_int_equal(read_text(&cx, windows, &v), ERR_OK);
	assert_false(vrp_is_rich(&v));
	assert_int_equal(read_text(&cx, fleet, &v), ERR_OK);
	assert_true(vrp_is_rich(&v));
	assert_int_equal(v.n_depots, 2);
	assert_int_equal(v.fleet.depot[1], 1);
	assert_int_equal(v.fleet.reload[0], 1);
	assert_int_equal(v.reloads, -1);
	assert_true(fabs(v.fleet.capacity[1] - 20) < 1e-9 && fabs(v.fleet.fixed_cost[1] - 250) < 1e-9 && fabs(v.fleet.distance_cost[0] - 3) < 1e-9);
	assert_true(fabs(v.longest - 450) < 1e-9 && fabs(v.release[2] - 8) < 1e-9);
	assert_true(fabs(v.service[1]) < 1e-9 && fabs(v.service[2] - 9) < 1e-9);      /* not at depots */
	arena_reset(&cx.mem);
}

static void a_vehicle_of_no_depot_is_refused(void **state)
{
	struct ctx cx = { 0 };
	struct buf text = BUF(&cx.mem);
	const char *at = strstr(fleet, "SECTION\n1 1\n2 2\n");
	struct vrp v;

	(void)state;
	buf_add(&text, fleet, (size_t)(at - fleet));
	buf_text(&text, "SECTION\n1 1\n2 3\n");
	buf_text(&text, at + strlen("SECTION\n1 1\n2 2\n"));
	assert_int_equal(read_text(&cx, buf_get(&text), &v), ERR_BAD_INPUT);
	arena_reset(&cx.mem);
}

static void half_matrices_are_mirrored(void **state)
{
	static const char *const part[] = { "LOWER_ROW\nEDGE_WEIGHT_SECTION\n1\n2 3\n", "UPPER_ROW\nEDGE_WEIGHT_SECTION\n1 2\n3\n",
		"LOWER_DIAG_ROW\nEDGE_WEIGHT_SECTION\n0 1 0 2 3 0\n", "UPPER_DIAG_ROW\nEDGE_WEIGHT_SECTION\n0 1 2 0 3 0\n" };
	static const int32_t want[] = { 0, 1, 2, 1, 0, 3, 2, 3, 0 };

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct ctx cx = { 0 };
		struct vrp v;
		const char *text = arena_print(&cx.mem, "TYPE: CVRP\nDIMENSION: 3\nCAPACITY: 5\nEDGE_WEIGHT_TYPE: EXPLICIT\nEDGE_WEIGHT_FORMAT: %s"
					       "DEMAND_SECTION\n1 0\n2 1\n3 1\nDEPOT_SECTION\n1\n-1\nEOF\n", part[i]);

		assert_int_equal(read_text(&cx, text, &v), ERR_OK);
		assert_memory_equal(v.matrix, want, sizeof want);
		arena_reset(&cx.mem);
	}
}

static void the_table_form_is_read(void **state)
{
	struct ctx cx = { 0 };
	struct vrp v;

	(void)state;
	assert_int_equal(read_text(&cx, table, &v), ERR_OK);
	assert_int_equal(v.form, VRP_TABLE);
	assert_int_equal(v.n, 2);
	assert_int_equal(v.vehicles, 25);
	assert_true(fabs(v.capacity - 200) < 1e-9 && fabs(v.until[1] - 171) < 1e-9 && fabs(v.service[1] - 10) < 1e-9);
	arena_reset(&cx.mem);
}

static void a_word_it_does_not_know_is_named_with_its_line(void **state)
{
	struct ctx cx = { 0 };
	struct vrp v;

	(void)state;
	assert_int_equal(read_text(&cx, "TYPE: CVRP\nDIMENSION: 3\nDISTANCE: 200\n", &v), ERR_BAD_INPUT);
	assert_string_equal(cx.fault.field, "line 3");
	assert_non_null(strstr(cx.fault.en, "'DISTANCE'"));
	assert_int_equal(read_text(&cx, "TYPE: CVRP\nDIMENSION: 2\nDEMAND_SECTION\n1 0\n2 five\n", &v), ERR_BAD_INPUT);
	assert_string_equal(cx.fault.field, "line 5");
	assert_int_equal(read_text(&cx, "", &v), ERR_BAD_INPUT);
	arena_reset(&cx.mem);
}

static void solutions_are_read_in_all_their_spellings(void **state)
{
	struct ctx cx = { 0 };
	struct vrp_sol s;
	static const char text[] = "Route #1: 3 7\nRoute #2 : 1\nroute # 3:\nCost: 12.5\n";

	(void)state;
	assert_int_equal(vrp_sol_read(&cx, text, strlen(text), &s), ERR_OK);
	assert_int_equal(s.n_routes, 3);
	assert_int_equal(s.starts[1], 2);
	assert_int_equal(s.starts[3], 3);
	assert_int_equal(s.stops[1], 7);
	assert_true(s.has_cost && fabs(s.cost - 12.5) < 1e-9);
	assert_int_equal(vrp_sol_read(&cx, "Route #1: x\n", 12, &s), ERR_BAD_INPUT);
	assert_int_equal(vrp_sol_read(&cx, "nothing", 7, &s), ERR_BAD_INPUT);
	arena_reset(&cx.mem);
}

static void gzip_is_unpacked_and_damage_refused(void **state)
{
	struct ctx cx = { 0 };
	unsigned char packed[2000];
	z_stream z = { 0 };
	const char *out;
	size_t n, n_out;

	(void)state;
	assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
	z.next_in = (Bytef *)(uintptr_t)library;
	z.avail_in = sizeof library - 1;
	z.next_out = packed;
	z.avail_out = sizeof packed;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	n = z.total_out;
	deflateEnd(&z);
	assert_int_equal(gunzip(&cx, (char *)packed, n, 1 << 20, &out, &n_out), ERR_OK);
	assert_int_equal(n_out, sizeof library - 1);
	assert_memory_equal(out, library, n_out);
	assert_int_equal(gunzip(&cx, (char *)packed, n, 100, &out, &n_out), ERR_TOO_LARGE);
	for (size_t cut = 2; cut < n; cut += 7)
		assert_int_equal(gunzip(&cx, (char *)packed, cut, 1 << 20, &out, &n_out), ERR_BAD_INPUT);
	assert_int_equal(gunzip(&cx, library, 20, 1 << 20, &out, &n_out), ERR_OK);
	assert_ptr_equal(out, library);
	arena_reset(&cx.mem);
}

static const char *const bits[] = { "\n", " ", "-1", "0", "99999999999999999999", "1e400", "1e-400", "EOF", "DIMENSION : 50001\n", "DIMENSION: 10001\n",
	"EDGE_WEIGHT_SECTION\n", "DEPOT_SECTION\n", ":", "VEHICLE\n", "CUSTOMER\n", "\xff", "_SECTION", "CAPACITY", ".", "-", "e5", "Route #1:", "#" };

/* A few cuts, doublings and insertions. */
static struct buf damaged(struct arena *mem, struct seeded *s, const char *text)
{
	struct buf out = BUF(mem);

	buf_text(&out, text);
	for (int64_t i = seeded_below(s, 5) + 1; i; i--) {
		struct buf in = out;
		size_t from = (size_t)seeded_below(s, (int64_t)in.n + 1), gone = (size_t)seeded_below(s, 12);
		const char *bit = bits[seeded_below(s, sizeof bits / sizeof *bits)];

		gone = gone > in.n - from ? in.n - from : gone;
		out = BUF(mem);
		buf_add(&out, in.at, from);
		if (seeded_below(s, 2))
			buf_text(&out, bit);
		buf_add(&out, in.at + from + gone, in.n - from - gone);
	}
	return out;
}

static void damaged_files_are_read_whole_or_refused(void **state)
{
	const char *const texts[] = { library, windows, table, fleet };
	struct seeded s = { 20261122 };
	int taken = 0;

	(void)state;
	for (int i = 0; i < 6000; i++) {
		struct ctx cx = { 0 };
		struct buf text = damaged(&cx.mem, &s, texts[i % 4]);
		char *exact = malloc(text.n + 1);
		struct vrp v;
		struct vrp_sol sol;

		memcpy(exact, buf_get(&text), text.n);
		if (vrp_read(&cx, exact, text.n, &v) == ERR_OK) {
			taken++;
			assert_true(v.n >= 2 && v.n <= VRP_PLACES_MAX && (v.capacity > 0 || v.fleet.capacity) && v.n_depots >= 1 && v.n_depots < v.n && v.demand && v.service && (v.matrix || v.x));
			assert_true(!v.from == !v.until);
			for (int32_t k = 0; k < v.vehicles && v.fleet.depot; k++)
				assert_in_range(v.fleet.depot[k], 0, v.n_depots - 1);
		}
		(void)!vrp_sol_read(&cx, exact, text.n, &sol);
		free(exact);
		arena_reset(&cx.mem);
	}
	assert_in_range(taken, 100, 5900);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_library_form_is_read),
		cmocka_unit_test(windows_and_a_matrix_are_read),
		cmocka_unit_test(vehicles_that_differ_and_several_depots_are_read),
		cmocka_unit_test(a_vehicle_of_no_depot_is_refused),
		cmocka_unit_test(half_matrices_are_mirrored),
		cmocka_unit_test(the_table_form_is_read),
		cmocka_unit_test(a_word_it_does_not_know_is_named_with_its_line),
		cmocka_unit_test(solutions_are_read_in_all_their_spellings),
		cmocka_unit_test(gzip_is_unpacked_and_damage_refused),
		cmocka_unit_test(damaged_files_are_read_whole_or_refused),
	};

	return cmocka_run_group_tests_name("vrp", tests, NULL, NULL);
}
