/* SPDX-License-Identifier: Apache-2.0 */
#include "http/dispatch.h"
#include "base/text.h"
#include <string.h>

static int64_t first_id(const struct shape *s, const void *from)
{
	for (const struct field *f = s ? s->fields : NULL; from && f && f->name; f++)
		if (f->kind == KIND_ID)
			return *(const int64_t *)((const char *)from + f->offset);
	return 0;
}

static int64_t id_called(const struct shape *s, const void *from, const char *name)
{
	const struct field *f = s && from ? shape_field(s, name) : NULL;

	return f && f->kind == KIND_ID ? *(const int64_t *)((const char *)from + f->offset) : 0;
}

/* From the path as sent, so that a refusal before decoding is about something too. */
static int64_t path_id(const struct call *c)
{
	char digits[24] = "";
	int64_t id;

	for (size_t i = 0; i < c->match.route->n_parts; i++) {
		size_t n = c->match.parts[i].n;

		if (!c->match.route->parts[i].is_name || n >= sizeof digits)
			continue;
		memcpy(digits, c->req->path + c->match.parts[i].from, n);
		digits[n] = '\0';
		if (text_read_i64(digits, &id) && id > 0)
			return id;
	}
	return 0;
}

struct http_audit call_about(const struct call *c, enum err code)
{
	const void *out = code ? NULL : c->out;
	const struct field *reason = c->in.out ? shape_field(c->in.shape, "reason") : NULL;
	const struct field *print = out && c->op->out ? shape_field(c->op->out, "sha256") : NULL;
	struct http_audit about = { .op = c->op, .code = code, .target_id = path_id(c) };

	if (!about.target_id)
		about.target_id = first_id(c->op->out, out);
	if (!about.target_id && c->in.out)
		about.target_id = first_id(c->in.shape, c->in.out);
	about.doc_id = id_called(c->op->out, out, "doc_id");
	if (!about.doc_id && c->in.out)
		about.doc_id = id_called(c->in.shape, c->in.out, "doc_id");
	if (reason && reason->kind == KIND_TEXT)
		about.reason = *(const char *const *)((const char *)c->in.out + reason->offset);
	if (!about.reason && print && print->kind == KIND_TEXT)         /* what was sent in, by its fingerprint */
		about.reason = *(const char *const *)((const char *)out + print->offset);
	return about;
}
