/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_CARE_INTERNAL_H
#define CAPS_CARE_INTERNAL_H
#include "caps/care/care.h"

struct care_row_row;       /* a row of care.sql */

/* What the files of this capability share. */
enum { CARE_LEVELS_MAX = 9, CARE_STEPS_MAX = 200 };
#define CARE_BACK_MS (INT64_C(3) * 86400000)     /* how far back something may have happened that is told now */

must_check enum err care_read_row(struct ctx *cx, int64_t care_id, struct care_row_row *ret);
/* Whether the actor handles it: CARE_EDIT on its path. */
bool care_handles(struct ctx *cx, const char *path);
must_check enum err care_note(struct ctx *cx, int64_t care_id, const char *verb, int64_t at_ms, const char *note);
/* When it happened: 0 is now; not in the future and not more than three days back. */
must_check enum err care_moment(struct ctx *cx, const char *field, int64_t at_ms, int64_t *ret);
#endif
