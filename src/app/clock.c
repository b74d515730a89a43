/* SPDX-License-Identifier: Apache-2.0 */
#include "app/instance.h"
#include "base/civil.h"
#include "base/sha256.h"
#include <pthread.h>
#include <sodium.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>

/* The program's only state outside of its data: what time it is and what is
 * random.  Set before threads start. */
static atomic_llong latest_ms;
static bool fixed;
static int64_t ahead_ms;                      /* of the machine's clock */
static pthread_mutex_t random_mutex = PTHREAD_MUTEX_INITIALIZER;
static uint64_t random_count;

enum { AHEAD_MAX_S = 50 * 366 * 86400 };

/* Never backwards, though the machine's clock may be set back. */
int64_t clock_now_ms(bool writes)
{
	struct timespec now;
	long long ms, seen = atomic_load(&latest_ms);

	if (fixed)
		return writes ? atomic_fetch_add(&latest_ms, 1000) + 1000 : seen;
	clock_gettime(CLOCK_REALTIME, &now);
	ms = (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000 + ahead_ms;
	while (ms > seen)
		if (atomic_compare_exchange_weak(&latest_ms, &seen, ms))
			return ms;
	return seen;
}

bool clock_from(const struct cli *cli)
{
	const char *text = cli_value(cli, "test-clock");
	int64_t ms;

	if (!cli_number(cli, "clock-ahead", -AHEAD_MAX_S, AHEAD_MAX_S, 0, &ms))
		return false;
	ahead_ms = ms * 1000;
	if (!text)
		return true;
	if (!civil_read_time(text, &ms)) {
		cli_say(cli, 0, "--test-clock 应为 2026-11-21T08:00:00+08:00 的样子", "--test-clock should look like 2026-11-21T08:00:00+08:00");
		return false;
	}
	fixed = true;
	random_count = (uint64_t)ms;          /* a later start does not repeat the secrets of an earlier one */
	atomic_store(&latest_ms, ms);
	return true;
}

bool clock_is_fixed(void) { return fixed; }
bool clock_is_own(void) { return fixed || ahead_ms; }

/* From the system; with a fixed clock SHA-256 of a counter, which repeats. */
void clock_random(void *bytes, size_t n)
{
	unsigned char *at = bytes;

	if (!fixed) {
		randombytes_buf(bytes, n);
		return;
	}
	pthread_mutex_lock(&random_mutex);
	while (n) {
		uint64_t count = ++random_count;
		struct hash h = sha256(&count, sizeof count);
		size_t part = n < sizeof h.bytes ? n : sizeof h.bytes;

		memcpy(at, h.bytes, part);
		at += part;
		n -= part;
	}
	pthread_mutex_unlock(&random_mutex);
}
