/* SPDX-License-Identifier: Apache-2.0 */
#include "base/sha256.h"
#include "base/text.h"
#include "caps/intake/intake_work.h"
#include "caps/order/order.h"
#include "caps/party/party.h"
#include "intake.sql.h"
#include <string.h>

enum { ANSWERS_KEPT = 5000, COPIES_KEPT = 50, KEPT_LOOKED_AT = 20 };

static enum err only_offer(struct ctx *cx, const char *path, int64_t *ret)
{
	struct offer *offers;
	size_t n;

	TRY(offers_for(cx, path, &offers, &n));
	if (n != 1)
		return fail(cx, ERR_BAD_STATE, "offer_id", n ? "这里有 %zu 个团购在进行，请选一个" : "这里没有进行中的团购（%zu 个），请先开团",
			    n ? "%zu offers are open here; choose one" : "no offer is open here (%zu); open one first", n);
	*ret = offers[0].offer_id;
	return ERR_OK;
}

enum err making_open(struct ctx *cx, int64_t place_id, int64_t offer_id, int64_t default_line, int64_t pay, enum intake_source source, struct making *ret)
{
	struct place place;

	TRY(place_need(cx, PERM_ORDER_EDIT, place_id, &place));
	if (place.kind != PLACE_GRID && place.kind != PLACE_BUILDING && place.kind != PLACE_COMMUNITY && place.kind != PLACE_SUBDISTRICT)
		return fail(cx, ERR_BAD_INPUT, "place_id", "“%s”不是网格、楼栋、社区或街道", "\"%s\" is no grid, building, community or subdistrict", place.name);
	if (!offer_id)
		TRY(only_offer(cx, place.path, &offer_id));
	*ret = (struct making){ .cx = cx, .title = "", .raw = "", .batch = { .place_id = place_id, .path = place.path, .offer_id = offer_id, .source = source,
		.pay = pay, .default_line = default_line, .taken_ms = cx->now_ms, .taken_by = cx->actor->account_id, .title = "", .file_name = "" } };
	TRY(goods_open(cx, offer_id, default_line, &ret->goods));
	if (strncmp(ret->goods.offer.path, place.path, strlen(ret->goods.offer.path)) && strncmp(ret->goods.offer.path, place.path, strlen(place.path)))
		return fail(cx, ERR_BAD_INPUT, "offer_id", "团购“%s”只供 %s，不供 %s", "the offer \"%s\" is for %s, not for %s", ret->goods.offer.name,
			    ret->goods.offer.area, place.name);
	return doors_open(cx, place_id, &ret->doors);
}

static const char *hex_key(struct ctx *cx, uint64_t key) { return arena_print(&cx->mem, "%016llx", (unsigned long long)key); }

static const char *answers_text(struct making *m, const struct draft *d)
{
	struct buf b = BUF(&m->cx->mem);

	for (int i = 0; i < d->n_answers; i++)
		buf_print(&b, "%s%lld|%lld|%s|%s|%s", i ? "\n" : "", (long long)d->answers[i].act, (long long)d->answers[i].household_id,
			  wants_text(&m->cx->mem, d->answer_wants[i], d->n_answer_wants[i]), d->answers[i].zh, d->answers[i].en);
	return buf_get(&b);
}

static struct list answers_read(struct ctx *cx, const char *text)
{
	struct intake_answer *a = arena_array(&cx->mem, struct intake_answer, 2);
	size_t n = 0;

	while (*text && n < 2) {
		const char *part[5];
		size_t line = strcspn(text, "\n");
		char *copy = arena_bytes(&cx->mem, text, line);
		struct intake_want wants[INTAKE_WANTS_MAX];
		int k = 0;

		for (int i = 0; i < 5; i++) {
			part[i] = copy;
			copy += strcspn(copy, "|");
			if (*copy)
				*copy++ = '\0';
		}
		a[n] = (struct intake_answer){ .zh = part[3], .en = part[4] };
		if (!text_read_i64(part[0], &a[n].act) || !text_read_i64(part[1], &a[n].household_id))
			break;
		k = wants_read(part[2], wants);
		a[n].wants = (struct list){ arena_array(&cx->mem, struct intake_want, k + 1), (size_t)k };
		memcpy(a[n++].wants.at, wants, (size_t)k * sizeof *wants);
		text += line + (text[line] == '\n');
	}
	return (struct list){ a, n };
}

static int64_t pieces(const struct draft *d)
{
	int64_t n = 0;

	for (int i = 0; i < d->n_wants; i++)
		n += d->wants[i].qty;
	return n;
}

static enum err put_row(struct making *m, int64_t batch_id, struct draft *d)
{
	const struct intake_row *r = &d->row;
	bool ready = r->state == INTAKE_READY || r->state == INTAKE_CHANGE || r->state == INTAKE_CANCEL;

	return intake_row_put(m->cx, (struct intake_row_put_in){ .district_id = m->cx->district_id, .batch_id = batch_id, .row_no = r->row_no,
		.line_no = r->line_no, .of_line = r->of_line, .state = r->state, .problem = r->problem, .household_id = r->household_id, .doc_id = r->doc_id,
		.door = r->door, .sort = ready && r->sort ? r->sort : arena_print(&m->cx->mem, "%020lld", (long long)r->row_no),
		.wants = wants_text(&m->cx->mem, d->wants, d->n_wants), .qty = pieces(d), .before = r->before, .doubt = r->doubt, .after = r->after,
		.remark = r->remark, .answers = answers_text(m, d), .zh = r->zh, .en = r->en, .text_key = hex_key(m->cx, d->key),
		.answered_ms = d->answered_ms, .answered_by = d->answered_by });
}

/* What a person said of this line before, held against the orders of now: the one made then may have been cancelled since. */
static enum err keep_answer(struct making *m, struct draft *d, const struct intake_row_answered_row *said, struct order_checker *checker)
{
	struct intake_want wants[INTAKE_WANTS_MAX];
	struct household h;

	d->answered_ms = said->answered_ms;
	d->answered_by = said->answered_by;
	if (!said->household_id || said->state == INTAKE_IGNORED) {
		d->row.state = INTAKE_IGNORED;
		d->row.problem = PROBLEM_NONE;
		d->n_answers = 0;
		d->row.zh = "上次已去掉";
		d->row.en = "left out before";
		return ERR_OK;
	}
	TRY(household_get(m->cx, said->household_id, &h));
	d->row.household_id = h.household_id;
	d->row.door = h.door;
	d->row.sort = arena_print(&m->cx->mem, "%020lld", (long long)h.sort);
	draft_set_wants(d, wants, wants_read(said->wants, wants));
	TRY(judge_answered(m, d, checker));
	if (d->row.state == INTAKE_READY && (said->state == INTAKE_DONE || said->state == INTAKE_SAME)) {
		d->row.zh = "按上次的回答；那时的订单已取消";
		d->row.en = "as answered before; the order made then was cancelled";
	} else if (d->row.state != INTAKE_PROBLEM) {
		d->row.zh = "按上次的回答";
		d->row.en = "as answered before";
	}
	return ERR_OK;
}

/* What a person said of a line in the copy before holds for the same line in this one. */
static enum err keep_answers(struct making *m, int64_t older_id)
{
	struct intake_row_answered_row *said;
	struct order_checker *checker = NULL;
	struct map by_key = MAP(&m->cx->mem);
	int64_t at;
	size_t n;

	TRY(intake_row_answered(m->cx, (struct intake_row_answered_in){ .district_id = m->cx->district_id, .batch_id = older_id, .limit = ANSWERS_KEPT },
				&said, &n, ANSWERS_KEPT));
	for (size_t i = 0; i < n; i++)
		map_put(&by_key, said[i].text_key, (int64_t)i);
	if (n)
		TRY(order_checker_open(m->cx, m->batch.offer_id, &checker));
	for (size_t i = 0; i < m->n && n; i++) {
		struct draft *d = m->rows[i];

		if (d->row.state == INTAKE_PROBLEM && map_get(&by_key, hex_key(m->cx, d->key), &at))
			TRY(keep_answer(m, d, &said[at], checker));
	}
	return ERR_OK;
}

/* The text as it came goes once the offer it was for has ended. */
static enum err forget_ended(struct ctx *cx, int64_t place_id)
{
	struct intake_batch_kept_row *kept;
	size_t n;

	TRY(intake_batch_kept(cx, (struct intake_batch_kept_in){ .district_id = cx->district_id, .place_id = place_id, .limit = KEPT_LOOKED_AT }, &kept, &n,
			      KEPT_LOOKED_AT));
	for (size_t i = 0; i < n; i++) {
		struct offer offer;

		TRY(offer_get(cx, kept[i].offer_id, &offer));
		if (offer.stage == OFFER_CLOSED || offer.stage == OFFER_VOID)
			TRY(intake_batch_forget(cx, (struct intake_batch_forget_in){ .district_id = cx->district_id, .batch_id = kept[i].batch_id, .erased_ms = cx->now_ms }));
	}
	return ERR_OK;
}

enum err batch_put(struct making *m, int64_t *ret_batch_id)
{
	struct ctx *cx = m->cx;
	struct intake_batch *b = &m->batch;
	struct intake_batch_newest_row *older;
	const char *digest;
	struct hash hash = sha256(m->raw, strlen(m->raw));
	char hex[SHA256_HEX];
	size_t n;

	digest = hash_write(&hash, hex);
	b->batch_id = ctx_new_id(cx);
	TRY(intake_batch_newest(cx, (struct intake_batch_newest_in){ .district_id = cx->district_id, .offer_id = b->offer_id, .place_id = b->place_id,
		.source = b->source, .limit = COPIES_KEPT }, &older, &n, COPIES_KEPT));
	for (size_t i = 0; i < n; i++) {
		if (!text_equal(older[i].digest, digest) && !text_equal(older[i].title, b->title))
			continue;                                              /* another list of the same offer */
		TRY(keep_answers(m, older[i].batch_id));
		TRY(intake_batch_older(cx, (struct intake_batch_older_in){ .district_id = cx->district_id, .batch_id = older[i].batch_id, .newer_id = b->batch_id }));
	}
	TRY(intake_batch_put(cx, (struct intake_batch_put_in){ .district_id = cx->district_id, .batch_id = b->batch_id, .place_id = b->place_id, .path = b->path,
		.offer_id = b->offer_id, .source = b->source, .title = b->title, .file_name = b->file_name, .digest = digest, .raw = m->raw, .pay = b->pay,
		.default_line = b->default_line, .taken_ms = b->taken_ms, .asked_ms = b->asked_ms, .taken_by = b->taken_by, .n_lines = b->n_lines }));
	for (size_t i = 0; i < m->n; i++)
		TRY(put_row(m, b->batch_id, m->rows[i]));
	TRY(forget_ended(cx, b->place_id));
	*ret_batch_id = b->batch_id;
	return ERR_OK;
}

enum err intake_take_text(struct ctx *cx, const struct intake_paste *in, int64_t *ret_batch_id)
{
	struct making m;

	if (!in->text || !*in->text)
		return fail(cx, ERR_BAD_INPUT, "text", "请先粘贴接龙", "paste the chat list first");
	TRY(making_open(cx, in->place_id, in->offer_id, in->default_line, in->pay, INTAKE_CHAT, &m));
	m.batch.asked_ms = in->asked_ms && in->asked_ms < cx->now_ms ? in->asked_ms : 0;
	m.raw = in->text;
	TRY(lines_read(&m, in->text));
	m.batch.title = m.title;
	TRY(judge_all(&m));
	return batch_put(&m, ret_batch_id);
}

/* ---- reading ---- */

static enum err fill_batch(struct ctx *cx, struct intake_batch *b)
{
	struct intake_counts_row *counts;
	struct place place;
	struct offer offer;
	size_t n;
	int64_t *const of_state[INTAKE_STATES] = { &b->ready, &b->changes, &b->cancels, &b->problems, &b->ignored, &b->same, &b->done, &b->refused };

	TRY(place_get(cx, b->place_id, &place));
	TRY(offer_get(cx, b->offer_id, &offer));
	TRY(party_account_name(cx, b->taken_by, &b->by));
	b->place = place.name;
	b->offer = offer.name;
	TRY(intake_counts(cx, (struct intake_counts_in){ .district_id = cx->district_id, .batch_id = b->batch_id, .limit = INTAKE_STATES }, &counts, &n, INTAKE_STATES));
	for (size_t i = 0; i < n; i++) {
		*of_state[counts[i].state] = counts[i].n;
		if (counts[i].state == INTAKE_READY || counts[i].state == INTAKE_CHANGE)
			b->qty += counts[i].qty;
	}
	return ERR_OK;
}

#define BATCH_OF(r) ((struct intake_batch){ .batch_id = (r).batch_id, .place_id = (r).place_id, .path = (r).path, .offer_id = (r).offer_id, \
	.source = (r).source, .title = (r).title, .file_name = (r).file_name, .pay = (r).pay, .default_line = (r).default_line, .taken_ms = (r).taken_ms, \
	.asked_ms = (r).asked_ms, .taken_by = (r).taken_by, .newer_id = (r).newer_id, .n_lines = (r).n_lines, .erased_ms = (r).erased_ms, .version = (r).version })

static enum err need_batch(struct ctx *cx, enum perm perm, int64_t batch_id, struct intake_batch *ret)
{
	struct intake_batch_one_row row;
	enum err e = intake_batch_one(cx, (struct intake_batch_one_in){ .district_id = cx->district_id, .batch_id = batch_id }, &row);

	if (e == ERR_NOT_FOUND || (!e && !ctx_may(cx, PERM_ORDER_EDIT, row.path)))
		return fail(cx, ERR_NOT_FOUND, "batch_id", "没有编号为 %lld 的接龙", "there is no list %lld", (long long)batch_id);
	TRY(e);
	TRY(ctx_need(cx, perm, row.path));
	*ret = BATCH_OF(row);
	return ERR_OK;
}

enum err intake_get(struct ctx *cx, int64_t batch_id, struct intake_batch *ret)
{
	TRY(need_batch(cx, PERM_ORDER_EDIT, batch_id, ret));
	return fill_batch(cx, ret);
}

enum err intake_list(struct ctx *cx, const struct intake_filter *f, struct intake_batch **ret, size_t *ret_n)
{
	struct intake_batch_page_row *rows;
	const char *path = ctx_root(cx);
	size_t n;

	if (f->place_id)
		TRY(place_path(cx, f->place_id, &path));
	TRY(intake_batch_page(cx, (struct intake_batch_page_in){ .district_id = cx->district_id, .actor_id = cx->actor->account_id, .perm = PERM_ORDER_EDIT,
		.now_ms = cx->now_ms, .under = path, .under_end = arena_print(&cx->mem, "%s~", path), .offer_id = f->offer_id, .source = f->source,
		.before = f->before ? f->before : INT64_MAX, .limit = f->limit }, &rows, &n, (size_t)f->limit));
	*ret = arena_array(&cx->mem, struct intake_batch, n + 1);
	for (size_t i = 0; i < n; i++) {
		(*ret)[i] = BATCH_OF(rows[i]);
		TRY(fill_batch(cx, &(*ret)[i]));
	}
	*ret_n = n;
	return ERR_OK;
}

static struct list named_wants(struct ctx *cx, const struct goods *g, const char *text)
{
	struct intake_want wants[INTAKE_WANTS_MAX], *out;
	int n = wants_read(text, wants);

	out = arena_array(&cx->mem, struct intake_want, n + 1);
	for (int i = 0; i < n; i++) {
		const struct offer_line *l = goods_line(g, wants[i].line_no);

		out[i] = (struct intake_want){ .line_no = wants[i].line_no, .qty = wants[i].qty, .goods = l ? l->zh : "", .unit = l ? l->unit : "" };
	}
	return (struct list){ out, (size_t)n };
}

#define ROW_OF(cx, g, r) ((struct intake_row){ .row_no = (r).row_no, .line_no = (r).line_no, .of_line = (r).of_line, .state = (r).state, \
	.problem = (r).problem, .household_id = (r).household_id, .doc_id = (r).doc_id, .qty = (r).qty, .door = (r).door, .name = "", .before = (r).before, \
	.doubt = (r).doubt, .after = (r).after, .remark = (r).remark, .zh = (r).zh, .en = (r).en, .sort = (r).sort, \
	.wants = named_wants((cx), (g), (r).wants), .answers = answers_read((cx), (r).answers) })

static enum err name_rows(struct ctx *cx, struct intake_row *rows, size_t n)
{
	int64_t *ids = arena_array(&cx->mem, int64_t, n + 1);
	struct household_names *names;
	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		if (rows[i].household_id)
			ids[k++] = rows[i].household_id;
	TRY(household_names_many(cx, ids, k, false, &names));
	k = 0;
	for (size_t i = 0; i < n; i++)
		if (rows[i].household_id)
			rows[i].name = names[k++].name;
	return ERR_OK;
}

enum err intake_rows(struct ctx *cx, const struct intake_page *page, struct intake_row **ret, size_t *ret_n)
{
	struct intake_batch b;
	struct goods g;
	size_t n;

	TRY(need_batch(cx, PERM_ORDER_EDIT, page->batch_id, &b));
	TRY(goods_open(cx, b.offer_id, 0, &g));
	if (page->state < 0) {
		struct intake_row_page_all_row *rows;

		TRY(intake_row_page_all(cx, (struct intake_row_page_all_in){ .district_id = cx->district_id, .batch_id = page->batch_id, .after_no = page->after_no,
			.limit = page->limit }, &rows, &n, (size_t)page->limit));
		*ret = arena_array(&cx->mem, struct intake_row, n + 1);
		for (size_t i = 0; i < n; i++)
			(*ret)[i] = ROW_OF(cx, &g, rows[i]);
	} else {
		struct intake_row_page_row *rows;

		TRY(intake_row_page(cx, (struct intake_row_page_in){ .district_id = cx->district_id, .batch_id = page->batch_id, .state = page->state,
			.after_sort = page->after_sort ? page->after_sort : "", .after_no = page->after_no, .limit = page->limit }, &rows, &n, (size_t)page->limit));
		*ret = arena_array(&cx->mem, struct intake_row, n + 1);
		for (size_t i = 0; i < n; i++)
			(*ret)[i] = ROW_OF(cx, &g, rows[i]);
	}
	*ret_n = n;
	return name_rows(cx, *ret, n);
}

/* ---- a person's answer ---- */

static enum err read_reply(struct ctx *cx, const struct intake_reply *in, const struct goods *g, struct draft *d)
{
	const struct intake_want *wants = in->wants.at;

	d->n_wants = 0;
	for (size_t i = 0; i < in->wants.n && i < INTAKE_WANTS_MAX; i++) {
		if (!goods_line(g, wants[i].line_no))
			return fail(cx, ERR_BAD_INPUT, "wants", "团购“%s”没有第 %lld 项商品", "the offer \"%s\" has no line %lld", g->offer.name, (long long)wants[i].line_no);
		draft_want(d, wants[i].line_no, wants[i].qty);
	}
	return ERR_OK;
}

/* The order the household has from lists of this offer; 0 when it has none that stands. */
static enum err standing_order(struct ctx *cx, int64_t offer_id, int64_t household_id, struct order_view *ret_order, int64_t *ret_doc_id)
{
	struct intake_order_one_row row;
	enum err e = intake_order_one(cx, (struct intake_order_one_in){ .district_id = cx->district_id, .offer_id = offer_id, .household_id = household_id }, &row);

	*ret_doc_id = 0;
	if (e == ERR_NOT_FOUND) {
		cx->fault = (struct fault){ .code = ERR_OK };
		return ERR_OK;
	}
	TRY(e);
	TRY(order_get(cx, row.doc_id, ret_order));
	if (!text_equal(ret_order->doc.state, "void"))
		*ret_doc_id = row.doc_id;
	return ERR_OK;
}

static enum err decide(struct ctx *cx, const struct intake_batch *b, const struct goods *g, const struct intake_reply *in, struct draft *d)
{
	struct household h;
	struct order_view have;

	d->row.problem = PROBLEM_NONE;
	d->row.state = INTAKE_IGNORED;
	d->row.zh = "已去掉";
	d->row.en = "left out";
	d->n_answers = 0;
	if (in->act == ACT_DROP) {
		d->row.household_id = 0;
		d->n_wants = 0;
		return ERR_OK;
	}
	TRY(household_need(cx, PERM_ORDER_EDIT, in->household_id ? in->household_id : d->row.household_id, &h));
	if (h.merged_into && h.merged_into == d->row.household_id)      /* the answer was written before the two became one */
		TRY(household_get(cx, h.merged_into, &h));
	TRY(read_reply(cx, in, g, d));
	d->row.household_id = h.household_id;
	d->row.door = h.door;
	d->row.sort = arena_print(&cx->mem, "%020lld", (long long)h.sort);
	TRY(standing_order(cx, b->offer_id, h.household_id, &have, &d->row.doc_id));
	d->row.zh = d->row.en = "";
	d->row.state = !d->n_wants ? (d->row.doc_id ? INTAKE_CANCEL : INTAKE_SAME) : d->row.doc_id ? INTAKE_CHANGE : INTAKE_READY;
	if (d->n_wants)
		TRY(judge_order(cx, b, g, NULL, d, d->row.doc_id));
	return ERR_OK;
}

enum err intake_answer(struct ctx *cx, const struct intake_reply *in, struct intake_row *ret)
{
	struct making m = { .cx = cx };
	struct draft *d = arena_new(&cx->mem, sizeof *d);
	struct intake_row_one_row row;
	struct intake_batch b;
	enum err e;

	TRY(need_batch(cx, PERM_ORDER_EDIT, in->batch_id, &b));
	TRY(goods_open(cx, b.offer_id, 0, &m.goods));
	e = intake_row_one(cx, (struct intake_row_one_in){ .district_id = cx->district_id, .batch_id = in->batch_id, .row_no = in->row_no }, &row);
	if (e == ERR_NOT_FOUND)
		return fail(cx, ERR_NOT_FOUND, "row_no", "这份接龙没有第 %lld 条", "this list has no row %lld", (long long)in->row_no);
	TRY(e);
	if (row.state == INTAKE_DONE)
		return fail(cx, ERR_BAD_STATE, "row_no", "第 %lld 行已经办好，要改请改订单", "line %lld is done already; change the order itself", (long long)row.line_no);
	if (in->act != ACT_SET && in->act != ACT_DROP)
		return fail(cx, ERR_BAD_INPUT, "act", "请先选好住户和商品，再确定（%lld）", "choose household and goods first (%lld)", (long long)in->act);
	d->mem = &cx->mem;
	d->row = (struct intake_row){ .row_no = row.row_no, .line_no = row.line_no, .household_id = row.household_id, .door = row.door, .sort = row.sort };
	TRY(decide(cx, &b, &m.goods, in, d));
	if (d->row.household_id && d->row.state != INTAKE_PROBLEM && d->row.state != INTAKE_IGNORED)
		TRY(intake_row_replaced(cx, (struct intake_row_replaced_in){ .district_id = cx->district_id, .batch_id = in->batch_id,
			.household_id = d->row.household_id, .row_no = in->row_no, .line_no = row.line_no }));
	TRY(intake_row_set(cx, (struct intake_row_set_in){ .district_id = cx->district_id, .batch_id = in->batch_id, .row_no = in->row_no, .of_line = 0,
		.state = d->row.state, .problem = d->row.problem, .household_id = d->row.household_id, .doc_id = d->row.doc_id, .door = d->row.door,
		.sort = d->row.state == INTAKE_PROBLEM ? row.sort : d->row.sort, .wants = wants_text(&cx->mem, d->wants, d->n_wants), .qty = pieces(d),
		.answers = answers_text(&m, d), .zh = d->row.zh, .en = d->row.en, .answered_ms = cx->now_ms, .answered_by = cx->actor->account_id }));
	TRY(intake_batch_touch(cx, (struct intake_batch_touch_in){ .district_id = cx->district_id, .batch_id = in->batch_id }));
	TRY(intake_row_one(cx, (struct intake_row_one_in){ .district_id = cx->district_id, .batch_id = in->batch_id, .row_no = in->row_no }, &row));
	*ret = ROW_OF(cx, &m.goods, row);
	return name_rows(cx, ret, 1);
}

/* ---- texts as they came ---- */

enum err intake_text(struct ctx *cx, int64_t batch_id, const char **ret)
{
	struct intake_batch_raw_row row;
	struct intake_batch b;

	TRY(need_batch(cx, PERM_HOUSEHOLD_REVEAL, batch_id, &b));
	if (b.erased_ms)
		return fail(cx, ERR_BAD_STATE, "batch_id", "原文已删除，只留下各行的结果", "the text was erased; only what became of its lines is kept");
	TRY(intake_batch_raw(cx, (struct intake_batch_raw_in){ .district_id = cx->district_id, .batch_id = batch_id }, &row));
	*ret = row.raw;
	return ERR_OK;
}

enum err intake_forget(struct ctx *cx, int64_t batch_id)
{
	struct intake_batch b;

	TRY(need_batch(cx, PERM_ORDER_EDIT, batch_id, &b));
	if (b.erased_ms)
		return ERR_OK;
	return intake_batch_forget(cx, (struct intake_batch_forget_in){ .district_id = cx->district_id, .batch_id = batch_id, .erased_ms = cx->now_ms });
}
