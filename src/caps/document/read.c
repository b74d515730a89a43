/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/document/work.h"
#include "base/text.h"
#include "caps/ledger/ledger.h"
#include "caps/party/org.h"
#include "caps/party/party.h"
#include "caps/party/person.h"
#include "caps/place/place.h"
#include "caps/plan/plan_active.h"
#include "document.sql.h"

enum err document_plan(struct ctx *cx, const struct plan **ret)
{
	return plan_active_load(cx, NULL, ret);
}

enum err document_get(struct ctx *cx, int64_t doc_id, struct doc *ret)
{
	struct document_head_row h;
	struct document_lines_row *rows;
	enum err e = document_head(cx, (struct document_head_in){ .district_id = cx->district_id, .doc_id = doc_id }, &h);

	if (e == ERR_NOT_FOUND)
		return fail(cx, ERR_NOT_FOUND, "doc_id", "没有编号为 %lld 的单据", "there is no document %lld", (long long)doc_id);
	TRY(e);
	*ret = DOC_OF_ROW(&h);
	TRY(document_lines(cx, (struct document_lines_in){ .district_id = cx->district_id, .doc_id = doc_id, .limit = DOC_LINES_MAX },
			   &rows, &ret->n_lines, DOC_LINES_MAX));
	ret->lines = arena_array(&cx->mem, struct doc_line, ret->n_lines + 1);
	for (size_t i = 0; i < ret->n_lines; i++)
		ret->lines[i] = DOC_LINE_OF_ROW(&rows[i]);
	return ERR_OK;
}

enum err document_number(struct ctx *cx, int64_t doc_id, const char **ret)
{
	struct document_head_row h;

	TRY(document_head(cx, (struct document_head_in){ .district_id = cx->district_id, .doc_id = doc_id }, &h));
	*ret = h.number && h.number[0] ? h.number : NULL;
	return ERR_OK;
}

static enum err who(struct ctx *cx, int64_t id, const char **ret)
{
	struct document_household_row household;
	const char *phone;
	struct place place;
	struct org org;
	enum err e = place_get(cx, id, &place);

	if (!e)
		*ret = place.name;
	if (e != ERR_NOT_FOUND)
		return e;
	e = org_get(cx, id, &org);
	if (!e)
		*ret = org.name;
	if (e != ERR_NOT_FOUND)
		return e;
	TRY(party_account_name(cx, id, ret));
	if ((*ret)[0])
		return ERR_OK;
	*ret = NULL;
	e = person_masked(cx, id, ret, &phone);
	if (e != ERR_NOT_FOUND)
		return e;
	e = document_household(cx, (struct document_household_in){ cx->district_id, id }, &household);
	if (!e)
		*ret = arena_print(&cx->mem, "住户 %s", household.door);
	return e == ERR_NOT_FOUND ? ERR_OK : e;
}

enum err document_who(struct ctx *cx, int64_t id, const char **ret)
{
	struct fault before = cx->fault;

	*ret = NULL;
	if (id)
		TRY(who(cx, id, ret));
	cx->fault = before;
	return ERR_OK;
}

/* Whether the actor's right covers one of the document's places; without places, the district. */
static enum err may_see(struct ctx *cx, const struct doc *doc, enum perm perm, bool *ret)
{
	const int64_t id[2] = { doc->from_place_id, doc->to_place_id };
	struct place place;

	*ret = false;
	for (int i = 0; i < 2; i++)
		if (id[i]) {
			TRY(place_get(cx, id[i], &place));
			*ret |= ctx_may(cx, perm, place.path);
		}
	if (!id[0] && !id[1]) {
		TRY(place_root(cx, &place));
		*ret = ctx_may(cx, perm, place.path);
	}
	return ERR_OK;
}

enum err document_see(struct ctx *cx, int64_t doc_id, struct doc *ret)
{
	bool seen;

	TRY(document_get(cx, doc_id, ret));
	TRY(may_see(cx, ret, doc_kind_find(ret->kind)->read, &seen));
	return seen ? ERR_OK : fail(cx, ERR_NOT_FOUND, "doc_id", "没有编号为 %lld 的单据", "there is no document %lld", (long long)doc_id);
}

enum err document_list(struct ctx *cx, const struct doc_filter *f, struct doc_summary **ret, size_t *ret_n)
{
	const struct doc_kind *kind = doc_kind_find(f->kinds[0]);
	struct document_list_seen_row *rows;
	const char *k[4];

	assert(kind && f->limit >= 1);
	for (int i = 0; i < 4; i++)
		k[i] = f->kinds[i] ? f->kinds[i] : "";
	TRY(document_list_seen(cx, (struct document_list_seen_in){ .district_id = cx->district_id, .kind1 = k[0], .kind2 = k[1],
		.kind3 = k[2], .kind4 = k[3], .state = f->state ? f->state : "", .number = f->number ? f->number : "",
		.party_id = f->party_id, .place_id = f->place_id, .item_id = f->item_id,
		.from_ms = f->from_day ? f->from_day * DAY_MS - CHINA_OFFSET_MS : 0,
		.until_ms = f->to_day ? (f->to_day + 1) * DAY_MS - CHINA_OFFSET_MS : 0, .overdue_ms = f->overdue ? cx->now_ms : 0,
		.before_id = f->before_id, .actor_id = cx->actor->account_id, .perm = kind->read, .now_ms = cx->now_ms, .limit = f->limit },
		&rows, ret_n, (size_t)f->limit));
	*ret = arena_array(&cx->mem, struct doc_summary, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		const struct document_list_seen_row *r = &rows[i];

		(*ret)[i] = (struct doc_summary){ r->doc_id, r->version, r->parent_id, r->giver_id, r->taker_id, r->carrier_id,
			r->from_place_id, r->to_place_id, r->total_fen, r->created_by, r->created_ms, r->due_ms, r->n_lines,
			r->first_item_id, r->kind, r->number ? r->number : "", r->state, r->due_verb };
	}
	return ERR_OK;
}

enum err document_history(struct ctx *cx, int64_t doc_id, struct doc_event **ret, size_t *ret_n)
{
	struct document_history_of_row *rows;

	TRY(document_history_of(cx, (struct document_history_of_in){ .district_id = cx->district_id, .doc_id = doc_id, .limit = 1000 },
				&rows, ret_n, 1000));
	*ret = arena_array(&cx->mem, struct doc_event, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		const struct document_history_of_row *r = &rows[i];

		(*ret)[i] = (struct doc_event){ r->seq, r->doc_version, r->actor_id, r->for_id, r->posted_ms, r->happened_ms,
			r->reverses_seq, r->verb, r->from_state, r->to_state, r->note, r->role, r->hash };
	}
	return ERR_OK;
}

enum err document_open_legs(struct ctx *cx, int64_t item_id, size_t limit, struct doc_leg **ret, size_t *ret_n)
{
	struct document_open_legs_seen_row *rows;

	TRY(document_open_legs_seen(cx, (struct document_open_legs_seen_in){ .district_id = cx->district_id, .item_id = item_id,
		.actor_id = cx->actor->account_id, .perm = PERM_DISPATCH_READ, .now_ms = cx->now_ms, .limit = (int64_t)limit },
		&rows, ret_n, limit));
	*ret = arena_array(&cx->mem, struct doc_leg, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		const struct document_open_legs_seen_row *r = &rows[i];

		(*ret)[i] = (struct doc_leg){ r->doc_id, r->account_kind, r->carrier_id, r->from_place_id, r->to_place_id, r->owner_id,
			r->item_id, r->lot_id, r->qty, r->due_ms, r->number, r->kind, r->state };
	}
	return ERR_OK;
}

/* Paths of places that are known already. */
struct known_paths { int64_t id[2]; const char *path[2]; const char *given; };

static enum err path_of(struct ctx *cx, const struct known_paths *known, int64_t place_id, const char **ret)
{
	for (int i = 0; known && i < 2; i++)
		if (place_id && known->id[i] == place_id) {
			*ret = known->path[i];
			return ERR_OK;
		}
	if (!place_id) {
		*ret = ctx_root(cx);
		return ERR_OK;
	}
	return place_path(cx, place_id, ret);
}

/* Whether the actor could take the row: its right on its place, or that of one of its signers. */
static enum err could_take(struct ctx *cx, struct doc_work *w, const struct known_paths *known, bool *ret)
{
	const struct doc_step *s = w->step;
	const char *path;

	*ret = false;
	if (s->perm == PERM_SYSTEM)
		return ERR_OK;
	for (int i = 0; s->sign == BY_PARTIES && i < 2; i++) {
		int64_t id = doc_slot(w, NULL, s->signer[i].place);

		if (!id || (known && text_equal(known->given, s->signer[i].name)))
			continue;
		TRY(path_of(cx, known, id, &path));
		*ret |= ctx_may(cx, s->signer[i].perm, path);
	}
	if (s->sign == BY_PARTIES)
		return ERR_OK;
	TRY(path_of(cx, known, doc_slot(w, w->doc.n_lines ? &w->doc.lines[0] : NULL, s->scope), &path));
	*ret = ctx_may(cx, s->perm, path);
	return ERR_OK;
}

static enum err choices(struct ctx *cx, const struct doc *doc, const struct known_paths *known, struct doc_choice **ret, size_t *ret_n)
{
	struct doc_work w = { .kind = doc_kind_find(doc->kind), .doc = *doc };
	bool may;

	*ret = arena_array(&cx->mem, struct doc_choice, w.kind->n_steps + 1);
	*ret_n = 0;
	for (size_t i = 0; i < w.kind->n_steps; i++) {
		w.step = &w.kind->steps[i];
		if (doc_step_find(w.kind, doc->state, w.step->verb) != w.step)
			continue;
		TRY(could_take(cx, &w, known, &may));
		if (may)
			(*ret)[(*ret_n)++].step = w.step;
	}
	return ERR_OK;
}

enum err document_choices(struct ctx *cx, const struct doc *doc, struct doc_choice **ret, size_t *ret_n)
{
	return choices(cx, doc, NULL, ret, ret_n);
}

enum err document_choices_between(struct ctx *cx, const struct doc *doc, const char *from_path, const char *to_path,
				  const char *given, struct doc_choice **ret, size_t *ret_n)
{
	const struct known_paths known = { { doc->from_place_id, doc->to_place_id }, { from_path, to_path }, given };

	return choices(cx, doc, &known, ret, ret_n);
}
