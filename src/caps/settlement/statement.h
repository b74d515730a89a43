/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_SETTLEMENT_STATEMENT_H
#define CAPS_SETTLEMENT_STATEMENT_H
#include "base/ctx.h"
#include "base/shape.h"

/* The day's account between a shop and an area, confirmed by both (D10.4).
 *
 * An area is a community, a station (what came through it), a subdistrict, a grid,
 * or the district for everything of a shop.  Figures come from the ledger alone:
 * what was delivered (the households' own part and the subsidised part), paid back
 * to households, handed over, handed back; what was open before and is open after.
 *
 * Each side confirms the total it has.  Both equal to the books: agreed.  A side
 * that has another total leaves a difference that stands in the list until one of
 * them confirms anew.  Figures that change after a confirmation are told as changed:
 * it was given for others. */

enum statement_state { STATEMENT_OPEN, STATEMENT_HALF, STATEMENT_AGREED, STATEMENT_DIFFERS, STATEMENT_CHANGED };
extern const char *const statement_state_words[];       /* "open", "half", "agreed", "differs", "changed", NULL */
extern const char *const statement_by_words[];          /* "shop", "station", "community", NULL */
enum statement_by { BY_SHOP, BY_STATION, BY_COMMUNITY };
enum { STATEMENTS_MAX = 5000, STATEMENT_DOCS_MAX = 20000 };

struct statement {
	int64_t     shop_id, giver_id, area_id, day, version, orders;
	int64_t     own_fen, aid_fen, total_fen;      /* goods delivered: what households pay, what is subsidised, both */
	int64_t     collected_fen, refund_fen;        /* taken from households, paid back to them */
	int64_t     handed_fen, laid_out_fen, back_fen;      /* to the shop out of cash, out of pocket; handed back by it */
	int64_t     before_fen, after_fen, aid_open_fen;     /* owed to the shop less what it has in hand; single statements only */
	int64_t     shop_fen, area_fen, shop_ms, area_ms;    /* what each side confirmed, -1: nothing yet */
	enum statement_state state;
	const char *shop, *area, *shop_by, *area_by, *shop_note, *area_note;
	bool        may_shop, may_area;               /* the actor may confirm for that side */
};
struct statement_filter { int64_t day, by, shop_id, place_id; bool open; };      /* open: only those that are not agreed */
/* Of a day, by shop and then area: those of which the actor may see shop or area (SETTLE_READ). */
must_check enum err statement_list(struct ctx *cx, const struct statement_filter *filter, struct statement **ret, size_t *ret_n);

/* One of them with the documents behind it. */
struct statement_doc { int64_t doc_id, own_fen, aid_fen, collected_fen, back_fen, handed_fen; const char *kind, *number, *door; };
must_check enum err statement_see(struct ctx *cx, int64_t shop_id, int64_t area_id, int64_t day, struct statement *ret,
				  struct statement_doc **ret_docs, size_t *ret_n);

/* SETTLE_TAKE on the shop confirms for the shop, SETTLE_GIVE on the area for the
 * area; total: what that side has.  version: that of the statement seen. */
struct statement_confirm { int64_t shop_id, area_id, day, version, side, total_fen; const char *note; };
must_check enum err statement_confirm(struct ctx *cx, const struct statement_confirm *in, struct statement *ret);

/* To print and sign, or as a workbook: one statement, or with area 0 all of a day. */
enum { STATEMENT_XLSX, STATEMENT_PDF };
extern const char *const statement_format_words[];      /* "xlsx", "pdf", NULL */
struct statement_file { const char *type, *name; struct bytes body; };
must_check enum err statement_file(struct ctx *cx, const struct statement_filter *filter, int64_t area_id, int64_t format, struct statement_file *ret);
#endif
