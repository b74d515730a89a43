/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_LEDGER_VERIFY_WORK_H
#define CAPS_LEDGER_VERIFY_WORK_H
#include "base/buf.h"
#include "base/sha256.h"
#include "caps/ledger/ledger.h"
#include "caps/ledger/verify.h"

/* One district under verification; inside verify only.
 *
 * Accounts, lots, seals and one number per balance stay in memory; entries come
 * in chunks of seq.  An entry whose hash does not fit is handed to the search,
 * which looks for the one value whose change explains it; what it finds is
 * proven by the hash, put right in memory, and the rest is checked against the
 * true value, so that one changed value is one finding. */

struct v_account { int64_t id, kind, sign, who, place, owner, fund, doc, born; const struct account_info *info; bool claimed; };
struct v_part { int64_t lot, part, qty; bool claimed; };
struct v_lot {
	int64_t id, item, source_doc, source_line, made, expiry, cost_fen, cost_units, born;
	const char *batch, *serial;
	struct v_part *parts; size_t n_parts;
	bool claimed;
};
struct v_entry {
	int64_t seq, doc, version, actor, posted, happened, reverses, crosses;
	const char *kind, *verb, *from, *to;
	struct hash content, note, sign, hash;
	bool is_signed;                              /* sign counts, and the bytes are of the second version */
	const char *bad_hash;                        /* the hash column that is neither '' nor 64 hex digits, or NULL */
};
struct v_posting { int64_t seq, no, account, lot, line, qty, after; };
struct v_progress { int64_t seq, line; const char *counter; int64_t qty; };
struct v_balance { int64_t account, lot, qty, seq; bool seen; };
struct v_doc { int64_t id, version, last_seq; const char *kind, *state; struct hash content; bool seen; };
enum { V_COUNTERS = 12 };
struct v_line { int64_t grown[V_COUNTERS]; bool seen; };          /* by the journal, in the order of doc_line's columns */
struct v_seal { int64_t no, seq, sealed, closes; const char *hash, *key, *signature; struct hash entry; bool entry_known; };
struct v_key { const char *id, *public_key; int64_t since; };

/* Two numbers -> place in an array. */
struct v_map { int64_t *keys; uint32_t *at; size_t room, n; };
uint32_t *v_map_at(struct arena *mem, struct v_map *m, int64_t a, int64_t b, bool *ret_new);
bool      v_map_find(const struct v_map *m, int64_t a, int64_t b, uint32_t *ret);

/* What one entry's hash covers. */
struct v_view {
	struct v_entry    *e;
	struct v_account **accounts; size_t n_accounts;
	struct v_lot     **lots;     size_t n_lots;
	struct v_progress *grown;    size_t n_grown;
	struct v_posting  *postings; size_t n_postings;
};

struct v_days;                                        /* verify_days.c */

struct verify {
	struct ctx   *cx;
	int64_t       district;
	bool          many, partial;                 /* several districts in the file; --quick began in the middle */
	struct verify_result *result;
	size_t        room;
	struct arena  chunk;                         /* dies with each chunk */
	struct buf    bytes;
	struct v_account *accounts; size_t n_accounts, accounts_room;
	struct v_lot     *lots;     size_t n_lots, lots_room;
	struct v_part    *parts;    size_t n_parts, parts_room;
	struct v_account **births;  size_t next_birth;          /* by born, id */
	struct v_lot     **lot_births; size_t next_lot_birth;
	struct v_map account_at, lot_at, balance_at, doc_at, reversed, text_at;
	struct v_balance *balances; size_t n_balances, balances_room;
	const struct verify_options *options;
	struct v_map line_at;
	struct v_line *lines; size_t n_lines, lines_room;
	struct v_doc *docs;  size_t n_docs, docs_room;
	const char  **texts; size_t n_texts, texts_room;        /* every kind, verb, state and counter */
	int64_t      *actors; size_t n_actors, actors_room;
	struct v_seal *seals; size_t n_seals, seals_room, next_seal, next_close;
	struct v_key *keys;  size_t n_keys, keys_room;
	struct v_days *days;                         /* NULL: not asked (--quick) */
	/* the chunk */
	struct v_entry *e; size_t n_e, e_room;
	struct v_posting *p; size_t n_p, p_room, next_p;
	struct v_progress *g; size_t n_g, g_room, next_g;
	/* the chain so far */
	int64_t last_seq, last_posted, closed_day;
	struct hash last_hash;                       /* as stored */
	struct hash last_true;                       /* as computed, when last_doubt */
	bool last_doubt, last_unknown;               /* hash of last_seq did not fit; its predecessor is missing */
	size_t searched, search_bytes;               /* by the search, all in all, and its limit */
};

#define V_FOUND __attribute__((format(printf, 5, 7), format(printf, 6, 7)))
void        v_found(struct verify *v, const char *table, const char *id, const char *column, const char *zh, const char *en, ...) V_FOUND;
const char *v_id(struct verify *v, int64_t number);
const char *v_id2(struct verify *v, int64_t a, int64_t b);
const char *v_text(struct verify *v, const char *text);          /* the one copy of it */

must_check enum err v_load(struct verify *v);
must_check enum err v_load_chunk(struct verify *v, size_t limit, int64_t *ret_upto);
must_check enum err v_postings_of(struct verify *v, int64_t seq, struct v_posting **ret, size_t *ret_n);
struct v_account   *v_account(struct verify *v, int64_t id);      /* NULL: none */
struct v_lot       *v_lot(struct verify *v, int64_t id);

struct hash v_entry_hash(struct verify *v, const struct v_view *w, const struct hash *before);
struct hash v_genesis(int64_t district);
void        v_put(struct buf *b, int64_t value);
void        v_grow_lines(struct verify *v, const struct v_view *w);
bool        v_search(struct verify *v, struct v_view *w, const struct hash *before);
bool        v_search_rows(struct verify *v, struct v_view *w, bool (*fits_now)(void *arg), void *arg);

must_check enum err v_entry_check(struct verify *v, struct v_view *w);
struct v_balance   *v_balance(struct verify *v, int64_t account, int64_t lot);     /* made when new */
must_check enum err v_end(struct verify *v);
must_check enum err v_seals_check(struct verify *v);
must_check enum err v_days_begin(struct verify *v);
must_check enum err v_days_take(struct verify *v, const struct v_view *w);
must_check enum err v_days_end(struct verify *v);
/* Documents against the journal: content, counters, state, version, signatures. */
must_check enum err verify_documents(struct verify *v);
#endif
