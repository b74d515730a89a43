/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_LEDGER_VERIFY_H
#define CAPS_LEDGER_VERIFY_H
#include "base/ctx.h"

/* Proves a data file or database sound, or names every value that is not
 * (reliability 2.4).  Reads tables only and shares no rule with the kernel but
 * the account plan: it has its own writer of the hashed bytes.  Never writes.
 * Runs inside one read transaction.  The door for people is `baogong verify`
 * (app/verify.h) and GET /api/v1/ledger/verify (caps/document/verify_http.c). */
enum { VERIFY_FINDINGS_MAX = 1000 };
struct finding { const char *table, *id, *column, *zh, *en; };        /* id: key without the district, parts joined by '/' */
/* The hash of a document's content, for kinds with fields of their own: document_content(). */
typedef enum err verify_content_fn(struct ctx *cx, int64_t doc_id, char hex[static 65]);
/* What a district's documents should have moved into each account, goods and money, against what they have: document_verify(). */
struct finding;
typedef enum err verify_shares_fn(struct ctx *cx, struct finding **ret, size_t *ret_n);
struct verify_options {
	verify_content_fn *content; /* NULL: the common fields of every document must do */
	verify_shares_fn  *shares;  /* NULL, and quick: not asked */
	verify_shares_fn *const *rooms;   /* what capabilities prove of their own books, quick too; NULL-ended, or NULL */
	bool   journal_only;        /* tests of the kernel, which post without documents */
	bool   quick;               /* the last 10,000 entries and all balances */
	bool (*keep_on)(void *of, int64_t entries_done);   /* asked every few thousand entries; false ends with BAD_STATE; or NULL */
	void  *keep_on_of;
	size_t search_bytes;        /* how much to hash in search of what was changed; 0: 200 MB */
};
struct verify_result {
	int64_t districts, entries, postings, accounts, lots, balances, documents, seals;
	struct finding *findings;  size_t n_findings;                 /* at most VERIFY_FINDINGS_MAX */
	bool more;                                                    /* there were more findings than that */
	bool shares;                                                  /* options.shares was asked, of every district */
	int64_t rooms;                                                /* so many of options.rooms were asked, of every district */
};
/* OK with findings when the data are broken; an error only when they cannot be read. */
must_check enum err verify_run(struct ctx *cx, const struct verify_options *options, struct verify_result *ret);

#endif
