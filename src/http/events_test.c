/* SPDX-License-Identifier: Apache-2.0 */
/* Who hears of what: an event does not know its place, so only who may see the
 * whole district hears of everything, and everybody of what they did themselves. */
#include "http/events.h"
#include "test.h"
#include <stdlib.h>
#include <string.h>

static const struct op raise = { .method = "POST", .path = "/api/v1/requests", .name = "request_new", .perm = PERM_REQUEST_READ };

static void nobody_is_woken(void *user) { (void)user; }

static bool hears(struct listener *l)
{
	char text[2000];
	ssize_t n = listener_read(l, text, sizeof text - 1, nobody_is_woken);

	text[n > 0 ? n : 0] = '\0';
	return strstr(text, "request_new") != NULL;
}

static struct listener *listen_as(struct events *e, int64_t account_id, const char *scope)
{
	struct right right = { PERM_REQUEST_READ, scope, 0, INT64_MAX };

	return listener_new(e, &(struct actor){ account_id, "某人", &right, 1 }, 1000, -1, nobody_is_woken, NULL);
}

static void X4_events_reach_who_may_see_the_whole_district_and_who_did_it(void **state)
{
	struct routes *none = calloc(1, sizeof *none);
	struct events *e = events_new(none);
	struct listener *whole = listen_as(e, 10, "/330114/"), *everything = listen_as(e, 11, "/");
	struct listener *part = listen_as(e, 12, "/330114/77/"), *doer = listen_as(e, 13, "/330114/88/");

	(void)state;
	events_tell(e, &raise, 13, 5, 6, 2000);
	assert_true(hears(whole));
	assert_true(hears(everything));
	assert_true(hears(doer));
	assert_false(hears(part));
	listener_free(whole);
	listener_free(everything);
	listener_free(part);
	listener_free(doer);
	events_free(e);
	free(none);
}

static void one_account_cannot_take_all_streams(void **state)
{
	struct routes *none = calloc(1, sizeof *none);
	struct events *e = events_new(none);
	struct listener *mine[EVENTS_ACCOUNT_MAX], *other;

	(void)state;
	for (int i = 0; i < EVENTS_ACCOUNT_MAX; i++)
		assert_non_null(mine[i] = listen_as(e, 10, "/"));
	assert_null(listen_as(e, 10, "/"));
	assert_non_null(other = listen_as(e, 11, "/"));
	for (int i = 0; i < EVENTS_ACCOUNT_MAX; i++)
		listener_free(mine[i]);
	listener_free(other);
	events_free(e);
	free(none);
}

static bool has_ended(struct listener *l)
{
	char text[2000];

	return listener_read(l, text, sizeof text, nobody_is_woken) < 0;
}

static void an_account_that_signs_out_hears_no_more(void **state)
{
	struct routes *none = calloc(1, sizeof *none);
	struct events *e = events_new(none);
	struct listener *mine = listen_as(e, 10, "/"), *other = listen_as(e, 11, "/");

	(void)state;
	events_hang_up(e, 12);
	assert_false(has_ended(mine));
	events_hang_up(e, 10);
	assert_true(has_ended(mine));
	assert_false(has_ended(other));
	events_hang_up(e, EVENTS_OF_ALL);
	assert_true(has_ended(other));
	listener_free(mine);
	listener_free(other);
	events_free(e);
	free(none);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(X4_events_reach_who_may_see_the_whole_district_and_who_did_it),
		cmocka_unit_test(one_account_cannot_take_all_streams),
		cmocka_unit_test(an_account_that_signs_out_hears_no_more),
	};

	return cmocka_run_group_tests_name("events", tests, NULL, NULL);
}
