/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/ledger/verify_work.h"
#include "base/buf.h"
#include "verify.sql.h"
#include <stdlib.h>
#include <string.h>

/* ---- texts: few different ones, so one copy each ---- */

const char *v_text(struct verify *v, const char *text)
{
	uint64_t h = UINT64_C(1469598103934665603);
	uint32_t *at;
	bool fresh;

	if (!text)
		return "";
	for (const char *c = text; *c; c++)
		h = (h ^ (uint8_t)*c) * UINT64_C(1099511628211);
	for (int64_t turn = 0;; turn++) {
		at = v_map_at(&v->cx->mem, &v->text_at, (int64_t)h, turn, &fresh);
		if (fresh) {
			*at = (uint32_t)v->n_texts;
			arena_push(&v->cx->mem, v->texts, v->n_texts, v->texts_room) = arena_text(&v->cx->mem, text);
		}
		if (fresh || !strcmp(v->texts[*at], text))
			return v->texts[*at];
	}
}

/* ---- what stays in memory ---- */

static enum err take_account(struct ctx *cx, const void *row, void *user)
{
	const struct verify_accounts_row *r = row;
	struct verify *v = user;
	bool fresh;

	*v_map_at(&cx->mem, &v->account_at, r->account_id, 0, &fresh) = (uint32_t)v->n_accounts;
	arena_push(&cx->mem, v->accounts, v->n_accounts, v->accounts_room) = (struct v_account){ r->account_id, r->kind, r->sign, r->who_id,
		r->place_id, r->owner_id, r->fund_id, r->doc_id, r->born_seq, ledger_account_info(r->kind), false };
	return ERR_OK;
}

static enum err take_lot(struct ctx *cx, const void *row, void *user)
{
	const struct verify_lots_row *r = row;
	struct verify *v = user;
	bool fresh;

	*v_map_at(&cx->mem, &v->lot_at, r->lot_id, 0, &fresh) = (uint32_t)v->n_lots;
	arena_push(&cx->mem, v->lots, v->n_lots, v->lots_room) = (struct v_lot){ .id = r->lot_id, .item = r->item_id,
		.source_doc = r->source_doc_id, .source_line = r->source_line_no, .made = r->made_day, .expiry = r->expiry_day,
		.cost_fen = r->cost_fen, .cost_units = r->cost_units, .born = r->born_seq,
		.batch = arena_text(&cx->mem, r->batch ? r->batch : ""), .serial = arena_text(&cx->mem, r->serial ? r->serial : "") };
	return ERR_OK;
}

static enum err take_part(struct ctx *cx, const void *row, void *user)
{
	const struct verify_parts_row *r = row;
	struct verify *v = user;

	arena_push(&cx->mem, v->parts, v->n_parts, v->parts_room) = (struct v_part){ r->lot_id, r->part_lot_id, r->qty, false };
	return ERR_OK;
}

static enum err take_seal(struct ctx *cx, const void *row, void *user)
{
	const struct verify_seals_row *r = row;
	struct verify *v = user;

	arena_push(&cx->mem, v->seals, v->n_seals, v->seals_room) = (struct v_seal){ .no = r->seal_no, .seq = r->seq, .sealed = r->sealed_ms,
		.closes = r->closes_day, .hash = arena_text(&cx->mem, r->hash ? r->hash : ""), .key = arena_text(&cx->mem, r->key_id ? r->key_id : ""),
		.signature = arena_text(&cx->mem, r->signature ? r->signature : "") };
	return ERR_OK;
}

static enum err take_key(struct ctx *cx, const void *row, void *user)
{
	const struct verify_seal_keys_row *r = row;
	struct verify *v = user;

	arena_push(&cx->mem, v->keys, v->n_keys, v->keys_room) = (struct v_key){ arena_text(&cx->mem, r->key_id ? r->key_id : ""),
		arena_text(&cx->mem, r->public_key ? r->public_key : ""), r->since_ms };
	return ERR_OK;
}

static int account_birth(const void *a, const void *b)
{
	const struct v_account *x = *(struct v_account *const *)a, *y = *(struct v_account *const *)b;
	int d = (x->born > y->born) - (x->born < y->born);

	return d ? d : (x->id > y->id) - (x->id < y->id);
}

static int lot_birth(const void *a, const void *b)
{
	const struct v_lot *x = *(struct v_lot *const *)a, *y = *(struct v_lot *const *)b;
	int d = (x->born > y->born) - (x->born < y->born);

	return d ? d : (x->id > y->id) - (x->id < y->id);
}

static void give_parts_to_lots(struct verify *v)
{
	for (size_t i = 0; i < v->n_parts;) {
		struct v_lot *lot = v_lot(v, v->parts[i].lot);
		size_t first = i;

		while (i < v->n_parts && v->parts[i].lot == v->parts[first].lot)
			v->parts[i++].claimed = lot != NULL;
		if (lot) {
			lot->parts = &v->parts[first];
			lot->n_parts = i - first;
		}
	}
}

enum err v_load(struct verify *v)
{
	struct ctx *cx = v->cx;

	TRY(verify_accounts(cx, (struct verify_accounts_in){ v->district }, take_account, v));
	TRY(verify_lots(cx, (struct verify_lots_in){ v->district }, take_lot, v));
	TRY(verify_parts(cx, (struct verify_parts_in){ v->district }, take_part, v));
	TRY(verify_seals(cx, (struct verify_seals_in){ v->district }, take_seal, v));
	TRY(verify_seal_keys(cx, (struct verify_seal_keys_in){ v->district }, take_key, v));
	v->births = arena_array(&cx->mem, struct v_account *, v->n_accounts + 1);
	for (size_t i = 0; i < v->n_accounts; i++)
		v->births[i] = &v->accounts[i];
	qsort(v->births, v->n_accounts, sizeof *v->births, account_birth);
	v->lot_births = arena_array(&cx->mem, struct v_lot *, v->n_lots + 1);
	for (size_t i = 0; i < v->n_lots; i++)
		v->lot_births[i] = &v->lots[i];
	qsort(v->lot_births, v->n_lots, sizeof *v->lot_births, lot_birth);
	give_parts_to_lots(v);
	v->result->accounts += (int64_t)v->n_accounts;
	v->result->lots += (int64_t)v->n_lots;
	v->result->seals += (int64_t)v->n_seals;
	return ERR_OK;
}

struct v_account *v_account(struct verify *v, int64_t id)
{
	uint32_t at;

	return v_map_find(&v->account_at, id, 0, &at) ? &v->accounts[at] : NULL;
}

struct v_lot *v_lot(struct verify *v, int64_t id)
{
	uint32_t at;

	return v_map_find(&v->lot_at, id, 0, &at) ? &v->lots[at] : NULL;
}

/* ---- chunks of the journal ---- */

static bool read_hash(const char *text, bool may_be_empty, struct hash *ret)
{
	if (may_be_empty && text && !*text)
		return true;
	return text && hash_read(text, ret);
}

static enum err take_entry(struct ctx *cx, const void *row, void *user)
{
	const struct verify_entries_row *r = row;
	struct verify *v = user;
	struct v_entry e = { .seq = r->seq, .doc = r->doc_id, .version = r->doc_version, .actor = r->actor_id, .posted = r->posted_ms,
		.happened = r->happened_ms, .reverses = r->reverses_seq, .crosses = r->crosses, .kind = v_text(v, r->kind),
		.verb = v_text(v, r->verb), .from = v_text(v, r->from_state), .to = v_text(v, r->to_state) };

	(void)cx;
	if (!read_hash(r->content_hash, true, &e.content))
		e.bad_hash = "content_hash";
	if (!read_hash(r->note_hash, true, &e.note))
		e.bad_hash = "note_hash";
	e.is_signed = r->sign_hash && *r->sign_hash;
	if (!read_hash(r->sign_hash, true, &e.sign))
		e.bad_hash = "sign_hash";
	if (!read_hash(r->hash, false, &e.hash))
		e.bad_hash = "hash";
	arena_push(&v->chunk, v->e, v->n_e, v->e_room) = e;
	return ERR_OK;
}

static enum err take_posting(struct ctx *cx, const void *row, void *user)
{
	const struct verify_postings_row *r = row;
	struct verify *v = user;

	(void)cx;
	arena_push(&v->chunk, v->p, v->n_p, v->p_room) = (struct v_posting){ r->seq, r->posting_no, r->account_id, r->lot_id, r->line_no,
		r->qty, r->after_qty };
	return ERR_OK;
}

static enum err take_progress(struct ctx *cx, const void *row, void *user)
{
	const struct verify_progress_row *r = row;
	struct verify *v = user;

	(void)cx;
	arena_push(&v->chunk, v->g, v->n_g, v->g_room) = (struct v_progress){ r->seq, r->line_no, v_text(v, r->counter), r->qty };
	return ERR_OK;
}

/* The next entries after last_seq with what belongs to them; the last chunk reaches to the end of all numbers. */
enum err v_load_chunk(struct verify *v, size_t limit, int64_t *ret_upto)
{
	int64_t after = v->e ? v->e[v->n_e - 1].seq : v->partial ? v->last_seq : INT64_MIN;

	arena_reset(&v->chunk);
	v->e = NULL, v->p = NULL, v->g = NULL;
	v->n_e = v->e_room = v->n_p = v->p_room = v->next_p = v->n_g = v->g_room = v->next_g = 0;
	TRY(verify_entries(v->cx, (struct verify_entries_in){ v->district, after, (int64_t)limit }, take_entry, v));
	*ret_upto = v->n_e < limit ? INT64_MAX : v->e[v->n_e - 1].seq;
	TRY(verify_postings(v->cx, (struct verify_postings_in){ v->district, after, *ret_upto }, take_posting, v));
	return verify_progress(v->cx, (struct verify_progress_in){ v->district, after, *ret_upto }, take_progress, v);
}

struct gather { struct verify *v; struct v_posting *at; size_t n, room; };

static enum err gather_posting(struct ctx *cx, const void *row, void *user)
{
	const struct verify_postings_row *r = row;
	struct gather *g = user;

	(void)cx;
	arena_push(&g->v->chunk, g->at, g->n, g->room) = (struct v_posting){ r->seq, r->posting_no, r->account_id, r->lot_id, r->line_no,
		r->qty, r->after_qty };
	return ERR_OK;
}

enum err v_postings_of(struct verify *v, int64_t seq, struct v_posting **ret, size_t *ret_n)
{
	struct gather g = { .v = v };

	TRY(verify_postings(v->cx, (struct verify_postings_in){ v->district, seq - 1, seq }, gather_posting, &g));
	*ret = g.at;
	*ret_n = g.n;
	return ERR_OK;
}
