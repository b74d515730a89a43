/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_DOCUMENT_WAITING_H
#define CAPS_DOCUMENT_WAITING_H
#include "caps/document/document.h"

/* What waits for the actor's signature, over every kind of document.
 *
 * Whether a signature is his is not worked out here a second time: the stages of
 * document_advance() that say no (right and place, guards, who may sign next) are
 * run without writing anything.  A guard that wants another person (FORBIDDEN)
 * says it is not his; one that refuses the document is told beside the row.  An
 * approval is a step of the plan's chain, the second signature of two, or a step
 * nobody may take on his own document; steps that want quantities or a reason
 * typed in are not.
 */
bool doc_step_is_approval(const struct doc_step *step);

struct doc_waiting {
	struct doc             doc;
	const struct doc_step *step;
	int64_t     since_ms, deadline_ms;     /* in this state since; deadline 0: none stated */
	bool        late, splits;              /* splits: by its own amount alone it would need other signatures */
	const char *role, *next;               /* as what he signs; who comes after him, "" when he is the last */
	int64_t     for_id, place_no, of;      /* as substitute of; the how-manieth of how many signatures */
	const struct plan_chain *chain;        /* NULL: not by a chain */
	const struct plan_step  *bracket;
	struct doc_amount        amount;
	bool        blocked;                   /* his to sign, but a rule refuses it now: */
	const char *zh, *en;
};

/* Most urgent first: late ones by their deadline, then those with one, then the
 * oldest.  At most `limit` (DOC_WAITING_MAX); *ret_more: there are others. */
enum { DOC_WAITING_MAX = 500 };
must_check enum err document_waiting(struct ctx *cx, size_t limit, struct doc_waiting **ret, size_t *ret_n, bool *ret_more);

/* The same for one document; *ret_mine false: it does not wait for him. */
must_check enum err document_waits(struct ctx *cx, const struct doc *doc, struct doc_waiting *ret, bool *ret_mine);
#endif
