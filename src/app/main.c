/* SPDX-License-Identifier: Apache-2.0 */
#include "app/admin.h"
#include "app/serve.h"
#include <sodium.h>
#include <stdio.h>

static int version_run(const struct cli *cli)
{
	(void)cli;
	printf("baogong %s\n", BAOGONG_VERSION);
	return CLI_OK;
}

static const struct cli_command commands[] = {
	{ .name = "serve", .usage = "[--data FILE|URL] [--port N] [--host ADDRESS]",
	  .zh = "启动服务", .en = "run the server", .options = serve_options, .run = serve_run,
	  .long_zh = "打开数据（没有就新建），升级到本版本的结构，在 http://127.0.0.1:8080 提供接口。\n"
		     "收到 SIGTERM 或 Ctrl-C 后先办完手头的请求再停。访问日志写到标准错误，每行一个 JSON，不含个人信息。",
	  .long_en = "Opens the data (or makes them), brings them to this version's structure and serves the API at\n"
		     "http://127.0.0.1:8080.  SIGTERM or Ctrl-C: finishes what is under way, then stops.  The access log goes\n"
		     "to standard error, one JSON object per line, without personal data." },
	{ .name = "init", .usage = "[--data FILE|URL] [--district CODE --name NAME]",
	  .zh = "建立一套空的数据", .en = "make empty data for a district", .options = init_options, .run = init_run,
	  .long_zh = "建立数据文件和区县节点；已有的数据只升级结构，不作其他改动。", 
	  .long_en = "Makes the data file and the district's own node.  Data that are there already are only brought to this\n"
		     "version's structure." },
	{ .name = "admin", .usage = "create|reset --name LOGIN [--password-stdin]", .min_args = 1, .max_args = 1,
	  .zh = "第一位管理员；找回管理员口令", .en = "the first administrator; a lost administrator password",
	  .options = admin_options, .run = admin_run,
	  .long_zh = "create  设第一位管理员（已有管理员时拒绝）。\n"
		     "reset   给一个账号发一次性口令，结束它的全部会话；只能在这台机器上做，服务要先停。\n\n"
		     "    printf '%s\\n' \"$PASSWORD\" | baogong admin create --name li --password-stdin",
	  .long_en = "create  makes the first administrator (refused when there is one).\n"
		     "reset   gives an account a one-time password and ends its sessions; works on this machine alone, with the\n"
		     "        server stopped.\n\n"
		     "    printf '%s\\n' \"$PASSWORD\" | baogong admin create --name li --password-stdin" },
	{ .name = "version", .zh = "版本", .en = "the version", .run = version_run },
	{ .name = "help", .usage = "[COMMAND]", .zh = "帮助", .en = "help on a command" },
	{ 0 },
};

int main(int argc, char **argv)
{
	if (sodium_init() < 0) {
		fputs("baogong: libsodium did not start\n", stderr);
		return CLI_FAILED;
	}
	return cli_main(commands, argc, argv);
}
