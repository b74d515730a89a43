/* SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "caps/intake/intake_world.h"
#include "base/text.h"
#include "both_stores.h"
#include <stdio.h>
#include <string.h>

static void assert_state(struct ctx *cx, int64_t batch_id, int64_t line, const char *state, const char *problem)
{
	struct intake_row r = row_of_line(cx, batch_id, line);

	if (strcmp(intake_state_words[r.state], state) || strcmp(intake_problem_words[r.problem], problem))
		fail_with("line %lld: %s/%s, not %s/%s (%s)", (long long)line, intake_state_words[r.state], intake_problem_words[r.problem], state, problem, r.zh);
}

static struct intake_done committed(struct ctx *cx, int64_t batch_id)
{
	struct intake_done done;

	must(intake_commit(cx, batch_id, &done));
	return done;
}

static int64_t taken(struct ctx *cx, const struct ordering *w, int64_t line_no)
{
	struct offer o;

	must(offer_get(cx, w->offer, &o));
	return o.lines[line_no - 1].on_sale - o.lines[line_no - 1].left;
}

static void reads(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct intake_batch b = pasted(cx, &w, "#接龙\n明天的菜\n例 3-1-101 张三 2份\n\n1. 3-1-101 演示住户 2份\n2. 3-1-102 李四 13812345678 鸡蛋10枚\n3. 3-1-103 5份\n4. 3-1-999 1份\n5. 我也要\n谢谢团长\n");
	struct intake_row r;
	struct intake_done done;

	assert_int_equal(b.ready, 2);
	assert_int_equal(b.problems, 3);
	assert_int_equal(b.ignored, 4);
	assert_string_equal(b.title, "明天的菜");
	assert_state(cx, b.batch_id, 5, "ready", "none");
	assert_state(cx, b.batch_id, 7, "problem", "refused");           /* at most 3 a household */
	r = row_of_line(cx, b.batch_id, 7);
	assert_int_equal(r.answers.n, 2);
	assert_string_equal(((struct intake_answer *)r.answers.at)[0].zh, "改成 3 份");
	assert_state(cx, b.batch_id, 8, "problem", "unknown");
	assert_state(cx, b.batch_id, 9, "problem", "address");
	r = row_of_line(cx, b.batch_id, 6);                              /* neither name nor phone stands in full */
	assert_null(strstr(r.before, "李四"));
	assert_null(strstr(r.before, "13812345678"));
	assert_non_null(strstr(r.before, "138****5678"));
	done = committed(cx, b.batch_id);
	assert_int_equal(done.placed, 2);
	assert_int_equal(done.left, 0);
	assert_int_equal(taken(cx, &w, 1), 2);
	assert_int_equal(taken(cx, &w, 3), 10);
	close_docs(cx);
}

static void D4_1_a_pasted_list_becomes_orders_and_what_is_doubtful_waits(void **state)
{
	(void)state;
	for_each_store(reads);
}

/* The same list again changes nothing; a newer copy only what differs; what vanished is asked. */
static void again(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	const char *first = "#接龙\n明天的菜\n1. 3-1-101 2份\n2. 3-1-102 1份\n3. 3-1-103 1份\n", *second = "#接龙\n明天的菜\n1. 3-1-101 3份\n2. 3-1-102 1份\n3. 3-1-104 1份\n";
	struct intake_batch b = pasted(cx, &w, first);
	struct intake_row *rows;
	struct intake_done done;
	size_t n;

	assert_int_equal(committed(cx, b.batch_id).placed, 3);
	b = pasted(cx, &w, first);
	assert_int_equal(b.same, 3);
	assert_int_equal(b.ready + b.changes + b.cancels + b.problems, 0);
	assert_int_equal(committed(cx, b.batch_id).placed, 0);
	assert_int_equal(taken(cx, &w, 1), 4);
	b = pasted(cx, &w, second);
	assert_int_equal(b.changes, 1);
	assert_int_equal(b.ready, 1);
	assert_int_equal(b.same, 1);
	assert_int_equal(b.problems, 1);
	must(intake_rows(cx, &(struct intake_page){ .batch_id = b.batch_id, .state = INTAKE_PROBLEM, .limit = 10 }, &rows, &n));
	assert_int_equal(rows[0].problem, PROBLEM_VANISHED);
	assert_string_equal(rows[0].door, "3-1-103");
	must(intake_answer(cx, &(struct intake_reply){ .batch_id = b.batch_id, .row_no = rows[0].row_no, .act = ACT_SET, .household_id = rows[0].household_id }, &rows[0]));
	assert_int_equal(rows[0].state, INTAKE_CANCEL);
	done = committed(cx, b.batch_id);
	assert_int_equal(done.changed, 1);
	assert_int_equal(done.placed, 1);
	assert_int_equal(done.cancelled, 1);
	assert_int_equal(done.refused, 0);
	assert_int_equal(taken(cx, &w, 1), 5);
	close_docs(cx);
}

static void S3_6_the_same_list_again_updates_and_never_doubles(void **state)
{
	(void)state;
	for_each_store(again);
}

static void steps(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct intake_batch b = pasted(cx, &w,
		"1. 3-1-101 1份\n2. 3-1-101 再加1份\n3. 3-1-102 2份\n4. 3-1-102 取消\n5. 3-1-103 1份\n6. 3-1-103 2份\n7. 3-1-104 0.5份\n8. 3-1-104 减1份\n9. 3-1-104 香蕉2斤\n");

	assert_state(cx, b.batch_id, 1, "ignored", "none");
	assert_state(cx, b.batch_id, 2, "change", "none");
	assert_state(cx, b.batch_id, 3, "ignored", "none");
	assert_state(cx, b.batch_id, 4, "same", "none");
	assert_state(cx, b.batch_id, 5, "ready", "none");
	assert_state(cx, b.batch_id, 6, "problem", "twice");
	assert_state(cx, b.batch_id, 7, "problem", "fraction");
	assert_state(cx, b.batch_id, 8, "problem", "no_order");
	assert_state(cx, b.batch_id, 9, "problem", "goods");
	assert_int_equal(committed(cx, b.batch_id).placed, 2);
	assert_int_equal(taken(cx, &w, 1), 3);
	close_docs(cx);
}

static void changes_cancellations_fractions_and_negatives_each_end_where_they_should(void **state)
{
	(void)state;
	for_each_store(steps);
}

static void answers(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct intake_batch b = pasted(cx, &w, "1. 3-1-103 5份\n2. 我也要\n");
	struct intake_row r = row_of_line(cx, b.batch_id, 1);
	const struct intake_answer *likely = r.answers.at;

	must(intake_answer(cx, &(struct intake_reply){ .batch_id = b.batch_id, .row_no = r.row_no, .act = likely->act, .household_id = likely->household_id, .wants = likely->wants }, &r));
	assert_int_equal(r.state, INTAKE_READY);
	r = row_of_line(cx, b.batch_id, 2);
	must(intake_answer(cx, &(struct intake_reply){ .batch_id = b.batch_id, .row_no = r.row_no, .act = ACT_SET, .household_id = w.away,
		.wants = { &(struct intake_want){ .line_no = 1, .qty = 1 }, 1 } }, &r));
	assert_int_equal(r.state, INTAKE_READY);
	must(intake_answer(cx, &(struct intake_reply){ .batch_id = b.batch_id, .row_no = r.row_no, .act = ACT_DROP }, &r));
	assert_int_equal(r.state, INTAKE_IGNORED);
	refused(ERR_BAD_INPUT, intake_answer(cx, &(struct intake_reply){ .batch_id = b.batch_id, .row_no = r.row_no, .act = ACT_SET, .household_id = w.away,
		.wants = { &(struct intake_want){ .line_no = 77, .qty = 1 }, 1 } }, &r));
	refused(ERR_NOT_FOUND, intake_answer(cx, &(struct intake_reply){ .batch_id = b.batch_id, .row_no = 99, .act = ACT_DROP }, &r));
	assert_int_equal(committed(cx, b.batch_id).placed, 1);
	refused(ERR_BAD_STATE, intake_answer(cx, &(struct intake_reply){ .batch_id = b.batch_id, .row_no = 1, .act = ACT_DROP }, &r));
	b = pasted(cx, &w, "1. 3-1-103 5份\n2. 我也要\n3. 3-1-101 1份\n");       /* answers hold for the same lines */
	assert_int_equal(b.problems, 0);
	assert_int_equal(b.ready, 1);
	close_docs(cx);
}

static void two_taps_solve_a_problem_and_the_answer_holds_for_the_next_copy(void **state)
{
	(void)state;
	for_each_store(answers);
}

/* What was answered is what is wanted; whether the order for it still stands is another matter. */
static void answered_before(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	const char *text = "1. 3-1-103 5份\n2. 3-1-104 5份\n";
	struct intake_batch b = pasted(cx, &w, text);
	struct order_view order;
	struct doc_moved moved;
	struct intake_row r;

	for (int64_t line = 1; line <= 2; line++) {
		r = row_of_line(cx, b.batch_id, line);
		const struct intake_answer *likely = r.answers.at;
		must(intake_answer(cx, &(struct intake_reply){ .batch_id = b.batch_id, .row_no = r.row_no, .act = likely->act, .household_id = likely->household_id, .wants = likely->wants }, &r));
	}
	assert_int_equal(committed(cx, b.batch_id).placed, 2);
	assert_int_equal(taken(cx, &w, 1), 6);
	b = pasted(cx, &w, text);
	assert_state(cx, b.batch_id, 1, "same", "none");
	r = row_of_line(cx, b.batch_id, 1);
	must(order_get(cx, r.doc_id, &order));
	must(order_cancel(cx, r.doc_id, order.doc.version, false, "电话里说不要了", &moved));
	assert_int_equal(taken(cx, &w, 1), 3);
	b = pasted(cx, &w, text);
	assert_state(cx, b.batch_id, 1, "ready", "none");
	assert_state(cx, b.batch_id, 2, "same", "none");
	assert_non_null(strstr(row_of_line(cx, b.batch_id, 1).zh, "已取消"));
	cx->now_ms += 14 * 3600 * 1000;                                  /* after the cut-off the answer does not help any more */
	b = pasted(cx, &w, text);
	assert_state(cx, b.batch_id, 1, "problem", "refused");
	assert_state(cx, b.batch_id, 2, "same", "none");
	close_docs(cx);
}

static void an_answer_kept_from_the_last_copy_is_held_against_the_orders_of_now(void **state)
{
	(void)state;
	for_each_store(answered_before);
}

/* Two vanish from the list: to keep one says nothing about the other. */
static void vanished(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct intake_batch b = pasted(cx, &w, "#接龙\n明天的菜\n1. 3-1-101 2份\n2. 3-1-102 1份\n3. 3-1-103 1份\n4. 3-1-104 1份\n");
	const char *shorter = "#接龙\n明天的菜\n1. 3-1-101 2份\n2. 3-1-102 1份\n";
	struct intake_row *rows;
	size_t n;

	assert_int_equal(committed(cx, b.batch_id).placed, 4);
	b = pasted(cx, &w, shorter);
	assert_int_equal(b.problems, 2);
	must(intake_rows(cx, &(struct intake_page){ .batch_id = b.batch_id, .state = INTAKE_PROBLEM, .limit = 10 }, &rows, &n));
	must(intake_answer(cx, &(struct intake_reply){ .batch_id = b.batch_id, .row_no = rows[0].row_no, .act = ACT_DROP }, &rows[0]));
	for (int copy = 0; copy < 2; copy++) {
		b = pasted(cx, &w, shorter);
		assert_int_equal(b.problems, 1);
		must(intake_rows(cx, &(struct intake_page){ .batch_id = b.batch_id, .state = INTAKE_PROBLEM, .limit = 10 }, &rows, &n));
		assert_string_equal(rows[0].door, "3-1-104");
	}
	close_docs(cx);
}

static void an_answer_for_one_household_that_vanished_is_not_taken_for_another(void **state)
{
	(void)state;
	for_each_store(vanished);
}

static void rights(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct intake_batch b = pasted(cx, &w, "1. 3-1-101 张三 1份\n");
	const char *text;
	int64_t id;

	must(intake_text(cx, b.batch_id, &text));
	assert_string_equal(text, "1. 3-1-101 张三 1份\n");
	must(intake_forget(cx, b.batch_id));
	refused(ERR_BAD_STATE, intake_text(cx, b.batch_id, &text));
	cx->actor = w.stranger;
	refused(ERR_NOT_FOUND, intake_get(cx, b.batch_id, &b));
	refused(ERR_NOT_FOUND, intake_text(cx, b.batch_id, &text));
	assert_int_not_equal(intake_take_text(cx, &(struct intake_paste){ .place_id = w.m.grid, .offer_id = w.offer, .text = "1. 3-1-101 1份" }, &id), ERR_OK);
	close_docs(cx);
}

static void the_text_as_it_came_is_for_few_and_can_be_erased(void **state)
{
	(void)state;
	for_each_store(rights);
}

/* After the cut-off nothing is lost: the lines stay, each with the sentence. */
static void late(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct intake_batch b;

	cx->now_ms += 14 * 3600 * 1000;
	b = pasted(cx, &w, "1. 3-1-101 1份\n2. 3-1-102 1份\n");
	assert_int_equal(b.problems, 2);
	assert_int_equal(b.ready, 0);
	assert_int_equal(committed(cx, b.batch_id).placed, 0);
	close_docs(cx);
}

static void lines_after_the_cut_off_wait_with_the_reason(void **state)
{
	(void)state;
	for_each_store(late);
}

static struct intake_batch uploaded(struct ctx *cx, const struct ordering *w, const char *name, const char *csv, const char *columns)
{
	struct intake_batch b;
	int64_t id = 0;

	must(intake_take_file(cx, &(struct intake_upload){ .place_id = w->m.grid, .offer_id = w->offer, .default_line = 1, .name = name, .columns = columns,
		.body = { csv, strlen(csv) } }, &id));
	must(intake_get(cx, id, &b));
	return b;
}

static void wide(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct intake_guess guess;
	const char *csv = "幸福家园团购登记,,,,,\n楼栋,单元,房号,姓名,蔬菜包（50元）,鸡蛋,备注\n3号楼,1单元,101,甲,２,10,放门口\n,,102,乙,1,,\n,,103,丙,2026-11-21,,\n,,104,丁,,,\n3号楼,1,888,戊,1,,\n合计,,,,4,10,\n";
	struct intake_batch b;

	must(intake_look(cx, &(struct intake_upload){ .place_id = w.m.grid, .offer_id = w.offer, .name = "d.csv", .body = { csv, strlen(csv) } }, &guess));
	assert_string_equal(guess.form, "wide");
	assert_int_equal(guess.header_row, 2);
	b = uploaded(cx, &w, "d.csv", csv, NULL);
	assert_int_equal(b.ready, 2);
	assert_int_equal(b.problems, 2);
	assert_state(cx, b.batch_id, 3, "ready", "none");
	assert_state(cx, b.batch_id, 4, "ready", "none");
	assert_state(cx, b.batch_id, 5, "problem", "quantity");          /* a date where a number belongs */
	assert_state(cx, b.batch_id, 6, "ignored", "none");              /* nothing asked */
	assert_state(cx, b.batch_id, 7, "problem", "unknown");
	assert_int_equal(committed(cx, b.batch_id).placed, 2);
	assert_int_equal(taken(cx, &w, 1), 3);
	assert_int_equal(taken(cx, &w, 3), 10);
	b = uploaded(cx, &w, "d.csv", csv, NULL);
	assert_int_equal(b.same, 2);
	close_docs(cx);
}

static void a_wide_table_with_totals_dates_and_full_width_digits_loses_nothing(void **state)
{
	(void)state;
	for_each_store(wide);
}

static void longer(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct intake_batch b = uploaded(cx, &w, "qun.csv",
		"接龙号,昵称,商品,数量,金额,收货地址,手机,订单状态\n1,小雨,蔬菜包,1,50,3号楼1单元101,13800000001,已支付\n1,小雨,鸡蛋,10,8,3号楼1单元101,13800000001,已支付\n"
		"2,豆豆妈,大白菜,2,7,3-1-102,,已支付\n3,老王,蔬菜包,1,50,3-1-103,,已取消\n4,阿福,茄子,1,5,3-1-104,,已支付\n小计,,,,,,,\n", NULL);

	assert_int_equal(b.ready, 2);
	assert_state(cx, b.batch_id, 2, "ready", "none");
	assert_int_equal(row_of_line(cx, b.batch_id, 2).wants.n, 2);
	assert_state(cx, b.batch_id, 4, "ready", "none");
	assert_state(cx, b.batch_id, 5, "same", "none");
	assert_state(cx, b.batch_id, 6, "problem", "goods");
	close_docs(cx);
}

static void a_long_table_gathers_the_rows_of_a_household(void **state)
{
	(void)state;
	for_each_store(longer);
}

static void notes(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct intake_batch b = pasted(cx, &w, "1. 3-1-101 2份\n");
	struct intake_note *found;
	size_t n;

	assert_int_equal(committed(cx, b.batch_id).placed, 1);
	must(intake_notes(cx, w.offer, w.m.grid, &found, &n));
	assert_int_equal(n, 5);
	assert_non_null(strstr(found[0].text, "蔬菜包 50.00元/份，每户最多 3 份"));
	assert_non_null(strstr(found[2].text, "蔬菜包 2 份"));
	assert_non_null(strstr(found[3].text, "3-1-102、3-1-103、3-1-104"));
	assert_null(strstr(found[3].text, "3-1-101"));
	assert_non_null(strstr(found[4].text, "3-1-101 取货号 001"));
	for (size_t i = 0; i < n; i++)
		assert_null(strstr(found[i].text, "演示住户"));           /* doors only */
	close_docs(cx);
}

static void texts_to_paste_back_name_doors_and_no_people(void **state)
{
	(void)state;
	for_each_store(notes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(D4_1_a_pasted_list_becomes_orders_and_what_is_doubtful_waits),
		cmocka_unit_test(S3_6_the_same_list_again_updates_and_never_doubles),
		cmocka_unit_test(changes_cancellations_fractions_and_negatives_each_end_where_they_should),
		cmocka_unit_test(two_taps_solve_a_problem_and_the_answer_holds_for_the_next_copy),
		cmocka_unit_test(an_answer_kept_from_the_last_copy_is_held_against_the_orders_of_now),
		cmocka_unit_test(an_answer_for_one_household_that_vanished_is_not_taken_for_another),
		cmocka_unit_test(the_text_as_it_came_is_for_few_and_can_be_erased),
		cmocka_unit_test(lines_after_the_cut_off_wait_with_the_reason),
		cmocka_unit_test(a_wide_table_with_totals_dates_and_full_width_digits_loses_nothing),
		cmocka_unit_test(a_long_table_gathers_the_rows_of_a_household),
		cmocka_unit_test(texts_to_paste_back_name_doors_and_no_people),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
