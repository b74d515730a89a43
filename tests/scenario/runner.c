/* SPDX-License-Identifier: Apache-2.0 */
#include "scenario.h"
#include "caps/demo/demo.h"
#include <fcntl.h>
#include <libpq-fe.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* scenario BINARY OUT_DIR FILE.scn ...   plays every file on a fresh world of
 * each store, compares the transcripts, prints TAP.  PostgreSQL when
 * BAOGONG_TEST_PG holds an address whose role may create databases. */

#define CLOCK "2026-11-21T08:00:00+08:00"
#define PASSWORD "correct-horse-1"
enum { OPS_MAX = 500 };

struct run {
	struct arena mem;
	const char  *binary, *out, *pg;
	int          n_tests;
	bool         bad, made[2][2];              /* worlds made: [store][demo] */
	struct { char name[80]; bool hit; } ops[OPS_MAX];
	size_t       n_ops;
	long long    breaches;
};

static void say(struct run *r, bool ok, const char *name, const char *why)
{
	printf("%sok %d - scenario: %s\n", ok ? "" : "not ", ++r->n_tests, name);
	for (const char *at = why; !ok && at && *at; at += strcspn(at, "\n"), at += *at == '\n')
		printf("# %.*s\n", (int)strcspn(at, "\n"), at);
	fflush(stdout);
	r->bad = r->bad || !ok;
}

/* Runs the program with its words, `in` on standard input; its exit code. */
static int run_program(struct run *r, const char *in, char *const *words)
{
	int pipes[2], status = -1;
	pid_t pid;

	if (pipe(pipes) || (pid = fork()) < 0)
		return -1;
	if (!pid) {
		dup2(2, 1);                      /* standard output is TAP's */
		dup2(pipes[0], 0);
		close(pipes[0]);
		close(pipes[1]);
		setenv("LC_ALL", "C.UTF-8", 1);
		execv(r->binary, words);
		_exit(127);
	}
	close(pipes[0]);
	if (in && write(pipes[1], in, strlen(in)) < 0)
		fprintf(stderr, "# a program did not read its input\n");
	close(pipes[1]);
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

static bool pg_do(struct run *r, const char *sql)
{
	PGconn *conn = PQconnectdb(r->pg);
	PGresult *done = PQexec(conn, sql);
	bool ok = PQresultStatus(done) == PGRES_COMMAND_OK;

	if (!ok)
		fprintf(stderr, "# %s: %s", sql, PQerrorMessage(conn));
	PQclear(done);
	PQfinish(conn);
	return ok;
}

/* The same server, another database: the path of the address is swapped. */
static char *pg_url(struct run *r, const char *database)
{
	const char *path = strstr(r->pg, "://"), *question;

	path = path ? strchr(path + 3, '/') : NULL;
	if (!path)
		return NULL;
	question = strchr(path, '?');
	return arena_print(&r->mem, "%.*s/%s%s", (int)(path - r->pg), r->pg, database, question ? question : "");
}

static char *world_url(struct run *r, int store, const char *name)
{
	return store ? pg_url(r, arena_print(&r->mem, "scn_%s", name)) : arena_print(&r->mem, "%s/%s.db", r->out, name);
}

static bool make_world(struct run *r, int store, bool demo)
{
	char *url = world_url(r, store, demo ? "demo" : "bare"), *b = (char *)(uintptr_t)r->binary;
	char *init[] = { b, "init", "--data", url, "--test", "--test-clock", CLOCK, NULL };
	char *admin[] = { b, "admin", "create", "--data", url, "--name", "admin", "--password-stdin", "--test-clock", CLOCK, NULL };
	char *make[] = { b, "demo", "--data", url, "--households", "300", "--seed", "1", NULL };

	if (r->made[store][demo])
		return true;
	if (!store)
		unlink(url);
	else if (!pg_do(r, arena_print(&r->mem, "DROP DATABASE IF EXISTS scn_%s", demo ? "demo" : "bare"))
		 || !pg_do(r, arena_print(&r->mem, "CREATE DATABASE scn_%s TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'",
					  demo ? "demo" : "bare")))
		return false;
	r->made[store][demo] = demo ? run_program(r, NULL, make) == 0
		: run_program(r, NULL, init) == 0 && run_program(r, PASSWORD "\n", admin) == 0;
	return r->made[store][demo];
}

static bool copy_file(const char *from, const char *to)
{
	FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
	char part[65536];
	size_t n;
	bool ok = in && out;

	while (ok && (n = fread(part, 1, sizeof part, in)) > 0)
		ok = fwrite(part, 1, n, out) == n;
	if (in)
		fclose(in);
	if (out)
		ok = fclose(out) == 0 && ok;
	return ok;
}

static char *fresh_world(struct run *r, int store, bool demo)
{
	char *url = world_url(r, store, "now"), *made = world_url(r, store, demo ? "demo" : "bare");

	if (!make_world(r, store, demo))
		return NULL;
	if (store)
		return pg_do(r, "DROP DATABASE IF EXISTS scn_now")
			&& pg_do(r, arena_print(&r->mem, "CREATE DATABASE scn_now TEMPLATE scn_%s", demo ? "demo" : "bare")) ? url : NULL;
	unlink(arena_print(&r->mem, "%s-wal", url));
	unlink(arena_print(&r->mem, "%s-shm", url));
	return copy_file(made, url) ? url : NULL;
}

/* Starts the server and reads its port from what it prints. */
static pid_t start_server(struct run *r, const char *url, const char *clock, int *ret_port)
{
	char log[1024], text[2048] = "";
	int pipes[2];
	size_t n = 0;
	ssize_t got;
	pid_t pid;

	snprintf(log, sizeof log, "%s/server.log", r->out);
	if (pipe(pipes) || (pid = fork()) < 0)
		return -1;
	if (!pid) {
		int err = open(log, O_WRONLY | O_CREAT | O_APPEND, 0644);

		dup2(pipes[1], 1);
		dup2(err, 2);
		close(pipes[0]);
		close(pipes[1]);
		setenv("LC_ALL", "C.UTF-8", 1);
		execl(r->binary, r->binary, "serve", "--data", url, "--port", "0", "--test-clock", clock, (char *)NULL);
		_exit(127);
	}
	close(pipes[1]);
	*ret_port = 0;
	while (!*ret_port && n < sizeof text - 1 && (got = read(pipes[0], text + n, sizeof text - 1 - n)) > 0) {
		const char *at;

		n += (size_t)got;
		text[n] = '\0';
		at = strstr(text, "http://127.0.0.1:");
		if (at && strchr(at, '\n'))
			*ret_port = (int)strtol(at + 17, NULL, 10);
	}
	close(pipes[0]);
	return pid;
}

static const char *stop_server(pid_t pid)
{
	int status = 0;

	kill(pid, SIGTERM);
	waitpid(pid, &status, 0);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return NULL;
	return "the server did not end well; see server.log";
}

static void note_op(struct run *r, const char *name, size_t n, bool hit)
{
	size_t i = 0;

	while (i < r->n_ops && (strlen(r->ops[i].name) != n || memcmp(r->ops[i].name, name, n) != 0))
		i++;
	if (i == r->n_ops && i < OPS_MAX && n < sizeof r->ops[i].name) {
		memcpy(r->ops[i].name, name, n);
		r->n_ops++;
	}
	if (i < OPS_MAX)
		r->ops[i].hit = r->ops[i].hit || hit;
}

/* Which ops answered 200, and whether the server found itself at fault. */
static void read_metrics(struct run *r, struct story *s)
{
	static const char ask[] = "GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
	static const char line[] = "\nbaogong_http_requests_total{op=\"", breaches[] = "\nbaogong_contract_breaches_total ";
	struct reply reply;
	const char *at;

	if (!http_ask(&s->mem, s->port, ask, sizeof ask - 1, &reply))
		return;
	for (at = reply.body; (at = strstr(at, line)); ) {
		const char *name = at + sizeof line - 1, *status = strstr(name, "\",status=\"200\"} ");
		size_t n = strcspn(name, "\"");

		at = name;
		if (status == name + n && memcmp(name, "other", 5) != 0)
			note_op(r, name, n, strtoll(status + 15, NULL, 10) > 0);
	}
	at = strstr(reply.body, breaches);
	r->breaches += at ? strtoll(at + sizeof breaches - 1, NULL, 10) : 1;
}

static char *read_whole(struct arena *mem, const char *path)
{
	FILE *f = fopen(path, "rb");
	struct buf b = BUF(mem);
	char part[8192];
	size_t n;

	if (!f)
		return NULL;
	while ((n = fread(part, 1, sizeof part, f)) > 0)
		buf_add(&b, part, n);
	fclose(f);
	return (char *)(uintptr_t)buf_get(&b);
}

static void keep_transcript(struct run *r, const struct story *s, const char *store, const char *name)
{
	char path[1200];
	FILE *f;

	snprintf(path, sizeof path, "%s/%s", r->out, store);
	mkdir(path, 0755);
	snprintf(path, sizeof path, "%s/%s/%s.txt", r->out, store, name);
	f = fopen(path, "wb");
	if (f) {
		fwrite(buf_get(&s->transcript), 1, s->transcript.n, f);
		fclose(f);
	}
}

/* "src/caps/party/scenarios/sign_in.scn" -> "party-sign_in". */
static const char *name_of(struct arena *mem, const char *path)
{
	const char *file = strrchr(path, '/') ? strrchr(path, '/') + 1 : path, *dir = strstr(path, "/scenarios/"), *owner = dir;

	while (owner && owner > path && owner[-1] != '/')
		owner--;
	return arena_print(mem, "%.*s%s%.*s", owner ? (int)(dir - owner) : 0, owner ? owner : "", owner ? "-" : "",
			   (int)strcspn(file, "."), file);
}

struct playing { struct run *run; char *url; pid_t pid; };

/* The server of a story stops and starts again later. */
static const char *start_later(struct story *s, const char *time)
{
	struct playing *p = s->runner;
	const char *why;

	read_metrics(p->run, s);
	why = stop_server(p->pid);
	p->pid = start_server(p->run, p->url, time, &s->port);
	return why ? why : p->pid < 0 || !s->port ? "the server did not start at that time; see server.log" : NULL;
}

static const char *play(struct run *r, int store, const char *path, struct story *s)
{
	char *text = read_whole(&s->mem, path);
	struct playing p = { .run = r };
	const char *ended;

	s->path = path;
	if (!text)
		return "cannot be read";
	p.url = fresh_world(r, store, story_wants_demo(text));
	if (!p.url)
		return "its world could not be made (lines above)";
	p.pid = start_server(r, p.url, CLOCK, &s->port);
	if (p.pid < 0 || !s->port) {
		if (p.pid > 0)
			stop_server(p.pid);
		return "the server did not start; see server.log";
	}
	s->captures[0].name = "root";
	s->captures[0].value = "330114";
	s->captures[1].name = "password";
	s->captures[1].value = story_wants_demo(text) ? DEMO_PASSWORD : PASSWORD;
	s->n_captures = 2;
	s->at_time = start_later;
	s->runner = &p;
	story_play(s, text);
	read_metrics(r, s);
	ended = stop_server(p.pid);
	if (!s->failure && !ended && run_program(r, NULL, (char *[]){ (char *)(uintptr_t)r->binary, "verify", p.url, NULL }) != 0)
		return "baogong verify finds the data broken (lines above)";
	return s->failure ? s->failure : ended;
}

/* The first line in which two transcripts differ. */
static const char *difference(struct arena *mem, const char *a, const char *b)
{
	int line = 1;

	while (*a && *b) {
		size_t n = strcspn(a, "\n"), m = strcspn(b, "\n");

		if (n != m || memcmp(a, b, n) != 0)
			return arena_print(mem, "the stores answer differently, line %d of the transcript\nSQLite:     %.*s\nPostgreSQL: %.*s",
					   line, (int)(n < 700 ? n : 700), a, (int)(m < 700 ? m : 700), b);
		a += n + (a[n] == '\n');
		b += m + (b[m] == '\n');
		line++;
	}
	return *a || *b ? "one transcript is longer" : NULL;
}

static void play_on_all(struct run *r, const char *path)
{
	struct story *stories = calloc(2, sizeof *stories);
	const char *name = name_of(&r->mem, path), *why;

	for (int store = 0; store < (r->pg ? 2 : 1); store++) {
		const char *store_name = store ? "postgresql" : "sqlite";

		why = play(r, store, path, &stories[store]);
		keep_transcript(r, &stories[store], store_name, name);
		say(r, !why, arena_print(&r->mem, "%s on %s", name, store_name), why);
	}
	if (r->pg) {
		why = difference(&r->mem, buf_get(&stories[0].transcript), buf_get(&stories[1].transcript));
		say(r, !why, arena_print(&r->mem, "%s says the same on both stores", name), why);
	}
	arena_reset(&stories[0].mem);
	arena_reset(&stories[1].mem);
	free(stories);
}

/* An op nobody ever saw succeed is an op nobody knows to work. */
static void check_all_ops(struct run *r)
{
	struct buf missing = BUF(&r->mem);

	for (size_t i = 0; i < r->n_ops; i++)
		if (!r->ops[i].hit)
			buf_print(&missing, "never answered 200: %s\n", r->ops[i].name);
	say(r, !missing.n, "every op is done in some scenario", buf_get(&missing));
	say(r, r->breaches == 0, "no answer broke its own description", "see server.log for BROKEN");
}

int main(int argc, char **argv)
{
	struct run r = { .pg = getenv("BAOGONG_TEST_PG") };
	bool all = getenv("BAOGONG_ALL_OPS") != NULL;

	if (argc < 3) {
		fprintf(stderr, "usage: scenario BINARY OUT_DIR FILE.scn ...\n");
		return 2;
	}
	signal(SIGPIPE, SIG_IGN);
	r.binary = argv[1];
	r.out = argv[2];
	r.pg = r.pg && *r.pg ? r.pg : NULL;
	mkdir(r.out, 0755);
	for (int i = 3; i < argc; i++)
		play_on_all(&r, argv[i]);
	if (all)
		check_all_ops(&r);
	printf("1..%d\n", r.n_tests);
	arena_reset(&r.mem);
	return r.bad;
}
