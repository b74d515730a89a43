/* SPDX-License-Identifier: Apache-2.0 */
#include "scenario.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One request as it is being put together. */
struct step {
	const char *method, *target, *as, *key, *language, *type;
	struct buf  headers, body;
	bool        has_body;
	int         line;
	struct reply reply;
	json_t     *json;
};

static void failed(struct story *s, const char *why)
{
	if (!s->failure)
		s->failure = arena_print(&s->mem, "%s:%d: %s", s->path, s->line, why);
}

static const char *captured(const struct story *s, const char *name, size_t n)
{
	for (size_t i = s->n_captures; i--;)
		if (strlen(s->captures[i].name) == n && memcmp(s->captures[i].name, name, n) == 0)
			return s->captures[i].value;
	return NULL;
}

/* {name} becomes what was captured; anything else in braces stays. */
static const char *filled(struct story *s, const char *text)
{
	struct buf b = BUF(&s->mem);

	for (; *text; text++) {
		size_t n = *text == '{' ? strspn(text + 1, "abcdefghijklmnopqrstuvwxyz0123456789_") : 0;
		const char *value = n && text[n + 1] == '}' ? captured(s, text + 1, n) : NULL;

		if (!value) {
			buf_char(&b, *text);
			continue;
		}
		buf_text(&b, value);
		text += n + 1;
	}
	return buf_get(&b);
}

static void keep(struct story *s, const char *name, const char *value)
{
	if (s->n_captures == CAPTURES_MAX)
		failed(s, "too many captures");
	else
		s->captures[s->n_captures].name = name, s->captures[s->n_captures++].value = value;
}

static const char *token_of(const struct story *s, const char *login)
{
	for (size_t i = s->n_signed; i--;)
		if (strcmp(s->signed_in[i].login, login) == 0)
			return s->signed_in[i].token;
	return NULL;
}

/* The story's next line without its end; NULL at the end. */
static char *next_line(struct story *s, char **at)
{
	char *line = *at, *end;

	if (!line || !*line)
		return NULL;
	end = strchr(line, '\n');
	*at = end ? end + 1 : NULL;
	if (end)
		*end = '\0';
	s->line++;
	return line;
}

static void write_transcript(struct story *s, const struct step *t)
{
	static const char *const told[] = { "Content-Type", "ETag", "Idempotent-Replay", "Allow", "Retry-After", "Content-Disposition" };
	bool text = t->reply.n_body == strlen(t->reply.body) && strncmp(t->target, "/api/", 5) == 0;

	buf_print(&s->transcript, "%s %s\n", t->method, t->target);
	if (t->as)
		buf_print(&s->transcript, "as: %s\n", t->as);
	if (t->has_body)
		buf_print(&s->transcript, "%s\n", buf_get(&t->body));
	buf_print(&s->transcript, "=> %d\n", t->reply.status);
	for (size_t i = 0; i < sizeof told / sizeof *told; i++)
		if (reply_header(&t->reply, told[i]))
			buf_print(&s->transcript, "%s: %s\n", told[i], reply_header(&t->reply, told[i]));
	if (text)                            /* outside /api/ there are timings and the store's name */
		buf_print(&s->transcript, "%s\n\n", t->reply.body);
	else
		buf_text(&s->transcript, "(not shown)\n\n");
}

static bool is_unsafe(const struct step *t) { return strcmp(t->method, "GET") != 0; }

static bool send_step(struct story *s, struct step *t)
{
	struct buf b = BUF(&s->mem);
	const char *login = t->as ? t->as : s->last_login, *token = login ? token_of(s, login) : NULL;

	if (t->as && !token && strcmp(t->as, "nobody") != 0) {
		failed(s, arena_print(&s->mem, "%s has not signed in", t->as));
		return false;
	}
	buf_print(&b, "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\nAccept-Language: %s\r\n", t->method, t->target,
		  s->port, t->language ? t->language : "zh");
	if (token && !(t->as && strcmp(t->as, "nobody") == 0))
		buf_print(&b, "Authorization: Bearer %s\r\n", token);
	if (!t->key && is_unsafe(t))
		buf_print(&b, "Idempotency-Key: step-%d\r\n", ++s->n_keys);
	else if (t->key && strcmp(t->key, "none") != 0)
		buf_print(&b, "Idempotency-Key: %s\r\n", t->key);
	buf_text(&b, buf_get(&t->headers));
	if (t->has_body || is_unsafe(t))
		buf_print(&b, "Content-Length: %zu\r\n", t->body.n);
	if (t->has_body)
		buf_print(&b, "Content-Type: %s\r\n", t->type ? t->type : "application/json");
	buf_text(&b, "\r\n");
	buf_add(&b, buf_get(&t->body), t->body.n);
	if (!http_ask(&s->mem, s->port, buf_get(&b), b.n, &t->reply)) {
		failed(s, "no answer came");
		return false;
	}
	t->json = json_loadb(t->reply.body, t->reply.n_body, 0, NULL);
	write_transcript(s, t);
	return true;
}

static void read_file(struct story *s, struct step *t, const char *name)
{
	const char *slash = strrchr(s->path, '/');
	FILE *f = fopen(arena_print(&s->mem, "%.*s%s", (int)(slash - s->path + 1), s->path, name), "rb");
	char part[8192];
	size_t n;

	t->has_body = true;
	if (!f) {
		failed(s, arena_print(&s->mem, "cannot read %s", name));
		return;
	}
	while ((n = fread(part, 1, sizeof part, f)) > 0)
		buf_add(&t->body, part, n);
	fclose(f);
}

static const char *after(const char *line, const char *word)
{
	size_t n = strlen(word);

	return strncmp(line, word, n) == 0 ? line + n + strspn(line + n, " ") : NULL;
}

/* Lines between the request line and "=>". */
static void read_detail(struct story *s, struct step *t, char *line)
{
	const char *value;

	if (t->has_body && !t->type)
		buf_print(&t->body, "\n%s", filled(s, line));
	else if ((value = after(line, "as:")))
		t->as = value;
	else if ((value = after(line, "key:")))
		t->key = value;
	else if ((value = after(line, "language:")))
		t->language = value;
	else if ((value = after(line, "type:")))
		t->type = value;
	else if ((value = after(line, "header:")))
		buf_print(&t->headers, "%s\r\n", filled(s, value));
	else if ((value = after(line, "file:")))
		read_file(s, t, value);
	else if ((value = after(line, "text:"))) {
		buf_print(&t->body, "%s%s", t->has_body ? "\n" : "", filled(s, value));
		t->has_body = true;
		t->type = t->type ? t->type : "text/plain";
	} else if (*line == '{' || *line == '[') {
		t->has_body = true;
		buf_text(&t->body, filled(s, line));
	} else {
		failed(s, arena_print(&s->mem, "cannot read '%s'", line));
	}
}

static void check_status(struct story *s, const struct step *t, const char *want)
{
	if (strtol(want, NULL, 10) != t->reply.status)
		failed(s, arena_print(&s->mem, "expected %s, got %d: %.600s", want, t->reply.status, t->reply.body));
}

static void check_reply(struct story *s, const struct step *t, const char *text)
{
	json_error_t error;
	json_t *want = json_loads(text, 0, &error);
	const char *why = want ? json_mismatch(&s->mem, want, t->json, "$")
		: arena_print(&s->mem, "the expected reply is no JSON: %s", error.text);

	if (*why)
		failed(s, why);
	json_decref(want);
}

static void capture(struct story *s, const struct step *t, char *rest)
{
	char *name = strtok_r(rest, " =", &rest), *path = strtok_r(NULL, " =", &rest);
	const json_t *value = path && *path == '$' ? json_at(t->json, path) : NULL;
	const char *text = NULL;

	if (json_is_string(value))
		text = json_string_value(value);
	else if (json_is_integer(value))
		text = arena_print(&s->mem, "%lld", (long long)json_integer_value(value));
	else if (path && strcmp(path, "header") == 0)
		text = reply_header(&t->reply, strtok_r(NULL, " ", &rest));
	if (!text)
		failed(s, arena_print(&s->mem, "nothing to capture at %s", path ? path : "?"));
	else
		keep(s, name, arena_text(&s->mem, text));
}

static void check_header(struct story *s, const struct step *t, char *rest)
{
	char *equals = strstr(rest, " = ");
	const char *got;

	if (!equals) {
		failed(s, "write: header Name = value");
		return;
	}
	*equals = '\0';
	got = reply_header(&t->reply, rest);
	if (!got || (strcmp(equals + 3, "*") != 0 && strcmp(filled(s, equals + 3), got) != 0))
		failed(s, arena_print(&s->mem, "header %s: expected %s, got %s", rest, equals + 3, got ? got : "none"));
}

/* The session an answer opened, under a name: a household comes in without login and password. */
static void comes_in(struct story *s, const struct step *t, const char *name)
{
	const char *cookie = reply_header(&t->reply, "Set-Cookie"), *token = cookie ? strchr(cookie, '=') : NULL;

	if (!token || s->n_signed == SIGNED_MAX) {
		failed(s, token ? "too many sign-ins" : "the answer opened no session");
		return;
	}
	s->signed_in[s->n_signed].password = NULL;
	s->signed_in[s->n_signed].token = arena_bytes(&s->mem, token + 1, strcspn(token + 1, ";"));
	s->signed_in[s->n_signed++].login = s->last_login = arena_text(&s->mem, name);
}

/* From "=> 200" to the end of the step. */
static void read_expectation(struct story *s, struct step *t, char *line, char **at)
{
	struct buf want = BUF(&s->mem);
	char *rest;

	check_status(s, t, line + 2 + strspn(line + 2, " "));
	for (; *at && **at && !s->failure; ) {
		if (**at == '\n' || **at == '#')
			break;
		line = next_line(s, at);
		if ((rest = (char *)(uintptr_t)after(line, "capture ")))
			capture(s, t, rest);
		else if ((rest = (char *)(uintptr_t)after(line, "header ")))
			check_header(s, t, rest);
		else if ((rest = (char *)(uintptr_t)after(line, "comes in ")))
			comes_in(s, t, rest);
		else if ((rest = (char *)(uintptr_t)after(line, "contains:"))) {
			if (!strstr(t->reply.body, filled(s, rest)))
				failed(s, arena_print(&s->mem, "no '%s' in: %.600s", rest, t->reply.body));
		} else {
			buf_print(&want, "%s\n", filled(s, line));
			if (!*at || !**at || **at == '\n' || **at == '#' || !strncmp(*at, "capture ", 8) || !strncmp(*at, "header ", 7)
			    || !strncmp(*at, "comes in ", 9))
				check_reply(s, t, buf_get(&want));
		}
	}
}

static void play_step(struct story *s, char *line, char **at)
{
	struct step t = { .method = line, .headers = BUF(&s->mem), .body = BUF(&s->mem), .line = s->line };
	char *space = strchr(line, ' ');

	*space = '\0';
	t.target = filled(s, space + 1);
	while (!s->failure && (line = next_line(s, at))) {
		if (strncmp(line, "=>", 2) == 0) {
			if (send_step(s, &t))
				read_expectation(s, &t, line, at);
			json_decref(t.json);
			return;
		}
		read_detail(s, &t, line);
	}
	failed(s, "the request has no '=> STATUS'");
}

static void sign_in(struct story *s, char *rest)
{
	char *login = strtok_r(rest, " ", &rest);
	struct step t = { .method = "POST", .target = "/api/v1/session", .as = "nobody", .has_body = true,
			  .headers = BUF(&s->mem), .body = BUF(&s->mem) };
	const char *cookie, *token;

	buf_print(&t.body, "{\"login\":\"%s\",\"password\":\"%s\"}", login, filled(s, rest));
	if (!send_step(s, &t))
		return;
	json_decref(t.json);
	cookie = reply_header(&t.reply, "Set-Cookie");
	token = cookie ? strchr(cookie, '=') : NULL;
	if (t.reply.status != 200 || !token) {
		failed(s, arena_print(&s->mem, "%s could not sign in: %.400s", login, t.reply.body));
		return;
	}
	if (s->n_signed == SIGNED_MAX) {
		failed(s, "too many sign-ins");
		return;
	}
	s->signed_in[s->n_signed].password = arena_text(&s->mem, filled(s, rest));
	s->signed_in[s->n_signed].token = arena_bytes(&s->mem, token + 1, strcspn(token + 1, ";"));
	s->signed_in[s->n_signed++].login = s->last_login = login;
}

/* The night passes: the server starts anew at that moment, and everybody signs in
 * again, for sessions have ended. */
static void to_time(struct story *s, const char *when)
{
	size_t n = s->n_signed;
	const char *why, *last = s->last_login;

	why = s->at_time(s, arena_print(&s->mem, "%.10sT%.5s:00+08:00", when, strlen(when) == 16 ? when + 11 : "00:00"));
	if (why) {
		failed(s, why);
		return;
	}
	buf_print(&s->transcript, "clock %s\n\n", when);
	for (size_t i = 0; i < n && !s->failure; i++) {
		bool again = false;

		for (size_t k = i + 1; k < n; k++)
			again |= strcmp(s->signed_in[k].login, s->signed_in[i].login) == 0;
		if (!again && s->signed_in[i].password)       /* a household's phone stays in */
			sign_in(s, arena_print(&s->mem, "%s %s", s->signed_in[i].login, s->signed_in[i].password));
	}
	s->last_login = last;
}

bool story_wants_demo(const char *text) { return strncmp(text, "world: demo", 11) == 0 || strstr(text, "\nworld: demo"); }

void story_play(struct story *s, char *text)
{
	char *at = text, *line, *rest;

	s->transcript = BUF(&s->mem);
	s->title = arena_print(&s->mem, "%.*s", (int)strcspn(text + strspn(text, "# "), "\n"), text + strspn(text, "# "));
	while (!s->failure && (line = next_line(s, &at))) {
		if (*line == '#' || !*line || after(line, "world:")) {
			continue;
		} else if ((rest = (char *)(uintptr_t)after(line, "sign in "))) {
			sign_in(s, rest);
		} else if ((rest = (char *)(uintptr_t)after(line, "clock "))) {
			to_time(s, rest);
		} else if (isupper((unsigned char)*line) && strstr(line, " /")) {
			play_step(s, line, &at);
		} else {
			failed(s, arena_print(&s->mem, "cannot read '%s'", line));
		}
	}
}
