/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_GRID_INTERNAL_H
#define CAPS_GRID_INTERNAL_H
#include "caps/grid/grid.h"

/* Shared by the files of this folder only. */
enum { GRID_SHOPS_MAX = 20, GRID_BUILDINGS_MAX = 20000 };

/* Whether a building of this mark, other names and place name is the wanted one (all in normal form). */
bool grid_building_is(struct arena *mem, const char *mark, const char *also, const char *name, const char *wanted);
/* From the first to beyond the last place the actor holds the permission on: what lies outside need not be walked. */
void grid_actor_range(struct ctx *cx, enum perm perm, const char **ret_from, const char **ret_end);
#endif
