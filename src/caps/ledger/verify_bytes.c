/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/ledger/verify_work.h"
#include "base/buf.h"
#include <string.h>

/* verify's own writer of the canonical bytes, from the page and not from the
 * kernel: a mistake in one of the two shows. */

void v_put(struct buf *b, int64_t value)
{
	uint64_t v = __builtin_bswap64((uint64_t)value);

	buf_add(b, &v, sizeof v);
}

static void put_all(struct buf *b, const int64_t *values, size_t n)
{
	for (size_t i = 0; i < n; i++)
		v_put(b, values[i]);
}
#define PUT(b, ...) put_all((b), (const int64_t[]){ __VA_ARGS__ }, sizeof (int64_t[]){ __VA_ARGS__ } / sizeof (int64_t))

static void put_text(struct buf *b, const char *text)
{
	size_t n = strlen(text);

	v_put(b, (int64_t)n);
	buf_add(b, text, n);
}

static void put_lot(struct buf *b, const struct v_lot *l)
{
	PUT(b, l->id, l->item, l->source_doc, l->source_line, l->made, l->expiry, l->cost_fen, l->cost_units);
	put_text(b, l->batch);
	put_text(b, l->serial);
	v_put(b, (int64_t)l->n_parts);
	for (size_t i = 0; i < l->n_parts; i++)
		PUT(b, l->parts[i].part, l->parts[i].qty);
}

struct hash v_entry_hash(struct verify *v, const struct v_view *w, const struct hash *before)
{
	const struct v_entry *e = w->e;
	struct buf *b = &v->bytes;

	b->n = 0;
	buf_char(b, 1);
	buf_add(b, before->bytes, sizeof before->bytes);
	PUT(b, e->is_signed ? 2 : 1, v->district, e->seq, e->doc, e->version, e->actor, e->posted, e->happened, e->reverses, e->crosses);
	put_text(b, e->kind);
	put_text(b, e->verb);
	put_text(b, e->from);
	put_text(b, e->to);
	buf_add(b, e->content.bytes, sizeof e->content.bytes);
	buf_add(b, e->note.bytes, sizeof e->note.bytes);
	if (e->is_signed)
		buf_add(b, e->sign.bytes, sizeof e->sign.bytes);
	v_put(b, (int64_t)w->n_accounts);
	for (size_t i = 0; i < w->n_accounts; i++) {
		const struct v_account *a = w->accounts[i];

		PUT(b, a->id, a->kind, a->sign, a->who, a->place, a->owner, a->fund, a->doc);
	}
	v_put(b, (int64_t)w->n_lots);
	for (size_t i = 0; i < w->n_lots; i++)
		put_lot(b, w->lots[i]);
	v_put(b, (int64_t)w->n_grown);
	for (size_t i = 0; i < w->n_grown; i++) {
		v_put(b, w->grown[i].line);
		put_text(b, w->grown[i].counter);
		v_put(b, w->grown[i].qty);
	}
	v_put(b, (int64_t)w->n_postings);
	for (size_t i = 0; i < w->n_postings; i++) {
		const struct v_posting *p = &w->postings[i];

		PUT(b, p->account, p->lot, p->line, p->qty, p->after);
	}
	return sha256(b->at, b->n);
}

struct hash v_genesis(int64_t district)
{
	char room[17 + 8] = "baogong ledger 1";
	uint64_t d = __builtin_bswap64((uint64_t)district);

	memcpy(room + 17, &d, sizeof d);
	return sha256(room, sizeof room);
}
