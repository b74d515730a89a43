/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_PG_PROXY_H
#define TESTS_PG_PROXY_H
#include <pthread.h>
#include <stddef.h>

/* A proxy before PostgreSQL that cuts the line at a chosen message of ours:
 * before the server has it, or after the server did it but before we hear so.
 * One connection at a time; a cut one is followed by a healthy one. */
enum pg_cut { CUT_NOT, CUT_BEFORE, CUT_AFTER };
struct pg_proxy {
	char        directory[64], server[256];
	int         listener;
	pthread_t   thread;
	enum pg_cut cut;              /* set by pg_proxy_arm, read by the thread */
	int         at;               /* the how manyeth message from now; 0: the next COMMIT */
};

void pg_proxy_start(struct pg_proxy *p, const char *url, char *ret_url, size_t size);
void pg_proxy_arm(struct pg_proxy *p, enum pg_cut cut, int at);
int  pg_proxy_armed(struct pg_proxy *p);                 /* 0 once it has cut */
void pg_proxy_stop(struct pg_proxy *p);
#endif
