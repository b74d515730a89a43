/* SPDX-License-Identifier: Apache-2.0 */
#include "pg_proxy.h"
#include <assert.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int connect_to(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
	if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0)
		abort();
	return fd;
}

/* What happens to this message of ours; disarms when it is the one. */
static enum pg_cut fate(struct pg_proxy *p, const char *bytes, size_t n)
{
	enum pg_cut cut = __atomic_load_n(&p->cut, __ATOMIC_ACQUIRE);

	if (cut == CUT_NOT)
		return CUT_NOT;
	if (p->at == 0 ? memmem(bytes, n, "COMMIT", 7) == NULL : --p->at > 0)
		return CUT_NOT;
	__atomic_store_n(&p->cut, CUT_NOT, __ATOMIC_RELEASE);
	return cut;
}

/* False when the line is to be cut. */
static bool carry_ours(struct pg_proxy *p, int client, int server, char *bytes, size_t size)
{
	ssize_t n = read(client, bytes, size);
	enum pg_cut cut = n > 0 ? fate(p, bytes, (size_t)n) : CUT_NOT;

	if (n <= 0 || cut == CUT_BEFORE || write(server, bytes, (size_t)n) != n)
		return false;
	if (cut == CUT_AFTER) {
		n = read(server, bytes, size);               /* done there; swallow the answer */
		return false;
	}
	return true;
}

static void carry(struct pg_proxy *p, int client)
{
	static _Thread_local char bytes[65536];
	int server = connect_to(p->server);
	bool whole = true;
	fd_set both;

	while (whole) {
		FD_ZERO(&both);
		FD_SET(client, &both);
		FD_SET(server, &both);
		if (select((client > server ? client : server) + 1, &both, NULL, NULL, NULL) < 0)
			break;
		if (FD_ISSET(server, &both)) {
			ssize_t n = read(server, bytes, sizeof bytes);

			whole = n > 0 && write(client, bytes, (size_t)n) == n;
		} else {
			whole = carry_ours(p, client, server, bytes, sizeof bytes);
		}
	}
	close(server);
	close(client);
}

static void *proxy_main(void *arg)
{
	struct pg_proxy *p = arg;
	int client;

	while ((client = accept(p->listener, NULL, NULL)) >= 0)
		carry(p, client);
	return NULL;
}

void pg_proxy_start(struct pg_proxy *p, const char *url, char *ret_url, size_t size)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	const char *host = strstr(url, "host=");
	int n = (int)strcspn(host + 5, "&");

	*p = (struct pg_proxy){ .directory = "/tmp/baogong-proxy-XXXXXX" };
	if (!mkdtemp(p->directory))
		abort();
	snprintf(p->server, sizeof p->server, "%.*s/.s.PGSQL.5432", n, host + 5);
	snprintf(ret_url, size, "%.*s%s%s", (int)(host + 5 - url), url, p->directory, host + 5 + n);
	snprintf(address.sun_path, sizeof address.sun_path, "%s/.s.PGSQL.5432", p->directory);
	p->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (bind(p->listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(p->listener, 8) != 0
	    || pthread_create(&p->thread, NULL, proxy_main, p) != 0)
		abort();
}

void pg_proxy_arm(struct pg_proxy *p, enum pg_cut cut, int at)
{
	assert(!pg_proxy_armed(p));
	p->at = at;
	__atomic_store_n(&p->cut, cut, __ATOMIC_RELEASE);
}

int pg_proxy_armed(struct pg_proxy *p) { return __atomic_load_n(&p->cut, __ATOMIC_ACQUIRE) != CUT_NOT; }

void pg_proxy_stop(struct pg_proxy *p)
{
	char path[128];

	shutdown(p->listener, SHUT_RDWR);
	pthread_join(p->thread, NULL);
	close(p->listener);
	snprintf(path, sizeof path, "%s/.s.PGSQL.5432", p->directory);
	unlink(path);
	rmdir(p->directory);
}
