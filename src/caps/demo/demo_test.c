/* SPDX-License-Identifier: Apache-2.0 */
#include "both_stores.h"
#include "base/civil.h"
#include "caps/demo/demo.h"
#include "caps/document/document.h"
#include "caps/ledger/ledger.h"
#include "caps/ledger/verify.h"
#include "caps/party/account.h"
#include "caps/party/party.h"
#include "caps/place/place.h"

#define must(call) do { \
	enum err must_err_ = (call); \
	if (must_err_) \
		print_error("%s:%d %s: %s\n", __FILE__, __LINE__, cx->fault.field, cx->fault.en); \
	assert_int_equal(must_err_, ERR_OK); \
} while (0)

static const struct actor the_system = { .account_id = ACCOUNT_SYSTEM, .name = "系统" };
static const struct demo_options small = { .households = 300, .seed = 1, .day = 20778, .hour = 8 };

static struct ledger_head filled(struct ctx *cx, struct demo_options options)
{
	struct verify_result verified;
	struct ledger_head head;
	struct demo_made made;

	cx->actor = &the_system;
	must(store_begin(cx));
	must(demo_fill(cx, &options, &made));
	must(ledger_head(cx, &head));
	must(store_commit(cx));
	must(verify_run(cx, &(struct verify_options){ .content = document_content }, &verified));
	assert_int_equal(verified.n_findings, 0);
	assert_true(made.deliveries >= 5);
	assert_int_equal(made.residents, options.households * 26 / 10);
	assert_true(made.places > 250 && made.items >= 60 && made.accounts >= 10 && made.requests > 30);
	return head;
}

static struct ledger_head first;
static int runs;

static void same_again(struct ctx *cx)
{
	struct ledger_head head = filled(cx, small);

	if (!runs++)
		first = head;
	assert_int_equal(head.seq, first.seq);
	assert_string_equal(head.hash, first.hash);
}

static void other_seed(struct ctx *cx)
{
	struct demo_options options = small;
	struct ledger_head head;

	options.seed = 2;
	head = filled(cx, options);
	assert_string_not_equal(head.hash, first.hash);
}

static void not_twice(struct ctx *cx)
{
	struct demo_made made;
	struct sign_in in = { "keeper", DEMO_PASSWORD };
	void *prepared;

	filled(cx, small);
	must(store_begin(cx));
	assert_int_equal(demo_fill(cx, &small, &made), ERR_CONFLICT);
	cx->random = NULL;
	store_rollback(cx);
	must(store_begin(cx));
	must(sign_in_prepare(cx, &in, &prepared));
	store_rollback(cx);
}

static void limits(struct ctx *cx)
{
	struct demo_options options = small;
	struct demo_made made;

	must(store_begin(cx));
	options.households = 0;
	assert_int_equal(demo_fill(cx, &options, &made), ERR_BAD_INPUT);
	options = small;
	cx->district_id = 330106;
	assert_int_equal(demo_fill(cx, &options, &made), ERR_BAD_INPUT);
	store_rollback(cx);
}

static void the_same_seed_gives_the_same_ledger_head_on_either_store(void **state)
{
	(void)state;
	for_each_store(same_again);
	on_one_store("sqlite::memory:", same_again);
	on_one_store("sqlite::memory:", other_seed);
}
static void demo_data_are_never_put_on_top_of_others(void **state) { (void)state; on_one_store("sqlite::memory:", not_twice); }
static void sizes_have_limits_and_the_district_is_qiantang(void **state) { (void)state; on_one_store("sqlite::memory:", limits); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_seed_gives_the_same_ledger_head_on_either_store),
		cmocka_unit_test(demo_data_are_never_put_on_top_of_others),
		cmocka_unit_test(sizes_have_limits_and_the_district_is_qiantang),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
