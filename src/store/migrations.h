/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_MIGRATIONS_H
#define STORE_MIGRATIONS_H

/* Every migration, in order of number, ended by number 0; made by tools/migrations.py. */
struct migration { int number; const char *name, *digest, *sqlite, *postgres; };
extern const struct migration store_migrations[];
#endif
