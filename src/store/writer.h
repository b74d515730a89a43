/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_WRITER_H
#define STORE_WRITER_H
#include "store/store.h"

/* The batching writer: every change of the program goes through here.
 *
 * A thread owns a writing connection (SQLite: exactly one; PostgreSQL: as many
 * as given).  It takes the commands that wait, at most batch_max, and runs them
 * in one transaction; then one COMMIT, then every command is told.  A command
 * that fails is undone and the others go on: on PostgreSQL each has a savepoint;
 * on SQLite, where a savepoint copies every page that is then touched, only once
 * one of the batch has failed after it wrote something: then the batch is undone
 * and run again from its beginning, with a savepoint for each (one that is
 * alone in its batch is just undone).  When the
 * COMMIT fails, all of the batch get that failure: nobody is told "done" before
 * the disk has it, and a refusal that rested on an undone neighbour is void.
 *
 * A command that came back BUSY (deadlock, lost connection before COMMIT) runs
 * again, three times at most.  For both reasons run() must depend on its
 * arguments and the store alone.  A COMMIT without an answer is never run again: the caller gets
 * BUSY with "outcome unknown" and asks again with the same idempotency key. */
struct command {
	struct ctx *cx;                                        /* the request's own; cx->store is lent for run() */
	enum err  (*run)(struct ctx *cx, void *arg);           /* on the writer's thread; all of it counts or nothing */
	void      (*done)(struct ctx *cx, enum err e, void *arg); /* once, on the writer's thread; be quick; may free the command */
	void       *arg;

	struct command *next;                                  /* these three are the writer's */
	int             tries;
	enum err        result;
};

struct writer;

/* 0 means the usual: 256 and 4096. */
struct writer_limits { int batch_max, queue_max; };

/* Takes over the stores, which were opened for writing and migrated. */
must_check enum err writer_start(struct ctx *cx, struct store *const *stores, int n,
				 struct writer_limits limits, struct writer **ret);

/* Queues a command; it must live until done().  BUSY at once when the queue is
 * full or the writer is stopping: then done() is not called.  Any thread. */
must_check enum err writer_submit(struct writer *w, struct command *c);

/* The same, and waits for the end.  Not from run() or done(). */
must_check enum err writer_call(struct writer *w, struct ctx *cx, enum err (*run)(struct ctx *cx, void *arg), void *arg);

/* Takes nothing more, finishes what is queued, ends the threads, closes the stores.  NULL is fine. */
void writer_stop(struct writer *w);

struct writer_counts { int64_t queued, batches, commands, failed, retried; bool stopped; };
struct writer_counts writer_count(struct writer *w);   /* stopped: the disk failed, nothing is written any more */
#endif
