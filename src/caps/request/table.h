/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_REQUEST_TABLE_H
#define CAPS_REQUEST_TABLE_H
#include "caps/request/request.h"

/* Requests as a table officers work in: filtered, sorted, counted and looked at
 * by the plan's rules, at any size; and several decided in one go.
 *
 * request_board has one row a request, kept with every step of it, so that a
 * page never joins what it does not show.  Findings are made when they are
 * asked for: they depend on stock, on other requests and on the hour. */

enum request_tab { TAB_WAITING, TAB_LATE, TAB_SPECIAL, TAB_GRANTED, TAB_REFUSED, TAB_ALL, TAB_DRAFTS };
extern const char *const request_tab_words[], *const request_sort_words[];
enum { REQUEST_PAGE_MAX = 200, REQUEST_ROW_LINES = 20, REQUEST_ACTS_MAX = 200, REQUEST_PROBLEMS_MAX = 20000 };

struct request_filter {
	int64_t     tab;
	const char *state;                      /* one state, within the tab; NULL: any */
	const char *areas, *classes, *channels; /* numbers with commas between: "1,2"; NULL or "": any */
	const char *category, *text;            /* class of goods; part of number, unit or item */
	int64_t     place_id, unit_id, item_id; /* 0: any; place: goods go to it or below it */
	int64_t     due_from, due_to;           /* days; 0: open */
	bool        problems;                   /* waiting requests with a finding that is a problem */
	int64_t     sort;                       /* word of request_sort_words */
	int64_t     page, limit;                /* from 1; 1..REQUEST_PAGE_MAX */
	int64_t     as_of_ms;                   /* requests raised later are counted as fresh and not shown; 0: now */
};

/* What is to be said of a line, or (line_no 0) of the whole request.  `qty` is
 * the figure: available, over by, received, minutes late, or what the other asked for. */
enum request_found { FIND_SHORT, FIND_DOUBLE, FIND_REFUSED, FIND_OVER, FIND_RECEIVED, FIND_LATE, FIND_LEADER };
extern const char *const request_finding_words[];
struct request_finding {
	int64_t     kind, line_no, qty, limit, other_doc_id;
	bool        problem;                    /* false: only to know */
	const char *other_number, *rule, *zh, *en;
};
struct request_row_line {
	int64_t     line_no, item_id, pack, priority, wanted, own_stock, received_before;
	int64_t     asked, granted, dropped, sent, taken, back, lost;
	int64_t     can, available;             /* can be vetted now by plan and stock; -1: not waiting any more */
	int64_t     norm_qty, norm_days;        /* of the item: base units per so many person-days */
	int64_t     own_tenths;                 /* tenths of days its own stock lasts by the item's norm; -1: not known */
	const char *item_code, *item_zh, *item_en, *category, *unit, *pack_unit;
};
struct request_row {
	int64_t     doc_id, version, unit_id, area_id, to_place_id, due_day, priority, channel;
	int64_t     asked_ms, vet_by_ms, changed_ms, stage, population, n_lines;
	const char *number, *state, *unit, *unit_kind, *unit_kind_zh, *unit_kind_en, *area, *path;
	bool        problem;
	struct request_row_line *lines;     size_t n_lines_here;     /* all of them */
	struct request_finding  *findings;  size_t n_findings, findings_room;
};
struct request_counts { int64_t waiting, late, special, granted, refused, all, drafts, fresh; };
struct request_table {
	struct request_row   *rows;  size_t n_rows;
	struct request_counts counts;
	int64_t               total, as_of_ms;  /* of the tab, with the filter */
	bool                  cut;              /* `problems`: only the first REQUEST_PROBLEMS_MAX were looked at */
};
must_check enum err request_table(struct ctx *cx, const struct request_filter *filter, struct request_table *ret);

/* One thing to do with one request.  Lines not named get what can be vetted
 * (effect) or what was asked for (decide, when no line is named at all). */
enum request_verb { ACT_VET, ACT_REFUSE, ACT_SET_ASIDE, ACT_LEAVE };
extern const char *const request_verb_words[];
struct request_amount { int64_t line_no, qty; };
struct request_act {
	int64_t     doc_id, version, verb;
	const struct request_amount *amounts;  size_t n_amounts;
	const char *note;
};

/* What would be: each request with its findings, and the stock of every item
 * after all of it.  Changes nothing. */
struct request_effect_item { int64_t item_id, available, vetted, left; const char *zh, *en, *unit; };
struct request_effect {
	struct request_row         *rows;   size_t n_rows;
	struct request_effect_item *items;  size_t n_items;
};
must_check enum err request_effect(struct ctx *cx, const struct request_act *acts, size_t n, struct request_effect *ret);

/* Does it: each request whole or not at all, one refused leaves the others.  At
 * most REQUEST_ACTS_MAX.  code is the slug of what went wrong, NULL when done. */
struct request_done { int64_t doc_id, version; bool done; const char *number, *state, *code, *zh, *en; };
must_check enum err request_decide(struct ctx *cx, const struct request_act *acts, size_t n, struct request_done **ret);

/* Keeping request_board: when a draft is written, and (request_after) with every step. */
must_check enum err request_board_draft(struct ctx *cx, int64_t doc_id, const struct request_draft *in, int64_t priority);

/* Where request_board and request_owed disagree with the documents; nothing but a defect makes that. */
struct request_board_fault { const char *what; int64_t id, stands, should; };
must_check enum err request_board_check(struct ctx *cx, struct request_board_fault **ret, size_t *ret_n);

/* For table.c and vetting.c: the rules of the plan and the figures they need, read once per question. */
struct checker;
must_check enum err checker_new(struct ctx *cx, struct checker **ret);
must_check enum err checker_look(struct checker *k, struct request_row *row);
must_check enum err checker_available(struct checker *k, int64_t item_id, int64_t unit_id, int64_t *ret);
must_check enum err request_row_get(struct ctx *cx, int64_t doc_id, struct request_row *ret);   /* with the reader's right */
#endif
