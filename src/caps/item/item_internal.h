/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_ITEM_INTERNAL_H
#define CAPS_ITEM_INTERNAL_H
#include "caps/item/item.h"

/* Shared by the files of this folder only. */

enum { ITEM_PACKS_MAX = 8 };
#endif
