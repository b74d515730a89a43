/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/order/order_household.h"
#include "caps/order/order_work.h"
#include "base/buf.h"
#include "order.sql.h"

enum { OPEN_MAX = 1000, NUMBERS_SHOWN = 5, TURNS_AT_ONCE = 500, TURNS_A_DAY = 1000 };

/* Goods on their way are carried to a door of one building: another building's people do not have them. */
static enum err refuse_elsewhere(struct ctx *cx, const struct household *from, const struct household *to, const struct order_household_open_row *open, size_t n)
{
	const char *numbers = "";

	if (!n || from->building_id == to->building_id)
		return ERR_OK;
	for (size_t i = 0; i < n && i < NUMBERS_SHOWN; i++)
		numbers = arena_print(&cx->mem, "%s%s%s", numbers, i ? ", " : "", open[i].number);
	return fail(cx, ERR_BLOCKED, "into_id", "%s 还有 %zu 张没送到的订单（%s%s），%s 在另一栋楼；先送到、取消或核减这些订单，再合并",
		    "%s has %zu orders whose goods are still to come (%s%s), and %s is in another building; deliver, cancel or cut those first, then join",
		    from->door, n, numbers, n > NUMBERS_SHOWN ? " …" : "", to->door);
}

/* A turn both have taken keeps its fact under the next number of that day. */
static enum err move_turns(struct ctx *cx, int64_t from_id, int64_t to_id)
{
	struct order_turns_of_row *rows;
	size_t n;

	do {
		TRY(order_turns_of(cx, (struct order_turns_of_in){ .district_id = cx->district_id, .household_id = from_id, .limit = TURNS_AT_ONCE },
			&rows, &n, TURNS_AT_ONCE));
		for (size_t i = 0; i < n; i++) {
			const int64_t first = rows[i].turn_no - rows[i].turn_no % TURNS_A_DAY;
			struct order_turn_room_row room;

			TRY(order_turn_room(cx, (struct order_turn_room_in){ .district_id = cx->district_id, .household_id = to_id,
				.scheme_id = rows[i].scheme_id, .turn_no = rows[i].turn_no, .first_no = first, .until_no = first + TURNS_A_DAY }, &room));
			TRY(order_turn_pass(cx, (struct order_turn_pass_in){ .district_id = cx->district_id, .from_id = from_id, .to_id = to_id,
				.scheme_id = rows[i].scheme_id, .turn_no = rows[i].turn_no, .new_no = room.taken ? room.next_no : rows[i].turn_no }));
		}
	} while (n == TURNS_AT_ONCE);
	return ERR_OK;
}

static enum err count_since(struct ctx *cx, int64_t household_id, int64_t since_ms, int64_t *ret)
{
	struct order_household_since_row row;

	TRY(order_household_since(cx, (struct order_household_since_in){ .district_id = cx->district_id, .household_id = household_id,
		.since_ms = since_ms }, &row));
	*ret = row.n;
	return ERR_OK;
}

/* Both have ordered in one interval: accepted it stays, but it has to be said. */
static enum err look_together(struct ctx *cx, const struct household *from, const struct household *to, struct order_household_moved *ret)
{
	struct order_terms terms;
	struct grid_area grid;
	int64_t a, b;

	TRY(grid_rules_of(cx, to->grid_id, &grid));
	TRY(order_terms(cx, to, &grid, &terms));
	for (size_t i = 0; i < terms.ordering.n_limits && !ret->together; i++) {
		const struct plan_limit *limit = &terms.ordering.limits[i];
		const int64_t since = order_limit_since(limit->per, cx->now_ms);

		TRY(count_since(cx, from->household_id, since, &a));
		TRY(count_since(cx, to->household_id, since, &b));
		if (!a || !b || a + b <= limit->orders)
			continue;
		ret->together = a + b;
		ret->limit = limit->orders;
		ret->rule = limit->rule->rule.zh && limit->rule->rule.zh[0] ? limit->rule->rule.zh : limit->rule->rule.id;
	}
	return ERR_OK;
}

enum err order_household_moved(struct ctx *cx, const struct household *from, const struct household *to, struct order_household_moved *ret)
{
	struct order_household_open_row *open;
	size_t n;

	*ret = (struct order_household_moved){ .rule = "" };
	TRY(order_household_open(cx, (struct order_household_open_in){ .district_id = cx->district_id, .household_id = from->household_id,
		.limit = OPEN_MAX }, &open, &n, OPEN_MAX));
	TRY(refuse_elsewhere(cx, from, to, open, n));
	TRY(look_together(cx, from, to, ret));
	ret->open = (int64_t)n;
	TRY(order_household_pass_n(cx, (struct order_household_pass_in){ .district_id = cx->district_id, .from_id = from->household_id,
		.to_id = to->household_id, .door = to->door, .sort = to->sort, .changed_ms = cx->now_ms }, &ret->orders));
	return move_turns(cx, from->household_id, to->household_id);
}
