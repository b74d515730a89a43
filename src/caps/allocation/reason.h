/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_ALLOCATION_REASON_H
#define CAPS_ALLOCATION_REASON_H
#include "caps/allocation/allocation.h"

/* Why a line gets what it gets, at most a line of a table long, from the engine's
 * word or from what the meeting changed.  For this folder only. */
struct item;
struct reason_ask { const struct allocation_want *want; const struct item *item; int64_t own_stock, now, pinned_by; };
struct reason_words { const char *zh, *en; };
struct reason_words allocation_reason_words(struct arena *mem, const struct reason_ask *ask);
#endif
