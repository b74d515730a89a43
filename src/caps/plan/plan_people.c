/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"
#include "caps/plan/plan_cond.h"
#include "caps/plan/plan_tree.h"
#include "caps/plan/plan_value.h"
#include <string.h>

/* Levels, alarms, cases and forms: E50 to E55. */

static bool is_list(const struct entry *e, const char *name) { return strcmp(e->list->name, name) == 0; }

static void check_colours(struct reader *r)
{
	int before = -1;

	for (size_t i = 0; i < r->tree->n; i++) {
		const struct entry *e = &r->tree->entries[i];
		const char *colour = is_list(e, "scale") ? node_text(e->map, "colour") : NULL;
		int index;

		if (!colour || !plan_word_in("blue/yellow/orange/red", colour, strlen(colour), &index))
			continue;
		if (index <= before)
			complain(r, node_get(e->map, "colour")->at, CODE_E50, SAME(e->id), SAME(colour));
		before = index > before ? index : before;
	}
}

static bool same_cond(const struct plan_cond *a, const struct plan_cond *b)
{
	if (!a || !b)
		return a == b;
	if (a->op != b->op || !text_equal(a->word, b->word) || !text_equal(a->subject, b->subject) || a->number.n != b->number.n
	    || a->over.n != b->over.n || a->before.n != b->before.n || a->within.n != b->within.n)
		return false;
	return same_cond(a->left, b->left) && same_cond(a->right, b->right) && same_cond(a->where, b->where);
}

static bool is_low(enum cond_op op) { return op == COND_AT_LEAST || op == COND_MORE; }
static bool is_high(enum cond_op op) { return op == COND_LESS || op == COND_AT_MOST; }

/* Whether one value can satisfy both: x >= a and x < b. */
static bool overlap(const struct plan_cond *raise, const struct plan_cond *clear)
{
	const struct plan_cond *low = is_low(raise->op) ? raise : clear, *high = low == raise ? clear : raise;

	if (raise->op == COND_CALL && clear->op == COND_CALL && raise->where && clear->where && text_equal(raise->subject, clear->subject))
		return overlap(raise->where, clear->where);
	if (same_cond(raise, clear))
		return true;
	if (raise->op < COND_LESS || raise->op > COND_MORE || clear->op < COND_LESS || clear->op > COND_MORE)
		return false;
	if (!same_cond(raise->left, clear->left) || raise->right->op != COND_NUMBER || clear->right->op != COND_NUMBER)
		return false;
	if ((is_low(raise->op) && is_low(clear->op)) || (is_high(raise->op) && is_high(clear->op)))
		return true;
	if (!is_low(low->op) || !is_high(high->op))
		return false;
	if (low->right->number.n != high->right->number.n)
		return low->right->number.n < high->right->number.n;
	return low->op == COND_AT_LEAST && high->op == COND_AT_MOST;
}

static void check_alarm(struct reader *r, const struct entry *e)
{
	const char *raise = node_text(e->map, "raise_when"), *clear = node_text(e->map, "clear_when");
	const struct plan_cond *a, *b;
	struct cond_fault fault;

	if (!raise || !clear)
		return;
	a = cond_parse(r->mem, raise, &fault);
	b = cond_parse(r->mem, clear, &fault);
	if (a && b && overlap(a, b))
		complain(r, node_get(e->map, "clear_when")->at, CODE_E51, SAME(e->id));
}

enum { STAGES_MAX = 64 };

static size_t stage_index(const struct node *stages, const char *id)
{
	for (size_t i = 0; i < node_count(stages); i++)
		if (text_equal(node_text(node_item(stages, i), "id"), id))
			return i;
	return STAGES_MAX;
}

/* Without `next` a stage leads to the following one; the last one ends the case. */
static void check_stages(struct reader *r, const struct entry *e)
{
	const struct node *stages = node_get(e->map, "stages");
	size_t n = node_count(stages);
	uint64_t reach[STAGES_MAX] = { 0 };

	if (n > STAGES_MAX || n == 0)
		return;
	for (size_t i = 0; i < n; i++) {
		const struct node *next = node_get(node_item(stages, i), "next");

		reach[i] = UINT64_C(1) << i;
		if (!next && i + 1 < n)
			reach[i] |= UINT64_C(1) << (i + 1);
		for (size_t j = 0; j < node_count(next); j++) {
			const struct node *to = node_item(next, j);
			size_t at = to->kind == NODE_TEXT ? stage_index(stages, to->text) : STAGES_MAX;

			if (at < STAGES_MAX)
				reach[i] |= UINT64_C(1) << at;
		}
	}
	for (size_t k = 0; k < n; k++)
		for (size_t i = 0; i < n; i++)
			if (reach[i] >> k & 1)
				reach[i] |= reach[k];
	for (size_t i = 0; i < n; i++) {
		const struct node *stage = node_item(stages, i);
		const char *id = node_text(stage, "id");
		bool reached = reach[0] >> i & 1, left = reach[i] >> (n - 1) & 1;

		if (id && (!reached || !left))
			complain(r, node_get(stage, "id")->at, CODE_E52, SAME(e->id), SAME(id),
				 reached ? SAY("走不出去", "cannot be left") : SAY("到不了", "cannot be reached"));
	}
}

static void check_watch(struct reader *r, const struct entry *e)
{
	const struct node *watch = node_get(e->map, "watch");
	const char *cover = node_text(watch, "cover"), *longest = node_text(watch, "longest");
	size_t n = node_count(node_get(watch, "shared_by"));
	struct value all, one;

	if (!cover || !longest || !n || value_read(r->mem, cover, &all) || value_read(r->mem, longest, &one)
	    || all.low.dim != DIM_TIME || one.low.dim != DIM_TIME)
		return;
	if ((__int128)dur_ms(value_dur(&one.low)) * (__int128)n < dur_ms(value_dur(&all.low)))
		complain(r, node_get(watch, "longest")->at, CODE_E53, SAME(arena_print(r->mem, "%zu", n)), SAME(longest), SAME(cover));
}

/* Decimal texts compared without rounding: scaled to six decimals. */
static bool read_decimal(const char *text, __int128 *ret)
{
	bool minus = text && *text == '-';
	int decimals = -1;
	__int128 n = 0;

	if (!text || strlen(text) > 24)
		return false;
	for (text += minus; *text; text++) {
		if (*text == '.' && decimals < 0)
			decimals = 0;
		else if (*text < '0' || *text > '9' || decimals == 6)
			return false;
		else
			n = n * 10 + (*text - '0'), decimals += decimals >= 0;
	}
	for (int i = decimals < 0 ? 0 : decimals; i < 6; i++)
		n *= 10;
	*ret = minus ? -n : n;
	return true;
}

static void check_field(struct reader *r, const struct entry *e, const struct node *field, bool masked, bool retained)
{
	const char *id = node_text(field, "id");
	const struct node *type = node_get(field, "type"), *personal = node_get(field, "personal");
	__int128 min, max;

	if (!id || field->kind != NODE_MAP)
		return;
	if (read_decimal(node_text(field, "min"), &min) && read_decimal(node_text(field, "max"), &max) && min > max)
		complain(r, node_get(field, "min")->at, CODE_E54, SAME(e->id), SAME(id), SAY("下限高于上限", "has its minimum above its maximum"));
	if (type && text_equal(type->text, "choice") && node_count(node_get(field, "choices")) < 2)
		complain(r, type->at, CODE_E54, SAME(e->id), SAME(id), SAY("选项不足两个", "has fewer than two choices"));
	if (personal && text_equal(personal->text, "sensitive") && (!masked || !retained))
		complain(r, personal->at, CODE_E55, SAME(e->id), SAME(id),
			 masked ? SAY("留存期限", "how long it is kept") : retained ? SAY("如何脱敏", "how it is masked")
			 : SAY("脱敏和留存期限", "how it is masked and how long it is kept"));
}

static void check_form(struct reader *r, const struct entry *e)
{
	const struct node *fields = node_get(e->map, "fields");
	bool masked = false, retained = false;

	for (size_t i = 0; i < r->tree->n; i++) {
		masked |= is_list(&r->tree->entries[i], "masking");
		retained |= is_list(&r->tree->entries[i], "retention");
	}
	for (size_t i = 0; i < node_count(fields); i++)
		check_field(r, e, node_item(fields, i), masked, retained);
}

void plan_check_people(struct reader *r)
{
	check_colours(r);
	for (size_t i = 0; i < r->tree->n; i++) {
		const struct entry *e = &r->tree->entries[i];

		if (e->list->cat == CAT_ALARM)
			check_alarm(r, e);
		else if (e->list->cat == CAT_FORM)
			check_form(r, e);
		else if (e->list->cat == CAT_CASE) {
			check_stages(r, e);
			check_watch(r, e);
		}
	}
}
