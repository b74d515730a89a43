/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/document/document_world.h"
#include "caps/plan/plan_active.h"
#include "caps/report/plan_effect.h"
#include "caps/report/report.h"
#include "file/table.h"
#include <string.h>

/* 20 people; figures below are reckoned by hand from these numbers. */
static const char PLAN[] =
	"plan: {id: r, zh: 储备, en: reserves, version: 1, date: 2026-11-21, kind: district,\n"
	"  kinds: [{id: infant, zh: 婴儿, en: infants, of: person}]}\n"
	"roles:\n"
	"  - {id: development, zh: 发展改革局, en: development bureau, kind: department}\n"
	"  - {id: emergency, zh: 应急管理局, en: emergency bureau, kind: department}\n"
	"goods:\n"
	"  classes:\n"
	"    - {id: necessity, zh: 生活必需品, en: necessities}\n"
	"    - {id: rice, zh: 粮食, en: grain, part_of: necessity, unit: kg}\n"
	"    - {id: oil, zh: 食用油, en: oil, part_of: necessity, unit: L}\n"
	"    - {id: water, zh: 饮用水, en: water, part_of: necessity, unit: 瓶}\n"
	"    - {id: relief_tents, zh: 帐篷, en: tents, unit: 顶}\n"
	"    - {id: salt, zh: 食盐, en: salt, unit: kg}\n"
	"    - {id: milk, zh: 奶粉, en: formula, unit: 罐}\n"
	"    - {id: flood, zh: 防汛物资, en: flood goods}\n"
	"    - {id: gear, zh: 装备, en: gear}\n"
	"  owners:\n"
	"    - {id: o1, zh: 生活必需品, en: necessities, source: 三, goods: necessity, who: development, does: [reserve, dispatch]}\n"
	"    - {id: o2, zh: 防汛, en: flood, source: 三, goods: [flood, relief_tents, salt, gear, milk], who: emergency, does: reserve}\n"
	"  needs:\n"
	"    - {id: n1, zh: 粮食, en: grain, source: 三, goods: rice, per_person: 400 g per day}\n"
	"    - {id: n2, zh: 水, en: water, source: 三, goods: water, per_person: 2 bottles per day}\n"
	"reserves:\n"
	"  norms:\n"
	"    - {id: week, zh: 7天, en: 7 days, source: 四, goods: necessity, holder: development, at_least: 7 days, held_as: [physical, agreement]}\n"
	"    - {id: tents, zh: 300 顶, en: 300 tents, source: 四, goods: relief_tents, holder: emergency, at_least: 300 pieces}\n"
	"    - {id: salt_norm, zh: 50 kg, en: 50 kg, source: 四, goods: salt, at_least: 50 kg}\n"
	"    - {id: milk_norm, zh: 3天, en: 3 days, source: 四, goods: milk, of: infant, at_least: 72 h}\n"
	"    - {id: gear_up, zh: 逐步充实, en: built up, source: 四, goods: gear, trend: up}\n"
	"  holdings:\n"
	"    - {id: by_contract, zh: 协议储备, en: agreements, source: 四, held_as: agreement, must_state: [quantity, price], respond_within: 24 h}\n";

static void look_at(const struct report_file *f)
{
	const char *folder = getenv("REPORT_LOOK");
	char path[300];
	FILE *file;

	if (!folder)
		return;
	snprintf(path, sizeof path, "%s/reserves.pdf", folder);
	file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(f->body.at, 1, f->body.n, file), f->body.n);
	assert_int_equal(fclose(file), 0);
}

static int64_t goods(struct ctx *cx, const char *code, const char *class, const char *unit, int64_t norm_qty, int64_t norm_days)
{
	int64_t id = 0;

	must(item_create(cx, &(struct item){ .code = code, .zh = code, .en = code, .category = class, .unit = unit, .active = 1,
		.norm_qty = norm_qty, .norm_days = norm_days }, &id));
	return id;
}

static struct docs reserves(struct ctx *cx)
{
	struct docs w = open_docs(cx);
	int64_t id, today = civil_day_of(cx->now_ms), kilo;
	struct plan_stored stored;
	struct place root;

	cx->actor = &the_system;
	must(place_get(cx, w.d.root, &root));
	must(place_update(cx, w.d.root, 0, &(struct place_facts){ .code = root.code, .name = root.name, .kind = root.kind, .population = 20 }));
	must(plan_register(cx, "r.yaml", PLAN, strlen(PLAN), &stored));
	must(plan_activate(cx, &(struct plan_start){ .plan_id = "r", .version = 1, .reason = "试行" }, &id));
	kilo = goods(cx, "RICE-KG", "rice", "kg", 0, 1);
	id = goods(cx, "RICE-5KG", "rice", "袋", 3, 50);
	stocked(cx, &w, w.by.keeper, w.d.wa, id, 3, 0);
	stocked(cx, &w, w.by.keeper, w.d.wa, kilo, 24, today + 100);
	stocked(cx, &w, w.by.far_keeper, w.d.wb, kilo, 10, today + 1);
	cx->actor = &the_system;
	id = goods(cx, "FLOUR", "rice", "袋", 0, 1);
	stocked(cx, &w, w.by.keeper, w.d.wa, id, 9, 0);
	cx->actor = &the_system;
	id = goods(cx, "WATER", "water", "瓶", 4, 1);         /* the plan's 2 a day go before the item's 4 */
	stocked(cx, &w, w.by.keeper, w.d.wa, id, 280, 0);
	cx->actor = &the_system;
	id = goods(cx, "TENT", "relief_tents", "顶", 0, 1);
	stocked(cx, &w, w.by.keeper, w.d.wa, id, 180, 0);
	cx->actor = &the_system;
	id = goods(cx, "TENT-SET", "relief_tents", "套", 0, 1);
	stocked(cx, &w, w.by.keeper, w.d.wa, id, 500, 0);
	cx->actor = &the_system;
	id = goods(cx, "SALT", "salt", "kg", 0, 1);
	stocked(cx, &w, w.by.far_keeper, w.d.wb, id, 30, 0);
	cx->now_ms += 2 * DAY_MS;
	cx->actor = &the_system;
	return w;
}

static const struct reserve_line *line_of(const struct reserve_picture *r, const char *class_id)
{
	for (size_t i = 0; i < r->lines.n; i++)
		if (strcmp(((const struct reserve_line *)r->lines.at)[i].class_id, class_id) == 0)
			return &((const struct reserve_line *)r->lines.at)[i];
	print_error("no line for %s\n", class_id);
	assert_true(0);
	return NULL;
}

static const struct reserve_item *item_of(const struct reserve_line *l, const char *code)
{
	for (size_t i = 0; i < l->items.n; i++)
		if (strcmp(((const struct reserve_item *)l->items.at)[i].item_code, code) == 0)
			return &((const struct reserve_item *)l->items.at)[i];
	print_error("no item %s\n", code);
	assert_true(0);
	return NULL;
}

/* 24 kg at 400 g are 60 people's days, 3 bags at 3 per 50 days are 50: 110 of 140. */
static void in_days(struct ctx *cx)
{
	const struct reserve_line *l;
	struct reserve_picture r;

	reserves(cx);
	must(report_reserves(cx, &(struct report_reserves_ask){ 0 }, &r));
	assert_int_equal(r.population, 20);
	assert_int_equal(r.lines.n, 8);
	l = line_of(&r, "rice");
	assert_int_equal(l->state, RESERVE_SHORT);
	assert_string_equal(l->holder_zh, "发展改革局");
	assert_int_equal(l->owners.n, 2);
	assert_string_equal(((const struct reserve_owner *)l->owners.at)[1].does, "dispatch");
	assert_string_equal(l->held_as, "physical,agreement");
	assert_int_equal(l->target_days, 7);
	assert_int_equal(l->usable, -1);
	assert_int_equal(l->cover_days, 5);
	assert_int_equal(l->short_days, 2);
	assert_int_equal(l->items.n, 4);
	assert_int_equal(item_of(l, "RICE-KG")->usable, 24);
	assert_int_equal(item_of(l, "RICE-KG")->unusable, 10);      /* expired yesterday */
	assert_int_equal(item_of(l, "RICE-KG")->cover_days, 3);
	assert_int_equal(item_of(l, "RICE-KG")->to_fill, 12);
	assert_int_equal(item_of(l, "RICE-5KG")->cover_days, 2);
	assert_int_equal(item_of(l, "RICE-5KG")->to_fill, 2);
	assert_int_equal(item_of(l, "FLOUR")->cover_days, -1);
	assert_int_equal(item_of(l, "FLOUR")->to_fill, -1);
	assert_non_null(strstr(l->zh, "2 种物资没有人均需求"));
	assert_non_null(strstr(l->zh, "FLOUR、RICE"));
	assert_non_null(strstr(l->en, "The plan also counts agreement"));
	l = line_of(&r, "water");
	assert_int_equal(l->state, RESERVE_MET);
	assert_int_equal(l->cover_days, 7);
	assert_int_equal(l->short_days, 0);
	assert_string_equal(l->zh, "");                          /* nothing to explain */
	l = line_of(&r, "oil");
	assert_int_equal(l->state, RESERVE_SHORT);
	assert_int_equal(l->cover_days, 0);
	assert_int_equal(l->short_days, 7);
	assert_non_null(strstr(l->zh, "目录里没有"));
	l = line_of(&r, "milk");                                 /* how many infants there are is not recorded */
	assert_int_equal(l->state, RESERVE_UNKNOWN);
	assert_int_equal(l->target_days, 3);
	assert_int_equal(l->short_days, -1);
	assert_non_null(strstr(l->zh, "「婴儿」"));
	close_docs(cx);
}

static void in_quantity(struct ctx *cx)
{
	const struct reserve_line *l;
	struct reserve_picture r;

	reserves(cx);
	must(report_reserves(cx, &(struct report_reserves_ask){ 0 }, &r));
	l = line_of(&r, "relief_tents");
	assert_int_equal(l->state, RESERVE_SHORT);
	assert_string_equal(l->unit, "顶");
	assert_int_equal(l->target_qty, 300);
	assert_int_equal(l->usable, 180);
	assert_int_equal(l->short_qty, 120);
	assert_int_equal(l->cover_days, -1);
	assert_int_equal(item_of(l, "TENT")->to_fill, 120);
	assert_int_equal(item_of(l, "TENT-SET")->to_fill, -1);
	assert_non_null(strstr(l->zh, "TENT-SET"));
	l = line_of(&r, "salt");
	assert_string_equal(l->unit, "kg");
	assert_int_equal(l->target_qty, 50);
	assert_int_equal(l->short_qty, 20);
	assert_null(l->holder_zh);
	l = line_of(&r, "gear");
	assert_int_equal(l->state, RESERVE_NO_TARGET);
	assert_string_equal(l->norm_id, "gear_up");
	l = line_of(&r, "flood");
	assert_int_equal(l->state, RESERVE_NO_TARGET);
	assert_null(l->norm_id);
	assert_string_equal(((const struct reserve_owner *)l->owners.at)[0].zh, "应急管理局");
	assert_int_equal(r.forms.n, 1);
	assert_int_equal(((const struct reserve_form *)r.forms.at)[0].respond_min, 24 * 60);
	close_docs(cx);
}

static void below_a_place(struct ctx *cx)
{
	struct docs w = reserves(cx);
	const struct reserve_line *l;
	struct reserve_picture r;
	struct place b1;

	must(report_reserves(cx, &(struct report_reserves_ask){ .place_id = w.d.a }, &r));
	assert_int_equal(r.population, 0);
	l = line_of(&r, "rice");
	assert_int_equal(l->state, RESERVE_UNKNOWN);
	assert_int_equal(l->cover_days, -1);
	assert_int_equal(l->short_days, -1);
	assert_non_null(strstr(l->zh, "「甲街道」没有登记人口"));
	assert_int_equal(item_of(l, "RICE-KG")->usable, 24);
	assert_int_equal(item_of(l, "RICE-KG")->unusable, 0);
	assert_int_equal(line_of(&r, "salt")->usable, 0);
	must(place_get(cx, w.d.b1, &b1));
	must(place_update(cx, w.d.b1, 0, &(struct place_facts){ .code = b1.code, .name = b1.name, .kind = b1.kind, .parent_id = b1.parent_id,
		.population = 3 }));
	must(report_reserves(cx, &(struct report_reserves_ask){ .place_id = w.d.b }, &r));
	assert_int_equal(r.population, 3);                       /* of the communities below */
	l = line_of(&r, "rice");
	assert_int_equal(l->cover_days, 0);
	assert_int_equal(item_of(l, "RICE-KG")->to_fill, 9);     /* 7 x 3 x 400 g = 8.4 kg */
	assert_int_equal(line_of(&r, "salt")->usable, 30);
	cx->actor = w.by.far_keeper;
	refused(ERR_NOT_FOUND, report_reserves(cx, &(struct report_reserves_ask){ 0 }, &r));
	refused(ERR_NOT_FOUND, report_reserves(cx, &(struct report_reserves_ask){ .place_id = w.d.wa }, &r));
	must(report_reserves(cx, &(struct report_reserves_ask){ .place_id = w.d.wb }, &r));
	assert_int_equal(line_of(&r, "salt")->usable, 30);
	cx->actor = w.by.carrier;                                /* sees the place, not its reports */
	refused(ERR_FORBIDDEN, report_reserves(cx, &(struct report_reserves_ask){ 0 }, &r));
	close_docs(cx);
}

/* 10 days instead of 7: 90 people's days are missing, where 30 were; a need of 800 g makes the stock worth half. */
static void changed_plan(struct ctx *cx)
{
	const struct plan_effect_stock *s;
	const struct plan *old, *new;
	struct plan_effects e;
	struct plan_draft text;
	struct plan_mistakes all;

	reserves(cx);
	must(plan_load(cx, "r", 1, &old));
	must(plan_effects(cx, old, old, &e));
	assert_true(e.in_force);
	assert_int_equal(e.stock.n, 0);
	must(plan_draft_text(cx, "r", 1, &(struct plan_edit){ "week.at_least", "10 days" }, 1, &text));
	must(plan_check(cx, "r.yaml", text.text, strlen(text.text), &new, &all));
	must(plan_effects(cx, old, new, &e));
	s = e.stock.at;
	assert_string_equal(s->class_id, "rice");
	assert_string_equal(s->rule_id, "week");
	assert_int_equal(s->old_target, 7);
	assert_int_equal(s->target, 10);
	assert_int_equal(s->old_short, 2);
	assert_int_equal(s->short_of, 5);
	assert_string_equal(s->item, "RICE-5KG");
	assert_int_equal(s->old_fill, 2);
	assert_int_equal(s->fill, 6);
	assert_int_equal(e.documents.n, 0);
	must(plan_draft_text(cx, "r", 1, &(struct plan_edit){ "n1.per_person", "800 g per day" }, 1, &text));
	must(plan_check(cx, "r.yaml", text.text, strlen(text.text), &new, &all));
	must(plan_effects(cx, old, new, &e));
	assert_int_equal(e.stock.n, 1);
	s = e.stock.at;
	assert_string_equal(s->rule_id, "n1");
	assert_int_equal(s->target, 7);
	assert_int_equal(s->short_of, 3);                       /* 30 + 50 of 140 */
	close_docs(cx);
}

static void without_plan(struct ctx *cx)
{
	struct reserve_picture r;

	open_docs(cx);
	cx->actor = &the_system;
	must(report_reserves(cx, &(struct report_reserves_ask){ 0 }, &r));
	assert_int_equal(r.lines.n, 0);
	close_docs(cx);
}

static void as_files(struct ctx *cx)
{
	struct report_file f, again;
	struct table t;

	reserves(cx);
	for (int64_t format = REPORT_CSV; format <= REPORT_XLSX; format++) {
		size_t head = format == REPORT_XLSX ? 2 : 0;

		must(report_reserves_file(cx, &(struct report_reserves_ask){ 0 }, format, &f));
		must(table_read(cx, f.name, f.body.at, f.body.n, NULL, &t));
		assert_string_equal(table_cell(&t, head, 6), "储备目标");
		assert_string_equal(table_cell(&t, head + 1, 0), "粮食");
		assert_string_equal(table_cell(&t, head + 1, 1), "发展改革局");
		assert_string_equal(table_cell(&t, head + 1, 6), "7");
		assert_string_equal(table_cell(&t, head + 1, 10), "5");
		assert_string_equal(table_cell(&t, head + 1, 11), "2");
		assert_string_equal(table_cell(&t, head + 1, 13), "有缺口");
		assert_string_equal(table_cell(&t, head + 5, 3), "RICE-KG");
		assert_string_equal(table_cell(&t, head + 5, 12), "12");
	}
	must(report_reserves_file(cx, &(struct report_reserves_ask){ 0 }, REPORT_PDF, &f));
	must(report_reserves_file(cx, &(struct report_reserves_ask){ 0 }, REPORT_PDF, &again));
	assert_memory_equal(f.body.at, "%PDF", 4);
	assert_int_equal(f.body.n, again.body.n);
	assert_memory_equal(f.body.at, again.body.at, f.body.n);
	look_at(&f);
	close_docs(cx);
}

#define ON_BOTH(name, body) static void name(void **state) { (void)state; for_each_store(body); }
ON_BOTH(D7_1_days_of_cover_and_what_is_short_follow_from_plan_people_and_usable_stock, in_days)
ON_BOTH(D7_1_a_norm_in_pieces_or_mass_counts_only_goods_of_its_unit_and_says_what_is_left_out, in_quantity)
ON_BOTH(D7_1_the_picture_is_of_the_asked_place_and_below_and_only_for_who_may_see_it, below_a_place)
ON_BOTH(X1_a_changed_norm_or_need_tells_what_would_be_short, changed_plan)
ON_BOTH(no_plan_in_force_is_an_empty_picture, without_plan)
ON_BOTH(the_reserve_picture_reads_back_from_every_file, as_files)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(D7_1_days_of_cover_and_what_is_short_follow_from_plan_people_and_usable_stock),
		cmocka_unit_test(D7_1_a_norm_in_pieces_or_mass_counts_only_goods_of_its_unit_and_says_what_is_left_out),
		cmocka_unit_test(D7_1_the_picture_is_of_the_asked_place_and_below_and_only_for_who_may_see_it),
		cmocka_unit_test(X1_a_changed_norm_or_need_tells_what_would_be_short),
		cmocka_unit_test(no_plan_in_force_is_an_empty_picture),
		cmocka_unit_test(the_reserve_picture_reads_back_from_every_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
