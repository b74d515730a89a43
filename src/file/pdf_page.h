/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FILE_PDF_PAGE_H
#define FILE_PDF_PAGE_H
#include "file/pdf_face.h"
#include "file/sheet.h"

/* Inside the PDF writer: a sheet is planned (column widths, row heights, which
 * rows on which page) and then drawn, so that the first page already knows how
 * many there are.  Lengths are points; y grows downwards. */
#define PDF_A4_SHORT 595.276
#define PDF_A4_LONG  841.890

struct pdf_page {
	struct ctx *cx;
	cairo_t    *cr;
	double      width, height;
};

struct pdf_rows { size_t first, n; };          /* of one page */

struct pdf_plan {
	const struct sheet *sheet;
	const char         *qr;
	const char *const  *signatures;
	size_t              n_signatures;
	double             *columns;           /* widths; together the width of the table */
	double             *rows;              /* heights */
	double              size;              /* of the type in the table */
	double              qr_side;           /* 0: none */
	double              title_height, head_height, group_height, end_height;
	struct pdf_rows    *pages;
	size_t              n_pages;
	bool                end_alone;         /* foot and signatures did not fit under the last row */
};

enum { PDF_MARGIN = 36, PDF_PAD_X = 3, PDF_FOOT = 22, PDF_SIGN_HEIGHT = 30 };

#define PDF_PAD_Y  2.5
#define PDF_LINE   9.0                         /* size of the lines under the title and below the table */
#define PDF_TITLE  16.0

must_check enum err pdf_plan_sheet(struct pdf_page *p, const struct sheet *sheet, const char *qr,
				   const char *const *signatures, size_t n_signatures, struct pdf_plan *ret);
/* Widths of the columns that add up to `room`, in the largest type from `most` down to `least` they fit in, which is returned. */
double pdf_plan_columns(struct pdf_page *p, const struct sheet *sheet, double room, double most, double least, double *ret_widths);
/* A Chinese heading too wide for one line, broken into lines of the same length: 上日|结存 rather than 上日结|存. */
const char *pdf_balance(struct pdf_page *p, struct face *face, const char *title, double width);
void pdf_draw_sheet(struct pdf_page *p, const struct pdf_plan *plan, size_t pages_before, size_t pages_in_all);

/* Surfaces that write a PDF into `out`, made on that day. */
struct buf;
cairo_surface_t *pdf_open_surface(struct buf *out, const char *title, int64_t day, double width, double height);

/* A QR code of `text` in the square from (x, y), quiet zone included. */
must_check enum err pdf_check_qr(struct ctx *cx, const char *text);
void pdf_draw_qr(cairo_t *cr, const char *text, double x, double y, double side);
#endif
