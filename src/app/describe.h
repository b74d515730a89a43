/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_DESCRIBE_H
#define APP_DESCRIBE_H
#include "app/cli.h"

/* Prints the OpenAPI description that a server of this program would give;
 * needs no data.  Types of the pages are made from it. */
int describe_run(const struct cli *cli);
#endif
