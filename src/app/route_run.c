/* SPDX-License-Identifier: Apache-2.0 */
#include "app/route_run.h"
#include "app/route_rich.h"
#include "engine/route_check.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SHOWN_MAX = 50, SECONDS_DEFAULT = 10 };
static const double SECONDS_MAX = 1e6, SECONDS_TO_WRITE = 0.02;

const struct cli_option route_options[] = {
	{ "time", "SECONDS", "算多久，连读文件在内（默认 10）", "how long, reading included (10)" },
	{ "iterations", "N", "改为按步数；单线程时同一种子结果逐字节相同", "as many steps instead; on one thread the same seed gives the same bytes" },
	{ "seed", "N", "随机种子（默认 1）", "seed of chance (1)" },
	{ "threads", "N", "线程数（默认 1）", "threads (1)" },
	{ "objective", "WORD", "distance 路程最短，fleet 先求车最少，cost 费用最低", "distance, fleet (fewest vehicles first) or cost" },
	{ "bks", "N", "已知最好值，用来算差距", "best known value, for the gap" },
	{ "roads", "FILE", "JSON 题目的地点有经纬度时，路程按这个路网（.osm、CSV、.zip）", "ways of a JSON problem whose places have lon and lat go by these roads (.osm, CSV, .zip)" },
	{ "out", "FILE", "把方案写成 .sol 文件", "write the plan as a .sol file" },
	{ "stats", NULL, "把逐步改进写到标准错误", "show on standard error how the plan improves" },
	{ 0 },
};

struct clock { struct timespec began; double seconds; int64_t money; };      /* money: what a cost is divided by to be shown; 0: nothing */

static double seconds_since(const struct timespec *began)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - began->tv_sec) + (double)(now.tv_nsec - began->tv_nsec) * 1e-9;
}

static double spent(void *own)
{
	const struct clock *c = own;

	return seconds_since(&c->began) / c->seconds;
}

static void show_better(void *own, int64_t cost, int32_t n_routes)
{
	const struct clock *c = own;

	fprintf(stderr, "%9.3f s  cost %lld  routes %d\n", seconds_since(&c->began), (long long)(c->money ? cost / c->money : cost), n_routes);
}

static bool read_decimal(const struct cli *cli, const char *option, double least, double most, double otherwise, double *ret)
{
	const char *text = cli_value(cli, option);
	char *end = NULL;

	*ret = otherwise;
	if (!text)
		return true;
	if (*text >= '0' && *text <= '9')
		*ret = strtod(text, &end);
	if (end && !*end && *ret >= least && *ret <= most)
		return true;
	fprintf(stderr, cli->english ? "baogong: --%s: expected a number from %g to %g, got %s\n"
		: "baogong: --%s：应为 %g 到 %g 的数，收到 %s\n", option, least, most, text);
	return false;
}

struct asked { struct routing_options options; struct clock clock; double bks; };

static bool read_objective(const struct cli *cli, enum routing_objective *ret)
{
	const char *word = cli_value(cli, "objective");

	static const char *const words[] = { [ROUTING_COST] = "cost", [ROUTING_DISTANCE] = "distance", [ROUTING_FLEET] = "fleet" };

	*ret = ROUTING_COST;
	if (!word)
		return true;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(word, words[i]) == 0) {
			*ret = (enum routing_objective)i;
			return true;
		}
	cli_say(cli, CLI_BAD, "--objective 应为 distance、fleet 或 cost", "--objective: expected distance, fleet or cost");
	return false;
}

static bool read_asked(const struct cli *cli, struct asked *a)
{
	int64_t seed, threads;

	if (cli_has(cli, "time") && cli_has(cli, "iterations")) {
		cli_say(cli, CLI_BAD, "--time 和 --iterations 只能给一个", "give --time or --iterations, not both");
		return false;
	}
	if (!cli_number(cli, "iterations", 1, INT64_C(1) << 40, 0, &a->options.budget.iterations)
	    || !cli_number(cli, "seed", 0, INT64_MAX, 1, &seed) || !cli_number(cli, "threads", 1, ROUTING_THREADS_MAX, 1, &threads)
	    || !read_decimal(cli, "time", 0.01, SECONDS_MAX, SECONDS_DEFAULT, &a->clock.seconds)
	    || !read_decimal(cli, "bks", 1e-9, 1e18, 0, &a->bks) || !read_objective(cli, &a->options.objective))
		return false;
	a->options.seed = (uint64_t)seed;
	a->options.threads = (int)threads;
	a->clock.seconds -= a->clock.seconds > 2 * SECONDS_TO_WRITE ? SECONDS_TO_WRITE : a->clock.seconds / 2;
	if (!a->options.budget.iterations)
		a->options.budget.spent = spent;
	if (cli_has(cli, "stats"))
		a->options.budget.better = show_better;
	a->options.budget.own = &a->clock;
	return true;
}

static void say_refusal(const struct cli *cli, const struct routing_refusal *r)
{
	static const char *const zh[] = {
		[ROUTING_TOO_MUCH] = "第 %d 个点送不了：需要 %lld，一辆车只装 %lld",
		[ROUTING_TOO_FAR] = "第 %d 个点送不了：最早 %lld 才到，时间窗 %lld 就关了",
		[ROUTING_NO_RETURN] = "第 %d 个点送不了：最早 %lld 才能回来，车场 %lld 就关了" };
	static const char *const en[] = {
		[ROUTING_TOO_MUCH] = "stop %d cannot be served: it wants %lld, a vehicle holds %lld",
		[ROUTING_TOO_FAR] = "stop %d cannot be served: the earliest arrival is %lld, its window closes at %lld",
		[ROUTING_NO_RETURN] = "stop %d cannot be served: the earliest return is %lld, the depot closes at %lld" };

	fprintf(stderr, "baogong: ");
	fprintf(stderr, cli->english ? en[r->why] : zh[r->why], r->stop, (long long)r->need, (long long)r->have);
	fputc('\n', stderr);
}

static int refuse_impossible(const struct cli *cli, struct ctx *cx, const struct routing_problem *p)
{
	struct routing_refusal *refusals;
	int32_t n = routing_refusals(p, &cx->mem, &refusals);

	for (int32_t i = 0; i < n && i < SHOWN_MAX; i++)
		say_refusal(cli, &refusals[i]);
	if (n > SHOWN_MAX)
		fprintf(stderr, cli->english ? "baogong: and %d more\n" : "baogong: 还有 %d 个\n", n - SHOWN_MAX);
	return n ? CLI_BAD : CLI_OK;
}

static int say_left(const struct cli *cli, const struct route_task *task, const int32_t *left, int32_t n)
{
	fprintf(stderr, cli->english ? "baogong: no plan for all stops was found; left out:" : "baogong: 没有找到送完所有点的方案；剩下：");
	for (int32_t i = 0; i < n && i < SHOWN_MAX; i++)
		if (task->json)
			fprintf(stderr, " %s", task->json->place[left[i]]);
		else
			fprintf(stderr, " %d", left[i]);
	fprintf(stderr, n > SHOWN_MAX ? " ... (%d)\n" : "\n", n);
	return CLI_FAILED;
}

/* What either solver made, as the .sol file has it. */
struct made { int32_t n_routes, n_used, *starts, *visits, n_left, *left; int64_t cost, iterations; const char *json; size_t n_json; };

static int solve_plain(const struct cli *cli, struct ctx *cx, const struct asked *a, const struct routing_problem *p, struct made *ret)
{
	struct routing_plan plan;

	if (refuse_impossible(cli, cx, p))
		return CLI_BAD;
	routing_solve(p, &a->options, &cx->mem, &plan);
	*ret = (struct made){ plan.n_routes, plan.n_routes, plan.starts, plan.visits, plan.n_left, plan.left, plan.cost, plan.iterations };
	return CLI_OK;
}

/* Stops that may be left out are no reason not to begin; they are named all the same. */
static int refuse_rich(const struct cli *cli, struct ctx *cx, const struct routing_rich *p, const struct route_names *names)
{
	struct rich_refusal *refusals;
	int32_t n = rich_refusals(p, &cx->mem, &refusals), n_bad = 0;

	for (int32_t i = 0; i < n; i++) {
		n_bad += refusals[i].why == RICH_FIXED_PART || !p->calls[refusals[i].place].price;
		if (i < SHOWN_MAX)
			route_rich_say_refusal(cli, names, &refusals[i]);
	}
	if (n > SHOWN_MAX)
		fprintf(stderr, cli->english ? "baogong: and %d more\n" : "baogong: 还有 %d 个\n", n - SHOWN_MAX);
	return n_bad ? CLI_BAD : CLI_OK;
}

static struct route_names names_of(const struct route_task *task)
{
	return task->json ? (struct route_names){ task->json->place, task->json->vehicle } : (struct route_names){ 0 };
}

static int solve_rich(const struct cli *cli, struct ctx *cx, struct asked *a, const struct route_task *task, struct made *ret)
{
	const struct routing_rich *p = &task->more;
	struct route_names names = names_of(task);
	struct routing_tours tours;
	struct rich_verdict verdict;

	if (refuse_rich(cli, cx, p, &names))
		return CLI_BAD;
	a->clock.money = task->json && a->options.objective == ROUTING_COST ? ROUTE_MONEY : 0;
	rich_solve(p, &a->options, &cx->mem, &tours);
	*ret = (struct made){ p->n_vehicles, tours.n_used, tours.starts, tours.visits, 0, tours.left, tours.cost + tours.left_cost, tours.iterations };
	for (int32_t i = 0; i < tours.n_left; i++)
		if (!p->calls[tours.left[i]].price)
			tours.left[ret->n_left++] = tours.left[i];
	if (!task->json)
		return CLI_OK;
	route_check_rich(p, p->n_vehicles, tours.starts, tours.visits, &cx->mem, &verdict);
	if (route_json_write_plan(cx, task->json, &verdict, &ret->json, &ret->n_json))
		return cli_fault(cli, cx);
	ret->cost = a->options.objective == ROUTING_COST ? route_fen(ret->cost) : tours.cost;
	return CLI_OK;
}

static int save(const struct cli *cli, struct ctx *cx, const struct made *m)
{
	const char *path = cli_value(cli, "out");

	if (!path || (m->n_left && !m->json))
		return CLI_OK;
	if (m->json ? route_text_save(cx, path, m->json, m->n_json) : route_solution_save(cx, path, m->n_routes, m->starts, m->visits, m->cost)) {
		cli_fault(cli, cx);
		return CLI_FAILED;
	}
	return CLI_OK;
}

/* How far the roads helped; and a pair they do not join, which is a fault of the file more often than of the country. */
static void say_pairs(const struct cli *cli, const struct route_json *j)
{
	const struct route_pairs *p = &j->pairs;

	fprintf(stderr, cli->english ? "baogong: %lld pairs of places by road, %lld by the straight line, %lld without a way" : "baogong: %lld 对地点按路网，%lld 对按直线，%lld 对无路可通",
		(long long)p->by_roads, (long long)p->by_line, (long long)p->no_way);
	if (p->no_way)
		fprintf(stderr, cli->english ? ", first from '%s' to '%s'" : "，先是“%s”到“%s”", j->place[p->from], j->place[p->to]);
	fputc('\n', stderr);
}

static int solve(const struct cli *cli, struct ctx *cx, struct asked *a)
{
	struct route_task task = { 0 };
	struct made made;
	int code;

	if (route_task_load(cx, cli->args[0], cli_value(cli, "roads"), &task))
		return cli_fault(cli, cx);
	if (cli_has(cli, "roads"))
		say_pairs(cli, task.json);
	code = task.rich ? solve_rich(cli, cx, a, &task, &made) : solve_plain(cli, cx, a, &task.plain, &made);
	if (code)
		return code;
	if (save(cli, cx, &made))
		return CLI_FAILED;
	if (made.n_left)
		return say_left(cli, &task, made.left, made.n_left);
	printf("cost %lld routes %d seconds %.2f iterations %lld", (long long)made.cost, made.n_used, seconds_since(&a->clock.began),
	       (long long)made.iterations);
	if (a->bks > 0)
		printf(" gap %.3f", ((double)made.cost / a->bks - 1) * 100);
	putchar('\n');
	return fflush(stdout) ? CLI_FAILED : CLI_OK;
}

static void say_violation(const struct cli *cli, const struct route_violation *v)
{
	const bool en = cli->english;
	const long long have = v->have, need = v->need;

	switch (v->flaw) {
	case ROUTE_NO_SUCH_STOP:
		printf(en ? "route %d: there is no stop %d\n" : "第 %d 条路线：没有 %d 号点\n", v->route, v->stop);
		break;
	case ROUTE_STOP_TWICE:
		printf(en ? "route %d: stop %d was visited before\n" : "第 %d 条路线：%d 号点已经去过\n", v->route, v->stop);
		break;
	case ROUTE_STOP_MISSING:
		printf(en ? "no route visits stop %d\n" : "没有路线去 %d 号点\n", v->stop);
		break;
	case ROUTE_OVERLOADED:
		printf(en ? "route %d: carries %lld, a vehicle holds %lld\n" : "第 %d 条路线：装了 %lld，一辆车只装 %lld\n", v->route, need, have);
		break;
	case ROUTE_TOO_LATE:
		printf(en ? "route %d: reaches stop %d at %lld, its window closed at %lld\n" : "第 %d 条路线：到 %d 号点已是 %lld，时间窗 %lld 就关了\n",
		       v->route, v->stop, need, have);
		break;
	case ROUTE_BACK_TOO_LATE:
		printf(en ? "route %d: is back at %lld, the depot closed at %lld\n" : "第 %d 条路线：%lld 才回来，车场 %lld 就关了\n", v->route, need, have);
		break;
	case ROUTE_TOO_MANY_VEHICLES:
		printf(en ? "%lld vehicles are used, there are %lld\n" : "用了 %lld 辆车，只有 %lld 辆\n", need, have);
		break;
	}
}

static int32_t check_plain(const struct cli *cli, struct ctx *cx, const struct routing_problem *p, const struct vrp_sol *sol)
{
	struct route_verdict verdict;

	route_check(p, sol->n_routes, sol->starts, sol->stops, &cx->mem, &verdict);
	for (int32_t i = 0; i < verdict.n_violations; i++)
		say_violation(cli, &verdict.violations[i]);
	if (!verdict.n_violations)
		printf("cost %lld routes %d\n", (long long)verdict.cost, verdict.n_used);
	return verdict.n_violations;
}

static int32_t check_rich(const struct cli *cli, struct ctx *cx, const struct route_task *task, const struct vrp_sol *sol)
{
	struct route_names names = names_of(task);
	struct rich_verdict verdict;
	int64_t cost;

	route_check_rich(&task->more, sol->n_routes, sol->starts, sol->stops, &cx->mem, &verdict);
	for (int32_t i = 0; i < verdict.n_violations; i++)
		route_rich_say_violation(cli, &names, &verdict.violations[i]);
	cost = verdict.cost + verdict.left_cost;
	if (!verdict.n_violations)
		printf("cost %lld routes %d\n", (long long)(task->json ? route_fen(cost) : cost), verdict.n_used);
	return verdict.n_violations;
}

static int check(const struct cli *cli, struct ctx *cx)
{
	struct route_task task = { 0 };
	struct vrp_sol sol;
	int32_t n;

	if (route_task_load(cx, cli->args[1], cli_value(cli, "roads"), &task) || route_solution_load(cx, cli->args[2], &task, &sol))
		return cli_fault(cli, cx);
	n = task.rich ? check_rich(cli, cx, &task, &sol) : check_plain(cli, cx, &task.plain, &sol);
	if (fflush(stdout))
		return CLI_FAILED;
	return n ? CLI_FAILED : CLI_OK;
}

int route_run(const struct cli *cli)
{
	struct ctx cx = { 0 };
	struct asked a = { 0 };
	bool checking = strcmp(cli->args[0], "check") == 0 && cli->n_args == 3;
	int code;

	clock_gettime(CLOCK_MONOTONIC, &a.clock.began);
	if (!checking && cli->n_args != 1)
		return cli_say(cli, CLI_BAD, "用法：baogong route 文件，或 baogong route check 文件 方案.sol",
			       "usage: baogong route FILE, or baogong route check FILE SOL");
	if (checking)
		code = check(cli, &cx);
	else
		code = read_asked(cli, &a) ? solve(cli, &cx, &a) : CLI_BAD;
	arena_reset(&cx.mem);
	return code;
}
