/* SPDX-License-Identifier: Apache-2.0 */
#include "app/backup_run.h"
#include "app/control.h"
#include "app/instance.h"
#include "store/backup.h"
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

const struct cli_option backup_options[] = {
	{ "data", "FILE", "数据文件", "data file" },
	{ 0 },
};

/* The server may run in another directory. */
static const char *absolute(struct arena *mem, const char *path)
{
	char here[PATH_MAX];

	return *path == '/' || !getcwd(here, sizeof here) ? path : arena_print(mem, "%s/%s", here, path);
}

/* No server: the file is opened here, which also keeps others away meanwhile. */
static enum err back_up_alone(struct ctx *cx, const char *url, const char *to, const char **ret_text)
{
	struct instance it;
	struct store *reader = NULL;
	struct backup_info info;
	enum err e = instance_open(&it, url);

	if (e) {
		cx->fault = it.cx.fault;
		instance_close(&it);
		return e;
	}
	e = store_open(cx, url, STORE_READ, &reader);
	cx->store = reader;
	if (!e)
		e = store_backup(cx, to, &info);
	if (reader)
		store_close(reader);
	cx->store = NULL;
	instance_close(&it);
	if (!e)
		*ret_text = arena_print(&cx->mem, "%lld bytes, SHA-256 %s", (long long)info.bytes, info.sha256);
	return e;
}

static enum err back_up(struct ctx *cx, const struct cli *cli, const char **ret_text)
{
	const char *url = instance_url(cli, &cx->mem), *to = absolute(&cx->mem, cli->args[0]);
	bool served;

	if (strncmp(url, "postgres", 8) == 0)
		return fail(cx, ERR_BLOCKED, NULL, "PostgreSQL 用它自己的工具备份：pg_basebackup 或 pg_dump",
			    "PostgreSQL is backed up by its own tools: pg_basebackup or pg_dump");
	if (access(strncmp(url, "sqlite:", 7) == 0 ? url + 7 : url, F_OK) != 0)
		return fail(cx, ERR_NOT_FOUND, NULL, "没有数据文件 %s", "there is no data file %s", url);
	TRY(control_backup(cx, url, to, &served, ret_text));
	return served ? ERR_OK : back_up_alone(cx, url, to, ret_text);
}

static int end(const struct cli *cli, struct ctx *cx, enum err e, const char *text)
{
	int code = CLI_OK;

	if (e)
		code = cli_fault(cli, cx);
	else
		printf("%s: %s\n", cli->args[0], text);
	arena_reset(&cx->mem);
	return code;
}

int backup_run(const struct cli *cli)
{
	struct ctx cx = { .now_ms = clock_now_ms(false), .district_id = DISTRICT_DEFAULT, .random = clock_random };
	const char *text = "";
	enum err e = back_up(&cx, cli, &text);

	return end(cli, &cx, e, text);
}

int restore_run(const struct cli *cli)
{
	struct ctx cx = { .now_ms = clock_now_ms(false), .district_id = DISTRICT_DEFAULT, .random = clock_random };
	struct backup_info info;
	const char *url = instance_url(cli, &cx.mem), *text = "";
	enum err e = strncmp(url, "postgres", 8) == 0
		? fail(&cx, ERR_BLOCKED, NULL, "PostgreSQL 用它自己的工具恢复", "PostgreSQL is restored by its own tools")
		: store_restore(&cx, cli->args[0], strncmp(url, "sqlite:", 7) == 0 ? url + 7 : url, &info);

	if (!e)
		text = arena_print(&cx.mem, "%s %s, %lld bytes", cli->english ? "restored as" : "已恢复为", url, (long long)info.bytes);
	return end(cli, &cx, e, text);
}
