/* SPDX-License-Identifier: Apache-2.0 */
/* Vehicle tours in the list of approvals: no documents, but signed by the same people on the same page. */
#include "caps/approval/approval_work.h"
#include "base/civil.h"
#include "base/text.h"

struct approval approval_of_tour(struct ctx *cx, const struct tour_waiting *t)
{
	struct approval_tour *tour = arena_array(&cx->mem, struct approval_tour, 1);
	const struct tour_lane *l = &t->lane;
	char day[11];

	*tour = (struct approval_tour){ .day = l->day, .run_no = l->run_no, .orders = l->orders, .metres = l->metres, .cost = l->cost, .depart = l->depart,
		.back = l->back, .most_kg = l->most_kg, .kg = l->kg, .late = l->late, .late_min = l->late_min, .unknown = l->unknown, .left = t->left,
		.left_due = t->left_due, .plate = l->plate, .driver = l->driver };
	return (struct approval){ .tour = tour, .doc_id = l->tour_id, .version = l->version, .created_ms = l->changed, .since_ms = l->changed, .deadline_ms = l->depart,
		.late = l->depart < cx->now_ms, .n_lines = l->orders, .place_no = 1, .of = 1, .kind = "tour", .kind_zh = "派车", .kind_en = "Vehicle tour",
		.number = arena_print(&cx->mem, "%s-%lld", civil_write_day(l->day, day), (long long)l->run_no), .state = "planned", .verb = "approve", .zh = "批准",
		.en = "approve", .for_name = t->for_name, .maker = l->made_by, .from_place = l->home, .first_item = "", .giver = "", .taker = "", .to_place = "",
		.why_zh = arena_print(&cx->mem, "“%s”的派车要由排车以外、有批准权的人批准", l->home),
		.why_en = arena_print(&cx->mem, "tours of \"%s\" are approved by somebody else than planned them, who may", l->home), .bracket_zh = "派车", .bracket_en = "vehicle tours" };
}

enum err approval_act_on_tour(struct ctx *cx, const struct approval_act *act, const char *note, struct approval_done *ret)
{
	struct tour_lane now;
	struct list events;
	int64_t version;
	char day[11];

	TRY(tours_one(cx, act->doc_id, &now, &events));
	ret->number = arena_print(&cx->mem, "%s %s", civil_write_day(now.day, day), now.plate);
	ret->state = now.state;
	ret->version = now.version;
	if (text_equal(act->verb, "approve"))
		TRY(tours_approve(cx, &(struct tour_seen){ act->doc_id, act->version }, 1));
	else if (text_equal(act->verb, "refuse"))
		TRY(tours_refuse(cx, act->doc_id, act->version, note, &version));
	else
		return fail(cx, ERR_BAD_INPUT, "verb", "“%s”不是审批，请打开派车办理", "\"%s\" is no approval; open the tour for it", act->verb);
	TRY(tours_one(cx, act->doc_id, &now, &events));
	ret->state = now.state;
	ret->version = now.version;
	ret->waiting_for = "";
	return ERR_OK;
}
