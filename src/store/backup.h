/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_BACKUP_H
#define STORE_BACKUP_H
#include "store/store.h"

/* Backups of a SQLite store, taken while it serves.
 *
 * A backup is two files: PATH, a whole data file as of one moment, and
 * PATH.sha256, its digest in the form `sha256sum -c` reads.  Both are durable
 * and PATH has been read back and checked before store_backup returns; a file
 * called PATH is always a finished one.  Nothing existing is ever overwritten.
 *
 * PostgreSQL is backed up by its own tools (docs/: pg_basebackup with archived
 * log, pg_dump); here it is refused with a sentence that says so. */
struct backup_info {
	int64_t bytes;
	int64_t migration;          /* the newest that the data had seen; 0 none */
	char    sha256[65];
};

/* cx->store: a reading connection of the serving process, outside a
 * transaction.  Writers go on meanwhile. */
must_check enum err store_backup(struct ctx *cx, const char *path, struct backup_info *ret);

/* Whether a backup is whole: digest, structure, references, known version.
 * cx->store is not used. */
must_check enum err store_check_backup(struct ctx *cx, const char *path, struct backup_info *ret);

/* A checked copy of the backup as a new data file.  Refused: a damaged backup,
 * a missing digest, a data file that exists. */
must_check enum err store_restore(struct ctx *cx, const char *path, const char *data_path, struct backup_info *ret);
#endif
