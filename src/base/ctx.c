/* SPDX-License-Identifier: Apache-2.0 */
#include "base/ctx.h"
#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { ID_NODE_BITS = 6, ID_COUNT_BITS = 15 };
static const int64_t ID_EPOCH_MS = 1577836800000;      /* 2020-01-01T00:00:00Z */

enum err fail_at(struct ctx *cx, enum err code, const char *field, const char *where,
		 const char *zh, const char *en, ...)
{
	va_list args;

	assert(code != ERR_OK && code < ERR_COUNT);
	cx->fault.code = code;
	cx->fault.where = where;
	snprintf(cx->fault.field, sizeof cx->fault.field, "%s", field ? field : "");
	va_start(args, en);
	vsnprintf(cx->fault.zh, sizeof cx->fault.zh, zh, args);
	va_end(args);
	va_start(args, en);
	vsnprintf(cx->fault.en, sizeof cx->fault.en, en, args);
	va_end(args);
	return code;
}

/* seq = milliseconds and a counter that may run ahead of the clock; the node's
 * number is slipped in between, so that carries never touch it. */
int64_t ctx_new_id(struct ctx *cx)
{
	int64_t floor = (cx->now_ms - ID_EPOCH_MS) << ID_COUNT_BITS;
	int64_t last = __atomic_load_n(&cx->ids->last, __ATOMIC_RELAXED), seq;

	assert(cx->now_ms >= ID_EPOCH_MS && cx->ids->node < 1 << ID_NODE_BITS);
	do
		seq = last >= floor ? last + 1 : floor;
	while (!__atomic_compare_exchange_n(&cx->ids->last, &last, seq, true,
					    __ATOMIC_RELAXED, __ATOMIC_RELAXED));
	return (seq >> ID_COUNT_BITS) << (ID_NODE_BITS + ID_COUNT_BITS)
		| cx->ids->node << ID_COUNT_BITS
		| (seq & ((1 << ID_COUNT_BITS) - 1));
}

const char *ctx_root(struct ctx *cx)
{
	return arena_print(&cx->mem, "/%lld/", (long long)cx->district_id);
}

static bool lies_under(const char *path, const char *scope)
{
	return strncmp(path, scope, strlen(scope)) == 0;
}

bool ctx_may(const struct ctx *cx, enum perm perm, const char *path)
{
	const struct actor *actor = cx->actor;

	if (perm == PERM_PUBLIC)
		return true;
	if (!actor || actor->account_id == ACCOUNT_NOBODY)
		return false;
	if (actor->account_id == ACCOUNT_SYSTEM || perm == PERM_SIGNED_IN)
		return true;
	for (size_t i = 0; i < actor->n_rights; i++) {
		const struct right *r = &actor->rights[i];

		if (r->perm == perm && r->from_ms <= cx->now_ms && cx->now_ms < r->until_ms
		    && lies_under(path, r->scope))
			return true;
	}
	return false;
}

enum err ctx_need(struct ctx *cx, enum perm perm, const char *path)
{
	if (ctx_may(cx, perm, path))
		return ERR_OK;
	return fail(cx, ERR_FORBIDDEN, NULL, "需要“%s”（%s）权限，且范围包括该地点；请找管理员授权",
		    "needs the permission %s (%s) on that place; ask an administrator",
		    perm_zh(perm), perm_en(perm));
}
