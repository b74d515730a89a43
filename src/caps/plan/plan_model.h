/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PLAN_PLAN_MODEL_H
#define CAPS_PLAN_PLAN_MODEL_H
#include "base/ctx.h"

/* A plan in memory: one array per list that other capabilities ask about, in
 * the order of the file.  All of it is read-only and lives in one arena.
 * Units: money in fen, time of day in minutes, days since 1970-01-01.  Texts
 * that may be missing are NULL; numbers that may be missing come with a flag or
 * are 0 where 0 cannot be written.  Ids are NUL-ended; compare with text_equal. */

struct plan;
struct plan_cond;                      /* a parsed condition, see plan_cond.h */

enum plan_dur_unit { DUR_NONE, DUR_MS, DUR_MONTH, DUR_YEAR, DUR_WORKING_DAY };
struct plan_dur  { int64_t n; enum plan_dur_unit unit; };        /* unit DUR_NONE: not written */
struct plan_ids  { const char *const *at; size_t n; };           /* or texts */
struct plan_late { struct plan_dur after; const char *to; };     /* escalation: so long after the deadline, to this role */
struct plan_lates { const struct plan_late *at; size_t n; };

/* A quantity as written: n × 1/scale of the unit; unit "" for a bare count. */
enum plan_dim { DIM_NONE, DIM_COUNT, DIM_MONEY, DIM_SHARE, DIM_TIME, DIM_MASS, DIM_VOLUME, DIM_LENGTH,
		DIM_ENERGY, DIM_STRENGTH, DIM_TEMPERATURE };
struct plan_qty { int64_t n; enum plan_dim dim; const char *unit; };
/* n in the smallest unit of its dimension: pieces, fen, 1/10000, ms, mg, mL, mm, kcal, mg/L, 1/10 degree;
 * unit is the noun of a count ("pieces"), else the smallest unit; DIM_NONE: not written. */
struct plan_rate { struct plan_qty amount; struct plan_dur per; const char *per_what; };  /* per a duration or a kind */

struct plan_rule {
	const struct plan *plan;
	const char *id, *zh, *en, *source, *note;      /* en falls back to zh */
	struct plan_ids at;                            /* levels it holds at; none: always */
	struct plan_ids zones;                         /* zones it holds in; none: everywhere */
	const struct plan_cond *when;                  /* NULL: always */
	int line, column;
};

enum plan_doc { PLAN_DOC_request, PLAN_DOC_purchase, PLAN_DOC_receipt, PLAN_DOC_donation, PLAN_DOC_exchange,
		PLAN_DOC_allocation, PLAN_DOC_dispatch, PLAN_DOC_issue, PLAN_DOC_loan, PLAN_DOC_return, PLAN_DOC_scrap,
		PLAN_DOC_requisition, PLAN_DOC_payment, PLAN_DOC_sale, PLAN_DOC_repair, PLAN_DOC_admission,
		PLAN_DOC_handover, PLAN_DOC_complaint,
		PLAN_DOC_reserve_plan, PLAN_DOC_release, PLAN_DOC_call, PLAN_DOC_order, PLAN_DOC_COUNT };
enum plan_task { TASK_catalogue, TASK_forecast, TASK_buy, TASK_reserve, TASK_dispatch, TASK_transport, TASK_deliver,
		 TASK_supply, TASK_fund, TASK_inspect };
enum plan_tag { TAG_flammable, TAG_corrosive, TAG_toxic, TAG_cold, TAG_frozen, TAG_medicine, TAG_infant, TAG_reusable,
		TAG_scarce };
enum plan_held { HELD_physical, HELD_agreement, HELD_capacity, HELD_mutual_aid, HELD_household };
enum plan_source_from { FROM_own, FROM_directed, FROM_pool, FROM_agreement, FROM_capacity, FROM_market,
			FROM_mutual_aid, FROM_upper, FROM_requisition };
enum plan_prefer { PREFER_nearest, PREFER_earliest_expiry, PREFER_largest, PREFER_cheapest };
enum plan_paper { PAPER_invoice, PAPER_certificate, PAPER_test_report, PAPER_permit };
enum plan_charge_of { CHARGE_goods, CHARGE_transport, CHARGE_storage, CHARGE_delivery };
enum plan_pays { PAYS_free, PAYS_receiver, PAYS_account, PAYS_in_kind };
enum plan_of { OF_none, OF_amount, OF_quantity };
enum plan_same { SAME_goods, SAME_supplier, SAME_unit, SAME_purpose };

struct plan_kind  { struct plan_rule rule; const char *of; };
struct plan_event { struct plan_rule rule; const char *by; };
struct plan_role  { struct plan_rule rule; const char *kind, *under, *reports_to, *lead, *per; struct plan_ids members;
		    bool round_the_clock, seal; };
struct plan_class { struct plan_rule rule; const char *part_of, *unit; unsigned tags; };
struct plan_owner { struct plan_rule rule; struct plan_ids goods, who; unsigned does; };       /* bits 1 << TASK_ */
struct plan_need  { struct plan_rule rule; struct plan_ids goods; const char *people; struct plan_rate per_person; };
struct plan_supply { struct plan_rule rule; struct plan_ids goods; int64_t suppliers; bool long_term; unsigned papers; const char *by; };   /* bits 1 << PAPER_; by: a timing */
struct plan_storage { struct plan_rule rule; struct plan_ids goods, apart_from; unsigned tags_apart; const char *keeper; };
struct plan_norm  { struct plan_rule rule; struct plan_ids goods; const char *holder, *keeper, *of; struct plan_qty at_least, aim;
		    unsigned held_as; const char *by; };                                           /* bits 1 << HELD_; by: a timing, may be NULL */
struct plan_holding { struct plan_rule rule; enum plan_held held_as; struct plan_ids must_state; struct plan_dur respond_within;
		      bool together; };
struct plan_upkeep { struct plan_rule rule; struct plan_ids goods; struct plan_dur rotate_before, keep_for, refill_within;
		     const char *stocktake; int64_t tolerance; };                                  /* share, 1/10000 */
struct plan_recovery { struct plan_rule rule; struct plan_ids goods; struct plan_dur within; const char *clean; };     /* list returns; clean: a dose */
struct plan_rank  { struct plan_rule rule; struct plan_ids who, goods; bool essential, rest; int64_t floor, cap, spread; };  /* 1/10000; cap 10000; spread 0: not written */
struct plan_source { struct plan_rule rule; const char *of; enum plan_source_from from; struct plan_ids whose; unsigned prefer;
		     const char *approve; struct plan_dur within; };                               /* bits 1 << PREFER_ */

/* A step of a chain names roles that all sign (by), of which one signs (any), or
 * a meeting.  persons: so many holders of the role; 1 unless written. */
struct plan_step {
	struct plan_ids by, any;
	const char     *meeting;
	bool            has_below, has_from;
	int64_t         below, from;      /* fen, or smallest unit of the quantity; from is inside, below is not */
	int             persons;
	const struct plan_cond *when;
	struct plan_dur within;
};
struct plan_chain {
	struct plan_rule rule;
	enum plan_of     of;
	struct plan_dur  over, within;    /* over: the total of that stretch decides, not the single document */
	const struct plan_step *steps;
	size_t           n_steps;
	bool             distinct;        /* nobody signs twice or signs what he raised */
	struct plan_dur  look_back;       /* split purchases of this stretch are added up */
	unsigned         same;            /* ... when they share these, bits 1 << SAME_ */
	const char      *oral_by;         /* may say yes by word of mouth */
	struct plan_dur  paper_within;
	struct plan_lates escalate;
};
struct plan_meeting { struct plan_rule rule; const char *due, *chair; struct plan_ids members, decides; int64_t quorum; };
struct plan_flow {
	struct plan_rule rule;
	enum plan_doc    kind;
	struct plan_ids  for_kinds, goods, raise, vet, needs, sign;
	const char      *approve, *exception;   /* chains */
	const char      *through;               /* issuing agent, a role */
	const char      *charge, *proceeds;     /* a charge, a fund */
	struct plan_dur  ack, depart, arrive, confirm, valid_for;
	struct plan_dur  vet_within, double_within, look_back;   /* of a request: by when it is vetted; asked again so soon is probably
	                                                 * double; how far back what the unit got counts as received */
	struct plan_lates escalate;
	bool             to_receiver, to_pool, keep_surplus;
	const char      *surplus_by;            /* of a donation: the chain that agrees when a unit hands surplus to the pool */
	struct plan_dur  min_life, use_within;  /* goods given with less life left are refused, or (use_now) taken to be used up so soon */
	bool             use_now;
};
struct plan_check { struct plan_rule rule; enum plan_doc document; const struct plan_cond *refuse_when, *refuse_unless, *warn_when; };
struct plan_fund  { struct plan_rule rule; const char *held_by; bool separate; struct plan_ids only_for; };
struct plan_charge { struct plan_rule rule; struct plan_ids who, goods; enum plan_charge_of of; enum plan_pays pays; const char *fund,
		     *price, *approve; struct plan_dur within; };            /* within: paid so long after the goods came */

#include "caps/plan/plan_model_household.h"

#define PLAN_ARRAY(type, name) const struct plan_##type *name; size_t n_##name
struct plan {
	const struct plan *next;               /* the next plan in force, or NULL */
	const char *id, *zh, *en, *language, *kind;
	int64_t     version, date;             /* day */
	int         offset_minutes;            /* timezone */
	const char *lapses, *yields_to, *interpreter;
	char        sha256[65];                /* of the text */
	PLAN_ARRAY(kind, kinds);       PLAN_ARRAY(event, events);     PLAN_ARRAY(role, roles);       PLAN_ARRAY(class, classes);
	PLAN_ARRAY(owner, owners);     PLAN_ARRAY(need, needs);       PLAN_ARRAY(supply, supplies); PLAN_ARRAY(storage, storages); PLAN_ARRAY(norm, norms);
	PLAN_ARRAY(holding, holdings); PLAN_ARRAY(upkeep, upkeeps);   PLAN_ARRAY(rank, ranks);       PLAN_ARRAY(source, sources);
	PLAN_ARRAY(chain, chains);     PLAN_ARRAY(meeting, meetings); PLAN_ARRAY(flow, flows);       PLAN_ARRAY(check, checks);
	PLAN_ARRAY(fund, funds);       PLAN_ARRAY(charge, charges);
	PLAN_ARRAY(zone, zones);       PLAN_ARRAY(way, ways);         PLAN_ARRAY(window, windows);   PLAN_ARRAY(station, stations);
	PLAN_ARRAY(shop, shops);       PLAN_ARRAY(package, packages); PLAN_ARRAY(order, orders);     PLAN_ARRAY(fleet, fleets);
	PLAN_ARRAY(price, prices);     PLAN_ARRAY(settlement, settlements); PLAN_ARRAY(relief, reliefs); PLAN_ARRAY(label, labels);
	PLAN_ARRAY(compensation, compensations);
	PLAN_ARRAY(gate, gates);       PLAN_ARRAY(pass, passes);      PLAN_ARRAY(dose, doses);       PLAN_ARRAY(form, forms);
	PLAN_ARRAY(masking, maskings); PLAN_ARRAY(retention, retentions);
	PLAN_ARRAY(recovery, recoveries);
	const struct plan_tree *tree;          /* everything, for explain and diff */
};
#endif
