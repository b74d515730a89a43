/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"
#include "file/table_read.h"
#include <assert.h>
#include <errno.h>
#include <iconv.h>
#include <string.h>

/* From the bytes of a file to clean UTF-8.
 *
 * iconv is asked for three encodings only, by names written here.  Where it
 * refuses, the length of what is skipped is decided here: a two or four byte
 * GB18030 character that is whole but unassigned goes as one, of anything
 * else one byte, so that a stray lead byte never swallows the comma, quote or
 * line end behind it. */

enum { BROKEN_BYTE = 0xff };            /* stands for what iconv refused: never part of UTF-8 */

struct raw {
	const char *at;                 /* UTF-8 but for BROKEN_BYTEs */
	size_t      n;
	size_t     *bytes;              /* of each BROKEN_BYTE, its place in the file */
	size_t      n_bytes, bytes_room;
	size_t      shift;              /* where there is no list: bytes cut off in front */
};

/* How many characters of three bytes or more (Chinese) stand whole, and how many
 * bytes fit no character. */
static void count_characters(const unsigned char *s, size_t n, size_t *ret_chinese, size_t *ret_bad)
{
	size_t chinese = 0, bad = 0;

	for (size_t i = 0; i < n;) {
		size_t len = s[i] < 0x80 ? 1 : s[i] >> 5 == 6 ? 2 : s[i] >> 4 == 14 ? 3 : s[i] >> 3 == 30 ? 4 : 0;
		size_t have = 1;

		while (have < len && i + have < n && s[i + have] >> 6 == 2)
			have++;
		chinese += have == len && len > 2;
		bad += have != len;
		i += have == len ? len : 1;
	}
	*ret_chinese = chinese;
	*ret_bad = bad;
}

/* UTF-8, or GB18030?  Chinese in GB18030 is broken as UTF-8 at nearly every
 * character, and what is whole by chance has two bytes, hardly ever three; a
 * damaged UTF-8 file is broken here and there. */
bool text_looks_like_utf8(const void *bytes, size_t n)
{
	size_t chinese, bad;

	count_characters(bytes, n, &chinese, &bad);
	return bad == 0 || chinese > bad;
}

static size_t skip_gb18030(const unsigned char *s, size_t n)
{
	bool lead = s[0] >= 0x81 && s[0] <= 0xfe;

	if (lead && n >= 2 && s[1] >= 0x40 && s[1] <= 0xfe && s[1] != 0x7f)
		return s[1] >= 0x80 ? 2 : 1;      /* an unassigned pair: keep a letter that ends it */
	if (lead && n >= 4 && s[1] >= 0x30 && s[1] <= 0x39 && s[2] >= 0x81 && s[2] <= 0xfe
	    && s[3] >= 0x30 && s[3] <= 0x39)
		return 4;
	return 1;
}

static size_t skip_utf16(size_t n) { return n < 2 ? n : 2; }

static enum err too_many_flaws(struct ctx *cx, const char *name, const char *encoding)
{
	return fail(cx, ERR_BAD_INPUT, name, "%s：按 %s 读，超过 %d 处读不通；请另存为 UTF-8 的 CSV 或 .xlsx 再试",
		    "%s: read as %s, more than %d places are broken; save it as UTF-8 CSV or .xlsx and try again",
		    name, encoding, TABLE_FLAWS_MAX);
}

/* Converts all of it; what is refused becomes one BROKEN_BYTE. */
static enum err convert(struct ctx *cx, const char *name, const char *encoding, const char *bytes, size_t n,
			size_t shift, struct raw *ret)
{
	size_t room = n + n / 2 + 8, left = n, out_left = room;
	char *at = arena_new(&cx->mem, room), *out = at, *in = (char *)bytes;
	enum err e = ERR_OK;
	iconv_t cd = iconv_open("UTF-8", encoding);

	if (cd == (iconv_t)-1)
		return fail(cx, ERR_BROKEN, name, "本机不能转换 %s 编码，请安装 libc6 的 gconv 部分",
			    "this machine cannot convert %s; install the gconv part of libc6", encoding);
	while (left && iconv(cd, &in, &left, &out, &out_left) == (size_t)-1 && !e) {
		size_t skip = strcmp(encoding, "GB18030") == 0
			? skip_gb18030((const unsigned char *)in, left) : skip_utf16(left);

		assert(errno != E2BIG && out_left);
		if (ret->n_bytes == TABLE_FLAWS_MAX)
			e = too_many_flaws(cx, name, encoding);
		arena_push(&cx->mem, ret->bytes, ret->n_bytes, ret->bytes_room) =
			(size_t)(in - bytes) + shift + 1;
		*out++ = (char)BROKEN_BYTE;
		out_left--;
		in += skip;
		left -= skip;
		iconv(cd, NULL, NULL, NULL, NULL);
	}
	iconv_close(cd);
	ret->at = at;
	ret->n = (size_t)(out - at);
	return e;
}

/* How many bytes to drop where text_good_bytes() stopped, and what they were. */
static size_t bad_character(const unsigned char *s, size_t n, uint32_t *ret_code)
{
	size_t len = s[0] < 0x80 ? 1 : s[0] >> 5 == 6 ? 2 : s[0] >> 4 == 14 ? 3 : s[0] >> 3 == 30 ? 4 : 0;
	uint32_t c;

	*ret_code = 0;
	if (!len || len > n)
		return 1;
	c = len == 1 ? s[0] : s[0] & (0xffu >> (len + 1));
	for (size_t i = 1; i < len; i++) {
		if (s[i] >> 6 != 2)
			return 1;
		c = c << 6 | (s[i] & 0x3f);
	}
	*ret_code = c;
	return len;
}

/* Copies the welcome characters; the others become U+FFFD and a flaw. */
static enum err clean(struct ctx *cx, const char *name, const struct raw *raw, struct decoded *d)
{
	struct decode_flaw *flaws = NULL;
	size_t n_flaws = 0, room = 0, n_broken = 0, in = 0, out = 0;
	char *text = arena_new(&cx->mem, raw->n + 3 * TABLE_FLAWS_MAX + 2);

	while (in < raw->n) {
		size_t good = text_good_bytes(raw->at + in, raw->n - in), byte;
		uint32_t code;

		memcpy(text + 1 + out, raw->at + in, good);
		in += good;
		out += good;
		if (in == raw->n)
			break;
		if (n_flaws == TABLE_FLAWS_MAX)
			return too_many_flaws(cx, name, d->encoding);
		byte = !raw->bytes ? in + raw->shift + 1
			: (unsigned char)raw->at[in] == BROKEN_BYTE ? raw->bytes[n_broken++] : 0;
		in += bad_character((const unsigned char *)raw->at + in, raw->n - in, &code);
		arena_push(&cx->mem, flaws, n_flaws, room) = (struct decode_flaw){
			.at = out + 1, .byte = byte, .code = code };
		memcpy(text + 1 + out, "\xef\xbf\xbd", 3);
		out += 3;
	}
	d->text = text;
	d->n = out;
	d->flaws = flaws;
	d->n_flaws = n_flaws;
	return ERR_OK;
}

enum err text_decode(struct ctx *cx, const char *name, const void *bytes, size_t n, struct decoded *ret)
{
	const char *at = bytes;
	size_t bom = n >= 3 && memcmp(at, "\xef\xbb\xbf", 3) == 0 ? 3
		: n >= 2 && (memcmp(at, "\xff\xfe", 2) == 0 || memcmp(at, "\xfe\xff", 2) == 0) ? 2 : 0;
	struct raw raw = { .shift = bom };
	struct decoded d = { 0 };

	d.encoding = bom == 2 ? ((unsigned char)at[0] == 0xff ? "UTF-16LE" : "UTF-16BE")
		: bom == 3 || text_looks_like_utf8(at, n) ? "UTF-8" : "GB18030";
	if (strcmp(d.encoding, "UTF-8") == 0) {
		raw.at = at + bom;
		raw.n = n - bom;
	} else {
		TRY(convert(cx, name, d.encoding, at + bom, n - bom, bom, &raw));
	}
	TRY(clean(cx, name, &raw, &d));
	*ret = d;
	return ERR_OK;
}
