/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PLAN_PLAN_HOUSEHOLD_H
#define CAPS_PLAN_PLAN_HOUSEHOLD_H
#include "caps/plan/plan.h"
#include "caps/plan/plan_cond.h"

/* What the plans in force say about supplying households (D4-D6, D8, D10, S3, S5).
 *
 * Everything takes the line of plans of plan_active_load() and the zone of the
 * place: an id of a zone (分区), or NULL or "" for a free area.  A rule that names
 * zones holds only there; a rule that names levels holds as plan_flow()'s do.  A
 * zone's settings (`set`) are laid over the order rules and windows they name.
 * Several rules at once: every one must be met and the strictest limit wins; of
 * ways, settlements and relief the closest applies, the first plan first.
 * Unknown falls on the careful side: what cannot be decided is refused, and the
 * answer says so (`unknown`).  The rule an answer rests on comes with it; quote
 * it by plan_rule_quote().  Nothing here fails; NULL or n 0: no plan says so. */

/* ---- Zones, ways, windows ---- */

const struct plan_zone *plan_zone(const struct plan *plan, const char *zone);
enum plan_movement plan_movement(const struct plan *plan, const char *zone);      /* MOVES_free without a zone */

/* What the zone sets for a key of a rule, as text (the first of several choices), or NULL. */
const char *plan_zone_sets(struct arena *mem, const struct plan *plan, const char *zone, const char *rule_id, const char *key);

/* The way goods go to households of an area kind (a kind of the plan; NULL: any). */
const struct plan_way *plan_way(const struct plan *plan, const char *zone, const char *area_kind);
bool plan_way_takes(const struct plan_way *way, enum plan_order_by by);

/* Delivery windows (D8.2).  rule NULL: allowed, else the window rule that refuses
 * or (refuse false) only warns; an area kind that is empty or that no plan
 * declares is refused while any window rule holds (unknown). */
struct plan_window_answer { const struct plan_window *rule; bool refuse, unknown; };
struct plan_window_answer plan_window_check(struct arena *mem, const struct plan *plan, const char *zone, const char *area_kind,
					    int64_t at_ms);

/* The hours of one day in which every window rule of the kind allows delivery,
 * at most 12, early to late; the whole day (0-1440) when no rule holds. */
size_t plan_window_hours(struct arena *mem, const struct plan *plan, const char *zone, const char *area_kind,
			 struct plan_span_of_day **ret);
/* The first moment from from_ms on in which delivery is allowed, and its end; false when none is within 8 days. */
bool plan_window_next(struct arena *mem, const struct plan *plan, const char *zone, const char *area_kind, int64_t from_ms,
		      int64_t *ret_from_ms, int64_t *ret_until_ms);

/* ---- Orders ---- */

/* What is taken (D5.4, S3.9): refused outright, listed apart as an individual
 * need (D6.4), or accepted.  The class is an id of the plan's own classes; one a
 * plan with `accept` does not know is refused there.  rule NULL: no plan limits it. */
enum plan_takes { TAKES_ACCEPT, TAKES_APART, TAKES_REFUSE };
struct plan_scope { enum plan_takes takes; const struct plan_order *rule; bool unknown; };
struct plan_scope plan_takes(const struct plan *plan, const char *zone, const char *goods_class);

/* All order rules that hold in a zone, added up: every limit must be met, the
 * earliest cut-off, the shortest times, the strictest returns. */
struct plan_limit { int64_t orders; struct plan_dur per; const struct plan_order *rule; };     /* so many orders per stretch */
struct plan_ordering {
	const struct plan_limit *limits;
	size_t n_limits;
	int    cut_off;                        /* minute of the day; -1: none */
	struct plan_times collect;             /* of the first rule that says so */
	struct plan_dur deliver_within, claim_within;
	enum plan_returns returns;             /* RETURNS_any when no rule says */
	struct plan_ids proof;                 /* all of them */
	struct plan_lates escalate;
	const struct plan_order *cut_off_by, *deliver_by, *claim_by, *returns_by, *collect_by, *escalate_by;
};
void plan_ordering(struct arena *mem, const struct plan *plan, const char *zone, struct plan_ordering *ret);

/* The last moment to order on the day of at_ms (INT64_MAX without a cut-off),
 * and the moment an order placed at at_ms must have arrived: the end of the day
 * so many days on (D5.6, "1 day" is tomorrow), other durations to the minute; 0: not said. */
int64_t plan_cut_off_ms(const struct plan_ordering *ordering, int64_t at_ms);
int64_t plan_deliver_by_ms(const struct plan_ordering *ordering, int64_t at_ms);

/* The flow of a document that names this kind, or one it belongs to, in `for`
 * ("household", "chronic", "urgent_patient"); a flow for nobody in particular does
 * not count, so that a rule for warehouses never becomes one for households. */
const struct plan_flow *plan_flow_named(const struct plan *plan, enum plan_doc doc, const char *zone, const char *for_kind,
					const char *goods_class);

/* The first check on a document that refuses (order, handover ...) or NULL; like
 * plan_refusal(), for one zone. */
const struct plan_check *plan_check_in(const struct plan *plan, enum plan_doc document, const char *zone, const struct cond_world *world,
				       bool *ret_unknown);
/* The first price rule that is not met (D10.2): words price, shop_price, fee, amount, goods. */
const struct plan_price *plan_price_refusal(const struct plan *plan, const char *zone, const char *goods_class,
					    const struct cond_world *world, bool *ret_unknown);

const struct plan_package *plan_package(const struct plan *plan, const char *id);
/* All packages that hold in a zone, in order; so fleet, stations, shop rules. */
size_t plan_packages(struct arena *mem, const struct plan *plan, const char *zone, const struct plan_package ***ret);
size_t plan_shop_rules(struct arena *mem, const struct plan *plan, const char *zone, const struct plan_shop ***ret);
const struct plan_shop    *plan_shop_rule(const struct plan *plan, const char *zone, const char *shop_kind);
const struct plan_fleet   *plan_fleet(const struct plan *plan, const char *zone, const char *per_kind);
const struct plan_station *plan_station(const struct plan *plan, const char *zone, const char *per_kind);

/* ---- Money ---- */

/* The closest settlement rule for a household kind (a kind of the plan or NULL); SETTLE_ANY: of any way. */
const struct plan_settlement *plan_settlement(const struct plan *plan, const char *zone, const char *kind, enum plan_settle way);
/* Whether that way is allowed; true when no plan says any.  relief: one with a `when` does not count, money wants certainty. */
bool plan_settles(const struct plan *plan, const char *zone, const char *kind, enum plan_settle way);
const struct plan_relief *plan_relief(const struct plan *plan, const char *zone, const char *kind, const char *goods_class);

/* The closest rate of compensation for requisitioned goods of a class, people or vehicles (class NULL); one with a `when` does not count. */
const struct plan_compensation *plan_compensation(const struct plan *plan, enum plan_compensation_of of, const char *goods_class);

/* ---- Labels, gates, forms ---- */

const struct plan_label *plan_label(const struct plan *plan, const char *on);                  /* "parcel", "box" */
const struct plan_form  *plan_form(const struct plan *plan, const char *id);
const struct plan_dose  *plan_dose(const struct plan *plan, const char *id);
const struct plan_pass  *plan_pass_rule(const struct plan *plan, const char *for_kind);
const struct plan_masking *plan_masking(const struct plan *plan, const char *data);

/* The shortest time the plans in force keep such data (orders, health, contacts, cases, tracks, money, documents); 0: none says. */
int64_t plan_keep_ms(const struct plan *plan, const char *data);

/* The gates at a point (an event: "trip.departing", "parcel.handed", "shop.entering")
 * for a subject kind (driver, vehicle, staff, person), all to be passed.  The
 * world is asked, besides facts: "fresh.FORM" -> KNOWN_NUMBER, the age in ms of the newest record, or
 * KNOWN_TRUTH no when there is none; "fresh.FORM since EVENT" and "fresh.FORM
 * today" -> KNOWN_TRUTH; "latest.FORM.FIELD" -> KNOWN_NUMBER; "listed.LIST" ->
 * KNOWN_TRUTH or the state as KNOWN_WORD; "holds.PASS" -> KNOWN_TRUTH. */
struct plan_gate_answer { const struct plan_gate *gate; enum plan_otherwise otherwise; bool unknown; };
size_t plan_gates(struct arena *mem, const struct plan *plan, const char *zone, const char *point, const char *kind,
		  const struct plan_gate ***ret);
/* The first gate not passed that refuses, else that observes, else that warns; gate NULL: through. */
struct plan_gate_answer plan_gate_check(struct arena *mem, const struct plan *plan, const char *zone, const char *point, const char *kind,
					const struct cond_world *world);

/* "依据 d5 规则 household_order（二）" / "by rule household_order of plan d5 (...)" for answers. */
const char *plan_rule_quote(struct arena *mem, const struct plan_rule *rule, bool english);
#endif
