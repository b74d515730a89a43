/* SPDX-License-Identifier: Apache-2.0 */
#include "crash/disk.h"
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

uint64_t disk_random(struct disk *d, uint64_t below)
{
	uint64_t z = d->random += UINT64_C(0x9E3779B97F4A7C15);

	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return (z ^ z >> 31) % below;
}

static void *grow(void *old, size_t *room, size_t wanted, size_t size)
{
	if (wanted <= *room)
		return old;
	*room = wanted * 2;
	old = realloc(old, *room * size);
	assert(old);
	return old;
}

static struct disk_file *new_file(struct disk *d)
{
	struct disk_file *f = calloc(1, sizeof *f);

	assert(f && d->n_files < DISK_FILES);
	return d->files[d->n_files++] = f;
}

static void free_file(struct disk_file *f)
{
	for (size_t i = 0; i < sizeof f->shm / sizeof *f->shm; i++)
		free(f->shm[i]);
	free(f->now);
	free(f->safe);
	free(f->log);
	free(f->log_bytes);
	free(f);
}

struct disk *disk_new(uint64_t seed)
{
	struct disk *d = calloc(1, sizeof *d);

	assert(d);
	d->random = seed;
	return d;
}

void disk_free(struct disk *d)
{
	for (int i = 0; i < d->n_files; i++)
		free_file(d->files[i]);
	free(d);
}

struct disk *disk_copy(const struct disk *from, uint64_t seed)
{
	struct disk *d = disk_new(seed);

	for (int i = 0; i < from->n_names; i++) {
		const struct disk_file *source = from->names[i].history[from->names[i].n - 1];

		if (!source)
			continue;
		struct disk_file *f = disk_create(d, from->names[i].name);
		disk_file_write(f, source->now, source->now_size, 0);
		disk_file_sync(f);
	}
	disk_sync_directory(d);
	return d;
}

void disk_fail_at(struct disk *d, enum disk_fault fault, int64_t operations_from_now)
{
	d->fault = fault;
	d->fault_at = operations_from_now + (fault == DISK_READ_ERROR ? d->reads : d->changes);
}

bool disk_change_fails(struct disk *d)
{
	if (d->off)
		return true;
	if (++d->changes != d->fault_at || d->fault == DISK_READ_ERROR)
		return false;
	d->faults_met++;
	if (d->fault == DISK_POWER_LOSS)
		d->off = true;
	return true;
}

bool disk_read_fails(struct disk *d)
{
	if (d->off)
		return true;
	if (++d->reads != d->fault_at || d->fault != DISK_READ_ERROR)
		return false;
	d->faults_met++;
	return true;
}

/* ---- names ---- */

static struct disk_name *find_name(struct disk *d, const char *name)
{
	for (int i = 0; i < d->n_names; i++)
		if (strcmp(d->names[i].name, name) == 0)
			return &d->names[i];
	return NULL;
}

static void now_stands_for(struct disk *d, const char *name, struct disk_file *f)
{
	struct disk_name *entry = find_name(d, name);

	if (!entry) {
		assert(d->n_names < DISK_NAMES);
		entry = &d->names[d->n_names++];
		snprintf(entry->name, sizeof entry->name, "%s", name);
		entry->history[entry->n++] = NULL;
	}
	if (entry->n == NAME_HISTORY) {
		memmove(&entry->history[1], &entry->history[2], (NAME_HISTORY - 2) * sizeof *entry->history);
		entry->n--;
	}
	entry->history[entry->n++] = f;
}

struct disk_file *disk_find(struct disk *d, const char *name)
{
	struct disk_name *entry = find_name(d, name);

	return entry ? entry->history[entry->n - 1] : NULL;
}

struct disk_file *disk_create(struct disk *d, const char *name)
{
	struct disk_file *f = new_file(d);

	if (name)
		now_stands_for(d, name, f);
	return f;
}

void disk_remove(struct disk *d, const char *name) { now_stands_for(d, name, NULL); }

void disk_sync_directory(struct disk *d)
{
	for (int i = 0; i < d->n_names; i++) {
		d->names[i].history[0] = d->names[i].history[d->names[i].n - 1];
		d->names[i].n = 1;
	}
}

/* ---- content ---- */

static void resize(char **bytes, size_t *size, size_t *room, size_t wanted)
{
	*bytes = grow(*bytes, room, wanted, 1);
	if (wanted > *size)
		memset(*bytes + *size, 0, wanted - *size);
	*size = wanted;
}

static struct disk_write *log_one(struct disk_file *f)
{
	f->log = grow(f->log, &f->log_room, f->n_log + 1, sizeof *f->log);
	return &f->log[f->n_log++];
}

void disk_file_write(struct disk_file *f, const void *bytes, size_t n, size_t at)
{
	if (n == 0)
		return;
	if (at + n > f->now_size)
		resize(&f->now, &f->now_size, &f->now_room, at + n);
	memcpy(f->now + at, bytes, n);
	f->log_bytes = grow(f->log_bytes, &f->log_bytes_room, f->n_log_bytes + n, 1);
	memcpy(f->log_bytes + f->n_log_bytes, bytes, n);
	*log_one(f) = (struct disk_write){ .at = at, .n = n, .bytes = f->n_log_bytes };
	f->n_log_bytes += n;
}

void disk_file_truncate(struct disk_file *f, size_t size)
{
	resize(&f->now, &f->now_size, &f->now_room, size);
	*log_one(f) = (struct disk_write){ .at = size };
}

void disk_file_sync(struct disk_file *f)
{
	resize(&f->safe, &f->safe_size, &f->safe_room, f->now_size);
	if (f->now_size)
		memcpy(f->safe, f->now, f->now_size);
	f->n_log = f->n_log_bytes = 0;
}

/* ---- power loss ---- */

enum mood { ALL_LOST, ALL_KEPT, IN_ORDER, EACH_ITS_OWN };

/* Part of one write that falls into one sector reaches the platter: whole, or torn. */
static void land(struct disk *d, struct disk_file *f, const struct disk_write *w, size_t from, size_t to, bool torn)
{
	const char *bytes = f->log_bytes + w->bytes + (from - w->at);
	size_t good = torn ? disk_random(d, to - from) : to - from;
	bool noise = torn && disk_random(d, 4) == 0;

	if (to > f->safe_size)
		resize(&f->safe, &f->safe_size, &f->safe_room, to);
	memcpy(f->safe + from, bytes, good);
	for (size_t i = from + good; noise && i < to; i++)
		f->safe[i] = (char)disk_random(d, 256);
}

/* How many of its writes each sector keeps. */
static void choose_kept(struct disk *d, const struct disk_file *f, enum mood mood, int *touched, int *kept, size_t n_sectors)
{
	size_t in_order = f->n_log ? disk_random(d, f->n_log + 1) : 0;

	for (size_t i = 0; i < f->n_log; i++) {
		const struct disk_write *w = &f->log[i];

		for (size_t s = w->at / SECTOR; w->n && s <= (w->at + w->n - 1) / SECTOR; s++) {
			touched[s]++;
			kept[s] += mood == ALL_KEPT || (mood == IN_ORDER && i < in_order);
		}
	}
	for (size_t s = 0; mood == EACH_ITS_OWN && s < n_sectors; s++)
		kept[s] = (int)disk_random(d, (uint64_t)touched[s] + 1);
}

static size_t choose_size(struct disk *d, const struct disk_file *f, enum mood mood)
{
	size_t size = f->safe_size;
	uint64_t at = mood == ALL_LOST ? 0 : mood == ALL_KEPT ? f->n_log : disk_random(d, f->n_log + 1);

	for (size_t i = 0; i < at; i++)
		if (!f->log[i].n)
			size = f->log[i].at;
		else if (f->log[i].at + f->log[i].n > size)
			size = f->log[i].at + f->log[i].n;
	return size;
}

static void lose_power(struct disk *d, struct disk_file *f)
{
	static const enum mood moods[] = { ALL_LOST, ALL_KEPT, IN_ORDER, IN_ORDER, EACH_ITS_OWN, EACH_ITS_OWN, EACH_ITS_OWN };
	enum mood mood = moods[disk_random(d, sizeof moods / sizeof *moods)];
	size_t size = choose_size(d, f, mood), n_sectors = 1, end;
	int *touched, *kept, *seen;

	for (size_t i = 0; i < f->n_log; i++) {
		end = (f->log[i].at + f->log[i].n) / SECTOR + 1;
		n_sectors = end > n_sectors ? end : n_sectors;
	}
	touched = calloc(n_sectors, sizeof *touched);
	kept = calloc(n_sectors, sizeof *kept);
	seen = calloc(n_sectors, sizeof *seen);
	assert(touched && kept && seen);
	choose_kept(d, f, mood, touched, kept, n_sectors);
	for (size_t i = 0; i < f->n_log; i++) {
		const struct disk_write *w = &f->log[i];

		for (size_t s = w->at / SECTOR; w->n && s <= (w->at + w->n - 1) / SECTOR; s++) {
			size_t from = w->at > s * SECTOR ? w->at : s * SECTOR;
			size_t to = w->at + w->n < (s + 1) * SECTOR ? w->at + w->n : (s + 1) * SECTOR;

			if (seen[s]++ < kept[s])
				land(d, f, w, from, to, seen[s] == kept[s] && mood != ALL_KEPT && disk_random(d, 4) == 0);
		}
	}
	resize(&f->safe, &f->safe_size, &f->safe_room, size);
	free(touched);
	free(kept);
	free(seen);
}

void disk_power_off(struct disk *d) { d->off = true; }

void disk_power_on(struct disk *d)
{
	d->off = false;
	d->fault_at = 0;
	for (int i = 0; i < d->n_files; i++) {
		struct disk_file *f = d->files[i];

		assert(f->shm_users == 0);
		lose_power(d, f);
		resize(&f->now, &f->now_size, &f->now_room, f->safe_size);
		if (f->safe_size)
			memcpy(f->now, f->safe, f->safe_size);
		f->n_log = f->n_log_bytes = 0;
		f->shared = f->reserved = f->pending = f->exclusive = 0;
	}
	for (int i = 0; i < d->n_names; i++) {
		struct disk_name *entry = &d->names[i];

		entry->history[0] = entry->history[disk_random(d, (uint64_t)entry->n)];
		entry->n = 1;
	}
}
