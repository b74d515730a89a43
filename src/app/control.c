/* SPDX-License-Identifier: Apache-2.0 */
#include "app/control.h"
#include "base/sha256.h"
#include "store/backup.h"
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = PATH_MAX + 1200, PATIENCE_S = 5, READER_WAIT_MS = 5000 };
static const char ASK[] = "backup ", DONE[] = "done ", FAULT[] = "fault ";

struct control { int fd, end[2]; struct readers *readers; pthread_t thread; };

/* "\0baogong-" and the digest of the real path; false when there is no such file. */
static bool address_of(const char *data_path, struct sockaddr_un *ret, socklen_t *ret_n)
{
	char real[PATH_MAX], hex[SHA256_HEX];
	struct hash h;

	if (strncmp(data_path, "sqlite:", 7) == 0)
		data_path += 7;
	if (!realpath(data_path, real))
		return false;
	h = sha256(real, strlen(real));
	*ret = (struct sockaddr_un){ .sun_family = AF_UNIX };
	snprintf(ret->sun_path + 1, sizeof ret->sun_path - 1, "baogong-%s", hash_write(&h, hex));
	*ret_n = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + strlen(ret->sun_path + 1));
	return true;
}

static bool is_friend(int fd)
{
	struct ucred who;
	socklen_t n = sizeof who;

	return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &n) == 0 && (who.uid == geteuid() || who.uid == 0);
}

/* One line without its end; false when none came in time. */
static bool read_line(int fd, char *line, size_t room)
{
	size_t n = 0;
	ssize_t got;

	while (n + 1 < room && (got = recv(fd, line + n, room - 1 - n, 0)) > 0) {
		n += (size_t)got;
		line[n] = '\0';
		if (line[n - 1] == '\n') {
			line[n - 1] = '\0';
			return true;
		}
	}
	return false;
}

static void answer(int fd, const char *text)
{
	if (send(fd, text, strlen(text), MSG_NOSIGNAL) < 0)
		fprintf(stderr, "{\"control\":\"the asker is gone\"}\n");
}

static void back_up(struct control *c, int fd, const char *to)
{
	struct ctx cx = { 0 };
	struct backup_info info;
	enum err e = readers_take(&cx, c->readers, READER_WAIT_MS);

	if (!e) {
		e = store_backup(&cx, to, &info);
		readers_give(&cx, c->readers);
	}
	if (e)
		answer(fd, arena_print(&cx.mem, "%s%d\x1f%s\x1f%s\n", FAULT, (int)e, cx.fault.zh, cx.fault.en));
	else
		answer(fd, arena_print(&cx.mem, "%s%lld bytes, SHA-256 %s\n", DONE, (long long)info.bytes, info.sha256));
	arena_reset(&cx.mem);
}

static void serve_one(struct control *c, int fd)
{
	struct timeval wait = { .tv_sec = PATIENCE_S };
	char line[LINE_MAX_BYTES];

	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
	if (is_friend(fd) && read_line(fd, line, sizeof line) && strncmp(line, ASK, sizeof ASK - 1) == 0)
		back_up(c, fd, line + sizeof ASK - 1);
	close(fd);
}

static void *listen_on(void *control)
{
	struct control *c = control;

	for (;;) {
		struct pollfd fds[2] = { { .fd = c->fd, .events = POLLIN }, { .fd = c->end[0], .events = POLLIN } };
		int fd;

		if (poll(fds, 2, -1) < 0)
			continue;
		if (fds[1].revents)
			return NULL;
		fd = accept4(c->fd, NULL, NULL, SOCK_CLOEXEC);
		if (fd >= 0)
			serve_one(c, fd);
	}
}

struct control *control_start(const char *data_path, struct readers *readers)
{
	struct control *c;
	struct sockaddr_un address;
	socklen_t n;

	if (strncmp(data_path, "postgres", 8) == 0 || !address_of(data_path, &address, &n))
		return NULL;
	c = calloc(1, sizeof *c);
	if (!c)
		abort();
	c->readers = readers;
	c->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (c->fd < 0 || bind(c->fd, (struct sockaddr *)&address, n) || listen(c->fd, 4) || pipe2(c->end, O_CLOEXEC)
	    || pthread_create(&c->thread, NULL, listen_on, c)) {
		fprintf(stderr, "{\"control\":\"no socket for the command line; backups only while stopped\"}\n");
		if (c->fd >= 0)
			close(c->fd);
		free(c);
		return NULL;
	}
	return c;
}

void control_stop(struct control *c)
{
	if (!c)
		return;
	close(c->end[1]);
	pthread_join(c->thread, NULL);
	close(c->end[0]);
	close(c->fd);
	free(c);
}

static enum err read_answer(struct ctx *cx, int fd, const char **ret_text)
{
	char *line = arena_new(&cx->mem, LINE_MAX_BYTES), *zh, *en;

	if (!read_line(fd, line, LINE_MAX_BYTES))
		return fail(cx, ERR_BROKEN, NULL, "服务没有回答；请看它的日志", "the server did not answer; see its log");
	if (strncmp(line, DONE, sizeof DONE - 1) == 0) {
		*ret_text = line + sizeof DONE - 1;
		return ERR_OK;
	}
	zh = strchr(line, '\x1f');
	en = zh ? strchr(zh + 1, '\x1f') : NULL;
	if (!en)
		return fail(cx, ERR_BROKEN, NULL, "服务的回答读不通", "the server's answer cannot be read");
	*en = '\0';
	return fail(cx, ERR_BAD_INPUT, NULL, "%s%.0s", "%.0s%s", zh + 1, en + 1);
}

enum err control_backup(struct ctx *cx, const char *data_path, const char *to, bool *ret_served, const char **ret_text)
{
	struct sockaddr_un address;
	socklen_t n;
	enum err e;
	int fd;

	*ret_served = false;
	if (strpbrk(to, "\n\x1f"))
		return fail(cx, ERR_BAD_INPUT, NULL, "文件名里不能有换行", "a file name cannot hold a line break");
	if (!address_of(data_path, &address, &n))
		return ERR_OK;
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || connect(fd, (struct sockaddr *)&address, n)) {
		if (fd >= 0)
			close(fd);
		return ERR_OK;
	}
	*ret_served = true;
	answer(fd, arena_print(&cx->mem, "%s%s\n", ASK, to));
	e = read_answer(cx, fd, ret_text);
	close(fd);
	return e;
}
