/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/ledger/bytes.h"
#include <assert.h>
#include <string.h>

enum { ENTRY_VERSION = 1, ENTRY_SIGNED = 2 };      /* an entry with a signature has one hash more */

void bytes_i64(struct buf *b, int64_t value)
{
	uint64_t bits = (uint64_t)value;
	char out[8];

	for (int i = 7; i >= 0; i--, bits >>= 8)
		out[i] = (char)(bits & 0xff);
	buf_add(b, out, sizeof out);
}

void bytes_text(struct buf *b, const char *text)
{
	size_t n = strlen(text);

	bytes_i64(b, (int64_t)n);
	buf_add(b, text, n);
}

void bytes_hash(struct buf *b, const char *hex)
{
	struct hash h = { { 0 } };

	if (hex && *hex) {
		int good = hash_read(hex, &h);

		assert(good);
	}
	buf_add(b, h.bytes, sizeof h.bytes);
}

char *bytes_sha256(const struct buf *b, char hex[static SHA256_HEX])
{
	struct hash h = sha256(b->at, b->n);

	return hash_write(&h, hex);
}

static void add_accounts(struct buf *b, const struct bytes_entry *e)
{
	bytes_i64(b, (int64_t)e->n_accounts);
	for (size_t i = 0; i < e->n_accounts; i++) {
		const struct bytes_account *a = &e->accounts[i];

		bytes_i64(b, a->account_id);
		bytes_i64(b, a->kind);
		bytes_i64(b, a->sign);
		bytes_i64(b, a->who_id);
		bytes_i64(b, a->place_id);
		bytes_i64(b, a->owner_id);
		bytes_i64(b, a->fund_id);
		bytes_i64(b, a->doc_id);
	}
}

static void add_lots(struct buf *b, const struct bytes_entry *e)
{
	bytes_i64(b, (int64_t)e->n_lots);
	for (size_t i = 0; i < e->n_lots; i++) {
		const struct bytes_lot *l = &e->lots[i];

		bytes_i64(b, l->lot_id);
		bytes_i64(b, l->item_id);
		bytes_i64(b, l->source_doc_id);
		bytes_i64(b, l->source_line_no);
		bytes_i64(b, l->made_day);
		bytes_i64(b, l->expiry_day);
		bytes_i64(b, l->cost_fen);
		bytes_i64(b, l->cost_units);
		bytes_text(b, l->batch);
		bytes_text(b, l->serial);
		bytes_i64(b, (int64_t)l->n_parts);
		for (size_t p = 0; p < l->n_parts; p++) {
			bytes_i64(b, l->parts[p].part_lot_id);
			bytes_i64(b, l->parts[p].qty);
		}
	}
}

static void add_moves(struct buf *b, const struct bytes_entry *e)
{
	bytes_i64(b, (int64_t)e->n_grown);
	for (size_t i = 0; i < e->n_grown; i++) {
		bytes_i64(b, e->grown[i].line_no);
		bytes_text(b, e->grown[i].counter);
		bytes_i64(b, e->grown[i].qty);
	}
	bytes_i64(b, (int64_t)e->n_postings);
	for (size_t i = 0; i < e->n_postings; i++) {
		const struct bytes_posting *p = &e->postings[i];

		bytes_i64(b, p->account_id);
		bytes_i64(b, p->lot_id);
		bytes_i64(b, p->line_no);
		bytes_i64(b, p->qty);
		bytes_i64(b, p->after_qty);
	}
}

void bytes_signature(struct arena *mem, const struct bytes_signature *s, char hex[static SHA256_HEX])
{
	struct buf b = BUF(mem);

	bytes_text(&b, s->role);
	bytes_i64(&b, s->place_no);
	bytes_i64(&b, s->actor_id);
	bytes_i64(&b, s->for_id);
	bytes_text(&b, s->signed_hash);
	bytes_sha256(&b, hex);
}

void bytes_entry(struct buf *b, const struct bytes_entry *e)
{
	bool is_signed = e->sign_hash && *e->sign_hash;

	bytes_i64(b, is_signed ? ENTRY_SIGNED : ENTRY_VERSION);
	bytes_i64(b, e->district_id);
	bytes_i64(b, e->seq);
	bytes_i64(b, e->doc_id);
	bytes_i64(b, e->doc_version);
	bytes_i64(b, e->actor_id);
	bytes_i64(b, e->posted_ms);
	bytes_i64(b, e->happened_ms);
	bytes_i64(b, e->reverses_seq);
	bytes_i64(b, e->crosses);
	bytes_text(b, e->kind);
	bytes_text(b, e->verb);
	bytes_text(b, e->from_state);
	bytes_text(b, e->to_state);
	bytes_hash(b, e->content_hash);
	bytes_hash(b, e->note_hash);
	if (is_signed)
		bytes_hash(b, e->sign_hash);
	add_accounts(b, e);
	add_lots(b, e);
	add_moves(b, e);
}

void bytes_genesis(int64_t district_id, char hex[static SHA256_HEX])
{
	static const char title[] = "baogong ledger 1";
	char room[sizeof title + 8];
	uint64_t bits = (uint64_t)district_id;
	struct hash h;

	memcpy(room, title, sizeof title);               /* with its NUL */
	for (int i = 7; i >= 0; i--, bits >>= 8)
		room[sizeof title + (size_t)i] = (char)(bits & 0xff);
	h = sha256(room, sizeof room);
	hash_write(&h, hex);
}

void bytes_chain(struct arena *mem, const char *before, const struct bytes_entry *e, char hex[static SHA256_HEX])
{
	struct buf b = BUF(mem);

	buf_char(&b, 1);
	bytes_hash(&b, before);
	bytes_entry(&b, e);
	bytes_sha256(&b, hex);
}
