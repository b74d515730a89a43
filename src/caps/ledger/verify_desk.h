/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_LEDGER_VERIFY_DESK_H
#define CAPS_LEDGER_VERIFY_DESK_H
#include "caps/ledger/verify.h"

/* A full verification beside the daily work: it is started, looked at and
 * stopped through here; app/ does it on a thread and a reading connection of its
 * own, one at a time, and forgets the result when the server ends.  Also tells
 * when the quick check, which runs by itself every hour, last found all sound. */
enum verify_phase { VERIFY_NEVER, VERIFY_RUNNING, VERIFY_DONE, VERIFY_STOPPED, VERIFY_FAILED };
struct verify_progress {
	int64_t phase, started_ms, ended_ms, entries_done, entries_total, sound_ms;
	struct verify_result result;               /* of the last one that was done */
	const char *why_zh, *why_en;               /* FAILED */
};
struct verify_desk {
	void  *of;
	verify_shares_fn *const *rooms;            /* the proofs of capabilities, NULL-ended, for who verifies by himself */
	bool (*keep_on)(void *of, int64_t entries_done);      /* false: the server ends, so should he */
	void (*start)(void *of, struct arena *mem, struct verify_progress *ret);      /* nothing when one is running */
	void (*stop)(void *of);                    /* nothing when none is */
	void (*look)(void *of, struct arena *mem, struct verify_progress *ret);
};
#endif
