/* SPDX-License-Identifier: Apache-2.0 */
#include "http/dispatch.h"
#include "base/sha256.h"
#include "http/json.h"
#include <assert.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

void answer_header(struct answer *a, const char *name, const char *value)
{
	assert(a->n_headers < ANSWER_HEADERS_MAX);
	a->headers[a->n_headers].name = name;
	a->headers[a->n_headers++].value = value;
}

/* If-None-Match: "a", W/"b-br" or *; a proxy may have weakened our tag. */
static bool has_tag(const char *list, const char *tag)
{
	for (const char *at = list; at && *at; at += *at == ',') {
		size_t n;

		at += strspn(at, " \t");
		if (*at == '*')
			return true;
		at += strncmp(at, "W/", 2) == 0 ? 2 : 0;
		n = strcspn(at, ", \t");
		if (n == strlen(tag) && strncmp(at, tag, n) == 0)
			return true;
		at += strcspn(at, ",");
	}
	return false;
}

static const char *without_weak(const char *tag) { return strncmp(tag, "W/", 2) == 0 ? tag + 2 : tag; }

void answer_if_changed(struct answer *a, const struct request *req)
{
	for (size_t i = 0; i < a->n_headers; i++)
		if (strcmp(a->headers[i].name, "ETag") == 0 && has_tag(req->if_none_match, without_weak(a->headers[i].value))) {
			a->status = 304;
			a->body = "";
			a->n_body = 0;
			return;
		}
}

/* The first language of Accept-Language that we speak; Chinese when none. */
bool request_is_english(const struct request *req)
{
	for (const char *at = req->accept_language; at && *at; at += *at == ',') {
		at += strspn(at, " \t");
		if (strncasecmp(at, "zh", 2) == 0)
			return false;
		if (strncasecmp(at, "en", 2) == 0)
			return true;
		at += strcspn(at, ",");
	}
	return false;
}

static void write_problems(struct buf *b, const struct call *c, bool english)
{
	buf_text(b, ",\"errors\":[");
	for (size_t i = 0; i < c->in.n_problems; i++) {
		const struct problem *p = &c->in.problems[i];

		buf_print(b, "%s{\"field\":", i ? "," : "");
		json_text(b, p->field);
		buf_text(b, ",\"detail\":");
		json_text(b, english ? p->en : p->zh);
		buf_text(b, ",\"detail_en\":");
		json_text(b, p->en);
		buf_char(b, '}');
	}
	buf_char(b, ']');
}

static void add_member(struct buf *b, const char *name, const char *value)
{
	buf_print(b, "%s\"%s\":", b->n > 1 ? "," : "", name);
	json_text(b, value);
}

/* RFC 9457, with the kind, the field and both languages.  A fault of our own
 * (BROKEN) is told to the log, not to the caller. */
void call_refuse(struct call *c, int status)
{
	const struct fault *f = &c->cx.fault;
	bool english = request_is_english(c->req), ours = f->code == ERR_BROKEN;
	struct buf b = BUF(&c->cx.mem);

	assert(f->code != ERR_OK);
	status = status ? status : c->answer.status ? c->answer.status : err_http(f->code);
	buf_char(&b, '{');
	add_member(&b, "type", arena_print(&c->cx.mem, "urn:baogong:%s", err_slug(f->code)));
	add_member(&b, "title", english ? err_title_en(f->code) : err_title_zh(f->code));
	buf_print(&b, ",\"status\":%d", status);
	add_member(&b, "kind", err_slug(f->code));
	if (f->field[0])
		add_member(&b, "field", f->field);
	add_member(&b, "detail", ours ? (english ? err_title_en(f->code) : err_title_zh(f->code)) : english ? f->en : f->zh);
	add_member(&b, "detail_en", ours ? err_title_en(f->code) : f->en);
	add_member(&b, "request_id", c->req->request_id ? c->req->request_id : "");
	if (c->in.n_problems > 1 && f->code == ERR_BAD_INPUT)
		write_problems(&b, c, english);
	buf_char(&b, '}');
	c->code = f->code;
	c->answer.status = status;
	c->answer.type = "application/problem+json";
	c->answer.body = buf_get(&b);
	c->answer.n_body = b.n;
	if (status == 401)
		answer_header(&c->answer, "WWW-Authenticate", "Bearer");
	if (status == 503 || status == 429)
		answer_header(&c->answer, "Retry-After", status == 503 ? "1" : "60");
	answer_header(&c->answer, "Cache-Control", "no-store");
	answer_header(&c->answer, "Content-Language", english ? "en" : "zh-CN");
	session_answer(c);
}

/* filename*=UTF-8''%E6%9C%88.xlsx, which every browser of today reads. */
static const char *attachment(struct arena *mem, const char *name)
{
	struct buf b = BUF(mem);

	buf_text(&b, "attachment; filename*=UTF-8''");
	for (; *name; name++) {
		unsigned char c = (unsigned char)*name;

		if (isalnum(c) || c == '.' || c == '-' || c == '_')
			buf_char(&b, *name);
		else
			buf_print(&b, "%%%02X", c);
	}
	return buf_get(&b);
}

static const char *text_of(const struct shape *s, const void *out, const char *name)
{
	return *(const char *const *)((const char *)out + shape_field(s, name)->offset);
}

/* No cookie: what one caller gets is what the next one gets. */
static void answer_shared(struct call *c)
{
	struct hash digest = sha256(c->answer.body, c->answer.n_body);
	char hex[SHA256_HEX];

	hash_write(&digest, hex);
	answer_header(&c->answer, "ETag", arena_print(&c->cx.mem, "W/\"%.20s\"", hex));
	answer_header(&c->answer, "Cache-Control", "public, max-age=60");
}

void answer_from_out(struct call *c)
{
	const struct shape *s = c->op->out;
	const struct field *version = s ? shape_field(s, "version") : NULL, *body = s ? shape_field(s, "body") : NULL;
	struct buf b = BUF(&c->cx.mem);

	c->answer.status = 200;
	c->answer.type = "application/json";
	if (body && body->kind == KIND_BYTES) {
		const struct bytes *file = (const struct bytes *)((const char *)c->out + body->offset);

		c->answer.type = text_of(s, c->out, "type");
		c->answer.body = file->at;
		c->answer.n_body = file->n;
		if (*text_of(s, c->out, "name"))
			answer_header(&c->answer, "Content-Disposition", attachment(&c->cx.mem, text_of(s, c->out, "name")));
	} else {
		if (s)
			json_write(&b, s, c->out, JSON_ALL);
		else
			buf_text(&b, "{}");
		c->answer.body = buf_get(&b);
		c->answer.n_body = b.n;
	}
	if (version && version->kind == KIND_I64)
		answer_header(&c->answer, "ETag", arena_print(&c->cx.mem, "\"%lld\"",
			      (long long)*(const int64_t *)((const char *)c->out + version->offset)));
	if (c->op->flags & OP_SHARED) {
		answer_shared(c);
		return;
	}
	answer_header(&c->answer, "Cache-Control", c->op->perm == PERM_PUBLIC && c->op->tx == TX_READ ? "no-cache" : "no-store");
	session_answer(c);
}
