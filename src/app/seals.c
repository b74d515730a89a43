/* SPDX-License-Identifier: Apache-2.0 */
#include "app/seals.h"
#include "app/instance.h"
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { HOUR_S = 3600 };

enum err seals_key(struct ctx *cx, const char *url, struct seal_key *ret, bool *ret_there)
{
	const char *path = getenv("BAOGONG_SEAL_KEY");

	*ret_there = false;
	if (clock_is_fixed()) {                        /* a test: the same seals in every run */
		static const uint8_t seed[SEAL_SEED_BYTES] = "a key for tests, never for data";

		seal_key_from_seed(seed, ret);
		*ret_there = true;
		return ERR_OK;
	}
	if (!path || !*path) {
		if (!strncmp(url, "postgres", 8) || strstr(url, ":memory:"))
			return ERR_OK;
		path = arena_print(&cx->mem, "%s.seal-key", strncmp(url, "sqlite:", 7) ? url : url + 7);
	}
	*ret_there = true;
	return seal_key_file(cx, path, ret);
}

struct seals {
	pthread_t              thread;
	pthread_mutex_t        mutex;
	pthread_cond_t         wake;
	bool                   ending;
	const struct seal_key *key;
	struct writer         *writer;
	struct ctx             base;                   /* ids, district, randomness */
};

static enum err sign(struct ctx *cx, void *arg)
{
	const struct seals *s = arg;
	struct ledger_sealed sealed;
	struct ledger_head head;

	TRY(ledger_head(cx, &head));
	return head.seq ? ledger_seal(cx, s->key, &sealed) : ERR_OK;
}

static void sign_now(struct seals *s)
{
	struct ctx cx = s->base;
	enum err e;

	cx.mem = (struct arena){ 0 };
	cx.now_ms = clock_now_ms(false);
	e = writer_call(s->writer, &cx, sign, s);
	if (e)
		fprintf(stderr, "{\"event\":\"seal failed\",\"code\":\"%s\"}\n", err_slug(e));
	arena_reset(&cx.mem);
}

static void *work(void *arg)
{
	struct seals *s = arg;
	struct timespec until;

	pthread_mutex_lock(&s->mutex);
	while (!s->ending) {
		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_sec += HOUR_S - until.tv_sec % HOUR_S;      /* on the hour */
		until.tv_nsec = 0;
		if (pthread_cond_timedwait(&s->wake, &s->mutex, &until) != ETIMEDOUT)
			continue;
		pthread_mutex_unlock(&s->mutex);
		sign_now(s);
		pthread_mutex_lock(&s->mutex);
	}
	pthread_mutex_unlock(&s->mutex);
	return NULL;
}

enum err seals_start(struct ctx *cx, const struct seal_key *key, struct writer *writer, struct seals **ret)
{
	struct seals *s = arena_new(&cx->mem, sizeof *s);

	s->key = key;
	s->writer = writer;
	s->base = (struct ctx){ .district_id = cx->district_id, .ids = cx->ids, .random = cx->random, .actor = cx->actor, .seal_key = key };
	pthread_mutex_init(&s->mutex, NULL);
	pthread_cond_init(&s->wake, NULL);
	if (pthread_create(&s->thread, NULL, work, s))
		return fail(cx, ERR_BROKEN, NULL, "不能启动签章任务", "cannot start the sealing job");
	*ret = s;
	return ERR_OK;
}

void seals_stop(struct seals *s)
{
	if (!s)
		return;
	pthread_mutex_lock(&s->mutex);
	s->ending = true;
	pthread_cond_signal(&s->wake);
	pthread_mutex_unlock(&s->mutex);
	pthread_join(s->thread, NULL);
}
