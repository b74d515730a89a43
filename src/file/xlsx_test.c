/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"
#include "file/table.h"
#include "file/xlsx.h"
#include "test.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <string.h>
#include <zip.h>

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

/* The parts of a workbook under test; NULL is what a plain one has. */
struct book {
	const char *workbook, *relations, *styles, *shared, *sheet;
	size_t      sheet_n;               /* 0: strlen */
	const char *extra_name, *extra;
	int         extra_parts;           /* so many empty ones */
	bool        password, no_workbook;
};

static void add_part(zip_t *zip, const char *name, const char *text, size_t n, bool password)
{
	zip_int64_t at = zip_file_add(zip, name, zip_source_buffer(zip, text, n, 0), ZIP_FL_ENC_UTF_8);

	assert_true(at >= 0);
	if (password)
		assert_int_equal(zip_file_set_encryption(zip, (zip_uint64_t)at, ZIP_EM_AES_256, "secret"), 0);
}

#define MAIN "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
static const char plain_workbook[] = "<?xml version=\"1.0\"?><workbook><workbookPr/><sheets><sheet name=\"需求\" sheetId=\"1\" "
	"r:id=\"rId1\"/></sheets></workbook>";
static const char plain_relations[] = "<Relationships><Relationship Id=\"rId1\" Type=\"" MAIN "worksheet\" "
	"Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"" MAIN "sharedStrings\" "
	"Target=\"/xl/sharedStrings.xml\"/><Relationship Id=\"rId3\" Type=\"" MAIN "styles\" Target=\"styles.xml\"/>"
	"</Relationships>";
static const char plain_styles[] = "<styleSheet><numFmts count=\"2\"><numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;"
	"d&quot;日&quot;\"/><numFmt numFmtId=\"165\" formatCode=\"#,##0.00_ ;[Red]\\-0\"/></numFmts>"
	"<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>"
	"<xf numFmtId=\"22\"/><xf numFmtId=\"20\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs></styleSheet>";
static const char plain_shared[] = "<sst><si><t>名称</t></si><si><r><t>大</t></r><r><rPr><b/></rPr><t>米</t></r>"
	"<rPh sb=\"0\" eb=\"1\"><t>ダイ</t></rPh></si><si><t xml:space=\"preserve\"> 两行_x000D_\n_x005F_x </t></si></sst>";

struct packed { const char *at; size_t n; };

static struct packed pack(const struct book *b)
{
	zip_error_t error;
	zip_source_t *source = zip_source_buffer_create(NULL, 0, 1, &error);
	zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, &error);
	zip_stat_t stat;
	char *at;

	assert_non_null(zip);
	zip_source_keep(source);
	add_part(zip, b->no_workbook ? "word/document.xml" : "xl/workbook.xml", b->workbook ? b->workbook : plain_workbook,
		 strlen(b->workbook ? b->workbook : plain_workbook), b->password);
	add_part(zip, "xl/_rels/workbook.xml.rels", b->relations ? b->relations : plain_relations,
		 strlen(b->relations ? b->relations : plain_relations), false);
	add_part(zip, "xl/styles.xml", b->styles ? b->styles : plain_styles,
		 strlen(b->styles ? b->styles : plain_styles), false);
	add_part(zip, "xl/sharedStrings.xml", b->shared ? b->shared : plain_shared,
		 strlen(b->shared ? b->shared : plain_shared), false);
	if (b->sheet)
		add_part(zip, "xl/worksheets/sheet1.xml", b->sheet, b->sheet_n ? b->sheet_n : strlen(b->sheet), false);
	if (b->extra)
		add_part(zip, b->extra_name, b->extra, strlen(b->extra), false);
	for (int i = 0; i < b->extra_parts; i++)
		add_part(zip, arena_print(&cx.mem, "x/%d", i), "", 0, false);
	assert_int_equal(zip_close(zip), 0);
	assert_int_equal(zip_source_stat(source, &stat), 0);
	at = arena_new(&cx.mem, stat.size);
	assert_int_equal(zip_source_open(source), 0);
	assert_int_equal(zip_source_read(source, at, stat.size), stat.size);
	zip_source_close(source);
	zip_source_free(source);
	return (struct packed){ at, stat.size };
}

static const char *show(struct packed file, const struct table_options *options)
{
	struct table t;
	char line[4000] = "";
	size_t at = 0;

	if (table_read(&cx, "f.xlsx", file.at, file.n, options, &t))
		return arena_print(&cx.mem, "%s! %s", err_slug(cx.fault.code), cx.fault.en);
	for (size_t r = 0; r < t.n_rows; r++) {
		at += (size_t)snprintf(line + at, sizeof line - at, "%s%zu:", r ? "/" : "", table_sheet_row(&t, r));
		for (size_t c = 0; c < table_width(&t, r); c++)
			at += (size_t)snprintf(line + at, sizeof line - at, "%s%s", c ? "|" : "", table_cell(&t, r, c));
	}
	for (size_t f = 0; f < t.n_flaws; f++)
		at += (size_t)snprintf(line + at, sizeof line - at, " !%zu,%zu", table_sheet_row(&t, t.flaws[f].row),
				       t.flaws[f].column);
	return arena_text(&cx.mem, line);
}

static void must_read(struct packed file, struct table *ret)
{
	assert_int_equal(table_read(&cx, "f.xlsx", file.at, file.n, &(struct table_options){ .keep_flaws = true, .fill_merged = true }, ret), ERR_OK);
}

static const char *rows(const char *data)
{
	return arena_print(&cx.mem, "<worksheet><sheetData>%s</sheetData></worksheet>", data);
}

static void reads(const char *data, const char *want)
{
	assert_string_equal(show(pack(&(struct book){ .sheet = rows(data) }), NULL), want);
}

static void cells_of_every_type_are_the_text_a_person_sees(void **state)
{
	(void)state;
	reads("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>数</t><t>量</t><rPh><t>x</t></rPh></is></c></row>"
	      "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>1</v></c><c r=\"C3\"><v>12</v></c></row>", "1:名称|数量/3:大米||12");
	reads("<row><c><v>1.0</v></c><c><v>1E3</v></c><c><v>0.1</v></c><c><v>0.30000000000000004</v></c><c><v>-5</v></c>"
	      "<c><v>1.0E-5</v></c><c><v>12345678901234</v></c><c><v>-0</v></c></row>",
	      "1:1|1000|0.1|0.3|-5|0.00001|12345678901234|0");
	reads("<row><c t=\"b\"><v>1</v></c><c t=\"b\"><v>0</v></c><c t=\"e\"><v>#N/A</v></c><c t=\"str\"><f>A1&amp;1</f><v>a&lt;b</v></c>"
	      "<c><f>1+1</f><v>2</v></c><c t=\"str\"><f>A9</f><v></v></c><c><v>7</v></c></row>", "1:TRUE|FALSE|#N/A|a<b|2||7");
	reads("<row><c t=\"s\"><v>2</v></c></row>", "1: 两行\r\n_x ");
	reads("<row r=\"2\"/><row r=\"5\"><c s=\"1\"/><c r=\"XFD5\" s=\"2\"/></row><row r=\"9\"><c r=\"B9\"><v>1</v></c></row>", "9:|1");
	reads("<x:row><x:c><x:v>1</x:v></x:c></x:row>", "1:1");
	reads("", "");
}

static void a_formula_counts_as_its_stored_result_and_without_one_is_a_flaw(void **state)
{
	struct packed file = pack(&(struct book){ .sheet = rows("<row><c><f>1+1</f><v>2</v></c><c><f>B9*2</f></c><c><f>B9</f><v/></c><c><v>7</v></c></row>"
		"<row><c><f>C9</f></c></row>") });
	struct buf many = BUF(&cx.mem);
	struct table t;

	(void)state;
	assert_string_equal(show(file, NULL), "BAD_INPUT! f.xlsx: row 1, column B: a formula without a stored result; open and save it with a "
			    "spreadsheet program, or fill in the number");
	assert_string_equal(show(file, &(struct table_options){ .keep_flaws = true }), "1:2|||7/2: !1,1 !1,2 !2,0");
	must_read(file, &t);
	assert_int_equal(t.n_formulas, 4);
	for (int i = 0; i < TABLE_FLAWS_MAX + 1; i++)
		buf_text(&many, "<row><c><f>A1</f></c></row>");
	assert_non_null(strstr(show(pack(&(struct book){ .sheet = rows(buf_get(&many)) }), NULL), "(a formula without a stored result"));
}

/* Filtered or folded away, it still is what somebody wrote. */
static void hidden_rows_and_columns_are_read_and_counted(void **state)
{
	struct packed file = pack(&(struct book){ .sheet = "<worksheet><cols><col min=\"2\" max=\"3\" hidden=\"1\"/><col min=\"4\" max=\"9\"/>"
		"<col min=\"16384\" max=\"16384\" hidden=\"1\"/></cols><sheetData><row r=\"1\"><c><v>1</v></c></row><row r=\"2\" hidden=\"1\"><c><v>2</v></c></row>"
		"<row r=\"3\" hidden=\"true\"/><row r=\"4\" hidden=\"0\"><c><v>4</v></c></row></sheetData></worksheet>" });
	struct table t;

	(void)state;
	assert_string_equal(show(file, NULL), "1:1/2:2/4:4");
	must_read(file, &t);
	assert_int_equal(t.n_hidden_rows, 1);
	assert_int_equal(t.n_hidden_columns, 2);
	assert_true(t.rows[1].hidden && !t.rows[0].hidden && !t.rows[2].hidden);
}

static void dates_follow_the_number_format(void **state)
{
	const char *data = "<row><c s=\"1\"><v>46347</v></c><c s=\"2\"><v>46347.35417</v></c><c s=\"3\"><v>0.5</v></c>"
		"<c s=\"4\"><v>46347</v></c><c s=\"5\"><v>46347</v></c><c s=\"1\"><v>59</v></c><c s=\"1\"><v>61</v></c>"
		"<c s=\"1\"><v>-1</v></c><c s=\"3\"><v>1.5</v></c><c s=\"99\"><v>3</v></c></row>";
	const char *from_1904 = "<workbook><workbookPr date1904=\"1\"/><sheets><sheet name=\"a\" r:id=\"rId1\"/></sheets></workbook>";

	(void)state;
	reads(data, "1:2026-11-21|2026-11-21 08:30|12:00|2026-11-21|46347|1900-02-28|1900-03-01|-1|1.5|3");
	assert_string_equal(show(pack(&(struct book){ .workbook = from_1904,
		.sheet = rows("<row><c s=\"1\"><v>44885</v></c><c s=\"1\"><v>0</v></c></row>") }), NULL),
		"1:2026-11-21|1904-01-01");
}

static void merged_cells_fill_downwards_when_asked(void **state)
{
	const char *sheet = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c><c r=\"C1\"><v>3</v></c></row>"
		"<row r=\"2\"><c r=\"B2\"><v>4</v></c></row><row r=\"4\"><c r=\"B4\"><v>5</v></c></row><row r=\"5\"><c r=\"B5\"><v>6</v></c></row>"
		"</sheetData><mergeCells><mergeCell ref=\"A1:A4\"/><mergeCell ref=\"C1:C2\"/><mergeCell ref=\"B1:B1\"/>"
		"<mergeCell ref=\"ZZ9:ZZ99\"/><mergeCell ref=\"nonsense\"/></mergeCells></worksheet>";
	struct packed file = pack(&(struct book){ .sheet = sheet });
	struct table t;

	(void)state;
	assert_string_equal(show(file, NULL), "1:1|2|3/2:|4/4:|5/5:|6");
	assert_string_equal(show(file, &(struct table_options){ .fill_merged = true }), "1:1|2|3/2:1|4|3/4:1|5|/5:|6|");
	must_read(file, &t);
	assert_true(table_is_merged(&t, 1, 0) && table_is_merged(&t, 1, 2) && table_is_merged(&t, 2, 0));
	assert_false(table_is_merged(&t, 0, 0) || table_is_merged(&t, 1, 1) || table_is_merged(&t, 3, 0) || table_is_merged(&t, 1, 99));
}

static void the_first_visible_sheet_or_the_named_one_is_read(void **state)
{
	struct book b = {
		.workbook = "<workbook><sheets><sheet name=\"藏\" state=\"hidden\" r:id=\"rId4\"/><sheet name=\"图\" r:id=\"rId5\"/>"
			"<sheet name=\"需求\" r:id=\"rId1\"/></sheets></workbook>",
		.relations = "<Relationships><Relationship Id=\"rId1\" Type=\"" MAIN "worksheet\" Target=\"./worksheets/sheet1.xml\"/>"
			"<Relationship Id=\"rId4\" Type=\"" MAIN "worksheet\" Target=\"worksheets/hidden.xml\"/>"
			"<Relationship Id=\"rId5\" Type=\"" MAIN "chartsheet\" Target=\"chartsheets/sheet1.xml\"/></Relationships>",
		.sheet = rows("<row><c><v>1</v></c></row>"),
		.extra_name = "xl/worksheets/hidden.xml", .extra = rows("<row><c><v>2</v></c></row>") };
	struct packed file = pack(&b);
	struct table t;

	(void)state;
	assert_string_equal(show(file, NULL), "1:1");
	assert_string_equal(show(file, &(struct table_options){ .sheet = "藏" }), "1:2");
	assert_string_equal(show(file, &(struct table_options){ .sheet = "无" }),
			    "BAD_INPUT! f.xlsx: there is no sheet \"无\"; there are: 藏, 需求");
	assert_int_equal(table_read(&cx, "f", file.at, file.n, NULL, &t), ERR_OK);
	assert_int_equal(t.n_sheets, 2);
	assert_string_equal(t.sheets[0], "藏");
	assert_string_equal(t.sheet, "需求");
}

static void refuses(struct book b, const char *piece)
{
	const char *said;

	if (!b.sheet)
		b.sheet = rows("<row><c><v>1</v></c></row>");
	said = show(pack(&b), NULL);
	if (!strstr(said, piece))
		assert_string_equal(said, piece);        /* shows both */
}

static void hostile_workbooks_are_refused_with_a_sentence(void **state)
{
	struct buf deep = BUF(&cx.mem);

	(void)state;
	for (int i = 0; i < 40; i++)
		buf_text(&deep, "<a>");
	refuses((struct book){ .sheet = "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><worksheet>&a;</worksheet>" }, "DOCTYPE");
	refuses((struct book){ .workbook = "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><workbook/>" }, "DOCTYPE");
	refuses((struct book){ .sheet = buf_get(&deep) }, "nested too deeply");
	refuses((struct book){ .sheet = rows("<row><c t=\"s\"><v>3</v></c></row>") }, "row 1, column A: it refers to a text");
	refuses((struct book){ .sheet = rows("<row><c t=\"s\"><v>-1</v></c></row>") }, "it refers to a text");
	refuses((struct book){ .sheet = rows("<row><c t=\"s\"><v>1x</v></c></row>") }, "it refers to a text");
	refuses((struct book){ .sheet = rows("<row r=\"2\"/><row r=\"2\"/>") }, "the row number after row 2 is wrong");
	refuses((struct book){ .sheet = rows("<row r=\"1048577\"/>") }, "row number");
	refuses((struct book){ .sheet = rows("<row><c r=\"B1\"/><c r=\"C1\"><v>1</v></c><c r=\"B1\"><v>1</v></c></row>") }, "out of place");
	refuses((struct book){ .sheet = rows("<row><c r=\"AAAA1\"><v>1</v></c></row>") }, "out of place");
	refuses((struct book){ .sheet = rows("<c><v>1</v></c>") }, "out of place");
	refuses((struct book){ .sheet = rows("<row><c r=\"XFD1\"><v>1</v></c></row>") }, "more than 200 columns");
	refuses((struct book){ .sheet = "<worksheet><sheetData><row>" }, "line 1 cannot be read");
	refuses((struct book){ .sheet = "nothing" }, "cannot be read");
	refuses((struct book){ .password = true }, "password");
	refuses((struct book){ .no_workbook = true }, "no workbook");
	refuses((struct book){ .extra_parts = XLSX_ENTRIES_MAX }, "parts in the .xlsx");
	refuses((struct book){ .workbook = "<workbook/>" }, "no sheet is visible");
	refuses((struct book){ .relations = "<Relationships><Relationship Id=\"rId1\" Type=\"" MAIN "worksheet\" "
		"Target=\"../../../etc/passwd\"/></Relationships>" }, "is missing");
	refuses((struct book){ .relations = "<Relationships><Relationship Id=\"rId1\" Type=\"" MAIN "worksheet\" TargetMode=\"External\" "
		"Target=\"http://x/\"/></Relationships>" }, "no sheet is visible");
}

static void bombs_are_refused_before_they_go_off(void **state)
{
	size_t n = 210 << 20;
	char *bomb = malloc(n);
	struct packed file;

	(void)state;
	memset(bomb, ' ', n);
	memcpy(bomb, "<worksheet>", 11);
	file = pack(&(struct book){ .sheet = bomb, .sheet_n = n });
	assert_true(file.n < 1 << 20);
	assert_non_null(strstr(show(file, NULL), "zip bomb"));
	memset(bomb, 'x', n);
	memcpy(bomb, "<worksheet a=\"", 14);
	file = pack(&(struct book){ .sheet = bomb, .sheet_n = XLSX_RATIO_FREE + (1 << 18) });
	assert_non_null(strstr(show(file, NULL), "TOO_LARGE"));
	for (size_t i = 14; i < 4 << 20; i++)             /* does not pack well: one endless token */
		bomb[i] = (char)('a' + (i * i * 2654435761u >> 13) % 23);
	file = pack(&(struct book){ .sheet = bomb, .sheet_n = 4 << 20 });
	assert_non_null(strstr(show(file, NULL), "token that is too long"));
	free(bomb);
}

/* A styles part in which every cell style had to be looked up among as many number formats. */
static void styles_do_not_blow_up(void **state)
{
	struct buf b = BUF(&cx.mem);
	clock_t from = clock();

	(void)state;
	buf_text(&b, "<styleSheet><numFmts>");
	for (int i = 0; i < 40000; i++)
		buf_print(&b, "<numFmt numFmtId=\"%d\" formatCode=\"0\"/>", i + 164);
	buf_text(&b, "</numFmts><cellXfs>");
	for (int i = 0; i < 25000; i++)
		buf_text(&b, "<xf numFmtId=\"164\"/>");
	buf_text(&b, "</cellXfs></styleSheet>");
	refuses((struct book){ .styles = buf_get(&b) }, "cell styles");
	assert_true(clock() - from < 5 * CLOCKS_PER_SEC);
}

static void a_file_cut_short_or_of_another_kind_is_refused(void **state)
{
	struct packed file = pack(&(struct book){ .sheet = rows("<row><c><v>1</v></c></row>") });
	char *copy = arena_bytes(&cx.mem, file.at, file.n);
	char *zip64 = arena_new(&cx.mem, file.n + 20);

	(void)state;
	assert_non_null(strstr(show((struct packed){ file.at, file.n - 30 }, NULL), "cut short"));
	assert_non_null(strstr(show((struct packed){ "PK\5\6", 4 }, NULL), "cut short"));
	assert_non_null(strstr(show((struct packed){ "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", 12 }, NULL), "old .xls"));
	copy[60] ^= 0x55;                                 /* inside the packed workbook.xml */
	assert_non_null(strstr(show((struct packed){ copy, file.n }, NULL), "BAD_INPUT"));
	memcpy(zip64, file.at, file.n - 22);
	memcpy(zip64 + file.n - 22, "PK\6\7", 4);
	memcpy(zip64 + file.n - 2, file.at + file.n - 22, 22);
	assert_non_null(strstr(show((struct packed){ zip64, file.n + 20 }, NULL), "zip64"));
}

static void invisible_characters_are_flaws_here_too(void **state)
{
	struct packed file = pack(&(struct book){ .shared = "<sst><si><t>a\xe2\x80\xae" "b</t></si></sst>",
		.sheet = rows("<row><c t=\"s\"><v>0</v></c><c t=\"inlineStr\"><is><t>\xc2\x85</t></is></c></row>") });

	(void)state;
	assert_string_equal(show(file, NULL), "BAD_INPUT! f.xlsx: row 1, column A: there are invisible control characters; "
			    "remove them");
	assert_string_equal(show(file, &(struct table_options){ .keep_flaws = true }), "1:ab !1,0 !1,1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(cells_of_every_type_are_the_text_a_person_sees, start, stop),
		cmocka_unit_test_setup_teardown(a_formula_counts_as_its_stored_result_and_without_one_is_a_flaw, start, stop),
		cmocka_unit_test_setup_teardown(hidden_rows_and_columns_are_read_and_counted, start, stop),
		cmocka_unit_test_setup_teardown(styles_do_not_blow_up, start, stop),
		cmocka_unit_test_setup_teardown(dates_follow_the_number_format, start, stop),
		cmocka_unit_test_setup_teardown(merged_cells_fill_downwards_when_asked, start, stop),
		cmocka_unit_test_setup_teardown(the_first_visible_sheet_or_the_named_one_is_read, start, stop),
		cmocka_unit_test_setup_teardown(hostile_workbooks_are_refused_with_a_sentence, start, stop),
		cmocka_unit_test_setup_teardown(bombs_are_refused_before_they_go_off, start, stop),
		cmocka_unit_test_setup_teardown(a_file_cut_short_or_of_another_kind_is_refused, start, stop),
		cmocka_unit_test_setup_teardown(invisible_characters_are_flaws_here_too, start, stop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
