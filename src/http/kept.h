/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HTTP_KEPT_H
#define HTTP_KEPT_H
#include "http/dispatch.h"

/* Answers that are the same for everybody (ops with OP_SHARED), kept for
 * KEPT_MS: a crowd costs one run of the op a minute, on the socket thread and
 * without a reader.  By the address as sent; at most KEPT_MAX of them, the oldest
 * goes; nothing that depends on who asks may have that flag.  Shared by threads. */

enum { KEPT_MS = 60 * 1000, KEPT_MAX = 24, KEPT_ADDRESS_MAX = 200, KEPT_BODY_MAX = 1024 * 1024 };

struct kept;
struct kept *kept_new(void);
void         kept_free(struct kept *k);

/* True: answered, texts and body in mem. */
bool kept_answer(struct kept *k, const struct request *req, int64_t now_ms, struct arena *mem, struct answer *ret);

/* Keeps a good answer to a GET; others are passed over. */
void kept_put(struct kept *k, const struct request *req, const struct answer *a, int64_t now_ms);
#endif
