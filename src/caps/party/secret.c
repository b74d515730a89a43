/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/party/party_internal.h"
#include "base/check.h"
#include "base/text.h"
#include <ctype.h>
#include <pthread.h>
#include <sodium.h>
#include <string.h>

/* argon2id with 19 MiB and two passes: OWASP's least for this memory. */
enum { HASH_PASSES = 2, HASH_AT_ONCE = 2 };
static const size_t HASH_MEMORY = 19 * 1024 * 1024;

/* 31 characters, none of which looks like another. */
static const char ALPHABET[] = "23456789abcdefghjkmnpqrstuvwxyz";
static const char ONCE[] = "once:";

/* Bounds the memory that signing in can take; a lock, not state. */
static struct { pthread_mutex_t lock; pthread_cond_t freed; int running; } hashing = {
	PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0 };

static void hashing_begin(void)
{
	pthread_mutex_lock(&hashing.lock);
	while (hashing.running >= HASH_AT_ONCE)
		pthread_cond_wait(&hashing.freed, &hashing.lock);
	hashing.running++;
	pthread_mutex_unlock(&hashing.lock);
}

static void hashing_end(void)
{
	pthread_mutex_lock(&hashing.lock);
	hashing.running--;
	pthread_cond_signal(&hashing.freed);
	pthread_mutex_unlock(&hashing.lock);
}

/* Bytes beyond the last whole multiple of 31 are drawn again, so that every
 * character is equally likely. */
static char draw(struct ctx *cx)
{
	unsigned char byte;

	do
		cx->random(&byte, 1);
	while (byte >= 248);
	return ALPHABET[byte % 31];
}

const char *secret_random(struct ctx *cx, const char *prefix, size_t characters)
{
	size_t at = strlen(prefix);
	char *text = arena_new(&cx->mem, at + characters + 1);

	memcpy(text, prefix, at);
	for (size_t i = 0; i < characters; i++)
		text[at + i] = draw(cx);
	return text;
}

const char *secret_one_time(struct ctx *cx)
{
	char *text = arena_new(&cx->mem, 20);

	for (int i = 0; i < 19; i++)
		text[i] = i % 5 == 4 ? '-' : draw(cx);
	return text;
}

const char *secret_digest(struct ctx *cx, const char *secret)
{
	char text[SHA256_HEX];
	struct hash h = sha256(secret, strlen(secret));

	return arena_text(&cx->mem, hash_write(&h, text));
}

/* Drawn with 79 bits of chance, so a plain digest cannot be guessed back. */
const char *secret_seal_one_time(struct ctx *cx, const char *password)
{
	return arena_print(&cx->mem, "%s%s", ONCE, secret_digest(cx, password));
}

enum err secret_seal(struct ctx *cx, const char *password, const char **ret)
{
	char text[crypto_pwhash_STRBYTES];
	int failed;

	if (sodium_init() < 0)
		return fail(cx, ERR_BROKEN, NULL, "密码组件无法启动", "the password library does not start");
	hashing_begin();
	failed = crypto_pwhash_str(text, password, strlen(password), HASH_PASSES, HASH_MEMORY);
	hashing_end();
	if (failed)
		return fail(cx, ERR_BUSY, NULL, "内存不足，暂时不能处理密码，请重试", "not enough memory to hash a password; try again");
	*ret = arena_text(&cx->mem, text);
	return ERR_OK;
}

bool secret_fits(const char *sealed, const char *password)
{
	/* What an unknown login is compared with, so that it takes as long as a known one. */
	static const char nobody[] = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
		"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
	char stored[crypto_pwhash_STRBYTES] = { 0 }, digest[SHA256_HEX];
	struct hash h;
	size_t n = sealed ? strlen(sealed) : 0;
	bool fits;

	if (sodium_init() < 0 || n >= sizeof stored)
		return false;
	if (sealed && strncmp(sealed, ONCE, sizeof ONCE - 1) == 0) {
		h = sha256(password, strlen(password));
		hash_write(&h, digest);
		return n == sizeof ONCE - 1 + SHA256_HEX - 1
			&& sodium_memcmp(sealed + sizeof ONCE - 1, digest, SHA256_HEX - 1) == 0;
	}
	memcpy(stored, sealed ? sealed : nobody, sealed ? n : sizeof nobody - 1);
	hashing_begin();
	fits = crypto_pwhash_str_verify(stored, password, strlen(password)) == 0;
	hashing_end();
	return sealed && fits;
}

static const char *const common[] = {
#define PASSWORD(text) text,
#include "caps/party/passwords.def"
#undef PASSWORD
};

static bool is_common(const char *lower)
{
	for (size_t i = 0; i < sizeof common / sizeof *common; i++)
		if (strcmp(common[i], lower) == 0)
			return true;
	return false;
}

/* One character all along, or a plain run up or down: aaaaaaaa, 23456789. */
static bool is_run(const char *lower)
{
	int step = lower[1] - lower[0];

	if (step < -1 || step > 1)
		return false;
	for (size_t i = 1; lower[i]; i++)
		if (lower[i] - lower[i - 1] != step)
			return false;
	return true;
}

enum err secret_check_rules(struct ctx *cx, const char *field, const char *password, const char *login)
{
	size_t length = text_length(password);
	char *lower = arena_text(&cx->mem, password);

	if (length < PARTY_PASSWORD_MIN || length > PARTY_PASSWORD_MAX)
		return fail(cx, ERR_BAD_INPUT, field, "密码有 %zu 个字，应为 %d 到 %d 个", "the password has %zu characters; use %d to %d",
			    length, PARTY_PASSWORD_MIN, PARTY_PASSWORD_MAX);
	for (char *c = lower; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	if (is_common(lower) || is_run(lower) || (login && login[0] && strstr(lower, login)))
		return fail(cx, ERR_BAD_INPUT, field, "这个密码太常见或含有账号名，容易被猜到，请换一个",
			    "this password is common or contains the login and is easily guessed; choose another");
	return ERR_OK;
}
