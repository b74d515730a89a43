/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_COMPLAINT_INTERNAL_H
#define CAPS_COMPLAINT_INTERNAL_H
#include "caps/complaint/complaint.h"

struct complaint_row_row;       /* a row of complaint.sql */

/* What the files of this capability share. */
enum { COMPLAINT_LEVELS_MAX = 9, COMPLAINT_STEPS_MAX = 200 };

must_check enum err complaint_read_row(struct ctx *cx, int64_t complaint_id, struct complaint_row_row *ret);
must_check enum err complaint_note(struct ctx *cx, int64_t complaint_id, const char *verb, int64_t at_ms, const char *note);
/* COMPLAINT_EDIT on the building or the shop. */
must_check enum err complaint_need_edit(struct ctx *cx, const struct complaint_row_row *row);
bool complaint_may_see(struct ctx *cx, const struct complaint_row_row *row);

/* Money for a household that got less than it paid for: a document of its own
 * (settle.c asks the rights).  Fails with SHORT_STOCK when the worker has not so
 * much of the shop's money, BLOCKED when the shop is not owed so much. */
must_check enum err compensation_pay(struct ctx *cx, int64_t order_id, int64_t worker_id, int64_t fen, int64_t *ret_doc_id);
#endif
