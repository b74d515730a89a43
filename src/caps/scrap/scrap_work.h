/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_SCRAP_WORK_H
#define CAPS_SCRAP_WORK_H
#include "caps/scrap/scrap.h"

/* For this folder only: what the tables in *_doc.c call. */
doc_guard scrap_guard_two_signers, scrap_guard_other_appraiser, scrap_guard_other_approver, scrap_guard_other_witness, recovery_guard_of;
must_check enum err scrap_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes);
must_check enum err recovery_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes);
#endif
