/* SPDX-License-Identifier: Apache-2.0 */
#include "app/describe.h"
#include "app/wiring.h"
#include "http/openapi.h"
#include <stdio.h>

int describe_run(const struct cli *cli)
{
	struct ctx cx = { 0 };
	struct dispatch *d = arena_new(&cx.mem, sizeof *d);
	struct buf text = BUF(&cx.mem);
	int code = CLI_OK;

	if (wiring_fill(&cx, d) != ERR_OK) {
		code = cli_fault(cli, &cx);
	} else {
		openapi_write(&text, &d->routes, BAOGONG_VERSION);
		puts(buf_get(&text));
	}
	wiring_end(d);
	arena_reset(&cx.mem);
	return code;
}
