/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_ADMIN_H
#define APP_ADMIN_H
#include "app/instance.h"

/* baogong init, admin: the district's own node and its first administrator; the
 * way back when the administrator's password is lost (on the machine itself). */
extern const struct cli_option init_options[], admin_options[];
int init_run(const struct cli *cli);
int admin_run(const struct cli *cli);

/* In a transaction: the district is there, rights are up to date.  Harmless to
 * repeat; name NULL: only if the district is there already, else NOT_FOUND. */
must_check enum err admin_prepare(struct ctx *cx, const char *name);

/* Whether somebody may administer this instance; asks on a terminal for the
 * first one.  False after having said what to do. */
bool admin_is_there(const struct cli *cli, struct instance *it);
#endif
