/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PLAN_PLAN_COND_CHECK_H
#define CAPS_PLAN_PLAN_COND_CHECK_H
#include "caps/plan/plan_cond.h"
#include "caps/plan/plan_tree.h"

/* Types of a condition: each name exists, each comparison compares like with
 * like, what is read can be read in this place.  Complains by itself (E31-E37). */
void plan_cond_check(struct reader *r, const struct plan_list *list, const struct node *value, bool is_condition);
#endif
