/* SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "caps/order/order_world.h"
#include "caps/intake/intake.h"
#include "base/buf.h"
#include "base/text.h"
#include "both_stores.h"
#include "seeded.h"
#include "workbook.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Invented and damaged lists and tables through the whole way: read, households and goods found, orders checked, rows kept, the
 * clear ones taken over.  Whatever comes in: no crash, a refusal in words, every line of a text in a row, clean text in every row, and no
 * more taken from the offer than there was.  From a fixed seed (FUZZ_SEED, FUZZ_ROUNDS change it). */

static const char *const words[] = { "3-1-101 ", "3-1-102 ", "3号楼1单元103 ", "3-1-999 ", "３－１－１０４ ", "101 ", "张三 ", "13812345678 ", "1份", "2份", "0.5份", "-1份", "５份", "x2", "+1", "鸡蛋10枚", "大白菜2斤", "蔬菜包",
	"香蕉3斤", "9999999999公斤", "999999999999份", "取消", "改成2份", "再加1份", "退1留1", "各1", "\n", "\n", "\n1. ", "\n2. ", "\n33、", "#接龙\n", "明天的菜\n", "例 ", "谢谢团长", "🥬", "【菜】", "，", "、", "|", ";", "=", "\t", "\r\n",
	"合计", "\xef\xbb\xbf", "～", "/", "(", "）", "1e9", "%s", "\\", "\"", "'" };
static const char *const cells[] = { "3-1-101", "3-1-102", "３－１－１０３", "3号楼1单元104", "3-1-999", "2026-03-02", "101", "", "", "1", "2", "３", "0.5", "-1", "1e9", "=B2", "#N/A", "TRUE", "合计", "示例", "已取消", "蔬菜包", "鸡蛋",
	"大白菜", "没有的", "13812345678", "张三", "备注：", "🥬", "1份", "两份", "√", "9999999999公斤", "a|b;c=d", "说明", "  ", "演示住户" };
static const char *const heads[] = { "地址", "楼栋", "单元", "房号", "门牌", "姓名", "电话", "商品", "数量", "备注", "状态", "蔬菜包", "鸡蛋", "大白菜（斤）", "金额", "", "小区", "蔬菜包\n50元" };
#define SOME(of) (of)[seeded_below(s, (int64_t)(sizeof (of) / sizeof *(of)))]

static void text_of(struct seeded *s, struct buf *b)
{
	for (int64_t i = 1 + seeded_below(s, 60); i; i--)
		buf_text(b, SOME(words));
}

static void table_of(struct seeded *s, struct buf *b)
{
	const int64_t columns = 1 + seeded_below(s, 7), rows = seeded_below(s, 14);

	if (!seeded_below(s, 4))
		buf_text(b, "幸福家园团购登记\n");
	for (int64_t r = 0; r <= rows; r++)
		for (int64_t c = 0; c < columns; c++)
			buf_print(b, "%s%s", r ? SOME(cells) : seeded_below(s, 8) ? SOME(heads) : SOME(cells), c + 1 < columns ? "," : "\n");
	for (int64_t i = seeded_below(s, 3); i && b->n; i--)                /* damaged bytes */
		b->at[seeded_below(s, (int64_t)b->n)] = (char)seeded_bits(s);
}

static void sheet_of(struct seeded *s, struct buf *b)
{
	const int64_t columns = 1 + seeded_below(s, 6), rows = seeded_below(s, 12);

	buf_text(b, "<worksheet><cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols><sheetData>");
	for (int64_t r = 0; r <= rows; r++) {
		buf_print(b, "<row%s>", seeded_below(s, 5) ? "" : " hidden=\"1\"");
		for (int64_t c = 0; c < columns; c++)
			switch (r ? seeded_below(s, 8) : 7) {
			case 0: buf_print(b, "<c><v>%lld</v></c>", (long long)seeded_below(s, 20) - 3); break;
			case 1: buf_text(b, "<c s=\"1\"><v>46083</v></c>"); break;
			case 2: buf_text(b, "<c><f>A1</f></c>"); break;
			case 3: buf_print(b, "<c><f>A1</f><v>%lld</v></c>", (long long)seeded_below(s, 4)); break;
			case 4: buf_text(b, "<c/>"); break;
			default: buf_print(b, "<c t=\"inlineStr\"><is><t>%s</t></is></c>", r ? SOME(cells) : SOME(heads));
			}
		buf_text(b, "</row>");
	}
	buf_print(b, "</sheetData><mergeCells><mergeCell ref=\"A%lld:A%lld\"/><mergeCell ref=\"C%lld:C9\"/></mergeCells></worksheet>",
		  (long long)seeded_below(s, 5) + 1, (long long)seeded_below(s, 12) + 1, (long long)seeded_below(s, 6) + 2);
}

static bool clean(const char *text) { return text_good_bytes(text, strlen(text)) == strlen(text); }

static void refused_in_words(struct ctx *cx, long round, enum err e)
{
	if (e == ERR_BROKEN || e == ERR_BUSY || !*cx->fault.zh || !*cx->fault.en || !clean(cx->fault.zh))
		fail_with("round %ld: %s %s", round, err_slug(e), cx->fault.en);
	cx->fault = (struct fault){ .code = ERR_OK };
}

/* Every row is clean and says why where it must; lines[] gets what stands in a row. */
static void rows_hold(struct ctx *cx, long round, int64_t batch_id, bool *lines, int64_t n_lines)
{
	struct intake_row *rows;
	size_t n = 200;

	for (int64_t after = 0; n == 200; after = n ? rows[n - 1].row_no : 0) {
		must(intake_rows(cx, &(struct intake_page){ .batch_id = batch_id, .state = -1, .after_no = after, .limit = 200 }, &rows, &n));
		for (size_t i = 0; i < n; i++) {
			const struct intake_row *r = &rows[i];

			if (!clean(r->before) || !clean(r->doubt) || !clean(r->after) || !clean(r->remark) || !clean(r->zh) || !clean(r->en))
				fail_with("round %ld: row %lld is no clean text", round, (long long)r->row_no);
			if ((r->state == INTAKE_PROBLEM && (!*r->zh || !r->answers.n)) || (r->state == INTAKE_IGNORED && !*r->zh))
				fail_with("round %ld: row %lld (%s/%s) does not say why: %s, %zu answers: %s[%s]%s", round, (long long)r->row_no, intake_state_words[r->state],
					  intake_problem_words[r->problem], r->zh, r->answers.n, r->before, r->doubt, r->after);
			if (lines && r->line_no > 0 && r->line_no <= n_lines)
				lines[r->line_no - 1] = true;
		}
	}
}

static void every_line_stands(struct ctx *cx, long round, const char *text, int64_t batch_id)
{
	bool seen[2000] = { false };
	int64_t line = 0;

	rows_hold(cx, round, batch_id, seen, 2000);
	for (const char *at = text; *at; at += *at == '\n') {
		size_t n = strcspn(at, "\n"), ink = 0;

		for (size_t i = 0; i < n; i++)
			ink += (unsigned char)at[i] > ' ' && (unsigned char)at[i] < 0x80 && ((at[i] >= '0' && at[i] <= '9') || (at[i] >= 'a' && at[i] <= 'z'));
		if (ink > 2 && line < 2000 && !seen[line])
			fail_with("round %ld: line %lld stands in no row: %.*s", round, (long long)line + 1, (int)n, at);
		line++;
		at += n;
	}
}

static void one_round(struct ctx *cx, const struct ordering *w, struct seeded *s, long round)
{
	struct buf b = BUF(&cx->mem);
	struct intake_guess guess;
	struct intake_done done;
	struct bytes body;
	int64_t id = 0;
	enum err e;

	if (round % 3 == 0) {
		text_of(s, &b);
		e = intake_take_text(cx, &(struct intake_paste){ .place_id = w->m.grid, .offer_id = w->offer, .default_line = seeded_below(s, 2), .text = buf_get(&b) }, &id);
		if (!e)
			every_line_stands(cx, round, buf_get(&b), id);
	} else {
		if (round % 3 == 1)
			table_of(s, &b);
		else
			sheet_of(s, &b);
		body = round % 3 == 1 ? (struct bytes){ buf_get(&b), b.n } : workbook(&cx->mem, buf_get(&b), b.n, NULL);
		struct intake_upload in = { .place_id = w->m.grid, .offer_id = w->offer, .default_line = seeded_below(s, 2), .name = "f", .body = body };

		e = intake_look(cx, &in, &guess);
		if (e)
			refused_in_words(cx, round, e);
		e = intake_take_file(cx, &in, &id);
		if (!e)
			rows_hold(cx, round, id, NULL, 0);
	}
	if (e)
		refused_in_words(cx, round, e);
	else if (!seeded_below(s, 3))
		must(intake_commit(cx, id, &done));
}

static void many_rounds(struct ctx *cx)
{
	const char *seed = getenv("FUZZ_SEED"), *rounds = getenv("FUZZ_ROUNDS");
	struct seeded s = { seed ? strtoull(seed, NULL, 10) : 20261122 };
	const long most = rounds ? strtol(rounds, NULL, 10) : 300;
	struct ordering w = open_ordering(cx);
	struct arena keep = cx->mem;
	struct offer offer;

	cx->mem = (struct arena){ 0 };
	for (long i = 0; i < most; i++) {
		must(store_savepoint(cx));
		one_round(cx, &w, &s, i);
		must(offer_get(cx, w.offer, &offer));
		for (size_t l = 0; l < offer.n_lines; l++)
			assert_true(offer.lines[l].left >= 0 && offer.lines[l].left <= offer.lines[l].on_sale);
		if (i % 7)
			must(store_release(cx));
		else
			store_undo(cx);
		arena_reset(&cx->mem);
	}
	close_docs(cx);
	arena_reset(&cx->mem);
	cx->mem = keep;
}

static void any_list_and_table_goes_the_whole_way(void **state)
{
	(void)state;
	on_one_store("sqlite::memory:", many_rounds);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(any_list_and_table_goes_the_whole_way) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
