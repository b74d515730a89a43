/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PLAN_PLAN_HTTP_H
#define CAPS_PLAN_PLAN_HTTP_H
#include "base/shape.h"
#include "caps/plan/plan_active.h"

/* Inside plan: what plan_http.c and plan_text_http.c both send. */
enum { PLAN_TEXT_MAX = 2 << 20, PLAN_MISTAKES_MAX = 500, PLAN_CHANGES_MAX = 200000 };
extern const char *const plan_language_words[];       /* "zh", "en", NULL */
struct plan_item {
	const char *plan_id, *zh, *en, *kind, *sha256;
	int64_t plan_version, warnings, registered_by, registered_at;
};
struct plan_fault_item {
	const char *code, *found_zh, *expected_zh, *found_en, *expected_en;
	int64_t line, column;
	bool warning;
};
extern const struct shape plan_item_shape, plan_fault_item_shape, plan_change_shape;
struct plan_item plan_item_of(const struct plan_stored *p);
struct list      plan_fault_items(struct ctx *cx, const struct plan_mistakes *all);
#endif
