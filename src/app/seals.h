/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_SEALS_H
#define APP_SEALS_H
#include "caps/ledger/seal.h"
#include "store/writer.h"

/* The key that signs the ledger's heads, and the job that does it every hour.
 *
 * The key lies beside the data: FILE.seal-key for a data file; for a database
 * $BAOGONG_SEAL_KEY names the file.  It is made when it is not there; without a
 * file the ledger goes unsealed and serve says so. */
must_check enum err seals_key(struct ctx *cx, const char *url, struct seal_key *ret, bool *ret_there);

struct seals;
must_check enum err seals_start(struct ctx *cx, const struct seal_key *key, struct writer *writer, struct seals **ret);
void                seals_stop(struct seals *s);               /* NULL is fine */
#endif
