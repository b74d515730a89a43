/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/day/day_output.h"
#include "file/csv.h"
#include <stdlib.h>
#include <string.h>

static int compare_text_then(const char *a, const char *b, int then)
{
	int c = strcmp(a, b);

	return c ? c : then;
}

static int by_request_then_item(const void *pa, const void *pb, void *arg)
{
	const struct day *d = arg;
	const struct allocation_line *a = &d->input.problem.lines[*(const int32_t *)pa],
				     *b = &d->input.problem.lines[*(const int32_t *)pb];

	return compare_text_then(a->request, b->request,
				 strcmp(d->input.items[a->item].code, d->input.items[b->item].code));
}

static int by_place_then_item(const void *pa, const void *pb, void *arg)
{
	const struct day *d = arg;
	const struct allocation_row *a = &d->input.problem.rows[*(const int32_t *)pa],
				    *b = &d->input.problem.rows[*(const int32_t *)pb];
	int c;

	if ((c = strcmp(day_place_code(d, a->place), day_place_code(d, b->place)))
	    || (c = strcmp(d->input.items[a->item].code, d->input.items[b->item].code)))
		return c;
	if (a->expiry_day != b->expiry_day)
		return a->expiry_day < b->expiry_day ? -1 : 1;
	if ((c = strcmp(a->lot, b->lot)) || (c = strcmp(day_place_code(d, a->owner), day_place_code(d, b->owner))))
		return c;
	return strcmp(day_place_code(d, a->restricted_to), day_place_code(d, b->restricted_to));
}

void day_order(struct ctx *cx, struct day *d)
{
	const struct allocation_problem *p = &d->input.problem;

	d->line_order = arena_array(&cx->mem, int32_t, p->n_lines);
	d->row_order = arena_array(&cx->mem, int32_t, p->n_rows);
	d->row_left = arena_array(&cx->mem, int64_t, p->n_rows);
	for (size_t i = 0; i < p->n_lines; i++)
		d->line_order[i] = (int32_t)i;
	for (size_t i = 0; i < p->n_rows; i++) {
		d->row_order[i] = (int32_t)i;
		d->row_left[i] = p->rows[i].qty;
	}
	for (size_t i = 0; i < d->result.n_legs; i++)
		d->row_left[d->result.legs[i].row] -= d->result.legs[i].qty;
	if (p->n_lines)
		qsort_r(d->line_order, p->n_lines, sizeof *d->line_order, by_request_then_item, d);
	if (p->n_rows)
		qsort_r(d->row_order, p->n_rows, sizeof *d->row_order, by_place_then_item, d);
	for (int c = 0; c < ALLOCATION_CLASSES; c++) {
		const struct plan_rank *rank = d->plan ? plan_rank(d->plan, c + 1) : NULL;

		d->class_titles[c] = rank ? rank->rule.zh : c < 4 ? arena_print(&cx->mem, "第%d级", c + 1) : "其他需求";
	}
}

char *day_wide(struct arena *mem, __int128 value)
{
	char digits[48], *at = digits + sizeof digits - 1;
	unsigned __int128 left = value < 0 ? -(unsigned __int128)value : (unsigned __int128)value;

	*at = '\0';
	do {
		*--at = (char)('0' + (int)(left % 10));
		left /= 10;
	} while (left);
	if (value < 0)
		*--at = '-';
	return arena_text(mem, at);
}

char *day_km(struct arena *mem, __int128 metres)
{
	return arena_print(mem, "%s.%03d", day_wide(mem, metres / 1000), (int)(metres % 1000));
}

char *day_ratio(struct arena *mem, const struct day *d, size_t line)
{
	const struct allocation_line *l = &d->input.problem.lines[line];
	__int128 covered = (__int128)l->own_stock + l->received_before + d->result.grants[line].allocated;
	__int128 millionths = l->qty ? (covered * 2000000 + l->qty) / ((__int128)l->qty * 2) : 1000000;

	return arena_print(mem, "%s.%06d", day_wide(mem, millionths / 1000000), (int)(millionths % 1000000));
}

static void header(struct csv_writer *w, const char *const *titles, size_t n)
{
	for (size_t i = 0; i < n; i++)
		csv_text(w, titles[i]);
	csv_end_row(w);
}
#define HEADER(w, ...) header((w), (const char *const[]){ __VA_ARGS__ }, \
	sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *))

enum err day_allocation_csv(struct ctx *cx, const struct day *d, struct bytes *ret)
{
	const struct allocation_problem *p = &d->input.problem;
	struct csv_writer w = CSV_WRITER(&cx->mem);
	struct arena scratch = { 0 };

	HEADER(&w, "request", "unit", "item", "priority", "requested", "allocated", "ratio", "reason");
	for (size_t i = 0; i < p->n_lines; i++) {
		size_t at = (size_t)d->line_order[i];
		const struct allocation_line *l = &p->lines[at];
		const struct allocation_grant *g = &d->result.grants[at];
		struct allocation_words words = allocation_explain(&scratch, p, &d->result, at, d->input.items[l->item].unit);

		csv_text(&w, l->request);
		csv_text(&w, day_place_code(d, l->unit));
		csv_text(&w, d->input.items[l->item].code);
		csv_i64(&w, l->priority);
		csv_i64(&w, l->qty);
		csv_i64(&w, g->allocated);
		csv_text(&w, day_ratio(&scratch, d, at));
		csv_text(&w, arena_print(&scratch, "%s: %s", allocation_reason_slug(g->reason), words.zh));
		csv_end_row(&w);
		if (i % 64 == 63)
			arena_reset(&scratch);
	}
	arena_reset(&scratch);
	return csv_finish(cx, &w, CSV_UTF8, ret);
}

enum err day_dispatch_csv(struct ctx *cx, const struct day *d, struct bytes *ret)
{
	const struct allocation_problem *p = &d->input.problem;
	struct csv_writer w = CSV_WRITER(&cx->mem);
	struct arena scratch = { 0 };

	HEADER(&w, "request", "item", "lot", "from", "to", "qty", "km");
	for (size_t i = 0; i < p->n_lines; i++) {
		size_t at = (size_t)d->line_order[i];
		const struct allocation_line *l = &p->lines[at];
		const struct allocation_grant *g = &d->result.grants[at];

		for (int64_t j = g->first_leg; j < g->first_leg + g->n_legs; j++) {
			const struct allocation_leg *leg = &d->result.legs[j];
			const struct allocation_row *r = &p->rows[leg->row];

			csv_text(&w, l->request);
			csv_text(&w, d->input.items[l->item].code);
			csv_text(&w, r->lot);
			csv_text(&w, day_place_code(d, r->place));
			csv_text(&w, day_place_code(d, l->place));
			csv_i64(&w, leg->qty);
			csv_text(&w, day_km(&scratch, leg->metres));
			csv_end_row(&w);
		}
		if (i % 64 == 63)
			arena_reset(&scratch);
	}
	arena_reset(&scratch);
	return csv_finish(cx, &w, CSV_UTF8, ret);
}

/* The day's entries, each a set of postings that sum to zero for every item and
 * lot.  Accounts, in the ledger's words:
 *
 *     found:PLACE            what was there when the day began (negative: a source)
 *     store:PLACE            free stock
 *     restricted:PLACE:UNIT  stock only this unit may get
 *     blocked:PLACE          expired, not to be issued
 *     held:PLACE:REQUEST     reserved for a request by the approved allocation
 *     transit:PLACE          dispatched, on its way there, not yet received
 */
struct ledger { const struct day *d; struct csv_writer w; struct arena scratch; const char *entry; int64_t line; };

static void begin_entry(struct ledger *l, const char *entry)
{
	l->entry = entry;
	l->line = 0;
}

static void posting(struct ledger *l, const char *account, const struct allocation_row *row, int64_t qty)
{
	csv_text(&l->w, l->entry);
	csv_i64(&l->w, ++l->line);
	csv_text(&l->w, account);
	csv_text(&l->w, l->d->input.items[row->item].code);
	csv_text(&l->w, row->lot);
	csv_text(&l->w, day_place_code(l->d, row->owner));
	csv_i64(&l->w, qty);
	csv_end_row(&l->w);
}

static const char *stock_account(struct ledger *l, const struct allocation_row *r)
{
	const char *place = day_place_code(l->d, r->place);

	if (r->expiry_day < l->d->day)
		return arena_print(&l->scratch, "blocked:%s", place);
	if (r->restricted_to != ALLOCATION_NOBODY)
		return arena_print(&l->scratch, "restricted:%s:%s", place, day_place_code(l->d, r->restricted_to));
	return arena_print(&l->scratch, "store:%s", place);
}

static void post_opening(struct ledger *l)
{
	const struct allocation_problem *p = &l->d->input.problem;

	begin_entry(l, "opening");
	for (size_t i = 0; i < p->n_rows; i++) {
		const struct allocation_row *r = &p->rows[l->d->row_order[i]];

		if (!r->qty)
			continue;
		posting(l, arena_print(&l->scratch, "found:%s", day_place_code(l->d, r->place)), r, -r->qty);
		posting(l, stock_account(l, r), r, r->qty);
		arena_reset(&l->scratch);
	}
}

/* hold: from stock to held; dispatch: from held to transit. */
static void post_line(struct ledger *l, size_t at)
{
	const struct allocation_problem *p = &l->d->input.problem;
	const struct allocation_line *line = &p->lines[at];
	const struct allocation_grant *g = &l->d->result.grants[at];
	const char *transit = arena_print(&l->scratch, "transit:%s", day_place_code(l->d, line->place));

	for (int dispatch = 0; dispatch < 2 && g->n_legs; dispatch++) {
		begin_entry(l, arena_print(&l->scratch, "%s:%s:%s", dispatch ? "dispatch" : "hold", line->request,
					   l->d->input.items[line->item].code));
		for (int64_t j = g->first_leg; j < g->first_leg + g->n_legs; j++) {
			const struct allocation_leg *leg = &l->d->result.legs[j];
			const struct allocation_row *r = &p->rows[leg->row];
			const char *held = arena_print(&l->scratch, "held:%s:%s", day_place_code(l->d, r->place),
						       line->request);

			posting(l, dispatch ? held : stock_account(l, r), r, -leg->qty);
			posting(l, dispatch ? transit : held, r, leg->qty);
		}
	}
}

enum err day_ledger_csv(struct ctx *cx, const struct day *d, struct bytes *ret)
{
	struct ledger l = { .d = d, .w = CSV_WRITER(&cx->mem) };

	HEADER(&l.w, "entry", "line", "account", "item", "lot", "owner", "qty");
	post_opening(&l);
	for (size_t i = 0; i < d->input.problem.n_lines; i++) {
		post_line(&l, (size_t)d->line_order[i]);
		arena_reset(&l.scratch);
	}
	return csv_finish(cx, &l.w, CSV_UTF8, ret);
}
