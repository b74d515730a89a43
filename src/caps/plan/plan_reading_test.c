/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/party/party_world.h"
#include "caps/plan/plan_edit.h"
#include "test.h"
#include <stdio.h>

static const char *read_file(struct ctx *cx, const char *path)
{
	char *text = arena_new(&cx->mem, 200000);
	FILE *f = fopen(path, "rb");

	assert_non_null(f);
	assert_true(fread(text, 1, 199999, f) > 1000);
	fclose(f);
	return text;
}

static const struct plan *read_plan(struct ctx *cx, const char *path)
{
	struct plan_mistakes all;
	const struct plan *plan;

	assert_int_equal(plan_read_file(cx, path, &plan, &all), ERR_OK);
	assert_non_null(plan);
	return plan;
}

static const struct plan *read_text(struct ctx *cx, const char *text)
{
	struct plan_mistakes all;
	const struct plan *plan;

	assert_int_equal(plan_read(cx, "t.yaml", text, strlen(text), NULL, &plan, &all), ERR_OK);
	assert_non_null(plan);
	return plan;
}

/* ---- Walking a reading ---- */
struct seen { void (*run)(void *user, const struct plan_run *run); void *user; };

static void each_run(const struct list *runs, const struct seen *s)
{
	for (size_t i = 0; i < runs->n; i++)
		s->run(s->user, (const struct plan_run *)runs->at + i);
}

static void walk(const struct plan_reading *r, const struct seen *s)
{
	for (size_t c = 0; c < r->chapters.n; c++) {
		const struct plan_chapter *chapter = (const struct plan_chapter *)r->chapters.at + c;

		for (size_t g = 0; g < chapter->groups.n; g++) {
			const struct plan_group *group = (const struct plan_group *)chapter->groups.at + g;

			for (size_t i = 0; i < group->clauses.n; i++) {
				const struct plan_clause *clause = (const struct plan_clause *)group->clauses.at + i;

				each_run(&clause->runs, s);
				for (size_t k = 0; k < clause->rows.n; k++)
					for (size_t x = 0; x < ((const struct plan_row *)clause->rows.at)[k].cells.n; x++)
						each_run(&((const struct plan_cell *)((const struct plan_row *)clause->rows.at)[k].cells.at)[x].runs, s);
			}
		}
	}
}

struct told { struct buf text; int mark_out; };
static void tell_run(void *user, const struct plan_run *run)
{
	struct told *t = user;

	if (run->mark != t->mark_out)
		buf_text(&t->text, run->text);
}

/* The whole text without the runs of one mark (-1: all of them). */
static const char *told(struct ctx *cx, const struct plan_reading *r, int without)
{
	struct told t = { BUF(&cx->mem), without };

	walk(r, &(struct seen){ tell_run, &t });
	return buf_get(&t.text);
}

struct wanted { const char *path; const struct plan_run *run; };
static void want_path(void *user, const struct plan_run *run)
{
	struct wanted *w = user;

	if (run->path && strcmp(run->path, w->path) == 0)
		w->run = run;
}

static const struct plan_run *run_of(const struct plan_reading *r, const char *path)
{
	struct wanted w = { path, NULL };

	walk(r, &(struct seen){ want_path, &w });
	return w.run;
}

static bool has_han(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)text[0] >= 0xe4 && (unsigned char)text[0] <= 0xe9)
			return true;
	return false;
}

static void every_list_has_an_English_sentence_of_its_own(void **state)
{
	int missing = 0;

	(void)state;
	for (const struct plan_list *l = plan_lists; l->name; l++) {
		if (!l->sentence)
			continue;
		if (tell_sentence(l, true) == l->sentence || has_han(tell_sentence(l, true)))
			print_error("%s has no English sentence\n", l->name);
		assert_true(tell_sentence(l, true) != l->sentence && !has_han(tell_sentence(l, true)));
	}
	for (const struct plan_section *s = plan_sections; s->name; s++)
		assert_true(s->zh && s->en);
	for (const struct plan_list *l = plan_lists; l->name; l++)
		for (const struct plan_key *k = l->keys; k->name; k++)
			if (strcmp(plan_key_zh(k->name), k->name) == 0) {
				print_error("%s.%s has no name in words\n", l->name, k->name);
				missing++;
			}
	assert_int_equal(missing, 0);
}

static void X1_a_plan_reads_as_chapters_with_every_value_at_its_line(void **state)
{
	struct ctx cx = { 0 };
	const struct plan *plan = read_plan(&cx, "plans/d2-control-goods.yaml");
	struct plan_reading zh, en;
	const struct plan_run *run;

	(void)state;
	plan_read_out(&cx, plan, NULL, false, &zh);
	plan_read_out(&cx, plan, NULL, true, &en);
	assert_int_equal(zh.chapters.n, 12);
	assert_int_equal(en.chapters.n, 12);
	assert_int_equal(zh.changes.n, 0);
	run = run_of(&zh, "purchase_approval.steps[0].below");
	assert_non_null(run);
	assert_string_equal(run->text, "50000元");
	assert_int_equal(run->kind, RUN_FIGURE);
	assert_true(run->line > 90);
	assert_string_equal(run_of(&en, "purchase_approval.steps[0].below")->text, "50000 yuan");
	assert_non_null(strstr(told(&cx, &zh, -1), "可回收物资在7天内收回，按「回收物资消毒」处理。"));
	assert_non_null(strstr(told(&cx, &en, -1), "Reusable goods: taken back within 7 days, treated as in “disinfection of returned goods”."));
	assert_non_null(strstr(told(&cx, &en, -1), "checked within 24 h, when late after 30 min tell deputy head of the supply group;"));
	assert_null(strstr(told(&cx, &en, -1), "〔"));
	assert_null(strstr(told(&cx, &en, -1), "{"));
	arena_reset(&cx.mem);
}

static void every_key_of_the_language_can_be_read_in_both_languages(void **state)
{
	struct ctx cx = { 0 };
	const struct plan *plan = read_plan(&cx, "tests/data/plans/everything.yaml");
	struct plan_reading r;

	(void)state;
	for (int english = 0; english < 2; english++) {
		plan_read_out(&cx, plan, NULL, english, &r);
		assert_int_equal(r.chapters.n, 15);
		assert_null(strpbrk(told(&cx, &r, -1), "{}"));
		assert_null(strstr(told(&cx, &r, -1), "〔"));
		assert_null(strstr(told(&cx, &r, -1), "  "));
	}
	arena_reset(&cx.mem);
}

static void a_value_in_Chinese_units_is_said_in_English_ones(void **state)
{
	struct ctx cx = { 0 };
	const struct plan *plan = read_text(&cx, "plan: {id: t, zh: 甲, version: 1, date: 2026-11-21, kind: district}\n"
		"goods: {classes: [{id: rice, zh: 粮食, en: grain}]}\n"
		"reserves: {norms: [{id: n, zh: 定额, en: norm, goods: rice, at_least: 10天}, {id: m, zh: 定额, goods: rice, aim: 5吨}]}\n"
		"documents: {checks: [{id: c, zh: 太多, en: too much, document: issue, refuse_when: amount > 5万元 and not quantity <= 3 箱}]}\n");
	struct plan_reading r;

	(void)state;
	plan_read_out(&cx, plan, NULL, true, &r);
	assert_string_equal(run_of(&r, "n.at_least")->text, "10 days");
	assert_string_equal(run_of(&r, "m.aim")->text, "5 t");
	assert_string_equal(run_of(&r, "c.refuse_when")->text, "amount > 50000 yuan and not quantity ≤ 3 boxes");
	arena_reset(&cx.mem);
}

static const char base_text[] = "plan: {id: t, zh: 甲, version: 1, date: 2026-11-21, kind: district}\n"
	"roles: [{id: a, zh: 主任, kind: post}, {id: b, zh: 副主任, kind: post}]\n"
	"goods: {classes: [{id: rice, zh: 粮食}, {id: oil, zh: 食用油}]}\n"
	"reserves: {norms: [{id: n, zh: 定额, goods: rice, at_least: 7 days}], guides: [{id: g, zh: 自备, who: household, items: 水, days: 3 days}]}\n"
	"priorities: {ranks: [{id: p, zh: 单位, who: unit}, {id: q, zh: 居民, who: resident}]}\n";
static const char next_text[] = "plan: {id: t, zh: 甲, version: 2, date: 2026-11-22, kind: district}\n"
	"roles: [{id: a, zh: 主任, kind: post}, {id: b, zh: 副主任, kind: post}]\n"
	"goods: {classes: [{id: rice, zh: 粮食}, {id: oil, zh: 食用油}]}\n"
	"reserves: {norms: [{id: n, zh: 定额, goods: rice, at_least: 10 days, trend: up}, {id: m, zh: 油, goods: oil, at_least: 5 days}]}\n"
	"priorities: {ranks: [{id: q, zh: 居民, who: resident}, {id: p, zh: 单位, who: unit}]}\n";

static const struct plan_change *change_of(const struct plan_reading *r, const char *path)
{
	for (size_t i = 0; i < r->changes.n; i++)
		if (strcmp(((const struct plan_change *)r->changes.at)[i].path, path) == 0)
			return (const struct plan_change *)r->changes.at + i;
	return NULL;
}

static void X1_two_versions_are_laid_over_each_other_in_place(void **state)
{
	struct ctx cx = { 0 };
	const struct plan *old = read_text(&cx, base_text), *new = read_text(&cx, next_text);
	struct plan_reading both, a, b;

	(void)state;
	plan_read_out(&cx, old, NULL, false, &a);
	plan_read_out(&cx, new, NULL, false, &b);
	plan_read_out(&cx, new, old, false, &both);
	/* What is neither new nor gone, with what is new, is the newer text. */
	assert_non_null(strstr(told(&cx, &b, -1), "10天"));
	assert_string_equal(told(&cx, &both, MARK_DELETED), told(&cx, &b, -1));
	assert_non_null(strstr(told(&cx, &both, MARK_INSERTED), "7天"));
	assert_non_null(strstr(told(&cx, &both, MARK_INSERTED), "建议户自备水"));
	assert_string_equal(change_of(&both, "n.at_least")->old, "7天");
	assert_string_equal(change_of(&both, "n.at_least")->new, "10天");
	assert_int_equal(change_of(&both, "n.at_least")->way, WAY_STRICTER);
	assert_string_equal(change_of(&both, "n.at_least")->no, "4.1");
	assert_null(change_of(&both, "n.trend")->old);
	assert_int_equal(change_of(&both, "m")->kind, CHANGE_ADDED);
	assert_int_equal(change_of(&both, "g")->kind, CHANGE_REMOVED);
	assert_int_equal(change_of(&both, "q")->kind, CHANGE_MOVED);
	assert_null(change_of(&both, "a"));
	/* The same plan twice has no difference. */
	plan_read_out(&cx, new, new, true, &both);
	assert_int_equal(both.changes.n, 0);
	assert_string_equal(told(&cx, &both, MARK_SAME), "");
	arena_reset(&cx.mem);
}

static const char *line_of(struct ctx *cx, const char *text, int line)
{
	for (; line > 1; line--)
		text = strchr(text, '\n') + 1;
	return arena_bytes(&cx->mem, text, strcspn(text, "\n"));
}

static void drafts(struct ctx *cx)
{
	static const struct plan_edit edits[] = { { "purchase_approval.steps[0].below", "80000 yuan" }, { "purchase_approval.steps[1].from", "8万元" },
		{ "p1.zh", "一线: 医护, \"必需\" # 优先" } };
	struct plan_stored first, draft;
	struct plan_draft text;
	const struct plan *plan;
	int lines = 0, different = 0;

	open_district(cx);
	first.content = read_file(cx, "plans/d2-control-goods.yaml");
	must(plan_register(cx, "d2.yaml", first.content, strlen(first.content), &first));
	must(plan_draft_text(cx, "d2", 1, edits, 3, &text));
	assert_int_equal(text.version, 2);
	must(plan_draft_register(cx, "d2", 1, edits, 3, &draft));
	assert_int_equal(draft.version, 2);
	assert_string_equal(draft.content, text.text);
	for (const char *c = first.content; *c; c++)
		lines += *c == '\n';
	for (int i = 1; i <= lines; i++)
		different += strcmp(line_of(cx, first.content, i), line_of(cx, draft.content, i)) != 0;
	assert_int_equal(different, 4 + (strstr(draft.content, "date: 2026-11-21") == NULL));      /* version, title, two brackets, the day */
	must(plan_load(cx, "d2", 2, &plan));
	assert_int_equal(plan_chain(plan, "purchase_approval")->steps[0].below, 8000000);
	assert_string_equal(plan_rank(plan, 1)->rule.zh, "一线: 医护, \"必需\" # 优先");
	must(plan_active_load(cx, NULL, &plan));
	assert_null(plan);                      /* a draft is never in force by itself */
	must(plan_draft_text(cx, "d2", 1, edits, 1, &text));
	assert_int_equal(text.version, 3);
	close_district(cx);
}

static void bad_drafts(struct ctx *cx)
{
	struct plan_stored first;
	struct plan_draft text;

	open_district(cx);
	must(plan_register(cx, "t.yaml", base_text, strlen(base_text), &first));
	refused(ERR_NOT_FOUND, plan_draft_text(cx, "t", 9, &(struct plan_edit){ "n.at_least", "8 days" }, 1, &text));
	refused(ERR_BAD_INPUT, plan_draft_text(cx, "t", 1, &(struct plan_edit){ "n.nothing", "8 days" }, 1, &text));
	refused(ERR_BAD_INPUT, plan_draft_text(cx, "t", 1, &(struct plan_edit){ "n.at_least", "7 days" }, 1, &text));
	refused(ERR_BAD_INPUT, plan_draft_text(cx, "t", 1, &(struct plan_edit){ "n.at_least", "" }, 1, &text));
	refused(ERR_BAD_INPUT, plan_draft_text(cx, "t", 1, &(struct plan_edit){ "n.at_least", "8\a" }, 1, &text));
	refused(ERR_BAD_INPUT, plan_draft_text(cx, "t", 1, &(struct plan_edit){ "n.id", "k" }, 1, &text));
	refused(ERR_BAD_INPUT, plan_draft_text(cx, "t", 1, &(struct plan_edit){ "plan.version", "7" }, 1, &text));
	refused(ERR_BAD_INPUT, plan_draft_text(cx, "t", 1, (struct plan_edit[]){ { "n.at_least", "8 days" }, { "n.at_least", "9 days" } }, 2, &text));
	refused(ERR_BAD_INPUT, plan_draft_register(cx, "t", 1, &(struct plan_edit){ "n.at_least", "8 apples" }, 1, &first));
	must(plan_draft_register(cx, "t", 1, &(struct plan_edit){ "n.at_least", "8 days" }, 1, &first));
	close_district(cx);
}

static void a_value_is_explained(struct ctx *cx)
{
	struct plan_value_info info;
	struct plan_stored stored;
	const struct plan *plan;
	const char *text;

	open_district(cx);
	text = read_file(cx, "plans/d2-control-goods.yaml");
	must(plan_register(cx, "d2.yaml", text, strlen(text), &stored));
	must(plan_load(cx, "d2", 1, &plan));
	must(plan_value_info(cx, plan, "purchase_approval.split.look_back", &info));
	assert_string_equal(info.value, "7 days");
	assert_string_equal(info.zh, "7天");
	assert_string_equal(info.type, "duration");
	assert_string_equal(info.source, "二(二)2");
	assert_int_equal(info.used_by.n, 1);
	assert_string_equal(((struct plan_user *)info.used_by.at)[0].rule_id, "buying");
	must(plan_value_info(cx, plan, "p3.when", &info));
	assert_string_equal(info.en, "counters have reopened");
	must(plan_value_info(cx, plan, "p1.who", &info));
	assert_true(info.choices.n > 8);
	refused(ERR_NOT_FOUND, plan_value_info(cx, plan, "p1", &info));
	refused(ERR_NOT_FOUND, plan_value_info(cx, plan, "p1.who[", &info));
	refused(ERR_NOT_FOUND, plan_value_info(cx, plan, "p1.who[-1]", &info));
	refused(ERR_NOT_FOUND, plan_value_info(cx, plan, "purchase_approval.steps[7].below", &info));
	refused(ERR_NOT_FOUND, plan_value_info(cx, plan, "..", &info));
	close_district(cx);
}

static void X1_a_changed_value_makes_a_draft_that_keeps_the_rest_of_the_file(void **state) { (void)state; for_each_store(drafts); }
static void a_draft_that_would_not_read_back_is_refused(void **state) { (void)state; for_each_store(bad_drafts); }
static void a_value_tells_its_line_its_users_and_what_it_may_be(void **state) { (void)state; for_each_store(a_value_is_explained); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_list_has_an_English_sentence_of_its_own),
		cmocka_unit_test(X1_a_plan_reads_as_chapters_with_every_value_at_its_line),
		cmocka_unit_test(every_key_of_the_language_can_be_read_in_both_languages),
		cmocka_unit_test(a_value_in_Chinese_units_is_said_in_English_ones),
		cmocka_unit_test(X1_two_versions_are_laid_over_each_other_in_place),
		cmocka_unit_test(X1_a_changed_value_makes_a_draft_that_keeps_the_rest_of_the_file),
		cmocka_unit_test(a_draft_that_would_not_read_back_is_refused),
		cmocka_unit_test(a_value_tells_its_line_its_users_and_what_it_may_be),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
