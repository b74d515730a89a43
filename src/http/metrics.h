/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HTTP_METRICS_H
#define HTTP_METRICS_H
#include "base/buf.h"
#include "http/route.h"

/* Counts of what was asked and how it went, in Prometheus' text form. */
struct metrics;
struct metrics *metrics_new(const struct routes *routes);
void            metrics_free(struct metrics *m);

/* route NULL: what is no op.  Any thread. */
void metrics_count(struct metrics *m, const struct route *route, int status, int64_t took_us, bool replayed);
void metrics_write(struct metrics *m, struct buf *b);
void metrics_line(struct buf *b, const char *name, const char *type, const char *help, int64_t value);
#endif
