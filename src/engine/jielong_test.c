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

static void D4_1_chat_list_lines_are_read_as_people_write_them(void **state)
{
	FILE *f = fopen("../shared/data/jielong_open.tsv", "r");
	char line[2000], *column[COLUMNS];
	int all = 0, right = 0;

	(void)state;
	if (!f)
		skip();
	assert_non_null(fgets(line, sizeof line, f));
	while (fgets(line, sizeof line, f)) {
		if (fields(line, column) < COLUMNS)
			continue;
		all++;
		right += same(column, true);
	}
	fclose(f);
	print_message("# %d of %d lines\n", right, all);
	assert_true(all >= 60 && right * 100 >= all * 98);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(D4_1_chat_list_lines_are_read_as_people_write_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
