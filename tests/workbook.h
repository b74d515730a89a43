/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_WORKBOOK_H
#define TESTS_WORKBOOK_H
/* A workbook of one sheet, of XML written by the test: what a spreadsheet program would save, and what none would. */
#include "base/arena.h"
#include "base/shape.h"
#include <string.h>
#include <zip.h>

#define WORKBOOK_OF "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

static inline void workbook_part(zip_t *zip, const char *name, const char *text, size_t n)
{
	assert_true(zip_file_add(zip, name, zip_source_buffer(zip, text, n, 0), ZIP_FL_ENC_UTF_8) >= 0);
}

/* sheet: the whole part; shared: the shared strings, NULL for none.  Style 1 shows a day. */
static inline struct bytes workbook(struct arena *mem, const char *sheet, size_t n, const char *shared)
{
	static const char book[] = "<workbook><sheets><sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
	static const char relations[] = "<Relationships><Relationship Id=\"rId1\" Type=\"" WORKBOOK_OF "worksheet\" Target=\"worksheets/sheet1.xml\"/>"
		"<Relationship Id=\"rId2\" Type=\"" WORKBOOK_OF "styles\" Target=\"styles.xml\"/>"
		"<Relationship Id=\"rId3\" Type=\"" WORKBOOK_OF "sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>";
	static const char styles[] = "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>";
	zip_error_t error;
	zip_source_t *source = zip_source_buffer_create(NULL, 0, 1, &error);
	zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, &error);
	zip_stat_t stat;
	char *at;

	assert_non_null(zip);
	zip_source_keep(source);
	workbook_part(zip, "xl/workbook.xml", book, sizeof book - 1);
	workbook_part(zip, "xl/_rels/workbook.xml.rels", relations, sizeof relations - 1);
	workbook_part(zip, "xl/styles.xml", styles, sizeof styles - 1);
	workbook_part(zip, "xl/sharedStrings.xml", shared ? shared : "<sst/>", strlen(shared ? shared : "<sst/>"));
	workbook_part(zip, "xl/worksheets/sheet1.xml", sheet, n);
	assert_int_equal(zip_close(zip), 0);
	assert_int_equal(zip_source_stat(source, &stat), 0);
	at = arena_new(mem, stat.size);
	assert_int_equal(zip_source_open(source), 0);
	assert_int_equal(zip_source_read(source, at, stat.size), stat.size);
	zip_source_close(source);
	zip_source_free(source);
	return (struct bytes){ at, stat.size };
}
#endif
