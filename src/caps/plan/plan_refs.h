/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PLAN_PLAN_REFS_H
#define CAPS_PLAN_PLAN_REFS_H
#include "caps/plan/plan_tree.h"

/* References: that what a rule names exists and is of the right sort. */
void ref_check(struct reader *r, const struct plan_key *key, struct entry *owner, const struct node *value);
void ref_check_event(struct reader *r, const struct node *value, const char *event);
void ref_check_level(struct reader *r, const struct node *value);
void ref_check_setting(struct reader *r, const struct node *value);

/* Marks the rule as used; false when there is none of that sort. */
bool ref_use(struct reader *r, enum plan_cat cat, const char *id);
bool ref_built_in(enum plan_cat cat, const char *id);
#endif
