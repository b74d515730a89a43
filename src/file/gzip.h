/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FILE_GZIP_H
#define FILE_GZIP_H
#include "base/ctx.h"
#include "base/shape.h"

/* Packs bytes; gunzip() of file/vrp.h takes them out again.  The same bytes give the same bytes. */
must_check enum err gzip(struct ctx *cx, const void *bytes, size_t n, struct bytes *ret);
#endif
