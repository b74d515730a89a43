/* SPDX-License-Identifier: Apache-2.0 */
/* What the meeting changes: trying it, adopting it, taking it back. */
#include "caps/allocation/table.h"
#include "allocation.sql.h"
#include "base/text.h"
#include "caps/allocation/thaw.h"
#include "caps/item/item.h"
#include "caps/party/party.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct changing {
	struct allocation_view v;
	struct thawed          t;
	struct allocation_change_rows_row *change;  size_t n_change;
	struct allocation_pin_rows_row    *row;     size_t n_row;
	int64_t *pin, *by;          /* by want: its pin or ALLOCATION_FREE, and the change that set it */
	bool    *kept;              /* by want: lines chosen by hand stay as they are */
	int64_t  this;              /* the change this is about */
	int64_t *item;  size_t n_item, item_room;       /* items that are served again */
};

static const struct allocation_change_rows_row *change_at(const struct changing *c, int64_t change_no)
{
	for (size_t i = 0; i < c->n_change; i++)
		if (c->change[i].change_no == change_no)
			return &c->change[i];
	return NULL;
}

static void touch(struct ctx *cx, struct changing *c, int64_t item_id)
{
	for (size_t i = 0; i < c->n_item; i++)
		if (c->item[i] == item_id)
			return;
	arena_push(&cx->mem, c->item, c->n_item, c->item_room) = item_id;
}

static enum err load(struct ctx *cx, int64_t doc_id, bool seen, struct changing *c)
{
	*c = (struct changing){ 0 };
	if (seen)
		TRY(allocation_see(cx, doc_id, &c->v));
	else
		TRY(allocation_get(cx, doc_id, &c->v));
	TRY(allocation_thaw_all(cx, &c->v, &c->t));
	TRY(allocation_change_rows(cx, (struct allocation_change_rows_in){ .district_id = cx->district_id, .doc_id = doc_id,
		.limit = ALLOCATION_CHANGES_MAX }, &c->change, &c->n_change, ALLOCATION_CHANGES_MAX));
	TRY(allocation_pin_rows(cx, (struct allocation_pin_rows_in){ .district_id = cx->district_id, .doc_id = doc_id,
		.limit = DOC_LINES_MAX }, &c->row, &c->n_row, DOC_LINES_MAX));
	c->pin = arena_array(&cx->mem, int64_t, c->v.n_wants + 1);
	c->by = arena_array(&cx->mem, int64_t, c->v.n_wants + 1);
	c->kept = arena_array(&cx->mem, bool, c->v.n_wants + 1);
	return ERR_OK;
}

/* The pins of the changes that stand, the later ones over the earlier; all but those of change `without`. */
static void stand(struct changing *c, int64_t without)
{
	c->t.without_change = without ? without : -1;
	for (size_t i = 0; i < c->v.n_wants; i++) {
		c->pin[i] = ALLOCATION_FREE;
		c->by[i] = 0;
		c->kept[i] = false;
	}
	for (size_t i = 0; i < c->n_row; i++) {
		const struct allocation_pin_rows_row *r = &c->row[i];
		const struct allocation_change_rows_row *change = change_at(c, r->change_no);
		size_t at = allocation_want_at(&c->v, r->request_id, r->request_line_no);

		if (!change || change->undone_ms || r->change_no == without || at == c->v.n_wants)
			continue;
		c->pin[at] = r->qty;
		c->by[at] = r->change_no;
		c->kept[at] = change->by_hand;
	}
}

static enum err set_pin(struct ctx *cx, struct changing *c, const struct allocation_pin *pin, size_t i)
{
	const char *field = arena_print(&cx->mem, "pins[%zu].qty", i);
	size_t at = allocation_want_at(&c->v, pin->request_id, pin->request_line_no);
	const struct allocation_want *w = &c->v.wants[at];
	int64_t pack, most;
	struct item item;

	if (at == c->v.n_wants)
		return fail(cx, ERR_BAD_INPUT, field, "这份方案里没有需求 %lld 的第 %lld 行", "this allocation has no line %lld of request %lld",
			    (long long)pin->request_id, (long long)pin->request_line_no);
	TRY(item_get(cx, w->item_id, &item));
	pack = thawed_pack_of(&c->t, w->item_id);
	most = (w->need + pack - 1) / pack * pack;
	if (pin->qty < 0 || pin->qty > most)
		return fail(cx, ERR_BAD_INPUT, field, "“%s”还差 %lld %s，最多给 %lld；要多给请先重新审核", "%s lacks %lld %s, at most %lld can be given; vet it again to give more",
			    allocation_map_name(&c->t, w->unit_id), (long long)w->need, item.unit, (long long)most);
	if (pin->qty % pack)
		return fail(cx, ERR_BAD_INPUT, field, "%lld 不是整%s（每%s %lld %s），改成 %lld 或 %lld", "%lld breaks a %s (%s of %lld %s): make it %lld or %lld",
			    (long long)pin->qty, item.pack_unit, item.pack_unit, (long long)pack, item.unit, (long long)(pin->qty / pack * pack),
			    (long long)(pin->qty / pack * pack + pack));
	c->pin[at] = pin->qty;
	c->by[at] = c->this;
	c->kept[at] = false;
	touch(cx, c, w->item_id);
	return ERR_OK;
}

/* As the change that comes next. */
static enum err set_pins(struct ctx *cx, struct changing *c, const struct allocation_pin *pins, size_t n)
{
	c->this = c->n_change ? c->change[c->n_change - 1].change_no + 1 : 1;
	if (!n || n > ALLOCATION_PINS_MAX)
		return fail(cx, ERR_BAD_INPUT, "pins", "一次改 1 至 %d 行", "change 1 to %d lines at a time", ALLOCATION_PINS_MAX);
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < i; k++)
			if (pins[k].request_id == pins[i].request_id && pins[k].request_line_no == pins[i].request_line_no)
				return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "pins[%zu]", i), "第 %zu 处和第 %zu 处改的是同一行", "pins %zu and %zu are of one line", k + 1, i + 1);
		TRY(set_pin(cx, c, &pins[i], i));
	}
	return ERR_OK;
}

static enum err only_drafts(struct ctx *cx, const struct doc *doc)
{
	return text_equal(doc->state, "draft") ? ERR_OK : fail(cx, ERR_BAD_STATE, "", "方案 %s 已提交，退回修改后才能改动", "allocation %s has been submitted; send it back to change it", doc->number);
}

static struct shares copy(struct ctx *cx, const struct changing *c, const struct shares *s)
{
	struct shares made = { arena_array(&cx->mem, int64_t, c->v.n_wants + 1), arena_array(&cx->mem, int64_t, c->v.n_wants + 1) };

	memcpy(made.got, s->got, c->v.n_wants * sizeof *s->got);
	memcpy(made.pool, s->pool, c->v.n_wants * sizeof *s->pool);
	return made;
}

/* ---- what it does ---- */

static void effect_lines(struct ctx *cx, const struct changing *c, const struct shares *before, const struct shares *after, struct allocation_effect *e)
{
	struct allocation_effect_line *line = arena_array(&cx->mem, struct allocation_effect_line, c->v.n_wants + 1);
	size_t n = 0;

	for (size_t i = 0; i < c->v.n_wants; i++) {
		const struct allocation_want *w = &c->v.wants[i];

		bool mine = c->pin[i] != ALLOCATION_FREE && c->by[i] == c->this;

		if (before->got[i] == after->got[i] && !mine)
			continue;
		line[n++] = (struct allocation_effect_line){ w->request_id, w->request_line_no, w->item_id, w->unit_id, w->priority, w->proposed,
			before->got[i], after->got[i], allocation_fill(w, before->got[i]), allocation_fill(w, after->got[i]),
			mine, allocation_map_name(&c->t, w->unit_id) };
	}
	e->lines = (struct list){ line, n };
}

static void one_class(const struct changing *c, size_t first, size_t end, const struct shares *before, const struct shares *after,
		      struct allocation_effect_class *k)
{
	__int128 asked = 0, had = 0, has = 0;

	k->lowest_before = k->lowest_after = ALLOCATION_FILL_ALL;
	for (size_t i = first; i < end; i++) {
		const struct allocation_want *w = &c->v.wants[i];
		int64_t x = allocation_fill(w, before->got[i]), y = allocation_fill(w, after->got[i]), all = w->have + w->need;

		k->lowest_before = x < k->lowest_before ? x : k->lowest_before;
		k->highest_before = x > k->highest_before ? x : k->highest_before;
		k->lowest_after = y < k->lowest_after ? y : k->lowest_after;
		k->highest_after = y > k->highest_after ? y : k->highest_after;
		asked += all;
		had += w->have + before->got[i] < all ? w->have + before->got[i] : all;
		has += w->have + after->got[i] < all ? w->have + after->got[i] : all;
	}
	k->fill_before = asked ? (int64_t)(had * ALLOCATION_FILL_ALL / asked) : ALLOCATION_FILL_ALL;
	k->fill_after = asked ? (int64_t)(has * ALLOCATION_FILL_ALL / asked) : ALLOCATION_FILL_ALL;
}

static enum err effect_classes(struct ctx *cx, const struct changing *c, const struct shares *before, const struct shares *after,
			       struct allocation_effect *e)
{
	struct allocation_effect_class *list = NULL;
	const struct plan *plan;
	size_t n = 0, room = 0, end;

	TRY(document_plan(cx, &plan));
	for (size_t i = 0; i < c->v.n_wants; i = end) {
		const struct allocation_want *w = &c->v.wants[i];
		const struct plan_rank *rank = plan_rank(plan, (int)w->priority);
		bool touched = false;

		for (end = i; end < c->v.n_wants && c->v.wants[end].item_id == w->item_id && c->v.wants[end].priority == w->priority; end++)
			;
		for (size_t k = 0; k < c->n_item; k++)
			touched |= c->item[k] == w->item_id;
		if (!touched)
			continue;
		struct allocation_effect_class *k = &arena_push(&cx->mem, list, n, room);

		*k = (struct allocation_effect_class){ .item_id = w->item_id, .priority = w->priority, .floor = rank ? rank->floor : 0,
			.zh = rank ? rank->rule.zh : "", .en = rank && rank->rule.en ? rank->rule.en : "" };
		one_class(c, i, end, before, after, k);
	}
	e->classes = (struct list){ list, n };
	return ERR_OK;
}

static enum err effect_rules(struct ctx *cx, const struct changing *c, const struct shares *after, struct allocation_effect *e)
{
	const struct plan_chain *exception;
	struct allocation_rule *all = NULL;
	size_t n = 0, room = 0;

	TRY(allocation_exception(cx, &c->v, &exception));
	for (size_t k = 0; k < c->n_item; k++) {
		struct allocation_rule *some;
		size_t n_some;

		TRY(allocation_rules_of(cx, &c->v, after, c->item[k], false, &some, &n_some));
		for (size_t i = 0; i < n_some; i++) {
			e->needs_second |= text_equal(some[i].needs, "second");
			arena_push(&cx->mem, all, n, room) = some[i];
		}
	}
	e->rules = (struct list){ all, n };
	if (e->needs_second && exception) {
		e->second_zh = exception->rule.zh;
		e->second_en = exception->rule.en;
	}
	return ERR_OK;
}

static enum err tell_effect(struct ctx *cx, const struct changing *c, const struct shares *before, const struct shares *after,
			    struct allocation_effect *ret)
{
	*ret = (struct allocation_effect){ .version = c->v.doc.version };
	effect_lines(cx, c, before, after, ret);
	TRY(effect_classes(cx, c, before, after, ret));
	return effect_rules(cx, c, after, ret);
}

static enum err serve_again(struct ctx *cx, const struct changing *c, struct shares *s, struct split *splits)
{
	for (size_t k = 0; k < c->n_item; k++)
		TRY(allocation_split(cx, &c->t, c->item[k], c->pin, c->kept, s, &splits[k]));
	return ERR_OK;
}

enum err allocation_what_if(struct ctx *cx, int64_t doc_id, const struct allocation_pin *pins, size_t n_pins, struct allocation_effect *ret)
{
	struct shares before, after;
	struct changing c;

	TRY(load(cx, doc_id, true, &c));
	TRY(only_drafts(cx, &c.v.doc));
	before = allocation_shares_now(cx, &c.v);
	after = copy(cx, &c, &before);
	stand(&c, 0);
	TRY(set_pins(cx, &c, pins, n_pins));
	TRY(serve_again(cx, &c, &after, arena_array(&cx->mem, struct split, c.n_item + 1)));
	return tell_effect(cx, &c, &before, &after, ret);
}

/* The items a change pinned, or put lines of. */
static void touch_change(struct ctx *cx, struct changing *c, int64_t change_no)
{
	for (size_t i = 0; i < c->n_row; i++) {
		size_t at = allocation_want_at(&c->v, c->row[i].request_id, c->row[i].request_line_no);

		if (c->row[i].change_no == change_no && at < c->v.n_wants)
			touch(cx, c, c->v.wants[at].item_id);
	}
	for (size_t i = 0; i < c->v.doc.n_lines; i++)
		if (c->v.facts[i].change_no == change_no)
			touch(cx, c, c->v.doc.lines[i].item_id);
}

static enum err standing_change(struct ctx *cx, const struct changing *c, int64_t change_no, const struct allocation_change_rows_row **ret)
{
	*ret = change_at(c, change_no);
	if (!*ret)
		return fail(cx, ERR_NOT_FOUND, "change_no", "没有第 %lld 处改动", "there is no change %lld", (long long)change_no);
	return (*ret)->undone_ms ? fail(cx, ERR_BAD_STATE, "change_no", "第 %lld 处改动已经撤销", "change %lld has been taken back already",
		(long long)change_no) : ERR_OK;
}

enum err allocation_change_effect(struct ctx *cx, int64_t doc_id, int64_t change_no, struct allocation_effect *ret)
{
	const struct allocation_change_rows_row *change;
	struct shares before, after;
	struct changing c;

	TRY(load(cx, doc_id, true, &c));
	TRY(standing_change(cx, &c, change_no, &change));
	touch_change(cx, &c, change_no);
	c.this = change_no;
	after = allocation_shares_now(cx, &c.v);
	before = copy(cx, &c, &after);
	stand(&c, change_no);
	TRY(serve_again(cx, &c, &before, arena_array(&cx->mem, struct split, c.n_item + 1)));
	stand(&c, 0);
	return tell_effect(cx, &c, &before, &after, ret);
}

/* ---- writing it ---- */

/* Lines that fell to nothing are dropped; the document gets the rest, renumbered. */
static enum err put_back(struct ctx *cx, struct allocation_view *v, int64_t version)
{
	size_t n = 0;

	for (size_t i = 0; i < v->doc.n_lines; i++)
		if (v->doc.lines[i].counter[ASKED]) {
			v->doc.lines[n] = v->doc.lines[i];
			v->facts[n++] = v->facts[i];
		}
	v->doc.n_lines = n;
	TRY(document_edit(cx, v->doc.doc_id, version, &v->doc));
	TRY(allocation_delete_lines(cx, (struct allocation_delete_lines_in){ .district_id = cx->district_id, .doc_id = v->doc.doc_id }));
	for (size_t i = 0; i < n; i++) {
		const struct allocation_line_fact *f = &v->facts[i];

		TRY(allocation_put_line(cx, (struct allocation_put_line_in){ .district_id = cx->district_id, .doc_id = v->doc.doc_id,
			.line_no = (int64_t)i + 1, .request_id = f->request_id, .request_line_no = f->request_line_no,
			.unit_id = f->unit_id, .to_place_id = f->to_place_id, .source = f->source, .metres = f->metres,
			.proposed = f->proposed, .changed_by = f->changed_by, .changed_ms = f->changed_ms, .change_no = f->change_no,
			.reason = f->reason }));
	}
	return ERR_OK;
}

static void make_room(struct ctx *cx, struct allocation_view *v, size_t more)
{
	struct doc_line *lines = arena_array(&cx->mem, struct doc_line, v->doc.n_lines + more + 1);
	struct allocation_line_fact *facts = arena_array(&cx->mem, struct allocation_line_fact, v->doc.n_lines + more + 1);

	memcpy(lines, v->doc.lines, v->doc.n_lines * sizeof *lines);
	memcpy(facts, v->facts, v->doc.n_lines * sizeof *facts);
	v->doc.lines = lines;
	v->facts = facts;
}

static bool is_touched(const struct changing *c, int64_t item_id)
{
	for (size_t k = 0; k < c->n_item; k++)
		if (c->item[k] == item_id)
			return true;
	return false;
}

/* The change that made a want what it is: its own pin, or the latest that touched its item. */
static int64_t made_by(const struct changing *c, const struct shares *after, size_t want)
{
	int64_t last = 0;

	if (c->pin[want] != ALLOCATION_FREE)
		return c->by[want];
	if (after->got[want] == c->v.wants[want].proposed)
		return 0;
	for (size_t i = 0; i < c->v.n_wants; i++)
		if (c->v.wants[i].item_id == c->v.wants[want].item_id && c->by[i] > last)
			last = c->by[i];
	return last;
}

static int64_t in_machine(const struct split *machine, const struct split_leg *leg)
{
	for (size_t i = 0; i < machine->n; i++)
		if (machine->leg[i].want == leg->want && machine->leg[i].stock == leg->stock && machine->leg[i].source == leg->source)
			return machine->leg[i].qty;
	return 0;
}

static void put_legs(struct ctx *cx, struct changing *c, const struct split *split, const struct split *machine, const struct shares *after)
{
	struct allocation_view *v = &c->v;

	make_room(cx, v, split->n);
	for (size_t i = 0; i < split->n; i++) {
		const struct split_leg *leg = &split->leg[i];
		const struct thawed_stock *s = &c->t.stock[leg->stock];
		const struct allocation_want *w = &v->wants[leg->want];
		const struct allocation_change_rows_row *change = change_at(c, made_by(c, after, leg->want));
		size_t n = v->doc.n_lines++;

		v->doc.lines[n] = (struct doc_line){ .item_id = s->item_id, .lot_id = s->lot_id, .place_id = s->place_id, .owner_id = s->owner_id,
			.fund_id = s->fund_id, .counter = { [ASKED] = leg->qty } };
		v->facts[n] = (struct allocation_line_fact){ .request_id = w->request_id, .request_line_no = w->request_line_no,
			.unit_id = w->unit_id, .to_place_id = w->to_place_id, .source = leg->source, .metres = leg->metres,
			.proposed = in_machine(machine, leg), .reason = "" };
		if (change) {
			v->facts[n].change_no = change->change_no;
			v->facts[n].changed_by = change->changed_by;
			v->facts[n].changed_ms = change->changed_ms;
			v->facts[n].reason = change->reason;
		}
	}
}

/* Drops what is served again from the draft, and the lines a change taken back had put there. */
static void clear_touched(struct changing *c)
{
	struct allocation_view *v = &c->v;
	size_t n = 0;

	for (size_t i = 0; i < v->doc.n_lines; i++) {
		const struct allocation_line_fact *f = &v->facts[i];
		bool stays = !is_touched(c, v->doc.lines[i].item_id);

		if (!stays) {
			size_t at = f->request_id ? allocation_want_at(v, f->request_id, f->request_line_no) : v->n_wants;

			stays = at < v->n_wants ? c->kept[at] : f->change_no != c->t.without_change;
		}
		if (stays) {
			v->doc.lines[n] = v->doc.lines[i];
			v->facts[n++] = v->facts[i];
		}
	}
	v->doc.n_lines = n;
}

/* Serves the touched items again by the pins that stand, and writes the draft. */
static enum err rewrite(struct ctx *cx, struct changing *c, int64_t version)
{
	struct shares after = allocation_shares_now(cx, &c->v), bare = copy(cx, c, &after);
	struct split *split = arena_array(&cx->mem, struct split, c->n_item + 1), *machine = arena_array(&cx->mem, struct split, c->n_item + 1);
	int64_t *nobody = arena_array(&cx->mem, int64_t, c->v.n_wants + 1);

	for (size_t i = 0; i < c->v.n_wants; i++)
		nobody[i] = ALLOCATION_FREE;
	TRY(serve_again(cx, c, &after, split));
	for (size_t k = 0; k < c->n_item; k++)
		TRY(allocation_split(cx, &c->t, c->item[k], nobody, NULL, &bare, &machine[k]));
	make_room(cx, &c->v, 0);
	clear_touched(c);
	for (size_t k = 0; k < c->n_item; k++)
		put_legs(cx, c, &split[k], &machine[k], &after);
	TRY(put_back(cx, &c->v, version));
	return allocation_check_sound(cx, &c->v);
}

static enum err check_reason(struct ctx *cx, const char *field, const char *reason)
{
	if (reason && reason[0] && text_length(reason) <= ALLOCATION_REASON_MAX)
		return ERR_OK;
	return fail(cx, ERR_BAD_INPUT, field, "调整须写明理由（1 至 %d 字）", "every change needs a reason (1 to %d characters)", ALLOCATION_REASON_MAX);
}

static enum err next_change(struct ctx *cx, struct changing *c, bool by_hand, const char *reason, int64_t *ret)
{
	struct allocation_change_rows_row *all;

	if (c->n_change >= ALLOCATION_CHANGES_MAX)
		return fail(cx, ERR_TOO_LARGE, "", "一份方案至多 %d 处改动，请重新拟方案", "an allocation takes at most %d changes; compute it again", ALLOCATION_CHANGES_MAX);
	*ret = c->n_change ? c->change[c->n_change - 1].change_no + 1 : 1;
	all = arena_array(&cx->mem, struct allocation_change_rows_row, c->n_change + 1);
	memcpy(all, c->change, c->n_change * sizeof *all);
	all[c->n_change++] = (struct allocation_change_rows_row){ .change_no = *ret, .by_hand = by_hand, .reason = reason,
		.changed_by = cx->actor->account_id, .changed_ms = cx->now_ms };
	c->change = all;
	return allocation_put_change(cx, (struct allocation_put_change_in){ .district_id = cx->district_id, .doc_id = c->v.doc.doc_id,
		.change_no = *ret, .by_hand = by_hand, .reason = reason, .changed_by = cx->actor->account_id, .changed_ms = cx->now_ms });
}

enum err allocation_pin_lines(struct ctx *cx, int64_t doc_id, int64_t version, const struct allocation_pin *pins, size_t n_pins, const char *reason)
{
	struct changing c;
	int64_t change_no;

	TRY(check_reason(cx, "reason", reason));
	TRY(load(cx, doc_id, false, &c));
	TRY(only_drafts(cx, &c.v.doc));
	stand(&c, 0);
	TRY(set_pins(cx, &c, pins, n_pins));
	TRY(next_change(cx, &c, false, reason, &change_no));
	for (size_t i = 0; i < n_pins; i++)
		TRY(allocation_put_pin(cx, (struct allocation_put_pin_in){ .district_id = cx->district_id, .doc_id = doc_id, .change_no = change_no,
			.request_id = pins[i].request_id, .request_line_no = pins[i].request_line_no, .qty = pins[i].qty }));
	TRY(rewrite(cx, &c, version));
	return document_record_edit(cx, doc_id, reason);
}

enum err allocation_undo(struct ctx *cx, int64_t doc_id, int64_t version, int64_t change_no)
{
	const struct allocation_change_rows_row *change;
	struct changing c;

	TRY(load(cx, doc_id, false, &c));
	TRY(only_drafts(cx, &c.v.doc));
	TRY(standing_change(cx, &c, change_no, &change));
	touch_change(cx, &c, change_no);
	stand(&c, change_no);
	TRY(allocation_undo_change(cx, (struct allocation_undo_change_in){ .district_id = cx->district_id, .doc_id = doc_id, .change_no = change_no,
		.undone_by = cx->actor->account_id, .undone_ms = cx->now_ms }));
	TRY(rewrite(cx, &c, version));
	return document_record_edit(cx, doc_id, arena_print(&cx->mem, "撤销第 %lld 处改动", (long long)change_no));
}

/* ---- lines and lots chosen by hand ---- */

/* From which decision a line put by hand takes: a gift for that unit, its own goods, or the pool. */
static enum err source_of(struct ctx *cx, const struct allocation_change *c, int64_t *ret)
{
	struct allocation_restriction_row lot;

	TRY(allocation_restriction(cx, (struct allocation_restriction_in){ .district_id = cx->district_id, .lot_id = c->lot_id, .owner_id = c->owner_id }, &lot));
	*ret = lot.restricted_to ? ALLOCATION_RESTRICTED : c->owner_id == c->unit_id ? ALLOCATION_OWNED : ALLOCATION_POOL;
	return ERR_OK;
}

static enum err add_line(struct ctx *cx, struct allocation_view *v, const struct allocation_change *c, const char *field)
{
	size_t n = v->doc.n_lines;

	if (n >= DOC_LINES_MAX || !c->qty || !c->unit_id || !c->place_id || !c->owner_id || !c->item_id || !c->lot_id)
		return fail(cx, ERR_BAD_INPUT, field, "新行须写明单位、物资、仓库、物主、批次和数量",
			    "a new line needs unit, item, place, owner, lot and quantity");
	v->doc.lines[n] = (struct doc_line){ .item_id = c->item_id, .lot_id = c->lot_id, .place_id = c->place_id,
		.owner_id = c->owner_id, .fund_id = c->fund_id };
	v->facts[n] = (struct allocation_line_fact){ .request_id = c->request_id, .request_line_no = c->request_line_no,
		.unit_id = c->unit_id, .to_place_id = c->to_place_id ? c->to_place_id : c->unit_id };
	v->doc.n_lines++;
	return source_of(cx, c, &v->facts[n].source);
}

/* One change to the lines in memory; a line set to nil is dropped by put_back(). */
static enum err change_line(struct ctx *cx, struct allocation_view *v, const struct allocation_change *c, size_t i, size_t *ret_line)
{
	const char *field = arena_print(&cx->mem, "changes[%zu]", i);
	size_t n = v->doc.n_lines;

	TRY(check_reason(cx, arena_print(&cx->mem, "%s.reason", field), c->reason));
	if (c->qty < 0 || c->qty > QTY_MAX || c->line_no < 0 || c->line_no > (int64_t)n)
		return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "%s.line_no", field), "没有第 %lld 行，或数量 %lld 超出范围",
			    "there is no line %lld, or quantity %lld is out of range", (long long)c->line_no, (long long)c->qty);
	if (c->line_no)
		n = (size_t)c->line_no - 1;
	else
		TRY(add_line(cx, v, c, field));
	v->doc.lines[n].counter[ASKED] = c->qty;
	v->facts[n].reason = c->reason;
	v->facts[n].changed_by = cx->actor->account_id;
	v->facts[n].changed_ms = cx->now_ms;
	*ret_line = n;
	return ERR_OK;
}

/* What its request line gets from now on, so that serving the item again does not forget it. */
static enum err keep_total(struct ctx *cx, struct changing *c, size_t line, int64_t change_no)
{
	const struct allocation_line_fact f = c->v.facts[line];
	int64_t total = 0;

	if (!f.request_id || allocation_want_at(&c->v, f.request_id, f.request_line_no) == c->v.n_wants)
		return ERR_OK;
	for (size_t i = 0; i < c->v.doc.n_lines; i++)
		if (c->v.facts[i].request_id == f.request_id && c->v.facts[i].request_line_no == f.request_line_no)
			total += c->v.doc.lines[i].counter[ASKED];
	return allocation_put_pin(cx, (struct allocation_put_pin_in){ .district_id = cx->district_id, .doc_id = c->v.doc.doc_id,
		.change_no = change_no, .request_id = f.request_id, .request_line_no = f.request_line_no, .qty = total });
}

enum err allocation_adjust(struct ctx *cx, int64_t doc_id, int64_t version, const struct allocation_change *changes, size_t n_changes)
{
	struct changing c;
	size_t *line;

	TRY(load(cx, doc_id, false, &c));
	if (!n_changes || n_changes > ALLOCATION_CHANGES_MAX)
		return fail(cx, ERR_BAD_INPUT, "changes", "请列出 1 至 %d 处调整", "list 1 to %d changes", ALLOCATION_CHANGES_MAX);
	make_room(cx, &c.v, n_changes);
	line = arena_array(&cx->mem, size_t, n_changes);
	for (size_t i = 0; i < n_changes; i++)
		TRY(change_line(cx, &c.v, &changes[i], i, &line[i]));
	for (size_t i = 0; i < n_changes; i++) {
		int64_t change_no;

		TRY(next_change(cx, &c, true, changes[i].reason, &change_no));
		c.v.facts[line[i]].change_no = change_no;
		TRY(keep_total(cx, &c, line[i], change_no));
	}
	TRY(put_back(cx, &c.v, version));
	TRY(allocation_check_sound(cx, &c.v));
	return document_record_edit(cx, doc_id, changes[0].reason);
}

/* ---- the list ---- */

static enum err name_change(struct ctx *cx, const struct changing *c, const struct allocation_change_rows_row *r, struct allocation_changed *ret)
{
	struct allocation_changed_pin *pin = arena_array(&cx->mem, struct allocation_changed_pin, c->n_row + 1);
	struct item item = { 0 };
	size_t n = 0;

	*ret = (struct allocation_changed){ .change_no = r->change_no, .changed_by = r->changed_by, .changed = r->changed_ms,
		.undone_by = r->undone_by, .undone = r->undone_ms, .by_hand = r->by_hand, .reason = r->reason };
	TRY(party_account_name(cx, r->changed_by, &ret->name));
	TRY(party_account_name(cx, r->undone_by, &ret->undone_name));
	for (size_t i = 0; i < c->n_row; i++) {
		size_t at = allocation_want_at(&c->v, c->row[i].request_id, c->row[i].request_line_no);
		const struct allocation_want *w = &c->v.wants[at];

		if (c->row[i].change_no != r->change_no || at == c->v.n_wants)
			continue;
		if (item.item_id != w->item_id)
			TRY(item_get(cx, w->item_id, &item));
		pin[n++] = (struct allocation_changed_pin){ w->request_id, w->request_line_no, w->item_id, w->unit_id, w->proposed, c->row[i].qty,
			allocation_map_name(&c->t, w->unit_id), item.zh };
	}
	ret->pins = (struct list){ pin, n };
	return ERR_OK;
}

enum err allocation_changes(struct ctx *cx, const struct allocation_view *v, struct allocation_changed **ret, size_t *ret_n)
{
	struct changing c;

	TRY(load(cx, v->doc.doc_id, false, &c));
	*ret = arena_array(&cx->mem, struct allocation_changed, c.n_change + 1);
	*ret_n = c.n_change;
	for (size_t i = 0; i < c.n_change; i++)
		TRY(name_change(cx, &c, &c.change[i], &(*ret)[i]));
	return ERR_OK;
}
