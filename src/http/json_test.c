/* SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "http/decode.h"
#include "http/json.h"
#include <string.h>

static const char *const colours[] = { "", "red", "blue", NULL };
struct line { int64_t item_id, qty; const char *note; };
static SHAPE(line, ID(line, item_id, "which item"), I64(line, qty, 1, 1000, "how many"),
	     OPT_TEXT(line, note, 1, 5, "for people"));
struct order {
	int64_t day, at_ms, price, colour, count;
	bool urgent;
	const char *name, *password;
	struct list lines;
	struct line first;
};
static SHAPE(order, DAY(order, day, "when"), OPT_TIME(order, at_ms, "at"), MONEY(order, price, 0, 1000000, "yuan"),
	     WORD(order, colour, colours, "which"), OPT_I64(order, count, -5, 5, "n"), OPT_BOOL(order, urgent, "soon"),
	     TEXT(order, name, 1, 10, "whose"), { SHAPE_FIELD(order, password, KIND_TEXT, 0, 10, "x"), .optional = true, .secret = true },
	     LIST(order, lines, &line_shape, 1, 3, "what"), OBJECT(order, first, &line_shape, "the first"));

#define FIRST "\"first\":{\"item_id\":\"7\",\"qty\":2}"
#define WHOLE "{\"day\":\"2026-11-21\",\"price\":\"12.34\",\"colour\":\"red\",\"name\":\"下沙\"," \
	"\"lines\":[{\"item_id\":\"9007199254740993\",\"qty\":5,\"note\":\"急\"}]," FIRST "}"

static enum err read(struct ctx *cx, struct decode *d, const char *text)
{
	decode_start(d, cx, &order_shape);
	TRY(decode_json(d, text, strlen(text)));
	return decode_finish(d);
}

static void what_is_written_is_read_back_the_same(void **state)
{
	struct ctx cx = { 0 };
	struct decode d;
	struct buf b = BUF(&cx.mem);

	(void)state;
	assert_int_equal(read(&cx, &d, WHOLE), ERR_OK);
	json_write(&b, &order_shape, d.out, JSON_ALL);
	assert_string_equal(buf_get(&b), WHOLE);
	assert_int_equal(((struct order *)d.out)->price, 1234);
	assert_int_equal(json_check(&cx, &order_shape, d.out), ERR_OK);
	((struct line *)((struct order *)d.out)->lines.at)->qty = 1001;
	assert_int_equal(json_check(&cx, &order_shape, d.out), ERR_BROKEN);
	arena_reset(&cx.mem);
}

static void secrets_are_left_out_where_told(void **state)
{
	struct ctx cx = { 0 };
	struct buf b = BUF(&cx.mem);
	struct line none = { 1, 1, NULL };
	struct order o = { .day = 1, .colour = 2, .name = "a\"\n\x01\xff", .password = "hush", .lines = { &none, 1 }, .first = none };

	(void)state;
	json_write(&b, &order_shape, &o, JSON_NO_SECRETS);
	assert_null(strstr(buf_get(&b), "hush"));
	assert_non_null(strstr(buf_get(&b), "\"a\\\"\\n\xef\xbf\xbd\xef\xbf\xbd\""));
	arena_reset(&cx.mem);
}

/* Each wrong body, and the field that is named. */
static void every_wrong_field_is_named_with_its_place(void **state)
{
	static const struct { const char *swap, *with, *field; } wrong[] = {
		{ "\"2026-11-21\"", "\"2026-02-30\"", "day" }, { "\"2026-11-21\"", "20261121", "day" },
		{ "\"12.34\"", "\"12.345\"", "price" }, { "\"12.34\"", "12.34", "price" }, { "\"12.34\"", "\"10000.01\"", "price" },
		{ "\"red\"", "\"green\"", "colour" }, { "\"red\"", "\"\"", "colour" }, { "\"red\"", "null", "colour" },
		{ "\"下沙\"", "\"\"", "name" }, { "\"下沙\"", "\"12345678901\"", "name" }, { "\"下沙\"", "\"a\\u202eb\"", "name" },
		{ "\"qty\":5", "\"qty\":0", "lines[0].qty" }, { "\"qty\":5", "\"qty\":1001", "lines[0].qty" },
		{ "\"qty\":5", "\"qty\":\"5\"", "lines[0].qty" }, { "\"qty\":5", "\"qty\":5.0", "lines[0].qty" },
		{ "\"qty\":5", "\"quantity\":5", "lines[0].quantity" }, { "\"qty\":5,", "", "lines[0].qty" },
		{ "\"9007199254740993\"", "9007199254740993", "lines[0].item_id" }, { "\"9007199254740993\"", "\"0\"", "lines[0].item_id" },
		{ "\"lines\":[{", "\"lines\":[7,{", "lines[0]" }, { "\"lines\":[{", "\"lines\":[[],[],[],{", "lines" },
		{ FIRST, "\"first\":[]", "first" }, { FIRST, "\"first\":{\"item_id\":\"1\"}", "first.qty" },
		{ FIRST, FIRST ",\"colur\":\"red\"", "colur" }, { FIRST, FIRST ",\"urgent\":1", "urgent" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct ctx cx = { 0 };
		struct decode d;
		const char *at = strstr(WHOLE, wrong[i].swap);
		char *text = arena_print(&cx.mem, "%.*s%s%s", (int)(at - WHOLE), WHOLE, wrong[i].with, at + strlen(wrong[i].swap));

		assert_int_equal(read(&cx, &d, text), ERR_BAD_INPUT);
		assert_string_equal(cx.fault.field, wrong[i].field);
		assert_true(cx.fault.zh[0] && cx.fault.en[0]);
		arena_reset(&cx.mem);
	}
}

static void all_mistakes_are_told_at_once(void **state)
{
	struct ctx cx = { 0 };
	struct decode d;

	(void)state;
	assert_int_equal(read(&cx, &d, "{\"day\":1,\"price\":1,\"lines\":[{\"qty\":0}]}"), ERR_BAD_INPUT);
	assert_int_equal(d.n_problems, 7);
	assert_string_equal(d.problems[2].field, "lines[0].qty");
	assert_string_equal(d.problems[3].field, "lines[0].item_id");
	arena_reset(&cx.mem);
}

static void what_is_no_json_is_refused_with_line_and_column(void **state)
{
	static char deep[100], digits[] = "{\"count\":000000000000000000000000000001}";
	const char *bad[] = { "{", "[]", "7", "{\"a\":1,\"a\":2}", "{\"day\":\"\xff\"}", "{\"day\":\"\\u0000\"}", "{'day':1}", deep, digits,
		"{\"day\":1}}", "{\"count\":1e999}", "\xef\xbb\xbf{}", "{\"name\":\"\\ud800\"}", "{\"count\":99999999999999999999}" };

	(void)state;
	memset(deep, '[', sizeof deep - 1);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct ctx cx = { 0 };
		struct decode d;

		assert_int_equal(read(&cx, &d, bad[i]), ERR_BAD_SYNTAX);
		assert_true(cx.fault.zh[0] && cx.fault.en[0]);
		arena_reset(&cx.mem);
	}
}

static void a_query_string_is_checked_like_a_body(void **state)
{
	struct ctx cx = { 0 };
	struct decode d;

	(void)state;
	decode_start(&d, &cx, &line_shape);
	assert_int_equal(decode_query(&d, "item_id=8&qty=%31%30&note=%E6%80%A5+a"), ERR_OK);
	assert_int_equal(decode_finish(&d), ERR_OK);
	assert_int_equal(((struct line *)d.out)->qty, 10);
	assert_string_equal(((struct line *)d.out)->note, "急 a");
	decode_start(&d, &cx, &line_shape);
	assert_int_equal(decode_query(&d, "item_id=8&qty=1&qty=2"), ERR_OK);
	assert_int_equal(decode_finish(&d), ERR_BAD_INPUT);
	assert_string_equal(cx.fault.field, "qty");
	decode_start(&d, &cx, &line_shape);
	assert_int_equal(decode_query(&d, "item_id=%ff"), ERR_BAD_SYNTAX);
	assert_int_equal(decode_query(&d, "item_id=%4"), ERR_BAD_SYNTAX);
	arena_reset(&cx.mem);
}

static uint64_t next(uint64_t *seed) { *seed = *seed * 6364136223846793005u + 1442695040888963407u; return *seed >> 33; }

/* Whole bodies with bytes changed, cut and doubled: never a crash, and what is
 * taken fits its shape. */
static void mangled_bodies_never_break_the_reader(void **state)
{
	static const char bytes[] = "{}[]\":,0123456789.-+eE\\u\n\x80\xe4\xff ntf";
	uint64_t seed = 20261121;
	int taken = 0;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct ctx cx = { 0 };
		struct decode d;
		char *text = arena_print(&cx.mem, "%s%s", WHOLE, WHOLE);
		size_t n = strlen(WHOLE) - (next(&seed) % 8 ? 0 : next(&seed) % 40);

		for (uint64_t k = next(&seed) % 4; k; k--)
			text[next(&seed) % n] = bytes[next(&seed) % (sizeof bytes - 1)];
		text[n] = '\0';
		decode_start(&d, &cx, &order_shape);
		if (next(&seed) % 4 == 0) {
			(void)!decode_query(&d, text);
		} else if (decode_json(&d, text, n) == ERR_OK && decode_finish(&d) == ERR_OK) {
			assert_int_equal(json_check(&cx, &order_shape, d.out), ERR_OK);
			taken++;
		}
		arena_reset(&cx.mem);
	}
	assert_true(taken > 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_is_read_back_the_same),
		cmocka_unit_test(secrets_are_left_out_where_told),
		cmocka_unit_test(every_wrong_field_is_named_with_its_place),
		cmocka_unit_test(all_mistakes_are_told_at_once),
		cmocka_unit_test(what_is_no_json_is_refused_with_line_and_column),
		cmocka_unit_test(a_query_string_is_checked_like_a_body),
		cmocka_unit_test(mangled_bodies_never_break_the_reader),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
