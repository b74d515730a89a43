/* SPDX-License-Identifier: Apache-2.0 */
/* The books of charges against the journal: what units owe is what their statements say, to the fen. */
#include "caps/charge/charge.h"
#include "base/text.h"
#include "caps/ledger/verify.h"
#include "charge.sql.h"

enum err charge_verify(struct ctx *cx, struct finding **ret, size_t *ret_n)
{
	struct charge_proof_rows_row *rows;
	struct charge_proof_row *sums;
	size_t n_sums, n_rows;

	TRY(charge_proof(cx, (struct charge_proof_in){ cx->district_id, VERIFY_FINDINGS_MAX }, &sums, &n_sums, VERIFY_FINDINGS_MAX));
	TRY(charge_proof_rows(cx, (struct charge_proof_rows_in){ cx->district_id, VERIFY_FINDINGS_MAX }, &rows, &n_rows, VERIFY_FINDINGS_MAX));
	*ret = arena_array(&cx->mem, struct finding, n_sums + n_rows + 1);
	*ret_n = 0;
	for (size_t i = 0; i < n_sums; i++)
		(*ret)[(*ret_n)++] = (struct finding){ "charge_drawn", arena_print(&cx->mem, "payer %lld/fund %lld", (long long)sums[i].payer_id, (long long)sums[i].fund_id),
			"worth_fen", arena_print(&cx->mem, "对账单欠 %s 元，总账应收 %s 元", text_write_money(&cx->mem, sums[i].rows_fen), text_write_money(&cx->mem, sums[i].ledger_fen)),
			arena_print(&cx->mem, "the statement's rows come to %s yuan, the journal has %s owed", text_write_money(&cx->mem, sums[i].rows_fen),
				    text_write_money(&cx->mem, sums[i].ledger_fen)) };
	for (size_t i = 0; i < n_rows; i++)
		(*ret)[(*ret_n)++] = (struct finding){ "charge_drawn", arena_print(&cx->mem, "%lld", (long long)rows[i].drawn_id), "price_fen",
			arena_print(&cx->mem, "明细 %lld 分/%lld × %lld 与计费单的行不符", (long long)rows[i].price_fen, (long long)rows[i].price_units, (long long)rows[i].qty),
			arena_print(&cx->mem, "%lld fen per %lld x %lld is not what the line of its document says", (long long)rows[i].price_fen,
				    (long long)rows[i].price_units, (long long)rows[i].qty) };
	return ERR_OK;
}
