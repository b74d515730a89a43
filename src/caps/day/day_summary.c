/* SPDX-License-Identifier: Apache-2.0 */
#include "base/civil.h"
#include "caps/day/day_output.h"
#include <stdlib.h>
#include <string.h>

/* summary.json, written by hand because some of its whole numbers are wider
 * than 64 bits.  Items by code, prices by place code. */

static void add_text(struct buf *b, const char *text)
{
	buf_char(b, '"');
	for (; *text; text++) {
		if ((unsigned char)*text < 0x20) {
			buf_print(b, "\\u%04x", *text);
			continue;
		}
		if (*text == '"' || *text == '\\')
			buf_char(b, '\\');
		buf_char(b, *text);
	}
	buf_char(b, '"');
}

struct sums { int64_t n_lines; __int128 requested, need, allocated, unmet, stock, usable, loose, expired, metres; };

static void add_item_sums(struct sums *s, const struct allocation_item_total *t)
{
	s->stock += t->stock;
	s->usable += t->usable;
	s->loose += t->loose;
	s->expired += t->expired;
	s->metres += t->certificate.objective;
	for (int c = 0; c < ALLOCATION_CLASSES; c++) {
		s->n_lines += t->classes[c].n_lines;
		s->requested += t->classes[c].requested;
		s->need += t->classes[c].need;
		s->allocated += t->classes[c].allocated;
		s->unmet += t->classes[c].unmet;
	}
}

static void add_sums(struct arena *mem, struct buf *b, const struct sums *s)
{
	buf_print(b, "\"lines\": %lld, \"requested\": %s, \"need\": %s, \"allocated\": %s, \"unmet\": %s, \"stock\": %s, "
		  "\"usable\": %s, \"loose\": %s, \"expired\": %s, \"unit_km\": %s", (long long)s->n_lines,
		  day_wide(mem, s->requested), day_wide(mem, s->need), day_wide(mem, s->allocated), day_wide(mem, s->unmet),
		  day_wide(mem, s->stock), day_wide(mem, s->usable), day_wide(mem, s->loose), day_wide(mem, s->expired),
		  day_km(mem, s->metres));
}

static void add_classes(struct buf *b, const struct day *d, const struct allocation_item_total *t)
{
	buf_text(b, "\"classes\": [");
	for (int i = 0; i < ALLOCATION_CLASSES; i++) {
		const struct allocation_class_total *c = &t->classes[i];

		buf_print(b, "%s\n      {\"class\": %d, \"title\": ", i ? "," : "", i + 1);
		add_text(b, d->class_titles[i]);
		buf_print(b, ", \"lines\": %lld, \"requested\": %lld, \"need\": %lld, \"allocated\": %lld, \"unmet\": %lld, "
			  "\"pool_before\": %lld}", (long long)c->n_lines, (long long)c->requested, (long long)c->need,
			  (long long)c->allocated, (long long)c->unmet, (long long)c->pool_before);
	}
	buf_text(b, "]");
}

struct price { const char *place; int64_t metres; };

static int by_place(const void *pa, const void *pb)
{
	return strcmp(((const struct price *)pa)->place, ((const struct price *)pb)->place);
}

static void add_certificate(struct arena *mem, struct buf *b, const struct day *d, const struct allocation_item_total *t)
{
	const struct allocation_certificate *c = &t->certificate;
	size_t n_places = d->input.problem.n_places, n = 0;
	struct price *list = arena_array(mem, struct price, n_places);

	for (size_t i = 0; i < n_places; i++)
		if (t->place_price[i] > 0)
			list[n++] = (struct price){ d->input.problem.places[i].code, t->place_price[i] };
	if (n)
		qsort(list, n, sizeof *list, by_place);
	buf_print(b, "\"certificate\": {\"objective_unit_m\": %s, \"dual_objective_unit_m\": %s, \"arcs_priced\": %lld, "
		  "\"worst_violation_m\": %lld, \"place_prices_m\": {", day_wide(mem, c->objective), day_wide(mem, c->dual),
		  (long long)c->n_arcs_priced, (long long)c->worst_violation);
	for (size_t i = 0; i < n; i++) {
		buf_text(b, i ? ", " : "");
		add_text(b, list[i].place);
		buf_print(b, ": %lld", (long long)list[i].metres);
	}
	buf_text(b, "}}");
}

static void add_item(struct buf *b, const struct day *d, int32_t item)
{
	const struct allocation_item_total *t = &d->result.items[item];
	struct arena scratch = { 0 };
	struct sums s = { 0 };

	add_item_sums(&s, t);
	buf_text(b, "    {\"item\": ");
	add_text(b, d->input.items[item].code);
	buf_text(b, ", \"name\": ");
	add_text(b, d->input.items[item].name);
	buf_print(b, ", \"pack\": %lld, ", (long long)d->input.problem.items[item].pack);
	add_sums(&scratch, b, &s);
	buf_print(b, ", \"restricted_left\": %lld, \"pool_left\": %lld,\n     ", (long long)t->restricted_left,
		  (long long)t->pool_left);
	add_classes(b, d, t);
	buf_text(b, ",\n     ");
	add_certificate(&scratch, b, d, t);
	buf_text(b, "}");
	arena_reset(&scratch);
}

struct coded { const char *code; int32_t item; };

static int by_code(const void *pa, const void *pb)
{
	return strcmp(((const struct coded *)pa)->code, ((const struct coded *)pb)->code);
}

enum err day_summary_json(struct ctx *cx, const struct day *d, struct bytes *ret)
{
	size_t n = d->input.problem.n_items;
	struct coded *order = arena_array(&cx->mem, struct coded, n);
	struct buf b = BUF(&cx->mem);
	struct sums all = { 0 };
	char date[11];

	for (size_t i = 0; i < n; i++) {
		order[i] = (struct coded){ d->input.items[i].code, (int32_t)i };
		add_item_sums(&all, &d->result.items[i]);
	}
	if (n)
		qsort(order, n, sizeof *order, by_code);
	buf_print(&b, "{\n  \"date\": \"%s\",\n  \"plan\": {\"id\": ", civil_write_day(d->day, date));
	add_text(&b, d->plan->id);
	buf_print(&b, ", \"version\": %lld, \"title\": ", (long long)d->plan->version);
	add_text(&b, d->plan->zh);
	buf_print(&b, ", \"sha256\": \"%s\"},\n  \"totals\": {\"legs\": %zu, ", d->plan->sha256, d->result.n_legs);
	add_sums(&cx->mem, &b, &all);
	buf_text(&b, "},\n  \"items\": [");
	for (size_t i = 0; i < n; i++) {
		buf_text(&b, i ? ",\n" : "\n");
		add_item(&b, d, order[i].item);
	}
	buf_text(&b, n ? "\n  ]\n}\n" : "]\n}\n");
	*ret = (struct bytes){ .at = buf_get(&b), .n = b.n };
	return ERR_OK;
}
