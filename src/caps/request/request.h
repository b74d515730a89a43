/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_REQUEST_H
#define CAPS_REQUEST_H
#include "caps/document/document.h"

/* Requests 需求: what using units need and do not have (D2.8, D7.7).
 *
 * A unit says how much it wants of each item, how much it has and has received;
 * its line asks for the difference, because a unit draws on its own goods first.
 * The class of each line (1 first, 5 from what is left) is the plan's rank of
 * the unit's kind for those goods, never what the unit says of itself (D2.2).
 * States: draft, raised, special (set aside, to be decided case by case), open (vetted), allotted, closed or
 * unmet; refused, void.
 * Counters of a line: asked, granted (by vetting), sent (allotted), taken
 * (received), back (allotment withdrawn), lost (on the way), dropped (given up). */

extern const char *const request_channel_words[];      /* "page", "phone", ... NULL */
enum { CHANNEL_PAGE, CHANNEL_PHONE, CHANNEL_PAPER, CHANNEL_CHAT, CHANNEL_FILE, CHANNEL_API };
enum { REQUEST_LINES_MAX = 500, REQUEST_CLASSES = 5, REQUEST_OPEN_MAX = 200000 };

/* instead_of: the item this one stands in for, so much of it, because the line of request for_doc_id fell short (instead.h); 0: for nothing. */
struct request_want { int64_t item_id, wanted, own_stock, received_before, instead_of, instead_qty, for_doc_id; };
struct request_draft {
	int64_t     unit_id;            /* who uses the goods: a place of kind unit */
	int64_t     to_place_id;        /* where to bring them; 0: the unit itself */
	int64_t     deadline_day;       /* 0: none */
	const char *purpose;            /* what for; no names of people; NULL: not said */
	int64_t     channel;            /* how it came in: word of request_channel_words */
	const struct request_want *wants;  size_t n_wants;     /* one per item */
};
/* A draft; raise it with document_advance(... "raise").  BAD_INPUT names wants[i].field. */
must_check enum err request_open(struct ctx *cx, const struct request_draft *draft, int64_t *ret_doc_id);
must_check enum err request_edit(struct ctx *cx, int64_t doc_id, int64_t version, const struct request_draft *draft);

struct request_line_fact { int64_t line_no, wanted, own_stock, received_before, priority; };
struct request_view {
	struct doc  doc;
	int64_t     unit_id, deadline_day, channel;
	const char *purpose;
	struct request_line_fact *facts;        /* one per line of doc, same order */
};
must_check enum err request_get(struct ctx *cx, int64_t doc_id, struct request_view *ret);
must_check enum err request_see(struct ctx *cx, int64_t doc_id, struct request_view *ret);     /* with the reader's right */

/* Vetted lines that still need something, over the whole district, by number:
 * what the next meeting decides about.  need = granted - dropped - sent + back. */
struct request_open_line {
	int64_t     doc_id, line_no, item_id, unit_id, to_place_id, deadline_day, priority;
	int64_t     own_stock, received_before, granted, allotted, need;
	const char *number;
};
must_check enum err request_needs(struct ctx *cx, struct request_open_line **ret, size_t *ret_n);
/* The same for a person: only who proposes for the whole district sees the needs of all. */
must_check enum err request_needs_seen(struct ctx *cx, struct request_open_line **ret, size_t *ret_n);

/* Papers the plan's flow wants (needs) before goods of a request are released: entered by who
 * allots for the district (ALLOCATION_EDIT), asked by the orders that release them (D2.9). */
enum { REQUEST_PAPERS_MAX = 20 };
struct request_paper { int64_t entered_ms; const char *name, *number, *entered_by; };        /* number NULL: still missing */
must_check enum err request_papers_see(struct ctx *cx, int64_t doc_id, struct request_paper **ret, size_t *ret_n);
must_check enum err request_paper_enter(struct ctx *cx, int64_t doc_id, const char *name, const char *number);
/* The first paper that is missing for these goods, or NULL; request_id 0: goods nobody asked for, all are missing. */
must_check enum err request_paper_missing(struct ctx *cx, const struct plan *plan, const char *unit_kind, int64_t request_id, int64_t item_id, const char **ret);
bool request_may_want_papers(const struct plan *plan, const char *unit_kind);

/* For the table of steps. */
enum err request_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes);
enum err request_after(struct ctx *cx, const struct doc_work *w);
doc_guard guard_vet_role, guard_trim_explained, guard_instead_holds;
#endif
