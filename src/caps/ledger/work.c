/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/ledger/work.h"
#include "base/civil.h"
#include "base/shape.h"
#include "base/text.h"
#include "ledger.sql.h"
#include <stdlib.h>
#include <string.h>

static int by_number(int64_t a, int64_t b) { return (a > b) - (a < b); }

static int by_key(const struct account_key *a, const struct account_key *b)
{
	const int64_t x[] = { a->kind, a->who_id, a->place_id, a->owner_id, a->fund_id, a->doc_id };
	const int64_t y[] = { b->kind, b->who_id, b->place_id, b->owner_id, b->fund_id, b->doc_id };
	int d = 0;

	for (size_t i = 0; i < sizeof x / sizeof *x && !d; i++)
		d = by_number(x[i], y[i]);
	return d;
}

/* ---- what can be refused without looking at the store ---- */

static enum err check_text(struct ctx *cx, const char *text, const char *field)
{
	size_t n;

	if (!text)
		return fail(cx, ERR_BROKEN, field, "分录缺少 %s", "the entry lacks %s", field);
	n = strlen(text);
	if (n > LEDGER_TEXT_MAX || text_good_bytes(text, n) != n)
		return fail(cx, ERR_BAD_INPUT, field, "%s 最多 %d 字节，且须为正常文字", "%s takes at most %d bytes of plain text", field, LEDGER_TEXT_MAX);
	return ERR_OK;
}

/* '' or 64 lower-case hex digits: one hash has one spelling. */
static enum err check_hash(struct ctx *cx, const char *hex, const char *field)
{
	if (!hex || !*hex || (strlen(hex) == SHA256_HEX - 1 && strspn(hex, "0123456789abcdef") == SHA256_HEX - 1))
		return ERR_OK;
	return fail(cx, ERR_BROKEN, field, "%s 不是 64 位十六进制散列", "%s is not a hash of 64 hex digits", field);
}

static enum err check_change(struct ctx *cx, const struct ledger_change *c, size_t i)
{
	const struct account_info *info = ledger_account_info(c->account.kind);
	const struct account_key *k = &c->account;
	unsigned filled = (k->who_id ? SLOT_WHO : 0u) | (k->place_id ? SLOT_PLACE : 0u) | (k->owner_id ? SLOT_OWNER : 0u)
		| (k->fund_id ? SLOT_FUND : 0u) | (k->doc_id ? SLOT_DOC : 0u);

	if (!info)
		return fail(cx, ERR_BROKEN, "account", "没有 %lld 这种账户", "there is no account kind %lld", (long long)k->kind);
	if ((filled | SLOT_FUND) != (info->slots | SLOT_FUND) || (filled & ~info->slots))
		return fail(cx, ERR_BAD_INPUT, "account", "第 %zu 笔：“%s”账户的要素不全或多余（应为 %u，填了 %u）",
			    "change %zu: the account \"%s\" lacks a part of its key or has one too many (takes %u, got %u)",
			    i + 1, info->zh, info->slots, filled);
	if (c->qty > QTY_MAX || c->qty < -QTY_MAX)
		return fail(cx, ERR_BAD_INPUT, "qty", "第 %zu 笔的数量 %lld 超过上限 %lld", "change %zu: the quantity %lld exceeds %lld",
			    i + 1, (long long)c->qty, (long long)QTY_MAX);
	if (c->lot_id <= 0 || c->line_no < 0)
		return fail(cx, ERR_BROKEN, "lot_id", "第 %zu 笔没有批次或行号", "change %zu has no lot or no line", i + 1);
	return ERR_OK;
}

static enum err check_new_lot(struct ctx *cx, const struct ledger_new_lot *l, int64_t before)
{
	if (l->lot_id <= LEDGER_MONEY || l->item_id <= LEDGER_MONEY || l->lot_id == before || l->source_line_no < 0 || l->cost_units < 0)
		return fail(cx, ERR_BROKEN, "lot_id", "新批次的编号或物资不对", "a new lot has no proper number or item");
	if (l->made_day < 0 || l->expiry_day < 0 || (l->expiry_day && l->expiry_day < l->made_day))
		return fail(cx, ERR_BAD_INPUT, "expiry_day", "到期日早于生产日期", "the expiry lies before the day it was made");
	if (l->cost_fen < 0 || l->cost_fen > QTY_MAX || l->cost_units > QTY_MAX)
		return fail(cx, ERR_BAD_INPUT, "cost_fen", "批次成本超出范围", "the cost of the lot is out of range");
	TRY(check_text(cx, l->batch, "batch"));
	TRY(check_text(cx, l->serial, "serial"));
	for (size_t i = 0; i < l->n_parts; i++)
		if (l->parts[i].qty <= 0 || l->parts[i].qty > QTY_MAX || l->parts[i].part_lot_id >= l->lot_id
		    || (i && l->parts[i].part_lot_id <= l->parts[i - 1].part_lot_id))
			return fail(cx, ERR_BROKEN, "parts", "组装批次的组成不对", "the parts of an assembled lot are not in order");
	return ERR_OK;
}

static int lot_order(const void *a, const void *b)
{
	return by_number(((const struct ledger_new_lot *)a)->lot_id, ((const struct ledger_new_lot *)b)->lot_id);
}

static int growth_order(const void *a, const void *b)
{
	const struct ledger_growth *x = *(const struct ledger_growth *const *)a, *y = *(const struct ledger_growth *const *)b;
	int d = by_number(x->line_no, y->line_no);

	return d ? d : strcmp(x->counter, y->counter);
}

static int part_order(const void *a, const void *b)
{
	return by_number(((const struct ledger_part *)a)->part_lot_id, ((const struct ledger_part *)b)->part_lot_id);
}

static enum err check_lots(struct ctx *cx, struct work *w)
{
	w->n_fresh = w->e->n_lots;
	w->fresh = arena_array(&cx->mem, struct ledger_new_lot, w->n_fresh + 1);
	for (size_t i = 0; i < w->n_fresh; i++) {
		struct ledger_new_lot *l = &w->fresh[i];
		struct ledger_part *parts;

		*l = w->e->lots[i];
		l->batch = l->batch ? l->batch : "";
		l->serial = l->serial ? l->serial : "";
		l->cost_units = l->cost_units ? l->cost_units : 1;
		parts = arena_array(&cx->mem, struct ledger_part, l->n_parts + 1);
		for (size_t p = 0; p < l->n_parts; p++)
			parts[p] = l->parts[p];
		qsort(parts, l->n_parts, sizeof *parts, part_order);
		l->parts = parts;
	}
	qsort(w->fresh, w->n_fresh, sizeof *w->fresh, lot_order);
	for (size_t i = 0; i < w->n_fresh; i++)
		TRY(check_new_lot(cx, &w->fresh[i], i ? w->fresh[i - 1].lot_id : 0));
	return ERR_OK;
}

static enum err check_growth(struct ctx *cx, struct work *w)
{
	const struct ledger_entry *e = w->e;

	w->n_grown = 0;
	w->grown = arena_array(&cx->mem, const struct ledger_growth *, e->n_grown + 1);
	for (size_t i = 0; i < e->n_grown; i++) {
		const struct ledger_growth *g = &e->grown[i];

		TRY(check_text(cx, g->counter, "counter"));
		if (g->qty > QTY_MAX || g->qty < -QTY_MAX)
			return fail(cx, ERR_BAD_INPUT, "qty", "第 %lld 行的数量超出范围", "the quantity of line %lld is out of range", (long long)g->line_no);
		if (g->qty)
			w->grown[w->n_grown++] = g;
	}
	qsort(w->grown, w->n_grown, sizeof *w->grown, growth_order);
	for (size_t i = 1; i < w->n_grown; i++)
		if (!growth_order(&w->grown[i - 1], &w->grown[i]))
			return fail(cx, ERR_BROKEN, "grown", "同一行的计数 %s 出现两次", "counter %s of one line is told twice", w->grown[i]->counter);
	return ERR_OK;
}

enum err work_check(struct ctx *cx, struct work *w)
{
	const struct ledger_entry *e = w->e;

	if (e->n_changes > LEDGER_POSTINGS_MAX || e->n_lots > LEDGER_LOTS_MAX || e->n_grown > LEDGER_POSTINGS_MAX)
		return fail(cx, ERR_TOO_LARGE, "lines", "一步最多 %d 笔；请分成几张单据", "a step takes at most %d postings; split the document",
			    LEDGER_POSTINGS_MAX);
	if (e->doc_id <= 0 || e->doc_version <= 0 || e->crosses > (LEDGER_CROSS_FUND | LEDGER_CROSS_OWNER))
		return fail(cx, ERR_BROKEN, NULL, "分录没有单据或版本", "an entry without a document or version");
	TRY(check_text(cx, e->kind, "kind"));
	TRY(check_text(cx, e->verb, "verb"));
	TRY(check_text(cx, e->from_state, "from_state"));
	TRY(check_text(cx, e->to_state, "to_state"));
	TRY(check_hash(cx, e->content_hash, "content_hash"));
	TRY(check_hash(cx, e->note_hash, "note_hash"));
	TRY(check_hash(cx, e->sign_hash, "sign_hash"));
	for (size_t i = 0; i < e->n_changes; i++)
		TRY(check_change(cx, &e->changes[i], i));
	TRY(check_lots(cx, w));
	return check_growth(cx, w);
}

/* ---- time ---- */

enum err work_times(struct ctx *cx, struct work *w)
{
	struct ledger_last_close_row close;
	enum err e;
	char day[11];

	w->posted_ms = cx->now_ms > w->head.posted_ms ? cx->now_ms : w->head.posted_ms;
	w->happened_ms = w->e->happened_ms ? w->e->happened_ms : w->posted_ms;
	if (w->happened_ms > w->posted_ms || w->happened_ms < 0)
		return fail(cx, ERR_BAD_INPUT, "happened_at", "发生时间不能在将来", "it cannot have happened in the future");
	if (civil_day_of(w->happened_ms) == civil_day_of(w->posted_ms))
		return ERR_OK;                          /* only days that are over are ever closed */
	e = ledger_last_close(cx, (struct ledger_last_close_in){ cx->district_id }, &close);
	if (e == ERR_NOT_FOUND)
		return ERR_OK;
	TRY(e);
	if (civil_day_of(w->happened_ms) <= close.closes_day)
		return fail(cx, ERR_BLOCKED, "happened_at", "%s 及以前已经结账，不能补记；请按现在的时间作更正",
			    "the books are closed up to %s; record the correction with a later time", civil_write_day(close.closes_day, day));
	return ERR_OK;
}

/* ---- merging ---- */

static int merge_order(const void *a, const void *b)
{
	const struct work_posting *x = a, *y = b;
	int d = by_key(x->key, y->key);

	d = d ? d : by_number(x->lot_id, y->lot_id);
	d = d ? d : by_number(x->line_no, y->line_no);
	return d ? d : by_number((int64_t)x->first, (int64_t)y->first);
}

static int told_order(const void *a, const void *b)
{
	return by_number((int64_t)((const struct work_posting *)a)->first, (int64_t)((const struct work_posting *)b)->first);
}

static bool same_balance(const struct work_posting *a, const struct work_posting *b)
{
	return a->lot_id == b->lot_id && !by_key(a->key, b->key);
}

/* Adds up equal (account, lot, line), drops nil, and finds the distinct accounts;
 * leaves the postings in the order in which they were first told. */
enum err work_gather(struct ctx *cx, struct work *w)
{
	struct work_posting *p = arena_array(&cx->mem, struct work_posting, w->e->n_changes + 1);
	size_t n = 0, kept = 0;

	for (; n < w->e->n_changes; n++)
		p[n] = (struct work_posting){ .key = &w->e->changes[n].account, .lot_id = w->e->changes[n].lot_id,
					      .line_no = w->e->changes[n].line_no, .qty = w->e->changes[n].qty, .first = n };
	qsort(p, n, sizeof *p, merge_order);
	for (size_t i = 0; i < n; i++) {
		struct work_posting *last = kept ? &p[kept - 1] : NULL;

		if (last && last->line_no == p[i].line_no && same_balance(last, &p[i])) {
			last->qty += p[i].qty;
			if (last->qty > QTY_MAX || last->qty < -QTY_MAX)
				return fail(cx, ERR_BAD_INPUT, "qty", "第 %lld 行合计超过上限 %lld", "line %lld adds up to more than %lld",
					    (long long)last->line_no, (long long)QTY_MAX);
			continue;
		}
		if (last && !last->qty)
			kept--;
		p[kept++] = p[i];
	}
	if (kept && !p[kept - 1].qty)
		kept--;
	for (size_t i = 0; i < kept; i++)
		p[i].alone = (!i || !same_balance(&p[i - 1], &p[i])) && (i + 1 == kept || !same_balance(&p[i], &p[i + 1]));
	w->postings = p;
	w->n_postings = kept;
	return ERR_OK;
}

/* ---- accounts ---- */

static enum err find_account(struct ctx *cx, const struct work *w, const struct account_key *k, struct work_account *ret)
{
	struct ledger_account_find_row found;
	enum err e = ledger_account_find(cx, (struct ledger_account_find_in){ cx->district_id, k->kind, k->who_id, k->place_id,
					 k->owner_id, k->fund_id, k->doc_id }, &found);

	ret->key = *k;
	ret->info = ledger_account_info(k->kind);
	if (e == ERR_OK) {
		ret->account_id = found.account_id;
		return ERR_OK;
	}
	if (e != ERR_NOT_FOUND)
		return e;
	ret->account_id = ctx_new_id(cx);
	ret->fresh = true;
	return ledger_account_add(cx, (struct ledger_account_add_in){ cx->district_id, ret->account_id, k->kind, ret->info->sign, k->who_id,
				  k->place_id, k->owner_id, k->fund_id, k->doc_id, w->seq });
}

enum err work_accounts(struct ctx *cx, struct work *w)
{
	w->accounts = arena_array(&cx->mem, struct work_account, w->n_postings + 1);
	w->n_accounts = 0;
	for (size_t i = 0; i < w->n_postings; i++) {     /* still in the order of merging */
		struct work_posting *p = &w->postings[i];

		if (!i || by_key(p->key, &w->accounts[w->n_accounts - 1].key))
			TRY(find_account(cx, w, p->key, &w->accounts[w->n_accounts++]));
		p->account = &w->accounts[w->n_accounts - 1];
	}
	qsort(w->postings, w->n_postings, sizeof *w->postings, told_order);
	return ERR_OK;
}

/* ---- lots ---- */

static int number_order(const void *a, const void *b)
{
	return by_number(*(const int64_t *)a, *(const int64_t *)b);
}

static enum err add_lot(struct ctx *cx, const struct work *w, const struct ledger_new_lot *l)
{
	struct ledger_serial_find_row other;

	if (*l->serial) {
		enum err e = ledger_serial_find(cx, (struct ledger_serial_find_in){ cx->district_id, l->item_id, l->serial }, &other);

		if (e == ERR_OK)
			return fail(cx, ERR_BAD_INPUT, "serial", "编号 %s 已经登记过（批次 %lld）；一件东西只能登记一次",
				    "serial number %s was given before (lot %lld); a piece is entered once, ever", l->serial, (long long)other.lot_id);
		if (e != ERR_NOT_FOUND)
			return e;
	}
	return ledger_lot_add(cx, (struct ledger_lot_add_in){ cx->district_id, l->lot_id, l->item_id,
			      l->lot_id == LEDGER_MONEY ? 0 : w->e->doc_id, l->source_line_no, l->made_day, l->expiry_day,
			      l->cost_fen, l->cost_units, l->batch, l->serial, w->seq });
}

static enum err find_lot(struct ctx *cx, struct work *w, int64_t lot_id, struct work_lot *ret)
{
	struct ledger_lot_find_row row;
	enum err e = ledger_lot_find(cx, (struct ledger_lot_find_in){ cx->district_id, lot_id }, &row);

	if (e == ERR_NOT_FOUND && lot_id == LEDGER_MONEY) {      /* born with the first money of the district */
		memmove(w->fresh + 1, w->fresh, w->n_fresh * sizeof *w->fresh);
		w->n_fresh++;
		w->fresh[0] = (struct ledger_new_lot){ .lot_id = LEDGER_MONEY, .item_id = LEDGER_MONEY, .cost_units = 1, .batch = "", .serial = "" };
		*ret = (struct work_lot){ .lot_id = LEDGER_MONEY, .item_id = LEDGER_MONEY, .batch = "", .serial = "", .fresh = true };
		return add_lot(cx, w, &w->fresh[0]);
	}
	if (e == ERR_NOT_FOUND)
		return fail(cx, ERR_BAD_INPUT, "lot_id", "没有批次 %lld", "there is no lot %lld", (long long)lot_id);
	TRY(e);
	*ret = (struct work_lot){ lot_id, row.item_id, row.source_doc_id, row.expiry_day, row.batch, row.serial, false };
	return ERR_OK;
}

/* Parts stand in the store already, and go into the assembly in this very entry. */
static enum err add_parts(struct ctx *cx, const struct ledger_new_lot *l)
{
	struct ledger_lot_find_row part;

	for (size_t i = 0; i < l->n_parts; i++) {
		enum err e = ledger_lot_find(cx, (struct ledger_lot_find_in){ cx->district_id, l->parts[i].part_lot_id }, &part);

		if (e == ERR_NOT_FOUND)
			return fail(cx, ERR_BAD_INPUT, "parts", "没有批次 %lld", "there is no lot %lld", (long long)l->parts[i].part_lot_id);
		TRY(e);
		TRY(ledger_lot_part_add(cx, (struct ledger_lot_part_add_in){ cx->district_id, l->lot_id, l->parts[i].part_lot_id, l->parts[i].qty }));
	}
	return ERR_OK;
}

static const struct ledger_new_lot *fresh_lot(const struct work *w, int64_t lot_id)
{
	struct ledger_new_lot wanted = { .lot_id = lot_id };

	return bsearch(&wanted, w->fresh, w->n_fresh, sizeof wanted, lot_order);
}

static int known_order(const void *a, const void *b)
{
	return by_number(((const struct work_lot *)a)->lot_id, ((const struct work_lot *)b)->lot_id);
}

static enum err know_lots(struct ctx *cx, struct work *w)
{
	int64_t *ids = arena_array(&cx->mem, int64_t, w->n_postings + 1);
	size_t fresh = 0;

	for (size_t i = 0; i < w->n_postings; i++)
		ids[i] = w->postings[i].lot_id;
	qsort(ids, w->n_postings, sizeof *ids, number_order);
	w->lots = arena_array(&cx->mem, struct work_lot, w->n_postings + 1);
	for (size_t i = 0; i < w->n_postings; i++) {
		const struct ledger_new_lot *l = fresh_lot(w, ids[i]);

		if (i && ids[i] == ids[i - 1])
			continue;
		if (l && l->lot_id != LEDGER_MONEY)
			w->lots[w->n_lots++] = (struct work_lot){ l->lot_id, l->item_id, w->e->doc_id, l->expiry_day, l->batch, l->serial, true };
		else
			TRY(find_lot(cx, w, ids[i], &w->lots[w->n_lots++]));
		fresh += w->lots[w->n_lots - 1].fresh;
	}
	if (fresh != w->n_fresh)
		return fail(cx, ERR_BROKEN, "lots", "有新批次没有入账", "a new lot was announced and not posted");
	return ERR_OK;
}

enum err work_lots(struct ctx *cx, struct work *w)
{
	for (size_t i = 0; i < w->n_fresh; i++)
		TRY(add_lot(cx, w, &w->fresh[i]));
	for (size_t i = 0; i < w->n_fresh; i++)
		TRY(add_parts(cx, &w->fresh[i]));
	TRY(know_lots(cx, w));
	for (size_t i = 0; i < w->n_postings; i++) {
		struct work_lot wanted = { .lot_id = w->postings[i].lot_id };

		w->postings[i].lot = bsearch(&wanted, w->lots, w->n_lots, sizeof wanted, known_order);
	}
	return ERR_OK;
}
