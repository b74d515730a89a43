/* SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "http/assets.h"
#include "http/server.h"
#include "store/driver.h"
#include <arpa/inet.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#include <zlib.h>

/* The server with sockets and threads: limits, one effect for many, events, the stop. */
struct note { int64_t note_id; const char *text; };
struct noted { int64_t note_id, n; };
struct number { int64_t n; };
struct upload { struct bytes body; };
static SHAPE(note, ID(note, note_id, "which"), OPT_TEXT(note, text, 0, 20, "what"));
static SHAPE(noted, ID(noted, note_id, "which"), I64(noted, n, 0, 1000000, "how many there are"));
static SHAPE(number, I64(number, n, 0, 100000000, "n"));
static SHAPE(upload, BYTES(upload, body, 1, 3000000, "a file"));

#define QUERY(name, sql, in, row) static const struct query name = { #name, sql, sql, in, row }
QUERY(insert, "INSERT INTO note (n) VALUES (?1)", &number_shape, NULL);
QUERY(how_many, "SELECT COUNT(*) AS n FROM note", NULL, &number_shape);

static enum err add(struct ctx *cx, const void *in, void *out)
{
	struct number n = { ((const struct note *)in)->note_id }, all;

	TRY(store_exec(cx, &insert, &n, NULL));
	TRY(store_one(cx, &how_many, NULL, &all));
	*(struct noted *)out = (struct noted){ n.n, all.n };
	return ERR_OK;
}

static enum err look(struct ctx *cx, const void *in, void *out)
{
	struct number all;

	TRY(store_one(cx, &how_many, NULL, &all));
	*(struct noted *)out = (struct noted){ ((const struct note *)in)->note_id, all.n };
	return ERR_OK;
}

static enum err measure(struct ctx *cx, const void *in, void *out)
{
	(void)cx;
	*(struct number *)out = (struct number){ (int64_t)((const struct upload *)in)->body.n };
	return ERR_OK;
}

struct number_in { int64_t n; };
struct board { struct bytes body; const char *type, *name; };
static SHAPE(board, BYTES(board, body, 0, 5000, "a page"), TEXT(board, type, 1, 50, "type"), TEXT(board, name, 0, 50, "name"));
static SHAPE(number_in, OPT_I64(number, n, 0, 9, "n"));
static int boards_made;
static int64_t clock_at;

static enum err show_board(struct ctx *cx, const void *in, void *out)
{
	char *text = arena_print(&cx->mem, "board %d of %lld", ++boards_made, (long long)((const struct number_in *)in)->n);

	*(struct board *)out = (struct board){ { text, strlen(text) }, "text/html; charset=utf-8", "" };
	return ERR_OK;
}

static enum err show_long_board(struct ctx *cx, const void *in, void *out)
{
	char *text = arena_new(&cx->mem, 3001);

	(void)in;
	memset(text, 'x', 3000);
	*(struct board *)out = (struct board){ { text, 3000 }, "text/html; charset=utf-8", "" };
	return ERR_OK;
}

struct tale { const char *text; };
static SHAPE(tale, TEXT(tale, text, 0, 20000, "a long text"));

static enum err tell_long(struct ctx *cx, const void *in, void *out)
{
	char *text = arena_new(&cx->mem, 10001);

	(void)in;
	for (int i = 0; i < 10000; i++)
		text[i] = (char)('a' + i * i % 23);
	((struct tale *)out)->text = text;
	return ERR_OK;
}

static const struct op ops[] = {
	{ "GET", "/api/v1/tales", "tale", "话", "tale", PERM_PUBLIC, TX_READ, 0, NULL, &tale_shape, tell_long, NULL, { 0 } },
	{ "GET", "/long-board", "long_board", "板", "board", PERM_PUBLIC, TX_READ, OP_SHARED, NULL, &board_shape, show_long_board, NULL, { 0 } },
	{ "GET", "/board", "board", "板", "board", PERM_PUBLIC, TX_READ, OP_SHARED, &number_in_shape, &board_shape, show_board, NULL, { 0 } },
	{ "POST", "/api/v1/notes/{note_id}", "note_add", "记", "note", PERM_SIGNED_IN, TX_WRITE, 0, &note_shape, &noted_shape, add, NULL, { 0 } },
	{ "GET", "/api/v1/notes/{note_id}", "note_get", "看", "look", PERM_SIGNED_IN, TX_READ, 0, &note_shape, &noted_shape, look, NULL, { 0 } },
	{ "POST", "/api/v1/files", "file_measure", "量", "measure", PERM_PUBLIC, TX_READ, 0, &upload_shape, &number_shape, measure, NULL, { 0 } },
	{ 0 },
};

static enum err who(struct ctx *cx, struct http_who *ret)
{
	if (strcmp(cx->session_token, "clerk") != 0)
		return fail(cx, ERR_NOT_SIGNED_IN, NULL, "谁？", "who?");
	*ret = (struct http_who){ .actor = { 7, "clerk", NULL, 0 } };
	return ERR_OK;
}

static int64_t clock_ms(bool writes) { (void)writes; return INT64_C(1800000000000) + clock_at; }
static void chance(void *bytes, size_t n) { memset(bytes, 7, n); }

static struct dispatch d;
static struct ctx world;
static struct server *server;
static struct writer *writer;
static struct readers *readers;
static char path[100];

static const struct asset files[] = {
	{ "/desk/", "text/html; charset=utf-8", "aaaa", ASSET_PAGE, { "<html>", 6 }, { 0 }, { "b", 1 } },
	{ "/desk/assets/main-1f2e.js", "text/javascript", "bbbb", ASSET_HASHED, { "let x", 5 }, { 0 }, { 0 } },
};
static const struct assets assets = { files, 2, "/desk/" };

static int open_world(void **state)
{
	static const struct op *const tables[] = { ops, NULL };
	struct store *store;

	(void)state;
	snprintf(path, sizeof path, "/tmp/baogong-server-%ld.db", (long)getpid());
	world = (struct ctx){ .now_ms = clock_ms(false), .random = chance, .district_id = 330114 };
	d = (struct dispatch){ .hooks = { .authenticate = who, .assets = &assets }, .district_id = 330114, .now_ms = clock_ms, .random = chance };
	assert_int_equal(routes_build(&world, tables, &d.routes), ERR_OK);
	assert_int_equal(store_open(&world, path, STORE_WRITE, &store), ERR_OK);
	world.store = store;
	assert_int_equal(store_migrate(&world), ERR_OK);
	assert_int_equal(store->driver->script(&world, store, "CREATE TABLE note (n BIGINT)"), ERR_OK);
	world.store = NULL;
	assert_int_equal(readers_open(&world, path, 4, &readers), ERR_OK);
	assert_int_equal(writer_start(&world, &store, 1, (struct writer_limits){ 0 }, &writer), ERR_OK);
	assert_int_equal(server_start(&world, &(struct server_options){ .silent = true, .version = "test" }, &d, writer, readers, &server), ERR_OK);
	return 0;
}

static int close_world(void **state)
{
	static const char *const ends[] = { "", "-wal", "-shm", "-lock" };
	char file[120];

	(void)state;
	server_stop(server);
	server = NULL;
	writer_stop(writer);
	readers_close(readers);
	arena_reset(&world.mem);
	for (size_t i = 0; i < 4; i++) {
		snprintf(file, sizeof file, "%s%s", path, ends[i]);
		unlink(file);
	}
	return 0;
}

static int patience_s = 10;

static int dial(void)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)server_port(server)), .sin_addr = { htonl(INADDR_LOOPBACK) } };
	struct timeval wait = { .tv_sec = patience_s, .tv_usec = patience_s ? 0 : 200000 };
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
	assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof to), 0);
	return fd;
}

static void send_all(int fd, const char *text, size_t n)
{
	while (n) {
		ssize_t sent = send(fd, text, n, MSG_NOSIGNAL);

		if (sent <= 0)
			return;
		text += sent;
		n -= (size_t)sent;
	}
}

/* What comes until the server closes or `until` has been seen. */
static char *receive(int fd, const char *until)
{
	size_t n = 0, room = 65536;
	char *text = calloc(1, room);
	ssize_t got;

	while (n + 1 < room && !(until && strstr(text, until)) && (got = recv(fd, text + n, room - n - 1, 0)) > 0)
		n += (size_t)got;
	return text;
}

static int status_of(const char *text) { return strncmp(text, "HTTP/1.1 ", 9) == 0 ? (int)strtol(text + 9, NULL, 10) : 0; }

static int ask(const char *request, size_t n)
{
	int fd = dial(), status;
	char *text;

	send_all(fd, request, n);
	text = receive(fd, NULL);
	status = status_of(text);
	free(text);
	close(fd);
	return status;
}

#define HEAD "Host: a\r\nConnection: close\r\n"
#define SIGNED HEAD "Authorization: Bearer clerk\r\n"

static int ask_text(const char *request) { return ask(request, strlen(request)); }

static void requests_that_two_parsers_could_read_differently_are_refused(void **state)
{
	static char line[20000], many[20000] = "GET /healthz HTTP/1.1\r\n" HEAD, big[70000] = "GET /healthz HTTP/1.1\r\n" HEAD "X: ";

	(void)state;
	assert_int_equal(ask_text("GET /healthz HTTP/1.1\r\n" HEAD "\r\n"), 200);
	assert_int_equal(ask_text("POST /api/v1/notes/1 HTTP/1.1\r\n" SIGNED "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}"), 400);
	assert_int_equal(ask_text("POST /api/v1/notes/1 HTTP/1.1\r\n" SIGNED "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"), 400);
	assert_int_equal(ask_text("POST /api/v1/notes/1 HTTP/1.1\r\n" SIGNED "Content-Length: -2\r\n\r\n{}"), 400);
	assert_int_equal(ask_text("POST /api/v1/notes/1 HTTP/1.1\r\n" SIGNED "Content-Length: +2\r\n\r\n{}"), 400);
	assert_int_equal(ask_text("GET /healthz HTTP/1.1\r\n\r\n"), 400);
	assert_int_equal(ask_text("GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n"), 400);
	snprintf(line, sizeof line, "GET /healthz?%09000d HTTP/1.1\r\n" HEAD "\r\n", 1);
	assert_int_equal(ask_text(line), 414);
	for (int i = 0; i < 101; i++)
		snprintf(many + strlen(many), 30, "X-%d: 1\r\n", i);
	strcat(many, "\r\n");
	assert_int_equal(ask_text(many), 400);
	memset(big + strlen(big), 'x', 60000);
	strcat(big, "\r\n\r\n");
	assert_in_range(ask_text(big), 0, 499);                  /* refused or hung up on, never served */
	assert_int_not_equal(ask_text(big), 200);
	assert_int_equal(ask_text("GET /healthz HTTP/1.1\r\n" HEAD "\r\n"), 200);
}

static int post_bytes(const char *target, size_t n, bool chunked)
{
	char *text = calloc(1, n + 1000);
	size_t used;
	int status;

	if (chunked)
		snprintf(text, 900, "POST %s HTTP/1.1\r\n" SIGNED "Idempotency-Key: b\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n%zx\r\n", target, n);
	else
		snprintf(text, 900, "POST %s HTTP/1.1\r\n" SIGNED "Idempotency-Key: b\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n", target, n);
	used = strlen(text);
	memset(text + used, ' ', n);
	used += n;
	if (chunked) {
		memcpy(text + used, "\r\n0\r\n\r\n", 7);
		used += 7;
	}
	status = ask(text, used);
	free(text);
	return status;
}

static void a_body_has_its_limit_with_and_without_a_length(void **state)
{
	(void)state;
	assert_int_equal(post_bytes("/api/v1/notes/1", 1024 * 1024, false), 200);
	assert_int_equal(post_bytes("/api/v1/notes/1", 1024 * 1024 + 1, false), 413);
	assert_int_equal(post_bytes("/api/v1/notes/1", 1024 * 1024 + 1, true), 413);
	assert_int_equal(post_bytes("/api/v1/files", 3000000, false), 200);
	assert_int_equal(post_bytes("/api/v1/files", 3000001, false), 413);
	assert_int_equal(post_bytes("/api/v1/files", 2500000, true), 200);
}

struct asker { const char *request; char *answer; };

static void *ask_in_thread(void *arg)
{
	struct asker *a = arg;
	int fd = dial();

	send_all(fd, a->request, strlen(a->request));
	a->answer = receive(fd, NULL);
	close(fd);
	return NULL;
}

static void I1_many_at_once_with_one_key_have_one_effect(void **state)
{
	enum { N = 40 };
	struct asker askers[N];
	pthread_t threads[N];
	int replayed = 0;

	(void)state;
	for (int i = 0; i < N; i++) {
		askers[i].request = "POST /api/v1/notes/5 HTTP/1.1\r\n" SIGNED "Idempotency-Key: one\r\nContent-Length: 0\r\n\r\n";
		assert_int_equal(pthread_create(&threads[i], NULL, ask_in_thread, &askers[i]), 0);
	}
	for (int i = 0; i < N; i++) {
		pthread_join(threads[i], NULL);
		assert_int_equal(status_of(askers[i].answer), 200);
		assert_non_null(strstr(askers[i].answer, "\r\n\r\n{\"note_id\":\"5\",\"n\":1}"));
		replayed += strstr(askers[i].answer, "Idempotent-Replay: 1") != NULL;
		free(askers[i].answer);
	}
	assert_int_equal(replayed, N - 1);
}

static void add_note(const char *key)
{
	char text[300];

	snprintf(text, sizeof text, "POST /api/v1/notes/5 HTTP/1.1\r\n" SIGNED "Idempotency-Key: %s\r\nContent-Length: 0\r\n\r\n", key);
	assert_int_equal(ask_text(text), 200);
}

static void a_committed_write_is_told_to_those_who_listen(void **state)
{
	static const char listen[] = "GET /api/v1/events HTTP/1.1\r\n" SIGNED "\r\n";
	static const char again[] = "GET /api/v1/events HTTP/1.1\r\n" SIGNED "Last-Event-ID: 1\r\n\r\n";
	static const char lost[] = "GET /api/v1/events HTTP/1.1\r\n" SIGNED "Last-Event-ID: 99\r\n\r\n";
	int fd = dial(), other;
	char *text;

	(void)state;
	send_all(fd, listen, sizeof listen - 1);
	text = receive(fd, "retry: 3000");
	assert_non_null(strstr(text, "text/event-stream"));
	free(text);
	add_note("e1");
	add_note("e1");                                /* a replay is no news */
	add_note("e2");
	text = receive(fd, "id: 2\n");
	assert_non_null(strstr(text, "id: 1\nevent: note_add\ndata: {\"op\":\"note_add\",\"target_id\":\"5\""));
	free(text);
	other = dial();
	send_all(other, again, sizeof again - 1);
	text = receive(other, "id: 2\n");
	assert_non_null(strstr(text, "id: 2\nevent: note_add"));
	assert_null(strstr(text, "id: 1\n"));
	free(text);
	close(other);
	other = dial();
	send_all(other, lost, sizeof lost - 1);
	text = receive(other, "event: reset");
	assert_non_null(strstr(text, "event: reset"));
	free(text);
	close(other);
	close(fd);
}

static void the_stop_ends_streams_and_finishes_requests(void **state)
{
	static const char listen[] = "GET /api/v1/events HTTP/1.1\r\n" SIGNED "\r\n";
	struct asker askers[8];
	pthread_t threads[8];
	int fd = dial(), done = 0;
	char *text;

	(void)state;
	send_all(fd, listen, sizeof listen - 1);
	free(receive(fd, "retry: 3000"));
	for (int i = 0; i < 8; i++) {
		askers[i].request = "GET /api/v1/notes/5 HTTP/1.1\r\n" SIGNED "\r\n";
		pthread_create(&threads[i], NULL, ask_in_thread, &askers[i]);
	}
	usleep(50000);
	server_stop(server);
	server = NULL;
	text = receive(fd, NULL);                      /* the stream ends, rather than hang */
	free(text);
	close(fd);
	for (int i = 0; i < 8; i++) {
		pthread_join(threads[i], NULL);
		done += status_of(askers[i].answer) == 200;
		free(askers[i].answer);
	}
	assert_int_equal(done, 8);
}

static char *answer_to(const char *request)
{
	int fd = dial();
	char *text;

	send_all(fd, request, strlen(request));
	text = receive(fd, NULL);
	close(fd);
	return text;
}

static void expect(const char *request, const char *const *parts)
{
	char *text = answer_to(request);

	for (; *parts; parts++) {
		if (!strstr(text, *parts))
			print_error("%s: no %s in\n%s", request, *parts, text);
		assert_non_null(strstr(text, *parts));
	}
	free(text);
}
#define EXPECT(request, ...) expect(request, (const char *const[]){ __VA_ARGS__, NULL })

static void the_pages_are_served_with_their_headers(void **state)
{
	char *text;

	(void)state;
	EXPECT("GET / HTTP/1.1\r\n" HEAD "\r\n", "HTTP/1.1 302 ", "Location: /desk/\r\n");
	EXPECT("GET /about HTTP/1.1\r\n" HEAD "\r\n", "HTTP/1.1 200 ", "baogong test");
	EXPECT("GET /desk?a=1 HTTP/1.1\r\n" HEAD "\r\n", "HTTP/1.1 308 ", "Location: /desk/?a=1\r\n");
	EXPECT("GET /desk/requests?state=raised HTTP/1.1\r\n" HEAD "\r\n", "HTTP/1.1 200 ", "Content-Type: text/html; charset=utf-8\r\n",
	       "ETag: \"aaaa\"\r\n", "Cache-Control: no-cache\r\n", "X-Content-Type-Options: nosniff\r\n", "Referrer-Policy: no-referrer\r\n",
	       "Cross-Origin-Opener-Policy: same-origin\r\n", "script-src 'self'; ", "camera=(self)", "\r\n\r\n<html>");
	EXPECT("GET /desk/ HTTP/1.1\r\n" HEAD "Accept-Encoding: gzip, br\r\n\r\n", "Content-Encoding: br\r\n", "Content-Length: 1\r\n", "\r\n\r\nb");
	EXPECT("GET /desk/ HTTP/1.1\r\n" HEAD "If-None-Match: \"aaaa\"\r\n\r\n", "HTTP/1.1 304 ", "ETag: \"aaaa\"\r\n");
	EXPECT("GET /desk/assets/main-1f2e.js HTTP/1.1\r\n" HEAD "\r\n", "HTTP/1.1 200 ", "Cache-Control: public, max-age=31536000, immutable\r\n", "\r\n\r\nlet x");
	EXPECT("GET /desk/assets/main-2222.js HTTP/1.1\r\n" HEAD "\r\n", "HTTP/1.1 404 ");
	EXPECT("GET /desk/..%2f..%2fetc/passwd HTTP/1.1\r\n" HEAD "\r\n", "HTTP/1.1 404 ");
	EXPECT("POST /desk/ HTTP/1.1\r\n" HEAD "Content-Length: 0\r\n\r\n", "HTTP/1.1 405 ", "Allow: GET, HEAD\r\n");
	text = answer_to("HEAD /desk/ HTTP/1.1\r\n" HEAD "\r\n");
	assert_non_null(strstr(text, "Content-Length: 6\r\n"));
	assert_string_equal(strstr(text, "\r\n\r\n"), "\r\n\r\n");
	assert_null(strstr(text, "camera=()"));
	free(text);
	text = answer_to("GET /desk/ HTTP/1.1\r\nHost: a\r\n\r\nGET /desk/assets/main-1f2e.js HTTP/1.1\r\n" HEAD "\r\n");
	assert_non_null(strstr(text, "<html>"));              /* one connection serves all files of a page */
	assert_non_null(strstr(text, "let x"));
	free(text);
}

static void what_is_the_same_for_all_is_made_once_a_minute(void **state)
{
	char *text = answer_to("GET /board HTTP/1.1\r\n" HEAD "\r\n"), tag[60] = "", request[300];

	(void)state;
	assert_non_null(strstr(text, "\r\n\r\nboard 1 of 0"));
	assert_non_null(strstr(text, "Cache-Control: public, max-age=60\r\n"));
	assert_null(strstr(text, "Content-Disposition"));
	assert_int_equal(sscanf(strstr(text, "ETag: ") + 6, "%50[^\r]", tag), 1);
	free(text);
	EXPECT("GET /board HTTP/1.1\r\n" SIGNED "\r\n", "\r\n\r\nboard 1 of 0", tag, "Content-Type: text/html; charset=utf-8\r\n");
	EXPECT("GET /board?n=2 HTTP/1.1\r\n" HEAD "\r\n", "\r\n\r\nboard 2 of 2");
	EXPECT("GET /board?n=99 HTTP/1.1\r\n" HEAD "\r\n", "HTTP/1.1 422 ");
	EXPECT("GET /board?n=99 HTTP/1.1\r\n" HEAD "\r\n", "HTTP/1.1 422 ");
	snprintf(request, sizeof request, "GET /board HTTP/1.1\r\n" HEAD "If-None-Match: %s\r\n\r\n", tag);
	EXPECT(request, "HTTP/1.1 304 ");
	assert_int_equal(boards_made, 2);
	clock_at = 60000;
	EXPECT("GET /board HTTP/1.1\r\n" HEAD "\r\n", "\r\n\r\nboard 3 of 0");
	EXPECT(request, "HTTP/1.1 200 ", "board 3 of 0");
	for (int i = 0; i < 100; i++) {                    /* more addresses than are kept */
		snprintf(request, sizeof request, "GET /board?n=%d&n=%d HTTP/1.1\r\n" HEAD "\r\n", i % 10, i);
		free(answer_to(request));
		snprintf(request, sizeof request, "GET /board?%0*d HTTP/1.1\r\n" HEAD "\r\n", i * 3 + 1, 0);
		free(answer_to(request));
	}
	EXPECT("GET /healthz HTTP/1.1\r\n" HEAD "\r\n", "HTTP/1.1 200 ");
	clock_at = 0;
}

/* The body of an answer of one piece, unzipped; its length. */
static size_t unzipped(const char *request, char *out, size_t room)
{
	int fd = dial();
	size_t n = 0, want = sizeof (char[65536]);
	static unsigned char text[65536];
	unsigned char *body;
	z_stream z = { 0 };
	ssize_t got;

	send_all(fd, request, strlen(request));
	while (n < want && (got = recv(fd, text + n, want - n, 0)) > 0)
		n += (size_t)got;
	close(fd);
	body = memmem(text, n, "\r\n\r\n", 4);
	assert_non_null(body);
	assert_non_null(memmem(text, (size_t)(body - text), "Content-Encoding: gzip\r\n", 24));
	assert_non_null(memmem(text, (size_t)(body - text), "Vary: Accept-Encoding\r\n", 23));
	body += 4;
	assert_int_equal(inflateInit2(&z, 31), Z_OK);
	z.next_in = body;
	z.avail_in = (uInt)(text + n - body);
	z.next_out = (unsigned char *)out;
	z.avail_out = (uInt)room;
	assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
	inflateEnd(&z);
	return room - z.avail_out;
}

static void long_answers_travel_squeezed(void **state)
{
	static char text[20000];
	char *plain = answer_to("GET /api/v1/tales HTTP/1.1\r\n" HEAD "\r\n");
	size_t n = unzipped("GET /api/v1/tales HTTP/1.1\r\n" HEAD "Accept-Encoding: gzip, br\r\n\r\n", text, sizeof text);

	(void)state;
	assert_int_equal(n, strlen(strstr(plain, "\r\n\r\n") + 4));
	assert_memory_equal(text, strstr(plain, "\r\n\r\n") + 4, n);
	assert_null(strstr(plain, "Content-Encoding"));
	free(plain);
	plain = answer_to("GET /api/v1/notes/1 HTTP/1.1\r\n" SIGNED "Accept-Encoding: gzip\r\n\r\n");
	assert_null(strstr(plain, "Content-Encoding"));       /* too short to gain */
	free(plain);
	for (int i = 0; i < 2; i++) {                          /* made, then kept */
		assert_int_equal(unzipped("GET /long-board HTTP/1.1\r\n" HEAD "Accept-Encoding: gzip\r\n\r\n", text, sizeof text), 3000);
		EXPECT("GET /long-board HTTP/1.1\r\n" HEAD "\r\n", "Content-Length: 3000\r\n", "Vary: Accept-Encoding\r\n", "xxxxxx");
	}
}

/* Random bytes and mangled requests: never a crash, and the server still serves. */
static void noise_on_the_wire_breaks_nothing(void **state)
{
	static const char good[] = "POST /api/v1/notes/5?text=a HTTP/1.1\r\n" SIGNED "Idempotency-Key: n\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n{\"text\":\"b\"}";
	uint64_t seed = 20261122;

	(void)state;
	patience_s = 0;                                /* some of it waits for a body that never comes */
	for (int i = 0; i < 300; i++) {
		char text[sizeof good];
		int fd = dial();

		memcpy(text, good, sizeof good);
		for (int k = 0; k < 3; k++) {
			seed = seed * 6364136223846793005u + 1442695040888963407u;
			text[(seed >> 33) % (sizeof good - 1)] = (char)(seed >> 20);
		}
		send_all(fd, text, sizeof good - 1);
		shutdown(fd, SHUT_WR);
		free(receive(fd, NULL));
		close(fd);
	}
	patience_s = 10;
	assert_int_equal(ask_text("GET /healthz HTTP/1.1\r\n" HEAD "\r\n"), 200);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, open_world, close_world)
	const struct CMUnitTest tests[] = {
		TEST(requests_that_two_parsers_could_read_differently_are_refused),
		TEST(a_body_has_its_limit_with_and_without_a_length),
		TEST(I1_many_at_once_with_one_key_have_one_effect),
		TEST(a_committed_write_is_told_to_those_who_listen),
		TEST(the_stop_ends_streams_and_finishes_requests),
		TEST(the_pages_are_served_with_their_headers),
		TEST(what_is_the_same_for_all_is_made_once_a_minute),
		TEST(long_answers_travel_squeezed),
		TEST(noise_on_the_wire_breaks_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
