/* SPDX-License-Identifier: Apache-2.0 */
/* From a unit's need to goods in its hands: requests, allocation, dispatch. */
#include "caps/dispatch/dispatch_world.h"

static void whole_way(struct ctx *cx)
{
	struct docs w = open_day(cx);
	int64_t request = vetted(cx, &w, w.mask, 60), plan = held(cx, &w), order;
	struct account_key free = ACCOUNT_OF(STORE, .place_id = w.d.wa, .owner_id = w.d.root);
	struct doc_leg *legs;
	size_t n;

	assert_string_equal(state_of(cx, request), "allotted");
	assert_int_equal(lies(cx, free, w.mask), 40);
	order = ordered(cx, &w, plan, 777);
	refused(ERR_BAD_STATE, step(w.by.keeper, order, "depart"));
	must(step(w.by.keeper, order, "acknowledge"));
	refused(ERR_SHORT_STOCK, step(w.by.keeper, order, "depart", { .line_no = 1, .qty = 61 }));
	must(step(w.by.keeper, order, "depart"));
	assert_string_equal(state_of(cx, order), "acknowledged");       /* the carrier has not signed yet */
	refused(ERR_FORBIDDEN, step(w.by.clerk, order, "depart"));
	refused(ERR_CONFLICT, step(w.by.carrier, order, "depart", { .line_no = 1, .qty = 59 }));
	must(step(w.by.carrier, order, "depart"));
	assert_string_equal(state_of(cx, order), "departed");
	refused(ERR_BAD_STATE, step(w.by.supply, order, "recall"));
	cx->actor = w.by.supply;
	must(document_open_legs(cx, 0, 10, &legs, &n));
	assert_int_equal(n, 1);
	assert_int_equal(legs[0].qty, 60);
	must(step(w.by.carrier, order, "arrive"));
	must(step(w.by.clerk, order, "receive", { .line_no = 1, .qty = 55 }));
	must(step(w.by.carrier, order, "receive", { .line_no = 1, .qty = 55 }));
	assert_string_equal(state_of(cx, order), "arrived");
	assert_int_equal(lies(cx, ACCOUNT_OF(STORE, .place_id = w.d.clinic, .owner_id = w.d.clinic), w.mask), 55);
	must(step(w.by.clerk, order, "report"));
	refused(ERR_BAD_STATE, step(w.by.supply, order, "close"));
	must(step(w.by.keeper, order, "lose", { .line_no = 1, .qty = 5 }));
	assert_string_equal(state_of(cx, order), "disputed");
	refused(ERR_BAD_STATE, step(w.by.supply, order, "close"));
	must(step(w.by.keeper2, order, "lose", { .line_no = 1, .qty = 5 }));
	must(step(w.by.supply, order, "close"));
	assert_int_equal(lies(cx, ACCOUNT_OF(LOST, .who_id = 777, .owner_id = w.d.root), w.mask), 5);
	assert_string_equal(state_of(cx, request), "closed");
	assert_int_equal(counted(cx, request, 0, TAKEN), 55);
	assert_int_equal(counted(cx, request, 0, LOST), 5);
	must(step(w.by.supply, plan, "release"));
	assert_string_equal(state_of(cx, plan), "done");
	close_docs(cx);
}

static void D2_12_D2_14_goods_are_followed_from_need_to_addressee(void **state)
{
	(void)state;
	for_each_store(whole_way);
}

static void vetting(struct ctx *cx)
{
	struct docs w = open_day(cx);
	int64_t id = needs(cx, &w, w.mask, 60);

	refused(ERR_FORBIDDEN, step(w.by.clerk, id, "vet"));
	cx->actor = w.by.vetter;
	refused(ERR_BAD_INPUT, document_advance(cx, &(struct doc_move){ .doc_id = id, .verb = "vet", .parts = (struct doc_part[]){ { 1, 50, 0, 0, 0, 0, 0 } },
		.n_parts = 1 }, &(struct doc_moved){ 0 }));
	must(step(w.by.vetter, id, "vet", { .line_no = 1, .qty = 50 }));
	refused(ERR_FORBIDDEN, step(w.by.supply, id, "allot", { .line_no = 1, .qty = 5 }));
	held(cx, &w);
	assert_int_equal(counted(cx, id, 0, SENT), 50);
	refused(ERR_BAD_STATE, step(w.by.clerk, id, "withdraw"));
	close_docs(cx);
}

static void D2_8_requests_are_vetted_by_another_and_trimmed_with_a_reason(void **state)
{
	(void)state;
	for_each_store(vetting);
}

static void adjusting(struct ctx *cx)
{
	struct docs w = open_day(cx);
	struct allocation_view v;
	int64_t request = vetted(cx, &w, w.mask, 60), id = 0;

	cx->actor = w.by.supply;
	must(allocation_propose(cx, &(struct allocation_ask){ 0 }, &id));
	refused(ERR_BAD_INPUT, allocation_adjust(cx, id, 0, &(struct allocation_change){ .line_no = 1, .qty = 30 }, 1));
	refused(ERR_SHORT_STOCK, allocation_adjust(cx, id, 0, &(struct allocation_change){ .line_no = 1, .qty = 61, .reason = "多给" }, 1));
	must(allocation_adjust(cx, id, 0, &(struct allocation_change){ .line_no = 1, .qty = 30, .reason = "先保前线" }, 1));
	must(allocation_get(cx, id, &v));
	assert_int_equal(v.n_wants, 1);
	assert_int_equal(v.wants[0].proposed, 60);
	assert_int_equal(v.wants[0].now, 30);
	assert_string_equal(v.facts[0].reason, "先保前线");
	must(step(w.by.supply, id, "propose"));
	refused(ERR_BAD_STATE, allocation_adjust(cx, id, 0, &(struct allocation_change){ .line_no = 1, .qty = 20, .reason = "再减" }, 1));
	refused(ERR_FORBIDDEN, step(w.by.supply, id, "approve"));
	must(step(w.by.approver, id, "approve"));
	assert_string_equal(state_of(cx, request), "open");
	assert_int_equal(counted(cx, request, 0, SENT), 30);
	close_docs(cx);
}

static void D2_4_the_meeting_changes_a_proposal_with_a_reason(void **state)
{
	(void)state;
	for_each_store(adjusting);
}

static void recalling(struct ctx *cx)
{
	struct docs w = open_day(cx);
	struct account_key free = ACCOUNT_OF(STORE, .place_id = w.d.wa, .owner_id = w.d.root);
	int64_t request = vetted(cx, &w, w.mask, 60), plan = held(cx, &w), order = ordered(cx, &w, plan, 0);

	refused(ERR_BAD_STATE, dispatch_order_all(cx, plan, 0, &(int64_t *){ 0 }, &(size_t){ 0 }));
	refused(ERR_BAD_STATE, step(w.by.supply, plan, "release"));
	must(step(w.by.keeper, order, "refuse"));
	assert_string_equal(state_of(cx, order), "refused");
	order = ordered(cx, &w, plan, 0);
	must(step(w.by.supply, order, "recall"));
	must(step(w.by.supply, plan, "release"));
	assert_string_equal(state_of(cx, plan), "released");
	assert_int_equal(lies(cx, free, w.mask), 100);
	assert_int_equal(counted(cx, request, 0, BACK), 60);
	plan = held(cx, &w);
	order = ordered(cx, &w, plan, 0);
	must(step(w.by.keeper, order, "acknowledge"));
	must(step(w.by.keeper, order, "depart", { .line_no = 1, .qty = 40 }));         /* own transport: nobody else signs */
	assert_string_equal(state_of(cx, order), "departed");
	must(step(w.by.supply, plan, "release"));
	assert_int_equal(lies(cx, free, w.mask), 60);
	must(step(w.by.keeper, order, "turn_back"));
	assert_string_equal(state_of(cx, order), "returned");
	assert_int_equal(lies(cx, free, w.mask), 100);
	assert_string_equal(state_of(cx, request), "open");
	assert_int_equal(counted(cx, request, 0, SENT) - counted(cx, request, 0, BACK), 0);
	close_docs(cx);
}

static void D7_7_orders_and_allocations_are_recalled_while_goods_have_not_left(void **state)
{
	(void)state;
	for_each_store(recalling);
}

/* The signers of a step the document offers now: "giver" signed, "carrier" open and mine. */
static size_t signers_of(struct ctx *cx, const struct actor *who, int64_t doc_id, const char *verb, struct doc_signer **ret)
{
	struct doc doc;
	size_t n = 0;

	cx->actor = who;
	must(document_get(cx, doc_id, &doc));
	must(document_signers(cx, &doc, doc_step_find(doc_kind_find("dispatch"), doc.state, verb), ret, &n));
	return n;
}

static void signing(struct ctx *cx)
{
	struct docs w = open_day(cx);
	int64_t order;
	struct doc_signer *s;

	vetted(cx, &w, w.mask, 60);
	order = ordered(cx, &w, held(cx, &w), 777);
	assert_int_equal(signers_of(cx, w.by.keeper, order, "acknowledge", &s), 0);
	must(step(w.by.keeper, order, "acknowledge"));
	assert_int_equal(signers_of(cx, w.by.keeper, order, "depart", &s), 2);
	assert_string_equal(s[0].label, "giver");
	assert_true(s[0].mine && !s[0].actor_id);
	assert_string_equal(s[1].label, "carrier");
	must(step(w.by.keeper, order, "depart"));
	signers_of(cx, w.by.keeper, order, "depart", &s);
	assert_int_equal(s[0].actor_id, w.by.keeper->account_id);
	assert_false(s[0].mine);
	assert_false(s[1].actor_id || s[1].mine);               /* he has signed: another person must */
	signers_of(cx, w.by.carrier, order, "depart", &s);
	assert_true(s[1].mine);
	must(step(w.by.carrier, order, "depart"));
	assert_int_equal(signers_of(cx, w.by.clerk, order, "receive", &s), 2);
	assert_true(!s[0].actor_id && s[0].mine && !s[1].mine);
	close_docs(cx);
}

static void D2_14_a_step_says_whose_signature_it_waits_for(void **state)
{
	(void)state;
	for_each_store(signing);
}

static void handing_out(struct ctx *cx)
{
	struct docs w = open_day(cx);
	int64_t request = vetted(cx, &w, w.mask, 20), plan = held(cx, &w), id = 0;
	struct dispatch_line line = { 1, 0 };

	cx->actor = w.by.keeper;
	must(dispatch_open_handout(cx, &(struct dispatch_draft){ .allocation_id = plan, .lines = &line, .n_lines = 1 }, &id));
	must(step(w.by.clerk, id, "hand_over"));
	must(step(w.by.keeper, id, "hand_over"));
	assert_string_equal(state_of(cx, id), "done");
	assert_int_equal(lies(cx, ACCOUNT_OF(USED, .who_id = w.d.clinic, .owner_id = w.d.root), w.mask), 20);
	assert_string_equal(state_of(cx, request), "closed");
	close_docs(cx);
}

static void D2_10_goods_are_handed_out_against_an_allocation(void **state)
{
	(void)state;
	for_each_store(handing_out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(D2_12_D2_14_goods_are_followed_from_need_to_addressee),
		cmocka_unit_test(D2_8_requests_are_vetted_by_another_and_trimmed_with_a_reason),
		cmocka_unit_test(D2_4_the_meeting_changes_a_proposal_with_a_reason),
		cmocka_unit_test(D7_7_orders_and_allocations_are_recalled_while_goods_have_not_left),
		cmocka_unit_test(D2_14_a_step_says_whose_signature_it_waits_for),
		cmocka_unit_test(D2_10_goods_are_handed_out_against_an_allocation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
