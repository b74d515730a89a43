/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_PERM_H
#define BASE_PERM_H

/* Permissions.  Zero is never valid: an op row that forgot its permission
 * refuses to start the program. */
enum perm {
	PERM_UNSET,
#define PERM(number, name, zh, en) PERM_##name = number,
#include "base/perm.def"
#undef PERM
	PERM_COUNT
};

const char *perm_slug(enum perm perm);      /* "STOCK_READ", or NULL when unknown */
const char *perm_zh(enum perm perm);
const char *perm_en(enum perm perm);
#endif
