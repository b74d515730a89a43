/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PLAN_PLAN_FIND_H
#define CAPS_PLAN_PLAN_FIND_H
#include "caps/plan/plan.h"

/* How closely rules name a case; shared by the lookups, internal to the capability. */
enum { PLAN_NO_FIT = -1, PLAN_CLOSE = 100 };

/* PLAN_CLOSE when the list names the id itself, less further up (part_of, of),
 * 0 when the list says nothing, PLAN_NO_FIT when it names others. */
int plan_close_kind(const struct plan *plan, const struct plan_ids *ids, const char *kind);
int plan_close_class(const struct plan *plan, const struct plan_ids *ids, const char *goods_class);

/* Whether a rule holds with the level of now, and in this zone (NULL, "": a free area). */
bool plan_holds(const struct plan_rule *rule);
bool plan_holds_in(const struct plan_rule *rule, const char *zone);
#endif
