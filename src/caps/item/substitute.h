/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_ITEM_SUBSTITUTE_H
#define CAPS_ITEM_SUBSTITUTE_H
#include "caps/item/item.h"

/* Substitutes 替代 (S3.12): which item may stand in for which when it is short.
 *
 * A pair says that num base units of by_id stand in for den base units of
 * item_id, from one day to another, and why.  It holds one way only and is not
 * followed on (what stands in for a substitute does not stand in for the item).
 * One row a pair: it ends with its last day and is never deleted; every version
 * is kept with who wrote it.  Editing needs ITEM_EDIT on the district, as items do. */
enum { SUBSTITUTE_NOTE_MAX = 200, SUBSTITUTE_RATIO_MAX = 1000000, SUBSTITUTE_LIST_MAX = 500 };

struct substitute {
	int64_t     substitute_id, item_id, by_id, num, den;
	int64_t     since_day, until_day;             /* until 0: open; on create since 0: today */
	int64_t     changed_by, changed_ms, version;
	const char *note, *changed_by_name;
};
must_check enum err substitute_create(struct ctx *cx, const struct substitute *in, int64_t *ret_substitute_id);
/* Ratio, note and days; the two items stay.  version 0: whatever it is. */
must_check enum err substitute_change(struct ctx *cx, int64_t substitute_id, int64_t version, const struct substitute *in);
must_check enum err substitute_get(struct ctx *cx, int64_t substitute_id, struct substitute *ret);
/* Every version, newest first. */
must_check enum err substitute_versions(struct ctx *cx, int64_t substitute_id, struct substitute **ret, size_t *ret_n);

/* By code of the item, then of its substitute; on_day 0: ended ones too.  item_id 0: all. */
struct substitute_filter { int64_t item_id, on_day; const char *search; };
must_check enum err substitute_list(struct ctx *cx, const struct substitute_filter *filter, struct substitute **ret, size_t *ret_n);

/* How much of the substitute stands in for `qty` of the item, rounded up, and up again to packs of `pack` base units, since goods
 * leave in whole packs; and how much of the item `qty` of the substitute stands in for, rounded down.  At most QTY_MAX. */
int64_t substitute_needed(const struct substitute *pair, int64_t pack, int64_t qty);
int64_t substitute_covers(int64_t num, int64_t den, int64_t qty);

/* "以B 45 件代A 30 件", "45 件 of B instead of 30 件 of A": what papers and the way of a lot say. */
struct substitute_words { const char *zh, *en; };
struct substitute_words substitute_say(struct arena *mem, const struct item *by, int64_t by_qty, const struct item *item, int64_t qty);
#endif
