/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_CRASH_VFS_H
#define TESTS_CRASH_VFS_H
#include "crash/disk.h"

/* SQLite on a struct disk: store_open(cx, "sqlite:data.db?vfs=crash", ...).
 * Locks and shared memory work between connections of one thread.  A deletion
 * syncs the directory when SQLite asks for it; the first sync of a journal or
 * write-ahead log does too, as SQLite's own VFS for unix has it. */
void crash_vfs_register(void);
void crash_vfs_use(struct disk *d);      /* before the first file is opened; one disk at a time */
#endif
