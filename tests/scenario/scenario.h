/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_SCENARIO_H
#define TESTS_SCENARIO_H
#include "base/buf.h"
#include <jansson.h>

/* The runner of .scn files (README.md beside this). */
enum { REPLY_HEADERS = 64, CAPTURES_MAX = 200, SIGNED_MAX = 50 };

struct reply {
	int    status;
	char  *raw;                       /* whole answer; the rest points into it */
	struct { char *name, *value; } headers[REPLY_HEADERS];
	size_t n_headers;
	char  *body;
	size_t n_body;
};

/* client.c: one request, one connection.  False when no answer came. */
bool        http_ask(struct arena *mem, int port, const char *request, size_t n, struct reply *ret);
const char *reply_header(const struct reply *r, const char *name);

/* match.c: "" when `got` has what `want` asks for, else where and why not. */
const char *json_mismatch(struct arena *mem, const json_t *want, const json_t *got, const char *at);
const json_t *json_at(const json_t *root, const char *path);      /* "$.lines[0].id", or NULL */

/* story.c: plays one file against a server. */
struct story {
	struct arena mem;
	const char  *path, *title;
	int          port, line, n_keys;
	struct { const char *name, *value; } captures[CAPTURES_MAX];
	size_t       n_captures;
	struct { const char *login, *token, *password; } signed_in[SIGNED_MAX];
	size_t       n_signed;
	const char  *last_login;
	struct buf   transcript;
	const char  *failure;             /* NULL while all is well */
	/* The server stops and starts anew at a later moment; NULL, or why it did not. */
	const char *(*at_time)(struct story *s, const char *time);
	void        *runner;
};
void story_play(struct story *s, char *text);
bool story_wants_demo(const char *text);
#endif
