/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_EXCHANGE_H
#define CAPS_EXCHANGE_H
#include "base/ctx.h"
#include "base/shape.h"

/* Files in and out: places, items, organisations, opening stock, requests and households as
 * CSV (UTF-8, GB18030) and .xlsx (issue 2, item 10; design.md 6).
 *
 * Columns are found by their heading, in English as in batch mode or in
 * Chinese, in any order; what an account once said about its own headings is
 * remembered for it.  Headings nobody knows are ignored and told.  Rows that are
 * marked as examples (示例, example) and rows of totals (合计) are left out.
 *
 * A preview looks at every cell and changes nothing.  An import takes the whole
 * file or, with keep_good, its good rows; it is one command, so it is audited,
 * idempotent and whole.  The rules are those of the capability the rows go to,
 * asked through its header.  A bad cell is told as row (as the spreadsheet
 * shows it), column (its heading), value and reason. */
enum exchange_what { EXCHANGE_PLACES, EXCHANGE_ITEMS, EXCHANGE_ORGS, EXCHANGE_STOCK, EXCHANGE_REQUESTS, EXCHANGE_HOUSEHOLDS,
		     EXCHANGE_WHATS };
extern const char *const exchange_what_words[];      /* "places", "items", ... NULL */

enum exchange_format { EXCHANGE_CSV, EXCHANGE_CSV_GB18030, EXCHANGE_XLSX };
extern const char *const exchange_format_words[];    /* "csv", "csv_gb18030", "xlsx", NULL */

enum { EXCHANGE_BYTES_MAX = 20 << 20, EXCHANGE_FAULTS_MAX = 500, EXCHANGE_DOCUMENTS_MAX = 1000, EXCHANGE_VALUE_MAX = 60 };

struct exchange_file {
	int64_t      what;
	const char  *name;             /* "places.xlsx" */
	struct bytes bytes;
	const char  *sheet;            /* .xlsx: NULL or "" is the first visible one */
	const char  *columns;          /* "qty=数量(袋);=备注": what headings mean; nothing before = ignores it */
	bool         replace;          /* rows whose code is known change that record; else they are bad */
};

struct exchange_fault  { int64_t row; const char *column, *value, *zh, *en; };
struct exchange_column { const char *header, *field; };           /* field "": ignored */

struct exchange_report {
	int64_t rows, good, bad, left_out;         /* rows = good + bad; left out: examples and totals */
	int64_t created, changed;                  /* 0 in a preview */
	const char *encoding, *sheet;
	struct list faults;                        /* struct exchange_fault, by row; at most EXCHANGE_FAULTS_MAX */
	int64_t n_faults;                          /* all of them */
	struct list columns;                       /* struct exchange_column, as in the file */
	struct list sheets;                        /* struct exchange_sheet */
	struct list documents;                     /* struct exchange_document: those an import made, the first EXCHANGE_DOCUMENTS_MAX */
};
struct exchange_sheet { const char *name; };
struct exchange_document { int64_t doc_id; const char *number, *state; };

/* BAD_INPUT, TOO_LARGE: the file itself cannot be read, or a column is missing.
 * FORBIDDEN: the actor may not write such records anywhere. */
must_check enum err exchange_preview(struct ctx *cx, const struct exchange_file *file, struct exchange_report *ret);

/* Needs an open write transaction.  Without keep_good one bad row fails the
 * import with BAD_INPUT and the sentence of the first.  Remembers file->columns. */
must_check enum err exchange_import(struct ctx *cx, const struct exchange_file *file, bool keep_good,
				    struct exchange_report *ret);

/* The bad rows as they were, with a last column that says what is wrong; mended,
 * the file can go in as it is.  NOT_FOUND when no row is bad. */
must_check enum err exchange_bad_rows(struct ctx *cx, const struct exchange_file *file, int64_t format, struct bytes *ret);

/* Header and one row marked as an example. */
must_check enum err exchange_template(struct ctx *cx, int64_t what, int64_t format, struct bytes *ret);

/* Everything of that kind the actor may see, in the columns an import takes. */
must_check enum err exchange_export(struct ctx *cx, int64_t what, int64_t format, struct bytes *ret);

/* "places.csv" */
const char *exchange_file_name(struct arena *mem, int64_t what, int64_t format, const char *ending);
const char *exchange_file_type(int64_t format);
#endif
