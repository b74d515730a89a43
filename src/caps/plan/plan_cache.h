/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PLAN_PLAN_CACHE_H
#define CAPS_PLAN_PLAN_CACHE_H
#include "caps/plan/plan_active.h"

/* The parsed version, from cx->plans or parsed now.  A plan never changes, nor do
 * the bases it names by version, so what was parsed once is right for ever. */
must_check enum err plan_cached(struct ctx *cx, const char *plan_id, int64_t version, const char *sha256, const struct plan **ret);
#endif
