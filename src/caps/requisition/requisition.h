/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_REQUISITION_H
#define CAPS_REQUISITION_H
#include "caps/document/document.h"

/* Requisition 征用 (ZY), a longer period for it, 征用延期 (`extension`, YQ), and what is paid for it, 征用补偿 (`award`, BC): goods, people and vehicles of a company or a person
 * are called on by an order with its legal basis; each is given back or compensated (D3.9).
 *
 *   requisition   draft -propose-> review -approve (the plan's chain)-> ordered -take-> in_use
 *                 -use, lose, give_back, clock-> in_use -finish-> closed;  `late` once the period is over
 *   extension     review -approve (the same chain, never who asked)-> granted: the requisition's period is longer from then on
 *   award         draft -assess (two assessors)-> assessed -approve (the chain)-> approved -pay (two people)-> paid
 *
 * giver = the holder, an organisation or a person of the register; to_place = where it goes, whose keeper counts it in;
 * goods stay the holder's until they are used up.  Taking and giving back are counted by the keeper and for the holder, with
 * the condition of every line; a line is to be used up or given back.  Labour and vehicles are services: heads and minutes by day.
 *
 * Counters of a line: arrived = taken over; taken = used up; dropped = lost or spoilt; back - dropped = given back.
 * What is compensated is known only afterwards, so it is a document of its own, with the requisition as parent: goods used up and
 * lost at value, things given back by unit-days (the day of taking and that of giving back both count), damage as
 * assessed, labour and vehicles by time.  Quantities are those of the books; a rate is the plan's, or the assessors' with its ground.
 *
 * Rights on to_place: REQUISITION_EDIT, REQUISITION_APPROVE, REQUISITION_ASSESS, STOCK_RECEIVE, STOCK_ISSUE, STOCK_COUNT, FUND_PAY.
 * Money is fen.  Source: D3.9, D1.8; Emergency Response Law art. 12 (certificate, return, compensation). */

enum { REQUISITION_LINES_MAX = 200, REQUISITION_SERVICES_MAX = 50, REQUISITION_TIMES_MAX = 2000, REQUISITION_PAPERS_MAX = 50, REQUISITION_DAYS_MAX = 3660 };
enum requisition_service_kind { SERVICE_LABOUR, SERVICE_VEHICLE };
extern const char *const requisition_service_words[];          /* "labour", "vehicle", NULL */

struct requisition_item { int64_t item_id, qty, price_fen, price_units; bool returns; const char *ground; };
struct requisition_service { int64_t kind, heads; const char *what; };
struct requisition_draft {
	int64_t     holder_id, to_place_id, from_day, until_day;
	const char *basis, *body, *decision, *certificate, *purpose;
	const struct requisition_item    *items;     size_t n_items;
	const struct requisition_service *services;  size_t n_services;
};
must_check enum err requisition_open(struct ctx *cx, const struct requisition_draft *in, int64_t *ret_doc_id);
must_check enum err requisition_edit(struct ctx *cx, int64_t doc_id, int64_t version, const struct requisition_draft *in);

/* `take` or `give_back`, with the condition of lines; a line keeps the one written before unless told. */
struct requisition_condition { int64_t line_no; const char *text; };
struct requisition_hand {
	int64_t     doc_id, version, happened_ms;
	const char *verb, *note, *signed_as;
	const struct doc_part *parts;                       size_t n_parts;
	const struct requisition_condition *conditions;     size_t n_conditions;
};
must_check enum err requisition_hand_over(struct ctx *cx, const struct requisition_hand *in, struct doc_moved *ret);

/* So many people or vehicles served so many minutes each on a day; said again, it replaces what stood there. */
struct requisition_served { int64_t doc_id, version, service_no, day, heads, minutes; };
must_check enum err requisition_clock(struct ctx *cx, const struct requisition_served *in, struct doc_moved *ret);
must_check enum err requisition_paper(struct ctx *cx, int64_t doc_id, const char *name, const char *number);

/* ---- a longer period ---- */

/* Asked for while things are in use; one request at a time (CONFLICT).  The day counts from its approval on. */
struct extension_asked { int64_t requisition_id, version, until_day; const char *why; };
must_check enum err extension_ask(struct ctx *cx, const struct extension_asked *in, struct doc_moved *ret);
struct extension_view { int64_t requisition_id, from_day, was_day, until_day; const char *why, *holder; };
must_check enum err extension_see(struct ctx *cx, int64_t doc_id, struct doc *ret_doc, struct extension_view *ret);

/* ---- compensation ---- */

/* used, lost: pieces at value; days: unit-days of what was given back or lost; damage: one sum; labour, vehicle: head-minutes. */
enum award_what { AWARD_USED, AWARD_LOST, AWARD_DAYS, AWARD_DAMAGE, AWARD_LABOUR, AWARD_VEHICLE, AWARDS };
extern const char *const award_words[];                        /* "used", "lost", "days", "damage", "labour", "vehicle", NULL */
struct award {
	int64_t     what, ref_no;                 /* the line, or the service, it is for */
	int64_t     qty, rate_fen, rate_per;      /* worth qty x rate_fen / rate_per, half up */
	int64_t     fen;
	const char *ground, *name;                /* name: of the goods or the service */
};
/* What the books say is to be compensated, at the rates of value and plan; rate_fen 0: neither knows one. */
must_check enum err requisition_due_awards(struct ctx *cx, int64_t doc_id, struct award **ret, size_t *ret_n);

/* Rates that differ from those, with their ground, and damage (what AWARD_DAMAGE, rate_fen the sum). */
struct award_draft { int64_t requisition_id, fund_id; const struct award *awards; size_t n_awards; };
must_check enum err award_open(struct ctx *cx, const struct award_draft *in, int64_t *ret_doc_id);
must_check enum err award_edit(struct ctx *cx, int64_t doc_id, int64_t version, const struct award_draft *in);
must_check enum err award_see(struct ctx *cx, int64_t doc_id, struct doc *ret_doc, struct award **ret, size_t *ret_n);

/* ---- reading ---- */

struct requisition_lined { int64_t line_no, taken_over, used, lost, given_back, open; bool returns; const char *ground, *taken_condition, *back_condition; };
struct requisition_serviced { int64_t service_no, kind, heads, head_minutes; const char *what; };
struct requisition_clocked { int64_t service_no, day, heads, minutes; };
struct requisition_papered { const char *name, *number; };
struct requisition_paid { int64_t doc_id, fen; const char *number, *state; };
struct requisition_longer { int64_t doc_id, was_day, until_day; const char *number, *state, *why; };
struct requisition_view {
	const char *basis, *body, *decision, *certificate, *purpose, *holder;
	int64_t     from_day, until_day;
	bool        overdue;                      /* past its period, and something is not given back */
	struct requisition_lined    *lines;    size_t n_lines;
	struct requisition_serviced *services; size_t n_services;
	struct requisition_clocked  *times;    size_t n_times;
	struct requisition_papered  *papers;   size_t n_papers;
	struct requisition_paid     *paid;     size_t n_paid;        /* its compensations, latest last */
	struct requisition_longer   *longer;   size_t n_longer;      /* its extensions, asked for and granted, latest last */
};
must_check enum err requisition_see(struct ctx *cx, int64_t doc_id, struct doc *ret_doc, struct requisition_view *ret);

/* Newest first; state NULL or "": any; overdue: only what is past its period with something not given back. */
struct requisition_row {
	int64_t     doc_id, created_ms, from_day, until_day, open, due_fen, paid_fen;      /* open: base units still here; due: approved compensation */
	bool        overdue;
	const char *number, *state, *holder, *purpose, *what;
};
enum { REQUISITION_ROWS_MAX = 100 };
must_check enum err requisition_list(struct ctx *cx, const char *state, bool overdue, int64_t before_id, int64_t limit, struct requisition_row **ret, size_t *ret_n);

/* All of one holder: what was called on, what is still out, what was awarded and paid. */
struct holder_row { int64_t doc_id, until_day, open, awarded_fen, paid_fen; const char *number, *state; };
struct holder_statement { int64_t holder_id, awarded_fen, paid_fen; const char *holder; struct holder_row *rows; size_t n_rows; };
must_check enum err requisition_statement(struct ctx *cx, int64_t holder_id, struct holder_statement *ret);
#endif
