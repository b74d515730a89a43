/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/jielong_list.h"
#include <stdio.h>
#include <string.h>

enum { JOINED_MAX = 3000, LISTS_AT_ONCE = 50, TITLE_LINES = 40, KEPT_MAX = 256 << 20 };             /* bytes of an entry with all its lines; copies between two of one list */

/* A line in short, kept while the copies are compared. */
struct brief {
	size_t   at;
	uint32_t n, number, copy, of, next_more;      /* next_more: the next line of the same entry, 0 none */
	uint64_t text, key, goods;                    /* of what is written behind the number; of address or person; of both and the goods */
	const struct jielong_line *read;              /* of an order, as long as there is room for it: only the items in use */
	uint8_t  action, why, confidence;
	bool     address, older, more, quoted, gone, mark, speaks;
};

struct copy { uint32_t header, first, last, newer, newest, entries, top; uint64_t title; bool named, numbered; };       /* lines first..last; newer 0: none */

/* Keys to line numbers, open addressing; a key is never 0. */
struct slot { uint64_t key; uint32_t line, lost; };
struct slots { struct slot *at; uint32_t mask; };

struct work { size_t kept; struct arena *mem; const char *text; struct brief *line; uint32_t n_lines; struct copy *copy; uint32_t n_copies; };

static struct slots slots_new(struct arena *mem, uint32_t n)
{
	uint32_t room = 16;

	while (room < n * 2)
		room *= 2;
	return (struct slots){ arena_new(mem, room * sizeof(struct slot)), room - 1 };
}

/* The slot of a key, empty (line 0) when it was not put yet. */
static struct slot *slot_of(struct slots *s, uint64_t key)
{
	uint32_t i = (uint32_t)(key ^ key >> 32) & s->mask;

	key |= 1;
	while (s->at[i].key && s->at[i].key != key)
		i = (i + 1) & s->mask;
	s->at[i].key = key;
	return &s->at[i];
}

static uint64_t mix(uint64_t h, const void *bytes, size_t n)
{
	const unsigned char *at = bytes;

	for (size_t i = 0; i < n; i++)
		h = (h ^ at[i]) * UINT64_C(0x100000001b3);
	return h ^ h >> 29;
}

/* The text without spaces and without the number in front, so that a copy made by hand stays the same. */
static uint64_t text_key(const char *at, size_t n)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);
	size_t i = 0;

	while (i < n && (at[i] == ' ' || at[i] == '\t'))
		i++;
	while (i < n && at[i] >= '0' && at[i] <= '9')
		i++;
	while (i < n && (at[i] == ' ' || at[i] == '.' || at[i] == ')'))
		i++;
	for (; i < n; i++)
		if (at[i] != ' ' && at[i] != '\t' && at[i] != '\r')
			h = mix(h, at + i, 1);
	return h;
}

static uint64_t who_key(const struct jielong_line *l, uint64_t text)
{
	uint64_t h = UINT64_C(0x9ae16a3b2f90404f);

	if (l->n_addresses) {
		for (int i = 0; i < l->n_addresses; i++) {
			h = mix(h, l->address[i].building, strlen(l->address[i].building) + 1);
			h = mix(h, l->address[i].unit, strlen(l->address[i].unit) + 1);
			h = mix(h, l->address[i].room, strlen(l->address[i].room) + 1);
		}
		return h;
	}
	if (l->name[0] || l->phone[0])
		return mix(mix(h, l->name, strlen(l->name) + 1), l->phone, strlen(l->phone) + 1);
	return text;
}

static bool is_list_mark(const char *at, size_t n)
{
	static const char *const marks[] = { "#接龙", "# 接龙", "＃接龙", "#Group Note", "接龙" };

	while (n && (*at == ' ' || *at == '\t'))
		at++, n--;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		size_t m = strlen(marks[i]);

		if (n >= m && !memcmp(at, marks[i], m) && (marks[i][0] != "接"[0] || n <= m + 2))
			return true;
	}
	return false;
}

static bool is_dashes(const char *at, size_t n)
{
	int dashes = 0;

	for (size_t i = 0; i < n; i++) {
		if (at[i] == '-')
			dashes++;
		else if (at[i] != ' ' && at[i] != '\r')
			return false;
	}
	return dashes >= 5;
}

static void split(struct work *w, size_t n)
{
	uint32_t room = 1;

	for (size_t i = 0; i < n; i++)
		room += w->text[i] == '\n';
	w->line = arena_new(w->mem, (room + 1) * sizeof *w->line);
	for (size_t at = 0; at < n; ) {
		const char *end = memchr(w->text + at, '\n', n - at);
		size_t stop = end ? (size_t)(end - w->text) : n, length = stop - at;
		struct brief *b = &w->line[++w->n_lines];

		if (length && w->text[stop - 1] == '\r')
			length--;
		b->at = at;
		b->n = (uint32_t)length;
		at = stop + 1;
	}
}

static void brief_of(struct work *w, struct brief *b)
{
	struct jielong_line l;
	const char *at = w->text + b->at;

	jielong_read(at, b->n, &l);
	b->number = (uint32_t)l.number;
	b->action = (uint8_t)l.action;
	b->why = (uint8_t)l.why;
	b->address = l.n_addresses > 0;
	b->text = text_key(at, b->n < 4096 ? b->n : 4096);
	b->key = who_key(&l, b->text);
	b->goods = b->key;
	for (int i = 0; i < l.n_items; i++)
		b->goods = mix(b->goods, l.item[i].name, strlen(l.item[i].name) + 1);
	b->confidence = (uint8_t)l.confidence;
	b->mark = is_list_mark(at, b->n);
	if (l.action != JIELONG_IGNORE && w->kept < KEPT_MAX) {
		size_t n = offsetof(struct jielong_line, item) + (size_t)l.n_items * sizeof *l.item;
		struct jielong_line *copy = arena_new(w->mem, n);

		memcpy(copy, &l, n);
		b->read = copy;
		w->kept += n;
	}
	b->speaks = l.speaks;
}

static bool is_order(const struct brief *b) { return b->action != JIELONG_IGNORE; }
static bool is_head(const struct brief *b) { return b->action == JIELONG_IGNORE && (b->why == JIELONG_HEADER || b->why == JIELONG_EXAMPLE || b->why == JIELONG_NOTICE); }

/* 「...」 and the dashes below it: what somebody else had said. */
static void mark_quotes(struct work *w)
{
	for (uint32_t i = 2; i <= w->n_lines; i++) {
		uint32_t from = i - 1;

		if (!is_dashes(w->text + w->line[i].at, w->line[i].n))
			continue;
		while (from > 1 && i - from < 200 && memcmp(w->text + w->line[from].at, "「", w->line[from].n < 3 ? w->line[from].n : 3))
			from--;
		if (w->line[from].n < 3 || memcmp(w->text + w->line[from].at, "「", 3))
			continue;
		for (; from < i; from++)
			w->line[from].quoted = true;
	}
}

/* Does a new copy of a list begin here?  With its mark, with a title over a new number 1, or with number 1 itself. */
static bool begins_copy(const struct work *w, uint32_t i, const struct copy *now, uint32_t last_number)
{
	const struct brief *b = &w->line[i];

	if (b->quoted || !now)
		return !now;
	if (b->mark)
		return now->entries || w->line[now->header].mark;
	if (!now->entries)
		return false;
	if (b->number == 1 && last_number >= 1 && b->action != JIELONG_CHANGE && b->action != JIELONG_CANCEL)
		return !(i > 1 && is_head(&w->line[i - 1]) && w->line[i - 1].copy > now->header);
	if (!is_head(b) || b->number)
		return false;
	for (uint32_t k = i + 1; k <= w->n_lines && k < i + 12; k++) {      /* a title: number 1 comes before anything else */
		if (w->line[k].mark)
			return false;
		if (w->line[k].number)
			return w->line[k].number == 1;
		if (is_order(&w->line[k]))
			return false;
	}
	return false;
}

/* Behind #接龙 stand the title and what is on sale, up to the first entry with a number: no orders, whatever they look like. */
static void mark_titles(struct work *w, uint32_t mark)
{
	uint32_t entry = mark + 1;

	while (entry <= w->n_lines && entry <= mark + TITLE_LINES && !w->line[entry].mark && !(w->line[entry].number && is_order(&w->line[entry]) && (w->line[entry].address || w->line[entry].number > 1)))
		entry++;
	if (entry > w->n_lines || !w->line[entry].number || w->line[entry].mark)
		return;
	for (uint32_t i = mark + 1; i < entry; i++)
		if (!w->line[i].number && (is_order(&w->line[i]) ? !w->line[i].address : w->line[i].why == JIELONG_CHAT)) {
			w->line[i].action = JIELONG_IGNORE;
			w->line[i].why = JIELONG_HEADER;
			w->line[i].confidence = 80;
		}
}

static void find_copies(struct work *w)
{
	struct copy *now = NULL;
	uint32_t last_number = 0, room = 0;

	for (uint32_t i = 1; i <= w->n_lines; i++) {
		struct brief *b = &w->line[i];

		if (begins_copy(w, i, now, last_number)) {
			if (w->n_copies + 1 >= room) {
				struct copy *more = arena_new(w->mem, (room * 2 + 16) * sizeof *more);

				if (room)
					memcpy(more, w->copy, room * sizeof *more);
				w->copy = more;
				room = room * 2 + 16;
			}
			now = &w->copy[++w->n_copies];
			*now = (struct copy){ .header = i, .first = i, .title = UINT64_C(0xcbf29ce484222325) };
			last_number = 0;
			if (b->mark)
				mark_titles(w, i);
		}
		b->copy = w->n_copies;
		now->last = i;
		if (is_order(b) && !b->quoted)
			now->entries++;
		if (!now->entries && !b->mark && b->n && b->why != JIELONG_EXAMPLE && b->why != JIELONG_EMPTY && now->top < 2) {
			now->title = mix(now->title, &b->text, sizeof b->text);
			now->named = true;
			now->top++;
		}
		now->numbered = now->numbered || (b->number && is_order(b));
		last_number = b->number ? b->number : last_number;
	}
}

/* Lines without a number behind an entry: more of it, unless they say something of their own. */
static void find_more(struct work *w)
{
	uint32_t entry = 0, tail = 0;

	for (uint32_t i = 1; i <= w->n_lines; i++) {
		struct brief *b = &w->line[i];
		bool before_next = false;

		if (b->number && is_order(b)) {
			entry = tail = i;
			continue;
		}
		if (!entry || b->quoted || b->number || b->mark || b->copy != w->line[entry].copy || b->why == JIELONG_EMPTY || is_head(b)) {
			entry = b->why == JIELONG_EMPTY && !b->quoted ? entry : 0;
			if (b->why == JIELONG_EMPTY)
				entry = 0;
			continue;
		}
		for (uint32_t k = i + 1; k <= w->n_lines && k < i + 6 && !before_next; k++) {
			if (w->line[k].why == JIELONG_EMPTY || is_head(&w->line[k]) || w->line[k].mark)
				break;
			before_next = w->line[k].number == w->line[entry].number + 1;
		}
		if ((is_order(b) && b->address) || b->why == JIELONG_QUESTION || b->why == JIELONG_REPORT || b->why == JIELONG_TOO_LONG
		    || (is_order(b) && (b->action != JIELONG_ADD) && !before_next) || (!is_order(b) && !before_next && b->n > 36)) {
			entry = 0;
			continue;
		}
		if (!before_next && b->speaks) {
			entry = 0;
			continue;
		}
		b->more = true;
		b->of = entry;
		w->line[tail].next_more = i;
		tail = i;
	}
}

/* How many of a's orders stand in b: word for word, or at least the same door with the same goods. */
static uint32_t in_common(struct arena *mem, const struct work *w, const struct copy *a, const struct copy *b, bool words)
{
	struct slots texts = slots_new(mem, a->entries + b->entries);
	uint32_t n = 0;

	for (uint32_t i = b->first; i <= b->last; i++)
		if (is_order(&w->line[i]))
			slot_of(&texts, words ? w->line[i].text : w->line[i].goods)->line = i;
	for (uint32_t i = a->first; i <= a->last; i++)
		n += is_order(&w->line[i]) && slot_of(&texts, words ? w->line[i].text : w->line[i].goods)->line;
	return n;
}

static bool same_list(struct arena *mem, const struct work *w, const struct copy *older, const struct copy *newer, bool near)
{
	uint32_t common, less = older->entries < newer->entries ? older->entries : newer->entries;

	if (!less)
		return false;
	if (older->named && newer->named && older->title == newer->title)
		return true;
	if (!near)
		return false;
	common = in_common(mem, w, older, newer, older->named && newer->named);
	if (older->named && newer->named)
		return less >= 3 && common * 10 >= less * 9;
	return common * 2 >= less;
}

/* For each copy the next newer one of its list, and the newest. */
static void find_newer(struct work *w)
{
	struct arena scratch = { 0 };

	for (uint32_t c = w->n_copies; c >= 1; c--) {
		struct copy *now = &w->copy[c];

		now->newest = c;
		for (uint32_t d = c + 1; d <= w->n_copies && d <= c + LISTS_AT_ONCE && !now->newer; d++)
			if (same_list(&scratch, w, now, &w->copy[d], d <= c + 3)) {
				now->newer = d;
				now->newest = w->copy[d].newest;
			}
		arena_reset(&scratch);
	}
}

/* From the newest copy back: what a key became.  slot.line is its newest line, slot.lost the header that first lacks it. */
static void age(struct work *w)
{
	struct slots keys = slots_new(w->mem, w->n_lines + 1);
	struct slots here = slots_new(w->mem, w->n_lines + 1);

	for (uint32_t c = w->n_copies; c >= 1; c--) {
		const struct copy *now = &w->copy[c];
		uint64_t list = now->newest * UINT64_C(0x9e3779b97f4a7c15);

		for (uint32_t i = now->last; i >= now->first && i; i--) {
			struct brief *b = &w->line[i];
			struct slot *s;

			b->older = now->newer && !(is_order(b) && now->numbered && !b->number && !b->more);      /* said beside the list: it stands */
			if (b->more || b->quoted || !b->older)
				continue;
			if (!is_order(b)) {
				b->of = b->why == JIELONG_EMPTY ? 0 : w->copy[now->newest].header;
				continue;
			}
			s = slot_of(&keys, b->key ^ list);
			b->of = s->line ? (s->lost ? s->lost : s->line) : w->copy[now->newer].header;
			if (!s->line && !slot_of(&here, b->key ^ list ^ c * UINT64_C(0xc2b2ae3d27d4eb4f))->line)
				b->gone = b->action != JIELONG_CANCEL;
			slot_of(&here, b->key ^ list ^ c * UINT64_C(0xc2b2ae3d27d4eb4f))->line = i;
		}
		for (uint32_t i = now->first; i <= now->last; i++) {
			const struct brief *b = &w->line[i];
			struct slot *s = is_order(b) && !b->more && !b->quoted && (b->number || !now->numbered) ? slot_of(&keys, b->key ^ list) : NULL;

			if (s && !s->line)
				*s = (struct slot){ s->key, i, now->newer ? w->copy[now->newer].header : 0 };
		}
	}
}

/* An entry with the lines that belong to it, in one. */
static void join(const struct work *w, uint32_t i, char room[static JOINED_MAX], struct jielong_verdict *v)
{
	size_t n = 0;

	v->text = w->text + w->line[i].at;
	v->n = w->line[i].n;
	if (!w->line[i].next_more || v->n >= JOINED_MAX)
		return;
	for (uint32_t k = i; k; k = w->line[k].next_more) {
		if (n + w->line[k].n + 1 >= JOINED_MAX)
			break;
		if (n)
			room[n++] = ' ';
		memcpy(room + n, w->text + w->line[k].at, w->line[k].n);
		n += w->line[k].n;
	}
	v->text = room;
	v->n = n;
}

static void tell_line(const struct work *w, uint32_t i, bool alone, void (*see)(void *own, const struct jielong_verdict *v), void *own)
{
	const struct brief *b = &w->line[i];
	struct jielong_verdict v = { .line = i, .of = b->of, .older = b->older, .more = b->more, .quoted = b->quoted };
	char room[JOINED_MAX];

	v.text = w->text + b->at;
	v.n = b->n;
	if (alone || (is_order(b) && !b->more && !b->quoted && !b->older)) {
		join(w, i, room, &v);
		if (b->read && !b->next_more)
			memcpy(&v.read, b->read, offsetof(struct jielong_line, item) + (size_t)b->read->n_items * sizeof *v.read.item);
		else
			jielong_read(v.text, v.n, &v.read);
	} else {
		v.read.number = (int)b->number;
		v.read.why = b->more ? JIELONG_MORE : b->quoted ? JIELONG_QUOTED : b->older ? JIELONG_OLDER : b->why;
		v.read.confidence = b->confidence;
	}
	see(own, &v);
}

/* What vanished, behind the header that lacks it first. */
static void tell_lost(const struct work *w, uint32_t i, void (*see)(void *own, const struct jielong_verdict *v), void *own)
{
	struct jielong_verdict v = { .line = w->line[i].of, .of = i, .vanished = true };
	char room[JOINED_MAX];

	join(w, i, room, &v);
	jielong_read(v.text, v.n, &v.read);
	v.read.action = JIELONG_CANCEL;
	v.read.why = JIELONG_VANISHED;
	v.read.confidence = v.read.n_addresses ? 80 : 50;
	v.read.n_items = 0;
	v.read.remark[0] = '\0';
	see(own, &v);
}

/* The lost entries by the header they are told behind: a chain for each line. */
static void chain_lost(const struct work *w, uint32_t *first, uint32_t *next)
{
	for (uint32_t i = w->n_lines; i >= 1; i--)
		if (w->line[i].gone) {
			next[i] = first[w->line[i].of];
			first[w->line[i].of] = i;
		}
}

void jielong_list(struct arena *mem, const char *text, size_t n, bool alone, void (*see)(void *own, const struct jielong_verdict *v), void *own)
{
	struct work w = { .mem = mem, .text = text };
	uint32_t *first, *next;

	split(&w, n);
	first = arena_new(mem, (w.n_lines + 1) * sizeof *first);
	next = arena_new(mem, (w.n_lines + 1) * sizeof *next);
	if (!alone) {
		for (uint32_t i = 1; i <= w.n_lines; i++)
			brief_of(&w, &w.line[i]);
		mark_quotes(&w);
		find_copies(&w);
		find_more(&w);
		find_newer(&w);
		age(&w);
		chain_lost(&w, first, next);
	}
	for (uint32_t i = 1; i <= w.n_lines; i++) {
		tell_line(&w, i, alone, see, own);
		for (uint32_t k = first[i]; k; k = next[k])
			tell_lost(&w, k, see, own);
	}
}
