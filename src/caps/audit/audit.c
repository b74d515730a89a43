/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/audit/audit.h"
#include "audit.sql.h"
#include "base/check.h"
#include <arpa/inet.h>
#include <assert.h>
#include <string.h>

enum { NOTE_MAX = 200, LIST_MAX = 200 };

const char *const audit_outcome_words[] = { "done", "refused", "failed", NULL };

static const char *or_empty(const char *text) { return text ? text : ""; }

const char *audit_short_address(struct arena *mem, const char *address)
{
	unsigned char bytes[16] = { 0 };
	char text[INET6_ADDRSTRLEN];

	if (!address || !address[0])
		return "";
	if (inet_pton(AF_INET, address, bytes) == 1)
		return arena_print(mem, "%d.%d.%d.0/24", bytes[0], bytes[1], bytes[2]);
	if (inet_pton(AF_INET6, address, bytes) != 1)
		return "?";
	memset(bytes + 6, 0, 10);
	return arena_print(mem, "%s/48", inet_ntop(AF_INET6, bytes, text, sizeof text));
}

/* At most NOTE_MAX characters, cut between characters. */
static const char *shorten(struct arena *mem, const char *note)
{
	size_t at = 0;

	note = or_empty(note);
	for (size_t n = 0; note[at] && n < NOTE_MAX; n++)
		do
			at++;
		while (((unsigned char)note[at] & 0xc0) == 0x80);
	return arena_bytes(mem, note, at);
}

enum err audit_write(struct ctx *cx, const struct audit_entry *entry)
{
	assert(entry->op);
	return audit_insert(cx, (struct audit_insert_in){ .district_id = cx->district_id, .audit_id = ctx_new_id(cx),
		.at_ms = cx->now_ms, .account_id = cx->actor ? cx->actor->account_id : ACCOUNT_NOBODY,
		.account = cx->actor ? or_empty(cx->actor->name) : "", .op = entry->op, .target_id = entry->target_id,
		.doc_id = entry->doc_id, .scope = entry->scope ? entry->scope : ctx_root(cx), .outcome = entry->outcome,
		.code = or_empty(entry->code), .note = shorten(&cx->mem, entry->note),
		.address = audit_short_address(&cx->mem, cx->address), .request_id = or_empty(cx->request_id) });
}

/* The statement whose index narrows most; all of them take and give the same. */
#define PAGE_BY(name) do { \
	struct name##_row *found; \
	TRY(name(cx, (struct name##_in){ .district_id = cx->district_id, \
		.actor_id = cx->actor ? cx->actor->account_id : ACCOUNT_NOBODY, .perm = PERM_AUDIT_READ, .now_ms = cx->now_ms, \
		.account_id = f->account_id, .target_id = f->target_id, .doc_id = f->doc_id, .op = or_empty(f->op), \
		.outcome_low = f->by_outcome ? f->outcome : f->trouble ? AUDIT_REFUSED : AUDIT_DONE, \
		.outcome_high = f->by_outcome ? f->outcome : AUDIT_FAILED, .since_ms = f->from_ms, \
		.until_ms = f->until_ms ? f->until_ms : INT64_MAX, .before_ms = before_ms, \
		.before_id = f->before_id ? f->before_id : INT64_MAX, .limit = f->limit }, &found, ret_n, (size_t)f->limit)); \
	for (size_t i = 0; i < *ret_n; i++) \
		ret[i] = (struct audit_row){ .audit_id = found[i].audit_id, .at_ms = found[i].at_ms, .account_id = found[i].account_id, \
			.target_id = found[i].target_id, .doc_id = found[i].doc_id, .outcome = found[i].outcome, .account = found[i].account, \
			.op = found[i].op, .scope = found[i].scope, .code = found[i].code, .note = found[i].note, \
			.address = found[i].address, .request_id = found[i].request_id }; \
	return ERR_OK; \
} while (0)

static enum err load_page(struct ctx *cx, const struct audit_filter *f, int64_t before_ms, struct audit_row *ret, size_t *ret_n)
{
	bool trouble = f->trouble || (f->by_outcome && f->outcome != AUDIT_DONE);

	if (f->doc_id)
		PAGE_BY(audit_by_doc);
	if (f->target_id)
		PAGE_BY(audit_by_target);
	if (trouble)
		PAGE_BY(audit_by_trouble);
	if (f->account_id)
		PAGE_BY(audit_by_account);
	if (f->op && *f->op)
		PAGE_BY(audit_by_op);
	PAGE_BY(audit_by_time);
}

enum err audit_list(struct ctx *cx, const struct audit_filter *filter, struct audit_row **ret, size_t *ret_n)
{
	struct audit_moment_row before = { .at_ms = INT64_MAX };

	TRY(check_range(cx, "limit", filter->limit, 1, LIST_MAX));
	*ret = arena_array(&cx->mem, struct audit_row, filter->limit);
	*ret_n = 0;
	if (filter->before_id) {
		enum err e = audit_moment(cx, (struct audit_moment_in){ .district_id = cx->district_id, .audit_id = filter->before_id }, &before);

		if (e == ERR_NOT_FOUND)
			return fail(cx, ERR_BAD_INPUT, "before", "请原样送回上一页的 next", "send back the next of the page before as it was");
		TRY(e);
	}
	return load_page(cx, filter, before.at_ms, *ret, ret_n);
}

enum err audit_list_accounts(struct ctx *cx, struct audit_account **ret, size_t *ret_n)
{
	struct audit_accounts_row *rows;

	TRY(audit_accounts(cx, (struct audit_accounts_in){ .district_id = cx->district_id,
		.actor_id = cx->actor ? cx->actor->account_id : ACCOUNT_NOBODY, .perm = PERM_AUDIT_READ, .now_ms = cx->now_ms,
		.limit = AUDIT_ACCOUNTS_MAX }, &rows, ret_n, AUDIT_ACCOUNTS_MAX));
	*ret = arena_array(&cx->mem, struct audit_account, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = (struct audit_account){ rows[i].account_id, rows[i].account };
	return ERR_OK;
}

enum err audit_list_ops(struct ctx *cx, const char ***ret, size_t *ret_n)
{
	struct audit_op_names_row *rows;

	TRY(audit_op_names(cx, (struct audit_op_names_in){ .district_id = cx->district_id,
		.actor_id = cx->actor ? cx->actor->account_id : ACCOUNT_NOBODY, .perm = PERM_AUDIT_READ, .now_ms = cx->now_ms,
		.limit = AUDIT_OPS_MAX }, &rows, ret_n, AUDIT_OPS_MAX));
	*ret = arena_array(&cx->mem, const char *, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = rows[i].op;
	return ERR_OK;
}
