/* SPDX-License-Identifier: Apache-2.0 */
#include "file/table.h"
#include "test.h"
#include <stdio.h>
#include <stdlib.h>
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

/* The table as one line of text: cells | rows /, with the sheet row in front. */
static const char *shown(const char *bytes, size_t n, bool keep_flaws)
{
	struct table t;
	char line[4000] = "";
	size_t at = 0;

	if (table_read(&cx, "f.csv", bytes, n, &(struct table_options){ .keep_flaws = keep_flaws }, &t))
		return arena_print(&cx.mem, "%s! %s", err_slug(cx.fault.code), cx.fault.en);
	for (size_t r = 0; r < t.n_rows; r++) {
		at += (size_t)snprintf(line + at, sizeof line - at, "%s%zu:", r ? "/" : "", table_sheet_row(&t, r));
		for (size_t c = 0; c < table_width(&t, r); c++)
			at += (size_t)snprintf(line + at, sizeof line - at, "%s%s", c ? "|" : "", table_cell(&t, r, c));
	}
	for (size_t f = 0; f < t.n_flaws; f++)
		at += (size_t)snprintf(line + at, sizeof line - at, " !%zu,%zu@%zu %s",
				       table_sheet_row(&t, t.flaws[f].row), t.flaws[f].column, t.flaws[f].byte,
				       t.flaws[f].en);
	return arena_text(&cx.mem, line);
}

#define READS(text, want) assert_string_equal(shown((text), sizeof(text) - 1, false), (want))
#define READS_FLAWED(text, want) assert_string_equal(shown((text), sizeof(text) - 1, true), (want))

static void cells_are_read_as_rfc_4180_writes_them(void **state)
{
	(void)state;
	READS("a,b,c\n1,2,3\n", "1:a|b|c/2:1|2|3");
	READS("a,b\r\n1,2\r\n", "1:a|b/2:1|2");
	READS("a,b\r1,2\r", "1:a|b/2:1|2");
	READS("a,b\n1,2", "1:a|b/2:1|2");
	READS("a,\"b,c\"\n\"say \"\"hi\"\"\",\"\"\n", "1:a|b,c/2:say \"hi\"");
	READS("a\n\"1\n2\r\n3\"\n4\n", "1:a/2:1\n2\r\n3/3:4");
	READS("a,b\n,2\n1,\n", "1:a|b/2:|2/3:1");
	READS("a\"b,5\" pipe\n", "1:a\"b|5\" pipe");
	READS("\"a\" ,b\n", "1:a|b");
	READS(" a , 007 ,1.50\n", "1: a | 007 |1.50");
}

static void rows_have_the_numbers_a_spreadsheet_shows(void **state)
{
	(void)state;
	READS("\n\na,b\n\n,,\n \t,\xe3\x80\x80\n\"x\ny\",1\nz\n", "3:a|b/7:x\ny|1/8:z");
	READS("", "");
	READS("\n\n", "");
	READS(",,,\n", "");
}

static void the_separator_is_seen_in_the_first_row(void **state)
{
	(void)state;
	READS("a;b;c\n1,5;2;3\n", "1:a|b|c/2:1,5|2|3");
	READS("a\tb\n1,2\t3\n", "1:a|b/2:1,2|3");
	READS("\"a;;;\",b\n1,2\n", "1:a;;;|b/2:1|2");
	READS("\n\na;b\n", "3:a|b");
	READS("only\n1\n", "1:only/2:1");
}

static void the_encoding_is_seen_in_the_bytes(void **state)
{
	(void)state;
	READS("\xef\xbb\xbf名称,数量\n大米,3\n", "1:名称|数量/2:大米|3");
	READS("名称,数量\n", "1:名称|数量");
	READS("\xc3\xfb\xb3\xc6,\xca\xfd\xc1\xbf\n\xb4\xf3\xc3\xd7,3\n", "1:名称|数量/2:大米|3");
	READS("\x95\x32\x82\x36,\xfd\x9b\n", "1:𠀀|龥");
	READS("\xff\xfe\x0d\x54,\0a\0\n\0", "1:名|a");
	READS("\xfe\xff\x54\x0d\0,\0a", "1:名|a");
	READS("\xff\xfe\x42\xd8\xb7\xdf", "1:𠮷");
}

/* A lead byte at the end of a cell must not eat the comma, quote or line end
 * behind it (threat T12). */
static void a_stray_lead_byte_swallows_nothing(void **state)
{
	(void)state;
	READS_FLAWED("\xc3\xfb,\xc3,b\n1,2,3\n", "1:名|\xef\xbf\xbd|b/2:1|2|3 !1,1@4 the bytes here are no character "
		     "of the encoding");
	READS_FLAWED("\"\xc3\xfb\xc3\",b\n", "1:名\xef\xbf\xbd|b !1,0@4 the bytes here are no character of the encoding");
	READS_FLAWED("\xc3\xfb\xc3\nb\n", "1:名\xef\xbf\xbd/2:b !1,0@3 the bytes here are no character of the encoding");
	READS_FLAWED("\xc3\xfb\x81\x30,1\n", "1:名\xef\xbf\xbd" "0|1 !1,0@3 the bytes here are no character of the encoding");
	READS_FLAWED("\xc3\xfb\x81\x30\x81\"\n", "1:名\xef\xbf\xbd" "0\xef\xbf\xbd\" !1,0@3 the bytes here are no character "
		     "of the encoding !1,0@5 the bytes here are no character of the encoding");
	READS_FLAWED("\xc3\xfb\xff,\x80\n\xc3", "1:名\xef\xbf\xbd|\xef\xbf\xbd/2:\xef\xbf\xbd !1,0@3 the bytes here are no "
		     "character of the encoding !1,1@5 the bytes here are no character of the encoding !2,0@7 the bytes "
		     "here are no character of the encoding");
}

static void a_few_bad_bytes_do_not_make_another_encoding_of_a_file(void **state)
{
	(void)state;
	READS_FLAWED("a,b\nN95\xe5\x8f\xa3\xe7\xbd\xa9,\xe7\xae\xb1\nx,y\xff\xfez\n",
		     "1:a|b/2:N95口罩|箱/3:x|y\xef\xbf\xbd\xef\xbf\xbdz"
		     " !3,1@22 the bytes here are no character of the encoding !3,1@23 the bytes here are no character of the encoding");
}

static void a_flaw_fails_the_file_with_its_place_unless_it_is_asked_for(void **state)
{
	(void)state;
	READS("a,b\n1,\xe2\x80\xae" "2\n",
	      "BAD_INPUT! f.csv: row 2, column B (byte 7 of the file): an invisible control character U+202E; remove it");
	assert_string_equal(cx.fault.zh, "f.csv：第 2 行 B 列（文件第 7 字节）：有看不见的控制字符 U+202E，请删去");
	assert_string_equal(cx.fault.field, "f.csv");
	READS("大米大米大,面\xe9,x\n", "BAD_INPUT! f.csv: row 1, column B (byte 20 of the file): the bytes here are no "
	      "character of the encoding");
	READS("a\n\"x\"y\n", "BAD_INPUT! f.csv: row 2, column A: text follows the closing quotation mark; a quotation "
	      "mark inside a cell is written twice");
	READS_FLAWED("a,b\n\"x\"y,2\n", "1:a|b/2:xy|2 !2,0@0 text follows the closing quotation mark; a quotation mark "
		     "inside a cell is written twice");
	READS_FLAWED("a\0b\n", "1:a\xef\xbf\xbd" "b !1,0@2 the bytes here are no character of the encoding");
	READS_FLAWED("\xff\xfe\x00\xd8,\0a\0", "1:\xef\xbf\xbd|a !1,0@3 the bytes here are no character of the encoding");
}

static void an_unclosed_quote_is_refused_where_it_opens(void **state)
{
	(void)state;
	READS("a,b\n1,\"2\n3,4\n",
	      "BAD_INPUT! f.csv: the quotation mark that opens row 2, column B is never closed");
}

static void limits_hold(void **state)
{
	size_t n = TABLE_CELL_BYTES_MAX + 1;
	char *big = malloc(n + 1);
	struct table t;

	(void)state;
	memset(big, 'x', n);
	assert_int_equal(table_read(&cx, "f", big, n, NULL, &t), ERR_TOO_LARGE);
	assert_int_equal(table_read(&cx, "f", big, n - 1, NULL, &t), ERR_OK);
	assert_int_equal(table_read(&cx, "f", big, 100, &(struct table_options){ .bytes_max = 99 }, &t), ERR_TOO_LARGE);
	memset(big, ',', n);
	assert_int_equal(table_read(&cx, "f", big, 300, NULL, &t), ERR_OK);
	big[TABLE_COLUMNS_MAX] = 'x';
	assert_int_equal(table_read(&cx, "f", big, 300, NULL, &t), ERR_TOO_LARGE);
	big[TABLE_COLUMNS_MAX] = ',';
	big[TABLE_COLUMNS_MAX - 1] = 'x';
	assert_int_equal(table_read(&cx, "f", big, 300, NULL, &t), ERR_OK);
	assert_int_equal(t.n_columns, TABLE_COLUMNS_MAX);
	memset(big, 0xff, n);
	assert_int_equal(table_read(&cx, "f", big, n, &(struct table_options){ .keep_flaws = true }, &t), ERR_BAD_INPUT);
	free(big);
}

static void a_file_that_is_no_text_is_refused_as_that(void **state)
{
	(void)state;
	READS("%PDF-1.5\n1 0 obj", "BAD_INPUT! f.csv: this is no table; send CSV or .xlsx");
	READS("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0", "BAD_INPUT! f.csv: this is no table; send CSV or .xlsx");
	assert_int_equal(cx.fault.code, ERR_BAD_INPUT);
}

static void columns_are_named_as_in_a_spreadsheet(void **state)
{
	char text[TABLE_LETTERS];

	(void)state;
	assert_string_equal(table_column_letters(0, text), "A");
	assert_string_equal(table_column_letters(25, text), "Z");
	assert_string_equal(table_column_letters(26, text), "AA");
	assert_string_equal(table_column_letters(16383, text), "XFD");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(cells_are_read_as_rfc_4180_writes_them, start, stop),
		cmocka_unit_test_setup_teardown(rows_have_the_numbers_a_spreadsheet_shows, start, stop),
		cmocka_unit_test_setup_teardown(the_separator_is_seen_in_the_first_row, start, stop),
		cmocka_unit_test_setup_teardown(the_encoding_is_seen_in_the_bytes, start, stop),
		cmocka_unit_test_setup_teardown(a_stray_lead_byte_swallows_nothing, start, stop),
		cmocka_unit_test_setup_teardown(a_few_bad_bytes_do_not_make_another_encoding_of_a_file, start, stop),
		cmocka_unit_test_setup_teardown(a_flaw_fails_the_file_with_its_place_unless_it_is_asked_for, start, stop),
		cmocka_unit_test_setup_teardown(an_unclosed_quote_is_refused_where_it_opens, start, stop),
		cmocka_unit_test_setup_teardown(limits_hold, start, stop),
		cmocka_unit_test_setup_teardown(a_file_that_is_no_text_is_refused_as_that, start, stop),
		cmocka_unit_test_setup_teardown(columns_are_named_as_in_a_spreadsheet, start, stop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
