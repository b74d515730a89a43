/* SPDX-License-Identifier: Apache-2.0 */
#include "http/decode.h"
#include "base/buf.h"
#include "base/civil.h"
#include "base/text.h"
#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { SHOWN_MAX = 40 };              /* characters of a bad value that are shown back */

const struct field *shape_field(const struct shape *shape, const char *name)
{
	for (const struct field *f = shape->fields; f->name; f++)
		if (strcmp(f->name, name) == 0)
			return f;
	return NULL;
}

size_t shape_count(const struct shape *shape)
{
	size_t n = 0;

	while (shape->fields[n].name)
		n++;
	return n;
}

void decode_start(struct decode *d, struct ctx *cx, const struct shape *shape)
{
	static const struct field none[] = { { 0 } };
	static const struct shape nothing = { "nothing", 1, none };

	*d = (struct decode){ .cx = cx, .shape = shape ? shape : &nothing };
	d->out = arena_new(&cx->mem, d->shape->size);
	d->given = arena_array(&cx->mem, bool, shape_count(d->shape) + 1);
	d->closed = arena_array(&cx->mem, bool, shape_count(d->shape) + 1);
}

/* "lines[2].qty".  Walks up at most DECODE_DEPTH_MAX levels. */
static const char *path_text(struct arena *mem, const struct place_in *where)
{
	const struct place_in *chain[DECODE_DEPTH_MAX * 2 + 1];
	struct buf b = BUF(mem);
	size_t n = 0;

	b.max = FAULT_FIELD_MAX - 1;
	for (; where && n < sizeof chain / sizeof *chain; where = where->up)
		chain[n++] = where;
	while (n--) {
		if (!chain[n]->name)
			buf_print(&b, "[%zu]", chain[n]->index);
		else
			buf_print(&b, "%s%s", b.n ? "." : "", chain[n]->name);
	}
	return buf_get(&b);
}

void decode_problem(struct decode *d, const struct place_in *where, const char *zh, const char *en, ...)
{
	char text[2][FAULT_TEXT_MAX];
	va_list args;

	if (d->n_problems == DECODE_PROBLEMS_MAX)
		return;
	va_start(args, en);
	vsnprintf(text[0], sizeof text[0], zh, args);
	va_end(args);
	va_start(args, en);
	vsnprintf(text[1], sizeof text[1], en, args);
	va_end(args);
	d->problems[d->n_problems++] = (struct problem){
		.field = path_text(&d->cx->mem, where),
		.zh = arena_text(&d->cx->mem, text[0]), .en = arena_text(&d->cx->mem, text[1]) };
}

/* The value as a person would recognise it, cut to SHOWN_MAX characters. */
static const char *shown(struct decode *d, const struct value *v)
{
	size_t n = 0, characters = 0;

	if (v->type == VALUE_WHOLE)
		return arena_print(&d->cx->mem, "%lld", (long long)v->whole);
	if (v->type == VALUE_TRUTH)
		return v->whole ? "true" : "false";
	if (v->type == VALUE_OTHER)
		return v->text;
	while (n < v->n && characters <= SHOWN_MAX) {
		characters += ((unsigned char)v->text[n] >> 6) != 2;
		n++;
	}
	if (characters <= SHOWN_MAX)
		return arena_print(&d->cx->mem, "\"%.*s\"", (int)v->n, v->text);
	return arena_print(&d->cx->mem, "\"%.*s...\"", (int)(n - 1), v->text);
}

static bool is_text(const struct value *v) { return v->type == VALUE_TEXT || v->type == VALUE_LOOSE; }

static bool put_whole(struct decode *d, const struct place_in *where, const struct field *f,
		      const struct value *v, int64_t *at)
{
	int64_t whole = v->whole;

	if (!(v->type == VALUE_WHOLE || (v->type == VALUE_LOOSE && text_read_i64(v->text, &whole)))
	    || whole < f->min || whole > f->max) {
		decode_problem(d, where, "应为 %lld 到 %lld 的整数，收到 %s", "expected a whole number from %lld to %lld, got %s",
			       (long long)f->min, (long long)f->max, shown(d, v));
		return false;
	}
	*at = whole;
	return true;
}

static bool put_id(struct decode *d, const struct place_in *where, const struct value *v, int64_t *at)
{
	int64_t id = v->whole;
	bool read = is_text(v) ? text_read_i64(v->text, &id)
		: v->type == VALUE_WHOLE && id <= (INT64_C(1) << 53);

	if (!read || id < 1) {
		decode_problem(d, where, "应为记录编号（数字组成的字符串），收到 %s",
			       "expected a record number (a string of digits), got %s", shown(d, v));
		return false;
	}
	*at = id;
	return true;
}

static bool put_day_or_time(struct decode *d, const struct place_in *where, const struct field *f,
			    const struct value *v, int64_t *at)
{
	bool day = f->kind == KIND_DAY;

	if (!is_text(v) || !(day ? civil_read_day(v->text, at) : civil_read_time(v->text, at))
	    || *at < f->min || *at > f->max) {
		if (day)
			decode_problem(d, where, "应为日期，如 2026-11-21，收到 %s",
				       "expected a day like 2026-11-21, got %s", shown(d, v));
		else
			decode_problem(d, where, "应为时间，如 2026-11-21T08:00:00+08:00，收到 %s",
				       "expected a time like 2026-11-21T08:00:00+08:00, got %s", shown(d, v));
		return false;
	}
	return true;
}

static bool put_money(struct decode *d, const struct place_in *where, const struct field *f,
		      const struct value *v, int64_t *at)
{
	if (!is_text(v) || !text_read_money(v->text, at) || *at < f->min || *at > f->max) {
		decode_problem(d, where, "应为 %s 到 %s 元的金额（字符串，至多两位小数），收到 %s",
			       "expected an amount from %s to %s yuan (a string, two decimals at most), got %s",
			       text_write_money(&d->cx->mem, f->min), text_write_money(&d->cx->mem, f->max), shown(d, v));
		return false;
	}
	return true;
}

static bool put_truth(struct decode *d, const struct place_in *where, const struct value *v, bool *at)
{
	bool loose = v->type == VALUE_LOOSE
		&& (strcmp(v->text, "true") == 0 || strcmp(v->text, "false") == 0);

	if (v->type != VALUE_TRUTH && !loose) {
		decode_problem(d, where, "应为 true 或 false，收到 %s", "expected true or false, got %s", shown(d, v));
		return false;
	}
	*at = loose ? v->text[0] == 't' : v->whole;
	return true;
}

static bool put_word(struct decode *d, const struct place_in *where, const struct field *f,
		     const struct value *v, int64_t *at)
{
	struct buf choice = BUF(&d->cx->mem);

	for (int64_t i = 0; f->words[i]; i++) {
		if (is_text(v) && *v->text && strcmp(f->words[i], v->text) == 0) {
			*at = i;
			return true;
		}
		if (*f->words[i])
			buf_print(&choice, "%s%s", choice.n ? " | " : "", f->words[i]);
	}
	decode_problem(d, where, "应为 %s 之一，收到 %s", "expected one of %s, got %s", buf_get(&choice), shown(d, v));
	return false;
}

static bool put_text(struct decode *d, const struct place_in *where, const struct field *f,
		     const struct value *v, const char **at)
{
	size_t good;

	if (!is_text(v)) {
		decode_problem(d, where, "应为字符串，收到 %s", "expected a string, got %s", shown(d, v));
		return false;
	}
	good = text_good_bytes(v->text, v->n);
	if (good < v->n) {
		decode_problem(d, where, "第 %zu 个字节起不是可用的文字（UTF-8，无控制字符）",
			       "byte %zu begins something that is not text (UTF-8 without control characters)", good + 1);
		return false;
	}
	if ((int64_t)text_length(v->text) < f->min || (int64_t)text_length(v->text) > f->max) {
		decode_problem(d, where, "长度应为 %lld 到 %lld 个字，收到 %zu 个",
			       "expected %lld to %lld characters, got %zu",
			       (long long)f->min, (long long)f->max, text_length(v->text));
		return false;
	}
	*at = arena_bytes(&d->cx->mem, v->text, v->n);
	return true;
}

bool decode_value(struct decode *d, const struct place_in *where, const struct field *f,
		  const struct value *v, void *base)
{
	void *at = (char *)base + f->offset;

	switch (f->kind) {
	case KIND_I64:   return put_whole(d, where, f, v, at);
	case KIND_ID:    return put_id(d, where, v, at);
	case KIND_DAY:
	case KIND_TIME:  return put_day_or_time(d, where, f, v, at);
	case KIND_MONEY: return put_money(d, where, f, v, at);
	case KIND_BOOL:  return put_truth(d, where, v, at);
	case KIND_WORD:  return put_word(d, where, f, v, at);
	case KIND_TEXT:  return put_text(d, where, f, v, at);
	case KIND_OBJECT:
		decode_problem(d, where, "应为对象 {...}，收到 %s", "expected an object {...}, got %s", shown(d, v));
		return false;
	case KIND_LIST:
		decode_problem(d, where, "应为数组 [...]，收到 %s", "expected an array [...], got %s", shown(d, v));
		return false;
	case KIND_BYTES:
		decode_problem(d, where, "文件请作为请求正文发送", "send the file as the body of the request");
		return false;
	}
	return false;
}

void decode_unknown(struct decode *d, const struct place_in *where, const struct shape *shape, const char *name)
{
	const char *near = NULL;
	int best = strlen(name) <= 4 ? 2 : strlen(name) <= 8 ? 3 : 4;       /* one slip in a short name, three in a long one */

	for (const struct field *f = shape->fields; f->name; f++) {
		int far = f->kind == KIND_BYTES ? 999 : text_distance(name, f->name);

		if (far < best) {
			best = far;
			near = f->name;
		}
	}
	if (near)
		decode_problem(d, where, "没有这一项；是不是 %s？", "there is no such field; did you mean %s?", near);
	else
		decode_problem(d, where, "这里不认识这一项，请去掉", "this is not known here; leave it out");
}

void decode_missing(struct decode *d, const struct place_in *up, const struct shape *shape,
		    const bool *given)
{
	for (size_t i = 0; shape->fields[i].name; i++) {
		const struct field *f = &shape->fields[i];
		struct place_in where = { up, f->name, 0 };

		if (given[i] || f->optional)
			continue;
		if (f->kind == KIND_BYTES)
			decode_problem(d, &where, "请求正文应是文件", "the body of the request should be the file");
		else
			decode_problem(d, &where, "缺这一项：%s", "missing: %s", f->doc);
	}
}

void decode_field(struct decode *d, const char *name, const char *text)
{
	const struct field *f = shape_field(d->shape, name);
	struct place_in where = { NULL, name, 0 };
	size_t at;

	if (!f) {
		decode_unknown(d, &where, d->shape, name);
		return;
	}
	at = (size_t)(f - d->shape->fields);
	if (d->given[at]) {
		decode_problem(d, &where, "写了两次", "given twice");
		return;
	}
	d->given[at] = true;
	decode_value(d, &where, f, &(struct value){ .type = VALUE_LOOSE, .text = text, .n = strlen(text) }, d->out);
}

static int hex(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10
		: c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

char *decode_percent(struct ctx *cx, const char *text, size_t n, bool plus_is_space)
{
	char *out = arena_new(&cx->mem, n + 1);
	size_t used = 0;

	for (size_t i = 0; i < n; i++) {
		if (text[i] == '%') {
			if (i + 2 >= n || hex(text[i + 1]) < 0 || hex(text[i + 2]) < 0)
				return NULL;
			out[used++] = (char)(hex(text[i + 1]) << 4 | hex(text[i + 2]));
			i += 2;
		} else {
			out[used++] = plus_is_space && text[i] == '+' ? ' ' : text[i];
		}
	}
	return text_good_bytes(out, used) == used ? out : NULL;
}

enum err decode_query(struct decode *d, const char *query)
{
	size_t n = 0;

	for (const char *at = query; at && *at; n++) {
		size_t len = strcspn(at, "&"), name_len = strcspn(at, "=&");
		char *name, *text;

		if (n == DECODE_QUERY_MAX)
			return fail(d->cx, ERR_BAD_SYNTAX, NULL, "网址参数超过 %d 个", "more than %d query parameters",
				    DECODE_QUERY_MAX);
		name = decode_percent(d->cx, at, name_len, true);
		text = name_len < len ? decode_percent(d->cx, at + name_len + 1, len - name_len - 1, true) : "";
		if (!name || !text)
			return fail(d->cx, ERR_BAD_SYNTAX, NULL, "网址第 %zu 个参数读不出：应为百分号编码的 UTF-8",
				    "query parameter %zu cannot be read: expected percent-encoded UTF-8", n + 1);
		decode_field(d, name, text);
		at += len + (at[len] == '&');
	}
	return ERR_OK;
}

enum err decode_finish(struct decode *d)
{
	decode_missing(d, NULL, d->shape, d->given);
	if (!d->n_problems)
		return ERR_OK;
	return fail(d->cx, ERR_BAD_INPUT, d->problems[0].field, "%s%.0s", "%.0s%s", d->problems[0].zh, d->problems[0].en);
}
