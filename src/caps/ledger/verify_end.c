/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/ledger/verify_work.h"
#include "verify.sql.h"
#include <string.h>

/* ---- the projection: one number per balance, as the journal leaves it ---- */

static void check_balance(struct verify *v, const struct verify_balances_row *r, struct v_balance *b)
{
	const struct v_account *a = v_account(v, r->account_id);
	const struct v_lot *l = v_lot(v, r->lot_id);
	const char *id = v_id2(v, r->account_id, r->lot_id);

	if (r->qty != b->qty)
		v_found(v, "ledger_balance", id, "qty", "为 %lld，按记账行应为 %lld", "is %lld, the postings make %lld", (long long)r->qty, (long long)b->qty);
	if (r->seq != b->seq)
		v_found(v, "ledger_balance", id, "seq", "为 %lld，最后的记账是第 %lld 笔", "is %lld, the last posting is in entry %lld", (long long)r->seq, (long long)b->seq);
	if (a && r->sign != a->sign)
		v_found(v, "ledger_balance", id, "sign", "为 %lld，账户为 %lld", "is %lld, the account's is %lld", (long long)r->sign, (long long)a->sign);
	if (l && r->item_id != l->item)
		v_found(v, "ledger_balance", id, "item_id", "为 %lld，批次的物资是 %lld", "is %lld, the item of the lot is %lld", (long long)r->item_id, (long long)l->item);
}

static bool as_known(struct verify *v, const struct verify_balances_row *r, const struct v_balance *b)
{
	const struct v_account *a = v_account(v, r->account_id);
	const struct v_lot *l = v_lot(v, r->lot_id);

	return a && l && r->qty == b->qty && r->seq == b->seq && r->sign == a->sign && r->item_id == l->item;
}

struct balances { struct verify *v; struct v_map lots; __int128 *sums; size_t n, room; int64_t *ids; size_t n_ids, ids_room; };

/* --quick has not seen every posting: the sum over each lot is nil then. */
static void add_to_lot(struct balances *b, int64_t lot, int64_t qty)
{
	struct arena *mem = &b->v->cx->mem;
	bool fresh;
	uint32_t *at = v_map_at(mem, &b->lots, lot, 0, &fresh);

	if (fresh) {
		*at = (uint32_t)b->n;
		arena_push(mem, b->sums, b->n, b->room) = 0;
		arena_push(mem, b->ids, b->n_ids, b->ids_room) = lot;
	}
	b->sums[*at] += qty;
}

static enum err take_balance(struct ctx *cx, const void *row, void *user)
{
	const struct verify_balances_row *r = row;
	struct balances *all = user;
	struct verify *v = all->v;
	uint32_t at;

	(void)cx;
	v->result->balances++;
	if (v->partial)
		add_to_lot(all, r->lot_id, r->qty);
	if (v_map_find(&v->balance_at, r->account_id, r->lot_id, &at)) {
		v->balances[at].seen = true;
		if (!as_known(v, r, &v->balances[at]))
			check_balance(v, r, &v->balances[at]);
	} else if (!v->partial) {
		v_found(v, "ledger_balance", v_id2(v, r->account_id, r->lot_id), "account_id", "没有任何记账行属于它（余额 %lld）", "no posting belongs to it (it says %lld)",
			(long long)r->qty);
	}
	return ERR_OK;
}

static enum err check_balances(struct verify *v)
{
	struct balances all = { .v = v };

	TRY(verify_balances(v->cx, (struct verify_balances_in){ v->district }, take_balance, &all));
	for (size_t i = 0; i < v->n_balances; i++)
		if (!v->balances[i].seen && v->balances[i].seq)
			v_found(v, "ledger_balance", v_id2(v, v->balances[i].account, v->balances[i].lot), "account_id", "缺少这一行，按记账行应为 %lld",
				"this row is missing; the postings make %lld", (long long)v->balances[i].qty);
	for (size_t i = 0; i < all.n; i++)
		if (all.sums[i])
			v_found(v, "ledger_balance", v_id(v, all.ids[i]), "qty", "批次 %lld 各账户合计不为零（%lld）", "the balances of lot %lld do not sum to nil (%lld)",
				(long long)all.ids[i], (long long)all.sums[i]);
	return ERR_OK;
}

/* ---- rows no entry made ---- */

static void check_strays(struct verify *v)
{
	for (size_t i = 0; i < v->n_accounts; i++)
		if (!v->accounts[i].claimed)
			v_found(v, "ledger_account", v_id(v, v->accounts[i].id), "born_seq", "没有第 %lld 笔建立它", "entry %lld did not make it", (long long)v->accounts[i].born);
	for (size_t i = 0; i < v->n_lots; i++)
		if (!v->lots[i].claimed)
			v_found(v, "ledger_lot", v_id(v, v->lots[i].id), "born_seq", "没有第 %lld 笔建立它", "entry %lld did not make it", (long long)v->lots[i].born);
	for (size_t i = 0; i < v->n_parts; i++)
		if (!v->parts[i].claimed)
			v_found(v, "ledger_lot_part", v_id2(v, v->parts[i].lot, v->parts[i].part), "lot_id", "没有批次 %lld", "there is no lot %lld", (long long)v->parts[i].lot);
}

enum err v_end(struct verify *v)
{
	TRY(check_balances(v));
	check_strays(v);
	return verify_documents(v);
}
