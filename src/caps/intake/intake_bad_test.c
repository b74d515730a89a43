/* SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "caps/intake/intake_world.h"
#include "base/buf.h"
#include "base/text.h"
#include "both_stores.h"
#include "workbook.h"
#include <stdio.h>
#include <string.h>
#include <time.h>

/* Bad input (issue 4): what people really send.  Each case ends as an order, as a question or as a line that says why it
 * is none; never as nothing.  The world: households 3-1-101 ... 3-1-104; the offer has 蔬菜包 (1, at most 3), 大白菜 (2), 鸡蛋 (3). */

static enum err take(struct ctx *cx, const struct ordering *w, const char *name, struct bytes body, struct intake_batch *ret)
{
	int64_t id = 0;

	TRY(intake_take_file(cx, &(struct intake_upload){ .place_id = w->m.grid, .offer_id = w->offer, .default_line = 1, .name = name, .body = body }, &id));
	return intake_get(cx, id, ret);
}

static struct intake_batch uploaded(struct ctx *cx, const struct ordering *w, const char *name, struct bytes body)
{
	struct intake_batch b;

	must(take(cx, w, name, body, &b));
	return b;
}

static struct intake_batch csv(struct ctx *cx, const struct ordering *w, const char *text) { return uploaded(cx, w, "d.csv", (struct bytes){ text, strlen(text) }); }

static struct bytes sheet_of(struct ctx *cx, const char *before, const char *rows, const char *after)
{
	const char *sheet = arena_print(&cx->mem, "<worksheet>%s<sheetData>%s</sheetData>%s</worksheet>", before, rows, after);

	return workbook(&cx->mem, sheet, strlen(sheet), NULL);
}

/* "ready", or "problem/cell"; with a piece of what is said of it. */
static struct intake_row ends(struct ctx *cx, int64_t batch_id, int64_t line, const char *as, const char *piece)
{
	const struct intake_row r = row_of_line(cx, batch_id, line);
	char is[60];

	snprintf(is, sizeof is, "%s%s%s", intake_state_words[r.state], r.problem ? "/" : "", r.problem ? intake_problem_words[r.problem] : "");
	if (strcmp(is, as) || !strstr(r.zh, piece))
		fail_with("line %lld: %s (%s), not %s (%s)", (long long)line, is, r.zh, as, piece);
	return r;
}

static int64_t placed(struct ctx *cx, int64_t batch_id)
{
	struct intake_done done;

	must(intake_commit(cx, batch_id, &done));
	return done.placed;
}

static int64_t taken(struct ctx *cx, const struct ordering *w, int64_t line_no)
{
	struct offer o;

	must(offer_get(cx, w->offer, &o));
	return o.lines[line_no - 1].on_sale - o.lines[line_no - 1].left;
}

#define INLINE(text) "<c t=\"inlineStr\"><is><t>" text "</t></is></c>"
#define HEADER "<row r=\"1\">" INLINE("地址") INLINE("蔬菜包") INLINE("鸡蛋") INLINE("备注") "</row>"

static void hidden(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct bytes file = sheet_of(cx, "<cols><col min=\"3\" max=\"3\" hidden=\"1\"/></cols>", HEADER
		"<row r=\"2\">" INLINE("3-1-101") "<c><v>1</v></c></row><row r=\"3\" hidden=\"1\">" INLINE("3-1-102") "<c><v>2</v></c><c><v>10</v></c></row>"
		"<row r=\"5\" hidden=\"1\">" INLINE("3-1-103") "<c><v>9</v></c></row>", "");
	struct intake_guess guess;
	struct intake_batch b;

	must(intake_look(cx, &(struct intake_upload){ .place_id = w.m.grid, .offer_id = w.offer, .name = "d.xlsx", .body = file }, &guess));
	assert_int_equal(guess.hidden_rows, 2);
	assert_int_equal(guess.hidden_columns, 1);
	b = uploaded(cx, &w, "d.xlsx", file);
	ends(cx, b.batch_id, 2, "ready", "");
	ends(cx, b.batch_id, 3, "ready", "隐藏");
	ends(cx, b.batch_id, 5, "problem/refused", "最多 3");
	assert_int_equal(placed(cx, b.batch_id), 2);
	assert_int_equal(taken(cx, &w, 1), 3);
	assert_int_equal(taken(cx, &w, 3), 10);
	close_docs(cx);
}

static void formulas(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct bytes file = sheet_of(cx, "", HEADER
		"<row r=\"2\">" INLINE("3-1-101") "<c><f>1+1</f><v>2</v></c></row><row r=\"3\">" INLINE("3-1-102") "<c><f>B2</f></c><c><v>10</v></c></row>"
		"<row r=\"4\"><c t=\"str\"><f>\"3-1-\"&amp;103</f><v>3-1-103</v></c><c><v>1</v></c></row>"
		"<row r=\"5\"><c><f>A9</f></c><c><v>1</v></c></row><row r=\"6\">" INLINE("3-1-104") "<c t=\"e\"><f>1/0</f><v>#DIV/0!</v></c></row>"
		"<row r=\"7\">" INLINE("合计") "<c><f>SUM(B2:B6)</f></c></row>", "");
	struct intake_guess guess;
	struct intake_row r;
	struct intake_batch b;

	must(intake_look(cx, &(struct intake_upload){ .place_id = w.m.grid, .offer_id = w.offer, .name = "d.xlsx", .body = file }, &guess));
	assert_int_equal(guess.formulas, 6);
	assert_int_equal(guess.unread, 3);
	b = uploaded(cx, &w, "d.xlsx", file);
	ends(cx, b.batch_id, 2, "ready", "");
	r = ends(cx, b.batch_id, 3, "problem/cell", "B 列：公式没有存下结果");
	assert_int_equal(((struct intake_answer *)r.answers.at)[0].act, ACT_PICK_GOODS);      /* the eggs alone are not what was meant */
	ends(cx, b.batch_id, 4, "ready", "");
	r = ends(cx, b.batch_id, 5, "problem/cell", "A 列：公式没有存下结果");
	assert_int_equal(((struct intake_answer *)r.answers.at)[0].act, ACT_PICK_HOUSEHOLD);
	ends(cx, b.batch_id, 6, "problem/quantity", "");
	ends(cx, b.batch_id, 7, "ignored", "合计行");
	assert_int_equal(placed(cx, b.batch_id), 2);
	assert_int_equal(taken(cx, &w, 1), 3);
	close_docs(cx);
}

/* Doors merged downwards hold for their rows; a quantity merged over two households is nobody's twice. */
static void merged(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct intake_batch b = uploaded(cx, &w, "d.xlsx", sheet_of(cx, "", "<row r=\"1\">" INLINE("楼栋") INLINE("单元") INLINE("房号") INLINE("商品") INLINE("数量") "</row>"
		"<row r=\"2\">" INLINE("3号楼") INLINE("1单元") INLINE("101") INLINE("蔬菜包") "<c><v>1</v></c></row>"
		"<row r=\"3\"><c r=\"D3\" t=\"inlineStr\"><is><t>鸡蛋</t></is></c><c r=\"E3\"><v>10</v></c></row>"
		"<row r=\"4\"><c r=\"C4\"><v>102</v></c><c r=\"D4\" t=\"inlineStr\"><is><t>蔬菜包</t></is></c><c r=\"E4\"><v>2</v></c></row>"
		"<row r=\"5\"><c r=\"C5\"><v>103</v></c></row>",
		"<mergeCells><mergeCell ref=\"A2:A5\"/><mergeCell ref=\"B2:B5\"/><mergeCell ref=\"C2:C3\"/><mergeCell ref=\"D4:D5\"/><mergeCell ref=\"E4:E5\"/></mergeCells>"));

	assert_int_equal(ends(cx, b.batch_id, 2, "ready", "").wants.n, 2);
	ends(cx, b.batch_id, 4, "ready", "");
	ends(cx, b.batch_id, 5, "problem/cell", "合并");
	assert_int_equal(placed(cx, b.batch_id), 2);
	assert_int_equal(taken(cx, &w, 1), 3);
	close_docs(cx);
}

/* A day where a number or a door belongs: 3-2 made into the second of March. */
static void days(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct intake_batch b = uploaded(cx, &w, "d.xlsx", sheet_of(cx, "", HEADER
		"<row r=\"2\">" INLINE("3-1-101") "<c s=\"1\"><v>46347</v></c></row><row r=\"3\"><c s=\"1\"><v>46083</v></c><c><v>1</v></c></row>"
		"<row r=\"4\"><c s=\"1\"><v>46083.5</v></c><c><v>1</v></c></row><row r=\"5\">" INLINE("3-1-102") "<c><v>46347</v></c></row>", ""));

	ends(cx, b.batch_id, 2, "problem/quantity", "");
	ends(cx, b.batch_id, 3, "problem/address", "日期");
	ends(cx, b.batch_id, 4, "problem/address", "日期");
	ends(cx, b.batch_id, 5, "problem/refused", "最多 3");                /* a day as its bare number */
	assert_int_equal(placed(cx, b.batch_id), 0);
	close_docs(cx);
}

static void cells(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct buf b = BUF(&cx->mem);
	struct intake_batch batch;

	buf_text(&b, "地址,蔬菜包,鸡蛋,备注\n３－１－１０１,２,１０,a门口放门口放门口放门口放门口放门口放门口放门口放门口放门口放门口放门口放门口放门口放门口放门口放门口放门口放\n"
		 "3-1-102🏠,1,,🥬谢谢\n3-1-103,1👍,,\n3-1-103,-1,,\n3-1-104,0.5,,\n3-1-104,1/2,,\n3-1-104,1e9,,\n3-1-104,9999999999公斤,,\n3-1-104,999999999,,\n"
		 "3-1-999,1,,\n,1,,\n3-1-104,,,要两份\n备注：周五送,,,\n3-1-104,");
	for (int i = 0; i < 400; i++)
		buf_char(&b, '1');
	buf_text(&b, ",,\n");
	for (int i = 0; i < 200; i++)
		buf_text(&b, "长");
	buf_text(&b, ",1,,\n合计,7,10,\n");
	batch = csv(cx, &w, buf_get(&b));
	ends(cx, batch.batch_id, 2, "ready", "");
	ends(cx, batch.batch_id, 3, "ready", "");
	ends(cx, batch.batch_id, 4, "problem/unit", "");
	ends(cx, batch.batch_id, 5, "problem/quantity", "");
	ends(cx, batch.batch_id, 6, "problem/fraction", "");
	ends(cx, batch.batch_id, 7, "problem/quantity", "");
	ends(cx, batch.batch_id, 8, "problem/quantity", "");
	ends(cx, batch.batch_id, 9, "problem/quantity", "");
	ends(cx, batch.batch_id, 10, "problem/refused", "");
	ends(cx, batch.batch_id, 11, "problem/unknown", "");
	ends(cx, batch.batch_id, 12, "problem/address", "");
	ends(cx, batch.batch_id, 13, "ignored", "没有填数量");
	ends(cx, batch.batch_id, 14, "ignored", "说明");
	ends(cx, batch.batch_id, 15, "problem/cell", "超过 300 字节");
	ends(cx, batch.batch_id, 16, "problem/cell", "超过 300 字节");
	ends(cx, batch.batch_id, 17, "ignored", "合计行");
	assert_int_equal(placed(cx, batch.batch_id), 2);
	assert_int_equal(taken(cx, &w, 1), 3);
	close_docs(cx);
}

/* "地址,蔬菜包\n3号楼1单元101,2\n" in GB18030, a line with a broken character, one with a character of four bytes. */
static void gb18030(struct ctx *cx)
{
	static const char text[] = "\xb5\xd8\xd6\xb7,\xca\xdf\xb2\xcb\xb0\xfc\n3\xba\xc5\xc2\xa5" "1\xb5\xa5\xd4\xaa" "101,2\n3-1-102\xff,1\n3-1-103,1,\xb1\xb8\x95\x32\x82\x36\n";
	struct ordering w = open_ordering(cx);
	struct intake_guess guess;
	struct intake_batch b;

	must(intake_look(cx, &(struct intake_upload){ .place_id = w.m.grid, .offer_id = w.offer, .name = "d.csv", .body = { text, sizeof text - 1 } }, &guess));
	assert_string_equal(guess.encoding, "GB18030");
	b = uploaded(cx, &w, "d.csv", (struct bytes){ text, sizeof text - 1 });
	ends(cx, b.batch_id, 2, "ready", "");
	ends(cx, b.batch_id, 3, "problem/cell", "A 列");
	ends(cx, b.batch_id, 4, "ready", "");
	assert_int_equal(placed(cx, b.batch_id), 2);
	assert_int_equal(taken(cx, &w, 1), 3);
	close_docs(cx);
}

static void twice_in_a_file(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct intake_batch b = csv(cx, &w, "地址,商品,数量\n3-1-101,蔬菜包,1\n3-1-102,蔬菜包,1\n3-1-103,蔬菜包,1\n3-1-101,蔬菜包,1\n3-1-102,蔬菜包,1\n3-1-103,蔬菜包,2\n");
	const struct intake_answer *answers;
	struct intake_row r;

	ends(cx, b.batch_id, 2, "ready", "");
	assert_int_equal(ends(cx, b.batch_id, 5, "ignored", "第 2 行完全相同").of_line, 2);
	ends(cx, b.batch_id, 6, "ignored", "只算一次");
	r = ends(cx, b.batch_id, 4, "problem/twice", "");                    /* 1 and 2: together, or the later one */
	answers = r.answers.at;
	assert_int_equal(((struct intake_want *)answers[0].wants.at)[0].qty, 3);
	assert_int_equal(((struct intake_want *)answers[1].wants.at)[0].qty, 2);
	assert_int_equal(placed(cx, b.batch_id), 2);
	assert_int_equal(taken(cx, &w, 1), 2);
	b = csv(cx, &w, "楼栋,单元,房号,蔬菜包\n3,1,101,1\n,,102,1\n3,1,101,1\n,,102,1\n,,102,2\n");
	ends(cx, b.batch_id, 2, "same", "");
	ends(cx, b.batch_id, 4, "ignored", "只算一次");
	ends(cx, b.batch_id, 5, "ignored", "只算一次");
	ends(cx, b.batch_id, 6, "problem/twice", "");
	close_docs(cx);
}

/* Two lists in one paste: each with its header, some in both. */
static void two_lists(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct intake_batch b = pasted(cx, &w, "#接龙\n蔬菜包\n1. 3-1-101 1份\n2. 3-1-102 2份\n#接龙\n鸡蛋\n1. 3-1-101 鸡蛋10枚\n2. 3-1-103 鸡蛋10枚\n");
	struct intake_row *rows;
	bool seen[5] = { false };
	size_t n;

	must(intake_rows(cx, &(struct intake_page){ .batch_id = b.batch_id, .state = -1, .limit = 200 }, &rows, &n));
	for (size_t i = 0; i < n; i++)
		for (int k = 1; k <= 3; k++) {
			char door[12];

			snprintf(door, sizeof door, "3-1-10%d", k);
			if (rows[i].state == INTAKE_READY || rows[i].state == INTAKE_PROBLEM)
				seen[k] |= text_equal(rows[i].door, door);
		}
	assert_true(seen[1] && seen[2] && seen[3]);
	for (int64_t line = 3; line <= 8; line++)
		if (line < 5 || line > 6)
			row_of_line(cx, b.batch_id, line);
	ends(cx, b.batch_id, 7, "problem/twice", "");                        /* which of the two 101 meant is asked */
	close_docs(cx);
}

/* Two families behind one door, and the same list twice. */
static void duplicates(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct household_facts second = { .building_id = w.m.building, .unit = "1", .room = "101", .persons = 1, .name = "另一户", .phone = "13900009009", .also = true };
	struct intake_batch b;
	int64_t id;

	cx->actor = w.m.worker;
	must(household_create(cx, &second, &id));
	b = csv(cx, &w, "地址,电话,蔬菜包\n3-1-101,13900009009,1\n3-1-101,,1\n3-1-101,,1\n");
	assert_int_equal(ends(cx, b.batch_id, 2, "ready", "").household_id, id);
	ends(cx, b.batch_id, 3, "problem/several", "");
	ends(cx, b.batch_id, 4, "problem/several", "");                      /* may be the other family: asked again */
	close_docs(cx);
}

/* An answer to one doubt of a line neither drops nor invents what else the line says. */
static void more_than_one_doubt(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct intake_batch b = pasted(cx, &w, "1. 3-1-101 大白菜0.5份 蔬菜包1份\n2. 3-1-102 香蕉2斤 苹果1份 蔬菜包1份\n3. 3-1-999 香蕉2斤 蔬菜包1份\n");
	const struct intake_answer *a;
	struct intake_row r = row_of_line(cx, b.batch_id, 1);
	bool cabbage = false, package = false;

	assert_int_equal(r.state, INTAKE_PROBLEM);
	a = r.answers.at;
	for (size_t i = 0; i < a->wants.n; i++) {
		cabbage |= ((struct intake_want *)a->wants.at)[i].line_no == 2;
		package |= ((struct intake_want *)a->wants.at)[i].line_no == 1;
	}
	if (a->act == ACT_SET && !(cabbage && package))
		fail_with("line 1 (%s, %s): \"%s\" would lose what else was asked", intake_problem_words[r.problem], r.zh, a->zh);
	for (int line = 2; line <= 3; line++) {
		r = row_of_line(cx, b.batch_id, line);
		a = r.answers.at;
		assert_int_equal(r.state, INTAKE_PROBLEM);
		for (size_t i = 0; i < r.answers.n; i++)
			if (a[i].act == ACT_SET)
				fail_with("line %d: \"%s\" would lose what else was asked", line, a[i].zh);
	}
	close_docs(cx);
}

static void after_the_cut_off(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct intake_batch b;

	cx->now_ms += 14 * 3600 * 1000;
	b = csv(cx, &w, "地址,蔬菜包\n3-1-101,1\n3-1-102,1\n");
	ends(cx, b.batch_id, 2, "problem/refused", "截单");
	ends(cx, b.batch_id, 3, "problem/refused", "截单");
	close_docs(cx);
}

static void refused_fast(struct ctx *cx, const struct ordering *w, struct bytes body, enum err code, const char *piece)
{
	const clock_t from = clock();
	struct intake_batch b;

	assert_int_equal(take(cx, w, "d.xlsx", body, &b), code);
	if (!strstr(cx->fault.zh, piece))
		fail_with("%s, without \"%s\"", cx->fault.zh, piece);
	assert_true(clock() - from < 10 * CLOCKS_PER_SEC);
	cx->fault = (struct fault){ 0 };
}

static void bombs(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	const size_t n = 12 << 20;
	char *big = arena_new(&cx->mem, n);
	size_t at = 0;

	refused_fast(cx, &w, sheet_of(cx, "<dimension ref=\"A1:XFD1048576\"/>", HEADER "<row r=\"1048577\">" INLINE("3-1-101") "<c><v>1</v></c></row>", ""), ERR_BAD_INPUT, "行号不对");
	refused_fast(cx, &w, sheet_of(cx, "", HEADER "<row r=\"9\"><c r=\"XFD9\"><v>1</v></c></row>", ""), ERR_TOO_LARGE, "超过 200 列");
	memset(big, ' ', n);
	memcpy(big, "<worksheet>", 11);
	refused_fast(cx, &w, workbook(&cx->mem, big, n, NULL), ERR_TOO_LARGE, "压缩炸弹");
	refused_fast(cx, &w, (struct bytes){ "PK\3\4 not a workbook", 22 }, ERR_BAD_INPUT, "");
	refused_fast(cx, &w, (struct bytes){ "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", 12 }, ERR_BAD_INPUT, "另存为 .xlsx");
	refused_fast(cx, &w, (struct bytes){ "%PDF-1.7 list", 13 }, ERR_BAD_INPUT, "不是表格");
	at = (size_t)snprintf(big, n, "地址,蔬菜包\n");
	for (int i = 0; i <= INTAKE_ROWS_MAX; i++)
		at += (size_t)snprintf(big + at, n - at, "3-1-%d,1\n", i);
	refused_fast(cx, &w, (struct bytes){ big, at }, ERR_TOO_LARGE, "一次最多 200000 行");
	assert_int_equal(taken(cx, &w, 1), 0);
	close_docs(cx);
}

/* One text of 30 KB in every cell; thousands of doors nobody knows; the last row there can be. */
static void heavy(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct buf shared = BUF(&cx->mem), sheet = BUF(&cx->mem), doors = BUF(&cx->mem);
	const clock_t from = clock();
	const size_t used = cx->mem.used;
	struct intake_batch b;

	buf_text(&shared, "<sst><si><t>");
	for (int i = 0; i < 10000; i++)
		buf_text(&shared, "长");
	buf_text(&shared, "</t></si></sst>");
	buf_text(&sheet, "<worksheet><dimension ref=\"A1\"/><sheetData>" HEADER);
	for (int i = 0; i < 2000; i++)
		buf_text(&sheet, "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>0</v></c><c t=\"s\"><v>0</v></c><c t=\"s\"><v>0</v></c></row>");
	buf_text(&sheet, "<row r=\"1048576\">" INLINE("3-1-101") "<c><v>1</v></c></row></sheetData></worksheet>");
	b = uploaded(cx, &w, "d.xlsx", workbook(&cx->mem, buf_get(&sheet), sheet.n, buf_get(&shared)));
	assert_int_equal(b.ready, 1);
	assert_int_equal(b.ready + b.problems + b.ignored, 2001);
	buf_text(&doors, "地址,商品,数量\n");
	for (int i = 0; i < 5000; i++)
		buf_print(&doors, "9-%d-%d,没有的东西%d,1\n", i, i, i);
	b = csv(cx, &w, buf_get(&doors));
	assert_int_equal(b.problems, 5000);
	assert_true(cx->mem.used - used < 64 << 20);
	assert_true(clock() - from < 60 * CLOCKS_PER_SEC);
	close_docs(cx);
}

#define FOR_BOTH(name, run) static void name(void **state) { (void)state; for_each_store(run); }
FOR_BOTH(a_hidden_row_is_a_row_and_says_so, hidden)
FOR_BOTH(a_formula_counts_as_its_stored_result_and_asks_without_one, formulas)
FOR_BOTH(merged_cells_give_doors_to_their_rows_but_no_quantity_twice, merged)
FOR_BOTH(a_day_where_a_number_or_a_door_belongs_is_asked, days)
FOR_BOTH(wrong_cells_each_end_as_an_order_or_a_question, cells)
FOR_BOTH(gb18030_is_read_and_a_broken_character_asks, gb18030)
FOR_BOTH(the_same_rows_twice_in_a_file_are_counted_once, twice_in_a_file)
FOR_BOTH(two_lists_pasted_together_lose_no_line, two_lists)
FOR_BOTH(two_families_behind_a_door_are_told_by_phone_or_asked, duplicates)
FOR_BOTH(an_answer_to_one_doubt_keeps_what_else_the_line_says, more_than_one_doubt)
FOR_BOTH(a_file_after_the_cut_off_waits_with_the_reason, after_the_cut_off)
FOR_BOTH(bombs_are_refused_fast_with_a_sentence, bombs)
FOR_BOTH(heavy_files_cost_no_more_than_their_rows, heavy)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_hidden_row_is_a_row_and_says_so),
		cmocka_unit_test(a_formula_counts_as_its_stored_result_and_asks_without_one),
		cmocka_unit_test(merged_cells_give_doors_to_their_rows_but_no_quantity_twice),
		cmocka_unit_test(a_day_where_a_number_or_a_door_belongs_is_asked),
		cmocka_unit_test(wrong_cells_each_end_as_an_order_or_a_question),
		cmocka_unit_test(gb18030_is_read_and_a_broken_character_asks),
		cmocka_unit_test(the_same_rows_twice_in_a_file_are_counted_once),
		cmocka_unit_test(two_lists_pasted_together_lose_no_line),
		cmocka_unit_test(two_families_behind_a_door_are_told_by_phone_or_asked),
		cmocka_unit_test(an_answer_to_one_doubt_keeps_what_else_the_line_says),
		cmocka_unit_test(a_file_after_the_cut_off_waits_with_the_reason),
		cmocka_unit_test(bombs_are_refused_fast_with_a_sentence),
		cmocka_unit_test(heavy_files_cost_no_more_than_their_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
