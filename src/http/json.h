/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HTTP_JSON_H
#define HTTP_JSON_H
#include "base/buf.h"
#include "base/ctx.h"
#include "base/shape.h"

/* Structs as JSON, by shape (the other direction is http/decode.h).  Optional
 * fields that are absent are left out; ids, days, times, money and words are
 * strings; order is the shape's, so that the same struct gives the same bytes. */

enum json_how { JSON_ALL, JSON_NO_SECRETS };     /* NO_SECRETS leaves secret fields and BYTES out */

void json_write(struct buf *b, const struct shape *shape, const void *from, enum json_how how);
void json_text(struct buf *b, const char *text);           /* a quoted, escaped string */

/* Whether a struct keeps the limits of its shape; the fault names the field. */
must_check enum err json_check(struct ctx *cx, const struct shape *shape, const void *from);

/* True when the field holds its "absent" value. */
bool field_is_absent(const struct field *f, const void *from);
#endif
