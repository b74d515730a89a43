/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/intake/intake_work.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const intake_source_words[] = { "chat", "file", NULL };
const char *const intake_state_words[] = { "ready", "change", "cancel", "problem", "ignored", "same", "done", "refused", NULL };
const char *const intake_act_words[] = { "set", "drop", "pick_household", "pick_goods", "ask", NULL };
const char *const intake_problem_words[] = {
#define PROBLEM(name, word, zh, en) word,
#include "caps/intake/problems.def"
#undef PROBLEM
	NULL };
static const struct { const char *zh, *en; } said[] = {
#define PROBLEM(name, word, zh, en) { zh, en },
#include "caps/intake/problems.def"
#undef PROBLEM
};

struct draft *draft_new(struct making *m)
{
	struct draft *d = arena_new(&m->cx->mem, sizeof *d);

	d->mem = &m->cx->mem;
	d->row = (struct intake_row){ .row_no = (int64_t)m->n + 1, .door = "", .before = "", .doubt = "", .after = "", .remark = "", .zh = "", .en = "" };
	arena_push(&m->cx->mem, m->rows, m->n, m->room) = d;
	return d;
}

void draft_set_wants(struct draft *d, const struct intake_want *wants, int n)
{
	struct intake_want *copy = arena_array(d->mem, struct intake_want, n + 1);

	if (n)
		memcpy(copy, wants, (size_t)n * sizeof *copy);
	d->wants = copy;
	d->n_wants = n;
}

static void add_want(struct arena *mem, struct intake_want **wants, int *n, int64_t line_no, int64_t qty)
{
	if (*n >= INTAKE_WANTS_MAX)
		return;
	*wants = arena_grow(mem, *wants, (size_t)*n * sizeof **wants, (size_t)(*n + 1) * sizeof **wants);
	(*wants)[(*n)++] = (struct intake_want){ .line_no = line_no, .qty = qty };
}

static void add_to(struct arena *mem, struct intake_want **wants, int *n, int64_t line_no, int64_t qty)
{
	for (int i = 0; i < *n; i++)
		if ((*wants)[i].line_no == line_no) {
			(*wants)[i].qty += qty;
			return;
		}
	add_want(mem, wants, n, line_no, qty);
}

void draft_want(struct draft *d, int64_t line_no, int64_t qty) { add_to(d->mem, &d->wants, &d->n_wants, line_no, qty); }

void draft_problem(struct draft *d, enum intake_problem problem)
{
	if (d->row.state == INTAKE_PROBLEM) {                     /* the first one found is told first */
		if (problem != d->row.problem || problem >= PROBLEM_GOODS)
			d->also = problem;
		return;
	}
	d->row.state = INTAKE_PROBLEM;
	d->row.problem = problem;
	d->row.zh = said[problem].zh;
	d->row.en = said[problem].en;
	d->n_answers = 0;
}

struct intake_answer *draft_answer(struct draft *d, enum intake_act act, int64_t household_id, const char *zh, const char *en)
{
	struct intake_answer *a = &d->answers[d->n_answers < 2 ? d->n_answers++ : 1];
	int i = (int)(a - d->answers);

	*a = (struct intake_answer){ .act = act, .household_id = household_id, .zh = zh, .en = en };
	d->answer_wants[i] = NULL;
	d->n_answer_wants[i] = 0;
	return a;
}

void draft_answer_want(struct draft *d, int64_t line_no, int64_t qty)
{
	int i = d->n_answers - 1;

	if (i >= 0)
		add_want(d->mem, &d->answer_wants[i], &d->n_answer_wants[i], line_no, qty);
}

static bool about_goods(int64_t problem)
{
	return problem == PROBLEM_GOODS || problem == PROBLEM_UNIT || problem == PROBLEM_FRACTION || problem == PROBLEM_QUANTITY;
}

/* What the reader doubted but goods and household are clear: as it was read, or what the person says. */
static void answer_as_read(struct making *m, struct draft *d)
{
	if (d->n_wants && !d->also && !d->plus && d->row.household_id) {
		draft_answer(d, ACT_SET, d->row.household_id, arena_print(d->mem, "是%s", wants_zh(m, d->wants, d->n_wants)), "As it was read");
		for (int k = 0; k < d->n_wants; k++)
			draft_answer_want(d, d->wants[k].line_no, d->wants[k].qty);
	} else if (!d->row.household_id) {
		draft_answer(d, ACT_PICK_HOUSEHOLD, 0, "选住户", "Choose the household");
	}
	if (d->row.household_id)
		draft_answer(d, ACT_PICK_GOODS, d->row.household_id, "填份数", "Enter the quantity");
	if (d->n_answers < 2)
		draft_answer(d, ACT_DROP, 0, "去掉", "Leave out");
}

void draft_finish(struct making *m, struct draft *d)
{
	if (d->row.state == INTAKE_PROBLEM && !d->n_answers) {
		answer_as_read(m, d);
		return;
	}
	if (d->row.state != INTAKE_PROBLEM || d->row.problem > PROBLEM_QUANTITY)
		return;
	for (int i = 0; i < d->n_answers; i++) {
		struct intake_want *choice = d->answer_wants[i];
		const int n = about_goods(d->row.problem) ? d->n_answer_wants[i] : 0;

		if (d->answers[i].act != ACT_SET)
			continue;
		d->answer_wants[i] = NULL;
		d->n_answer_wants[i] = 0;
		for (int k = 0; k < d->n_wants; k++)
			add_want(d->mem, &d->answer_wants[i], &d->n_answer_wants[i], d->wants[k].line_no, d->wants[k].qty);
		for (int k = 0; k < n; k++)
			add_to(d->mem, &d->answer_wants[i], &d->n_answer_wants[i], choice[k].line_no, choice[k].qty);
		if (d->also)
			d->answers[i].act = ACT_PICK_GOODS;
	}
	if (d->also && about_goods(d->also)) {
		d->row.zh = arena_print(d->mem, "%s；另有商品也%s", d->row.zh, said[d->also].zh);
		d->row.en = arena_print(d->mem, "%s; and of other goods: %s", d->row.en, said[d->also].en);
	}
}

const char *wants_text(struct arena *mem, const struct intake_want *wants, int n)
{
	struct buf b = BUF(mem);

	for (int i = 0; i < n; i++)
		buf_print(&b, "%s%lld:%lld", i ? "," : "", (long long)wants[i].line_no, (long long)wants[i].qty);
	return buf_get(&b);
}

int wants_read(const char *text, struct intake_want ret[static INTAKE_WANTS_MAX])
{
	int n = 0;

	for (const char *at = text; *at && n < INTAKE_WANTS_MAX; ) {
		char *end;
		long long line = strtoll(at, &end, 10), qty = *end == ':' ? strtoll(end + 1, &end, 10) : 0;

		ret[n++] = (struct intake_want){ .line_no = line, .qty = qty };
		at = *end == ',' ? end + 1 : end + strlen(end);
	}
	return n;
}

const char *wants_zh(struct making *m, const struct intake_want *wants, int n)
{
	struct buf b = { .mem = &m->cx->mem, .max = 300 };

	for (int i = 0; i < n; i++) {
		const struct offer_line *l = goods_line(&m->goods, wants[i].line_no);

		if (l && n == 1 && l->line_no == m->goods.default_line)                  /* "2 份" of what the list is about */
			buf_print(&b, " %lld %s", (long long)wants[i].qty, l->unit);
		else if (l)
			buf_print(&b, "%s%s %lld %s", i ? "、" : "", m->goods.offer.n_lines > 1 ? l->zh : "", (long long)wants[i].qty, l->unit);
	}
	return buf_get(&b);
}
