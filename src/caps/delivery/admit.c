/* SPDX-License-Identifier: Apache-2.0 */
/* Which crews may go to which stop: the area of vehicle and driver, and the
 * plan's fleet rule ("one vehicle per village, fixed crew, closed loop": D10.3, S3.8).
 * For every village with a rule its vehicles are chosen here, before anything is solved,
 * so that whatever is solved keeps to it. */
#include "caps/delivery/propose.h"
#include <string.h>

struct village { int64_t unit_id, parcels; struct crew_set may; };

/* Whether a text names the plate, whatever dots and blanks are in it. */
static bool names_plate(const char *text, const char *plate)
{
	for (; *text; text++) {
		const char *a = text, *b = plate;

		while (*a && *b) {
			if (!strncmp(a, "·", 2))
				a += 2;
			else if (*a == ' ')
				a++;
			else if (*a++ != *b++)
				break;
			if (!*b)
				return true;
		}
	}
	return false;
}

bool proposal_reaches(const struct lane_work *lane, const char *path)
{
	return !strncmp(path, lane->path, strlen(lane->path)) && !strncmp(path, lane->driver_path, strlen(lane->driver_path));
}

static struct fleet_refusal refusal(struct ctx *cx, const struct lane_work *l, const struct wanted_stop *s)
{
	const struct fleet_crew crew = { l->vehicle.vehicle_id, l->driver.driver_id, l->vehicle.plate, l->driver.name, l->path };

	return delivery_fleet_refusal(cx, &s->fleet, &crew, s->users, s->n_users);
}

static bool has_any(const struct crew_set *s)
{
	uint64_t any = 0;

	for (size_t i = 0; i < CREW_SETS; i++)
		any |= s->bits[i];
	return any != 0;
}

static struct crew_set both(const struct crew_set *a, const struct crew_set *b)
{
	struct crew_set r;

	for (size_t i = 0; i < CREW_SETS; i++)
		r.bits[i] = a->bits[i] & b->bits[i];
	return r;
}

static void put_in(struct crew_set *s, size_t crew) { s->bits[crew / 64] |= UINT64_C(1) << (crew % 64); }

/* Who may go there by area and the trips that exist; where nobody may, the reason of who came nearest. */
static void admit_stop(struct ctx *cx, const struct proposal *p, struct wanted_stop *s)
{
	const char *zh = "没有准许去那里的车和驾驶员，请加一辆", *en = "no vehicle with its driver may go there; add one";
	bool reached = false;

	for (size_t k = 0; k < p->n_crews; k++) {
		const struct lane_work *l = &p->crews[k];
		struct fleet_refusal no = { 0 };

		if (!proposal_reaches(l, s->path))
			continue;
		if (s->fleet.rule)
			no = refusal(cx, l, s);
		if (no.zh && !reached)
			zh = no.zh, en = no.en;
		if (no.zh)
			continue;
		reached = true;
		put_in(&s->may, k);
	}
	if (!has_any(&s->may))
		s->zh = zh, s->en = en;
}

/* The vehicle named for the grid first, then the smallest area that holds the stop, then the one with most room left. */
static int better(const struct proposal *p, const struct wanted_stop *s, const int64_t *given, size_t a, size_t b)
{
	const struct lane_work *l = &p->crews[a], *m = &p->crews[b];
	const int64_t named = names_plate(s->vehicle, l->vehicle.plate) - names_plate(s->vehicle, m->vehicle.plate);
	const int64_t area = (int64_t)strlen(l->path) - (int64_t)strlen(m->path);
	const int64_t room = (l->vehicle.parcels ? l->vehicle.parcels : TRIP_ORDERS_MAX) * l->trips - given[a] -
			     ((m->vehicle.parcels ? m->vehicle.parcels : TRIP_ORDERS_MAX) * m->trips - given[b]);

	return named ? named > 0 : area ? area > 0 : room > 0;
}

/* Of the crews that may go to the village, those the rule leaves: who drives there already, then the best. */
static void choose(const struct proposal *p, struct village *v, const struct wanted_stop *s, int64_t *given)
{
	struct crew_set chosen = { 0 };
	int64_t n = 0;

	for (size_t u = 0; u < s->n_users; u++)
		for (size_t k = 0; k < p->n_crews; k++)
			if (crew_in(&v->may, k) && !crew_in(&chosen, k) && p->crews[k].vehicle.vehicle_id == s->users[u].vehicle_id)
				put_in(&chosen, k), n++;
	for (size_t u = 0; u < s->n_users; u++) {                /* those of other plans take places too */
		bool known = false;

		for (size_t k = 0; k < p->n_crews; k++)
			known |= p->crews[k].vehicle.vehicle_id == s->users[u].vehicle_id;
		for (size_t k = 0; k < u; k++)
			known |= s->users[k].vehicle_id == s->users[u].vehicle_id;
		n += !known;
	}
	for (; n < s->fleet.rule->vehicles; n++) {
		int best = -1;

		for (size_t k = 0; k < p->n_crews; k++)
			if (crew_in(&v->may, k) && !crew_in(&chosen, k) && (best < 0 || better(p, s, given, k, (size_t)best)))
				best = (int)k;
		if (best < 0)
			break;
		put_in(&chosen, (size_t)best);
		given[best] += v->parcels;
	}
	v->may = chosen;
}

static void settle(struct ctx *cx, struct proposal *p, struct village *v, int64_t *given)
{
	bool chosen = false;

	for (size_t i = 0; i < p->n_stops; i++) {
		struct wanted_stop *s = &p->stops[i];

		if (!s->fleet.rule || s->zh || s->fleet.unit_id != v->unit_id)
			continue;
		if (!chosen)
			choose(p, v, s, given);
		chosen = true;
		s->may = both(&s->may, &v->may);
		if (has_any(&s->may))
			continue;
		s->zh = arena_print(&cx->mem, "%s按预案最多 %lld 辆车，选定的车去不了这里", s->fleet.unit, (long long)s->fleet.rule->vehicles);
		s->en = arena_print(&cx->mem, "the plan allows %2$lld vehicles for %1$s, and the chosen ones may not go here", s->fleet.unit,
				    (long long)s->fleet.rule->vehicles);
	}
}

static void admit_villages(struct ctx *cx, struct proposal *p)
{
	struct village *at = arena_array(&cx->mem, struct village, p->n_stops + 1), *v;
	int64_t *given = arena_array(&cx->mem, int64_t, p->n_crews + 1);
	struct crew_set all;
	size_t n = 0;

	for (size_t i = 0; i < p->n_stops; i++) {
		const struct wanted_stop *s = &p->stops[i];

		if (!s->fleet.rule || s->zh)
			continue;
		for (v = at; v < at + n && v->unit_id != s->fleet.unit_id; v++)
			continue;
		if (v == at + n)
			at[n++] = (struct village){ .unit_id = s->fleet.unit_id, .may = s->may };
		v->parcels += s->orders;
		all = both(&v->may, &s->may);
		if (has_any(&all))                       /* best who may go to all of it */
			v->may = all;
	}
	for (v = at; v < at + n; v++)
		settle(cx, p, v, given);
}

/* To try first: the vehicle named for the grid; a cooled one for chilled goods, which else ride in boxes and are said so. */
static void prefer(struct proposal *p, struct wanted_stop *s)
{
	struct crew_set named = { 0 }, cooled = { 0 }, best;

	for (size_t k = 0; k < p->n_crews; k++)
		if (crew_in(&s->may, k)) {
			if (names_plate(s->vehicle, p->crews[k].vehicle.plate))
				put_in(&named, k);
			if (p->crews[k].vehicle.cold)
				put_in(&cooled, k);
		}
	s->prefer = has_any(&named) ? named : s->may;
	best = both(&s->prefer, &cooled);
	if (s->cold && has_any(&best))
		s->prefer = best;
}

void proposal_admit(struct ctx *cx, struct proposal *p)
{
	for (size_t i = 0; i < p->n_stops; i++)
		admit_stop(cx, p, &p->stops[i]);
	admit_villages(cx, p);
	for (size_t i = 0; i < p->n_stops; i++)
		prefer(p, &p->stops[i]);
}
