/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_ROUTE_RICH_H
#define APP_ROUTE_RICH_H
#include "app/cli.h"
#include "app/route_file.h"

/* The rich model behind the command: from a .vrp file, refusals and violations in words. */
must_check enum err route_rich_from_vrp(struct ctx *cx, const struct vrp *v, struct routing_rich *ret);

/* Places by the names a person knows them by; NULL names: by number. */
struct route_names { const char *const *place, *const *vehicle; };

void route_rich_say_refusal(const struct cli *cli, const struct route_names *names, const struct rich_refusal *r);
void route_rich_say_violation(const struct cli *cli, const struct route_names *names, const struct rich_violation *v);
#endif
