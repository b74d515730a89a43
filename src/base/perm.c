/* SPDX-License-Identifier: Apache-2.0 */
#include "base/perm.h"
#include <stddef.h>

static const struct { const char *slug, *zh, *en; } perms[PERM_COUNT] = {
#define PERM(number, name, zh, en) [number] = { #name, zh, en },
#include "base/perm.def"
#undef PERM
};

const char *perm_slug(enum perm perm) { return perm < PERM_COUNT ? perms[perm].slug : NULL; }
const char *perm_zh(enum perm perm) { return perm < PERM_COUNT ? perms[perm].zh : NULL; }
const char *perm_en(enum perm perm) { return perm < PERM_COUNT ? perms[perm].en : NULL; }
