/* SPDX-License-Identifier: Apache-2.0 */
/* From a unit's need to goods in its hands: requests, allocation, dispatch. */
#include "caps/dispatch/board.h"
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

	refused(ERR_BAD_STATE, dispatch_order_all(cx, plan, 0, &(int64_t *){ 0 }, &(size_t){ 0 }, &(bool){ false }));
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
	must(step(w.by.carrier, order, "depart", { .line_no = 1, .qty = 60 }));      /* all of it, in figures */
	assert_string_equal(state_of(cx, order), "departed");
	assert_int_equal(signers_of(cx, w.by.clerk, order, "receive", &s), 2);
	assert_true(!s[0].actor_id && s[0].mine && !s[1].mine);
	close_docs(cx);
}

static void D2_14_a_step_says_whose_signature_it_waits_for(void **state)
{
	(void)state;
	for_each_store(signing);
}

static struct board board_for(struct ctx *cx, const struct actor *who, const struct board_ask *ask)
{
	struct board b;

	cx->actor = who;
	must(dispatch_board(cx, ask, &b));
	return b;
}

static const struct board_column *column(const struct board *b, const char *state)
{
	for (size_t i = 0; i < b->columns.n; i++)
		if (strcmp(((struct board_column *)b->columns.at)[i].state, state) == 0)
			return &((struct board_column *)b->columns.at)[i];
	return NULL;
}

static const struct board_card *card(const struct board *b, const char *state, size_t i)
{
	const struct board_column *c = column(b, state);

	assert_true(c && i < c->cards.n);
	return &((struct board_card *)c->cards.at)[i];
}

static void on_the_board(struct ctx *cx)
{
	struct docs w = open_day(cx);
	struct board b;
	int64_t order;

	vetted(cx, &w, w.mask, 60);
	order = ordered(cx, &w, held(cx, &w), 777);
	b = board_for(cx, w.by.supply, &(struct board_ask){ 0 });
	assert_int_equal(b.columns.n, 8);
	assert_int_equal(column(&b, "ordered")->orders, 1);
	assert_int_equal(column(&b, "refused")->orders, 0);
	assert_int_equal(card(&b, "ordered", 0)->doc_id, order);
	assert_int_equal(((struct board_good *)card(&b, "ordered", 0)->goods.at)[0].qty, 60);
	assert_string_equal(card(&b, "ordered", 0)->next_step, "acknowledge");
	assert_string_equal(card(&b, "ordered", 0)->verbs, "recall");
	assert_false(card(&b, "ordered", 0)->mine);                       /* the supply group does not carry */
	assert_int_equal(b.ways.n, 1);
	assert_int_equal(b.places.n, 2);
	b = board_for(cx, w.by.keeper, &(struct board_ask){ 0 });
	assert_true(card(&b, "ordered", 0)->mine);
	b = board_for(cx, w.by.far_keeper, &(struct board_ask){ 0 });
	assert_int_equal(column(&b, "ordered")->orders, 0);               /* neither of its places is his */
	assert_int_equal(column(&b, "ordered")->cards.n, 0);
	must(step(w.by.keeper, order, "acknowledge"));
	must(step(w.by.keeper, order, "depart"));
	b = board_for(cx, w.by.keeper, &(struct board_ask){ 0 });
	assert_string_equal(card(&b, "acknowledged", 0)->signed_role, "giver");
	assert_string_equal(card(&b, "acknowledged", 0)->next_step, "depart");
	must(step(w.by.carrier, order, "depart"));
	must(step(w.by.clerk, order, "receive", { .line_no = 1, .qty = 55 }));
	must(step(w.by.carrier, order, "receive", { .line_no = 1, .qty = 55 }));
	b = board_for(cx, w.by.supply, &(struct board_ask){ 0 });
	assert_int_equal(((struct board_good *)column(&b, "arrived")->goods.at)[0].qty, 5);      /* what has not been taken over */
	must(step(w.by.clerk, order, "report"));
	b = board_for(cx, w.by.supply, &(struct board_ask){ .item_id = w.mask, .from_place_id = w.d.wa, .carrier_id = 777, .area_id = w.d.root });
	assert_int_equal(((struct board_good *)card(&b, "disputed", 0)->goods.at)[0].qty, 5);
	b = board_for(cx, w.by.supply, &(struct board_ask){ .item_id = w.rice });
	assert_int_equal(column(&b, "disputed")->orders, 0);
	b = board_for(cx, w.by.supply, &(struct board_ask){ .from_place_id = w.d.wb });
	assert_int_equal(b.ways.n, 0);
	close_docs(cx);
}

static void D7_7_the_board_shows_each_order_in_its_state_to_who_may_see_it(void **state)
{
	(void)state;
	for_each_store(on_the_board);
}

/* An order for each of `n` requests of 10, each from an allocation of its own. */
static void order_some(struct ctx *cx, const struct docs *w, int n)
{
	for (int i = 0; i < n; i++) {
		vetted(cx, w, w->mask, 10);
		ordered(cx, w, held(cx, w), 0);
	}
}

static void paging(struct ctx *cx)
{
	struct docs w = open_day(cx);
	struct board_ask ask = { .limit = 2 };
	struct board b;
	int64_t seen[5] = { 0 }, n = 0;
	struct dispatch_waiting *waiting;
	struct dispatch_left *left;
	size_t n_waiting;

	order_some(cx, &w, 5);
	b = board_for(cx, w.by.supply, &ask);
	assert_int_equal(column(&b, "ordered")->orders, 5);
	must(dispatch_waiting_list(cx, 0, 10, &waiting, &n_waiting));
	assert_int_equal(n_waiting, 0);
	for (int pages = 0; pages < 4; pages++) {
		for (size_t i = 0; i < column(&b, "ordered")->cards.n; i++)
			seen[n++] = card(&b, "ordered", i)->doc_id;
		ask = (struct board_ask){ .column = 2, .limit = 2, .after = column(&b, "ordered")->next };
		if (!ask.after)
			break;
		b = board_for(cx, w.by.supply, &ask);
		assert_int_equal(b.columns.n, 1);
	}
	assert_int_equal(n, 5);
	for (int i = 1; i < 5; i++)
		assert_true(seen[i] > seen[i - 1]);
	ask = (struct board_ask){ .column = 2, .after = "nonsense" };
	refused(ERR_BAD_INPUT, dispatch_board(cx, &ask, &b));
	ask = (struct board_ask){ .after = "1.2" };
	refused(ERR_BAD_INPUT, dispatch_board(cx, &ask, &b));
	must(step(w.by.keeper, seen[0], "refuse"));
	b = board_for(cx, w.by.supply, &(struct board_ask){ 0 });
	assert_int_equal(column(&b, "refused")->orders, 1);               /* somebody has to order again */
	must(dispatch_waiting_list(cx, 0, 10, &waiting, &n_waiting));
	assert_int_equal(n_waiting, 1);
	assert_int_equal(waiting[0].orders, 1);
	must(dispatch_left_of(cx, waiting[0].allocation_id, &left, &n_waiting));
	assert_int_equal(left[0].left, 10);
	assert_int_equal(left[0].ordered, 0);
	cx->actor = w.by.keeper;
	refused(ERR_FORBIDDEN, dispatch_left_of(cx, waiting[0].allocation_id, &left, &n_waiting));
	close_docs(cx);
}

static void D7_7_the_board_is_paged_and_keeps_what_was_refused(void **state)
{
	(void)state;
	for_each_store(paging);
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
		cmocka_unit_test(D7_7_the_board_shows_each_order_in_its_state_to_who_may_see_it),
		cmocka_unit_test(D7_7_the_board_is_paged_and_keeps_what_was_refused),
		cmocka_unit_test(D2_10_goods_are_handed_out_against_an_allocation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
