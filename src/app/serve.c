/* SPDX-License-Identifier: Apache-2.0 */
#include "app/serve.h"
#include "app/admin.h"
#include "app/checks.h"
#include "app/control.h"
#include "app/demo_run.h"
#include "app/day_sums_run.h"
#include "app/deadlines.h"
#include "app/instance.h"
#include "app/retention.h"
#include "app/seals.h"
#include "app/wiring.h"
#include "base/text.h"
#include "http/server.h"
#include <libpq-fe.h>
#include <malloc.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct cli_option serve_options[] = {
	{ "data", "FILE|URL", "数据文件或 postgresql://...", "data file, or postgresql://..." },
	{ "port", "N", "端口，默认 $PORT 或 8080；0 为任一空闲端口", "port; default $PORT or 8080; 0 takes any free one" },
	{ "host", "ADDRESS", "监听地址，默认 127.0.0.1", "address to listen on; default 127.0.0.1" },
	{ "threads", "N", "读线程数，默认 4", "threads for reads; default 4" },
	{ "behind-proxy", NULL, "前面有本机的 TLS 代理：安全 Cookie，采信 X-Forwarded-For", "a TLS proxy on this machine is in front: secure cookies, believe X-Forwarded-For" },
	{ "demo", NULL, "空的数据就装入演示区县；只用于演示", "fill empty data with the demo district; for demonstrations only" },
	{ "keep-days", "DAYS", "个人信息到期后保留几天（30；预案更短的从预案）", "days personal data are kept after their end (30; shorter where a plan says so)" },
	{ "quiet", NULL, "不写访问日志", "no access log" },
	{ "test-clock", "TIME", "时钟停在该时刻，每次写入走一秒（只用于演示或测试数据）", "stand still at that time, one second per write (demo or test data only)" },
	{ "clock-ahead", "SECONDS", "时钟比本机快这么多秒，照常走（负数为慢；只用于演示或测试数据）", "run so many seconds ahead of the machine's clock, behind if negative (demo or test data only)" },
	{ 0 },
};

/* What serve holds; taken down in the opposite order. */
struct serving {
	struct instance    it;
	struct dispatch   *dispatch;
	struct readers    *readers;
	struct writer     *writer;
	struct server     *server;
	struct control    *control;
	struct checks     *checks;
	struct seal_key    seal_key;
	struct seals      *seals;        /* NULL: no key */
	struct deadlines  *deadlines;    /* NULL: a test with a clock of its own */
	struct day_sums_job *day_sums;   /* the same */
	int64_t            port, threads, keep_days;
};

static enum err start(struct serving *s, const struct cli *cli)
{
	struct ctx *cx = &s->it.cx;
	struct server_options options = { .host = cli_value(cli, "host"), .port = (int)s->port, .threads = (int)s->threads,
		.behind_proxy = cli_has(cli, "behind-proxy"), .countable_ids = clock_is_fixed(),
		.silent = cli_has(cli, "quiet"), .version = BAOGONG_VERSION };
	bool sealed;

	mallopt(M_TOP_PAD, 8 << 20);      /* a request's memory comes and goes: it is not given back to the kernel each time */
	s->dispatch = arena_new(&cx->mem, sizeof *s->dispatch);
	s->dispatch->secure_cookies = options.behind_proxy;
	TRY(wiring_fill(cx, s->dispatch));
	TRY(seals_key(cx, s->it.url, &s->seal_key, &sealed));
	s->dispatch->seal_key = sealed ? &s->seal_key : NULL;
	if (!sealed)
		cli_say(cli, 0, "没有签章密钥（设 BAOGONG_SEAL_KEY=文件），总账不签章", "no seal key (set BAOGONG_SEAL_KEY=FILE): the ledger goes unsealed");
	TRY(readers_open(cx, s->it.url, (int)s->threads, &s->readers));
	TRY(writer_start(cx, &s->it.store, 1, (struct writer_limits){ 0 }, &s->writer));
	s->it.store = cx->store = NULL;                  /* the writer has it now */
	if (sealed && !clock_is_fixed())
		TRY(seals_start(cx, &s->seal_key, s->writer, &s->seals));
	retention_run(&(struct ctx){ .district_id = cx->district_id, .ids = cx->ids, .random = cx->random, .actor = cx->actor }, s->writer, s->keep_days);
	if (!clock_is_fixed()) {
		TRY(deadlines_start(cx, s->writer, s->keep_days, &s->deadlines));
		TRY(day_sums_start(cx, s->readers, s->writer, &s->day_sums));
	}
	TRY(checks_start(cx, s->readers, &s->checks));
	s->dispatch->verify_desk = checks_desk(s->checks);
	TRY(server_start(cx, &options, s->dispatch, s->writer, s->readers, &s->server));
	s->control = control_start(s->it.url, s->readers);
	return ERR_OK;
}

static void stop(struct serving *s)
{
	checks_stop(s->checks);
	control_stop(s->control);
	server_stop(s->server);
	day_sums_stop(s->day_sums);
	deadlines_stop(s->deadlines);
	seals_stop(s->seals);
	readers_close(s->readers);               /* the writer last: it leaves one tidy file */
	writer_stop(s->writer);
	if (s->dispatch)
		wiring_end(s->dispatch);
	instance_close(&s->it);
}

static void print_start(const struct serving *s, const struct cli *cli, const char *store_name)
{
	const char *host = cli_value(cli, "host");
	bool v6 = host && strchr(host, ':');

	printf(cli->english ? "Baogong %s, %s\n" : "保供 %s，%s\n", BAOGONG_VERSION, store_name);
	printf(cli->english ? "data     %s\n" : "数据    %s\n", strncmp(s->it.url, "postgres", 8) == 0 ? "PostgreSQL" : s->it.url);
	printf(cli->english ? "address  http://%s%s%s:%d\n" : "地址    http://%s%s%s:%d\n", v6 ? "[" : "", host ? host : "127.0.0.1",
	       v6 ? "]" : "", server_port(s->server));
	fflush(stdout);
}

static void wait_for_the_end(void)
{
	sigset_t set;
	int got;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigwait(&set, &got);
}

/* Before any thread starts, so that all inherit it. */
static void block_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGPIPE);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
}

static const char *store_name(struct arena *mem, const char *url)
{
	int v = PQlibVersion();

	if (strncmp(url, "postgres", 8) == 0)
		return arena_print(mem, "PostgreSQL (libpq %d.%d)", v / 10000, v % 10000);
	return arena_print(mem, "SQLite %s", sqlite3_libversion());
}

static bool read_numbers(struct serving *s, const struct cli *cli)
{
	int64_t otherwise = 8080;
	const char *port = getenv("PORT");

	if (port && *port && (!text_read_i64(port, &otherwise) || otherwise < 0 || otherwise > 65535))
		return cli_say(cli, 0, "环境变量 PORT 应为 0 到 65535 的整数", "the variable PORT should be a whole number from 0 to 65535");
	if (!clock_from(cli))
		return false;
	return cli_number(cli, "port", 0, 65535, otherwise, &s->port) && cli_number(cli, "threads", 1, 32, 4, &s->threads) &&
	       cli_number(cli, "keep-days", 1, RETENTION_DAYS_MAX, RETENTION_DAYS, &s->keep_days);
}

int serve_run(const struct cli *cli)
{
	struct serving s = { 0 };
	struct arena mem = { 0 };
	const char *url = instance_url(cli, &mem);
	int code = CLI_OK;

	if (!read_numbers(&s, cli)) {
		arena_reset(&mem);
		return CLI_BAD;
	}
	block_signals();
	if (instance_open(&s.it, url) != ERR_OK) {
		code = cli_fault(cli, &s.it.cx);
	} else if (cli_has(cli, "demo") && !demo_is_there(cli, &s.it)) {
		code = CLI_BAD;
	} else if (clock_is_own() && !s.it.demo && !s.it.test) {
		code = cli_say(cli, CLI_BAD, "--test-clock、--clock-ahead 只能用于标为演示或测试的数据", "--test-clock and --clock-ahead work only on data marked as demo or test");
	} else if (!admin_is_there(cli, &s.it)) {
		code = CLI_BAD;
	} else if (start(&s, cli) != ERR_OK) {
		code = cli_fault(cli, &s.it.cx);
	} else {
		print_start(&s, cli, store_name(&mem, url));
		if (s.it.demo)
			demo_print_accounts(cli);
		wait_for_the_end();
	}
	stop(&s);
	arena_reset(&mem);
	return code;
}
