/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"
#include <ctype.h>
#include <string.h>

/* One character: its bytes and code point, or 0 when broken. */
static size_t read_character(const unsigned char *s, size_t n, uint32_t *ret)
{
	size_t len = s[0] < 0x80 ? 1 : s[0] >> 5 == 6 ? 2 : s[0] >> 4 == 14 ? 3 : s[0] >> 3 == 30 ? 4 : 0;
	static const uint32_t least[5] = { 0, 0, 0x80, 0x800, 0x10000 };
	uint32_t c;

	if (!len || len > n)
		return 0;
	c = len == 1 ? s[0] : s[0] & (0xffu >> (len + 1));
	for (size_t i = 1; i < len; i++) {
		if (s[i] >> 6 != 2)
			return 0;
		c = c << 6 | (s[i] & 0x3f);
	}
	if (c < least[len] || c > 0x10ffff)
		return 0;
	*ret = c;
	return len;
}

static bool is_welcome(uint32_t c)
{
	if (c < 0x20)
		return c == '\t' || c == '\n' || c == '\r';
	return !(c >= 0x7f && c <= 0x9f) && !(c >= 0xd800 && c <= 0xdfff)
		&& !(c >= 0x202a && c <= 0x202e) && !(c >= 0x2066 && c <= 0x2069)
		&& !(c >= 0xfdd0 && c <= 0xfdef) && (c & 0xfffe) != 0xfffe;
}

size_t text_good_bytes(const char *text, size_t n)
{
	const unsigned char *s = (const unsigned char *)text;
	size_t at = 0;

	while (at < n) {
		uint32_t c;
		size_t len = read_character(s + at, n - at, &c);

		if (!len || !is_welcome(c))
			break;
		at += len;
	}
	return at;
}

size_t text_length(const char *text)
{
	size_t n = 0;

	for (; *text; text++)
		n += ((unsigned char)*text >> 6) != 2;
	return n;
}

bool text_equal(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

bool text_read_i64(const char *text, int64_t *ret)
{
	bool minus = *text == '-';
	int64_t v = 0;

	text += minus;
	if (!isdigit((unsigned char)*text) || (text[0] == '0' && text[1]))
		return false;
	for (; isdigit((unsigned char)*text); text++)
		if (__builtin_mul_overflow(v, (int64_t)10, &v)
		    || __builtin_add_overflow(v, (int64_t)(minus ? -(*text - '0') : *text - '0'), &v))
			return false;
	if (*text)
		return false;
	*ret = v;
	return true;
}

bool text_read_money(const char *text, int64_t *ret_fen)
{
	bool minus = *text == '-';
	const char *s = text + minus;
	int64_t fen = 0;
	int decimals = -1;

	if (!isdigit((unsigned char)*s))
		return false;
	for (; *s; s++) {
		if (*s == '.' && decimals < 0) {
			decimals = 0;
			continue;
		}
		if (!isdigit((unsigned char)*s) || decimals == 2
		    || __builtin_mul_overflow(fen, (int64_t)10, &fen)
		    || __builtin_add_overflow(fen, (int64_t)(*s - '0'), &fen))
			return false;
		decimals += decimals >= 0;
	}
	if (decimals == 0)
		return false;
	for (int i = decimals < 0 ? 0 : decimals; i < 2; i++)
		if (__builtin_mul_overflow(fen, (int64_t)10, &fen))
			return false;
	*ret_fen = minus ? -fen : fen;
	return true;
}

char *text_write_money(struct arena *mem, int64_t fen)
{
	uint64_t size = fen < 0 ? -(uint64_t)fen : (uint64_t)fen;

	return arena_print(mem, "%s%llu.%02u", fen < 0 ? "-" : "", (unsigned long long)(size / 100),
			   (unsigned)(size % 100));
}

int text_distance(const char *a, const char *b)
{
	enum { MOST = 64 };
	size_t na = strlen(a), nb = strlen(b);
	int row[MOST + 1];

	if (na > MOST || nb > MOST)
		return 999;
	for (size_t j = 0; j <= nb; j++)
		row[j] = (int)j;
	for (size_t i = 1; i <= na; i++) {
		int corner = row[0];

		row[0] = (int)i;
		for (size_t j = 1; j <= nb; j++) {
			int change = corner + (a[i - 1] != b[j - 1]);

			corner = row[j];
			row[j] = row[j] < row[j - 1] ? row[j] + 1 : row[j - 1] + 1;
			if (change < row[j])
				row[j] = change;
		}
	}
	return row[nb];
}
