/* SPDX-License-Identifier: Apache-2.0 */
#include <arpa/inet.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* http PORT CONNECTIONS SECONDS METHOD PATH [TOKEN [BODY]]
 * Keeps every connection busy (closed loop, keep-alive) and prints one line:
 * answers (200) per second, p50 and p99 in ms, how many were 200, 503 and other.
 * "{n}" in PATH and BODY becomes a number; writes get a new Idempotency-Key.
 * VALUES=FILE: lines "TOKEN VALUE", taken in turn; "{v}" becomes the value.
 * ONCE=1: the lines are gone through once, then it ends.
 * RATE=N: not a closed loop but N requests a second at even times; one that finds every connection busy
 * waits, and that wait counts: its time runs from when it was due.
 * CPU=FILE: appends its own processor seconds to the file. */
enum { CONNECTIONS_MAX = 4000, SAMPLES_MAX = 4000000, TEXT_MAX = 4096 };

struct peer { int fd; char in[TEXT_MAX]; size_t n, body_left; int status; bool in_body; int64_t sent_us; };

static struct peer peers[CONNECTIONS_MAX];
static int32_t *samples;
static size_t n_samples;
static long long by_kind[3], number, hung_up;
static const char *method, *target, *token, *body;
static int port, epfd;
static char **values;
static size_t n_values;
static bool once;
static double rate;                  /* requests a second; 0: a closed loop */
static int64_t began_us;
static struct peer *idle[CONNECTIONS_MAX];
static int n_idle;

static void read_values(const char *name)
{
	FILE *f = fopen(name, "r");
	char line[400];

	if (!f) {
		perror(name);
		exit(2);
	}
	while (fgets(line, sizeof line, f)) {
		line[strcspn(line, "\n")] = '\0';
		if (n_values % 4096 == 0)
			values = realloc(values, (n_values + 4096) * sizeof *values);
		values[n_values++] = strdup(line);
	}
	fclose(f);
}

static int64_t now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void fill(char *out, size_t room, const char *text, const char *value)
{
	const char *at = strstr(text, "{n}"), *of_line = value ? strstr(text, "{v}") : NULL;

	if (of_line)
		snprintf(out, room, "%.*s%s%s", (int)(of_line - text), text, value, of_line + 3);
	else if (at)
		snprintf(out, room, "%.*s%lld%s", (int)(at - text), text, number, at + 3);
	else
		snprintf(out, room, "%s", text);
}

static void ask(struct peer *p)
{
	char text[TEXT_MAX], path[1024], sent_body[2048] = "", auth[300] = "";
	const char *line = n_values ? values[(size_t)number % n_values] : NULL, *value = line ? strchr(line, ' ') : NULL;
	int n;

	if (once && (size_t)number >= n_values)
		return;
	number++;
	fill(path, sizeof path, target, value ? value + 1 : NULL);
	if (body)
		fill(sent_body, sizeof sent_body, body, value ? value + 1 : NULL);
	if (value)
		snprintf(auth, sizeof auth, "Authorization: Bearer %.*s\r\n", (int)(value - line), line);
	else if (token && *token)
		snprintf(auth, sizeof auth, "Authorization: Bearer %s\r\n", token);
	n = snprintf(text, sizeof text, "%s %s HTTP/1.1\r\nHost: bench\r\n%sIdempotency-Key: b-%d-%lld\r\nContent-Type: application/json\r\n"
		     "Content-Length: %zu\r\n\r\n%s", method, path, auth, (int)getpid(), number, strlen(sent_body), sent_body);
	p->n = 0;
	p->in_body = false;
	p->sent_us = rate > 0 ? began_us + (int64_t)((double)(number - 1) * 1e6 / rate) : now_us();
	if (send(p->fd, text, (size_t)n, MSG_NOSIGNAL) != n)
		perror("send");
}

static void go_on(struct peer *p)
{
	if (rate > 0)
		idle[n_idle++] = p;
	else
		ask(p);
}

/* What is due by now, as far as there are connections. */
static void ask_due(void)
{
	while (n_idle > 0 && !(once && (size_t)number >= n_values) && began_us + (int64_t)((double)number * 1e6 / rate) <= now_us())
		ask(idle[--n_idle]);
}

static void dial(struct peer *p)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr = { htonl(INADDR_LOOPBACK) } };
	struct epoll_event event = { .events = EPOLLIN, .data.ptr = p };

	p->fd = socket(AF_INET, SOCK_STREAM, 0);
	if (p->fd < 0 || connect(p->fd, (struct sockaddr *)&to, sizeof to)) {
		perror("connect");
		exit(1);
	}
	epoll_ctl(epfd, EPOLL_CTL_ADD, p->fd, &event);
	go_on(p);
}

static void answered(struct peer *p)
{
	if (p->status == 200 && n_samples < SAMPLES_MAX)
		samples[n_samples++] = (int32_t)(now_us() - p->sent_us);
	by_kind[p->status == 200 ? 0 : p->status == 503 ? 1 : 2]++;
}

/* True when a whole answer has come. */
static bool take(struct peer *p, const char *data, size_t n)
{
	if (!p->in_body) {
		size_t part = n < sizeof p->in - 1 - p->n ? n : sizeof p->in - 1 - p->n;
		char *end, *length;

		memcpy(p->in + p->n, data, part);
		p->n += part;
		p->in[p->n] = '\0';
		end = strstr(p->in, "\r\n\r\n");
		length = strstr(p->in, "Content-Length: ");
		if (!end)
			return false;
		p->status = (int)strtol(p->in + 9, NULL, 10);
		p->in_body = true;
		p->body_left = length ? strtoull(length + 16, NULL, 10) : 0;
		n = p->n - (size_t)(end + 4 - p->in) + (n - part);
	}
	p->body_left -= n < p->body_left ? n : p->body_left;
	return p->body_left == 0;
}

static void on_event(struct peer *p)
{
	char data[65536];
	ssize_t n = recv(p->fd, data, sizeof data, MSG_DONTWAIT);

	if (n < 0 && errno == EAGAIN)
		return;
	if (n <= 0) {
		close(p->fd);
		hung_up++;
		dial(p);
	} else if (take(p, data, (size_t)n)) {
		answered(p);
		go_on(p);
	}
}

static void tell_cpu(const char *name)
{
	FILE *f = name ? fopen(name, "a") : NULL;
	struct rusage used;

	if (!f)
		return;
	getrusage(RUSAGE_SELF, &used);
	fprintf(f, "%.3f\n", (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6);
	fclose(f);
}

static int by_size(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
	struct epoll_event events[256];
	int connections, seconds;
	int64_t began, end;

	if (argc < 6)
		return 2;
	port = (int)strtol(argv[1], NULL, 10);
	connections = (int)strtol(argv[2], NULL, 10);
	seconds = (int)strtol(argv[3], NULL, 10);
	method = argv[4];
	target = argv[5];
	token = argc > 6 ? argv[6] : NULL;
	body = argc > 7 ? argv[7] : NULL;
	if (getenv("VALUES"))
		read_values(getenv("VALUES"));
	once = getenv("ONCE") != NULL;
	samples = malloc(sizeof *samples * SAMPLES_MAX);
	epfd = epoll_create1(0);
	if (!samples || epfd < 0 || connections < 1 || connections > CONNECTIONS_MAX)
		return 2;
	rate = getenv("RATE") ? strtod(getenv("RATE"), NULL) : 0;
	for (int i = 0; i < connections; i++)
		dial(&peers[i]);
	began = began_us = now_us();
	for (end = began + (int64_t)seconds * 1000000; now_us() < end && !(once && (size_t)(by_kind[0] + by_kind[1] + by_kind[2]) >= n_values); ) {
		int n;

		if (rate > 0)
			ask_due();
		n = epoll_wait(epfd, events, 256, rate > 0 ? 1 : 100);

		for (int i = 0; i < n; i++)
			on_event(events[i].data.ptr);
	}
	qsort(samples, n_samples, sizeof *samples, by_size);
	printf("%8.0f /s   p50 %7.2f ms   p99 %7.2f ms   200: %lld   503: %lld   other: %lld   hung up: %lld\n",
	       (double)n_samples * 1e6 / (double)(now_us() - began), n_samples ? samples[n_samples / 2] / 1000.0 : 0,
	       n_samples ? samples[n_samples * 99 / 100] / 1000.0 : 0, by_kind[0], by_kind[1], by_kind[2], hung_up);
	tell_cpu(getenv("CPU"));
	free(samples);
	return 0;
}
