/* SPDX-License-Identifier: Apache-2.0 */
#include "http/kept.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const kept_headers[] = { "ETag", "Cache-Control", "Content-Disposition" };
enum { N_HEADERS = sizeof kept_headers / sizeof *kept_headers };

struct kept_one {
	char    address[KEPT_ADDRESS_MAX];           /* path?query; "" is free */
	int64_t since_ms;
	char   *type, *headers[N_HEADERS];
	void   *body, *gzip;
	size_t  n_body, n_gzip;                      /* n_gzip 0: not smaller */
};

struct kept {
	pthread_mutex_t mutex;
	struct kept_one at[KEPT_MAX];
};

struct kept *kept_new(void)
{
	struct kept *k = calloc(1, sizeof *k);

	if (!k)
		abort();
	pthread_mutex_init(&k->mutex, NULL);
	return k;
}

static void forget(struct kept_one *one)
{
	free(one->type);
	free(one->body);
	free(one->gzip);
	for (size_t i = 0; i < N_HEADERS; i++)
		free(one->headers[i]);
	*one = (struct kept_one){ 0 };
}

void kept_free(struct kept *k)
{
	for (size_t i = 0; i < KEPT_MAX; i++)
		forget(&k->at[i]);
	pthread_mutex_destroy(&k->mutex);
	free(k);
}

static bool address_of(const struct request *req, char ret[static KEPT_ADDRESS_MAX])
{
	int n = snprintf(ret, KEPT_ADDRESS_MAX, "%s?%s", req->path, req->query ? req->query : "");

	return n > 0 && n < KEPT_ADDRESS_MAX;
}

static struct kept_one *find(struct kept *k, const char *address)
{
	for (size_t i = 0; i < KEPT_MAX; i++)
		if (strcmp(k->at[i].address, address) == 0)
			return &k->at[i];
	return NULL;
}

/* A clock that went back has no fresh answers. */
static bool is_fresh(const struct kept_one *one, int64_t now_ms) { return one->since_ms <= now_ms && now_ms - one->since_ms < KEPT_MS; }

bool kept_answer(struct kept *k, const struct request *req, int64_t now_ms, struct arena *mem, struct answer *ret)
{
	char address[KEPT_ADDRESS_MAX];
	struct kept_one *one;
	bool there, gzip;

	if (strcmp(req->method, "GET") != 0 || !address_of(req, address))
		return false;
	pthread_mutex_lock(&k->mutex);
	one = find(k, address);
	there = one && is_fresh(one, now_ms);
	if (there) {
		ret->status = 200;
		ret->type = arena_text(mem, one->type);
		gzip = one->n_gzip && encoding_accepted(req->accept_encoding, "gzip");
		ret->n_body = gzip ? one->n_gzip : one->n_body;
		ret->body = arena_bytes(mem, gzip ? one->gzip : one->body, ret->n_body);
		if (one->n_gzip)
			answer_header(ret, "Vary", "Accept-Encoding");
		if (gzip)
			answer_header(ret, "Content-Encoding", "gzip");
		for (size_t i = 0; i < N_HEADERS; i++)
			if (one->headers[i])
				answer_header(ret, kept_headers[i], arena_text(mem, one->headers[i]));
	}
	pthread_mutex_unlock(&k->mutex);
	if (there)
		answer_if_changed(ret, req);
	return there;
}

static char *copy(const char *text)
{
	char *made = text ? strdup(text) : NULL;

	if (text && !made)
		abort();
	return made;
}

static void *copy_bytes(struct bytes from)
{
	void *made = malloc(from.n + 1);

	if (!made)
		abort();
	memcpy(made, from.at, from.n);
	return made;
}

static struct kept_one *place_for(struct kept *k, const char *address)
{
	struct kept_one *one = find(k, address), *oldest = &k->at[0];

	for (size_t i = 1; i < KEPT_MAX && !one; i++)
		if (k->at[i].since_ms < oldest->since_ms)
			oldest = &k->at[i];
	return one ? one : oldest;
}

void kept_put(struct kept *k, const struct request *req, const struct answer *a, int64_t now_ms)
{
	char address[KEPT_ADDRESS_MAX];
	struct arena mem = { 0 };
	struct bytes small = { 0 };
	struct kept_one *one;

	if (strcmp(req->method, "GET") != 0 || a->status != 200 || a->n_body > KEPT_BODY_MAX || !address_of(req, address))
		return;
	if (answer_may_shrink(a))
		small = squeeze(&mem, (struct bytes){ a->body, a->n_body });
	pthread_mutex_lock(&k->mutex);
	one = place_for(k, address);
	forget(one);
	memcpy(one->address, address, sizeof address);
	one->since_ms = now_ms;
	one->type = copy(a->type);
	one->n_body = a->n_body;
	one->body = copy_bytes((struct bytes){ a->body, a->n_body });
	one->n_gzip = small.n;
	one->gzip = small.n ? copy_bytes(small) : NULL;
	for (size_t i = 0; i < a->n_headers; i++)
		for (size_t h = 0; h < N_HEADERS; h++)
			if (strcmp(a->headers[i].name, kept_headers[h]) == 0 && !one->headers[h])
				one->headers[h] = copy(a->headers[i].value);
	pthread_mutex_unlock(&k->mutex);
	arena_reset(&mem);
}
