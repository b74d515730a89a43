/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_ALLOCATION_H
#define CAPS_ALLOCATION_H
#include "base/shape.h"
#include "caps/document/document.h"

/* Allocation 分配: the day's goods for the day's needs (D2.2, D2.4, D7.7).
 *
 * The engine proposes from all vetted requests and all free stock of the
 * warehouses; what it was asked and answered is frozen with SHA-256.  The
 * meeting may change lines, each with a reason; the roles of the plan's chain
 * approve; from then on the goods are held for the units named, and dispatch can
 * draw them, never more.  A line names item, place, owner, lot and quantity, and
 * for whom; a directed gift goes to its addressee only. */

enum { ALLOCATION_PLACES_MAX = 200000, ALLOCATION_STOCK_MAX = 200000, ALLOCATION_REASON_MAX = 200 };

/* Computes and opens a draft.  BAD_STATE when nobody waits for anything or
 * nothing is free; TOO_LARGE above DOC_LINES_MAX lines. */
struct allocation_pick { int64_t id; };
struct allocation_ask {
	int64_t     day;                                    /* 0: today */
	struct list requests, items;                        /* struct allocation_pick; empty: all that wait */
};
must_check enum err allocation_propose(struct ctx *cx, const struct allocation_ask *ask, int64_t *ret_doc_id);

/* For whom a line of the document is; same order as doc.lines. */
struct allocation_line_fact {
	int64_t     line_no, request_id, request_line_no, unit_id, to_place_id, source, metres, proposed, changed_by, changed_ms, change_no;
	const char *reason;                                 /* of the change; "" when the engine's word stands */
};
/* What a request line was to get by the engine, what it gets now, and why. */
struct allocation_want {
	int64_t     request_id, request_line_no, item_id, unit_id, to_place_id, priority, have, need, proposed, now;
	const char *number, *reason, *zh, *en;
};
struct allocation_view {
	struct doc  doc;
	int64_t     day, meeting_ms;
	const char *input_hash, *result_hash;
	struct allocation_line_fact *facts;                 /* one per line */
	struct allocation_want      *wants;  size_t n_wants;
};
must_check enum err allocation_get(struct ctx *cx, int64_t doc_id, struct allocation_view *ret);
must_check enum err allocation_see(struct ctx *cx, int64_t doc_id, struct allocation_view *ret);
must_check enum err allocation_inputs(struct ctx *cx, int64_t doc_id, const char **ret_input, const char **ret_result);

/* The meeting changes a draft.  line_no > 0: that line gets qty (0 removes it).
 * line_no 0: a new line of so much of a lot in a place for a request line, or
 * for a unit without one (one case at a time 一事一议).  Every change has a reason.
 * Checked at once: not above free stock, not above what was vetted.  Each is kept as
 * a change of its own (table.h); the lots chosen stay chosen. */
struct allocation_change {
	int64_t     line_no, qty;
	int64_t     request_id, request_line_no, unit_id, to_place_id, item_id, place_id, owner_id, fund_id, lot_id;   /* of a new line */
	const char *reason;
};
must_check enum err allocation_adjust(struct ctx *cx, int64_t doc_id, int64_t version, const struct allocation_change *changes,
				      size_t n_changes);

/* Against the allocation in force before: by item and unit. */
struct allocation_difference { int64_t item_id, unit_id, now, before; };
must_check enum err allocation_compare(struct ctx *cx, int64_t doc_id, int64_t *ret_before_id, struct allocation_difference **ret,
				       size_t *ret_n);

/* All lines together within free stock and within what was vetted; the right lots. */
must_check enum err allocation_check_sound(struct ctx *cx, const struct allocation_view *v);

/* For the table of steps. */
enum err allocation_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes);
enum err allocation_chains(struct ctx *cx, const struct doc_work *w, struct doc_chains *chains);
enum err allocation_after(struct ctx *cx, const struct doc_work *w);
doc_guard guard_allocation_sound, guard_no_open_dispatch;
#endif
