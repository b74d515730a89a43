/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_DELIVERY_FLEET_INTERNAL_H
#define CAPS_DELIVERY_FLEET_INTERNAL_H
#include "base/ctx.h"

/* For this folder only: may the actor make a record about a vehicle or driver at
 * home in that place?  Who plans trips there, or a driver of that place. */
must_check enum err fleet_record_need(struct ctx *cx, int64_t place_id);
#endif
