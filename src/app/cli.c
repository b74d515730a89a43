/* SPDX-License-Identifier: Apache-2.0 */
#include "app/cli.h"
#include "base/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool cli_english(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *value = getenv(names[i]);

		if (value && *value)
			return strncmp(value, "zh", 2) != 0;
	}
	return true;
}

int cli_say(const struct cli *cli, int code, const char *zh, const char *en)
{
	fprintf(stderr, "baogong: %s\n", cli->english ? en : zh);
	return code;
}

int cli_fault(const struct cli *cli, const struct ctx *cx)
{
	const struct fault *f = &cx->fault;
	bool theirs = f->code == ERR_BAD_INPUT || f->code == ERR_BAD_SYNTAX || f->code == ERR_NOT_FOUND || f->code == ERR_CONFLICT
		|| f->code == ERR_BAD_STATE || f->code == ERR_BLOCKED;

	fprintf(stderr, "baogong: %s%s%s\n", f->field, f->field[0] ? ": " : "", cli->english ? f->en : f->zh);
	if (f->code == ERR_BROKEN && f->where)
		fprintf(stderr, "baogong: (%s)\n", f->where);
	return theirs ? CLI_BAD : CLI_FAILED;
}

static int option_index(const struct cli_command *command, const char *name)
{
	for (int i = 0; command->options && command->options[i].name; i++)
		if (strcmp(command->options[i].name, name) == 0)
			return i;
	return -1;
}

const char *cli_value(const struct cli *cli, const char *option)
{
	int i = option_index(cli->command, option);

	return i < 0 ? NULL : cli->values[i];
}

bool cli_has(const struct cli *cli, const char *option) { return cli_value(cli, option) != NULL; }

bool cli_number(const struct cli *cli, const char *option, int64_t least, int64_t most, int64_t otherwise, int64_t *ret)
{
	const char *text = cli_value(cli, option);

	*ret = otherwise;
	if (!text || (text_read_i64(text, ret) && *ret >= least && *ret <= most))
		return true;
	fprintf(stderr, cli->english ? "baogong: --%s: expected a whole number from %lld to %lld, got %s\n"
		: "baogong: --%s：应为 %lld 到 %lld 的整数，收到 %s\n", option, (long long)least, (long long)most, text);
	return false;
}

static void print_command_help(const struct cli_command *c, bool english)
{
	printf("%s\n    baogong %s%s%s\n\n%s\n", english ? "usage" : "用法", c->name, c->usage ? " " : "",
	       c->usage ? c->usage : "", english ? c->en : c->zh);
	if (english ? c->long_en : c->long_zh)
		printf("\n%s\n", english ? c->long_en : c->long_zh);
	if (c->options && c->options->name)
		printf("\n%s\n", english ? "options" : "选项");
	for (const struct cli_option *o = c->options; o && o->name; o++) {
		char left[64];

		snprintf(left, sizeof left, "--%s%s%s", o->name, o->value ? " " : "", o->value ? o->value : "");
		printf("    %-22s %s\n", left, english ? o->en : o->zh);
	}
}

static void print_help(const struct cli_command *commands, bool english)
{
	printf(english ? "Baogong carries out emergency-supply plans.\n\nusage\n    baogong COMMAND [WORDS] [--option VALUE ...]\n"
			 "    baogong help COMMAND\n\ncommands\n"
		       : "保供：执行应急物资保障预案。\n\n用法\n    baogong 命令 [参数] [--选项 值 ...]\n    baogong help 命令\n\n命令\n");
	for (const struct cli_command *c = commands; c->name; c++)
		printf("    %-10s %s\n", c->name, english ? c->en : c->zh);
	printf(english ? "\nData lie in $BAOGONG_DATA, else in var/baogong.db of the project; --data says otherwise.\n"
			 "A new user starts with: baogong serve --demo\n"
		       : "\n数据在 $BAOGONG_DATA，否则在项目的 var/baogong.db；可用 --data 另指。\n第一次用：baogong serve --demo\n");
}

static const struct cli_command *find_command(const struct cli_command *commands, const char *name)
{
	for (; commands->name; commands++)
		if (strcmp(commands->name, name) == 0)
			return commands;
	return NULL;
}

static int unknown_command(const struct cli_command *commands, const char *name, bool english)
{
	const char *near = NULL;
	int best = 4;

	for (const struct cli_command *c = commands; c->name; c++)
		if (text_distance(name, c->name) < best) {
			best = text_distance(name, c->name);
			near = c->name;
		}
	fprintf(stderr, english ? "baogong: there is no command '%s'" : "baogong：没有命令“%s”", name);
	if (near)
		fprintf(stderr, english ? "; did you mean '%s'?" : "；是不是 %s？", near);
	fprintf(stderr, english ? "  (baogong help lists them)\n" : "（baogong help 列出全部）\n");
	return CLI_BAD;
}

/* "--port 80" and "--port=80". */
static int read_option(struct cli *cli, int argc, char **argv, int *at)
{
	const char *word = argv[*at] + 2, *equals = strchr(word, '=');
	char name[40];
	int i;

	snprintf(name, sizeof name, "%.*s", (int)(equals ? equals - word : (ptrdiff_t)strlen(word)), word);
	i = option_index(cli->command, name);
	if (i < 0) {
		fprintf(stderr, cli->english ? "baogong %s: there is no option --%s (baogong help %s)\n"
			: "baogong %s：没有选项 --%s（见 baogong help %s）\n", cli->command->name, name, cli->command->name);
		return CLI_BAD;
	}
	if (!cli->command->options[i].value) {
		cli->values[i] = "";
		return CLI_OK;
	}
	cli->values[i] = equals ? equals + 1 : *at + 1 < argc ? argv[++*at] : NULL;
	if (!cli->values[i]) {
		fprintf(stderr, cli->english ? "baogong %s: --%s needs a value (%s)\n" : "baogong %s：--%s 后面要有值（%s）\n",
			cli->command->name, name, cli->command->options[i].value);
		return CLI_BAD;
	}
	return CLI_OK;
}

static int run_command(const struct cli_command *command, int argc, char **argv)
{
	struct cli cli = { .command = command, .english = cli_english() };

	for (int i = 1; i < argc; i++)
		if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
			print_command_help(command, cli.english);
			return CLI_OK;
		}
	if (command->raw)
		return command->raw(argc, argv);
	for (int i = 1; i < argc; i++) {
		if (strncmp(argv[i], "--", 2) == 0 && argv[i][2]) {
			if (read_option(&cli, argc, argv, &i))
				return CLI_BAD;
		} else if (cli.n_args < command->max_args && cli.n_args < CLI_ARGS_MAX) {
			cli.args[cli.n_args++] = argv[i];
		} else {
			fprintf(stderr, cli.english ? "baogong %s: '%s' is one word too many (baogong help %s)\n"
				: "baogong %s：多了“%s”（见 baogong help %s）\n", command->name, argv[i], command->name);
			return CLI_BAD;
		}
	}
	if (cli.n_args < command->min_args) {
		print_command_help(command, cli.english);
		return CLI_BAD;
	}
	return command->run(&cli);
}

int cli_main(const struct cli_command *commands, int argc, char **argv)
{
	bool english = cli_english();
	const char *name = argc > 1 ? argv[1] : "help";
	const struct cli_command *command;

	if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
		name = "help";
	if (strcmp(name, "--version") == 0)
		name = "version";
	if (strcmp(name, "help") == 0 && argc > 2 && *argv[2] != '-') {
		command = find_command(commands, argv[2]);
		if (!command)
			return unknown_command(commands, argv[2], english);
		print_command_help(command, english);
		return CLI_OK;
	}
	if (strcmp(name, "help") == 0) {
		print_help(commands, english);
		return argc > 1 ? CLI_OK : CLI_BAD;
	}
	command = find_command(commands, name);
	return command ? run_command(command, argc - 1, argv + 1) : unknown_command(commands, name, english);
}
