/* SPDX-License-Identifier: Apache-2.0 */
#include "http/openapi.h"
#include "http/decode.h"
#include "http/json.h"
#include <string.h>

enum { SHAPES_MAX = 1000 };

/* Shapes met so far.  Two of the same name get different component names. */
struct shapes { const struct shape *at[SHAPES_MAX]; size_t n; struct arena *mem; };

static const char *shape_ref(struct shapes *known, const struct shape *s)
{
	size_t same = 1;

	for (size_t i = 0; i < known->n; i++) {
		if (known->at[i] == s)
			return same == 1 ? s->name : arena_print(known->mem, "%s_%zu", s->name, same);
		same += strcmp(known->at[i]->name, s->name) == 0;
	}
	if (known->n < SHAPES_MAX)
		known->at[known->n++] = s;
	return same == 1 ? s->name : arena_print(known->mem, "%s_%zu", s->name, same);
}

static void member(struct buf *b, const char *name, const char *text)
{
	buf_print(b, ",\"%s\":", name);
	json_text(b, text);
}

static void write_words(struct buf *b, const struct field *f)
{
	buf_text(b, "\"type\":\"string\",\"enum\":[");
	for (size_t i = 0, n = 0; f->words[i]; i++) {
		if (!*f->words[i])
			continue;
		if (n++)
			buf_char(b, ',');
		json_text(b, f->words[i]);
	}
	buf_char(b, ']');
}

/* The inside of a schema, without braces and description. */
static void write_type(struct buf *b, struct shapes *known, const struct field *f)
{
	switch (f->kind) {
	case KIND_I64:
		buf_print(b, "\"type\":\"integer\",\"format\":\"int64\",\"minimum\":%lld,\"maximum\":%lld", (long long)f->min, (long long)f->max);
		break;
	case KIND_ID:    buf_text(b, "\"type\":\"string\",\"pattern\":\"^[1-9][0-9]{0,18}$\""); break;
	case KIND_DAY:   buf_text(b, "\"type\":\"string\",\"format\":\"date\""); break;
	case KIND_TIME:  buf_text(b, "\"type\":\"string\",\"format\":\"date-time\""); break;
	case KIND_MONEY: buf_text(b, "\"type\":\"string\",\"pattern\":\"^-?[0-9]+(\\\\.[0-9]{1,2})?$\""); break;
	case KIND_BOOL:  buf_text(b, "\"type\":\"boolean\""); break;
	case KIND_WORD:  write_words(b, f); break;
	case KIND_TEXT:
		buf_print(b, "\"type\":\"string\",\"minLength\":%lld,\"maxLength\":%lld", (long long)f->min, (long long)f->max);
		if (f->secret)
			buf_text(b, ",\"format\":\"password\",\"writeOnly\":true");
		break;
	case KIND_OBJECT:
		buf_print(b, "\"allOf\":[{\"$ref\":\"#/components/schemas/%s\"}]", shape_ref(known, f->inner));
		break;
	case KIND_LIST:
		buf_print(b, "\"type\":\"array\",\"items\":{\"$ref\":\"#/components/schemas/%s\"},\"minItems\":%lld,\"maxItems\":%lld",
			  shape_ref(known, f->inner), (long long)f->min, (long long)f->max);
		break;
	case KIND_BYTES: buf_text(b, "\"type\":\"string\",\"contentEncoding\":\"binary\""); break;
	}
}

static bool in_path(const struct op *op, const struct field *f)
{
	char name[80];
	size_t n = strlen(f->name);

	if (!op || n + 3 > sizeof name)
		return false;
	name[0] = '{';
	memcpy(name + 1, f->name, n);
	name[n + 1] = '}';
	name[n + 2] = '\0';
	return strstr(op->path, name) != NULL;
}

/* An object schema; `op` given: its body, without what stands in the path. */
static void write_object(struct buf *b, struct shapes *known, const struct shape *s, const struct op *op)
{
	bool first = true;

	buf_text(b, "{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{");
	for (const struct field *f = s->fields; f->name; f++) {
		if (f->kind == KIND_BYTES || in_path(op, f))
			continue;
		buf_print(b, "%s\"%s\":{", first ? "" : ",", f->name);
		write_type(b, known, f);
		member(b, "description", f->doc);
		buf_char(b, '}');
		first = false;
	}
	buf_text(b, "},\"required\":[");
	first = true;
	for (const struct field *f = s->fields; f->name; f++) {
		/* a version may come by If-Match instead */
		if (f->optional || f->kind == KIND_BYTES || in_path(op, f) || (op && strcmp(f->name, "version") == 0))
			continue;
		buf_print(b, "%s\"%s\"", first ? "" : ",", f->name);
		first = false;
	}
	buf_text(b, "]}");
}

static void write_example(struct buf *b, const struct shape *s, const struct op *op);

static void write_example_value(struct buf *b, const struct field *f)
{
	switch (f->kind) {
	case KIND_I64:    buf_print(b, "%lld", (long long)(f->min > 1 ? f->min : f->max < 1 ? f->max : 1)); break;
	case KIND_ID:     buf_text(b, "\"225179981368524800\""); break;
	case KIND_DAY:    buf_text(b, "\"2026-11-21\""); break;
	case KIND_TIME:   buf_text(b, "\"2026-11-21T08:00:00+08:00\""); break;
	case KIND_MONEY:  buf_text(b, f->max >= 1234 && f->min <= 1234 ? "\"12.34\"" : "\"0.00\""); break;
	case KIND_BOOL:   buf_text(b, "true"); break;
	case KIND_WORD:   json_text(b, *f->words[0] ? f->words[0] : f->words[1]); break;
	case KIND_TEXT:
		buf_char(b, '"');
		for (int64_t i = 0; i < (f->min > 2 ? f->min : f->max < 2 ? f->max : 2); i++)
			buf_text(b, i % 2 ? "资" : "物");
		buf_char(b, '"');
		break;
	case KIND_OBJECT: write_example(b, f->inner, NULL); break;
	case KIND_LIST:
		buf_char(b, '[');
		for (int64_t i = 0; i < (f->min > 1 && f->min < 5 ? f->min : 1); i++) {
			if (i)
				buf_char(b, ',');
			write_example(b, f->inner, NULL);
		}
		buf_char(b, ']');
		break;
	case KIND_BYTES:  buf_text(b, "\"\""); break;
	}
}

static void write_example(struct buf *b, const struct shape *s, const struct op *op)
{
	bool first = true;

	buf_char(b, '{');
	for (const struct field *f = s->fields; f->name; f++) {
		if (f->optional || f->kind == KIND_BYTES || in_path(op, f))
			continue;
		buf_print(b, "%s\"%s\":", first ? "" : ",", f->name);
		write_example_value(b, f);
		first = false;
	}
	buf_char(b, '}');
}

static const struct field *bytes_of(const struct shape *s)
{
	for (const struct field *f = s ? s->fields : NULL; f && f->name; f++)
		if (f->kind == KIND_BYTES)
			return f;
	return NULL;
}

static bool uses_query(const struct op *op)
{
	return strcmp(op->method, "GET") == 0 || strcmp(op->method, "DELETE") == 0 || bytes_of(op->in);
}

static void write_parameters(struct buf *b, struct shapes *known, const struct op *op)
{
	bool first = true;

	buf_text(b, ",\"parameters\":[");
	for (const struct field *f = op->in ? op->in->fields : NULL; f && f->name; f++) {
		bool path = in_path(op, f);

		if (f->kind == KIND_BYTES || (!path && !uses_query(op)))
			continue;
		buf_print(b, "%s{\"name\":\"%s\",\"in\":\"%s\",\"required\":%s,\"schema\":{", first ? "" : ",", f->name,
			  path ? "path" : "query", f->optional ? "false" : "true");
		write_type(b, known, f);
		buf_char(b, '}');
		member(b, "description", f->doc);
		buf_char(b, '}');
		first = false;
	}
	if (op->tx == TX_WRITE && !(op->flags & OP_ONCE_ANYWAY)) {
		buf_print(b, "%s{\"$ref\":\"#/components/parameters/idempotency_key\"}", first ? "" : ",");
		first = false;
	}
	for (const struct field *f = op->in ? op->in->fields : NULL; f && f->name; f++)
		if (strcmp(f->name, "version") == 0)
			buf_print(b, "%s{\"$ref\":\"#/components/parameters/if_match\"}", first ? "" : ",");
	buf_char(b, ']');
}

static void write_body(struct buf *b, struct shapes *known, const struct op *op)
{
	const struct field *bytes = bytes_of(op->in);

	if (bytes) {
		buf_print(b, ",\"requestBody\":{\"required\":%s,\"content\":{\"application/octet-stream\":{\"schema\":{\"type\":\"string\",\"contentEncoding\":\"binary\"}}}}",
			  bytes->optional ? "false" : "true");
		return;
	}
	if (uses_query(op) || !op->in)
		return;
	buf_text(b, ",\"requestBody\":{\"content\":{\"application/json\":{\"schema\":");
	write_object(b, known, op->in, op);
	buf_text(b, ",\"example\":");
	write_example(b, op->in, op);
	buf_text(b, "}}}");
}

static void write_refusals(struct buf *b, const struct op *op)
{
	static const enum err always[] = { ERR_BAD_SYNTAX, ERR_NOT_SIGNED_IN, ERR_FORBIDDEN, ERR_TOO_LARGE, ERR_BAD_INPUT,
		ERR_TOO_MANY, ERR_BROKEN, ERR_BUSY };
	bool may[ERR_COUNT] = { false };

	for (size_t i = 0; i < sizeof always / sizeof *always; i++)
		may[always[i]] = op->perm != PERM_PUBLIC || (always[i] != ERR_NOT_SIGNED_IN && always[i] != ERR_FORBIDDEN);
	for (size_t i = 0; i < sizeof op->fails / sizeof *op->fails && op->fails[i]; i++)
		may[op->fails[i]] = true;
	for (int status = 400; status < 600; status++) {
		bool first = true;

		for (enum err e = ERR_OK + 1; e < ERR_COUNT; e++) {
			if (!may[e] || err_http(e) != status)
				continue;
			if (first)
				buf_print(b, ",\"%d\":{\"description\":\"", status);
			buf_print(b, "%s%s: %s", first ? "" : "; ", err_slug(e), err_title_en(e));
			first = false;
		}
		if (!first)
			buf_text(b, "\",\"content\":{\"application/problem+json\":{\"schema\":{\"$ref\":\"#/components/schemas/Problem\"}}}}");
	}
}

static void write_responses(struct buf *b, struct shapes *known, const struct op *op)
{
	buf_text(b, ",\"responses\":{\"200\":{\"description\":\"OK\"");
	if (op->out && shape_ref(known, op->out) && shape_field(op->out, "version"))
		buf_text(b, ",\"headers\":{\"ETag\":{\"schema\":{\"type\":\"string\"}}}");
	if (bytes_of(op->out))
		buf_text(b, ",\"content\":{\"*/*\":{\"schema\":{\"type\":\"string\",\"contentEncoding\":\"binary\"}}}}");
	else if (op->out)
		buf_print(b, ",\"content\":{\"application/json\":{\"schema\":{\"$ref\":\"#/components/schemas/%s\"}}}}",
			  shape_ref(known, op->out));
	else
		buf_text(b, ",\"content\":{\"application/json\":{\"schema\":{\"type\":\"object\"}}}}");
	write_refusals(b, op);
	buf_char(b, '}');
}

static void write_op(struct buf *b, struct shapes *known, const struct op *op)
{
	const char *from = op->path + route_family(op->path);
	char method[8] = "";

	for (size_t i = 0; op->method[i] && i < sizeof method - 1; i++)
		method[i] = (char)(op->method[i] | 0x20);
	while (from > op->path && from[-1] != '/')
		from--;
	buf_print(b, "\"%s\":{\"operationId\":\"%s\",\"tags\":[\"%.*s\"]", method, op->name, (int)strcspn(from, "/"), from);
	member(b, "summary", op->zh);
	member(b, "description", op->en);
	buf_print(b, ",\"x-permission\":\"%s\",\"x-writes\":%s", perm_slug(op->perm), op->tx == TX_WRITE ? "true" : "false");
	if (op->perm == PERM_PUBLIC)
		buf_text(b, ",\"security\":[]");
	write_parameters(b, known, op);
	write_body(b, known, op);
	write_responses(b, known, op);
	buf_char(b, '}');
}

/* Ops of one path stand together under it; each path once. */
static void write_paths(struct buf *b, struct shapes *known, const struct routes *routes)
{
	bool first = true;

	for (size_t i = 0; i < routes->n; i++) {
		const char *path = routes->at[i].op->path;
		size_t before = 0;

		while (strcmp(routes->at[before].op->path, path) != 0)
			before++;
		if (before < i)
			continue;
		buf_print(b, "%s\"%s\":{", first ? "" : ",", path);
		first = false;
		for (size_t k = i; k < routes->n; k++)
			if (strcmp(routes->at[k].op->path, path) == 0) {
				if (k > i)
					buf_char(b, ',');
				write_op(b, known, routes->at[k].op);
			}
		buf_char(b, '}');
	}
}

static const char problem_schema[] =
	"\"Problem\":{\"type\":\"object\",\"description\":\"RFC 9457; detail is one sentence that says what to do\",\"properties\":{"
	"\"type\":{\"type\":\"string\"},\"title\":{\"type\":\"string\"},\"status\":{\"type\":\"integer\"},\"kind\":{\"type\":\"string\",\"enum\":[";
static const char problem_rest[] =
	"]},\"field\":{\"type\":\"string\",\"description\":\"place of the mistake, lines[2].qty\"},\"detail\":{\"type\":\"string\"},"
	"\"detail_en\":{\"type\":\"string\"},\"request_id\":{\"type\":\"string\"},\"errors\":{\"type\":\"array\",\"items\":{\"type\":\"object\","
	"\"properties\":{\"field\":{\"type\":\"string\"},\"detail\":{\"type\":\"string\"},\"detail_en\":{\"type\":\"string\"}}}}},"
	"\"required\":[\"type\",\"title\",\"status\",\"kind\",\"detail\",\"detail_en\",\"request_id\"]}";

static const char components[] =
	"},\"components\":{\"securitySchemes\":{\"key\":{\"type\":\"http\",\"scheme\":\"bearer\"},"
	"\"session\":{\"type\":\"apiKey\",\"in\":\"cookie\",\"name\":\"baogong_session\","
	"\"description\":\"unsafe methods also need the page's own Origin and X-CSRF-Token\"}},"
	"\"parameters\":{\"idempotency_key\":{\"name\":\"Idempotency-Key\",\"in\":\"header\",\"required\":true,"
	"\"description\":\"a new value for each action, the same one for a retry\",\"schema\":{\"type\":\"string\",\"pattern\":\"^[A-Za-z0-9_.:-]{1,80}$\"}},"
	"\"if_match\":{\"name\":\"If-Match\",\"in\":\"header\",\"required\":false,\"description\":\"the ETag as read; the same as the field version\","
	"\"schema\":{\"type\":\"string\"}}},\"schemas\":{";

void openapi_write(struct buf *b, const struct routes *routes, const char *version)
{
	struct shapes *known = arena_new(b->mem, sizeof *known);

	known->mem = b->mem;
	buf_text(b, "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"Baogong 保供\",\"version\":");
	json_text(b, version ? version : "");
	buf_text(b, ",\"license\":{\"name\":\"Apache-2.0\",\"identifier\":\"Apache-2.0\"},\"description\":"
		    "\"Ids are strings; days 2026-11-21; times ISO 8601; money \\\"12.34\\\" yuan. Errors are problem+json in Chinese or English (Accept-Language).\"},"
		    "\"servers\":[{\"url\":\"/\"}],\"security\":[{\"key\":[]},{\"session\":[]}],\"paths\":{");
	write_paths(b, known, routes);
	buf_text(b, components);
	buf_text(b, problem_schema);
	for (enum err e = ERR_OK + 1; e < ERR_COUNT; e++)
		buf_print(b, "%s\"%s\"", e > ERR_OK + 1 ? "," : "", err_slug(e));
	buf_text(b, problem_rest);
	for (size_t i = 0; i < known->n; i++) {       /* grows while inner shapes are met */
		buf_print(b, ",\"%s\":", shape_ref(known, known->at[i]));
		write_object(b, known, known->at[i], NULL);
	}
	buf_text(b, "}}}");
}
