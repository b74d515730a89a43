/* SPDX-License-Identifier: Apache-2.0 */
#include "base/sha256.h"
#include <nettle/sha2.h>
#include <string.h>

struct hash sha256(const void *bytes, size_t n)
{
	struct sha256_ctx state;
	struct hash h;

	sha256_init(&state);
	sha256_update(&state, n, bytes);
	sha256_digest(&state, sizeof h.bytes, h.bytes);
	return h;
}

char *hash_write(const struct hash *h, char text[static SHA256_HEX])
{
	static const char hex[] = "0123456789abcdef";

	for (int i = 0; i < SHA256_BYTES; i++) {
		text[2 * i] = hex[h->bytes[i] >> 4];
		text[2 * i + 1] = hex[h->bytes[i] & 15];
	}
	text[2 * SHA256_BYTES] = '\0';
	return text;
}

static int nibble(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

int hash_read(const char *text, struct hash *ret)
{
	struct hash h;

	if (strlen(text) != 2 * SHA256_BYTES)
		return 0;
	for (int i = 0; i < SHA256_BYTES; i++) {
		int high = nibble(text[2 * i]), low = nibble(text[2 * i + 1]);

		if (high < 0 || low < 0)
			return 0;
		h.bytes[i] = (uint8_t)(high << 4 | low);
	}
	*ret = h;
	return 1;
}
