/* SPDX-License-Identifier: Apache-2.0 */
#include "allocation_check.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct check {
	struct arena *mem;
	const struct allocation_problem *in;
	const struct allocation_result  *out;
	int64_t *row_used[ALLOCATION_SOURCES];     /* [n_rows] packs that left as that kind */
};

#define WRONG(c, ...) arena_print((c)->mem, __VA_ARGS__)

static int64_t pack_of(const struct check *c, int32_t item) { return c->in->items[item].pack; }

static int64_t most_packs(const struct check *c, const struct allocation_line *l)
{
	int64_t covered = l->own_stock + l->received_before, pack = pack_of(c, l->item);

	return l->qty > covered ? (l->qty - covered + pack - 1) / pack : 0;
}

static int64_t row_packs(const struct check *c, const struct allocation_row *r)
{
	return r->expiry_day < c->in->day ? 0 : r->qty / pack_of(c, r->item);
}

static int32_t located(const struct check *c, int32_t place)
{
	while (!c->in->places[place].located)
		place = c->in->places[place].parent;
	return place;
}

/* By the angle between two unit vectors: another formula than the solver's.
 * -1 where both neighbours are right to within a millimetre. */
static bool good_metres(const struct check *c, int32_t from, int32_t to, int64_t metres)
{
	const struct allocation_place *a = &c->in->places[located(c, from)], *b = &c->in->places[located(c, to)];
	double k = acos(-1) / 180, x[3], y[3], cross[3], dot = 0, m;

	if (from == to)
		return metres == 0;
	x[0] = cos(a->lat * k) * cos(a->lon * k), x[1] = cos(a->lat * k) * sin(a->lon * k), x[2] = sin(a->lat * k);
	y[0] = cos(b->lat * k) * cos(b->lon * k), y[1] = cos(b->lat * k) * sin(b->lon * k), y[2] = sin(b->lat * k);
	for (int i = 0; i < 3; i++) {
		cross[i] = x[(i + 1) % 3] * y[(i + 2) % 3] - x[(i + 2) % 3] * y[(i + 1) % 3];
		dot += x[i] * y[i];
	}
	m = 6371008.8 * atan2(sqrt(cross[0] * cross[0] + cross[1] * cross[1] + cross[2] * cross[2]), dot);
	return fabs(m - (double)metres) <= 0.501;
}

static const char *check_leg(struct check *c, const struct allocation_leg *leg)
{
	const struct allocation_line *l = &c->in->lines[leg->line];
	const struct allocation_row *r = &c->in->rows[leg->row];

	if (l->item != r->item)
		return WRONG(c, "row %d of another item goes to line %d", leg->row, leg->line);
	if (leg->qty <= 0 || leg->qty % pack_of(c, l->item))
		return WRONG(c, "a leg of %lld is no number of packs", (long long)leg->qty);
	if (leg->source == ALLOCATION_RESTRICTED ? r->restricted_to != l->unit
	    : r->restricted_to != ALLOCATION_NOBODY)
		return WRONG(c, "row %d may not serve line %d", leg->row, leg->line);
	if (leg->source == ALLOCATION_OWNED && r->owner != l->unit)
		return WRONG(c, "row %d is not owned by the unit of line %d", leg->row, leg->line);
	if (!good_metres(c, r->place, l->place, leg->metres))
		return WRONG(c, "%lld m is not the distance of a leg", (long long)leg->metres);
	c->row_used[leg->source][leg->row] += leg->qty / pack_of(c, l->item);
	return NULL;
}

static const char *check_legs(struct check *c)
{
	int64_t seen = 0;

	for (size_t i = 0; i < c->in->n_lines; i++) {
		const struct allocation_grant *g = &c->out->grants[i];
		int64_t by[ALLOCATION_SOURCES] = { 0 };

		for (int64_t j = g->first_leg; j < g->first_leg + g->n_legs; j++) {
			const struct allocation_leg *leg = &c->out->legs[j];
			const char *wrong = leg->line == (int32_t)i ? check_leg(c, leg) : "a leg of another line";

			if (wrong)
				return wrong;
			by[leg->source] += leg->qty;
			seen++;
		}
		if (memcmp(by, g->by_source, sizeof by) || by[0] + by[1] + by[2] != g->allocated)
			return WRONG(c, "the legs of line %zu do not add up to its grant", i);
		if (g->allocated > most_packs(c, &c->in->lines[i]) * pack_of(c, c->in->lines[i].item))
			return WRONG(c, "line %zu got more than its need in packs", i);
	}
	if (seen != (int64_t)c->out->n_legs)
		return WRONG(c, "legs without a line");
	for (size_t i = 0; i < c->in->n_rows; i++)
		if (c->row_used[0][i] + c->row_used[1][i] + c->row_used[2][i] > row_packs(c, &c->in->rows[i]))
			return WRONG(c, "row %zu gives more than it has", i);
	return NULL;
}

static bool is_pinned(const struct check *c, size_t line)
{
	return c->in->pins && c->in->pins[line] != ALLOCATION_FREE;
}

/* 0 before all classes, for a line whose quantity is set; else its class. */
static int32_t turn_of(const struct check *c, size_t line)
{
	return is_pinned(c, line) ? 0 : c->in->lines[line].priority;
}

/* A pack somebody got or could have got next: packs are given in this order. */
struct key { bool set; int64_t num, den; const char *request; };

static int compare_keys(const struct key *a, const struct key *b)
{
	__int128 x = (__int128)a->num * b->den, y = (__int128)b->num * a->den;

	if (x != y)
		return x < y ? -1 : 1;
	if (a->den != b->den)
		return a->den < b->den ? -1 : 1;
	return strcmp(a->request, b->request);
}

/* Fairness and completeness of one handing-out: `packs` there were, to the lines
 * of one class (and unit, unless NOBODY), as kind `source`. Subtracts what they took. */
static const char *check_share(struct check *c, int32_t item, int32_t unit, int32_t turn,
			       enum allocation_source source, int64_t *packs)
{
	struct key last = { 0 }, next = { 0 };
	int64_t took = 0, open = 0, pack = pack_of(c, item);

	for (size_t i = 0; i < c->in->n_lines; i++) {
		const struct allocation_line *l = &c->in->lines[i];
		const struct allocation_grant *g = &c->out->grants[i];
		int64_t before = 0, now = g->by_source[source];
		struct key k = { .set = true, .den = l->qty, .request = l->request };

		int64_t most = is_pinned(c, i) ? c->in->pins[i] / pack : most_packs(c, l);

		if (l->item != item || turn_of(c, i) != turn || (unit != ALLOCATION_NOBODY && l->unit != unit))
			continue;
		for (int s = 0; s < (int)source; s++)
			before += g->by_source[s];
		k.num = l->own_stock + l->received_before + before + now;
		if ((before + now) / pack < most) {
			open += most - (before + now) / pack;
			if (!next.set || compare_keys(&k, &next) < 0)
				next = k;
		}
		k.num -= pack;
		if (now && (!last.set || compare_keys(&k, &last) > 0))
			last = k;
		took += now / pack;
	}
	if (took > *packs || (open && took != *packs))
		return WRONG(c, "item %d class %d source %d: %lld packs there, %lld taken, %lld still wanted", item,
			     turn, source, (long long)*packs, (long long)took, (long long)open);
	if (last.set && next.set && compare_keys(&last, &next) > 0)
		return WRONG(c, "item %d class %d: a pack of %s should have gone to %s", item, turn, last.request,
			     next.request);
	*packs -= took;
	return NULL;
}

static const char *check_item_shares(struct check *c, int32_t item)
{
	int64_t pool = 0;
	const char *wrong = NULL;

	for (int32_t unit = ALLOCATION_NOBODY; unit < (int32_t)c->in->n_places; unit++) {
		int64_t kept[2] = { 0 };

		for (size_t i = 0; i < c->in->n_rows; i++) {
			const struct allocation_row *r = &c->in->rows[i];

			if (r->item == item && r->restricted_to != ALLOCATION_NOBODY && r->restricted_to == unit)
				kept[ALLOCATION_RESTRICTED] += row_packs(c, r);
			if (r->item == item && r->restricted_to == ALLOCATION_NOBODY && r->owner == unit)
				kept[ALLOCATION_OWNED] += row_packs(c, r);
		}
		for (int s = 0; s < 2 && unit != ALLOCATION_NOBODY; s++)
			for (int32_t p = 0; p <= ALLOCATION_CLASSES; p++)
				if ((wrong = check_share(c, item, unit, p, (enum allocation_source)s, &kept[s])))
					return wrong;
		pool += kept[ALLOCATION_OWNED];
	}
	for (int32_t p = 0; p <= ALLOCATION_CLASSES; p++)
		if ((wrong = check_share(c, item, ALLOCATION_NOBODY, p, ALLOCATION_POOL, &pool)))
			return wrong;
	if (pool * pack_of(c, item) != c->out->items[item].pool_left)
		return WRONG(c, "item %d: pool_left is wrong", item);
	return NULL;
}

/* The residual network: 0 is where unused stock ends; then three nodes for every
 * row (as restricted or owned cell; cells of one unit and place share the first
 * row's node), a pool node for each place and a sink for every line. */
struct arc { int32_t from, to; int64_t cost; };
struct network { struct arc *arcs; size_t n, room; int64_t *at; };

static void add_arc(struct check *c, struct network *net, size_t from, size_t to, int64_t cost, bool carries)
{
	arena_push(c->mem, net->arcs, net->n, net->room) = (struct arc){ (int32_t)from, (int32_t)to, cost };
	if (carries)
		arena_push(c->mem, net->arcs, net->n, net->room) = (struct arc){ (int32_t)to, (int32_t)from, -cost };
}

/* Arcs of one line as a sink of one kind.  Lines are exchanged one pack at a
 * time inside their destination, so every line may be its own sink. */
static void add_line_arcs(struct check *c, struct network *net, size_t line, enum allocation_source source,
			  size_t sink, size_t rows_at, size_t pool_at)
{
	const struct allocation_line *l = &c->in->lines[line];
	const struct allocation_grant *g = &c->out->grants[line];

	if (!g->by_source[source])
		return;
	for (size_t i = 0; i < c->in->n_rows; i++) {
		const struct allocation_row *r = &c->in->rows[i];
		bool carries = false, allowed = r->item == l->item && row_packs(c, r) > 0
			&& (source == ALLOCATION_RESTRICTED ? r->restricted_to == l->unit
			    : r->restricted_to == ALLOCATION_NOBODY && (source == ALLOCATION_POOL || r->owner == l->unit));
		double metres = 0;

		if (!allowed)
			continue;
		for (int64_t j = g->first_leg; j < g->first_leg + g->n_legs; j++)
			if (c->out->legs[j].source == source && c->out->legs[j].row == (int32_t)i)
				carries = true;
		if (r->place != l->place) {
			const struct allocation_place *a = &c->in->places[located(c, r->place)],
						      *b = &c->in->places[located(c, l->place)];
			double k = acos(-1) / 180, u = sin((a->lat - b->lat) * k / 2),
			       v = sin((a->lon - b->lon) * k / 2);

			metres = floor(2 * 6371008.8 * asin(fmin(1, sqrt(u * u + cos(a->lat * k)
				* cos(b->lat * k) * v * v))) + 0.5);
		}
		add_arc(c, net, source == ALLOCATION_POOL ? pool_at + (size_t)r->place : rows_at + i, sink,
			(int64_t)metres, carries);
	}
}

static bool has_negative_cycle(const struct network *net, size_t n_nodes)
{
	for (size_t round = 0; round <= n_nodes; round++) {
		bool changed = false;

		for (size_t i = 0; i < net->n; i++) {
			const struct arc *a = &net->arcs[i];

			if (net->at[a->from] + a->cost < net->at[a->to]) {
				net->at[a->to] = net->at[a->from] + a->cost;
				changed = true;
			}
		}
		if (!changed)
			return false;
	}
	return true;
}

static const char *check_distance(struct check *c, int32_t item)
{
	size_t rows_at = 1, pool_at = rows_at + c->in->n_rows, sinks_at = pool_at + c->in->n_places;
	size_t n = sinks_at + c->in->n_lines * ALLOCATION_SOURCES;
	struct network net = { .at = arena_array(c->mem, int64_t, n) };

	for (size_t i = 0; i < c->in->n_rows; i++) {
		const struct allocation_row *r = &c->in->rows[i];
		int64_t packs = row_packs(c, r);

		if (r->item != item || !packs)
			continue;
		if (r->restricted_to != ALLOCATION_NOBODY)
			add_arc(c, &net, rows_at + i, 0, 0, c->row_used[ALLOCATION_RESTRICTED][i] < packs);
		else {
			add_arc(c, &net, rows_at + i, pool_at + (size_t)r->place, 0,
				c->row_used[ALLOCATION_OWNED][i] < packs);
			if (c->row_used[ALLOCATION_POOL][i] + c->row_used[ALLOCATION_OWNED][i] < packs)
				add_arc(c, &net, pool_at + (size_t)r->place, 0, 0, true);
			else
				add_arc(c, &net, pool_at + (size_t)r->place, 0, 0, false);
		}
	}
	for (size_t i = 0; i < c->in->n_lines; i++)
		for (int s = 0; s < ALLOCATION_SOURCES && c->in->lines[i].item == item; s++)
			add_line_arcs(c, &net, i, (enum allocation_source)s,
				      sinks_at + i * ALLOCATION_SOURCES + (size_t)s, rows_at, pool_at);
	if (has_negative_cycle(&net, n))
		return WRONG(c, "item %d: goods could travel less", item);
	return NULL;
}

static bool same_queue(const struct check *c, size_t a, size_t b, enum allocation_source s)
{
	const struct allocation_row *x = &c->in->rows[a], *y = &c->in->rows[b];

	if (x->item != y->item || x->place != y->place || !row_packs(c, x) || !row_packs(c, y))
		return false;
	if (s == ALLOCATION_RESTRICTED)
		return x->restricted_to != ALLOCATION_NOBODY && x->restricted_to == y->restricted_to;
	return x->restricted_to == ALLOCATION_NOBODY && y->restricted_to == ALLOCATION_NOBODY
		&& (s == ALLOCATION_POOL || (x->owner == y->owner && x->owner != ALLOCATION_NOBODY));
}

static bool leaves_before(const struct check *c, size_t a, size_t b)
{
	const struct allocation_row *x = &c->in->rows[a], *y = &c->in->rows[b];

	if (x->expiry_day != y->expiry_day)
		return x->expiry_day < y->expiry_day;
	return strcmp(x->lot, y->lot) < 0;
}

static int compare_lines(const struct check *c, int32_t a, int32_t b)
{
	const struct allocation_line *x = &c->in->lines[a], *y = &c->in->lines[b];

	int32_t first = turn_of(c, (size_t)a), second = turn_of(c, (size_t)b);

	return first != second ? (first < second ? -1 : 1) : strcmp(x->request, y->request);
}

/* The last line that took from row a does not come after the first that took from b. */
static const char *check_line_order(struct check *c, size_t a, size_t b, enum allocation_source s)
{
	int32_t last = -1, first = -1;

	for (size_t i = 0; i < c->out->n_legs; i++) {
		const struct allocation_leg *leg = &c->out->legs[i];

		if (leg->source != s)
			continue;
		if (leg->row == (int32_t)a && (last < 0 || compare_lines(c, leg->line, last) > 0))
			last = leg->line;
		if (leg->row == (int32_t)b && (first < 0 || compare_lines(c, leg->line, first) < 0))
			first = leg->line;
	}
	if (last >= 0 && first >= 0 && compare_lines(c, last, first) > 0)
		return WRONG(c, "row %zu should serve line %d before line %d", a, first, last);
	return NULL;
}

static const char *check_first_expired_first_out(struct check *c)
{
	for (size_t a = 0; a < c->in->n_rows; a++)
		for (size_t b = 0; b < c->in->n_rows; b++)
			for (int s = 0; s < ALLOCATION_SOURCES; s++) {
				int64_t used = c->row_used[0][a] + c->row_used[1][a] + c->row_used[2][a];
				const char *wrong;

				if (a == b || !same_queue(c, a, b, (enum allocation_source)s) || !leaves_before(c, a, b))
					continue;
				if (c->row_used[s][b] && used < row_packs(c, &c->in->rows[a]))
					return WRONG(c, "row %zu leaves before row %zu, which expires earlier", b, a);
				if (c->row_used[s][b] && (wrong = check_line_order(c, a, b, (enum allocation_source)s)))
					return wrong;
			}
	return NULL;
}

static const char *check_totals(struct check *c, int32_t item)
{
	const struct allocation_item_total *t = &c->out->items[item];
	int64_t loose = 0, expired = 0, unmet[ALLOCATION_CLASSES] = { 0 };
	__int128 objective = 0;

	for (size_t i = 0; i < c->in->n_rows; i++) {
		const struct allocation_row *r = &c->in->rows[i];

		if (r->item == item && r->expiry_day < c->in->day)
			expired += r->qty;
		else if (r->item == item)
			loose += r->qty % pack_of(c, item);
	}
	for (size_t i = 0; i < c->in->n_lines; i++) {
		const struct allocation_line *l = &c->in->lines[i];
		int64_t open = l->qty - l->own_stock - l->received_before - c->out->grants[i].allocated;

		if (l->item == item && open > 0)
			unmet[l->priority - 1] += open;
	}
	for (size_t i = 0; i < c->out->n_legs; i++)
		if (c->in->lines[c->out->legs[i].line].item == item)
			objective += (__int128)c->out->legs[i].qty * c->out->legs[i].metres;
	for (int p = 0; p < ALLOCATION_CLASSES; p++)
		if (unmet[p] != t->classes[p].unmet)
			return WRONG(c, "item %d class %d: unmet is wrong", item, p + 1);
	if (loose != t->loose || expired != t->expired)
		return WRONG(c, "item %d: loose or expired is wrong", item);
	if (objective != t->certificate.objective || objective != t->certificate.dual || t->certificate.worst_violation)
		return WRONG(c, "item %d: the certificate does not hold", item);
	return NULL;
}

const char *allocation_check(struct arena *mem, const struct allocation_problem *in, const struct allocation_result *out)
{
	struct check c = { .mem = mem, .in = in, .out = out };
	const char *wrong;

	for (int s = 0; s < ALLOCATION_SOURCES; s++)
		c.row_used[s] = arena_array(mem, int64_t, in->n_rows);
	if ((wrong = check_legs(&c)) || (wrong = check_first_expired_first_out(&c)))
		return wrong;
	for (size_t i = 0; i < in->n_items; i++)
		if ((wrong = check_item_shares(&c, (int32_t)i)) || (wrong = check_distance(&c, (int32_t)i))
		    || (wrong = check_totals(&c, (int32_t)i)))
			return wrong;
	return NULL;
}
