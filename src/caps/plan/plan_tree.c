/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"
#include "caps/plan/plan_tree.h"
#include <string.h>
#include <yaml.h>

/* YAML events into a tree.  libyaml counts columns in characters, from 0; we
 * count from 1.  Nesting, nodes and length are bounded, so is the work. */
enum { DEPTH_MAX = 14, NODES_MAX = 60000, KEYS_MAX = 200 };

struct level { struct node *node; const char *key; struct mark key_at; bool has_key; };
struct builder {
	struct reader *r;
	yaml_parser_t  parser;
	struct level   stack[DEPTH_MAX];
	int            depth, documents;
	size_t         nodes;
	struct node   *root;
	bool           stopped;
};

static struct mark mark_of(const struct reader *r, yaml_mark_t m)
{
	return (struct mark){ r->file, (int)m.line + 1, (int)m.column + 1 };
}

struct pair *node_pair(const struct node *map, const char *key)
{
	if (!map || map->kind != NODE_MAP)
		return NULL;
	for (size_t i = 0; i < map->n; i++)
		if (strcmp(map->pairs[i].key, key) == 0)
			return &map->pairs[i];
	return NULL;
}

struct node *node_get(const struct node *map, const char *key)
{
	struct pair *p = node_pair(map, key);

	return p ? p->value : NULL;
}

const char *node_text(const struct node *map, const char *key)
{
	struct node *n = node_get(map, key);

	return n && n->kind == NODE_TEXT ? n->text : NULL;
}

size_t node_count(const struct node *value) { return !value ? 0 : value->kind == NODE_LIST ? value->n : 1; }

struct node *node_item(const struct node *value, size_t i)
{
	return value->kind == NODE_LIST ? value->items[i] : (struct node *)value;
}

static void stop(struct builder *b, struct mark at, const char *zh, const char *en, const char *want_zh, const char *want_en)
{
	complain(b->r, at, CODE_E03, SAY(zh, en), SAY(want_zh, want_en));
	b->stopped = true;
}

/* libyaml's reasons, as an official would want to hear them. */
static const char *reason_zh(const char *problem)
{
	static const struct { const char *part, *zh; } known[] = {
		{ "mapping values are not allowed", "此处不能再有「: 」" },
		{ "could not find expected ':'", "键后面缺「:」" },
		{ "expected ',' or '}'", "花括号内缺逗号或右括号" },
		{ "expected ',' or ']'", "方括号内缺逗号或右括号" },
		{ "did not find expected key", "此处应是一个键，请查缩进" },
		{ "expected '-' indicator", "此处应是「- 」，请查缩进" },
		{ "end of stream", "文件在引号或括号内结束" },
		{ "cannot start any token", "此处的符号不能开头，请加引号" },
		{ "block sequence entries are not allowed", "此处不能用「- 」" },
		{ "document start", "一个文件只写一份预案" },
	};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strstr(problem, known[i].part))
			return known[i].zh;
	return "此处不合 YAML 写法";
}

static void stop_yaml(struct builder *b)
{
	const char *problem = b->parser.problem ? b->parser.problem : "unknown";
	struct mark at = mark_of(b->r, b->parser.problem_mark);

	for (size_t i = 0; i < b->r->out->n; i++)      /* a tab was already named at this line */
		if (strcmp(b->r->out->at[i].code, "E02") == 0 && b->r->out->at[i].line == at.line) {
			b->stopped = true;
			return;
		}
	stop(b, at, reason_zh(problem), arena_text(b->r->mem, problem), "含「: 」或「 #」的文字加引号，缩进两个空格",
	     "text that contains \": \" or \" #\" in quotes, indents of two spaces");
}

static struct node *new_node(struct builder *b, enum node_kind kind, struct mark at)
{
	struct node *n = arena_new(b->r->mem, sizeof *n);

	n->kind = kind;
	n->at = at;
	if (++b->nodes > NODES_MAX)
		stop(b, at, "内容太多", "too many values", "六万个值以内", "at most 60,000 values");
	return n;
}

static void put_key(struct builder *b, struct level *top, struct node *key)
{
	struct pair *twice;

	if (key->kind != NODE_TEXT || key->broken) {
		if (!key->broken)
			complain(b->r, key->at, CODE_E09, SAY("键", "a key"), SAY("一组值", "a group of values"),
				 SAY("键应是一个词", "a key is one word"));
		key->text = "";
	}
	if (strcmp(key->text, "<<") == 0)
		complain(b->r, key->at, CODE_E04, SAY("合并键", "a merge key"));
	if (top->node->n >= KEYS_MAX)
		stop(b, key->at, "一组里的键太多", "too many keys in one group", "二百个以内", "at most 200");
	twice = *key->text ? node_pair(top->node, key->text) : NULL;
	if (twice)
		complain(b->r, key->at, CODE_E05, SAME(key->text), SAME(arena_print(b->r->mem, "%d", twice->at.line)));
	top->key = key->text;
	top->key_at = key->at;
	top->has_key = true;
}

/* Hangs a finished or opened node under the innermost open one. */
static void put(struct builder *b, struct node *n)
{
	struct level *top = b->depth ? &b->stack[b->depth - 1] : NULL;

	if (!top) {
		if (!b->root)
			b->root = n;
	} else if (top->node->kind == NODE_LIST) {
		arena_push(b->r->mem, top->node->items, top->node->n, top->node->room) = n;
	} else if (!top->has_key) {
		put_key(b, top, n);
	} else {
		top->has_key = false;
		arena_push(b->r->mem, top->node->pairs, top->node->n, top->node->room) =
			(struct pair){ top->key, top->key_at, n };
	}
}

static void open_node(struct builder *b, enum node_kind kind, struct mark at)
{
	struct node *n = new_node(b, kind, at);

	put(b, n);
	if (b->depth == DEPTH_MAX) {
		stop(b, at, "嵌套太深", "nested too deeply", "十四层以内", "at most 14 levels");
		return;
	}
	b->stack[b->depth++] = (struct level){ .node = n };
}

static void refuse_extras(struct builder *b, struct node *n, const void *anchor, const void *tag, struct mark at)
{
	if (anchor || tag) {
		complain(b->r, at, CODE_E04, anchor ? SAY("锚点", "an anchor") : SAY("标签", "a tag"));
		if (n)
			n->broken = true;
	}
}

static void put_scalar(struct builder *b, const yaml_event_t *e, struct mark at)
{
	struct node *n = new_node(b, NODE_TEXT, at);
	const char *text = (const char *)e->data.scalar.value;

	n->text = arena_bytes(b->r->mem, text, e->data.scalar.length);
	n->from = e->start_mark.index;
	n->until = e->end_mark.index;
	n->block = e->data.scalar.style == YAML_LITERAL_SCALAR_STYLE || e->data.scalar.style == YAML_FOLDED_SCALAR_STYLE;
	n->exact = e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && e->start_mark.line == e->end_mark.line;
	refuse_extras(b, n, e->data.scalar.anchor, e->data.scalar.tag, at);
	if (strlen(n->text) != e->data.scalar.length) {      /* "\0" in quotes */
		n->broken = true;
		complain(b->r, at, CODE_E01, SAME(arena_print(b->r->mem, "%zu", (size_t)e->start_mark.index + 1)));
	}
	put(b, n);
}

static void take(struct builder *b, const yaml_event_t *e)
{
	struct mark at = mark_of(b->r, e->start_mark);

	switch (e->type) {
	case YAML_DOCUMENT_START_EVENT:
		if (e->data.document_start.version_directive
		    || e->data.document_start.tag_directives.start != e->data.document_start.tag_directives.end)
			complain(b->r, at, CODE_E04, SAY("% 指令", "a % directive"));
		if (++b->documents > 1)
			stop(b, at, "一个文件里有两份文档", "two documents in one file", "一个文件一份预案", "one plan in a file");
		break;
	case YAML_ALIAS_EVENT: {
		struct node *n = new_node(b, NODE_TEXT, at);

		complain(b->r, at, CODE_E04, SAY("别名", "an alias"));
		n->text = "";
		n->broken = true;
		put(b, n);
		break;
	}
	case YAML_SCALAR_EVENT:
		put_scalar(b, e, at);
		break;
	case YAML_SEQUENCE_START_EVENT:
		refuse_extras(b, NULL, e->data.sequence_start.anchor, e->data.sequence_start.tag, at);
		open_node(b, NODE_LIST, at);
		break;
	case YAML_MAPPING_START_EVENT:
		refuse_extras(b, NULL, e->data.mapping_start.anchor, e->data.mapping_start.tag, at);
		open_node(b, NODE_MAP, at);
		break;
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		b->depth--;
		break;
	default:
		break;
	}
}

struct node *plan_tree_read(struct reader *r, const char *text, size_t n)
{
	struct builder b = { .r = r };
	bool done = false;

	if (!yaml_parser_initialize(&b.parser))
		return NULL;
	yaml_parser_set_encoding(&b.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&b.parser, (const unsigned char *)text, n);
	while (!done && !b.stopped) {
		yaml_event_t e;

		if (!yaml_parser_parse(&b.parser, &e)) {
			stop_yaml(&b);
			break;
		}
		take(&b, &e);
		done = e.type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&e);
	}
	yaml_parser_delete(&b.parser);
	if (b.stopped)
		return NULL;
	if (!b.root)
		complain(r, ((struct mark){ r->file, 1, 1 }), CODE_E03, SAY("文件是空的", "the file is empty"),
			 SAY("一份预案", "a plan"));
	return b.root;
}

static size_t hash_of(const char *id)
{
	uint64_t h = UINT64_C(14695981039346656037);

	for (; *id; id++)
		h = (h ^ (unsigned char)*id) * UINT64_C(1099511628211);
	return (size_t)(h ^ h >> 29);
}

void tree_index(struct reader *r)
{
	struct plan_tree *t = r->tree;
	size_t size = 64;

	while (size < t->n * 2)
		size *= 2;
	t->mask = size - 1;
	t->index = arena_array(r->mem, uint32_t, size);
	for (size_t i = 0; i < t->n; i++) {
		size_t at = hash_of(t->entries[i].id) & t->mask;

		while (t->index[at] && strcmp(t->entries[t->index[at] - 1].id, t->entries[i].id) != 0)
			at = (at + 1) & t->mask;
		if (!t->index[at])
			t->index[at] = (uint32_t)i + 1;
	}
}

struct entry *tree_entry(const struct plan_tree *tree, const char *id)
{
	if (!tree->index) {
		for (size_t i = 0; i < tree->n; i++)
			if (strcmp(tree->entries[i].id, id) == 0)
				return &tree->entries[i];
		return NULL;
	}
	for (size_t at = hash_of(id) & tree->mask; tree->index[at]; at = (at + 1) & tree->mask)
		if (strcmp(tree->entries[tree->index[at] - 1].id, id) == 0)
			return &tree->entries[tree->index[at] - 1];
	return NULL;
}

struct entry *tree_entry_of(const struct plan_tree *tree, enum plan_cat cat, const char *id)
{
	struct entry *e = tree_entry(tree, id);

	if (!e || e->list->cat == cat)
		return e;
	for (size_t i = 0; i < tree->n; i++)        /* an id twice is a mistake of its own */
		if (tree->entries[i].list->cat == cat && strcmp(tree->entries[i].id, id) == 0)
			return &tree->entries[i];
	return NULL;
}
