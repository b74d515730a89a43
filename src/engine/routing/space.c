/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/routing/space.h"
#include <stdlib.h>
#include <string.h>

/* Renumbering, matrices and neighbours: everything that is done once. */

enum { CURVE_BITS = 16, ALL_PAIRS_MAX = 2600, GRID_FILL = 3, NEAR_FOR_MEAN = 5, TILE = 32 };
static const int64_t NEVER = INT64_C(1) << 40;

int64_t routing_distance(const struct routing_problem *p, int32_t from, int32_t to)
{
	if (p->distances)
		return p->distances[(int64_t)from * (p->n_stops + 1) + to];
	double dx = p->points[from].x - p->points[to].x, dy = p->points[from].y - p->points[to].y;

	return (int64_t)(__builtin_sqrt(dx * dx + dy * dy) + p->rounding);
}

int64_t routing_duration(const struct routing_problem *p, int32_t from, int32_t to)
{
	return p->durations ? p->durations[(int64_t)from * (p->n_stops + 1) + to] : routing_distance(p, from, to);
}

/* Where a cell lies on the curve of Hilbert. */
static uint32_t curve_position(uint32_t x, uint32_t y)
{
	uint32_t at = 0;

	for (uint32_t half = 1u << (CURVE_BITS - 1); half; half >>= 1) {
		uint32_t right = (x & half) != 0, upper = (y & half) != 0, turn;

		at += half * half * ((3 * right) ^ upper);
		if (upper)
			continue;
		if (right) {
			x = ((1u << CURVE_BITS) - 1) - x;
			y = ((1u << CURVE_BITS) - 1) - y;
		}
		turn = x;
		x = y;
		y = turn;
	}
	return at;
}

struct extent { double x, y, side; };

static struct extent extent_of(const struct routing_point *point, int32_t n)
{
	double x0 = point[0].x, x1 = x0, y0 = point[0].y, y1 = y0;

	for (int32_t i = 1; i < n; i++) {
		x0 = point[i].x < x0 ? point[i].x : x0;
		x1 = point[i].x > x1 ? point[i].x : x1;
		y0 = point[i].y < y0 ? point[i].y : y0;
		y1 = point[i].y > y1 ? point[i].y : y1;
	}
	return (struct extent){ x0, y0, (x1 - x0 > y1 - y0 ? x1 - x0 : y1 - y0) + 1 };
}

static int by_number(const void *a, const void *b)
{
	const uint64_t *one = a, *other = b;

	return *one < *other ? -1 : *one > *other;
}

static void number_along_curve(struct space *s, const struct routing_problem *p, struct arena *mem)
{
	int32_t *name = arena_array(mem, int32_t, s->n);
	struct arena work = { 0 };

	for (int32_t i = 0; i < s->n; i++)
		name[i] = i;
	if (p->points && !p->distances) {
		struct extent e = extent_of(p->points, s->n);
		uint64_t *key = arena_array(&work, uint64_t, s->n);

		for (int32_t i = 1; i < s->n; i++) {
			double scale = ((1 << CURVE_BITS) - 1) / e.side;

			key[i] = (uint64_t)curve_position((uint32_t)((p->points[i].x - e.x) * scale),
							  (uint32_t)((p->points[i].y - e.y) * scale)) << 32 | (uint32_t)i;
		}
		qsort(key + 1, (size_t)s->n - 1, sizeof *key, by_number);
		for (int32_t i = 1; i < s->n; i++)
			name[i] = (int32_t)(uint32_t)key[i];
	}
	s->name = name;
	arena_reset(&work);
}

static void copy_places(struct space *s, const struct routing_problem *p, struct arena *mem)
{
	struct routing_stop *stop = arena_array(mem, struct routing_stop, s->n);
	struct routing_point *point = p->points ? arena_array(mem, struct routing_point, s->n) : NULL;

	for (int32_t i = 0; i < s->n; i++) {
		stop[i] = p->stops[s->name[i]];
		if (!p->windows)
			stop[i] = (struct routing_stop){ .demand = stop[i].demand, .until = ROUTING_NUMBER_MAX };
		if (point)
			point[i] = p->points[s->name[i]];
	}
	s->stop = stop;
	s->point = point;
}

/* Both walk in tiles: a column of a large matrix misses the cache at every step. */
static const int32_t *turned(const int32_t *matrix, int32_t n, struct arena *mem)
{
	int32_t *out = arena_array(mem, int32_t, (int64_t)n * n);

	for (int32_t tile = 0; tile < n; tile += TILE)
		for (int32_t a = 0; a < n; a++)
			for (int32_t b = tile; b < tile + TILE && b < n; b++)
				out[(int64_t)b * n + a] = matrix[(int64_t)a * n + b];
	return out;
}

static bool is_symmetric(const int32_t *matrix, int32_t n)
{
	for (int32_t tile = 0; tile < n; tile += TILE)
		for (int32_t a = tile; a < n; a++)
			for (int32_t b = tile; b < tile + TILE && b < a; b++)
				if (matrix[(int64_t)a * n + b] != matrix[(int64_t)b * n + a])
					return false;
	return true;
}

static void lay_matrices(struct space *s, const struct routing_problem *p, struct arena *mem)
{
	s->symmetric = s->one_matrix = true;
	if (p->distances) {
		s->symmetric = is_symmetric(p->distances, s->n);
		s->to = p->distances;
		s->from = s->symmetric ? s->to : turned(s->to, s->n, mem);
	} else if (s->n <= ALL_PAIRS_MAX) {
		int32_t *to = arena_array(mem, int32_t, (int64_t)s->n * s->n);

		for (int32_t a = 0; a < s->n; a++)
			for (int32_t b = 0; b < s->n; b++)
				to[(int64_t)a * s->n + b] = space_by_points(s, a, b);
		s->to = s->from = to;
	}
	s->time_to = s->to;
	s->time_from = s->from;
	if (p->durations && p->distances) {
		s->one_matrix = false;
		s->time_to = p->durations;
		s->time_from = turned(p->durations, s->n, mem);
	}
}

static void lay_depot_rows(struct space *s, struct arena *mem)
{
	int32_t *rows = arena_array(mem, int32_t, 4 * (int64_t)s->n), *to = rows, *from = to + s->n, *time_to = from + s->n,
		*time_from = time_to + s->n;

	for (int32_t i = 0; i < s->n; i++) {
		to[i] = space_distance(s, 0, i);
		from[i] = space_distance(s, i, 0);
		time_to[i] = space_time(s, 0, i);
		time_from[i] = space_time(s, i, 0);
	}
	s->depot_to = to;
	s->depot_from = from;
	s->depot_time_to = time_to;
	s->depot_time_from = time_from;
}

/* How well b stands right behind a: the way, and a fifth of the time one must
 * wait whatever happens before.  NEVER when b's window has closed by then. */
static int64_t behind(const struct space *s, int32_t a, int32_t b, int32_t distance, int32_t time)
{
	const struct routing_stop *one = &s->stop[a], *two = &s->stop[b];
	int64_t drive, wait;

	if (!s->windows)
		return distance;
	drive = (int64_t)one->service + time;
	if (one->from + drive > two->until)
		return NEVER;
	wait = two->from - (one->until + drive);
	return distance + (wait > 0 ? wait / 5 : 0);
}

enum side { EITHER, AHEAD, AFTER };

/* Of b for a, by rows of a. */
static int64_t nearness(const struct space *s, int32_t a, int32_t b, enum side side)
{
	int64_t row = (int64_t)a * s->n, there, back;

	if (s->symmetric && !s->windows)
		return space_distance(s, a, b);
	there = side == AHEAD ? NEVER : behind(s, a, b, space_distance(s, a, b), space_time(s, a, b));
	if (side == AFTER)
		return there;
	back = s->to ? behind(s, b, a, s->from[row + b], s->time_from[row + b])
		: behind(s, b, a, space_by_points(s, b, a), space_by_points(s, b, a));
	return there < back ? there : back;
}

struct near_list { int64_t *key; int32_t *place; int32_t n, room; enum side side; };

static void near_offer(struct near_list *l, int32_t place, int64_t key)
{
	int32_t at;

	if (key >= NEVER || (l->n == l->room && key >= l->key[l->n - 1]))
		return;
	at = l->n < l->room ? l->n++ : l->n - 1;
	for (; at > 0 && l->key[at - 1] > key; at--) {
		l->key[at] = l->key[at - 1];
		l->place[at] = l->place[at - 1];
	}
	l->key[at] = key;
	l->place[at] = place;
}

/* Square cells over the plane, each with the stops in it, for finding near ones. */
struct grid { struct extent extent; double cell; int32_t side; int32_t *start, *place; };

static int32_t grid_column(const struct grid *g, double at, double zero)
{
	int32_t column = (int32_t)((at - zero) / g->cell);

	return column < 0 ? 0 : column >= g->side ? g->side - 1 : column;
}

static int32_t grid_cell(const struct grid *g, const struct routing_point *p)
{
	return grid_column(g, p->y, g->extent.y) * g->side + grid_column(g, p->x, g->extent.x);
}

static void grid_make(struct grid *g, const struct space *s, struct arena *mem)
{
	g->extent = extent_of(s->point, s->n);
	for (g->side = 1; g->side * g->side * GRID_FILL < s->n; g->side++)
		;
	g->cell = g->extent.side / g->side;
	g->start = arena_array(mem, int32_t, g->side * g->side + 1);
	g->place = arena_array(mem, int32_t, s->n);
	for (int32_t i = 1; i < s->n; i++)
		g->start[grid_cell(g, &s->point[i]) + 1]++;
	for (int32_t c = 0; c < g->side * g->side; c++)
		g->start[c + 1] += g->start[c];
	for (int32_t i = s->n - 1; i > 0; i--) {
		int32_t cell = grid_cell(g, &s->point[i]);

		g->place[--g->start[cell + 1]] = i;
	}
	/* each start has moved down by its own cell's stops: they are the starts of the cells again, one place on */
	for (int32_t c = 0; c < g->side * g->side; c++)
		g->start[c] = g->start[c + 1];
	g->start[g->side * g->side] = s->n - 1;
}

static void grid_ring(const struct grid *g, const struct space *s, int32_t of, int32_t ring, struct near_list *l)
{
	int32_t x = grid_column(g, s->point[of].x, g->extent.x), y = grid_column(g, s->point[of].y, g->extent.y);

	for (int32_t row = y - ring; row <= y + ring; row++) {
		int32_t step = row == y - ring || row == y + ring || !ring ? 1 : 2 * ring;

		if (row < 0 || row >= g->side)
			continue;
		for (int32_t column = x - ring; column <= x + ring; column += step) {
			if (column < 0 || column >= g->side)
				continue;
			for (int32_t i = g->start[row * g->side + column]; i < g->start[row * g->side + column + 1]; i++)
				if (g->place[i] != of)
					near_offer(l, g->place[i], nearness(s, of, g->place[i], l->side));
		}
	}
}

/* Rings of cells outward until no nearer stop can come. */
static void grid_neighbours(const struct grid *g, const struct space *s, int32_t of, struct near_list *l)
{
	for (int32_t ring = 0; ring <= g->side; ring++) {
		if (l->n == l->room && (double)l->key[l->n - 1] <= (ring - 1) * g->cell)
			return;
		grid_ring(g, s, of, ring, l);
	}
}

static const int32_t *list_neighbours(const struct space *s, const struct grid *g, struct near_list *l, enum side side, struct arena *mem)
{
	int32_t *near = arena_array(mem, int32_t, (int64_t)s->n * (s->k > 0 ? s->k : 1));

	l->side = side;
	for (int32_t i = 1; i < s->n && s->k > 0; i++) {
		l->n = 0;
		if (g)
			grid_neighbours(g, s, i, l);
		else
			for (int32_t j = 1; j < s->n; j++)
				if (j != i)
					near_offer(l, j, nearness(s, i, j, side));
		memcpy(near + (int64_t)i * s->k, l->place, sizeof *near * (size_t)l->n);
	}
	return near;
}

static double mean_of_nearest(const struct space *s)
{
	double sum = 0, mean;
	int64_t n = 0;

	for (int32_t i = 1; i < s->n; i++)
		for (int32_t j = 0; j < s->k && j < NEAR_FOR_MEAN && s->near[(int64_t)i * s->k + j]; j++, n++)
			sum += space_distance(s, i, s->near[(int64_t)i * s->k + j]);
	mean = n ? sum / (double)n : 1;
	return mean < 0.1 ? 0.1 : mean;
}

static void find_neighbours(struct space *s, int32_t k, struct arena *mem)
{
	struct arena work = { 0 };
	bool by_grid = s->point && s->n > ALL_PAIRS_MAX && !s->problem->distances, apart = s->windows && !s->problem->distances;
	struct near_list l = { .key = arena_array(&work, int64_t, k + 1), .place = arena_array(&work, int32_t, k + 1) };
	struct grid g = { 0 };

	l.room = s->k = k < s->n - 2 ? k : s->n - 2;
	if (by_grid)
		grid_make(&g, s, &work);
	s->near = list_neighbours(s, by_grid ? &g : NULL, &l, EITHER, mem);
	s->ahead = apart ? list_neighbours(s, by_grid ? &g : NULL, &l, AHEAD, mem) : s->near;
	s->after = apart ? list_neighbours(s, by_grid ? &g : NULL, &l, AFTER, mem) : s->near;
	s->mean_near = mean_of_nearest(s);
	arena_reset(&work);
}

void space_make(struct space *s, const struct routing_problem *p, int32_t k, struct arena *mem)
{
	*s = (struct space){ .problem = p, .n = p->n_stops + 1, .rounding = p->rounding, .windows = p->windows,
			     .capacity = p->capacity };
	s->n_trips = p->vehicles && p->vehicles < p->n_stops ? p->vehicles : p->n_stops;
	number_along_curve(s, p, mem);
	copy_places(s, p, mem);
	lay_matrices(s, p, mem);
	lay_depot_rows(s, mem);
	find_neighbours(s, k, mem);
}
