/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FILE_QR_H
#define FILE_QR_H
#include "base/ctx.h"

/* A QR code as its modules, for pages that draw it themselves: `side` rows of `side`
 * characters, '1' dark and '0' light, without the quiet zone (4 modules on each side,
 * which whoever draws it leaves).  BAD_INPUT for what does not fit.  Level M. */
enum { QR_TEXT_MAX = 300 };
struct qr { int64_t side; const char *modules; };
must_check enum err qr_make(struct ctx *cx, const char *text, struct qr *ret);
#endif
