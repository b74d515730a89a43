/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/audit/audit.h"
#include "base/shape.h"
#include "http/op.h"

enum { PAGE_MAX = 199 };

struct audit_query {
	int64_t     account_id, target_id, doc_id, from, until, before, limit;
	const char *op;
};
struct audit_items { struct list items; int64_t next; };

static SHAPE(audit_query,
	OPT_ID(audit_query, account_id, "what this account did"),
	OPT_ID(audit_query, target_id, "what was done to this record"),
	OPT_ID(audit_query, doc_id, "what was done to this document"),
	OPT_TEXT(audit_query, op, 0, 60, "this operation only: place_create"),
	OPT_TIME(audit_query, from, "from this time"),
	OPT_TIME(audit_query, until, "before this time"),
	OPT_ID(audit_query, before, "where the page before ended (its next)"),
	OPT_I64(audit_query, limit, 1, PAGE_MAX, "rows on a page, 50 unless told"));

static SHAPE(audit_row,
	ID(audit_row, audit_id, "number"),
	TIME(audit_row, at_ms, "when"),
	OPT_ID(audit_row, account_id, "who; absent: nobody was signed in"),
	OPT_TEXT(audit_row, account, 0, 200, "the account's name at that time"),
	TEXT(audit_row, op, 1, 60, "the operation"),
	OPT_ID(audit_row, target_id, "the record it was done to"),
	OPT_ID(audit_row, doc_id, "the document in the ledger"),
	TEXT(audit_row, scope, 1, 300, "path of the place it concerns"),
	WORD(audit_row, outcome, audit_outcome_words, "how it ended"),
	OPT_TEXT(audit_row, code, 0, 40, "why it was refused or failed"),
	OPT_TEXT(audit_row, note, 0, 200, "the reason given"),
	OPT_TEXT(audit_row, address, 0, 60, "from where, shortened"),
	OPT_TEXT(audit_row, request_id, 0, 100, "number of the request"));

static SHAPE(audit_items,
	LIST(audit_items, items, &audit_row_shape, 0, PAGE_MAX, "entries, newest first"),
	OPT_ID(audit_items, next, "send as before to get the next page"));

static enum err run_list(struct ctx *cx, const void *input, void *output)
{
	const struct audit_query *in = input;
	struct audit_items *out = output;
	struct audit_row *rows;
	size_t n, limit = in->limit ? (size_t)in->limit : 50;

	TRY(audit_list(cx, &(struct audit_filter){ .account_id = in->account_id, .target_id = in->target_id,
		.doc_id = in->doc_id, .from_ms = in->from, .until_ms = in->until, .op = in->op, .before_id = in->before,
		.limit = (int64_t)limit + 1 }, &rows, &n));
	if (n > limit) {
		n = limit;
		out->next = rows[limit - 1].audit_id;
	}
	out->items = (struct list){ rows, n };
	return ERR_OK;
}

extern const struct op audit_ops[];
const struct op audit_ops[] = {
	{ .method = "GET", .path = "/api/v1/audit", .name = "audit_list", .zh = "审计日志", .en = "Read the audit log",
	  .perm = PERM_AUDIT_READ, .tx = TX_READ, .in = &audit_query_shape, .out = &audit_items_shape, .run = run_list },
	{ 0 },
};
