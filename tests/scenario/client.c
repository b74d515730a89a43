/* SPDX-License-Identifier: Apache-2.0 */
#include "scenario.h"
#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static int connect_to(int port)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr = { htonl(INADDR_LOOPBACK) } };
	struct timeval wait = { .tv_sec = 60 };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
	if (connect(fd, (struct sockaddr *)&to, sizeof to)) {
		close(fd);
		return -1;
	}
	return fd;
}

const char *reply_header(const struct reply *r, const char *name)
{
	for (size_t i = 0; i < r->n_headers; i++)
		if (strcasecmp(r->headers[i].name, name) == 0)
			return r->headers[i].value;
	return NULL;
}

static bool split(struct reply *r, size_t n)
{
	char *end = strstr(r->raw, "\r\n\r\n"), *line = strstr(r->raw, "\r\n");

	if (!end || strncmp(r->raw, "HTTP/1.1 ", 9) != 0)
		return false;
	r->status = (int)strtol(r->raw + 9, NULL, 10);
	*end = '\0';
	r->body = end + 4;
	r->n_body = n - (size_t)(r->body - r->raw);
	while (line && line < end && r->n_headers < REPLY_HEADERS) {
		char *name = line + 2, *colon = strchr(name, ':');

		line = strstr(name, "\r\n");
		if (line)
			*line = '\0';
		if (!colon)
			continue;
		*colon = '\0';
		r->headers[r->n_headers].name = name;
		r->headers[r->n_headers++].value = colon + 1 + strspn(colon + 1, " ");
	}
	return true;
}

bool http_ask(struct arena *mem, int port, const char *request, size_t n, struct reply *ret)
{
	int fd = connect_to(port);
	struct buf all = BUF(mem);
	char part[16384];
	ssize_t got = 0;

	*ret = (struct reply){ 0 };
	if (fd < 0)
		return false;
	while (n) {
		ssize_t sent = send(fd, request, n, MSG_NOSIGNAL);

		if (sent <= 0)
			break;                   /* the server may refuse early and close; its answer counts */
		request += sent;
		n -= (size_t)sent;
	}
	while ((got = recv(fd, part, sizeof part, 0)) > 0)
		buf_add(&all, part, (size_t)got);
	close(fd);
	ret->raw = arena_bytes(mem, buf_get(&all), all.n);
	return split(ret, all.n);
}
