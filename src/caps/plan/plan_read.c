/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"
#include "base/sha256.h"
#include "base/text.h"
#include "caps/plan/plan_tree.h"
#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>

enum { TEXT_MAX = 2 << 20, LINES_MAX = 10000, TABS_SHOWN = 20 };

static struct mark mark_at(const struct reader *r, const char *text, size_t byte)
{
	struct mark m = { r->file, 1, 1 };

	for (size_t i = 0; i < byte; i++) {
		if (text[i] == '\n') {
			m.line++;
			m.column = 1;
		} else {
			m.column += ((unsigned char)text[i] >> 6) != 2;
		}
	}
	return m;
}

static void refuse_file(struct reader *r, struct mark at, struct say why, struct say want)
{
	complain(r, at, CODE_E03, why, want);
}

/* What can be said before anything is parsed; false stops here. */
static bool check_bytes(struct reader *r, const char *text, size_t n)
{
	struct mark start = { r->file, 1, 1 }, at = start;
	size_t good;
	int tabs = 0;

	if (n > TEXT_MAX) {
		refuse_file(r, start, SAY("文件超过 2 MiB", "the file is larger than 2 MiB"), SAY("一份预案", "a plan"));
		return false;
	}
	good = text_good_bytes(text, n);
	if (good < n) {
		complain(r, mark_at(r, text, good), CODE_E01, SAME(arena_print(r->mem, "%zu", good + 1)));
		return false;
	}
	for (size_t i = 0; i < n; i++) {
		if (text[i] == '\t' && tabs < TABS_SHOWN) {
			complain(r, at, CODE_E02);
			tabs++;
			while (i + 1 < n && text[i + 1] != '\n')
				i++;
		} else if (text[i] == '\n') {
			at.line++;
			at.column = 1;
		} else {
			at.column += ((unsigned char)text[i] >> 6) != 2;
		}
	}
	if (at.line > LINES_MAX + 1) {
		refuse_file(r, (struct mark){ r->file, LINES_MAX + 1, 1 }, SAY("超过一万行", "more than 10,000 lines"),
			    SAY("一万行以内", "at most 10,000 lines"));
		return false;
	}
	return true;
}

struct node *plan_parse(struct reader *r, const char *text, size_t n)
{
	static const char bom[] = "\xef\xbb\xbf";

	if (n >= 3 && memcmp(text, bom, 3) == 0) {
		text += 3;
		n -= 3;
	}
	return check_bytes(r, text, n) ? plan_tree_read(r, text, n) : NULL;
}

void plan_check_all(struct reader *r, struct node *root)
{
	plan_check_shape(r, root);
	if (r->tree->head) {
		plan_check_rules(r);
		plan_check_chains(r);
		plan_check_people(r);
		plan_check_titles(r);
	}
}

enum err plan_read(struct ctx *cx, const char *name, const char *text, size_t n, const struct plan_bases *bases,
		   const struct plan **ret_plan, struct plan_mistakes *ret_mistakes)
{
	struct plan_tree *tree = arena_new(&cx->mem, sizeof *tree);
	struct reader r = { .cx = cx, .mem = &cx->mem, .file = arena_text(&cx->mem, name), .out = ret_mistakes, .bases = bases,
		.tree = tree };
	struct node *root;

	*ret_plan = NULL;
	*ret_mistakes = (struct plan_mistakes){ 0 };
	root = plan_parse(&r, text, n);
	if (root) {
		const char *language = node_text(node_get(root, "plan"), "language");

		ret_mistakes->english_first = language && strcmp(language, "en") == 0;
		plan_check_all(&r, root);
	}
	plan_mistakes_sort(ret_mistakes);
	if (root && ret_mistakes->errors == 0) {
		struct plan *plan = plan_build(&r);
		struct hash h = sha256(text, n);

		hash_write(&h, plan->sha256);
		*ret_plan = plan;
	}
	return ERR_OK;
}

static bool read_bytes(struct arena *mem, const char *path, const char **ret_text, size_t *ret_n)
{
	FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
	struct buf text = BUF(mem);
	char piece[16384];
	size_t n;

	if (!f)
		return false;
	while (text.n <= TEXT_MAX && (n = fread(piece, 1, sizeof piece, f)) > 0)      /* a little more tells that it is too long */
		buf_add(&text, piece, n);
	*ret_text = buf_get(&text);
	*ret_n = text.n;
	if (ferror(f) || (f != stdin && fclose(f) != 0))
		return false;
	return true;
}

/* A base lies beside the plan and is called after its id: d5.yaml or d5-what-it-is.yaml. */
static enum err base_beside(struct ctx *cx, void *user, const char *id, int64_t version, const char **ret_text, size_t *ret_n,
			    const char **ret_name)
{
	const char *path = user, *slash = strrchr(path, '/');
	glob_t found = { 0 };
	bool read = false;

	(void)version;
	*ret_name = arena_print(&cx->mem, "%.*s%s.yaml", slash ? (int)(slash - path) + 1 : 0, path, id);
	if (read_bytes(&cx->mem, *ret_name, ret_text, ret_n))
		return ERR_OK;
	if (glob(arena_print(&cx->mem, "%.*s%s-*.yaml", slash ? (int)(slash - path) + 1 : 0, path, id), 0, NULL, &found) == 0) {
		*ret_name = arena_text(&cx->mem, found.gl_pathv[0]);
		read = read_bytes(&cx->mem, *ret_name, ret_text, ret_n);
	}
	globfree(&found);
	if (!read)
		return fail(cx, ERR_NOT_FOUND, "base", "找不到预案 %s", "plan %s is not there", *ret_name);
	return ERR_OK;
}

enum err plan_read_file(struct ctx *cx, const char *path, const struct plan **ret_plan, struct plan_mistakes *ret_mistakes)
{
	const struct plan_bases bases = { base_beside, (void *)path };
	const char *text;
	size_t n;

	*ret_plan = NULL;
	*ret_mistakes = (struct plan_mistakes){ 0 };
	if (!read_bytes(&cx->mem, path, &text, &n))
		return fail(cx, ERR_NOT_FOUND, "plan", "读不了预案文件 %s（%s）", "cannot read the plan file %s (%s)", path, strerror(errno));
	return plan_read(cx, path, text, n, &bases, ret_plan, ret_mistakes);
}
