/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_DAY_DAY_INPUT_H
#define CAPS_DAY_DAY_INPUT_H
#include "base/buf.h"
#include "engine/allocation.h"
#include "file/table.h"

/* The four tables of a day, read and checked.  Reading never stops at the first
 * bad cell: all of them are collected, and the day is run only when there is
 * none.  Everything lives in cx->mem. */

enum day_file { DAY_PLACES, DAY_ITEMS, DAY_STOCK, DAY_REQUESTS, DAY_FILES };
enum { DAY_CODE_MAX = 64, DAY_NAME_MAX = 200, DAY_COLUMNS_MAX = 10, DAY_FLAWS_MAX = 200000 };     /* in characters */

/* One bad cell (or, with `warning`, something left out).  row 0: the file itself. */
struct day_flaw {
	enum day_file file;
	size_t        row;
	int           order;                /* of the column; rows first, then columns */
	bool          warning;
	const char   *name, *column, *value, *zh, *en;
};
struct day_flaws { struct day_flaw *at; size_t n, room, errors; };      /* errors are counted beyond n, too */

struct day_place { const char *name, *kind; int64_t population; };      /* population -1: not known */
struct day_item  { const char *code, *name, *category, *unit, *storage; };

struct day_input {
	struct allocation_problem problem;
	const struct day_place   *places;   /* [problem.n_places]; codes are in the problem */
	const struct day_item    *items;    /* [problem.n_items] */
};

/* Fills *flaws; *ret is whole only when flaws->errors is 0.  Fails only when the
 * machine does. */
must_check enum err day_read(struct ctx *cx, const char *in_dir, int64_t day, struct day_input *ret,
			     struct day_flaws *flaws);

/* Sorted, one line each: "stock.csv:7:qty: -3: reason". */
void day_flaws_print(struct arena *mem, const struct day_flaws *flaws, bool english, struct buf *out);

/* ---- between the files that read ---- */

/* A table being read: cells by the number of the column they ought to have. */
struct day_table {
	struct ctx       *cx;
	struct day_flaws *flaws;
	enum day_file     file;
	const char       *name;                       /* "stock.csv" */
	const char *const *columns;
	int               n_columns;
	int               at[DAY_COLUMNS_MAX];        /* place in the sheet, -1: missing */
	bool              good;                       /* there, readable, with every column */
	struct table      table;
	size_t            first, n;                   /* rows below the header */
};

must_check enum err day_table_open(struct ctx *cx, struct day_flaws *flaws, const char *in_dir, enum day_file file,
				   struct day_table *ret);
const char *day_cell(const struct day_table *t, size_t row, int column);
void day_bad(struct day_table *t, size_t row, int column, const char *zh, const char *en);

/* Each says what is wrong itself and returns whether the cell can be used. */
bool day_cell_code(struct day_table *t, size_t row, int column, bool may_be_empty, const char **ret);
bool day_cell_name(struct day_table *t, size_t row, int column, bool may_be_empty, const char **ret);
bool day_cell_i64(struct day_table *t, size_t row, int column, int64_t min, int64_t max, int64_t *ret);
bool day_cell_degrees(struct day_table *t, size_t row, int column, int limit, bool *ret_given, double *ret);
bool day_cell_day(struct day_table *t, size_t row, int column, int64_t otherwise, int64_t *ret);

/* The refusal of a second row of the same key. */
void day_bad_duplicate(struct day_table *t, size_t row, int column, size_t first_row);
#endif
