/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FILE_PLAIN_TEXT_H
#define FILE_PLAIN_TEXT_H
#include "base/ctx.h"
#include <stddef.h>

/* The bytes of a text somebody saved or pasted, as UTF-8: UTF-8 comes back as it
 * is, broken bytes and NULs included (who reads lines copes with them); GB18030
 * and UTF-16 are converted, what is no character of theirs becomes U+FFFD.
 * What is neither comes back as it is too.  Never fails; line ends stay where
 * they are.  Lives in the arena, or is `bytes` itself. */
void plain_text(struct ctx *cx, const void *bytes, size_t n, const char **ret, size_t *ret_n);
#endif
