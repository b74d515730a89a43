/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/plan/plan_reading.h"
#include <ctype.h>
#include <string.h>

/* Two sentences laid over each other: what was taken out and what was put in.
 * The smallest piece is a value, a Chinese character or an English word. */
enum { PIECES_MAX = 200, ISLAND_MAX = 1 };

struct pieces { struct plan_run *at; size_t n, room; };

static size_t piece_length(const char *s)
{
	size_t n = 0;

	if ((unsigned char)*s >= 0x80) {
		for (n = 1; ((unsigned char)s[n] & 0xc0) == 0x80; )
			n++;
		return n;
	}
	if (!isalnum((unsigned char)*s))
		return 1;
	while (isalnum((unsigned char)s[n]))
		n++;
	return n;
}

static struct pieces cut(struct arena *mem, const struct reading_runs *runs)
{
	struct pieces p = { 0 };

	for (size_t i = 0; i < runs->n; i++) {
		const struct plan_run *run = &runs->at[i];

		if (run->path) {
			arena_push(mem, p.at, p.n, p.room) = *run;
			continue;
		}
		for (const char *s = run->text; *s; ) {
			size_t n = piece_length(s);

			arena_push(mem, p.at, p.n, p.room) = (struct plan_run){ .text = arena_bytes(mem, s, n) };
			s += n;
		}
	}
	return p;
}

static bool same(const struct plan_run *a, const struct plan_run *b) { return strcmp(a->text, b->text) == 0 && !a->path == !b->path; }

/* keep[j] of `new` says which piece of `old` it is, or -1: the longest common run of pieces. */
static void match(const struct pieces *old, const struct pieces *new, size_t from, size_t old_end, size_t new_end, int *keep)
{
	uint16_t best[PIECES_MAX + 1][PIECES_MAX + 1];      /* [j][i]: pieces shared by what begins there */
	size_t n = old_end - from, m = new_end - from;

	memset(best, 0, sizeof best);
	for (size_t j = m; j-- > 0; )
		for (size_t i = n; i-- > 0; )
			best[j][i] = same(&old->at[from + i], &new->at[from + j]) ? (uint16_t)(best[j + 1][i + 1] + 1)
				: best[j + 1][i] > best[j][i + 1] ? best[j + 1][i] : best[j][i + 1];
	for (size_t i = 0, j = 0; j < m; ) {
		if (i < n && same(&old->at[from + i], &new->at[from + j]))
			keep[from + j++] = (int)(from + i++);
		else if (i < n && best[j][i + 1] >= best[j + 1][i])
			i++;
		else
			keep[from + j++] = -1;
	}
}

/* What both begin and end with is the same; between, the pieces are matched, or all new where there are too many. */
static void match_all(const struct pieces *old, const struct pieces *new, int *keep)
{
	size_t from = 0, old_end = old->n, new_end = new->n;

	for (; from < old_end && from < new_end && same(&old->at[from], &new->at[from]); from++)
		keep[from] = (int)from;
	for (; old_end > from && new_end > from && same(&old->at[old_end - 1], &new->at[new_end - 1]); old_end--)
		keep[--new_end] = (int)old_end - 1;
	if (old_end - from <= PIECES_MAX && new_end - from <= PIECES_MAX)
		match(old, new, from, old_end, new_end, keep);
	else
		for (size_t j = from; j < new_end; j++)
			keep[j] = -1;
}

/* A character or two that happen to be the same between two changes do not help a reader. */
static void drown_islands(const struct pieces *old, const struct pieces *new, int *keep)
{
	for (size_t j = 0; j < new->n; ) {
		size_t end = j;
		bool value = false;

		if (keep[j] < 0) {
			j++;
			continue;
		}
		while (end < new->n && keep[end] >= 0 && (end == j || keep[end] == keep[end - 1] + 1))
			value |= new->at[end++].path != NULL;
		bool before = (j && keep[j - 1] < 0) || (j ? keep[j] > keep[j - 1] + 1 : keep[j] > 0);
		bool after = end < new->n ? keep[end] < 0 || keep[end] > keep[end - 1] + 1 : (size_t)keep[end - 1] + 1 < old->n;

		for (; before && after && !value && end - j <= ISLAND_MAX && j < end; j++)
			keep[j] = -1;
		j = end;
	}
}

static void put(struct arena *mem, struct reading_runs *out, struct plan_run piece, enum reading_mark mark)
{
	struct plan_run *last = out->n ? &out->at[out->n - 1] : NULL;

	piece.mark = mark;
	if (last && !last->path && !piece.path && last->mark == (int64_t)mark)
		last->text = arena_print(mem, "%s%s", last->text, piece.text);
	else
		arena_push(mem, out->at, out->n, out->room) = piece;
}

void reading_mark(struct arena *mem, const struct reading_runs *old, const struct reading_runs *new, struct reading_runs *ret)
{
	struct pieces a = cut(mem, old), b = cut(mem, new);
	int *keep = arena_array(mem, int, b.n + 1);
	size_t i = 0;

	match_all(&a, &b, keep);
	drown_islands(&a, &b, keep);
	for (size_t j = 0; j < b.n; j++) {
		if (keep[j] >= 0) {
			while (i < (size_t)keep[j])
				put(mem, ret, a.at[i++], MARK_DELETED);
			put(mem, ret, b.at[j], MARK_SAME);
			i++;
			continue;
		}
		/* What went out stands before what came in. */
		size_t stop = a.n;

		for (size_t k = j; k < b.n; k++)
			if (keep[k] >= 0) {
				stop = (size_t)keep[k];
				break;
			}
		while (i < stop)
			put(mem, ret, a.at[i++], MARK_DELETED);
		put(mem, ret, b.at[j], MARK_INSERTED);
	}
	while (i < a.n)
		put(mem, ret, a.at[i++], MARK_DELETED);
}
