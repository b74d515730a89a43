/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/approval/approval.h"
#include "base/text.h"
#include "caps/approval/approval_work.h"
#include "caps/item/item.h"
#include "caps/ledger/ledger.h"
#include "caps/party/party.h"
#include "store/store.h"
#include <string.h>

/* ---- the page ---- */

static const char *key_of(struct arena *mem, const struct doc_waiting *w)
{
	return arena_print(mem, "%d.%lld.%lld.%lld", w->late, (long long)w->deadline_ms, (long long)w->since_ms, (long long)w->doc.doc_id);
}

struct key { int64_t part[4]; };

static bool read_key(struct arena *mem, const char *text, struct key *ret)
{
	char *copy = arena_text(mem, text);

	for (int i = 0; i < 4; i++) {
		char *dot = strchr(copy, '.');

		if ((i < 3) != (dot != NULL))
			return false;
		if (dot)
			*dot = '\0';
		if (!text_read_i64(copy, &ret->part[i]))
			return false;
		copy = dot ? dot + 1 : copy;
	}
	return true;
}

/* Whether the row stands behind the key, in the order of document_waiting(). */
static bool is_behind(const struct doc_waiting *w, const struct key *k)
{
	if (w->late != (k->part[0] != 0))
		return !w->late;
	if (!w->deadline_ms != !k->part[1])
		return !w->deadline_ms;
	if (w->deadline_ms != k->part[1])
		return w->deadline_ms > k->part[1];
	if (w->since_ms != k->part[2])
		return w->since_ms > k->part[2];
	return w->doc.doc_id > k->part[3];
}

static enum err first_item(struct ctx *cx, const struct doc *doc, const char **ret)
{
	struct item item;

	*ret = "";
	if (!doc->n_lines || doc->lines[0].item_id == LEDGER_MONEY)
		return ERR_OK;
	TRY(item_get(cx, doc->lines[0].item_id, &item));
	*ret = item.zh;
	return ERR_OK;
}

static enum err name_parties(struct ctx *cx, const struct doc_waiting *w, struct approval *ret)
{
	const struct { int64_t id; const char **to; } all[] = { { w->doc.giver_id, &ret->giver }, { w->doc.taker_id, &ret->taker },
		{ w->doc.from_place_id, &ret->from_place }, { w->doc.to_place_id, &ret->to_place } };

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		TRY(document_who(cx, all[i].id, all[i].to));
	TRY(party_account_name(cx, w->doc.created_by, &ret->maker));
	if (w->for_id)
		TRY(party_account_name(cx, w->for_id, &ret->for_name));
	return first_item(cx, &w->doc, &ret->first_item);
}

static enum err row_of(struct ctx *cx, struct approval_funds *funds, const struct doc_waiting *w, struct approval *ret)
{
	const struct doc_kind *kind = doc_kind_find(w->doc.kind);

	*ret = (struct approval){ .doc_id = w->doc.doc_id, .version = w->doc.version, .total_fen = w->doc.total_fen, .created_ms = w->doc.created_ms,
		.since_ms = w->since_ms, .deadline_ms = w->deadline_ms, .n_lines = (int64_t)w->doc.n_lines, .place_no = w->place_no, .of = w->of,
		.kind = kind->name, .kind_zh = kind->zh, .kind_en = kind->en, .number = w->doc.number, .state = w->doc.state, .verb = w->step->verb,
		.zh = w->step->zh, .en = w->step->en, .role = w->role, .next = w->next, .own = w->amount.own, .others = w->amount.over,
		.alike = w->amount.split, .decides = w->amount.decides, .quantity = w->chain && w->chain->of == OF_quantity, .splits = w->splits,
		.late = w->late, .blocked = w->blocked, .blocked_zh = w->zh, .blocked_en = w->en, .key = key_of(&cx->mem, w) };
	TRY(name_parties(cx, w, ret));
	approval_say_why(cx, w, ret);
	return approval_fund(cx, funds, w, ret);
}

static void add_sum(struct ctx *cx, struct approvals *ret, size_t *room, const struct doc_waiting *w)
{
	size_t i = 0;

	while (i < ret->n_sums && !(text_equal(ret->sums[i].kind, w->doc.kind) && text_equal(ret->sums[i].verb, w->step->verb)))
		i++;
	if (i == ret->n_sums)
		arena_push(&cx->mem, ret->sums, ret->n_sums, *room) = (struct approval_sum){ .kind = w->doc.kind, .verb = w->step->verb };
	ret->sums[i].docs++;
	ret->sums[i].late += w->late;
	ret->total++;
	ret->late += w->late;
}

enum err approvals_list(struct ctx *cx, const struct approvals_ask *ask, struct approvals *ret)
{
	struct approval_funds funds = { .n = 0 };
	struct doc_waiting *all;
	struct key after = { { 0 } };
	size_t n, room = 0, sum_room = 0, limit = ask->limit > 0 && ask->limit <= APPROVALS_PAGE_MAX ? (size_t)ask->limit : 50;
	bool paged = ask->after && ask->after[0];

	*ret = (struct approvals){ 0 };
	if (paged && !read_key(&cx->mem, ask->after, &after))
		return fail(cx, ERR_BAD_INPUT, "after", "翻页标记“%.80s”不对，请从头看", "\"%.80s\" is no page mark; start from the first page", ask->after);
	TRY(document_waiting(cx, DOC_WAITING_MAX, &all, &n, &ret->more));
	for (size_t i = 0; i < n; i++) {
		add_sum(cx, ret, &sum_room, &all[i]);
		if ((ask->kind && ask->kind[0] && !text_equal(ask->kind, all[i].doc.kind)) || (paged && !is_behind(&all[i], &after)))
			continue;
		if (ret->n_items == limit) {
			ret->next = ret->items[limit - 1].key;
			continue;
		}
		if (ret->n_items < limit)
			TRY(row_of(cx, &funds, &all[i], &arena_push(&cx->mem, ret->items, ret->n_items, room)));
	}
	return ERR_OK;
}

/* ---- the act ---- */

/* An approval, or the refusal that stands beside one: from the same state, with the same right. */
static bool is_decision(const struct doc_kind *kind, const char *verb)
{
	for (size_t i = 0; i < kind->n_steps; i++) {
		const struct doc_step *s = &kind->steps[i];

		if (!text_equal(s->verb, verb))
			continue;
		if (doc_step_is_approval(s))
			return true;
		for (size_t k = 0; s->says_why && !s->grow && k < kind->n_steps; k++)
			if (doc_step_is_approval(&kind->steps[k]) && kind->steps[k].perm == s->perm && text_equal(kind->steps[k].from[0], s->from[0]))
				return true;
	}
	return false;
}

static enum err check_acts(struct ctx *cx, const struct approval_act *acts, size_t n)
{
	if (!n || n > APPROVALS_ACT_MAX)
		return fail(cx, ERR_TOO_LARGE, "items", "一次签 1 到 %d 张，现有 %zu 张", "sign 1 to %d documents at once; these are %zu", APPROVALS_ACT_MAX, n);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < i; k++)
			if (acts[k].doc_id == acts[i].doc_id)
				return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "items[%zu].doc_id", i), "第 %zu 行和第 %zu 行是同一张单据",
					    "rows %zu and %zu are the same document", k + 1, i + 1);
	return ERR_OK;
}

static enum err act_on(struct ctx *cx, const struct approval_act *act, const char *note, struct doc_moved *moved, struct approval_done *ret)
{
	const struct doc_kind *kind;
	struct doc doc;

	TRY(document_see(cx, act->doc_id, &doc));
	kind = doc_kind_find(doc.kind);
	ret->number = doc.number;
	ret->state = doc.state;
	ret->version = doc.version;
	if (!is_decision(kind, act->verb))
		return fail(cx, ERR_BAD_INPUT, "verb", "“%s”不是审批，请打开单据办理", "\"%s\" is no approval; open the document for it", act->verb);
	return document_advance(cx, &(struct doc_move){ .doc_id = act->doc_id, .verb = act->verb, .version = act->version, .note = note }, moved);
}

static void tell_fault(struct ctx *cx, enum err e, struct approval_done *ret)
{
	ret->code = err_slug(e);
	ret->zh = arena_text(&cx->mem, cx->fault.zh);
	ret->en = arena_text(&cx->mem, cx->fault.en);
	cx->fault = (struct fault){ .code = ERR_OK };
}

enum err approvals_act(struct ctx *cx, const struct approval_act *acts, size_t n, const char *note, struct approval_done **ret)
{
	TRY(check_acts(cx, acts, n));
	*ret = arena_array(&cx->mem, struct approval_done, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct approval_done *done = &(*ret)[i];
		struct doc_moved moved = { 0 };
		enum err e;

		done->doc_id = acts[i].doc_id;
		TRY(store_savepoint(cx));
		e = act_on(cx, &acts[i], note, &moved, done);
		if (e == ERR_BUSY || e == ERR_BROKEN)         /* not a refusal but the store's trouble: nothing of the act stands */
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
		done->waiting_for = moved.done ? "" : moved.waiting_for;
	}
	return ERR_OK;
}
