/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/search/search.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/document/document.h"
#include "caps/place/place.h"
#include "search.sql.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

const char *const search_kind_words[] = { "document", "item", "place", "lot", NULL };
enum { DAYS_MAX = 60, LOTS_LOOKED_AT = 200, BATCH_MIN = 3, A_KIND_MAX = 6, NUMBER_MAX = 40 };

struct found { struct ctx *cx; struct search_hit *at; size_t n, room; };

static void add(struct found *f, struct search_hit hit) { arena_push(&f->cx->mem, f->at, f->n, f->room) = hit; }

static size_t count(const struct found *f, enum search_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++)
		n += f->at[i].kind == (int64_t)kind;
	return n;
}

/* Without blanks at its ends, small letters of the alphabet in capitals. */
static char *trimmed(struct ctx *cx, const char *text)
{
	char *copy = arena_text(&cx->mem, text ? text : "");
	size_t n;

	while (*copy && isspace((unsigned char)*copy))
		copy++;
	for (n = strlen(copy); n && isspace((unsigned char)copy[n - 1]); n--)
		copy[n - 1] = '\0';
	return copy;
}

static char *cased(struct ctx *cx, const char *text, int (*to)(int))
{
	char *copy = arena_text(&cx->mem, text);

	for (char *c = copy; *c; c++)
		if ((unsigned char)*c < 0x80)
			*c = (char)to((unsigned char)*c);
	return copy;
}

static const struct doc_kind *kind_of_prefix(const char *prefix)
{
	for (size_t i = 0; doc_kinds[i]; i++)
		if (text_equal(doc_kinds[i]->prefix, prefix))
			return doc_kinds[i];
	return NULL;
}

/* The document of this number, if there is one and the actor may read it. */
static enum err look_up(struct found *f, const char *number, int64_t rank)
{
	struct ctx *cx = f->cx;
	struct search_document_row *rows;
	const struct doc_kind *kind;
	char prefix[8] = "";
	size_t n, len = strcspn(number, "-");

	if (len >= sizeof prefix)
		return ERR_OK;
	memcpy(prefix, number, len);
	kind = kind_of_prefix(prefix);
	if (!kind)
		return ERR_OK;
	TRY(search_document(cx, (struct search_document_in){ .district_id = cx->district_id, .number = number,
		.actor_id = cx->actor->account_id, .perm = kind->read, .now_ms = cx->now_ms }, &rows, &n, 1));
	if (n) {
		const struct search_document_row *r = &rows[0];
		const char *way = r->from_place[0] && r->to_place[0] && !text_equal(r->from_place, r->to_place) ?
			arena_print(&cx->mem, "%s → %s", r->from_place, r->to_place) : r->to_place[0] ? r->to_place : r->from_place;

		add(f, (struct search_hit){ .kind = SEARCH_DOCUMENT, .id = r->doc_id, .rank = rank, .type = r->kind, .title = r->number,
			.subtitle = way, .state = r->state });
	}
	return ERR_OK;
}

static const char *number_for(struct ctx *cx, const struct doc_kind *kind, int64_t day, int64_t running)
{
	char date[11];

	civil_write_day(day, date);
	return arena_print(&cx->mem, "%s-%lld-%.4s%.2s%.2s-%04lld", kind->prefix, (long long)cx->district_id, date, date + 5, date + 8,
			   (long long)running);
}

/* Last digits: the days on which a kind came so far name the numbers.  Without them: the newest of the day or kind. */
static enum err find_documents(struct found *f, const char *text)
{
	struct ctx *cx = f->cx;
	struct number_read read = search_read_number(text, cx->district_id, civil_day_of(cx->now_ms));
	const struct doc_kind *kind = read.kind[0] ? kind_of_prefix(read.kind) : NULL;
	struct search_days_row *days;
	size_t n;

	if (!read.fits || (read.kind[0] && !kind))
		return ERR_OK;
	TRY(search_days(cx, (struct search_days_in){ .district_id = cx->district_id, .kind = kind ? kind->name : "", .day = read.day,
		.running = read.running > 0 ? read.running : 1, .limit = DAYS_MAX }, &days, &n, DAYS_MAX));
	for (size_t i = 0; i < n && count(f, SEARCH_DOCUMENT) < SEARCH_HITS_MAX; i++) {
		const struct doc_kind *k = doc_kind_find(days[i].kind);
		int64_t first = read.running > 0 ? read.running : days[i].last;
		int64_t last = read.running > 0 ? first : first - A_KIND_MAX + 1;

		for (int64_t r = first; k && r >= last && r >= 1; r--)
			TRY(look_up(f, number_for(cx, k, days[i].day, r), read.running > 0 ? (read.kind[0] || read.day ? 0 : 1) : 2));
	}
	return ERR_OK;
}

static enum err find_lots_like(struct found *f, const char *batch, const char *typed)
{
	struct ctx *cx = f->cx;
	struct search_lots_row *rows;
	size_t n;

	TRY(search_lots(cx, (struct search_lots_in){ .district_id = cx->district_id, .batch = batch,
		.until = arena_print(&cx->mem, "%s\xf4\x8f\xbf\xbf", batch), .most = LOTS_LOOKED_AT, .actor_id = cx->actor->account_id,
		.perm = PERM_STOCK_READ, .now_ms = cx->now_ms, .limit = A_KIND_MAX }, &rows, &n, A_KIND_MAX));
	for (size_t i = 0; i < n; i++)
		add(f, (struct search_hit){ .kind = SEARCH_LOT, .id = rows[i].lot_id, .item_id = rows[i].item_id, .expiry = rows[i].expiry_day,
			.rank = text_equal(rows[i].batch, batch) || text_equal(rows[i].batch, typed) ? 0 : 1, .type = "", .title = rows[i].batch,
			.subtitle = rows[i].item });
	return ERR_OK;
}

/* As typed, and in capitals: batches are printed so. */
static enum err find_lots(struct found *f, const char *text)
{
	const char *upper = cased(f->cx, text, toupper);

	if (strlen(text) < BATCH_MIN)
		return ERR_OK;
	TRY(find_lots_like(f, upper, text));
	return text_equal(upper, text) || count(f, SEARCH_LOT) ? ERR_OK : find_lots_like(f, text, text);
}

static enum err find_places(struct found *f, const char *exact, const char *find)
{
	struct ctx *cx = f->cx;
	struct search_places_row *rows;
	size_t n;

	TRY(search_places(cx, (struct search_places_in){ .district_id = cx->district_id, .find = find, .first = find + 1, .exact = exact,
		.today = civil_day_of(cx->now_ms), .actor_id = cx->actor->account_id, .perm = PERM_PLACE_READ, .now_ms = cx->now_ms,
		.limit = SEARCH_HITS_MAX }, &rows, &n, SEARCH_HITS_MAX));
	for (size_t i = 0; i < n; i++)
		add(f, (struct search_hit){ .kind = SEARCH_PLACE, .id = rows[i].place_id, .rank = rows[i].rank,
			.type = place_kind_words[rows[i].kind], .title = rows[i].name,
			.subtitle = rows[i].parent[0] ? arena_print(&cx->mem, "%s, %s", rows[i].parent, rows[i].code) : rows[i].code });
	return ERR_OK;
}

/* The catalogue is the district's: whoever may read items somewhere reads all. */
static bool may_read_items(const struct ctx *cx)
{
	for (size_t i = 0; i < cx->actor->n_rights; i++) {
		const struct right *r = &cx->actor->rights[i];

		if (r->perm == PERM_ITEM_READ && r->from_ms <= cx->now_ms && cx->now_ms < r->until_ms)
			return true;
	}
	return false;
}

static enum err find_items(struct found *f, const char *exact, const char *find)
{
	struct ctx *cx = f->cx;
	struct search_items_row *rows;
	size_t n;

	if (!may_read_items(cx))
		return ERR_OK;
	TRY(search_items(cx, (struct search_items_in){ .district_id = cx->district_id, .find = find, .first = find + 1, .exact = exact,
		.limit = SEARCH_HITS_MAX }, &rows, &n, SEARCH_HITS_MAX));
	for (size_t i = 0; i < n; i++)
		add(f, (struct search_hit){ .kind = SEARCH_ITEM, .id = rows[i].item_id, .rank = rows[i].rank, .type = "", .title = rows[i].zh,
			.subtitle = rows[i].code });
	return ERR_OK;
}

/* What was meant first; of each kind at most half, unless the others leave room. */
static void choose(const struct found *f, struct search_hit *to, size_t *ret_n)
{
	size_t taken[SEARCH_KINDS] = { 0 };
	bool *used = arena_array(&f->cx->mem, bool, f->n + 1);

	*ret_n = 0;
	for (int round = 0; round < 2; round++)
		for (int64_t rank = 0; rank <= 2; rank++)
			for (size_t i = 0; i < f->n && *ret_n < SEARCH_HITS_MAX; i++) {
				if (used[i] || f->at[i].rank != rank || (!round && taken[f->at[i].kind] == A_KIND_MAX))
					continue;
				used[i] = true;
				taken[f->at[i].kind]++;
				to[(*ret_n)++] = f->at[i];
			}
}

enum err search(struct ctx *cx, const char *typed, struct search_hit **ret, size_t *ret_n)
{
	struct found f = { .cx = cx };
	const char *text = trimmed(cx, typed), *lower, *find;

	if (!text[0] || text_length(text) > SEARCH_TEXT_MAX)
		return fail(cx, ERR_BAD_INPUT, "q", "请输入 1 至 %d 个字：单号（可只输末几位）、批号、单位或仓库名、物资名称或编码",
			    "type 1 to %d characters: a number (or its last digits), a batch, the name of a unit or warehouse, an item's name or code",
			    SEARCH_TEXT_MAX);
	lower = cased(cx, text, tolower);
	find = check_like(&cx->mem, text);
	TRY(find_documents(&f, text));
	TRY(find_items(&f, lower, find));
	TRY(find_places(&f, lower, find));
	TRY(find_lots(&f, text));
	*ret = arena_array(&cx->mem, struct search_hit, SEARCH_HITS_MAX);
	choose(&f, *ret, ret_n);
	return ERR_OK;
}
