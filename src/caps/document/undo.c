/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/document/work.h"
#include "base/text.h"
#include "caps/ledger/ledger.h"
#include "document.sql.h"

static int counter_of(const char *name)
{
	int c = 0;

	while (c < COUNTERS && !text_equal(counter_name[c], name))
		c++;
	assert(c < COUNTERS);
	return c;
}

/* Takes the growth of the entry away again, line by line. */
static enum err shrink(struct ctx *cx, const struct doc *doc, int64_t seq)
{
	const size_t most = (size_t)DOC_LINES_MAX * COUNTERS;
	struct document_grown_row *rows;
	size_t n, i = 0;

	TRY(document_grown(cx, (struct document_grown_in){ .district_id = cx->district_id, .seq = seq, .limit = (int64_t)most }, &rows,
			   &n, most));
	while (i < n) {
		int64_t line_no = rows[i].line_no, by[COUNTERS] = { 0 };

		for (; i < n && rows[i].line_no == line_no; i++)
			by[counter_of(rows[i].counter)] = -rows[i].qty;
		TRY(document_grow(cx, (struct document_grow_in){ .district_id = cx->district_id, .doc_id = doc->doc_id,
			.line_no = line_no, .granted = by[GRANTED], .dropped = by[DROPPED], .sent = by[SENT], .arrived = by[ARRIVED],
			.short_qty = by[SHORT], .found = by[FOUND], .lost = by[LOST], .taken = by[TAKEN], .back = by[BACK],
			.billed = by[BILLED], .paid = by[PAID] }));
	}
	return ERR_OK;
}

/* The row the latest entry took, when it may be taken back. */
static enum err undoable_row(struct ctx *cx, struct doc_work *w, struct document_last_entry_row *last)
{
	TRY(document_last_entry(cx, (struct document_last_entry_in){ .district_id = cx->district_id, .doc_id = w->doc.doc_id }, last));
	w->step = doc_step_find(w->kind, last->from_state, last->verb);
	if (!w->step || !w->step->undoable || last->reverses_seq ||
	    (w->step->sign != BY_ACTOR && text_equal(last->from_state, last->to_state)))        /* a signature, not the step */
		return fail(cx, ERR_BAD_STATE, "", "最近一步“%s”不能撤回，请另开相反的单据更正",
			    "the latest step \"%s\" cannot be taken back; correct it by a contrary document", last->verb);
	return ERR_OK;
}

enum err document_undo(struct ctx *cx, int64_t doc_id, int64_t version, const char *note, struct doc_moved *ret)
{
	struct doc_move move = { .doc_id = doc_id, .verb = "undo", .version = version, .note = note };
	struct doc_work w = { .move = &move };
	struct document_last_entry_row last;
	struct ledger_posted posted;
	struct sealed_note sealed;
	struct ledger_head head;
	char content[SHA256_HEX];
	int64_t changed;

	TRY(ledger_lock(cx, &head));
	TRY(document_get(cx, doc_id, &w.doc));
	TRY(doc_check_version(cx, &w.doc, version));
	w.kind = doc_kind_find(w.doc.kind);
	if (!w.doc.steps)
		return fail(cx, ERR_BAD_STATE, "", "草稿没有可撤回的步骤", "a draft has no step to take back");
	TRY(undoable_row(cx, &w, &last));
	TRY(doc_need_right(cx, &w));
	TRY(doc_content_hash(cx, &w, content));
	doc_seal_note(cx, note, &sealed);
	TRY(ledger_reverse(cx, &(struct ledger_reversal){ .seq = last.seq, .doc_id = doc_id, .doc_version = w.doc.steps + 1,
		.actor_id = cx->actor->account_id, .verb = "undo", .from_state = w.doc.state, .to_state = last.from_state,
		.content_hash = content, .note_hash = sealed.text ? sealed.hash : NULL }, &posted));
	TRY(shrink(cx, &w.doc, last.seq));
	TRY(doc_keep_note(cx, doc_id, posted.seq, &sealed));
	TRY(document_move_on_n(cx, (struct document_move_on_in){ .district_id = cx->district_id, .doc_id = doc_id,
		.version = w.doc.version, .state = last.from_state, .number = "", .due_ms = 0, .due_verb = "" }, &changed));
	if (changed != 1)
		return doc_stale(cx, &w.doc, version);
	*ret = (struct doc_moved){ .doc_id = doc_id, .version = w.doc.version + 1, .seq = posted.seq, .state = last.from_state,
		.number = w.doc.number, .done = true, .waiting_for = "" };
	return ERR_OK;
}
