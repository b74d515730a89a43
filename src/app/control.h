/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_CONTROL_H
#define APP_CONTROL_H
#include "base/ctx.h"
#include "store/readers.h"

/* How the command line reaches the server that holds a data file: an abstract
 * Unix socket named after the file's real path.  Only the server's own user and
 * root are heard.  One line asks, one line answers.
 *
 * The only thing asked is a backup: the live file may be read through its own
 * process alone (SQLite 3.40.1 has the WAL-reset bug). */
struct control;

/* Starts to listen for the file at `data_path`; readers are lent from there.
 * NULL when the path is not a file's: PostgreSQL has its own tools. */
struct control *control_start(const char *data_path, struct readers *readers);
void            control_stop(struct control *c);                /* NULL is fine */

/* Asks the server of `data_path` for a backup at `to`.  *ret_served: whether
 * there is such a server; when not, nothing was done and the answer is OK. */
must_check enum err control_backup(struct ctx *cx, const char *data_path, const char *to, bool *ret_served, const char **ret_text);
#endif
