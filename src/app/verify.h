/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_VERIFY_H
#define APP_VERIFY_H

/* baogong verify [--json] [--quick] FILE|URL : 0 sound, 1 broken, 2 unreadable.
 * Findings go to standard output as `table:id:column: reason`. */
int verify_main(int argc, char **argv);
#endif
