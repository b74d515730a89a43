/* SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "file/label_pdf.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static struct label sample(struct ctx *cx, size_t i)
{
	static const char *const names[] = { "周八", "吴九", "郑十", "张三", "李四", "欧阳建国" };
	static const char *const what[] = { "全家包 1 份", "蔬菜包 1 份", "菜肉包 2 份、鲜鸡蛋 10 枚 2 盒、大米 5 kg 1 袋、菜籽油 1.8 L 1 瓶" };
	bool due = i % 5 == 1;

	return (struct label){ .door = arena_print(&cx->mem, "%zu-%zu-%zu0%zu", 1 + i / 60, 1 + i / 24 % 3, 6 - i / 4 % 6, 1 + i % 4),
		.number = arena_print(&cx->mem, "%zu", i + 14), .who = arena_print(&cx->mem, "%s  138****%04zu", names[i % 6], i),
		.contents = what[i % 3], .amount = arena_print(&cx->mem, "¥%zu.00", 50 + i % 3 * 50), .paid = due ? NULL : "已付",
		.marks = { due ? "未付" : i % 7 == 2 ? "上门" : NULL }, .where = "云水社区 3 号楼 2 单元", .when = "11-25 午间",
		.qr = arena_print(&cx->mem, "BG%lld.%zu", 455891805536256000LL + (long long)i, i + 14) };
}

static struct bytes made(struct ctx *cx, size_t n, int64_t paper)
{
	struct label *labels = arena_array(&cx->mem, struct label, n + 1);
	struct bytes pdf = { 0 };

	for (size_t i = 0; i < n; i++)
		labels[i] = sample(cx, i);
	assert_int_equal(label_pdf_write(cx, labels, n, paper, 20779, &pdf), ERR_OK);
	return pdf;
}

static size_t pages(struct bytes pdf)
{
	size_t n = 0;

	for (const char *at = pdf.at; (at = memmem(at, pdf.n - (size_t)(at - (const char *)pdf.at), "/Type /Page ", 12)) ; at += 12)
		n++;
	return n;
}

static void D4_2_labels_stand_three_by_seven_on_a_page_or_one_on_each(void **state)
{
	struct ctx cx = { 0 };
	struct bytes a4 = made(&cx, 43, LABEL_A4), again = made(&cx, 43, LABEL_A4), thermal = made(&cx, 5, LABEL_THERMAL);
	const char *out = getenv("BAOGONG_LABELS_OUT");

	(void)state;
	for (int i = 0; out && i < 2; i++) {
		FILE *f = fopen(i ? "labels-thermal.pdf" : "labels-a4.pdf", "wb");

		fwrite(i ? thermal.at : a4.at, 1, i ? thermal.n : a4.n, f);
		fclose(f);
	}
	assert_int_equal(strncmp(a4.at, "%PDF-1.4", 8), 0);
	assert_int_equal(pages(a4), 3);
	assert_int_equal(pages(thermal), 5);
	assert_int_equal(a4.n, again.n);
	assert_memory_equal(a4.at, again.at, a4.n);
	arena_reset(&cx.mem);
}

static void a_label_without_most_of_its_texts_or_with_very_long_ones_is_still_drawn(void **state)
{
	struct ctx cx = { 0 };
	char longest[3000];
	struct bytes pdf;

	(void)state;
	memset(longest, 'x', sizeof longest - 1);
	longest[sizeof longest - 1] = '\0';
	const struct label labels[] = { { .door = "", .number = "" }, { .door = longest, .number = "123456", .who = longest, .contents = longest,
		.amount = longest, .paid = longest, .marks = { longest, "未付", "上门" }, .where = longest, .when = "11-25" },
		{ .door = "𠮷\U0001F34E٣", .number = "1", .who = "\xf3\xa0\x80\x81", .contents = "👩‍👩‍👧" } };

	assert_int_equal(label_pdf_write(&cx, labels, 3, LABEL_A4, 20779, &pdf), ERR_OK);
	assert_int_equal(label_pdf_write(&cx, labels, 0, LABEL_A4, 20779, &pdf), ERR_NOT_FOUND);
	assert_int_equal(label_pdf_write(&cx, labels, LABELS_MAX + 1, LABEL_A4, 20779, &pdf), ERR_TOO_LARGE);
	arena_reset(&cx.mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(D4_2_labels_stand_three_by_seven_on_a_page_or_one_on_each),
		cmocka_unit_test(a_label_without_most_of_its_texts_or_with_very_long_ones_is_still_drawn),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
