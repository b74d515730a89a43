/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PAPER_WORK_H
#define CAPS_PAPER_WORK_H
#include "caps/ledger/ledger_read.h"
#include "caps/paper/paper.h"

/* Inside paper: a document being turned into a form. */
struct paper_moved { int64_t line_no, lot_id, qty; };      /* of a line, by lot, as the journal has it */

struct paper_work {
	struct ctx              *cx;
	struct doc               doc;
	const struct doc_kind   *kind;
	struct paper_form        form;         /* the kind's row, or the default */
	struct paper_own         own;
	struct doc_event        *events;  size_t n_events;      /* those that stand */
	struct paper_moved      *moved;  size_t n_moved, room;
	bool                     happened[COUNTERS];      /* to any line */
	bool                     masked;       /* those who took steps may be residents */
};

/* table.c: the columns with something to say, the rows, the total. */
struct paper_table { struct sheet_column *columns; size_t n_columns; struct sheet_cells cells; const char **total; };
must_check enum err paper_rows(struct paper_work *w, struct paper_table *ret);
bool paper_has_price(const struct paper_work *w);
int64_t paper_worth(const struct paper_work *w);            /* of all lines, by the counter the form asks for */

/* standard.c: the form of a kind without a row. */
void paper_standard(const struct doc_kind *kind, const struct doc *doc, struct paper_form *ret);

/* says.c: fields, and who signed. */
must_check enum err paper_fields(struct paper_work *w, const struct paper_field *fields, size_t n, struct form_field *ret, size_t *ret_n);
must_check enum err paper_boxes(struct paper_work *w, struct form_box *ret, size_t *ret_n);
must_check enum err paper_name_of(struct paper_work *w, int64_t id, const char **ret);      /* "" when nobody knows */
#endif
