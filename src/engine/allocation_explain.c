/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/allocation.h"
#include "base/buf.h"
#include <string.h>

struct reason_words { const char *slug, *zh, *en; };

static const struct reason_words words[ALLOCATION_REASONS] = {
#define REASON(name, slug, zh, en) { slug, zh, en },
#include "engine/allocation_reason.def"
#undef REASON
};

const char *allocation_reason_slug(enum allocation_reason reason)
{
	return words[reason].slug;
}

const char *allocation_reason_zh(enum allocation_reason reason)
{
	return words[reason].zh;
}

struct where { int64_t n_places, nearest_m, farthest_m; };

/* A line's legs stand by source, in each by place code: so places are counted
 * by walking along the sources side by side. */
static int64_t count_places(const struct allocation_problem *in, const struct allocation_leg *legs, int64_t n)
{
	int64_t at[ALLOCATION_SOURCES], end[ALLOCATION_SOURCES], i = 0, count = 0;

	for (int s = 0; s < ALLOCATION_SOURCES; s++) {
		for (at[s] = i; i < n && legs[i].source == (enum allocation_source)s; i++)
			;
		end[s] = i;
	}
	for (;; count++) {
		int32_t first = ALLOCATION_NOBODY;

		for (int s = 0; s < ALLOCATION_SOURCES; s++) {
			int32_t place = at[s] < end[s] ? in->rows[legs[at[s]].row].place : ALLOCATION_NOBODY;

			if (place != ALLOCATION_NOBODY && (first == ALLOCATION_NOBODY
			    || strcmp(in->places[place].code, in->places[first].code) < 0))
				first = place;
		}
		if (first == ALLOCATION_NOBODY)
			return count;
		for (int s = 0; s < ALLOCATION_SOURCES; s++)
			while (at[s] < end[s] && in->rows[legs[at[s]].row].place == first)
				at[s]++;
	}
}

static struct where from_where(const struct allocation_problem *in, const struct allocation_result *result,
			       const struct allocation_grant *g)
{
	struct where w = { .n_places = count_places(in, result->legs + g->first_leg, g->n_legs), .nearest_m = INT64_MAX };

	for (int64_t i = g->first_leg; i < g->first_leg + g->n_legs; i++) {
		const struct allocation_leg *leg = &result->legs[i];

		w.nearest_m = leg->metres < w.nearest_m ? leg->metres : w.nearest_m;
		w.farthest_m = leg->metres > w.farthest_m ? leg->metres : w.farthest_m;
	}
	return w;
}

static void add_from_where(struct buf *zh, struct buf *en, const struct allocation_grant *g, const struct where *w)
{
	buf_print(zh, "（限定 %lld、自有储备 %lld、统筹 %lld），由 %lld 处调出，最近 %lld.%03lld、最远 %lld.%03lld 公里",
		  (long long)g->by_source[ALLOCATION_RESTRICTED], (long long)g->by_source[ALLOCATION_OWNED],
		  (long long)g->by_source[ALLOCATION_POOL], (long long)w->n_places,
		  (long long)(w->nearest_m / 1000), (long long)(w->nearest_m % 1000),
		  (long long)(w->farthest_m / 1000), (long long)(w->farthest_m % 1000));
	buf_print(en, " (restricted %lld, own reserve %lld, pool %lld) from %lld place(s), %lld.%03lld to %lld.%03lld km away",
		  (long long)g->by_source[ALLOCATION_RESTRICTED], (long long)g->by_source[ALLOCATION_OWNED],
		  (long long)g->by_source[ALLOCATION_POOL], (long long)w->n_places,
		  (long long)(w->nearest_m / 1000), (long long)(w->nearest_m % 1000),
		  (long long)(w->farthest_m / 1000), (long long)(w->farthest_m % 1000));
}

/* Numbers of the class, where they tell why there is no more. */
static void add_class(struct buf *zh, struct buf *en, const struct allocation_class_total *c,
		      enum allocation_reason reason, int priority)
{
	if (reason == ALLOCATION_POOL_EXHAUSTED || reason == ALLOCATION_TIED) {
		buf_print(zh, "：第 %d 级 %lld 行共缺 %lld，轮到时统筹库存 %lld", priority,
			  (long long)c->n_lines, (long long)c->need, (long long)c->pool_before);
		buf_print(en, ": class %d has %lld line(s) needing %lld, the pool held %lld", priority,
			  (long long)c->n_lines, (long long)c->need, (long long)c->pool_before);
	}
	if (reason == ALLOCATION_TIED) {
		buf_print(zh, "，最后同率 %lld 行只够 %lld 行各得一包", (long long)c->n_tied, (long long)c->n_tied_served);
		buf_print(en, ", of %lld equal lines at the end %lld could get a pack",
			  (long long)c->n_tied, (long long)c->n_tied_served);
	}
}

struct allocation_words allocation_explain(struct arena *mem, const struct allocation_problem *in,
					   const struct allocation_result *result, size_t line, const char *unit_word)
{
	const struct allocation_line *l = &in->lines[line];
	const struct allocation_grant *g = &result->grants[line];
	const struct allocation_class_total *class = &result->items[l->item].classes[l->priority - 1];
	struct where where = from_where(in, result, g);
	struct buf zh = BUF(mem), en = BUF(mem);

	buf_print(&zh, "申请 %lld %s，自有 %lld，已收 %lld，缺口 %lld，分得 %lld", (long long)l->qty, unit_word,
		  (long long)l->own_stock, (long long)l->received_before, (long long)g->need, (long long)g->allocated);
	buf_print(&en, "asked %lld %s, own stock %lld, received before %lld, need %lld, got %lld", (long long)l->qty,
		  unit_word, (long long)l->own_stock, (long long)l->received_before, (long long)g->need,
		  (long long)g->allocated);
	if (g->n_legs)
		add_from_where(&zh, &en, g, &where);
	buf_print(&zh, "；%s", words[g->reason].zh);
	buf_print(&en, "; %s", words[g->reason].en);
	add_class(&zh, &en, class, g->reason, l->priority);
	return (struct allocation_words){ buf_get(&zh), buf_get(&en) };
}
