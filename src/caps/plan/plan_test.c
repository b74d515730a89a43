/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/plan/plan.h"
#include "caps/plan/plan_cond.h"
#include "caps/plan/plan_tree.h"
#include "caps/plan/plan_value.h"
#include "base/text.h"
#include "test.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BAD "tests/data/plans/bad"

static const struct plan *read_good(struct ctx *cx, const char *path)
{
	struct plan_mistakes all;
	const struct plan *plan;

	assert_int_equal(plan_read_file(cx, path, &plan, &all), ERR_OK);
	for (size_t i = 0; i < all.n; i++)
		print_error("%s\n", plan_mistake_line(&cx->mem, &all, i));
	assert_int_equal(all.n, 0);
	assert_non_null(plan);
	return plan;
}

static const struct plan *read_text(struct ctx *cx, const char *text, struct plan_mistakes *all)
{
	const struct plan *plan;

	assert_int_equal(plan_read(cx, "t.yaml", text, strlen(text), NULL, &plan, all), ERR_OK);
	return plan;
}

/* The first line of each file says where the one mistake is: "# expect 5:13 E03". */
static void check_bad(struct ctx *cx, const char *name)
{
	const char *path = arena_print(&cx->mem, BAD "/%s", name);
	struct plan_mistakes all;
	const struct plan *plan;
	int line, column;
	char code[8];
	FILE *f = fopen(path, "rb");

	assert_non_null(f);
	assert_int_equal(fscanf(f, "# expect %d:%d %7s", &line, &column, code), 3);
	fclose(f);
	assert_int_equal(plan_read_file(cx, path, &plan, &all), ERR_OK);
	for (size_t i = 0; i < all.n; i++)
		if (all.n != 1 || strcmp(all.at[i].code, code) != 0 || all.at[i].line != line || all.at[i].column != column)
			print_error("wanted %d:%d %s, got %s\n", line, column, code, plan_mistake_line(&cx->mem, &all, i));
	assert_int_equal(all.n, 1);
	assert_string_equal(all.at[0].code, code);
	assert_int_equal(all.at[0].line, line);
	assert_int_equal(all.at[0].column, column);
	assert_true(*all.at[0].found_zh && *all.at[0].found_en && *all.at[0].expected_zh && *all.at[0].expected_en);
	assert_int_equal(plan != NULL, code[0] == 'W');
}

static void X1_each_of_sixty_mistakes_is_named_at_its_exact_place(void **state)
{
	char seen[61] = "";
	struct dirent *e;
	DIR *d = opendir(BAD);
	struct ctx cx = { 0 };

	(void)state;
	assert_non_null(d);
	while ((e = readdir(d)))
		if ((e->d_name[0] == 'E' || e->d_name[0] == 'W') && strstr(e->d_name, ".yaml")) {
			check_bad(&cx, e->d_name);
			seen[strtol(e->d_name + 1, NULL, 10)] = 1;
			arena_reset(&cx.mem);
		}
	closedir(d);
	for (int code = 1; code <= 60; code++)
		if (!seen[code])
			fail_with("no file tries mistake %d", code);
}

static void a_mistake_is_one_line_place_found_expected(void **state)
{
	struct ctx cx = { 0 };
	struct plan_mistakes all;

	(void)state;
	read_text(&cx, "plan: {id: t, zh: 甲, version: 1, date: 2026-11-21, kind: area}\n", &all);
	assert_int_equal(all.n, 1);
	assert_string_equal(plan_mistake_line(&cx.mem, &all, 0),
		"t.yaml:1:58: error E27 kind 不能是 area / kind cannot be \"area\": 可用 province city district county town subdistrict village "
		"campus market care_home enterprise / one of province city district county town subdistrict village campus market care_home enterprise");
	read_text(&cx, "plan: {id: t, zh: A, version: 1, date: 2026-11-21, kind: district, language: en, colour: red}\n", &all);
	assert_true(all.english_first);
	assert_non_null(strstr(plan_mistake_line(&cx.mem, &all, 0), "t.yaml:1:82: error E07 a rule of plan has no key \"colour\" / "));
	arena_reset(&cx.mem);
}

static void all_mistakes_of_a_file_come_at_once_sorted_by_place(void **state)
{
	static const char text[] = "plan: {id: t, zh: 甲, version: 0, date: 2026-13-21, kind: area}\n"
		"gods: []\n"
		"goods:\n  classes:\n    - {id: Rice, zh: 粮, part_of: oil}\n    - {zh: 油, tags: [wet, cold]}\n";
	static const char *const codes[] = { "E22", "E23", "E27", "E06", "E10", "E12", "E08", "E27" };
	struct ctx cx = { 0 };
	struct plan_mistakes all;

	(void)state;
	assert_null(read_text(&cx, text, &all));
	assert_int_equal(all.n, 8);
	for (size_t i = 0; i < all.n; i++) {
		assert_string_equal(all.at[i].code, codes[i]);
		assert_true(i == 0 || all.at[i].line > all.at[i - 1].line || all.at[i].column > all.at[i - 1].column);
	}
	arena_reset(&cx.mem);
}

static void X1_the_shipped_plans_are_clean(void **state)
{
	struct ctx cx = { 0 };

	(void)state;
	assert_string_equal(read_good(&cx, "plans/d2-control-goods.yaml")->id, "d2");
	assert_string_equal(read_good(&cx, "plans/d7-reserve.yaml")->id, "d7");
	arena_reset(&cx.mem);
}

enum { LISTS_MAX = 80, KEYS_MAX = 40 };
typedef bool seen_keys[LISTS_MAX][KEYS_MAX];

/* Marks every key of the table that a mapping writes, and those of its parts. */
static void mark_keys(const struct plan_list *list, const struct node *map, seen_keys seen)
{
	for (size_t k = 0; list->keys[k].name; k++) {
		const struct node *value = node_get(map, list->keys[k].name);

		assert_true(k < KEYS_MAX && list - plan_lists < LISTS_MAX);
		if (!value)
			continue;
		seen[list - plan_lists][k] = true;
		for (size_t i = 0; list->keys[k].type == TYPE_MAP && i < node_count(value); i++)
			mark_keys(plan_list_named(list->keys[k].words), node_item(value, i), seen);
	}
}

static void X1_every_list_and_key_of_the_language_can_be_written(void **state)
{
	static seen_keys seen;
	struct ctx cx = { 0 };
	const struct plan *plan = read_good(&cx, "tests/data/plans/everything.yaml");
	size_t lists = 0, keys = 0;

	(void)state;
	mark_keys(plan_list_named("plan"), plan->tree->head, seen);
	for (size_t i = 0; i < plan->tree->n; i++)
		mark_keys(plan->tree->entries[i].list, plan->tree->entries[i].map, seen);
	for (const struct plan_list *l = plan_lists; l->name; l++, lists += l[-1].form < FORM_HEAD)
		for (size_t k = 0; l->keys[k].name; k++, keys++)
			if (!seen[l - plan_lists][k])
				fail_with("%s.%s is written nowhere", l->name, l->keys[k].name);
	assert_int_equal(lists, 55);
	assert_true(keys > 250);
	arena_reset(&cx.mem);
}

static void rules_of_a_base_are_amended_placed_and_locked(void **state)
{
	struct ctx cx = { 0 };
	const struct plan *plan = read_good(&cx, "tests/data/plans/everything.yaml");
	const char *text = plan_explain(&cx, plan);

	(void)state;
	assert_int_equal(plan_norm(plan, "rice")->at_least.n, INT64_C(9) * 86400000);       /* stricter than the base's 7 days */
	assert_string_equal(plan_norm(plan, "rice")->rule.zh, "粮食定额");                   /* what we left out stays */
	assert_string_equal(plan->ranks[0].rule.id, "zeroth");                               /* after: first */
	assert_string_equal(plan_class(plan, "rice")->rule.id, "rice");
	assert_non_null(strstr(text, "承自 base_plan 1"));
	assert_non_null(strstr(text, "在管控区，水位 < 3米时，终止由指挥部作出"));
	assert_non_null(strstr(text, "零售价近7天比此前涨幅"));
	assert_null(strstr(text, "{"));
	assert_null(strstr(text, "〔"));
	arena_reset(&cx.mem);
}

/* The worked examples of the specification, found in its text: ```yaml ... ``` */
struct examples { const char *text[8], *id[8]; size_t length[8], n; };

static enum err example_base(struct ctx *cx, void *user, const char *id, int64_t version, const char **ret_text, size_t *ret_n, const char **ret_name)
{
	const struct examples *all = user;

	(void)version;
	for (size_t i = 0; i < all->n; i++)
		if (strcmp(all->id[i], id) == 0) {
			*ret_text = all->text[i];
			*ret_n = all->length[i];
			*ret_name = id;
			return ERR_OK;
		}
	return fail_at(cx, ERR_NOT_FOUND, "base", "test", "没有 %s", "no %s", id);
}

static void read_examples(struct ctx *cx, struct examples *all)
{
	static const char start[] = "```yaml\nplan: {id: ";
	FILE *f = fopen("../shared/plan-language.md", "rb");
	char *text, *at;

	if (!f)
		skip();
	at = text = arena_new(&cx->mem, 200000);
	assert_true(fread(text, 1, 199999, f) > 1000);
	fclose(f);
	while ((at = strstr(at, start)) && all->n < 8) {
		char *body = at + strlen("```yaml\n"), *end = strstr(body, "```"), *id = at + strlen(start);

		all->text[all->n] = body;
		all->length[all->n] = (size_t)(end - body);
		all->id[all->n++] = arena_bytes(&cx->mem, id, strcspn(id, ","));
		at = end;
	}
	assert_int_equal(all->n, 5);
}

static void the_worked_examples_of_the_language_are_clean(void **state)
{
	struct ctx cx = { 0 };
	struct examples all = { 0 };
	const struct plan_bases bases = { example_base, &all };

	(void)state;
	read_examples(&cx, &all);
	for (size_t i = 0; i < all.n; i++) {
		struct plan_mistakes mistakes;
		const struct plan *plan;

		assert_int_equal(plan_read(&cx, all.id[i], all.text[i], all.length[i], &bases, &plan, &mistakes), ERR_OK);
		for (size_t j = 0; j < mistakes.n; j++)
			print_error("%s\n", plan_mistake_line(&cx.mem, &mistakes, j));
		assert_int_equal(mistakes.n, 0);
		assert_string_equal(plan->id, all.id[i]);
	}
	arena_reset(&cx.mem);
}

static void explanations_read_as_the_language_promises(void **state)
{
	struct ctx cx = { 0 };
	struct examples all = { 0 };
	struct plan_mistakes mistakes;
	const struct plan *d2;
	const char *text;

	(void)state;
	read_examples(&cx, &all);
	assert_int_equal(plan_read(&cx, "d2", all.text[0], all.length[0], NULL, &d2, &mistakes), ERR_OK);
	text = plan_explain(&cx, d2);
	assert_non_null(strstr(text, "第1优先：一线医护人员，限必需部分。"));
	assert_non_null(strstr(text, "按金额（1天合计）50000元以下由区卫健委副主任批准；50000元以上由防控保障组副组长批准；拆单合并：回看7天，同物资、供货商。"));
	assert_non_null(strstr(text, "乡镇、街道、民办学校、重点复产复工企业（项目）的费用由领用单位承担，成本价。"));
	assert_non_null(strstr(text, "发放：不满足「数量 ≤ 批准数量」的不予办理，理由：发放不得超过批准数量。"));
	arena_reset(&cx.mem);
}

static void an_English_plan_is_explained_in_English(void **state)
{
	struct ctx cx = { 0 };
	struct plan_mistakes all;
	const struct plan *plan = read_text(&cx, "plan: {id: t, zh: 甲, en: A, version: 1, date: 2026-11-21, kind: district, language: en}\n"
		"roles: [{id: a, zh: 甲, en: the head, kind: post}, {id: b, zh: 乙, en: the deputy, kind: post}]\n"
		"approvals: {chains: [{id: c, zh: 审批, en: approval, of: amount, steps: [{below: 50000 yuan, by: b}, {from: 50000 yuan, by: a}]}]}\n", &all);

	(void)state;
	assert_non_null(plan);
	assert_string_equal(plan_explain_rule(&cx, plan, "c"),
		"approval: by amount: below 50000 yuan approved by the deputy; from 50000 yuan approved by the head. [c]\n");
	assert_null(plan_explain_rule(&cx, plan, "d"));
	arena_reset(&cx.mem);
}

static void D2_5_amounts_below_and_from_fifty_thousand_yuan_have_different_approvers(void **state)
{
	struct ctx cx = { 0 };
	const struct plan *d2 = read_good(&cx, "plans/d2-control-goods.yaml");
	const struct plan_flow *buying = plan_flow(d2, PLAN_DOC_purchase, NULL, "masks");
	const struct plan_chain *chain = plan_chain(d2, buying->approve);
	const struct plan_step **steps;
	size_t n;

	(void)state;
	assert_int_equal(chain->of, OF_amount);
	assert_int_equal(dur_ms(chain->over), 86400000);
	assert_true(chain->distinct && chain->same == (1u << SAME_goods | 1u << SAME_supplier));
	steps = plan_chain_steps(&cx.mem, chain, 4999999, &n);
	assert_int_equal(n, 1);
	assert_string_equal(steps[0]->by.at[0], "health_deputy");
	steps = plan_chain_steps(&cx.mem, chain, 5000000, &n);
	assert_int_equal(n, 1);
	assert_string_equal(steps[0]->by.at[0], "group_deputy");
	arena_reset(&cx.mem);
}

static void D2_2_four_priorities_then_the_rest(void **state)
{
	struct ctx cx = { 0 };
	const struct plan *d2 = read_good(&cx, "plans/d2-control-goods.yaml");

	(void)state;
	assert_int_equal(plan_rank_count(d2), 5);
	assert_int_equal(plan_rank_of(d2, "clinic", "masks"), 1);
	assert_int_equal(plan_rank_of(d2, "grassroots", NULL), 2);
	assert_int_equal(plan_rank_of(d2, "counter", NULL), 3);
	assert_int_equal(plan_rank_of(d2, "key_enterprise", NULL), 4);
	assert_int_equal(plan_rank_of(d2, "office", NULL), 5);
	assert_int_equal(plan_rank_of(d2, NULL, NULL), 5);
	assert_true(plan_rank(d2, 1)->essential && plan_rank(d2, 5)->rest);
	assert_null(plan_rank(d2, 6));
	arena_reset(&cx.mem);
}

static void D2_9_the_flow_that_names_the_unit_most_closely_applies(void **state)
{
	struct ctx cx = { 0 };
	struct plan d2 = *read_good(&cx, "plans/d2-control-goods.yaml");
	const struct plan *d7 = read_good(&cx, "plans/d7-reserve.yaml");

	(void)state;
	d2.next = d7;
	assert_string_equal(plan_flow(&d2, PLAN_DOC_request, "key_enterprise", "masks")->approve, "enterprise_approval");
	assert_string_equal(plan_flow(&d2, PLAN_DOC_request, "key_enterprise", "key_medical")->approve, "enterprise_approval");
	assert_string_equal(plan_flow(&d2, PLAN_DOC_request, "office", "masks")->rule.id, "need");
	assert_string_equal(plan_flow(&d2, PLAN_DOC_request, "clinic", "rice")->rule.id, "need_clinic");
	assert_string_equal(plan_flow(&d2, PLAN_DOC_request, "office", "rice")->rule.id, "need_any");
	assert_ptr_equal(plan_flow(&d2, PLAN_DOC_request, "office", "rice")->rule.plan, d7);
	assert_string_equal(plan_flow(&d2, PLAN_DOC_issue, "private_school", NULL)->through, "education");
	assert_null(plan_flow(&d2, PLAN_DOC_admission, NULL, NULL));
	assert_int_equal(plan_charge(&d2, CHARGE_goods, "private_school", "masks")->pays, PAYS_receiver);
	assert_int_equal(plan_charge(&d2, CHARGE_goods, "clinic", "masks")->pays, PAYS_account);
	arena_reset(&cx.mem);
}

static void D7_1_seventeen_departments_answer_for_their_goods(void **state)
{
	static const struct { const char *class; enum plan_task task; const char *who; } rows[] = {
		{ "rice", TASK_reserve, "development" }, { "rice", TASK_fund, "finance" }, { "medical", TASK_reserve, "industry" },
		{ "medical", TASK_forecast, "health" }, { "fire_gear", TASK_deliver, "fire" }, { "flood", TASK_reserve, "emergency" },
		{ "rice", TASK_inspect, "emergency" }, { "landslide", TASK_reserve, "land" } };
	struct ctx cx = { 0 };
	const struct plan *d7 = read_good(&cx, "plans/d7-reserve.yaml");
	const struct plan_role **who;
	size_t n, departments = 0;

	(void)state;
	for (size_t i = 0; i < d7->n_roles; i++)
		departments += strcmp(d7->roles[i].kind, "department") == 0;
	assert_int_equal(departments, 17);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		who = plan_owners(&cx.mem, d7, rows[i].class, rows[i].task, &n);
		assert_int_equal(n, 1);
		assert_string_equal(who[0]->rule.id, rows[i].who);
	}
	plan_owners(&cx.mem, d7, "medical", TASK_catalogue, &n);
	assert_int_equal(n, 3);
	plan_owners(&cx.mem, d7, "flood", TASK_dispatch, &n);
	assert_int_equal(n, 0);
	arena_reset(&cx.mem);
}

static void D3_1_fifteen_kinds_of_necessities_stand_in_four_classes(void **state)
{
	struct ctx cx = { 0 };
	const struct plan *d7 = read_good(&cx, "plans/d7-reserve.yaml");
	static const char *const fifteen[] = { "猪肉", "蔬菜", "禽蛋", "粮食", "食用油", "奶制品", "冷冻食品", "方便面", "火腿肠", "矿泉水", "生活用纸",
		"食盐", "水果", "饼干", "大豆" };

	(void)state;
	for (size_t i = 0; i < 15; i++) {
		const struct plan_class *c = plan_class(d7, fifteen[i]);

		assert_non_null(c);
		assert_true(plan_class_is(d7, c->rule.id, "necessity"));
	}
	assert_int_equal(plan_norm(d7, "rice")->at_least.dim, DIM_TIME);
	assert_int_equal(plan_norm(d7, "rice")->at_least.n, INT64_C(7) * 86400000);
	assert_int_equal(plan_need(d7, "rice")->per_person.amount.n, 400000);      /* mg */
	assert_null(plan_need(d7, "sugar"));
	assert_string_equal(plan_upkeep(d7, "noodles")->rule.id, "rotation");
	arena_reset(&cx.mem);
}

static void D2_11_special_goods_are_kept_apart_both_ways(void **state)
{
	struct ctx cx = { 0 };
	struct plan d2 = *read_good(&cx, "plans/d2-control-goods.yaml");

	(void)state;
	d2.next = read_good(&cx, "plans/d7-reserve.yaml");
	assert_string_equal(plan_storage_conflict(&d2, "alcohol", "masks")->rule.id, "apart");
	assert_string_equal(plan_storage_conflict(&d2, "masks", "alcohol")->rule.id, "apart");
	assert_string_equal(plan_storage_conflict(&d2, "alcohol", "disinfectant")->rule.id, "alcohol_apart");
	assert_null(plan_storage_conflict(&d2, "masks", "gloves"));
	assert_null(plan_storage_conflict(&d2, "masks", NULL));
	assert_int_equal(plan_tags(&d2, "test_kits"), 1u << TAG_cold | 1u << TAG_scarce);
	assert_int_equal(dur_ms(plan_recovery(&d2, "tents")->within), 7 * 86400000);
	assert_string_equal(plan_recovery(&d2, "thermometers")->clean, "cleaning");
	assert_null(plan_recovery(&d2, "masks"));
	arena_reset(&cx.mem);
}

static void D7_7_the_dispatch_flow_tells_how_fast_and_whom_to_call(void **state)
{
	struct ctx cx = { 0 };
	const struct plan_flow *f = plan_flow(read_good(&cx, "plans/d7-reserve.yaml"), PLAN_DOC_dispatch, NULL, "rice");

	(void)state;
	assert_int_equal(dur_ms(f->ack), 30 * 60000);
	assert_int_equal(dur_ms(f->depart), 2 * 3600000);
	assert_int_equal(f->escalate.n, 2);
	assert_string_equal(f->escalate.at[1].to, "lead_group");
	arena_reset(&cx.mem);
}

static void Chinese_and_English_units_say_the_same(void **state)
{
	static const char *const same[][2] = { { "5万元", "50000 yuan" }, { "7天", "7 days" }, { "2小时", "2 h" }, { "3个工作日", "3 working days" },
		{ "3个月", "3 months" }, { "1.5 t", "1500 kg" }, { "2斤", "1 kg" }, { "50%", "50 %" }, { "2倍", "2 times" }, { "1.5万元", "15000 yuan" } };
	struct arena mem = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
		struct value a, b;

		assert_int_equal(value_read(&mem, same[i][0], &a), VALUE_OK);
		assert_int_equal(value_read(&mem, same[i][1], &b), VALUE_OK);
		assert_int_equal(a.low.n, b.low.n);
		assert_int_equal(a.low.dim, b.low.dim);
	}
	arena_reset(&mem);
}

static void months_end_where_the_month_ends_and_weekends_are_no_working_days(void **state)
{
	const int64_t day = 86400000, china = 8 * 3600000;
	int64_t jan_31 = INT64_C(20484) * day - china;      /* 2026-01-31 00:00 in China, a Saturday */

	(void)state;
	assert_int_equal(plan_after(jan_31, (struct plan_dur){ 1, DUR_MONTH }), jan_31 + 28 * day);
	assert_int_equal(plan_after(jan_31, (struct plan_dur){ 1, DUR_YEAR }), jan_31 + 365 * day);
	assert_int_equal(plan_after(jan_31, (struct plan_dur){ 5, DUR_WORKING_DAY }), jan_31 + 6 * day);
	assert_int_equal(plan_after(jan_31, (struct plan_dur){ 3600000, DUR_MS }), jan_31 + 3600000);
	assert_int_equal(plan_after(jan_31, (struct plan_dur){ 0 }), jan_31);
}

static void a_comparison_names_what_was_added_dropped_moved_and_made_stricter(void **state)
{
	static const char head[] = "plan: {id: t, zh: 甲, version: %d, date: 2026-11-21, kind: district}\ngoods: {classes: [{id: rice, zh: %s}%s]}\n"
		"reserves: {norms: [{id: n, zh: 定额, goods: rice, at_least: %d days}]}\npriorities: {ranks: [%s]}\n";
	struct ctx cx = { 0 };
	struct plan_mistakes all;
	const struct plan *old = read_text(&cx, arena_print(&cx.mem, head, 1, "粮", ", {id: oil, zh: 油}", 7, "{id: a, zh: 一, who: family}, {id: b, zh: 二, who: staff}"), &all);
	const struct plan *new = read_text(&cx, arena_print(&cx.mem, head, 2, "粮食", ", {id: salt, zh: 盐}", 10, "{id: b, zh: 二, who: staff}, {id: a, zh: 一, who: family}"), &all);

	(void)state;
	assert_string_equal(plan_diff(&cx, old, old), "");
	assert_string_equal(plan_diff(&cx, old, new), "~ plan.version 1 -> 2\n- oil（油）\nt rice\n+ salt（盐）\n~ n.at_least 7 days -> 10 days（从严）\n^ b\n^ a\n");
	arena_reset(&cx.mem);
}

struct paper { int64_t quantity, approved; bool stored, has_approved; const char *goods; };

static struct cond_value paper_says(void *user, const char *word)
{
	const struct paper *p = user;

	if (strcmp(word, "quantity") == 0)
		return (struct cond_value){ .known = KNOWN_NUMBER, .n = p->quantity };
	if (strcmp(word, "approved") == 0 && p->has_approved)
		return (struct cond_value){ .known = KNOWN_NUMBER, .n = p->approved };
	if (strcmp(word, "storage_ok") == 0)
		return (struct cond_value){ .known = KNOWN_TRUTH, .yes = p->stored };
	if (strcmp(word, "goods") == 0)
		return (struct cond_value){ .known = KNOWN_WORD, .word = p->goods };
	return (struct cond_value){ 0 };
}

static void D2_10_issue_above_the_approved_quantity_is_refused_and_what_is_unknown_too(void **state)
{
	struct ctx cx = { 0 };
	const struct plan *d2 = read_good(&cx, "plans/d2-control-goods.yaml");
	struct paper p = { .quantity = 10, .approved = 10, .has_approved = true };
	const struct cond_world world = { paper_says, &p };
	bool unknown;

	(void)state;
	assert_null(plan_refusal(d2, PLAN_DOC_issue, &world, &unknown));
	p.quantity = 11;
	assert_string_equal(plan_refusal(d2, PLAN_DOC_issue, &world, &unknown)->rule.id, "within_approved");
	assert_false(unknown);
	p.has_approved = false;
	assert_string_equal(plan_refusal(d2, PLAN_DOC_issue, &world, &unknown)->rule.id, "within_approved");
	assert_true(unknown);
	assert_string_equal(plan_refusal(d2, PLAN_DOC_receipt, &world, &unknown)->rule.id, "stored_right");
	p.stored = true;
	assert_null(plan_refusal(d2, PLAN_DOC_receipt, &world, &unknown));
	arena_reset(&cx.mem);
}

static void conditions_are_exact_and_three_valued(void **state)
{
	static const struct { const char *text; enum truth truth; } rows[] = {
		{ "quantity = 10", TRUTH_YES }, { "quantity / 3 * 3 = 10", TRUTH_YES }, { "quantity / 3 > 3", TRUTH_YES }, { "quantity - 4 * 2 != 2", TRUTH_NO },
		{ "-quantity < 0", TRUTH_YES }, { "approved > 3", TRUTH_UNKNOWN }, { "approved > 3 and quantity < 3", TRUTH_NO },
		{ "approved > 3 or quantity > 3", TRUTH_YES }, { "not approved > 3", TRUTH_UNKNOWN }, { "known(approved)", TRUTH_NO }, { "known(quantity)", TRUTH_YES },
		{ "quantity / 0 > 1", TRUTH_UNKNOWN }, { "goods is key_medical", TRUTH_YES }, { "goods is general", TRUTH_NO }, { "storage_ok", TRUTH_NO },
		{ "not storage_ok and (quantity >= 10 or approved = 1)", TRUTH_YES }, { "filled(invoice)", TRUTH_UNKNOWN } };
	struct ctx cx = { 0 };
	const struct plan *d2 = read_good(&cx, "plans/d2-control-goods.yaml");
	struct paper p = { .quantity = 10, .goods = "masks" };
	const struct cond_world world = { paper_says, &p };

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct cond_fault fault;
		const struct plan_cond *c = cond_parse(&cx.mem, rows[i].text, &fault);

		assert_non_null(c);
		if (plan_cond_holds(d2, c, &world) != rows[i].truth)
			print_error("%s\n", rows[i].text);
		assert_int_equal(plan_cond_holds(d2, c, &world), rows[i].truth);
	}
	arena_reset(&cx.mem);
}

static void huge_and_binary_files_are_refused_at_once(void **state)
{
	enum { SIZE = 10 << 20 };
	struct ctx cx = { 0 };
	struct plan_mistakes all;
	const struct plan *plan;
	char *bytes = malloc(SIZE);
	clock_t start = clock();

	(void)state;
	memset(bytes, '[', SIZE);
	assert_int_equal(plan_read(&cx, "big", bytes, SIZE, NULL, &plan, &all), ERR_OK);
	assert_int_equal(all.n, 1);
	assert_int_equal(plan_read(&cx, "brackets", bytes, 1 << 20, NULL, &plan, &all), ERR_OK);
	assert_int_equal(all.n, 1);
	memset(bytes, 0, SIZE);
	assert_int_equal(plan_read(&cx, "zeroes", bytes, 1 << 20, NULL, &plan, &all), ERR_OK);
	assert_string_equal(all.at[0].code, "E01");
	memset(bytes, '\n', SIZE);
	assert_int_equal(plan_read(&cx, "lines", bytes, 1 << 20, NULL, &plan, &all), ERR_OK);
	assert_int_equal(all.at[0].line, 10001);
	assert_true((clock() - start) / CLOCKS_PER_SEC < 5);
	free(bytes);
	arena_reset(&cx.mem);
}

/* Damage a good plan at random: the reader must end, and say a place that exists. */
static uint32_t chance(uint64_t *state, uint32_t below)
{
	*state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(*state >> 33) % below;
}

static size_t damage(uint64_t *seed, char *text, size_t n)
{
	static const char *const pieces[] = { "{", "}", "[", "]", ": ", ", ", "- ", "\n", "  ", "'", "\"", "#", "&a ", "*a", "!!x ", "<<: ", "|", ">",
		"..", " per ", "%", "9999999999999999999", "every ", " and ", "(", "\t", "\xe4\xb8", "null", "plan:", "?", "\xef\xbb\xbf", "within " };
	uint32_t at = chance(seed, (uint32_t)n), what = chance(seed, 4), length = chance(seed, 30);
	const char *piece = pieces[chance(seed, sizeof pieces / sizeof *pieces)];

	if (what == 0 && at + length < n) {                        /* take out */
		memmove(text + at, text + at + length, n - at - length);
		return n - length;
	}
	if (what == 1 && at + length < n) {                        /* say twice */
		memmove(text + at + length, text + at, n - at);
		return n + length;
	}
	if (what == 2) {                                           /* put in */
		memmove(text + at + strlen(piece), text + at, n - at);
		memcpy(text + at, piece, strlen(piece));
		return n + strlen(piece);
	}
	text[at] = (char)chance(seed, 256);
	return n;
}

static void damaged_plans_are_read_to_an_end(void **state)
{
	static const char *const paths[] = { "plans/d2-control-goods.yaml", "plans/d7-reserve.yaml", "tests/data/plans/everything.yaml",
		BAD "/E59.yaml", BAD "/E51.yaml" };
	const char *rounds_text = getenv("PLAN_FUZZ_ROUNDS");
	int rounds = rounds_text ? (int)strtol(rounds_text, NULL, 10) : 300;
	const char *seed_text = getenv("PLAN_FUZZ_SEED");
	uint64_t seed = seed_text ? strtoull(seed_text, NULL, 10) : 20261121;
	struct ctx cx = { 0 };
	char *text = malloc(1 << 20);

	(void)state;
	for (int i = 0; i < rounds; i++) {
		const char *path = paths[(size_t)i % 5];
		FILE *f = fopen(path, "rb");
		struct plan_mistakes all;
		const struct plan *plan;
		size_t n;

		assert_non_null(f);
		n = fread(text, 1, 1 << 19, f);
		fclose(f);
		for (uint32_t hits = 1 + chance(&seed, 6); hits; hits--)
			n = damage(&seed, text, n);
		assert_int_equal(plan_read(&cx, path, text, n, NULL, &plan, &all), ERR_OK);
		assert_true((plan == NULL) == (all.errors > 0));
		for (size_t k = 0; k < all.n; k++)
			assert_true(all.at[k].line >= 1 && all.at[k].column >= 1 && strstr(plan_mistake_line(&cx.mem, &all, k), ": "));
		if (plan)
			assert_non_null(plan_explain(&cx, plan));
		arena_reset(&cx.mem);
	}
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(X1_each_of_sixty_mistakes_is_named_at_its_exact_place),
		cmocka_unit_test(a_mistake_is_one_line_place_found_expected),
		cmocka_unit_test(all_mistakes_of_a_file_come_at_once_sorted_by_place),
		cmocka_unit_test(X1_the_shipped_plans_are_clean),
		cmocka_unit_test(X1_every_list_and_key_of_the_language_can_be_written),
		cmocka_unit_test(rules_of_a_base_are_amended_placed_and_locked),
		cmocka_unit_test(the_worked_examples_of_the_language_are_clean),
		cmocka_unit_test(explanations_read_as_the_language_promises),
		cmocka_unit_test(an_English_plan_is_explained_in_English),
		cmocka_unit_test(D2_5_amounts_below_and_from_fifty_thousand_yuan_have_different_approvers),
		cmocka_unit_test(D2_2_four_priorities_then_the_rest),
		cmocka_unit_test(D2_9_the_flow_that_names_the_unit_most_closely_applies),
		cmocka_unit_test(D7_1_seventeen_departments_answer_for_their_goods),
		cmocka_unit_test(D3_1_fifteen_kinds_of_necessities_stand_in_four_classes),
		cmocka_unit_test(D2_11_special_goods_are_kept_apart_both_ways),
		cmocka_unit_test(D7_7_the_dispatch_flow_tells_how_fast_and_whom_to_call),
		cmocka_unit_test(Chinese_and_English_units_say_the_same),
		cmocka_unit_test(months_end_where_the_month_ends_and_weekends_are_no_working_days),
		cmocka_unit_test(a_comparison_names_what_was_added_dropped_moved_and_made_stricter),
		cmocka_unit_test(D2_10_issue_above_the_approved_quantity_is_refused_and_what_is_unknown_too),
		cmocka_unit_test(conditions_are_exact_and_three_valued),
		cmocka_unit_test(huge_and_binary_files_are_refused_at_once),
		cmocka_unit_test(damaged_plans_are_read_to_an_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
