/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_RESERVE_CANTEEN_WORK_H
#define CAPS_RESERVE_CANTEEN_WORK_H
#include "caps/plan/plan_active.h"
#include "caps/plan/plan_value.h"
#include "caps/purchase/purchase.h"
#include "caps/purchase/supplier.h"
#include "caps/reserve/canteen.h"

/* For canteen*.c only: one canteen while its lines are reckoned. */
struct canteen_goods { const struct item *item; int64_t expiry_day, usable; };
struct canteen_contract { int64_t org_id, until_day; const char *class_id, *party; };
struct canteen_look {
	struct ctx              *cx;
	const struct plan       *plans;                /* in force there */
	struct canteen          *out;
	const char              *path;
	int64_t                  today;
	struct canteen_goods    *goods;     size_t n_goods;         /* what lies there, by item and day of expiry */
	struct purchase_owed    *owed;      size_t n_owed;
	const struct item      **owed_items;                        /* of each row of owed */
	struct supplier_delivers *delivers; size_t n_delivers;
	struct canteen_contract  *contracts; size_t n_contracts;
	struct canteen_line     *lines;     size_t n_lines, room;
};
/* Classes of the plans that a deadline before an event governs; names the event. */
must_check enum err canteen_lines(struct canteen_look *look);
/* The plan's event that opens canteens, NULL when no plan in force has one. */
const struct plan_event *canteen_event(struct arena *mem, const struct plan *plans);
#endif
