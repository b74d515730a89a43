/* SPDX-License-Identifier: Apache-2.0 */
/* orderfile DIR ROWS [xlsx]: an order table of so many rows, into a grid with as many households: reading, finding, keeping. */
#include "caps/order/order_world.h"
#include "caps/intake/intake.h"
#include "file/sheet.h"
#include "base/civil.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { FLOORS = 30, DOORS = 10, UNITS = 4 };

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void fill(struct ctx *cx, const struct ordering *w, int64_t rows, struct buf *csv)
{
	int64_t made = 0;

	cx->actor = &the_system;
	buf_text(csv, "楼栋,单元,房号,姓名,电话,蔬菜包,大白菜,备注\n");
	for (int b = 0; made < rows; b++) {
		int64_t building = new_place(cx, PLACE_BUILDING, arena_print(&cx->mem, "BB%d", b), arena_print(&cx->mem, "%d号楼", b + 100), w->m.grid);

		for (int i = 0; i < UNITS * FLOORS * DOORS && made < rows; i++, made++) {
			int unit = i / (FLOORS * DOORS) + 1, floor = i / DOORS % FLOORS + 1, door = i % DOORS + 1;
			int64_t id;

			must(household_create(cx, &(struct household_facts){ .building_id = building, .unit = arena_print(&cx->mem, "%d", unit),
				.room = arena_print(&cx->mem, "%d%02d", floor, door), .persons = 3 }, &id));
			buf_print(csv, "%d号楼,%d单元,%d%02d,演示,,%d,%d,放门口\n", b + 100, unit, floor, door, i % 3, i % 2);
		}
	}
}

/* The same table as a workbook. */
static void as_workbook(struct ctx *cx, struct buf *csv, int64_t rows, struct bytes *ret)
{
	enum { COLUMNS = 8 };
	struct sheet_column columns[COLUMNS] = { 0 };
	const char **cells = arena_array(&cx->mem, const char *, (size_t)rows * COLUMNS);
	char *at = arena_text(&cx->mem, buf_get(csv));

	for (int64_t i = 0; i < (rows + 1) * COLUMNS; i++) {
		char *word = at;

		at += strcspn(at, ",\n");
		*at++ = '\0';
		if (i < COLUMNS)
			columns[i].title = word;
		else
			cells[i - COLUMNS] = word;
	}
	const struct sheet sheet = { .name = "接龙", .columns = columns, .n_columns = COLUMNS, .cells = cells, .n_rows = (size_t)rows };

	must(sheet_write_xlsx(cx, &sheet, 1, civil_day_of(cx->now_ms), ret));
}

int main(int argc, char **argv)
{
	struct ids ids = { 0 };
	struct ctx c = { .now_ms = INT64_C(1800000000000), .district_id = 330114, .ids = &ids }, *cx = &c;
	int64_t rows = argc > 2 ? strtoll(argv[2], NULL, 10) : 100000, id = 0;
	struct intake_batch b;
	struct ordering w;
	const bool book = argc > 3 && strcmp(argv[3], "xlsx") == 0;
	struct bytes body;
	struct buf csv;
	double started;

	must(store_open(cx, arena_print(&c.mem, "sqlite:%s/%s.db", argc > 1 ? argv[1] : ".", book ? "xlsx" : "csv"), STORE_WRITE, &c.store));
	must(store_migrate(cx));
	w = open_ordering(cx);
	csv = BUF(&c.mem);
	fill(cx, &w, rows, &csv);
	must(store_commit(cx));
	must(store_begin(cx));
	c.actor = w.m.worker;
	body = (struct bytes){ buf_get(&csv), csv.n };
	if (book)
		as_workbook(cx, &csv, rows, &body);
	started = now();
	must(intake_take_file(cx, &(struct intake_upload){ .place_id = w.m.grid, .offer_id = w.offer, .name = book ? "orders.xlsx" : "orders.csv", .body = body }, &id));
	must(store_commit(cx));
	printf("%-34s %9lld rows  %6.2f s  (goal: 100,000 rows within 15 s)\n", book ? "workbook read, found and kept" : "table read, found and kept", (long long)rows, now() - started);
	must(intake_get(cx, id, &b));
	printf("%-34s %9lld ready, %lld problems, %lld not asked\n", "", (long long)b.ready, (long long)b.problems, (long long)b.ignored);
	return 0;
}
