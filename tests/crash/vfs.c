/* SPDX-License-Identifier: Apache-2.0 */
#include "crash/vfs.h"
#include <assert.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHM_REGIONS = 64 };

struct handle {
	sqlite3_file      base;
	struct disk_file *file;
	int               id;                    /* who holds a lock */
	int               level;
	bool              syncs_directory;
	bool              has_shm;
	bool              shm_shared[8];
};

static struct disk *disk;
static int last_id;

static struct handle *of(sqlite3_file *f) { return (struct handle *)f; }

/* ---- content ---- */

static int x_read(sqlite3_file *base, void *to, int n, sqlite3_int64 at)
{
	struct disk_file *f = of(base)->file;
	size_t there;

	if (disk_read_fails(disk))
		return SQLITE_IOERR_READ;
	there = (size_t)at >= f->now_size ? 0 : f->now_size - (size_t)at;
	there = there > (size_t)n ? (size_t)n : there;
	if (there)
		memcpy(to, f->now + at, there);
	memset((char *)to + there, 0, (size_t)n - there);
	return there == (size_t)n ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static int x_write(sqlite3_file *base, const void *from, int n, sqlite3_int64 at)
{
	struct disk_file *f = of(base)->file;

	if (disk->off)
		return SQLITE_IOERR_WRITE;
	if (!disk_change_fails(disk)) {
		disk_file_write(f, from, (size_t)n, (size_t)at);
		return SQLITE_OK;
	}
	switch (disk->fault) {
	case DISK_FULL:
		return SQLITE_FULL;
	case DISK_SHORT_WRITE:
		disk_file_write(f, from, disk_random(disk, (uint64_t)n), (size_t)at);
		return SQLITE_FULL;
	case DISK_POWER_LOSS:                                    /* it was under way: any part may have landed */
		disk_file_write(f, from, (size_t)n, (size_t)at);
		return SQLITE_IOERR_WRITE;
	default:
		disk_file_write(f, from, disk_random(disk, (uint64_t)n), (size_t)at);
		return SQLITE_IOERR_WRITE;
	}
}

static int x_truncate(sqlite3_file *base, sqlite3_int64 size)
{
	if (disk_change_fails(disk))
		return SQLITE_IOERR_TRUNCATE;
	disk_file_truncate(of(base)->file, (size_t)size);
	return SQLITE_OK;
}

static int x_sync(sqlite3_file *base, int flags)
{
	struct handle *h = of(base);

	(void)flags;
	if (disk_change_fails(disk))
		return SQLITE_IOERR_FSYNC;
	disk_file_sync(h->file);
	if (h->syncs_directory) {
		if (disk_change_fails(disk))
			return SQLITE_IOERR_DIR_FSYNC;
		disk_sync_directory(disk);
		h->syncs_directory = false;
	}
	return SQLITE_OK;
}

static int x_file_size(sqlite3_file *base, sqlite3_int64 *ret)
{
	*ret = (sqlite3_int64)of(base)->file->now_size;
	return SQLITE_OK;
}

/* ---- locks on the file ---- */

static int x_unlock(sqlite3_file *base, int level)
{
	struct handle *h = of(base);
	struct disk_file *f = h->file;

	if (h->level <= level)
		return SQLITE_OK;
	f->exclusive = f->exclusive == h->id ? 0 : f->exclusive;
	f->pending = f->pending == h->id ? 0 : f->pending;
	f->reserved = f->reserved == h->id ? 0 : f->reserved;
	if (level == SQLITE_LOCK_NONE)
		f->shared--;
	h->level = level;
	return SQLITE_OK;
}

static int x_lock(sqlite3_file *base, int level)
{
	struct handle *h = of(base);
	struct disk_file *f = h->file;

	if (disk->off)
		return SQLITE_IOERR_LOCK;
	if (h->level >= level)
		return SQLITE_OK;
	if ((f->pending && f->pending != h->id) || (f->exclusive && f->exclusive != h->id))
		return SQLITE_BUSY;
	if (level == SQLITE_LOCK_SHARED) {
		f->shared++;
	} else {
		if (f->reserved && f->reserved != h->id)
			return SQLITE_BUSY;
		f->reserved = h->id;
		if (level == SQLITE_LOCK_EXCLUSIVE) {
			f->pending = h->id;
			if (f->shared > 1) {
				h->level = SQLITE_LOCK_PENDING;
				return SQLITE_BUSY;
			}
			f->exclusive = h->id;
		}
	}
	h->level = level;
	return SQLITE_OK;
}

static int x_check_reserved(sqlite3_file *base, int *ret)
{
	*ret = of(base)->file->reserved != 0;
	return SQLITE_OK;
}

/* ---- shared memory of the write-ahead log: dies with the power ---- */

static int x_shm_map(sqlite3_file *base, int region, int size, int extend, void volatile **ret)
{
	struct handle *h = of(base);

	assert(region < SHM_REGIONS);
	*ret = NULL;
	if (disk->off)
		return SQLITE_IOERR_SHMMAP;
	if (!h->has_shm) {
		h->has_shm = true;
		h->file->shm_users++;
	}
	if (!h->file->shm[region] && extend)
		h->file->shm[region] = calloc(1, (size_t)size);
	*ret = h->file->shm[region];
	return SQLITE_OK;
}

static int x_shm_lock(sqlite3_file *base, int first, int n, int flags)
{
	struct handle *h = of(base);
	struct disk_file *f = h->file;
	bool shared = flags & SQLITE_SHM_SHARED;

	for (int i = first; i < first + n; i++) {
		bool others = f->shm_exclusive[i] ? f->shm_exclusive[i] != h->id : f->shm_shared[i] > h->shm_shared[i];

		if (flags & SQLITE_SHM_LOCK && (shared ? f->shm_exclusive[i] && f->shm_exclusive[i] != h->id : others))
			return SQLITE_BUSY;
	}
	for (int i = first; i < first + n; i++) {
		if (shared && !!(flags & SQLITE_SHM_LOCK) != h->shm_shared[i]) {
			f->shm_shared[i] += flags & SQLITE_SHM_LOCK ? 1 : -1;
			h->shm_shared[i] = !h->shm_shared[i];
		} else if (!shared) {
			if (flags & SQLITE_SHM_LOCK)
				f->shm_exclusive[i] = h->id;
			else if (f->shm_exclusive[i] == h->id)
				f->shm_exclusive[i] = 0;
		}
	}
	return SQLITE_OK;
}

static void x_shm_barrier(sqlite3_file *base) { (void)base; __sync_synchronize(); }

static int x_shm_unmap(sqlite3_file *base, int remove)
{
	struct handle *h = of(base);

	(void)remove;
	if (!h->has_shm)
		return SQLITE_OK;
	for (int i = 0; i < 8; i++) {
		h->file->shm_shared[i] -= h->shm_shared[i];
		h->file->shm_exclusive[i] = h->file->shm_exclusive[i] == h->id ? 0 : h->file->shm_exclusive[i];
		h->shm_shared[i] = false;
	}
	h->has_shm = false;
	if (--h->file->shm_users > 0)
		return SQLITE_OK;
	for (int i = 0; i < SHM_REGIONS; i++) {
		free(h->file->shm[i]);
		h->file->shm[i] = NULL;
	}
	return SQLITE_OK;
}

/* ---- files ---- */

static int x_close(sqlite3_file *base)
{
	x_shm_unmap(base, 0);
	x_unlock(base, SQLITE_LOCK_NONE);
	return SQLITE_OK;
}

static int x_file_control(sqlite3_file *base, int op, void *arg) { (void)base; (void)op; (void)arg; return SQLITE_NOTFOUND; }
static int x_sector_size(sqlite3_file *base) { (void)base; return 4096; }
static int x_characteristics(sqlite3_file *base) { (void)base; return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

static const sqlite3_io_methods methods = {
	2, x_close, x_read, x_write, x_truncate, x_sync, x_file_size, x_lock, x_unlock, x_check_reserved,
	x_file_control, x_sector_size, x_characteristics, x_shm_map, x_shm_lock, x_shm_barrier, x_shm_unmap,
	NULL, NULL,
};

static int x_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags, int *ret_flags)
{
	struct handle *h = of(base);
	int logs = SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL | SQLITE_OPEN_SUPER_JOURNAL;

	(void)vfs;
	*h = (struct handle){ .id = ++last_id };
	h->file = name ? disk_find(disk, name) : NULL;
	if (!h->file) {
		if (!(flags & SQLITE_OPEN_CREATE) || disk_change_fails(disk))
			return SQLITE_CANTOPEN;
		h->file = disk_create(disk, name);
	} else if (disk->off) {
		return SQLITE_CANTOPEN;
	}
	h->syncs_directory = flags & SQLITE_OPEN_CREATE && flags & logs;
	base->pMethods = &methods;
	if (ret_flags)
		*ret_flags = flags;
	return SQLITE_OK;
}

static int x_delete(sqlite3_vfs *vfs, const char *name, int sync_directory)
{
	(void)vfs;
	if (disk_change_fails(disk))
		return SQLITE_IOERR_DELETE;
	if (!disk_find(disk, name))
		return SQLITE_IOERR_DELETE_NOENT;
	disk_remove(disk, name);
	if (sync_directory & 1) {
		if (disk_change_fails(disk))
			return SQLITE_IOERR_DIR_FSYNC;
		disk_sync_directory(disk);
	}
	return SQLITE_OK;
}

static int x_access(sqlite3_vfs *vfs, const char *name, int flags, int *ret)
{
	struct disk_file *f = disk_find(disk, name);

	(void)vfs;
	*ret = f && (flags != SQLITE_ACCESS_EXISTS || f->now_size > 0);   /* as unix: an empty file is no journal */
	return disk->off ? SQLITE_IOERR_ACCESS : SQLITE_OK;
}

static int x_full_pathname(sqlite3_vfs *vfs, const char *name, int n, char *ret)
{
	(void)vfs;
	snprintf(ret, (size_t)n, "%s", name);
	return SQLITE_OK;
}

static int x_randomness(sqlite3_vfs *vfs, int n, char *ret)
{
	(void)vfs;
	for (int i = 0; i < n; i++)
		ret[i] = (char)disk_random(disk, 256);
	return n;
}

static int x_sleep(sqlite3_vfs *vfs, int us) { (void)vfs; return us; }

static int x_time(sqlite3_vfs *vfs, sqlite3_int64 *ret)
{
	(void)vfs;
	*ret = INT64_C(212700000000000);
	return SQLITE_OK;
}

static int x_time_old(sqlite3_vfs *vfs, double *ret) { (void)vfs; *ret = 2461800.5; return SQLITE_OK; }
static int x_last_error(sqlite3_vfs *vfs, int n, char *ret) { (void)vfs; (void)n; (void)ret; return 0; }

void crash_vfs_register(void)
{
	static sqlite3_vfs vfs = {
		.iVersion = 2, .szOsFile = sizeof(struct handle), .mxPathname = 60, .zName = "crash",
		.xOpen = x_open, .xDelete = x_delete, .xAccess = x_access, .xFullPathname = x_full_pathname,
		.xRandomness = x_randomness, .xSleep = x_sleep, .xCurrentTime = x_time_old,
		.xGetLastError = x_last_error, .xCurrentTimeInt64 = x_time,
	};
	int code = sqlite3_vfs_register(&vfs, 0);

	assert(code == SQLITE_OK);
	(void)code;
}

void crash_vfs_use(struct disk *d) { disk = d; }
