/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/intake/intake.h"
#include "intake.sql.h"

/* What lists know of a household that turned out to be another one. */

enum { OFFERS_MAX = 5000 };

enum err intake_household_moved(struct ctx *cx, int64_t from_id, int64_t to_id, int64_t *ret_apart)
{
	struct intake_household_offers_row *rows;
	size_t n;

	*ret_apart = 0;
	TRY(intake_household_offers(cx, (struct intake_household_offers_in){ .district_id = cx->district_id, .from_id = from_id, .to_id = to_id,
		.limit = OFFERS_MAX }, &rows, &n, OFFERS_MAX));
	for (size_t i = 0; i < n; i++) {
		if (rows[i].apart) {
			++*ret_apart;
			continue;
		}
		TRY(intake_household_orders(cx, (struct intake_household_orders_in){ .district_id = cx->district_id, .offer_id = rows[i].offer_id,
			.from_id = from_id, .to_id = to_id }));
		TRY(intake_household_rows(cx, (struct intake_household_rows_in){ .district_id = cx->district_id, .offer_id = rows[i].offer_id,
			.from_id = from_id, .to_id = to_id }));
	}
	return ERR_OK;
}
