/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_LEDGER_H
#define CAPS_LEDGER_H
#include "base/ctx.h"
#include "base/sha256.h"

/* The ledger: goods, money and claims, by account and lot, in entries that are
 * never edited (D2.9, D2.12, X3; docs/ledger.md).
 *
 * One entry is one step of one document.  Its postings sum to nil per lot, and
 * per (lot, fund) and (lot, owner) unless the step is declared to cross; a
 * balance never falls on the wrong side of its account's sign, at any moment.
 * Each posting keeps the balance after it, so that a past balance is one seek.
 * The entries of a district form one gap-free chain of SHA-256 hashes.
 *
 * Quantities: the item's base unit; money: fen, item 1, lot 1 (LEDGER_MONEY).
 * Times: ms; a day counts from 1970-01-01 in China.  All texts and arrays handed
 * in stay the caller's; what is returned lives in cx->mem.  Writers need an open
 * write transaction with the command's own savepoint around them: a refused
 * ledger_post may leave rows that the savepoint takes away.  Only capability
 * `document` calls ledger_post and ledger_reverse. */

enum { LEDGER_MONEY = 1 };                         /* item and lot of CNY */
enum { LEDGER_POSTINGS_MAX = 60000, LEDGER_LOTS_MAX = 20000, LEDGER_TEXT_MAX = 200 };

enum account_kind {
#define ACCOUNT(number, name, ...) ACC_##name = number,
#include "caps/ledger/accounts.def"
#undef ACCOUNT
};
enum account_thing { THING_GOODS, THING_MONEY, THING_CLAIM };
enum account_slot { SLOT_WHO = 1, SLOT_PLACE = 2, SLOT_OWNER = 4, SLOT_FUND = 8, SLOT_DOC = 16 };
enum account_flag { ACC_ISSUE = 1, ACC_OWN = 2, ACC_HOUSE = 4 };

struct account_info {
	int64_t            kind;
	const char        *word, *zh, *en;
	int                sign;
	enum account_thing thing;
	unsigned           slots, flags;           /* enum account_slot, enum account_flag */
};
const struct account_info *ledger_account_info(int64_t kind);          /* NULL: no such kind */
const struct account_info *ledger_account_infos(size_t *ret_n);        /* all, by number */

/* Which account.  Slots the kind does not use are 0; fund 0 is money and goods
 * without a purpose; the other slots of the kind must be filled. */
struct account_key { int64_t kind, who_id, place_id, owner_id, fund_id, doc_id; };

/* A fresh lot; its source is the entry's document.  Ids by ctx_new_id(). */
struct ledger_part { int64_t part_lot_id, qty; };
struct ledger_new_lot {
	int64_t lot_id, item_id, source_line_no;
	int64_t made_day, expiry_day;              /* 0 = none */
	int64_t cost_fen, cost_units;              /* fen per so many units; 0 units reads as 1 */
	const char *batch, *serial;                /* NULL reads as ""; a serial makes a lot of one piece */
	const struct ledger_part *parts;           /* assembly: what was built in, each older than lot_id */
	size_t n_parts;
};

/* What changes.  Equal (account, lot, line) are added up, nil is left out. */
struct ledger_change { struct account_key account; int64_t lot_id, line_no, qty; };
struct ledger_growth { int64_t line_no; const char *counter; int64_t qty; };

enum { LEDGER_CROSS_FUND = 1, LEDGER_CROSS_OWNER = 2 };
struct ledger_entry {
	int64_t     doc_id, doc_version;           /* every version of a document exactly once */
	const char *kind, *verb, *from_state, *to_state;
	int64_t     actor_id;
	int64_t     happened_ms;                   /* 0 = now; else not in the future, not in a closed day */
	unsigned    crosses;                       /* money never crosses funds, whatever stands here */
	const char *content_hash, *note_hash, *sign_hash;   /* 64 hex digits, or NULL = none */
	const struct ledger_new_lot *lots;    size_t n_lots;
	const struct ledger_change  *changes; size_t n_changes;
	const struct ledger_growth  *grown;   size_t n_grown;
};
struct ledger_posted { int64_t seq, posted_ms; char hash[SHA256_HEX]; };

/* Writes one entry.  Fails with
 *   SHORT_STOCK  an account would fall on the wrong side of nil (item, lot, wanted, there)
 *   BLOCKED      an expired lot is issued, or the day it happened is closed
 *   BAD_INPUT    quantity 0 or above QTY_MAX, slots, unknown lot, a serial number given before, text too long
 *   STALE        this version of the document is in the journal already
 *   BROKEN       the postings do not balance (the caller's fault) */
must_check enum err ledger_post(struct ctx *cx, const struct ledger_entry *e, struct ledger_posted *ret);

/* The exact contrary of entry `seq`, postings and growth, once.  A reversal is
 * not reversed.  Fails with NOT_FOUND, BAD_STATE, SHORT_STOCK, BLOCKED, STALE. */
struct ledger_reversal {
	int64_t     seq, doc_id, doc_version, actor_id, happened_ms;
	const char *verb, *from_state, *to_state, *content_hash, *note_hash;
};
must_check enum err ledger_reverse(struct ctx *cx, const struct ledger_reversal *r, struct ledger_posted *ret);

/* Takes the district's lock and says where its chain ends.  A command that reads
 * a balance in order to decide calls it before the read; ledger_post calls it too. */
struct ledger_head { int64_t seq, posted_ms, seals; char hash[SHA256_HEX]; };
must_check enum err ledger_lock(struct ctx *cx, struct ledger_head *ret);
must_check enum err ledger_head(struct ctx *cx, struct ledger_head *ret);      /* without the lock */

/* ---- reading; all of it in ledger_read.h ---- */
#include "caps/ledger/ledger_read.h"
#endif
