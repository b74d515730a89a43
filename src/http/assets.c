/* SPDX-License-Identifier: Apache-2.0 */
#include "http/assets.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static int by_path(const void *path, const void *asset)
{
	return strcmp(path, ((const struct asset *)asset)->path);
}

static bool is_hex(char c) { return isxdigit((unsigned char)c) != 0; }

static int hex_value(char c) { return isdigit((unsigned char)c) ? c - '0' : tolower((unsigned char)c) - 'a' + 10; }

/* What a browser sends of an address we made ourselves: no hidden slashes, dots
 * or control characters, no segment that climbs. */
static bool is_plain_address(const char *path)
{
	if (strlen(path) > ASSET_ADDRESS_MAX || strstr(path, "//"))
		return false;
	for (const char *at = path; *at; at++) {
		if (*at == '/' && at[1] == '.' && (!at[2] || at[2] == '/' || (at[2] == '.' && (!at[3] || at[3] == '/'))))
			return false;
		if (*at == '%') {
			int c = is_hex(at[1]) && is_hex(at[2]) ? hex_value(at[1]) * 16 + hex_value(at[2]) : 0;

			if (c < 0x20 || c == 0x7f || strchr("./\\%", c))
				return false;
		} else if (!isalnum((unsigned char)*at) && !strchr("/-._~!$&'()*+,;=:@", *at)) {
			return false;
		}
	}
	return true;
}

/* "assets/x", or a last part such as "logo.svg": a file that should be there. */
static bool asks_for_a_file(const char *below)
{
	static const char *const ends[] = { ".js", ".mjs", ".css", ".map", ".json", ".wasm", ".svg", ".png", ".jpg", ".ico",
		".woff2", ".txt", ".html", ".webmanifest", NULL };
	const char *dot = strrchr(below, '.');

	if (strncmp(below, "assets/", 7) == 0)
		return true;
	for (size_t i = 0; dot && ends[i]; i++)
		if (strcasecmp(dot, ends[i]) == 0)
			return true;
	return false;
}

const struct asset *asset_find(const struct assets *assets, const char *path)
{
	const struct asset *found = NULL;

	if (!assets || !assets->n)
		return NULL;
	found = bsearch(path, assets->at, assets->n, sizeof *assets->at, by_path);
	for (size_t i = 0; !found && i < assets->n; i++) {
		const struct asset *a = &assets->at[i];
		size_t n = strlen(a->path);

		if (a->kind == ASSET_PAGE && strncmp(path, a->path, n) == 0)
			return is_plain_address(path) && !asks_for_a_file(path + n) ? a : NULL;
	}
	return found;
}

const struct asset *asset_nearly(const struct assets *assets, const char *path)
{
	size_t n = strlen(path);

	for (size_t i = 0; assets && i < assets->n; i++) {
		const struct asset *a = &assets->at[i];

		if (a->kind == ASSET_PAGE && strlen(a->path) == n + 1 && strncmp(path, a->path, n) == 0)
			return a;
	}
	return NULL;
}

static void page_headers(struct answer *ret)
{
	answer_header(ret, "Content-Security-Policy", "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self'; "
		"img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; "
		"frame-ancestors 'none'; form-action 'none'");
	answer_header(ret, "Permissions-Policy", "camera=(self), geolocation=(), microphone=(), payment=(), usb=()");
}

void asset_answer(const struct asset *a, const struct request *req, struct arena *mem, struct answer *ret)
{
	bool brotli = a->brotli.n && encoding_accepted(req->accept_encoding, "br");
	bool gzip = !brotli && a->gzip.n && encoding_accepted(req->accept_encoding, "gzip");
	struct bytes body = brotli ? a->brotli : gzip ? a->gzip : a->plain;
	const char *tag = arena_print(mem, "\"%s%s\"", a->tag, brotli ? "-br" : gzip ? "-gz" : "");

	ret->status = 200;
	ret->type = a->type;
	ret->body = body.at;
	ret->n_body = body.n;
	answer_header(ret, "ETag", tag);
	answer_header(ret, "Cache-Control", a->kind == ASSET_HASHED ? "public, max-age=31536000, immutable" : "no-cache");
	if (a->brotli.n || a->gzip.n)
		answer_header(ret, "Vary", "Accept-Encoding");
	if (brotli || gzip)
		answer_header(ret, "Content-Encoding", brotli ? "br" : "gzip");
	if (a->kind == ASSET_PAGE)
		page_headers(ret);
	if (a->kind == ASSET_WORKER)      /* it may serve all that lies beside it */
		answer_header(ret, "Service-Worker-Allowed", arena_bytes(mem, a->path, (size_t)(strrchr(a->path, '/') + 1 - a->path)));
	answer_if_changed(ret, req);
}
