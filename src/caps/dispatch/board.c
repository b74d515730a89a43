/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/dispatch/board.h"
#include "base/civil.h"
#include "base/check.h"
#include "base/text.h"
#include "caps/party/org.h"
#include "caps/place/place.h"
#include "dispatch.sql.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const dispatch_column_words[] = { "any", "draft", "ordered", "acknowledged", "departed", "arrived", "received", "disputed",
	"refused", NULL };
enum { FIRST_COLUMN = 1, END_COLUMN = 9, ENDS_MAX = 200000, GOODS_MAX = 20000 };

/* What usually comes next in each column, in their order; "" where a person has to decide. */
static const char *const next_steps[END_COLUMN] = { "", "order", "acknowledge", "depart", "arrive", "receive", "close", "", "" };

struct tallies { struct board_tally *at; size_t n, room; };
struct work {
	struct ctx                     *cx;
	const struct board_ask         *ask;
	const char                     *under, *under_end;
	int64_t                         from_ms, until_ms;
	struct dispatch_ends_row       *ends;     size_t n_ends;
	struct dispatch_tally_row      *tally;    size_t n_tally;
	struct dispatch_goods_tally_row *goods;   size_t n_goods;
	struct tallies                  carriers;            /* also the names that are known already */
};

static int by_number(const void *key, const void *row)
{
	const int64_t id = *(const int64_t *)key, other = ((const struct dispatch_ends_row *)row)->place_id;

	return id < other ? -1 : id > other;
}

static const struct dispatch_ends_row *end_of(const struct work *w, int64_t place_id)
{
	return w->n_ends ? bsearch(&place_id, w->ends, w->n_ends, sizeof *w->ends, by_number) : NULL;
}

static const char *name_of(const struct work *w, int64_t place_id)
{
	const struct dispatch_ends_row *end = end_of(w, place_id);

	return end ? end->name : "";
}

/* The subdistrict a place lies in, or the district. */
static const struct dispatch_ends_row *area_of(const struct work *w, int64_t place_id)
{
	const struct dispatch_ends_row *end = end_of(w, place_id), *area = NULL;
	char *at, *stop;

	if (!end)
		return NULL;
	for (at = (char *)(uintptr_t)end->path; *at == '/' && at[1]; at = stop) {
		const struct dispatch_ends_row *up = end_of(w, strtoll(at + 1, &stop, 10));

		if (up && (up->kind == PLACE_DISTRICT || up->kind == PLACE_SUBDISTRICT))
			area = up;
	}
	return area;
}

static struct board_tally *tally_of(struct work *w, struct tallies *t, int64_t id)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->at[i].id == id)
			return &t->at[i];
	arena_push(&w->cx->mem, t->at, t->n, t->room) = (struct board_tally){ .id = id, .name = "" };
	return &t->at[t->n - 1];
}

static void count(struct work *w, struct tallies *t, int64_t id, const char *name, const struct dispatch_tally_row *r)
{
	struct board_tally *at = tally_of(w, t, id);

	if (name)
		at->name = name;
	at->orders += r->orders;
	at->late += r->late;
}

static int by_orders(const void *a, const void *b)
{
	const struct board_tally *x = a, *y = b;

	return x->orders != y->orders ? (x->orders < y->orders ? 1 : -1) : x->id < y->id ? -1 : x->id > y->id;
}

static struct list listed(struct tallies *t)
{
	if (t->n)
		qsort(t->at, t->n, sizeof *t->at, by_orders);
	return (struct list){ t->at, t->n };
}

/* Who carries: an organisation, or the issuing place itself. */
static enum err carrier_name(struct work *w, int64_t carrier_id, const char **ret)
{
	struct fault before = w->cx->fault;
	struct board_tally *known;
	struct org org;
	enum err e;

	*ret = name_of(w, carrier_id);
	if (!carrier_id || (*ret)[0])
		return ERR_OK;
	known = tally_of(w, &w->carriers, carrier_id);
	if (!known->name[0]) {
		e = org_get(w->cx, carrier_id, &org);
		if (e && e != ERR_NOT_FOUND)
			return e;
		w->cx->fault = before;                   /* a person, or somebody who is not registered: no name */
		known->name = e ? "" : org.name;
	}
	*ret = known->name;
	return ERR_OK;
}

static enum err load(struct work *w)
{
	struct ctx *cx = w->cx;
	const struct board_ask *a = w->ask;
	struct place area;

	w->under = "/";
	if (a->area_id) {
		TRY(place_get(cx, a->area_id, &area));
		w->under = area.path;
	}
	w->under_end = check_scope_end(&cx->mem, w->under);
	w->from_ms = a->from ? a->from * DAY_MS - CHINA_OFFSET_MS : 0;
	w->until_ms = a->to ? (a->to + 1) * DAY_MS - CHINA_OFFSET_MS : INT64_MAX;
	TRY(dispatch_ends(cx, (struct dispatch_ends_in){ .district_id = cx->district_id, .limit = ENDS_MAX }, &w->ends, &w->n_ends, ENDS_MAX));
	TRY(dispatch_tally(cx, (struct dispatch_tally_in){ .district_id = cx->district_id, .from_place_id = a->from_place_id, .under = w->under,
		.under_end = w->under_end, .item_id = a->item_id, .carrier_id = a->carrier_id, .late_only = a->late, .from_ms = w->from_ms,
		.until_ms = w->until_ms, .actor_id = cx->actor->account_id, .perm = PERM_DISPATCH_READ, .now_ms = cx->now_ms,
		.limit = BOARD_WAYS_MAX }, &w->tally, &w->n_tally, BOARD_WAYS_MAX));
	return dispatch_goods_tally(cx, (struct dispatch_goods_tally_in){ .district_id = cx->district_id, .from_place_id = a->from_place_id,
		.under = w->under, .under_end = w->under_end, .item_id = a->item_id, .carrier_id = a->carrier_id, .late_only = a->late,
		.from_ms = w->from_ms, .until_ms = w->until_ms, .actor_id = cx->actor->account_id, .perm = PERM_DISPATCH_READ,
		.now_ms = cx->now_ms, .limit = GOODS_MAX }, &w->goods, &w->n_goods, GOODS_MAX);
}

/* "due.doc": where a page ended. */
static enum err read_after(struct ctx *cx, const struct board_ask *ask, int64_t *ret_due, int64_t *ret_id)
{
	char *end;

	*ret_due = -1;
	*ret_id = 0;
	if (!ask->after)
		return ERR_OK;
	*ret_due = strtoll(ask->after, &end, 10);
	if (ask->column && end != ask->after && *end == '.' && text_read_i64(end + 1, ret_id))
		return ERR_OK;
	return fail(cx, ERR_BAD_INPUT, "after", "请原样传回上一页的 next，并写明 state 是哪一列", "send the next of the page before as it was, and say in state which column it is of");
}

static enum err fill_choices(struct work *w, const char *state, const char *next_step, const struct dispatch_cards_row *r, struct board_card *c)
{
	const struct dispatch_ends_row *from = end_of(w, r->from_place_id), *to = end_of(w, r->to_place_id);
	struct doc doc = { .doc_id = r->doc_id, .kind = "dispatch", .state = state, .carrier_id = r->carrier_id, .giver_id = r->from_place_id,
		.from_place_id = r->from_place_id, .to_place_id = r->to_place_id };
	struct doc_choice *choice;
	char verbs[400] = "";
	size_t n, used = 0;

	TRY(document_choices_between(w->cx, &doc, from ? from->path : "/", to ? to->path : "/", r->signed_role, &choice, &n));
	for (size_t i = 0; i < n && used < sizeof verbs - 60; i++) {
		used += (size_t)snprintf(verbs + used, sizeof verbs - used, "%s%s", used ? "," : "", choice[i].step->verb);
		c->mine |= text_equal(choice[i].step->verb, next_step);
	}
	c->verbs = arena_text(&w->cx->mem, verbs);
	c->next_step = next_step;
	return ERR_OK;
}

static enum err fill_card(struct work *w, size_t column, const struct dispatch_cards_row *r, struct board_card *c)
{
	const struct dispatch_ends_row *area = area_of(w, r->to_place_id);

	*c = (struct board_card){ .doc_id = r->doc_id, .version = r->version, .allocation_id = r->parent_id, .carrier_id = r->carrier_id,
		.from_place_id = r->from_place_id, .to_place_id = r->to_place_id, .created = r->created_ms, .since = r->since_ms,
		.due = r->due_ms, .n_items = r->n_items, .number = r->number, .allocation = r->parent_number,
		.from_place = name_of(w, r->from_place_id), .to_place = name_of(w, r->to_place_id), .area = area ? area->name : "",
		.signed_role = r->signed_role, .late = r->due_ms && r->due_ms < w->cx->now_ms,
		.own_transport = r->carrier_id == r->from_place_id };
	c->goods = (struct list){ arena_array(&w->cx->mem, struct board_good, BOARD_GOODS), 0 };
	TRY(carrier_name(w, r->carrier_id, &c->carrier));
	return fill_choices(w, dispatch_column_words[column], next_steps[column], r, c);
}

/* Rows of a card follow one another: a row for each of its first items. */
static enum err fill_cards(struct work *w, size_t column, struct board_column *to)
{
	struct ctx *cx = w->cx;
	const struct board_ask *a = w->ask;
	const size_t limit = a->limit ? (size_t)a->limit : 20;
	struct dispatch_cards_row *rows;
	struct board_card *cards = arena_array(&cx->mem, struct board_card, limit);
	int64_t after_due, after_id;
	size_t n_rows, n = 0;

	TRY(read_after(cx, a, &after_due, &after_id));
	TRY(dispatch_cards(cx, (struct dispatch_cards_in){ .district_id = cx->district_id, .state = dispatch_column_words[column],
		.from_place_id = a->from_place_id, .under = w->under, .under_end = w->under_end, .item_id = a->item_id, .carrier_id = a->carrier_id,
		.late_only = a->late, .from_ms = w->from_ms, .until_ms = w->until_ms, .after_due = after_due, .after_id = after_id,
		.actor_id = cx->actor->account_id, .perm = PERM_DISPATCH_READ, .now_ms = cx->now_ms, .limit = (int64_t)limit + 1 },
		&rows, &n_rows, 3 * (limit + 1)));
	for (size_t i = 0; i < n_rows; i++) {
		const struct dispatch_cards_row *r = &rows[i];

		if (!n || cards[n - 1].doc_id != r->doc_id) {
			if (n == limit) {
				to->next = arena_print(&cx->mem, "%lld.%lld", (long long)rows[i - 1].sort_due, (long long)rows[i - 1].doc_id);
				break;
			}
			TRY(fill_card(w, column, r, &cards[n++]));
		}
		if (r->item_id)
			((struct board_good *)cards[n - 1].goods.at)[cards[n - 1].goods.n++] = (struct board_good){ .item_id = r->item_id,
				.pack = r->pack, .qty = r->qty, .item = r->item, .unit = r->unit, .pack_unit = r->pack_unit };
	}
	to->cards = (struct list){ cards, n };
	return ERR_OK;
}

static void fill_goods(struct work *w, struct board_column *to)
{
	struct board_good *goods = arena_array(&w->cx->mem, struct board_good, BOARD_GOODS);
	size_t n = 0;

	for (size_t i = 0; i < w->n_goods; i++) {
		const struct dispatch_goods_tally_row *g = &w->goods[i];

		if (!text_equal(g->state, to->state))
			continue;
		to->n_items++;
		if (n < BOARD_GOODS)
			goods[n++] = (struct board_good){ g->item_id, g->pack, g->qty, g->item, g->code, g->unit, g->pack_unit };
	}
	to->goods = (struct list){ goods, n };
}

static enum err fill_column(struct work *w, size_t column, struct board_column *to)
{
	struct tallies areas = { 0 };

	to->state = dispatch_column_words[column];
	for (size_t i = 0; i < w->n_tally; i++) {
		const struct dispatch_tally_row *r = &w->tally[i];
		const struct dispatch_ends_row *area = area_of(w, r->to_place_id);

		if (!text_equal(r->state, to->state))
			continue;
		to->orders += r->orders;
		to->late += r->late;
		count(w, &areas, area ? area->place_id : w->cx->district_id, area ? area->name : "", r);
	}
	to->areas = listed(&areas);
	fill_goods(w, to);
	return fill_cards(w, column, to);
}

static int late_first(const void *a, const void *b)
{
	const struct board_way *x = a, *y = b;

	if (x->late != y->late)
		return x->late < y->late ? 1 : -1;
	if (x->orders != y->orders)
		return x->orders < y->orders ? 1 : -1;
	return x->to_place_id < y->to_place_id ? -1 : x->to_place_id > y->to_place_id ? 1 : strcmp(x->state, y->state);
}

/* The choices a filter has, and the ways on the map. */
static enum err fill_ways(struct work *w, struct board *ret)
{
	struct ctx *cx = w->cx;
	struct board_way *ways = arena_array(&cx->mem, struct board_way, w->n_tally + 1);
	struct tallies from = { 0 }, areas = { 0 };
	const char *name;

	for (size_t i = 0; i < w->n_tally; i++) {
		const struct dispatch_tally_row *r = &w->tally[i];
		const struct dispatch_ends_row *area = area_of(w, r->to_place_id);

		count(w, &from, r->from_place_id, name_of(w, r->from_place_id), r);
		if (area)
			count(w, &areas, area->place_id, area->name, r);
		TRY(carrier_name(w, r->carrier_id, &name));
		if (r->carrier_id)
			count(w, &w->carriers, r->carrier_id, name, r);
		ways[i] = (struct board_way){ r->from_place_id, r->to_place_id, r->orders, r->late, r->orders == 1 ? r->doc_id : 0, r->state,
			r->orders == 1 ? r->number : "" };
	}
	ret->warehouses = listed(&from);
	ret->areas = listed(&areas);
	ret->carriers = listed(&w->carriers);
	if (w->n_tally)
		qsort(ways, w->n_tally, sizeof *ways, late_first);
	ret->n_ways = (int64_t)w->n_tally;
	ret->ways = (struct list){ ways, w->n_tally < BOARD_WAYS_SHOWN ? w->n_tally : BOARD_WAYS_SHOWN };
	return ERR_OK;
}

/* The ends of those ways, each with a point of its own or its subdistrict's; and the subdistricts that have one, to read the map by. */
static void fill_places(struct work *w, struct board *ret)
{
	bool *used = arena_array(&w->cx->mem, bool, w->n_ends + 1);
	struct board_place *places;
	size_t n = 0;

	for (size_t i = 0; i < ret->ways.n; i++) {
		const struct board_way *way = &((struct board_way *)ret->ways.at)[i];
		const struct dispatch_ends_row *end[] = { end_of(w, way->from_place_id), end_of(w, way->to_place_id) };

		for (int k = 0; k < 2; k++)
			if (end[k])
				used[end[k] - w->ends] = true;
	}
	places = arena_array(&w->cx->mem, struct board_place, w->n_ends + 1);
	for (size_t i = 0; i < w->n_ends; i++) {
		const struct dispatch_ends_row *p = &w->ends[i], *at = p->has_point ? p : area_of(w, p->place_id);

		if (!used[i] && !(p->kind == PLACE_SUBDISTRICT && p->has_point && ret->ways.n))
			continue;
		if (!at)
			at = p;
		places[n++] = (struct board_place){ p->place_id, at->lon_e7, at->lat_e7, place_kind_words[p->kind], p->name, at->has_point != 0,
			p->has_point != 0 };
	}
	ret->places = (struct list){ places, n };
}

enum err dispatch_board(struct ctx *cx, const struct board_ask *ask, struct board *ret)
{
	struct work w = { .cx = cx, .ask = ask };
	struct board_column *columns = arena_array(&cx->mem, struct board_column, END_COLUMN);
	size_t n = 0;

	TRY(load(&w));
	*ret = (struct board){ .now = cx->now_ms };
	TRY(fill_ways(&w, ret));
	fill_places(&w, ret);
	for (size_t c = FIRST_COLUMN; c < END_COLUMN; c++)
		if (!ask->column || ask->column == (int64_t)c)
			TRY(fill_column(&w, c, &columns[n++]));
	ret->columns = (struct list){ columns, n };
	return ERR_OK;
}
