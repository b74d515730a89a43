/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_SEARCH_H
#define CAPS_SEARCH_H
#include "base/ctx.h"
#include "base/shape.h"

/* Search: what is typed into the one box, to things that can be opened (issue 3, 7).
 * Only what the actor may see; never people.  Results live in cx->mem. */

enum { SEARCH_HITS_MAX = 12, SEARCH_TEXT_MAX = 60 };
enum search_kind { SEARCH_DOCUMENT, SEARCH_ITEM, SEARCH_PLACE, SEARCH_LOT, SEARCH_KINDS };
extern const char *const search_kind_words[];

struct search_hit {
	int64_t     kind, id, item_id, expiry; /* item_id, expiry: of a lot */
	int64_t     rank;                      /* 0: exactly what was typed; 1: begins so; 2: has it somewhere */
	const char *type;                      /* kind of document or place: "dispatch", "warehouse"; else "" */
	const char *title, *subtitle;          /* number, name or batch; ways, codes */
	const char *state;                     /* of a document */
};
/* Fails with BAD_INPUT when there is nothing to look for. */
must_check enum err search(struct ctx *cx, const char *text, struct search_hit **ret, size_t *ret_n);

/* What of a number was typed: pieces that are not there are empty or -1. */
struct number_read {
	char    kind[8];       /* "DB": prefix of the kind, upper case */
	int64_t day;           /* 0: not said */
	int64_t running;       /* the last digits, -1: not said */
	bool    fits;          /* it can be a number, or part of one, at all */
};
struct number_read search_read_number(const char *text, int64_t district_id, int64_t today);
#endif
