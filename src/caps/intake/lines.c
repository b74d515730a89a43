/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"
#include "caps/intake/intake_work.h"
#include "caps/party/person.h"
#include "engine/jielong_list.h"
#include <stdio.h>
#include <string.h>

/* A chat text into rows: one per line and door. */

/* A name or a phone, also with spaces or dashes in it: how many bytes of `at` it takes, 0 when it does not stand there. */
static size_t stands(const char *at, const char *end, const char *what)
{
	const char *from = at;

	for (; *what; what++, at++) {
		while (at < end && at > from && (*at == ' ' || *at == '-') && *at != *what)
			at++;
		if (at >= end || *at != *what)
			return 0;
	}
	return (size_t)(at - from);
}

/* A piece of the line with the person's name and phone masked, cut at whole characters. */
static const char *masked(struct ctx *cx, const char *at, size_t n, const struct jielong_line *l)
{
	struct buf b = { .mem = &cx->mem };
	const char *end = at + n, *name = person_mask_name(&cx->mem, l->name), *phone = strlen(l->phone) > 6 ? person_mask_phone(&cx->mem, l->phone) : l->phone;

	while (at < end && b.n < INTAKE_SHOWN_MAX) {
		size_t skip = l->name[0] ? stands(at, end, l->name) : 0;

		if (skip) {
			buf_text(&b, name);
		} else if (l->phone[0] && (skip = stands(at, end, l->phone)) > 0) {
			buf_text(&b, phone);
		} else {
			skip = text_good_bytes(at, 1) ? 1 : 2;
			while (skip <= 4 && at + skip <= end && text_good_bytes(at, skip) != skip)
				skip++;
			if (skip > 4 || at + skip > end)
				skip = 1;
			else
				buf_add(&b, at, skip);
		}
		at += skip;
	}
	return buf_get(&b);
}

static uint64_t key_of(const char *text, size_t n)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i < n; i++)
		if (text[i] != ' ' && text[i] != '\r')
			h = (h ^ (unsigned char)text[i]) * UINT64_C(0x100000001b3);
	return h;
}

/* Behind "12. ": the line number is told apart. */
static size_t after_number(const struct jielong_verdict *v)
{
	size_t i = 0;

	if (!v->read.number)
		return 0;
	while (i < v->n && (v->text[i] == ' ' || v->text[i] == '(' || (v->text[i] >= '0' && v->text[i] <= '9')))
		i++;
	while (i < v->n && (v->text[i] == '.' || v->text[i] == ')' || v->text[i] == ':' || v->text[i] == ' ' || v->text[i] == ','))
		i++;
	if (i + 3 <= v->n && (!memcmp(v->text + i, "、", 3) || !memcmp(v->text + i, "）", 3) || !memcmp(v->text + i, "．", 3)))
		i += 3;
	return i;
}

/* The line in three pieces, the middle one in doubt. */
static void show(struct making *m, struct draft *d, const struct jielong_verdict *v, struct jielong_span span)
{
	size_t start = after_number(v), from = span.from > start ? span.from : start, to = span.to > from ? span.to : from;

	if (to > v->n)
		from = to = v->n;
	d->row.before = masked(m->cx, v->text + start, from - start, &v->read);
	d->row.doubt = masked(m->cx, v->text + from, to - from, &v->read);
	d->row.after = masked(m->cx, v->text + to, v->n - to, &v->read);
}

static struct jielong_span item_span(const struct jielong_line *l)
{
	return l->n_items ? l->item[0].span : (struct jielong_span){ 0, 0 };
}

/* What the reader itself was not sure of. */
static void doubt_of_reader(struct draft *d, const struct jielong_line *l)
{
	switch (l->why) {
	case JIELONG_TWO_QUANTITIES:
	case JIELONG_LARGE:
		draft_problem(d, PROBLEM_QUANTITY);
		break;
	case JIELONG_UNSURE:
		draft_problem(d, PROBLEM_READING);
		break;
	default:
		return;
	}
	d->row.zh = jielong_why[l->why].zh;
	d->row.en = jielong_why[l->why].en;
}

static void judge_items(struct making *m, struct draft *d, const struct jielong_line *l, int address)
{
	for (int i = 0; i < l->n_items; i++) {
		if (l->item[i].address >= 0 && l->item[i].address != address)
			continue;
		d->plus = d->plus || l->item[i].qty[0] == '+' || l->item[i].qty[0] == '-';
		judge_goods_of(m, d, l->item[i].name, l->item[i].qty, l->item[i].unit, l->item[i].name);
	}
}

static void order_row(struct making *m, const struct jielong_verdict *v, int address)
{
	const struct jielong_line *l = &v->read;
	const struct jielong_address *a = address < l->n_addresses ? &l->address[address] : NULL;
	struct draft *d = draft_new(m);

	d->row.line_no = v->line;
	d->key = key_of(v->text, v->n) + (uint64_t)address;
	d->row.remark = masked(m->cx, l->remark, strlen(l->remark), l);
	d->step = v->vanished ? STEP_GONE : l->action == JIELONG_CANCEL ? STEP_CANCEL : l->action == JIELONG_CHANGE ? STEP_CHANGE : STEP_ADD;
	judge_household(m, d, "", a ? a->building : "", a ? a->unit : "", a ? a->room : "", l->phone);
	if (d->row.state == INTAKE_PROBLEM) {
		const enum intake_problem why = d->row.problem;

		show(m, d, v, a ? a->span : (struct jielong_span){ (uint16_t)after_number(v), (uint16_t)(v->n < UINT16_MAX ? v->n : UINT16_MAX) });
		if (d->step != STEP_CANCEL && d->step != STEP_GONE) {             /* so that a chosen household has its goods at once */
			struct intake_answer keep[2] = { d->answers[0], d->answers[1] };
			const char *zh = d->row.zh, *en = d->row.en;
			int n = d->n_answers;

			judge_items(m, d, l, address);
			d->row.problem = why;
			d->row.zh = zh;
			d->row.en = en;
			memcpy(d->answers, keep, sizeof keep);
			d->n_answers = n;
			draft_finish(m, d);
		}
		return;
	}
	if (d->step != STEP_CANCEL && d->step != STEP_GONE) {
		doubt_of_reader(d, l);
		judge_items(m, d, l, address);
		draft_finish(m, d);
	}
	show(m, d, v, item_span(l));
}

static void aside_row(struct making *m, const struct jielong_verdict *v)
{
	const struct jielong_line *l = &v->read;
	struct draft *d;

	if (l->why == JIELONG_EMPTY)
		return;
	d = draft_new(m);
	d->row.line_no = v->line;
	d->row.of_line = v->of;
	d->key = key_of(v->text, v->n);
	d->row.state = INTAKE_IGNORED;
	d->row.zh = jielong_why[l->why].zh;
	d->row.en = jielong_why[l->why].en;
	show(m, d, v, (struct jielong_span){ 0, 0 });
	if ((l->why == JIELONG_QUESTION || l->why == JIELONG_REPORT) && l->number) {
		draft_problem(d, PROBLEM_REPORT);
		draft_answer(d, ACT_DROP, 0, "看过了，不是订单", "Read it, no order");
		draft_answer(d, ACT_PICK_HOUSEHOLD, 0, "给这户下单", "Order for this household");
	}
}

static void see(void *own, const struct jielong_verdict *v)
{
	struct making *m = own;

	if (!*m->title && v->read.why == JIELONG_HEADER && v->n > 9 && v->n < 200 && memcmp(v->text, "#", 1)) {
		m->title = masked(m->cx, v->text, v->n, &v->read);
		goods_default(&m->goods, m->title);
	}
	if (v->read.action == JIELONG_IGNORE) {
		aside_row(m, v);
		return;
	}
	for (int i = 0; i < (v->read.n_addresses ? v->read.n_addresses : 1); i++)
		order_row(m, v, i);
}

enum err lines_read(struct making *m, const char *text)
{
	size_t lines = 1;

	for (const char *at = text; *at; at++)
		lines += *at == '\n';
	if (lines > INTAKE_LINES_MAX)
		return fail(m->cx, ERR_TOO_LARGE, "text", "一次最多 %d 行，现有 %zu 行；请分几次贴", "at most %d lines at a time, not %zu; paste it in parts",
			    INTAKE_LINES_MAX, lines);
	m->batch.n_lines = (int64_t)lines;
	jielong_list(&m->cx->mem, text, strlen(text), false, see, m);
	if (m->n > INTAKE_ROWS_MAX)
		return fail(m->cx, ERR_TOO_LARGE, "text", "一次最多 %d 户，现有 %zu 户；请分几次贴", "at most %d households at a time, not %zu; paste it in parts",
			    INTAKE_ROWS_MAX, m->n);
	return ERR_OK;
}
