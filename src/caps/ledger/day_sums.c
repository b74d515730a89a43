/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/ledger/day_sums.h"
#include "base/civil.h"
#include "caps/ledger/movements.h"
#include "ledger.sql.h"
#include "ledger_read.sql.h"
#include <stdint.h>

static enum err posted_day(struct ctx *cx, int64_t seq, int64_t *ret_day)
{
	struct ledger_posted_at_row row;

	TRY(ledger_posted_at(cx, (struct ledger_posted_at_in){ cx->district_id, seq }, &row));
	*ret_day = civil_day_of(row.posted_ms);
	return ERR_OK;
}

enum err ledger_day_sums_next(struct ctx *cx, struct ledger_day_sums *ret)
{
	struct ledger_day_head_read_row last = { 0 };
	struct ledger_head head;
	int64_t day;
	enum err e;

	*ret = (struct ledger_day_sums){ 0 };
	TRY(ledger_head(cx, &head));
	e = ledger_day_head_read(cx, (struct ledger_day_head_read_in){ cx->district_id }, &last);
	if (e && e != ERR_NOT_FOUND)
		return e;
	if (head.seq <= last.seq)
		return ERR_OK;
	TRY(posted_day(cx, last.seq + 1, &day));
	if (day >= civil_day_of(head.posted_ms))
		return ERR_OK;
	ret->before_day = last.day;
	TRY(ledger_seq_at(cx, (day + 1) * DAY_MS - CHINA_OFFSET_MS - 1, &ret->seq));
	TRY(ledger_movements(cx, &(struct movement_span){ last.seq, ret->seq, 1, 0 }, SIZE_MAX, &ret->rows, &ret->n));
	ret->day = day;
	return ERR_OK;
}

enum err ledger_day_sums_keep(struct ctx *cx, const struct ledger_day_sums *sums)
{
	int64_t mine = 0;

	if (sums->before_day)
		TRY(ledger_day_head_move_n(cx, (struct ledger_day_head_move_in){ cx->district_id, sums->day, sums->seq, sums->before_day }, &mine));
	else
		TRY(ledger_day_head_begin_n(cx, (struct ledger_day_head_begin_in){ cx->district_id, sums->day, sums->seq }, &mine));
	if (!mine)
		return ERR_OK;
	for (size_t i = 0; i < sums->n; i++) {
		const struct ledger_movement *m = &sums->rows[i];

		if (m->received || m->issued)
			TRY(ledger_day_sum_add(cx, (struct ledger_day_sum_add_in){ cx->district_id, sums->day, m->place_id, m->lot_id, m->owner_id,
					       m->fund_id, m->received, m->issued, m->closing }));
	}
	return ERR_OK;
}
