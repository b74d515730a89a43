/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_ORDER_WORK_H
#define CAPS_ORDER_WORK_H
#include "caps/catalog/catalog.h"
#include "caps/grid/grid.h"
#include "caps/order/order.h"
#include "caps/plan/plan_household.h"

/* What the parts of this folder share. */

enum { KINDS_MAX = 16, HISTORY_MAX = 30 };

/* What the plans in force say to a household of this grid. */
struct order_terms {
	const struct plan   *plan;                  /* NULL: no plan is in force */
	struct plan_ordering ordering;
	const char          *zone, *area_kind;      /* NULL: free, not said */
	const struct plan_zone *zone_rule;          /* NULL: free */
	const struct plan_way *way;                 /* the closest; NULL: no plan says any */
	unsigned             order_by;              /* bits 1 << plan_order_by of every way that fits as closely */
	const char          *kinds[KINDS_MAX];      /* kinds of the plan this household is of */
	size_t               n_kinds;
};
must_check enum err order_terms(struct ctx *cx, const struct household *household, const struct grid_area *grid, struct order_terms *ret);

/* Whether the household may pay like that by the plans, and the rule that says so or that says otherwise (NULL: none does). */
bool order_terms_pay(const struct order_terms *terms, enum order_pay pay, const struct plan_settlement **ret_rule);

/* What the plan gives this household towards an order, in fen; 0: nothing. */
int64_t order_terms_relief(const struct order_terms *terms, const char *category, const struct plan_relief **ret_rule);

/* From when the stretch runs in which an order placed now would count. */
int64_t order_limit_since(struct plan_dur per, int64_t now_ms);
/* When the order placed at `taken_ms` stops counting. */
int64_t order_limit_until(struct plan_dur per, int64_t taken_ms);

/* An order of the household, lately. */
struct order_past { int64_t doc_id, offer_id, placed_ms, pay; const char *state, *number; };

/* A draft with everything known about it. */
struct order_case {
	const struct order_draft *draft;
	struct household      household;
	struct grid_area      grid;
	struct offer          offer;
	struct order_terms    terms;
	struct order_past    *past;  size_t n_past;    /* newest first, void ones left out */
	int64_t               replaces_id;             /* the order it takes the place of does not count */
	bool                  substituting;            /* the shop's doing: cut-off, turn and ways are not asked again */
	struct order_checked *out;   size_t verdicts_room;
	const struct offer_line **lines;               /* of each want; NULL: no such line */
};
must_check enum err order_case_open(struct ctx *cx, const struct order_draft *draft, int64_t replaces_id, struct order_checked *out,
				    struct order_case *ret);
must_check enum err order_case_judge(struct ctx *cx, struct order_case *c);

/* Account of the money: the draft's, who acts, or the grid's worker; 0: nobody is known. */
int64_t order_case_worker(const struct ctx *cx, const struct order_case *c);

const char *order_kind_name(enum order_pay pay);       /* "order", "collect_order", "credit_order" */
bool order_is_kind(const char *kind);

/* Which number of a turn: a second order in it fails on the key of order_turn. */
int64_t order_scheme_id(const struct plan_order *rule);

/* Sums and the row in lists follow what a step did to the document. */
must_check enum err order_follow(struct ctx *cx, const struct order_view *was, const struct doc *now);

/* For the table of steps. */
enum err order_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes);
enum err order_after(struct ctx *cx, const struct doc_work *w);
enum err order_due_at(struct ctx *cx, const struct doc_work *w, int64_t *ret_ms);
#endif
