/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/place/place_internal.h"
#include "base/check.h"
#include "base/map.h"
#include <string.h>

/* Many places at once.  Parents may stand anywhere in the list: a row waits on
 * a stack until its parent is in. */
struct batch {
	struct ctx             *cx;
	const struct place_row *rows;
	size_t                  n;
	bool                    replace;
	struct place           *done;         /* by row; place_id 0: not yet */
	struct map              row_of;       /* code -> row of the list */
	struct map              known_at;     /* code -> known[], parents that were there before */
	struct place           *known;
	size_t                  n_known, known_room;
	struct map              may;          /* path of a parent -> 1 when the actor may edit below it, 0: buildings only */
	int64_t                 created, changed;
};

static enum err index_rows(struct batch *b)
{
	b->row_of = MAP(&b->cx->mem);
	for (size_t i = 0; i < b->n; i++) {
		const char *code = b->rows[i].facts.code;
		int64_t other;

		TRY(check_code(b->cx, check_field(&b->cx->mem, (int64_t)i, "code"), code));
		if (map_get(&b->row_of, code, &other))
			return fail(b->cx, ERR_CONFLICT, check_field(&b->cx->mem, (int64_t)i, "code"),
				    "代码“%s”在第 %lld 条已出现", "the code '%s' stands in entry %lld already", code, (long long)other + 1);
		map_put(&b->row_of, code, (int64_t)i);
	}
	return ERR_OK;
}

/* Code of the parent a row names; areas name it by their own code. */
static const char *parent_code(struct batch *b, const struct place_row *row)
{
	enum place_kind kind;
	char above[13];

	if (row->parent_code && row->parent_code[0])
		return row->parent_code;
	if (row->facts.parent_id || row->facts.kind == PLACE_DISTRICT)
		return NULL;
	if (place_area_code(row->facts.code, &kind, above) && kind != PLACE_DISTRICT)
		return arena_text(&b->cx->mem, above);
	return NULL;
}

static enum err find_known(struct batch *b, int64_t row, const char *code, const struct place **ret)
{
	struct place place;
	int64_t at;
	enum err e;

	if (!map_get(&b->known_at, code, &at)) {
		e = place_by_code(b->cx, code, &place);
		if (e == ERR_NOT_FOUND)
			return fail(b->cx, ERR_BAD_INPUT, check_field(&b->cx->mem, row, "parent"),
				    "上级“%.60s”既不在本表中，也未登记", "the parent '%.60s' is neither in this list nor registered", code);
		TRY(e);
		at = (int64_t)b->n_known;
		arena_push(&b->cx->mem, b->known, b->n_known, b->known_room) = place;
		map_put(&b->known_at, place.code, at);
	}
	*ret = &b->known[at];
	return ERR_OK;
}

static enum err check_scope(struct batch *b, int64_t row, int64_t kind, const char *path)
{
	int64_t yes;

	if (map_get(&b->may, path, &yes) && (yes || kind == PLACE_BUILDING))
		return ERR_OK;
	if (!place_may_edit(b->cx, kind, path))
		return fail(b->cx, ERR_FORBIDDEN, check_field(&b->cx->mem, row, "parent"), "无权在该上级之下登记地点",
			    "this account may not register places below that parent");
	map_put(&b->may, path, ctx_may(b->cx, PERM_PLACE_EDIT, path));
	return ERR_OK;
}

/* Writes row i, whose parent (if any) is known. */
static enum err put_row(struct batch *b, size_t i, const struct place *parent)
{
	struct place_facts facts = b->rows[i].facts;
	struct place *done = &b->done[i], old;
	bool added, changed;

	TRY(check_scope(b, (int64_t)i, facts.kind, parent ? parent->path : "/"));
	TRY(place_check(b->cx, (int64_t)i, &facts, parent));
	*done = (struct place){ .kind = facts.kind, .code = facts.code, .name = facts.name };
	TRY(place_add(b->cx, &facts, parent ? parent->place_id : 0, parent ? parent->path : "/", &done->place_id,
		      &done->path, &added));
	b->created += added;
	if (added)
		return place_need_kind(b->cx, (int64_t)i, "", facts.unit_kind);
	if (!b->replace)
		return fail(b->cx, ERR_CONFLICT, check_field(&b->cx->mem, (int64_t)i, "code"), "代码“%s”已被使用",
			    "the code '%s' is taken", facts.code);
	TRY(place_by_code(b->cx, facts.code, &old));
	if (old.kind != facts.kind || old.parent_id != (parent ? parent->place_id : 0))
		return fail(b->cx, ERR_BLOCKED, check_field(&b->cx->mem, (int64_t)i, "parent"),
			    "“%s”已登记在别处或为别的类别；类别和上级不能改", "'%s' is registered elsewhere or as another kind; neither can change",
			    facts.code);
	TRY(place_put(b->cx, (int64_t)i, &old, 0, &facts, &changed));
	b->changed += changed;
	*done = old;
	return ERR_OK;
}

/* The parent of row i when it is settled; *ret_wait is the row to do first. */
static enum err settle_parent(struct batch *b, size_t i, const struct place **ret, int64_t *ret_wait)
{
	const char *code = parent_code(b, &b->rows[i]);
	struct place place;
	int64_t row;

	*ret = NULL;
	*ret_wait = NO_ROW;
	if (!code && b->rows[i].facts.parent_id) {
		TRY(place_get(b->cx, b->rows[i].facts.parent_id, &place));
		code = place.code;
	}
	if (!code)
		return ERR_OK;
	if (!map_get(&b->row_of, code, &row))
		return find_known(b, (int64_t)i, code, ret);
	if (!b->done[row].place_id)
		*ret_wait = row;
	*ret = &b->done[row];
	return ERR_OK;
}

static enum err put_with_parents(struct batch *b, size_t first)
{
	size_t waiting[PLACE_DEPTH_MAX + 1], n = 0;

	waiting[n++] = first;
	while (n) {
		size_t i = waiting[n - 1];
		const struct place *parent;
		int64_t wait;

		TRY(settle_parent(b, i, &parent, &wait));
		if (wait == NO_ROW) {
			TRY(put_row(b, i, parent));
			n--;
		} else if (n == sizeof waiting / sizeof *waiting) {
			return fail(b->cx, ERR_BAD_INPUT, check_field(&b->cx->mem, (int64_t)first, "parent"),
				    "上级关系绕成了圈，或超过 %d 层", "the parents form a circle or go deeper than %d levels", PLACE_DEPTH_MAX);
		} else {
			waiting[n++] = (size_t)wait;
		}
	}
	return ERR_OK;
}

enum err place_create_many(struct ctx *cx, const struct place_row *rows, size_t n, bool replace,
			   int64_t *ret_created, int64_t *ret_changed)
{
	struct batch b = { .cx = cx, .rows = rows, .n = n, .replace = replace, .known_at = MAP(&cx->mem), .may = MAP(&cx->mem) };

	if (n > PLACE_BATCH_MAX)
		return fail(cx, ERR_TOO_LARGE, NULL, "一次最多 %d 条，实有 %zu 条", "at most %d entries at once, not %zu", PLACE_BATCH_MAX, n);
	TRY(index_rows(&b));
	b.done = arena_array(&cx->mem, struct place, n + 1);
	for (size_t i = 0; i < n; i++)
		if (!b.done[i].place_id)
			TRY(put_with_parents(&b, i));
	*ret_created = b.created;
	*ret_changed = b.changed;
	return ERR_OK;
}
