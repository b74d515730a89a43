/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/audit/audit.h"
#include "base/shape.h"
#include "http/op.h"

enum { PAGE_MAX = 199 };

struct audit_query {
	int64_t     account_id, target_id, doc_id, from, until, before, limit, outcome, format;
	const char *op;
};
struct audit_items { struct list items; int64_t next; };
struct audit_op { const char *op; };
struct audit_choices { struct list accounts, ops; };

/* Which ends: absent is any. */
static const char *const ended_words[] = { "any", "done", "refused", "failed", "not_done", NULL };
enum { ENDED_ANY, ENDED_NOT_DONE = 4 };

#define FILTER_FIELDS \
	OPT_ID(audit_query, account_id, "what this account did"), \
	OPT_ID(audit_query, target_id, "what was done to this record"), \
	OPT_ID(audit_query, doc_id, "what was done to this document"), \
	OPT_TEXT(audit_query, op, 0, 60, "this operation only: place_create"), \
	OPT_WORD(audit_query, outcome, ended_words, "how it ended; absent: any"), \
	OPT_TIME(audit_query, from, "from this time"), \
	OPT_TIME(audit_query, until, "before this time")
static SHAPE(audit_query, FILTER_FIELDS,
	OPT_ID(audit_query, before, "where the page before ended (its next)"),
	OPT_I64(audit_query, limit, 1, PAGE_MAX, "rows on a page, 50 unless told"));
static const struct shape audit_file_query_shape = { "audit_file_query", sizeof(struct audit_query), (const struct field[]){ FILTER_FIELDS,
	OPT_WORD(audit_query, format, audit_format_words, "absent: csv (UTF-8 with BOM)"), { 0 } } };
static SHAPE(audit_file,
	BYTES(audit_file, body, 0, INT64_C(1) << 30, "the file"), TEXT(audit_file, type, 1, 100, "media type"), TEXT(audit_file, name, 1, 100, "file name"));
static SHAPE(audit_account,
	OPT_ID(audit_account, account_id, "account; absent: nobody was signed in"), OPT_TEXT(audit_account, account, 0, 200, "its last name in the log"));
static SHAPE(audit_op, TEXT(audit_op, op, 1, 60, "operation"));
static SHAPE(audit_choices,
	LIST(audit_choices, accounts, &audit_account_shape, 0, AUDIT_ACCOUNTS_MAX, "by name"),
	LIST(audit_choices, ops, &audit_op_shape, 0, AUDIT_OPS_MAX, "by name"));

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

static struct audit_filter filter_of(const struct audit_query *in)
{
	return (struct audit_filter){ .account_id = in->account_id, .target_id = in->target_id, .doc_id = in->doc_id, .from_ms = in->from,
		.until_ms = in->until, .op = in->op, .before_id = in->before, .trouble = in->outcome == ENDED_NOT_DONE,
		.by_outcome = in->outcome != ENDED_ANY && in->outcome != ENDED_NOT_DONE, .outcome = in->outcome - 1 };
}

static enum err run_list(struct ctx *cx, const void *input, void *output)
{
	const struct audit_query *in = input;
	struct audit_filter filter = filter_of(in);
	struct audit_items *out = output;
	struct audit_row *rows;
	size_t n, limit = in->limit ? (size_t)in->limit : 50;

	filter.limit = (int64_t)limit + 1;
	TRY(audit_list(cx, &filter, &rows, &n));
	if (n > limit) {
		n = limit;
		out->next = rows[limit - 1].audit_id;
	}
	out->items = (struct list){ rows, n };
	return ERR_OK;
}

static enum err run_file(struct ctx *cx, const void *input, void *output)
{
	const struct audit_query *in = input;
	struct audit_filter filter = filter_of(in);

	return audit_export(cx, &filter, in->format, output);
}

static enum err run_choices(struct ctx *cx, const void *input, void *output)
{
	struct audit_choices *out = output;
	struct audit_account *accounts;
	struct audit_op *ops;
	const char **names;
	size_t n, n_ops;

	(void)input;
	TRY(audit_list_accounts(cx, &accounts, &n));
	TRY(audit_list_ops(cx, &names, &n_ops));
	ops = arena_array(&cx->mem, struct audit_op, n_ops + 1);
	for (size_t i = 0; i < n_ops; i++)
		ops[i].op = names[i];
	*out = (struct audit_choices){ { accounts, n }, { ops, n_ops } };
	return ERR_OK;
}

extern const struct op audit_ops[];
const struct op audit_ops[] = {
	{ .method = "GET", .path = "/api/v1/audit", .name = "audit_list", .zh = "审计日志", .en = "Read the audit log",
	  .perm = PERM_AUDIT_READ, .tx = TX_READ, .in = &audit_query_shape, .out = &audit_items_shape, .run = run_list },
	{ .method = "GET", .path = "/api/v1/audit/file", .name = "audit_file", .zh = "审计日志文件", .en = "The audit log as a file",
	  .perm = PERM_AUDIT_READ, .tx = TX_READ, .in = &audit_file_query_shape, .out = &audit_file_shape, .run = run_file },
	{ .method = "GET", .path = "/api/v1/audit/choices", .name = "audit_choices", .zh = "审计日志里的账号和操作",
	  .en = "Accounts and operations in the audit log", .perm = PERM_AUDIT_READ, .tx = TX_READ, .out = &audit_choices_shape, .run = run_choices },
	{ 0 },
};
