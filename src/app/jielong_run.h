/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_JIELONG_RUN_H
#define APP_JIELONG_RUN_H
#include "app/cli.h"

/* baogong jielong: standard input read as a chat list, one JSON object per line. */
extern const struct cli_option jielong_options[];
int jielong_run(const struct cli *cli);
#endif
