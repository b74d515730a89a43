/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_CLI_H
#define APP_CLI_H
#include "base/ctx.h"

/* The command line: one row per command, one row per option; parsing and help
 * come from the rows.  A command that is not built in is not in the table.
 * Exit codes: 0 done, 1 failed, 2 asked wrongly or bad input. */
enum { CLI_OK = 0, CLI_FAILED = 1, CLI_BAD = 2, CLI_OPTIONS_MAX = 16, CLI_ARGS_MAX = 16 };

struct cli_option { const char *name, *value, *zh, *en; };     /* value NULL: a switch; else a word for it, "FILE" */

struct cli {
	const struct cli_command *command;
	bool        english;
	const char *values[CLI_OPTIONS_MAX];       /* in the order of the command's options; "" a switch that is on */
	const char *args[CLI_ARGS_MAX];
	int         n_args;
};

struct cli_command {
	const char *name, *usage;                  /* "serve", "[--data FILE|URL] [--port N]" */
	const char *zh, *en;                       /* one line */
	const char *long_zh, *long_en;             /* paragraphs; NULL: the one line says it */
	const struct cli_option *options;          /* ended by a zero row; NULL: none */
	int min_args, max_args;
	int (*run)(const struct cli *cli);
	int (*raw)(int argc, char **argv);         /* instead of run: reads its words itself, argv[0] is the command */
};

int         cli_main(const struct cli_command *commands, int argc, char **argv);
const char *cli_value(const struct cli *cli, const char *option);      /* NULL when not given */
bool        cli_has(const struct cli *cli, const char *option);

/* A whole number between two limits; false after having said what is wrong. */
bool cli_number(const struct cli *cli, const char *option, int64_t least, int64_t most, int64_t otherwise, int64_t *ret);

/* One sentence in the person's language, to stderr; returns `code`. */
int  cli_say(const struct cli *cli, int code, const char *zh, const char *en);
int  cli_fault(const struct cli *cli, const struct ctx *cx);           /* says the fault; CLI_BAD or CLI_FAILED */

/* Chinese when the environment says so (LC_ALL, LC_MESSAGES, LANG), else English. */
bool cli_english(void);
#endif
