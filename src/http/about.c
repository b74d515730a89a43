/* SPDX-License-Identifier: Apache-2.0 */
#include "http/dispatch.h"
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

static int64_t path_id(const struct call *c)
{
	for (size_t i = 0; c->in.out && i < c->match.route->n_parts; i++) {
		const struct route_part *p = &c->match.route->parts[i];

		for (const struct field *f = c->in.shape->fields; p->is_name && f->name; f++)
			if (f->kind == KIND_ID && strlen(f->name) == p->n && memcmp(f->name, p->at, p->n) == 0)
				return *(const int64_t *)((const char *)c->in.out + f->offset);
	}
	return 0;
}

struct http_audit call_about(const struct call *c, enum err code)
{
	const void *out = code ? NULL : c->out;
	const struct field *reason = c->in.out ? shape_field(c->in.shape, "reason") : NULL;
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
	return about;
}
