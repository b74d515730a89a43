/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HTTP_OPENAPI_H
#define HTTP_OPENAPI_H
#include "base/buf.h"
#include "http/route.h"

/* OpenAPI 3.1 of all ops, from their rows and shapes alone. */
void openapi_write(struct buf *b, const struct routes *routes, const char *version);
#endif
