/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/allocation_item.h"
#include "engine/flow.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Which place serves which line (rule 5), and which rows leave (rule 6).
 *
 * Stock of one kind at one place is a cell: restricted stock of a unit, stock
 * owned by a unit that gets some of it, or pool stock.  Lines of one kind (and
 * unit) at one place are a sink.  A group is the cells and sinks that may trade:
 * every cell may serve every sink.  All groups of an item are one flow problem,
 * because what an owner leaves flows on into the pool of the same place:
 *
 *     restricted cell -> sinks of its unit          restricted cell -> rest
 *     owned cell      -> sinks of its unit          owned cell      -> pool cell of the place
 *     pool cell       -> pool sinks                 pool cell       -> rest
 *
 * It is solved on few arcs first, each sink's nearest cells.  Then all arcs are
 * priced; those that would pay are added and the simplex goes on, until none
 * would.  The last pass over all arcs is the certificate. */

enum {
	NEAREST = 10,                 /* arcs a sink starts with */
	ADDED = 5,                   /* arcs a sink may add in a round */
	MATRIX_MAX = 64 << 20,       /* distances kept; more are found again in each round */
};

struct entry { int32_t unit, place, at; };     /* at: index of an item row or line */

struct cell { int32_t unit, place; int64_t packs; size_t first, end; };       /* of entries */

/* least[sink * n_cells + cell]: lower bounds of the distances (geo.h), or NULL;
 * x, y, z: where the cells lie. */
struct group { size_t first_cell, n_cells, first_sink, n_sinks; int32_t *least; double *x, *y, *z; };

struct trade { int32_t cell, sink, metres; int64_t packs; };
struct part  { int32_t cell, line, metres; int64_t packs; };

struct cells { struct entry *entries; size_t n_entries; struct cell *list; size_t n, room; };

struct ship {
	struct item_work *w;
	struct cells  stock[ALLOCATION_SOURCES], wanted[ALLOCATION_SOURCES];
	struct cell  *cells, *sinks;                /* of all kinds, in the order of the kinds */
	size_t        n_cells, n_sinks, first_cell[ALLOCATION_SOURCES + 1], first_sink[ALLOCATION_SOURCES + 1];
	struct group *groups;
	size_t        n_groups, groups_room, matrix_used;
	struct flow   flow;
	int32_t       rest;                         /* the node where unused stock ends */
	int64_t       n_priced, worst;
};

static int by_unit_place(const void *pa, const void *pb)
{
	const struct entry *a = pa, *b = pb;

	if (a->unit != b->unit)
		return a->unit < b->unit ? -1 : 1;
	if (a->place != b->place)
		return a->place < b->place ? -1 : 1;
	return (a->at > b->at) - (a->at < b->at);
}

/* Sorts the entries and joins those of one unit and place into cells; their
 * packs are added by the caller. */
static void make_cells(struct arena *mem, struct cells *c)
{
	if (c->n_entries)
		qsort(c->entries, c->n_entries, sizeof *c->entries, by_unit_place);
	for (size_t i = 0, j; i < c->n_entries; i = j) {
		for (j = i + 1; j < c->n_entries && c->entries[j].unit == c->entries[i].unit
				&& c->entries[j].place == c->entries[i].place; j++)
			;
		arena_push(mem, c->list, c->n, c->room) = (struct cell){
			.unit = c->entries[i].unit, .place = c->entries[i].place, .first = i, .end = j };
	}
}

/* Who serves itself from its own stock: only these owners' rows are a kind apart. */
static bool *owners_served(const struct item_work *w)
{
	bool *served = arena_array(w->mem, bool, w->in->n_places);

	for (size_t i = 0; i < w->n_lines; i++)
		if (w->lines[i].packs[ALLOCATION_OWNED])
			served[w->lines[i].unit] = true;
	return served;
}

static void sort_stock(struct ship *s)
{
	struct item_work *w = s->w;
	const bool *served = owners_served(w);

	for (int k = 0; k < ALLOCATION_SOURCES; k++)
		s->stock[k].entries = arena_array(w->mem, struct entry, w->n_rows);
	for (size_t i = 0; i < w->n_rows; i++) {
		const struct item_row *r = &w->rows[i];
		struct cells *restricted = &s->stock[ALLOCATION_RESTRICTED], *owned = &s->stock[ALLOCATION_OWNED],
			     *pool = &s->stock[ALLOCATION_POOL];

		if (r->restricted_to != ALLOCATION_NOBODY) {
			restricted->entries[restricted->n_entries++] =
				(struct entry){ r->restricted_to, r->place, (int32_t)i };
			continue;
		}
		if (r->owner != ALLOCATION_NOBODY && served[r->owner])
			owned->entries[owned->n_entries++] = (struct entry){ r->owner, r->place, (int32_t)i };
		pool->entries[pool->n_entries++] = (struct entry){ ALLOCATION_NOBODY, r->place, (int32_t)i };
	}
	for (int k = 0; k < ALLOCATION_SOURCES; k++) {
		make_cells(w->mem, &s->stock[k]);
		for (size_t i = 0; i < s->stock[k].n; i++) {
			struct cell *c = &s->stock[k].list[i];

			for (size_t e = c->first; e < c->end; e++) {
				const struct item_row *r = &w->rows[s->stock[k].entries[e].at];

				/* what a served owner leaves reaches the pool by an arc */
				if (k != ALLOCATION_POOL || r->owner == ALLOCATION_NOBODY || !served[r->owner])
					c->packs += r->packs;
			}
		}
	}
}

static void sort_wanted(struct ship *s)
{
	struct item_work *w = s->w;

	for (int k = 0; k < ALLOCATION_SOURCES; k++) {
		struct cells *c = &s->wanted[k];

		c->entries = arena_array(w->mem, struct entry, w->n_lines);
		for (size_t i = 0; i < w->n_lines; i++) {
			const struct item_line *l = &w->lines[i];

			if (l->packs[k])
				c->entries[c->n_entries++] = (struct entry){
					k == ALLOCATION_POOL ? ALLOCATION_NOBODY : l->unit, l->place, (int32_t)i };
		}
		make_cells(w->mem, c);
		for (size_t i = 0; i < c->n; i++)
			for (size_t e = c->list[i].first; e < c->list[i].end; e++)
				c->list[i].packs += w->lines[c->entries[e].at].packs[k];
	}
}

static struct cell *join_kinds(struct arena *mem, const struct cells kinds[ALLOCATION_SOURCES],
			       size_t first[ALLOCATION_SOURCES + 1], size_t *ret_n)
{
	struct cell *all;

	*ret_n = 0;
	for (int k = 0; k < ALLOCATION_SOURCES; k++) {
		first[k] = *ret_n;
		*ret_n += kinds[k].n;
	}
	first[ALLOCATION_SOURCES] = *ret_n;
	all = arena_array(mem, struct cell, *ret_n);
	for (int k = 0; k < ALLOCATION_SOURCES; k++)
		if (kinds[k].n)
			memcpy(all + first[k], kinds[k].list, kinds[k].n * sizeof *all);
	return all;
}

static int32_t metres_between(const struct ship *s, size_t cell, size_t sink)
{
	int32_t a = s->cells[cell].place, b = s->sinks[sink].place;

	return a == b ? 0 : geo_metres(&s->w->map->points[a], &s->w->map->points[b]);
}

static void least_metres(const struct ship *s, const struct group *g, size_t sink, int32_t *ret)
{
	const struct geo_point *to = &s->w->map->points[s->sinks[g->first_sink + sink].place];

	for (size_t c = 0; c < g->n_cells; c++)
		ret[c] = geo_metres_at_least(to, g->x[c], g->y[c], g->z[c]);
}

/* Lower bounds of the distances of a group's cells to one of its sinks. */
static const int32_t *least_to(const struct ship *s, const struct group *g, size_t sink, int32_t *room)
{
	if (g->least)
		return g->least + sink * g->n_cells;
	least_metres(s, g, sink, room);
	return room;
}

static void keep_metres(struct ship *s, struct group *g)
{
	size_t n = g->n_cells * g->n_sinks;

	g->x = arena_array(s->w->mem, double, g->n_cells);
	g->y = arena_array(s->w->mem, double, g->n_cells);
	g->z = arena_array(s->w->mem, double, g->n_cells);
	for (size_t c = 0; c < g->n_cells; c++) {
		const struct geo_point *p = &s->w->map->points[s->cells[g->first_cell + c].place];

		g->x[c] = p->x;
		g->y[c] = p->y;
		g->z[c] = p->z;
	}
	if (s->matrix_used + n > MATRIX_MAX)
		return;
	s->matrix_used += n;
	g->least = arena_array(s->w->mem, int32_t, n);
	for (size_t t = 0; t < g->n_sinks; t++)
		least_metres(s, g, t, g->least + t * g->n_cells);
}

/* Cells and sinks of one kind stand in the order of their units: those of the
 * same unit are a group. */
static void make_groups(struct ship *s)
{
	for (int k = 0; k < ALLOCATION_SOURCES; k++) {
		size_t c = s->first_cell[k], cell_end = s->first_cell[k + 1];

		for (size_t t = s->first_sink[k]; t < s->first_sink[k + 1];) {
			struct group g = { .first_sink = t };
			int32_t unit = s->sinks[t].unit;

			for (; t < s->first_sink[k + 1] && s->sinks[t].unit == unit; t++)
				g.n_sinks++;
			while (c < cell_end && s->cells[c].unit < unit)
				c++;
			for (g.first_cell = c; c < cell_end && s->cells[c].unit == unit; c++)
				g.n_cells++;
			assert(g.n_cells);
			keep_metres(s, &g);
			arena_push(s->w->mem, s->groups, s->n_groups, s->groups_room) = g;
		}
	}
}

/* The arcs by which stock that serves nobody leaves its cell. */
static void add_rest_arcs(struct ship *s)
{
	size_t pool = s->first_cell[ALLOCATION_POOL], pool_end = s->first_cell[ALLOCATION_POOL + 1];
	int32_t *pool_at = arena_array(s->w->mem, int32_t, s->w->in->n_places);

	for (size_t c = pool; c < pool_end; c++)
		pool_at[s->cells[c].place] = (int32_t)c;
	for (size_t c = 0; c < s->n_cells; c++) {
		bool owned = c >= s->first_cell[ALLOCATION_OWNED] && c < pool;

		flow_add_arc(&s->flow, (int32_t)c, owned ? pool_at[s->cells[c].place] : s->rest, 0, FLOW_UNCAPPED);
	}
}

/* A few arcs of least cost, in order. */
struct best { int64_t cost[NEAREST]; size_t cell[NEAREST]; int32_t metres[NEAREST]; size_t n, most; };

static void take_best(struct best *b, int64_t cost, size_t cell, int32_t metres)
{
	size_t i;

	if (b->n == b->most && cost >= b->cost[b->n - 1])
		return;
	for (i = b->n < b->most ? b->n++ : b->n - 1; i > 0 && b->cost[i - 1] > cost; i--) {
		b->cost[i] = b->cost[i - 1];
		b->cell[i] = b->cell[i - 1];
		b->metres[i] = b->metres[i - 1];
	}
	b->cost[i] = cost;
	b->cell[i] = cell;
	b->metres[i] = metres;
}

static void add_best(struct ship *s, const struct group *g, size_t sink, const struct best *b)
{
	for (size_t i = 0; i < b->n; i++)
		flow_add_arc(&s->flow, (int32_t)(g->first_cell + b->cell[i]), (int32_t)(s->n_cells + g->first_sink + sink),
			     b->metres[i], FLOW_UNCAPPED);
}

struct wish { int32_t metres, cell, sink; };
struct wishes { struct wish *at; size_t n, room; };

static void wish_nearest(struct ship *s, const struct group *g, int32_t *room, struct wishes *ret)
{
	for (size_t t = 0; t < g->n_sinks; t++) {
		const int32_t *least = least_to(s, g, t, room);
		struct best b = { .most = NEAREST };

		for (size_t c = 0; c < g->n_cells; c++)
			take_best(&b, least[c], c, 0);
		for (size_t i = 0; i < b.n; i++)
			arena_push(s->w->mem, ret->at, ret->n, ret->room) = (struct wish){
				metres_between(s, g->first_cell + b.cell[i], g->first_sink + t),
				(int32_t)(g->first_cell + b.cell[i]), (int32_t)(s->n_cells + g->first_sink + t) };
	}
}

static int by_metres(const void *pa, const void *pb)
{
	const struct wish *a = pa, *b = pb;

	if (a->metres != b->metres)
		return a->metres < b->metres ? -1 : 1;
	if (a->sink != b->sink)
		return a->sink < b->sink ? -1 : 1;
	return (a->cell > b->cell) - (a->cell < b->cell);
}

/* Each sink's nearest cells, the nearest of all first: the order in which the
 * flow is started. */
static void add_nearest(struct ship *s, int32_t *room)
{
	struct wishes wishes = { 0 };

	for (size_t i = 0; i < s->n_groups; i++)
		wish_nearest(s, &s->groups[i], room, &wishes);
	if (wishes.n)
		qsort(wishes.at, wishes.n, sizeof *wishes.at, by_metres);
	for (size_t i = 0; i < wishes.n; i++)
		flow_add_arc(&s->flow, wishes.at[i].cell, wishes.at[i].sink, wishes.at[i].metres, FLOW_UNCAPPED);
}

/* Prices every arc of a group; adds what would pay.  Returns how many.  An arc
 * is priced exactly only when its lower bound does not show already that it
 * cannot pay. */
static size_t price_group(struct ship *s, const struct group *g, int64_t *price, int32_t *room)
{
	size_t added = 0;

	for (size_t c = 0; c < g->n_cells; c++)
		price[c] = flow_price(&s->flow, (int32_t)(g->first_cell + c));
	for (size_t t = 0; t < g->n_sinks; t++) {
		int64_t limit = flow_price(&s->flow, (int32_t)(s->n_cells + g->first_sink + t));
		const int32_t *least = least_to(s, g, t, room);
		struct best b = { .most = ADDED };

		for (size_t c = 0; c < g->n_cells; c++) {
			int32_t metres;

			if (least[c] + price[c] >= limit)
				continue;
			metres = metres_between(s, g->first_cell + c, g->first_sink + t);
			if (metres + price[c] < limit)
				take_best(&b, metres + price[c], c, metres);
		}
		s->n_priced += (int64_t)g->n_cells;
		if (!b.n)
			continue;
		s->worst = limit - b.cost[0] > s->worst ? limit - b.cost[0] : s->worst;
		added += b.n;
		add_best(s, g, t, &b);
	}
	return added;
}

static void begin_flow(struct ship *s)
{
	int64_t *supplies = arena_array(s->w->mem, int64_t, s->n_cells + s->n_sinks + 1), rest = 0;

	s->rest = (int32_t)(s->n_cells + s->n_sinks);
	for (size_t i = 0; i < s->n_cells; i++)
		rest += supplies[i] = s->cells[i].packs;
	for (size_t i = 0; i < s->n_sinks; i++)
		rest += supplies[s->n_cells + i] = -s->sinks[i].packs;
	assert(rest >= 0);
	supplies[s->rest] = -rest;
	flow_begin(&s->flow, s->w->mem, s->rest + 1, supplies, GEO_METRES_MAX);
}

static void solve(struct ship *s)
{
	int64_t *price = arena_array(s->w->mem, int64_t, s->n_cells);
	int32_t *room = arena_array(s->w->mem, int32_t, s->n_cells);
	enum flow_state state;
	size_t added;

	begin_flow(s);
	add_nearest(s, room);
	add_rest_arcs(s);
	flow_start_greedily(&s->flow);
	do {
		state = flow_solve(&s->flow);
		added = 0;
		s->n_priced = (int64_t)s->n_cells;          /* the arcs of rest are all in */
		s->worst = 0;
		for (size_t i = 0; i < s->n_groups; i++)
			added += price_group(s, &s->groups[i], price, room);
	} while (added);
	assert(state == FLOW_OPTIMAL);                      /* item_share() granted no more than there is */
}

static int by_sink_then_near(const void *pa, const void *pb)
{
	const struct trade *a = pa, *b = pb;

	if (a->sink != b->sink)
		return a->sink < b->sink ? -1 : 1;
	if (a->metres != b->metres)
		return a->metres < b->metres ? -1 : 1;
	return (a->cell > b->cell) - (a->cell < b->cell);
}

static int by_cell_then_line(const void *pa, const void *pb)
{
	const struct part *a = pa, *b = pb;

	if (a->cell != b->cell)
		return a->cell < b->cell ? -1 : 1;
	return (a->line > b->line) - (a->line < b->line);
}

static struct trade *list_trades(struct ship *s, size_t *ret_n)
{
	const struct flow *f = &s->flow;
	struct trade *list = NULL;
	size_t n = 0, room = 0;

	for (int32_t a = f->n_nodes; a < f->n_arcs; a++) {
		int32_t sink = f->arcs[a].to - (int32_t)s->n_cells;

		if (f->amount[a] && sink >= 0 && sink < (int32_t)s->n_sinks)
			arena_push(s->w->mem, list, n, room) = (struct trade){ f->arcs[a].from, sink,
				(int32_t)f->arcs[a].cost, f->amount[a] };
	}
	if (n)
		qsort(list, n, sizeof *list, by_sink_then_near);
	*ret_n = n;
	return list;
}

static int kind_of(const size_t first[ALLOCATION_SOURCES + 1], size_t at)
{
	int k = 0;

	while (at >= first[k + 1])
		k++;
	return k;
}

/* Divides what reaches a sink among its lines: the nearest goods to the first line. */
static struct part *list_parts(struct ship *s, const struct trade *trades, size_t n_trades, size_t *ret_n)
{
	struct part *list = NULL;
	size_t n = 0, room = 0, i = 0;

	for (size_t t = 0; t < s->n_sinks; t++) {
		const struct cell *sink = &s->sinks[t];
		int k = kind_of(s->first_sink, t);
		int64_t had = 0;                            /* of trade i */

		for (size_t e = sink->first; e < sink->end; e++) {
			int32_t line = s->wanted[k].entries[e].at;
			int64_t open = s->w->lines[line].packs[k];

			while (open) {
				int64_t packs = trades[i].packs - had;

				assert(i < n_trades && trades[i].sink == (int32_t)t);
				packs = packs < open ? packs : open;
				arena_push(s->w->mem, list, n, room) =
					(struct part){ trades[i].cell, line, trades[i].metres, packs };
				open -= packs;
				had += packs;
				if (had == trades[i].packs) {
					had = 0;
					i++;
				}
			}
		}
	}
	assert(i == n_trades);
	if (n)
		qsort(list, n, sizeof *list, by_cell_then_line);
	*ret_n = n;
	return list;
}

/* Rule 6: the rows of a cell, in order, to its lines, in order. */
static void make_legs(struct ship *s, const struct part *parts, size_t n_parts)
{
	struct item_work *w = s->w;

	for (size_t p = 0, i; p < n_parts; p = i) {
		const struct cell *cell = &s->cells[parts[p].cell];
		int k = kind_of(s->first_cell, (size_t)parts[p].cell);
		size_t e = cell->first;

		for (i = p; i < n_parts && parts[i].cell == parts[p].cell; i++) {
			int64_t open = parts[i].packs;

			for (; open; e += open > 0) {
				struct item_row *r = &w->rows[s->stock[k].entries[e].at];
				int64_t packs = r->left < open ? r->left : open;

				if (packs)
					arena_push(w->keep, w->legs, w->n_legs, w->legs_room) = (struct allocation_leg){
						.line = parts[i].line, .row = (int32_t)(r - w->rows), .source = k,
						.qty = packs * w->pack, .metres = parts[i].metres };
				r->left -= packs;
				open -= packs;
				assert(!open || e + 1 < cell->end);
			}
		}
	}
}

static int by_line(const void *pa, const void *pb)
{
	const struct allocation_leg *a = pa, *b = pb;

	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	if (a->source != b->source)
		return a->source < b->source ? -1 : 1;
	return (a->row > b->row) - (a->row < b->row);
}

static void certify(struct ship *s)
{
	struct item_work *w = s->w;
	struct allocation_certificate *c = &w->total->certificate;
	int64_t rest = flow_price(&s->flow, s->rest);

	*c = (struct allocation_certificate){ .n_arcs_priced = s->n_priced, .worst_violation = s->worst };
	for (size_t i = 0; i < w->n_legs; i++)
		c->objective += (__int128)w->legs[i].qty * w->legs[i].metres;
	for (size_t i = 0; i < s->n_cells; i++)
		c->dual += (__int128)s->cells[i].packs * (rest - flow_price(&s->flow, (int32_t)i)) * w->pack;
	for (size_t i = 0; i < s->n_sinks; i++)
		c->dual += (__int128)s->sinks[i].packs * (flow_price(&s->flow, (int32_t)(s->n_cells + i)) - rest)
			 * w->pack;
	for (size_t i = 0; i < w->in->n_places; i++)
		w->place_price[i] = -1;
	for (size_t i = s->first_cell[ALLOCATION_POOL]; i < s->n_cells; i++)
		w->place_price[w->map->place[s->cells[i].place]] = flow_price(&s->flow, (int32_t)i) - rest;
}

void item_ship(struct item_work *w)
{
	struct ship s = { .w = w };
	struct trade *trades;
	struct part *parts;
	size_t n_trades, n_parts;

	sort_stock(&s);
	sort_wanted(&s);
	s.cells = join_kinds(w->mem, s.stock, s.first_cell, &s.n_cells);
	s.sinks = join_kinds(w->mem, s.wanted, s.first_sink, &s.n_sinks);
	make_groups(&s);
	solve(&s);
	trades = list_trades(&s, &n_trades);
	parts = list_parts(&s, trades, n_trades, &n_parts);
	make_legs(&s, parts, n_parts);
	if (w->n_legs)
		qsort(w->legs, w->n_legs, sizeof *w->legs, by_line);
	certify(&s);
	for (size_t i = 0; i < w->n_legs; i++) {             /* from the item's numbers to the problem's */
		w->legs[i].line = w->lines[w->legs[i].line].line;
		w->legs[i].row = w->rows[w->legs[i].row].row;
	}
}
