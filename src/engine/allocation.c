/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/allocation.h"
#include "engine/allocation_item.h"
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The driver: checks the input, puts what all items share in order once, runs
 * the items on threads, and joins what they found in the order of the items. */

static const int64_t ITEM_TOTAL_MAX = INT64_C(1) << 61;

static bool good_place(const struct allocation_problem *in, int32_t place)
{
	return place >= 0 && (size_t)place < in->n_places;
}

static bool good_qty(int64_t qty)
{
	return qty >= 0 && qty <= ALLOCATION_QTY_MAX;
}

static enum err bad(struct ctx *cx, const char *list, size_t at, const char *field)
{
	char name[FAULT_FIELD_MAX];

	snprintf(name, sizeof name, "%s[%zu].%s", list, at, field);
	return fail(cx, ERR_BAD_INPUT, name, "%s 的值不在允许范围内", "%s is out of range", name);
}

static enum err check_rows(struct ctx *cx, const struct allocation_problem *in, __int128 *stock)
{
	for (size_t i = 0; i < in->n_rows; i++) {
		const struct allocation_row *r = &in->rows[i];

		if (r->item < 0 || (size_t)r->item >= in->n_items)
			return bad(cx, "rows", i, "item");
		if (!good_place(in, r->place))
			return bad(cx, "rows", i, "place");
		if (r->owner != ALLOCATION_NOBODY && !good_place(in, r->owner))
			return bad(cx, "rows", i, "owner");
		if (r->restricted_to != ALLOCATION_NOBODY && !good_place(in, r->restricted_to))
			return bad(cx, "rows", i, "restricted_to");
		if (!good_qty(r->qty))
			return bad(cx, "rows", i, "qty");
		if (!r->lot)
			return bad(cx, "rows", i, "lot");
		stock[r->item] += r->qty;
	}
	return ERR_OK;
}

static enum err check_lines(struct ctx *cx, const struct allocation_problem *in, __int128 *wanted)
{
	for (size_t i = 0; i < in->n_lines; i++) {
		const struct allocation_line *l = &in->lines[i];

		if (l->item < 0 || (size_t)l->item >= in->n_items)
			return bad(cx, "lines", i, "item");
		if (!good_place(in, l->unit))
			return bad(cx, "lines", i, "unit");
		if (!good_place(in, l->place))
			return bad(cx, "lines", i, "place");
		if (l->priority < 1 || l->priority > ALLOCATION_CLASSES)
			return bad(cx, "lines", i, "priority");
		if (!good_qty(l->qty))
			return bad(cx, "lines", i, "qty");
		if (!good_qty(l->own_stock))
			return bad(cx, "lines", i, "own_stock");
		if (!good_qty(l->received_before))
			return bad(cx, "lines", i, "received_before");
		if (!l->request)
			return bad(cx, "lines", i, "request");
		wanted[l->item] += l->qty;
	}
	return ERR_OK;
}

static enum err check_pins(struct ctx *cx, const struct allocation_problem *in)
{
	for (size_t i = 0; in->pins && i < in->n_lines; i++) {
		const struct allocation_line *l = &in->lines[i];
		int64_t pack = in->items[l->item].pack, have = l->own_stock + l->received_before, pin = in->pins[i];
		int64_t need = l->qty > have ? l->qty - have : 0;

		if (pin != ALLOCATION_FREE && (pin < 0 || pin % pack || pin / pack > need / pack + (need % pack != 0)))
			return bad(cx, "pins", i, "qty");
	}
	return ERR_OK;
}

static enum err check_items(struct ctx *cx, const struct allocation_problem *in, struct arena *scratch)
{
	__int128 *stock = arena_array(scratch, __int128, in->n_items);
	__int128 *wanted = arena_array(scratch, __int128, in->n_items);

	for (size_t i = 0; i < in->n_items; i++)
		if (in->items[i].pack < 1 || in->items[i].pack > ALLOCATION_QTY_MAX)
			return bad(cx, "items", i, "pack");
	TRY(check_rows(cx, in, stock));
	TRY(check_lines(cx, in, wanted));
	for (size_t i = 0; i < in->n_items; i++) {
		char name[FAULT_FIELD_MAX];

		if (stock[i] <= ITEM_TOTAL_MAX && wanted[i] <= ITEM_TOTAL_MAX)
			continue;
		snprintf(name, sizeof name, "items[%zu]", i);
		return fail(cx, ERR_TOO_LARGE, name,
			    "第 %zu 种物资的库存或申请合计超过 %lld，请核对数量",
			    "stock or requests of item %zu add up to more than %lld; check the quantities",
			    i + 1, (long long)ITEM_TOTAL_MAX);
	}
	return ERR_OK;
}

struct coded { const char *code; int32_t place; };

static int by_code(const void *pa, const void *pb)
{
	return strcmp(((const struct coded *)pa)->code, ((const struct coded *)pb)->code);
}

enum { UNKNOWN = -2 };

/* For each place the place whose coordinates it has: itself or its nearest
 * ancestor that has some; NOBODY if none has, or if the parents run in a circle. */
static int32_t *find_located(const struct allocation_problem *in, struct arena *scratch)
{
	int32_t *at = arena_array(scratch, int32_t, in->n_places);

	for (size_t i = 0; i < in->n_places; i++)
		at[i] = in->places[i].located ? (int32_t)i : UNKNOWN;
	for (size_t i = 0; i < in->n_places; i++) {
		int32_t p = (int32_t)i, found;

		while (p != ALLOCATION_NOBODY && at[p] == UNKNOWN) {
			at[p] = ALLOCATION_NOBODY;           /* what a circle comes back to */
			p = in->places[p].parent;
		}
		found = p == ALLOCATION_NOBODY ? ALLOCATION_NOBODY : at[p];
		for (int32_t q = (int32_t)i; q != p && at[q] == ALLOCATION_NOBODY && found != ALLOCATION_NOBODY;
		     q = in->places[q].parent)
			at[q] = found;
	}
	return at;
}

static enum err need_location(struct ctx *cx, const struct allocation_problem *in, const int32_t *located,
			      const char *list, size_t at, int32_t place)
{
	char name[FAULT_FIELD_MAX];

	if (located[place] != ALLOCATION_NOBODY)
		return ERR_OK;
	snprintf(name, sizeof name, "%s[%zu].place", list, at);
	return fail(cx, ERR_BAD_INPUT, name, "地点 %s 及其上级都没有坐标，请补上经纬度",
		    "neither place %s nor any place above it has coordinates; add them", in->places[place].code);
}

/* Places by rank, and their points; what is used must have one. */
static enum err make_map(struct ctx *cx, const struct allocation_problem *in, struct arena *scratch,
			 struct allocation_map *ret)
{
	struct coded *list = arena_array(scratch, struct coded, in->n_places);
	int32_t *rank = arena_array(scratch, int32_t, in->n_places), *place = arena_array(scratch, int32_t, in->n_places);
	struct geo_point *points = arena_array(scratch, struct geo_point, in->n_places);
	const int32_t *located;

	for (size_t i = 0; i < in->n_places; i++) {
		if (!in->places[i].code)
			return bad(cx, "places", i, "code");
		if (in->places[i].parent != ALLOCATION_NOBODY && !good_place(in, in->places[i].parent))
			return bad(cx, "places", i, "parent");
		if (in->places[i].located && !(fabs(in->places[i].lon) <= 180 && fabs(in->places[i].lat) <= 90))
			return bad(cx, "places", i, "lon");
		list[i] = (struct coded){ in->places[i].code, (int32_t)i };
	}
	located = find_located(in, scratch);
	if (in->n_places)
		qsort(list, in->n_places, sizeof *list, by_code);
	for (size_t i = 0; i < in->n_places; i++) {
		int32_t at = located[list[i].place];

		if (i && strcmp(list[i - 1].code, list[i].code) == 0)
			return bad(cx, "places", (size_t)list[i].place, "code");
		rank[list[i].place] = (int32_t)i;
		place[i] = list[i].place;
		if (at != ALLOCATION_NOBODY)
			points[i] = geo_point(in->places[at].lon, in->places[at].lat);
	}
	for (size_t i = 0; i < in->n_rows; i++)
		TRY(need_location(cx, in, located, "rows", i, in->rows[i].place));
	for (size_t i = 0; i < in->n_lines; i++)
		TRY(need_location(cx, in, located, "lines", i, in->lines[i].place));
	*ret = (struct allocation_map){ .rank = rank, .place = place, .points = points };
	return ERR_OK;
}

/* Numbers 0 .. n - 1 grouped by item: list[start[item] .. start[item + 1]). */
struct buckets { int32_t *list; size_t *start; };

/* `items` points to the item of the first of n elements that lie `stride` bytes apart. */
static struct buckets group_by_item(struct arena *scratch, const int32_t *items, size_t stride, size_t n,
				    size_t n_items)
{
	struct buckets b = { arena_array(scratch, int32_t, n), arena_array(scratch, size_t, n_items + 2) };
	const char *at = (const char *)items;

	for (size_t i = 0; i < n; i++)
		b.start[*(const int32_t *)(at + i * stride) + 2]++;
	for (size_t i = 2; i < n_items + 2; i++)
		b.start[i] += b.start[i - 1];
	for (size_t i = 0; i < n; i++)
		b.list[b.start[*(const int32_t *)(at + i * stride) + 1]++] = (int32_t)i;
	return b;
}

/* What the threads of one run share.  Each item is taken by one thread; nothing
 * it writes is seen by another before the threads are joined. */
struct run {
	const struct allocation_problem *in;
	struct allocation_map            map;
	struct buckets                   lines, rows;
	struct allocation_result        *out;
	int64_t                        **place_price;
	struct item_work                *work;          /* [n_items] */
	size_t                           next_item;     /* taken atomically */
};

struct worker { struct run *run; struct arena keep; pthread_t thread; };

static void run_item(struct run *run, struct arena *keep, size_t item)
{
	struct arena scratch = { 0 };
	struct item_work *w = &run->work[item];

	*w = (struct item_work){ .mem = &scratch, .in = run->in, .map = &run->map, .item = (int32_t)item,
		.pack = run->in->items[item].pack, .total = &run->out->items[item], .keep = keep,
		.place_price = run->place_price[item] };
	item_prepare(w, run->lines.list + run->lines.start[item], run->lines.start[item + 1] - run->lines.start[item],
		     run->rows.list + run->rows.start[item], run->rows.start[item + 1] - run->rows.start[item]);
	item_share(w);
	item_ship(w);
	item_report(w, run->out->grants);
	arena_reset(&scratch);
}

static void *work(void *arg)
{
	struct worker *me = arg;
	size_t item;

	while ((item = __atomic_fetch_add(&me->run->next_item, 1, __ATOMIC_RELAXED)) < me->run->in->n_items)
		run_item(me->run, &me->keep, item);
	return NULL;
}

static void run_items(struct run *run, int n_threads, struct worker *workers)
{
	int started = 1;

	for (int i = 0; i < n_threads; i++)
		workers[i].run = run;
	while (started < n_threads && pthread_create(&workers[started].thread, NULL, work, &workers[started]) == 0)
		started++;                  /* fewer threads than asked for are only slower */
	work(&workers[0]);
	for (int i = 1; i < started; i++)
		pthread_join(workers[i].thread, NULL);
}

static void join_legs(struct ctx *cx, struct run *run)
{
	struct allocation_result *out = run->out;
	size_t n = 0;

	for (size_t i = 0; i < run->in->n_items; i++)
		n += run->work[i].n_legs;
	out->legs = arena_array(&cx->mem, struct allocation_leg, n);
	for (size_t i = 0; i < run->in->n_items; i++) {
		const struct item_work *w = &run->work[i];

		for (size_t j = 0; j < w->n_legs; j++) {
			struct allocation_grant *g = &out->grants[w->legs[j].line];

			if (g->n_legs++ == 0)
				g->first_leg = (int64_t)out->n_legs;
			out->legs[out->n_legs++] = w->legs[j];
		}
	}
}

/* Requests are unique within an item, else the last tie has no answer. */
struct named { int32_t item; const char *request; size_t line; };

static int by_item_then_request(const void *pa, const void *pb)
{
	const struct named *a = pa, *b = pb;

	return a->item != b->item ? (a->item < b->item ? -1 : 1) : strcmp(a->request, b->request);
}

static enum err check_requests(struct ctx *cx, const struct allocation_problem *in, struct arena *scratch)
{
	struct named *list = arena_array(scratch, struct named, in->n_lines);

	for (size_t i = 0; i < in->n_lines; i++)
		list[i] = (struct named){ in->lines[i].item, in->lines[i].request, i };
	if (in->n_lines)
		qsort(list, in->n_lines, sizeof *list, by_item_then_request);
	for (size_t i = 1; i < in->n_lines; i++)
		if (by_item_then_request(&list[i - 1], &list[i]) == 0)
			return fail(cx, ERR_BAD_INPUT, "lines", "同一物资的申请号 %s 出现两次",
				    "request %s appears twice for the same item", list[i].request);
	return ERR_OK;
}

static enum err run_all(struct ctx *cx, const struct allocation_problem *in, int n_threads, struct arena *scratch,
			struct allocation_result *ret)
{
	struct run run = { .in = in, .out = ret };
	struct worker *workers;

	TRY(check_items(cx, in, scratch));
	TRY(check_pins(cx, in));
	TRY(check_requests(cx, in, scratch));
	TRY(make_map(cx, in, scratch, &run.map));
	*ret = (struct allocation_result){ .grants = arena_array(&cx->mem, struct allocation_grant, in->n_lines),
		.items = arena_array(&cx->mem, struct allocation_item_total, in->n_items) };
	run.lines = group_by_item(scratch, in->n_lines ? &in->lines->item : NULL, sizeof *in->lines, in->n_lines,
				  in->n_items);
	run.rows = group_by_item(scratch, in->n_rows ? &in->rows->item : NULL, sizeof *in->rows, in->n_rows,
				 in->n_items);
	run.work = arena_array(scratch, struct item_work, in->n_items);
	run.place_price = arena_array(scratch, int64_t *, in->n_items);
	for (size_t i = 0; i < in->n_items; i++)
		ret->items[i].place_price = run.place_price[i] = arena_array(&cx->mem, int64_t, in->n_places);
	n_threads = n_threads < 1 ? 1 : n_threads > ALLOCATION_THREADS_MAX ? ALLOCATION_THREADS_MAX : n_threads;
	workers = arena_array(scratch, struct worker, n_threads);
	run_items(&run, n_threads, workers);
	join_legs(cx, &run);
	for (int i = 0; i < n_threads; i++)
		arena_reset(&workers[i].keep);
	return ERR_OK;
}

enum err allocation_run(struct ctx *cx, const struct allocation_problem *in, int n_threads,
			struct allocation_result *ret)
{
	struct arena scratch = { 0 };
	enum err e = run_all(cx, in, n_threads, &scratch, ret);

	arena_reset(&scratch);
	return e;
}
