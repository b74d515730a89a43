/* SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "engine/jielong_list.h"
#include <stdio.h>
#include <string.h>

/* What a whole text says: one word per verdict, "line:action[>of][=items]". */
struct told { char text[4000]; size_t n; };

static void tell(void *own, const struct jielong_verdict *v)
{
	struct told *t = own;

	if (t->n > sizeof t->text - 400)
		return;
	t->n += (size_t)snprintf(t->text + t->n, sizeof t->text - t->n, "%s%u:%s", t->n ? " " : "", v->line, jielong_actions[v->read.action]);
	if (v->of)
		t->n += (size_t)snprintf(t->text + t->n, sizeof t->text - t->n, ">%u", v->of);
	for (int i = 0; i < v->read.n_items; i++)
		t->n += (size_t)snprintf(t->text + t->n, sizeof t->text - t->n, "%s%s*%s", i ? "," : "=", v->read.item[i].name, v->read.item[i].qty);
}

static void assert_told(const char *text, const char *want)
{
	struct arena mem = { 0 };
	struct told t = { .n = 0 };

	jielong_list(&mem, text, strlen(text), false, tell, &t);
	assert_string_equal(t.text, want);
	arena_reset(&mem);
}

static void D4_1_a_reposted_list_counts_once_and_what_vanished_is_cancelled(void **state)
{
	(void)state;
	assert_told("#接龙\n蔬菜包58元/份\n1. 3-2-501 张三 2份\n2. 3-2-502 李四 1份\n#接龙\n蔬菜包58元/份\n1. 3-2-501 张三 3份\n2. 4-1-301 1份\n",
		"1:ignore>5 2:ignore>5 3:ignore>7 4:ignore>5 5:ignore 5:cancel>4 6:ignore 7:add=**3 8:add=**1");
}

static void the_same_list_pasted_twice_counts_once(void **state)
{
	(void)state;
	assert_told("#接龙\n蔬菜包\n1. 3-2-501 2份\n2. 3-2-502 1份\n#接龙\n蔬菜包\n1. 3-2-501 2份\n2. 3-2-502 1份\n",
		"1:ignore>5 2:ignore>5 3:ignore>7 4:ignore>8 5:ignore 6:ignore 7:add=**2 8:add=**1");
	assert_told("1. 3-2-501 2份\n2. 3-2-502 1份\n1. 3-2-501 2份\n2. 3-2-502 1份\n3. 3-2-503 1份\n",
		"1:ignore>3 2:ignore>4 3:add=**2 4:add=**1 5:add=**1");
}

static void two_lists_pasted_together_stay_two(void **state)
{
	(void)state;
	assert_told("#接龙\n4月12日蔬菜包\n1. 3-2-501 2份\n2. 3-2-502 1份\n#接龙\n4月13日水果包\n1. 3-2-501 1份\n2. 4-1-101 1份\n",
		"1:ignore 2:ignore 3:add=**2 4:add=**1 5:ignore 6:ignore 7:add=**1 8:add=**1");
}

static void what_came_back_is_not_cancelled(void **state)
{
	(void)state;
	assert_told("#接龙\n菜\n1. 3-2-501 1份\n2. 3-2-502 1份\n#接龙\n菜\n1. 3-2-501 1份\n#接龙\n菜\n1. 3-2-501 1份\n2. 3-2-502 2份\n",
		"1:ignore>8 2:ignore>8 3:ignore>10 4:ignore>11 5:ignore>8 6:ignore>8 7:ignore>10 8:ignore 9:ignore 10:add=**1 11:add=**2");
}

static void an_entry_over_several_lines_is_one_order(void **state)
{
	(void)state;
	assert_told("#接龙\n菜\n1. 3-2-501 张三\n鸡蛋2板\n13800000001\n2. 3-2-502 1份\n放门口\n3. 3-2-503 1份\n我也要\n谢谢团长\n",
		"1:ignore 2:ignore 3:add=鸡蛋*2 4:ignore>3 5:ignore>3 6:add=**1 7:ignore>6 8:add=**1 9:add=**1 10:ignore");
	assert_told("1. 3-2-501 1份\n谢谢团长\n", "1:add=**1 2:ignore");
}

static void headers_and_examples_never_become_orders(void **state)
{
	(void)state;
	assert_told("#接龙\n4月13日水果\n苹果5斤装 香蕉3斤\n例 3-2-501 张三 2份\n\n1. 3-2-501 1份\n以上已截单，谢谢大家\n",
		"1:ignore 2:ignore 3:ignore 4:ignore 5:ignore 6:add=**1 7:ignore");
}

static void quoted_messages_are_left_out(void **state)
{
	(void)state;
	assert_told("「张三：3-2-501 2份」\n- - - - - - - - - - -\n3-2-502 1份\n", "1:ignore 2:ignore 3:add=**1");
}

static void what_is_said_beside_the_list_stands_by_itself(void **state)
{
	(void)state;
	assert_told("#接龙\n菜\n1. 3-2-501 1份\n\n3-2-505 2份\n#接龙\n菜\n1. 3-2-501 1份\n2. 3-2-502 1份\n",
		"1:ignore>6 2:ignore>6 3:ignore>8 4:ignore 5:add=**2 6:ignore 7:ignore 8:add=**1 9:add=**1");
}

static void line_ends_and_empty_texts_are_told_exactly(void **state)
{
	(void)state;
	assert_told("", "");
	assert_told("\n", "1:ignore");
	assert_told("1. 3-2-501 1份\r\n2. 3-2-502 1份", "1:add=**1 2:add=**1");
}

/* A hundred thousand copies of one entry: time grows with the text, not with its square. */
static void many_copies_take_their_time_only_once(void **state)
{
	struct arena mem = { 0 };
	struct told t = { .n = 0 };
	enum { COPIES = 20000 };
	static char text[COPIES * 20];
	size_t n = 0;

	(void)state;
	for (int i = 0; i < COPIES; i++)
		n += (size_t)snprintf(text + n, sizeof text - n, "1. 3-2-501 %d份\n", i % 9 + 1);
	jielong_list(&mem, text, n, false, tell, &t);
	assert_memory_equal(t.text, "1:ignore>20000 2:", 17);
	arena_reset(&mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(D4_1_a_reposted_list_counts_once_and_what_vanished_is_cancelled),
		cmocka_unit_test(the_same_list_pasted_twice_counts_once),
		cmocka_unit_test(two_lists_pasted_together_stay_two),
		cmocka_unit_test(what_came_back_is_not_cancelled),
		cmocka_unit_test(an_entry_over_several_lines_is_one_order),
		cmocka_unit_test(headers_and_examples_never_become_orders),
		cmocka_unit_test(quoted_messages_are_left_out),
		cmocka_unit_test(what_is_said_beside_the_list_stands_by_itself),
		cmocka_unit_test(line_ends_and_empty_texts_are_told_exactly),
		cmocka_unit_test(many_copies_take_their_time_only_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
