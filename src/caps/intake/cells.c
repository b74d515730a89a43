/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"
#include "caps/intake/intake_work.h"
#include <string.h>

/* What people write into single cells. */

const char *cell_clip(struct arena *mem, const char *text, size_t bytes)
{
	if (strnlen(text, bytes + 1) <= bytes)
		return text;
	while (bytes && (unsigned char)text[bytes] >> 6 == 2)
		bytes--;
	return arena_bytes(mem, text, bytes);
}

bool cell_is_number(const char *text)
{
	return *text && text[strspn(text, "0123456789.")] == '\0';
}

bool cell_is_cancelled(const char *state)
{
	static const char *const words[] = { "取消", "退款", "关闭", "作废", "退单" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strstr(state, words[i]) && !strstr(state, "未退款") && !strstr(state, "无退款"))
			return true;
	return false;
}

/* A heading without blanks, line breaks, marks and what stands in brackets; small and half-width. */
const char *cell_heading(struct arena *mem, const char *text)
{
	struct buf b = BUF(mem);

	for (const unsigned char *at = (const unsigned char *)text; *at; at++) {
		if (b.n && (*at == '(' || !strncmp((const char *)at, "（", 3) || !strncmp((const char *)at, "【", 3)))
			break;
		if (!strncmp((const char *)at, "\xe3\x80\x80", 3) || !strncmp((const char *)at, "：", 3)) {
			at += 2;
			continue;
		}
		if (!strchr(" \t\r\n*:#", *at))
			buf_char(&b, *at >= 'A' && *at <= 'Z' ? (char)(*at + 32) : (char)*at);
	}
	return buf_get(&b);
}

/* Full-width digits and signs made plain, blanks taken out. */
const char *cell_plain(struct arena *mem, const char *text)
{
	struct buf b = { .mem = mem, .max = 200 };

	for (const unsigned char *at = (const unsigned char *)text; *at && !b.full; at++) {
		if (at[0] == 0xef && at[1] == 0xbc && at[2] >= 0x81) {
			buf_char(&b, (char)(at[2] - 0x60));
			at += 2;
		} else if (at[0] == 0xe3 && at[1] == 0x80 && at[2] == 0x80) {
			at += 2;
		} else if (*at != ' ' && *at != '\t' && *at != '\n' && *at != '\r') {
			buf_char(&b, (char)*at);
		}
	}
	return buf_get(&b);
}

/* "2", "2.0", "２份", "√", "两份", "1,000": number and unit; false when it is none (a date, #N/A, words). */
bool cell_qty(struct ctx *cx, const char *text, const char **ret_qty, const char **ret_unit)
{
	static const struct { const char *said, *qty; } words[] = { { "√", "1" }, { "✓", "1" }, { "要", "1" }, { "是", "1" }, { "一", "1" }, { "两", "2" }, { "二", "2" }, { "三", "3" },
		{ "四", "4" }, { "五", "5" }, { "六", "6" }, { "七", "7" }, { "八", "8" }, { "九", "9" }, { "十", "10" } };
	const char *plain = cell_plain(&cx->mem, text);
	struct buf number = BUF(&cx->mem);
	size_t i = 0;

	*ret_unit = "";
	for (; plain[i] && (strchr("0123456789.,", plain[i]) || (i == 0 && strchr("+-", plain[i]))); i++)
		if (plain[i] != ',')
			buf_char(&number, plain[i]);
	*ret_qty = buf_get(&number);
	if (!number.n) {
		for (size_t k = 0; k < sizeof words / sizeof *words; k++)
			if (!strncmp(plain, words[k].said, strlen(words[k].said))) {
				*ret_qty = words[k].qty;
				i = strlen(words[k].said);
				break;
			}
		if (!i)
			return false;
	}
	if (**ret_qty == '+')
		(*ret_qty)++;
	*ret_unit = strcmp(plain + i, "份") && strcmp(plain + i, "套") ? plain + i : "";
	return strlen(plain + i) <= 9 && !strpbrk(plain + i, "0123456789-/:#.");
}

const char *cell_base64(struct arena *mem, const unsigned char *at, size_t n)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	char *out = arena_new(mem, (n + 2) / 3 * 4 + 1), *to = out;

	for (size_t i = 0; i < n; i += 3) {
		uint32_t three = (uint32_t)at[i] << 16 | (i + 1 < n ? (uint32_t)at[i + 1] << 8 : 0) | (i + 2 < n ? at[i + 2] : 0);

		for (size_t k = 0; k < 4; k++)
			*to++ = k > n - i ? '=' : digits[three >> (18 - 6 * k) & 63];
	}
	return out;
}
