/* SPDX-License-Identifier: Apache-2.0 */
#include "http/decode.h"
#include <jansson.h>
#include <string.h>

static void drop_tree(json_t **tree) { json_decref(*tree); }
#define auto_tree __attribute__((cleanup(drop_tree))) json_t *

static struct value value_of(const json_t *json)
{
	switch (json_typeof(json)) {
	case JSON_STRING:
		return (struct value){ .type = VALUE_TEXT, .text = json_string_value(json), .n = json_string_length(json) };
	case JSON_INTEGER:
		return (struct value){ .type = VALUE_WHOLE, .whole = json_integer_value(json) };
	case JSON_TRUE:
	case JSON_FALSE:
		return (struct value){ .type = VALUE_TRUTH, .whole = json_is_true(json) };
	case JSON_REAL:
		return (struct value){ .type = VALUE_OTHER, .text = "1.5" };
	case JSON_ARRAY:
		return (struct value){ .type = VALUE_OTHER, .text = "[...]" };
	case JSON_OBJECT:
		return (struct value){ .type = VALUE_OTHER, .text = "{...}" };
	case JSON_NULL:
		break;
	}
	return (struct value){ .type = VALUE_OTHER, .text = "null" };
}

static void read_object(struct decode *d, const struct place_in *up, const struct shape *shape,
			const json_t *json, void *base, bool *given);

/* Elements of a list; counting before reading keeps a long one cheap to refuse. */
static void read_list(struct decode *d, const struct place_in *where, const struct field *f,
		      const json_t *json, struct list *ret)
{
	size_t n = json_array_size(json);

	if ((int64_t)n < f->min || (int64_t)n > f->max) {
		decode_problem(d, where, "应有 %lld 到 %lld 行，收到 %zu 行", "expected %lld to %lld entries, got %zu",
			       (long long)f->min, (long long)f->max, n);
		return;
	}
	ret->at = arena_new(&d->cx->mem, n * f->inner->size + 1);
	ret->n = n;
	for (size_t i = 0; i < n && d->n_problems < DECODE_PROBLEMS_MAX; i++) {
		struct place_in at = { where, NULL, i };
		const json_t *entry = json_array_get(json, i);

		if (json_is_object(entry)) {
			bool *given = arena_array(&d->cx->mem, bool, shape_count(f->inner) + 1);

			read_object(d, &at, f->inner, entry, (char *)ret->at + i * f->inner->size, given);
		} else {
			decode_value(d, &at, &(struct field){ .kind = KIND_OBJECT }, &(struct value){
				.type = VALUE_OTHER, .text = json_is_null(entry) ? "null" : "...", }, NULL);
		}
	}
}

static void read_field(struct decode *d, const struct place_in *where, const struct field *f,
		       const json_t *json, void *base)
{
	void *at = (char *)base + f->offset;
	struct value v = value_of(json);

	if (f->kind == KIND_LIST && json_is_array(json)) {
		read_list(d, where, f, json, at);
	} else if (f->kind == KIND_OBJECT && json_is_object(json)) {
		bool *given = arena_array(&d->cx->mem, bool, shape_count(f->inner) + 1);

		read_object(d, where, f->inner, json, at, given);
	} else {
		if (json_is_real(json))
			v.text = arena_print(&d->cx->mem, "%g", json_real_value(json));
		decode_value(d, where, f, &v, base);
	}
}

/* As deep as the shapes are, which json_scan bounds to DECODE_DEPTH_MAX. */
static void read_object(struct decode *d, const struct place_in *up, const struct shape *shape,
			const json_t *json, void *base, bool *given)
{
	const char *key;
	json_t *entry;

	json_object_foreach((json_t *)(uintptr_t)json, key, entry) {
		const struct field *f = shape_field(shape, key);
		struct place_in where = { up, arena_text(&d->cx->mem, key), 0 };
		size_t i = f ? (size_t)(f - shape->fields) : 0;

		if (!f || f->kind == KIND_BYTES) {
			decode_unknown(d, &where, shape, key);
		} else if (!up && given[i]) {
			decode_problem(d, &where, "网址里已经有这一项，正文里请去掉",
				       "already said in the path or the headers; leave it out of the body");
		} else if (!json_is_null(entry)) {
			given[i] = true;
			read_field(d, &where, f, entry, base);
		}
	}
	if (up)
		decode_missing(d, up, shape, given);
}

enum err decode_json(struct decode *d, const char *text, size_t n)
{
	json_error_t error;
	auto_tree json = NULL;

	if (strspn(text, " \t\r\n") == n)
		return ERR_OK;
	TRY(json_scan(d->cx, text, n));
	json = json_loadb(text, n, JSON_REJECT_DUPLICATES, &error);
	if (!json)
		return fail(d->cx, ERR_BAD_SYNTAX, NULL, "JSON 第 %d 行第 %d 列读不通%.0s", "JSON line %d, column %d: %s",
			    error.line, error.column, error.text);
	if (!json_is_object(json))
		return fail(d->cx, ERR_BAD_SYNTAX, NULL, "请求正文应是一个 JSON 对象 {...}",
			    "the body should be a JSON object {...}");
	read_object(d, NULL, d->shape, json, d->out, d->given);
	return ERR_OK;
}
