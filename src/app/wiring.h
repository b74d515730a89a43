/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_WIRING_H
#define APP_WIRING_H
#include "http/dispatch.h"

/* Joins the capabilities to http: their op tables, who is asking, the audit log,
 * parsed plans.  wiring_end() frees those, once nothing runs any more. */
must_check enum err wiring_fill(struct ctx *cx, struct dispatch *d);
void                wiring_end(struct dispatch *d);
#endif
