/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/party/party_world.h"
#include "caps/exchange/exchange.h"
#include "caps/grid/area.h"
#include "caps/grid/grid.h"
#include "workbook.h"
#include <stdio.h>
#include <string.h>

/* Rosters as they really come (issue 4, bad input): every row becomes a household, is left out as a row of totals, or is told with its reason. */

struct roster { struct small_district d; int64_t grid, building; };

static struct roster open_roster(struct ctx *cx)
{
	struct roster w = { .d = open_district(cx) };

	w.grid = new_place(cx, PLACE_GRID, "G1", "幸福家园网格", w.d.a1);
	must(grid_building_add(cx, w.grid, &(struct grid_building){ .name = "3号楼" }, &w.building));
	return w;
}

static struct bytes sheet_of(struct ctx *cx, const char *rows, const char *after)
{
	const char *sheet = arena_print(&cx->mem, "<worksheet><sheetData>%s</sheetData>%s</worksheet>", rows, after);

	return workbook(&cx->mem, sheet, strlen(sheet), NULL);
}

static struct exchange_report look(struct ctx *cx, const char *name, struct bytes body, int64_t good, int64_t made_of_them)
{
	struct exchange_file file = { .what = EXCHANGE_HOUSEHOLDS, .name = name, .bytes = body };
	struct exchange_report r, made;

	must(exchange_preview(cx, &file, &r));
	if (r.good != good)
		for (size_t i = 0; i < r.faults.n; i++)
			print_message("# row %lld: %s\n", (long long)((struct exchange_fault *)r.faults.at)[i].row, ((struct exchange_fault *)r.faults.at)[i].zh);
	assert_int_equal(r.good, good);
	must(exchange_import(cx, &file, true, &made));
	assert_int_equal(made.created, made_of_them);
	return r;
}

static void told(const struct exchange_report *r, int64_t row, const char *piece)
{
	const struct exchange_fault *f = r->faults.at;

	for (size_t i = 0; i < r->faults.n; i++)
		if (f[i].row == row && strstr(f[i].zh, piece))
			return;
	fail_with("row %lld is not told with \"%s\"", (long long)row, piece);
}

static int64_t homes(struct ctx *cx, const struct roster *w)
{
	struct household *rows;
	size_t n;

	must(household_list(cx, &(struct household_filter){ .under_id = w->grid, .limit = 100 }, &rows, &n));
	return (int64_t)n;
}

#define INLINE(text) "<c t=\"inlineStr\"><is><t>" text "</t></is></c>"

static void sheets(struct ctx *cx)
{
	struct roster w = open_roster(cx);
	struct grid_building *houses;
	struct exchange_report r;
	size_t n;

	r = look(cx, "r.xlsx", sheet_of(cx, "<row r=\"1\">" INLINE("地址") INLINE("姓名") INLINE("人数") "</row>"
		"<row r=\"2\">" INLINE("3-1-101") INLINE("张三😀") "<c><v>3</v></c></row>"
		"<row r=\"3\" hidden=\"1\">" INLINE("３－１－１０２") INLINE("李四") "<c><f>1+1</f><v>2</v></c></row>"
		"<row r=\"4\"><c s=\"1\"><v>46083</v></c>" INLINE("王五") "<c><v>1</v></c></row>"          /* 3-2 made into a day */
		"<row r=\"5\">" INLINE("3-1-103") INLINE("赵六") "<c><f>C9</f></c></row>"
		"<row r=\"6\">" INLINE("3-1-104") INLINE("钱七") "<c><v>-1</v></c></row>"
		"<row r=\"7\">" INLINE("3-1-105") INLINE("孙八") "<c><v>1.5</v></c></row>"
		"<row r=\"8\">" INLINE("3-1-101") INLINE("张三😀") "<c><v>3</v></c></row>"
		"<row r=\"9\">" INLINE("合计") "<c/><c><f>SUM(C2:C8)</f></c></row>", ""), 2, 2);
	told(&r, 4, "日期");
	told(&r, 5, "公式没有存下结果");
	told(&r, 6, "0 与 99");
	told(&r, 7, "整数");
	told(&r, 8, "");
	assert_int_equal(homes(cx, &w), 2);
	must(grid_building_list(cx, w.grid, &houses, &n));
	assert_int_equal(n, 1);                                              /* no building 2026 */
	close_district(cx);
}

/* One building and unit for many rows, merged; a household of two rows. */
static void merged(struct ctx *cx)
{
	struct roster w = open_roster(cx);

	look(cx, "r.xlsx", sheet_of(cx, "<row r=\"1\">" INLINE("楼栋") INLINE("单元") INLINE("房号") INLINE("姓名") "</row>"
		"<row r=\"2\">" INLINE("3号楼") "<c><v>1</v></c><c><v>201</v></c>" INLINE("张三") "</row>"
		"<row r=\"3\"><c r=\"D3\" t=\"inlineStr\"><is><t>张小三</t></is></c></row>"
		"<row r=\"4\"><c r=\"C4\"><v>202</v></c></row>",
		"<mergeCells><mergeCell ref=\"A2:A4\"/><mergeCell ref=\"B2:B4\"/><mergeCell ref=\"C2:C3\"/></mergeCells>"), 3, 2);
	assert_int_equal(homes(cx, &w), 2);
	close_district(cx);
}

static void gb18030(struct ctx *cx)
{
	/* 地址,姓名 / 3号楼1单元301,张三 / 3-1-302,<broken> / 3-1-303,㐀 (four bytes) */
	static const char text[] = "\xb5\xd8\xd6\xb7,\xd0\xd5\xc3\xfb\n3\xba\xc5\xc2\xa5" "1\xb5\xa5\xd4\xaa" "301,\xd5\xc5\xc8\xfd\n3-1-302,\xff\n3-1-303,\x81\x39\xee\x39\n";
	struct roster w = open_roster(cx);
	struct exchange_report r = look(cx, "r.csv", (struct bytes){ text, sizeof text - 1 }, 2, 2);

	assert_string_equal(r.encoding, "GB18030");
	told(&r, 3, "");
	assert_int_equal(homes(cx, &w), 2);
	close_district(cx);
}

static void bombs(struct ctx *cx)
{
	struct exchange_file file = { .what = EXCHANGE_HOUSEHOLDS, .name = "r.xlsx" };
	const size_t n = 4 << 20;
	struct exchange_report r;
	char *big;

	open_roster(cx);
	big = arena_new(&cx->mem, n);
	memset(big, ' ', n);
	memcpy(big, "<worksheet>", 11);
	file.bytes = workbook(&cx->mem, big, n, NULL);
	refused(ERR_TOO_LARGE, exchange_preview(cx, &file, &r));
	file.bytes = sheet_of(cx, "<row r=\"1\">" INLINE("地址") "</row><row r=\"1048577\">" INLINE("3-1-101") "</row>", "");
	refused(ERR_BAD_INPUT, exchange_preview(cx, &file, &r));
	close_district(cx);
}

static void roster_sheets_with_hidden_rows_formulas_and_days_name_every_bad_row(void **state) { (void)state; for_each_store(sheets); }
static void merged_doors_hold_for_their_rows(void **state) { (void)state; for_each_store(merged); }
static void a_roster_in_gb18030_tells_the_broken_character(void **state) { (void)state; for_each_store(gb18030); }
static void roster_bombs_are_refused(void **state) { (void)state; for_each_store(bombs); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(roster_sheets_with_hidden_rows_formulas_and_days_name_every_bad_row),
		cmocka_unit_test(merged_doors_hold_for_their_rows),
		cmocka_unit_test(a_roster_in_gb18030_tells_the_broken_character),
		cmocka_unit_test(roster_bombs_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
