/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FILE_XLSX_PART_H
#define FILE_XLSX_PART_H
#include "base/buf.h"
#include "file/table_read.h"
#include "file/xlsx.h"
#include <expat.h>
#include <zip.h>

/* Inside the .xlsx reader.  A part is one XML file of the package; it is
 * inflated block by block into the parser and never held whole. */

struct xlsx_shared { uint32_t offset, n; bool flawed; };       /* a shared string, in xlsx.text */
struct xlsx_sheet  { const char *name, *id, *target; bool hidden; };
struct xlsx_merge  { uint32_t first_row, last_row, column; };

enum xlsx_look { LOOK_NUMBER, LOOK_DAY, LOOK_DAY_TIME, LOOK_TIME };   /* how a cell style shows a number */

struct xlsx {
	struct ctx                 *cx;
	struct table_builder       *b;
	const struct table_options *options;
	zip_t                      *zip;
	size_t                      inflated;          /* bytes so far, all parts */
	const char                 *workbook, *shared_part, *styles_part;     /* names in the package */
	bool                        from_1904;

	struct xlsx_sheet  *sheets;
	size_t              n_sheets, sheets_room;
	struct xlsx_shared *shared;
	size_t              n_shared, shared_room;
	uint8_t            *looks;                     /* by cell style */
	size_t              n_looks, looks_room;
	struct xlsx_merge  *merges;
	size_t              n_merges, merges_room;
	bool               *merged;                    /* of each cell, after fill_merged; NULL: nothing was filled */
	size_t              n_formulas, n_hidden_columns;
	struct buf          text;                      /* all cells' texts, NUL-ended */
};

/* One part being parsed.  A handler that fails sets nothing but its return. */
struct xml {
	struct xlsx *x;
	const char  *part;
	XML_Parser   parser;
	int          depth;
	size_t       quiet;                            /* bytes fed since something was heard */
	enum err     e;
	void        *state;
	enum err   (*open)(struct xml *xml, const char *element, const char **attributes);
	enum err   (*close)(struct xml *xml, const char *element);
	enum err   (*text)(struct xml *xml, const char *text, size_t n);
};

/* xlsx_zip.c */
must_check enum err xlsx_open(struct xlsx *x, const void *bytes, size_t n);
must_check enum err xlsx_parse(struct xml *xml, bool *ret_found);     /* no such part: not found, no error */
const char *xml_attribute(const char **attributes, const char *name); /* prefix ignored; NULL: absent */
bool        xml_is(const char *element, const char *name);            /* the same, prefix ignored */

/* xlsx_book.c: workbook, relations, styles, shared strings */
must_check enum err xlsx_read_book(struct xlsx *x);
must_check enum err xlsx_read_looks(struct xlsx *x);
must_check enum err xlsx_read_shared(struct xlsx *x);

/* xlsx_sheet.c */
must_check enum err xlsx_read_sheet(struct xlsx *x, const char *part);

/* xlsx_value.c */
enum xlsx_look xlsx_look_of(long id, const char *format);      /* format: NULL for one of the built-in ids */
const char *xlsx_number_text(struct xlsx *x, const char *number, enum xlsx_look look, char text[static 64]);
bool        xlsx_clean(char *text, size_t *n);                 /* in place; false: something was taken out */
#endif
