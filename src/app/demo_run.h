/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_DEMO_RUN_H
#define APP_DEMO_RUN_H
#include "app/instance.h"

/* baogong demo: a demo district in a new data file.  Exit 2 when there are data. */
extern const struct cli_option demo_options_list[];
int demo_run(const struct cli *cli);

/* serve --demo: fills an empty data file with the default demo, up to yesterday;
 * leaves a demo alone; false, after having said so, when other data are there. */
bool demo_is_there(const struct cli *cli, struct instance *it);

/* The addresses' second part: who can sign in, with which password. */
void demo_print_accounts(const struct cli *cli);
#endif
