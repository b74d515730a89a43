/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_RETENTION_H
#define APP_RETENTION_H
#include "base/ctx.h"
#include "store/writer.h"

/* The job that forgets personal data whose time is over: names, phones and needs of
 * households that moved away, phones of residents, what individual needs say, photos of
 * complaints.  Kept RETENTION_DAYS after the end (photos
 * COMPLAINT_PHOTO_DAYS), or as long as the plans in force keep
 * such data (`retention` of contacts, health, documents) where that is shorter.  Each
 * capability knows what of its own is personal; this only says from when.
 *
 * Runs when the server starts and every hour after it, on the writer; what it forgot goes
 * into the audit log with the number of records, and a run that finds nothing writes
 * nothing.  Documents, orders and the ledger hold no names and stay. */
enum { RETENTION_DAYS = 30, RETENTION_DAYS_MAX = 3650, RETENTION_EVERY_S = 3600 };
void retention_run(const struct ctx *base, struct writer *writer, int64_t days);
/* The same inside a transaction, for tests. */
must_check enum err retention_forget(struct ctx *cx, int64_t days, int64_t *ret_n);
#endif
