/* SPDX-License-Identifier: Apache-2.0 */
#include "file/gzip.h"
#include <zlib.h>

enum { GZIP_WINDOW = 15 + 16, MEMORY_LEVEL = 8 };

enum err gzip(struct ctx *cx, const void *bytes, size_t n, struct bytes *ret)
{
	z_stream z = { .next_in = (Bytef *)(uintptr_t)bytes, .avail_in = (uInt)n };
	unsigned char *room;
	size_t most;
	int state;

	if (n > UINT32_MAX / 2 || deflateInit2(&z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, GZIP_WINDOW, MEMORY_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK)
		return fail(cx, ERR_TOO_LARGE, NULL, "内容太大，无法压缩", "too large to be packed");
	most = deflateBound(&z, n);
	room = arena_new(&cx->mem, most + 1);
	z.next_out = room;
	z.avail_out = (uInt)most;
	state = deflate(&z, Z_FINISH);
	*ret = (struct bytes){ room, z.total_out };
	deflateEnd(&z);
	return state == Z_STREAM_END ? ERR_OK : fail(cx, ERR_BROKEN, NULL, "压缩失败，请重试", "packing failed; try again");
}
