/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_ITEM_INTERNAL_H
#define CAPS_ITEM_INTERNAL_H
#include "caps/item/item.h"

/* Shared by the files of this folder only. */

enum { ITEM_PACKS_MAX = 8, ITEM_BATCH_MAX = 200000 };

/* The facts with their defaults filled in, or what is wrong with them. */
must_check enum err item_check(struct ctx *cx, int64_t row, const struct item *in, struct item *ret);
#endif
