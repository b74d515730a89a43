/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/day/day_files.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void close_file(int *fd)
{
	if (*fd >= 0)
		close(*fd);
}
#define auto_fd __attribute__((cleanup(close_file))) int

static void close_dir(DIR **dir)
{
	if (*dir)
		closedir(*dir);
}
#define auto_dir __attribute__((cleanup(close_dir))) DIR

bool day_file_exists(struct arena *mem, const char *dir, const char *name)
{
	struct stat st;

	return stat(arena_print(mem, "%s/%s", dir, name), &st) == 0;
}

bool day_file_read(struct arena *mem, const char *dir, const char *name, size_t bytes_max, struct bytes *ret)
{
	auto_fd fd = open(arena_print(mem, "%s/%s", dir, name), O_RDONLY | O_CLOEXEC);
	struct stat st;
	size_t n = 0;
	char *at;

	if (fd < 0 || fstat(fd, &st))
		return false;
	if (!S_ISREG(st.st_mode)) {
		errno = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
		return false;
	}
	if (st.st_size > (off_t)bytes_max) {
		errno = EFBIG;
		return false;
	}
	at = arena_new(mem, (size_t)st.st_size + 1);
	while (n < (size_t)st.st_size) {
		ssize_t got = read(fd, at + n, (size_t)st.st_size - n);

		if (got < 0 && errno != EINTR)
			return false;
		if (got == 0)
			break;
		n += got > 0 ? (size_t)got : 0;
	}
	*ret = (struct bytes){ .at = at, .n = n };
	return true;
}

static bool write_file(struct arena *mem, const char *dir, const struct day_output *file)
{
	auto_fd fd = open(arena_print(mem, "%s/%s", dir, file->name), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	size_t n = 0;

	if (fd < 0)
		return false;
	while (n < file->bytes.n) {
		ssize_t put = write(fd, (const char *)file->bytes.at + n, file->bytes.n - n);

		if (put < 0 && errno != EINTR)
			return false;
		n += put > 0 ? (size_t)put : 0;
	}
	return fsync(fd) == 0;
}

static void flush_dir(const char *dir)
{
	auto_fd fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0)
		(void)fsync(fd);                    /* some file systems cannot; the files are on the disk */
}

/* Removes a folder of plain files; what went wrong here is not worth a failure. */
static void remove_dir(struct arena *mem, const char *dir)
{
	auto_dir *d = opendir(dir);
	const struct dirent *entry;

	while (d && (entry = readdir(d)))
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			(void)unlink(arena_print(mem, "%s/%s", dir, entry->d_name));
	(void)rmdir(dir);
}

static bool plain_files_only(struct arena *mem, const char *dir, const char **ret_other)
{
	auto_dir *d = opendir(dir);
	const struct dirent *entry;
	struct stat st;

	*ret_other = dir;
	if (!d)
		return false;
	while ((entry = readdir(d))) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		*ret_other = arena_print(mem, "%s/%s", dir, entry->d_name);
		if (lstat(*ret_other, &st) || !S_ISREG(st.st_mode))
			return false;
	}
	return true;
}

static bool same_or_inside(const char *path, const char *dir)
{
	char a[PATH_MAX], b[PATH_MAX];
	size_t n;

	if (!realpath(path, a) || !realpath(dir, b))
		return false;
	n = strlen(b);
	return strncmp(a, b, n) == 0 && (a[n] == '\0' || a[n] == '/' || n == 1);
}

/* The folder's path without slashes at its end. */
static const char *clean(struct arena *mem, const char *dir)
{
	size_t n = strlen(dir);

	while (n > 1 && dir[n - 1] == '/')
		n--;
	return arena_bytes(mem, dir, n);
}

static const char *parent_of(struct arena *mem, const char *dir)
{
	const char *slash = strrchr(dir, '/');

	return !slash ? "." : slash == dir ? "/" : arena_bytes(mem, dir, (size_t)(slash - dir));
}

bool day_dir_may_go(struct arena *mem, const char *path, const char *const *keep, size_t n_keep, const char **ret_zh,
		    const char **ret_en)
{
	const char *dir = clean(mem, path), *parent = parent_of(mem, dir), *other;
	struct stat st;

	if (stat(parent, &st) || !S_ISDIR(st.st_mode)) {
		*ret_zh = arena_print(mem, "%s 不是文件夹，请先建好", parent);
		*ret_en = arena_print(mem, "%s is no folder; make it first", parent);
		return false;
	}
	if (lstat(dir, &st) && errno == ENOENT)
		return true;
	if (!S_ISDIR(st.st_mode)) {
		*ret_zh = arena_print(mem, "%s 已存在，且不是文件夹", dir);
		*ret_en = arena_print(mem, "%s exists and is no folder", dir);
		return false;
	}
	for (size_t i = 0; i < n_keep; i++)
		if (same_or_inside(keep[i], dir)) {
			*ret_zh = arena_print(mem, "输出文件夹会整个换掉，不能是 %s 或其上级", keep[i]);
			*ret_en = arena_print(mem, "the output folder is replaced as a whole and must not hold %s", keep[i]);
			return false;
		}
	if (plain_files_only(mem, dir, &other))
		return true;
	*ret_zh = arena_print(mem, "输出文件夹会整个换掉，而 %s 不是普通文件，请换一个文件夹", other);
	*ret_en = arena_print(mem, "the output folder is replaced as a whole, but %s is no plain file; name another folder",
			      other);
	return false;
}

/* Puts `made` where `dir` is or will be. */
static bool put_in_place(struct arena *mem, const char *made, const char *dir)
{
	struct stat st;
	const char *old;

	if (lstat(dir, &st) && errno == ENOENT)
		return rename(made, dir) == 0;
	if (renameat2(AT_FDCWD, made, AT_FDCWD, dir, RENAME_EXCHANGE) == 0) {
		remove_dir(mem, made);
		return true;
	}
	if (errno != EINVAL && errno != ENOSYS)
		return false;
	old = arena_print(mem, "%s.old", made);             /* a file system that cannot exchange: two steps */
	if (rename(dir, old))
		return false;
	if (rename(made, dir)) {
		int why = errno;

		(void)rename(old, dir);
		errno = why;
		return false;
	}
	remove_dir(mem, old);
	return true;
}

bool day_dir_replace(struct arena *mem, const char *path, const struct day_output *files, size_t n_files)
{
	const char *dir = clean(mem, path);
	char *made = arena_print(mem, "%s.new-XXXXXX", dir);
	mode_t mask = umask(022);
	int why;

	(void)umask(mask);
	if (!mkdtemp(made))
		return false;
	(void)chmod(made, 0777 & ~mask);            /* mkdtemp() made it for the owner alone */
	for (size_t i = 0; i < n_files; i++)
		if (!write_file(mem, made, &files[i])) {
			why = errno;
			remove_dir(mem, made);
			errno = why;
			return false;
		}
	flush_dir(made);
	if (!put_in_place(mem, made, dir)) {
		why = errno;
		remove_dir(mem, made);
		errno = why;
		return false;
	}
	flush_dir(parent_of(mem, dir));
	return true;
}
