/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_INTAKE_WORK_H
#define CAPS_INTAKE_WORK_H
#include "base/map.h"
#include "caps/catalog/offer.h"
#include "caps/grid/area.h"
#include "caps/grid/grid.h"
#include "caps/intake/intake.h"
#include "caps/order/order.h"

/* Inside the intake: what its files share.  Nobody else includes this. */

/* ---- doors.c: the households of a place by their doors, read once ---- */
struct doors {
	struct ctx *cx;
	struct household *rows; size_t n;
	struct grid_building *buildings; size_t n_buildings;
	struct map by_building, by_door, by_room;      /* name -> building, building|unit|room and building|room -> first row */
	uint32_t *next_building, *next_door, *next_room;
	int64_t near_left;                             /* comparisons doors_near() may still make: a file of doors nobody knows ends, too */
};
must_check enum err doors_open(struct ctx *cx, int64_t place_id, struct doors *ret);
enum { DOORS_FOUND_MAX = 8 };
/* Rows behind an address, at most DOORS_FOUND_MAX; compound "" for any. */
size_t doors_find(const struct doors *d, const char *compound, const char *building, const char *unit, const char *room, uint32_t ret[static DOORS_FOUND_MAX]);
/* Doors that read nearly the same, nearest first. */
size_t doors_near(struct doors *d, const char *building, const char *unit, const char *room, uint32_t ret[static 2]);

/* ---- goods.c: what people call goods, among the lines of the offer ---- */
struct goods { struct ctx *cx; struct offer offer; const char **plain; int64_t default_line; struct map *named; };     /* named: what was looked up already */
must_check enum err goods_open(struct ctx *cx, int64_t offer_id, int64_t default_line, struct goods *ret);
/* A list whose title names one line of the offer means that line by a bare quantity. */
void goods_default(struct goods *g, const char *title);
/* The line meant, NULL when it is not clear; then `near` has up to two that may be. */
const struct offer_line *goods_find(const struct goods *g, const char *name, const struct offer_line *near[static 2]);
const struct offer_line *goods_line(const struct goods *g, int64_t line_no);
/* Thousandths of a unit people wrote, as base units of the line: a problem word or PROBLEM_NONE. */
enum intake_problem goods_qty(const struct offer_line *line, int64_t thousandths, const char *unit, int64_t *ret_qty);
/* "1.5" -> 1500, with a sign; false for anything else. */
bool goods_read_qty(const char *text, int64_t *ret_thousandths);

/* ---- rows while they are made ---- */
struct draft {
	struct intake_row row;
	struct arena *mem;
	struct intake_want *wants; int n_wants;
	struct intake_answer answers[2]; int n_answers;
	struct intake_want *answer_wants[2]; int n_answer_wants[2];
	enum intake_problem also;        /* found behind the first one, about goods: an answer does not settle it */
	int64_t step;                    /* enum draft_step */
	bool plus;                       /* wants are differences */
	uint64_t key;                    /* of the text, so that an answer is found again */
	int64_t answered_ms, answered_by;      /* in a copy before; 0: not */
};
enum draft_step { STEP_ADD, STEP_CHANGE, STEP_CANCEL, STEP_GONE };

struct making {
	struct ctx *cx;
	struct intake_batch batch;
	struct doors doors;
	struct goods goods;
	struct draft **rows; size_t n, room;
	struct map of_household;         /* "id" -> index of the row that counts, +1 */
	struct map have;                 /* "id" -> index in `orders`, +1 */
	struct intake_orders_of_row *orders; size_t n_orders;
	const char *title, *raw;
	size_t at;                       /* rows of the text so far */
};
struct draft *draft_new(struct making *m);
void draft_set_wants(struct draft *d, const struct intake_want *wants, int n);
void draft_want(struct draft *d, int64_t line_no, int64_t qty);            /* adds to what is wanted of a line */
void draft_problem(struct draft *d, enum intake_problem problem);
struct intake_answer *draft_answer(struct draft *d, enum intake_act act, int64_t household_id, const char *zh, const char *en);
void draft_answer_want(struct draft *d, int64_t line_no, int64_t qty);
/* Once all goods of the row are read: an answer to one doubt keeps what else is wanted, and does not pass over another doubt. */
void draft_finish(struct making *m, struct draft *d);
const char *wants_text(struct arena *mem, const struct intake_want *wants, int n);
int wants_read(const char *text, struct intake_want ret[static INTAKE_WANTS_MAX]);
const char *wants_zh(struct making *m, const struct intake_want *wants, int n);

/* lines.c */
must_check enum err lines_read(struct making *m, const char *text);
/* cells.c: what people write into single cells */
const char *cell_clip(struct arena *mem, const char *text, size_t bytes);          /* cut at a whole character */
bool cell_is_number(const char *text);
bool cell_is_cancelled(const char *state);
const char *cell_heading(struct arena *mem, const char *text);
const char *cell_plain(struct arena *mem, const char *text);
bool cell_qty(struct ctx *cx, const char *text, const char **ret_qty, const char **ret_unit);
const char *cell_base64(struct arena *mem, const unsigned char *at, size_t n);

/* sheet.c */
must_check enum err sheet_take(struct making *m, const struct intake_upload *in);

/* judge.c: households, goods and orders of all rows, then what is still to be asked. */
void judge_household(struct making *m, struct draft *d, const char *compound, const char *building, const char *unit, const char *room, const char *phone);
void judge_goods_of(struct making *m, struct draft *d, const char *name, const char *qty, const char *unit, const char *part);
must_check enum err judge_all(struct making *m);
/* A row whose household and wishes a person said before, against the orders that stand now; it may have to be asked again. */
must_check enum err judge_answered(struct making *m, struct draft *d, struct order_checker *checker);
/* checker: of the batch's offer; NULL: one is opened for this row. */
must_check enum err judge_order(struct ctx *cx, const struct intake_batch *b, const struct goods *g, struct order_checker *checker, struct draft *d, int64_t doc_id);

/* store.c */
must_check enum err batch_put(struct making *m, int64_t *ret_batch_id);
must_check enum err making_open(struct ctx *cx, int64_t place_id, int64_t offer_id, int64_t default_line, int64_t pay, enum intake_source source, struct making *ret);
#endif
