/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_RESERVE_H
#define CAPS_RESERVE_H
#include "caps/document/document.h"
#include "caps/reserve/picture.h"

/* Reserves 储备, beside the picture (picture.h): the register of other forms, calls on
 * them, goods set aside and released, the annual plan, upkeep and rotation.
 *
 * Rights: RESERVE_READ, RESERVE_EDIT and RESERVE_APPROVE on the place.  Rules with
 * numbers (what an entry must state, rotate_before, refill_within, chains) come from
 * the plans in force.  Source: D7.1-D7.6, D7.8, D7.10, D7.11, S3.3, S3.12. */
enum { RESERVE_LIST_MAX = 200, RESERVE_PLAN_LINES_MAX = 500, RESERVE_CALL_LINES_MAX = 200 };

/* --- Other forms: agreements, capacity, mutual aid, households, companies (D7.2, D7.6, D7.8) --- */
struct reserve_source_facts {
	int64_t     form, place_id;                   /* enum reserve_kind; 0: the district */
	int64_t     item_id, org_id;                  /* 0: any goods of the class; who is named by `party` */
	int64_t     qty, per_day, ramp_up_days, respond_min, price_fen, price_units, from_day, until_day;
	const char *holder, *class_id, *party, *paper, *unit, *contact, *note;
};
struct reserve_source {
	int64_t     source_id, version, called, entered_ms, ended_ms;      /* called: by approved calls, in the unit */
	struct reserve_source_facts facts;
	const char *place, *path, *item, *org, *class_zh, *class_en;
};
/* BAD_INPUT names the field the plan's form of reserve must state. */
must_check enum err reserve_source_put(struct ctx *cx, const struct reserve_source_facts *in, int64_t *ret_source_id);
must_check enum err reserve_source_set(struct ctx *cx, int64_t source_id, int64_t version, const struct reserve_source_facts *in);
must_check enum err reserve_source_end(struct ctx *cx, int64_t source_id, int64_t version);
must_check enum err reserve_source_see(struct ctx *cx, int64_t source_id, struct reserve_source *ret);
must_check enum err reserve_source_get(struct ctx *cx, int64_t source_id, struct reserve_source *ret);     /* no right asked */
struct reserve_source_filter { int64_t place_id, form, until_day, after, limit; const char *class_id; bool ended; };   /* form -1: any */
must_check enum err reserve_source_list(struct ctx *cx, const struct reserve_source_filter *f, struct reserve_source **ret, size_t *ret_n);

/* --- Calls 调用 on a source, approved by the plan's chain, then a purchase or a receipt (S3.4) --- */
struct reserve_call_line { int64_t item_id, qty; };
struct reserve_call_draft { int64_t source_id, to_place_id; const struct reserve_call_line *lines; size_t n_lines; };
must_check enum err reserve_call_open(struct ctx *cx, const struct reserve_call_draft *in, int64_t *ret_doc_id);
/* Draws up what brings the goods: a purchase from the supplier at the agreed price, paid from the
 * fund; where nobody is paid (fund 0) the call is only recorded as carried out. */
must_check enum err reserve_call_carry_out(struct ctx *cx, int64_t doc_id, int64_t version, int64_t fund_id, const char *note,
					   int64_t *ret_purchase_id, struct doc_moved *ret);
must_check enum err reserve_call_of(struct ctx *cx, int64_t doc_id, int64_t *ret_source_id, int64_t *ret_purchase_id);

/* --- Goods set aside 划定, and released 动用 by procedure (S3.12, D7.4) --- */
struct reserve_kept { int64_t item_id, qty, lot_id, owner_id, fund_id; };
/* What of each line of goods set aside is still there: n_lines of the document. */
must_check enum err reserve_hold_left(struct ctx *cx, const struct doc *hold, int64_t **ret);
must_check enum err reserve_hold_open(struct ctx *cx, int64_t place_id, const struct reserve_kept *goods, size_t n, int64_t *ret_doc_id);
struct reserve_freed { int64_t line_no, qty; };
must_check enum err reserve_release_open(struct ctx *cx, int64_t hold_id, const struct reserve_freed *lines, size_t n, int64_t *ret_doc_id);

/* --- The annual plan (D7.1, D7.4) --- */
struct reserve_plan_line { int64_t days, qty; const char *class_id, *unit, *reason; };
struct reserve_plan_draft { int64_t year, place_id; const char *holder, *basis; const struct reserve_plan_line *lines; size_t n_lines; };
must_check enum err reserve_plan_open(struct ctx *cx, const struct reserve_plan_draft *in, int64_t *ret_doc_id);
must_check enum err reserve_plan_edit(struct ctx *cx, int64_t doc_id, int64_t version, const struct reserve_plan_draft *in);
/* A line beside what the plan asks and what there is; -1 as in the picture. */
struct reserve_plan_row {
	struct reserve_plan_line line;
	int64_t     norm_days, norm_qty, cover_days, lot_days_x10, usable, short_of, before_days, before_qty;
	const char *class_zh, *class_en;
};
struct reserve_plan_head { int64_t year, place_id, version_no, replaces_id; const char *holder, *holder_zh, *holder_en, *basis, *place; };
struct reserve_plan_view { struct doc doc; struct reserve_plan_head head; struct reserve_plan_row *rows; size_t n_rows; };
must_check enum err reserve_plan_see(struct ctx *cx, int64_t doc_id, struct reserve_plan_view *ret);
/* Who has a plan of the year and who has none yet: departments that reserve, and townships. */
struct reserve_plan_state { int64_t place_id, doc_id, version_no, lines, updated_ms; const char *holder, *zh, *en, *state, *number; };
must_check enum err reserve_plan_states(struct ctx *cx, int64_t year, struct reserve_plan_state **ret, size_t *ret_n);

/* --- Rotation, refilling, stock-taking (D7.3) --- */
enum reserve_when { ROTATE_EXPIRED, ROTATE_NOW, ROTATE_MONTH, ROTATE_QUARTER };
enum reserve_todo { ROTATE_ISSUE_FIRST, ROTATE_EXCHANGE, ROTATE_SCRAP };
extern const char *const reserve_when_words[], *const reserve_todo_words[];
struct reserve_rotation {
	int64_t     when, todo, place_id, item_id, lot_id, qty, kept, expiry_day, rotate_day, hold_id, line_no;
	const char *place, *item_code, *item, *item_en, *unit, *batch, *rule;      /* rule: the plan's upkeep */
};
must_check enum err reserve_rotations(struct ctx *cx, int64_t place_id, bool kept_only, struct reserve_rotation **ret, size_t *ret_n);
struct reserve_refill { int64_t doc_id, item_id, released, refilled, released_ms, due_day; const char *number, *item, *item_en, *unit; };
must_check enum err reserve_refills(struct ctx *cx, int64_t place_id, struct reserve_refill **ret, size_t *ret_n);
struct reserve_count { int64_t place_id, last_doc_id, last_day, due_day; const char *place, *last_number, *rule; bool overdue; };
must_check enum err reserve_counts(struct ctx *cx, int64_t place_id, struct reserve_count **ret, size_t *ret_n);

/* --- Upkeep of storehouses and equipment (fire safety, maintenance) --- */
extern const char *const reserve_upkeep_words[];      /* "fire_safety", "equipment", "building", "other", NULL */
struct reserve_upkeep_facts { int64_t place_id, sort, every_days, due_day; const char *subject, *who; };
struct reserve_upkeep { int64_t upkeep_id, version, last_day, last_sound, last_by; struct reserve_upkeep_facts facts; const char *place, *last_note, *last_name; bool overdue; };
must_check enum err reserve_upkeep_put(struct ctx *cx, const struct reserve_upkeep_facts *in, int64_t *ret_id);
must_check enum err reserve_upkeep_end(struct ctx *cx, int64_t upkeep_id, int64_t version);
must_check enum err reserve_upkeep_done(struct ctx *cx, int64_t upkeep_id, int64_t version, int64_t day, bool sound, const char *note);
must_check enum err reserve_upkeeps(struct ctx *cx, int64_t place_id, struct reserve_upkeep **ret, size_t *ret_n);
#endif
