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

enum err audit_list(struct ctx *cx, const struct audit_filter *filter, struct audit_row **ret, size_t *ret_n)
{
	struct audit_page_row *rows;
	struct audit_row *out;
	size_t n;

	TRY(check_range(cx, "limit", filter->limit, 1, LIST_MAX));
	TRY(audit_page(cx, (struct audit_page_in){ .district_id = cx->district_id,
		.actor_id = cx->actor ? cx->actor->account_id : ACCOUNT_NOBODY, .perm = PERM_AUDIT_READ, .now_ms = cx->now_ms,
		.account_id = filter->account_id, .target_id = filter->target_id, .doc_id = filter->doc_id,
		.op = or_empty(filter->op), .since_ms = filter->from_ms,
		.until_ms = filter->until_ms ? filter->until_ms : INT64_MAX,
		.before_id = filter->before_id ? filter->before_id : INT64_MAX, .limit = filter->limit },
		&rows, &n, (size_t)filter->limit));
	out = arena_array(&cx->mem, struct audit_row, n + 1);
	for (size_t i = 0; i < n; i++)
		out[i] = (struct audit_row){ .audit_id = rows[i].audit_id, .at_ms = rows[i].at_ms,
			.account_id = rows[i].account_id, .target_id = rows[i].target_id, .doc_id = rows[i].doc_id,
			.outcome = rows[i].outcome, .account = rows[i].account, .op = rows[i].op, .scope = rows[i].scope,
			.code = rows[i].code, .note = rows[i].note, .address = rows[i].address, .request_id = rows[i].request_id };
	*ret = out;
	*ret_n = n;
	return ERR_OK;
}
