/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_DEADLINES_H
#define APP_DEADLINES_H
#include "base/ctx.h"
#include "store/writer.h"

/* The job that takes the time-outs of documents: twice a minute it looks for
 * those whose time the plan has run out, and takes each one's time-out step as
 * the system, in a command of its own, so that one that is refused (goods still
 * on order) holds up no other.  Every hour it has personal data forgotten whose time
 * is over (app/retention.h). */
struct deadlines;
must_check enum err deadlines_start(struct ctx *cx, struct writer *writer, int64_t keep_days, struct deadlines **ret);
void                deadlines_stop(struct deadlines *d);       /* NULL is fine */
#endif
