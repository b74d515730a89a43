/* SPDX-License-Identifier: Apache-2.0 */
/* The server's own check of a sound district finds nothing: documents of every kind stand in the demo. */
#include "test.h"
#include "app/checks.h"
#include "caps/demo/demo.h"
#include "caps/ledger/verify.h"
#include "caps/party/party_world.h"
#include "both_stores.h"

static void sound(struct ctx *cx)
{
	const struct demo_options small = { .households = 300, .seed = 1, .day = 20778, .hour = 9 };
	struct verify_result found;
	struct demo_made made;

	cx->actor = &the_system;
	must(store_begin(cx));
	must(demo_fill(cx, &small, &made));
	must(checks_quick(cx, &found));
	for (size_t i = 0; i < found.n_findings; i++)
		print_error("%s:%s:%s: %s\n", found.findings[i].table, found.findings[i].id, found.findings[i].column, found.findings[i].en);
	assert_int_equal(found.n_findings, 0);
	must(store_commit(cx));
}

static void The_servers_own_check_of_a_sound_district_is_silent(void **state)
{
	(void)state;
	on_one_store("sqlite::memory:", sound);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(The_servers_own_check_of_a_sound_district_is_silent) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
