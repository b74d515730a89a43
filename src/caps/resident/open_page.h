/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_RESIDENT_OPEN_PAGE_H
#define CAPS_RESIDENT_OPEN_PAGE_H
#include "base/ctx.h"
#include "base/shape.h"

/* What the code at the gate opens: a page without script, for browsers too old for
 * the app.  It tells what anybody with the link may know and nothing of who lives
 * there.  NOT_FOUND for a link that has ended. */
enum { OPEN_OFFERS_MAX = 10 };
extern const char *const open_languages[];          /* "zh", "en", NULL */
struct open_ask { int64_t lang; const char *link; };
struct open_file { struct bytes body; const char *type, *name; };
must_check enum err open_page(struct ctx *cx, const struct open_ask *ask, struct open_file *ret);
#endif
