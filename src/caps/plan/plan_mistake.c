/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"
#include "base/text.h"
#include "caps/plan/plan_tree.h"
#include <stdlib.h>
#include <string.h>

static const struct { const char *name, *found_zh, *expected_zh, *found_en, *expected_en; } codes[] = {
#define CODE(code, found_zh, expected_zh, found_en, expected_en) { #code, found_zh, expected_zh, found_en, expected_en },
#include "caps/plan/plan_codes.def"
#undef CODE
};

/* More than this nobody reads; the file is refused anyway. */
enum { MISTAKES_MAX = 500, GAP_MAX = 120 };

const char *plan_code_name(enum plan_code code) { return codes[code].name; }

/* What stands in a gap comes from the file: kept short and free of line breaks
 * and of ": ", which separates found from expected. */
static void fill_gap(struct buf *b, const char *text)
{
	size_t shown = 0;

	for (; *text && shown < GAP_MAX; text++) {
		if (text[0] == ':' && text[1] == ' ') {
			buf_text(b, "：");
			text++;
		} else {
			buf_char(b, *text == '\n' || *text == '\r' ? ' ' : *text);
		}
		shown += ((unsigned char)*text >> 6) != 2;
	}
	while (((unsigned char)*text >> 6) == 2)
		buf_char(b, *text++);
	if (*text)
		buf_text(b, "…");
}

static const char *fill(struct arena *mem, const char *sentence, const struct say gaps[4], bool english)
{
	struct buf b = BUF(mem);

	for (const char *s = sentence; *s; s++) {
		if (s[0] == '{' && s[1] >= '1' && s[1] <= '4' && s[2] == '}') {
			const struct say *gap = &gaps[s[1] - '1'];
			const char *text = english ? gap->en : gap->zh;

			fill_gap(&b, text ? text : "");
			s += 2;
		} else {
			buf_char(&b, *s);
		}
	}
	return buf_get(&b);
}

void complain_at(struct reader *r, struct mark at, enum plan_code code, const struct say gaps[4])
{
	struct plan_mistakes *out = r->out;
	bool warning = codes[code].name[0] == 'W';

	out->errors += !warning;
	if (out->n >= MISTAKES_MAX)
		return;
	arena_push(r->mem, out->at, out->n, out->room) = (struct plan_mistake){
		.file = at.file, .line = at.line, .column = at.column, .code = codes[code].name, .warning = warning,
		.found_zh = fill(r->mem, codes[code].found_zh, gaps, false), .found_en = fill(r->mem, codes[code].found_en, gaps, true),
		.expected_zh = fill(r->mem, codes[code].expected_zh, gaps, false),
		.expected_en = fill(r->mem, codes[code].expected_en, gaps, true) };
}

static int by_place(const void *left, const void *right)
{
	const struct plan_mistake *a = left, *b = right;
	int order = strcmp(a->file, b->file);

	if (!order)
		order = (a->line > b->line) - (a->line < b->line);
	if (!order)
		order = (a->column > b->column) - (a->column < b->column);
	if (!order)
		order = strcmp(a->code, b->code);
	return order ? order : strcmp(a->found_en, b->found_en);
}

/* Sorted by place, each said once: two checks may notice the same thing. */
void plan_mistakes_sort(struct plan_mistakes *all)
{
	size_t kept = 0;

	if (!all->n)
		return;
	qsort(all->at, all->n, sizeof *all->at, by_place);
	for (size_t i = 0; i < all->n; i++)
		if (!kept || by_place(&all->at[kept - 1], &all->at[i]) != 0)
			all->at[kept++] = all->at[i];
	all->n = kept;
}

const char *plan_mistake_line(struct arena *mem, const struct plan_mistakes *all, size_t i)
{
	const struct plan_mistake *m = &all->at[i];
	const char *word = m->warning ? "warning" : "error";

	if (all->english_first)
		return arena_print(mem, "%s:%d:%d: %s %s %s / %s: %s / %s", m->file, m->line, m->column, word, m->code,
				   m->found_en, m->found_zh, m->expected_en, m->expected_zh);
	return arena_print(mem, "%s:%d:%d: %s %s %s / %s: %s / %s", m->file, m->line, m->column, word, m->code,
			   m->found_zh, m->found_en, m->expected_zh, m->expected_en);
}

void nearest_try(struct nearest *n, const char *candidate)
{
	int distance = text_distance(n->word, candidate);

	if (!n->best || distance < n->distance) {
		n->best = candidate;
		n->distance = distance;
	}
}

/* Near is: at most a third of the letters differ (at least two may). */
struct say nearest_say(struct reader *r, const struct nearest *n, struct say otherwise)
{
	int most = (int)strlen(n->word) / 3;

	if (!n->best || n->distance > (most < 2 ? 2 : most) || n->distance >= (int)strlen(n->word))
		return otherwise;
	return SAY(arena_print(r->mem, "是否指 %s", n->best), arena_print(r->mem, "perhaps \"%s\"", n->best));
}
