/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_RESIDENT_MY_H
#define CAPS_RESIDENT_MY_H
#include "caps/care/care.h"
#include "caps/catalog/catalog.h"
#include "caps/complaint/complaint.h"
#include "caps/order/order.h"
#include "caps/resident/resident.h"

/* What a household does for itself.  Every function takes the household from the
 * session (resident_home) and leaves the rules to whose they are: the order's
 * checks, the care's escalation, the complaint's time to claim. */
enum { MY_OFFERS_MAX = 20, MY_ORDERS_MAX = 50, MY_NOTE_MAX = 200 };

/* An offer it may look at, and whether it may order from it now. */
struct my_offer {
	struct offer offer;
	int64_t      pays, next_ms, deliver_by_ms, orders_id;    /* bits of enum order_pay; next possible time, 0: not said; its order there, 0 */
	bool         may;
	const char  *why_zh, *why_en, *rule;                     /* why not, or what holds; "" */
};
must_check enum err my_offers(struct ctx *cx, struct my_offer **ret, size_t *ret_n);

/* Where an order is, in the words a household knows. */
enum my_stage { MY_TAKEN, MY_PACKING, MY_ON_WAY, MY_DOWNSTAIRS, MY_DONE, MY_OVER };
extern const char *const my_stage_words[];       /* "taken", "packing", "on_way", "downstairs", "done", "over" */
enum my_said { MY_SAID_NOTHING, MY_RECEIVED, MY_NOT_RECEIVED, MY_WRONG };
extern const char *const my_said_words[];        /* "nothing", "received", "not_received", "wrong" */

struct my_order {
	struct order_view order;
	struct offer offer;
	int64_t     stage, said, said_ms, next_ms;
	bool        may_change;                          /* until the cut-off */
	const char *said_note;
};
must_check enum err my_orders(struct ctx *cx, struct my_order **ret, size_t *ret_n);      /* newest first */
must_check enum err my_order(struct ctx *cx, int64_t doc_id, struct my_order *ret);

/* household_id, by_household and channel of the draft are set here. */
must_check enum err my_order_check(struct ctx *cx, const struct order_draft *draft, struct order_checked *ret);
must_check enum err my_order_place(struct ctx *cx, const struct order_draft *draft, struct order_placed *ret);
must_check enum err my_order_change(struct ctx *cx, int64_t doc_id, int64_t version, const struct order_draft *draft, struct order_placed *ret);
must_check enum err my_order_cancel(struct ctx *cx, int64_t doc_id, int64_t version, const char *note, struct doc_moved *ret);

/* Received, not received, something wrong: seen by the worker at the order, the last word counts. */
must_check enum err my_order_say(struct ctx *cx, int64_t doc_id, enum my_said said, const char *note);

must_check enum err my_need_raise(struct ctx *cx, const struct care_facts *in, int64_t *ret_care_id);
must_check enum err my_needs(struct ctx *cx, struct care_item **ret, size_t *ret_n);
must_check enum err my_complaint_raise(struct ctx *cx, const struct complaint_facts *in, int64_t *ret_complaint_id);
must_check enum err my_complaints(struct ctx *cx, struct complaint **ret, size_t *ret_n);
must_check enum err my_complaint_photo(struct ctx *cx, int64_t complaint_id, struct bytes photo, const char **ret_sha256);
must_check enum err my_complaint_photo_get(struct ctx *cx, int64_t complaint_id, const char *sha256, struct bytes *ret, const char **ret_type);
#endif
