/* SPDX-License-Identifier: Apache-2.0 */
#include "app/demo_run.h"
#include "base/civil.h"
#include "caps/demo/demo.h"
#include "caps/party/party.h"
#include "caps/place/place.h"
#include <stdio.h>

const struct cli_option demo_options_list[] = {
	{ "data", "FILE|URL", "数据文件或 postgresql://...，须为空", "data file, or postgresql://...; must be empty" },
	{ "households", "N", "户数，默认 3000；其他数量随它增减", "households, 3000 unless told; all else grows with them" },
	{ "seed", "S", "随机种子，默认 1；同一种子内容相同", "seed, 1 unless told; the same seed gives the same content" },
	{ "date", "YYYY-MM-DD", "演示的“今天”，默认 2026-11-21", "the demo's today, 2026-11-21 unless told" },
	{ 0 },
};

static enum err fill(struct instance *it, const struct demo_options *options, struct demo_made *made)
{
	struct ctx *cx = &it->cx;
	enum err e = store_begin(cx);

	if (!e)
		e = demo_fill(cx, options, made);
	if (!e)
		e = instance_mark(cx, "district_id", arena_print(&cx->mem, "%lld", (long long)cx->district_id));
	if (!e)
		e = store_commit(cx);
	store_rollback(cx);
	if (!e)
		e = store_settle(cx);
	it->demo = it->demo || e == ERR_OK;
	return e;
}

static void print_made(const struct cli *cli, const struct demo_made *m)
{
	printf(cli->english ? "demo     %lld households, %lld people (invented), %lld places, %lld items, %lld receipts, %lld requests, %lld deliveries\n"
	       : "演示    %lld 户 %lld 人（虚构），地点 %lld，物资 %lld，入库单 %lld，需求单 %lld，送达 %lld\n",
	       (long long)m->households, (long long)m->residents, (long long)m->places, (long long)m->items,
	       (long long)m->receipts, (long long)m->requests, (long long)m->deliveries);
}

void demo_print_accounts(const struct cli *cli)
{
	const struct demo_account *a;

	printf(cli->english ? "accounts (password of all: %s)\n" : "账号（口令都是 %s）\n", DEMO_PASSWORD);
	for (size_t i = 0; (a = demo_account_at(i)); i++)
		printf("  %-9s %s\n", a->login, cli->english ? a->en : a->zh);
	fflush(stdout);
}

int demo_run(const struct cli *cli)
{
	struct demo_options options = { .day = civil_day(2026, 11, 21), .hour = 9 };
	struct instance it = { 0 };
	struct arena mem = { 0 };
	struct demo_made made;
	const char *date = cli_value(cli, "date");
	int code = CLI_OK;

	if (!cli_number(cli, "households", DEMO_HOUSEHOLDS_MIN, DEMO_HOUSEHOLDS_MAX, DEMO_HOUSEHOLDS, &options.households)
	    || !cli_number(cli, "seed", 0, INT64_MAX, 1, &options.seed))
		return CLI_BAD;
	if (date && !civil_read_day(date, &options.day))
		return cli_say(cli, CLI_BAD, "--date 应为 2026-11-21 的样子", "--date should look like 2026-11-21");
	if (instance_open(&it, instance_url(cli, &mem)) != ERR_OK || fill(&it, &options, &made) != ERR_OK) {
		code = cli_fault(cli, &it.cx);
	} else {
		print_made(cli, &made);
		demo_print_accounts(cli);
	}
	instance_close(&it);
	arena_reset(&mem);
	return code;
}

bool demo_is_there(const struct cli *cli, struct instance *it)
{
	struct demo_options options = demo_of_now(it->cx.now_ms);
	struct demo_made made;

	if (it->demo)
		return true;
	if (fill(it, &options, &made) != ERR_OK) {
		cli_fault(cli, &it->cx);
		return false;
	}
	print_made(cli, &made);
	return true;
}
