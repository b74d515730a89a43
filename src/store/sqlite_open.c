/* SPDX-License-Identifier: Apache-2.0 */
#include "store/sqlite.h"
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* "sqlite:PATH?cache_mib=64" taken apart.  vfs= is for the crash tests; the two
 * after it are only listened to together with a foreign VFS. */
struct place {
	char path[PATH_MAX];
	char vfs[32], synchronous[16];
	long checkpoint_pages;
	long cache_mib;
	bool memory;
};

enum { APPLICATION_ID = 0x42414F47,               /* "BAOG" at byte 68 of the file */
       CHECKPOINT_PAGES = 8000 };                 /* 32 MB of log: pages written again and again go to the file once */

static enum err read_option(struct ctx *cx, struct place *p, const char *name, const char *value)
{
	if (strcmp(name, "vfs") == 0) {
		snprintf(p->vfs, sizeof p->vfs, "%s", value);
	} else if (strcmp(name, "synchronous") == 0) {
		snprintf(p->synchronous, sizeof p->synchronous, "%s", value);
	} else if (strcmp(name, "checkpoint_pages") == 0) {
		p->checkpoint_pages = strtol(value, NULL, 10);
	} else if (strcmp(name, "cache_mib") == 0) {
		char *end;

		p->cache_mib = strtol(value, &end, 10);
		if (*end || p->cache_mib < 1 || p->cache_mib > 65536)
			return fail(cx, ERR_BAD_INPUT, "store", "cache_mib 应为 1 到 65536，现为“%s”",
				    "cache_mib must lie between 1 and 65536, not '%s'", value);
	} else {
		return fail(cx, ERR_BAD_INPUT, "store", "数据地址里的选项“%s”不认识，可用 cache_mib",
			    "the store address has an unknown option '%s'; cache_mib is known", name);
	}
	return ERR_OK;
}

static enum err read_place(struct ctx *cx, const char *url, enum store_mode mode, struct place *p)
{
	bool has_scheme = strncmp(url, "sqlite:", 7) == 0;
	char *options, *one;

	*p = (struct place){ .cache_mib = mode == STORE_WRITE ? 24 : 6 };
	if (snprintf(p->path, sizeof p->path, "%s", has_scheme ? url + 7 : url) >= (int)sizeof p->path || !p->path[0])
		return fail(cx, ERR_BAD_INPUT, "store", "数据文件路径为空或过长（最长 %d 字节）",
			    "the path of the data file is empty or too long (%d bytes at most)", PATH_MAX - 1);
	p->memory = strcmp(p->path, ":memory:") == 0;
	options = has_scheme ? strchr(p->path, '?') : NULL;
	if (!options)
		return ERR_OK;
	*options++ = 0;
	while ((one = strsep(&options, "&"))) {
		char *equals = strchr(one, '=');

		if (!equals)
			return fail(cx, ERR_BAD_INPUT, "store", "数据地址里的“%s”缺少等号", "'%s' in the store address lacks a '='", one);
		*equals = 0;
		TRY(read_option(cx, p, one, equals + 1));
	}
	return ERR_OK;
}

/* ---- one process at a time ---- */

/* Who holds the file: the process number and its number space, so that two
 * containers that both count from 1 are not taken for one. */
static void say_who(char *text, size_t size)
{
	char space[64] = "";
	ssize_t n = readlink("/proc/self/ns/pid", space, sizeof space - 1);

	space[n > 0 ? n : 0] = 0;
	snprintf(text, size, "%ld %s", (long)getpid(), space);
}

static enum err fail_lock(struct ctx *cx, const char *path)
{
	return fail(cx, ERR_BROKEN, "store", "打不开锁文件 %s：%s；请检查目录是否存在、是否可写",
		    "cannot open the lock file %s: %s; check that its directory exists and can be written",
		    path, strerror(errno));
}

static enum err lock_file(struct ctx *cx, const struct place *p, enum store_mode mode, int *ret_fd)
{
	char path[PATH_MAX + 8], real[PATH_MAX], me[128], holder[128] = "";
	int fd;
	ssize_t n;

	snprintf(path, sizeof path, "%s-lock", realpath(p->path, real) ? real : p->path);
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return fail_lock(cx, path);
	say_who(me, sizeof me);
	if (flock(fd, (mode == STORE_WRITE ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0) {
		if (mode == STORE_WRITE && (ftruncate(fd, 0) || pwrite(fd, me, strlen(me), 0) < 0)) {
			close(fd);
			return fail_lock(cx, path);
		}
		*ret_fd = fd;
		return ERR_OK;
	}
	n = pread(fd, holder, sizeof holder - 1, 0);
	holder[n > 0 ? n : 0] = 0;
	close(fd);
	if (mode == STORE_READ && strcmp(holder, me) == 0)
		return ERR_OK;                       /* our own writer holds it */
	holder[strcspn(holder, " ")] = 0;
	return fail(cx, ERR_BUSY, "store", "数据文件 %s 正由进程 %s 使用（可能是正在运行的服务）；请经由该服务办理，或先停止它",
		    "process %2$s is using the data file %1$s (probably the running server); go through that server, or stop it first",
		    p->path, holder[0] ? holder : "?");
}

/* A new file is only durable when its directory is. */
static enum err sync_directory(struct ctx *cx, const char *path)
{
	char copy[PATH_MAX];
	int fd, bad;

	snprintf(copy, sizeof copy, "%s", path);
	fd = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bad = fd < 0 || fsync(fd) != 0;
	if (fd >= 0)
		close(fd);
	if (bad)
		return fail(cx, ERR_BROKEN, "store", "数据目录无法落盘：%s", "the data directory cannot be made durable: %s", strerror(errno));
	return ERR_OK;
}

/* ---- settings ---- */

static void configure_library(void)
{
	sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, -1);   /* savepoints stay in memory */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);         /* nobody asks how much it holds, and counting takes a lock each time */
	sqlite3_initialize();
}

static void set_limits(sqlite3 *db)
{
	static const struct { int what, value; } limits[] = {
		{ SQLITE_LIMIT_LENGTH, 64 * 1024 * 1024 }, { SQLITE_LIMIT_SQL_LENGTH, 1024 * 1024 },
		{ SQLITE_LIMIT_COLUMN, 200 }, { SQLITE_LIMIT_EXPR_DEPTH, 200 }, { SQLITE_LIMIT_COMPOUND_SELECT, 50 },
		{ SQLITE_LIMIT_FUNCTION_ARG, 32 }, { SQLITE_LIMIT_ATTACHED, 0 }, { SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000 },
		{ SQLITE_LIMIT_VARIABLE_NUMBER, 200 }, { SQLITE_LIMIT_TRIGGER_DEPTH, 20 }, { SQLITE_LIMIT_WORKER_THREADS, 0 },
	};

	for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
		sqlite3_limit(db, limits[i].what, limits[i].value);
}

static void set_switches(sqlite3 *db, enum store_mode mode)
{
	sqlite3_extended_result_codes(db, 1);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	if (mode == STORE_READ)                      /* only the writing connection checkpoints */
		sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	sqlite3_busy_timeout(db, 5000);
}

static int take_number(void *user, int n, char **values, char **names)
{
	(void)names;
	if (n > 0 && values[0])
		*(long long *)user = strtoll(values[0], NULL, 10);
	return 0;
}

static enum err ask_number(struct ctx *cx, struct sqlite_store *s, const char *sql, long long *ret)
{
	*ret = 0;
	SQLITE_TRY(sqlite3_exec(s->db, sql, take_number, ret, NULL), sql);
	return ERR_OK;
}

static enum err refuse_foreign_file(struct ctx *cx, struct sqlite_store *s, const struct place *p, enum store_mode mode)
{
	long long id, tables;

	TRY(ask_number(cx, s, "PRAGMA application_id", &id));
	TRY(ask_number(cx, s, "SELECT COUNT(*) FROM sqlite_schema", &tables));
	if (id == APPLICATION_ID || (id == 0 && tables == 0 && mode == STORE_WRITE))
		return ERR_OK;
	return fail(cx, ERR_BAD_STATE, "store", "%s 不是保供系统的数据文件，请核对路径", "%s is not a data file of this program; check the path", p->path);
}

static enum err run_pragmas(struct ctx *cx, struct sqlite_store *s, const struct place *p, enum store_mode mode)
{
	const char *synchronous = p->vfs[0] && p->synchronous[0] ? p->synchronous : "FULL";
	long checkpoint = p->vfs[0] && p->checkpoint_pages ? p->checkpoint_pages : CHECKPOINT_PAGES;
	char sql[512];
	int code;

	snprintf(sql, sizeof sql,
		 "PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON; PRAGMA temp_store=MEMORY;"
		 "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA secure_delete=ON;"
		 "PRAGMA cache_size=-%ld; PRAGMA synchronous=%s; PRAGMA wal_autocheckpoint=%ld;%s",
		 p->cache_mib * 1024, synchronous, mode == STORE_WRITE ? checkpoint : 0L,
		 mode == STORE_READ ? "PRAGMA query_only=ON" : "PRAGMA journal_size_limit=67108864");
	code = sqlite3_exec(s->db, sql, NULL, NULL, NULL);
	if ((code & 0xff) == SQLITE_NOTADB)
		return fail(cx, ERR_BROKEN, "store", "%s 不是保供的数据文件，或开头已损坏；请核对路径，或从备份恢复",
			    "%s is no data file of Baogong, or its beginning is damaged; check the path, or restore a backup", p->path);
	SQLITE_TRY(code, "pragmas");
	return ERR_OK;
}

static int take_text(void *user, int n, char **values, char **names)
{
	(void)names;
	if (n > 0 && values[0])
		snprintf(user, 16, "%s", values[0]);
	return 0;
}

static enum err make_wal(struct ctx *cx, struct sqlite_store *s, const struct place *p)
{
	char answer[16] = "";
	char sql[64];

	SQLITE_TRY(sqlite3_exec(s->db, "PRAGMA page_size=4096; PRAGMA journal_mode=WAL", take_text, answer, NULL), "journal_mode");
	if (!p->memory && strcmp(answer, "wal") != 0)
		return fail(cx, ERR_BROKEN, "store", "数据文件所在磁盘不支持预写日志（现为 %s）；请放到本机磁盘上",
			    "the disk of the data file cannot keep a write-ahead log (%s instead); use a local disk", answer);
	snprintf(sql, sizeof sql, "PRAGMA application_id=%d", APPLICATION_ID);
	SQLITE_TRY(sqlite3_exec(s->db, sql, NULL, NULL, NULL), "application_id");
	return ERR_OK;
}

void sqlite_make_private(const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd >= 0)
		close(fd);
}

static enum err open_db(struct ctx *cx, struct sqlite_store *s, const struct place *p, enum store_mode mode)
{
	int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE
		| (mode == STORE_WRITE ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY);
	int code;

	if (mode == STORE_WRITE && !p->memory && !p->vfs[0])
		sqlite_make_private(p->path);
	code = sqlite3_open_v2(p->path, &s->db, flags, p->vfs[0] ? p->vfs : NULL);
	if (code != SQLITE_OK)
		return fail(cx, ERR_BROKEN, "store", "打不开数据文件 %s：%s；请核对路径和权限",
			    "cannot open the data file %s: %s; check the path and its permissions",
			    p->path, s->db ? sqlite3_errmsg(s->db) : "no memory");
	set_limits(s->db);
	set_switches(s->db, mode);
	TRY(run_pragmas(cx, s, p, mode));
	TRY(refuse_foreign_file(cx, s, p, mode));
	if (mode == STORE_READ)
		return ERR_OK;
	TRY(make_wal(cx, s, p));
	return p->memory || p->vfs[0] ? ERR_OK : sync_directory(cx, p->path);
}

static enum err open_place(struct ctx *cx, const struct place *p, enum store_mode mode, int lock_fd, struct store **ret)
{
	struct sqlite_store *s = calloc(1, sizeof *s);
	enum err e;

	if (!s)
		abort();
	s->base = (struct store){ .driver = &sqlite_driver, .kind = STORE_SQLITE, .mode = mode };
	s->lock_fd = lock_fd;
	e = open_db(cx, s, p, mode);
	if (e) {
		store_close(&s->base);
		return e;
	}
	*ret = &s->base;
	return ERR_OK;
}

static void set_up_library(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, configure_library);
}

enum err sqlite_open(struct ctx *cx, const char *url, enum store_mode mode, struct store **ret)
{
	struct place p;
	int fd = -1;

	set_up_library();
	TRY(read_place(cx, url, mode, &p));
	if (p.memory && mode == STORE_READ)
		return fail(cx, ERR_BAD_INPUT, "store", "内存数据只有一个连接，不能另开读取连接；请改用文件",
			    "data in memory has one connection and no readers; use a file");
	if (!p.memory && !p.vfs[0])
		TRY(lock_file(cx, &p, mode, &fd));
	return open_place(cx, &p, mode, fd, ret);
}

/* No lock file appears beside a backup: it may lie on a medium that cannot be written. */
enum err sqlite_open_copy(struct ctx *cx, const char *path, struct store **ret)
{
	struct place p = { .cache_mib = 6 };

	set_up_library();
	if (snprintf(p.path, sizeof p.path, "%s", path) >= (int)sizeof p.path)
		return fail(cx, ERR_BAD_INPUT, "path", "路径过长", "the path is too long");
	return open_place(cx, &p, STORE_READ, -1, ret);
}
