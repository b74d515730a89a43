/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_CHECKS_H
#define APP_CHECKS_H
#include "base/buf.h"
#include "store/readers.h"

/* The server proves its own data sound while it serves: a quick verify shortly
 * after the start and every hour, on a reader, so that nothing waits for it.
 * What it finds goes to the log and to /metrics; an alarm belongs on
 * baogong_invariant_breaks above 0 and on baogong_verified_age_seconds.  The same
 * thread does the full check when an auditor asks for it (verify_desk.h). */
struct checks;
struct verify_desk;
struct verify_result;
struct finding;
/* What capabilities prove of their own books: for verify_options.rooms. */
extern enum err (*const room_proofs[])(struct ctx *cx, struct finding **ret, size_t *ret_n);
must_check enum err checks_start(struct ctx *cx, struct readers *readers, struct checks **ret);
const struct verify_desk *checks_desk(struct checks *c);       /* lives as long as the checks */
/* That quick verify, once: the last entries, present balances, every document with its kind's own fields. */
must_check enum err checks_quick(struct ctx *cx, struct verify_result *ret);
void                checks_stop(struct checks *c);             /* NULL is fine */
void                checks_metrics(struct buf *b, int64_t now_ms);
#endif
