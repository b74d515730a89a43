/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_DELIVERY_HANDOVER_H
#define CAPS_DELIVERY_HANDOVER_H
#include "caps/delivery/delivery.h"

/* The last hundred metres: parcels of a building, whose hands they are in, and what happened at each door. */

/* An order as a parcel.  holder_id: an account or, for a team, a place; 0: not here yet. */
struct parcel {
	int64_t     order_id, household_id, building_id, grid_id, offer_id, shop_id, version, pay, trouble, deliver_by_ms, org_id;
	int64_t     trip_id, stop_no, stop_doc_id, passing_id, holder_id, holder_place_id, qty, taken, due_fen;
	const char *kind, *state, *number, *pickup_no, *door, *where, *path;        /* where: "shop", "trip", "team", "passing", "hand", "door" */
};
must_check enum err parcel_get(struct ctx *cx, int64_t order_id, struct parcel *ret);                           /* no right asked */
must_check enum err parcel_list(struct ctx *cx, int64_t building_id, int64_t since_ms, struct parcel **ret, size_t *ret_n);      /* as stairs are walked */

/* What is in it, line by line; and in words: "蔬菜包×1、鸡蛋×2". */
struct parcel_line { int64_t line_no, qty, left; const char *item, *unit; };
must_check enum err parcel_lines(struct ctx *cx, int64_t order_id, struct parcel_line **ret, size_t *ret_n, const char **ret_words);

/* ---- Passing on (passing.c) ---- */
struct passing_draft {
	int64_t from_place_id;                   /* the team of this place gives; 0: the actor himself */
	int64_t building_id, taker_id;           /* to whom, for which building; taker 0: the actor */
	const int64_t *order_ids;  size_t n_orders;      /* none: all parcels of the building that are in those hands */
};
must_check enum err passing_open(struct ctx *cx, const struct passing_draft *in, struct doc_moved *ret);
/* One parcel into the actor's own hands, at one stroke, before a step that needs them there. */
must_check enum err passing_carry(struct ctx *cx, const struct parcel *parcel, int64_t to_id);

/* What could not be delivered, out of the hands of a team (place) or of the actor, back to its enterprise.  order_ids: whose parcels. */
struct giveback_draft { int64_t from_place_id, shop_id; const int64_t *order_ids; size_t n_orders; const char *note; };
must_check enum err giveback_open(struct ctx *cx, const struct giveback_draft *in, struct doc_moved *ret);
enum err giveback_after(struct ctx *cx, const struct doc_work *w);

/* ---- At the door (handover.c) ---- */
enum handover_kind { HANDOVER_DELIVERED, HANDOVER_NOT_HOME, HANDOVER_REFUSED, HANDOVER_DAMAGED, HANDOVER_SHORT, HANDOVER_WRONG, HANDOVER_COLLECTED,
		     HANDOVER_UNDO, HANDOVER_KINDS };
extern const char *const handover_kind_words[];          /* "delivered", "not_home" ... NULL */
enum handover_proof { PROOF_TICK, PROOF_CODE, PROOF_PHOTO, PROOF_SIGNATURE, PROOF_KINDS };
extern const char *const handover_proof_words[];
enum handover_answers { ANSWERS_NOBODY, ANSWERS_SHOP, ANSWERS_DRIVER, ANSWERS_STATION, ANSWERS_WORKER, ANSWERS_HOUSEHOLD };
extern const char *const handover_answers_words[];
/* done: it counts.  already: the same was said before.  wrong_door, conflict, refused: kept, for a person to clear. */
enum handover_verdict { ACT_DONE, ACT_ALREADY, ACT_WRONG_DOOR, ACT_CONFLICT, ACT_REFUSED };
extern const char *const handover_verdict_words[];

struct handover_act {
	const char *act_id;                      /* made on the phone, 8..40 letters, digits and '-': counts once */
	int64_t     order_id, building_id;       /* building: where the person stands; 0: not said */
	int64_t     kind, proof, answers, happened_ms;
	const char *proof_value, *note, *undoes; /* code: the pickup number; photo, signature: SHA-256; undoes: an act_id */
	const struct doc_part *parts;  size_t n_parts;          /* another quantity than all that is left */
};
struct handover_answer {
	const char *act_id, *state, *zh, *en;    /* state of the order now; why, when it did not count */
	int64_t     verdict, order_id, version, right_building_id;
	const char *right_building;              /* of a parcel at the wrong door */
};
/* Each act in a savepoint of its own; the answers come in the same order. */
must_check enum err handover_many(struct ctx *cx, const struct handover_act *acts, size_t n, struct handover_answer **ret);

struct handover_row {
	const char *act_id, *kind, *proof, *proof_value, *answers, *note, *verdict, *zh, *en, *door, *actor, *undone_by;
	int64_t     order_id, building_id, qty, happened_ms, recorded_ms, actor_id;
};
struct handover_filter { int64_t place_id, order_id, before_ms, limit; bool open_only; };        /* open: conflicts nobody has cleared */
must_check enum err handover_list(struct ctx *cx, const struct handover_filter *filter, struct handover_row **ret, size_t *ret_n);
must_check enum err handover_clear(struct ctx *cx, const char *act_id, const char *note);

/* What was last said of a parcel of a building and still stands. */
struct house_act { const char *act_id, *kind, *verdict, *zh, *en; int64_t order_id, happened_ms; };
must_check enum err house_acts(struct ctx *cx, int64_t building_id, int64_t since_ms, struct house_act **ret, size_t *ret_n);

/* Buildings the actor serves (ORDER_DELIVER) that have parcels. */
struct house_row { int64_t building_id, grid_id, orders, done, by_ms; const char *building, *grid; };
must_check enum err house_list(struct ctx *cx, int64_t since_ms, struct house_row **ret, size_t *ret_n);

/* Staggered collection (S3.5): the households of a grid with parcels of an offer, as stairs are walked, spread evenly over the
 * slots of its window.  n 0: the plan's way has no slots. */
struct pickup_slot { int64_t from_ms, until_ms, households; const char *first_door, *last_door; };
must_check enum err pickup_slots(struct ctx *cx, int64_t grid_id, int64_t offer_id, struct pickup_slot **ret, size_t *ret_n);
must_check enum err pickup_slot_of(struct ctx *cx, int64_t order_id, struct pickup_slot *ret);       /* from_ms 0: none */
#endif
