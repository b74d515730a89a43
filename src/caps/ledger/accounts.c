/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/ledger/ledger.h"

/* The short words accounts.def is written in. */
enum { W = SLOT_WHO, P = SLOT_PLACE, O = SLOT_OWNER, F = SLOT_FUND, D = SLOT_DOC };
enum { ISSUE = ACC_ISSUE, OWN = ACC_OWN, HOUSE = ACC_HOUSE };

static const struct account_info infos[] = {
#define ACCOUNT(number, name, word_, sign_, thing_, slots_, flags_, zh_, en_) \
	{ .kind = number, .word = word_, .zh = zh_, .en = en_, .sign = sign_, .thing = THING_##thing_, \
	  .slots = slots_, .flags = flags_ },
#include "caps/ledger/accounts.def"
#undef ACCOUNT
};
enum { INFOS = sizeof infos / sizeof *infos };

const struct account_info *ledger_account_info(int64_t kind)
{
	size_t low = 0, high = INFOS;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (infos[middle].kind == kind)
			return &infos[middle];
		if (infos[middle].kind < kind)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

const struct account_info *ledger_account_infos(size_t *ret_n)
{
	*ret_n = INFOS;
	return infos;
}
