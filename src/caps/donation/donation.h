/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_DONATION_H
#define CAPS_DONATION_H
#include "caps/document/document.h"
#include "base/shape.h"

/* Donations 捐赠 (JZ): from what a donor promises to the receipt in his hand and
 * to where each piece went; and surplus 富余移交 (SY), by which the unit goods
 * were given to hands over what it does not need.  D2.7, D2.3, D3.8, X3.
 *
 *   draft -register-> promised -receive (one person), accept (another), reject-> promised -thank-> thanked
 *
 * giver = the donor (an organisation or a person), to_place = where it is counted
 * in.  Directed: taker = owner = the unit it is for, fund = the donor's purpose, where a
 * fund has it.  Pool: taker 0, owner = the district.  Directed goods go to nobody else
 * until the unit hands them over; then they are the district's.
 *
 * Goods with less life left than the plan's flow asks (min_life) are turned away, or
 * taken, with a reason, to be used up within use_within.  The value is optional and
 * says what it is an estimate of.  On the public list a donor stands by name, masked
 * or not at all, as he wishes, and may change his mind.  The check code on the
 * receipt keeps numbers from being tried out; who has both sees where the goods went.
 *
 * Rights: DONATION_READ, DONATION_EDIT, STOCK_RECEIVE on to_place; for SY STOCK_ISSUE
 * on the unit and POOL_AGREE.  Everything returned lives in cx->mem. */

enum { DONATION_LINES_MAX = 500, DONATION_TEXT_MAX = 200, DONATION_LIST_MAX = 200, DONATION_WAYS_MAX = 500 };

enum donation_wish { WISH_NAME, WISH_MASKED, WISH_ANONYMOUS };      /* on the public list */
extern const char *const donation_wish_words[];                     /* "name", "masked", "anonymous", NULL */
enum donation_paper { PAPER_OPEN, PAPER_GIVEN, PAPER_WAIVED };      /* the donation certificate 捐赠票据 */
extern const char *const donation_paper_words[];                    /* "open", "given", "waived", NULL */
enum donation_quality { QUALITY_CERTIFICATE = 1, QUALITY_REPORT = 2, QUALITY_NONE = 4 };      /* papers that came with the goods; a set */

/* ---- who gives ---- */

struct donation_donor {
	int64_t     donor_id, wish, donations, last_ms;
	bool        person;
	const char *name, *credit_code, *contact;      /* of a person: masked */
};
/* Remembers an organisation of the register (it gets the role of donor), or a
 * person: name and phone are kept apart (caps/party/person.h) and leave masked. */
struct donation_donor_new { int64_t org_id, wish; const char *name, *phone; };      /* org_id 0: a person */
must_check enum err donation_donor_add(struct ctx *cx, const struct donation_donor_new *in, int64_t *ret_donor_id);
must_check enum err donation_donor_get(struct ctx *cx, int64_t donor_id, struct donation_donor *ret);
/* Newest first; before 0: from the newest. */
must_check enum err donation_donor_list(struct ctx *cx, int64_t before, int64_t limit, struct donation_donor **ret, size_t *ret_n);

/* ---- a donation ---- */

struct donation_line { int64_t item_id, qty, price_fen, price_units; };      /* price 0: no value told */
struct donation_draft {
	int64_t     donor_id, to_place_id, addressee_id, fund_id, expected_day, wish;      /* addressee 0: for the pool */
	const char *purpose, *ground, *full_name;      /* ground: of the estimate; full_name: a person who wishes to be named */
	const struct donation_line *lines;  size_t n_lines;
};
must_check enum err donation_open(struct ctx *cx, const struct donation_draft *in, int64_t *ret_doc_id);
must_check enum err donation_edit(struct ctx *cx, int64_t doc_id, int64_t version, const struct donation_draft *in);

/* What is found when the goods come and afterwards: papers, packing, shelf, certificate. */
struct donation_notes { int64_t quality, paper; const char *packing, *shelf, *paper_no; };
must_check enum err donation_note(struct ctx *cx, int64_t doc_id, const struct donation_notes *in);
/* How the donor stands on the public list from now on; full_name as above. */
must_check enum err donation_wish_set(struct ctx *cx, int64_t doc_id, int64_t wish, const char *full_name);

/* One of the two counts: who counted how much of a line, and what he wrote. */
struct donation_count { int64_t line_no, qty, actor_id, at_ms; const char *verb, *actor, *note; };
struct donation_hurry { int64_t line_no, expiry_day, use_by_day, qty; };
struct donation_view {
	struct donation_donor donor;
	int64_t     expected_day, wish, quality, paper, fund_id;
	const char *purpose, *ground, *check_code, *shown_as, *packing, *shelf, *paper_no, *fund, *addressee;
	bool        counted;                              /* all that came was counted twice: a receipt can be printed */
	struct donation_count *counts;  size_t n_counts;  /* oldest first */
	struct donation_hurry *hurry;   size_t n_hurry;
};
must_check enum err donation_see(struct ctx *cx, int64_t doc_id, struct doc *ret_doc, struct donation_view *ret);

/* ---- where it went ---- */

/* What of a donation is where now: an item, how far it has come (enum flow_part of
 * caps/stock/lot_flow.h) and the house or unit that has it.  place "": with nobody
 * who may be named (a carrier, a household). */
struct donation_place { int64_t item_id, qty, part, place_id, last_ms; const char *zh, *en, *unit, *place; };
/* No right asked: donation_where() asks DONATION_READ through the document. */
must_check enum err donation_where(struct ctx *cx, int64_t doc_id, struct donation_place **ret, size_t *ret_n);

/* For whoever holds the receipt: number and check code (dashes, spaces and case do not
 * matter).  The same NOT_FOUND for a number there is not and a code that is not its own. */
struct donation_followed { struct doc doc; struct donation_view view; struct donation_place *at; size_t n; };
must_check enum err donation_follow(struct ctx *cx, const char *number, const char *code, struct donation_followed *ret);

/* ---- the receipt ---- */

/* As pages to print: one for each copy (stub, donor, accounts).  site: where the public
 * page is reached ("https://bg.example.gov.cn"), for the QR code; "": number and code only.
 * BAD_STATE before everything that came was counted twice. */
struct donation_file { struct bytes body; const char *type, *name; };
must_check enum err donation_receipt(struct ctx *cx, int64_t doc_id, const char *site, struct donation_file *ret);

/* ---- surplus ---- */

struct surplus_line { int64_t item_id, qty, lot_id, fund_id; };
struct surplus_draft { int64_t unit_id, place_id; const struct surplus_line *lines;  size_t n_lines; };      /* place: where the goods lie */
must_check enum err surplus_open(struct ctx *cx, const struct surplus_draft *in, int64_t *ret_doc_id);
#endif
