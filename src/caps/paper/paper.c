/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/paper/paper.h"
#include "base/buf.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/paper/paper_work.h"
#include "caps/party/party.h"
#include "caps/place/place.h"
#include <ctype.h>
#include <string.h>

enum { COPIES_MAX = 4, FIELDS_MAX = 12, FOOT_MAX = 8, BOXES_MAX = 6, NOTES_MAX = 3 };

const struct paper_form *paper_form_of(const char *kind)
{
	for (const struct paper_form *f = paper_forms; f->kind; f++)
		if (text_equal(f->kind, kind))
			return f;
	return NULL;
}

/* Every step that stands; one that was taken back, and its taking back, are not in print. */
static enum err gather_events(struct paper_work *w)
{
	struct doc_event *all;
	size_t n;

	TRY(document_history(w->cx, w->doc.doc_id, &all, &n));
	w->events = arena_array(&w->cx->mem, struct doc_event, n + 1);
	for (size_t i = 0; i < n; i++) {
		bool undone = all[i].reverses_seq;

		for (size_t k = i + 1; k < n; k++)
			undone |= all[k].reverses_seq == all[i].seq;
		if (!undone)
			w->events[w->n_events++] = all[i];
	}
	return ERR_OK;
}

static const char *minute(struct arena *mem, int64_t ms)
{
	char text[30];

	civil_write_time(ms, text);
	return arena_print(mem, "%.10s %.5s", text, text + 11);
}

/* The first digits of the last entry's hash: whoever has the paper can look whether the book still says the same. */
static const char *check_code(const struct paper_work *w)
{
	const char *hash = w->n_events ? w->events[w->n_events - 1].hash : NULL;
	char code[10] = { 0 };

	if (!hash || strlen(hash) < 8)
		return "未入账";
	for (int i = 0, at = 0; i < 8; i++, at++) {
		if (i == 4)
			code[at++] = '-';
		code[at] = (char)toupper((unsigned char)hash[i]);
	}
	return arena_print(&w->cx->mem, "校验码 %s", code);
}

static enum err choose_copies(struct paper_work *w, int64_t copy, const char **ret, size_t *ret_n)
{
	static const char *const ordinal[COPIES_MAX] = { "第一联", "第二联", "第三联", "第四联" };
	size_t n = 0;

	while (n < COPIES_MAX && w->form.copies[n])
		n++;
	if (copy > (int64_t)n && copy != 1)
		return fail(w->cx, ERR_BAD_INPUT, "copy", "“%s”只有 %zu 联，没有第 %lld 联", "the form \"%s\" has %zu copies, there is no copy %lld",
			    w->kind->zh, n, (long long)copy);
	for (size_t i = 0; i < n; i++)
		if (!copy || copy == (int64_t)i + 1)
			ret[(*ret_n)++] = arena_print(&w->cx->mem, "%s %s", ordinal[i], w->form.copies[i]);
	if (!w->doc.steps) {                    /* nobody has signed anything yet */
		ret[0] = "草稿 未生效";
		*ret_n = 1;
	}
	return ERR_OK;
}

static size_t add_notes(struct paper_work *w, const char **ret)
{
	size_t n = 0, copies = 0;

	if (w->doc.number[0])
		ret[n++] = "扫码或输入单号，可查这张单据的全部经过";
	for (size_t i = 0; i < NOTES_MAX && w->form.notes[i]; i++)
		ret[n++] = w->form.notes[i];
	while (copies < COPIES_MAX && w->form.copies[copies])
		copies++;
	if (copies > 1) {
		struct buf text = BUF(&w->cx->mem);

		for (size_t i = 0; i < copies; i++)
			buf_print(&text, "%s%s", i ? "、" : "", w->form.copies[i]);
		ret[n++] = arena_print(&w->cx->mem, "本单一式 %zu 联：%s。涂改无效。", copies, buf_get(&text));
	}
	return n;
}

static enum err draw(struct paper_work *w, int64_t copy, struct bytes *ret)
{
	struct arena *mem = &w->cx->mem;
	struct form_field head[FIELDS_MAX + PAPER_FIELDS_MAX], foot[FOOT_MAX];
	struct form_box boxes[BOXES_MAX] = { { 0 } };
	const char *copies[COPIES_MAX + 1], *notes[NOTES_MAX + 2];
	struct form_pdf f = { .title = w->own.title ? w->own.title : w->form.title ? w->form.title : w->kind->zh, .copies = copies, .head = head, .foot = foot, .boxes = boxes,
		.notes = notes, .landscape = w->form.landscape, .day = civil_day_of(w->cx->now_ms) };
	struct paper_table table;
	struct place root;
	const char *who = w->cx->actor->name;

	TRY(place_root(w->cx, &root));
	TRY(choose_copies(w, copy, copies, &f.n_copies));
	TRY(paper_fields(w, w->form.head, FIELDS_MAX, head, &f.n_head));
	for (size_t i = 0; i < w->own.n_fields; i++)
		head[f.n_head++] = w->own.fields[i];
	TRY(paper_rows(w, &table));
	TRY(paper_fields(w, w->form.foot, FOOT_MAX, foot, &f.n_foot));
	TRY(paper_boxes(w, boxes, &f.n_boxes));
	f.number = w->doc.number[0] ? arena_print(mem, "编号 %s", w->doc.number) : NULL;
	f.qr = w->doc.number[0] ? w->doc.number : NULL;
	f.left = root.name;
	f.right = arena_print(mem, "日期：%s", minute(mem, w->n_events ? w->events[0].posted_ms : w->doc.created_ms));
	f.columns = table.columns, f.n_columns = table.n_columns;
	f.cells = table.cells.at, f.n_rows = table.n_columns ? table.cells.n / table.n_columns : 0;
	f.total = table.total;
	f.n_notes = add_notes(w, notes);
	f.printed = arena_print(mem, "打印 %s %s", who ? who : "系统", minute(mem, w->cx->now_ms));
	f.check = check_code(w);
	return form_pdf_write(w->cx, &f, ret);
}

enum err paper_print(struct ctx *cx, int64_t doc_id, int64_t copy, struct paper_file *ret)
{
	struct doc doc;

	TRY(document_see(cx, doc_id, &doc));
	return paper_print_seen(cx, &doc, copy, ret);
}

enum err paper_print_seen(struct ctx *cx, const struct doc *doc, int64_t copy, struct paper_file *ret)
{
	struct paper_work w = { .cx = cx, .own = { .mem = &cx->mem }, .doc = *doc, .kind = doc_kind_find(doc->kind) };
	const struct paper_form *own;

	w.masked = w.kind->read == PERM_ORDER_READ;
	own = paper_form_of(w.doc.kind);
	if (own)
		w.form = *own;
	else
		paper_standard(w.kind, &w.doc, &w.form);
	TRY(gather_events(&w));
	if (w.form.own)
		TRY(w.form.own(cx, &w.doc, &w.own));
	*ret = (struct paper_file){ .type = "application/pdf",
		.name = arena_print(&cx->mem, "%s.pdf", w.doc.number[0] ? w.doc.number : arena_print(&cx->mem, "draft-%lld", (long long)doc->doc_id)) };
	return draw(&w, copy, &ret->body);
}
