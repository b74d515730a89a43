/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"
#include "caps/plan/plan_cond_check.h"
#include "caps/plan/plan_refs.h"
#include "caps/plan/plan_value.h"
#include <string.h>

enum place { PLACE_ANYWHERE, PLACE_DOCUMENT, PLACE_CASE, PLACE_SUBJECT, PLACE_TRIGGER };
enum word_type { TYPED_MONEY, TYPED_QUANTITY, TYPED_COUNT, TYPED_ANY, TYPED_TIME, TYPED_SHARE, TYPED_WORD, TYPED_KIND, TYPED_CLASS, TYPED_TRUTH };

/* What a piece of a condition is worth. */
enum sort { SORT_BAD, SORT_TRUTH, SORT_NUMBER, SORT_WORD, SORT_LEVEL, SORT_KIND, SORT_CLASS };
struct typed {
	enum sort     sort;
	enum plan_dim over, under;
	const char   *noun;          /* of a count; "" fits every count */
	bool          any_quantity;  /* stock of a class: whatever its unit is */
	bool          anything;      /* fits every number */
};

static const struct { const char *word; enum place place; enum word_type type; const char *zh; } words[] = {
#define COND_WORD_ROW(word, place, type, zh) { #word, PLACE_##place, TYPED_##type, zh },
#include "caps/plan/plan_cond_words.def"
};

struct checker { struct reader *r; const struct node *value; enum place place; int inside; };

static struct typed check(struct checker *k, const struct plan_cond *c);

static struct mark at_of(const struct checker *k, const struct plan_cond *c)
{
	struct mark m = k->value->at;

	if (k->value->exact)
		m.column += c->at - 1;
	return m;
}

static const char *gap(struct checker *k, const struct plan_cond *c)
{
	switch (c->op) {
	case COND_WORD:
	case COND_CALL:
		return c->word;
	case COND_NUMBER:
		return arena_print(k->r->mem, "%lld", (long long)c->number.n);
	default:
		return k->value->text;
	}
}

static struct say sort_say(const struct typed *t)
{
	static const struct say dims[] = { [DIM_NONE] = { "数", "a number" }, [DIM_COUNT] = { "数量", "a count" },
		[DIM_MONEY] = { "金额", "money" }, [DIM_SHARE] = { "百分比", "a share" }, [DIM_TIME] = { "时间", "a time" },
		[DIM_MASS] = { "重量", "a mass" }, [DIM_VOLUME] = { "容积", "a volume" }, [DIM_LENGTH] = { "长度", "a length" },
		[DIM_ENERGY] = { "热量", "an energy" }, [DIM_STRENGTH] = { "浓度", "a strength" },
		[DIM_TEMPERATURE] = { "温度", "a temperature" } };

	if (t->sort == SORT_TRUTH)
		return SAY("是非", "true or false");
	if (t->sort != SORT_NUMBER)
		return SAY("名称", "a name");
	if (t->any_quantity)
		return SAY("物资数量", "a quantity of goods");
	if (t->under)
		return SAY("单价或比率", "a rate");
	return dims[t->over];
}

static bool alike(const struct typed *a, const struct typed *b)
{
	bool quantity_a = a->over == DIM_COUNT || a->over == DIM_MASS || a->over == DIM_VOLUME || a->over == DIM_LENGTH;
	bool quantity_b = b->over == DIM_COUNT || b->over == DIM_MASS || b->over == DIM_VOLUME || b->over == DIM_LENGTH;

	if (a->anything || b->anything)
		return true;
	if (a->any_quantity || b->any_quantity)
		return (a->any_quantity || (quantity_a && !a->under)) && (b->any_quantity || (quantity_b && !b->under));
	if (a->under != b->under)
		return false;
	/* A bare number goes with a count or a share. */
	if ((a->over == DIM_COUNT && !*a->noun && b->over == DIM_SHARE) || (b->over == DIM_COUNT && !*b->noun && a->over == DIM_SHARE))
		return true;
	return a->over == b->over && (a->over != DIM_COUNT || !*a->noun || !*b->noun || strcmp(a->noun, b->noun) == 0);
}

static struct typed number(enum plan_dim dim) { return (struct typed){ SORT_NUMBER, dim, DIM_NONE, "", false, false }; }
static struct typed truth(void) { return (struct typed){ .sort = SORT_TRUTH, .noun = "" }; }
static struct typed bad(void) { return (struct typed){ .sort = SORT_BAD, .noun = "" }; }

static void unknown_name(struct checker *k, const struct plan_cond *c, const char *word, const enum plan_cat *cats, size_t n)
{
	struct nearest near = { .word = word };

	for (size_t i = 0; i < k->r->tree->n; i++)
		for (size_t j = 0; j < n; j++)
			if (k->r->tree->entries[i].list->cat == cats[j])
				nearest_try(&near, k->r->tree->entries[i].id);
	for (size_t i = 0; !n && i < sizeof words / sizeof *words; i++)
		nearest_try(&near, words[i].word);
	complain(k->r, at_of(k, c), CODE_E32, SAME(word),
		 nearest_say(k->r, &near, SAY("单据栏目、认定事项、指数或本预案中的名称", "a field of documents, a fact, an index or a name of this plan")));
}

static struct entry *named(struct checker *k, enum plan_cat cat, const char *id)
{
	struct entry *e = tree_entry_of(k->r->tree, cat, id);

	if (e)
		e->used = true;
	return e;
}

static struct typed of_unit(const char *unit)
{
	struct typed t = number(DIM_NONE);

	if (!unit || !value_unit(unit, &t.over, &t.under, &t.noun))
		return (struct typed){ SORT_NUMBER, DIM_NONE, DIM_NONE, "", false, true };
	return t;
}

static struct typed document_word(struct checker *k, const struct plan_cond *c, size_t i)
{
	static const struct say places[] = { [PLACE_DOCUMENT] = { "单据", "documents" }, [PLACE_CASE] = { "个案", "cases" } };
	struct typed t = number(DIM_COUNT);

	if (words[i].place != k->place) {
		complain(k->r, at_of(k, c), CODE_E36, SAME(words[i].word), places[words[i].place],
			 SAY("此处可读的认定事项、指数和数列", "facts, indices and series, which can be read here"));
		return bad();
	}
	switch (words[i].type) {
	case TYPED_MONEY:    return number(DIM_MONEY);
	case TYPED_COUNT:    return t;
	case TYPED_TIME:     return number(DIM_TIME);
	case TYPED_SHARE:    return number(DIM_SHARE);
	case TYPED_QUANTITY: t.any_quantity = true; return t;
	case TYPED_ANY:      t.anything = true; return t;
	case TYPED_TRUTH:    return truth();
	case TYPED_WORD:     return (struct typed){ .sort = SORT_WORD, .noun = "" };
	case TYPED_KIND:     return (struct typed){ .sort = SORT_KIND, .noun = "" };
	case TYPED_CLASS:    return (struct typed){ .sort = SORT_CLASS, .noun = "" };
	}
	return bad();
}

static struct typed check_word(struct checker *k, const struct plan_cond *c)
{
	struct entry *e;

	if (strcmp(c->word, "level") == 0 || strcmp(c->word, "standby") == 0 || strcmp(c->word, "active") == 0
	    || named(k, CAT_LEVEL, c->word))
		return (struct typed){ .sort = SORT_LEVEL, .noun = "" };
	e = named(k, CAT_FACT, c->word);
	if (e)
		return node_text(e->map, "unit") ? of_unit(node_text(e->map, "unit")) : truth();
	e = named(k, CAT_INDEX, c->word);
	if (e)
		return of_unit(node_text(e->map, "unit"));
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i].word, c->word) == 0)
			return document_word(k, c, i);
	if (named(k, CAT_SERIES, c->word)) {
		complain(k->r, at_of(k, c), CODE_E35, SAME(c->word), SAME(arena_print(k->r->mem, "latest(%s)", c->word)));
		return bad();
	}
	unknown_name(k, c, c->word, (const enum plan_cat[]){ CAT_FACT, CAT_INDEX, CAT_LEVEL }, 0);
	return bad();
}

/* A series, or FORM.FIELD: the values somebody filled in. */
static struct typed check_series(struct checker *k, const struct plan_cond *c)
{
	struct entry *e = named(k, CAT_SERIES, c->subject);
	const char *dot = strchr(c->subject, '.');

	if (e)
		return of_unit(node_text(e->map, "unit"));
	if (dot) {
		e = named(k, CAT_FORM, arena_bytes(k->r->mem, c->subject, (size_t)(dot - c->subject)));
		for (size_t i = 0; e && i < node_count(node_get(e->map, "fields")); i++) {
			struct node *field = node_item(node_get(e->map, "fields"), i);
			const char *id = node_text(field, "id");

			if (id && strcmp(id, dot + 1) == 0)
				return of_unit(node_text(field, "unit"));
		}
	}
	unknown_name(k, c, c->subject, (const enum plan_cat[]){ CAT_SERIES }, 1);
	return bad();
}

static bool is_built_in_kind(const char *id) { return plan_built_in_find(plan_built_in_kinds, id) != NULL; }

static bool check_class(struct checker *k, const struct plan_cond *c)
{
	if (strcmp(c->subject, "all_goods") == 0 || named(k, CAT_CLASS, c->subject))
		return true;
	unknown_name(k, c, c->subject, (const enum plan_cat[]){ CAT_CLASS }, 1);
	return false;
}

static void want_truth(struct checker *k, const struct plan_cond *c)
{
	struct typed t = c ? check(k, c) : bad();

	if (t.sort != SORT_TRUTH && t.sort != SORT_BAD)
		complain(k->r, at_of(k, c), CODE_E34, SAME(gap(k, c)));
}

static struct typed check_set(struct checker *k, const struct plan_cond *c)
{
	if (!named(k, CAT_KIND, c->subject) && !is_built_in_kind(c->subject) && !named(k, CAT_CLASS, c->subject)
	    && strcmp(c->subject, "all_goods") != 0) {
		unknown_name(k, c, c->subject, (const enum plan_cat[]){ CAT_KIND, CAT_CLASS }, 2);
		return bad();
	}
	if (++k->inside > 2)
		complain(k->r, at_of(k, c), CODE_E31, SAME(arena_print(k->r->mem, "%d", c->at)), SAME(c->word),
			 SAY("where 最多套两层", "where at most two deep"));
	want_truth(k, c->where);
	k->inside--;
	return strcmp(c->word, "count") == 0 ? number(DIM_COUNT) : strcmp(c->word, "share") == 0 ? number(DIM_SHARE) : truth();
}

static struct typed check_subject(struct checker *k, const struct plan_cond *c, const enum plan_cat *cats, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (named(k, cats[i], c->subject))
			return truth();
	unknown_name(k, c, c->subject, cats, n);
	return bad();
}

static void check_event(struct checker *k, const struct plan_cond *c, const char *event)
{
	struct node here = *k->value;

	here.at = at_of(k, c);
	ref_check_event(k->r, &here, event);
}

static void check_filled(struct checker *k, const struct plan_cond *c)
{
	static const char *const papers = "invoice/certificate/test_report/permit/signature/photo/voucher/decision/receipt_note/real_name";

	if (plan_word_in(papers, c->subject, strlen(c->subject), &(int){ 0 }))
		return;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i].word, c->subject) == 0)
			return;
	unknown_name(k, c, c->subject, (const enum plan_cat[]){ CAT_NONE }, 0);
}

static struct typed check_call(struct checker *k, const struct plan_cond *c)
{
	const char *f = c->word;
	struct typed t = number(DIM_COUNT);

	if (c->since)
		check_event(k, c, c->since);
	if (strcmp(f, "since") == 0 || strcmp(f, "happened") == 0)
		check_event(k, c, c->subject);
	if (strcmp(f, "filled") == 0)
		check_filled(k, c);
	if (plan_word_in("sum/mean/highest/lowest/latest", f, strlen(f), &(int){ 0 }))
		return check_series(k, c);
	if (strcmp(f, "rise") == 0)
		return check_series(k, c).sort == SORT_BAD ? bad() : number(DIM_SHARE);
	if (plan_word_in("count/share/any/every", f, strlen(f), &(int){ 0 }))
		return check_set(k, c);
	if (plan_word_in("stock/need/gap", f, strlen(f), &(int){ 0 })) {
		t.any_quantity = true;
		return check_class(k, c) ? t : bad();
	}
	if (strcmp(f, "days_of_cover") == 0)
		return check_class(k, c) ? number(DIM_TIME) : bad();
	if (strcmp(f, "since") == 0)
		return number(DIM_TIME);
	if (strcmp(f, "held") == 0) {
		want_truth(k, c->where);
		return truth();
	}
	if (strcmp(f, "known") == 0) {
		(void)check(k, c->where);
		return truth();
	}
	if (strcmp(f, "fresh") == 0)
		return check_subject(k, c, (const enum plan_cat[]){ CAT_FORM, CAT_DOSE }, 2);
	if (strcmp(f, "listed") == 0)
		return check_subject(k, c, (const enum plan_cat[]){ CAT_LISTS }, 1);
	if (strcmp(f, "holds") == 0)
		return check_subject(k, c, (const enum plan_cat[]){ CAT_PASS }, 1);
	return strcmp(f, "orders") == 0 ? t : truth();     /* happened, filled */
}

static struct typed mismatch(struct checker *k, const struct plan_cond *c, const struct typed *a, const struct typed *b)
{
	complain(k->r, at_of(k, c), CODE_E33, SAME(gap(k, c->left)), sort_say(a), sort_say(b));
	return bad();
}

static struct typed check_arithmetic(struct checker *k, const struct plan_cond *c)
{
	struct typed a = check(k, c->left), b = c->right ? check(k, c->right) : a;

	if (a.sort == SORT_BAD || b.sort == SORT_BAD)
		return bad();
	if (a.sort != SORT_NUMBER || b.sort != SORT_NUMBER)
		return mismatch(k, c, &a, &b);
	if (c->op == COND_ADD || c->op == COND_SUBTRACT || c->op == COND_MINUS)
		return alike(&a, &b) ? a : mismatch(k, c, &a, &b);
	if (c->op == COND_DIVIDE && alike(&a, &b))
		return (struct typed){ SORT_NUMBER, DIM_SHARE, DIM_NONE, "", false, false };
	/* A bare number or a share scales anything. */
	if ((b.over == DIM_COUNT && !*b.noun && !b.any_quantity) || (b.over == DIM_SHARE && !b.under))
		return a;
	if (c->op == COND_TIMES && ((a.over == DIM_COUNT && !*a.noun && !a.any_quantity) || (a.over == DIM_SHARE && !a.under)))
		return b;
	return (struct typed){ SORT_NUMBER, DIM_NONE, DIM_NONE, "", false, true };
}

static struct typed check_comparison(struct checker *k, const struct plan_cond *c)
{
	struct typed a = check(k, c->left), b = check(k, c->right);

	if (a.sort == SORT_BAD || b.sort == SORT_BAD)
		return truth();
	if (a.sort == SORT_LEVEL && b.sort == SORT_LEVEL)
		return truth();
	if (a.sort != SORT_NUMBER || b.sort != SORT_NUMBER || !alike(&a, &b))
		mismatch(k, c, &a, &b);
	else if (c->left->op == COND_NUMBER && c->right->op == COND_NUMBER)
		complain(k->r, at_of(k, c), CODE_E37, SAY("不变", "always the same"), SAY("两边都是定数", "both sides are fixed numbers"));
	return truth();
}

static struct typed check_is(struct checker *k, const struct plan_cond *c)
{
	struct typed a = check(k, c->left);

	if (a.sort == SORT_CLASS && strcmp(c->word, "all_goods") != 0 && !named(k, CAT_CLASS, c->word))
		unknown_name(k, c, c->word, (const enum plan_cat[]){ CAT_CLASS }, 1);
	else if (a.sort == SORT_KIND && !named(k, CAT_KIND, c->word) && !is_built_in_kind(c->word))
		unknown_name(k, c, c->word, (const enum plan_cat[]){ CAT_KIND }, 1);
	else if (a.sort == SORT_NUMBER || a.sort == SORT_TRUTH)
		complain(k->r, at_of(k, c), CODE_E33, SAME(gap(k, c->left)), sort_say(&a), SAY("名称", "a name"));
	return truth();
}

/* The same left side held against two fixed numbers that leave nothing between. */
static bool contradicts(const struct plan_cond *a, const struct plan_cond *b)
{
	bool low_a = a->op == COND_AT_LEAST || a->op == COND_MORE, high_b = b->op == COND_LESS || b->op == COND_AT_MOST;

	if (a->op < COND_LESS || a->op > COND_MORE || b->op < COND_LESS || b->op > COND_MORE)
		return false;
	if (a->left->op != COND_WORD || b->left->op != COND_WORD || strcmp(a->left->word, b->left->word) != 0)
		return false;
	if (a->right->op != COND_NUMBER || b->right->op != COND_NUMBER || a->right->number.dim != b->right->number.dim)
		return false;
	if (!low_a || !high_b)
		return false;
	return a->right->number.n > b->right->number.n
		|| (a->right->number.n == b->right->number.n && (a->op == COND_MORE || b->op == COND_LESS));
}

static struct typed check_both(struct checker *k, const struct plan_cond *c)
{
	want_truth(k, c->left);
	want_truth(k, c->right);
	if (c->op == COND_AND && (contradicts(c->left, c->right) || contradicts(c->right, c->left)))
		complain(k->r, at_of(k, c), CODE_E37, SAY("不成立", "never true"), SAY("上下限相反", "its limits exclude each other"));
	return truth();
}

static struct typed check(struct checker *k, const struct plan_cond *c)
{
	switch (c->op) {
	case COND_OR:
	case COND_AND:
		return check_both(k, c);
	case COND_NOT:
		want_truth(k, c->left);
		return truth();
	case COND_LESS: case COND_AT_MOST: case COND_EQUAL: case COND_NOT_EQUAL: case COND_AT_LEAST: case COND_MORE:
		return check_comparison(k, c);
	case COND_IS:
		return check_is(k, c);
	case COND_ADD: case COND_SUBTRACT: case COND_TIMES: case COND_DIVIDE: case COND_MINUS:
		return check_arithmetic(k, c);
	case COND_NUMBER:
		return (struct typed){ SORT_NUMBER, c->number.dim, DIM_NONE, c->number.dim == DIM_COUNT ? c->number.unit : "", false, false };
	case COND_WORD:
		return check_word(k, c);
	case COND_CALL:
		return check_call(k, c);
	}
	return bad();
}

static enum place place_of(const struct plan_list *list)
{
	static const struct { const char *lists; enum place place; } places[] = {
		{ "checks/prices/returns/chains/steps/oral/flows/charges/funds/settlements/orders/relief", PLACE_DOCUMENT },
		{ "cases/stages", PLACE_CASE }, { "gates/passes/lists/signs/duties", PLACE_SUBJECT },
		{ "scale/alarms/indices", PLACE_TRIGGER } };

	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		if (plan_word_in(places[i].lists, list->name, strlen(list->name), &(int){ 0 }))
			return places[i].place;
	return PLACE_ANYWHERE;
}

void plan_cond_check(struct reader *r, const struct plan_list *list, const struct node *value, bool is_condition)
{
	struct cond_fault fault;
	const struct plan_cond *c = cond_parse(r->mem, value->text, &fault);
	struct checker k = { .r = r, .value = value, .place = place_of(list) };
	struct mark at = value->at;
	struct typed t;

	if (!c) {
		if (value->exact)
			at.column += fault.at - 1;
		if (fault.shape)
			complain(r, at, CODE_E35, SAME(fault.function), SAME(cond_usage(fault.function)));
		else if (fault.function)
			complain(r, at, CODE_E32, SAME(fault.function), SAY("语言中有的函数", "a function of the language"));
		else
			complain(r, at, CODE_E31, SAME(arena_print(r->mem, "%d", fault.at)),
				 *fault.found ? SAME(fault.found) : SAY("末尾", "the end"), SAY(fault.expected_zh, fault.expected_en));
		return;
	}
	t = check(&k, c);
	if (is_condition && t.sort != SORT_TRUTH && t.sort != SORT_BAD)
		complain(r, value->at, CODE_E34, SAME(value->text));
	if (!is_condition && t.sort != SORT_NUMBER && t.sort != SORT_BAD)
		complain(r, value->at, CODE_E33, SAME(value->text), sort_say(&t), SAY("数", "a number"));
}
