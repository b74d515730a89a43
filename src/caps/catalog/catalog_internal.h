/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_CATALOG_INTERNAL_H
#define CAPS_CATALOG_INTERNAL_H
#include "caps/catalog/catalog.h"
#include "caps/item/item.h"

/* Of this folder only: what setting a price would be refused for; writes nothing. */
must_check enum err price_check(struct ctx *cx, const struct plan *plan, const struct shop *shop, const struct item *item,
				const struct price_facts *in);
#endif
