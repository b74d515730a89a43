/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

/* Errors: one kind, one field, one sentence.
 *
 * Functions that can fail return `enum err` and are `must_check`.  Whoever
 * notices fills ctx->fault with fail() (base/ctx.h); nobody in between rewrites
 * it, and only the dispatcher or main() shows or logs it. */

enum err {
#define ERR(name, http, zh, en) ERR_##name,
#include "base/err.def"
#undef ERR
	ERR_COUNT
};

#define must_check __attribute__((warn_unused_result))

enum { FAULT_FIELD_MAX = 120, FAULT_TEXT_MAX = 480 };

/* Why the current call failed, in both languages: a sentence with the numbers
 * in it that tells a person what to do. */
struct fault {
	enum err    code;
	char        field[FAULT_FIELD_MAX];  /* input field at fault ("lines[2].qty"), or "" */
	const char *where;                   /* file:line, for the log, never for the caller */
	char        zh[FAULT_TEXT_MAX], en[FAULT_TEXT_MAX];
};

int         err_http(enum err code);       /* HTTP status */
const char *err_slug(enum err code);       /* "SHORT_STOCK" */
const char *err_title_zh(enum err code);
const char *err_title_en(enum err code);

/* The only macro in this code base that hides a return. */
#define TRY(call) \
	do { enum err try_err_ = (call); if (try_err_) return try_err_; } while (0)

#endif
