/* SPDX-License-Identifier: Apache-2.0 */
#include "http/dispatch.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>

enum { SQUEEZE_MIN = 1400, SQUEEZE_LEVEL = 4, GZIP_WINDOW = 15 + 16 };      /* below one packet nothing is gained */

bool encoding_accepted(const char *list, const char *name)
{
	bool by_star = false;

	for (const char *at = list; at && *at; at += *at == ',') {
		size_t n;
		bool named, star, zero;
		const char *q;

		at += strspn(at, " \t");
		n = strcspn(at, ",; \t");
		named = n == strlen(name) && strncasecmp(at, name, n) == 0;
		star = n == 1 && *at == '*';
		q = at + n + strspn(at + n, " \t;");
		zero = strncasecmp(q, "q=0", 3) == 0 && strspn(q + 3, ".0") == strcspn(q + 3, ", \t");
		if (named)
			return !zero;
		by_star = by_star || (star && !zero);
		at += strcspn(at, ",");
	}
	return by_star;
}

static bool is_text(const char *type)
{
	return strncmp(type, "application/json", 16) == 0 || (strncmp(type, "text/", 5) == 0 && strcmp(type, "text/event-stream") != 0)
		|| strncmp(type, "image/svg", 9) == 0;
}

bool answer_may_shrink(const struct answer *a)
{
	return a->status == 200 && a->n_body >= SQUEEZE_MIN && is_text(a->type);
}

struct bytes squeeze(struct arena *mem, struct bytes plain)
{
	z_stream z = { 0 };
	struct bytes made = { 0 };
	unsigned char *out;
	uLong room;

	if (plain.n > UINT32_MAX || deflateInit2(&z, SQUEEZE_LEVEL, Z_DEFLATED, GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		return made;
	room = deflateBound(&z, (uLong)plain.n);
	out = arena_new(mem, room);
	z.next_in = (Bytef *)(uintptr_t)plain.at;
	z.avail_in = (uInt)plain.n;
	z.next_out = out;
	z.avail_out = (uInt)room;
	if (deflate(&z, Z_FINISH) == Z_STREAM_END && z.total_out < plain.n)
		made = (struct bytes){ out, z.total_out };
	deflateEnd(&z);
	return made;
}

void answer_squeeze(struct answer *a, const struct request *req, struct arena *mem)
{
	struct bytes small;

	if (!answer_may_shrink(a) || strcmp(req->method, "GET") != 0)
		return;
	answer_header(a, "Vary", "Accept-Encoding");
	if (!encoding_accepted(req->accept_encoding, "gzip"))
		return;
	small = squeeze(mem, (struct bytes){ a->body, a->n_body });
	if (!small.n)
		return;
	a->body = small.at;
	a->n_body = small.n;
	answer_header(a, "Content-Encoding", "gzip");
}
