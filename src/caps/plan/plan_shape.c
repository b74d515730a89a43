/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/plan/plan_shape.h"
#include "caps/plan/plan_model.h"
#include <string.h>

#define TAGS    "flammable/corrosive/toxic/cold/frozen/medicine/infant/reusable/scarce"
#define HELD    "physical/agreement/capacity/mutual_aid/household"
#define COLOURS "blue/yellow/orange/red"
#define DOCS    "request/purchase/receipt/donation/exchange/allocation/dispatch/issue/loan/return/scrap/requisition/payment/sale/repair/" \
		"admission/handover/complaint/reserve_plan/release/call"

#define KEY(name, type, flags) { #name, TYPE_##type, (flags), CAT_NONE, NULL }
#define ID(name, flags)          KEY(name, ID, flags)
#define NAME_(name, flags)       KEY(name, NAME, flags)
#define TEXT(name, flags)        KEY(name, TEXT, flags)
#define YES_NO(name, flags)      KEY(name, YES_NO, flags)
#define INT(name, flags)         KEY(name, INT, flags)
#define NUMBER(name, flags)      KEY(name, NUMBER, flags)
#define DUR(name, flags)         KEY(name, DUR, flags)
#define TIME_(name, flags)       KEY(name, TIME, flags)
#define WINDOW(name, flags)      KEY(name, WINDOW, flags)
#define DATE(name, flags)        KEY(name, DATE, flags)
#define MONEY(name, flags)       KEY(name, MONEY, flags)
#define SHARE(name, flags)       KEY(name, SHARE, flags)
#define QTY(name, flags)         KEY(name, QTY, flags)
#define COUNT(name, flags)       KEY(name, COUNT, flags)
#define STRENGTH(name, flags)    KEY(name, STRENGTH, flags)
#define TEMPERATURE(name, flags) KEY(name, TEMPERATURE, flags)
#define AMOUNT(name, flags)      KEY(name, AMOUNT, flags)
#define RATE(name, flags)        KEY(name, RATE, flags)
#define TIMING(name, flags)      KEY(name, TIMING, flags)
#define SETTING(name, flags)     KEY(name, SETTING, flags)
#define COND(name, flags)        KEY(name, COND, flags)
#define EXPR(name, flags)        KEY(name, EXPR, flags)
#define EVENT(name, flags)       KEY(name, EVENT, flags)
#define LEVELS(name, flags)      KEY(name, LEVELS, flags)
#define UNIT(name, flags)        KEY(name, UNIT, flags)
#define OFFSET(name, flags)      KEY(name, OFFSET, flags)
#define REF(name, flags, target) { #name, TYPE_REF, (flags), CAT_##target, NULL }
#define WORD(name, flags, words) { #name, TYPE_WORD, (flags), CAT_NONE, words }
#define MAP(name, flags, list)   { #name, TYPE_MAP, (flags), CAT_NONE, list }
#define RULES(name)              { #name, TYPE_RULES, MANY, CAT_NONE, #name }
#define LIST(name, section, form, cat, zh, en, sentence, ...) \
	{ #name, #section, FORM_##form, CAT_##cat, zh, en, sentence, (const struct plan_key[]){ __VA_ARGS__, { 0 } } },

const struct plan_list plan_lists[] = {
#include "caps/plan/plan_shape.def"
	{ 0 },
};

const struct plan_section plan_sections[] = {
	{ "plan", "预案", "the plan" }, { "roles", "机构与职责", "organisation and duties" }, { "goods", "物资", "goods" },
	{ "reserves", "储备", "reserves" }, { "priorities", "优先次序", "order of priority" }, { "approvals", "审批", "approval" },
	{ "documents", "单据", "documents" }, { "money", "资金与价格", "money and prices" }, { "levels", "分级响应", "response levels" },
	{ "delivery", "分区与配送", "zones and delivery" }, { "monitoring", "监测预警", "monitoring and warning" },
	{ "duties", "任务", "duties" }, { "cases", "个案", "cases" }, { "safety", "防疫与通行", "epidemic safety and passage" },
	{ "information", "信息", "information" }, { 0 },
};

const struct plan_key plan_common_keys[] = {
	ID(id, REQUIRED), TEXT(zh, REQUIRED), TEXT(en, 0), TEXT(source, 0), TEXT(note, 0), LEVELS(at, MANY), REF(zones, MANY, ZONE),
	COND(when, 0), WORD(overlay, 0, "amend/replace/drop"), NAME_(after, 0), TEXT(reason, 0), WORD(lock, 0, "tighten/fixed"), { 0 },
};

static const struct plan_built_in words_zh[] = {
#define WORD_ZH(word, zh) { word, zh },
#include "caps/plan/plan_words.def"
	{ 0 },
};
static const struct { const char *key, *zh, *en; } key_names[] = {
#define KEY_NAME(key, zh, en) { #key, zh, en },
#include "caps/plan/plan_words.def"
	{ 0 },
};
static const struct plan_unit units[] = {
#define UNIT_OF(name, dim, factor) { name, DIM_##dim, factor },
#include "caps/plan/plan_words.def"
	{ 0 },
};
const struct plan_built_in plan_units_zh[] = {
#define UNIT_ZH(name, zh) { name, zh },
#include "caps/plan/plan_words.def"
	{ 0 },
};
const struct plan_built_in plan_built_in_kinds[] = {
#define KIND_ZH(id, zh) { #id, zh },
#include "caps/plan/plan_words.def"
	{ 0 },
};
const struct plan_built_in plan_built_in_events[] = {
#define EVENT_ZH(id, zh) { #id, zh },
#include "caps/plan/plan_words.def"
	{ 0 },
};

const struct plan_list *plan_list_named(const char *name)
{
	for (const struct plan_list *l = plan_lists; l->name; l++)
		if (strcmp(l->name, name) == 0)
			return l;
	return NULL;
}

static const struct plan_key *key_in(const struct plan_key *keys, const char *name)
{
	for (; keys->name; keys++)
		if (strcmp(keys->name, name) == 0)
			return keys;
	return NULL;
}

const struct plan_key *plan_key_of(const struct plan_list *list, const char *name)
{
	const struct plan_key *k = key_in(list->keys, name);

	return k || list->form == FORM_PART || list->form == FORM_HEAD ? k : key_in(plan_common_keys, name);
}

const struct plan_list *plan_list_of_cat(enum plan_cat cat)
{
	for (const struct plan_list *l = plan_lists; l->name; l++)
		if (l->cat == cat && cat != CAT_NONE && cat != CAT_PART)
			return l;
	return NULL;
}

const struct plan_built_in *plan_built_in_find(const struct plan_built_in *all, const char *id)
{
	for (; all->id; all++)
		if (strcmp(all->id, id) == 0)
			return all;
	return NULL;
}

const char *plan_word_zh(const char *word)
{
	const struct plan_built_in *w = plan_built_in_find(words_zh, word);

	return w ? w->zh : word;
}

const char *plan_key_zh(const char *key)
{
	for (size_t i = 0; key_names[i].key; i++)
		if (strcmp(key_names[i].key, key) == 0)
			return key_names[i].zh;
	return key;
}

const char *plan_key_en(const char *key)
{
	for (size_t i = 0; key_names[i].key; i++)
		if (strcmp(key_names[i].key, key) == 0)
			return key_names[i].en;
	return key;
}

bool plan_word_in(const char *words, const char *word, size_t n, int *ret_index)
{
	int index = 0;

	for (const char *at = words; at; index++) {
		const char *end = strchr(at, '/');
		size_t len = end ? (size_t)(end - at) : strlen(at);

		if (len == n && memcmp(at, word, n) == 0) {
			*ret_index = index;
			return true;
		}
		at = end ? end + 1 : NULL;
	}
	return false;
}

const struct plan_unit *plan_unit_named(const char *text, size_t n)
{
	for (const struct plan_unit *u = units; u->name; u++)
		if (strlen(u->name) == n && memcmp(u->name, text, n) == 0)
			return u;
	return NULL;
}

const char *plan_unit_zh(const char *name)
{
	const struct plan_built_in *u = plan_built_in_find(plan_units_zh, name);

	return u ? u->zh : name;
}

bool plan_reserved(const char *word)
{
	static const char *const reserved[] = { "and", "or", "not", "is", "where", "over", "since", "before", "per", "for", "within",
		"against", "as", "today", "level", "standby", "active", "all", "yes", "no" };

	for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
		if (strcmp(reserved[i], word) == 0)
			return true;
	return false;
}
