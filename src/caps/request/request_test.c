/* SPDX-License-Identifier: Apache-2.0 */
/* Who may raise and change a request, and for whom. */
#include "caps/document/document_world.h"
#include "caps/request/request.h"

static void in_whose_name(struct ctx *cx)
{
	struct docs w = open_docs(cx);
	struct request_want want = { .item_id = w.mask, .wanted = 20 };
	struct request_draft ask = { .unit_id = w.d.clinic, .wants = &want, .n_wants = 1 };
	int64_t other = 0, id, theirs;

	cx->actor = &the_system;
	must(place_create(cx, &(struct place_facts){ .kind = PLACE_UNIT, .code = "U2", .name = "乙医院", .parent_id = w.d.b1,
		.unit_kind = "hospital" }, &other));
	cx->actor = w.by.clerk;
	must(request_open(cx, &ask, &id));
	must(step(w.by.clerk, id, "raise"));
	cx->actor = w.by.supply;
	ask.unit_id = other;
	must(request_open(cx, &ask, &theirs));
	cx->actor = w.by.clerk;
	ask.to_place_id = w.d.clinic;                     /* in the name of another, to one's own door */
	refused(ERR_NOT_FOUND, request_open(cx, &ask, &id));
	ask.unit_id = w.d.clinic;
	ask.to_place_id = 0;
	refused(ERR_NOT_FOUND, request_edit(cx, theirs, 7, &ask));       /* not STALE: that would tell that it is there */
	refused(ERR_NOT_FOUND, request_edit(cx, theirs, 1, &ask));
	close_docs(cx);
}

static void whose_needs(struct ctx *cx)
{
	struct docs w = open_docs(cx);
	struct request_want want = { .item_id = w.mask, .wanted = 20 };
	struct actor *of_a_part = new_actor(cx, "supply-b", "supply_group", w.d.b);
	struct request_open_line *lines;
	int64_t id;
	size_t n;

	cx->actor = w.by.clerk;
	must(request_open(cx, &(struct request_draft){ .unit_id = w.d.clinic, .wants = &want, .n_wants = 1 }, &id));
	must(step(w.by.clerk, id, "raise"));
	must(step(w.by.vetter, id, "vet"));
	cx->actor = w.by.supply;
	must(request_needs_seen(cx, &lines, &n));
	assert_int_equal(n, 1);
	cx->actor = of_a_part;
	refused(ERR_FORBIDDEN, request_needs_seen(cx, &lines, &n));
	close_docs(cx);
}

static void the_needs_of_all_are_for_who_supplies_all(void **state) { (void)state; for_each_store(whose_needs); }
static void a_unit_asks_in_its_own_name_only(void **state) { (void)state; for_each_store(in_whose_name); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_unit_asks_in_its_own_name_only),
		cmocka_unit_test(the_needs_of_all_are_for_who_supplies_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
