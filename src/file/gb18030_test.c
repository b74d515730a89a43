/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"
#include "base/text.h"
#include "file/csv.h"
#include "file/table.h"
#include "test.h"
#include <string.h>

/* Every character there is, and every pair of bytes there is (threat T12). */

static struct ctx cx;

static int start(void **state)
{
	(void)state;
	memset(&cx, 0, sizeof cx);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	arena_reset(&cx.mem);
	return 0;
}

static size_t write_utf8(uint32_t c, char text[static 5])
{
	size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;

	for (size_t i = n; i-- > 1; c >>= 6)
		text[i] = (char)(0x80 | (c & 0x3f));
	text[0] = (char)(n == 1 ? c : (0xf00u >> n & 0xff) | c);
	text[n] = '\0';
	return n;
}

static size_t character_bytes(const char *text)
{
	size_t n = 1;

	while ((unsigned char)text[n] >> 6 == 2)
		n++;
	return n;
}

/* How many characters came back as 〓; they must be private use, all others the same. */
static size_t count_lost(const char *wrote, const char *read)
{
	size_t lost = 0;

	while (*wrote) {
		size_t n = character_bytes(wrote), m = character_bytes(read);

		if (n != m || memcmp(wrote, read, n) != 0) {
			assert_memory_equal(read, "〓", 3);
			assert_int_equal((unsigned char)*wrote, 0xee);       /* U+E000 to U+EFFF */
			lost++;
		}
		wrote += n;
		read += m;
	}
	assert_string_equal(read, "");
	return lost;
}

static void every_character_survives_gb18030(void **state)
{
	enum { PER_CELL = 4096 };
	size_t lost = 0;

	(void)state;
	for (uint32_t from = 0; from < 0x110000; from += PER_CELL) {
		struct csv_writer w = CSV_WRITER(&cx.mem);
		struct buf all = BUF(&cx.mem);
		struct bytes bytes;
		struct table t;

		buf_text(&all, "名称");
		for (uint32_t c = from ? from : 1; c < from + PER_CELL; c++) {
			char one[5];
			size_t n = write_utf8(c, one);

			if (text_good_bytes(one, n) == n)
				buf_add(&all, one, n);
		}
		csv_text(&w, "钱塘区大米应急物资储备");          /* so that no part looks like UTF-8 */
		csv_text(&w, buf_get(&all));
		assert_int_equal(csv_finish(&cx, &w, CSV_GB18030, &bytes), ERR_OK);
		assert_int_equal(table_read(&cx, "f", bytes.at, bytes.n, NULL, &t), ERR_OK);
		assert_string_equal(t.encoding, "GB18030");
		if (strcmp(buf_get(&all), table_cell(&t, 0, 1)) != 0)
			lost += count_lost(buf_get(&all), table_cell(&t, 0, 1));
		arena_reset(&cx.mem);
	}
	assert_int_equal(lost, 24);
}

/* Whatever two bytes stand before it, a comma or a line end stays one. */
static void no_pair_of_bytes_swallows_what_follows(void **state)
{
	(void)state;
	for (unsigned half = 0x100; half < 0x200; half++) {              /* 256 rows at a time have too many flaws */
		unsigned lead = half >> 1;
		struct buf text = BUF(&cx.mem);
		size_t rows = 0;
		struct table t;

		buf_text(&text, "\xc3\xfb\xb3\xc6,\xca\xfd\xc1\xbf,\xb4\xf3\xc3\xd7,\xc3\xfb\xb3\xc6\xca\xfd\xc1\xbf\n");
		for (unsigned second = half % 2 * 0x80, end = second + 0x80; second < end; second++) {
			if (second < 0x20 || strchr("\",", (int)second))          /* controls make it no text at all */
				continue;
			buf_add(&text, (char[]){ 'x', (char)lead, (char)second }, 3);
			buf_text(&text, ",\"");
			buf_add(&text, (char[]){ (char)lead, (char)second, (char)lead }, 3);
			buf_text(&text, "\",y\n");
			rows++;
		}
		assert_int_equal(table_read(&cx, "f", buf_get(&text), text.n,
					    &(struct table_options){ .keep_flaws = true }, &t), ERR_OK);
		assert_int_equal(t.n_rows, rows + 1);
		for (size_t r = 1; r < t.n_rows; r++) {
			assert_int_equal(table_width(&t, r), 3);
			assert_string_equal(table_cell(&t, r, 2), "y");
		}
		arena_reset(&cx.mem);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_character_survives_gb18030, start, stop),
		cmocka_unit_test_setup_teardown(no_pair_of_bytes_swallows_what_follows, start, stop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
