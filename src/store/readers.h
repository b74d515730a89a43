/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_READERS_H
#define STORE_READERS_H
#include "store/store.h"

/* A fixed number of reading connections, lent to one thread at a time.
 *
 * Between store_begin and store_rollback a reader sees one unmoving snapshot.
 * SQLite readers never write and never checkpoint; open the writing connection
 * first, in the same process.  Ending a read is store_rollback: there is nothing
 * to commit.  readers_give does it, should it have been forgotten. */
struct readers;

must_check enum err readers_open(struct ctx *cx, const char *url, int n, struct readers **ret);
void                readers_close(struct readers *r);       /* all must have been given back; NULL is fine */

/* Sets cx->store.  Waits at most wait_ms for one to come free, then BUSY. */
must_check enum err readers_take(struct ctx *cx, struct readers *r, int wait_ms);
void                readers_give(struct ctx *cx, struct readers *r);   /* cx->store goes back and becomes NULL */
#endif
