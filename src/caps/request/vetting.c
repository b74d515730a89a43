/* SPDX-License-Identifier: Apache-2.0 */
/* Several requests decided in one go, and what that would come to. */
#include "caps/request/table.h"
#include "base/map.h"
#include "base/text.h"
#include "store/store.h"
#include <string.h>

const char *const request_verb_words[] = { "vet", "refuse", "set_aside", "leave", NULL };

static enum err check_acts(struct ctx *cx, const struct request_act *acts, size_t n)
{
	struct map seen = MAP(&cx->mem);

	if (!n || n > REQUEST_ACTS_MAX)
		return fail(cx, ERR_BAD_INPUT, "acts", "一次办 1 到 %d 单，现有 %zu 单", "decide 1 to %d requests at once, these are %zu",
			    REQUEST_ACTS_MAX, n);
	for (size_t i = 0; i < n; i++) {
		const char *key = arena_print(&cx->mem, "%lld", (long long)acts[i].doc_id);
		int64_t at;

		if (map_get(&seen, key, &at))
			return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "acts[%zu].doc_id", i), "第 %zu 项与第 %lld 项是同一张需求单",
				    "entry %zu is the same request as entry %lld", i + 1, (long long)at + 1);
		map_put(&seen, key, (int64_t)i);
	}
	return ERR_OK;
}

static int64_t amount_of(const struct request_act *act, const struct request_row_line *line)
{
	for (size_t i = 0; i < act->n_amounts; i++)
		if (act->amounts[i].line_no == line->line_no)
			return act->amounts[i].qty;
	return line->can > 0 ? line->can : 0;
}

static struct request_effect_item *item_of(struct ctx *cx, struct request_effect *e, size_t *room, const struct request_row_line *line)
{
	for (size_t i = 0; i < e->n_items; i++)
		if (e->items[i].item_id == line->item_id)
			return &e->items[i];
	arena_push(&cx->mem, e->items, e->n_items, *room) = (struct request_effect_item){ .item_id = line->item_id,
		.available = line->available, .zh = line->item_zh, .en = line->item_en, .unit = line->unit };
	return &e->items[e->n_items - 1];
}

enum err request_effect(struct ctx *cx, const struct request_act *acts, size_t n, struct request_effect *ret)
{
	struct checker *k;
	size_t room = 0;

	TRY(check_acts(cx, acts, n));
	TRY(checker_new(cx, &k));
	*ret = (struct request_effect){ .rows = arena_array(&cx->mem, struct request_row, n + 1), .n_rows = n };
	for (size_t i = 0; i < n; i++) {
		struct request_row *row = &ret->rows[i];

		TRY(request_row_get(cx, acts[i].doc_id, row));
		TRY(checker_look(k, row));
		for (size_t l = 0; l < row->n_lines_here; l++)
			if (row->stage == 1 || row->stage == 2)
				item_of(cx, ret, &room, &row->lines[l])->vetted += acts[i].verb == ACT_VET ? amount_of(&acts[i], &row->lines[l]) : 0;
	}
	for (size_t i = 0; i < ret->n_items; i++)
		ret->items[i].left = ret->items[i].available - ret->items[i].vetted;
	return ERR_OK;
}

static enum err decide_one(struct ctx *cx, const struct request_act *act, struct doc_moved *moved, struct request_done *ret)
{
	struct doc_part *parts = arena_array(&cx->mem, struct doc_part, act->n_amounts + 1);
	struct doc doc;
	size_t n = 0;

	TRY(document_see(cx, act->doc_id, &doc));
	if (!text_equal(doc.kind, "request"))
		return fail(cx, ERR_NOT_FOUND, "doc_id", "没有编号为 %lld 的需求单", "there is no request %lld", (long long)act->doc_id);
	ret->number = doc.number;
	for (size_t i = 0; i < act->n_amounts && act->verb == ACT_VET; i++)
		if (act->amounts[i].qty)
			parts[n++] = (struct doc_part){ .line_no = act->amounts[i].line_no, .qty = act->amounts[i].qty };
	if (act->verb == ACT_VET && act->n_amounts && !n)
		return fail(cx, ERR_BAD_INPUT, "amounts", "每一行都批 0，请改为退回", "every line gets nothing; refuse the request instead");
	return document_advance(cx, &(struct doc_move){ .doc_id = act->doc_id, .verb = request_verb_words[act->verb], .version = act->version,
		.parts = parts, .n_parts = n, .note = act->note }, moved);
}

static void tell_fault(struct ctx *cx, enum err e, struct request_done *ret)
{
	ret->code = err_slug(e);
	ret->zh = arena_text(&cx->mem, cx->fault.zh);
	ret->en = arena_text(&cx->mem, cx->fault.en);
	cx->fault = (struct fault){ .code = ERR_OK };
}

/* A savepoint each: one refused takes nothing of the others back.  What is not a refusal but the store's trouble ends it all. */
enum err request_decide(struct ctx *cx, const struct request_act *acts, size_t n, struct request_done **ret)
{
	TRY(check_acts(cx, acts, n));
	*ret = arena_array(&cx->mem, struct request_done, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct request_done *done = &(*ret)[i];
		struct doc_moved moved = { 0 };
		enum err e;

		done->doc_id = acts[i].doc_id;
		if (acts[i].verb == ACT_LEAVE)
			continue;
		TRY(store_savepoint(cx));
		e = decide_one(cx, &acts[i], &moved, done);
		if (e == ERR_BUSY || e == ERR_BROKEN)
			return e;
		if (e) {
			store_undo(cx);
			tell_fault(cx, e, done);
			continue;
		}
		TRY(store_release(cx));
		done->done = true;
		done->version = moved.version;
		done->number = moved.number;
		done->state = moved.state;
	}
	return ERR_OK;
}
