/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_CRASH_DISK_H
#define TESTS_CRASH_DISK_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A disk in memory that can lose power.
 *
 * A file has what programs see now and what would survive.  Every write since
 * the file's last sync stands in a log; at power loss each 512-byte sector keeps
 * any number of the writes that touched it, the last of them possibly torn
 * (front new, rest old or noise, but never outside the bytes written).  Names
 * are made and removed in a directory that has to be synced as well; until then
 * a new file may vanish and a removed one may come back.  All chance comes from
 * the seed, so a seed tells the whole story. */
enum { SECTOR = 512, DISK_FILES = 64, DISK_NAMES = 16, NAME_HISTORY = 8 };

struct disk_write { size_t at, n, bytes; };              /* bytes: place in log_bytes; n 0: truncated to `at` */

struct disk_file {
	char  *now, *safe;
	size_t now_size, now_room, safe_size, safe_room;
	struct disk_write *log;
	size_t n_log, log_room;
	char  *log_bytes;
	size_t n_log_bytes, log_bytes_room;

	int    shared, reserved, pending, exclusive;     /* locks: how many share; whose (0 nobody) */
	int    shm_users, shm_shared[8], shm_exclusive[8];
	void  *shm[64];
};

/* What a name stood for since the directory was last synced; [0] would survive for sure. */
struct disk_name { char name[64]; struct disk_file *history[NAME_HISTORY]; int n; };

enum disk_fault { DISK_WELL, DISK_POWER_LOSS, DISK_IO_ERROR, DISK_FULL, DISK_SHORT_WRITE, DISK_READ_ERROR };

struct disk {
	uint64_t          random;
	struct disk_file *files[DISK_FILES];
	int               n_files;
	struct disk_name  names[DISK_NAMES];
	int               n_names;
	int64_t           changes, reads;                /* operations so far */
	int64_t           fault_at;                      /* the operation that fails; 0 never */
	enum disk_fault   fault;
	bool              off;                           /* no power: nothing works until disk_power_on */
	int               faults_met;
};

struct disk *disk_new(uint64_t seed);
struct disk *disk_copy(const struct disk *from, uint64_t seed);  /* of what is there now, all of it synced */
void         disk_free(struct disk *d);

void disk_fail_at(struct disk *d, enum disk_fault fault, int64_t operations_from_now);
void disk_power_off(struct disk *d);
void disk_power_on(struct disk *d);                      /* decides what survived */

uint64_t disk_random(struct disk *d, uint64_t below);

/* True when this operation is the one that fails; counts it. */
bool disk_change_fails(struct disk *d);
bool disk_read_fails(struct disk *d);

struct disk_file *disk_find(struct disk *d, const char *name);
struct disk_file *disk_create(struct disk *d, const char *name);      /* name NULL: nameless, forgotten at power loss */
void              disk_remove(struct disk *d, const char *name);
void              disk_sync_directory(struct disk *d);
void              disk_file_write(struct disk_file *f, const void *bytes, size_t n, size_t at);
void              disk_file_truncate(struct disk_file *f, size_t size);
void              disk_file_sync(struct disk_file *f);
#endif
