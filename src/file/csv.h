/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FILE_CSV_H
#define FILE_CSV_H
#include "base/buf.h"
#include "file/sheet.h"

/* CSV as every spreadsheet opens it: commas, RFC 4180 quotes, CRLF.
 *
 * A cell that a spreadsheet would take for a formula (it begins with = + - @
 * TAB CR or a full-width ＝ ＋ － ＠) gets a ' in front, unless it is a plain
 * number (reliability.md T9).  csv_unguard() takes it off again on the way in.
 *
 *     struct csv_writer w = CSV_WRITER(&cx->mem);
 *     csv_text(&w, "R1"); csv_i64(&w, 12); csv_end_row(&w);
 *     TRY(csv_finish(cx, &w, CSV_UTF8_BOM, &bytes));                      */
enum csv_encoding { CSV_UTF8, CSV_UTF8_BOM, CSV_GB18030 };

struct csv_writer { struct buf out; size_t column; bool wrote; };

#define CSV_WRITER(arena) ((struct csv_writer){ .out = BUF(arena) })

void csv_text(struct csv_writer *w, const char *text);      /* NULL is empty */
void csv_i64(struct csv_writer *w, int64_t value);
void csv_end_row(struct csv_writer *w);

/* The bytes, in the arena.  Fails with BROKEN when the machine lacks GB18030. */
must_check enum err csv_finish(struct ctx *cx, struct csv_writer *w, enum csv_encoding encoding, struct bytes *ret);

/* A whole sheet: header and rows, without title, lines and foot. */
must_check enum err csv_write(struct ctx *cx, const struct sheet *sheet, enum csv_encoding encoding,
			      struct bytes *ret);

/* The cell without the ' that csv_text() put in front of it, if it did. */
const char *csv_unguard(const char *cell);
#endif
