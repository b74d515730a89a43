/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FILE_TABLE_H
#define FILE_TABLE_H
#include "base/ctx.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A table somebody made in a spreadsheet: bytes in, rows of text cells out.
 *
 * What it is is seen from the content, never from the name: an .xlsx workbook,
 * or separated text (comma, semicolon or TAB, whichever the first row uses
 * most) in UTF-8 with or without BOM, GB18030 (so also GBK and GB2312), or
 * UTF-16 with BOM.  Text is read as RFC 4180 says, line breaks inside quotes
 * included; lines end in CRLF, LF or CR.
 *
 * Cells are text exactly as written; nothing is trimmed or converted.  An
 * .xlsx number is the text a person sees: 12, 0.5, 2026-11-21, TRUE, #N/A; a
 * formula is its stored result.  Every cell is valid UTF-8 without controls
 * but TAB CR LF, NUL-ended, never NULL, and lives in the arena.
 *
 * Row numbers are those a spreadsheet shows: the header is usually 1, a
 * record with line breaks in it is one row, blank rows count.  Rows in which
 * every cell is empty or spaces are left out.
 *
 * Hidden rows and columns are rows and columns: they are read like any other,
 * and counted, so that whoever imports can say so.
 *
 * A flaw is a cell that does not read as text: bytes that are no character of
 * the encoding, an invisible control character, text after a closing quote, a
 * formula whose result was never stored.
 * The cell is kept with U+FFFD or without what was wrong.  Unless the caller
 * takes the flaws (keep_flaws) and refuses those rows itself, the first flaw
 * fails the whole file, so that nobody imports one by forgetting.
 *
 * Errors: TOO_LARGE over a limit, BAD_INPUT for a file that cannot be read,
 * both with `name` as the field.  A workbook's limits are in file/xlsx.h. */
enum {
	TABLE_BYTES_MAX      = 64 << 20,
	TABLE_ROWS_MAX       = 1000000,
	TABLE_COLUMNS_MAX    = 200,
	TABLE_CELL_BYTES_MAX = 32 << 10,
	TABLE_CELLS_MAX      = 20000000,
	TABLE_FLAWS_MAX      = 1000,      /* more than that: not the encoding it looks like */
};

struct table_options {
	size_t      bytes_max;     /* 0: TABLE_BYTES_MAX */
	const char *sheet;         /* .xlsx: the sheet of this name; NULL: the first visible one */
	bool        fill_merged;   /* .xlsx: cells merged downwards all get the text of the top one */
	bool        keep_flaws;
};

struct table_row { uint32_t sheet_row, first; bool hidden; };     /* first: place in `cells` */

struct table_flaw {
	size_t      row;           /* place in `rows` */
	size_t      column;        /* 0 is the first */
	size_t      byte;          /* in the file, 1 is the first; 0: unknown */
	const char *zh, *en;       /* what is wrong, without the place */
};

struct table {
	const char              *name;         /* as given: "requests.csv" */
	const char              *encoding;     /* "UTF-8", "GB18030", "UTF-16LE", "UTF-16BE", "xlsx" */
	char                     separator;    /* 0 for .xlsx */
	const char              *sheet;        /* .xlsx: the one that was read */
	const char *const       *sheets;       /* .xlsx: names of all of them */
	size_t                   n_sheets;

	size_t                   n_rows, n_columns;      /* columns of the longest row */
	const struct table_row  *rows;         /* n_rows + 1: the last one ends the cells */
	const uint32_t          *cells;        /* offsets in `text`; 0 is the empty text */
	const char              *text;

	const struct table_flaw *flaws;
	size_t                   n_flaws;

	const bool              *merged;       /* .xlsx with fill_merged: of each of `cells`, filled from the one above; NULL: none */
	size_t                   n_hidden_rows, n_hidden_columns, n_formulas;      /* .xlsx */
};

must_check enum err table_read(struct ctx *cx, const char *name, const void *bytes, size_t n,
			       const struct table_options *options, struct table *ret);

/* How many cells the row has, at most n_columns. */
static inline size_t table_width(const struct table *t, size_t row)
{
	return t->rows[row + 1].first - t->rows[row].first;
}

/* The cell's text; "" beyond the end of the row. */
static inline const char *table_cell(const struct table *t, size_t row, size_t column)
{
	return column < table_width(t, row) ? t->text + t->cells[t->rows[row].first + column] : t->text;
}

/* The cell has no text of its own but that of the top one it is merged with. */
static inline bool table_is_merged(const struct table *t, size_t row, size_t column)
{
	return t->merged && column < table_width(t, row) && t->merged[t->rows[row].first + column];
}

/* The number a spreadsheet shows beside the row. */
static inline size_t table_sheet_row(const struct table *t, size_t row)
{
	return t->rows[row].sheet_row;
}

/* The letters a spreadsheet shows above the column: 0 is "A", 27 "AB". */
enum { TABLE_LETTERS = 8 };
char *table_column_letters(size_t column, char text[static TABLE_LETTERS]);
#endif
