/* SPDX-License-Identifier: Apache-2.0 */
#include "file/vrp.h"
#include "file/vrp_words.h"
#include <string.h>

enum { ROUTES_MAX = 100000, VISITS_MAX = 1000000 };

struct sol_lists { size_t n_starts, starts_room, n_stops, stops_room; };

/* The stops behind "Route #7:" to the end of its line. */
static enum err read_route(struct words *w, struct vrp_sol *sol, struct sol_lists *l)
{
	struct word word;
	int64_t stop;

	if (l->n_starts >= ROUTES_MAX)
		return fail(w->cx, ERR_TOO_LARGE, "", "路线超过 %d 条", "more than %d routes", (int)ROUTES_MAX);
	while ((word = words_on_line(w)).n) {
		TRY(word_whole(w, word, 0, VRP_PLACES_MAX, &stop));
		if (l->n_stops >= VISITS_MAX)
			return fail(w->cx, ERR_TOO_LARGE, "", "停靠超过 %d 次", "more than %d visits", (int)VISITS_MAX);
		arena_push(&w->cx->mem, sol->stops, l->n_stops, l->stops_room) = (int32_t)stop;
	}
	arena_push(&w->cx->mem, sol->starts, l->n_starts, l->starts_room) = (int32_t)l->n_stops;
	return ERR_OK;
}

/* "#7:", "#7" and ":", or "7:" */
static bool skip_route_number(struct words *w)
{
	struct word word = words_on_line(w);

	if (word.n && word.at[word.n - 1] == ':')
		return true;
	if (word.n == 1 && *word.at == '#')
		word = words_on_line(w);
	if (word.n && word.at[word.n - 1] == ':')
		return true;
	return word.n && word_is(words_on_line(w), ":");
}

enum err vrp_sol_read(struct ctx *cx, const char *bytes, size_t n, struct vrp_sol *ret)
{
	struct words w = { cx, bytes, bytes + n, 1 };
	struct sol_lists l = { 0 };
	struct word word;

	*ret = (struct vrp_sol){ 0 };
	arena_push(&cx->mem, ret->starts, l.n_starts, l.starts_room) = 0;
	while ((word = words_next(&w)).n) {
		if (word_is(word, "Route")) {
			if (!skip_route_number(&w))
				return fail(cx, ERR_BAD_INPUT, "", "第 %d 行应为“Route #1: 3 7 …”", "line %d: expected 'Route #1: 3 7 ...'", w.line);
			TRY(read_route(&w, ret, &l));
		} else if (word_is(word, "Cost") || word_is(word, "Cost:")) {
			word = words_on_line(&w);
			if (word_is(word, ":"))
				word = words_on_line(&w);
			TRY(word_number(&w, word, &ret->cost));
			ret->has_cost = true;
		}
		words_skip_line(&w);
	}
	ret->n_routes = (int32_t)l.n_starts - 1;
	if (!ret->n_routes)
		return fail(cx, ERR_BAD_INPUT, "", "没有路线：应有“Route #1: 3 7 …”这样的行", "no routes: expected lines like 'Route #1: 3 7 ...'");
	return ERR_OK;
}
