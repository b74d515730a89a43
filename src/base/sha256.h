/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H
#include <stddef.h>
#include <stdint.h>

/* SHA-256 by nettle, which uses the processor's instructions for it. */
enum { SHA256_BYTES = 32, SHA256_HEX = 65 };

struct hash { uint8_t bytes[SHA256_BYTES]; };

struct hash sha256(const void *bytes, size_t n);
char       *hash_write(const struct hash *h, char text[static SHA256_HEX]);   /* 64 hex digits */
int         hash_read(const char *text, struct hash *ret);                    /* 0 when it is no hash */
#endif
