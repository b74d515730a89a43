/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_LEDGER_SEAL_H
#define CAPS_LEDGER_SEAL_H
#include "caps/ledger/ledger.h"

/* Seals: signed heads of a district's chain (reliability I4), hourly and at each
 * close of a day.  Seals form a chain of their own: each signs the one before.
 *
 * The private key (Ed25519, 32-byte seed in hex) lies in a file beside the data,
 * mode 0600, and is read by app/; the public key stands in ledger_seal_key and
 * is exported to whoever wants to check.  A copy of one seal outside proves that
 * nothing up to its seq was changed afterwards, even by the administrator. */
enum { SEAL_SEED_BYTES = 32, SEAL_KEY_ID_HEX = 17, SEAL_SIGNATURE_HEX = 129, SEAL_PUBLIC_HEX = 65 };
struct seal_key { uint8_t secret[64]; char key_id[SEAL_KEY_ID_HEX], public_key[SEAL_PUBLIC_HEX]; };

void                seal_key_from_seed(const uint8_t seed[static SEAL_SEED_BYTES], struct seal_key *ret);
/* Reads the key file, or makes it when it is not there (0600, never overwritten).  Refuses one others may read. */
must_check enum err seal_key_file(struct ctx *cx, const char *path, struct seal_key *ret);

struct ledger_sealed { int64_t seal_no, seq, sealed_ms, closes_day; char hash[SHA256_HEX], key_id[SEAL_KEY_ID_HEX], signature[SEAL_SIGNATURE_HEX]; };

/* Signs the head.  When nothing has happened since the last seal, returns that one. */
must_check enum err ledger_seal(struct ctx *cx, const struct seal_key *key, struct ledger_sealed *ret);

/* Closes a day that is over (and all before it) and seals.  From then on nothing
 * may be said to have happened on it; corrections happen later.  BAD_STATE. */
must_check enum err ledger_close_day(struct ctx *cx, const struct seal_key *key, int64_t day, struct ledger_sealed *ret);

/* First moment that is still open, ms; 0 when no day was ever closed. */
must_check enum err ledger_open_from(struct ctx *cx, int64_t *ret_ms);
must_check enum err ledger_seals(struct ctx *cx, int64_t after_no, size_t limit, struct ledger_sealed **ret, size_t *ret_n);
#endif
