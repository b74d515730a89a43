/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/ledger/verify_work.h"
#include "base/buf.h"
#include <sodium.h>
#include <string.h>

/* Seals: a chain of signatures over heads.  When one does not verify, the value
 * that would make it verify is looked for where it can be known. */

static bool unhex(const char *hex, uint8_t *out, size_t n)
{
	size_t got = 0;

	return strlen(hex) == 2 * n && strspn(hex, "0123456789abcdef") == 2 * n
		&& sodium_hex2bin(out, n, hex, 2 * n, NULL, &got, NULL) == 0 && got == n;
}

static bool signature_fits(struct verify *v, const struct v_seal *s, const struct v_seal *before)
{
	static const char title[] = "baogong seal 1";
	uint8_t signature[crypto_sign_BYTES], old[crypto_sign_BYTES], key[crypto_sign_PUBLICKEYBYTES];
	struct hash hash, chained = { { 0 } };
	struct buf *b = &v->bytes;
	bool known = false;

	for (size_t i = 0; i < v->n_keys && !known; i++)
		known = !strcmp(v->keys[i].id, s->key) && unhex(v->keys[i].public_key, key, sizeof key);
	if (!known || !unhex(s->signature, signature, sizeof signature) || !hash_read(s->hash, &hash))
		return false;
	if (before && unhex(before->signature, old, sizeof old))
		chained = sha256(old, sizeof old);
	b->n = 0;
	buf_add(b, title, sizeof title);
	v_put(b, v->district);
	v_put(b, s->no);
	v_put(b, s->seq);
	buf_add(b, hash.bytes, sizeof hash.bytes);
	v_put(b, s->sealed);
	v_put(b, s->closes);
	buf_add(b, chained.bytes, sizeof chained.bytes);
	return crypto_sign_verify_detached(signature, (const uint8_t *)b->at, b->n, key) == 0;
}

static bool try_seal(struct verify *v, struct v_seal *s, const struct v_seal *before, int64_t *cell, int64_t value, const char *column)
{
	int64_t stands = *cell;

	if (value == stands)
		return false;
	*cell = value;
	if (signature_fits(v, s, before)) {
		v_found(v, "ledger_seal", v_id(v, s->no), column, "现为 %lld；签名证明原为 %lld", "is %lld; the signature proves it was %lld", (long long)stands, (long long)value);
		return true;
	}
	*cell = stands;
	return false;
}

static bool try_numbers(struct verify *v, struct v_seal *s, const struct v_seal *before)
{
	int64_t *cells[] = { &s->no, &s->seq, &s->closes, &s->sealed };
	static const char *const columns[] = { "seal_no", "seq", "closes_day", "sealed_ms" };
	int64_t previous = before ? before->no + 1 : 1;

	if (try_seal(v, s, before, &s->no, previous, "seal_no") || try_seal(v, s, before, &s->closes, 0, "closes_day"))
		return true;
	for (size_t c = 0; c < 4; c++)
		for (int64_t d = 1; d <= 40; d++)
			if (try_seal(v, s, before, cells[c], *cells[c] + d, columns[c]) || try_seal(v, s, before, cells[c], *cells[c] - d, columns[c]))
				return true;
	return false;
}

static bool try_texts(struct verify *v, struct v_seal *s, const struct v_seal *before)
{
	const char *hash = s->hash, *key = s->key;
	char hex[SHA256_HEX];

	if (s->entry_known) {
		s->hash = arena_text(&v->cx->mem, hash_write(&s->entry, hex));
		if (strcmp(s->hash, hash) && signature_fits(v, s, before)) {
			v_found(v, "ledger_seal", v_id(v, s->no), "hash", "被改过；签名证明原为第 %lld 笔的散列", "was changed; the signature proves it was the hash of entry %lld", (long long)s->seq);
			return true;
		}
		s->hash = hash;
	}
	for (size_t i = 0; i < v->n_keys; i++) {
		s->key = v->keys[i].id;
		if (strcmp(s->key, key) && signature_fits(v, s, before)) {
			v_found(v, "ledger_seal", v_id(v, s->no), "key_id", "被改过；签名证明原为 %s", "was changed; the signature proves it was %s", s->key);
			return true;
		}
	}
	s->key = key;
	return false;
}

static void check_seal(struct verify *v, struct v_seal *s, const struct v_seal *before)
{
	const char *id = v_id(v, s->no);
	struct hash h;

	if (!signature_fits(v, s, before) && !try_numbers(v, s, before) && !try_texts(v, s, before))
		v_found(v, "ledger_seal", id, "signature", "签名与签章内容不符：签名、内容、公钥或前一签章被改", "does not fit: the signature, what it signs, the public key or the seal before was changed");
	if (before && (s->no != before->no + 1 || s->seq < before->seq || s->sealed < before->sealed))
		v_found(v, "ledger_seal", id, "seal_no", "与前一签章（%lld）不连续", "does not follow the seal before it (%lld)", (long long)before->no);
	if (!before && s->no != 1)
		v_found(v, "ledger_seal", "1", "seal_no", "缺少最初的签章，现从 %lld 开始", "the first seals are missing, they begin at %lld", (long long)s->no);
	if (s->seq > v->last_seq)
		v_found(v, "ledger_seal", id, "seq", "签到第 %lld 笔，而分录只到 %lld：后面的分录被删", "signs up to entry %lld, but entries end at %lld: the end was cut off",
			(long long)s->seq, (long long)v->last_seq);
	if (s->entry_known && hash_read(s->hash, &h) && memcmp(&h, &s->entry, sizeof h))
		v_found(v, "ledger_entry", v_id(v, s->seq), "hash", "与第 %lld 号签章所签的不同：签章之后被改", "differs from what seal %lld signed: it was changed afterwards", (long long)s->no);
}

static void check_key(struct verify *v, const struct v_key *k)
{
	const struct v_seal *first = v->seals;
	uint8_t raw[crypto_sign_PUBLICKEYBYTES];
	char hex[SHA256_HEX] = "";
	struct hash h;

	if (unhex(k->public_key, raw, sizeof raw)) {
		h = sha256(raw, sizeof raw);
		hash_write(&h, hex);
	}
	if (strlen(k->id) != 16 || strncmp(hex, k->id, 16))
		v_found(v, "ledger_seal_key", k->id, "public_key", "公钥与编号不符：两者之一被改", "the public key does not have this number: one of the two was changed");
	while (first < v->seals + v->n_seals && strcmp(first->key, k->id))
		first++;
	if (first == v->seals + v->n_seals)
		v_found(v, "ledger_seal_key", k->id, "key_id", "没有任何签章用过它", "no seal was signed with it");
	else if (first->sealed != k->since)
		v_found(v, "ledger_seal_key", k->id, "since_ms", "为 %lld，而首次签章在 %lld", "is %lld, but it first signed at %lld", (long long)k->since, (long long)first->sealed);
}

enum err v_seals_check(struct verify *v)
{
	struct hash genesis = v_genesis(v->district);

	for (size_t i = 0; i < v->n_seals; i++) {
		if (!v->seals[i].seq && !v->seals[i].entry_known) {
			v->seals[i].entry = genesis;
			v->seals[i].entry_known = true;
		}
		check_seal(v, &v->seals[i], i ? &v->seals[i - 1] : NULL);
	}
	for (size_t i = 0; i < v->n_keys; i++)
		check_key(v, &v->keys[i]);
	return ERR_OK;
}
