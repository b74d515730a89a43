/* SPDX-License-Identifier: Apache-2.0 */
#include "file/vrp_fleet.h"
#include <stdio.h>

static const char *line_of(struct words *w, char room[static 32])
{
	snprintf(room, 32, "line %d", w->line);
	return room;
}

#define wrong(w, zh, en) fail((w)->cx, ERR_BAD_INPUT, line_of((w), (char[32]){ 0 }), zh, en)

static enum err need_vehicles(struct words *w, const struct vrp *v)
{
	if (v->vehicles < 1)
		return wrong(w, "车辆各段之前应有 VEHICLES", "VEHICLES must stand before the sections about vehicles");
	if (v->vehicles > VRP_FLEET_MAX)
		return wrong(w, "车太多：最多 100000 辆", "too many vehicles: at most 100000");
	return ERR_OK;
}

static enum err row_number(struct words *w, int32_t row)
{
	int64_t id;

	TRY(words_whole(w, 1, INT32_MAX, &id));
	if (id != row + 1)
		return wrong(w, "编号应从 1 起依次排列", "numbers must run 1, 2, 3 ...");
	return ERR_OK;
}

static enum err read_numbers(struct words *w, int32_t n, double **ret)
{
	*ret = arena_array(&w->cx->mem, double, n);
	for (int32_t i = 0; i < n; i++) {
		TRY(row_number(w, i));
		TRY(words_number(w, &(*ret)[i]));
		if ((*ret)[i] < 0)
			return wrong(w, "这里的数不能小于 0", "a number here must not be below 0");
	}
	return ERR_OK;
}

/* One place of each vehicle, counted from 1 in the file; a second one in the row is refused. */
static enum err read_places(struct words *w, const struct vrp *v, int32_t **ret)
{
	*ret = arena_array(&w->cx->mem, int32_t, v->vehicles);
	for (int32_t i = 0; i < v->vehicles; i++) {
		struct word more;
		int64_t place;

		TRY(row_number(w, i));
		TRY(words_whole(w, 1, v->n, &place));
		(*ret)[i] = (int32_t)place - 1;
		more = words_on_line(w);
		if (more.n && !(more.n == 2 && word_is(more, "-1")))
			return wrong(w, "一辆车只能有一个车场", "a vehicle can have one depot here");
	}
	return ERR_OK;
}

static enum err read_reloads(struct words *w, struct vrp *v)
{
	v->fleet.reloads = arena_array(&w->cx->mem, int32_t, v->vehicles);
	for (int32_t i = 0; i < v->vehicles; i++) {
		int64_t most;

		TRY(row_number(w, i));
		TRY(words_whole(w, 0, INT32_MAX, &most));
		v->fleet.reloads[i] = (int32_t)most;
	}
	return ERR_OK;
}

enum err vrp_fleet_section(struct words *w, struct vrp *v, struct word name, bool *known)
{
	const struct { const char *name; double **list; } numbers[] = {
		{ "CAPACITY_SECTION", &v->fleet.capacity },
		{ "VEHICLES_FIXED_COST_SECTION", &v->fleet.fixed_cost },
		{ "VEHICLES_UNIT_DISTANCE_COST_SECTION", &v->fleet.distance_cost },
		{ "VEHICLES_UNIT_DURATION_COST_SECTION", &v->fleet.time_cost },
		{ "VEHICLES_MAX_DURATION_SECTION", &v->fleet.longest },
	};

	*known = true;
	if (word_is(name, "RELEASE_TIME_SECTION"))
		return read_numbers(w, v->n, &v->release);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		if (word_is(name, numbers[i].name)) {
			TRY(need_vehicles(w, v));
			return read_numbers(w, v->vehicles, numbers[i].list);
		}
	*known = word_is(name, "VEHICLES_DEPOT_SECTION") || word_is(name, "VEHICLES_RELOAD_DEPOT_SECTION") || word_is(name, "VEHICLES_MAX_RELOADS_SECTION");
	if (!*known)
		return ERR_OK;
	TRY(need_vehicles(w, v));
	if (word_is(name, "VEHICLES_MAX_RELOADS_SECTION"))
		return read_reloads(w, v);
	return read_places(w, v, word_is(name, "VEHICLES_DEPOT_SECTION") ? &v->fleet.depot : &v->fleet.reload);
}

enum err vrp_fleet_header(struct words *w, struct vrp *v, struct word name, bool *known)
{
	int64_t whole;

	*known = true;
	if (word_is(name, "VEHICLES_MAX_DURATION")) {
		TRY(word_number(w, words_on_line(w), &v->longest));
		return v->longest > 0 ? ERR_OK : wrong(w, "最长时间应大于 0", "the longest time must be above 0");
	}
	if (word_is(name, "VEHICLES_MAX_RELOADS")) {
		TRY(word_whole(w, words_on_line(w), 0, INT32_MAX, &whole));
		v->reloads = (int32_t)whole;
		return ERR_OK;
	}
	*known = false;
	return ERR_OK;
}

/* 1, 2, 3 ... up to -1, another section or the end. */
enum err vrp_depots(struct words *w, struct vrp *v)
{
	for (;;) {
		struct words before = *w;
		struct word word = words_next(w);
		int64_t id;

		if (v->n_depots && word_is(word, "-1"))
			return ERR_OK;
		if (v->n_depots && (!word.n || word_is(word, "EOF") || (word.n > 8 && word_is((struct word){ word.at + word.n - 8, 8 }, "_SECTION")))) {
			*w = before;
			return ERR_OK;
		}
		TRY(word_whole(w, word, 1, v->n, &id));
		if (id != v->n_depots + 1 || v->n_depots + 1 >= v->n)
			return wrong(w, "车场应是最前面的地点，依次排列", "depots must be the first places, in order");
		v->n_depots++;
	}
}
