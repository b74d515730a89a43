/* SPDX-License-Identifier: Apache-2.0 */
#include "http/metrics.h"
#include <stdatomic.h>
#include <stdlib.h>

static const int statuses[] = { 200, 304, 400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 429, 500, 503, 0 };
static const int64_t steps_us[] = { 1000, 2500, 5000, 10000, 25000, 50000, 100000, 250000, 1000000, 5000000 };
enum { N_STATUSES = sizeof statuses / sizeof *statuses, N_STEPS = sizeof steps_us / sizeof *steps_us };

struct op_counts {
	atomic_llong by_status[N_STATUSES], steps[N_STEPS + 1], sum_us, replayed;
};

struct metrics {
	const struct routes *routes;
	struct op_counts     ops[ROUTE_OPS_MAX + 1];      /* the last: everything else */
};

struct metrics *metrics_new(const struct routes *routes)
{
	struct metrics *m = calloc(1, sizeof *m);

	if (!m)
		abort();
	m->routes = routes;
	return m;
}

void metrics_free(struct metrics *m) { free(m); }

void metrics_count(struct metrics *m, const struct route *route, int status, int64_t took_us, bool replayed)
{
	struct op_counts *at = &m->ops[route ? route - m->routes->at : ROUTE_OPS_MAX];
	int i = 0, step = 0;

	while (statuses[i] && statuses[i] != status)
		i++;
	while (step < N_STEPS && took_us > steps_us[step])
		step++;
	atomic_fetch_add_explicit(&at->by_status[i], 1, memory_order_relaxed);
	atomic_fetch_add_explicit(&at->steps[step], 1, memory_order_relaxed);
	atomic_fetch_add_explicit(&at->sum_us, took_us, memory_order_relaxed);
	if (replayed)
		atomic_fetch_add_explicit(&at->replayed, 1, memory_order_relaxed);
}

void metrics_line(struct buf *b, const char *name, const char *type, const char *help, int64_t value)
{
	buf_print(b, "# HELP %s %s\n# TYPE %s %s\n%s %lld\n", name, help, name, type, name, (long long)value);
}

static const char *name_of(const struct metrics *m, size_t i)
{
	return i == ROUTE_OPS_MAX ? "other" : m->routes->at[i].op->name;
}

static bool is_used(const struct metrics *m, size_t i) { return i < m->routes->n || i == ROUTE_OPS_MAX; }

static void write_latency(struct op_counts *at, const char *name, struct buf *b)
{
	long long sum = 0;

	for (int k = 0; k <= N_STEPS; k++) {
		sum += atomic_load(&at->steps[k]);
		if (k < N_STEPS)
			buf_print(b, "baogong_http_seconds_bucket{op=\"%s\",le=\"%g\"} %lld\n", name, (double)steps_us[k] / 1e6, sum);
		else
			buf_print(b, "baogong_http_seconds_bucket{op=\"%s\",le=\"+Inf\"} %lld\n", name, sum);
	}
	buf_print(b, "baogong_http_seconds_sum{op=\"%s\"} %.6f\nbaogong_http_seconds_count{op=\"%s\"} %lld\n", name,
		  (double)atomic_load(&at->sum_us) / 1e6, name, sum);
}

void metrics_write(struct metrics *m, struct buf *b)
{
	buf_text(b, "# HELP baogong_http_requests_total Requests by operation and status.\n"
		    "# TYPE baogong_http_requests_total counter\n");
	for (size_t i = 0; i <= ROUTE_OPS_MAX; i++)
		for (int k = 0; is_used(m, i) && k < N_STATUSES; k++) {
			long long n = atomic_load(&m->ops[i].by_status[k]);

			if (n || statuses[k] == 200)
				buf_print(b, "baogong_http_requests_total{op=\"%s\",status=\"%d\"} %lld\n", name_of(m, i), statuses[k], n);
		}
	buf_text(b, "# HELP baogong_http_replayed_total Repeated writes answered from their Idempotency-Key.\n"
		    "# TYPE baogong_http_replayed_total counter\n");
	for (size_t i = 0; i < m->routes->n; i++)
		if (atomic_load(&m->ops[i].replayed))
			buf_print(b, "baogong_http_replayed_total{op=\"%s\"} %lld\n", name_of(m, i),
				  (long long)atomic_load(&m->ops[i].replayed));
	buf_text(b, "# HELP baogong_http_seconds Time from the last byte in to the answer.\n# TYPE baogong_http_seconds histogram\n");
	for (size_t i = 0; i <= ROUTE_OPS_MAX; i++)
		if (is_used(m, i))
			write_latency(&m->ops[i], name_of(m, i), b);
}
