/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/plan/plan_cli.h"
#include "caps/plan/plan.h"
#include <stdio.h>
#include <string.h>

static int help(FILE *to)
{
	fputs("usage: baogong plan check [--strict] FILE...\n"
	      "       baogong plan explain FILE [RULE]\n"
	      "       baogong plan diff OLD NEW\n"
	      "\n"
	      "check    says everything that is wrong with a plan file, one line each on\n"
	      "         standard error: FILE:LINE:COLUMN: what was found: what was expected.\n"
	      "         Exit 0 when it may be activated, 2 when not; --strict also refuses\n"
	      "         warnings (exit 1).  FILE may be - for standard input.\n"
	      "explain  prints a plan, or one of its rules, as an official would write it.\n"
	      "diff     compares two versions rule by rule: + added, - dropped, ~ changed,\n"
	      "         t only texts, ^ moved in an ordered list.  Exit 0 same, 1 different.\n", to);
	return to == stdout ? 0 : 2;
}

static void print_mistakes(struct ctx *cx, const struct plan_mistakes *all)
{
	for (size_t i = 0; i < all->n; i++)
		fprintf(stderr, "%s\n", plan_mistake_line(&cx->mem, all, i));
}

/* 0 clean, 1 warnings, 2 mistakes. */
static int check_one(struct ctx *cx, const char *path)
{
	struct plan_mistakes all;
	const struct plan *plan;

	if (plan_read_file(cx, path, &plan, &all) != ERR_OK) {
		fprintf(stderr, "%s:1:1: %s / %s: a plan file that can be read / 读得了的预案文件\n", path, cx->fault.en, cx->fault.zh);
		return 2;
	}
	print_mistakes(cx, &all);
	return all.errors ? 2 : all.n ? 1 : 0;
}

static int check(struct ctx *cx, int argc, char **argv)
{
	bool strict = false;
	int worst = 0, files = 0;

	for (int i = 2; i < argc; i++) {
		int now;

		if (strcmp(argv[i], "--strict") == 0) {
			strict = true;
			continue;
		}
		files++;
		now = check_one(cx, argv[i]);
		worst = now > worst ? now : worst;
		arena_reset(&cx->mem);
	}
	if (!files)
		return help(stderr);
	return worst == 1 && !strict ? 0 : worst;
}

/* The plan, or NULL after saying what is wrong with it. */
static const struct plan *read_or_say(struct ctx *cx, const char *path)
{
	struct plan_mistakes all = { 0 };
	const struct plan *plan = NULL;

	if (plan_read_file(cx, path, &plan, &all) != ERR_OK)
		fprintf(stderr, "%s:1:1: %s / %s: a plan file that can be read / 读得了的预案文件\n", path, cx->fault.en, cx->fault.zh);
	else if (!plan)
		print_mistakes(cx, &all);
	return plan;
}

static int explain(struct ctx *cx, int argc, char **argv)
{
	const struct plan *plan = argc == 3 || argc == 4 ? read_or_say(cx, argv[2]) : NULL;
	const char *text;

	if (argc != 3 && argc != 4)
		return help(stderr);
	if (!plan)
		return 2;
	text = argc == 3 ? plan_explain(cx, plan) : plan_explain_rule(cx, plan, argv[3]);
	if (!text) {
		fprintf(stderr, "%s: %s: no such rule / 没有这条规则\n", argv[2], argv[3]);
		return 2;
	}
	fputs(text, stdout);
	return 0;
}

static int diff(struct ctx *cx, int argc, char **argv)
{
	const struct plan *old, *new;
	const char *text;

	if (argc != 4)
		return help(stderr);
	old = read_or_say(cx, argv[2]);
	new = read_or_say(cx, argv[3]);
	if (!old || !new)
		return 2;
	text = plan_diff(cx, old, new);
	fputs(text, stdout);
	return *text != '\0';
}

int plan_main(int argc, char **argv)
{
	struct ctx cx = { 0 };
	int status = 2;

	if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
		return help(argc < 2 ? stderr : stdout);
	if (strcmp(argv[1], "check") == 0)
		status = check(&cx, argc, argv);
	else if (strcmp(argv[1], "explain") == 0)
		status = explain(&cx, argc, argv);
	else if (strcmp(argv[1], "diff") == 0)
		status = diff(&cx, argc, argv);
	else
		status = help(stderr);
	arena_reset(&cx.mem);
	return status;
}
