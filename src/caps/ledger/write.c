/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/ledger/work.h"
#include "caps/ledger/bytes.h"
#include "base/civil.h"
#include "ledger.sql.h"
#include <stdlib.h>
#include <string.h>

/* ---- what must hold of the whole entry ---- */

enum part { PART_THING, PART_FUND, PART_OWNER, PARTS };

static int64_t part_of(const struct work_posting *p, enum part part)
{
	switch (part) {
	case PART_THING: return (int64_t)p->account->info->thing;
	case PART_FUND:  return p->key->fund_id;
	default:         return p->key->owner_id;
	}
}

struct slice { int64_t lot_id, part; __int128 sum; };

static int slice_order(const void *a, const void *b)
{
	const struct slice *x = a, *y = b;
	int d = (x->lot_id > y->lot_id) - (x->lot_id < y->lot_id);

	return d ? d : (x->part > y->part) - (x->part < y->part);
}

static enum err balanced_by(struct ctx *cx, const struct work *w, enum part part)
{
	static const char *const names[] = { "lot", "fund", "owner" };
	struct slice *s = arena_array(&cx->mem, struct slice, w->n_postings + 1);
	__int128 sum = 0;

	for (size_t i = 0; i < w->n_postings; i++)
		s[i] = (struct slice){ w->postings[i].lot_id, part_of(&w->postings[i], part), w->postings[i].qty };
	qsort(s, w->n_postings, sizeof *s, slice_order);
	for (size_t i = 0; i < w->n_postings; i++) {
		sum += s[i].sum;
		if (i + 1 < w->n_postings && !slice_order(&s[i], &s[i + 1]))
			continue;
		if (sum)
			return fail(cx, ERR_BROKEN, NULL, "分录在批次 %lld 上不平（%s），差 %lld", "the entry does not balance in lot %lld by %s: %lld",
				    (long long)s[i].lot_id, names[part], (long long)sum);
		sum = 0;
	}
	return ERR_OK;
}

/* The pair assertion before anything is written (G1, M1): nil per lot, and per fund
 * and owner of it unless the step crosses.  Money keeps to its fund always. */
enum err work_balanced(struct ctx *cx, const struct work *w)
{
	struct work money = { .postings = arena_array(&cx->mem, struct work_posting, w->n_postings + 1) };

	TRY(balanced_by(cx, w, PART_THING));
	if (!(w->e->crosses & LEDGER_CROSS_OWNER))
		TRY(balanced_by(cx, w, PART_OWNER));
	if (!(w->e->crosses & LEDGER_CROSS_FUND))
		return balanced_by(cx, w, PART_FUND);
	for (size_t i = 0; i < w->n_postings; i++)
		if (w->postings[i].lot_id == LEDGER_MONEY)
			money.postings[money.n_postings++] = w->postings[i];
	return balanced_by(cx, &money, PART_FUND);
}

static enum err check_source(struct ctx *cx, const struct work *w, const struct work_posting *p)
{
	if (p->account->info->thing != THING_GOODS || p->account->info->sign >= 0 || p->qty > 0 || w->reverses_seq)
		return ERR_OK;
	if (p->key->kind == ACC_FOUND) {
		if (*p->lot->serial && !p->lot->fresh)
			return fail(cx, ERR_BAD_INPUT, "serial", "编号 %s 的东西已在账上，只能从盘亏、丢失或借出中找回",
				    "the piece %s is in the books; it can only come back from missing, lost or lent", p->lot->serial);
		return ERR_OK;
	}
	if (p->lot->source_doc_id != w->e->doc_id)
		return fail(cx, ERR_BROKEN, "lot_id", "批次 %lld 来自另一张单据", "lot %lld came with another document", (long long)p->lot_id);
	return ERR_OK;
}

static enum err check_posting(struct ctx *cx, const struct work *w, const struct work_posting *p)
{
	const struct account_info *info = p->account->info;
	char expiry[11];

	if ((info->thing == THING_MONEY) != (p->lot->item_id == LEDGER_MONEY))
		return fail(cx, ERR_BROKEN, "lot_id", "“%s”账户不能记批次 %lld（钱和物不能混）", "the account \"%s\" cannot hold lot %lld (money and goods do not mix)",
			    info->zh, (long long)p->lot_id);
	if (*p->lot->serial && info->thing == THING_GOODS && (p->qty > 1 || p->qty < -1))
		return fail(cx, ERR_BAD_INPUT, "qty", "编号 %s 只是一件，不能记 %lld 件", "serial number %s is one piece, not %lld", p->lot->serial, (long long)p->qty);
	if ((info->flags & ACC_ISSUE) && p->qty > 0 && !w->reverses_seq && p->lot->expiry_day && p->lot->expiry_day < civil_day_of(w->happened_ms))
		return fail(cx, ERR_BLOCKED, "lot_id", "批次 %s（%lld）已于 %s 到期，不能发出；请换批次或报废", "lot %s (%lld) expired on %s and is not issued; take another lot or scrap it",
			    p->lot->batch, (long long)p->lot_id, civil_write_day(p->lot->expiry_day, expiry));
	return check_source(cx, w, p);
}

enum err work_rules(struct ctx *cx, const struct work *w)
{
	for (size_t i = 0; i < w->n_postings; i++)
		TRY(check_posting(cx, w, &w->postings[i]));
	return ERR_OK;
}

/* ---- rows, bytes, head ---- */

static int account_order(const void *a, const void *b)
{
	const struct bytes_account *x = a, *y = b;

	return (x->account_id > y->account_id) - (x->account_id < y->account_id);
}

static void list_accounts(struct arena *mem, const struct work *w, struct bytes_entry *b)
{
	struct bytes_account *out = arena_array(mem, struct bytes_account, w->n_accounts + 1);
	size_t n = 0;

	for (size_t i = 0; i < w->n_accounts; i++) {
		const struct work_account *a = &w->accounts[i];

		if (a->fresh)
			out[n++] = (struct bytes_account){ a->account_id, a->key.kind, a->info->sign, a->key.who_id, a->key.place_id,
							   a->key.owner_id, a->key.fund_id, a->key.doc_id };
	}
	qsort(out, n, sizeof *out, account_order);
	b->accounts = out;
	b->n_accounts = n;
}

static void list_lots(struct arena *mem, const struct work *w, struct bytes_entry *b)
{
	struct bytes_lot *out = arena_array(mem, struct bytes_lot, w->n_fresh + 1);

	for (size_t i = 0; i < w->n_fresh; i++) {
		const struct ledger_new_lot *l = &w->fresh[i];
		struct bytes_part *parts = arena_array(mem, struct bytes_part, l->n_parts + 1);

		for (size_t p = 0; p < l->n_parts; p++)
			parts[p] = (struct bytes_part){ l->parts[p].part_lot_id, l->parts[p].qty };
		out[i] = (struct bytes_lot){ l->lot_id, l->item_id, l->lot_id == LEDGER_MONEY ? 0 : w->e->doc_id, l->source_line_no,
			l->made_day, l->expiry_day, l->cost_fen, l->cost_units, l->batch, l->serial, parts, l->n_parts };
	}
	b->lots = out;
	b->n_lots = w->n_fresh;
}

static void list_moves(struct arena *mem, const struct work *w, struct bytes_entry *b)
{
	struct bytes_progress *grown = arena_array(mem, struct bytes_progress, w->n_grown + 1);
	struct bytes_posting *postings = arena_array(mem, struct bytes_posting, w->n_postings + 1);

	for (size_t i = 0; i < w->n_grown; i++)
		grown[i] = (struct bytes_progress){ w->grown[i]->line_no, w->grown[i]->counter, w->grown[i]->qty };
	for (size_t i = 0; i < w->n_postings; i++) {
		const struct work_posting *p = &w->postings[i];

		postings[i] = (struct bytes_posting){ p->account->account_id, p->lot_id, p->line_no, p->qty, p->after_qty };
	}
	b->grown = grown;
	b->n_grown = w->n_grown;
	b->postings = postings;
	b->n_postings = w->n_postings;
}

static enum err write_rows(struct ctx *cx, const struct bytes_entry *b, const char *hash)
{
	TRY(ledger_entry_add(cx, (struct ledger_entry_add_in){ .district_id = b->district_id, .seq = b->seq, .doc_id = b->doc_id,
			     .doc_version = b->doc_version, .kind = b->kind, .verb = b->verb, .from_state = b->from_state,
			     .to_state = b->to_state, .actor_id = b->actor_id, .posted_ms = b->posted_ms, .happened_ms = b->happened_ms,
			     .reverses_seq = b->reverses_seq, .crosses = b->crosses, .content_hash = b->content_hash,
			     .note_hash = b->note_hash, .sign_hash = b->sign_hash, .hash = hash }));
	for (size_t i = 0; i < b->n_postings; i++) {
		const struct bytes_posting *p = &b->postings[i];

		TRY(ledger_posting_add(cx, (struct ledger_posting_add_in){ b->district_id, b->seq, (int64_t)i + 1, p->account_id, p->lot_id,
				       p->line_no, p->qty, p->after_qty }));
	}
	for (size_t i = 0; i < b->n_grown; i++)
		TRY(ledger_progress_add(cx, (struct ledger_progress_add_in){ b->district_id, b->seq, b->grown[i].line_no, b->grown[i].counter,
					b->grown[i].qty }));
	return ERR_OK;
}

enum err work_write(struct ctx *cx, struct work *w, struct ledger_posted *ret)
{
	const struct ledger_entry *e = w->e;
	struct bytes_entry b = { .district_id = cx->district_id, .seq = w->seq, .doc_id = e->doc_id, .doc_version = e->doc_version,
		.actor_id = e->actor_id, .posted_ms = w->posted_ms, .happened_ms = w->happened_ms, .reverses_seq = w->reverses_seq,
		.crosses = e->crosses, .kind = e->kind, .verb = e->verb, .from_state = e->from_state, .to_state = e->to_state,
		.content_hash = e->content_hash ? e->content_hash : "", .note_hash = e->note_hash ? e->note_hash : "",
		.sign_hash = e->sign_hash ? e->sign_hash : "" };
	char hash[SHA256_HEX];
	int64_t moved = 0;

	list_accounts(&cx->mem, w, &b);
	list_lots(&cx->mem, w, &b);
	list_moves(&cx->mem, w, &b);
	bytes_chain(&cx->mem, w->head.hash, &b, hash);
	TRY(write_rows(cx, &b, hash));
	TRY(ledger_head_move_n(cx, (struct ledger_head_move_in){ cx->district_id, w->seq, hash, w->posted_ms }, &moved));
	if (moved != 1)
		return fail(cx, ERR_BROKEN, NULL, "总账链头在写入时变了", "the head of the ledger moved while it was written");
	*ret = (struct ledger_posted){ .seq = w->seq, .posted_ms = w->posted_ms };
	memcpy(ret->hash, hash, sizeof hash);
	return ERR_OK;
}
