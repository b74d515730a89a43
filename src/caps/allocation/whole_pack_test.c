/* SPDX-License-Identifier: Apache-2.0 */
/* Goods leave in whole packs, so 25 that were granted may be met by three packs
 * of ten: the allocation carries 30, the request is served with its 25. */
#include "caps/dispatch/dispatch_world.h"

/* The unit asks for three packs; vetting grants two and a half. */
static int64_t granted_25(struct ctx *cx, const struct docs *w)
{
	int64_t request = needs(cx, w, w->mask, 30);

	must(step(w->by.vetter, request, "vet", { .line_no = 1, .qty = 25 }));
	return request;
}

static void last_pack(struct ctx *cx)
{
	struct docs w = open_day(cx);
	int64_t request = granted_25(cx, &w), plan = held(cx, &w), order;

	assert_string_equal(state_of(cx, request), "allotted");
	assert_int_equal(counted(cx, request, 0, SENT), 25);
	order = ordered(cx, &w, plan, 777);
	must(step(w.by.keeper, order, "acknowledge"));
	must(step(w.by.keeper, order, "depart"));
	must(step(w.by.carrier, order, "depart"));
	must(step(w.by.carrier, order, "arrive"));
	must(step(w.by.clerk, order, "receive", { .line_no = 1, .qty = 28 }));
	must(step(w.by.carrier, order, "receive", { .line_no = 1, .qty = 28 }));
	assert_string_equal(state_of(cx, request), "closed");
	assert_int_equal(counted(cx, request, 0, TAKEN), 25);
	must(step(w.by.clerk, order, "receive", { .line_no = 1, .qty = 2 }));
	must(step(w.by.carrier, order, "receive", { .line_no = 1, .qty = 2 }));     /* nobody is left to tell */
	assert_int_equal(lies(cx, ACCOUNT_OF(STORE, .place_id = w.d.clinic, .owner_id = w.d.clinic), w.mask), 30);
	close_docs(cx);
}

static void D2_8_the_last_whole_pack_may_bring_a_little_more_than_was_asked(void **state)
{
	(void)state;
	for_each_store(last_pack);
}

static void one_pack_more(struct ctx *cx)
{
	struct docs w = open_day(cx);
	int64_t id = 0;

	granted_25(cx, &w);
	cx->actor = w.by.supply;
	must(allocation_propose(cx, &(struct allocation_ask){ 0 }, &id));
	refused(ERR_SHORT_STOCK, allocation_adjust(cx, id, 0, &(struct allocation_change){ .line_no = 1, .qty = 31, .reason = "多给" }, 1));
	close_docs(cx);
}

static void D2_2_a_proposal_never_gives_a_pack_that_is_not_needed(void **state)
{
	(void)state;
	for_each_store(one_pack_more);
}

static void taken_back(struct ctx *cx)
{
	struct docs w = open_day(cx);
	int64_t request = granted_25(cx, &w), plan = held(cx, &w);

	must(step(w.by.supply, plan, "release"));
	assert_string_equal(state_of(cx, request), "open");
	assert_int_equal(counted(cx, request, 0, SENT) - counted(cx, request, 0, BACK), 0);
	close_docs(cx);
}

static void D7_7_what_is_taken_back_is_asked_for_again(void **state)
{
	(void)state;
	for_each_store(taken_back);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(D2_8_the_last_whole_pack_may_bring_a_little_more_than_was_asked),
		cmocka_unit_test(D2_2_a_proposal_never_gives_a_pack_that_is_not_needed),
		cmocka_unit_test(D7_7_what_is_taken_back_is_asked_for_again),
	};

	return cmocka_run_group_tests_name("whole packs", tests, NULL, NULL);
}
