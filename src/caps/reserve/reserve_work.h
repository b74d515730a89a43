/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_RESERVE_WORK_H
#define CAPS_RESERVE_WORK_H
#include "caps/reserve/reserve.h"

/* For this folder only: guards and hooks of reserve_doc.c. */
doc_guard reserve_guard_raiser, reserve_guard_plan, reserve_guard_plan_newest, reserve_guard_source, reserve_guard_of_hold, reserve_guard_rotation;
enum err reserve_plan_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes);
enum err reserve_plan_after(struct ctx *cx, const struct doc_work *w);
enum err reserve_call_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes);
/* From which day a lot is to be rotated: so many days before it expires, but never before the last
 * third of its life (as made, else as the item says), so that goods that live for days are not always in rotation. */
int64_t reserve_rotate_day(int64_t made_day, int64_t expiry_day, int64_t shelf_life_days, int64_t before);
enum err reserve_chains(struct ctx *cx, const struct doc_work *w, struct doc_chains *chains);
must_check enum err reserve_plan_holder(struct ctx *cx, int64_t doc_id, const char **ret);
must_check enum err reserve_is(struct ctx *cx, const struct doc *doc, const char *kind);
#endif
