/* SPDX-License-Identifier: Apache-2.0 */
#include "http/decode.h"
#include "http/route.h"
#include <string.h>

enum { SHAPE_DEPTH_MAX = 8 };

static enum err wrong(struct ctx *cx, const struct op *op, const char *what)
{
	return fail(cx, ERR_BROKEN, NULL, "操作表 %s（%s）：%s", "op row %s (%s): %s",
		    op->name ? op->name : "?", op->path ? op->path : "?", what);
}

static enum err wrong_field(struct ctx *cx, const struct op *op, const struct shape *s, const struct field *f,
			    const char *what)
{
	return fail(cx, ERR_BROKEN, f->name, "操作表 %s：%s.%s：%s", "op row %s: %s.%s: %s", op->name, s->name,
		    f->name, what);
}

static enum err field_check(struct ctx *cx, const struct op *op, const struct shape *s, const struct field *f)
{
	if (f->offset >= s->size)
		return wrong_field(cx, op, s, f, "lies outside its struct");
	if (!f->doc || !*f->doc)
		return wrong_field(cx, op, s, f, "has no description");
	if (shape_field(s, f->name) != f)
		return wrong_field(cx, op, s, f, "is there twice");
	if (f->min > f->max)
		return wrong_field(cx, op, s, f, "its least is more than its most");
	if (f->kind == KIND_WORD && (!f->words || !f->words[0]))
		return wrong_field(cx, op, s, f, "has no words");
	if ((f->kind == KIND_OBJECT || f->kind == KIND_LIST) && !f->inner)
		return wrong_field(cx, op, s, f, "has no inner shape");
	if ((f->kind == KIND_TEXT || f->kind == KIND_LIST) && (f->min < 0 || f->max < 1))
		return wrong_field(cx, op, s, f, "its length has no limit");
	if (strstr(f->name, "password") && f->kind == KIND_TEXT && !f->secret)
		return wrong_field(cx, op, s, f, "is a password: use SECRET_TEXT");
	return ERR_OK;
}

static enum err shape_check(struct ctx *cx, const struct op *op, const struct shape *s, int depth)
{
	int n_bytes = 0;

	if (depth > SHAPE_DEPTH_MAX)
		return wrong(cx, op, "its shapes nest too deep");
	for (const struct field *f = s->fields; f->name; f++) {
		TRY(field_check(cx, op, s, f));
		n_bytes += f->kind == KIND_BYTES;
		if (f->kind == KIND_BYTES && depth)
			return wrong_field(cx, op, s, f, "bytes stand only at the top");
		if (f->inner)
			TRY(shape_check(cx, op, f->inner, depth + 1));
	}
	return n_bytes > 1 ? wrong(cx, op, "one BYTES field at most") : ERR_OK;
}

static const struct field *bytes_of(const struct shape *s)
{
	for (const struct field *f = s ? s->fields : NULL; f && f->name; f++)
		if (f->kind == KIND_BYTES)
			return f;
	return NULL;
}

static enum err in_check(struct ctx *cx, const struct op *op)
{
	bool from_query = strcmp(op->method, "GET") == 0 || strcmp(op->method, "DELETE") == 0 || bytes_of(op->in);

	for (const struct field *f = op->in->fields; f->name; f++) {
		if (from_query && (f->kind == KIND_OBJECT || f->kind == KIND_LIST))
			return wrong_field(cx, op, op->in, f, "a query string holds no lists and objects");
		if (strcmp(f->name, "version") == 0 && f->kind != KIND_I64)
			return wrong_field(cx, op, op->in, f, "a version is I64");
	}
	return ERR_OK;
}

static enum err out_check(struct ctx *cx, const struct op *op)
{
	const struct field *body = bytes_of(op->out), *type, *name;

	if (!body)
		return ERR_OK;
	type = shape_field(op->out, "type");
	name = shape_field(op->out, "name");
	if (strcmp(body->name, "body") != 0 || !type || type->kind != KIND_TEXT || !name || name->kind != KIND_TEXT)
		return wrong(cx, op, "a file to download is BYTES body with TEXT type and TEXT name");
	if (op->tx == TX_WRITE && !(op->flags & OP_ONCE_ANYWAY))
		return wrong(cx, op, "a file cannot be kept for a repeated write; use OP_ONCE_ANYWAY");
	return ERR_OK;
}

/* Every {name} of the path is a required field of the in-shape. */
static enum err path_check(struct ctx *cx, const struct op *op)
{
	for (const char *at = strchr(op->path, '{'); at; at = strchr(at, '{')) {
		size_t n = strcspn(++at, "}/");
		const struct field *f;

		if (at[n] != '}' || at[-2] != '/' || (at[n + 1] && at[n + 1] != '/'))
			return wrong(cx, op, "its path has a name that is not a whole part");
		f = op->in ? shape_field(op->in, arena_bytes(&cx->mem, at, n)) : NULL;
		if (!f || f->optional)
			return wrong(cx, op, "a name in its path is no required field of its in-shape");
	}
	return ERR_OK;
}

/* A page or file for everybody, outside the API. */
static bool is_page(const struct op *op)
{
	return op->path[0] == '/' && strncmp(op->path, "/api", 4) != 0 && op->flags & OP_SHARED && bytes_of(op->out);
}

enum err op_check(struct ctx *cx, const struct op *op)
{
	static const char *const methods[] = { "GET", "POST", "PUT", "PATCH", "DELETE", NULL };
	size_t i = 0;

	while (methods[i] && strcmp(methods[i], op->method) != 0)
		i++;
	if (!methods[i])
		return wrong(cx, op, "its method is none of GET POST PUT PATCH DELETE");
	if (!op->name || !op->path || (strncmp(op->path, "/api/v1/", 8) != 0 && !is_page(op)))
		return wrong(cx, op, "it needs a name, and a path under /api/v1/");
	if (!perm_slug(op->perm))
		return wrong(cx, op, "it names no permission");
	if (op->flags & OP_SHARED && (op->perm != PERM_PUBLIC || i != 0))
		return wrong(cx, op, "only a GET open to everybody is the same for all");
	if (!op->zh || !op->en || !op->run)
		return wrong(cx, op, "it needs both descriptions and a function");
	if (i == 0 && op->tx == TX_WRITE)
		return wrong(cx, op, "GET changes nothing");
	if (op->in) {
		TRY(shape_check(cx, op, op->in, 0));
		TRY(in_check(cx, op));
	}
	if (op->out) {
		TRY(shape_check(cx, op, op->out, 0));
		TRY(out_check(cx, op));
	}
	return path_check(cx, op);
}
