/* SPDX-License-Identifier: Apache-2.0 */
/* The meeting's table: what is shown of an allocation, put together for reading. */
#include "caps/allocation/table.h"
#include "allocation.sql.h"
#include "base/buf.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/allocation/reason.h"
#include "caps/allocation/thaw.h"
#include "caps/item/item.h"
#include "caps/party/party.h"
#include <stdlib.h>
#include <string.h>

enum { WEEK_DAYS = 7 };

struct table_work {
	struct allocation_view v;
	struct thawed          t;
	struct shares          now;
	const struct plan     *plan;
	int64_t               *pinned_by;       /* by want: the change whose pin it has, or 0 */
	struct allocation_week_row         *week;    size_t n_week;
	struct allocation_before_units_row *before;  size_t n_before;
};

static enum err load(struct ctx *cx, int64_t doc_id, struct table_work *w)
{
	*w = (struct table_work){ 0 };
	TRY(allocation_see(cx, doc_id, &w->v));
	TRY(allocation_thaw_all(cx, &w->v, &w->t));
	w->now = allocation_shares_now(cx, &w->v);
	return document_plan(cx, &w->plan);
}

static enum err load_changes(struct ctx *cx, struct table_work *w, struct allocation_table *ret)
{
	struct allocation_changed *all;
	size_t n;

	w->pinned_by = arena_array(&cx->mem, int64_t, w->v.n_wants + 1);
	TRY(allocation_changes(cx, &w->v, &all, &n));
	for (size_t i = 0; i < n; i++) {
		const struct allocation_changed_pin *pin = all[i].pins.at;

		for (size_t k = 0; !all[i].undone && k < all[i].pins.n; k++)
			w->pinned_by[allocation_want_at(&w->v, pin[k].request_id, pin[k].request_line_no)] = all[i].change_no;
	}
	ret->changes = (struct list){ all, n };
	return ERR_OK;
}

/* ---- the items ---- */

/* What the whole packs of unexpired stock come to. */
static int64_t divisible(const struct thawed *t, int64_t item_id)
{
	int64_t pack = thawed_pack_of(t, item_id), sum = 0;

	for (size_t i = 0; i < t->n_stock; i++)
		if (t->stock[i].item_id == item_id && (!t->stock[i].expiry_day || t->stock[i].expiry_day >= t->day))
			sum += t->stock[i].qty / pack * pack;
	return sum;
}

static int64_t share_of(__int128 part, __int128 whole)
{
	return whole ? (int64_t)(part * ALLOCATION_FILL_ALL / whole) : ALLOCATION_FILL_ALL;
}

static enum err one_item(struct ctx *cx, const struct table_work *w, size_t first, size_t end, struct allocation_table_item *ret)
{
	struct item item;
	__int128 has = 0;

	TRY(item_get(cx, w->v.wants[first].item_id, &item));
	*ret = (struct allocation_table_item){ .item_id = item.item_id, .pack = thawed_pack_of(&w->t, item.item_id),
		.divisible = divisible(&w->t, item.item_id), .code = item.code, .zh = item.zh, .en = item.en, .unit = item.unit,
		.pack_unit = item.pack_unit };
	for (size_t i = first; i < end; i++) {
		const struct allocation_want *x = &w->v.wants[i];
		int64_t asked = x->have + x->need, got = w->now.got[i];

		ret->lines++;
		ret->asked += asked;
		ret->now += got;
		ret->machine += x->proposed;
		ret->short_lines += got < x->need;
		ret->changed += got != x->proposed;
		has += x->have + got < asked ? x->have + got : asked;
	}
	ret->fill = share_of(has, ret->asked);
	return ERR_OK;
}

/* First what is short and can be shared, then what is met, last what there is none of. */
static int group_of(const struct allocation_table_item *i)
{
	return !i->divisible ? 2 : i->short_lines ? 0 : 1;
}

static int by_fill(const void *a, const void *b)
{
	const struct allocation_table_item *x = a, *y = b;

	if (group_of(x) != group_of(y))
		return group_of(x) < group_of(y) ? -1 : 1;
	return x->fill != y->fill ? (x->fill < y->fill ? -1 : 1) : strcmp(x->code, y->code);
}

static int by_id(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static void sum_up(struct ctx *cx, const struct table_work *w, struct allocation_table *t)
{
	int64_t *unit = arena_array(&cx->mem, int64_t, w->v.n_wants + 1);
	size_t n = 0;

	t->lines = (int64_t)w->v.n_wants;
	for (size_t i = 0; i < w->v.doc.n_lines; i++)
		t->now += w->v.doc.lines[i].counter[ASKED];
	for (size_t i = 0; i < w->v.n_wants; i++) {
		int64_t moved = w->now.got[i] - w->v.wants[i].proposed;

		if (w->now.got[i] < w->v.wants[i].need)
			unit[n++] = w->v.wants[i].unit_id;
		t->changed_lines += moved != 0;
		t->changed_qty += moved < 0 ? -moved : moved;
	}
	t->short_lines = (int64_t)n;
	if (n)
		qsort(unit, n, sizeof *unit, by_id);
	for (size_t i = 0; i < n; i++)
		t->short_units += i == 0 || unit[i] != unit[i - 1];
}

static enum err items_of(struct ctx *cx, const struct table_work *w, int64_t wanted_id, struct allocation_table *ret)
{
	struct allocation_table_item *list = arena_array(&cx->mem, struct allocation_table_item, w->v.n_wants + 1);
	size_t n = 0, end;

	for (size_t i = 0; i < w->v.n_wants; i = end) {
		for (end = i; end < w->v.n_wants && w->v.wants[end].item_id == w->v.wants[i].item_id; end++)
			;
		TRY(one_item(cx, w, i, end, &list[n++]));
		if (list[n - 1].item_id == wanted_id)
			ret->item_id = wanted_id;
	}
	if (n)
		qsort(list, n, sizeof *list, by_fill);
	if (wanted_id && !ret->item_id)
		return fail(cx, ERR_NOT_FOUND, "item_id", "这份方案里没有这种物资", "this allocation has no such item");
	if (n && !wanted_id)
		ret->item_id = list[0].item_id;
	ret->items = (struct list){ list, n };
	return ERR_OK;
}

/* ---- one item's lines ---- */

static struct list sources_of(struct ctx *cx, const struct table_work *w, const struct allocation_want *want)
{
	static const char *const words[] = { "restricted", "owned", "pool" };
	struct allocation_table_source *list = NULL;
	size_t n = 0, room = 0;

	for (size_t i = 0; i < w->v.doc.n_lines; i++) {
		const struct allocation_line_fact *f = &w->v.facts[i];
		const struct doc_line *l = &w->v.doc.lines[i];
		size_t k = 0;

		if (f->request_id != want->request_id || f->request_line_no != want->request_line_no)
			continue;
		while (k < n && (list[k].place_id != l->place_id || !text_equal(list[k].source, words[f->source])))
			k++;
		if (k == n)
			arena_push(&cx->mem, list, n, room) = (struct allocation_table_source){ .place_id = l->place_id, .metres = f->metres,
				.place = allocation_map_name(&w->t, l->place_id), .source = words[f->source] };
		list[k].qty += l->counter[ASKED];
	}
	return (struct list){ list, n };
}

static int64_t week_of(const struct table_work *w, int64_t unit_id)
{
	for (size_t i = 0; i < w->n_week; i++)
		if (w->week[i].unit_id == unit_id)
			return w->week[i].qty;
	return 0;
}

/* What the unit got the time before; told once where it has several lines. */
static void before_of(const struct table_work *w, size_t first, size_t at, struct allocation_table_line *line)
{
	for (size_t i = first; i < at; i++)
		if (w->v.wants[i].unit_id == line->unit_id)
			return;
	for (size_t i = 0; i < w->n_before; i++)
		if (w->before[i].unit_id == line->unit_id)
			line->before = w->before[i].qty;
	line->has_before = true;
}

static struct allocation_table_line one_line(struct ctx *cx, const struct table_work *w, const struct item *item, size_t at)
{
	const struct allocation_want *x = &w->v.wants[at];
	const struct thawed_line *l = &w->t.line[at];
	int64_t pack = thawed_pack_of(&w->t, x->item_id), got = w->now.got[at];
	struct reason_words why = allocation_reason_words(&cx->mem, &(struct reason_ask){ .want = x, .item = item, .own_stock = l->own_stock,
		.now = got, .pinned_by = w->pinned_by[at] });

	return (struct allocation_table_line){ .request_id = x->request_id, .request_line_no = x->request_line_no, .unit_id = x->unit_id,
		.to_place_id = x->to_place_id, .priority = x->priority, .asked = l->asked, .own_stock = l->own_stock, .received_before = l->before,
		.week = week_of(w, x->unit_id), .now = got, .machine = x->proposed, .fill = allocation_fill(x, got),
		.most = (x->need + pack - 1) / pack * pack, .change_no = w->pinned_by[at], .pinned = w->pinned_by[at] > 0,
		.number = x->number, .unit = allocation_map_name(&w->t, x->unit_id),
		.to_place = x->to_place_id != x->unit_id ? allocation_map_name(&w->t, x->to_place_id) : NULL, .zh = why.zh, .en = why.en,
		.sources = sources_of(cx, w, x) };
}

static void add_to_class(struct allocation_table_class *c, const struct allocation_want *x, const struct allocation_table_line *l)
{
	c->lines++;
	c->asked += l->asked;
	c->own_stock += l->own_stock;
	c->week += l->week;
	c->now += l->now;
	c->machine += l->machine;
	c->unmet += l->now < x->need ? x->need - l->now : 0;
	c->lowest = l->fill < c->lowest ? l->fill : c->lowest;
}

static void classes_of(struct ctx *cx, const struct table_work *w, size_t first, size_t end, struct allocation_table *ret)
{
	const struct allocation_table_line *line = ret->rows.at;
	struct allocation_table_class *list = NULL, *c = NULL;
	size_t n = 0, room = 0;
	__int128 has = 0;

	for (size_t i = first; i < end; i++) {
		const struct allocation_want *x = &w->v.wants[i];
		int64_t got = x->have + w->now.got[i], asked = x->have + x->need;

		if (!c || c->priority != x->priority) {
			const struct plan_rank *rank = plan_rank(w->plan, (int)x->priority);

			c = &arena_push(&cx->mem, list, n, room);
			*c = (struct allocation_table_class){ .priority = x->priority, .lowest = ALLOCATION_FILL_ALL,
				.floor = rank ? rank->floor : 0, .spread = rank ? rank->spread : 0, .zh = rank ? rank->rule.zh : NULL,
				.en = rank ? rank->rule.en : NULL };
			has = 0;
		}
		add_to_class(c, x, &line[i - first]);
		has += got < asked ? got : asked;
		c->fill = share_of(has, c->asked);
	}
	ret->classes = (struct list){ list, n };
}

static enum err lines_of(struct ctx *cx, struct table_work *w, struct allocation_table *ret)
{
	struct allocation_table_line *line = arena_array(&cx->mem, struct allocation_table_line, w->v.n_wants + 1);
	size_t first = 0, end;
	struct item item;

	TRY(item_get(cx, ret->item_id, &item));
	TRY(allocation_week(cx, (struct allocation_week_in){ .district_id = cx->district_id, .doc_id = ret->doc_id, .item_id = ret->item_id,
		.since_ms = w->v.doc.created_ms - WEEK_DAYS * DAY_MS, .limit = ALLOCATION_PLACES_MAX }, &w->week, &w->n_week, ALLOCATION_PLACES_MAX));
	if (ret->before_id)
		TRY(allocation_before_units(cx, (struct allocation_before_units_in){ .district_id = cx->district_id, .before_id = ret->before_id,
			.item_id = ret->item_id, .limit = DOC_LINES_MAX }, &w->before, &w->n_before, DOC_LINES_MAX));
	while (first < w->v.n_wants && w->v.wants[first].item_id != ret->item_id)
		first++;
	for (end = first; end < w->v.n_wants && w->v.wants[end].item_id == ret->item_id; end++) {
		line[end - first] = one_line(cx, w, &item, end);
		if (ret->before_id)
			before_of(w, first, end, &line[end - first]);
	}
	ret->rows = (struct list){ line, end - first };
	classes_of(cx, w, first, end, ret);
	return ERR_OK;
}

/* ---- who signs ---- */

static enum err signs_of(struct ctx *cx, const struct table_work *w, struct allocation_table *ret)
{
	struct allocation_table_sign *list;
	struct doc_approval s;

	TRY(document_approval(cx, &w->v.doc, "approve", &s));
	list = arena_array(&cx->mem, struct allocation_table_sign, s.n + 1);
	for (size_t i = 0; i < s.n; i++) {
		list[i] = (struct allocation_table_sign){ .title = s.at[i].title, .actor_id = s.at[i].actor_id, .at = s.at[i].signed_ms };
		TRY(party_account_name(cx, s.at[i].actor_id, &list[i].name));
		TRY(party_account_name(cx, s.at[i].for_id, &list[i].for_name));
	}
	ret->signs = (struct list){ list, s.n };
	ret->needed = (int64_t)s.n;
	ret->given = (int64_t)s.given;
	ret->signed_all = s.done;
	ret->mine = s.mine;
	ret->made = s.made;
	ret->has_signed = s.signed_it;
	return ERR_OK;
}

static enum err approval_of(struct ctx *cx, const struct table_work *w, struct allocation_table *ret)
{
	struct doc_work work = { .kind = doc_kind_find("allocation"), .doc = w->v.doc };
	struct doc_chains chains = { .n = 0 };
	const struct plan_flow *flow;
	struct buf zh = BUF(&cx->mem), en = BUF(&cx->mem);

	TRY(document_flow(cx, &work, &flow));
	if (flow && flow->approve)
		doc_chains_add(&chains, plan_chain(flow->rule.plan, flow->approve));
	TRY(allocation_chains(cx, &work, &chains));
	for (size_t i = 0; i < chains.n; i++) {
		buf_print(&zh, "%s%s", i ? "；" : "", chains.at[i]->rule.zh);
		buf_print(&en, "%s%s", i ? "; " : "", chains.at[i]->rule.en);
	}
	ret->approval_zh = buf_get(&zh);
	ret->approval_en = buf_get(&en);
	return ERR_OK;
}

static enum err head_of(struct ctx *cx, const struct table_work *w, struct allocation_table *ret)
{
	struct allocation_before_row before;
	struct allocation_orders_row orders;
	struct doc doc;

	*ret = (struct allocation_table){ .doc_id = w->v.doc.doc_id, .version = w->v.doc.version, .day = w->v.day, .created = w->v.doc.created_ms,
		.created_by = w->v.doc.created_by, .meeting = w->v.meeting_ms, .number = w->v.doc.number, .state = w->v.doc.state };
	TRY(party_account_name(cx, w->v.doc.created_by, &ret->created_name));
	TRY(allocation_orders(cx, (struct allocation_orders_in){ .district_id = cx->district_id, .doc_id = ret->doc_id }, &orders));
	ret->orders = orders.n;
	ret->ordered = orders.first_ms;
	TRY(allocation_before(cx, (struct allocation_before_in){ .district_id = cx->district_id, .doc_id = ret->doc_id, .day = w->v.day }, &before));
	ret->before_id = before.doc_id;
	if (before.doc_id) {
		TRY(document_get(cx, before.doc_id, &doc));
		ret->before_number = doc.number;
	}
	return ERR_OK;
}

enum err allocation_table(struct ctx *cx, int64_t doc_id, int64_t item_id, struct allocation_table *ret)
{
	struct allocation_rule *rule;
	struct table_work w;
	size_t n;

	TRY(load(cx, doc_id, &w));
	TRY(head_of(cx, &w, ret));
	TRY(load_changes(cx, &w, ret));
	TRY(items_of(cx, &w, item_id, ret));
	sum_up(cx, &w, ret);
	if (ret->item_id) {
		TRY(lines_of(cx, &w, ret));
		TRY(allocation_rules_of(cx, &w.v, &w.now, ret->item_id, false, &rule, &n));
		ret->rules = (struct list){ rule, n };
	}
	TRY(allocation_rules_of(cx, &w.v, &w.now, 0, true, &rule, &n));
	ret->broken = (struct list){ rule, n };
	TRY(signs_of(cx, &w, ret));
	return approval_of(cx, &w, ret);
}

enum err allocation_unmet(struct ctx *cx, int64_t doc_id, struct allocation_unmet **ret, size_t *ret_n)
{
	struct allocation_table ignored = { 0 };
	struct item item = { 0 };
	struct table_work w;

	TRY(load(cx, doc_id, &w));
	TRY(load_changes(cx, &w, &ignored));
	*ret = arena_array(&cx->mem, struct allocation_unmet, w.v.n_wants + 1);
	*ret_n = 0;
	for (size_t i = 0; i < w.v.n_wants; i++) {
		const struct allocation_want *x = &w.v.wants[i];
		int64_t got = w.now.got[i];

		if (got >= x->need)
			continue;
		if (item.item_id != x->item_id)
			TRY(item_get(cx, x->item_id, &item));
		struct reason_words why = allocation_reason_words(&cx->mem, &(struct reason_ask){ .want = x, .item = &item,
			.own_stock = w.t.line[i].own_stock, .now = got, .pinned_by = w.pinned_by[i] });

		(*ret)[(*ret_n)++] = (struct allocation_unmet){ x->request_id, x->item_id, x->unit_id, x->priority, w.t.line[i].asked, x->have, got,
			x->need - got, x->number, item.zh, item.en, allocation_map_name(&w.t, x->unit_id), item.unit, why.zh, why.en };
	}
	return ERR_OK;
}
