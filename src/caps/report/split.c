/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/report/names.h"
#include "base/civil.h"
#include "base/map.h"
#include "caps/ledger/ledger.h"
#include <stdlib.h>
#include <string.h>

/* By what kind of document goods came in and went out: the journal of the days,
 * entry by entry, counted as the ledger counts a movement (what one entry moves
 * within a place is nothing). */
enum { PAGE = 5000 };

static enum report_way way_of(const char *kind, bool in)
{
	static const struct { const char *kind; enum report_way in, out; } ways[] = {
		{ "receipt_supplier", WAY_PURCHASE, WAY_OUT_OTHER }, { "receipt_donor", WAY_GIFT, WAY_OUT_OTHER },
		{ "receipt_district", WAY_MOVED_IN, WAY_MOVED_OUT }, { "transfer", WAY_MOVED_IN, WAY_MOVED_OUT },
		{ "dispatch", WAY_MOVED_IN, WAY_MOVED_OUT }, { "handout", WAY_MOVED_IN, WAY_HANDED_OUT },
		{ "donation", WAY_GIFT, WAY_OUT_OTHER },
		{ "issue", WAY_IN_OTHER, WAY_HANDED_OUT }, { "stocktake", WAY_IN_OTHER, WAY_LOSS },
	};

	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
		if (strcmp(ways[i].kind, kind) == 0)
			return in ? ways[i].in : ways[i].out;
	return in ? WAY_IN_OTHER : WAY_OUT_OTHER;
}

static int order(int64_t a, int64_t b) { return (a > b) - (a < b); }

static int by_shelf(const void *a, const void *b)
{
	const struct ledger_posting *x = a, *y = b;
	int o = order(x->account.place_id, y->account.place_id);

	o = o ? o : order(x->lot_id, y->lot_id);
	o = o ? o : order(x->account.owner_id, y->account.owner_id);
	return o ? o : order(x->account.fund_id, y->account.fund_id);
}

static void count(struct ctx *cx, struct split *s, const char *kind, const struct ledger_posting *p, int64_t net)
{
	const char *key = arena_print(&cx->mem, "%lld/%lld", (long long)p->account.place_id, (long long)p->item_id);
	int64_t at;

	if (!net)
		return;
	if (!map_get(&s->at, key, &at)) {
		at = (int64_t)s->n;
		arena_push(&cx->mem, s->ways, s->n, s->room) = (struct split_ways){ { 0 } };
		map_put(&s->at, key, at);
	}
	s->ways[at].qty[way_of(kind, net > 0)] += net > 0 ? net : -net;
}

static enum err split_entry(struct ctx *cx, struct split *s, const struct ledger_journal *entry)
{
	struct ledger_posting *p;
	size_t n, kept = 0, from = 0;

	TRY(ledger_postings(cx, entry->seq, LEDGER_POSTINGS_MAX, &p, &n));
	for (size_t i = 0; i < n; i++)
		if (ledger_account_info(p[i].account.kind)->flags & ACC_HOUSE)
			p[kept++] = p[i];
	if (kept)
		qsort(p, kept, sizeof *p, by_shelf);
	for (size_t i = 0; i < kept; i = from) {
		int64_t net = 0;

		for (from = i; from < kept && by_shelf(&p[i], &p[from]) == 0; from++)
			net += p[from].qty;
		count(cx, s, entry->kind, &p[i], net);
	}
	return ERR_OK;
}

enum err split_days(struct ctx *cx, int64_t from_day, int64_t to_day, struct split *ret)
{
	struct ledger_journal *entries;
	int64_t at, last;
	size_t n;

	*ret = (struct split){ .at = MAP(&cx->mem) };
	TRY(ledger_seq_at(cx, from_day * DAY_MS - CHINA_OFFSET_MS - 1, &at));
	TRY(ledger_seq_at(cx, (to_day + 1) * DAY_MS - CHINA_OFFSET_MS - 1, &last));
	ret->told = last - at <= REPORT_SPLIT_MAX;
	while (ret->told && at < last) {
		TRY(ledger_journal_page(cx, 0, at, PAGE, &entries, &n));
		for (size_t i = 0; i < n && entries[i].seq <= last; i++)
			TRY(split_entry(cx, ret, &entries[i]));
		at = n ? entries[n - 1].seq : last;
	}
	return ERR_OK;
}
