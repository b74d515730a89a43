/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FILE_FORM_PDF_H
#define FILE_FORM_PDF_H
#include "base/shape.h"
#include "file/sheet.h"

/* An official form on A4: to print, sign, stamp and copy badly.
 *
 * Copy name, title and number; fields in a grid; the table with its heading
 * again on every page; a total; more fields; boxes to sign in; a QR code; and
 * at the foot who printed it, the check code and 第 x 页，共 y 页.  Black on white,
 * lines of a pixel, no type below 9 points; the title alone has serifs.  A table
 * with few rows keeps empty ones to write in.  Long texts wrap; nothing is cut
 * but a cell higher than a page.
 *
 * Texts are UTF-8; NULL is empty.  The same form and fonts give the same bytes.
 * At most FORM_ROWS_MAX rows over all copies, else TOO_LARGE. */
enum { FORM_ROWS_MAX = 50000, FORM_ROWS_LEAST = 4, FORM_QR_BYTES_MAX = 300 };

struct form_field { const char *label, *value; bool wide; };     /* wide: alone in its row */
struct form_box   { const char *label, *said; };                 /* said: who signed and when; NULL: left to be signed by hand */

struct form_pdf {
	const char *title, *number;
	const char *const *copies;             /* "第一联 存根" ...; none: one copy without a name */
	size_t      n_copies;
	const char *left, *right;              /* under the title */
	const struct form_field *head;  size_t n_head;
	const struct sheet_column *columns;  size_t n_columns;
	const char *const *cells;  size_t n_rows;                /* n_rows * n_columns */
	const char *const *total;              /* n_columns cells; empty ones after the first join it; NULL: no total */
	const struct form_field *foot;  size_t n_foot;
	const struct form_box   *boxes; size_t n_boxes;
	const char *qr;                        /* numbers only, never a name; NULL: none */
	const char *const *notes;  size_t n_notes;               /* beside the code; the first one is bold */
	const char *printed, *check;           /* at the foot of every page */
	bool        landscape;
	int64_t     day;                       /* written as the day it was made */
};
must_check enum err form_pdf_write(struct ctx *cx, const struct form_pdf *form, struct bytes *ret);
#endif
