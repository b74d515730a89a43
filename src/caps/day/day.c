/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/day/day.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/day/day_files.h"
#include "caps/day/day_output.h"
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Says it in the person's language and returns the exit code. */
static int say(const struct day_ask *ask, int code, const char *zh, const char *en)
{
	fprintf(stderr, "baogong day: %s\n", ask->english ? en : zh);
	return code;
}

static int say_fault(const struct day_ask *ask, const struct ctx *cx)
{
	bool bad = cx->fault.code == ERR_BAD_INPUT || cx->fault.code == ERR_TOO_LARGE || cx->fault.code == ERR_NOT_FOUND;

	return say(ask, bad ? DAY_BAD_INPUT : DAY_FAILED, cx->fault.zh, cx->fault.en);
}

static double seconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);      /* only told on standard error, never written */
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int check_plan(const struct day_ask *ask, struct ctx *cx, struct day *d)
{
	struct plan_mistakes mistakes = { .english_first = ask->english };

	if (plan_read_file(cx, ask->plan, &d->plan, &mistakes))
		return say_fault(ask, cx);
	mistakes.english_first = ask->english;
	for (size_t i = 0; i < mistakes.n; i++)
		fprintf(stderr, "%s\n", plan_mistake_line(&cx->mem, &mistakes, i));
	return d->plan ? DAY_OK : DAY_BAD_INPUT;
}

static int check_out_dir(const struct day_ask *ask, struct ctx *cx)
{
	const char *zh, *en;

	return day_dir_may_go(&cx->mem, ask->out_dir, (const char *const[]){ ask->plan, ask->in_dir }, 2, &zh, &en)
		? DAY_OK : say(ask, DAY_BAD_INPUT, zh, en);
}

static int read_input(const struct day_ask *ask, struct ctx *cx, struct day *d)
{
	struct day_flaws flaws;
	struct buf lines = BUF(&cx->mem);

	if (day_read(cx, ask->in_dir, ask->day, &d->input, &flaws))
		return say_fault(ask, cx);
	day_flaws_print(&cx->mem, &flaws, ask->english, &lines);
	fputs(buf_get(&lines), stderr);
	if (!flaws.errors)
		return DAY_OK;
	return say(ask, DAY_BAD_INPUT, arena_print(&cx->mem, "%zu 处有错，什么都没有写", flaws.errors),
		   arena_print(&cx->mem, "%zu mistake(s), nothing was written", flaws.errors));
}

/* Who makes a file, with memory of its own: the workbook takes as long as all
 * the others together, so it gets a thread. */
struct maker {
	const char   *name;
	enum err    (*make)(struct ctx *cx, const struct day *d, struct bytes *ret);
	const struct day *day;
	struct ctx    cx;
	struct bytes  bytes;
	enum err      failed;
};

enum { MAKERS = 6 };

static void *make_file(void *arg)
{
	struct maker *m = arg;

	m->failed = m->make(&m->cx, m->day, &m->bytes);
	return NULL;
}

static enum err make_files(struct ctx *cx, const struct day *d, int n_threads, struct maker makers[MAKERS])
{
	static const struct maker all[MAKERS] = {
		{ "daily-report.xlsx", day_report_xlsx }, { "allocation.csv", day_allocation_csv },
		{ "dispatch.csv", day_dispatch_csv }, { "ledger.csv", day_ledger_csv }, { "summary.json", day_summary_json },
		{ "daily-report.pdf", day_report_pdf },
	};
	pthread_t thread;
	bool apart;

	memcpy(makers, all, sizeof all);
	for (size_t i = 0; i < MAKERS; i++)
		makers[i].day = d;
	apart = n_threads > 1 && pthread_create(&thread, NULL, make_file, &makers[0]) == 0;
	for (size_t i = apart; i < MAKERS; i++)
		make_file(&makers[i]);
	if (apart)
		pthread_join(thread, NULL);
	for (size_t i = 0; i < MAKERS; i++)
		if (makers[i].failed) {
			cx->fault = makers[i].cx.fault;
			return makers[i].failed;
		}
	return ERR_OK;
}

static int write_files(const struct day_ask *ask, struct ctx *cx, const struct maker makers[MAKERS])
{
	struct day_output files[MAKERS];

	for (size_t i = 0; i < MAKERS; i++)
		files[i] = (struct day_output){ makers[i].name, makers[i].bytes };
	if (day_dir_replace(&cx->mem, ask->out_dir, files, MAKERS))
		return DAY_OK;
	return say(ask, DAY_FAILED, arena_print(&cx->mem, "写不了 %s：%s", ask->out_dir, strerror(errno)),
		   arena_print(&cx->mem, "cannot write %s: %s", ask->out_dir, strerror(errno)));
}

static int run(const struct day_ask *ask, struct ctx *cx, struct maker makers[MAKERS])
{
	struct day d = { .day = ask->day };
	double began = seconds_now(), read, computed, made;
	int code;

	if ((code = check_plan(ask, cx, &d)) || (code = check_out_dir(ask, cx)) || (code = read_input(ask, cx, &d)))
		return code;
	read = seconds_now();
	if (allocation_run(cx, &d.input.problem, ask->n_threads, &d.result))
		return say_fault(ask, cx);
	day_order(cx, &d);
	computed = seconds_now();
	if (make_files(cx, &d, ask->n_threads, makers))
		return say_fault(ask, cx);
	made = seconds_now();
	if ((code = write_files(ask, cx, makers)))
		return code;
	fprintf(stderr, "baogong day: %zu requests, %zu stock rows, %zu dispatches; read %.2f s, computed %.2f s, "
		"made files %.2f s, wrote %.2f s, total %.2f s\n", d.input.problem.n_lines, d.input.problem.n_rows,
		d.result.n_legs, read - began, computed - read, made - computed, seconds_now() - made, seconds_now() - began);
	return DAY_OK;
}

int day_run(const struct day_ask *ask)
{
	struct maker makers[MAKERS] = { 0 };
	struct ctx cx = { 0 };
	int code = run(ask, &cx, makers);

	for (size_t i = 0; i < MAKERS; i++)
		arena_reset(&makers[i].cx.mem);
	arena_reset(&cx.mem);
	return code;
}

static int usage(const struct day_ask *ask, FILE *to, int code)
{
	fputs(ask->english
	      ? "usage: baogong day PLAN IN_DIR OUT_DIR [--date YYYY-MM-DD] [--threads N]\n\n"
		"Runs a whole day without a server.  IN_DIR holds places, items, stock and requests, each as .csv or .xlsx;\n"
		"OUT_DIR becomes allocation.csv, dispatch.csv, ledger.csv, summary.json, daily-report.xlsx and .pdf, and is\n"
		"replaced as a whole.  docs/day.md describes the columns and the rules.\n\n"
		"  --date YYYY-MM-DD   the day; stock that expired before it is not issued (today)\n"
		"  --threads N         1 to 64 (one per processor); the result does not depend on it\n\n"
		"Exit: 0 done, 2 bad input (file:row:column: value: reason on standard error, nothing written), 1 failure.\n"
	      : "用法：baogong day 预案 输入文件夹 输出文件夹 [--date 年-月-日] [--threads 线程数]\n\n"
		"不开服务，算完一天：输入文件夹里有 places、items、stock、requests 四张表（.csv 或 .xlsx），输出文件夹\n"
		"写入 allocation.csv、dispatch.csv、ledger.csv、summary.json、daily-report.xlsx 和 .pdf，整个换掉。\n"
		"各列和规则见 docs/day.md。\n\n"
		"  --date 年-月-日     哪一天；此前过期的库存不发（默认今天）\n"
		"  --threads 线程数    1 到 64（默认处理器数）；结果与它无关\n\n"
		"返回值：0 完成；2 输入有错（标准错误逐格写 文件:行:列: 值: 原因，什么都不写）；1 故障。\n", to);
	return code;
}

static int read_option(struct day_ask *ask, struct arena *mem, const char *name, const char *value)
{
	int64_t threads;

	if (text_equal(name, "--date")) {
		if (value && civil_read_day(value, &ask->day) && ask->day >= civil_day(1980, 1, 1))
			return DAY_OK;
		return say(ask, DAY_BAD_INPUT, arena_print(mem, "--date %s：应为日期，如 2026-11-21", value ? value : ""),
			   arena_print(mem, "--date %s: must be a date, as 2026-11-21", value ? value : ""));
	}
	if (text_equal(name, "--threads")) {
		if (value && text_read_i64(value, &threads) && threads >= 1 && threads <= ALLOCATION_THREADS_MAX) {
			ask->n_threads = (int)threads;
			return DAY_OK;
		}
		return say(ask, DAY_BAD_INPUT, arena_print(mem, "--threads %s：应为 1 到 64", value ? value : ""),
			   arena_print(mem, "--threads %s: must be 1 to 64", value ? value : ""));
	}
	return say(ask, DAY_BAD_INPUT, arena_print(mem, "没有选项 %s；见 baogong day --help", name),
		   arena_print(mem, "no option %s; see baogong day --help", name));
}

/* "--date=2026-11-21" and "--date 2026-11-21" both. */
static int read_words(struct day_ask *ask, struct arena *mem, int argc, char **argv, const char **words, int *n_words)
{
	for (int i = 1; i < argc; i++) {
		const char *equals = strchr(argv[i], '=');
		int code;

		if (strncmp(argv[i], "--", 2) != 0 || !argv[i][2]) {
			if (*n_words == 3)
				return usage(ask, stderr, DAY_BAD_INPUT);
			words[(*n_words)++] = argv[i];
			continue;
		}
		if (equals)
			code = read_option(ask, mem, arena_bytes(mem, argv[i], (size_t)(equals - argv[i])), equals + 1);
		else {
			code = read_option(ask, mem, argv[i], i + 1 < argc ? argv[i + 1] : NULL);
			i++;
		}
		if (code)
			return code;
	}
	return DAY_OK;
}

int day_main(int argc, char **argv, int64_t today, bool english)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	struct day_ask ask = { .day = today, .english = english,
		.n_threads = processors < 1 ? 1 : processors > ALLOCATION_THREADS_MAX ? ALLOCATION_THREADS_MAX : (int)processors };
	const char *words[3] = { 0 };
	struct arena mem = { 0 };
	int n_words = 0, code;

	for (int i = 1; i < argc; i++)
		if (text_equal(argv[i], "--help") || text_equal(argv[i], "-h"))
			return usage(&ask, stdout, DAY_OK);
	code = read_words(&ask, &mem, argc, argv, words, &n_words);
	ask.plan = words[0];
	ask.in_dir = words[1];
	ask.out_dir = words[2];
	if (!code)
		code = n_words == 3 ? day_run(&ask) : usage(&ask, stderr, DAY_BAD_INPUT);
	arena_reset(&mem);
	return code;
}
