/* SPDX-License-Identifier: Apache-2.0 */
#include "app/admin.h"
#include "caps/party/account.h"
#include "caps/party/party.h"
#include "caps/place/place.h"
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { LINE_ROOM = 300 };
static const char DISTRICT_NAME[] = "钱塘区";

const struct cli_option init_options[] = {
	{ "data", "FILE|URL", "数据文件或 postgresql://...", "data file, or postgresql://..." },
	{ "district", "CODE", "区划代码六位，默认 330114", "six-digit division code; default 330114" },
	{ "name", "NAME", "区县名称，默认 钱塘区", "its name; default 钱塘区" },
	{ "test", NULL, "标为测试数据：允许 serve --test-clock", "mark as test data: allows serve --test-clock" },
	{ "test-clock", "TIME", "与 --test 同用：在该时刻建立", "with --test: made at that time" },
	{ 0 },
};

const struct cli_option admin_options[] = {
	{ "data", "FILE|URL", "数据文件或 postgresql://...", "data file, or postgresql://..." },
	{ "name", "LOGIN", "登录名", "login" },
	{ "password-stdin", NULL, "从标准输入读口令（一行），不在终端上问", "read the password from standard input (one line) instead of asking" },
	{ "test-clock", "TIME", "只用于测试数据：在该时刻建立", "test data only: made at that time" },
	{ 0 },
};

static void wipe_line(char (*line)[LINE_ROOM]) { sodium_memzero(*line, sizeof *line); }

enum err admin_prepare(struct ctx *cx, const char *name)
{
	struct place root;
	enum err e = place_root(cx, &root);
	int64_t place_id;

	if (e == ERR_NOT_FOUND && name) {
		struct place_facts facts = { .kind = PLACE_DISTRICT, .name = name,
			.code = arena_print(&cx->mem, "%06lld000000", (long long)cx->district_id) };

		TRY(party_prepare(cx));
		e = place_create(cx, &facts, &place_id);
	}
	TRY(e);
	return party_prepare(cx);
}

static enum err in_transaction(struct ctx *cx, enum err e)
{
	if (!e)
		e = store_commit(cx);
	store_rollback(cx);
	return e;
}

/* Data stay those of their district: every row carries its number. */
static enum err settle_district(struct ctx *cx, int64_t asked, bool *ret_fresh)
{
	struct place root;
	enum err e = place_root(cx, &root);

	*ret_fresh = e == ERR_NOT_FOUND;
	if (*ret_fresh) {
		cx->district_id = asked ? asked : cx->district_id;
		return ERR_OK;
	}
	TRY(e);
	if (asked && asked != cx->district_id)
		return fail(cx, ERR_CONFLICT, "district", "这是 %lld 区的数据，不能改成 %lld 区；请另建数据文件",
			    "these are the data of district %lld and cannot become those of %lld; make another data file",
			    (long long)cx->district_id, (long long)asked);
	return ERR_OK;
}

/* Real data never become test data: those let people set the clock. */
static enum err init_all(struct ctx *cx, const struct cli *cli, int64_t asked, bool is_test)
{
	const char *name = cli_value(cli, "name");
	bool fresh;

	TRY(store_begin(cx));
	TRY(settle_district(cx, asked, &fresh));
	if (cli_has(cli, "test") && !fresh && !is_test)
		return fail(cx, ERR_CONFLICT, "test", "这是真实数据，不能改标为测试数据；请另建数据文件",
			    "these are real data and cannot become test data; make another data file");
	TRY(admin_prepare(cx, name ? name : DISTRICT_NAME));
	TRY(instance_mark(cx, "district_id", arena_print(&cx->mem, "%lld", (long long)cx->district_id)));
	if (cli_has(cli, "test"))
		TRY(instance_mark(cx, "test", "1"));
	return ERR_OK;
}

int init_run(const struct cli *cli)
{
	struct instance it = { 0 };
	struct arena mem = { 0 };
	int64_t district;
	int code = CLI_OK;

	if (!cli_number(cli, "district", 110000, 999999, 0, &district) || !clock_from(cli))
		return CLI_BAD;
	if (instance_open(&it, instance_url(cli, &mem)) != ERR_OK
	    || in_transaction(&it.cx, init_all(&it.cx, cli, district, it.test)) != ERR_OK)
		code = cli_fault(cli, &it.cx);
	instance_close(&it);
	arena_reset(&mem);
	return code;
}

/* One line without its end; not shown while typed on a terminal. */
static bool read_line(const char *prompt, bool hidden, char line[static LINE_ROOM])
{
	struct termios was, now;
	bool terminal = prompt && tcgetattr(STDIN_FILENO, &was) == 0, got;

	if (prompt) {
		fputs(prompt, stderr);
		fflush(stderr);
	}
	if (terminal && hidden) {
		now = was;
		now.c_lflag &= ~(tcflag_t)ECHO;
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &now);
	}
	got = fgets(line, LINE_ROOM, stdin) != NULL;
	if (terminal && hidden) {
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &was);
		fputc('\n', stderr);
	}
	line[got ? strcspn(line, "\r\n") : 0] = '\0';
	return got && *line;
}

static enum err create(struct ctx *cx, const char *login, const char *password)
{
	int64_t id;

	TRY(store_begin(cx));
	TRY(admin_prepare(cx, DISTRICT_NAME));
	return party_account_first_administrator(cx, login, password, &id);
}

static int admin_create(const struct cli *cli, struct instance *it)
{
	char line[LINE_ROOM] __attribute__((cleanup(wipe_line)));
	bool from_stdin = cli_has(cli, "password-stdin");
	const char *name = cli_value(cli, "name");

	if (!name)
		return cli_say(cli, CLI_BAD, "请用 --name 给出登录名", "give the login with --name");
	if (!from_stdin && !isatty(STDIN_FILENO))
		return cli_say(cli, CLI_BAD, "不在终端上：请加 --password-stdin 并从标准输入给出口令",
			       "not on a terminal: add --password-stdin and give the password on standard input");
	if (!read_line(from_stdin ? NULL : cli->english ? "password: " : "口令：", true, line))
		return cli_say(cli, CLI_BAD, "没有读到口令", "no password was given");
	if (in_transaction(&it->cx, create(&it->cx, name, line)) != ERR_OK)
		return cli_fault(cli, &it->cx);
	return CLI_OK;
}

static enum err reset(struct ctx *cx, const char *login, const char **ret)
{
	TRY(store_begin(cx));
	TRY(admin_prepare(cx, NULL));
	return party_reset_admin(cx, login, ret);
}

static int admin_reset(const struct cli *cli, struct instance *it)
{
	const char *name = cli_value(cli, "name"), *password;

	if (!name)
		return cli_say(cli, CLI_BAD, "请用 --name 给出登录名", "give the login with --name");
	if (in_transaction(&it->cx, reset(&it->cx, name, &password)) != ERR_OK)
		return cli_fault(cli, &it->cx);
	fprintf(stderr, cli->english ? "One-time password, to be changed at the next sign-in:\n" : "一次性口令，下次登录时必须更改：\n");
	printf("%s\n", password);
	return CLI_OK;
}

int admin_run(const struct cli *cli)
{
	struct instance it = { 0 };
	struct arena mem = { 0 };
	const char *what = cli->args[0];
	int code;

	if (strcmp(what, "create") != 0 && strcmp(what, "reset") != 0)
		return cli_say(cli, CLI_BAD, "应为 admin create 或 admin reset", "expected admin create or admin reset");
	if (!clock_from(cli))
		return CLI_BAD;
	if (instance_open(&it, instance_url(cli, &mem)) != ERR_OK)
		code = cli_fault(cli, &it.cx);
	else if (clock_is_fixed() && !it.test)
		code = cli_say(cli, CLI_BAD, "--test-clock 只能用于标为测试的数据", "--test-clock works only on data marked as test");
	else
		code = *what == 'c' ? admin_create(cli, &it) : admin_reset(cli, &it);
	instance_close(&it);
	arena_reset(&mem);
	return code;
}

static enum err has_administrator(struct ctx *cx, bool *ret)
{
	TRY(store_begin(cx));
	TRY(admin_prepare(cx, DISTRICT_NAME));
	return party_account_has_administrator(cx, ret);
}

bool admin_is_there(const struct cli *cli, struct instance *it)
{
	char name[LINE_ROOM], line[LINE_ROOM] __attribute__((cleanup(wipe_line)));
	bool has = false;

	if (in_transaction(&it->cx, has_administrator(&it->cx, &has)) != ERR_OK) {
		cli_fault(cli, &it->cx);
		return false;
	}
	if (has)
		return true;
	if (!isatty(STDIN_FILENO)) {
		cli_say(cli, 0, "还没有管理员。先运行：baogong admin create --name 登录名（口令从终端或 --password-stdin 读）",
			"there is no administrator yet; run first: baogong admin create --name LOGIN (asks for the password, or reads it with --password-stdin)");
		return false;
	}
	fputs(cli->english ? "This is a new instance.  Its first administrator:\n" : "这是一套新的数据，请设第一位管理员。\n", stderr);
	if (!read_line(cli->english ? "login: " : "登录名：", false, name)
	    || !read_line(cli->english ? "password: " : "口令：", true, line))
		return false;
	if (in_transaction(&it->cx, create(&it->cx, name, line)) == ERR_OK)
		return true;
	cli_fault(cli, &it->cx);
	return false;
}
