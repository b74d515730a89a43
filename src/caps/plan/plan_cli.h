/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PLAN_PLAN_CLI_H
#define CAPS_PLAN_PLAN_CLI_H

/* baogong plan check [--strict] FILE... | explain FILE [RULE] | diff OLD NEW
 * argv[0] is "plan".  Exit: 0 clean, 1 warnings under --strict (or an internal
 * failure), 2 mistakes or a file that cannot be read; of diff: 0 the same, 1
 * different, 2 unreadable.  Mistakes go to standard error, one a line:
 * FILE:LINE:COLUMN: error E38 what was found: what was expected */
int plan_main(int argc, char **argv);
#endif
