/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/ledger/ledger.h"
#include "caps/ledger/bytes.h"
#include "caps/ledger/seal.h"
#include "caps/ledger/work.h"
#include "caps/item/item.h"
#include "caps/place/place.h"
#include "ledger.sql.h"
#include <stdio.h>
#include <string.h>

/* The largest balance: far from where 64 bits end, far above what a city owns. */
static const int64_t BALANCE_MAX = INT64_C(1) << 61;

enum err ledger_head(struct ctx *cx, struct ledger_head *ret)
{
	struct ledger_head_read_row row;
	enum err e = ledger_head_read(cx, (struct ledger_head_read_in){ cx->district_id }, &row);

	*ret = (struct ledger_head){ 0 };
	if (e == ERR_NOT_FOUND) {
		bytes_genesis(cx->district_id, ret->hash);
		return ERR_OK;
	}
	TRY(e);
	ret->seq = row.seq;
	ret->posted_ms = row.posted_ms;
	ret->seals = row.seals;
	memcpy(ret->hash, row.hash, sizeof ret->hash - 1);
	return ERR_OK;
}

enum err ledger_lock(struct ctx *cx, struct ledger_head *ret)
{
	struct ledger_head_locked_row row;
	enum err e = ledger_head_locked(cx, (struct ledger_head_locked_in){ cx->district_id }, &row);

	if (e == ERR_NOT_FOUND) {
		char genesis[SHA256_HEX];

		bytes_genesis(cx->district_id, genesis);
		TRY(ledger_head_begin(cx, (struct ledger_head_begin_in){ cx->district_id, genesis }));
		e = ledger_head_locked(cx, (struct ledger_head_locked_in){ cx->district_id }, &row);
	}
	TRY(e);
	if (strlen(row.hash) != sizeof ret->hash - 1)
		return fail(cx, ERR_BROKEN, NULL, "总账链头损坏；请运行 baogong verify", "the head of the ledger is damaged; run baogong verify");
	*ret = (struct ledger_head){ .seq = row.seq, .posted_ms = row.posted_ms, .seals = row.seals };
	memcpy(ret->hash, row.hash, sizeof ret->hash - 1);
	return ERR_OK;
}

/* A document's entries carry the versions 1, 2, 3 ... and hand its state on. */
static enum err follows_its_document(struct ctx *cx, const struct ledger_entry *e)
{
	struct ledger_last_of_doc_row last;
	enum err err = ledger_last_of_doc(cx, (struct ledger_last_of_doc_in){ cx->district_id, e->doc_id }, &last);

	if (err == ERR_NOT_FOUND)
		last = (struct ledger_last_of_doc_row){ 0, e->from_state };
	else
		TRY(err);
	if (e->doc_version <= last.doc_version)
		return fail(cx, ERR_STALE, "version", "单据已到第 %lld 版，本次提交的是第 %lld 版；请刷新再办",
			    "the document is at version %lld, this was version %lld; reload and try again",
			    (long long)last.doc_version, (long long)e->doc_version);
	if (e->doc_version != last.doc_version + 1 || strcmp(e->from_state, last.to_state))
		return fail(cx, ERR_BROKEN, NULL, "单据第 %lld 版（%s）接不上第 %lld 版（%s）",
			    "version %lld of the document (from %s) does not follow version %lld (%s)",
			    (long long)e->doc_version, e->from_state, (long long)last.doc_version, last.to_state);
	return ERR_OK;
}

/* What a person calls it; its number where the catalogue does not know it. */
static enum err name_item(struct ctx *cx, const struct work_lot *lot, const char **ret)
{
	const char *batch = *lot->serial ? lot->serial : lot->batch;
	struct item item;
	enum err e = item_get(cx, lot->item_id, &item);

	if (e && e != ERR_NOT_FOUND)
		return e;
	if (e)
		item.zh = arena_print(&cx->mem, "#%lld", (long long)lot->item_id);
	*ret = *batch ? arena_print(&cx->mem, "%s %s", item.zh, batch) : item.zh;
	return ERR_OK;
}

static enum err name_account(struct ctx *cx, const struct work_account *a, const char **ret)
{
	struct place place = { .name = "" };
	enum err e = a->key.place_id ? place_get(cx, a->key.place_id, &place) : ERR_OK;

	if (e && e != ERR_NOT_FOUND)
		return e;
	*ret = arena_print(&cx->mem, "%s%s%s (%s)", e ? "" : place.name, e || !*place.name ? "" : " ", a->info->zh, a->info->en);
	return ERR_OK;
}

/* The same of money, and of places in an offer. */
static enum err short_promise(struct ctx *cx, const struct work_posting *p, const char *item, const char *account, int64_t there)
{
	const long long wanted = p->qty < 0 ? -p->qty : p->qty, has = there;

	if (p->account->info->thing == THING_MONEY)
		return fail(cx, ERR_SHORT_STOCK, "money", "需要 %lld.%02lld 元，“%s”账上只有 %lld.%02lld 元；请核对金额",
			    "%lld.%02lld yuan wanted, \"%s\" has only %lld.%02lld; check the sum", wanted / 100, wanted % 100, account,
			    has / 100, has % 100);
	return fail(cx, ERR_SHORT_STOCK, arena_print(&cx->mem, "lines[%lld].qty", (long long)(p->line_no ? p->line_no - 1 : 0)),
		    "第 %lld 行：%s 要 %lld，“%s”只剩 %lld；请减少数量", "line %lld: of %s %lld wanted, \"%s\" has %lld left; take less",
		    (long long)p->line_no, item, wanted, account, has);
}

/* What the people who wait for the goods want to know: which, how many, where. */
static enum err short_stock(struct ctx *cx, const struct work_posting *p)
{
	struct ledger_balance_read_row there;
	enum err e = ledger_balance_read(cx, (struct ledger_balance_read_in){ cx->district_id, p->account->account_id, p->lot_id }, &there);
	const char *item, *account;
	char field[40];

	if (e == ERR_NOT_FOUND)
		there.qty = 0;
	else
		TRY(e);
	TRY(name_item(cx, p->lot, &item));
	TRY(name_account(cx, p->account, &account));
	if (p->account->info->thing != THING_GOODS)
		return short_promise(cx, p, item, account, there.qty < 0 ? -there.qty : there.qty);
	snprintf(field, sizeof field, "lines[%lld].qty", (long long)(p->line_no ? p->line_no - 1 : 0));
	return fail(cx, ERR_SHORT_STOCK, field, "第 %lld 行需要 %lld，%s 在“%s”只有 %lld；请减少数量或换批次",
		    "line %lld wants %lld; of %s, the account \"%s\" has only %lld; take less or another lot",
		    (long long)p->line_no, (long long)(p->qty < 0 ? -p->qty : p->qty), item, account,
		    (long long)(there.qty < 0 ? -there.qty : there.qty));
}

/* Changes one balance, never to the wrong side of nil.  The guard stands in the
 * statement; the CHECK of the table is only there to catch a bug. */
static enum err change_balance(struct ctx *cx, const struct work *w, struct work_posting *p)
{
	const struct work_account *a = p->account;
	struct ledger_balance_change_row changed;
	struct ledger_balance_add_row added;
	enum err e = ERR_NOT_FOUND;

	if (!p->alone || (!a->fresh && !p->lot->fresh))
		e = ledger_balance_change(cx, (struct ledger_balance_change_in){ cx->district_id, a->account_id, p->lot_id,
					  p->qty, w->seq }, &changed);
	if (e == ERR_OK) {
		p->after_qty = changed.qty;
	} else if (e != ERR_NOT_FOUND) {
		return e;
	} else if (a->info->sign * p->qty < 0) {
		return short_stock(cx, p);
	} else {
		e = ledger_balance_add(cx, (struct ledger_balance_add_in){ cx->district_id, a->account_id, p->lot_id,
				       p->lot->item_id, a->info->sign, p->qty, w->seq }, &added);
		if (e == ERR_NOT_FOUND)
			return short_stock(cx, p);
		TRY(e);
		p->after_qty = added.qty;
	}
	if (p->after_qty > BALANCE_MAX || p->after_qty < -BALANCE_MAX)
		return fail(cx, ERR_BAD_INPUT, "qty", "“%s”账户的余额会超过上限 %lld", "the account \"%s\" would exceed the limit %lld",
			    a->info->zh, (long long)BALANCE_MAX);
	return ERR_OK;
}

/* An entry told later than others happened may not take goods that, at that
 * time or afterwards, were not there (G8). */
static enum err check_backdated(struct ctx *cx, const struct work *w)
{
	struct ledger_lowest_since_row low;
	int64_t open_from = 0, after_seq = 0, opening;

	if (w->happened_ms >= w->head.posted_ms)
		return ERR_OK;
	TRY(ledger_open_from(cx, &open_from));
	if (open_from)
		TRY(ledger_seq_at(cx, open_from - 1, &after_seq));
	for (size_t i = 0; i < w->n_postings; i++) {
		const struct work_posting *p = &w->postings[i];
		int sign = p->account->info->sign;

		if (sign * p->qty >= 0)
			continue;
		opening = 0;
		if (after_seq)
			TRY(ledger_balance(cx, p->key, p->lot_id, after_seq, &opening));
		TRY(ledger_lowest_since(cx, (struct ledger_lowest_since_in){ .district_id = cx->district_id, .account_id = p->account->account_id,
					.lot_id = p->lot_id, .sign = sign, .opening = opening, .after_seq = after_seq,
					.happened_ms = w->happened_ms }, &low));
		if (low.room < 0)
			return fail(cx, ERR_SHORT_STOCK, "happened_at",
				    "按补记的时间，“%s”账户在当时或之后会缺 %lld；请核对发生时间",
				    "at the time given, or later, the account \"%s\" would lack %lld; check when it happened",
				    p->account->info->zh, (long long)-low.room);
	}
	return ERR_OK;
}

enum err ledger_post_work(struct ctx *cx, const struct ledger_entry *e, int64_t reverses_seq, struct ledger_posted *ret)
{
	struct work w = { .e = e, .reverses_seq = reverses_seq };

	TRY(work_check(cx, &w));
	TRY(ledger_lock(cx, &w.head));
	w.seq = w.head.seq + 1;
	TRY(work_times(cx, &w));
	TRY(follows_its_document(cx, e));
	TRY(work_gather(cx, &w));
	TRY(work_lots(cx, &w));
	TRY(work_accounts(cx, &w));
	TRY(work_balanced(cx, &w));
	TRY(work_rules(cx, &w));
	for (size_t i = 0; i < w.n_postings; i++)
		TRY(change_balance(cx, &w, &w.postings[i]));
	TRY(work_write(cx, &w, ret));
	return check_backdated(cx, &w);
}

enum err ledger_post(struct ctx *cx, const struct ledger_entry *e, struct ledger_posted *ret)
{
	return ledger_post_work(cx, e, 0, ret);
}

/* What entry `seq` did, with the signs turned. */
static enum err contrary(struct ctx *cx, int64_t seq, struct ledger_entry *e)
{
	struct ledger_contrary_postings_row *postings;
	struct ledger_contrary_progress_row *grown;
	struct ledger_change *changes;
	struct ledger_growth *growth;

	TRY(ledger_contrary_postings(cx, (struct ledger_contrary_postings_in){ cx->district_id, seq }, &postings, &e->n_changes, LEDGER_POSTINGS_MAX));
	TRY(ledger_contrary_progress(cx, (struct ledger_contrary_progress_in){ cx->district_id, seq }, &grown, &e->n_grown, LEDGER_POSTINGS_MAX));
	changes = arena_array(&cx->mem, struct ledger_change, e->n_changes + 1);
	growth = arena_array(&cx->mem, struct ledger_growth, e->n_grown + 1);
	for (size_t i = 0; i < e->n_changes; i++) {
		const struct ledger_contrary_postings_row *p = &postings[i];

		changes[i] = (struct ledger_change){ { p->kind, p->who_id, p->place_id, p->owner_id, p->fund_id, p->doc_id },
						     p->lot_id, p->line_no, p->qty };
	}
	for (size_t i = 0; i < e->n_grown; i++)
		growth[i] = (struct ledger_growth){ grown[i].line_no, grown[i].counter, grown[i].qty };
	e->changes = changes;
	e->grown = growth;
	return ERR_OK;
}

enum err ledger_reverse(struct ctx *cx, const struct ledger_reversal *r, struct ledger_posted *ret)
{
	struct ledger_entry_read_row old;
	struct ledger_reversed_by_row by;
	struct ledger_entry e = { .doc_id = r->doc_id, .doc_version = r->doc_version, .verb = r->verb, .from_state = r->from_state,
		.to_state = r->to_state, .actor_id = r->actor_id, .happened_ms = r->happened_ms,
		.content_hash = r->content_hash, .note_hash = r->note_hash };
	struct ledger_head head;
	enum err err;

	TRY(ledger_lock(cx, &head));
	TRY(ledger_entry_read(cx, (struct ledger_entry_read_in){ cx->district_id, r->seq }, &old));
	if (old.doc_id != r->doc_id)
		return fail(cx, ERR_BROKEN, "seq", "第 %lld 笔分录属于另一张单据", "entry %lld belongs to another document", (long long)r->seq);
	if (old.reverses_seq)
		return fail(cx, ERR_BAD_STATE, "seq", "第 %lld 笔本身就是冲销，不能再冲销", "entry %lld is a reversal itself and is not reversed again", (long long)r->seq);
	err = ledger_reversed_by(cx, (struct ledger_reversed_by_in){ cx->district_id, r->seq }, &by);
	if (err == ERR_OK)
		return fail(cx, ERR_BAD_STATE, "seq", "第 %lld 笔已由第 %lld 笔冲销", "entry %lld was reversed by entry %lld already", (long long)r->seq, (long long)by.seq);
	if (err != ERR_NOT_FOUND)
		return err;
	e.kind = old.kind;
	e.crosses = (unsigned)old.crosses;
	TRY(contrary(cx, r->seq, &e));
	return ledger_post_work(cx, &e, r->seq, ret);
}
