/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"
#include "base/text.h"
#include "file/table.h"
#include "test.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

/* Damaged tables, thousands of them, from a fixed seed (FUZZ_SEED and
 * FUZZ_ROUNDS change it).  Whatever comes in: no crash, no overrun, and a table
 * that is taken holds to what table.h promises. */

static uint64_t seed = 20261121;

static uint64_t next(void)
{
	uint64_t z = seed += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

static size_t below(size_t n) { return n ? (size_t)(next() % n) : 0; }

static const char *const bits[] = { "\"", ",", "\n", "\r\n", "\xff", "\x81", "\x81\x30", "\0", "\xef\xbb\xbf", "\xff\xfe", "\xe2\x80\xae",
	"\t", ";", "'", "<", ">", "</c>", "<c>", "<row>", "</row>", "<v>", "r=\"A1\"", "r=\"ZZZ99999999\"", "t=\"s\"", "s=\"9999999\"",
	"999999999999999999999", "-1", "&lt;", "&#0;", "&#x202e;", "<!--", "]]>", "<![CDATA[", "<?x?>", "_x000D_", "1e400", "46347.99999",
	"<mergeCell ref=\"A1:A1048576\"/>", "<rPh>", "<t>", "PK\3\4", "PK\5\6" };

/* A few cuts, changes, doublings and insertions. */
static struct buf mutate(struct arena *mem, const char *at, size_t n)
{
	struct buf out = BUF(mem);

	buf_add(&out, at, n);
	for (size_t i = below(6) + 1; i; i--) {
		struct buf in = out;
		size_t cut = below(in.n + 1), end = cut + below(in.n - cut + 1);
		const char *bit = bits[below(sizeof bits / sizeof *bits)];

		out = BUF(mem);
		buf_add(&out, buf_get(&in), cut);
		switch (below(5)) {
		case 0: buf_add(&out, buf_get(&in) + end, in.n - end); break;                 /* cut out */
		case 1: buf_add(&out, bit, *bit ? strlen(bit) : 1);                           /* put in */
			buf_add(&out, buf_get(&in) + cut, in.n - cut); break;
		case 2: buf_add(&out, buf_get(&in) + cut, end - cut);                         /* double */
			buf_add(&out, buf_get(&in) + cut, in.n - cut); break;
		case 3: buf_char(&out, (char)next());                                         /* change */
			buf_add(&out, buf_get(&in) + cut + (cut < in.n), in.n - cut - (cut < in.n)); break;
		default: break;                                                               /* end here */
		}
	}
	return out;
}

static void holds_its_promises(struct ctx *cx, const char *bytes, size_t n)
{
	struct table t;
	struct table_options options = { .keep_flaws = next() & 1, .fill_merged = next() & 1 };
	uint32_t before = 0;

	memset(&cx->fault, 0, sizeof cx->fault);
	if (table_read(cx, "f", bytes, n, &options, &t)) {
		assert_true(*cx->fault.zh && *cx->fault.en);
		assert_true(cx->fault.code == ERR_BAD_INPUT || cx->fault.code == ERR_TOO_LARGE);
		assert_int_equal(text_good_bytes(cx->fault.zh, strlen(cx->fault.zh)), strlen(cx->fault.zh));
		return;
	}
	assert_true(options.keep_flaws || t.n_flaws == 0);
	for (size_t r = 0; r < t.n_rows; r++) {
		assert_true(table_sheet_row(&t, r) > before);
		before = (uint32_t)table_sheet_row(&t, r);
		assert_true(table_width(&t, r) <= t.n_columns && t.n_columns <= TABLE_COLUMNS_MAX);
		for (size_t c = 0; c < table_width(&t, r); c++) {
			const char *cell = table_cell(&t, r, c);

			assert_int_equal(text_good_bytes(cell, strlen(cell)), strlen(cell));
		}
	}
	for (size_t f = 0; f < t.n_flaws; f++)
		assert_true(t.flaws[f].row < t.n_rows);
}

static size_t rounds(size_t usual)
{
	const char *wanted = getenv("FUZZ_ROUNDS"), *s = getenv("FUZZ_SEED");

	if (s)
		seed = strtoull(s, NULL, 10);
	return wanted ? strtoul(wanted, NULL, 10) : usual;
}

static void damaged_text_never_breaks_the_reader(void **state)
{
	static const struct { const char *at; size_t n; } seeds[] = {
#define SEED(text) { text, sizeof text - 1 }
		SEED("a,b,c\r\n1,\"2\n3\",\"4\"\"5\"\r\n\r\nx,y,z"),
		SEED("\xef\xbb\xbf名称\t数量\n大米\t3\n"),
		SEED("\xc3\xfb\xb3\xc6,\xca\xfd\xc1\xbf\n\xb4\xf3\xc3\xd7,\x95\x32\x82\x36\n"),
		SEED("\xff\xfe\x0d\x54,\0a\0\n\0\x42\xd8\xb7\xdf"),
	};

	(void)state;
	for (size_t i = rounds(30000); i; i--) {
		struct ctx cx = { 0 };
		size_t which = below(4);
		struct buf text = mutate(&cx.mem, seeds[which].at, seeds[which].n);

		holds_its_promises(&cx, buf_get(&text), text.n);
		arena_reset(&cx.mem);
	}
}

#define KIND "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
static const char *const names[] = { "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedStrings.xml",
	"xl/worksheets/sheet1.xml" };
static const char *const parts[] = {
	"<workbook><workbookPr date1904=\"1\"/><sheets><sheet name=\"a\" r:id=\"rId1\"/></sheets></workbook>",
	"<Relationships><Relationship Id=\"rId1\" Type=\"" KIND "worksheet\" Target=\"worksheets/sheet1.xml\"/>"
	"<Relationship Id=\"rId2\" Type=\"" KIND "sharedStrings\" Target=\"sharedStrings.xml\"/>"
	"<Relationship Id=\"rId3\" Type=\"" KIND "styles\" Target=\"styles.xml\"/></Relationships>",
	"<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"[h]:mm;@\"/></numFmts><cellXfs><xf numFmtId=\"0\"/>"
	"<xf numFmtId=\"14\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>",
	"<sst><si><t>名称</t></si><si><r><t>大</t></r><rPh><t>x</t></rPh></si></sst>",
	"<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>数</t></is></c></row>"
	"<row r=\"3\"><c r=\"A3\" s=\"1\"><v>46347.5</v></c><c r=\"C3\" s=\"2\"><v>1.25</v></c><c t=\"b\"><v>1</v></c></row></sheetData>"
	"<mergeCells><mergeCell ref=\"A1:A3\"/></mergeCells></worksheet>",
};

/* A workbook with one part damaged inside, so that the damage gets past the zip. */
static struct buf pack_damaged(struct ctx *cx, size_t damaged)
{
	zip_error_t error;
	zip_source_t *source = zip_source_buffer_create(NULL, 0, 1, &error);
	zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, &error);
	struct buf out = BUF(&cx->mem);
	char block[4096];
	zip_int64_t n;

	zip_source_keep(source);
	for (size_t i = 0; i < 5; i++) {
		struct buf part = BUF(&cx->mem);

		if (i == damaged)
			part = mutate(&cx->mem, parts[i], strlen(parts[i]));
		else
			buf_text(&part, parts[i]);
		assert_true(zip_file_add(zip, names[i], zip_source_buffer(zip, buf_get(&part), part.n, 0), 0) >= 0);
	}
	assert_int_equal(zip_close(zip), 0);
	assert_int_equal(zip_source_open(source), 0);
	while ((n = zip_source_read(source, block, sizeof block)) > 0)
		buf_add(&out, block, (size_t)n);
	zip_source_close(source);
	zip_source_free(source);
	return out;
}

static void damaged_workbooks_never_break_the_reader(void **state)
{
	(void)state;
	for (size_t i = rounds(4000); i; i--) {
		struct ctx cx = { 0 };
		struct buf file = pack_damaged(&cx, below(7));       /* 5 and 6: whole parts, damaged zip */

		if (next() % 4 == 0)
			file = mutate(&cx.mem, buf_get(&file), file.n);
		holds_its_promises(&cx, buf_get(&file), file.n);
		arena_reset(&cx.mem);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(damaged_text_never_breaks_the_reader),
		cmocka_unit_test(damaged_workbooks_never_break_the_reader),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
