/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_INTAKE_H
#define CAPS_INTAKE_H
#include "base/ctx.h"
#include "base/shape.h"

/* Needs taken in as people send them: chat lists (接龙) and order files (D4.1, S3.6).
 *
 * A text or file becomes a batch, kept as it came.  Each line is read
 * (engine/jielong_list.h, file/table.h), given to a household of the place, its
 * goods to lines of the offer, and checked by order_check().  What is clear waits
 * as ready, change or cancel; what is doubtful is a problem with two answers,
 * which a person gives; the likely answer is never applied by itself.  A row says
 * what its household shall have from this offer: at the commit that is compared
 * with the order it has, which is placed, changed or cancelled, each row with its
 * own verdict.  So the same list pasted again changes nothing, and a newer copy
 * only what differs; one row per household counts.
 *
 * Names and phones are masked in everything but the text as it came, which only
 * who may reveal sees (intake_text, audited) and which is erased by
 * intake_forget, and with the next paste for the place once its offer has ended. */
enum intake_source { INTAKE_CHAT, INTAKE_FILE };
extern const char *const intake_source_words[];          /* "chat", "file", NULL */
enum intake_state { INTAKE_READY, INTAKE_CHANGE, INTAKE_CANCEL, INTAKE_PROBLEM, INTAKE_IGNORED, INTAKE_SAME, INTAKE_DONE, INTAKE_REFUSED, INTAKE_STATES };
extern const char *const intake_state_words[];           /* "ready", "change", "cancel", "problem", "ignored", "same", "done", "refused", NULL */
enum intake_problem {
#define PROBLEM(name, word, zh, en) PROBLEM_##name,
#include "caps/intake/problems.def"
#undef PROBLEM
	INTAKE_PROBLEMS
};
extern const char *const intake_problem_words[];
/* What an answer does: set the household and wants (none: no order), put the row aside, or ask the person to choose first. */
enum intake_act { ACT_SET, ACT_DROP, ACT_PICK_HOUSEHOLD, ACT_PICK_GOODS, ACT_ASK };
extern const char *const intake_act_words[];             /* "set", "drop", "pick_household", "pick_goods", "ask", NULL */

enum { INTAKE_TEXT_MAX = 400000, INTAKE_LINES_MAX = 20000, INTAKE_FILE_MAX = 20 << 20, INTAKE_ROWS_MAX = 200000, INTAKE_WANTS_MAX = 50,
       INTAKE_COMMIT_MAX = 200, INTAKE_PAGE_MAX = 200, INTAKE_SHOWN_MAX = 400 };

struct intake_want { int64_t line_no, qty; const char *goods, *unit; };
struct intake_answer { int64_t act, household_id; const char *zh, *en; struct list wants; };
struct intake_row {
	int64_t row_no, line_no, of_line;              /* line of the text or row of the sheet; of_line: the one that counts instead */
	int64_t state, problem, household_id, doc_id, qty;
	const char *door, *name;                       /* name: masked */
	const char *before, *doubt, *after;            /* the line as written, masked, with the part in doubt */
	const char *remark, *zh, *en;                  /* why, in words */
	const char *sort;
	struct list wants, answers;                    /* struct intake_want, struct intake_answer */
};
struct intake_batch {
	int64_t batch_id, version, place_id, offer_id, source, pay, taken_ms, asked_ms, taken_by, newer_id, n_lines, erased_ms, default_line;
	int64_t ready, changes, cancels, problems, ignored, same, done, refused, qty;      /* rows; qty: pieces of ready and changed ones */
	const char *title, *file_name, *place, *offer, *by, *path;
};

struct intake_paste { int64_t place_id, offer_id, pay, default_line, asked_ms; const char *text; };
/* ORDER_EDIT on the place.  offer_id 0: the only open offer of the place.  BAD_INPUT, NOT_FOUND, BAD_STATE. */
must_check enum err intake_take_text(struct ctx *cx, const struct intake_paste *in, int64_t *ret_batch_id);

/* A table: columns guessed from headings unless told, "door=房号;qty=份数;=序号"; a column headed by goods of the offer is a quantity of them. */
struct intake_upload { int64_t place_id, offer_id, pay, default_line; const char *name, *sheet, *columns; struct bytes body; };
struct intake_column { const char *header, *field, *sample; int64_t line_no; };     /* field "": left out; "goods": quantity of line_no */
/* checked: rows read and checked for the preview, of which `problems` ask; unread: cells that cannot be read; hidden ones are read like others. */
struct intake_guess { int64_t header_row, rows, problems, line_no, checked, hidden_rows, hidden_columns, formulas, unread; const char *encoding, *sheet, *form; struct list columns, sheets, sample; };
struct intake_sheet { const char *name; };
struct intake_sample { int64_t row; const char *door, *wants, *zh, *en; bool good; };
must_check enum err intake_look(struct ctx *cx, const struct intake_upload *in, struct intake_guess *ret);
must_check enum err intake_take_file(struct ctx *cx, const struct intake_upload *in, int64_t *ret_batch_id);

must_check enum err intake_get(struct ctx *cx, int64_t batch_id, struct intake_batch *ret);
struct intake_filter { int64_t place_id, offer_id, source, before, limit; };        /* source -1: both */
must_check enum err intake_list(struct ctx *cx, const struct intake_filter *filter, struct intake_batch **ret, size_t *ret_n);
/* state -1: all, in order of lines; else that state, as the stairs are walked.  after_sort and after_no: the last row seen. */
struct intake_page { int64_t batch_id, state, after_no, limit; const char *after_sort; };
must_check enum err intake_rows(struct ctx *cx, const struct intake_page *page, struct intake_row **ret, size_t *ret_n);

/* An answer: what the household shall have (no wants: nothing), or the row aside.  Checked again; still a problem if it does not hold. */
struct intake_reply { int64_t batch_id, row_no, act, household_id; struct list wants; };       /* struct intake_want */
must_check enum err intake_answer(struct ctx *cx, const struct intake_reply *in, struct intake_row *ret);

/* Places, changes and cancels what is clear, at most INTAKE_COMMIT_MAX rows; `left` says whether to ask again. */
struct intake_done { int64_t placed, changed, cancelled, refused, left; };
must_check enum err intake_commit(struct ctx *cx, int64_t batch_id, struct intake_done *ret);

/* A household turned out to be another: rows and orders of lists follow, offer by offer.  Where lists know both, theirs stay
 * apart (*ret_apart), so that neither's goods replace the other's; each row still finds its own order. */
must_check enum err intake_household_moved(struct ctx *cx, int64_t from_id, int64_t to_id, int64_t *ret_apart);

must_check enum err intake_text(struct ctx *cx, int64_t batch_id, const char **ret);        /* HOUSEHOLD_REVEAL on the place */
must_check enum err intake_forget(struct ctx *cx, int64_t batch_id);

/* Texts to paste back into the chat (issue 4, item 11): doors only, no names. */
struct intake_note { const char *kind, *zh, *en, *text; int64_t building_id; };
must_check enum err intake_notes(struct ctx *cx, int64_t offer_id, int64_t place_id, struct intake_note **ret, size_t *ret_n);
#endif
