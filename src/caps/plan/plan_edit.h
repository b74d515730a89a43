/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PLAN_PLAN_EDIT_H
#define CAPS_PLAN_PLAN_EDIT_H
#include "caps/plan/plan_active.h"
#include "caps/plan/plan_reading.h"

/* Changing values of a registered version: the file is edited at the places of the
 * values, so that its comments and layout stay, and becomes the next version.  A
 * draft is a registered version like any other; it is in force only when somebody
 * activates it. */
enum { PLAN_EDITS_MAX = 200, PLAN_VALUE_MAX = 2000 };
struct plan_edit { const char *path, *value; };
extern const struct shape plan_edit_shape;

/* The text of the next version.  NOT_FOUND: no such version; BAD_INPUT names
 * items[i]: no value there, a value of a base plan, the same value again, one
 * that cannot be written. */
struct plan_draft { const char *text; int64_t version; const struct plan *from; };
must_check enum err plan_draft_text(struct ctx *cx, const char *plan_id, int64_t version, const struct plan_edit *edits, size_t n,
				    struct plan_draft *ret);
/* The same registered; BAD_INPUT with the first mistake when the check finds one. */
must_check enum err plan_draft_register(struct ctx *cx, const char *plan_id, int64_t version, const struct plan_edit *edits, size_t n,
					struct plan_stored *ret);

/* What is known of one value, for somebody who may change it. */
struct plan_choice { const char *value, *zh, *en; };
struct plan_user { const char *rule_id, *zh, *en; int64_t line; };
struct plan_value_info {
	const char *path, *value, *type, *zh, *en, *key_zh, *key_en, *how_zh, *how_en;      /* zh, en: the value said */
	const char *rule_id, *rule_zh, *rule_en, *list, *list_zh, *list_en, *source, *origin, *serves_zh, *serves_en;
	int64_t     line, column;
	struct list choices, used_by;                 /* struct plan_choice, struct plan_user */
};
must_check enum err plan_value_info(struct ctx *cx, const struct plan *plan, const char *path, struct plan_value_info *ret);
#endif
