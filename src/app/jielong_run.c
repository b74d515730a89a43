/* SPDX-License-Identifier: Apache-2.0 */
#include "app/jielong_run.h"
#include "engine/jielong_list.h"
#include "file/plain_text.h"
#include "http/json.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { INPUT_MAX = 256 << 20, OUT_ROOM = 1 << 16 };

const struct cli_option jielong_options[] = {
	{ "json", NULL, "每行输出一个 JSON 对象（默认就是）", "one JSON object per line (that is the default)" },
	{ "lines", NULL, "每行单独看，不管前后行", "each line on its own, without the lines around it" },
	{ 0 },
};

/* Written through a buffer of its own: one line may be asked for a million times. */
struct out { char at[OUT_ROOM]; size_t n; bool broken; };

static void out_flush(struct out *o)
{
	o->broken = o->broken || fwrite(o->at, 1, o->n, stdout) != o->n;
	o->n = 0;
}

static void out_bytes(struct out *o, const char *text, size_t n)
{
	if (o->n + n > sizeof o->at)
		out_flush(o);
	memcpy(o->at + o->n, text, n);
	o->n += n;
}

static void out_plain(struct out *o, const char *text) { out_bytes(o, text, strlen(text)); }

/* The parser's texts are valid UTF-8 without controls. */
static void out_quoted(struct out *o, const char *text)
{
	out_bytes(o, "\"", 1);
	for (const char *at = text; *at; ) {
		size_t n = strcspn(at, "\"\\");

		out_bytes(o, at, n);
		at += n;
		if (*at) {
			out_bytes(o, "\\", 1);
			out_bytes(o, at++, 1);
		}
	}
	out_bytes(o, "\"", 1);
}

static void out_number(struct out *o, const char *before, long long value)
{
	char text[64];

	out_bytes(o, text, (size_t)snprintf(text, sizeof text, "%s%lld", before, value));
}

static void out_field(struct out *o, const char *before, const char *text)
{
	out_plain(o, before);
	out_quoted(o, text);
}

static void out_items(struct out *o, const struct jielong_line *l)
{
	out_plain(o, ",\"items\":[");
	for (int i = 0; i < l->n_items; i++) {
		out_field(o, i ? ",{\"name\":" : "{\"name\":", l->item[i].name);
		out_field(o, ",\"qty\":", l->item[i].qty);
		out_field(o, ",\"unit\":", l->item[i].unit);
		if (l->item[i].address >= 0)
			out_number(o, ",\"address\":", l->item[i].address);
		out_plain(o, "}");
	}
	out_plain(o, "]");
}

static void out_line(void *own, const struct jielong_verdict *v)
{
	const struct jielong_line *l = &v->read;
	struct out *o = own;

	out_number(o, "{\"line\":", v->line);
	out_field(o, ",\"action\":", jielong_actions[l->action]);
	if (v->of && !v->vanished)
		out_number(o, ",\"of\":", v->of);
	out_plain(o, ",\"address\":[");
	for (int i = 0; i < l->n_addresses; i++) {
		out_field(o, i ? ",{\"building\":" : "{\"building\":", l->address[i].building);
		out_field(o, ",\"unit\":", l->address[i].unit);
		out_field(o, ",\"room\":", l->address[i].room);
		out_plain(o, "}");
	}
	out_plain(o, "],\"name\":");
	out_quoted(o, l->name);
	out_field(o, ",\"phone\":", l->phone);
	out_items(o, l);
	out_field(o, ",\"remark\":", l->remark);
	out_number(o, l->confidence == 100 ? ",\"confidence\":1." : l->confidence < 10 ? ",\"confidence\":0.0" : ",\"confidence\":0.", l->confidence % 100);
	out_field(o, ",\"why\":", l->why == JIELONG_CLEAR ? "" : jielong_why[l->why].word);
	out_plain(o, "}\n");
}

static char *read_all(size_t *ret_n)
{
	size_t room = 1 << 16, n = 0;
	char *at = malloc(room);

	while (at) {
		size_t got = fread(at + n, 1, room - n, stdin);
		char *more;

		n += got;
		if (!got || n > INPUT_MAX)
			break;
		if (n < room)
			continue;
		more = realloc(at, room *= 2);
		if (!more)
			free(at);
		at = more;
	}
	*ret_n = n;
	return at;
}

int jielong_run(const struct cli *cli)
{
	struct ctx cx = { 0 };
	struct out *o = calloc(1, sizeof *o);
	size_t n = 0;
	char *bytes = read_all(&n);
	const char *text;
	int code = CLI_OK;

	if (!o || !bytes || n > INPUT_MAX) {
		code = cli_say(cli, CLI_BAD, "输入超过 256 MB", "the input is larger than 256 MB");
	} else {
		plain_text(&cx, bytes, n, &text, &n);
		jielong_list(&cx.mem, text, n, cli_has(cli, "lines"), out_line, o);
		out_flush(o);
		code = o->broken || fflush(stdout) ? CLI_FAILED : CLI_OK;
	}
	arena_reset(&cx.mem);
	free(bytes);
	free(o);
	return code;
}
