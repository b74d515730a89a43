/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_REQUISITION_WORK_H
#define CAPS_REQUISITION_WORK_H
#include "caps/requisition/requisition.h"

/* For this folder only: guards and hooks of requisition_doc.c. */
doc_guard requisition_guard_called, requisition_guard_condition;
doc_guard extension_guard_open;
doc_guard award_guard_assessor, award_guard_basis, award_guard_fund, award_guard_not_assessor;
must_check enum err requisition_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes);
must_check enum err award_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes);
must_check enum err extension_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes);
must_check enum err extension_after(struct ctx *cx, const struct doc_work *w);
must_check enum err requisition_due_at(struct ctx *cx, const struct doc_work *w, int64_t *ret_ms);
extern const struct doc_kind requisition_kind, extension_kind, award_kind;
must_check enum err requisition_load(struct ctx *cx, int64_t doc_id, struct doc *ret);         /* seen, and a requisition */
int64_t award_fen(int64_t qty, int64_t rate_fen, int64_t rate_per);
#endif
