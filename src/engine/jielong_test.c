/* SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "engine/jielong.h"
#include <stdio.h>
#include <string.h>

/* The corpus of shared/data: a sample of what people write, field by field. */
enum { COLUMNS = 9 };

static void join(char *ret, size_t room, const struct jielong_line *l, int part)
{
	size_t n = 0;

	ret[0] = '\0';
	for (int i = 0; i < l->n_addresses && n < room; i++) {
		const char *text = part == 0 ? l->address[i].building : part == 1 ? l->address[i].unit : l->address[i].room;

		n += (size_t)snprintf(ret + n, room - n, "%s%s", i ? "|" : "", text);
	}
}

static void items_of(char *ret, size_t room, const struct jielong_line *l)
{
	size_t n = 0;

	ret[0] = '\0';
	for (int a = 0; a < (l->n_addresses > 1 ? l->n_addresses : 1) && n < room; a++) {
		bool first = true;

		n += (size_t)snprintf(ret + n, room - n, "%s", a ? "|" : "");
		for (int i = 0; i < l->n_items && n < room; i++)
			if (l->item[i].address < 0 || l->item[i].address == a) {
				n += (size_t)snprintf(ret + n, room - n, "%s%s×%s%s", first ? "" : ";", l->item[i].name, l->item[i].qty, l->item[i].unit);
				first = false;
			}
	}
}

static int fields(char *line, char *ret[COLUMNS])
{
	int n = 0;

	line[strcspn(line, "\n")] = '\0';
	for (char *at = line; n < COLUMNS; n++) {
		char *tab = strchr(at, '\t');

		ret[n] = at;
		if (!tab)
			return n + 1;
		*tab = '\0';
		at = tab + 1;
	}
	return n;
}

static bool same(char *column[COLUMNS], bool print)
{
	struct jielong_line l;
	char got[COLUMNS][600];

	jielong_read(column[0], strlen(column[0]), &l);
	for (int i = 0; i < 3; i++)
		join(got[1 + i], sizeof got[0], &l, i);
	items_of(got[6], sizeof got[0], &l);
	if (!strcmp(got[1], column[1]) && !strcmp(got[2], column[2]) && !strcmp(got[3], column[3]) && !strcmp(got[6], column[6])
	    && !strcmp(jielong_actions[l.action], column[8]) && !strcmp(l.name, column[4]) && !strcmp(l.phone, column[5]))
		return true;
	if (print)
		print_message("# %s\n#    want %s-%s-%s %s %s [%s] %s\n#    got  %s-%s-%s %s %s [%s] %s (%s) remark %s\n", column[0], column[1], column[2], column[3],
			column[4], column[5], column[6], column[8], got[1], got[2], got[3], l.name, l.phone, got[6], jielong_actions[l.action], jielong_why[l.why].word, l.remark);
	return false;
}

static int file_of_lines(const char *path, int columns, bool (*right)(char **column, bool print), int *ret_all)
{
	FILE *f = fopen(path, "r");
	char line[2000], *column[COLUMNS] = { NULL };
	int all = 0, n = 0;

	*ret_all = 0;
	if (!f)
		return -1;
	assert_non_null(fgets(line, sizeof line, f));
	while (fgets(line, sizeof line, f)) {
		if (fields(line, column) < columns)
			continue;
		all++;
		n += right(column, true);
	}
	fclose(f);
	*ret_all = all;
	return n;
}

static bool same_of_nine(char **column, bool print) { return same(column, print); }

/* raw, building/unit/room|..., name, phone, items, action */
static bool same_of_six(char **column, bool print)
{
	struct jielong_line l;
	char address[600] = "", items[600];
	size_t n = 0;

	jielong_read(column[0], strlen(column[0]), &l);
	for (int i = 0; i < l.n_addresses && n < sizeof address; i++)
		n += (size_t)snprintf(address + n, sizeof address - n, "%s%s/%s/%s", i ? "|" : "", l.address[i].building, l.address[i].unit, l.address[i].room);
	items_of(items, sizeof items, &l);
	if (!strcmp(address, column[1]) && !strcmp(l.name, column[2]) && !strcmp(l.phone, column[3]) && !strcmp(items, column[4]) && !strcmp(jielong_actions[l.action], column[5]))
		return true;
	if (print)
		print_message("# %s\n#    want %s %s %s [%s] %s\n#    got  %s %s %s [%s] %s (%s)\n", column[0], column[1], column[2], column[3], column[4], column[5],
			address, l.name, l.phone, items, jielong_actions[l.action], jielong_why[l.why].word);
	return false;
}

static void D4_1_the_shared_sample_of_chat_lines_is_read_field_by_field(void **state)
{
	int all, right = file_of_lines("../shared/data/jielong_open.tsv", COLUMNS, same_of_nine, &all);

	(void)state;
	if (right < 0)
		skip();
	assert_int_equal(right, all);
	assert_true(all >= 60);
}

static void D4_1_lines_as_residents_write_them_are_read(void **state)
{
	int all, right = file_of_lines("tests/data/jielong_lines.tsv", 6, same_of_six, &all);

	(void)state;
	assert_true(all >= 700);
	assert_int_equal(right, all);
}

/* Every way to write a door with every way to write a person and a quantity, in three orders. */
static void D4_1_doors_people_and_quantities_combine(void **state)
{
	static const struct { const char *text, *building, *unit, *room; } doors[] = {
		{ "3-2-501", "3", "2", "501" }, { "3号楼2单元501室", "3", "2", "501" }, { "3幢2-501", "3", "2", "501" }, { "3栋2单元501", "3", "2", "501" }, { "3-501", "3", "", "501" },
		{ "12号楼1201", "12", "", "1201" }, { "A座1205", "A", "", "1205" }, { "88弄6号301", "88弄6", "", "301" }, { "东区3-1-302", "东区3", "1", "302" }, { "二期5栋602", "二期5", "", "602" },
		{ "3＃2单元０３０１", "3", "2", "0301" }, { "三号楼二单元501", "3", "2", "501" }, { "5#1201", "5", "", "1201" }, { "3/2/1001", "3", "2", "1001" }, { "6栋5楼东户", "6", "", "5东" },
		{ "8座2梯1203", "8", "2", "1203" }, { "7舍502", "7", "", "502" }, { "3 - 2 - 904", "3", "2", "904" }, { "二十一号楼302", "21", "", "302" }, { "3号楼底商2", "3", "", "底商2" } };
	static const struct { const char *text, *name; } people[] = { { "", "" }, { "张三", "张三" }, { "欧阳娜娜", "欧阳娜娜" }, { "孙阿姨", "孙阿姨" }, { "Tom", "Tom" }, { "小李", "小李" }, { "王师傅", "王师傅" } };
	static const struct { const char *text, *items; } wanted[] = { { "2份", "*×2" }, { "两份", "*×2" }, { "x3", "*×3" }, { "*2", "*×2" }, { "+1", "*×1" }, { "要5份", "*×5" }, { "0.5份", "*×0.5" }, { "十二份", "*×12" },
		{ "蔬菜包2份 肉包1份", "蔬菜包×2;肉包×1" }, { "鸡蛋2板，牛奶1箱", "鸡蛋×2板;牛奶×1箱" }, { "A套餐x1 B套餐x2", "A套餐×1;B套餐×2" }, { "3斤半排骨", "排骨×3.5斤" },
		{ "蔬菜包+肉包各1", "蔬菜包×1;肉包×1" }, { "84消毒液1瓶", "84消毒液×1瓶" }, { "5斤装大米2袋", "5斤装大米×2袋" }, { "半只鸡", "鸡×0.5只" }, { "大米10斤", "大米×10斤" }, { "1号套餐3份", "1号套餐×3" } };
	static const char *const orders[] = { "%d. %s %s %s", "%d、%s %s %s 13800000001", "%d) %s %s  %s 谢谢" };
	char line[400], items[600];
	struct jielong_line l;
	int wrong = 0;

	(void)state;
	for (size_t d = 0; d < sizeof doors / sizeof *doors; d++)
		for (size_t p = 0; p < sizeof people / sizeof *people; p++)
			for (size_t w = 0; w < sizeof wanted / sizeof *wanted; w++)
				for (size_t o = 0; o < 3; o++) {
					bool ok;

					snprintf(line, sizeof line, orders[o], (int)(d + 1), o == 1 && p ? people[p].text : doors[d].text, o == 1 && p ? doors[d].text : people[p].text, wanted[w].text);
					jielong_read(line, strlen(line), &l);
					items_of(items, sizeof items, &l);
					ok = l.action == JIELONG_ADD && l.n_addresses == 1 && !strcmp(l.address[0].building, doors[d].building) && !strcmp(l.address[0].unit, doors[d].unit)
						&& !strcmp(l.address[0].room, doors[d].room) && !strcmp(l.name, people[p].name) && !strcmp(items, wanted[w].items) && (o != 1 || !strcmp(l.phone, "13800000001"));
					if (!ok && wrong++ < 10)
						print_message("# %s -> %s/%s/%s %s [%s] %s\n", line, l.address[0].building, l.address[0].unit, l.address[0].room, l.name, items, jielong_actions[l.action]);
				}
	assert_int_equal(wrong, 0);
}

static void what_stands_where_is_told_in_bytes_of_the_line(void **state)
{
	const char *line = "12. 张三 3号楼2单元501 鸡蛋2板";
	struct jielong_line l;

	(void)state;
	jielong_read(line, strlen(line), &l);
	assert_int_equal(l.n_addresses, 1);
	assert_memory_equal(line + l.address[0].span.from, "3号楼2单元501", strlen("3号楼2单元501"));
	assert_int_equal(l.address[0].span.to - l.address[0].span.from, strlen("3号楼2单元501"));
	assert_memory_equal(line + l.item[0].span.from, "鸡蛋2板", strlen("鸡蛋2板"));
}

static void a_line_of_a_megabyte_is_put_aside_with_its_reason(void **state)
{
	static char line[1 << 20];
	struct jielong_line l;

	(void)state;
	memset(line, 'a', sizeof line);
	jielong_read(line, sizeof line, &l);
	assert_int_equal(l.action, JIELONG_IGNORE);
	assert_int_equal(l.why, JIELONG_TOO_LONG);
	memset(line, 0, sizeof line);
	jielong_read(line, sizeof line, &l);
	assert_int_equal(l.action, JIELONG_IGNORE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(D4_1_the_shared_sample_of_chat_lines_is_read_field_by_field),
		cmocka_unit_test(D4_1_lines_as_residents_write_them_are_read),
		cmocka_unit_test(D4_1_doors_people_and_quantities_combine),
		cmocka_unit_test(what_stands_where_is_told_in_bytes_of_the_line),
		cmocka_unit_test(a_line_of_a_megabyte_is_put_aside_with_its_reason),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
