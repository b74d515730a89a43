/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/resident/my.h"

/* A household's own complaints. */

enum err my_complaint_raise(struct ctx *cx, const struct complaint_facts *in, int64_t *ret_complaint_id)
{
	struct complaint_facts own = *in;
	struct my_order order;

	TRY(my_order(cx, in->order_id, &order));         /* one's own, or NOT_FOUND */
	own.channel = ORDER_BY_PAGE;
	own.by_household = true;
	return complaint_raise(cx, &own, ret_complaint_id);
}

enum err my_complaints(struct ctx *cx, struct complaint **ret, size_t *ret_n)
{
	struct household home;

	TRY(resident_home(cx, &home));
	return complaint_of_household(cx, home.household_id, MY_ORDERS_MAX, ret, ret_n);
}

static enum err check_own(struct ctx *cx, int64_t complaint_id)
{
	struct complaint *own;
	size_t n;

	TRY(my_complaints(cx, &own, &n));
	for (size_t i = 0; i < n; i++)
		if (own[i].complaint_id == complaint_id)
			return ERR_OK;
	return fail(cx, ERR_NOT_FOUND, "complaint_id", "您家没有这条投诉", "your household has no such complaint");
}

enum err my_complaint_photo(struct ctx *cx, int64_t complaint_id, struct bytes photo, const char **ret_sha256)
{
	TRY(check_own(cx, complaint_id));
	return complaint_photo_add(cx, complaint_id, true, photo, ret_sha256);
}

enum err my_complaint_photo_get(struct ctx *cx, int64_t complaint_id, const char *sha256, struct bytes *ret, const char **ret_type)
{
	TRY(check_own(cx, complaint_id));
	return complaint_photo_get(cx, complaint_id, sha256, true, ret, ret_type);
}
