/* SPDX-License-Identifier: Apache-2.0 */
/* The second proof beside caps/ledger/verify.h: what every line has in every
 * account is its share of its counters, by the tables of its kind. */
#include "caps/document/work.h"
#include "caps/ledger/ledger.h"
#include "caps/ledger/verify.h"
#include "document.sql.h"

enum { CHUNK = 500 };
struct proof { struct finding *at; size_t n, room; };

static void found(struct ctx *cx, struct proof *p, int64_t doc_id, int64_t line_no, const char *account, int64_t has, int64_t should)
{
	if (p->n < VERIFY_FINDINGS_MAX)
		arena_push(&cx->mem, p->at, p->n, p->room) = (struct finding){ .table = "doc_line",
			.id = arena_print(&cx->mem, "%lld/%lld", (long long)doc_id, (long long)line_no), .column = account,
			.zh = arena_print(&cx->mem, "分录共 %lld，按计数应为 %lld", (long long)has, (long long)should),
			.en = arena_print(&cx->mem, "the journal has %lld, the counters make %lld", (long long)has, (long long)should) };
}

/* Shares with the same key are one account: a move within it counts once. */
static int64_t should_have(const struct doc_work *w, const struct doc_line *line, const struct account_key *key)
{
	int64_t sum = 0;

	for (size_t i = 0; i < w->kind->n_shares; i++) {
		const struct share *s = &w->kind->shares[i];
		const struct account_key at = doc_account(w, s, line);

		if (!memcmp(&at, key, sizeof at))
			sum += doc_share(s, line, line->counter);
	}
	return sum;
}

/* Rows are in order of line and account: both sides are walked once. */
static void prove_line(struct ctx *cx, struct proof *p, const struct doc_work *w, const struct doc_line *line,
		       const struct document_posted_row *row, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct account_key key = { row[i].kind, row[i].who_id, row[i].place_id, row[i].owner_id, row[i].fund_id, row[i].of_doc_id };
		int64_t should = should_have(w, line, &key);

		if (row[i].qty != should)
			found(cx, p, w->doc.doc_id, line->line_no, ledger_account_info(key.kind)->word, row[i].qty, should);
	}
	for (size_t k = 0; k < w->kind->n_shares; k++) {
		const struct account_key key = doc_account(w, &w->kind->shares[k], line);
		bool posted = false;

		for (size_t i = 0; i < n; i++)
			posted |= row[i].kind == key.kind && row[i].who_id == key.who_id && row[i].place_id == key.place_id &&
				  row[i].owner_id == key.owner_id && row[i].fund_id == key.fund_id && row[i].of_doc_id == key.doc_id;
		if (!posted && should_have(w, line, &key))
			found(cx, p, w->doc.doc_id, line->line_no, ledger_account_info(key.kind)->word, 0, should_have(w, line, &key));
	}
}

static enum err prove_doc(struct ctx *cx, struct proof *p, int64_t doc_id)
{
	struct document_posted_row *rows;
	struct doc_work w = { 0 };
	size_t n, at = 0;

	TRY(document_get(cx, doc_id, &w.doc));
	w.kind = doc_kind_find(w.doc.kind);
	if (!w.kind || !w.kind->n_shares)
		return ERR_OK;
	TRY(document_posted(cx, (struct document_posted_in){ .district_id = cx->district_id, .doc_id = doc_id, .limit = LEDGER_POSTINGS_MAX },
			    &rows, &n, LEDGER_POSTINGS_MAX));
	for (size_t i = 0; i < w.doc.n_lines; i++) {
		size_t from = at;

		while (at < n && rows[at].line_no == w.doc.lines[i].line_no)
			at++;
		prove_line(cx, p, &w, &w.doc.lines[i], rows + from, at - from);
	}
	if (at < n)
		found(cx, p, doc_id, rows[at].line_no, "line_no", rows[at].qty, 0);
	return ERR_OK;
}

enum err document_verify(struct ctx *cx, struct finding **ret, size_t *ret_n)
{
	struct proof p = { 0 };
	int64_t after = 0;
	size_t n;

	do {
		struct document_after_row *docs;

		TRY(document_after(cx, (struct document_after_in){ .district_id = cx->district_id, .doc_id = after, .limit = CHUNK }, &docs, &n,
				   CHUNK));
		for (size_t i = 0; i < n; i++)
			TRY(prove_doc(cx, &p, after = docs[i].doc_id));
	} while (n == CHUNK);
	*ret = p.at;
	*ret_n = p.n;
	return ERR_OK;
}
