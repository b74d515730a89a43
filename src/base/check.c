/* SPDX-License-Identifier: Apache-2.0 */
#include "base/check.h"
#include "base/buf.h"
#include "base/text.h"
#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

static bool has_control(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < 0x20 || *text == 0x7f)
			return true;
	return false;
}

/* Ends in an ideographic space, the one a Chinese keyboard makes. */
static bool ends_wide_blank(const char *text, size_t n)
{
	return n >= 3 && memcmp(text + n - 3, "\xe3\x80\x80", 3) == 0;
}

enum err check_line(struct ctx *cx, const char *field, const char *text, size_t min, size_t max)
{
	size_t bytes, length;

	text = text ? text : "";
	bytes = strlen(text);
	length = text_length(text);
	if (length < min)
		return fail(cx, ERR_BAD_INPUT, field, "至少要写 %zu 个字", "write at least %zu characters", min);
	if (length > max)
		return fail(cx, ERR_BAD_INPUT, field, "写了 %zu 个字，最多 %zu 个", "%zu characters; at most %zu fit", length, max);
	if (has_control(text))
		return fail(cx, ERR_BAD_INPUT, field, "只能写一行，不能有换行、制表等控制字符",
			    "must be one line without control characters");
	if (bytes && (text[0] == ' ' || text[bytes - 1] == ' ' || ends_wide_blank(text, bytes)
		      || strncmp(text, "\xe3\x80\x80", 3) == 0))
		return fail(cx, ERR_BAD_INPUT, field, "开头和结尾不能是空格", "must not begin or end with a blank");
	return ERR_OK;
}

enum err check_code(struct ctx *cx, const char *field, const char *text)
{
	TRY(check_line(cx, field, text, 1, 40));
	if (strpbrk(text, " ,\"'/\\") || strstr(text, "\xe3\x80\x80"))
		return fail(cx, ERR_BAD_INPUT, field, "编码“%s”里不能有空格、逗号、引号和斜杠",
			    "the code '%s' must not contain blanks, commas, quotes or slashes", text);
	return ERR_OK;
}

enum err check_word(struct ctx *cx, const char *field, const char *text)
{
	bool good;

	TRY(check_line(cx, field, text, 1, 40));
	good = islower((unsigned char)text[0]);
	for (const char *c = text; *c; c++)
		good = good && (islower((unsigned char)*c) || isdigit((unsigned char)*c) || *c == '_');
	if (!good)
		return fail(cx, ERR_BAD_INPUT, field, "“%s”应以小写字母开头，只含小写字母、数字和下划线",
			    "'%s' must begin with a small letter and hold only small letters, digits and underscores", text);
	return ERR_OK;
}

enum err check_range(struct ctx *cx, const char *field, int64_t value, int64_t min, int64_t max)
{
	if (value < min || value > max)
		return fail(cx, ERR_BAD_INPUT, field, "写的是 %lld，应在 %lld 到 %lld 之间",
			    "%lld is outside of %lld to %lld", (long long)value, (long long)min, (long long)max);
	return ERR_OK;
}

const char *check_field(struct arena *mem, int64_t row, const char *name)
{
	return row == NO_ROW ? name : arena_print(mem, "[%lld].%s", (long long)row, name);
}

enum err check_in_list(struct ctx *cx, const char *list, enum err e)
{
	if (e && cx->fault.field[0] == '[')
		snprintf(cx->fault.field, sizeof cx->fault.field, "%s%s", list, arena_text(&cx->mem, cx->fault.field));
	return e;
}

const char *check_like(struct arena *mem, const char *text)
{
	struct buf b = BUF(mem);

	buf_char(&b, '%');
	for (; text && *text; text++) {
		if (strchr("%_!", *text))
			buf_char(&b, '!');
		buf_char(&b, (char)tolower((unsigned char)*text));
	}
	if (b.n > 1)
		buf_char(&b, '%');
	return buf_get(&b);
}

const char *check_scope_end(struct arena *mem, const char *scope)
{
	char *end = arena_text(mem, scope);
	size_t n = strlen(end);

	assert(n > 0 && end[n - 1] == '/');
	end[n - 1] = '0';
	return end;
}
