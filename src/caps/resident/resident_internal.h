/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_RESIDENT_INTERNAL_H
#define CAPS_RESIDENT_INTERNAL_H
#include "caps/resident/resident.h"

/* Shared by the files of this folder only. */

/* `n` characters drawn from `alphabet`. */
const char *resident_draw(struct ctx *cx, const char *prefix, const char *alphabet, size_t n);
const char *resident_digest(struct ctx *cx, const char *secret);        /* SHA-256, hex */

/* The place an open link leads to; NOT_FOUND in words for people. */
must_check enum err resident_link_place(struct ctx *cx, const char *token, struct place *ret);

/* A session for one more phone of the household; sets cx->answer_session. */
enum resident_how { BY_ROSTER = 1, BY_WORKER, BY_CODE };
must_check enum err resident_phone_open(struct ctx *cx, int64_t household_id, enum resident_how how, int64_t *ret_until_ms);

/* Wrong tries by `who` within the last `window_ms`. */
must_check enum err resident_tries(struct ctx *cx, const char *who, int64_t window_ms, int64_t *ret);
must_check enum err resident_count_try(struct ctx *cx, const char *who, int64_t window_ms);
#endif
