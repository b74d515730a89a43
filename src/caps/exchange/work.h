/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_EXCHANGE_WORK_H
#define CAPS_EXCHANGE_WORK_H
#include "base/buf.h"
#include "base/map.h"
#include "caps/document/document.h"
#include "caps/exchange/exchange.h"
#include "file/csv.h"
#include "file/table.h"

/* Inside exchange: one file on its way in, and what each kind of record says
 * about itself.  A kind is a table of fields and three functions; a new one is
 * a file beside these and a line in kinds.c. */
enum { FIELDS_MAX = 20, ABSENT = -1 };

struct exchange_field {
	const char *name, *zh;         /* "qty", "数量": either is a heading; exports write zh */
	const char *also;              /* further headings, "份数|件数" */
	bool        required;
	const char *example;
	int         width;             /* in exports; 0: what it needs */
	enum sheet_kind kind;
};

struct work;
struct exchange_kind {
	const char *zh;
	const struct exchange_field *fields;
	size_t n_fields, record_bytes;
	enum perm perm;                /* what writing such records needs somewhere */
	enum err (*check)(struct work *w);                    /* fills records, tells what is bad */
	enum err (*put)(struct work *w);                      /* the good ones */
	enum err (*out)(struct ctx *cx, const char ***ret_cells, size_t *ret_n_rows);
};
extern const struct exchange_kind exchange_places_kind, exchange_items_kind, exchange_orgs_kind, exchange_stock_kind,
	exchange_requests_kind, exchange_households_kind;
extern const struct exchange_kind *const exchange_kinds[EXCHANGE_WHATS];   /* kinds.c */

struct work_row { uint32_t at; bool bad; };               /* at: row of the table */

struct work {
	struct ctx                 *cx;
	const struct exchange_kind *kind;
	const struct exchange_file *file;
	struct table                table;
	int                         column[FIELDS_MAX];        /* of each field; ABSENT */
	struct exchange_column     *headers;
	struct work_row            *rows;
	size_t                      n_rows, rows_room, n_bad, left_out;
	char                       *records;                   /* n_rows * record_bytes */
	struct exchange_fault      *faults;
	size_t                      n_faults, faults_kept, faults_room;
	struct buf                 *reasons;                   /* per row, for the file of bad rows; NULL: not wanted */
	int64_t                     created, changed;
	struct exchange_document   *documents;
	size_t                      n_documents, documents_room;
};

#define WORK_RECORD(w, type, row) ((struct type *)(void *)((w)->records + (row) * sizeof(struct type)))

/* columns.c: which column is which field. */
must_check enum err work_find_columns(struct work *w);
must_check enum err work_remember_columns(struct work *w);

/* work.c.  The cell of a field without blanks around it; "" when there is none. */
const char *work_cell(struct work *w, size_t row, int field);
void work_bad(struct work *w, size_t row, int field, const char *zh, const char *en, ...)
	__attribute__((format(printf, 4, 6), format(printf, 5, 6)));
/* Takes cx->fault, whose field ends in a field's name, as what is wrong with the row. */
void work_bad_fault(struct work *w, size_t row);

/* Reads a cell; "" reads as 0.  false: told. */
bool work_read_i64(struct work *w, size_t row, int field, int64_t min, int64_t max, int64_t *ret);
bool work_read_day(struct work *w, size_t row, int field, int64_t *ret);
bool work_read_degrees(struct work *w, size_t row, int field, int64_t most, int64_t *ret_e7);
/* A decimal as a fraction in lowest terms: "0.5" is 1/2. */
bool work_read_fraction(struct work *w, size_t row, int field, int64_t *ret_num, int64_t *ret_den);
/* One of several words; each is "english|中文|另名". */
bool work_read_word(struct work *w, size_t row, int field, const char *const *words, int64_t *ret);

/* Marks rows whose key was in the file before; returns the map key -> row. */
struct map work_unique(struct work *w, int field);

/* The good records, packed one after another, and the row each came from. */
void *work_good(struct work *w, size_t *ret_n);

/* Makes one document of n good rows; what making it took of memory is given
 * back at once, because a file may hold tens of thousands of them. */
typedef enum err work_maker(struct work *w, const void *rows, size_t n, int64_t *ret_doc_id, struct doc_moved *ret_moved);
must_check enum err work_make(struct work *w, work_maker *maker, const void *rows, size_t n);

/* For exports. */
const char *out_i64(struct arena *mem, int64_t value);          /* 0 is "" */
const char *out_day(struct arena *mem, int64_t day);
const char *out_degrees(struct arena *mem, bool has, int64_t e7);
#endif
