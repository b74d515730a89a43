/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_DOCUMENT_KIND_H
#define CAPS_DOCUMENT_KIND_H
#include "base/buf.h"
#include "base/ctx.h"
#include "caps/plan/plan_model.h"

/* What a kind of document is: a table of shares and a table of steps.
 *
 * A line has counters that only grow.  A *share* is an account and what one
 * line holds there, as a sum of its counters.  A *step* is a row: from which
 * state, by which verb, to which, who may, what is checked, who signs, which
 * counters grow.  The postings of a step are share(after) - share(before); they
 * are written nowhere, and nothing else ever posts.  So conservation is a
 * property of the table: doc_kinds_check() adds the signs up before anything
 * runs, and refuses the program when one does not cancel.  Goods, claims and
 * money are three things; each has to cancel by itself.
 *
 * Money: what so many units are worth at the line's frozen price, always of the
 * quantity cumulated so far and never of the step's own, so that the parts add
 * up to the whole to the fen.  The payer's own part is the whole less the
 * subsidised part.  Claims (places of an offer): the offer's line makes a claim
 * lot when it is published, and the lines of orders name it.
 *
 * A new kind is a file x_doc.c with its tables and a line
 * `const struct doc_kind x_kind = {...}`; tools/kinds.py finds it.
 * Source: design.md 1.3; D2.11, D2.12, D2.14, D7.7. */

/* In this order they limit each other: see doc_room() and the CHECKs of doc_line. */
enum counter { ASKED, GRANTED, DROPPED, SENT, ARRIVED, SHORT, FOUND, LOST, TAKEN, BACK, BILLED, PAID, COUNTERS };
extern const char *const counter_name[COUNTERS];           /* "granted": journal, wire and columns */

/* A sum of counters, each -1, 0 or +1:  SUM([ARRIVED] = -1, [BACK] = +1) */
struct sum { int8_t of[COUNTERS]; };
#define SUM(...) { .of = { __VA_ARGS__ } }
#define C(counter) (1u << (counter))                       /* a set of counters */

/* Where a key of an account comes from: a field of the document, or of the line. */
enum slot {
	NO_SLOT, GIVER, TAKER, CARRIER, WORKER, FROM_PLACE, TO_PLACE, OWNER, OWNER2, FUND, FUND2,
	LINE_PLACE, LINE_OWNER, LINE_FUND, THIS_DOC, PARENT_DOC,
	NO_FUND,    /* the fund's place in the key, filled on purpose with "without a purpose" */
	SLOTS
};

/* Money of a line: sign x (V: whole price, O: the payer's own part, S: the
 * subsidised part) of so many units.  { +1, WHOLE_PRICE, SUM([GRANTED] = 1, [DROPPED] = -1) } */
enum money_part { NO_MONEY, WHOLE_PRICE, OWN_PART, AID_PART };
struct worth { int8_t sign; uint8_t part; struct sum of; };
enum { SHARE_WORTHS = 3 };

/* dir: 0 every line; LINES_OUT and LINES_IN only those. */
enum line_dir { LINES_ALL, LINES_OUT, LINES_IN };
/* Account kinds are those of caps/ledger/accounts.def. */
struct share {
	uint8_t account, who, place, owner, fund, doc, dir;
	struct sum   qty;                  /* goods and claims */
	struct worth fen[SHARE_WORTHS];    /* money */
};

enum fill {
	GIVEN,      /* the person says how much of each line, within the room */
	GIVEN_OR_ALL,   /* the same; who says nothing means everything */
	ALL,        /* all the room the order of counters leaves */
	REST,       /* that, less what documents below this one have drawn from each line */
};
enum sign {
	BY_ACTOR,   /* whoever takes the step */
	BY_CHAIN,   /* the roles the plan names, in its order, by bracket; never the maker */
	BY_TWO,     /* two different people */
	BY_PARTIES, /* someone for each signer, each giving the same quantities */
};
struct signer { const char *name; enum slot party, place; enum perm perm; };
enum crosses { CROSSES_NOTHING = 0, CROSSES_FUND = 1, CROSSES_OWNER = 2 };     /* as ledger.h says */

struct doc_work;
typedef enum err doc_guard(struct ctx *cx, const struct doc_work *w);

struct doc_step {
	const char *from[4], *verb, *to;
	const char *otherwise;             /* the state instead of `to` while a line's sum is not nil */
	struct sum  otherwise_while;
	const char *zh, *en;               /* for buttons, vouchers, the history */
	enum perm   perm;                  /* PERM_SYSTEM: only time-outs and other documents' steps */
	enum slot   scope;                 /* the place the right must cover; NO_SLOT: the whole district */
	uint16_t    grow;                  /* set of counters */
	enum fill   fill;
	enum sign   sign;
	struct signer signer[2];           /* BY_PARTIES */
	enum crosses  crosses;
	bool        numbers, undoable, says_why;    /* gives the number; may be undone; needs a note */
	bool        keeps_due;             /* a time-out into another state that is still late: its time stays, so that it is listed */
	doc_guard  *guard[5];
	struct sum  nil[2];                /* must be nil on every line after the step */
	struct { const char *verb, *within; } due;  /* time-out: which verb, after which time of the plan's flow */
};

enum { DOC_CHAINS_MAX = 16 };
struct doc_chains { const struct plan_chain *at[DOC_CHAINS_MAX]; size_t n; };
void doc_chains_add(struct doc_chains *chains, const struct plan_chain *chain);      /* once; NULL adds nothing */

struct doc_kind {
	const char *name, *prefix, *zh, *en;        /* "dispatch", "DB" */
	bool          planned;                      /* the plan has flows for it: */
	enum plan_doc flow;
	enum perm   read;
	const char *ends[6];
	const struct share    *shares;  size_t n_shares;
	const struct doc_step *steps;   size_t n_steps;
	/* The kind's own fields, in the bytes that are signed; NULL when it has none. */
	enum err  (*content)(struct ctx *cx, const struct doc_work *w, struct buf *bytes);
	/* Further chains that have to agree to BY_CHAIN steps, for what is in the document; NULL: only its own flow's. */
	enum err  (*chains)(struct ctx *cx, const struct doc_work *w, struct doc_chains *chains);
	/* When the time-out of a step comes, for kinds whose times are not those of a flow; 0: never.  NULL: the plan's flow. */
	enum err  (*due_at)(struct ctx *cx, const struct doc_work *w, int64_t *ret_ms);
	/* Called once a step has been posted, to carry its consequences to other documents. */
	enum err  (*after)(struct ctx *cx, const struct doc_work *w);
};
#define SHARES(table) .shares = (table), .n_shares = sizeof(table) / sizeof *(table)
#define STEPS(table)  .steps = (table), .n_steps = sizeof(table) / sizeof *(table)

extern const struct doc_kind *const doc_kinds[];           /* NULL-ended; made by tools/kinds.py */
const struct doc_kind *doc_kind_find(const char *name);    /* or NULL */
const char *doc_kind_zh(const char *name);                 /* what people call it; the name itself where there is no such kind */
const struct doc_step *doc_step_find(const struct doc_kind *kind, const char *state, const char *verb);
bool doc_is_end(const struct doc_kind *kind, const char *state);

/* The start-up check.  Fails with BROKEN, naming kind, row and what is wrong. */
must_check enum err doc_kinds_check(struct ctx *cx, const struct doc_kind *const *kinds);
#endif
