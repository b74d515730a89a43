/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PLAN_PLAN_SAY_H
#define CAPS_PLAN_PLAN_SAY_H
#include "base/buf.h"
#include "caps/plan/plan_cond.h"
#include "caps/plan/plan_tree.h"

/* Values as an official would write them: 50000元, 每天09:00, 数量 ≤ 批准数量. */
struct speaker { struct arena *mem; const struct plan_tree *tree; };

/* One value of a key; `owner` is the rule it belongs to (for parties and stages). */
void say_value(const struct speaker *s, struct buf *b, const struct plan_list *list, const struct plan_key *key,
	       const struct entry *owner, const struct node *value);
void say_cond(const struct speaker *s, struct buf *b, const char *text);
/* The title of what an id names, or the id. */
const char *say_name(const struct speaker *s, const struct entry *owner, const char *id);
#endif
