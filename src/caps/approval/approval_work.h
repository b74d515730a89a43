/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_APPROVAL_WORK_H
#define CAPS_APPROVAL_WORK_H
#include "caps/approval/approval.h"
#include "caps/tour/tour.h"

/* Inside approval: the sentence that says why, and what a step takes from a fund. */
enum { APPROVAL_FUNDS = 32 };
struct approval_fund_known { int64_t fund_id, free_fen; const char *name; bool seen; };
struct approval_funds { struct approval_fund_known at[APPROVAL_FUNDS]; size_t n; };      /* looked up once a list */

void approval_say_why(struct ctx *cx, const struct doc_waiting *w, struct approval *ret);
/* tours.c: a tour as a row, and the answer to one. */
struct approval approval_of_tour(struct ctx *cx, const struct tour_waiting *t);
must_check enum err approval_act_on_tour(struct ctx *cx, const struct approval_act *act, const char *note, struct approval_done *ret);
must_check enum err approval_fund(struct ctx *cx, struct approval_funds *funds, const struct doc_waiting *w, struct approval *ret);
#endif
