/* SPDX-License-Identifier: Apache-2.0 */
/* A line that asks for a substitute: what it may say, how far it reaches, and that it stays said. */
#include "caps/dispatch/dispatch_world.h"
#include "caps/request/instead.h"
#include "caps/stock/lot_flow.h"
#include <string.h>

enum { A_DAY = 86400000 };
struct story { struct docs w; int64_t pair, today, short_of; };      /* short_of: 30 bleach the clinic asked for */

/* 3 of rice for 2 of bleach. */
static struct story begin(struct ctx *cx)
{
	struct story s = { .w = open_docs(cx) };

	s.today = civil_day_of(cx->now_ms);
	cx->actor = s.w.by.supply;
	must(substitute_create(cx, &(struct substitute){ .item_id = s.w.bleach, .by_id = s.w.rice, .num = 3, .den = 2, .note = "专家组意见" }, &s.pair));
	s.short_of = needs(cx, &s.w, s.w.bleach, 30);
	return s;
}

static enum err ask_for(struct ctx *cx, const struct story *s, struct request_want want, int64_t *ret)
{
	return request_open(cx, &(struct request_draft){ .unit_id = s->w.d.clinic, .wants = &want, .n_wants = 1 }, ret);
}
#define INSTEAD(by, want, of, ...) (struct request_want){ .item_id = (by), .wanted = (want), .instead_of = (of), __VA_ARGS__ }
#define RICE(want, ...) INSTEAD(s.w.rice, want, s.w.bleach, __VA_ARGS__)

static void what_it_may_say(struct ctx *cx)
{
	struct story s = begin(cx);
	struct request_instead *lines;
	int64_t id = 0, none = 0, today = s.today;
	const char *paper;
	size_t n;

	refused(ERR_BAD_INPUT, ask_for(cx, &s, RICE(45, .instead_qty = 0), &id));                                     /* instead of how much? */
	refused(ERR_BAD_INPUT, ask_for(cx, &s, INSTEAD(s.w.rice, 45, 0, .instead_qty = 30), &id));
	refused(ERR_BAD_INPUT, ask_for(cx, &s, RICE(46, .instead_qty = 30), &id));                  /* more than the ratio gives */
	refused(ERR_BAD_INPUT, ask_for(cx, &s, RICE(1, .instead_qty = 30), &id));                   /* stands in for nothing */
	refused(ERR_BLOCKED, ask_for(cx, &s, INSTEAD(s.w.rice, 30, s.w.mask, .instead_qty = 30), &id));
	refused(ERR_NOT_FOUND, ask_for(cx, &s, INSTEAD(s.w.rice, 30, 5, .instead_qty = 30), &id));
	must(ask_for(cx, &s, RICE(45, .instead_qty = 30), &id));
	must(request_insteads(cx, id, &lines, &n));
	assert_int_equal(n, 1);
	assert_int_equal(lines[0].qty, 30);
	assert_int_equal(lines[0].num * 10 + lines[0].den, 32);
	assert_int_equal(lines[0].substitute_version, 1);
	must(request_instead_paper(cx, id, &paper));
	assert_string_equal(paper, "以RICE 45 件代BLEACH 30 件");
	must(ask_for(cx, &s, RICE(20, .instead_qty = 30, .own_stock = 2), &id));                    /* 18 asked: 12 of the 30 */
	must(request_insteads(cx, id, &lines, &n));
	assert_int_equal(lines[0].qty, 12);
	must(step(s.w.by.clerk, id, "raise"));
	refused(ERR_BAD_STATE, request_edit(cx, id, 0, &(struct request_draft){ .unit_id = s.w.d.clinic, .wants = &RICE(45, .instead_qty = 30), .n_wants = 1 }));
	cx->actor = s.w.by.supply;                                                                  /* by boxes: 7 is 10 */
	must(substitute_create(cx, &(struct substitute){ .item_id = s.w.bleach, .by_id = s.w.mask, .num = 1, .den = 1, .note = "整箱",
		.since_day = today, .until_day = today }, &id));
	cx->actor = s.w.by.clerk;
	must(ask_for(cx, &s, INSTEAD(s.w.mask, 7, s.w.bleach, .instead_qty = 7), &id));
	must(request_insteads(cx, id, &lines, &n));
	assert_int_equal(lines[0].by_qty, 10);
	assert_int_equal(lines[0].qty, 7);
	cx->now_ms += A_DAY;
	refused(ERR_BLOCKED, ask_for(cx, &s, INSTEAD(s.w.mask, 7, s.w.bleach, .instead_qty = 7), &none)); /* the last day was yesterday */
	refused(ERR_BLOCKED, step(s.w.by.clerk, id, "raise"));                                      /* and no draft gets round it */
	close_docs(cx);
}

static void S3_12_a_line_stands_in_by_a_pair_that_holds_and_no_further_than_its_ratio(void **state) { (void)state; for_each_store(what_it_may_say); }

static void a_changed_ratio(struct ctx *cx)
{
	struct story s = begin(cx);
	int64_t id = 0, other = 0;

	must(ask_for(cx, &s, RICE(45, .instead_qty = 30), &id));
	must(ask_for(cx, &s, RICE(30, .instead_qty = 20), &other));
	cx->actor = s.w.by.supply;
	must(substitute_change(cx, s.pair, 1, &(struct substitute){ .num = 6, .den = 4, .note = "写法不同，折算一样" }));
	must(step(s.w.by.clerk, id, "raise"));
	cx->actor = s.w.by.supply;
	must(substitute_change(cx, s.pair, 2, &(struct substitute){ .num = 1, .den = 1, .note = "改了" }));
	refused(ERR_STALE, step(s.w.by.clerk, other, "raise"));
	close_docs(cx);
}

static void a_draft_is_raised_only_at_the_ratio_that_holds_then(void **state) { (void)state; for_each_store(a_changed_ratio); }

static void how_far(struct ctx *cx)
{
	struct story s = begin(cx);
	int64_t id = 0, second = 0, other = 0, theirs, chain = 0;
	struct request_instead *lines;
	size_t n;

	cx->actor = &the_system;
	must(place_create(cx, &(struct place_facts){ .kind = PLACE_UNIT, .code = "U2", .name = "乙医院", .parent_id = s.w.d.b1,
		.unit_kind = "hospital" }, &other));
	cx->actor = s.w.by.supply;
	must(request_open(cx, &(struct request_draft){ .unit_id = other, .wants = &(struct request_want){ .item_id = s.w.bleach, .wanted = 9 },
		.n_wants = 1 }, &theirs));
	refused(ERR_BAD_INPUT, ask_for(cx, &s, RICE(12, .instead_qty = 8, .for_doc_id = theirs), &id));      /* another unit's */
	cx->actor = s.w.by.clerk;
	refused(ERR_NOT_FOUND, ask_for(cx, &s, RICE(12, .instead_qty = 8, .for_doc_id = theirs), &id));      /* which he may not even see */
	must(ask_for(cx, &s, RICE(30, .instead_qty = 20, .for_doc_id = s.short_of), &id));
	must(request_stood_in(cx, s.short_of, &lines, &n));
	assert_int_equal(n, 1);
	assert_int_equal(lines[0].qty, 20);
	refused(ERR_CONFLICT, ask_for(cx, &s, RICE(30, .instead_qty = 20, .for_doc_id = s.short_of), &second));   /* 10 are left, a draft counts */
	must(ask_for(cx, &s, RICE(15, .instead_qty = 10, .for_doc_id = s.short_of), &second));
	refused(ERR_CONFLICT, ask_for(cx, &s, RICE(3, .instead_qty = 2, .for_doc_id = s.short_of), &chain));      /* split: nothing is left */
	must(step(s.w.by.clerk, id, "raise"));
	must(step(s.w.by.vetter, id, "vet", { .line_no = 1, .qty = 15 }));
	close_docs(cx);
}

static void S3_12_together_requests_never_stand_in_for_more_than_the_line_lacks(void **state) { (void)state; for_each_store(how_far); }

static void round_about(struct ctx *cx)
{
	struct story s = begin(cx);
	int64_t id = 0, back = 0, more = 0;

	cx->actor = s.w.by.supply;
	must(substitute_create(cx, &(struct substitute){ .item_id = s.w.rice, .by_id = s.w.bleach, .num = 2, .den = 3, .note = "反过来" }, &back));
	must(substitute_create(cx, &(struct substitute){ .item_id = s.w.rice, .by_id = s.w.mask, .num = 1, .den = 1, .note = "再往下" }, &back));
	cx->actor = s.w.by.clerk;
	must(ask_for(cx, &s, RICE(45, .instead_qty = 30, .for_doc_id = s.short_of), &id));
	must(step(s.w.by.clerk, id, "raise"));
	cx->actor = s.w.by.clerk;
	refused(ERR_BLOCKED, ask_for(cx, &s, INSTEAD(s.w.bleach, 10, s.w.rice, .instead_qty = 15, .for_doc_id = id), &more));
	refused(ERR_BLOCKED, ask_for(cx, &s, INSTEAD(s.w.mask, 10, s.w.rice, .instead_qty = 10, .for_doc_id = id), &more));
	must(step(s.w.by.vetter, id, "refuse"));
	cx->actor = s.w.by.clerk;                                                        /* refused: the line lacks all of it again */
	must(ask_for(cx, &s, RICE(45, .instead_qty = 30, .for_doc_id = s.short_of), &more));
	must(step(s.w.by.clerk, s.short_of, "withdraw"));
	refused(ERR_BAD_STATE, ask_for(cx, &s, RICE(3, .instead_qty = 2, .for_doc_id = s.short_of), &id));
	close_docs(cx);
}

static void S3_12_what_stands_in_is_not_stood_in_for_again(void **state) { (void)state; for_each_store(round_about); }

static size_t said_on_the_way(struct ctx *cx, const struct docs *w, int64_t receipt, const char *note)
{
	struct chain_link *links;
	struct lot_origin *from;
	size_t n, way = 0, said = 0;
	struct lot_flow f;

	cx->actor = w->by.supply;
	must(lot_origins_doc(cx, receipt, 1, &from, &n));
	must(lot_flow(cx, from[0].lot_id, 0, &f));
	while (way < f.n_ways && f.ways[way].part != PART_TRANSIT)
		way++;
	assert_true(way < f.n_ways);
	must(lot_chain(cx, &f, &f.ways[way], &links, &n));
	for (size_t i = 0; i < n; i++)
		said += strcmp(links[i].verb, "order") == 0 && links[i].note && strcmp(links[i].note, note) == 0;
	return said;
}

/* 45 of rice were asked for instead of 30 of bleach; 20 go out by an order, 25 over the counter: each says its own quantities. */
static void stays_said(struct ctx *cx)
{
	struct story s = begin(cx);
	struct dispatch_line part = { .allocation_line_no = 1, .qty = 20 };
	int64_t receipt, id = 0, plan, order = 0, out = 0;
	const char *note, *text;
	struct dispatch_draft draft;

	give_points(cx, &s.w);
	receipt = stocked(cx, &s.w, s.w.by.keeper, s.w.d.wa, s.w.rice, 60, 0);
	cx->actor = s.w.by.clerk;
	must(ask_for(cx, &s, RICE(45, .instead_qty = 30, .for_doc_id = s.short_of), &id));
	must(step(s.w.by.clerk, id, "raise"));
	must(step(s.w.by.vetter, id, "vet"));
	plan = held(cx, &s.w);
	draft = (struct dispatch_draft){ .allocation_id = plan, .carrier_id = 777, .lines = &part, .n_lines = 1 };
	cx->actor = s.w.by.supply;
	must(dispatch_open(cx, &draft, &order));
	must(dispatch_instead(cx, order, &text));
	assert_non_null(strstr(text, "以RICE 20 件代BLEACH 13 件（XQ"));
	must(dispatch_note(cx, order, "加急", &note));
	assert_string_equal(note, arena_print(&cx->mem, "加急；%s", text));
	must(dispatch_note(cx, order, NULL, &note));
	must(document_advance(cx, &(struct doc_move){ .doc_id = order, .verb = "order", .note = note }, &(struct doc_moved){ 0 }));
	must(step(s.w.by.keeper, order, "acknowledge"));
	must(step(s.w.by.keeper, order, "depart", { .line_no = 1, .qty = 20 }));
	must(step(s.w.by.carrier, order, "depart", { .line_no = 1, .qty = 20 }));
	assert_int_equal(said_on_the_way(cx, &s.w, receipt, text), 1);
	part.qty = 25;
	cx->actor = s.w.by.keeper;
	must(dispatch_open_handout(cx, &draft, &out));
	must(dispatch_instead(cx, out, &text));
	assert_non_null(strstr(text, "以RICE 25 件代BLEACH 16 件（XQ"));
	must(dispatch_instead(cx, receipt, &text));
	assert_string_equal(text, "");
	close_docs(cx);
}

static void S3_12_instead_of_what_stays_said_on_order_hand_out_and_the_way_of_the_lot(void **state) { (void)state; for_each_store(stays_said); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(S3_12_a_line_stands_in_by_a_pair_that_holds_and_no_further_than_its_ratio),
		cmocka_unit_test(a_draft_is_raised_only_at_the_ratio_that_holds_then),
		cmocka_unit_test(S3_12_together_requests_never_stand_in_for_more_than_the_line_lacks),
		cmocka_unit_test(S3_12_what_stands_in_is_not_stood_in_for_again),
		cmocka_unit_test(S3_12_instead_of_what_stays_said_on_order_hand_out_and_the_way_of_the_lot),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
