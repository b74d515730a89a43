/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"
#include "caps/plan/plan_tree.h"
#include <ctype.h>
#include <string.h>

/* A number in the title of a rule that no value of it bears out (W29). */

/* The next number in a text: "5万" is 50000, "1.5" is 1500000 millionths. */
static const char *next_number(const char *s, const char **ret_start, __int128 *ret)
{
	static const struct { const char *word; int64_t factor; } words[] = { { "亿", 100000000 }, { "万", 10000 }, { "千", 1000 }, { "百", 100 } };

	for (; *s; s++) {
		__int128 n = 0;
		int decimals = 0, digits = 0;

		if (!isdigit((unsigned char)*s)) {
			/* A letter before it makes it a name: D2, p50. */
			if (isalpha((unsigned char)*s) || *s == '_')
				while (isalnum((unsigned char)s[1]) || s[1] == '_')
					s++;
			continue;
		}
		*ret_start = s;
		for (; isdigit((unsigned char)*s) && digits < 15; s++, digits++)
			n = n * 10 + (*s - '0');
		while (isdigit((unsigned char)*s))
			s++;
		if (*s == '.' && isdigit((unsigned char)s[1]))
			for (s++; isdigit((unsigned char)*s); s++)
				if (decimals < 6)
					n = n * 10 + (*s - '0'), decimals++;
		for (; decimals < 6; decimals++)
			n *= 10;
		for (size_t i = 0; i < sizeof words / sizeof *words; i++)
			if (strncmp(s, words[i].word, strlen(words[i].word)) == 0 && strncmp(s, "千克", strlen("千克")) != 0) {
				n *= words[i].factor;
				s += strlen(words[i].word);
			}
		*ret = n;
		return s;
	}
	return NULL;
}

static bool text_has(const char *text, __int128 wanted)
{
	const char *start;
	__int128 n;

	while ((text = next_number(text, &start, &n)))
		if (n == wanted)
			return true;
	return false;
}

static bool is_title(const char *key) { return plan_word_in("id/zh/en/source/note/reason", key, strlen(key), &(int){ 0 }); }

static bool value_has(const struct node *n, __int128 wanted, int depth)
{
	if (depth > 8)
		return false;
	if (n->kind == NODE_TEXT)
		return text_has(n->text, wanted);
	for (size_t i = 0; i < n->n; i++)
		if (n->kind == NODE_LIST ? value_has(n->items[i], wanted, depth + 1)
		    : !is_title(n->pairs[i].key) && value_has(n->pairs[i].value, wanted, depth + 1))
			return true;
	return false;
}

static void check_title(struct reader *r, const struct entry *e, const char *key)
{
	const struct node *title = node_get(e->map, key);
	const char *s = title && title->kind == NODE_TEXT ? title->text : NULL, *start;
	__int128 n;

	while (s && (s = next_number(s, &start, &n)))
		if (!value_has(e->map, n, 0))
			/* A title that came from a base is ours to put right when we changed the value. */
			complain(r, title->at.file == r->file ? title->at : e->at, CODE_W29, SAME(arena_bytes(r->mem, start, (size_t)(s - start))));
}

void plan_check_titles(struct reader *r)
{
	for (size_t i = 0; i < r->tree->n; i++) {
		const struct entry *e = &r->tree->entries[i];

		if (e->list->form == FORM_NOUN || e->origin)
			continue;
		check_title(r, e, "zh");
		check_title(r, e, "en");
	}
}
