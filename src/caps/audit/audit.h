/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_AUDIT_H
#define CAPS_AUDIT_H
#include "base/ctx.h"
#include "base/shape.h"

/* The audit log: who did what, when, to what, from where, and how it ended
 * (standards.md 3.2 no. 29, 30).  Append-only: triggers refuse every change.
 * It covers each write, each refusal worth knowing and each unmasking of
 * personal data; what happens to goods is told by the ledger and linked here by
 * doc_id.  No personal data goes in: the address is shortened (/24, /48), the
 * note is the caller's reason. */
enum audit_outcome { AUDIT_DONE, AUDIT_REFUSED, AUDIT_FAILED };
extern const char *const audit_outcome_words[];     /* "done", "refused", "failed", NULL */

struct audit_entry {
	const char *op;             /* operationId: "place_create" */
	int64_t     target_id;      /* what it was done to; 0 when it has no number */
	int64_t     doc_id;         /* the document in the ledger; 0: none */
	const char *scope;          /* path of the place it concerns; NULL: the whole district */
	int64_t     outcome;        /* enum audit_outcome */
	const char *code;           /* the fault's slug, "" when done */
	const char *note;           /* a reason given, shortened to 200 characters; may be NULL */
};

/* Appends one entry with cx->actor, cx->now_ms, cx->address, cx->request_id.
 * Needs an open write transaction. */
must_check enum err audit_write(struct ctx *cx, const struct audit_entry *entry);

struct audit_row {
	int64_t     audit_id, at_ms, account_id, target_id, doc_id, outcome;
	const char *account, *op, *scope, *code, *note, *address, *request_id;
};
struct audit_filter {
	int64_t     account_id, target_id, doc_id;      /* 0: any */
	bool        by_outcome, trouble;                /* only those with `outcome`; only those not done */
	int64_t     outcome;
	int64_t     from_ms, until_ms;                  /* until 0: open */
	const char *op;                                 /* NULL: any */
	int64_t     before_id;                          /* keyset, newest first; 0: the newest */
	int64_t     limit;
};
/* Newest first, what AUDIT_READ covers. */
must_check enum err audit_list(struct ctx *cx, const struct audit_filter *filter, struct audit_row **ret, size_t *ret_n);

/* The same, all pages of it, as a file: "csv", "csv_gb18030", "xlsx"; TOO_LARGE above
 * AUDIT_FILE_MAX entries.  The name of the file is in `name`. */
enum { AUDIT_FILE_MAX = 50000 };
enum audit_format { AUDIT_CSV, AUDIT_CSV_GB18030, AUDIT_XLSX };
extern const char *const audit_format_words[];
struct audit_file { struct bytes body; const char *type, *name; };
must_check enum err audit_export(struct ctx *cx, const struct audit_filter *filter, int64_t format, struct audit_file *ret);

/* Who and which operations stand in the part of the log the actor may read. */
struct audit_account { int64_t account_id; const char *account; };
enum { AUDIT_ACCOUNTS_MAX = 2000, AUDIT_OPS_MAX = 500 };
must_check enum err audit_list_accounts(struct ctx *cx, struct audit_account **ret, size_t *ret_n);
must_check enum err audit_list_ops(struct ctx *cx, const char ***ret, size_t *ret_n);

/* "192.0.2.77" -> "192.0.2.0/24", "2001:db8:1:2::3" -> "2001:db8:1::/48". */
const char *audit_short_address(struct arena *mem, const char *address);
#endif
