/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PLACE_INTERNAL_H
#define CAPS_PLACE_INTERNAL_H
#include "caps/place/place.h"

/* Shared by place.c and bulk.c only. */

/* Writes one checked place below a parent; false when the code is taken. */
must_check enum err place_add(struct ctx *cx, const struct place_facts *in, int64_t parent_id, const char *parent_path,
			      int64_t *ret_place_id, const char **ret_path, bool *ret_added);

/* Replaces the facts of a place that is there; unchanged facts write nothing. */
must_check enum err place_put(struct ctx *cx, int64_t row, const struct place *old, int64_t version,
			      const struct place_facts *in, bool *ret_changed);
/* PLACE_EDIT on that path; for a building GRID_EDIT will do. */
bool place_may_edit(struct ctx *cx, int64_t kind, const char *path);
/* A unit's kind is its class in the allocation: who administers a part of the district only
 * may neither set nor change it.  `before` is "" for a new place. */
must_check enum err place_need_kind(struct ctx *cx, int64_t row, const char *before, const char *after);
#endif
