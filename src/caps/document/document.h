/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_DOCUMENT_H
#define CAPS_DOCUMENT_H
#include "caps/document/kind.h"
#include "caps/plan/plan.h"

/* Documents: every change of goods, money and promises is a step of one.
 *
 * A draft is edited freely and is not in the journal.  From its first step on a
 * document changes only through document_advance(), and each step is exactly
 * one entry of the ledger, with postings or without.  `version` grows with every
 * change (ETag, If-Match); numbers are gap-free per district, kind and day.
 *
 * Everything returned lives in cx->mem.  Writers need an open write transaction
 * with a savepoint around the command.  Quantities are base units.
 * Requirements: D2.8, D2.11, D2.12, D2.14; docs/ledger.md. */

enum { DOC_LINES_MAX = 10000, DOC_NOTE_MAX = 500, DOC_LIST_MAX = 200 };

struct doc_line {
	int64_t line_no, parent_line_no;       /* the line of the parent this one draws on; 0: none */
	int64_t item_id, lot_id, claim_lot_id; /* lot 0: chosen when goods move */
	int64_t place_id, owner_id, fund_id, dir;
	int64_t price_fen, aid_fen, price_units, price_version;
	int64_t counter[COUNTERS];             /* ASKED is content, the rest is what has happened */
};

struct doc {
	int64_t     doc_id, version, steps, plan_version, parent_id;
	int64_t     giver_id, taker_id, carrier_id, worker_id, from_place_id, to_place_id;
	int64_t     owner_id, owner2_id, fund_id, fund2_id, total_fen, created_by, created_ms, due_ms;
	const char *kind, *number, *state, *due_verb;       /* number "" until it is given */
	struct doc_line *lines;  size_t n_lines;
};

/* A new draft, or new contents of one: kind, parties, places and lines of
 * `draft` count; line numbers are given in order.  The right is that of the
 * kind's first step.  BAD_INPUT names lines[i].field.  Kinds
 * that move nothing but money have lines of item LEDGER_MONEY, at 1 fen each. */
must_check enum err document_open(struct ctx *cx, const struct doc *draft, int64_t *ret_doc_id);
must_check enum err document_edit(struct ctx *cx, int64_t doc_id, int64_t version, const struct doc *draft);

/* Puts into the journal that a draft with steps behind it was changed, so that
 * what stands there is again what was hashed.  document_edit() does it for kinds
 * without fields of their own; others call it when they have written theirs. */
must_check enum err document_record_edit(struct ctx *cx, int64_t doc_id, const char *note);

/* Part of a step: so much of a line, of this lot; or, where goods enter, what is
 * written on them.  A line may have several parts. */
struct doc_part {
	int64_t     line_no, qty, lot_id, made_day, expiry_day;
	const char *batch, *serial;
};

struct doc_move {
	int64_t     doc_id;
	const char *verb;
	int64_t     version;              /* 0: whatever it is */
	const struct doc_part *parts;  size_t n_parts;
	int64_t     happened_ms;          /* 0: now */
	const char *note;
	const char *signed_as;            /* which signer, where one could be several; NULL: the first open one */
	bool        right_asked;          /* the caller has asked who may, as capabilities with a door of their own do */
	int64_t     carrier_id, worker_id;  /* who it is from this step on; 0: as it stands.  BLOCKED once anything stands in the other's name */
};
struct doc_moved {
	int64_t     doc_id, version, seq;
	const char *state, *number;
	bool        done;                 /* false: signed, and others still have to */
	int64_t     signatures, needed;
	const char *waiting_for;          /* the next signer or role; "" when done */
};

/* The one door.  NOT_FOUND, STALE, BAD_STATE, FORBIDDEN, BAD_INPUT, SHORT_STOCK
 * (goods, or room on a line), BLOCKED (a rule, named), CONFLICT (the other side
 * signed other quantities). */
must_check enum err document_advance(struct ctx *cx, const struct doc_move *move, struct doc_moved *ret);

/* A draft and its first step in one command and one entry, for capabilities with
 * a door of their own that asked every right and looked at items and places (orders).
 * doc_id 0: a fresh one; plan_version counts as given; the step is not signed.
 * `own`: what the kind's hooks find in work->own, because its own table is written afterwards. */
must_check enum err document_begin(struct ctx *cx, const struct doc *draft, const char *verb, const void *own, struct doc_moved *ret);

/* A step that another document's step brings about: only rows with PERM_SYSTEM,
 * in the actor's name but without asking his rights again.  A follower takes at
 * most what its lines have room for (whole packs may bring a little more than
 * was asked), and a document that has ended follows nothing any more. */
must_check enum err document_follow(struct ctx *cx, const struct doc_move *move, struct doc_moved *ret);

/* Takes the latest step back by its exact contrary, where its row allows. */
must_check enum err document_undo(struct ctx *cx, int64_t doc_id, int64_t version, const char *note, struct doc_moved *ret);

/* Documents whose time-out has come; a job takes each verb with document_advance
 * as the system, each in a command of its own. */
struct doc_due { int64_t doc_id; const char *verb; };
must_check enum err document_due(struct ctx *cx, size_t limit, struct doc_due **ret, size_t *ret_n);

/* What stages, guards and hooks see: the document as it was before the step. */
struct doc_work {
	const struct doc_kind *kind;
	const struct doc_step *step;
	const struct doc_move *move;
	struct doc   doc;
	int64_t     *grow;                /* per line: how much its counters grow; NULL while drafting */
	bool         follows, begins;     /* begins: document_begin(), nothing of it is written yet */
	const void  *own;                 /* of document_begin() */
	const char  *to_state;
	struct doc_moved *moved;          /* for `after` hooks */
	struct doc_memo  *memo;           /* of a look at many documents; NULL: none */
};

/* Guards several kinds share. */
doc_guard guard_has_lines, guard_not_mine, guard_parent_held, guard_lines_of_parent, guard_storage_fits, guard_own_goods,
	guard_difference_explained, guard_places_differ, guard_lines_here, guard_has_carrier, guard_priced;

/* Sums and room: what the line's counters come to, and by how much a step may still grow them. */
int64_t doc_sum(const struct sum *sum, const int64_t counter[COUNTERS]);
int64_t doc_room(const struct doc_step *step, const struct doc_line *line, const char **ret_rule);
int64_t doc_slot(const struct doc_work *w, const struct doc_line *line, enum slot slot);

/* What so many units of a line are worth, half up; and what a line of a document holds
 * in a share at given counters: a quantity, or fen. */
int64_t doc_worth(const struct doc_line *line, enum money_part part, int64_t qty);
int64_t doc_share(const struct share *share, const struct doc_line *line, const int64_t counter[COUNTERS]);

/* One document with its lines, no right asked; document_see asks the kind's read permission on one of its places. */
must_check enum err document_get(struct ctx *cx, int64_t doc_id, struct doc *ret);
must_check enum err document_see(struct ctx *cx, int64_t doc_id, struct doc *ret);

/* The hash of a document's content as it stands in the tables, for verify (caps/ledger/verify.h). */
must_check enum err document_content(struct ctx *cx, int64_t doc_id, char hex[static 65]);

/* The plans in force in the district, the first one first, or NULL. */
must_check enum err document_plan(struct ctx *cx, const struct plan **ret);

/* The plan's flow for a document: by kind, kind of the unit it goes to, and the
 * class of its goods where they are of one; NULL without one. */
must_check enum err document_flow(struct ctx *cx, const struct doc_work *w, const struct plan_flow **ret);
/* What a chain's brackets are compared with, in fen (or units, where the chain goes
 * by quantity): the document's own; what others of its kind came to in the chain's
 * `over`, and those alike in its `split`; own and the larger of the two. */
struct doc_amount { int64_t own, over, split, decides; };
must_check enum err document_amount(struct ctx *cx, const struct doc_work *w, const struct plan_chain *chain, struct doc_amount *ret);
/* The others that were added up: those of the stretch, those alike. */
struct doc_counted { int64_t doc_id, total_fen; bool over, alike; };
must_check enum err document_counted(struct ctx *cx, const struct doc_work *w, const struct plan_chain *chain, struct doc_counted **ret, size_t *ret_n);
#include "caps/document/read.h"
#include "caps/document/waiting.h"
#endif
