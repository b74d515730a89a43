/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_QUERIES_H
#define STORE_QUERIES_H
#include "store/store.h"

/* Every statement of the program, NULL-ended; made by tools/sqlgen.py. */
extern const struct query *const store_queries[];
#endif
