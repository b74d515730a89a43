/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_DOCUMENT_HTTP_H
#define CAPS_DOCUMENT_HTTP_H
#include "caps/document/document.h"
#include "http/op.h"

/* What the op tables of all kinds share: shapes of a document, and one op for
 * each row of a kind's steps.
 *
 *     #define ISSUE_STEPS(X) X(issue, hand_over, PERM_SIGNED_IN, "发放", "Hand over") ...
 *     ISSUE_STEPS(DOC_STEP_RUN)
 *     const struct op x_ops[] = { ISSUE_STEPS(DOC_STEP_OP), ... }
 *
 * The first word is the kind or the family of kinds ("receipt" for all receipts);
 * its path is /api/v1/<PLURAL>/{doc_id}/<verb> with PLURAL a macro WORDS_<family>.
 * A row whose parties sign has PERM_SIGNED_IN: each signer's own right is asked. */

struct doc_step_in {
	int64_t     doc_id, version, happened;
	struct list parts;                    /* struct doc_part */
	const char *note, *signed_as;
};
extern const struct shape doc_step_in_shape, doc_moved_shape;

/* One document as JSON; its family's own view nests it as "doc". */
struct doc_line_out {
	int64_t     line_no, parent_line_no, item_id, lot_id, place_id, owner_id, fund_id, dir;
	int64_t     asked, granted, dropped, sent, arrived, short_qty, found, lost, taken, back;
	const char *item, *place, *shown, *item_code, *unit, *pack_unit;
	int64_t     pack, billed, paid, price, price_units, worth;
};
struct doc_out {
	int64_t     doc_id, version, plan_version, parent_id, giver_id, taker_id, carrier_id, worker_id, from_place_id, to_place_id, owner_id,
		    owner2_id, fund_id, total, created_by, created, due;
	const char *kind, *number, *state, *due_verb, *from_place, *to_place, *parent_number, *giver, *taker, *carrier, *worker;
	struct list lines, choices, history;
};
extern const struct shape doc_out_shape;
must_check enum err doc_http_out(struct ctx *cx, const struct doc *doc, struct doc_out *out);

struct doc_id_in { int64_t doc_id; };
extern const struct shape doc_id_in_shape;
struct doc_made { int64_t doc_id, version; const char *state, *number; };
extern const struct shape doc_made_shape;
must_check enum err doc_http_made(struct ctx *cx, int64_t doc_id, struct doc_made *out);

struct doc_list_in {
	int64_t     party_id, place_id, item_id, from, to, before, limit;
	bool        overdue;
	const char *state, *number;
};
struct doc_list_out { struct list items; int64_t next; };
extern const struct shape doc_list_in_shape, doc_list_out_shape;
must_check enum err doc_http_list(struct ctx *cx, const char *const kinds[4], const void *in, void *out);

/* family "receipt" takes kinds "receipt" and "receipt_..."; another kind under this path is NOT_FOUND. */
must_check enum err doc_http_step(struct ctx *cx, const char *family, const char *verb, const void *in, void *out);
must_check enum err doc_http_get(struct ctx *cx, const char *family, const void *in, void *out);
must_check enum err doc_http_undo(struct ctx *cx, const char *family, const void *in, void *out);

#define DOC_FAILS { ERR_NOT_FOUND, ERR_STALE, ERR_BAD_STATE, ERR_SHORT_STOCK, ERR_BLOCKED, ERR_CONFLICT }

#define DOC_STEP_RUN(family, verb, perm_, zh_, en_) \
	static enum err run_##family##_##verb(struct ctx *cx, const void *in, void *out) \
	{ \
		return doc_http_step(cx, #family, #verb, in, out); \
	}
#define DOC_STEP_OP(family, verb, perm_, zh_, en_) \
	{ .method = "POST", .path = "/api/v1/" WORDS_##family "/{doc_id}/" #verb, .name = #family "_" #verb, .zh = zh_, .en = en_, \
	  .perm = perm_, .tx = TX_WRITE, .in = &doc_step_in_shape, .out = &doc_moved_shape, .run = run_##family##_##verb, .fails = DOC_FAILS },
#define DOC_READ_RUN(family, ...) \
	static enum err run_##family##_get(struct ctx *cx, const void *in, void *out) \
	{ \
		return doc_http_get(cx, #family, in, out); \
	} \
	static enum err run_##family##_list(struct ctx *cx, const void *in, void *out) \
	{ \
		return doc_http_list(cx, (const char *const[4]){ __VA_ARGS__ }, in, out); \
	}
#define DOC_UNDO_RUN(family) \
	static enum err run_##family##_undo(struct ctx *cx, const void *in, void *out) \
	{ \
		return doc_http_undo(cx, #family, in, out); \
	}
#define DOC_UNDO_OP(family, perm_) \
	{ .method = "POST", .path = "/api/v1/" WORDS_##family "/{doc_id}/undo", .name = #family "_undo", .zh = "撤回最近一步", \
	  .en = "Take the latest step back", .perm = perm_, .tx = TX_WRITE, .in = &doc_step_in_shape, .out = &doc_moved_shape, \
	  .run = run_##family##_undo, .fails = DOC_FAILS },
#define DOC_GET_OP(family, perm_, zh_, en_) \
	{ .method = "GET", .path = "/api/v1/" WORDS_##family "/{doc_id}", .name = #family "_get", .zh = zh_, .en = en_, .perm = perm_, \
	  .tx = TX_READ, .in = &doc_id_in_shape, .out = &doc_out_shape, .run = run_##family##_get, .fails = { ERR_NOT_FOUND } },
#define DOC_LIST_OP(family, perm_, zh_, en_) \
	{ .method = "GET", .path = "/api/v1/" WORDS_##family, .name = #family "_list", .zh = zh_, .en = en_, .perm = perm_, \
	  .tx = TX_READ, .in = &doc_list_in_shape, .out = &doc_list_out_shape, .run = run_##family##_list },
#endif
