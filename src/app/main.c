/* SPDX-License-Identifier: Apache-2.0 */
#include "app/admin.h"
#include "app/backup_run.h"
#include "app/demo_run.h"
#include "app/describe.h"
#include "app/instance.h"
#include "app/jielong_run.h"
#include "app/route_run.h"
#include "app/serve.h"
#include "app/verify.h"
#include "base/civil.h"
#include "caps/day/day.h"
#include "caps/plan/plan_cli.h"
#include <sodium.h>
#include <stdio.h>

static int version_run(const struct cli *cli)
{
	(void)cli;
	printf("baogong %s\n", BAOGONG_VERSION);
	return CLI_OK;
}

static int day_raw(int argc, char **argv)
{
	return day_main(argc, argv, civil_day_of(clock_now_ms(false)), cli_english());
}

static const struct cli_command commands[] = {
	{ .name = "serve", .usage = "[--data FILE|URL] [--port N] [--host ADDRESS]",
	  .zh = "启动服务", .en = "run the server", .options = serve_options, .run = serve_run,
	  .long_zh = "打开数据（没有就新建），升级到本版本的结构，在 http://127.0.0.1:8080 提供接口。\n"
		     "收到 SIGTERM 或 Ctrl-C 后先办完手头的请求再停。访问日志写到标准错误，每行一个 JSON，不含个人信息。",
	  .long_en = "Opens the data (or makes them), brings them to this version's structure and serves the API at\n"
		     "http://127.0.0.1:8080.  SIGTERM or Ctrl-C: finishes what is under way, then stops.  The access log goes\n"
		     "to standard error, one JSON object per line, without personal data." },
	{ .name = "demo", .usage = "[--data FILE|URL] [--households N] [--seed S] [--date YYYY-MM-DD]",
	  .zh = "在空的数据里装入演示区县", .en = "fill empty data with a demo district", .options = demo_options_list, .run = demo_run,
	  .long_zh = "杭州市钱塘区真实的街道、社区和区划代码；坐标、人口、单位、库存、需求都由种子生成，并标明“演示”。\n"
		     "已有数据的一律拒绝（退出码 2）。同一种子、户数、日期：内容和总账链头完全相同。\n\n"
		     "    baogong demo --data var/big.db --households 100000 --seed 7",
	  .long_en = "The real subdistricts, communities and codes of Qiantang district, Hangzhou; coordinates, people, units,\n"
		     "stock and requests are drawn from a seed and marked 演示.  Data that are there are refused (exit 2).\n"
		     "Same seed, households and date: the same content and the same head of the ledger.\n\n"
		     "    baogong demo --data var/big.db --households 100000 --seed 7" },
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
	{ .name = "day", .usage = "PLAN IN_DIR OUT_DIR [--date YYYY-MM-DD] [--threads N]",
	  .zh = "不开服务，算完一天：分配、调拨、账、日报", .en = "run a whole day from files: allocation, dispatch, ledger, reports",
	  .long_zh = "输入文件夹里有 places、items、stock、requests 四张表（.csv 或 .xlsx）；输出文件夹写入 allocation.csv、\n"
		     "dispatch.csv、ledger.csv、summary.json、daily-report.xlsx 和 .pdf，整个换掉。各列和规则见 docs/day.md。\n"
		     "--date 年-月-日：哪一天，此前过期的库存不发（默认今天）；--threads 1 到 64：结果与它无关。\n"
		     "返回值：0 完成；2 输入有错（标准错误逐格写 文件:行:列: 值: 原因，什么都不写）；1 故障。",
	  .long_en = "IN_DIR holds places, items, stock and requests, each as .csv or .xlsx; OUT_DIR becomes allocation.csv,\n"
		     "dispatch.csv, ledger.csv, summary.json, daily-report.xlsx and .pdf, and is replaced as a whole.\n"
		     "docs/day.md has the columns and the rules.  --date YYYY-MM-DD: stock that expired before it is not issued\n"
		     "(today).  --threads 1 to 64: the result does not depend on it.  Exit: 0 done, 2 bad input\n"
		     "(file:row:column: value: reason on standard error, nothing written), 1 failure.",
	  .raw = day_raw },
	{ .name = "jielong", .usage = "--json [--lines] < TEXT",
	  .zh = "读群接龙：每行是谁家、要什么", .en = "read a group-chat order list: whose door, what is wanted", .options = jielong_options, .run = jielong_run,
	  .long_zh = "从标准输入读群里复制的接龙文字（UTF-8 或 GB18030），每行输出一个 JSON 对象：\n"
		     "{\"line\",\"action\":\"add|change|cancel|ignore\",\"address\":[{\"building\",\"unit\",\"room\"}],\"name\",\"phone\",\n"
		     "\"items\":[{\"name\",\"qty\",\"unit\"}],\"remark\",\"confidence\",\"why\"}。重发的接龙只认最新一版；旧版各行和续行为 ignore，\n"
		     "of 指明归哪一行；新版里没有了的另出一个 cancel。--lines：每行单独看。\n\n"
		     "    baogong jielong --json < 接龙.txt",
	  .long_en = "Reads text copied from a chat group (UTF-8 or GB18030) from standard input; one JSON object per line:\n"
		     "{\"line\",\"action\":\"add|change|cancel|ignore\",\"address\":[{\"building\",\"unit\",\"room\"}],\"name\",\"phone\",\n"
		     "\"items\":[{\"name\",\"qty\",\"unit\"}],\"remark\",\"confidence\",\"why\"}.  Of a re-posted list the newest copy counts:\n"
		     "lines of older copies and continuation lines are ignore, `of` says whose; what vanished gives an extra cancel.\n"
		     "--lines: every line on its own.\n\n"
		     "    baogong jielong --json < list.txt" },
	{ .name = "route", .usage = "FILE [--time S|--iterations N] [--seed N] [--out FILE.sol] | check FILE SOL", .min_args = 1, .max_args = 3,
	  .zh = "给车辆排线路；核对线路方案", .en = "plan vehicle routes; check a plan of routes", .options = route_options, .run = route_run,
	  .long_zh = "读 CVRPLIB/TSPLIB .vrp、VRPTW .vrp、Solomon 与 Gehring-Homberger .txt，也可 .gz。标准输出一行：\n"
		     "cost N routes M seconds S iterations I，给了 --bks 时再加 gap G（百分比）。各种文件的单位见 docs/routing.md。\n"
		     "check  另用一套代码核对方案：0 合规并给出费用；1 逐条列出违规；2 读不了。\n\n"
		     "    baogong route X-n101-k25.vrp --time 10 --out plan.sol\n"
		     "    baogong route check X-n101-k25.vrp plan.sol\n"
		     "    baogong route 一天.json --roads 路网.osm.gz --out 方案.json",
	  .long_en = "Reads CVRPLIB/TSPLIB .vrp, VRPTW .vrp, Solomon and Gehring-Homberger .txt, also as .gz.  One line on standard\n"
		     "output: cost N routes M seconds S iterations I, with --bks also gap G (percent).  docs/routing.md has the units\n"
		     "of each kind of file.\n"
		     "check  verifies a plan with code of its own.  Exit: 0 and the cost; 1 each violation; 2 unreadable.\n\n"
		     "    baogong route X-n101-k25.vrp --time 10 --out plan.sol\n"
		     "    baogong route check X-n101-k25.vrp plan.sol\n"
		     "    baogong route day.json --roads streets.osm.gz --out plan.json" },
	{ .name = "plan", .usage = "check [--strict] FILE... | explain FILE [RULE] | diff OLD NEW",
	  .zh = "检查、解释、比较预案文件", .en = "check, explain and compare plan files", .raw = plan_main,
	  .long_zh = "check    逐条报错：文件:行:列: 现在写的: 应该怎样；一次报全。退出码 0 无误，2 有错，--strict 时有警告为 1。\n"
		     "explain  用整句话说出预案（或其中一条规则）会怎样办。\n"
		     "diff     两个版本有哪些不同。\n\n"
		     "    baogong plan check plans/d7-reserve.yaml",
	  .long_en = "check    every mistake at once: file:line:column: what was found: what was expected.  Exit code 0 clean,\n"
		     "         2 mistakes, 1 warnings under --strict.\n"
		     "explain  what the plan, or one rule of it, will do, in sentences.\n"
		     "diff     what two versions do differently.\n\n"
		     "    baogong plan check plans/d7-reserve.yaml" },
	{ .name = "verify", .usage = "[--quick] [--json] FILE|URL",
	  .zh = "核验一份数据：哪一个值被改过、缺了哪一行", .en = "prove data sound, or name every changed value",
	  .long_zh = "检查每个区的散列链、编号、每笔记账后的余额、各批次货主专款的平衡、冲销、到期、结账、签章和每张单据。\n"
		     "每个问题占标准输出一行：表:编号:列: 原因。--quick 只查最后一万笔和现有余额；--json 输出一个 JSON 对象。\n"
		     "正由服务器使用的文件请用 GET /api/v1/ledger/verify 核验。返回值：0 完好；1 有误；2 读不了。",
	  .long_en = "Checks every district's hash chain, numbers, the balance after each posting, the sums per lot, owner and\n"
		     "fund, reversals, expiry, closed days, seals and every document.  One line of standard output per finding:\n"
		     "table:id:column: reason.  --quick: only the last 10,000 entries and the present balances; --json: one JSON\n"
		     "object.  A file that a server is using: GET /api/v1/ledger/verify.  Exit: 0 sound, 1 broken, 2 unreadable.",
	  .raw = verify_main },
	{ .name = "backup", .usage = "TO [--data FILE]", .min_args = 1, .max_args = 1,
	  .zh = "备份数据文件，服务不必停", .en = "back up a data file, also while it is served", .options = backup_options, .run = backup_run,
	  .long_zh = "写出某一时刻的完整数据文件 TO 和校验值 TO.sha256（sha256sum -c 可核对）。写完读回检查过才算成功；\n"
		     "从不覆盖已有文件。服务正在使用的文件由服务自己备份，写入照常进行。\n\n"
		     "    baogong backup /srv/backup/$(date +%F).db",
	  .long_en = "Writes a whole data file TO, as of one moment, and its digest TO.sha256 (sha256sum -c reads it).  It has\n"
		     "been read back and checked before this ends well; nothing existing is overwritten.  A file in use is\n"
		     "backed up by its own server while writes go on.\n\n"
		     "    baogong backup /srv/backup/$(date +%F).db" },
	{ .name = "restore", .usage = "FROM [--data FILE]", .min_args = 1, .max_args = 1,
	  .zh = "从备份恢复成新的数据文件", .en = "make a new data file from a backup", .options = backup_options, .run = restore_run,
	  .long_zh = "核对 FROM 的校验值、结构和引用，然后写成新的数据文件；损坏的备份、没有校验值的备份、已有的数据文件都会拒绝。\n\n"
		     "    baogong restore /srv/backup/2026-11-21.db --data var/again.db && baogong verify var/again.db",
	  .long_en = "Checks digest, structure and references of FROM, then writes the new data file.  Refused: a damaged\n"
		     "backup, a missing digest, a data file that exists.\n\n"
		     "    baogong restore /srv/backup/2026-11-21.db --data var/again.db && baogong verify var/again.db" },
	{ .name = "openapi", .zh = "打印接口说明（OpenAPI 3.1）", .en = "print the API's description (OpenAPI 3.1)", .run = describe_run },
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
