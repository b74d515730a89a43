/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_LIFE_LINES_H
#define TESTS_LIFE_LINES_H
/* The plain model: what a line's counters mean, kind by kind, written out by
 * hand from what people do, not from the tables.  Prices are per unit, so
 * nothing is rounded. */
#include "life_world.h"
#include "base/text.h"
#include "seeded.h"

enum { DOCS_MOST = 2000, ENTRIES_MOST = 8192 };

struct entry { struct account_key key; int64_t item_id, qty; };
struct model_kind;
struct model {
	struct life   l;
	struct seeded chance;
	struct entry  entry[ENTRIES_MOST];  size_t n;
	int64_t       doc[DOCS_MOST + 100];       size_t n_doc;
	const struct model_kind *favourite;              /* one in three documents of this seed is of it, so that every kind gets far */
	int64_t       papers, accepted, refused, moved, ended;
};

static inline int64_t any(struct model *m, int64_t n) { return seeded_below(&m->chance, n); }
static inline bool is(const char *a, const char *b) { return text_equal(a, b); }

static inline int64_t *tally(struct model *m, const struct account_key *key, int64_t item_id)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->entry[i].item_id == item_id && !memcmp(&m->entry[i].key, key, sizeof *key))
			return &m->entry[i].qty;
	assert_true(m->n < ENTRIES_MOST);
	m->entry[m->n] = (struct entry){ *key, item_id, 0 };
	return &m->entry[m->n++].qty;
}

static inline void moves(struct model *m, struct account_key from, struct account_key to, int64_t item_id, int64_t qty)
{
	*tally(m, &from, item_id) -= qty;
	*tally(m, &to, item_id) += qty;
	m->moved += qty != 0;
}


static inline void purchase_line(struct model *m, const struct doc *d, const struct doc_line *l, const int64_t *by)
{
	const struct account_key source = ACCOUNT_OF(FROM_SUPPLIER, .who_id = d->giver_id, .owner_id = d->owner_id, .fund_id = d->fund_id);
	const struct account_key dock = ACCOUNT_OF(DOCK, .place_id = d->to_place_id, .owner_id = d->owner_id, .fund_id = d->fund_id);
	const struct account_key store = ACCOUNT_OF(STORE, .place_id = d->to_place_id, .owner_id = d->owner_id, .fund_id = d->fund_id);
	const struct account_key money = ACCOUNT_OF(FUND, .fund_id = d->fund_id), spent = ACCOUNT_OF(SPENT, .fund_id = d->fund_id);
	const struct account_key pledged = ACCOUNT_OF(PLEDGED, .fund_id = d->fund_id, .doc_id = d->doc_id);
	const struct account_key accrued = ACCOUNT_OF(ACCRUED, .who_id = d->giver_id, .fund_id = d->fund_id, .doc_id = d->doc_id);
	const struct account_key payable = ACCOUNT_OF(PAYABLE, .who_id = d->giver_id, .fund_id = d->fund_id);

	moves(m, source, dock, l->item_id, by[ARRIVED]);
	moves(m, dock, store, l->item_id, by[TAKEN]);
	moves(m, dock, source, l->item_id, by[BACK]);
	moves(m, money, pledged, LEDGER_MONEY, l->price_fen * (by[GRANTED] - by[DROPPED]));
	moves(m, accrued, spent, LEDGER_MONEY, l->price_fen * (by[ARRIVED] - by[BACK]));
	moves(m, payable, accrued, LEDGER_MONEY, l->price_fen * by[BILLED]);
	moves(m, pledged, payable, LEDGER_MONEY, l->price_fen * by[PAID]);
}

static inline void donation_line(struct model *m, const struct doc *d, const struct doc_line *l, const int64_t *by)
{
	const struct account_key donor = ACCOUNT_OF(FROM_DONOR, .who_id = d->giver_id, .owner_id = d->owner_id, .fund_id = d->fund_id);
	const struct account_key dock = ACCOUNT_OF(DOCK, .place_id = d->to_place_id, .owner_id = d->owner_id, .fund_id = d->fund_id);

	moves(m, donor, dock, l->item_id, by[ARRIVED]);
	moves(m, dock, ACCOUNT_OF(STORE, .place_id = d->to_place_id, .owner_id = d->owner_id, .fund_id = d->fund_id), l->item_id, by[TAKEN]);
	moves(m, dock, donor, l->item_id, by[BACK]);
}

static inline void surplus_line(struct model *m, const struct doc *d, const struct doc_line *l, const int64_t *by)
{
	moves(m, ACCOUNT_OF(STORE, .place_id = l->place_id, .owner_id = l->owner_id, .fund_id = l->fund_id),
	      ACCOUNT_OF(STORE, .place_id = l->place_id, .owner_id = d->owner2_id, .fund_id = d->fund2_id), l->item_id, by[TAKEN]);
}

static inline void money_in_line(struct model *m, const struct doc *d, const struct doc_line *l, const int64_t *by)
{
	moves(m, ACCOUNT_OF(GRANTED, .who_id = d->giver_id, .fund_id = d->fund_id), ACCOUNT_OF(FUND, .fund_id = d->fund_id), LEDGER_MONEY,
	      l->price_fen * by[TAKEN]);
}

static inline void issue_line(struct model *m, const struct doc *d, const struct doc_line *l, const int64_t *by)
{
	moves(m, ACCOUNT_OF(STORE, .place_id = l->place_id, .owner_id = l->owner_id, .fund_id = l->fund_id),
	      ACCOUNT_OF(USED, .who_id = d->taker_id, .owner_id = l->owner_id, .fund_id = l->fund_id), l->item_id, by[TAKEN]);
}


/* What we gave counts as a claim on the other unit, what we got against it. */
static inline void exchanged(struct model *m, const struct doc *d, const struct doc_line *l, int64_t fen)
{
	const struct account_key swapped = ACCOUNT_OF(SWAPPED, .who_id = d->taker_id, .fund_id = d->fund2_id, .doc_id = d->doc_id);

	if (l->dir == LINES_OUT)
		moves(m, ACCOUNT_OF(INCOME, .who_id = d->taker_id, .fund_id = d->fund2_id), swapped, LEDGER_MONEY, fen);
	else
		moves(m, swapped, ACCOUNT_OF(SPENT, .fund_id = d->fund2_id), LEDGER_MONEY, fen);
}

static inline void exchange_line(struct model *m, const struct doc *d, const struct doc_line *l, const int64_t *by)
{
	const struct account_key store = ACCOUNT_OF(STORE, .place_id = d->from_place_id, .owner_id = d->owner_id, .fund_id = d->fund_id);

	if (l->dir == LINES_OUT)
		moves(m, store, ACCOUNT_OF(PARTED, .who_id = d->taker_id, .owner_id = d->owner_id, .fund_id = d->fund_id), l->item_id, by[TAKEN]);
	else
		moves(m, ACCOUNT_OF(FROM_HOLDER, .who_id = d->taker_id, .owner_id = d->owner_id, .fund_id = d->fund_id), store, l->item_id, by[TAKEN]);
	exchanged(m, d, l, l->price_fen * by[TAKEN]);
}

static inline void exchange_unit_line(struct model *m, const struct doc *d, const struct doc_line *l, const int64_t *by)
{
	const struct account_key store = ACCOUNT_OF(STORE, .place_id = d->from_place_id, .owner_id = d->owner_id, .fund_id = d->fund_id);
	const struct account_key theirs = ACCOUNT_OF(STORE, .place_id = d->to_place_id, .owner_id = d->owner2_id);

	moves(m, l->dir == LINES_OUT ? store : theirs, l->dir == LINES_OUT ? theirs : store, l->item_id, by[TAKEN]);
	exchanged(m, d, l, l->price_fen * by[TAKEN]);
}

static inline void swap_balance_line(struct model *m, const struct doc *d, const struct doc_line *l, const int64_t *by)
{
	const struct account_key swapped = ACCOUNT_OF(SWAPPED, .who_id = d->taker_id, .fund_id = d->fund_id, .doc_id = d->parent_id);
	const struct account_key owed = ACCOUNT_OF(OWED, .who_id = d->taker_id, .fund_id = d->fund_id);
	const struct account_key payable = ACCOUNT_OF(PAYABLE, .who_id = d->taker_id, .fund_id = d->fund_id);
	const struct account_key fund = ACCOUNT_OF(FUND, .fund_id = d->fund_id);
	const int64_t booked = l->price_fen * by[SENT], settled = l->price_fen * by[TAKEN];

	if (l->dir == LINES_IN) {                       /* they owe us */
		moves(m, swapped, owed, LEDGER_MONEY, booked);
		moves(m, owed, fund, LEDGER_MONEY, settled);
	} else {
		moves(m, payable, swapped, LEDGER_MONEY, booked);
		moves(m, fund, payable, LEDGER_MONEY, settled);
	}
}

/* The goods stay the holder's until they are used up. */
static inline void requisition_line(struct model *m, const struct doc *d, const struct doc_line *l, const int64_t *by)
{
	const struct account_key holder = ACCOUNT_OF(FROM_HOLDER, .who_id = d->giver_id, .owner_id = d->giver_id);
	const struct account_key store = ACCOUNT_OF(STORE, .place_id = d->to_place_id, .owner_id = d->giver_id);

	moves(m, holder, store, l->item_id, by[ARRIVED]);
	moves(m, store, ACCOUNT_OF(USED, .who_id = d->taker_id, .owner_id = d->giver_id), l->item_id, by[TAKEN]);
	moves(m, store, holder, l->item_id, by[BACK] - by[DROPPED]);
	moves(m, store, ACCOUNT_OF(LOST, .who_id = d->taker_id, .owner_id = d->giver_id), l->item_id, by[DROPPED]);
}

static inline void award_line(struct model *m, const struct doc *d, const struct doc_line *l, const int64_t *by)
{
	const struct account_key payable = ACCOUNT_OF(PAYABLE, .who_id = d->giver_id, .fund_id = d->fund_id);

	moves(m, payable, ACCOUNT_OF(COMPENSATION, .fund_id = d->fund_id), LEDGER_MONEY, l->price_fen * by[SENT]);
	moves(m, ACCOUNT_OF(FUND, .fund_id = d->fund_id), payable, LEDGER_MONEY, l->price_fen * by[TAKEN]);
}
static inline void loan_line(struct model *m, const struct doc *d, const struct doc_line *l, const int64_t *by)
{
	const struct account_key store = ACCOUNT_OF(STORE, .place_id = l->place_id, .owner_id = l->owner_id, .fund_id = l->fund_id);
	const struct account_key lent = ACCOUNT_OF(LENT, .who_id = d->taker_id, .owner_id = l->owner_id, .fund_id = l->fund_id);
	const struct account_key cleaning = ACCOUNT_OF(CLEANING, .place_id = l->place_id, .owner_id = l->owner_id, .fund_id = l->fund_id);
	const struct account_key blocked = ACCOUNT_OF(BLOCKED, .place_id = l->place_id, .owner_id = l->owner_id, .fund_id = l->fund_id);

	moves(m, store, lent, l->item_id, by[SENT]);
	moves(m, lent, cleaning, l->item_id, by[ARRIVED]);
	moves(m, lent, blocked, l->item_id, by[SHORT] - by[LOST]);
	moves(m, lent, ACCOUNT_OF(LOST, .who_id = d->taker_id, .owner_id = l->owner_id, .fund_id = l->fund_id), l->item_id, by[LOST]);
	moves(m, cleaning, store, l->item_id, by[TAKEN]);
	moves(m, cleaning, blocked, l->item_id, by[BACK]);
}

static inline void reparation_line(struct model *m, const struct doc *d, const struct doc_line *l, const int64_t *by)
{
	const struct account_key owed = ACCOUNT_OF(OWED, .who_id = d->taker_id, .fund_id = d->fund_id);

	moves(m, ACCOUNT_OF(INCOME, .who_id = d->taker_id, .fund_id = d->fund_id), owed, LEDGER_MONEY, l->price_fen * by[SENT]);
	moves(m, owed, ACCOUNT_OF(FUND, .fund_id = d->fund_id), LEDGER_MONEY, l->price_fen * by[ARRIVED]);
}

/* From the shelf or from blocked goods: held while it is decided, condemned, destroyed. */
static inline void scrap_line(struct model *m, const struct doc *d, const struct doc_line *l, const int64_t *by)
{
	const struct account_key shelf = { .kind = l->dir == LINES_IN ? ACC_STORE : ACC_BLOCKED, .place_id = l->place_id, .owner_id = l->owner_id, .fund_id = l->fund_id };
	const struct account_key hold = ACCOUNT_OF(HELD, .place_id = l->place_id, .owner_id = l->owner_id, .fund_id = l->fund_id, .doc_id = d->doc_id);
	const struct account_key condemned = ACCOUNT_OF(CONDEMNED, .place_id = l->place_id, .owner_id = l->owner_id, .fund_id = l->fund_id);

	moves(m, shelf, hold, l->item_id, by[GRANTED] - by[DROPPED]);
	moves(m, hold, condemned, l->item_id, by[SENT]);
	moves(m, condemned, ACCOUNT_OF(DESTROYED, .place_id = l->place_id, .owner_id = l->owner_id, .fund_id = l->fund_id), l->item_id, by[TAKEN]);
}

static inline void release_line(struct model *m, const struct doc *d, const struct doc_line *l, const int64_t *by)
{
	const struct account_key hold = ACCOUNT_OF(HELD, .place_id = l->place_id, .owner_id = l->owner_id, .fund_id = l->fund_id, .doc_id = d->doc_id);

	moves(m, ACCOUNT_OF(BLOCKED, .place_id = l->place_id, .owner_id = l->owner_id, .fund_id = l->fund_id), hold, l->item_id, by[GRANTED] - by[DROPPED]);
	moves(m, hold, ACCOUNT_OF(STORE, .place_id = l->place_id, .owner_id = l->owner_id, .fund_id = l->fund_id), l->item_id, by[TAKEN]);
}

static inline void recovery_line(struct model *m, const struct doc *d, const struct doc_line *l, const int64_t *by)
{
	moves(m, ACCOUNT_OF(FROM_HOLDER, .who_id = d->giver_id, .owner_id = d->owner_id, .fund_id = d->fund_id),
	      ACCOUNT_OF(BLOCKED, .place_id = d->to_place_id, .owner_id = d->owner_id, .fund_id = d->fund_id), l->item_id, by[TAKEN]);
}
#endif
