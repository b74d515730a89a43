/* SPDX-License-Identifier: Apache-2.0 */
#include "http/server_in.h"
#include "base/text.h"
#include "http/openapi.h"
#include <arpa/inet.h>
#include <assert.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

/* Raw, so that the router sees what was sent; nothing is unescaped twice. */
static size_t keep_escapes(void *cls, struct MHD_Connection *connection, char *text)
{
	(void)cls;
	(void)connection;
	return strlen(text);
}

static void *exchange_new(void *cls, const char *uri, struct MHD_Connection *connection)
{
	struct exchange *x = calloc(1, sizeof *x);
	char *question;

	if (!x)
		abort();
	x->server = cls;
	x->connection = connection;
	x->target = strdup(uri);
	if (!x->target)
		abort();
	question = strchr(x->target, '?');
	if (question) {
		*question = '\0';
		x->req.query = question + 1;
	}
	x->req.path = x->target;
	return x;
}

static void exchange_free(void *cls, struct MHD_Connection *connection, void **request,
			  enum MHD_RequestTerminationCode how)
{
	struct exchange *x = *request;

	(void)cls;
	(void)connection;
	(void)how;
	if (!x)
		return;
	if (x->listener)
		listener_free(x->listener);
	if (x->call)
		call_close(x->call);
	free(x->body);
	free(x->target);
	free(x);
	*request = NULL;
}

static const char *header(struct exchange *x, const char *name)
{
	return MHD_lookup_connection_value(x->connection, MHD_HEADER_KIND, name);
}

static void read_address(struct exchange *x)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(x->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	const char *forwarded = x->server->options.behind_proxy ? header(x, "X-Forwarded-For") : NULL;
	const struct sockaddr *sa = info ? info->client_addr : NULL;

	if (sa && sa->sa_family == AF_INET6)
		inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)(const void *)sa)->sin6_addr, x->address, sizeof x->address);
	else if (sa)
		inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)sa)->sin_addr, x->address, sizeof x->address);
	if (forwarded && (strcmp(x->address, "127.0.0.1") == 0 || strcmp(x->address, "::1") == 0)) {
		const char *last = strrchr(forwarded, ',');      /* the one our own proxy saw */

		last = last ? last + 1 + strspn(last + 1, " ") : forwarded;
		if (strlen(last) < sizeof x->address)
			snprintf(x->address, sizeof x->address, "%s", last);
	}
	x->req.address = x->address;
}

static void read_headers(struct exchange *x, const char *method)
{
	struct server *s = x->server;
	long long n = atomic_fetch_add(&s->n_requests, 1) + 1;

	read_address(x);
	if (s->options.countable_ids)
		snprintf(x->id, sizeof x->id, "req-%06lld", n);
	else
		snprintf(x->id, sizeof x->id, "%s-%lld", s->boot, n);
	x->req.request_id = x->id;
	x->req.method = method;
	x->req.authorization = header(x, "Authorization");
	x->req.cookie = header(x, "Cookie");
	x->req.host = header(x, "Host");
	x->req.origin = header(x, "Origin");
	x->req.fetch_site = header(x, "Sec-Fetch-Site");
	x->req.csrf = header(x, "X-CSRF-Token");
	x->req.content_type = header(x, "Content-Type");
	x->req.accept_language = header(x, "Accept-Language");
	x->req.accept_encoding = header(x, "Accept-Encoding");
	x->req.if_none_match = header(x, "If-None-Match");
	x->req.if_match = header(x, "If-Match");
	x->req.idempotency_key = header(x, "Idempotency-Key");
	x->last_event = header(x, "Last-Event-ID");
}

/* An answer made on the spot, before any work. */
static void refuse(struct exchange *x, enum err code, int status, const char *zh, const char *en)
{
	x->call = call_open(x->server->d, &x->req);
	(void)fail(&x->call->cx, code, NULL, "%s%.0s", "%.0s%s", zh, en);
	call_refuse(x->call, status);
	x->answered = true;
}

static void refuse_busy(struct exchange *x)
{
	refuse(x, ERR_BUSY, 503, "排队的请求太多，请稍后重试", "too many requests are waiting; try again shortly");
}

static enum way way_of(const char *path)
{
	static const struct { const char *path; enum way way; } ways[] = {
		{ "/", WAY_PAGE }, { "/about", WAY_PAGE }, { "/healthz", WAY_HEALTH }, { "/metrics", WAY_METRICS },
		{ "/api/openapi.json", WAY_OPENAPI }, { "/api/v1/events", WAY_EVENTS } };

	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
		if (strcmp(path, ways[i].path) == 0)
			return ways[i].way;
	return WAY_OP;
}

/* How much body this request may have: little, but for ops that take a file. */
static size_t body_limit(const struct exchange *x)
{
	struct route_match m = route_find(&x->server->d->routes, x->req.method, x->req.path);

	for (const struct field *f = m.route && m.route->op->in ? m.route->op->in->fields : NULL; f && f->name; f++)
		if (f->kind == KIND_BYTES)
			return f->max < HTTP_UPLOAD_MAX ? (size_t)f->max : HTTP_UPLOAD_MAX;
	return HTTP_JSON_MAX;
}

struct header_counts { int all, lengths, encodings, hosts; };

static enum MHD_Result count_header(void *cls, enum MHD_ValueKind kind, const char *name, const char *value)
{
	struct header_counts *n = cls;

	(void)kind;
	(void)value;
	n->all++;
	n->lengths += strcasecmp(name, "Content-Length") == 0;
	n->encodings += strcasecmp(name, "Transfer-Encoding") == 0;
	n->hosts += strcasecmp(name, "Host") == 0;
	return MHD_YES;
}

/* What two parsers might read differently is refused (request smuggling). */
static bool headers_are_sound(struct exchange *x)
{
	struct header_counts n = { 0 };
	const char *length = header(x, "Content-Length");

	MHD_get_connection_values(x->connection, MHD_HEADER_KIND, count_header, &n);
	return n.all <= HTTP_HEADERS_MAX && n.lengths <= 1 && n.encodings <= 1 && n.hosts <= 1
		&& !(n.lengths && n.encodings) && (!length || strspn(length, "0123456789") == strlen(length));
}

static void begin(struct exchange *x, const char *method)
{
	struct server *s = x->server;
	const char *length = header(x, "Content-Length");
	bool has_body = (length && strcmp(length, "0") != 0) || header(x, "Transfer-Encoding");

	x->started = true;
	x->begun_us = server_now_us();
	read_headers(x, method);
	x->way = way_of(x->req.path);
	x->limit = body_limit(x);
	if (atomic_load(&s->stopping))
		refuse(x, ERR_BUSY, 503, "服务正在停止，请稍后重试", "the server is stopping; try again shortly");
	else if (has_body && server_is_full(s))
		refuse_busy(x);                  /* before the body is read, at the price of the connection */
	else if (!headers_are_sound(x))
		refuse(x, ERR_BAD_SYNTAX, 400, "请求头有误：重复或矛盾的长度，或请求头超过 100 个",
		       "the headers are wrong: lengths that repeat or disagree, or more than 100 headers");
	else if (strlen(x->target) + (x->req.query ? strlen(x->req.query) : 0) > HTTP_LINE_MAX)
		refuse(x, ERR_TOO_LARGE, 414, "网址超过 8192 字节", "the address is longer than 8192 bytes");
	else if (length && (strlen(length) > 12 || strtoull(length, NULL, 10) > x->limit))
		refuse(x, ERR_TOO_LARGE, 413, x->limit > HTTP_JSON_MAX ? "文件太大" : "请求正文超过 1 MiB",
		       x->limit > HTTP_JSON_MAX ? "the file is too large" : "the body is larger than 1 MiB");
}

/* False: give the connection up. */
static bool take_body(struct exchange *x, const char *data, size_t n)
{
	int64_t seconds = (server_now_us() - x->begun_us) / 1000000;

	if (x->n_body + n > x->limit) {
		x->too_large = true;                   /* read on a little, so that the answer can be sent */
		x->n_body += n;
		return x->n_body <= 2 * x->limit;
	}
	if (seconds > HTTP_BODY_SECONDS && (int64_t)x->n_body < seconds * 1024)
		return false;
	if (x->n_body + n + 1 > x->room) {
		x->room = (x->n_body + n + 1) * 2;
		x->body = realloc(x->body, x->room);
		if (!x->body)
			abort();
	}
	memcpy(x->body + x->n_body, data, n);
	x->n_body += n;
	x->body[x->n_body] = '\0';
	return true;
}

static void submit(struct exchange *x)
{
	x->queued = true;
	x->req.body = x->body;
	x->req.n_body = x->n_body;
	MHD_suspend_connection(x->connection);
	if (server_enqueue(x->server, x))
		return;
	refuse_busy(x);
	server_log(x);
	MHD_resume_connection(x->connection);
}

static void sleep_stream(void *user) { MHD_suspend_connection(((struct exchange *)user)->connection); }

static ssize_t read_stream(void *cls, uint64_t at, char *text, size_t room)
{
	ssize_t n = listener_read(((struct exchange *)cls)->listener, text, room, sleep_stream);

	(void)at;
	return n < 0 ? (ssize_t)MHD_CONTENT_READER_END_OF_STREAM : n;
}

static bool answer_has(const struct answer *a, const char *name)
{
	for (size_t i = 0; i < a->n_headers; i++)
		if (strcmp(a->headers[i].name, name) == 0)
			return true;
	return false;
}

static enum MHD_Result send_answer(struct exchange *x)
{
	static const char *const always[][2] = {
		{ "X-Content-Type-Options", "nosniff" }, { "Referrer-Policy", "no-referrer" },
		{ "Content-Security-Policy", "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'" },
		{ "Cross-Origin-Opener-Policy", "same-origin" }, { "X-Frame-Options", "DENY" },
		{ "Permissions-Policy", "geolocation=(), camera=(), microphone=()" } };
	const struct answer *a = &x->call->answer;
	struct MHD_Response *response = x->listener
		? MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 4096, read_stream, x, NULL)
		: MHD_create_response_from_buffer(a->n_body, (void *)(uintptr_t)a->body, MHD_RESPMEM_PERSISTENT);
	enum MHD_Result sent;

	if (!response)
		return MHD_NO;
	for (size_t i = 0; i < sizeof always / sizeof *always; i++)
		if (!answer_has(a, always[i][0]))
			MHD_add_response_header(response, always[i][0], always[i][1]);
	for (size_t i = 0; i < a->n_headers; i++)
		MHD_add_response_header(response, a->headers[i].name, a->headers[i].value);
	MHD_add_response_header(response, "Content-Type", a->type);
	MHD_add_response_header(response, "X-Request-Id", x->id);
	sent = MHD_queue_response(x->connection, (unsigned)a->status, response);
	MHD_destroy_response(response);
	return sent;
}

static enum MHD_Result handle(void *cls, struct MHD_Connection *connection, const char *url, const char *method,
			      const char *version, const char *data, size_t *n_data, void **request)
{
	struct exchange *x = *request;

	(void)cls;
	(void)connection;
	(void)url;
	(void)version;
	if (!x->started) {
		begin(x, method);
		if (x->answered) {
			server_log(x);
			return send_answer(x);
		}
		return MHD_YES;
	}
	if (*n_data) {
		size_t n = *n_data;

		*n_data = 0;
		return take_body(x, data, n) ? MHD_YES : MHD_NO;
	}
	if (!x->queued && !x->n_body && server_at_once(x)) {
		x->queued = x->answered = true;
		server_log(x);
	} else if (!x->queued && x->too_large) {
		x->queued = true;
		refuse(x, ERR_TOO_LARGE, 413, "请求正文太大", "the body is too large");
		server_log(x);
	} else if (!x->queued && server_is_full(x->server)) {
		x->queued = true;
		refuse_busy(x);                  /* the connection stays */
		server_log(x);
	} else if (!x->queued) {
		submit(x);
		return MHD_YES;
	}
	return x->answered ? send_answer(x) : MHD_YES;
}

static enum err listen_on(struct ctx *cx, struct server *s)
{
	const char *host = s->options.host ? s->options.host : "127.0.0.1";
	struct sockaddr_in v4 = { .sin_family = AF_INET, .sin_port = htons((uint16_t)s->options.port) };
	struct sockaddr_in6 v6 = { .sin6_family = AF_INET6, .sin6_port = htons((uint16_t)s->options.port) };
	bool is_v6 = inet_pton(AF_INET6, host, &v6.sin6_addr) == 1;
	unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | (is_v6 ? MHD_USE_IPv6 : 0);

	if (!is_v6 && inet_pton(AF_INET, host, &v4.sin_addr) != 1)
		return fail(cx, ERR_BAD_INPUT, "--host", "%s 不是 IP 地址", "%s is not an IP address", host);
	s->daemon = MHD_start_daemon(flags, (uint16_t)s->options.port, NULL, NULL, handle, s,
		MHD_OPTION_SOCK_ADDR, is_v6 ? (struct sockaddr *)&v6 : (struct sockaddr *)&v4,
		MHD_OPTION_URI_LOG_CALLBACK, exchange_new, s,
		MHD_OPTION_UNESCAPE_CALLBACK, keep_escapes, NULL,
		MHD_OPTION_NOTIFY_COMPLETED, exchange_free, s,
		MHD_OPTION_CONNECTION_LIMIT, (unsigned)HTTP_CONNECTIONS_MAX,
		MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)HTTP_IDLE_SECONDS,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HTTP_HEADER_BYTES_MAX,
		MHD_OPTION_LISTENING_ADDRESS_REUSE, 1u, MHD_OPTION_LISTEN_BACKLOG_SIZE, 1024u,
		MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
	if (!s->daemon)
		return fail(cx, ERR_BUSY, "--port", "端口 %s:%d 打不开，可能已被占用；用 --port 换一个",
			    "cannot listen on %s:%d, perhaps it is taken; choose another with --port", host, s->options.port);
	return ERR_OK;
}

static void start_threads(struct server *s)
{
	s->n_workers = s->options.threads > 0 && s->options.threads <= 64 ? s->options.threads : 4;
	for (int i = 0; i < s->n_workers; i++) {
		if (pthread_create(&s->workers[i], NULL, server_worker, s))
			abort();
		pthread_setname_np(s->workers[i], "worker");
	}
	if (pthread_create(&s->ticker, NULL, server_ticker, s))
		abort();
}

static void end_threads(struct server *s)
{
	pthread_mutex_lock(&s->mutex);
	s->ending = true;
	pthread_cond_broadcast(&s->work);
	pthread_cond_broadcast(&s->end);
	pthread_mutex_unlock(&s->mutex);
	for (int i = 0; i < s->n_workers; i++)
		pthread_join(s->workers[i], NULL);
	pthread_join(s->ticker, NULL);
}

static void server_free(struct server *s)
{
	events_free(s->events);
	metrics_free(s->metrics);
	kept_free(s->kept);
	arena_reset(&s->mem);
	pthread_cond_destroy(&s->work);
	pthread_cond_destroy(&s->end);
	pthread_mutex_destroy(&s->mutex);
	free(s);
}

enum err server_start(struct ctx *cx, const struct server_options *options, struct dispatch *d,
		      struct writer *writer, struct readers *readers, struct server **ret)
{
	struct server *s = calloc(1, sizeof *s);
	unsigned boot = 0;
	enum err e;

	if (!s)
		abort();
	assert(cx->random);
	cx->random(&boot, sizeof boot);
	snprintf(s->boot, sizeof s->boot, "%08x", boot);
	*s = (struct server){ .options = *options, .d = d, .writer = writer, .readers = readers };
	snprintf(s->boot, sizeof s->boot, "%08x", boot);
	pthread_mutex_init(&s->mutex, NULL);
	pthread_cond_init(&s->work, NULL);
	pthread_cond_init(&s->end, NULL);
	s->events = events_new(&d->routes);
	s->metrics = metrics_new(&d->routes);
	s->kept = kept_new();
	s->openapi = BUF(&s->mem);
	openapi_write(&s->openapi, &d->routes, options->version);
	start_threads(s);
	e = listen_on(cx, s);
	if (e) {
		end_threads(s);
		server_free(s);
		return e;
	}
	*ret = s;
	return ERR_OK;
}

int server_port(const struct server *s)
{
	const union MHD_DaemonInfo *info = MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_BIND_PORT);

	return info ? info->port : s->options.port;
}

/* Nothing new, then what is under way to its end, then the streams, then the sockets. */
void server_stop(struct server *s)
{
	MHD_socket listener;

	if (!s)
		return;
	atomic_store(&s->stopping, true);
	listener = MHD_quiesce_daemon(s->daemon);
	if (listener != MHD_INVALID_SOCKET)
		close(listener);
	events_end(s->events);
	for (int ms = 0; atomic_load(&s->under_way) > 0; ms += 5) {
		usleep(5000);
		if (ms == HTTP_STOP_SECONDS * 1000)
			fprintf(stderr, "{\"stop\":\"waiting for %lld requests\"}\n", (long long)atomic_load(&s->under_way));
	}
	end_threads(s);
	usleep(20000);                                   /* the last answers leave */
	MHD_stop_daemon(s->daemon);
	server_free(s);
}
