/* SPDX-License-Identifier: Apache-2.0 */
#include "http/route.h"
#include <stdio.h>
#include <string.h>

size_t route_family(const char *path)
{
	size_t from = strncmp(path, "/api/v1/", 8) == 0 ? 8 : 1;

	return from + strcspn(path + from, "/");
}

static bool split(const char *path, struct route *r)
{
	while (*path == '/') {
		size_t n = strcspn(++path, "/");

		if (r->n_parts == ROUTE_PARTS_MAX)
			return false;
		r->parts[r->n_parts++] = *path == '{'
			? (struct route_part){ path + 1, n - 2, true } : (struct route_part){ path, n, false };
		path += n;
	}
	return *path == '\0';
}

/* Whether two rows would take the same request. */
static bool same_path(const struct route *a, const struct route *b)
{
	if (a->n_parts != b->n_parts || strcmp(a->op->method, b->op->method) != 0)
		return false;
	for (size_t i = 0; i < a->n_parts; i++) {
		const struct route_part *p = &a->parts[i], *q = &b->parts[i];

		if (p->is_name != q->is_name || (!p->is_name && (p->n != q->n || memcmp(p->at, q->at, p->n) != 0)))
			return false;
	}
	return true;
}

static enum err add_route(struct ctx *cx, const struct op *op, struct routes *ret)
{
	struct route *r = &ret->at[ret->n];

	TRY(op_check(cx, op));
	if (ret->n == ROUTE_OPS_MAX)
		return fail(cx, ERR_BROKEN, NULL, "操作多于 %d 个", "more than %d ops", ROUTE_OPS_MAX);
	*r = (struct route){ .op = op };
	if (!split(op->path, r))
		return fail(cx, ERR_BROKEN, NULL, "操作 %s 的路径 %s 读不通", "op %s: its path %s cannot be read",
			    op->name, op->path);
	for (size_t i = 0; i < ret->n; i++) {
		if (strcmp(ret->at[i].op->name, op->name) == 0)
			return fail(cx, ERR_BROKEN, NULL, "两个操作都叫 %s", "two ops are called %s", op->name);
		if (same_path(&ret->at[i], r))
			return fail(cx, ERR_BROKEN, NULL, "操作 %s 与 %s 的路径相同", "ops %s and %s take the same request",
				    ret->at[i].op->name, op->name);
	}
	ret->n++;
	return ERR_OK;
}

enum err routes_build(struct ctx *cx, const struct op *const *tables, struct routes *ret)
{
	ret->n = 0;
	for (; *tables; tables++)
		for (const struct op *op = *tables; op->method; op++)
			TRY(add_route(cx, op, ret));
	return ERR_OK;
}

static bool fits(const struct route *r, const char *path, const struct route_match *m, size_t n)
{
	if (r->n_parts != n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (r->parts[i].is_name ? m->parts[i].n == 0
		    : r->parts[i].n != m->parts[i].n || memcmp(r->parts[i].at, path + m->parts[i].from, m->parts[i].n) != 0)
			return false;
	return true;
}

/* Earlier literals count more. */
static bool more_literal(const struct route *a, const struct route *b)
{
	for (size_t i = 0; i < a->n_parts; i++)
		if (a->parts[i].is_name != b->parts[i].is_name)
			return b->parts[i].is_name;
	return false;
}

struct route_match route_find(const struct routes *routes, const char *method, const char *path)
{
	struct route_match m = { 0 };
	size_t n = 0, at = 0;

	while (path[at] == '/' && n < ROUTE_PARTS_MAX) {
		m.parts[n].from = ++at;
		m.parts[n].n = strcspn(path + at, "/");
		at += m.parts[n++].n;
	}
	if (path[at])
		return m;
	for (size_t i = 0; i < routes->n; i++) {
		const struct route *r = &routes->at[i];
		size_t used = strlen(m.allow);

		if (!fits(r, path, &m, n))
			continue;
		if (strcmp(r->op->method, method) == 0 && (!m.route || more_literal(r, m.route)))
			m.route = r;
		if (!strstr(m.allow, r->op->method))
			snprintf(m.allow + used, sizeof m.allow - used, "%s%s", used ? ", " : "", r->op->method);
	}
	return m;
}
