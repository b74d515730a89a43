/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/approval/approval.h"
#include "base/text.h"
#include "caps/approval/approval_work.h"
#include "caps/item/item.h"
#include "caps/ledger/ledger.h"
#include "caps/party/party.h"
#include "store/store.h"
#include <stdlib.h>
#include <string.h>

/* ---- the page ---- */

/* What waits, document or tour, and where it stands in the list. */
struct waits {
	const struct doc_waiting  *doc;
	const struct tour_waiting *tour;
	int64_t     late, deadline_ms, since_ms, id;
	const char *kind, *verb;
};

static const char *key_of(struct arena *mem, const struct waits *w)
{
	return arena_print(mem, "%lld.%lld.%lld.%lld", (long long)w->late, (long long)w->deadline_ms, (long long)w->since_ms, (long long)w->id);
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
static bool is_behind(const struct waits *w, const struct key *k)
{
	if (!w->late != !k->part[0])
		return !w->late;
	if (!w->deadline_ms != !k->part[1])
		return !w->deadline_ms;
	if (w->deadline_ms != k->part[1])
		return w->deadline_ms > k->part[1];
	if (w->since_ms != k->part[2])
		return w->since_ms > k->part[2];
	return w->id > k->part[3];
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
		.late = w->late, .blocked = w->blocked, .blocked_zh = w->zh, .blocked_en = w->en };
	TRY(name_parties(cx, w, ret));
	approval_say_why(cx, w, ret);
	return approval_fund(cx, funds, w, ret);
}

static int by_urgency(const void *a, const void *b)
{
	const struct waits *x = a, *y = b;
	const struct key k = { { y->late, y->deadline_ms, y->since_ms, y->id } };

	return x->id == y->id ? 0 : is_behind(x, &k) ? 1 : -1;
}

static void add_sum(struct ctx *cx, struct approvals *ret, size_t *room, const struct waits *w)
{
	size_t i = 0;

	while (i < ret->n_sums && !(text_equal(ret->sums[i].kind, w->kind) && text_equal(ret->sums[i].verb, w->verb)))
		i++;
	if (i == ret->n_sums)
		arena_push(&cx->mem, ret->sums, ret->n_sums, *room) = (struct approval_sum){ .kind = w->kind, .verb = w->verb };
	ret->sums[i].docs++;
	ret->sums[i].late += w->late;
	ret->total++;
	ret->late += w->late;
}

/* Documents and tours, most urgent first. */
static enum err all_that_waits(struct ctx *cx, struct waits **ret, size_t *ret_n, bool *ret_more)
{
	struct tour_waiting *tours;
	struct doc_waiting *docs;
	size_t n_docs, n_tours, n = 0;

	TRY(document_waiting(cx, DOC_WAITING_MAX, &docs, &n_docs, ret_more));
	TRY(tours_waiting(cx, &tours, &n_tours));
	*ret = arena_array(&cx->mem, struct waits, n_docs + n_tours + 1);
	for (size_t i = 0; i < n_docs; i++)
		(*ret)[n++] = (struct waits){ &docs[i], NULL, docs[i].late, docs[i].deadline_ms, docs[i].since_ms, docs[i].doc.doc_id, docs[i].doc.kind, docs[i].step->verb };
	for (size_t i = 0; i < n_tours; i++)
		(*ret)[n++] = (struct waits){ NULL, &tours[i], tours[i].lane.depart < cx->now_ms, tours[i].lane.depart, tours[i].lane.changed, tours[i].lane.tour_id, "tour", "approve" };
	if (n)
		qsort(*ret, n, sizeof **ret, by_urgency);
	*ret_n = n;
	return ERR_OK;
}

enum err approvals_list(struct ctx *cx, const struct approvals_ask *ask, struct approvals *ret)
{
	struct approval_funds funds = { .n = 0 };
	struct waits *all;
	struct key after = { { 0 } };
	size_t n, room = 0, sum_room = 0, limit = ask->limit > 0 && ask->limit <= APPROVALS_PAGE_MAX ? (size_t)ask->limit : 50;
	bool paged = ask->after && ask->after[0];

	*ret = (struct approvals){ 0 };
	if (paged && !read_key(&cx->mem, ask->after, &after))
		return fail(cx, ERR_BAD_INPUT, "after", "翻页标记“%.80s”不对，请从头看", "\"%.80s\" is no page mark; start from the first page", ask->after);
	TRY(all_that_waits(cx, &all, &n, &ret->more));
	for (size_t i = 0; i < n; i++) {
		struct approval *row;

		add_sum(cx, ret, &sum_room, &all[i]);
		if ((ask->kind && ask->kind[0] && !text_equal(ask->kind, all[i].kind)) || (paged && !is_behind(&all[i], &after)))
			continue;
		if (ret->n_items == limit) {
			ret->next = ret->items[limit - 1].key;
			continue;
		}
		row = &arena_push(&cx->mem, ret->items, ret->n_items, room);
		if (all[i].doc)
			TRY(row_of(cx, &funds, all[i].doc, row));
		else
			*row = approval_of_tour(cx, all[i].tour);
		row->key = key_of(&cx->mem, &all[i]);
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

static enum err act_on(struct ctx *cx, const struct approval_act *act, const char *note, struct approval_done *ret)
{
	const struct doc_kind *kind;
	struct doc_moved moved = { 0 };
	struct doc doc;
	bool tour;

	TRY(tours_is(cx, act->doc_id, &tour));
	if (tour)
		return approval_act_on_tour(cx, act, note, ret);
	TRY(document_see(cx, act->doc_id, &doc));
	kind = doc_kind_find(doc.kind);
	ret->number = doc.number;
	ret->state = doc.state;
	ret->version = doc.version;
	if (!is_decision(kind, act->verb))
		return fail(cx, ERR_BAD_INPUT, "verb", "“%s”不是审批，请打开单据办理", "\"%s\" is no approval; open the document for it", act->verb);
	TRY(document_advance(cx, &(struct doc_move){ .doc_id = act->doc_id, .verb = act->verb, .version = act->version, .note = note }, &moved));
	ret->version = moved.version;
	ret->number = moved.number;
	ret->state = moved.state;
	ret->waiting_for = moved.done ? "" : moved.waiting_for;
	return ERR_OK;
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
		enum err e;

		done->doc_id = acts[i].doc_id;
		TRY(store_savepoint(cx));
		e = act_on(cx, &acts[i], note, done);
		if (e == ERR_BUSY || e == ERR_BROKEN)         /* not a refusal but the store's trouble: nothing of the act stands */
			return e;
		if (e) {
			store_undo(cx);
			tell_fault(cx, e, done);
			continue;
		}
		TRY(store_release(cx));
		done->done = true;
	}
	return ERR_OK;
}
