/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PLAN_PLAN_MODEL_HOUSEHOLD_H
#define CAPS_PLAN_PLAN_MODEL_HOUSEHOLD_H
#include "caps/plan/plan_model.h"

/* The delivery, money, safety and label sections of a plan in memory; included
 * by plan_model.h, units and ownership as there.  Lookups: plan_household.h. */

enum plan_movement { MOVES_home, MOVES_zone, MOVES_free };
enum plan_order_by { ORDER_BY_online, ORDER_BY_phone, ORDER_BY_chat, ORDER_BY_leader, ORDER_BY_grid, ORDER_BY_form };
enum plan_to { TO_door, TO_gate, TO_station, TO_point, TO_checkpoint, TO_office, TO_pick_up };
enum plan_shop_kind { SHOP_supermarket, SHOP_grocer, SHOP_butcher, SHOP_pharmacy, SHOP_wholesale, SHOP_online, SHOP_farm, SHOP_store };
enum plan_returns { RETURNS_any, RETURNS_quality_only, RETURNS_none };
enum plan_settle { SETTLE_collect_first, SETTLE_on_handover, SETTLE_daily, SETTLE_monthly, SETTLE_on_account, SETTLE_ANY };
enum plan_otherwise { OTHERWISE_refuse, OTHERWISE_observe, OTHERWISE_warn };

struct plan_times  { const int *at; size_t n; };                             /* minutes of the day */
struct plan_span_of_day { int from, until; };                                /* minutes; until is outside */

struct plan_zone   { struct plan_rule rule; enum plan_movement movement; struct plan_ids ways, set; };  /* set: "rule.key = value" */
struct plan_way    { struct plan_rule rule; struct plan_ids who; unsigned order_by;                     /* bits 1 << ORDER_BY_ */
		     struct plan_ids steps, sign; enum plan_to to; bool contactless, enter; struct plan_dur slots; };
struct plan_window { struct plan_rule rule; struct plan_ids who; const struct plan_span_of_day *daily; size_t n_daily; bool warn;
		     const char *breach; };                                  /* breach: a chain */
struct plan_station { struct plan_rule rule; const char *per, *team; struct plan_rate each; const struct plan_rate *serve;
		      size_t n_serve; int64_t at_least, cover; bool marked, chat; };
struct plan_shop   { struct plan_rule rule; enum plan_shop_kind kind; const char *kind_word; int64_t number; struct plan_ids needs;
		     const char *serves; bool nearest; };                    /* number 0: not said */
struct plan_package { struct plan_rule rule; int64_t price_fen; struct plan_qty persons_low, persons_high; struct plan_dur days;
		      struct plan_ids contents; };                           /* price_fen 0: not said; persons dim NONE: not said */
struct plan_order  { struct plan_rule rule; const char *per; struct plan_ids accept, refuse, apart, proof; struct plan_rate limit;
		     struct plan_times collect; int cut_off;                 /* -1: none */
		     struct plan_dur deliver_within, claim_within; enum plan_returns returns; bool says_returns; struct plan_lates escalate; };
struct plan_fleet  { struct plan_rule rule; const char *per; int64_t vehicles; bool fixed_crew, closed; };
struct plan_price  { struct plan_rule rule; struct plan_ids goods; const struct plan_cond *must; };
struct plan_settlement { struct plan_rule rule; struct plan_ids for_kinds; enum plan_settle way; const char *collect, *pay_to, *due;
			 struct plan_ids sign; int64_t tolerance_fen; };
struct plan_relief { struct plan_rule rule; struct plan_ids who, goods; bool gives_goods; struct plan_rate amount; const char *due; };
/* What is paid for things given back, by unit and time; for people and vehicles by head and time. */
enum plan_compensation_of { COMPENSATE_use, COMPENSATE_labour, COMPENSATE_vehicle };
struct plan_compensation { struct plan_rule rule; enum plan_compensation_of of; struct plan_ids goods; struct plan_rate amount; };
struct plan_label  { struct plan_rule rule; const char *on; struct plan_ids shows, never; };
struct plan_gate   { struct plan_rule rule; struct plan_ids who, tell; const char *point, *form; const struct plan_cond *must;
		     enum plan_otherwise otherwise; };
struct plan_pass   { struct plan_rule rule; const char *for_kind, *issue; const struct plan_cond *issue_when; struct plan_dur valid;
		     bool fixed_routes; };
struct plan_dose   { struct plan_rule rule; struct plan_ids on; const char *agent; struct plan_qty strength_low, strength_high;
		     struct plan_dur contact; };
struct plan_field  { const char *id, *zh, *en, *type, *unit, *must; bool need, has_min, has_max, personal, sensitive;
		     struct plan_qty min, max; struct plan_ids choices; };
struct plan_form   { struct plan_rule rule; const struct plan_field *fields; size_t n_fields; };
struct plan_masking { struct plan_rule rule; struct plan_ids data, full; const char *show; bool reason; };
struct plan_retention { struct plan_rule rule; struct plan_ids data; struct plan_dur keep; };
#endif
