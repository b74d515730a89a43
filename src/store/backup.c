/* SPDX-License-Identifier: Apache-2.0 */
#include "store/backup.h"
#include "base/sha256.h"
#include "store/sqlite.h"
#include "store.sql.h"
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PAGES_A_STEP = 2048, COPY_BYTES = 1 << 20 };

static enum err fail_file(struct ctx *cx, const char *path)
{
	return fail(cx, ERR_BROKEN, "path", "文件 %s 读写失败：%s；请检查磁盘空间和权限",
		    "cannot read or write %s: %s; check free space and permissions", path, strerror(errno));
}

static enum err refuse_existing(struct ctx *cx, const char *path)
{
	struct stat st;

	if (lstat(path, &st) == 0)
		return fail(cx, ERR_CONFLICT, "path", "文件 %s 已存在，不会覆盖；请换一个文件名",
			    "%s exists and is not overwritten; choose another name", path);
	return errno == ENOENT ? ERR_OK : fail_file(cx, path);
}

/* ---- files ---- */

static enum err sync_path(struct ctx *cx, const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC);
	bool bad = fd < 0 || fsync(fd) != 0;

	if (fd >= 0)
		close(fd);
	return bad ? fail_file(cx, path) : ERR_OK;
}

static enum err sync_directory_of(struct ctx *cx, const char *path)
{
	return sync_path(cx, dirname(arena_text(&cx->mem, path)), O_RDONLY | O_DIRECTORY);
}

/* Gives the finished file its name, unless somebody took that meanwhile.  Some
 * media (FAT sticks) cannot promise the "unless". */
static enum err give_name(struct ctx *cx, const char *part, const char *path)
{
	if (renameat2(AT_FDCWD, part, AT_FDCWD, path, RENAME_NOREPLACE) != 0) {
		if (errno != EINVAL && errno != ENOSYS)
			return errno == EEXIST ? refuse_existing(cx, path) : fail_file(cx, path);
		TRY(refuse_existing(cx, path));
		if (rename(part, path) != 0)
			return fail_file(cx, path);
	}
	return sync_directory_of(cx, path);
}

static enum err digest_file(struct ctx *cx, const char *path, struct backup_info *ret)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	struct hash hash;
	void *bytes;

	if (fd < 0 || fstat(fd, &st) != 0) {
		enum err e = fail_file(cx, path);

		if (fd >= 0)
			close(fd);
		return e;
	}
	bytes = st.st_size ? mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;
	close(fd);
	if (bytes == MAP_FAILED)
		return fail(cx, ERR_BAD_INPUT, "path", "文件 %s 是空的或读不出来，不是备份", "%s is empty or cannot be read, so it is no backup", path);
	hash = sha256(bytes, (size_t)st.st_size);
	munmap(bytes, (size_t)st.st_size);
	hash_write(&hash, ret->sha256);
	ret->bytes = st.st_size;
	return ERR_OK;
}

static char *digest_path(struct ctx *cx, const char *path) { return arena_print(&cx->mem, "%s.sha256", path); }

static enum err write_digest(struct ctx *cx, const char *path, const struct backup_info *info)
{
	const char *name = basename(arena_text(&cx->mem, path)), *file = digest_path(cx, path);
	char *line = arena_print(&cx->mem, "%s  %s\n", info->sha256, name);
	int fd = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	ssize_t n = (ssize_t)strlen(line);
	bool bad = fd < 0 || write(fd, line, (size_t)n) != n || fsync(fd) != 0;

	if (fd >= 0)
		close(fd);
	return bad ? fail_file(cx, file) : ERR_OK;
}

static enum err compare_digest(struct ctx *cx, const char *path, const struct backup_info *info)
{
	const char *file = digest_path(cx, path);
	char told[SHA256_HEX] = "";
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, told, SHA256_HEX - 1);

	if (fd >= 0)
		close(fd);
	if (n != SHA256_HEX - 1)
		return fail(cx, ERR_BAD_INPUT, "path", "缺少校验文件 %s，无法确认备份完好；请连同它一起取来",
			    "the digest %s is missing, so the backup cannot be trusted; fetch it as well", file);
	if (strcmp(told, info->sha256) != 0)
		return fail(cx, ERR_BAD_INPUT, "path", "备份 %s 已损坏或被改动（摘要应为 %.12s…，实为 %.12s…）；请用另一份备份",
			    "the backup %s is damaged or was changed (digest should be %.12s..., is %.12s...); use another one",
			    path, told, info->sha256);
	return ERR_OK;
}

/* ---- the copy ---- */

static enum err copy_pages(struct ctx *cx, struct sqlite_store *s, sqlite3 *to, const char *path)
{
	sqlite3_backup *b = sqlite3_backup_init(to, "main", s->db, "main");
	int code = b ? SQLITE_OK : sqlite3_errcode(to);

	while (b && code == SQLITE_OK)
		code = sqlite3_backup_step(b, PAGES_A_STEP);
	sqlite3_backup_finish(b);
	if (code != SQLITE_DONE)
		return fail(cx, ERR_BROKEN, "path", "备份到 %s 中断：%s；请检查磁盘空间", "the backup to %s broke off: %s; check free space",
			    path, sqlite3_errstr(code));
	/* One file, not three: the copy leaves write-ahead mode until it is served. */
	if (sqlite3_exec(to, "PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL", NULL, NULL, NULL) != SQLITE_OK)
		return fail(cx, ERR_BROKEN, "path", "备份 %s 写不完整：%s", "the backup %s cannot be finished: %s", path, sqlite3_errmsg(to));
	return ERR_OK;
}

/* One moment: the transaction holds the snapshot, whatever is written meanwhile. */
static enum err copy_snapshot(struct ctx *cx, const char *part)
{
	struct sqlite_store *s = (struct sqlite_store *)cx->store;
	struct store_migration_table_row table;
	sqlite3 *to = NULL;
	enum err e;

	TRY(store_begin(cx));
	sqlite_make_private(part);
	e = store_migration_table(cx, &table);
	if (e == ERR_OK && sqlite3_open_v2(part, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
		e = fail(cx, ERR_BROKEN, "path", "建不了备份文件 %s：%s；请检查目录和权限", "cannot make the backup %s: %s; check the directory",
			 part, to ? sqlite3_errmsg(to) : "no memory");
	if (e == ERR_OK)
		e = copy_pages(cx, s, to, part);
	sqlite3_close(to);
	store_rollback(cx);
	return e;
}

/* ---- checking what was copied ---- */

static int take_line(void *user, int n, char **values, char **names)
{
	char *line = user;

	(void)names;
	if (!*line)                                /* the first complaint is enough */
		snprintf(line, 128, "%s", n > 0 && values[0] ? values[0] : "?");
	return 0;
}

static enum err check_structure(struct ctx *cx, struct sqlite_store *s, const char *path)
{
	char line[128] = "";
	int code = sqlite3_exec(s->db, "PRAGMA integrity_check(1)", take_line, line, NULL);

	if (code == SQLITE_OK && strcmp(line, "ok") == 0) {
		line[0] = 0;
		code = sqlite3_exec(s->db, "PRAGMA foreign_key_check", take_line, line, NULL);
		if (code == SQLITE_OK && !line[0])
			return ERR_OK;
	}
	return fail(cx, ERR_BAD_INPUT, "path", "备份 %s 的内部结构不完整（%s）；请用另一份备份",
		    "the backup %s is not whole inside (%s); use another one", path, line[0] ? line : sqlite3_errstr(code));
}

static enum err newest_migration(struct ctx *cx, int64_t *ret)
{
	struct store_migration_table_row table;
	struct store_migration_list_row *rows;
	size_t n;

	*ret = 0;
	TRY(store_migration_table(cx, &table));
	if (!table.n)
		return ERR_OK;
	TRY(store_migration_list(cx, &rows, &n, 10000));
	*ret = n ? rows[n - 1].number : 0;
	return ERR_OK;
}

/* Opens a copy as a reader would: refuses foreign files and newer programs' data. */
static enum err check_inside(struct ctx *cx, const char *path, struct backup_info *info)
{
	struct store *before = cx->store, *copy = NULL;
	enum err e;

	TRY(sqlite_open_copy(cx, path, &copy));
	cx->store = copy;
	e = store_refuse_newer(cx, copy);
	if (e == ERR_OK)
		e = check_structure(cx, (struct sqlite_store *)copy, path);
	if (e == ERR_OK)
		e = newest_migration(cx, &info->migration);
	store_close(copy);
	cx->store = before;
	return e;
}

/* ---- the three operations ---- */

static enum err finish_backup(struct ctx *cx, const char *part, const char *path, struct backup_info *info)
{
	TRY(sync_path(cx, part, O_RDONLY));
	TRY(check_inside(cx, part, info));
	TRY(digest_file(cx, part, info));
	TRY(write_digest(cx, path, info));
	return give_name(cx, part, path);
}

enum err store_backup(struct ctx *cx, const char *path, struct backup_info *ret)
{
	const char *part = arena_print(&cx->mem, "%s.part", path);
	struct backup_info info = { 0 };
	enum err e;

	assert(cx->store && !cx->store->in_transaction);
	if (cx->store->kind != STORE_SQLITE)
		return fail(cx, ERR_BAD_STATE, NULL, "数据在 PostgreSQL 上，请用 pg_basebackup（含归档日志）或 pg_dump 备份",
			    "the data is in PostgreSQL; back it up with pg_basebackup and archived log, or pg_dump");
	TRY(refuse_existing(cx, path));
	TRY(refuse_existing(cx, digest_path(cx, path)));
	unlink(part);                              /* of an attempt that broke off */
	e = copy_snapshot(cx, part);
	if (e == ERR_OK)
		e = finish_backup(cx, part, path, &info);
	if (e) {
		unlink(part);
		if (access(path, F_OK) != 0)
			unlink(digest_path(cx, path));
		return e;
	}
	*ret = info;
	return ERR_OK;
}

enum err store_check_backup(struct ctx *cx, const char *path, struct backup_info *ret)
{
	struct backup_info info = { 0 };

	TRY(digest_file(cx, path, &info));
	TRY(compare_digest(cx, path, &info));
	TRY(check_inside(cx, path, &info));
	*ret = info;
	return ERR_OK;
}

static bool write_all(int fd, const char *bytes, ssize_t n)
{
	while (n > 0) {
		ssize_t done = write(fd, bytes, (size_t)n);

		if (done <= 0)
			return false;
		bytes += done;
		n -= done;
	}
	return true;
}

static enum err copy_file(struct ctx *cx, const char *from, const char *to)
{
	int in = open(from, O_RDONLY | O_CLOEXEC), out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	char *bytes = arena_new(&cx->mem, COPY_BYTES);
	bool good = in >= 0 && out >= 0;
	ssize_t n = 1;
	enum err e;

	while (good && (n = read(in, bytes, COPY_BYTES)) > 0)
		good = write_all(out, bytes, n);
	good = good && n == 0 && fsync(out) == 0;
	e = good ? ERR_OK : fail_file(cx, to);
	if (in >= 0)
		close(in);
	if (out >= 0)
		close(out);
	return e;
}

enum err store_restore(struct ctx *cx, const char *path, const char *data_path, struct backup_info *ret)
{
	static const char *const beside[] = { "", "-wal", "-shm", "-journal" };
	const char *part = arena_print(&cx->mem, "%s.part", data_path);
	struct backup_info copied = { 0 };
	enum err e;

	for (size_t i = 0; i < sizeof beside / sizeof *beside; i++)
		TRY(refuse_existing(cx, arena_print(&cx->mem, "%s%s", data_path, beside[i])));
	TRY(store_check_backup(cx, path, ret));
	e = copy_file(cx, path, part);
	if (e == ERR_OK)
		e = digest_file(cx, part, &copied);
	if (e == ERR_OK)                           /* what arrived is what was checked */
		e = compare_digest(cx, path, &copied);
	if (e == ERR_OK)
		e = give_name(cx, part, data_path);
	if (e)
		unlink(part);
	return e;
}
