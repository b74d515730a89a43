/* SPDX-License-Identifier: Apache-2.0 */
#include "http/decode.h"
#include "base/text.h"
#include <string.h>

struct scan {
	struct ctx *cx;
	const char *text;
	size_t      n, at, line, line_at;
	int         depth;
	int         keys[DECODE_DEPTH_MAX + 1];
};

static enum err refuse(struct scan *s, const char *zh, const char *en)
{
	return fail(s->cx, ERR_BAD_SYNTAX, NULL, "JSON 第 %zu 行第 %zu 字节：%s%.0s", "JSON line %zu, byte %zu: %.0s%s",
		    s->line, s->at - s->line_at + 1, zh, en);
}

static enum err scan_string(struct scan *s)
{
	size_t from = ++s->at;

	for (; s->at < s->n && s->text[s->at] != '"'; s->at++)
		if (s->text[s->at] == '\\')
			s->at++;
	if (s->at - from > DECODE_STRING_MAX)
		return refuse(s, "字符串超过 65536 字节", "a string of more than 65536 bytes");
	return ERR_OK;
}

static enum err scan_number(struct scan *s)
{
	size_t len = strspn(s->text + s->at, "+-0123456789.eE");

	if (len > DECODE_NUMBER_MAX)
		return refuse(s, "数字超过 20 个字符", "a number of more than 20 characters");
	s->at += len - 1;
	return ERR_OK;
}

static enum err scan_one(struct scan *s)
{
	char c = s->text[s->at];

	if (c == '\n') {
		s->line++;
		s->line_at = s->at + 1;
	} else if (c == '"') {
		return scan_string(s);
	} else if (c == '-' || (c >= '0' && c <= '9')) {
		return scan_number(s);
	} else if (c == '{' || c == '[') {
		if (++s->depth > DECODE_DEPTH_MAX)
			return refuse(s, "嵌套超过 32 层", "nested more than 32 deep");
		s->keys[s->depth] = 0;
	} else if (c == '}' || c == ']') {
		if (--s->depth < 0)
			return refuse(s, "多了一个括号", "a bracket too many");
	} else if (c == ':' && ++s->keys[s->depth] > DECODE_KEYS_MAX) {
		return refuse(s, "一个对象超过 1000 项", "an object of more than 1000 keys");
	}
	return ERR_OK;
}

enum err json_scan(struct ctx *cx, const char *text, size_t n)
{
	struct scan s = { .cx = cx, .text = text, .n = n, .line = 1 };
	size_t good = text_good_bytes(text, n);

	if (good < n) {
		for (size_t i = 0; i < good; i++)
			if (text[i] == '\n') {
				s.line++;
				s.line_at = i + 1;
			}
		s.at = good;
		return refuse(&s, "不是可用的 UTF-8 文字", "not usable UTF-8 text");
	}
	for (; s.at < n; s.at++)
		TRY(scan_one(&s));
	return ERR_OK;
}
