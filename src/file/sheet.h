/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FILE_SHEET_H
#define FILE_SHEET_H
#include "base/ctx.h"
#include "base/shape.h"
#include <stddef.h>

/* A sheet to hand out: title, columns, rows of text.  Told once, written as
 * CSV (file/csv.h), as .xlsx (below) or as PDF (file/report_pdf.h).
 *
 * Cells are UTF-8; NULL is empty.  A NUMBER column holds plain decimal text
 * ("-12", "3.50"); the text is what is printed, so totals and decimals are the
 * caller's.  Whatever does not read as a number there stays text.  Text is
 * never taken for a formula, in no format.
 *
 * The same sheet and day give the same bytes.  Nothing here asks the clock. */
enum sheet_kind { SHEET_TEXT, SHEET_NUMBER, SHEET_CENTRED };

struct sheet_column {
	const char     *title;
	enum sheet_kind kind;
	int             width;     /* in half-width characters; 0: what the cells need, up to 40 */
	const char     *group;     /* neighbours with the same group get a common heading above; CSV writes "group·title" */
};

/* Cells as they come, for sheet.cells; texts are not copied. */
struct sheet_cells { struct arena *mem; const char **at; size_t n, room; };
static inline void sheet_cell(struct sheet_cells *cells, const char *text)
{
	arena_push(cells->mem, cells->at, cells->n, cells->room) = text;
}

struct sheet {
	const char                *name;       /* the tab below, at most 31 characters */
	const char                *title;      /* NULL: the header is the first row, as an import wants it */
	const char *const         *lines;      /* under the title: date, place, unit */
	size_t                     n_lines;
	const struct sheet_column *columns;
	size_t                     n_columns;
	const char *const         *cells;      /* n_rows * n_columns, row by row */
	size_t                     n_rows;
	size_t                     n_totals;   /* so many rows at the end are totals */
	const char *const         *foot;       /* below the table */
	size_t                     n_foot;
};

/* A workbook of these sheets, frozen header, filter, widths that fit.
 * `day` is written as the day it was made.  Fails with TOO_LARGE over
 * 1,048,576 rows and BROKEN when the machine has no room for temporary files. */
must_check enum err sheet_write_xlsx(struct ctx *cx, const struct sheet *sheets, size_t n_sheets, int64_t day,
				     struct bytes *ret);

/* How many half-width characters wide the text is: Chinese counts 2.  The
 * widest line of it, when it has several. */
size_t sheet_text_width(const char *text);

/* Whether the text is a plain number: optional sign, digits, optional fraction. */
bool sheet_is_number(const char *text);
#endif
