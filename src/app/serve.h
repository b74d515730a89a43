/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_SERVE_H
#define APP_SERVE_H
#include "app/cli.h"

/* baogong serve: opens the data, starts writer, readers and server, waits for
 * SIGTERM or SIGINT, finishes what is under way. */
extern const struct cli_option serve_options[];
int serve_run(const struct cli *cli);
#endif
