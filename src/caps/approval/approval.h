/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_APPROVAL_H
#define CAPS_APPROVAL_H
#include "base/shape.h"
#include "caps/document/document.h"

/* The officer's to-do of approvals: what waits for the actor's signature over
 * every kind of document, why it is his, by when, and what it takes from which
 * fund; and signing many of them in one act (issue 5, 10; D2.4, D2.5).
 *
 * Whose turn it is says the document machine (caps/document/waiting.h); nothing
 * here knows a kind.  Vehicle tours are no documents and stand in the same list:
 * whose turn that is says caps/tour.  Money is fen, quantities base units.  Rows live in cx->mem. */

enum { APPROVALS_PAGE_MAX = 100, APPROVALS_ACT_MAX = 100 };

/* A row of kind "tour" (派车) is no document: total, brackets and funds are empty, and what an approver has to see stands here. */
struct approval_tour {
	int64_t     day, run_no, orders, metres, cost, depart, back, most_kg, kg, late, late_min, unknown, left, left_due;
	const char *plate, *driver;
};
struct approval {
	const struct approval_tour *tour;      /* NULL: a document */
	int64_t     doc_id, version, total_fen, created_ms, since_ms, deadline_ms, n_lines, place_no, of;      /* place_no: which of how many signatures */
	const char *kind, *kind_zh, *kind_en, *number, *state, *verb, *zh, *en, *role, *next, *for_name, *maker;
	const char *giver, *taker, *from_place, *to_place, *first_item;
	/* Why it is his: the rule in a sentence, its clause, and what its bracket was compared with. */
	const char *why_zh, *why_en, *plan, *source, *bracket_zh, *bracket_en;
	int64_t     own, others, alike, decides;
	bool        quantity, splits, late, blocked;
	const char *blocked_zh, *blocked_en;
	/* What signing the step takes from a fund's free money; fund_id 0: nothing, or not his to see. */
	int64_t     fund_id, fund_takes_fen, fund_free_fen;
	const char *fund;
	const char *key;                       /* send as `after` to go on behind it */
};
struct approval_sum { int64_t docs, late; const char *kind, *verb; };
struct approvals {
	struct approval     *items; size_t n_items;
	struct approval_sum *sums;  size_t n_sums;      /* by kind and step, over everything that waits */
	int64_t  total, late;
	bool     more;                         /* more than could be looked at: sign some and look again */
	const char *next;                      /* NULL: the last page */
};
struct approvals_ask { const char *kind, *after; int64_t limit; };      /* kind "" or NULL: all */
must_check enum err approvals_list(struct ctx *cx, const struct approvals_ask *ask, struct approvals *ret);

/* One act, many documents: each is its own signature, entry and savepoint.  What
 * is refused is told by name and takes nothing of the others back.  A document is
 * signed as it was seen (version) or not at all; sent twice, the second is STALE.
 * Steps that are no approval, nor the refusal beside one, are BAD_INPUT.  doc_id
 * may be a tour's (verbs approve, refuse). */
struct approval_act { int64_t doc_id, version; const char *verb; };
struct approval_done {
	int64_t     doc_id, version;
	bool        done;                      /* the step was taken, or signed and others still have to */
	const char *number, *state, *waiting_for;
	const char *code, *zh, *en;            /* why not */
};
must_check enum err approvals_act(struct ctx *cx, const struct approval_act *acts, size_t n, const char *note, struct approval_done **ret);
#endif
