/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_BACKUP_RUN_H
#define APP_BACKUP_RUN_H
#include "app/cli.h"

/* baogong backup TO, restore FROM: whole, checked copies of a data file, also
 * while a server holds it. */
extern const struct cli_option backup_options[];
int backup_run(const struct cli *cli);
int restore_run(const struct cli *cli);
#endif
