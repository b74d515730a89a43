/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/ledger/verify_work.h"
#include "base/civil.h"
#include "base/shape.h"
#include <stdlib.h>
#include <string.h>

struct v_balance *v_balance(struct verify *v, int64_t account, int64_t lot)
{
	bool fresh;
	uint32_t *at = v_map_at(&v->cx->mem, &v->balance_at, account, lot, &fresh);

	if (fresh) {
		*at = (uint32_t)v->n_balances;
		arena_push(&v->cx->mem, v->balances, v->n_balances, v->balances_room) = (struct v_balance){ .account = account, .lot = lot };
	}
	return &v->balances[*at];
}

/* ---- the entry itself ---- */

static void check_times(struct verify *v, const struct v_entry *e)
{
	char day[11];

	if (e->posted < v->last_posted)
		v_found(v, "ledger_entry", v_id(v, e->seq), "posted_ms", "%lld 早于前一笔的 %lld", "%lld lies before the entry before it, %lld",
			(long long)e->posted, (long long)v->last_posted);
	if (e->happened > e->posted || e->happened < 0)
		v_found(v, "ledger_entry", v_id(v, e->seq), "happened_ms", "%lld 晚于记账时间 %lld", "%lld lies after the time it was posted, %lld",
			(long long)e->happened, (long long)e->posted);
	while (v->next_close < v->n_seals && v->seals[v->next_close].seq < e->seq) {
		if (v->seals[v->next_close].closes > v->closed_day)
			v->closed_day = v->seals[v->next_close].closes;
		v->next_close++;
	}
	if (v->closed_day && civil_day_of(e->happened) <= v->closed_day)
		v_found(v, "ledger_entry", v_id(v, e->seq), "happened_ms", "落在已结账的日期内（已结到 %s）", "lies in a closed period (closed up to %s)",
			civil_write_day(v->closed_day, day));
	if (e->crosses < 0 || e->crosses > 3)
		v_found(v, "ledger_entry", v_id(v, e->seq), "crosses", "%lld 不在 0 至 3 之间", "%lld is not 0 to 3", (long long)e->crosses);
	if (e->bad_hash)
		v_found(v, "ledger_entry", v_id(v, e->seq), e->bad_hash, "不是 64 位小写十六进制", "is not 64 lower-case hex digits");
}

/* Versions of a document follow one another and hand its state on. */
static void check_document(struct verify *v, const struct v_entry *e)
{
	bool fresh;
	uint32_t *at = v_map_at(&v->cx->mem, &v->doc_at, e->doc, 0, &fresh);
	struct v_doc *d;

	if (fresh) {
		*at = (uint32_t)v->n_docs;
		arena_push(&v->cx->mem, v->docs, v->n_docs, v->docs_room) = (struct v_doc){ .id = e->doc, .version = v->partial ? e->version - 1 : 0, .state = e->from };
	}
	d = &v->docs[*at];
	if (e->version != d->version + 1)
		v_found(v, "ledger_entry", v_id(v, e->seq), "doc_version", "单据 %lld 的版本 %lld 接不上 %lld", "document %lld: version %lld does not follow %lld",
			(long long)e->doc, (long long)e->version, (long long)d->version);
	if (strcmp(e->from, d->state))
		v_found(v, "ledger_entry", v_id(v, e->seq), "from_state", "单据 %lld 从“%s”开始，前一步到的是“%s”", "document %lld starts from \"%s\", the step before led to \"%s\"",
			(long long)e->doc, e->from, d->state);
	d->version = e->version;
	d->state = e->to;
	d->content = e->content;
	d->kind = e->kind;
	d->last_seq = e->seq;
}

/* ---- postings ---- */

/* Sums per (lot, part) of one entry; few, so a plain list. */
struct sum { int64_t lot, part; __int128 qty; };
struct sums { struct sum *at; size_t n, room; };

static int sum_order(const void *a, const void *b)
{
	const struct sum *x = a, *y = b;
	int d = (x->lot > y->lot) - (x->lot < y->lot);

	return d ? d : (x->part > y->part) - (x->part < y->part);
}

static void check_sums(struct verify *v, const struct v_view *w, struct sums *s, const char *zh, const char *en)
{
	__int128 sum = 0;

	if (s->n)
		qsort(s->at, s->n, sizeof *s->at, sum_order);
	for (size_t i = 0; i < s->n; i++) {
		sum += s->at[i].qty;
		if (i + 1 < s->n && !sum_order(&s->at[i], &s->at[i + 1]))
			continue;
		if (sum)
			v_found(v, "ledger_posting", v_id(v, w->e->seq), "qty", "批次 %lld 不平，差 %lld（%s；%s）", "lot %lld does not balance by %lld (%s; %s)",
				(long long)s->at[i].lot, (long long)sum, zh, en);
		sum = 0;
	}
}

static void check_balanced(struct verify *v, const struct v_view *w)
{
	struct sums thing = { 0 }, fund = { 0 }, owner = { 0 };

	for (size_t i = 0; i < w->n_postings; i++) {
		const struct v_posting *p = &w->postings[i];
		const struct v_account *a = v_account(v, p->account);

		if (!a || !a->info)
			continue;
		arena_push(&v->chunk, thing.at, thing.n, thing.room) = (struct sum){ p->lot, (int64_t)a->info->thing, p->qty };
		if (!(w->e->crosses & LEDGER_CROSS_FUND) || p->lot == LEDGER_MONEY)
			arena_push(&v->chunk, fund.at, fund.n, fund.room) = (struct sum){ p->lot, a->fund, p->qty };
		if (!(w->e->crosses & LEDGER_CROSS_OWNER))
			arena_push(&v->chunk, owner.at, owner.n, owner.room) = (struct sum){ p->lot, a->owner, p->qty };
	}
	check_sums(v, w, &thing, "按批次", "per lot");
	check_sums(v, w, &fund, "按专款", "per fund");
	check_sums(v, w, &owner, "按货主", "per owner");
}

static void check_place_of_goods(struct verify *v, const struct v_view *w, const struct v_posting *p, const struct v_account *a, const struct v_lot *l)
{
	bool source = a->info->thing == THING_GOODS && a->info->sign < 0;
	char day[11];

	if ((a->info->thing == THING_MONEY) != (l->item == LEDGER_MONEY))
		v_found(v, "ledger_posting", v_id2(v, p->seq, p->no), "lot_id", "“%s”账户里记了批次 %lld（钱物混记）", "the account \"%s\" holds lot %lld (money and goods mixed)",
			a->info->zh, (long long)l->id);
	if (w->e->reverses)
		return;
	if ((a->info->flags & ACC_ISSUE) && p->qty > 0 && l->expiry && l->expiry < civil_day_of(w->e->happened))
		v_found(v, "ledger_posting", v_id2(v, p->seq, p->no), "lot_id", "发出了 %s 已到期的批次 %lld", "issues a lot that expired on %s: %lld",
			civil_write_day(l->expiry, day), (long long)l->id);
	if (source && p->qty < 0 && a->kind != ACC_FOUND && l->source_doc != w->e->doc)
		v_found(v, "ledger_lot", v_id(v, l->id), "source_doc_id", "为 %lld，而货由单据 %lld 收进", "is %lld, but document %lld brought the goods in",
			(long long)l->source_doc, (long long)w->e->doc);
	if (*l->serial && a->info->thing == THING_GOODS && (p->qty > 1 || p->qty < -1))
		v_found(v, "ledger_posting", v_id2(v, p->seq, p->no), "qty", "单件编号 %s 记了 %lld 件", "piece %s moved %lld times at once", l->serial, (long long)p->qty);
}

static void check_after(struct verify *v, const struct v_posting *p, const struct v_account *a)
{
	size_t known = v->n_balances;
	struct v_balance *b = v_balance(v, p->account, p->lot);
	int64_t after;

	if (v->partial && v->n_balances > known)
		b->qty = p->after - p->qty;                /* where the window opens it is taken as it stands */
	if (__builtin_add_overflow(b->qty, p->qty, &after) || after != p->after)
		v_found(v, "ledger_posting", v_id2(v, p->seq, p->no), "after_qty", "为 %lld，按前一余额 %lld 加 %lld 应为 %lld", "is %lld; the balance before, %lld, and %lld make %lld",
			(long long)p->after, (long long)b->qty, (long long)p->qty, (long long)after);
	b->qty = after;
	b->seq = p->seq;
	if (a->info && a->info->sign * (after > 0 ? 1 : after < 0 ? -1 : 0) < 0)
		v_found(v, "ledger_posting", v_id2(v, p->seq, p->no), "after_qty", "“%s”账户的余额 %lld 越过了零", "the balance of the account \"%s\", %lld, is on the wrong side of nil",
			a->info->zh, (long long)after);
}

static void check_posting(struct verify *v, const struct v_view *w, const struct v_posting *p, int64_t expected_no)
{
	struct v_account *a = v_account(v, p->account);
	struct v_lot *l = v_lot(v, p->lot);
	const char *id;

	if (a && l && a->info && a->born <= p->seq && l->born <= p->seq && p->no == expected_no && p->qty) {
		check_after(v, p, a);
		check_place_of_goods(v, w, p, a, l);
		return;
	}
	id = v_id2(v, p->seq, p->no);
	if (p->no != expected_no)
		v_found(v, "ledger_posting", v_id2(v, p->seq, expected_no), "posting_no", "缺这一行，接着的是 %lld", "this row is missing, the next is %lld", (long long)p->no);
	if (!p->qty)
		v_found(v, "ledger_posting", id, "qty", "为零", "is nil");
	if (!a)
		v_found(v, "ledger_account", v_id(v, p->account), "account_id", "缺少第 %lld 笔用到的账户", "entry %lld posts to an account that is missing", (long long)p->seq);
	else if (a->born > p->seq)
		v_found(v, "ledger_account", v_id(v, p->account), "born_seq", "为 %lld，而第 %lld 笔已经用到", "is %lld, but entry %lld posts to it already",
			(long long)a->born, (long long)p->seq);
	if (!l)
		v_found(v, "ledger_lot", v_id(v, p->lot), "lot_id", "缺少第 %lld 笔用到的批次", "entry %lld posts a lot that is missing", (long long)p->seq);
	else if (l->born > p->seq)
		v_found(v, "ledger_lot", v_id(v, p->lot), "born_seq", "为 %lld，而第 %lld 笔已经用到", "is %lld, but entry %lld posts it already",
			(long long)l->born, (long long)p->seq);
	if (a)
		check_after(v, p, a);
}

/* ---- reversals ---- */

static void collect(struct verify *v, struct sums *s, const struct v_posting *p, size_t n)
{
	bool fresh;

	for (size_t i = 0; i < n; i++) {
		/* one number per (account, line) pair, so that a sum is per account, lot and line */
		uint32_t *at = v_map_at(&v->cx->mem, &v->reversed, p[i].account, p[i].line + 1, &fresh);

		if (fresh)
			*at = (uint32_t)v->reversed.n;
		arena_push(&v->chunk, s->at, s->n, s->room) = (struct sum){ p[i].lot, *at, p[i].qty };
	}
}

static enum err check_reversal(struct verify *v, const struct v_view *w)
{
	struct v_posting *old;
	struct sums s = { 0 };
	__int128 sum = 0;
	size_t n_old;
	uint32_t *at;
	bool fresh;

	if (w->e->reverses >= w->e->seq || w->e->reverses < 0) {
		v_found(v, "ledger_entry", v_id(v, w->e->seq), "reverses_seq", "%lld 不在它之前", "%lld does not come before it", (long long)w->e->reverses);
		return ERR_OK;
	}
	at = v_map_at(&v->cx->mem, &v->reversed, w->e->reverses, INT64_MIN, &fresh);
	if (!fresh)
		v_found(v, "ledger_entry", v_id(v, w->e->seq), "reverses_seq", "第 %lld 笔被冲销两次", "entry %lld is reversed twice", (long long)w->e->reverses);
	else
		*at = 0;
	TRY(v_postings_of(v, w->e->reverses, &old, &n_old));
	collect(v, &s, old, n_old);
	collect(v, &s, w->postings, w->n_postings);
	if (s.n)
		qsort(s.at, s.n, sizeof *s.at, sum_order);
	for (size_t i = 0; i < s.n; i++) {
		sum += s.at[i].qty;
		if (i + 1 < s.n && !sum_order(&s.at[i], &s.at[i + 1]))
			continue;
		if (sum) {
			v_found(v, "ledger_entry", v_id(v, w->e->seq), "reverses_seq", "不是第 %lld 笔的相反分录（批次 %lld 差 %lld）",
				"is not the contrary of entry %lld (lot %lld differs by %lld)", (long long)w->e->reverses, (long long)s.at[i].lot, (long long)sum);
			break;
		}
	}
	return ERR_OK;
}

/* ---- what is born ---- */

static void check_account(struct verify *v, const struct v_account *a)
{
	unsigned filled = (a->who ? SLOT_WHO : 0u) | (a->place ? SLOT_PLACE : 0u) | (a->owner ? SLOT_OWNER : 0u)
		| (a->fund ? SLOT_FUND : 0u) | (a->doc ? SLOT_DOC : 0u);

	if (!a->info)
		v_found(v, "ledger_account", v_id(v, a->id), "kind", "没有 %lld 这种账户", "there is no kind %lld", (long long)a->kind);
	else if (a->sign != a->info->sign)
		v_found(v, "ledger_account", v_id(v, a->id), "sign", "为 %lld，“%s”应为 %d", "is %lld, of \"%s\" it is %d", (long long)a->sign, a->info->zh, a->info->sign);
	if (a->info && ((filled | SLOT_FUND) != (a->info->slots | SLOT_FUND) || (filled & ~a->info->slots)))
		v_found(v, "ledger_account", v_id(v, a->id), "kind", "要素与“%s”不符", "the key does not suit the kind \"%s\"", a->info->zh);
}

static void check_lot(struct verify *v, const struct v_view *w, const struct v_lot *l)
{
	bool used = false;

	for (size_t i = 0; i < w->n_postings && !used; i++)
		used = w->postings[i].lot == l->id;
	if (!used)
		v_found(v, "ledger_lot", v_id(v, l->id), "lot_id", "第 %lld 笔建立了它却没有入账", "born in entry %lld and not posted there", (long long)w->e->seq);
	if (l->id != LEDGER_MONEY && l->source_doc != w->e->doc)
		v_found(v, "ledger_lot", v_id(v, l->id), "source_doc_id", "为 %lld，而由单据 %lld 建立", "is %lld, but document %lld made it",
			(long long)l->source_doc, (long long)w->e->doc);
	for (size_t i = 0; i < l->n_parts; i++) {
		const struct v_part *p = &l->parts[i];
		const struct v_lot *part = v_lot(v, p->part);

		if (!part || p->part >= l->id || part->born > w->e->seq || p->qty <= 0)
			v_found(v, "ledger_lot_part", v_id2(v, p->lot, p->part), "part_lot_id", "组成批次不存在、不更早或数量不对（%lld）",
				"the part is missing, not older, or its quantity is wrong (%lld)", (long long)p->qty);
	}
}

enum err v_entry_check(struct verify *v, struct v_view *w)
{
	check_times(v, w->e);
	check_document(v, w->e);
	for (size_t i = 0; i < w->n_accounts; i++)
		check_account(v, w->accounts[i]);
	for (size_t i = 0; i < w->n_lots; i++)
		check_lot(v, w, w->lots[i]);
	for (size_t i = 0; i < w->n_postings; i++)
		check_posting(v, w, &w->postings[i], (int64_t)i + 1);
	check_balanced(v, w);
	if (!v->options->journal_only && !v->partial)
		v_grow_lines(v, w);
	if (w->e->reverses)
		TRY(check_reversal(v, w));
	return ERR_OK;
}
