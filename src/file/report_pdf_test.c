/* SPDX-License-Identifier: Apache-2.0 */
#include "base/civil.h"
#include "file/report_pdf.h"
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

/* A sheet of n rows: number, name, text that has to wrap, amount. */
static struct sheet a_sheet(size_t n)
{
	static const struct sheet_column columns[] = { { "序号", SHEET_CENTRED }, { "品名" }, { "说明" },
		{ "采购", SHEET_NUMBER, 0, "入库" }, { "捐赠", SHEET_NUMBER, 0, "入库" } };
	static const char *const lines[] = { "仓库：一号库" };
	const char **cells = arena_array(&cx.mem, const char *, n * 5 + 1);

	for (size_t r = 0; r < n; r++) {
		cells[r * 5] = arena_print(&cx.mem, "%zu", r + 1);
		cells[r * 5 + 1] = r % 2 ? "大米" : "84消毒液（有效氯5.5%～6.5%）";
		cells[r * 5 + 2] = r % 7 ? NULL : "到货时外包装破损，已与承运单位核对并记录差异，余量另行入库，待质量检验后使用";
		cells[r * 5 + 3] = arena_print(&cx.mem, "%zu", r * 7919 % 10007);
		cells[r * 5 + 4] = "-1.50";
	}
	return (struct sheet){ .name = "日报", .title = "收发存日报表", .lines = lines,
		.n_lines = 1, .columns = columns, .n_columns = 5, .cells = cells, .n_rows = n, .n_totals = n > 1 };
}

static struct pdf_report a_report(const struct sheet *sheet)
{
	return (struct pdf_report){ .sheets = sheet, .n_sheets = 1, .landscape = true,
		.day = civil_day(2026, 11, 21) };
}

static int64_t count_pages(struct bytes pdf)
{
	const char *pages = memmem(pdf.at, pdf.n, "/Type /Pages", 12), *count;
	int64_t n = 0;

	assert_non_null(pages);
	count = memmem(pages, pdf.n - (size_t)(pages - (const char *)pdf.at), "/Count ", 7);
	assert_non_null(count);
	for (count += 7; *count >= '0' && *count <= '9'; count++)
		n = n * 10 + *count - '0';
	return n;
}

static void the_same_report_gives_the_same_bytes(void **state)
{
	struct sheet sheet = a_sheet(100);
	struct pdf_report report = a_report(&sheet);
	struct bytes first, second;

	(void)state;
	report.qr = "CK330114-20261121-0001";
	report.signatures = (const char *[]){ "制表：", "审核：" };
	report.n_signatures = 2;
	assert_int_equal(pdf_write(&cx, &report, &first), ERR_OK);
	assert_int_equal(pdf_write(&cx, &report, &second), ERR_OK);
	assert_memory_equal(first.at, "%PDF-1.5", 8);
	assert_int_equal(first.n, second.n);
	assert_memory_equal(first.at, second.at, first.n);
	assert_non_null(memmem(first.at, first.n, "20261121000000+08'00", 20));
}

static void rows_fill_as_many_pages_as_they_need(void **state)
{
	struct sheet none = a_sheet(0), few = a_sheet(5), many = a_sheet(1000), two[2];
	struct pdf_report report = a_report(&none);
	struct bytes pdf;
	int64_t pages;

	(void)state;
	assert_int_equal(pdf_write(&cx, &report, &pdf), ERR_OK);
	assert_int_equal(count_pages(pdf), 1);
	report.sheets = &few;
	assert_int_equal(pdf_write(&cx, &report, &pdf), ERR_OK);
	assert_int_equal(count_pages(pdf), 1);
	report.sheets = &many;
	assert_int_equal(pdf_write(&cx, &report, &pdf), ERR_OK);
	pages = count_pages(pdf);
	assert_in_range(pages, 30, 60);
	two[0] = many;
	two[1] = few;
	report.sheets = two;
	report.n_sheets = 2;
	assert_int_equal(pdf_write(&cx, &report, &pdf), ERR_OK);
	assert_int_equal(count_pages(pdf), pages + 1);
}

static void a_cell_higher_than_a_page_does_not_run_off_it(void **state)
{
	struct sheet sheet = a_sheet(3);
	struct pdf_report report = a_report(&sheet);
	char *tall = arena_new(&cx.mem, 30001);
	const char **cells = (const char **)(uintptr_t)sheet.cells;
	struct bytes pdf;

	(void)state;
	for (size_t i = 0; i < 10000; i++)
		memcpy(tall + i * 3, "高", 3);
	cells[7] = tall;
	assert_int_equal(pdf_write(&cx, &report, &pdf), ERR_OK);
	assert_in_range(count_pages(pdf), 2, 4);
}

static void fifty_columns_still_make_a_page(void **state)
{
	struct sheet_column columns[50];
	const char *cells[50];
	struct sheet sheet = { .name = "宽", .columns = columns, .n_columns = 50, .cells = cells, .n_rows = 1 };
	struct pdf_report report = a_report(&sheet);
	struct bytes pdf;

	(void)state;
	for (size_t c = 0; c < 50; c++) {
		columns[c] = (struct sheet_column){ "列名很长很长", c % 2 ? SHEET_NUMBER : SHEET_TEXT };
		cells[c] = c % 2 ? "1234567890" : "文字\n换行";
	}
	assert_int_equal(pdf_write(&cx, &report, &pdf), ERR_OK);
	assert_int_equal(count_pages(pdf), 1);
}

static void too_much_is_refused_with_what_to_do(void **state)
{
	struct sheet sheet = a_sheet(1);
	struct pdf_report report = a_report(&sheet);
	struct bytes pdf;

	(void)state;
	sheet.n_rows = PDF_ROWS_MAX + 1;
	assert_int_equal(pdf_write(&cx, &report, &pdf), ERR_TOO_LARGE);
	assert_non_null(strstr(cx.fault.zh, "请缩小范围"));
	sheet.n_rows = 1;
	report.qr = "";
	assert_int_equal(pdf_write(&cx, &report, &pdf), ERR_BAD_INPUT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_same_report_gives_the_same_bytes, start, stop),
		cmocka_unit_test_setup_teardown(rows_fill_as_many_pages_as_they_need, start, stop),
		cmocka_unit_test_setup_teardown(a_cell_higher_than_a_page_does_not_run_off_it, start, stop),
		cmocka_unit_test_setup_teardown(fifty_columns_still_make_a_page, start, stop),
		cmocka_unit_test_setup_teardown(too_much_is_refused_with_what_to_do, start, stop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
