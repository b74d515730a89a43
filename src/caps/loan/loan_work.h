/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_LOAN_WORK_H
#define CAPS_LOAN_WORK_H
#include "caps/loan/loan.h"

/* For this folder only: what the tables in *_doc.c call. */
doc_guard loan_guard_reusable, loan_guard_pieces, loan_guard_clean, loan_guard_still_due;
must_check enum err loan_due_at(struct ctx *cx, const struct doc_work *w, int64_t *ret_ms);
must_check enum err loan_after(struct ctx *cx, const struct doc_work *w);
must_check enum err loan_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes);
must_check enum err loan_is(struct ctx *cx, const struct doc *doc);
must_check enum err loan_day_allowed(struct ctx *cx, const struct doc *doc, int64_t day);

/* What lies of a line outside the shelf: not back, being cleaned. */
int64_t loan_out(const struct doc_line *l);
int64_t loan_in_cleaning(const struct doc_line *l);
#endif
