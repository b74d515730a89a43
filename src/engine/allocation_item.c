/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/allocation_item.h"
#include "engine/fill.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define ORDER(a, b) (((a) > (b)) - ((a) < (b)))

static int by_turn_then_request(const void *pa, const void *pb, void *all)
{
	const struct item_line *a = pa, *b = pb;
	const struct allocation_line *lines = all;

	if (a->turn != b->turn)
		return ORDER(a->turn, b->turn);
	return strcmp(lines[a->line].request, lines[b->line].request);
}

static int by_place_then_expiry(const void *pa, const void *pb, void *all)
{
	const struct item_row *a = pa, *b = pb;
	const struct allocation_row *rows = all, *ra = &rows[a->row], *rb = &rows[b->row];
	int c;

	if (a->place != b->place)
		return ORDER(a->place, b->place);
	if (ra->expiry_day != rb->expiry_day)
		return ORDER(ra->expiry_day, rb->expiry_day);
	if ((c = strcmp(ra->lot, rb->lot)))
		return c;
	if (a->owner != b->owner)
		return ORDER(a->owner, b->owner);
	if (a->restricted_to != b->restricted_to)
		return ORDER(a->restricted_to, b->restricted_to);
	return ORDER(ra->qty, rb->qty);
}

static int32_t ranked(const struct item_work *w, int32_t place)
{
	return place == ALLOCATION_NOBODY ? ALLOCATION_NOBODY : w->map->rank[place];
}

static struct item_line prepare_line(const struct item_work *w, int32_t index)
{
	const struct allocation_line *l = &w->in->lines[index];
	struct item_line line = { .line = index, .unit = ranked(w, l->unit), .place = ranked(w, l->place),
				  .priority = l->priority, .have = l->own_stock + l->received_before };

	line.need = l->qty > line.have ? l->qty - line.have : 0;
	line.most = line.need / w->pack + (line.need % w->pack != 0);
	line.turn = line.priority;
	if (w->in->pins && w->in->pins[index] != ALLOCATION_FREE) {
		line.most = w->in->pins[index] / w->pack;
		line.turn = 0;
	}
	return line;
}

static struct item_row prepare_row(struct item_work *w, int32_t index)
{
	const struct allocation_row *r = &w->in->rows[index];
	struct item_row row = { .row = index, .place = ranked(w, r->place), .owner = ranked(w, r->owner),
				.restricted_to = ranked(w, r->restricted_to) };

	w->total->stock += r->qty;
	if (r->expiry_day < w->in->day) {
		w->total->expired += r->qty;
		return row;
	}
	row.packs = row.left = r->qty / w->pack;
	w->total->usable += row.packs * w->pack;
	w->total->loose += r->qty % w->pack;
	return row;
}

void item_prepare(struct item_work *w, const int32_t *line_list, size_t n_lines,
		  const int32_t *row_list, size_t n_rows)
{
	w->lines = arena_array(w->mem, struct item_line, n_lines);
	w->rows = arena_array(w->mem, struct item_row, n_rows);
	w->n_lines = n_lines;
	for (size_t i = 0; i < n_lines; i++)
		w->lines[i] = prepare_line(w, line_list[i]);
	for (size_t i = 0; i < n_rows; i++) {
		struct item_row row = prepare_row(w, row_list[i]);

		if (row.packs)
			w->rows[w->n_rows++] = row;
	}
	if (n_lines)
		qsort_r(w->lines, n_lines, sizeof *w->lines, by_turn_then_request, (void *)w->in->lines);
	if (w->n_rows)
		qsort_r(w->rows, w->n_rows, sizeof *w->rows, by_place_then_expiry, (void *)w->in->rows);
}

/* Shares `packs` among some lines of one class; what is left comes back. */
static struct fill_end share(struct item_work *w, struct item_line *const *lines, size_t n, int64_t packs,
			     enum allocation_source source)
{
	struct fill_line *f = arena_array(w->mem, struct fill_line, n);
	struct fill_end end;

	for (size_t i = 0; i < n; i++) {
		const struct item_line *l = lines[i];
		int64_t had = l->packs[ALLOCATION_RESTRICTED] + l->packs[ALLOCATION_OWNED];

		f[i] = (struct fill_line){ .have = l->have + had * w->pack, .qty = w->in->lines[l->line].qty,
					   .room = l->most - had };
	}
	end = fill(w->mem, f, n, w->pack, packs);
	for (size_t i = 0; i < n; i++) {
		lines[i]->packs[source] += f[i].given;
		lines[i]->tied = f[i].tied;
	}
	return end;
}

/* Rule 3 for one unit: its lines, in the order (class, request), get what is
 * kept for them.  Returns what they could not use. */
static int64_t share_inside_unit(struct item_work *w, struct item_line *const *lines, size_t n, int64_t packs,
				 enum allocation_source source)
{
	for (size_t i = 0, j; i < n && packs; i = j) {
		for (j = i + 1; j < n && lines[j]->turn == lines[i]->turn; j++)
			;
		packs = share(w, lines + i, j - i, packs, source).left;
	}
	return packs;
}

static int by_unit(const void *pa, const void *pb)
{
	const struct item_line *a = *(struct item_line *const *)pa, *b = *(struct item_line *const *)pb;

	return a->unit != b->unit ? ORDER(a->unit, b->unit) : ORDER(a, b);
}

/* Lines by (unit, class, request). */
static struct item_line **lines_by_unit(struct item_work *w)
{
	struct item_line **list = arena_array(w->mem, struct item_line *, w->n_lines);

	for (size_t i = 0; i < w->n_lines; i++)
		list[i] = &w->lines[i];
	if (w->n_lines)
		qsort(list, w->n_lines, sizeof *list, by_unit);
	return list;
}

void item_share(struct item_work *w)
{
	struct item_line **list = lines_by_unit(w);
	int64_t *restricted = arena_array(w->mem, int64_t, w->in->n_places);
	int64_t *owned = arena_array(w->mem, int64_t, w->in->n_places);
	size_t i, j;

	for (i = 0; i < w->n_rows; i++) {
		const struct item_row *r = &w->rows[i];

		if (r->restricted_to != ALLOCATION_NOBODY)
			restricted[r->restricted_to] += r->packs;
		else if (r->owner != ALLOCATION_NOBODY)
			owned[r->owner] += r->packs;
		else
			w->pool += r->packs;
	}
	for (i = 0; i < w->n_lines; i = j) {
		int32_t unit = list[i]->unit;

		for (j = i + 1; j < w->n_lines && list[j]->unit == unit; j++)
			;
		restricted[unit] = share_inside_unit(w, list + i, j - i, restricted[unit], ALLOCATION_RESTRICTED);
		owned[unit] = share_inside_unit(w, list + i, j - i, owned[unit], ALLOCATION_OWNED);
	}
	for (i = 0; i < w->in->n_places; i++) {
		w->total->restricted_left += restricted[i] * w->pack;
		w->pool += owned[i];
	}
	w->pool_at_first = w->pool;
	for (i = 0; i < w->n_lines; i++)
		list[i] = &w->lines[i];                     /* from here on by (class, request) */
	for (i = 0; i < w->n_lines; i = j) {
		struct allocation_class_total pinned, *class = w->lines[i].turn ? &w->total->classes[w->lines[i].turn - 1] : &pinned;
		struct fill_end end;

		for (j = i + 1; j < w->n_lines && w->lines[j].turn == w->lines[i].turn; j++)
			;
		class->pool_before = w->pool * w->pack;
		end = share(w, list + i, j - i, w->pool, ALLOCATION_POOL);
		class->n_tied = end.n_tied;
		class->n_tied_served = end.n_tied_served;
		w->pool = end.left;
	}
	w->total->pool_left = w->pool * w->pack;
}

static enum allocation_reason reason_for(const struct item_work *w, const struct item_line *l, int64_t packs)
{
	const struct allocation_item_total *t = w->total;
	const struct allocation_line *line = &w->in->lines[l->line];

	if (line->qty == 0)
		return ALLOCATION_NOTHING_ASKED;
	if (l->need == 0)
		return ALLOCATION_NO_NEED;
	if (!l->turn && packs == l->most)
		return ALLOCATION_PINNED;
	if (packs == l->most)
		return packs * w->pack == l->need ? ALLOCATION_FULL : ALLOCATION_FULL_ROUNDED;
	if (t->stock == 0)
		return ALLOCATION_NO_STOCK;
	if (t->stock == t->expired)
		return ALLOCATION_EXPIRED_ONLY;
	if (t->usable == 0)
		return ALLOCATION_LOOSE_ONLY;
	if (w->pool_at_first == 0)
		return ALLOCATION_RESTRICTED_AWAY;
	if (t->classes[l->priority - 1].pool_before == 0)
		return ALLOCATION_HIGHER_CLASS;
	return l->tied ? ALLOCATION_TIED : ALLOCATION_POOL_EXHAUSTED;
}

void item_report(struct item_work *w, struct allocation_grant *grants)
{
	for (size_t i = 0; i < w->n_lines; i++) {
		const struct item_line *l = &w->lines[i];
		struct allocation_grant *g = &grants[l->line];
		struct allocation_class_total *class = &w->total->classes[l->priority - 1];
		int64_t packs = 0;

		for (int s = 0; s < ALLOCATION_SOURCES; s++) {
			g->by_source[s] = l->packs[s] * w->pack;
			packs += l->packs[s];
		}
		assert(packs <= l->most);
		g->need = l->need;
		g->allocated = packs * w->pack;
		g->reason = reason_for(w, l, packs);
		class->n_lines++;
		class->requested += w->in->lines[l->line].qty;
		class->need += g->need;
		class->allocated += g->allocated;
		class->unmet += g->allocated < g->need ? g->need - g->allocated : 0;
	}
}
