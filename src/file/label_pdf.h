/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FILE_LABEL_PDF_H
#define FILE_LABEL_PDF_H
#include "base/ctx.h"
#include "base/shape.h"

/* Parcel labels of 60 x 40 mm: 3 x 7 on A4 to cut or peel, or one a page for a
 * thermal printer.
 *
 * The door is read at two metres; then who, what is in it, what it costs and
 * whether it is paid; below the line where and when.  A text that does not fit
 * gets smaller, then ends in "…".  NULL or "" leaves its place empty.  Marks
 * (未付, 上门) stand white on black.  The QR code holds what the caller says:
 * numbers, never a name, a phone or an address.
 *
 * The same labels and day give the same bytes.  Speed: glyphs are shaped once
 * per character and kept (label_type.h); see docs/bench.md.  At most
 * LABELS_MAX, else TOO_LARGE. */
enum { LABELS_MAX = 20000 };
enum label_paper { LABEL_A4, LABEL_THERMAL };
extern const char *const label_paper_words[];      /* "a4", "thermal", NULL */

struct label {
	const char *door;              /* "3-2-601" */
	const char *number;            /* pickup number, boxed: "14" */
	const char *who;               /* "周八  138****7889" */
	const char *contents;          /* "全家包 1 份、鸡蛋 2 盒": one or two lines */
	const char *amount, *paid;     /* "¥150.00", "已付" */
	const char *marks[3];          /* white on black: "未付", "上门" */
	const char *where, *when;      /* "云水社区 3 号楼 2 单元", "11-25 午间" */
	const char *qr;
};

must_check enum err label_pdf_write(struct ctx *cx, const struct label *labels, size_t n, int64_t paper, int64_t day, struct bytes *ret);
#endif
