/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/route.h"
#include <assert.h>
#include <string.h>

/* Both improvements try every pair once a round; each that is kept makes the
 * route shorter by at least a metre, so the rounds end by themselves.  The limit
 * only bounds the time on maps made to be hostile. */
enum { ROUNDS_MAX = 200, SEGMENT_MAX = 3 };

static int64_t leg(const struct route_map *map, int from, int to)
{
	if (to < 0)
		return map->home ? map->metres[(size_t)from * (map->n + 1)] : 0;
	return map->metres[(size_t)from * (map->n + 1) + (size_t)to];
}

int64_t route_metres(const struct route_map *map, const int *order)
{
	int64_t sum = 0;
	int at = 0;

	for (size_t i = 0; i < map->n; i++) {
		sum += leg(map, at, order[i]);
		at = order[i];
	}
	return sum + leg(map, at, -1);
}

static void nearest_first(struct arena *scratch, const struct route_map *map, int *order)
{
	bool *been = arena_array(scratch, bool, map->n + 1);
	int at = 0;

	for (size_t i = 0; i < map->n; i++) {
		int best = 0;

		for (int s = 1; s <= (int)map->n; s++)
			if (!been[s] && (!best || leg(map, at, s) < leg(map, at, best)))
				best = s;
		been[best] = true;
		at = order[i] = best;
	}
}

/* Keeps `tried` when it is shorter. */
static bool keep(const struct route_map *map, int *order, const int *tried, int64_t *length)
{
	int64_t now = route_metres(map, tried);

	if (now >= *length)
		return false;
	memcpy(order, tried, map->n * sizeof *order);
	*length = now;
	return true;
}

static void turn(int *stops, size_t n)
{
	for (size_t i = 0; i < n / 2; i++) {
		int swap = stops[i];

		stops[i] = stops[n - 1 - i];
		stops[n - 1 - i] = swap;
	}
}

static bool two_opt(const struct route_map *map, int *order, int *tried, int64_t *length)
{
	bool better = false;

	for (size_t i = 0; i + 1 < map->n; i++)
		for (size_t j = i + 1; j < map->n; j++) {
			memcpy(tried, order, map->n * sizeof *order);
			turn(tried + i, j - i + 1);
			better |= keep(map, order, tried, length);
		}
	return better;
}

/* order without its stops [from, from + k), and those put in again before place `to` of the rest. */
static void moved(const struct route_map *map, const int *order, size_t from, size_t k, size_t to, bool turned, int *tried)
{
	size_t n = 0;

	for (size_t i = 0; i < map->n; i++)
		if (i < from || i >= from + k)
			tried[n++] = order[i];
	memmove(tried + to + k, tried + to, (n - to) * sizeof *tried);
	memcpy(tried + to, order + from, k * sizeof *tried);
	if (turned)
		turn(tried + to, k);
}

static bool or_opt(const struct route_map *map, int *order, int *tried, int64_t *length)
{
	bool better = false;

	for (size_t k = 1; k <= SEGMENT_MAX && k < map->n; k++)
		for (size_t from = 0; from + k <= map->n; from++)
			for (size_t to = 0; to + k <= map->n; to++)
				for (int turned = 0; turned < (k > 1 ? 2 : 1); turned++) {
					moved(map, order, from, k, to, turned, tried);
					better |= keep(map, order, tried, length);
				}
	return better;
}

void route_order(struct arena *scratch, const struct route_map *map, int *order)
{
	int *tried = arena_array(scratch, int, map->n + 1);
	int64_t length;

	assert(map->n <= ROUTE_STOPS_MAX);
	nearest_first(scratch, map, order);
	length = route_metres(map, order);
	for (int round = 0; round < ROUNDS_MAX; round++) {
		bool better = two_opt(map, order, tried, &length);

		better |= or_opt(map, order, tried, &length);
		if (!better)
			return;
	}
}
