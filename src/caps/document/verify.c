/* SPDX-License-Identifier: Apache-2.0 */
/* The second proof beside caps/ledger/verify.h: what every line has in every
 * account is its share of its counters, by the tables of its kind. */
#include "caps/document/work.h"
#include "caps/ledger/ledger.h"
#include "caps/ledger/verify.h"
#include "document.sql.h"

enum { DOCS_AT_ONCE = 100 };              /* a stretch, read at once */

struct proof {
	struct arena     *out, stretch;        /* findings live in `out`; everything else dies with its stretch */
	struct finding   *at;  size_t n, room;
	struct doc       *head;                size_t n_heads, heads_room;
	struct document_lines_of_row  *line;   size_t n_lines, lines_room, at_line;
	struct document_posted_of_row *posted; size_t n_posted, posted_room, at_posted;
};

static void found(struct proof *p, int64_t doc_id, int64_t line_no, const char *account, int64_t has, int64_t should)
{
	if (p->n < VERIFY_FINDINGS_MAX)
		arena_push(p->out, p->at, p->n, p->room) = (struct finding){ .table = "doc_line",
			.id = arena_print(p->out, "%lld/%lld", (long long)doc_id, (long long)line_no), .column = account,
			.zh = arena_print(p->out, "分录共 %lld，按计数应为 %lld", (long long)has, (long long)should),
			.en = arena_print(p->out, "the journal has %lld, the counters make %lld", (long long)has, (long long)should) };
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

static struct account_key key_of(const struct document_posted_of_row *row)
{
	return (struct account_key){ row->kind, row->who_id, row->place_id, row->owner_id, row->fund_id, row->of_doc_id };
}

/* Rows are in order of line and account: both sides are walked once. */
static void prove_line(struct proof *p, const struct doc_work *w, const struct doc_line *line, const struct document_posted_of_row *row, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct account_key key = key_of(&row[i]);
		int64_t should = should_have(w, line, &key);

		if (row[i].qty != should)
			found(p, w->doc.doc_id, line->line_no, ledger_account_info(key.kind)->word, row[i].qty, should);
	}
	for (size_t k = 0; k < w->kind->n_shares; k++) {
		const struct account_key key = doc_account(w, &w->kind->shares[k], line);
		bool posted = false;

		for (size_t i = 0; i < n && !posted; i++) {
			const struct account_key at = key_of(&row[i]);

			posted = !memcmp(&at, &key, sizeof at);
		}
		if (!posted && should_have(w, line, &key))
			found(p, w->doc.doc_id, line->line_no, ledger_account_info(key.kind)->word, 0, should_have(w, line, &key));
	}
}

/* What was posted in the name of this document before `line_no` belongs to no line of it. */
static void prove_strays(struct proof *p, int64_t doc_id, int64_t line_no)
{
	for (; p->at_posted < p->n_posted && p->posted[p->at_posted].doc_id == doc_id && p->posted[p->at_posted].line_no < line_no; p->at_posted++)
		found(p, doc_id, p->posted[p->at_posted].line_no, "line_no", p->posted[p->at_posted].qty, 0);
}

static void prove_doc(struct proof *p, const struct doc *head)
{
	const struct doc_work w = { .kind = doc_kind_find(head->kind), .doc = *head };

	while (p->at_line < p->n_lines && p->line[p->at_line].doc_id < head->doc_id)
		p->at_line++;                          /* lines of drafts that have not begun */
	for (; p->at_line < p->n_lines && p->line[p->at_line].doc_id == head->doc_id; p->at_line++) {
		const struct doc_line line = DOC_LINE_OF_ROW(&p->line[p->at_line]);
		size_t from;

		prove_strays(p, head->doc_id, line.line_no);
		for (from = p->at_posted; p->at_posted < p->n_posted && p->posted[p->at_posted].doc_id == head->doc_id &&
		     p->posted[p->at_posted].line_no == line.line_no;)
			p->at_posted++;
		if (w.kind && w.kind->n_shares)
			prove_line(p, &w, &line, p->posted + from, p->at_posted - from);
	}
	prove_strays(p, head->doc_id, INT64_MAX);
}

static enum err take_head(struct ctx *cx, const void *row, void *user)
{
	const struct document_heads_of_row *r = row;
	struct proof *p = user;

	(void)cx;
	arena_push(&p->stretch, p->head, p->n_heads, p->heads_room) = DOC_OF_ROW(r);
	p->head[p->n_heads - 1].kind = arena_text(&p->stretch, r->kind);
	return ERR_OK;
}

static enum err take_line(struct ctx *cx, const void *row, void *user)
{
	struct proof *p = user;

	(void)cx;
	arena_push(&p->stretch, p->line, p->n_lines, p->lines_room) = *(const struct document_lines_of_row *)row;
	return ERR_OK;
}

static enum err take_posted(struct ctx *cx, const void *row, void *user)
{
	struct proof *p = user;

	(void)cx;
	arena_push(&p->stretch, p->posted, p->n_posted, p->posted_room) = *(const struct document_posted_of_row *)row;
	return ERR_OK;
}

/* The documents after a number, as many as fit a stretch. */
static enum err prove_next(struct ctx *cx, struct proof *p, int64_t *after, bool *ret_more)
{
	struct document_after_row *docs;
	size_t n;

	TRY(document_after(cx, (struct document_after_in){ .district_id = cx->district_id, .doc_id = *after, .limit = DOCS_AT_ONCE }, &docs, &n,
			   DOCS_AT_ONCE));
	*ret_more = n == DOCS_AT_ONCE;
	if (!n)
		return ERR_OK;
	*p = (struct proof){ .out = p->out, .stretch = p->stretch, .at = p->at, .n = p->n, .room = p->room };
	arena_reset(&p->stretch);
	*after = docs[n - 1].doc_id;
	TRY(document_heads_of(cx, (struct document_heads_of_in){ cx->district_id, docs[0].doc_id, *after }, take_head, p));
	TRY(document_lines_of(cx, (struct document_lines_of_in){ cx->district_id, docs[0].doc_id, *after }, take_line, p));
	TRY(document_posted_of(cx, (struct document_posted_of_in){ cx->district_id, docs[0].doc_id, *after }, take_posted, p));
	for (size_t i = 0; i < p->n_heads; i++)
		prove_doc(p, &p->head[i]);
	return ERR_OK;
}

enum err document_verify(struct ctx *cx, struct finding **ret, size_t *ret_n)
{
	struct proof p = { .out = &cx->mem };
	enum err e = ERR_OK;
	int64_t after = 0;

	for (bool more = true; !e && more;)
		e = prove_next(cx, &p, &after, &more);
	arena_reset(&p.stretch);
	*ret = p.at;
	*ret_n = p.n;
	return e;
}
