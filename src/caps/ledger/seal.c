/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/ledger/seal.h"
#include "caps/ledger/bytes.h"
#include "base/civil.h"
#include "seal.sql.h"
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static_assert(sizeof ((struct seal_key *)0)->secret == crypto_sign_SECRETKEYBYTES, "an Ed25519 secret key");

/* ---- the key ---- */

void seal_key_from_seed(const uint8_t seed[static SEAL_SEED_BYTES], struct seal_key *ret)
{
	uint8_t public_key[crypto_sign_PUBLICKEYBYTES];
	char hex[SHA256_HEX];
	struct hash h;

	crypto_sign_seed_keypair(public_key, ret->secret, seed);
	sodium_bin2hex(ret->public_key, sizeof ret->public_key, public_key, sizeof public_key);
	h = sha256(public_key, sizeof public_key);
	hash_write(&h, hex);
	memcpy(ret->key_id, hex, sizeof ret->key_id - 1);
	ret->key_id[sizeof ret->key_id - 1] = 0;
}

static enum err make_key_file(struct ctx *cx, const char *path, struct seal_key *ret)
{
	uint8_t seed[SEAL_SEED_BYTES];
	char text[2 * SEAL_SEED_BYTES + 1];
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	bool good;

	if (fd < 0)
		return fail(cx, ERR_BROKEN, "seal_key", "不能创建签章密钥文件 %s：%s", "cannot create the seal key file %s: %s", path, strerror(errno));
	cx->random(seed, sizeof seed);
	sodium_bin2hex(text, sizeof text, seed, sizeof seed);
	text[2 * SEAL_SEED_BYTES] = '\n';
	good = write(fd, text, sizeof text) == (ssize_t)sizeof text && fsync(fd) == 0;
	good = close(fd) == 0 && good;
	seal_key_from_seed(seed, ret);
	sodium_memzero(seed, sizeof seed);
	sodium_memzero(text, sizeof text);
	if (good)
		return ERR_OK;
	unlink(path);
	return fail(cx, ERR_BROKEN, "seal_key", "写不进签章密钥文件 %s", "cannot write the seal key file %s", path);
}

enum err seal_key_file(struct ctx *cx, const char *path, struct seal_key *ret)
{
	char text[2 * SEAL_SEED_BYTES + 2] = "";
	uint8_t seed[SEAL_SEED_BYTES];
	struct stat st;
	size_t n = 0;
	ssize_t got;
	bool good;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

	if (fd < 0 && errno == ENOENT)
		return make_key_file(cx, path, ret);
	if (fd < 0)
		return fail(cx, ERR_BROKEN, "seal_key", "读不了签章密钥文件 %s：%s", "cannot read the seal key file %s: %s", path, strerror(errno));
	good = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && !(st.st_mode & 077);
	got = good ? read(fd, text, sizeof text - 1) : 0;
	close(fd);
	if (!good)
		return fail(cx, ERR_BROKEN, "seal_key", "签章密钥文件 %s 别人也能读；请执行 chmod 600", "others may read the seal key file %s; run chmod 600 on it", path);
	good = got >= 2 * SEAL_SEED_BYTES && sodium_hex2bin(seed, sizeof seed, text, 2 * SEAL_SEED_BYTES, NULL, &n, NULL) == 0 && n == sizeof seed;
	sodium_memzero(text, sizeof text);
	if (!good)
		return fail(cx, ERR_BROKEN, "seal_key", "签章密钥文件 %s 不是 64 位十六进制", "the seal key file %s is not 64 hex digits", path);
	seal_key_from_seed(seed, ret);
	sodium_memzero(seed, sizeof seed);
	return ERR_OK;
}

/* ---- signing ---- */

/* "baogong seal 1" NUL, district, number, seq, head, time, closed day, hash of the seal before. */
static void seal_bytes(struct buf *b, int64_t district_id, const struct ledger_sealed *s, const char *signature_before)
{
	static const char title[] = "baogong seal 1";
	uint8_t raw[crypto_sign_BYTES];
	char hex[SHA256_HEX] = "";
	size_t n = 0;

	if (*signature_before && sodium_hex2bin(raw, sizeof raw, signature_before, strlen(signature_before), NULL, &n, NULL) == 0) {
		struct hash h = sha256(raw, n);

		hash_write(&h, hex);
	}
	buf_add(b, title, sizeof title);
	bytes_i64(b, district_id);
	bytes_i64(b, s->seal_no);
	bytes_i64(b, s->seq);
	bytes_hash(b, s->hash);
	bytes_i64(b, s->sealed_ms);
	bytes_i64(b, s->closes_day);
	bytes_hash(b, hex);
}

static enum err sign_head(struct ctx *cx, const struct seal_key *key, const struct ledger_head *head,
			  const struct ledger_sealed *last, int64_t closes_day, struct ledger_sealed *ret)
{
	struct ledger_sealed s = { .seal_no = last->seal_no + 1, .seq = head->seq, .closes_day = closes_day };
	uint8_t signature[crypto_sign_BYTES];
	struct buf b = BUF(&cx->mem);
	int64_t moved;

	s.sealed_ms = cx->now_ms > head->posted_ms ? cx->now_ms : head->posted_ms;
	if (s.sealed_ms < last->sealed_ms)
		s.sealed_ms = last->sealed_ms;
	memcpy(s.hash, head->hash, sizeof s.hash);
	memcpy(s.key_id, key->key_id, sizeof s.key_id);
	seal_bytes(&b, cx->district_id, &s, last->signature);
	crypto_sign_detached(signature, NULL, (const uint8_t *)b.at, b.n, key->secret);
	sodium_bin2hex(s.signature, sizeof s.signature, signature, sizeof signature);
	TRY(seal_key_known(cx, (struct seal_key_known_in){ cx->district_id, key->key_id, key->public_key, s.sealed_ms }));
	TRY(seal_add(cx, (struct seal_add_in){ cx->district_id, s.seal_no, s.seq, s.hash, s.sealed_ms, s.closes_day, s.key_id, s.signature }));
	TRY(seal_count_moves_n(cx, (struct seal_count_moves_in){ cx->district_id, s.seal_no }, &moved));
	if (moved != 1)
		return fail(cx, ERR_BROKEN, NULL, "签章序号与链头不符；请运行 baogong verify", "the seals do not fit the head; run baogong verify");
	*ret = s;
	return ERR_OK;
}

static enum err read_last(struct ctx *cx, struct ledger_sealed *ret)
{
	struct seal_last_row r;
	enum err e = seal_last(cx, (struct seal_last_in){ cx->district_id }, &r);

	*ret = (struct ledger_sealed){ 0 };
	if (e == ERR_NOT_FOUND)
		return ERR_OK;
	TRY(e);
	*ret = (struct ledger_sealed){ .seal_no = r.seal_no, .seq = r.seq, .sealed_ms = r.sealed_ms, .closes_day = r.closes_day };
	snprintf(ret->hash, sizeof ret->hash, "%s", r.hash);
	snprintf(ret->key_id, sizeof ret->key_id, "%s", r.key_id);
	snprintf(ret->signature, sizeof ret->signature, "%s", r.signature);
	return ERR_OK;
}

enum err ledger_seal(struct ctx *cx, const struct seal_key *key, struct ledger_sealed *ret)
{
	struct ledger_head head;
	struct ledger_sealed last;

	TRY(ledger_lock(cx, &head));
	TRY(read_last(cx, &last));
	if (last.seal_no && last.seq == head.seq) {
		*ret = last;
		return ERR_OK;
	}
	return sign_head(cx, key, &head, &last, 0, ret);
}

enum err ledger_close_day(struct ctx *cx, const struct seal_key *key, int64_t day, struct ledger_sealed *ret)
{
	struct seal_last_closed_day_row closed;
	struct ledger_head head;
	struct ledger_sealed last;
	char text[11], before[11];

	TRY(ledger_lock(cx, &head));
	if (day <= 0 || day >= civil_day_of(cx->now_ms))
		return fail(cx, ERR_BAD_STATE, "day", "%s 还没有结束，次日才能结账", "%s is not over; it can be closed the day after",
			    civil_write_day(day > 0 ? day : 0, text));
	TRY(seal_last_closed_day(cx, (struct seal_last_closed_day_in){ cx->district_id }, &closed));
	if (day <= closed.closes_day)
		return fail(cx, ERR_BAD_STATE, "day", "%s 已经结账（已结到 %s）", "%s is closed already (the books are closed up to %s)",
			    civil_write_day(day, text), civil_write_day(closed.closes_day, before));
	TRY(read_last(cx, &last));
	return sign_head(cx, key, &head, &last, day, ret);
}

/* ---- reading ---- */

enum err ledger_open_from(struct ctx *cx, int64_t *ret_ms)
{
	struct seal_last_closed_day_row closed;

	TRY(seal_last_closed_day(cx, (struct seal_last_closed_day_in){ cx->district_id }, &closed));
	*ret_ms = closed.closes_day ? (closed.closes_day + 1) * DAY_MS - CHINA_OFFSET_MS : 0;
	return ERR_OK;
}

enum err ledger_seals(struct ctx *cx, int64_t after_no, size_t limit, struct ledger_sealed **ret, size_t *ret_n)
{
	struct seal_page_row *rows;
	size_t n;

	TRY(seal_page(cx, (struct seal_page_in){ cx->district_id, after_no, (int64_t)limit }, &rows, &n, limit));
	*ret = arena_array(&cx->mem, struct ledger_sealed, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct ledger_sealed *s = &(*ret)[i];

		*s = (struct ledger_sealed){ .seal_no = rows[i].seal_no, .seq = rows[i].seq, .sealed_ms = rows[i].sealed_ms, .closes_day = rows[i].closes_day };
		snprintf(s->hash, sizeof s->hash, "%s", rows[i].hash);
		snprintf(s->key_id, sizeof s->key_id, "%s", rows[i].key_id);
		snprintf(s->signature, sizeof s->signature, "%s", rows[i].signature);
	}
	*ret_n = n;
	return ERR_OK;
}
