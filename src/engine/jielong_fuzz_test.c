/* SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "base/text.h"
#include "engine/jielong_list.h"
#include "file/plain_text.h"
#include "seeded.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Damaged and invented chat texts from a fixed seed (FUZZ_SEED and FUZZ_ROUNDS change it).  Whatever comes in: no crash, no
 * overrun, every line told once and in order, and only clean text coming out. */

static const char *const bits[] = { "3-2-501 ", "3号楼", "2单元", "501室", "张三", "2份", "两斤半", "各", "取消", "改成", "→", "再加", "减", "退1留1", "(", ")", "（", "\n", "\r\n", "#接龙\n", "例 ", "1. ",
	"12、", "+1", "-1", "x2", "*", "18:00", "138", "13800000001", "+86 ", "尾号1234", "A套餐", "AB各1", "蔬菜包", "2段", "500g", "1.5L", "550ml*24", "半", "打", "「", "- - - - -\n", "\xff", "\xf0\x9f\x99\x8f",
	"\xed\xa0\x80", "\xe2\x80\xae", "\0", "０１２", "东区", "88弄6号", "楼号：", "含", "代", "其中", "0", "999999999999", "一百零五", "~", "至", "、", "各要", "共", "❌", "[强]", "姓名：", "备注：" };

struct seen { uint32_t line; size_t bad; };

static void clean(struct seen *s, const char *text, size_t room)
{
	size_t n = strnlen(text, room);

	s->bad += n == room || text_good_bytes(text, n) != n;
}

static void see(void *own, const struct jielong_verdict *v)
{
	const struct jielong_line *l = &v->read;
	struct seen *s = own;

	s->bad += v->vanished ? v->line != s->line : v->line != s->line + 1;
	s->line = v->line;
	s->bad += l->n_addresses < 0 || l->n_addresses > JIELONG_ADDRESSES || l->n_items < 0 || l->n_items > JIELONG_ITEMS || l->confidence < 0 || l->confidence > 100;
	s->bad += l->action == JIELONG_IGNORE && (l->n_items || l->n_addresses);
	clean(s, l->name, sizeof l->name);
	clean(s, l->phone, sizeof l->phone);
	clean(s, l->remark, sizeof l->remark);
	for (int i = 0; i < l->n_addresses; i++) {
		clean(s, l->address[i].building, sizeof l->address[i].building);
		clean(s, l->address[i].unit, sizeof l->address[i].unit);
		clean(s, l->address[i].room, sizeof l->address[i].room);
		s->bad += l->address[i].span.to < l->address[i].span.from;
	}
	for (int i = 0; i < l->n_items; i++) {
		clean(s, l->item[i].name, sizeof l->item[i].name);
		clean(s, l->item[i].qty, sizeof l->item[i].qty);
		clean(s, l->item[i].unit, sizeof l->item[i].unit);
		s->bad += l->item[i].address < -1 || l->item[i].address >= (l->n_addresses ? l->n_addresses : 1) || !l->item[i].name[0] || l->item[i].span.to < l->item[i].span.from;
	}
}

static size_t make(struct seeded *s, char *text, size_t room)
{
	size_t n = 0;

	for (int64_t pieces = seeded_below(s, 60) + 1; pieces && n + 40 < room; pieces--) {
		if (seeded_below(s, 12) == 0) {
			text[n++] = (char)seeded_bits(s);
			continue;
		}
		const char *bit = bits[seeded_below(s, sizeof bits / sizeof *bits)];
		size_t m = *bit ? strlen(bit) : 1;

		memcpy(text + n, bit, m);
		n += m;
	}
	return n;
}

static void any_bytes_are_read_line_by_line(void **state)
{
	const char *seed = getenv("FUZZ_SEED"), *rounds = getenv("FUZZ_ROUNDS");
	struct seeded s = { seed ? strtoull(seed, NULL, 10) : 20261122 };
	long n_rounds = rounds ? strtol(rounds, NULL, 10) : 20000;
	struct ctx cx = { 0 };

	(void)state;
	for (long i = 0; i < n_rounds; i++) {
		char text[1500], *exact;
		size_t n = make(&s, text, sizeof text), plain_n, lines = 0;
		struct seen got = { 0 };
		const char *plain;

		exact = malloc(n ? n : 1);                                   /* so that one byte too far is seen */
		memcpy(exact, text, n);
		plain_text(&cx, exact, n, &plain, &plain_n);
		jielong_list(&cx.mem, plain, plain_n, i % 2, see, &got);
		for (size_t k = 0; k < plain_n; k++)
			lines += plain[k] == '\n' || k + 1 == plain_n;
		if (got.bad || got.line != lines)
			fail_with("round %ld: %zu bad, %u of %zu lines: %.*s", i, got.bad, got.line, lines, (int)n, text);
		free(exact);
		arena_reset(&cx.mem);
	}
}

static void gb18030_is_read_as_utf8_is(void **state)
{
	static const char gb[] = "1. 3-2-501 \xd5\xc5\xc8\xfd 2\xb7\xdd\r\n2. 3-2-502 \xc0\xee\xcb\xc4 \xbc\xa6\xb5\xb0""2\xb0\xe5\r\n";
	struct ctx cx = { 0 };
	struct jielong_line l;
	const char *text;
	size_t n;

	(void)state;
	plain_text(&cx, gb, sizeof gb - 1, &text, &n);
	jielong_read(text, strcspn(text, "\r"), &l);
	assert_string_equal(l.name, "张三");
	assert_string_equal(l.item[0].qty, "2");
	arena_reset(&cx.mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_bytes_are_read_line_by_line),
		cmocka_unit_test(gb18030_is_read_as_utf8_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
