/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_RESERVE_PLAN_WORK_H
#define CAPS_RESERVE_PLAN_WORK_H
#include "caps/reserve/picture_work.h"
#include "caps/reserve/reserve_work.h"

/* For this folder only: the picture against targets that are not (yet) in force. */
must_check enum err reserve_picture_against(struct ctx *cx, const struct place *place, const struct plan *plans, struct reserve_annual *targets, size_t n,
					    struct reserve_picture *ret);
#endif
