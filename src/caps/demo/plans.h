/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_DEMO_PLANS_H
#define CAPS_DEMO_PLANS_H
#include <stddef.h>

/* Plans d2, d7 and s3 as they stood in plans/ when the program was built (tools/embed.py),
 * so that the demo needs no other file.  Ended by a row of NULLs. */
struct demo_plan { const char *name, *text; };
extern const struct demo_plan demo_plans[];
#endif
