/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"
#include "caps/intake/intake_work.h"
#include "caps/order/order.h"
#include "intake.sql.h"
#include <stdio.h>
#include <string.h>

enum { ORDERS_MAX = 300000 };

static const char *id_key(struct making *m, int64_t id) { return arena_print(&m->cx->mem, "%lld", (long long)id); }

static void set_household(struct making *m, struct draft *d, const struct household *h)
{
	d->row.household_id = h->household_id;
	d->row.door = h->door;
	d->row.sort = arena_print(&m->cx->mem, "%020lld", (long long)h->sort);
}

/* Two doors as answers; else a person picks. */
static void offer_doors(struct making *m, struct draft *d, const uint32_t *at, size_t n)
{
	for (size_t i = 0; i < n && i < 2; i++) {
		const struct household *h = &m->doors.rows[at[i]];

		draft_answer(d, ACT_SET, h->household_id, arena_print(&m->cx->mem, "是 %s", h->door), arena_print(&m->cx->mem, "It is %s", h->door));
	}
	if (!n)
		draft_answer(d, ACT_PICK_HOUSEHOLD, 0, "选住户", "Choose the household");
	if (n < 2)
		draft_answer(d, ACT_DROP, 0, "去掉", "Leave out");
}

void judge_household(struct making *m, struct draft *d, const char *compound, const char *building, const char *unit, const char *room, const char *phone)
{
	uint32_t at[DOORS_FOUND_MAX];
	size_t n = *room ? doors_find(&m->doors, compound, building, unit, room, at) : 0;
	bool fits = false;

	for (size_t i = 0; i < n && n > 1 && *phone; i++)                  /* two families behind a door: the phone tells */
		if (household_phone_fits(m->cx, m->doors.rows[at[i]].household_id, phone, &fits) == ERR_OK && fits) {
			at[0] = at[i];
			n = 1;
		}
	if (n == 1) {
		set_household(m, d, &m->doors.rows[at[0]]);
		return;
	}
	draft_problem(d, !*room ? PROBLEM_ADDRESS : n ? PROBLEM_SEVERAL : PROBLEM_UNKNOWN);
	if (!n && *room)
		n = doors_near(&m->doors, building, unit, room, at);
	offer_doors(m, d, at, n);
}

/* One more of what is wanted, as an answer; draft_finish() adds the rest of the row. */
static void answer_with(struct making *m, struct draft *d, const struct offer_line *line, int64_t qty)
{
	draft_answer(d, ACT_SET, d->row.household_id, arena_print(&m->cx->mem, "%s %lld %s", line->zh, (long long)qty, line->unit),
		     arena_print(&m->cx->mem, "%s, %lld %s", line->zh, (long long)qty, line->unit));
	draft_answer_want(d, line->line_no, qty);
}

void judge_goods_of(struct making *m, struct draft *d, const char *name, const char *qty, const char *unit, const char *part)
{
	const struct offer_line *near[2] = { NULL, NULL }, *line = goods_find(&m->goods, name, near);
	int64_t thousandths = 0, n = 0;
	enum intake_problem problem;

	(void)part;
	if (!goods_read_qty(qty, &thousandths) || (thousandths < 0 && d->step == STEP_ADD)) {
		draft_problem(d, PROBLEM_QUANTITY);
		draft_answer(d, ACT_PICK_GOODS, d->row.household_id, "填份数", "Enter the quantity");
		draft_answer(d, ACT_DROP, 0, "去掉", "Leave out");
		return;
	}
	if (!line) {
		draft_problem(d, PROBLEM_GOODS);
		n = thousandths >= 1000 ? thousandths / 1000 : 1;
		if (d->row.problem == PROBLEM_GOODS && !d->n_answers && !near[0]) {
			draft_answer(d, ACT_PICK_GOODS, d->row.household_id, "选商品", "Choose the goods");
			draft_answer(d, ACT_DROP, 0, "去掉", "Leave out");
		} else if (d->row.problem == PROBLEM_GOODS && !d->n_answers) {
			answer_with(m, d, near[0], n);
			if (near[1])
				answer_with(m, d, near[1], n);
			else
				draft_answer(d, ACT_DROP, 0, "去掉", "Leave out");
		}
		return;
	}
	problem = goods_qty(line, thousandths, unit, &n);
	if (!problem && (thousandths || d->step == STEP_CHANGE)) {
		draft_want(d, line->line_no, n);
		return;
	}
	draft_problem(d, problem ? problem : PROBLEM_QUANTITY);
	if (!d->n_answers) {
		n = problem == PROBLEM_FRACTION ? n + 1 : problem == PROBLEM_UNIT && line->per_household && n > line->per_household ? 1 : n > 0 ? n : 1;
		answer_with(m, d, line, n);
		if (problem == PROBLEM_FRACTION && n > 1)
			answer_with(m, d, line, n - 1);
		else
			draft_answer(d, ACT_DROP, 0, "去掉", "Leave out");
	}
}

/* ---- what a household shall have, line after line ---- */

static int64_t wanted_of(const struct intake_want *wants, int n, int64_t line_no)
{
	for (int i = 0; i < n; i++)
		if (wants[i].line_no == line_no)
			return wants[i].qty;
	return 0;
}

static bool same_wants(const struct intake_want *a, int n, const struct intake_want *b, int k)
{
	if (n != k)
		return false;
	for (int i = 0; i < n; i++)
		if (wanted_of(b, k, a[i].line_no) != a[i].qty)
			return false;
	return true;
}

/* Base and change into what shall be: "+1" adds, "3" sets, 0 drops.  A single other product sets only itself. */
static void apply(struct draft *d, const struct intake_want *base, int n_base)
{
	struct intake_want out[INTAKE_WANTS_MAX];
	int n = 0;

	for (int i = 0; i < n_base; i++) {
		int64_t change = wanted_of(d->wants, d->n_wants, base[i].line_no);
		bool named = false;

		for (int k = 0; k < d->n_wants; k++)
			named = named || d->wants[k].line_no == base[i].line_no;
		out[n] = (struct intake_want){ .line_no = base[i].line_no, .qty = !named ? base[i].qty : d->plus ? base[i].qty + change : change };
		n += out[n].qty != 0;
	}
	for (int k = 0; k < d->n_wants && n < INTAKE_WANTS_MAX; k++) {
		bool known = false;

		for (int i = 0; i < n_base; i++)
			known = known || base[i].line_no == d->wants[k].line_no;
		if (!known && d->wants[k].qty)
			out[n++] = d->wants[k];
	}
	draft_set_wants(d, out, n);
	d->plus = false;
}

static bool negative(const struct draft *d)
{
	for (int i = 0; i < d->n_wants; i++)
		if (d->wants[i].qty <= 0)
			return true;
	return false;
}

static void replaced_by(struct draft *old, const struct draft *d)
{
	old->row.state = INTAKE_IGNORED;
	old->row.of_line = d->row.line_no;
	old->row.zh = "以后面一行为准";
	old->row.en = "a later line counts";
}

/* Twice in one list with different wishes: the later one or the earlier one. */
static void twice(struct making *m, struct draft *d, struct draft *old)
{
	draft_problem(d, PROBLEM_TWICE);
	d->row.zh = arena_print(&m->cx->mem, "第 %lld 行已订%s", (long long)old->row.line_no, wants_zh(m, old->wants, old->n_wants));
	d->row.en = arena_print(&m->cx->mem, "line %lld ordered already", (long long)old->row.line_no);
	draft_answer(d, ACT_SET, d->row.household_id, arena_print(&m->cx->mem, "按%s", wants_zh(m, d->wants, d->n_wants)), "Take this line");
	for (int i = 0; i < d->n_wants; i++)
		draft_answer_want(d, d->wants[i].line_no, d->wants[i].qty);
	draft_answer(d, ACT_DROP, 0, arena_print(&m->cx->mem, "还是%s", wants_zh(m, old->wants, old->n_wants)), "Keep the earlier line");
}

static void gone(struct making *m, struct draft *d, bool ordered)
{
	if (!ordered) {
		d->row.state = INTAKE_IGNORED;
		d->row.zh = "新版里没有了，也没有订单";
		d->row.en = "gone from the newer copy; there is no order";
		return;
	}
	d->n_wants = 0;
	draft_problem(d, PROBLEM_VANISHED);
	draft_answer(d, ACT_SET, d->row.household_id, "取消订单", "Cancel the order");
	draft_answer(d, ACT_DROP, 0, "留着", "Keep it");
	(void)m;
}

static const struct intake_orders_of_row *order_of(struct making *m, int64_t household_id)
{
	int64_t at = 0;

	return map_get(&m->have, id_key(m, household_id), &at) ? &m->orders[at - 1] : NULL;
}

/* One row of the list against what stands before it. */
static void judge_step(struct making *m, struct draft *d)
{
	const struct intake_orders_of_row *have = d->row.household_id ? order_of(m, d->row.household_id) : NULL;
	struct intake_want base[INTAKE_WANTS_MAX];
	struct draft *old = NULL;
	int64_t at = 0;
	int n_base = 0;

	if (d->row.state == INTAKE_IGNORED || d->row.state == INTAKE_PROBLEM || !d->row.household_id)
		return;
	if (map_get(&m->of_household, id_key(m, d->row.household_id), &at))
		old = m->rows[at - 1];
	if (d->step == STEP_GONE) {
		gone(m, d, have != NULL);
		return;
	}
	if (old) {
		n_base = old->n_wants;
		if (n_base)
			memcpy(base, old->wants, (size_t)n_base * sizeof *base);
	} else if (have) {
		n_base = wants_read(have->wants, base);
	}
	if (d->step == STEP_CANCEL)
		d->n_wants = 0;
	else if (d->step == STEP_CHANGE && !n_base && d->plus && negative(d))
		draft_problem(d, PROBLEM_NO_ORDER);
	else if (d->step == STEP_CHANGE)
		apply(d, base, n_base);
	else if (old && old->step != STEP_CANCEL && same_wants(d->wants, d->n_wants, old->wants, old->n_wants)) {
		d->row.state = INTAKE_IGNORED;
		d->row.of_line = old->row.line_no;
		d->row.zh = "和前面一行相同";
		d->row.en = "the same as an earlier line";
		return;
	} else if (old && old->step != STEP_CANCEL) {
		twice(m, d, old);
		return;
	}
	if (d->row.state != INTAKE_PROBLEM && negative(d))
		draft_problem(d, PROBLEM_QUANTITY);
	if (d->row.state == INTAKE_PROBLEM) {
		if (!d->n_answers) {
			draft_answer(d, ACT_PICK_GOODS, d->row.household_id, "填份数", "Enter the quantity");
			draft_answer(d, ACT_DROP, 0, "去掉", "Leave out");
		}
		return;
	}
	if (old)
		replaced_by(old, d);
	map_put(&m->of_household, id_key(m, d->row.household_id), d->row.row_no);
}

/* What is to be done for a household: nothing, a new order, another one, none any more. */
static void settle(struct making *m, struct draft *d)
{
	const struct intake_orders_of_row *have = d->row.household_id ? order_of(m, d->row.household_id) : NULL;
	struct intake_want now[INTAKE_WANTS_MAX];
	int n = have ? wants_read(have->wants, now) : 0;

	if (d->row.state == INTAKE_IGNORED || d->row.state == INTAKE_PROBLEM)
		return;
	d->row.doc_id = have ? have->doc_id : 0;
	if (same_wants(d->wants, d->n_wants, now, n)) {
		d->row.state = INTAKE_SAME;
		d->row.zh = have ? "已有同样的订单" : "没有要取消的订单";
		d->row.en = have ? "ordered like this already" : "there is no order to cancel";
	} else {
		d->row.state = !d->n_wants ? INTAKE_CANCEL : have || d->step == STEP_CHANGE ? INTAKE_CHANGE : INTAKE_READY;
	}
}

static enum err read_orders(struct making *m)
{
	m->have = MAP(&m->cx->mem);
	m->of_household = MAP(&m->cx->mem);
	TRY(intake_orders_of(m->cx, (struct intake_orders_of_in){ .district_id = m->cx->district_id, .offer_id = m->batch.offer_id, .limit = ORDERS_MAX },
			     &m->orders, &m->n_orders, ORDERS_MAX));
	for (size_t i = 0; i < m->n_orders; i++)
		map_put(&m->have, id_key(m, m->orders[i].household_id), (int64_t)i + 1);
	return ERR_OK;
}

/* Who stood in the copy of this list that was committed, and does not stand in the new one any more (same title, most others still there). */
static enum err judge_missing(struct making *m)
{
	size_t there = 0, listed = 0;
	struct map seen = MAP(&m->cx->mem);
	int64_t none;

	for (size_t i = 0; i < m->n; i++)
		if (m->rows[i]->row.household_id)
			map_put(&seen, id_key(m, m->rows[i]->row.household_id), 1);
	for (size_t i = 0; i < m->n_orders; i++)
		if (m->orders[i].place_id == m->batch.place_id && m->orders[i].source == m->batch.source && text_equal(m->orders[i].title, m->batch.title)) {
			listed++;
			there += map_get(&seen, id_key(m, m->orders[i].household_id), &none);
		}
	if (there * 2 < listed || !*m->title)
		return ERR_OK;
	for (size_t i = 0; i < m->n_orders; i++) {
		const struct intake_orders_of_row *o = &m->orders[i];
		struct household h;
		struct draft *d;

		if (o->place_id != m->batch.place_id || o->source != m->batch.source || !text_equal(o->title, m->batch.title)
		    || map_get(&seen, id_key(m, o->household_id), &none))
			continue;
		TRY(household_get(m->cx, o->household_id, &h));
		d = draft_new(m);
		set_household(m, d, &h);
		d->row.doubt = h.door;
		d->key = (uint64_t)h.household_id;                         /* no line of text says it */
		d->step = STEP_GONE;
		gone(m, d, true);
	}
	return ERR_OK;
}

/* The first refusal as a problem, with the figure that would do as the likely answer. */
static void refused(struct making *m, struct draft *d, const struct order_verdict *v)
{
	const struct offer_line *line = goods_line(&m->goods, v->line_no);

	draft_problem(d, v->kind == VERDICT_DUPLICATE || v->kind == VERDICT_TURN ? PROBLEM_OTHER_ORDER : PROBLEM_REFUSED);
	d->row.zh = v->zh;
	d->row.en = v->en;
	if (line && v->kind == VERDICT_LIMIT) {                            /* short enough for a label; the order says it in full */
		d->row.zh = arena_print(&m->cx->mem, "每户最多 %lld %s", (long long)v->limit, line->unit);
		d->row.en = arena_print(&m->cx->mem, "at most %lld per household", (long long)v->limit);
	} else if (line && v->kind == VERDICT_LEFT) {
		d->row.zh = arena_print(&m->cx->mem, "只剩 %lld %s", (long long)v->limit, line->unit);
		d->row.en = arena_print(&m->cx->mem, "only %lld left", (long long)v->limit);
	}
	if (line && (v->kind == VERDICT_LIMIT || v->kind == VERDICT_LEFT || v->kind == VERDICT_RATION) && v->limit > 0) {
		draft_answer(d, ACT_SET, d->row.household_id, arena_print(&m->cx->mem, "改成 %lld %s", (long long)v->limit, line->unit),
			     arena_print(&m->cx->mem, "Make it %lld", (long long)v->limit));
		for (int i = 0; i < d->n_wants; i++)
			draft_answer_want(d, d->wants[i].line_no, d->wants[i].line_no == v->line_no ? v->limit : d->wants[i].qty);
	} else if (line && d->n_wants > 1) {
		draft_answer(d, ACT_SET, d->row.household_id, arena_print(&m->cx->mem, "不要%s", line->zh), arena_print(&m->cx->mem, "Without %s", line->zh));
		for (int i = 0; i < d->n_wants; i++)
			if (d->wants[i].line_no != v->line_no)
				draft_answer_want(d, d->wants[i].line_no, d->wants[i].qty);
	} else {
		draft_answer(d, ACT_DROP, 0, "去掉", "Leave out");
	}
	draft_answer(d, ACT_ASK, d->row.household_id, "打电话问", "Call and ask");
}

enum err judge_order(struct ctx *cx, const struct intake_batch *b, const struct goods *g, struct order_checker *checker, struct draft *d, int64_t doc_id)
{
	struct order_want wants[INTAKE_WANTS_MAX];
	struct making m = { .cx = cx, .goods = *g };
	struct order_checked checked;
	struct order_draft draft = { .household_id = d->row.household_id, .offer_id = b->offer_id, .wants = wants, .n_wants = (size_t)d->n_wants, .pay = b->pay,
		.channel = b->source == INTAKE_CHAT ? ORDER_BY_CHAT : ORDER_BY_FILE, .unpaid = true, .asked_ms = b->asked_ms, .again_ok = doc_id != 0 };

	for (int i = 0; i < d->n_wants; i++)
		wants[i] = (struct order_want){ .line_no = d->wants[i].line_no, .qty = d->wants[i].qty };
	TRY(checker ? order_checker_check(cx, checker, &draft, &checked) : order_check(cx, &draft, &checked));
	for (size_t i = 0; i < checked.n_verdicts; i++) {
		const struct order_verdict *v = &checked.verdicts[i];

		if (!v->refuses || (doc_id && (v->kind == VERDICT_TURN || v->kind == VERDICT_DUPLICATE || v->kind == VERDICT_LEFT)))
			continue;
		refused(&m, d, v);
		return ERR_OK;
	}
	return ERR_OK;
}

enum err judge_answered(struct making *m, struct draft *d, struct order_checker *checker)
{
	d->row.state = INTAKE_READY;
	d->row.problem = PROBLEM_NONE;
	d->also = PROBLEM_NONE;
	d->n_answers = 0;
	d->plus = false;
	d->step = STEP_ADD;
	settle(m, d);
	return d->row.state == INTAKE_READY || d->row.state == INTAKE_CHANGE ? judge_order(m->cx, &m->batch, &m->goods, checker, d, d->row.doc_id) : ERR_OK;
}

enum err judge_all(struct making *m)
{
	struct order_checker *checker;

	TRY(read_orders(m));
	TRY(order_checker_open(m->cx, m->batch.offer_id, &checker));
	for (size_t i = 0; i < m->n; i++)
		judge_step(m, m->rows[i]);
	for (size_t i = 0; i < m->n; i++)
		settle(m, m->rows[i]);
	TRY(judge_missing(m));
	for (size_t i = 0; i < m->n; i++) {
		struct draft *d = m->rows[i];

		if (d->row.state == INTAKE_READY || d->row.state == INTAKE_CHANGE)
			TRY(judge_order(m->cx, &m->batch, &m->goods, checker, d, d->row.doc_id));
	}
	return ERR_OK;
}
