/* SPDX-License-Identifier: Apache-2.0 */
#include "http/dispatch.h"
#include "base/sha256.h"
#include <string.h>
#include <strings.h>

enum { TOKEN_MAX = 200 };

static const char *cookie_name(const struct call *c)
{
	return c->d->secure_cookies ? "__Host-baogong_session" : "baogong_session";
}

/* The value of one cookie, or NULL. */
static const char *cookie_value(struct call *c)
{
	const char *name = cookie_name(c), *at = c->req->cookie;
	size_t n_name = strlen(name);

	while (at && *at) {
		size_t n = strcspn(at, ";");

		if (n > n_name && strncmp(at, name, n_name) == 0 && at[n_name] == '=' && n - n_name - 1 <= TOKEN_MAX)
			return arena_bytes(&c->cx.mem, at + n_name + 1, n - n_name - 1);
		at += n;
		at += strspn(at, "; ");
	}
	return NULL;
}

enum err session_read(struct call *c)
{
	const char *key = NULL, *cookie = NULL, *given = c->req->authorization;

	if (given) {
		if (strncasecmp(given, "Bearer ", 7) != 0 || strlen(given + 7) > TOKEN_MAX)
			return fail(&c->cx, ERR_NOT_SIGNED_IN, "Authorization", "Authorization 应为 Bearer 加密钥",
				    "Authorization should be Bearer and a key");
		key = given + 7;
	} else {
		cookie = cookie_value(c);
	}
	if (!key && (!cookie || !*cookie))
		return ERR_OK;
	c->by_cookie = !key;
	c->cx.session_token = key ? key : cookie;
	if (!c->d->hooks.authenticate)
		return fail(&c->cx, ERR_NOT_SIGNED_IN, NULL, "本服务没有账号", "there are no accounts here");
	return c->d->hooks.authenticate(&c->cx, &c->who);
}

char *http_csrf_token(const char *token, char ret[static HTTP_CSRF_ROOM])
{
	static const char purpose[] = "baogong csrf\n";
	unsigned char text[sizeof purpose + TOKEN_MAX];
	size_t n = strlen(token) <= TOKEN_MAX ? strlen(token) : TOKEN_MAX;
	struct hash h;

	memcpy(text, purpose, sizeof purpose);
	memcpy(text + sizeof purpose, token, n);
	h = sha256(text, sizeof purpose + n);
	return hash_write(&h, ret);
}

/* Constant time, whatever the length of what was sent. */
static bool same_secret(const char *want, const char *got)
{
	size_t n = strlen(want), m = strlen(got);
	unsigned char differs = n != m;

	for (size_t i = 0; i < n; i++)
		differs |= (unsigned char)(want[i] ^ got[m ? i % m : 0]);
	return !differs;
}

/* "http://host:port" against the Host header. */
static bool own_origin(const char *origin, const char *host)
{
	const char *at = strstr(origin, "://");

	return at && host && strcasecmp(at + 3, host) == 0;
}

/* A browser sends the cookie along with whatever another site made it send;
 * three locks: SameSite=Lax, the page's own origin, a secret another site cannot read. */
enum err session_guard(struct call *c)
{
	const struct request *r = c->req;
	char csrf[HTTP_CSRF_ROOM];
	bool same = r->fetch_site && strcasecmp(r->fetch_site, "same-origin") == 0;

	if (!same && !r->fetch_site && r->origin)
		same = own_origin(r->origin, r->host);
	if (r->origin && strcmp(r->origin, "null") != 0 && !own_origin(r->origin, r->host))
		same = false;
	if (!c->by_cookie)
		return ERR_OK;
	if (!same)
		return fail(&c->cx, ERR_FORBIDDEN, "Origin", "请求不是从本站页面发出的", "the request does not come from a page of this site");
	if (!r->csrf || !same_secret(http_csrf_token(c->cx.session_token, csrf), r->csrf))
		return fail(&c->cx, ERR_FORBIDDEN, "X-CSRF-Token", "缺少或不符：请求头 X-CSRF-Token 应是 Cookie baogong_csrf 的值",
			    "missing or different: the header X-CSRF-Token should be the value of the cookie baogong_csrf");
	return ERR_OK;
}

static void set_cookie(struct call *c, const char *name, const char *value, const char *more)
{
	const char *keep = !*value ? "; Max-Age=0" : c->cx.answer_session_s
		? arena_print(&c->cx.mem, "; Max-Age=%lld", (long long)c->cx.answer_session_s) : "";

	answer_header(&c->answer, "Set-Cookie", arena_print(&c->cx.mem, "%s=%s; Path=/; SameSite=Lax%s%s%s", name, value, more, keep,
		      c->d->secure_cookies ? "; Secure" : ""));
}

void session_answer(struct call *c)
{
	const char *token = c->cx.answer_session;

	if (!token || (c->code && *token))
		return;
	set_cookie(c, cookie_name(c), token, "; HttpOnly");
	set_cookie(c, c->d->secure_cookies ? "__Host-baogong_csrf" : "baogong_csrf",
		   *token ? http_csrf_token(token, arena_new(&c->cx.mem, HTTP_CSRF_ROOM)) : "", "");
}
