/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_INTAKE_WORLD_H
#define CAPS_INTAKE_WORLD_H
/* What the tests of intake share: the world of orders (households 3-1-101 ... 3-1-104; the offer has 蔬菜包 (1, at most 3),
 * 大白菜 (2), 鸡蛋 (3)), lists pasted into it, and a row of what came out.  Tests only. */
#include "base/text.h"
#include "caps/intake/intake.h"
#include "caps/order/order_world.h"

static inline struct intake_batch pasted(struct ctx *cx, const struct ordering *w, const char *text)
{
	struct intake_batch b;
	int64_t id = 0;

	must(intake_take_text(cx, &(struct intake_paste){ .place_id = w->m.grid, .offer_id = w->offer, .default_line = 1, .text = text }, &id));
	must(intake_get(cx, id, &b));
	return b;
}

/* What is said of a row never ends in the middle of a character. */
static inline struct intake_row row_of_line(struct ctx *cx, int64_t batch_id, int64_t line)
{
	struct intake_row *rows;
	size_t n;

	must(intake_rows(cx, &(struct intake_page){ .batch_id = batch_id, .state = -1, .limit = 200 }, &rows, &n));
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(text_good_bytes(rows[i].remark, strlen(rows[i].remark)), strlen(rows[i].remark));
		assert_int_equal(text_good_bytes(rows[i].doubt, strlen(rows[i].doubt)), strlen(rows[i].doubt));
		if (rows[i].line_no == line)
			return rows[i];
	}
	fail_with("line %lld is not there", (long long)line);
	return (struct intake_row){ 0 };
}
#endif
