/* SPDX-License-Identifier: Apache-2.0 */
/* The meeting's table: trying a change, adopting it, taking it back. */
#include "caps/allocation/table.h"
#include "caps/dispatch/dispatch_world.h"
#include "caps/plan/plan_active.h"

static void put_in_force(struct ctx *cx, const char *path, const char *id)
{
	static char text[200000];
	FILE *f = fopen(path, "rb");
	struct plan_stored stored;
	int64_t activation;
	size_t n;

	assert_non_null(f);
	n = fread(text, 1, sizeof text, f);
	fclose(f);
	cx->actor = &the_system;
	must(plan_register(cx, path, text, n, &stored));
	must(plan_activate(cx, &(struct plan_start){ .plan_id = id, .version = stored.version, .reason = "试行" }, &activation));
}

static void also_holds(struct ctx *cx, const struct actor *who, const char *role, int64_t place_id)
{
	int64_t grant;

	cx->actor = &the_system;
	must(party_grant_add(cx, &(struct party_grant){ .account_id = who->account_id, .place_id = place_id, .role = role,
		.from_ms = cx->now_ms }, &grant));
}

static int64_t unit_of_kind(struct ctx *cx, const struct docs *w, const char *code, const char *kind)
{
	int64_t id = 0;

	cx->actor = &the_system;
	must(place_create(cx, &(struct place_facts){ .kind = PLACE_UNIT, .code = code, .name = code, .parent_id = w->d.a1, .unit_kind = kind,
		.has_point = 1, .lon_e7 = 1204950000, .lat_e7 = 303000000 }, &id));
	return id;
}

/* 100 masks in packs of 10: a clinic wants 40, three counters 40 each. */
struct meeting { struct docs w; int64_t unit[4], request[4], id; };

static int64_t asked_by(struct ctx *cx, struct meeting *m, int64_t unit_id, int64_t wanted)
{
	struct request_want want = { .item_id = m->w.mask, .wanted = wanted };
	int64_t id = 0;

	cx->actor = m->w.by.supply;
	must(request_open(cx, &(struct request_draft){ .unit_id = unit_id, .wants = &want, .n_wants = 1 }, &id));
	must(step(m->w.by.supply, id, "raise"));
	must(step(m->w.by.vetter, id, "vet"));
	return id;
}

static struct meeting open_meeting(struct ctx *cx)
{
	struct meeting m = { .w = open_day(cx) };
	const char *const codes[] = { "", "C1", "C2", "C3" };

	put_in_force(cx, "plans/d2-control-goods.yaml", "d2");
	also_holds(cx, m.w.by.vetter, "epidemic_group", m.w.d.root);
	also_holds(cx, m.w.by.approver, "group_deputy", m.w.d.root);
	m.unit[0] = m.w.d.clinic;
	for (int i = 1; i < 4; i++)
		m.unit[i] = unit_of_kind(cx, &m.w, codes[i], "grassroots");
	for (int i = 0; i < 4; i++)
		m.request[i] = asked_by(cx, &m, m.unit[i], 40);
	must(party_actor(cx, m.w.by.approver->account_id, m.w.by.approver));
	cx->actor = m.w.by.supply;
	must(allocation_propose(cx, &(struct allocation_ask){ 0 }, &m.id));
	return m;
}

static int64_t gets(struct ctx *cx, const struct meeting *m, int unit)
{
	struct allocation_view v;

	must(allocation_get(cx, m->id, &v));
	for (size_t i = 0; i < v.n_wants; i++)
		if (v.wants[i].request_id == m->request[unit])
			return v.wants[i].now;
	return -1;
}

static void assert_all(struct ctx *cx, const struct meeting *m, int64_t a, int64_t b, int64_t c, int64_t d)
{
	const int64_t wanted[] = { a, b, c, d };

	for (int i = 0; i < 4; i++)
		assert_int_equal(gets(cx, m, i), wanted[i]);
}

static struct allocation_pin pin(const struct meeting *m, int unit, int64_t qty)
{
	return (struct allocation_pin){ .request_id = m->request[unit], .request_line_no = 1, .qty = qty };
}

static const struct allocation_rule *rule_of(const struct allocation_effect *e, const char *word)
{
	const struct allocation_rule *r = e->rules.at;

	for (size_t i = 0; i < e->rules.n; i++)
		if (!strcmp(r[i].rule, word))
			return &r[i];
	return NULL;
}

static void tried_and_adopted(struct ctx *cx)
{
	struct meeting m = open_meeting(cx);
	struct allocation_pin one = pin(&m, 2, 40);
	struct allocation_effect e, adopted;
	const struct allocation_effect_line *line;
	const struct allocation_effect_class *class;
	struct allocation_view v;

	assert_all(cx, &m, 40, 20, 20, 20);
	must(allocation_what_if(cx, m.id, &one, 1, &e));
	assert_all(cx, &m, 40, 20, 20, 20);                   /* trying writes nothing */
	line = e.lines.at;
	class = e.classes.at;
	assert_int_equal(e.lines.n, 3);
	assert_int_equal(line[1].after, 40);
	assert_true(line[1].pinned);
	assert_int_equal(line[0].after, 10);
	assert_int_equal(line[0].fill_after, 2500);
	assert_int_equal(class[1].lowest_before, 5000);
	assert_int_equal(class[1].lowest_after, 2500);
	assert_true(rule_of(&e, "priority")->kept);
	assert_true(rule_of(&e, "packs")->kept);
	assert_false(rule_of(&e, "floor")->kept);             /* 25 % of the guaranteed 60 */
	assert_string_equal(rule_of(&e, "floor")->needs, "second");
	assert_false(rule_of(&e, "spread")->kept);
	assert_string_equal(rule_of(&e, "spread")->needs, "reason");
	assert_true(e.needs_second);
	must(allocation_pin_lines(cx, m.id, e.version, &one, 1, "值守加岗"));
	assert_all(cx, &m, 40, 10, 40, 10);
	must(allocation_change_effect(cx, m.id, 1, &adopted));
	assert_int_equal(adopted.lines.n, e.lines.n);
	for (size_t i = 0; i < e.lines.n; i++) {
		const struct allocation_effect_line *a = adopted.lines.at;

		assert_int_equal(a[i].before, line[i].before);
		assert_int_equal(a[i].after, line[i].after);
	}
	must(allocation_get(cx, m.id, &v));
	for (size_t i = 0; i < v.doc.n_lines; i++)
		if (v.facts[i].request_id == m.request[2]) {
			assert_int_equal(v.facts[i].change_no, 1);
			assert_string_equal(v.facts[i].reason, "值守加岗");
			assert_int_equal(v.facts[i].changed_by, m.w.by.supply->account_id);
		}
	close_docs(cx);
}

static void D2_4_what_a_change_was_said_to_do_is_what_it_does(void **state) { (void)state; for_each_store(tried_and_adopted); }

/* The lines of two views are the same: goods, quantities, for whom. */
static void assert_same_lines(const struct allocation_view *a, const struct allocation_view *b)
{
	assert_int_equal(a->doc.n_lines, b->doc.n_lines);
	for (size_t i = 0; i < a->doc.n_lines; i++) {
		assert_int_equal(a->doc.lines[i].lot_id, b->doc.lines[i].lot_id);
		assert_int_equal(a->doc.lines[i].place_id, b->doc.lines[i].place_id);
		assert_int_equal(a->doc.lines[i].counter[ASKED], b->doc.lines[i].counter[ASKED]);
		assert_int_equal(a->facts[i].request_id, b->facts[i].request_id);
		assert_int_equal(a->facts[i].proposed, b->facts[i].proposed);
		assert_int_equal(a->facts[i].change_no, b->facts[i].change_no);
		assert_string_equal(a->facts[i].reason, b->facts[i].reason);
	}
}

static void taken_back(struct ctx *cx)
{
	struct meeting m = open_meeting(cx);
	struct allocation_pin first = pin(&m, 2, 40), second = pin(&m, 1, 30);
	struct allocation_view machine, again;
	struct allocation_effect e;
	struct allocation_changed *all;
	size_t n;

	must(allocation_get(cx, m.id, &machine));
	must(allocation_pin_lines(cx, m.id, 0, &first, 1, "加岗"));
	must(allocation_what_if(cx, m.id, &second, 1, &e));
	assert_false(rule_of(&e, "priority")->kept);
	assert_string_equal(rule_of(&e, "priority")->zh, "第 1 级还缺 10 件，却给第 2 级分了 70 件");
	must(allocation_pin_lines(cx, m.id, 0, &second, 1, "返校"));
	assert_all(cx, &m, 30, 30, 40, 0);
	must(allocation_undo(cx, m.id, 0, 1));
	assert_all(cx, &m, 40, 30, 20, 10);
	refused(ERR_BAD_STATE, allocation_undo(cx, m.id, 0, 1));
	refused(ERR_NOT_FOUND, allocation_undo(cx, m.id, 0, 9));
	must(allocation_undo(cx, m.id, 0, 2));
	must(allocation_get(cx, m.id, &again));
	assert_same_lines(&machine, &again);
	must(allocation_changes(cx, &again, &all, &n));
	assert_int_equal(n, 2);
	assert_true(all[0].undone > 0 && all[1].undone > 0);
	assert_string_equal(all[0].reason, "加岗");
	close_docs(cx);
}

static void D2_4_changes_are_taken_back_one_by_one_to_what_the_machine_proposed(void **state) { (void)state; for_each_store(taken_back); }

static void refusals(struct ctx *cx)
{
	struct meeting m = open_meeting(cx);
	struct allocation_pin uneven = pin(&m, 1, 25), above = pin(&m, 1, 50), twice[] = { pin(&m, 1, 10), pin(&m, 1, 20) };
	struct allocation_pin all[] = { pin(&m, 0, 40), pin(&m, 1, 40), pin(&m, 2, 40) }, good = pin(&m, 1, 30);
	struct allocation_effect e;

	refused(ERR_BAD_INPUT, allocation_what_if(cx, m.id, &uneven, 1, &e));
	assert_string_equal(cx->fault.zh, "25 不是整箱（每箱 10 件），改成 20 或 30");
	refused(ERR_BAD_INPUT, allocation_what_if(cx, m.id, &above, 1, &e));
	refused(ERR_BAD_INPUT, allocation_what_if(cx, m.id, twice, 2, &e));
	refused(ERR_SHORT_STOCK, allocation_what_if(cx, m.id, all, 3, &e));
	refused(ERR_BAD_INPUT, allocation_pin_lines(cx, m.id, 0, &good, 1, ""));
	must(allocation_pin_lines(cx, m.id, 0, &good, 1, "先改的"));
	refused(ERR_STALE, allocation_pin_lines(cx, m.id, 1, &good, 1, "后改的"));
	must(step(m.w.by.supply, m.id, "propose"));
	cx->actor = m.w.by.supply;
	refused(ERR_BAD_STATE, allocation_what_if(cx, m.id, &good, 1, &e));
	refused(ERR_BAD_STATE, allocation_undo(cx, m.id, 0, 1));
	must(allocation_change_effect(cx, m.id, 1, &e));      /* reading it goes on */
	close_docs(cx);
}

static void a_change_keeps_whole_packs_vetted_needs_and_the_stock(void **state) { (void)state; for_each_store(refusals); }

static void second_signature(struct ctx *cx)
{
	struct meeting m = open_meeting(cx);
	struct actor *deputy = new_actor(cx, "deputy", "approver", m.w.d.root);
	struct allocation_pin one = pin(&m, 2, 40);
	struct doc_approval s;
	struct doc doc;

	also_holds(cx, deputy, "health_deputy", m.w.d.root);
	cx->actor = m.w.by.supply;
	must(allocation_pin_lines(cx, m.id, 0, &one, 1, "加岗"));
	must(step(m.w.by.supply, m.id, "propose"));
	must(document_get(cx, m.id, &doc));
	cx->actor = m.w.by.supply;
	must(document_approval(cx, &doc, "approve", &s));
	assert_int_equal(s.n, 2);
	assert_int_equal(s.given, 0);
	assert_true(s.made && !s.mine);                        /* who computed it does not approve it */
	refused(ERR_FORBIDDEN, step(deputy, m.id, "approve"));   /* the meeting first */
	must(step(m.w.by.approver, m.id, "approve"));
	assert_string_equal(state_of(cx, m.id), "review");
	must(document_get(cx, m.id, &doc));
	must(document_approval(cx, &doc, "approve", &s));
	assert_int_equal(s.given, 1);
	assert_int_equal(s.at[0].actor_id, m.w.by.approver->account_id);
	assert_true(s.at[0].signed_ms > 0);
	assert_true(s.signed_it && !s.mine);
	cx->actor = deputy;
	must(document_approval(cx, &doc, "approve", &s));
	assert_true(s.mine);
	must(step(deputy, m.id, "approve"));
	must(document_get(cx, m.id, &doc));
	must(document_approval(cx, &doc, "approve", &s));
	assert_true(s.done);
	assert_int_equal(s.n, 2);
	assert_string_equal(state_of(cx, m.id), "held");
	close_docs(cx);
}

static void D2_2_who_breaks_the_guaranteed_share_needs_another_signature(void **state) { (void)state; for_each_store(second_signature); }

static void sent_back(struct ctx *cx)
{
	struct meeting m = open_meeting(cx);
	struct doc_approval s;
	struct doc doc;

	must(step(m.w.by.supply, m.id, "propose"));
	must(document_get(cx, m.id, &doc));
	cx->actor = m.w.by.approver;
	must(document_approval(cx, &doc, "approve", &s));
	assert_int_equal(s.n, 1);                               /* nothing broken: the meeting alone */
	assert_true(s.mine);
	must(step(m.w.by.supply, m.id, "revise"));
	must(document_get(cx, m.id, &doc));
	cx->actor = m.w.by.approver;
	must(document_approval(cx, &doc, "approve", &s));
	assert_int_equal(s.given, 0);
	assert_false(s.mine);                                   /* not in review */
	close_docs(cx);
}

static void nobody_signs_what_is_being_changed(void **state) { (void)state; for_each_store(sent_back); }

static void by_hand(struct ctx *cx)
{
	struct meeting m = open_meeting(cx);
	struct allocation_change mine = { .qty = 10, .reason = "只要一箱" };
	struct allocation_pin other = pin(&m, 3, 40);
	struct allocation_view v;

	must(allocation_get(cx, m.id, &v));
	for (size_t i = 0; i < v.doc.n_lines; i++)
		if (v.facts[i].request_id == m.request[1])
			mine.line_no = (int64_t)i + 1;
	must(allocation_adjust(cx, m.id, 0, &mine, 1));
	assert_all(cx, &m, 40, 10, 20, 20);
	must(allocation_pin_lines(cx, m.id, 0, &other, 1, "返校"));
	assert_all(cx, &m, 40, 10, 10, 40);
	must(allocation_undo(cx, m.id, 0, 1));
	assert_all(cx, &m, 40, 10, 10, 40);                    /* now by the engine: equal shares of what is left */
	must(allocation_undo(cx, m.id, 0, 2));
	assert_all(cx, &m, 40, 20, 20, 20);
	close_docs(cx);
}

static void what_was_put_by_hand_stays_when_others_change(void **state) { (void)state; for_each_store(by_hand); }

static void read_table(struct ctx *cx)
{
	struct meeting m = open_meeting(cx);
	struct allocation_pin one = pin(&m, 2, 40);
	const struct allocation_table_line *line;
	const struct allocation_table_class *class;
	const struct allocation_table_item *item;
	const struct allocation_table_source *source;
	struct allocation_unmet *unmet;
	struct allocation_table t;
	size_t n;

	must(allocation_pin_lines(cx, m.id, 0, &one, 1, "加岗"));
	must(allocation_table(cx, m.id, 0, &t));
	item = t.items.at;
	assert_int_equal(t.items.n, 1);
	assert_int_equal(item->divisible, 100);
	assert_int_equal(item->fill, 6250);
	assert_int_equal(item->changed, 3);
	assert_int_equal(t.short_units, 2);
	assert_int_equal(t.changed_qty, 40);
	assert_int_equal(t.needed, 2);
	assert_int_equal(t.broken.n, 2);
	class = t.classes.at;
	assert_int_equal(t.classes.n, 2);
	assert_int_equal(class[1].floor, 6000);
	assert_int_equal(class[1].lowest, 2500);
	assert_int_equal(class[1].unmet, 60);
	line = t.rows.at;
	assert_int_equal(t.rows.n, 4);
	assert_string_equal(line[0].zh, "全额");
	assert_string_equal(line[1].zh, "改动让出 10");
	assert_string_equal(line[2].zh, "会商第 1 处改动");
	assert_true(line[2].pinned);
	assert_int_equal(line[2].machine, 20);
	assert_int_equal(line[2].most, 40);
	source = line[2].sources.at;
	assert_int_equal(line[2].sources.n, 1);
	assert_int_equal(source->place_id, m.w.d.wa);
	must(allocation_unmet(cx, m.id, &unmet, &n));
	assert_int_equal(n, 2);
	assert_int_equal(unmet[0].missing, 30);
	refused(ERR_NOT_FOUND, allocation_table(cx, m.id, 4711, &t));
	close_docs(cx);
}

static void the_table_tells_who_gets_what_and_why(void **state) { (void)state; for_each_store(read_table); }

static void chosen(struct ctx *cx)
{
	struct docs w = open_day(cx);
	struct allocation_pick pick;
	struct allocation_view v;
	int64_t first = vetted(cx, &w, w.mask, 20), id = 0;

	vetted(cx, &w, w.mask, 30);
	pick.id = first;
	cx->actor = w.by.supply;
	must(allocation_propose(cx, &(struct allocation_ask){ .requests = { &pick, 1 } }, &id));
	must(allocation_get(cx, id, &v));
	assert_int_equal(v.n_wants, 1);
	assert_int_equal(v.wants[0].request_id, first);
	pick.id = w.rice;
	refused(ERR_BAD_STATE, allocation_propose(cx, &(struct allocation_ask){ .items = { &pick, 1 } }, &id));
	close_docs(cx);
}

static void a_meeting_may_be_about_chosen_needs(void **state) { (void)state; for_each_store(chosen); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(D2_4_what_a_change_was_said_to_do_is_what_it_does),
		cmocka_unit_test(D2_4_changes_are_taken_back_one_by_one_to_what_the_machine_proposed),
		cmocka_unit_test(a_change_keeps_whole_packs_vetted_needs_and_the_stock),
		cmocka_unit_test(D2_2_who_breaks_the_guaranteed_share_needs_another_signature),
		cmocka_unit_test(nobody_signs_what_is_being_changed),
		cmocka_unit_test(what_was_put_by_hand_stays_when_others_change),
		cmocka_unit_test(the_table_tells_who_gets_what_and_why),
		cmocka_unit_test(a_meeting_may_be_about_chosen_needs),
	};

	return cmocka_run_group_tests_name("the meeting's table", tests, NULL, NULL);
}
