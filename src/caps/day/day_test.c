/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/day/day.h"
#include "base/civil.h"
#include "base/map.h"
#include "caps/day/day_files.h"
#include "caps/day/day_input.h"
#include "file/csv.h"
#include "seeded.h"
#include "test.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char PLAN[] = "plans/d2-control-goods.yaml", SMALL[] = "tests/data/day-small";
static const char *const stems[] = { "places", "items", "stock", "requests" };
static const char *const outputs[] = { "allocation.csv", "dispatch.csv", "ledger.csv", "summary.json", "daily-report.xlsx",
				       "daily-report.pdf" };
#define N(array) (sizeof(array) / sizeof *(array))

/* A folder of the test's own with in/ and, once a day has run, out/. */
struct desk { struct arena mem; char *dir, *in, *out, *said; };

static void make_dir(const char *path) { assert_int_equal(mkdir(path, 0700), 0); }

static void desk_open(struct desk *k)
{
	const char *base = getenv("TMPDIR") ? getenv("TMPDIR") : P_tmpdir;

	*k = (struct desk){ 0 };
	k->dir = arena_print(&k->mem, "%s/baogong-day-XXXXXX", base);
	assert_non_null(mkdtemp(k->dir));
	k->in = arena_print(&k->mem, "%s/in", k->dir);
	k->out = arena_print(&k->mem, "%s/out", k->dir);
	make_dir(k->in);
}

static void desk_close(struct desk *k)
{
	static const char *const more[] = { "in/places.xlsx", "in/items.xlsx", "in/stock.xlsx", "in/requests.xlsx", "in/plan.yaml",
		"in/places.csv", "in/items.csv", "in/stock.csv", "in/requests.csv", "out/old.txt", "out/sub", "said", "in", "out" };

	for (size_t i = 0; i < N(outputs); i++)
		(void)remove(arena_print(&k->mem, "%s/out/%s", k->dir, outputs[i]));
	for (size_t i = 0; i < N(more); i++)
		(void)remove(arena_print(&k->mem, "%s/%s", k->dir, more[i]));
	if (rmdir(k->dir))
		fail_with("something is left in %s", k->dir);
	arena_reset(&k->mem);
}

static const char *slurp(struct desk *k, const char *dir, const char *name, size_t *ret_n)
{
	struct bytes b;

	if (!day_file_read(&k->mem, dir, name, 1 << 30, &b))
		fail_with("cannot read %s/%s", dir, name);
	if (ret_n)
		*ret_n = b.n;
	return arena_bytes(&k->mem, b.at, b.n);
}

static void spill(struct desk *k, const char *name, const void *bytes, size_t n)
{
	FILE *f = fopen(arena_print(&k->mem, "%s/%s", k->in, name), "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
}

static void spill_text(struct desk *k, const char *name, const char *text) { spill(k, name, text, strlen(text)); }

static void copy_small(struct desk *k)
{
	for (size_t i = 0; i < N(stems); i++) {
		char *name = arena_print(&k->mem, "%s.csv", stems[i]);

		spill_text(k, name, slurp(k, SMALL, name, NULL));
	}
}

/* Runs the command; what it says on standard error is in k->said. */
static int run(struct desk *k, const char *plan, const char *out, const char *threads)
{
	char *argv[] = { "day", (char *)plan, k->in, (char *)out, "--date", "2026-11-22", "--threads", (char *)threads, NULL };
	char *log = arena_print(&k->mem, "%s/said", k->dir);
	int kept = dup(STDERR_FILENO), fd = open(log, O_CREAT | O_TRUNC | O_RDWR, 0600), code;

	assert_true(kept >= 0 && fd >= 0);
	fflush(stderr);
	dup2(fd, STDERR_FILENO);
	code = day_main(8, argv, civil_day(2000, 1, 1), true);
	fflush(stderr);
	dup2(kept, STDERR_FILENO);
	close(kept);
	close(fd);
	k->said = (char *)slurp(k, k->dir, "said", NULL);
	return code;
}

static int run_day(struct desk *k) { return run(k, PLAN, k->out, "2"); }

static void the_small_day_gives_the_files_in_the_book(void **state)
{
	static const char *const same[] = { "allocation.csv", "dispatch.csv", "ledger.csv", "summary.json" };
	struct desk k;

	(void)state;
	desk_open(&k);
	copy_small(&k);
	if (run_day(&k))
		fail_with("%s", k.said);
	for (size_t i = 0; i < N(same); i++) {
		const char *made = slurp(&k, k.out, same[i], NULL);
		const char *expected = slurp(&k, "tests/data/day-small/expected", same[i], NULL);

		/* the plan's own text may change; its hash is not what this test is about */
		if (strcmp(same[i], "summary.json") == 0) {
			made = strstr(made, "\"totals\"");
			expected = strstr(expected, "\"totals\"");
		}
		assert_string_equal(made, expected);
	}
	assert_memory_equal(slurp(&k, k.out, "daily-report.xlsx", NULL), "PK\3\4", 4);
	assert_memory_equal(slurp(&k, k.out, "daily-report.pdf", NULL), "%PDF-", 5);
	desk_close(&k);
}

/* The table with its rows in another order. */
static char *shuffled(struct desk *k, struct seeded *s, const char *text)
{
	const char *lines[64] = { text };
	size_t n = 0, lengths[64] = { 0 };
	struct buf out = BUF(&k->mem);

	while (*text) {
		const char *end = strchr(text, '\n') + 1;

		assert_true(n < N(lines));
		lines[n] = text;
		lengths[n++] = (size_t)(end - text);
		text = end;
	}
	assert_true(n > 0);
	buf_add(&out, lines[0], lengths[0]);
	for (size_t left = n - 1; left; left--) {
		size_t at = 1 + (size_t)seeded_below(s, (int64_t)left);

		buf_add(&out, lines[at], lengths[at]);
		lines[at] = lines[left];
		lengths[at] = lengths[left];
	}
	return arena_text(&k->mem, buf_get(&out));
}

static void assert_same_outputs(struct desk *k, const char *const before[], const size_t sizes[])
{
	for (size_t i = 0; i < N(outputs); i++) {
		size_t n;
		const char *now = slurp(k, k->out, outputs[i], &n);

		if (n != sizes[i] || memcmp(now, before[i], n) != 0)
			fail_with("%s changed", outputs[i]);
	}
}

static void the_order_of_rows_and_the_threads_change_no_byte(void **state)
{
	const char *before[N(outputs)];
	size_t sizes[N(outputs)];
	struct seeded s = { 5 };
	struct desk k;

	(void)state;
	desk_open(&k);
	copy_small(&k);
	assert_int_equal(run_day(&k), 0);
	for (size_t i = 0; i < N(outputs); i++)
		before[i] = slurp(&k, k.out, outputs[i], &sizes[i]);
	for (int round = 0; round < 4; round++) {
		for (size_t i = 0; i < N(stems); i++) {
			char *name = arena_print(&k.mem, "%s.csv", stems[i]);

			spill_text(&k, name, shuffled(&k, &s, slurp(&k, SMALL, name, NULL)));
		}
		assert_int_equal(run(&k, PLAN, k.out, round % 2 ? "1" : "3"), 0);
		assert_same_outputs(&k, before, sizes);
	}
	desk_close(&k);
}

/* Writes a .csv of the input again as a workbook. */
static void turn_into_xlsx(struct desk *k, const char *stem)
{
	char *csv = arena_print(&k->mem, "%s.csv", stem);
	struct ctx cx = { 0 };
	struct table t;
	struct sheet sheet = { .name = "Sheet1" };
	struct sheet_column columns[DAY_COLUMNS_MAX] = { 0 };
	struct bytes bytes;
	const char **cells;
	size_t n;
	const char *text = slurp(k, k->in, csv, &n);

	assert_int_equal(table_read(&cx, csv, text, n, NULL, &t), 0);
	cells = arena_array(&cx.mem, const char *, t.n_rows * t.n_columns);
	for (size_t r = 0; r < t.n_rows; r++)
		for (size_t c = 0; c < t.n_columns; c++) {
			cells[r * t.n_columns + c] = table_cell(&t, r, c);
			columns[c].title = table_cell(&t, 0, c);
			columns[c].kind = r && sheet_is_number(cells[r * t.n_columns + c]) ? SHEET_NUMBER : columns[c].kind;
		}
	sheet.columns = columns;
	sheet.n_columns = t.n_columns;
	sheet.cells = cells + t.n_columns;
	sheet.n_rows = t.n_rows - 1;
	assert_int_equal(sheet_write_xlsx(&cx, &sheet, 1, 20000, &bytes), 0);
	spill(k, arena_print(&k->mem, "%s.xlsx", stem), bytes.at, bytes.n);
	assert_int_equal(remove(arena_print(&k->mem, "%s/%s", k->in, csv)), 0);
	arena_reset(&cx.mem);
}

static void workbooks_and_gb18030_read_like_csv(void **state)
{
	const char *before[N(outputs)];
	size_t sizes[N(outputs)];
	struct desk k;

	(void)state;
	desk_open(&k);
	copy_small(&k);
	assert_int_equal(run_day(&k), 0);
	for (size_t i = 0; i < N(outputs); i++)
		before[i] = slurp(&k, k.out, outputs[i], &sizes[i]);
	for (size_t i = 0; i < N(stems); i++) {
		turn_into_xlsx(&k, stems[i]);
		if (run_day(&k))
			fail_with("%s", k.said);
		assert_same_outputs(&k, before, sizes);
	}
	for (size_t i = 0; i < N(stems); i++)
		assert_int_equal(remove(arena_print(&k.mem, "%s/%s.xlsx", k.in, stems[i])), 0);
	copy_small(&k);
	{
		struct ctx cx = { 0 };
		struct csv_writer w = CSV_WRITER(&cx.mem);
		struct bytes bytes;

		buf_text(&w.out, slurp(&k, SMALL, "places.csv", NULL));
		assert_int_equal(csv_finish(&cx, &w, CSV_GB18030, &bytes), 0);
		spill(&k, "places.csv", bytes.at, bytes.n);
		arena_reset(&cx.mem);
	}
	spill_text(&k, "items.csv", arena_print(&k.mem, "\xef\xbb\xbf%s", slurp(&k, SMALL, "items.csv", NULL)));
	assert_int_equal(run_day(&k), 0);
	assert_same_outputs(&k, before, sizes);
	desk_close(&k);
}

/* One thing that is wrong in one file, and the line that must tell it. */
struct bad { const char *file, *from, *to, *line; };

static const struct bad bad_cells[] = {
	{ "places.csv", "CK01,下沙中心库", ",下沙中心库", "places.csv:7:code: : must not be empty" },
	{ "places.csv", "CK02,河庄库", "CK01,河庄库", "places.csv:8:code: CK01: the same key as in row 7" },
	{ "places.csv", "CK02,河庄库", "CK02,", "places.csv:8:name: : must not be empty" },
	{ "places.csv", "CK02,河庄库", " CK02,河庄库", "places.csv:8:code:  CK02: begins or ends with a blank" },
	{ "places.csv", "warehouse,330114001", "depot,330114001", "places.csv:7:kind: depot: must be district, subdistrict" },
	{ "places.csv", "community,330114003", "community,330199", "places.csv:6:parent: 330199: no such code in the table of places" },
	{ "places.csv", "district,,120", "district,330114003006,120", "places.csv:2:parent: 330114003006: the parents run in a circle" },
	{ "places.csv", "120.3402", "180.3402", "places.csv:7:lon: 180.3402: must be degrees from -180 to 180" },
	{ "places.csv", "30.3226,8", "30,3226,8", "places.csv:2:H: 820000: there is no column title above this cell" },
	{ "places.csv", "30.3105", "3e1", "places.csv:7:lat: 3e1: must be degrees from -90 to 90" },
	{ "places.csv", "120.3402,30.3105", "120.3402,", "places.csv:7:lat: : longitude and latitude go together" },
	{ "places.csv", "160000", "-1", "places.csv:3:population: -1: must be a whole number" },
	{ "places.csv", ",,120.4939,30.3226,8", ",,,,8", NULL },
	{ "items.csv", "只,20", "只,0", "items.csv:2:pack: 0: must be a whole number from 1 to 1000000000000000" },
	{ "items.csv", "只,20", "只,", "items.csv:2:pack: : must not be empty" },
	{ "items.csv", "只,20", ",20", "items.csv:2:unit: : must not be empty" },
	{ "items.csv", "0.02", "zwei", "items.csv:4:norm_per_person_day: zwei: must be a number" },
	{ "items.csv", "XDY,", "FHF,", "items.csv:4:item: FHF: the same key as in row 3" },
	{ "stock.csv", "CK02,XDY", "CK09,XDY", "stock.csv:10:place: CK09: no such code in the table of places" },
	{ "stock.csv", "CK02,XDY", "CK02,XDX", "stock.csv:10:item: XDX: no such code in the table of items" },
	{ "stock.csv", "2027-06-30", "2027-06-31", "stock.csv:5:expiry: 2027-06-31: must be a date" },
	{ "stock.csv", "2027-06-30", "30/6/2027", "stock.csv:5:expiry: 30/6/2027: must be a date" },
	{ "stock.csv", ",405,", ",-405,", "stock.csv:2:qty: -405: must be a whole number from 0 to 1000000000000000" },
	{ "stock.csv", ",405,", ",4.5,", "stock.csv:2:qty: 4.5: must be a whole number" },
	{ "stock.csv", ",405,", ",1000000000000001,", "stock.csv:2:qty: 1000000000000001: must be a whole number" },
	{ "stock.csv", ",405,", ",99999999999999999999999,", "stock.csv:2:qty: 99999999999999999999999: must be a whole number" },
	{ "stock.csv", ",405,", ",４０５,", "stock.csv:2:qty: ４０５: must be a whole number" },
	{ "stock.csv", ",405,", ",,", "stock.csv:2:qty: : must not be empty" },
	{ "stock.csv", "40,YY01,", "40,YY99,", "stock.csv:7:owner: YY99: no such code" },
	{ "stock.csv", "330114,YY01", "330114,YY99", "stock.csv:6:restricted_to: YY99: no such code" },
	{ "stock.csv", "A2511", "A2601", "stock.csv:3:lot: A2601: the same key as in row 2" },
	{ "requests.csv", "Q003,PC01", ",PC01", "requests.csv:6:request: : must not be empty" },
	{ "requests.csv", "Q003,PC01,PC01", "Q003,PC09,PC01", "requests.csv:6:unit: PC09: no such code" },
	{ "requests.csv", "Q003,PC01,PC01", "Q003,PC01,", "requests.csv:6:place: : must not be empty" },
	{ "requests.csv", "160,2,", "160,6,", "requests.csv:6:priority: 6: must be a whole number from 1 to 5" },
	{ "requests.csv", "160,2,", "160,0,", "requests.csv:6:priority: 0: must be a whole number from 1 to 5" },
	{ "requests.csv", "300,1,20,0", "300,1,,0", "requests.csv:2:own_stock: : must not be empty" },
	{ "requests.csv", "300,1,20,0", "300,1,20,x", "requests.csv:2:received_before: x: must be a whole number" },
	{ "requests.csv", "Q005,QY01,QY01,KZ", "Q001,QY01,QY01,KZ", "requests.csv:9:request: Q001: the same key as in row 2" },
	{ "requests.csv", "request,unit", "request,request", "requests.csv:1:request: request: this column appears twice" },
	{ "requests.csv", ",qty,", ",quantity,", "requests.csv:1:qty: : this column is missing" },
	{ "requests.csv", "Q004,ZW01", "Q\xff" "04,ZW01", "requests.csv:7:request: Q" },
};

static const char *replaced(struct desk *k, const char *text, const char *from, const char *to)
{
	const char *at = strstr(text, from);

	if (!at)
		fail_with("the example has no '%s'", from);
	return arena_print(&k->mem, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

static void every_bad_cell_is_told_with_row_column_value_and_nothing_is_written(void **state)
{
	(void)state;
	for (size_t i = 0; i < N(bad_cells); i++) {
		const struct bad *bad = &bad_cells[i];
		struct desk k;

		desk_open(&k);
		copy_small(&k);
		spill_text(&k, bad->file, replaced(&k, slurp(&k, SMALL, bad->file, NULL), bad->from, bad->to));
		if (run_day(&k) != (bad->line ? 2 : 0))
			fail_with("'%s' for '%s' in %s: %s", bad->to, bad->from, bad->file, k.said);
		if (bad->line && !strstr(k.said, bad->line))
			fail_with("wanted: %s\nsaid: %s", bad->line, k.said);
		assert_int_equal(access(k.out, F_OK), bad->line ? -1 : 0);
		desk_close(&k);
	}
}

static void all_bad_cells_are_told_at_once_in_the_order_of_the_files(void **state)
{
	struct desk k;

	(void)state;
	desk_open(&k);
	copy_small(&k);
	spill_text(&k, "stock.csv", "qty,place,item,lot,expiry,owner,restricted_to\n-1,CK77,KZ-N95,x,soon,,\n\n1,CK01,,y,,,\n");
	spill_text(&k, "items.csv", "item,name,category,unit,pack,storage,norm_per_person_day\nKZ-N95,口罩,防护,只,0,,\n");
	spill_text(&k, "requests.csv", "request,unit,place,item,qty,priority,own_stock,received_before\n");
	assert_int_equal(run_day(&k), 2);
	assert_string_equal(k.said,
		"items.csv:2:pack: 0: must be a whole number from 1 to 1000000000000000\n"
		"stock.csv:2:qty: -1: must be a whole number from 0 to 1000000000000000\n"
		"stock.csv:2:place: CK77: no such code in the table of places\n"
		"stock.csv:2:expiry: soon: must be a date, as 2026-11-21\n"
		"stock.csv:4:item: : must not be empty; an item code is needed\n"
		"baogong day: 5 mistake(s), nothing was written\n");
	desk_close(&k);
}

static void files_that_are_missing_double_or_empty_are_told(void **state)
{
	struct desk k;

	(void)state;
	desk_open(&k);
	copy_small(&k);
	spill_text(&k, "stock.csv", "");
	spill_text(&k, "items.xlsx", "PK");
	assert_int_equal(remove(arena_print(&k.mem, "%s/requests.csv", k.in)), 0);
	assert_int_equal(run_day(&k), 2);
	assert_non_null(strstr(k.said, "items.csv:0:: : both items.csv and items.xlsx are there; keep one\n"));
	assert_non_null(strstr(k.said, "stock.csv:0:: : the file is empty"));
	assert_non_null(strstr(k.said, "requests.csv:0:: : "));
	assert_null(strstr(k.said, "no such code"));                /* no blame for what refers to them */
	desk_close(&k);
}

static void unknown_columns_are_only_warned_about(void **state)
{
	struct desk k;

	(void)state;
	desk_open(&k);
	copy_small(&k);
	spill_text(&k, "items.csv", "item,name,category,unit,pack,storage,norm_per_person_day,备注\n"
		   "KZ-N95,口罩,防护,只,20,,,甲\nFHF,防护服,,套,5,,,\nXDY,消毒液,,升,10,,0,\n");
	assert_int_equal(run_day(&k), 0);
	assert_non_null(strstr(k.said, "items.csv:1:备注: 备注: warning: unknown column, not read\n"));
	desk_close(&k);
}

static void only_places_that_goods_leave_or_reach_need_coordinates(void **state)
{
	struct desk k;
	const char *text;

	(void)state;
	desk_open(&k);
	copy_small(&k);
	text = replaced(&k, slurp(&k, SMALL, "places.csv", NULL), "330114,120.3631,30.2999", "330114,,");
	spill_text(&k, "places.csv", text);
	assert_int_equal(run_day(&k), 0);                           /* the district above has some */
	spill_text(&k, "places.csv", replaced(&k, text, "district,,120.4939,30.3226", "district,,,"));
	assert_int_equal(run_day(&k), 2);
	assert_non_null(strstr(k.said, "places.csv:6:lon: : neither this place nor any above it has coordinates"));
	assert_null(strstr(k.said, "places.csv:4:"));
	desk_close(&k);
}

static void the_output_folder_is_replaced_whole_or_left_alone(void **state)
{
	struct desk k;
	char *old, *sub;

	(void)state;
	desk_open(&k);
	copy_small(&k);
	make_dir(k.out);
	old = arena_print(&k.mem, "%s/old.txt", k.out);
	sub = arena_print(&k.mem, "%s/sub", k.out);
	assert_int_equal(fclose(fopen(old, "w")), 0);
	spill_text(&k, "stock.csv", "");
	assert_int_equal(run_day(&k), 2);
	assert_int_equal(access(old, F_OK), 0);                     /* bad input: as it was */
	copy_small(&k);
	make_dir(sub);
	assert_int_equal(run_day(&k), 2);                           /* somebody's folders are not deleted */
	assert_non_null(strstr(k.said, "is no plain file"));
	assert_int_equal(rmdir(sub), 0);
	assert_int_equal(run(&k, PLAN, arena_print(&k.mem, "%s/", k.in), "1"), 2);
	assert_non_null(strstr(k.said, "must not hold"));
	assert_int_equal(run(&k, PLAN, arena_print(&k.mem, "%s/no/out", k.dir), "1"), 2);
	assert_int_equal(run_day(&k), 0);
	assert_int_equal(access(old, F_OK), -1);
	assert_int_equal(access(arena_print(&k.mem, "%s/summary.json", k.out), F_OK), 0);
	desk_close(&k);
}

static void a_bad_plan_stops_the_day(void **state)
{
	struct desk k;

	(void)state;
	desk_open(&k);
	copy_small(&k);
	spill_text(&k, "plan.yaml", "plan: {id: x}\nnonsense: 1\n");
	assert_int_equal(run(&k, arena_print(&k.mem, "%s/plan.yaml", k.in), k.out, "1"), 2);
	assert_non_null(strstr(k.said, "plan.yaml:"));
	assert_int_equal(run(&k, "no/such/plan.yaml", k.out, "1"), 2);
	assert_int_equal(access(k.out, F_OK), -1);
	desk_close(&k);
}

/* Every entry sums to zero for each item and lot, and no stock goes below zero. */
static void the_ledger_balances_and_no_stock_is_oversold(void **state)
{
	struct desk k;
	struct ctx cx = { 0 };
	struct table t;
	struct map sums = MAP(&cx.mem);
	const char *text;
	size_t n;

	(void)state;
	desk_open(&k);
	copy_small(&k);
	assert_int_equal(run_day(&k), 0);
	text = slurp(&k, k.out, "ledger.csv", &n);
	assert_int_equal(table_read(&cx, "ledger.csv", text, n, NULL, &t), 0);
	for (size_t r = 1; r < t.n_rows; r++) {
		const char *account = table_cell(&t, r, 2), *lot = arena_print(&cx.mem, "%s\t%s\t%s", table_cell(&t, r, 3),
			table_cell(&t, r, 4), table_cell(&t, r, 5));
		const char *entry = arena_print(&cx.mem, "entry\t%s\t%s", table_cell(&t, r, 0), lot);
		const char *balance = arena_print(&cx.mem, "%s\t%s", account, lot);
		int64_t qty = strtoll(table_cell(&t, r, 6), NULL, 10), sum = 0;

		(void)map_get(&sums, entry, &sum);
		map_put(&sums, entry, sum + qty);
		sum = 0;
		(void)map_get(&sums, balance, &sum);
		map_put(&sums, balance, sum + qty);
		if (strncmp(account, "found:", 6) != 0)
			assert_true(sum + qty >= 0);
	}
	assert_true(t.n_rows > 20);
	for (size_t i = 0; i < sums.room; i++)
		if (sums.slots[i].key && strncmp(sums.slots[i].key, "entry", 5) == 0)
			assert_int_equal(sums.slots[i].value, 0);
	arena_reset(&cx.mem);
	desk_close(&k);
}

static void a_day_of_only_headers_is_empty_and_sound(void **state)
{
	struct desk k;

	(void)state;
	desk_open(&k);
	copy_small(&k);
	for (size_t i = 0; i < N(stems); i++) {
		char *name = arena_print(&k.mem, "%s.csv", stems[i]);
		const char *text = slurp(&k, SMALL, name, NULL);

		spill(&k, name, text, (size_t)(strchr(text, '\n') - text));
	}
	if (run_day(&k))
		fail_with("%s", k.said);
	assert_string_equal(slurp(&k, k.out, "dispatch.csv", NULL), "request,item,lot,from,to,qty,km\r\n");
	desk_close(&k);
}

/* Bytes changed, cut or doubled at random: told or taken, never worse. */
static void damaged_tables_are_refused_or_read_but_never_break_it(void **state)
{
	struct seeded s = { 42 };
	int n_refused = 0;

	(void)state;
	for (int round = 0; round < 150; round++) {
		struct desk k;
		char *name, *text;
		size_t n;

		desk_open(&k);
		copy_small(&k);
		name = arena_print(&k.mem, "%s.csv", stems[seeded_below(&s, 4)]);
		text = (char *)slurp(&k, SMALL, name, &n);
		for (int64_t hits = 1 + seeded_below(&s, 4); hits > 0; hits--) {
			size_t at = (size_t)seeded_below(&s, (int64_t)n);

			text[at] = (char)(seeded_below(&s, 2) ? ",\"\n-0 9\xef\t"[seeded_below(&s, 9)] : seeded_below(&s, 256));
		}
		spill(&k, name, text, seeded_below(&s, 5) ? n : (size_t)seeded_below(&s, (int64_t)n));
		switch (run_day(&k)) {
		case 0: break;
		case 2: n_refused++; break;
		default: fail_with("round %d: %s", round, k.said);
		}
		desk_close(&k);
	}
	assert_true(n_refused > 50);
}

static void words_of_the_command_are_checked(void **state)
{
	static char *const bad[][6] = {
		{ "day", "plan" }, { "day", "a", "b", "c", "d" }, { "day", "a", "b", "c", "--date" }, { "day", "a", "b", "c", "--date=1960-01-01" },
		{ "day", "a", "b", "c", "--threads=0" }, { "day", "a", "b", "c", "--quick" },
	};
	int null = open("/dev/null", O_WRONLY), kept = dup(STDERR_FILENO);

	(void)state;
	fflush(stderr);
	dup2(null, STDERR_FILENO);
	for (size_t i = 0; i < N(bad); i++) {
		int n = 0;

		while (n < 6 && bad[i][n])
			n++;
		assert_int_equal(day_main(n, (char **)bad[i], 20000, i % 2), 2);
	}
	fflush(stderr);
	dup2(kept, STDERR_FILENO);
	close(kept);
	close(null);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_small_day_gives_the_files_in_the_book),
		cmocka_unit_test(the_order_of_rows_and_the_threads_change_no_byte),
		cmocka_unit_test(workbooks_and_gb18030_read_like_csv),
		cmocka_unit_test(every_bad_cell_is_told_with_row_column_value_and_nothing_is_written),
		cmocka_unit_test(all_bad_cells_are_told_at_once_in_the_order_of_the_files),
		cmocka_unit_test(files_that_are_missing_double_or_empty_are_told),
		cmocka_unit_test(unknown_columns_are_only_warned_about),
		cmocka_unit_test(only_places_that_goods_leave_or_reach_need_coordinates),
		cmocka_unit_test(the_output_folder_is_replaced_whole_or_left_alone),
		cmocka_unit_test(a_bad_plan_stops_the_day),
		cmocka_unit_test(the_ledger_balances_and_no_stock_is_oversold),
		cmocka_unit_test(a_day_of_only_headers_is_empty_and_sound),
		cmocka_unit_test(damaged_tables_are_refused_or_read_but_never_break_it),
		cmocka_unit_test(words_of_the_command_are_checked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
