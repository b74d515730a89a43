/* SPDX-License-Identifier: Apache-2.0 */
/* Why a line gets what it gets, in the few words a table has room for.  The full
 * sentence with every number stands in the want (engine/allocation_explain.c). */
#include "caps/allocation/reason.h"
#include "base/text.h"
#include "caps/allocation/table.h"
#include "caps/allocation/thaw.h"
#include "caps/item/item.h"

static enum allocation_reason reason_of(const char *slug)
{
	for (int r = 0; r < ALLOCATION_REASONS; r++)
		if (text_equal(slug, allocation_reason_slug((enum allocation_reason)r)))
			return (enum allocation_reason)r;
	return ALLOCATION_REASONS;
}

static struct reason_words full(struct arena *mem, const struct reason_ask *a)
{
	int64_t more = a->now - a->want->need;

	if (more > 0)
		return (struct reason_words){ arena_print(mem, "全额，整%s多 %s %s", a->item->pack_unit, allocation_comma(mem, more), a->item->unit),
			arena_print(mem, "In full, %s over by whole packs", allocation_comma(mem, more)) };
	if (a->own_stock > 0)
		return (struct reason_words){ arena_print(mem, "自有 %s 先用，余数全额", allocation_comma(mem, a->own_stock)),
			arena_print(mem, "Own %s first, the rest in full", allocation_comma(mem, a->own_stock)) };
	return (struct reason_words){ "全额", "In full" };
}

static struct reason_words moved(struct arena *mem, const struct reason_ask *a)
{
	int64_t by = a->now - a->want->proposed;

	if (a->pinned_by)
		return (struct reason_words){ arena_print(mem, "会商第 %lld 处改动", (long long)a->pinned_by),
			arena_print(mem, "Set by change %lld", (long long)a->pinned_by) };
	if (by < 0)
		return (struct reason_words){ arena_print(mem, "改动让出 %s", allocation_comma(mem, -by)), arena_print(mem, "Gives up %s", allocation_comma(mem, -by)) };
	return (struct reason_words){ arena_print(mem, "改动多得 %s", allocation_comma(mem, by)), arena_print(mem, "Gains %s", allocation_comma(mem, by)) };
}

struct reason_words allocation_reason_words(struct arena *mem, const struct reason_ask *a)
{
	int64_t missing = a->want->need - a->now;

	if (a->pinned_by || a->now != a->want->proposed)
		return moved(mem, a);
	switch (reason_of(a->want->reason)) {
	case ALLOCATION_NO_NEED:         return (struct reason_words){ "自有和已收已够", "Own stock is enough" };
	case ALLOCATION_NOTHING_ASKED:   return (struct reason_words){ "没有申报", "Nothing requested" };
	case ALLOCATION_FULL:
	case ALLOCATION_FULL_ROUNDED:    return full(mem, a);
	case ALLOCATION_NO_STOCK:        return (struct reason_words){ "没有库存", "No stock" };
	case ALLOCATION_EXPIRED_ONLY:    return (struct reason_words){ "库存都已过期", "All stock has expired" };
	case ALLOCATION_LOOSE_ONLY:      return (struct reason_words){ arena_print(mem, "库存不足一%s", a->item->pack_unit), "Less than one pack in stock" };
	case ALLOCATION_RESTRICTED_AWAY: return (struct reason_words){ "库存都限定给别的单位", "All stock is meant for others" };
	case ALLOCATION_HIGHER_CLASS:    return a->now ? (struct reason_words){ "轮不到，只得自有和定向的", "Not its turn, only its own goods and gifts" }
						: (struct reason_words){ "前面等级未满足，暂不分", "Higher classes come first" };
	case ALLOCATION_POOL_EXHAUSTED:  return (struct reason_words){ arena_print(mem, "同级按满足率分，还缺 %s", allocation_comma(mem, missing)),
						arena_print(mem, "Shared evenly in its class, lacks %s", allocation_comma(mem, missing)) };
	case ALLOCATION_TIED:            return (struct reason_words){ arena_print(mem, "同率，末%s给了别家", a->item->pack_unit),
						"Equal, the last packs went elsewhere" };
	case ALLOCATION_PINNED:
	case ALLOCATION_REASONS:         break;
	}
	return (struct reason_words){ "", "" };
}
