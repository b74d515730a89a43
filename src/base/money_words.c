/* SPDX-License-Identifier: Apache-2.0 */
#include "base/money_words.h"
#include "base/buf.h"

static const char *const digit[] = { "零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖" };
static const char *const place[] = { "", "拾", "佰", "仟" };
static const char *const group[] = { "", "万", "亿", "万亿", "亿亿" };

/* Four digits; `gap`: something higher stands before, so that a missing digit is said as one 零. */
static void four(struct buf *out, int64_t n, bool gap)
{
	bool zero = false;

	for (int p = 3; p >= 0; p--) {
		const int64_t power[] = { 1, 10, 100, 1000 }, d = n / power[p] % 10;

		if (!d) {
			zero = gap;
			continue;
		}
		buf_print(out, "%s%s%s", zero ? "零" : "", digit[d], place[p]);
		zero = false;
		gap = true;
	}
}

static void yuan(struct buf *out, int64_t n)
{
	const size_t start = out->n;
	int64_t part[5] = { 0 };
	bool skipped = false;

	for (int g = 0; g < 5; g++, n /= 10000)
		part[g] = n % 10000;
	for (int g = 4; g >= 0; g--) {
		if (!part[g]) {
			skipped = out->n > start;
			continue;
		}
		if (skipped && part[g] >= 1000)
			buf_text(out, "零");
		four(out, part[g], out->n > start);
		buf_text(out, group[g]);
		skipped = false;
	}
}

const char *money_words(struct arena *mem, int64_t fen)
{
	struct buf out = BUF(mem);
	const uint64_t whole = fen < 0 ? -(uint64_t)fen : (uint64_t)fen;
	const int64_t n = (int64_t)(whole / 100);
	const int jiao = (int)(whole / 10 % 10), cent = (int)(whole % 10);

	buf_text(&out, fen < 0 ? "负" : "");
	if (n)
		yuan(&out, n), buf_text(&out, "元");
	if (!jiao && !cent) {
		buf_text(&out, n ? "整" : "零元整");
		return buf_get(&out);
	}
	if (jiao)
		buf_print(&out, "%s角", digit[jiao]);
	else if (n)
		buf_text(&out, "零");
	if (cent)
		buf_print(&out, "%s分", digit[cent]);
	else
		buf_text(&out, "整");
	return buf_get(&out);
}
