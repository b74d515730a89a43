/* SPDX-License-Identifier: Apache-2.0 */
/* Reading what propose.c froze, and serving one item of it again. */
#include "caps/allocation/thaw.h"
#include "allocation.sql.h"
#include "base/text.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* ---- the frozen text: our own canonical JSON, read as strictly as it was written ---- */

struct reader { const char *at; bool bad; };

static void expect(struct reader *r, const char *word)
{
	size_t n = strlen(word);

	if (!r->bad && strncmp(r->at, word, n) == 0)
		r->at += n;
	else
		r->bad = true;
}

static bool next_is(struct reader *r, char c)
{
	return !r->bad && *r->at == c;
}

static int64_t read_number(struct reader *r)
{
	char *end = NULL;
	int64_t value = r->bad ? 0 : strtoll(r->at, &end, 10);

	r->bad |= end == r->at;
	r->at = r->bad ? r->at : end;
	return value;
}

/* "[" n numbers "]", with a comma before it unless it is the first of its list. */
static void read_row(struct reader *r, int64_t *ret, size_t n, bool first)
{
	expect(r, first ? "[" : ",[");
	for (size_t i = 0; i < n; i++) {
		ret[i] = read_number(r);
		expect(r, i + 1 < n ? "," : "]");
	}
}

static const char *read_name(struct ctx *cx, struct reader *r)
{
	const char *from = r->at, *end = r->bad ? NULL : strchr(from, '"');

	r->bad |= !end;
	if (!end)
		return "";
	r->at = end + 1;
	return arena_bytes(&cx->mem, from, (size_t)(end - from));
}

/* ---- wants in the order in which the lines were frozen ---- */

struct numbered { const struct allocation_want *want; size_t at; };

static int by_number(const void *a, const void *b)
{
	const struct allocation_want *x = ((const struct numbered *)a)->want, *y = ((const struct numbered *)b)->want;
	int order = strcmp(x->number, y->number);

	return order ? order : (x->request_line_no > y->request_line_no) - (x->request_line_no < y->request_line_no);
}

static struct numbered *in_frozen_order(struct ctx *cx, const struct allocation_view *v)
{
	struct numbered *list = arena_array(&cx->mem, struct numbered, v->n_wants + 1);

	for (size_t i = 0; i < v->n_wants; i++)
		list[i] = (struct numbered){ &v->wants[i], i };
	if (v->n_wants)
		qsort(list, v->n_wants, sizeof *list, by_number);
	return list;
}

static void read_lines(struct ctx *cx, struct reader *r, struct thawed *t)
{
	struct numbered *want = in_frozen_order(cx, t->v);
	size_t n = 0;

	for (; !r->bad && !next_is(r, ']'); n++) {
		const char *number;
		int64_t f[8];

		expect(r, n ? ",[\"" : "[\"");
		number = read_name(cx, r);
		for (size_t i = 0; i < 8; i++) {
			expect(r, ",");
			f[i] = read_number(r);
		}
		expect(r, "]");
		r->bad |= n >= t->v->n_wants;
		if (r->bad)
			return;
		r->bad |= !text_equal(number, want[n].want->number) || f[0] != want[n].want->request_line_no;
		t->line[want[n].at] = (struct thawed_line){ f[1], f[2], f[3], f[4], f[5], f[6], f[7] };
	}
	r->bad |= n != t->v->n_wants;
}

static enum err read_frozen(struct ctx *cx, const char *text, struct thawed *t)
{
	struct reader r = { .at = text };
	size_t room = 0;
	int64_t f[8];

	expect(&r, "{\"day\":");
	t->day = read_number(&r);
	expect(&r, ",\"lines\":[");
	read_lines(cx, &r, t);
	expect(&r, "],\"stock\":[");
	while (!r.bad && !next_is(&r, ']')) {
		read_row(&r, f, 8, t->n_stock == 0);
		arena_push(&cx->mem, t->stock, t->n_stock, room) =
			(struct thawed_stock){ f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7] };
	}
	expect(&r, "],\"packs\":[");
	room = 0;
	while (!r.bad && !next_is(&r, ']')) {
		read_row(&r, f, 2, t->n_pack == 0);
		arena_push(&cx->mem, t->pack, t->n_pack, room) = (struct thawed_pack){ f[0], f[1] };
	}
	expect(&r, "]}");
	return r.bad ? fail(cx, ERR_BROKEN, "", "分配方案 %lld 冻结的计算依据读不出来", "the frozen inputs of allocation %lld cannot be read",
			    (long long)t->v->doc.doc_id) : ERR_OK;
}

/* ---- the map ---- */

int32_t allocation_map_at(const struct allocation_places_row *rows, size_t n, int64_t place_id)
{
	size_t from = 0, to = n;

	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (rows[mid].place_id < place_id)
			from = mid + 1;
		else
			to = mid;
	}
	return from < n && rows[from].place_id == place_id ? (int32_t)from : ALLOCATION_NOBODY;
}

enum err allocation_map(struct ctx *cx, const struct allocation_places_row **ret_rows, const struct allocation_place **ret_places, size_t *ret_n)
{
	struct allocation_places_row *rows;
	struct allocation_place *place;

	TRY(allocation_places(cx, (struct allocation_places_in){ .district_id = cx->district_id, .limit = ALLOCATION_PLACES_MAX }, &rows, ret_n,
			      ALLOCATION_PLACES_MAX));
	place = arena_array(&cx->mem, struct allocation_place, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		place[i] = (struct allocation_place){ .code = rows[i].code,
			.parent = rows[i].parent_id ? allocation_map_at(rows, *ret_n, rows[i].parent_id) : ALLOCATION_NOBODY,
			.located = rows[i].has_point, .lon = (double)rows[i].lon_e7 / 1e7, .lat = (double)rows[i].lat_e7 / 1e7 };
	*ret_rows = rows;
	*ret_places = place;
	return ERR_OK;
}

const char *allocation_map_name(const struct thawed *t, int64_t place_id)
{
	int32_t at = allocation_map_at(t->place, t->n_place, place_id);

	return at == ALLOCATION_NOBODY ? "" : t->place[at].name;
}

enum err allocation_thaw_all(struct ctx *cx, const struct allocation_view *v, struct thawed *ret)
{
	struct allocation_thaw_row row;

	*ret = (struct thawed){ .v = v, .line = arena_array(&cx->mem, struct thawed_line, v->n_wants + 1) };
	TRY(allocation_thaw(cx, (struct allocation_thaw_in){ .district_id = cx->district_id, .doc_id = v->doc.doc_id }, &row));
	TRY(read_frozen(cx, row.input, ret));
	return allocation_map(cx, &ret->place, &ret->places, &ret->n_place);
}

int64_t thawed_pack_of(const struct thawed *t, int64_t item_id)
{
	for (size_t i = 0; i < t->n_pack; i++)
		if (t->pack[i].item_id == item_id)
			return t->pack[i].pack;
	return 1;
}

/* Wants are ordered by item, class, number and line: an item's stand together. */
size_t allocation_want_at(const struct allocation_view *v, int64_t request_id, int64_t line_no)
{
	size_t i = 0;

	while (i < v->n_wants && (v->wants[i].request_id != request_id || v->wants[i].request_line_no != line_no))
		i++;
	return i;
}

/* ---- what stands in the draft ---- */

struct keyed { int64_t request_id, line_no; size_t at; };

static int by_key(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;

	if (x->request_id != y->request_id)
		return x->request_id < y->request_id ? -1 : 1;
	return (x->line_no > y->line_no) - (x->line_no < y->line_no);
}

/* For each line of the draft the index of its want, or n_wants for a line without a request. */
static size_t *wants_of_lines(struct ctx *cx, const struct allocation_view *v)
{
	struct keyed *key = arena_array(&cx->mem, struct keyed, v->n_wants + 1);
	size_t *at = arena_array(&cx->mem, size_t, v->doc.n_lines + 1);

	for (size_t i = 0; i < v->n_wants; i++)
		key[i] = (struct keyed){ v->wants[i].request_id, v->wants[i].request_line_no, i };
	if (v->n_wants)
		qsort(key, v->n_wants, sizeof *key, by_key);
	for (size_t i = 0; i < v->doc.n_lines; i++) {
		const struct keyed wanted = { v->facts[i].request_id, v->facts[i].request_line_no, 0 };
		const struct keyed *found = v->n_wants ? bsearch(&wanted, key, v->n_wants, sizeof *key, by_key) : NULL;

		at[i] = found ? found->at : v->n_wants;
	}
	return at;
}

struct shares allocation_shares_now(struct ctx *cx, const struct allocation_view *v)
{
	struct shares s = { arena_array(&cx->mem, int64_t, v->n_wants + 1), arena_array(&cx->mem, int64_t, v->n_wants + 1) };
	const size_t *want = wants_of_lines(cx, v);

	for (size_t i = 0; i < v->doc.n_lines; i++) {
		s.got[want[i]] += v->doc.lines[i].counter[ASKED];
		if (v->facts[i].source == ALLOCATION_POOL)
			s.pool[want[i]] += v->doc.lines[i].counter[ASKED];
	}
	s.got[v->n_wants] = s.pool[v->n_wants] = 0;
	return s;
}

/* ---- one item ---- */

struct item_problem {
	struct allocation_problem problem;
	struct allocation_line   *line;  size_t *want;  int64_t *pin;      /* want: index in v->wants */
	struct allocation_row    *row;   size_t *stock;                    /* stock: index in t->stock */
};

static void add_lines(struct ctx *cx, const struct thawed *t, int64_t item_id, const int64_t *pin, const bool *kept, struct item_problem *p)
{
	const struct allocation_view *v = t->v;
	size_t n = 0;

	p->line = arena_array(&cx->mem, struct allocation_line, v->n_wants + 1);
	p->want = arena_array(&cx->mem, size_t, v->n_wants + 1);
	p->pin = arena_array(&cx->mem, int64_t, v->n_wants + 1);
	for (size_t i = 0; i < v->n_wants; i++) {
		const struct thawed_line *l = &t->line[i];

		if (l->item_id != item_id || (kept && kept[i]))
			continue;
		p->line[n] = (struct allocation_line){ .request = v->wants[i].number, .unit = allocation_map_at(t->place, t->n_place, l->unit_id),
			.place = allocation_map_at(t->place, t->n_place, l->to_place_id), .item = 0, .priority = (int32_t)l->priority,
			.qty = l->asked, .own_stock = l->own_stock, .received_before = l->before };
		p->pin[n] = pin[i];
		p->want[n++] = i;
	}
	p->problem.lines = p->line;
	p->problem.pins = p->pin;
	p->problem.n_lines = n;
}

static void add_rows(struct ctx *cx, const struct thawed *t, int64_t item_id, struct item_problem *p)
{
	size_t n = 0;

	p->row = arena_array(&cx->mem, struct allocation_row, t->n_stock + 1);
	p->stock = arena_array(&cx->mem, size_t, t->n_stock + 1);
	for (size_t i = 0; i < t->n_stock; i++) {
		const struct thawed_stock *s = &t->stock[i];

		if (s->item_id != item_id)
			continue;
		p->row[n] = (struct allocation_row){ .place = allocation_map_at(t->place, t->n_place, s->place_id), .item = 0,
			.owner = allocation_map_at(t->place, t->n_place, s->owner_id),
			.restricted_to = s->restricted_to ? allocation_map_at(t->place, t->n_place, s->restricted_to) : ALLOCATION_NOBODY,
			.lot = arena_print(&cx->mem, "%020lld/%lld", (long long)s->lot_id, (long long)s->fund_id),
			.expiry_day = s->expiry_day ? s->expiry_day : ALLOCATION_NO_EXPIRY, .qty = s->qty };
		p->stock[n++] = i;
	}
	p->problem.rows = p->row;
	p->problem.n_rows = n;
}

/* Lines that stay as they are take their goods off the shelf first. */
static void take_kept(struct ctx *cx, const struct thawed *t, int64_t item_id, const bool *kept, struct item_problem *p)
{
	const struct allocation_view *v = t->v;
	const size_t *want = wants_of_lines(cx, v);

	for (size_t i = 0; i < v->doc.n_lines; i++) {
		const struct doc_line *l = &v->doc.lines[i];

		if (l->item_id != item_id || (want[i] < v->n_wants ? !kept[want[i]] : v->facts[i].change_no == t->without_change))
			continue;
		for (size_t r = 0; r < p->problem.n_rows; r++) {
			const struct thawed_stock *s = &t->stock[p->stock[r]];

			if (s->place_id == l->place_id && s->lot_id == l->lot_id && s->owner_id == l->owner_id && s->fund_id == l->fund_id)
				p->row[r].qty -= l->counter[ASKED] < p->row[r].qty ? l->counter[ASKED] : p->row[r].qty;
		}
	}
}

static enum err check_served(struct ctx *cx, const struct thawed *t, const struct item_problem *p, const struct allocation_result *result)
{
	for (size_t i = 0; i < p->problem.n_lines; i++) {
		const struct allocation_want *w = &t->v->wants[p->want[i]];

		if (p->pin[i] != ALLOCATION_FREE && result->grants[i].allocated != p->pin[i])
			return fail(cx, ERR_SHORT_STOCK, "pins", "“%s”要改成 %lld，可分的库存只够给 %lld", "%s: %lld wanted, the stock there is reaches for %lld",
				    allocation_map_name(t, w->unit_id), (long long)p->pin[i], (long long)result->grants[i].allocated);
	}
	return ERR_OK;
}

enum err allocation_split(struct ctx *cx, const struct thawed *t, int64_t item_id, const int64_t *pin, const bool *kept, struct shares *shares,
			  struct split *ret)
{
	struct allocation_item item = { .pack = thawed_pack_of(t, item_id) };
	struct item_problem p = { .problem = { .day = t->day, .places = t->places, .n_places = t->n_place, .items = &item, .n_items = 1 } };
	struct allocation_result result;

	add_lines(cx, t, item_id, pin, kept, &p);
	add_rows(cx, t, item_id, &p);
	if (kept)
		take_kept(cx, t, item_id, kept, &p);
	TRY(allocation_run(cx, &p.problem, 1, &result));
	TRY(check_served(cx, t, &p, &result));
	*ret = (struct split){ arena_array(&cx->mem, struct split_leg, result.n_legs + 1), result.n_legs };
	for (size_t i = 0; i < p.problem.n_lines; i++) {
		shares->got[p.want[i]] = result.grants[i].allocated;
		shares->pool[p.want[i]] = result.grants[i].by_source[ALLOCATION_POOL];
	}
	for (size_t i = 0; i < result.n_legs; i++) {
		const struct allocation_leg *l = &result.legs[i];

		ret->leg[i] = (struct split_leg){ p.want[l->line], p.stock[l->row], l->source, l->qty, l->metres };
	}
	return ERR_OK;
}
