/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_DOCUMENT_READ_H
#define CAPS_DOCUMENT_READ_H
#include "caps/document/document.h"

/* Reading documents.  Lists show what the actor's `perm` covers: documents of
 * which he may see either place.  Rows live in cx->mem. */

struct doc_summary {
	int64_t     doc_id, version, parent_id, giver_id, taker_id, carrier_id, from_place_id, to_place_id, total_fen;
	int64_t     created_by, created_ms, due_ms, n_lines, first_item_id;
	const char *kind, *number, *state, *due_verb;
};
struct doc_filter {
	const char *kinds[4];                       /* at least one; all with the same permission */
	const char *state, *number;                 /* NULL or "": any */
	int64_t     party_id, place_id, item_id;    /* 0: any; party: giver, taker or carrier; place: from or to */
	int64_t     from_day, to_day;               /* drafted on these days; 0: open */
	bool        overdue;                        /* past its time-out */
	int64_t     before_id;                      /* keyset, newest first; 0: the newest */
	int64_t     limit;
};
must_check enum err document_list(struct ctx *cx, const struct doc_filter *filter, struct doc_summary **ret, size_t *ret_n);

/* A document's number, no right asked; NULL while it has none. */
must_check enum err document_number(struct ctx *cx, int64_t doc_id, const char **ret);

/* What to call whoever a document or an account of the ledger names: a place, an
 * organisation, an account's holder, a household by its door; NULL: nobody we know. */
must_check enum err document_who(struct ctx *cx, int64_t id, const char **ret);

/* Every step and signature of a document, oldest first. */
struct doc_event {
	int64_t     seq, version, actor_id, for_id, posted_ms, happened_ms, reverses_seq;
	const char *verb, *from_state, *to_state, *note, *role;       /* role: "" unless it was a signature */
	const char *hash;                                             /* of the ledger entry */
};
must_check enum err document_history(struct ctx *cx, int64_t doc_id, struct doc_event **ret, size_t *ret_n);

/* Issued and not received, or missing and not explained: what is still open, and with whom. */
struct doc_leg {
	int64_t     doc_id, account_kind, carrier_id, from_place_id, to_place_id, owner_id, item_id, lot_id, qty, due_ms;
	const char *number, *kind, *state;
};
must_check enum err document_open_legs(struct ctx *cx, int64_t item_id, size_t limit, struct doc_leg **ret, size_t *ret_n);

/* What the actor may do next with a document, by state and rights (guards are asked when he does it). */
struct doc_choice { const struct doc_step *step; };
must_check enum err document_choices(struct ctx *cx, const struct doc *doc, struct doc_choice **ret, size_t *ret_n);

/* The same for lists: the paths of the document's two places are known already,
 * so the store is not asked; `given` is the signer who has signed the step that
 * waits ("" or NULL: nobody), whose part is then no longer offered. */
must_check enum err document_choices_between(struct ctx *cx, const struct doc *doc, const char *from_path, const char *to_path,
					     const char *given, struct doc_choice **ret, size_t *ret_n);

/* Whose signatures a step needs, in order, and who has given his: label is
 * "giver", "carrier", "taker", "first", "second", or the title of a role of the
 * plan.  actor_id 0: still open; mine: the actor may give it now (he stands for
 * it and has not signed).  None where whoever takes the step is enough. */
struct doc_signer { const char *label; int64_t actor_id, for_id; bool mine; };
must_check enum err document_signers(struct ctx *cx, const struct doc *doc, const struct doc_step *step, struct doc_signer **ret, size_t *ret_n);

/* The approval of a document by its chain, whatever state it is in: who is asked,
 * in order, and who has signed when, since it was last submitted; once approved,
 * who did.  `mine`: the actor may give the next signature now; `made`, `signed_it`:
 * why he may not, where that is it. */
struct doc_approver { const char *title; int64_t actor_id, for_id, signed_ms; };    /* actor_id 0: not yet */
struct doc_approval { struct doc_approver *at; size_t n, given; bool done, mine, made, signed_it; };
must_check enum err document_approval(struct ctx *cx, const struct doc *doc, const char *verb, struct doc_approval *ret);

/* Beside caps/ledger/verify.h, which proves documents and journal alike: what
 * every line has moved into every account is its share of its counters, by the
 * tables of its kind.  Findings as there. */
struct finding;
must_check enum err document_verify(struct ctx *cx, struct finding **ret, size_t *ret_n);
#endif
