/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_RESERVE_CANTEEN_H
#define CAPS_RESERVE_CANTEEN_H
#include "caps/reserve/reserve_file.h"

/* Canteens before meals start (D1.4): what each has to have by the plan's day.
 *
 * A canteen is a unit or a warehouse of the tree with so many people who eat
 * there; what lies at or under it is its stock.  The plan in force there says
 * what and how much: a norm in days with a deadline (`by`) before an event, the
 * `needs` of one person, and supply rules (how many suppliers, long-term or
 * not, which papers).  The day of the event is set by who holds the plan's
 * role (event.by); until then nothing is late.
 *
 * Figures are people's days, told in the class's unit: need = people x days x
 * norm, rounded up; stock counts what can be eaten from the opening on before
 * it expires, rounded down; on order is what purchases for it still owe.  What
 * has no norm per person is named and not counted.
 *
 * Rights: RESERVE_EDIT and RESERVE_READ on the place.  Source: D1.4. */
enum { CANTEENS_MAX = 500, CANTEEN_HEADS_MAX = 1000000 };
enum canteen_state { CANTEEN_READY, CANTEEN_MISSING, CANTEEN_OVERDUE, CANTEEN_NO_DATE, CANTEEN_UNKNOWN };
extern const char *const canteen_state_words[];       /* "ready", "missing", "overdue", "no_date", "unknown", NULL */

/* One class: quantities in `unit`; -1: cannot be told.  zh, en: what is missing, "" nothing is. */
struct canteen_line {
	int64_t     state, due_day, target_days, need, stock, on_order, lacks, stock_days_x10;
	int64_t     suppliers, suppliers_wanted, contracts, contracts_wanted, contract_until, contracts_over;    /* until: the first that ends; 0: open or none; over: end before the opening, not counted */
	int64_t     orders, unpapered;                        /* purchases still owed, those whose papers are not all entered */
	const char *class_id, *class_zh, *class_en, *unit, *papers_zh, *rule_zh, *rule_en, *source, *zh, *en;
};
struct canteen {
	int64_t     place_id, version, headcount, opening_day, opening_ms, state, late;      /* late: lines past their day */
	const char *place, *event_id, *event_zh, *event_en, *opening_name, *role_zh, *role_en;    /* role: who sets the day; "" anybody who edits */
	struct list lines;                                    /* struct canteen_line: in the order of the plan */
};
must_check enum err canteen_put(struct ctx *cx, int64_t place_id, int64_t version, int64_t headcount);        /* version 0: a new one */
must_check enum err canteen_open_on(struct ctx *cx, int64_t place_id, int64_t version, int64_t day);           /* FORBIDDEN to who has not the role */
must_check enum err canteen_end(struct ctx *cx, int64_t place_id, int64_t version);
/* At or under a place; 0: all that the actor may see.  By name. */
must_check enum err canteen_list(struct ctx *cx, int64_t place_id, struct canteen **ret, size_t *ret_n);
must_check enum err canteen_file(struct ctx *cx, int64_t place_id, int64_t format, struct reserve_file *ret);
#endif
