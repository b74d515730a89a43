/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_LEDGER_WORK_H
#define CAPS_LEDGER_WORK_H
#include "caps/ledger/ledger.h"

/* One entry while it is being made; inside the kernel only. */
struct work_account { struct account_key key; const struct account_info *info; int64_t account_id; bool fresh; };
struct work_lot { int64_t lot_id, item_id, source_doc_id, expiry_day; const char *batch, *serial; bool fresh; };
struct work_posting {
	const struct account_key *key;
	int64_t lot_id, line_no, qty, after_qty;
	bool    alone;                               /* no other posting here has its account and lot */
	size_t  first;                               /* place of its first change: the order of the entry */
	const struct work_account *account;
	const struct work_lot *lot;
};

struct work {
	const struct ledger_entry *e;
	int64_t seq, posted_ms, happened_ms, reverses_seq;
	struct ledger_head head;
	struct work_posting *postings; size_t n_postings;
	struct work_account *accounts; size_t n_accounts;     /* each once */
	struct work_lot     *lots;     size_t n_lots;         /* each once, by lot_id */
	struct ledger_new_lot *fresh;  size_t n_fresh;        /* lots born here, by lot_id */
	const struct ledger_growth **grown; size_t n_grown;   /* by line, counter */
};

/* Everything that can be known without changing a row: texts, limits, sums, slots. */
must_check enum err work_check(struct ctx *cx, struct work *w);
must_check enum err work_gather(struct ctx *cx, struct work *w);      /* merges the changes */
must_check enum err work_times(struct ctx *cx, struct work *w);
must_check enum err work_accounts(struct ctx *cx, struct work *w);    /* finds or makes them */
must_check enum err work_lots(struct ctx *cx, struct work *w);        /* the same */
must_check enum err work_balanced(struct ctx *cx, const struct work *w);
must_check enum err work_rules(struct ctx *cx, const struct work *w);         /* expiry, sources, pieces, kinds of things */
must_check enum err work_write(struct ctx *cx, struct work *w, struct ledger_posted *ret);

/* The door below ledger_post and ledger_reverse. */
must_check enum err ledger_post_work(struct ctx *cx, const struct ledger_entry *e, int64_t reverses_seq, struct ledger_posted *ret);
#endif
