/* SPDX-License-Identifier: Apache-2.0 */
#include "http/json.h"
#include "base/civil.h"
#include "base/text.h"
#include <assert.h>
#include <string.h>

/* What JSON must escape, and DEL; the rest of UTF-8 goes as it is. */
static void add_escaped(struct buf *b, const char *text, size_t n)
{
	size_t from = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)text[i];
		const char *short_form = c == '"' ? "\\\"" : c == '\\' ? "\\\\" : c == '\n' ? "\\n"
			: c == '\t' ? "\\t" : c == '\r' ? "\\r" : NULL;

		if (!short_form && c >= 0x20 && c != 0x7f)
			continue;
		buf_add(b, text + from, i - from);
		if (short_form)
			buf_text(b, short_form);
		else
			buf_print(b, "\\u%04x", c);
		from = i + 1;
	}
	buf_add(b, text + from, n - from);
}

/* Text from inside is trusted to be UTF-8; should it not be, a broken byte
 * becomes U+FFFD rather than a broken document. */
void json_text(struct buf *b, const char *text)
{
	size_t n = strlen(text);

	buf_char(b, '"');
	while (n) {
		size_t good = text_good_bytes(text, n);

		add_escaped(b, text, good);
		if (good == n)
			break;
		buf_text(b, "\xef\xbf\xbd");
		text += good + 1;
		n -= good + 1;
	}
	buf_char(b, '"');
}

bool field_is_absent(const struct field *f, const void *from)
{
	const void *at = (const char *)from + f->offset;

	switch (f->kind) {
	case KIND_BOOL:   return !*(const bool *)at;
	case KIND_TEXT:   return !*(const char *const *)at;
	case KIND_LIST:   return ((const struct list *)at)->n == 0;
	case KIND_BYTES:  return ((const struct bytes *)at)->n == 0;
	case KIND_OBJECT: return false;
	default:          return *(const int64_t *)at == 0;
	}
}

static void write_list(struct buf *b, const struct field *f, const struct list *list, enum json_how how)
{
	buf_char(b, '[');
	for (size_t i = 0; i < list->n; i++) {
		if (i)
			buf_char(b, ',');
		json_write(b, f->inner, (const char *)list->at + i * f->inner->size, how);
	}
	buf_char(b, ']');
}

static void write_field(struct buf *b, const struct field *f, const void *at, enum json_how how)
{
	char text[30];
	int64_t whole = 0;

	if (f->kind <= KIND_MONEY || f->kind == KIND_WORD)
		whole = *(const int64_t *)at;
	switch (f->kind) {
	case KIND_I64:    buf_print(b, "%lld", (long long)whole); break;
	case KIND_ID:     buf_print(b, "\"%lld\"", (long long)whole); break;
	case KIND_DAY:    buf_print(b, "\"%s\"", civil_write_day(whole, text)); break;
	case KIND_TIME:   buf_print(b, "\"%s\"", civil_write_time(whole, text)); break;
	case KIND_MONEY:  buf_print(b, "\"%s\"", text_write_money(b->mem, whole)); break;
	case KIND_BOOL:   buf_text(b, *(const bool *)at ? "true" : "false"); break;
	case KIND_TEXT:   json_text(b, *(const char *const *)at ? *(const char *const *)at : ""); break;
	case KIND_WORD:   json_text(b, f->words[whole]); break;
	case KIND_OBJECT: json_write(b, f->inner, at, how); break;
	case KIND_LIST:   write_list(b, f, at, how); break;
	case KIND_BYTES:  buf_text(b, "null"); break;
	}
}

/* Nesting is the shape's, never the caller's, so this recursion is bounded. */
void json_write(struct buf *b, const struct shape *shape, const void *from, enum json_how how)
{
	bool first = true;

	buf_char(b, '{');
	for (const struct field *f = shape->fields; f->name; f++) {
		if (f->kind == KIND_BYTES || (f->secret && how == JSON_NO_SECRETS)
		    || (f->optional && field_is_absent(f, from)))
			continue;
		buf_print(b, "%s\"%s\":", first ? "" : ",", f->name);
		write_field(b, f, (const char *)from + f->offset, how);
		first = false;
	}
	buf_char(b, '}');
}

static bool value_fits(const struct field *f, const void *at)
{
	int64_t whole = 0;
	const char *text;

	if (f->kind <= KIND_MONEY || f->kind == KIND_WORD)
		whole = *(const int64_t *)at;
	switch (f->kind) {
	case KIND_WORD:
		for (int64_t i = 0; f->words[i]; i++)
			if (i == whole)
				return *f->words[i] != '\0';
		return false;
	case KIND_TEXT:
		text = *(const char *const *)at;
		return text && text_good_bytes(text, strlen(text)) == strlen(text)
			&& (int64_t)text_length(text) >= f->min && (int64_t)text_length(text) <= f->max;
	case KIND_LIST:
		return (int64_t)((const struct list *)at)->n >= f->min && (int64_t)((const struct list *)at)->n <= f->max;
	case KIND_BYTES:
		return (int64_t)((const struct bytes *)at)->n >= f->min && (int64_t)((const struct bytes *)at)->n <= f->max;
	case KIND_BOOL:
	case KIND_OBJECT:
		return true;
	default:
		return whole >= f->min && whole <= f->max;
	}
}

enum err json_check(struct ctx *cx, const struct shape *shape, const void *from)
{
	for (const struct field *f = shape->fields; f->name; f++) {
		const void *at = (const char *)from + f->offset;

		if (f->optional && field_is_absent(f, from))
			continue;
		if (!value_fits(f, at))
			return fail(cx, ERR_BROKEN, f->name, "输出项 %s.%s 不合格式", "the answer's %s.%s does not keep its limits",
				    shape->name, f->name);
		if (f->kind == KIND_OBJECT)
			TRY(json_check(cx, f->inner, at));
		for (size_t i = 0; f->kind == KIND_LIST && i < ((const struct list *)at)->n; i++)
			TRY(json_check(cx, f->inner, (const char *)((const struct list *)at)->at + i * f->inner->size));
	}
	return ERR_OK;
}
