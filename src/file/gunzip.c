/* SPDX-License-Identifier: Apache-2.0 */
#include "file/vrp.h"
#include <string.h>
#include <zlib.h>

enum { GZIP_WINDOW = 15 + 16, FIRST_ROOM = 1 << 16 };

/* Inflates until the stream ends; several streams one after another are one text. */
static int inflate_all(struct ctx *cx, z_stream *z, size_t most, char **ret, size_t *ret_n)
{
	size_t room = FIRST_ROOM < most ? FIRST_ROOM : most, n = 0;
	char *out = arena_new(&cx->mem, room + 1);
	int state = Z_OK;

	while (state == Z_OK) {
		if (n == room) {
			size_t wider = room * 2 < most ? room * 2 : most;

			if (room == most)
				return Z_BUF_ERROR;
			out = arena_grow(&cx->mem, out, room, wider + 1);
			room = wider;
		}
		z->next_out = (Bytef *)out + n;
		z->avail_out = (uInt)(room - n);
		state = inflate(z, Z_NO_FLUSH);
		n = room - z->avail_out;
		if (state == Z_STREAM_END && z->avail_in > 0)
			state = inflateReset(z);
	}
	out[n] = '\0';
	*ret = out;
	*ret_n = n;
	return state;
}

enum err gunzip(struct ctx *cx, const char *bytes, size_t n, size_t most, const char **ret, size_t *ret_n)
{
	z_stream z = { .next_in = (Bytef *)(uintptr_t)bytes, .avail_in = (uInt)n };
	char *out = NULL;
	int state;

	*ret = bytes;
	*ret_n = n;
	if (n < 2 || memcmp(bytes, "\x1f\x8b", 2) != 0)
		return ERR_OK;
	if (n > UINT32_MAX || inflateInit2(&z, GZIP_WINDOW) != Z_OK)
		return fail(cx, ERR_TOO_LARGE, "", "文件太大", "the file is too large");
	state = inflate_all(cx, &z, most, &out, ret_n);
	inflateEnd(&z);
	if (!out)
		return fail(cx, ERR_TOO_LARGE, "", "解压后超过 %zu MB", "more than %zu MB when unpacked", most >> 20);
	if (state != Z_STREAM_END)
		return fail(cx, ERR_BAD_INPUT, "", "gzip 文件损坏或不完整", "the gzip file is damaged or cut short");
	*ret = out;
	return ERR_OK;
}
