/* SPDX-License-Identifier: Apache-2.0 */
/* Parcel labels of a community: names, goods and doors as they come, each with a code of its own. */
#include "file/label_pdf.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static struct label label_of(struct ctx *cx, size_t i)
{
	static const char *const families[] = { "赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈", "欧阳", "诸葛" };
	static const char *const given[] = { "建国", "秀英", "子涵", "梓萱", "伟", "芳", "志强", "丽华" };
	static const char *const what[] = { "蔬菜包 1 份", "菜肉包 1 份、鲜鸡蛋 10 枚 1 盒", "全家包 2 份", "大米 5 kg 1 袋、菜籽油 1.8 L 1 瓶、食盐 400 g 2 袋、纯牛奶 250 mL×12 1 箱" };

	return (struct label){ .door = arena_print(&cx->mem, "%zu-%zu-%zu0%zu", 1 + i / 132, 1 + i / 44 % 3, 1 + i / 4 % 11, 1 + i % 4),
		.number = arena_print(&cx->mem, "%03zu", i % 1000),
		.who = arena_print(&cx->mem, "%s%s  138****%04zu", families[i % 12], given[i / 12 % 8], i % 10000), .contents = what[i % 4],
		.amount = arena_print(&cx->mem, "¥%zu.%02zu", 50 + i % 200, i % 100), .paid = i % 4 ? "已付" : NULL,
		.marks = { i % 4 ? i % 9 ? NULL : "上门" : "未付" }, .where = arena_print(&cx->mem, "云帆苑%zu号楼%zu单元", 1 + i / 132, 1 + i / 44 % 3), .when = "11-25 午间",
		.qr = arena_print(&cx->mem, "BG%lld.%03zu", 455891805536256000LL + (long long)i * 4097, i % 1000) };
}

static void measure(size_t n, int64_t paper, const char *name)
{
	double best = 1e9;
	size_t bytes = 0;

	for (int round = 0; round < 3; round++) {
		struct ctx cx = { 0 };
		struct label *labels = arena_array(&cx.mem, struct label, n);
		struct bytes pdf = { 0 };
		double from;

		for (size_t i = 0; i < n; i++)
			labels[i] = label_of(&cx, i);
		from = seconds();
		if (label_pdf_write(&cx, labels, n, paper, 20779, &pdf))
			exit(1);
		best = seconds() - from < best ? seconds() - from : best;
		bytes = pdf.n;
		arena_reset(&cx.mem);
	}
	printf("%-28s %7zu %8.3f %10.0f %8.0f\n", name, n, best, (double)n / best, (double)bytes / (double)n);
	fflush(stdout);
}

int main(void)
{
	printf("labels                             n        s   labels/s bytes each\n");
	measure(21, LABEL_A4, "one A4 page");
	measure(1000, LABEL_A4, "A4, 3 x 7");
	measure(10000, LABEL_A4, "A4, 3 x 7");
	measure(10000, LABEL_THERMAL, "thermal, one a page");
	return 0;
}
