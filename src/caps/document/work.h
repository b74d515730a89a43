/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_DOCUMENT_WORK_H
#define CAPS_DOCUMENT_WORK_H
#include "base/civil.h"
#include "base/sha256.h"
#include "caps/document/document.h"
#include "caps/ledger/ledger.h"
#include "caps/party/party.h"
#include <assert.h>
#include <stdio.h>
#include <string.h>

/* The stages of the machine, for this folder only: see document_advance() in
 * advance.c for their order. */

enum err doc_stale(struct ctx *cx, const struct doc *doc, int64_t version);
must_check enum err doc_check_version(struct ctx *cx, const struct doc *doc, int64_t version);     /* 0: any */
must_check enum err doc_need_right(struct ctx *cx, const struct doc_work *w);
must_check enum err doc_quantities(struct ctx *cx, struct doc_work *w);

/* Stages that document_begin() shares: every guard and what must be nil, the number, the time-out, where the row leads. */
must_check enum err doc_run_guards(struct ctx *cx, const struct doc_work *w);
must_check enum err doc_number_of(struct ctx *cx, const struct doc_work *w, const char **ret);
must_check enum err doc_due_at(struct ctx *cx, const struct doc_work *w, int64_t *ret);
const char *doc_next_state(const struct doc_work *w);
must_check enum err doc_total_fen(struct ctx *cx, const struct doc *draft, int64_t *ret);

/* Hash of what is signed: the content, and for parties also the quantities of this step. */
must_check enum err doc_content_hash(struct ctx *cx, const struct doc_work *w, char ret[static SHA256_HEX]);

/* What is asked for again and again while many documents are looked at: roles of
 * the actor, and what others of a kind came to since a moment.  For one request. */
enum { DOC_MEMO_ROLES = 64, DOC_MEMO_OTHERS = 16 };
struct doc_held { const char *role; struct party_held held; };
struct doc_other { int64_t doc_id, giver_id, taker_id, fund_id, total_fen, asked; const char **classes; size_t n_classes; };
struct doc_others { const struct doc_kind *kind; int64_t from_ms, after_seq, until_seq; bool classes; struct doc_other *at; size_t n; };
struct doc_memo {
	struct doc_held   held[DOC_MEMO_ROLES];     size_t n_held;
	struct doc_others others[DOC_MEMO_OTHERS];  size_t n_others;
};

/* Who still has to sign.  `done`: this was the last signature, or none is needed. */
struct doc_signature {
	bool        needed, done;
	int64_t     place_no, for_id, signatures, of;
	const char *role, *waiting_for;
	const struct plan_chain *chain;    /* and its step that asks for this signature, and what its brackets were compared with; NULL: no chain */
	const struct plan_step  *bracket;
	struct doc_amount        amount;
	char        hash[SHA256_HEX];
};
must_check enum err doc_sign(struct ctx *cx, const struct doc_work *w, struct doc_signature *ret);
must_check enum err doc_keep_sign(struct ctx *cx, const struct doc_work *w, const struct doc_signature *s, int64_t seq);

/* A document and a line from a row of the statements that read them; texts stay the row's. */
#define DOC_OF_ROW(r) ((struct doc){ .doc_id = (r)->doc_id, .version = (r)->version, .steps = (r)->steps, .plan_version = (r)->plan_version, \
	.parent_id = (r)->parent_id, .giver_id = (r)->giver_id, .taker_id = (r)->taker_id, .carrier_id = (r)->carrier_id, \
	.worker_id = (r)->worker_id, .from_place_id = (r)->from_place_id, .to_place_id = (r)->to_place_id, .owner_id = (r)->owner_id, \
	.owner2_id = (r)->owner2_id, .fund_id = (r)->fund_id, .fund2_id = (r)->fund2_id, .total_fen = (r)->total_fen, \
	.created_by = (r)->created_by, .created_ms = (r)->created_ms, .due_ms = (r)->due_ms, .kind = (r)->kind, \
	.number = (r)->number ? (r)->number : "", .state = (r)->state, .due_verb = (r)->due_verb })
#define DOC_LINE_OF_ROW(r) ((struct doc_line){ .line_no = (r)->line_no, .parent_line_no = (r)->parent_line_no, .item_id = (r)->item_id, \
	.lot_id = (r)->lot_id, .claim_lot_id = (r)->claim_lot_id, .place_id = (r)->place_id, .owner_id = (r)->owner_id, .fund_id = (r)->fund_id, \
	.dir = (r)->dir, .price_fen = (r)->price_fen, .aid_fen = (r)->aid_fen, .price_units = (r)->price_units, .price_version = (r)->price_version, \
	.counter = { (r)->asked, (r)->granted, (r)->dropped, (r)->sent, (r)->arrived, (r)->short_qty, (r)->found, (r)->lost, (r)->taken, \
		     (r)->back, (r)->billed, (r)->paid } })

/* The account of a share for one line. */
struct account_key doc_account(const struct doc_work *w, const struct share *s, const struct doc_line *line);

/* Grows the counters and writes the entry with the difference of the shares; or
 * an entry without postings when somebody else still has to sign. */
must_check enum err doc_post(struct ctx *cx, struct doc_work *w, const struct doc_signature *sign, const char *number, int64_t *ret_seq);

/* A note as the journal keeps it: text NULL when there is none. */
struct sealed_note { const char *text; char salt[33], hash[SHA256_HEX]; };
void doc_seal_note(struct ctx *cx, const char *text, struct sealed_note *ret);
must_check enum err doc_keep_note(struct ctx *cx, int64_t doc_id, int64_t seq, const struct sealed_note *note);
#endif
