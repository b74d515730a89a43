/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FILE_TABLE_READ_H
#define FILE_TABLE_READ_H
#include "file/table.h"

/* Inside the reader of tables: what table.c, text_decode.c, csv_read.c and
 * xlsx_*.c share.  Nobody else includes this. */

/* A table while it grows. */
struct table_builder {
	struct ctx              *cx;
	const char              *name;
	struct table_row        *rows;
	size_t                   n_rows, rows_room;
	uint32_t                *cells;
	size_t                   n_cells, cells_room;
	struct table_flaw       *flaws;
	size_t                   n_flaws, flaws_room;
	size_t                   n_columns;

	size_t                   first;        /* first cell of the row being read */
	size_t                   n_filled;     /* its cells that count: up to the last one with text */
	bool                     has_ink;      /* something but spaces was seen in it */
	bool                     hidden;       /* the row is hidden in its sheet */
	size_t                   n_hidden;     /* rows that are kept and hidden */
};

must_check enum err builder_cell(struct table_builder *b, size_t sheet_row, uint32_t offset, const char *text,
				 size_t n);
must_check enum err builder_flaw(struct table_builder *b, size_t column, size_t byte, const char *zh,
				 const char *en);
must_check enum err builder_end_row(struct table_builder *b, size_t sheet_row);
void builder_finish(struct table_builder *b, struct table *t);

/* A place in decoded text where something was no welcome character. */
struct decode_flaw { size_t at, byte; uint32_t code; };       /* code 0: bytes that are no character */

struct decoded {
	char                     *text;        /* text[0] is NUL, the file begins at text[1] */
	size_t                    n;           /* bytes from text[1] on; text[n + 1] is NUL */
	const char               *encoding;
	const struct decode_flaw *flaws;       /* in order */
	size_t                    n_flaws;
};

bool text_looks_like_utf8(const void *bytes, size_t n);
must_check enum err text_decode(struct ctx *cx, const char *name, const void *bytes, size_t n,
				struct decoded *ret);
must_check enum err csv_read(struct table_builder *b, struct decoded *d, char *ret_separator);
must_check enum err xlsx_read(struct table_builder *b, const void *bytes, size_t n,
			      const struct table_options *options, struct table *ret);
#endif
