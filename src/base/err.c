/* SPDX-License-Identifier: Apache-2.0 */
#include "base/err.h"

static const struct { const char *slug; int http; const char *zh, *en; } errs[ERR_COUNT] = {
#define ERR(name, http, zh, en) [ERR_##name] = { #name, http, zh, en },
#include "base/err.def"
#undef ERR
};

int err_http(enum err code) { return errs[code].http; }
const char *err_slug(enum err code) { return errs[code].slug; }
const char *err_title_zh(enum err code) { return errs[code].zh; }
const char *err_title_en(enum err code) { return errs[code].en; }
