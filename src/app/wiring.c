/* SPDX-License-Identifier: Apache-2.0 */
#include "app/wiring.h"
#include "app/instance.h"
#include "caps.gen.h"

enum err wiring_fill(struct ctx *cx, struct dispatch *d)
{
	d->district_id = cx->district_id;
	d->ids = cx->ids;
	d->random = cx->random;
	d->now_ms = clock_now_ms;
	return routes_build(cx, all_ops, &d->routes);
}
