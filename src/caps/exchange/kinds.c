/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/exchange/work.h"

const struct exchange_kind *const exchange_kinds[EXCHANGE_WHATS] = {
	[EXCHANGE_PLACES] = &exchange_places_kind, [EXCHANGE_ITEMS] = &exchange_items_kind, [EXCHANGE_ORGS] = &exchange_orgs_kind,
	[EXCHANGE_STOCK] = &exchange_stock_kind, [EXCHANGE_REQUESTS] = &exchange_requests_kind,
	[EXCHANGE_HOUSEHOLDS] = &exchange_households_kind,
};
