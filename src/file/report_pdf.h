/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FILE_REPORT_PDF_H
#define FILE_REPORT_PDF_H
#include "file/sheet.h"

/* A sheet as A4 pages to print and sign.
 *
 * Title, lines, the table with its header again on every page, foot lines,
 * boxes to sign in, and "第 x 页 共 y 页".  Long cells wrap; a row is never
 * split over two pages unless it is taller than a page, then it is cut with
 * an ellipsis.  Columns share the width of the page by what they hold; when
 * even that is too narrow the type gets smaller, down to 5 points.
 *
 * Type: "WenQuanYi Micro Hei" through fontconfig, or what fontconfig puts in
 * its place.  The same report and the same fonts give the same bytes.
 * Limits: PDF_ROWS_MAX rows over all sheets, else TOO_LARGE. */
enum { PDF_ROWS_MAX = 50000, PDF_QR_BYTES_MAX = 300 };

struct pdf_report {
	const struct sheet *sheets;           /* each begins a new page */
	size_t              n_sheets;
	bool                landscape;
	const char *const  *signatures;       /* boxes under the last sheet: "制表", "审核" */
	size_t              n_signatures;
	const char         *qr;               /* top right of the first page: a document number; NULL: none */
	int64_t             day;              /* written as the day it was made */
};

must_check enum err pdf_write(struct ctx *cx, const struct pdf_report *report, struct bytes *ret);
#endif
