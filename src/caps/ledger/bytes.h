/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_LEDGER_BYTES_H
#define CAPS_LEDGER_BYTES_H
#include "base/buf.h"
#include "base/sha256.h"

/* The canonical bytes that are hashed and signed (docs/ledger.md, "Bytes").  i64
 * is 8 bytes big-endian; text its length in bytes as i64 and its UTF-8; a hash
 * its 32 raw bytes, zeros where the column is ''.  Also used by capability
 * document for the content of a document.  verify.c has a writer of its own. */
void bytes_i64(struct buf *b, int64_t value);
void bytes_text(struct buf *b, const char *text);
void bytes_hash(struct buf *b, const char *hex);          /* "" or NULL: zeros */
char *bytes_sha256(const struct buf *b, char hex[static SHA256_HEX]);

struct bytes_account { int64_t account_id, kind, sign, who_id, place_id, owner_id, fund_id, doc_id; };
struct bytes_part { int64_t part_lot_id, qty; };
struct bytes_lot {
	int64_t lot_id, item_id, source_doc_id, source_line_no, made_day, expiry_day, cost_fen, cost_units;
	const char *batch, *serial;
	const struct bytes_part *parts; size_t n_parts;        /* by part_lot_id */
};
struct bytes_progress { int64_t line_no; const char *counter; int64_t qty; };
struct bytes_posting { int64_t account_id, lot_id, line_no, qty, after_qty; };
struct bytes_entry {
	int64_t district_id, seq, doc_id, doc_version, actor_id, posted_ms, happened_ms, reverses_seq, crosses;
	const char *kind, *verb, *from_state, *to_state, *content_hash, *note_hash, *sign_hash;
	const struct bytes_account  *accounts; size_t n_accounts;   /* born here, by account_id */
	const struct bytes_lot      *lots;     size_t n_lots;       /* born here, by lot_id */
	const struct bytes_progress *grown;    size_t n_grown;      /* by line, counter */
	const struct bytes_posting  *postings; size_t n_postings;
};
void bytes_entry(struct buf *b, const struct bytes_entry *e);

/* What a signature says: who, for whom, as what, in which place, over what.  Document and
 * step are the entry's own. */
struct bytes_signature { const char *role, *signed_hash; int64_t place_no, actor_id, for_id; };
void bytes_signature(struct arena *mem, const struct bytes_signature *s, char hex[static SHA256_HEX]);

/* The hash an empty chain ends in, and the hash of the entry after `before`. */
void bytes_genesis(int64_t district_id, char hex[static SHA256_HEX]);
void bytes_chain(struct arena *mem, const char *before, const struct bytes_entry *e, char hex[static SHA256_HEX]);
#endif
