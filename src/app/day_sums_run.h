/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_DAY_SUMS_RUN_H
#define APP_DAY_SUMS_RUN_H
#include "store/readers.h"
#include "store/writer.h"

/* The job that sums up what finished days moved (caps/ledger/day_sums.h), so that reports over many days read those
 * sums.  A minute after the start, then once an hour, it does every finished day that has none yet: each is worked out
 * on a reader, while others write, and kept by one short command. */
struct day_sums_job;
must_check enum err day_sums_start(struct ctx *cx, struct readers *readers, struct writer *writer, struct day_sums_job **ret);
void                day_sums_stop(struct day_sums_job *d);     /* NULL is fine */
#endif
