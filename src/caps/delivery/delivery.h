/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_DELIVERY_H
#define CAPS_DELIVERY_H
#include "caps/document/document.h"

/* Delivery: from the shop's door to the household's, hand by hand.
 *
 * A **trip** is one vehicle with one driver on one way out from a shop.  Each of
 * its **stops** is a document of kind `trip` (送货单 CC): goods from the
 * enterprise, with the driver, into the hands of the *team of the place* it stops
 * at (a station, a grid's gate, an office): hands(who = that place_id).  Shop and
 * driver sign one count when loading, driver and team another when handing over.
 *
 * A **passing** (转交单 JJ) moves goods from the hands of a team or a person into
 * those of a person (hands(who = account_id)), each side counting for itself.
 * **Givebacks** (退货单 TH) bring what was not delivered back to the enterprise.
 *
 * At the door the order's own step delivers, out of the hands that hold the parcel:
 * those of who took it over in a passing, else of the team where the trip left it
 * (delivery_holder).  Owner of all these lines is the enterprise (the shop's
 * org), fund 0; so are the goods lines of orders.
 *
 * No departure without what the plan's gates ask (guard_vehicle_ready); hand-overs
 * only inside the plan's windows (guard_trip_window); what breaks them is told to the
 * catalogue for the decision on the shop's designation (shop_breach_add).  Goods quantities are base
 * units of the order's lines; parcels are counted apart, one for each order.
 * Requirements: D3.10, D3.11, D4.6, D5.5, D5.6, D8.2, D8.3, D10.3, S3.5, S3.8. */

enum { TRIP_STOPS_MAX = 60, TRIP_ORDERS_MAX = 5000, HANDOVER_ACTS_MAX = 500, DELIVERY_LIST_MAX = 200 };

/* Where one order is, hand by hand, oldest first (D3.11).  No right asked. */
struct chain_link {
	int64_t     doc_id, seq, at_ms, from_id, to_id, from_place_id, to_place_id, actor_id, sent, arrived, difference;
	const char *what;                /* "load", "hand_over", "pass", "deliver", "not_home", "give_back" ... */
	const char *number, *from, *to;  /* names of who gave and who took */
	const char *role, *actor;        /* who signed here, and as what; role "" where one is enough */
	const char *proof, *proof_value, *note;
};
must_check enum err delivery_chain(struct ctx *cx, int64_t order_id, struct chain_link **ret, size_t *ret_n);

/* What keeps a vehicle from leaving; none: it may.  Empty `rule`: always asked. */
struct trip_lack { const char *what, *rule, *zh, *en; };       /* what: "temperature", "test", "disinfection", "pass", "licence", "area" ... */
must_check enum err delivery_lacks(struct ctx *cx, int64_t trip_id, struct trip_lack **ret, size_t *ret_n);

/* When a place may be delivered to on a day, by the windows of the plans in force
 * for its area's kind; n 0: at any time.  `refuse`: outside of them nothing is handed over. */
struct day_window { int64_t from_ms, until_ms; bool refuse; const char *rule_id, *zh; };
must_check enum err delivery_windows(struct ctx *cx, int64_t place_id, int64_t day, struct day_window **ret, size_t *ret_n);

/* Whose hands an order's goods are in now: an account_id or, for a team, a place_id; 0: not here yet. */
must_check enum err delivery_holder(struct ctx *cx, int64_t order_id, int64_t *ret_who_id, int64_t *ret_place_id);

doc_guard guard_vehicle_ready, guard_passing_parties, guard_passing_taker;
#endif
