/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/plan/plan_edit.h"
#include "base/text.h"
#include <ctype.h>
#include <string.h>

/* One value of a plan, explained to somebody who may change it. */
enum { USERS_MAX = 50, CHOICES_MAX = 500, DEPTH_MAX = 8 };

static const struct { enum plan_type type; const char *name, *zh, *en; } how[] = {
	{ TYPE_TEXT, "text", "文字，不写姓名和电话", "words, without names and telephone numbers" },
	{ TYPE_YES_NO, "yes_no", "yes 或 no", "yes or no" },
	{ TYPE_INT, "number", "整数，如 3", "a whole number, such as 3" },
	{ TYPE_NUMBER, "number", "数，如 37.3", "a number, such as 37.3" },
	{ TYPE_DUR, "duration", "数和单位，如 7 days、24 h、30 min、5 working days，也可写 7天", "a number with its unit: 7 days, 24 h, 30 min, 5 working days" },
	{ TYPE_TIME, "time", "时刻，如 09:00", "a time of day, such as 09:00" },
	{ TYPE_WINDOW, "window", "时段，如 11:30-13:00", "hours, such as 11:30-13:00" },
	{ TYPE_DATE, "date", "日期，如 2026-11-21", "a day, such as 2026-11-21" },
	{ TYPE_MONEY, "money", "金额，如 50000 yuan，也可写 5万元", "an amount, such as 50000 yuan" },
	{ TYPE_SHARE, "share", "百分比，如 30 %", "a share, such as 30 %" },
	{ TYPE_QTY, "quantity", "数量和单位，如 10 days、300 pieces、10 t", "a quantity with its unit: 10 days, 300 pieces, 10 t" },
	{ TYPE_COUNT, "count", "数和单位，如 2 persons、3..5 persons", "a count with its unit: 2 persons, 3..5 persons" },
	{ TYPE_STRENGTH, "strength", "浓度，如 1000 mg/L", "a strength, such as 1000 mg/L" },
	{ TYPE_TEMPERATURE, "temperature", "温度，如 2..8 ℃", "a temperature, such as 2..8 ℃" },
	{ TYPE_AMOUNT, "amount", "金额或数量，如 50000 yuan、100 boxes", "an amount or quantity: 50000 yuan, 100 boxes" },
	{ TYPE_RATE, "rate", "频率或比例，如 300 g per day、1 per 2 days", "a rate, such as 300 g per day, 1 per 2 days" },
	{ TYPE_TIMING, "timing", "何时，如 every day at 09:00、within 2 h of case.opened", "when: every day at 09:00, within 2 h of case.opened" },
	{ TYPE_SETTING, "setting", "规则.键 = 值，如 household_order.limit = 1 per 3 days", "rule.key = value, such as household_order.limit = 1 per 3 days" },
	{ TYPE_COND, "condition", "条件，如 quantity <= approved、days_of_cover(rice) < 7 d", "a condition: quantity <= approved, days_of_cover(rice) < 7 d" },
	{ TYPE_EXPR, "condition", "算式，如 stock(rice) / need(rice)", "a formula, such as stock(rice) / need(rice)" },
	{ TYPE_WORD, "choice", "从下面选一个", "one of these" },
	{ TYPE_REF, "reference", "从下面选一个", "one of these" },
	{ TYPE_EVENT, "event", "事件，如 case.opened、issue.made", "an event, such as case.opened, issue.made" },
	{ TYPE_LEVELS, "level", "级别，如 III、II+、standby", "a level: III, II+, standby" },
	{ TYPE_UNIT, "unit", "单位，如 t、cases、yuan per kg", "a unit: t, cases, yuan per kg" },
	{ TYPE_OFFSET, "offset", "时区，如 +08:00", "a timezone, such as +08:00" },
	{ TYPE_ID, "id", "编号，不能改", "an id; it cannot be changed" },
	{ TYPE_NAME, "id", "编号", "an id" },
};

/* What the program does with the rules of a list; a list that is not here is for people to read. */
static const struct { const char *list, *zh, *en; } serves[] = {
	{ "ranks", "需求的优先次序、每日分配", "priority of requests, the daily allocation" },
	{ "chains", "单据由谁签批", "who signs documents" },
	{ "meetings", "会商决定由谁签", "who signs what a meeting decides" },
	{ "flows", "单据由谁签批、分配经谁批准", "who signs documents and approves allocations" },
	{ "storage", "验收和移库时不准混放", "receipts and transfers that would put goods side by side" },
	{ "supply", "每类物资应有几家供应商", "how many suppliers a class of goods should have" },
	{ "norms", "储备报表的目标和缺口", "target and shortfall in the reserve report" },
	{ "needs", "储备报表的可供天数", "days of cover in the reserve report" },
	{ "owners", "储备报表的归口部门", "responsible departments in the reserve report" },
	{ "holdings", "储备报表的储备形式", "forms of reserve in the reserve report" },
};

struct looking { struct arena *mem; const struct plan *plan; const struct entry *e; const char *id; struct plan_user *at; size_t n, room; };

static bool has_word(const char *text, const char *word)
{
	size_t n = strlen(word);

	for (const char *at = strstr(text, word); at; at = strstr(at + 1, word)) {
		bool before = at > text && (isalnum((unsigned char)at[-1]) || at[-1] == '_');
		bool after = isalnum((unsigned char)at[n]) || at[n] == '_';

		if (!before && !after)
			return true;
	}
	return false;
}

static bool uses(const struct plan_list *list, const struct node *n, const struct plan_key *key, const char *id, int depth)
{
	bool found = false;

	if (depth > DEPTH_MAX || !list)
		return false;
	if (n->kind == NODE_TEXT)
		return key && (key->type == TYPE_REF ? strcmp(n->text, id) == 0
			: (key->type == TYPE_COND || key->type == TYPE_EXPR || key->type == TYPE_SETTING || key->type == TYPE_EVENT
			   || key->type == TYPE_TIMING) && has_word(n->text, id));
	for (size_t i = 0; i < n->n && !found; i++) {
		const struct plan_key *k = n->kind == NODE_MAP ? plan_key_of(list, n->pairs[i].key) : key;
		const struct node *value = n->kind == NODE_MAP ? n->pairs[i].value : n->items[i];
		const struct plan_list *inside = n->kind == NODE_MAP && k && k->type == TYPE_MAP ? plan_list_named(k->words) : list;

		found = k && uses(inside, value, k, id, depth + 1);
	}
	return found;
}

static const char *title(const struct looking *l, const struct node *map, bool english)
{
	const struct node *n = say_title(&(struct speaker){ .mem = l->mem, .tree = l->plan->tree, .english = english }, map);

	return n && n->kind == NODE_TEXT ? n->text : "";
}

static struct list users(struct looking *l)
{
	for (size_t i = 0; i < l->plan->tree->n && l->n < USERS_MAX; i++) {
		const struct entry *e = &l->plan->tree->entries[i];

		if (e != l->e && uses(e->list, e->map, NULL, l->id, 0))
			arena_push(l->mem, l->at, l->n, l->room) = (struct plan_user){ e->id, title(l, e->map, false), title(l, e->map, true), e->at.line };
	}
	return (struct list){ l->at, l->n };
}

struct choosing { struct arena *mem; struct plan_choice *at; size_t n, room; };

static void choice(struct choosing *c, const char *value, const char *zh, const char *en)
{
	if (c->n < CHOICES_MAX)
		arena_push(c->mem, c->at, c->n, c->room) = (struct plan_choice){ value, zh, en };
}

static struct list choices(const struct looking *l, const struct plan_key *key)
{
	struct choosing c = { .mem = l->mem };

	for (const char *at = key->type == TYPE_WORD ? key->words : key->type == TYPE_YES_NO ? "yes/no" : NULL; at; ) {
		size_t n = strcspn(at, "/");
		const char *word = arena_bytes(l->mem, at, n);

		choice(&c, word, plan_word_zh(word), say_word_en(l->mem, key->name, word));
		at = at[n] ? at + n + 1 : NULL;
	}
	for (size_t i = 0; key->type == TYPE_REF && i < l->plan->tree->n; i++) {
		const struct entry *e = &l->plan->tree->entries[i];

		if (e->list->cat == key->target)
			choice(&c, e->id, title(l, e->map, false), title(l, e->map, true));
	}
	for (const struct plan_built_in *k = plan_built_in_kinds; key->type == TYPE_REF && key->target == CAT_KIND && k->id; k++)
		choice(&c, k->id, k->zh, say_word_en(l->mem, "", k->id));
	if (key->type == TYPE_REF && key->target == CAT_CLASS)
		choice(&c, "all_goods", "全部物资", "all goods");
	return (struct list){ c.at, c.n };
}

static const char *said(const struct looking *l, const struct plan_place *p, bool english)
{
	struct speaker s = { .mem = l->mem, .tree = l->plan->tree, .english = english };
	struct buf b = BUF(l->mem);

	if (p->key->type == TYPE_YES_NO)
		return english ? p->node->text : plan_word_zh(p->node->text);
	say_value(&s, &b, p->list, p->key, p->entry, p->node);
	return buf_get(&b);
}

enum err plan_value_info(struct ctx *cx, const struct plan *plan, const char *path, struct plan_value_info *ret)
{
	struct plan_place p;
	struct looking l = { .mem = &cx->mem, .plan = plan };

	if (!path || !plan_path_find(&cx->mem, plan, path, &p))
		return fail(cx, ERR_NOT_FOUND, "path", "这一版预案里没有 %s 这个值", "this version has no value %s", path ? path : "");
	l.e = p.entry;
	l.id = p.entry ? p.entry->id : "";
	*ret = (struct plan_value_info){ .path = path, .value = p.node->text, .type = "text", .zh = said(&l, &p, false), .en = said(&l, &p, true),
		.key_zh = plan_key_zh(p.key->name), .key_en = plan_key_en(p.key->name), .how_zh = "", .how_en = "",
		.rule_id = p.entry ? p.entry->id : "plan", .rule_zh = p.entry ? title(&l, p.entry->map, false) : plan->zh,
		.rule_en = p.entry ? title(&l, p.entry->map, true) : plan->en, .list = p.entry ? p.entry->list->name : "plan",
		.list_zh = p.entry ? p.entry->list->zh : "预案", .list_en = p.entry ? p.entry->list->en : "plan",
		.source = p.entry ? node_text(p.entry->map, "source") : NULL, .origin = p.entry ? p.entry->origin : NULL,
		.line = p.node->at.line, .column = p.node->at.column, .choices = choices(&l, p.key) };
	for (size_t i = 0; i < sizeof how / sizeof *how; i++)
		if (how[i].type == p.key->type)
			ret->type = how[i].name, ret->how_zh = how[i].zh, ret->how_en = how[i].en;
	for (size_t i = 0; i < sizeof serves / sizeof *serves; i++)
		if (strcmp(serves[i].list, ret->list) == 0)
			ret->serves_zh = serves[i].zh, ret->serves_en = serves[i].en;
	if (p.entry)
		ret->used_by = users(&l);
	return ERR_OK;
}
