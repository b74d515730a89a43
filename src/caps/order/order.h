/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_ORDER_H
#define CAPS_ORDER_H
#include "caps/document/document.h"

/* Household orders 住户订单: what a household takes from an offer (D4, D5, S3.9).
 *
 * Three kinds of document, by the way they are paid: `order` (DD, prepaid: a
 * worker takes the money, then the goods come), `collect_order` (DH, paid at the
 * door) and `credit_order` (DX, the worker lays out, the old settle later, D4.4).
 * giver = the shop's organisation, taker = household_id, worker = account_id of
 * who holds the money, carrier = account_id of who holds the goods at the door,
 * parent = the offer, from_place = shop, to_place = building.
 *
 *   order:         draft -> placed -> paid -> [part ->] done      cancel, expire -> void
 *   collect_order: draft -> placed -> [part ->] done
 *   credit_order:  draft -> placed -> [part ->] owing -> done
 *
 * Everybody who takes orders (pages, chat lists, files, resident, field) calls
 * order_place(); it makes every check and takes the places of the offer (claims)
 * in the same transaction, so an offer is never oversold.  Sums for totals are
 * kept with every step (order_sum), never computed from 300,000 rows.
 * Money is fen; quantities are base units of the item; days are those of China. */

enum order_pay { ORDER_PREPAID, ORDER_COLLECT, ORDER_CREDIT };
enum order_channel { ORDER_BY_PAGE, ORDER_BY_WORKER, ORDER_BY_CHAT, ORDER_BY_FILE, ORDER_BY_PHONE };
extern const char *const order_pay_words[];          /* "prepaid", "collect", "credit", NULL */
extern const char *const order_channel_words[];      /* "page", "worker", "chat", "file", "phone", NULL */
enum { ORDER_LINES_MAX = 50, ORDER_BULK_MAX = 500, ORDER_REMARK_MAX = 200, ORDER_VERDICTS_MAX = 200 };

/* One line of the offer, by its number or, with line_no 0, by its item. */
struct order_want { int64_t line_no, item_id, qty; };

struct order_draft {
	int64_t     household_id, offer_id;
	const struct order_want *wants;  size_t n_wants;
	int64_t     pay, channel;        /* enum order_pay, order_channel */
	bool        unpaid;              /* prepaid, but nobody has taken the money yet: waits as `placed` for "pay" */
	bool        substitute;          /* another article of the same or a lower price is welcome */
	const char *remark;              /* NULL: none */
	int64_t     worker_id;           /* who takes or lays out the money; 0: who places, for a resident the grid's worker */
	int64_t     asked_ms;            /* when the need was told (chat, offline queue); 0: now.  Evidence only: the cut-off looks at when it arrives */
	bool        by_household;        /* the caller has made sure that the actor is an account of this very household; no
	                                  * other right is asked then.  False: ORDER_EDIT on its building */
	int64_t     again_ok;            /* a second order of this household on the offer is meant, not a double tap */
};

/* What is to be said of a draft.  Refusing ones stop order_place; the others are to know. */
enum order_verdict_kind {
#define VERDICT(name, word, code) VERDICT_##name,
#include "caps/order/verdicts.def"
#undef VERDICT
	VERDICT_KINDS
};
extern const char *const order_verdict_words[];
struct order_verdict {
	int64_t     kind, line_no;       /* line of the offer; 0: the whole order */
	bool        refuses;
	int64_t     asked, limit;        /* figures the sentence names, where it has any */
	int64_t     until_ms;            /* from when it would be possible; 0: not known */
	int64_t     other_doc_id;        /* the order that stands in the way; 0: none */
	const char *rule_id, *rule;      /* the plan's rule and its title; NULL: none */
	const char *zh, *en;             /* what, why, and what to do */
};
struct order_checked_line { int64_t line_no, item_id, qty, price_fen, price_units, aid_fen, total_fen, left; };
struct order_checked {
	struct order_verdict *verdicts;  size_t n_verdicts, refusals;
	struct order_checked_line *lines;  size_t n_lines;
	int64_t     total_fen, own_fen, aid_fen;       /* the whole price, what the household pays, what is subsidised */
	int64_t     deliver_by_ms, cut_off_ms;         /* 0: no time is set */
	int64_t     next_ms;                           /* after this order the next one is possible from then on; 0: no limit */
	int64_t     pays;                              /* bits 1 << enum order_pay that rules and offer allow here */
};

/* Every verdict at once; writes nothing.  Fails only where there is nothing to
 * judge: NOT_FOUND (household, offer), FORBIDDEN. */
must_check enum err order_check(struct ctx *cx, const struct order_draft *draft, struct order_checked *ret);

/* The same for many drafts of one offer: what the offer and the plans say is read once, so the answers are those of
 * this moment.  Lives as long as the arena. */
struct order_checker;
must_check enum err order_checker_open(struct ctx *cx, int64_t offer_id, struct order_checker **ret);
must_check enum err order_checker_check(struct ctx *cx, struct order_checker *checker, const struct order_draft *draft, struct order_checked *ret);

struct order_placed {
	int64_t     doc_id, version, household_id, total_fen, own_fen, aid_fen, deliver_by_ms, next_ms;
	const char *number, *state, *pickup_no, *kind;
};
/* All checks, then the claims, the turn, the money, the number, in one entry of
 * the ledger.  The first refusing verdict is the fault (BLOCKED, SHORT_STOCK,
 * BAD_STATE, BAD_INPUT, CONFLICT as verdicts.def says); field "wants[i].qty". */
must_check enum err order_place(struct ctx *cx, const struct order_draft *draft, struct order_placed *ret);

/* Before the cut-off: other lines, remark or consent.  The old document ends void
 * and a new one takes its pickup number, its turn and, unless it asks for more of
 * something, its place in the queue.  household and offer of the draft are ignored. */
must_check enum err order_change(struct ctx *cx, int64_t doc_id, int64_t version, const struct order_draft *draft, struct order_placed *ret);

/* Before the cut-off; money paid goes back, claims return, the turn is free again. */
must_check enum err order_cancel(struct ctx *cx, int64_t doc_id, int64_t version, bool by_household, const char *note, struct doc_moved *ret);

/* The worker has taken the money of a prepaid order. */
must_check enum err order_pay(struct ctx *cx, int64_t doc_id, int64_t version, int64_t worker_id, struct doc_moved *ret);

/* Goods at the door, by the handover ops.  holder: account whose hands they leave
 * (they must be there); n_parts 0: everything.  What was not handed over leaves
 * the order in `part`.  Right: ORDER_DELIVER on the building. */
struct order_handover {
	int64_t doc_id, version, holder_id, happened_ms;
	const struct doc_part *parts;  size_t n_parts;
	const char *note;
};
must_check enum err order_deliver(struct ctx *cx, const struct order_handover *handover, struct doc_moved *ret);

/* What will not come any more, line by line: money goes back, claims return.  parts
 * none: the rest.  The caller has asked for its own right (ORDER_FILL on the shop, ORDER_EDIT on the building). */
must_check enum err order_cut(struct ctx *cx, int64_t doc_id, int64_t version, const struct doc_part *parts, size_t n_parts, const char *why,
			      struct doc_moved *ret);

/* Credit: the household settles what the worker laid out (D4.4).  Right: ORDER_EDIT. */
must_check enum err order_collect(struct ctx *cx, int64_t doc_id, int64_t version, struct doc_moved *ret);

/* The latest step back, where it may be (deliver, pay, collect), with its own right. */
must_check enum err order_undo(struct ctx *cx, int64_t doc_id, int64_t version, const char *note, struct doc_moved *ret);

/* Other lines for an order that said yes to it, by whoever handles the shortage
 * (the caller asked the right): same or lower price for the household, else BLOCKED. */
must_check enum err order_substitute(struct ctx *cx, int64_t doc_id, int64_t version, const struct order_want *wants, size_t n_wants,
				     const char *why, struct order_placed *ret);

/* One order with what stands beside its document. */
struct order_view {
	struct doc  doc;
	int64_t     household_id, building_id, grid_id, offer_id, shop_id, station_id, channel, pay, placed_ms, queue_ms, deliver_by_ms;
	int64_t     own_fen, aid_fen, replaces_id, trouble;      /* bits 1 << enum order_trouble */
	bool        substitute, late, special;
	const char *remark, *pickup_no, *path, *door;
};
must_check enum err order_get(struct ctx *cx, int64_t doc_id, struct order_view *ret);       /* no right asked */
must_check enum err order_see(struct ctx *cx, int64_t doc_id, struct order_view *ret);       /* ORDER_READ on building, shop or station */
must_check enum err order_by_pickup(struct ctx *cx, int64_t offer_id, const char *pickup_no, int64_t *ret_doc_id);

/* What went wrong at the door, set and cleared by delivery, care and complaint; shown in lists. */
enum order_trouble { TROUBLE_NOT_HOME, TROUBLE_DAMAGED, TROUBLE_SHORT, TROUBLE_WRONG, TROUBLE_REFUSED, TROUBLE_COMPLAINT, ORDER_TROUBLES };
extern const char *const order_trouble_words[];
must_check enum err order_set_trouble(struct ctx *cx, int64_t doc_id, enum order_trouble trouble, bool on);

#include "caps/order/order_list.h"
#endif
