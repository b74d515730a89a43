/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HTTP_ROUTE_H
#define HTTP_ROUTE_H
#include "http/op.h"

/* Which op a method and a path mean.  Built once from the op tables, read-only
 * afterwards.  Where two paths fit, the one with the earlier literal wins
 * ("/requests/summary" before "/requests/{request_id}"). */

enum { ROUTE_PARTS_MAX = 12, ROUTE_OPS_MAX = 1000 };

struct route_part { const char *at; size_t n; bool is_name; };
struct route {
	const struct op  *op;
	struct route_part parts[ROUTE_PARTS_MAX];
	size_t            n_parts;
};
struct routes { struct route at[ROUTE_OPS_MAX]; size_t n; };

/* What of the path fills which field; raw, percent-encoded. */
struct route_match {
	const struct route *route;                    /* NULL: none fits */
	struct { size_t from, n; } parts[ROUTE_PARTS_MAX];
	char allow[64];                               /* methods the path does have, "GET, POST" */
};

/* Reads all tables (ended by NULL) and refuses to go on when a row is wrong: no
 * permission, a path that names no field, two rows for one request, a shape
 * that cannot be read or written.  The fault says which row and why. */
must_check enum err routes_build(struct ctx *cx, const struct op *const *tables, struct routes *ret);

struct route_match route_find(const struct routes *routes, const char *method, const char *path);

/* What the path is about: its length up to and with "requests" of "/api/v1/requests/...". */
size_t route_family(const char *path);

/* The rules of one row; routes_build calls it (http/op_check.c). */
must_check enum err op_check(struct ctx *cx, const struct op *op);
#endif
