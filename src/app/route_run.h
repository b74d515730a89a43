/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_ROUTE_RUN_H
#define APP_ROUTE_RUN_H
#include "app/cli.h"

/* baogong route FILE, and baogong route check FILE SOL. */
extern const struct cli_option route_options[];
int route_run(const struct cli *cli);
#endif
