/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_CATALOG_OFFER_H
#define CAPS_CATALOG_OFFER_H
#include "caps/document/document.h"

/* Offers 团购: what one shop sells to one area for one delivery; a document (kind
 * "offer", prefix TC): giver the shop's organisation, from the shop, to the area.
 *
 * States: draft; open (may be ordered between opens_ms and cut_off_ms); shut
 * (nothing more is ordered, orders are packed and delivered); closed; void.
 * A line freezes price version, price, shop price and, for a package, contents.
 * The places on sale are claims: publishing puts them into account open(offer);
 * an order takes them from there and a cancelled one returns them, so that
 * nothing is ever sold twice.  `asked` of the document's line is only the ceiling
 * it may be raised to.  Cut-off and windows come from the plans in force; an
 * offer may set its own only within them (D6.2, D8.2). */
enum offer_stage { OFFER_DRAFT, OFFER_OPEN, OFFER_SHUT, OFFER_CLOSED, OFFER_VOID, OFFER_STAGES };
extern const char *const offer_stage_words[];            /* the document's states; NULL ends */
enum { PAY_PREPAID = 1, PAY_ON_DELIVERY = 2, PAY_LATER = 4, PAY_ALL = 7, OFFER_LINES_MAX = 300 };
#define OFFER_QTY_MAX INT64_C(100000000)

struct offer_part { int64_t line_no, item_id, qty; const char *code, *zh, *unit, *barcode; };
struct offer_line {
	int64_t     line_no, item_id, price_fen, price_units, shop_price_fen, price_version, aid_fen;
	int64_t     on_sale, left, claim_lot_id;          /* places in all, still open; the lot of its claims, 0 in a draft */
	int64_t     per_household;                        /* at most so many base units per order; 0: no limit */
	int64_t     is_package;
	const char *code, *zh, *unit, *category, *barcode;
};
struct offer {
	int64_t     offer_id, version, shop_id, org_id, area_id, opens_ms, cut_off_ms, deliver_from_ms, deliver_until_ms, pay, stage;
	int64_t     copied_from, on_sale, left;           /* places over all lines */
	const char *number, *state, *name, *remark, *shop, *area, *path, *shop_path;      /* path: of the area */
	struct offer_line *lines;  size_t n_lines;        /* n_lines also in lists, where `lines` is NULL */
	struct offer_part *parts;  size_t n_parts;        /* contents of its packages, frozen */
};
must_check enum err offer_get(struct ctx *cx, int64_t offer_id, struct offer *ret);      /* no right asked */
must_check enum err offer_see(struct ctx *cx, int64_t offer_id, struct offer *ret);      /* CATALOG_READ on shop or area */
/* The same; a published one also for who has CATALOG_READ in a grid it reaches, its area lying above that grid. */
must_check enum err offer_look(struct ctx *cx, int64_t offer_id, struct offer *ret);

/* Open offers for a household's path now, soonest cut-off first; lines are NULL. */
must_check enum err offers_for(struct ctx *cx, const char *path, struct offer **ret, size_t *ret_n);

/* Places still open on a line, straight from the ledger. */
must_check enum err offer_left(struct ctx *cx, int64_t offer_id, int64_t line_no, int64_t *ret);

/* BLOCKED with the reason and the time unless the offer may be ordered from now. */
must_check enum err offer_orderable(struct ctx *cx, const struct offer *offer);

struct offer_want { int64_t item_id, on_sale, per_household; };
struct offer_draft {
	int64_t     shop_id, area_id, opens_ms, cut_off_ms, deliver_from_ms, deliver_until_ms, pay;  /* times 0: by the plan; pay 0: all */
	const char *name, *remark;
	const struct offer_want *wants;  size_t n_wants;
	int64_t     copied_from;
};
must_check enum err offer_open(struct ctx *cx, const struct offer_draft *in, int64_t *ret_offer_id);
must_check enum err offer_edit(struct ctx *cx, int64_t offer_id, int64_t version, const struct offer_draft *in);
/* The same goods, area and hours as many whole days on as it takes for its cut-off to lie ahead, at today's prices;
 * a draft.  Goods no longer on sale are left out and named in *ret_left_out ("" for none). */
must_check enum err offer_copy(struct ctx *cx, int64_t offer_id, int64_t *ret_offer_id, const char **ret_left_out);
must_check enum err offer_publish(struct ctx *cx, int64_t offer_id, int64_t version, struct doc_moved *ret);
/* Takes no more orders (shut), or ends it: what nobody took is dropped, no order may be alive. */
must_check enum err offer_shut(struct ctx *cx, int64_t offer_id, int64_t version, struct doc_moved *ret);
must_check enum err offer_close(struct ctx *cx, int64_t offer_id, int64_t version, struct doc_moved *ret);
must_check enum err offer_withdraw(struct ctx *cx, int64_t offer_id, int64_t version, struct doc_moved *ret);
/* More or fewer places on a line of an open offer; never fewer than are taken. */
must_check enum err offer_set_places(struct ctx *cx, int64_t offer_id, int64_t version, int64_t line_no, int64_t on_sale,
				     struct doc_moved *ret);

/* What the plans in force allow for an area: the latest cut-off (minute of the day, -1: none), and the hours in which
 * some grid of it may be delivered to (each handover is checked again).  No hours: no grid there says what kind it is. */
struct offer_hours { int64_t from_minute, until_minute; };
struct offer_times {
	int64_t            cut_off_minute, deliver_days;         /* delivered within so many days of the order; 0: not said */
	struct offer_hours hours[12];  size_t n_hours;
	const char        *cut_off_rule, *hours_rule, *deliver_rule;      /* quoted in Chinese, "" */
};
must_check enum err offer_times_of(struct ctx *cx, int64_t area_id, struct offer_times *ret);
/* Fills in what the draft leaves to the plan, and refuses what lies outside it. */
must_check enum err offer_set_times(struct ctx *cx, struct offer_draft *draft);

/* Seen by the rule of offer_look; under_id: offers for this place, for one below it, and those that reach it from above. */
struct offer_filter { int64_t shop_id, under_id, stage, day, before, limit; };     /* stage -1: all; day of delivery */
must_check enum err offer_list(struct ctx *cx, const struct offer_filter *filter, struct offer **ret, size_t *ret_n);

/* For the table of steps. */
enum err offer_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes);
enum err offer_after(struct ctx *cx, const struct doc_work *w);
enum err offer_due_at(struct ctx *cx, const struct doc_work *w, int64_t *ret_ms);
doc_guard guard_offer_priced, guard_offer_shop_works, guard_offer_children_ended;
#endif
