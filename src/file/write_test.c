/* SPDX-License-Identifier: Apache-2.0 */
#include "base/civil.h"
#include "file/csv.h"
#include "file/sheet.h"
#include "file/table.h"
#include "test.h"
#include <string.h>

static struct ctx cx;

static int start(void **state)
{
	(void)state;
	memset(&cx, 0, sizeof cx);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	arena_reset(&cx.mem);
	return 0;
}

static const char *one_cell(const char *text)
{
	struct csv_writer w = CSV_WRITER(&cx.mem);
	struct bytes bytes;

	csv_text(&w, text);
	assert_int_equal(csv_finish(&cx, &w, CSV_UTF8, &bytes), ERR_OK);
	return bytes.at;
}

static void formulas_are_disarmed_and_numbers_are_not(void **state)
{
	static const char *const dangerous[] = { "=1+1", "+cmd", "-2+3", "@SUM(A1)", "＝1", "＋1", "－1", "＠a", "-", "+",
		"--1", "-1-1", "1", NULL };

	(void)state;
	for (size_t i = 0; strcmp(dangerous[i], "1"); i++) {
		assert_string_equal(one_cell(dangerous[i]), arena_print(&cx.mem, "'%s", dangerous[i]));
		assert_string_equal(csv_unguard(one_cell(dangerous[i])), dangerous[i]);
	}
	assert_string_equal(one_cell("\t=1"), "'\t=1");
	assert_string_equal(one_cell("\r=1"), "\"'\r=1\"");
	assert_string_equal(one_cell("=HYPERLINK(\"x\",\"y\")"), "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
	assert_string_equal(one_cell("-5"), "-5");
	assert_string_equal(one_cell("-5.25"), "-5.25");
	assert_string_equal(one_cell("+5"), "+5");
	assert_string_equal(one_cell("2026-11-21"), "2026-11-21");
	assert_string_equal(csv_unguard("'tis"), "'tis");
	assert_string_equal(csv_unguard("'-5"), "'-5");
}

static const struct sheet_column columns[] = { { "名称" }, { "数量", SHEET_NUMBER }, { "备注", SHEET_TEXT, 20 } };
static const char *const cells[] = {
	"大米,\"东北\"", "12", "第一行\n第二行",
	"=1+1", "-3.50", NULL,
	" 空格 ", "1234567890123456789", "𠮷龘€",
	"", "", "合计后",
};
static const struct sheet goods = { .name = "物资", .columns = columns, .n_columns = 3, .cells = cells, .n_rows = 4 };

static void assert_same(struct bytes bytes, const char *const *want)
{
	struct table t;

	assert_int_equal(table_read(&cx, "f", bytes.at, bytes.n, NULL, &t), ERR_OK);
	assert_int_equal(t.n_rows, 5);
	for (size_t c = 0; c < 3; c++)
		assert_string_equal(table_cell(&t, 0, c), columns[c].title);
	for (size_t i = 0; i < 12; i++)
		assert_string_equal(csv_unguard(table_cell(&t, i / 3 + 1, i % 3)), want[i] ? want[i] : "");
}

static void csv_is_read_back_as_written_in_every_encoding(void **state)
{
	struct bytes bytes;

	(void)state;
	for (int e = CSV_UTF8; e <= CSV_GB18030; e++) {
		assert_int_equal(csv_write(&cx, &goods, (enum csv_encoding)e, &bytes), ERR_OK);
		assert_same(bytes, cells);
	}
}

static void xlsx_is_read_back_as_written(void **state)
{
	struct bytes bytes;

	(void)state;
	assert_int_equal(sheet_write_xlsx(&cx, &goods, 1, civil_day(2026, 11, 21), &bytes), ERR_OK);
	assert_null(memmem(bytes.at, bytes.n, "<f>", 3));
	assert_same(bytes, (const char *[]){ "大米,\"东北\"", "12", "第一行\n第二行", "=1+1", "-3.5", "", " 空格 ",
		"1234567890123456789", "𠮷龘€", "", "", "合计后" });
}

static void xlsx_is_the_same_bytes_for_the_same_sheet(void **state)
{
	struct bytes first, second, other;
	const struct sheet grouped = { .name = "日报", .title = "收发存日报表", .lines = (const char *[]){ "仓库：一号" },
		.n_lines = 1, .columns = (struct sheet_column[]){ { "品名" }, { "采购", SHEET_NUMBER, 0, "入库" },
		{ "捐赠", SHEET_NUMBER, 0, "入库" } }, .n_columns = 3, .cells = cells, .n_rows = 4, .n_totals = 1,
		.foot = (const char *[]){ "制表：" }, .n_foot = 1 };
	const struct sheet both[] = { goods, grouped };

	(void)state;
	assert_int_equal(sheet_write_xlsx(&cx, both, 2, civil_day(2026, 11, 21), &first), ERR_OK);
	assert_int_equal(sheet_write_xlsx(&cx, both, 2, civil_day(2026, 11, 21), &second), ERR_OK);
	assert_int_equal(sheet_write_xlsx(&cx, both, 2, civil_day(2026, 11, 22), &other), ERR_OK);
	assert_int_equal(first.n, second.n);
	assert_memory_equal(first.at, second.at, first.n);
	assert_false(first.n == other.n && memcmp(first.at, other.at, first.n) == 0);
}

static void a_sheet_name_no_spreadsheet_takes_is_refused(void **state)
{
	struct sheet bad = goods;
	struct bytes bytes;

	(void)state;
	bad.name = "a/b";
	assert_int_equal(sheet_write_xlsx(&cx, &bad, 1, 1, &bytes), ERR_BAD_INPUT);
}

static void chinese_counts_two_columns(void **state)
{
	(void)state;
	assert_int_equal(sheet_text_width("大米ab"), 6);
	assert_int_equal(sheet_text_width("a\n大米\nb"), 4);
	assert_int_equal(sheet_text_width("é𠮷"), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(formulas_are_disarmed_and_numbers_are_not, start, stop),
		cmocka_unit_test_setup_teardown(csv_is_read_back_as_written_in_every_encoding, start, stop),
		cmocka_unit_test_setup_teardown(xlsx_is_read_back_as_written, start, stop),
		cmocka_unit_test_setup_teardown(xlsx_is_the_same_bytes_for_the_same_sheet, start, stop),
		cmocka_unit_test_setup_teardown(a_sheet_name_no_spreadsheet_takes_is_refused, start, stop),
		cmocka_unit_test_setup_teardown(chinese_counts_two_columns, start, stop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
