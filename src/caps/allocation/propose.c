/* SPDX-License-Identifier: Apache-2.0 */
/* From open requests and free stock to the engine's problem, and from its answer
 * to a draft whose every line says why. */
#include "caps/allocation/allocation.h"
#include "caps/allocation/thaw.h"
#include "allocation.sql.h"
#include "base/civil.h"
#include "base/sha256.h"
#include "base/text.h"
#include "caps/item/item.h"
#include "caps/request/request.h"
#include "engine/allocation.h"
#include <assert.h>
#include <string.h>

struct proposal {
	struct request_open_line     *need;   size_t n_need;
	struct allocation_stock_row  *stock;  size_t n_stock;
	const struct allocation_places_row *place;  const struct allocation_place *places;  size_t n_place;
	struct item                  *item;   size_t n_item, item_room;
	struct allocation_problem     problem;
	struct allocation_result      result;
	const char                   *input, *answer;
};

static int32_t place_at(const struct proposal *p, int64_t place_id)
{
	return allocation_map_at(p->place, p->n_place, place_id);
}

static enum err item_at(struct ctx *cx, struct proposal *p, int64_t item_id, int32_t *ret)
{
	for (size_t i = p->n_item; i-- > 0; )
		if (p->item[i].item_id == item_id) {
			*ret = (int32_t)i;
			return ERR_OK;
		}
	arena_push(&cx->mem, p->item, p->n_item, p->item_room) = (struct item){ 0 };
	*ret = (int32_t)p->n_item - 1;
	return item_get(cx, item_id, &p->item[*ret]);
}

static bool is_picked(const struct list *picks, int64_t id)
{
	const struct allocation_pick *pick = picks->at;

	for (size_t i = 0; i < picks->n; i++)
		if (pick[i].id == id)
			return true;
	return picks->n == 0;
}

static void pick(const struct allocation_ask *ask, struct proposal *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n_need; i++)
		if (is_picked(&ask->requests, p->need[i].doc_id) && is_picked(&ask->items, p->need[i].item_id))
			p->need[n++] = p->need[i];
	p->n_need = n;
}

static enum err load(struct ctx *cx, const struct allocation_ask *ask, struct proposal *p)
{
	TRY(request_needs(cx, &p->need, &p->n_need));
	pick(ask, p);
	if (!p->n_need)
		return fail(cx, ERR_BAD_STATE, "", "没有审核通过、尚待满足的需求，今天无需分配", "no vetted request is waiting; there is nothing to allocate");
	TRY(allocation_stock(cx, (struct allocation_stock_in){ .district_id = cx->district_id, .limit = ALLOCATION_STOCK_MAX }, &p->stock,
			     &p->n_stock, ALLOCATION_STOCK_MAX));
	if (!p->n_stock)
		return fail(cx, ERR_SHORT_STOCK, "", "所需物资在各仓库都没有可用库存，请先采购或调入", "no warehouse has free stock of anything that is asked for; buy or bring in first");
	return allocation_map(cx, &p->place, &p->places, &p->n_place);
}

static enum err build_lines(struct ctx *cx, struct proposal *p)
{
	struct allocation_line *line = arena_array(&cx->mem, struct allocation_line, p->n_need + 1);

	for (size_t i = 0; i < p->n_need; i++) {
		const struct request_open_line *n = &p->need[i];
		int64_t before = n->received_before + n->allotted;
		int32_t item;

		TRY(item_at(cx, p, n->item_id, &item));
		line[i] = (struct allocation_line){ .request = n->number, .unit = place_at(p, n->unit_id), .place = place_at(p, n->to_place_id),
			.item = item, .priority = (int32_t)n->priority, .qty = n->own_stock + before + n->need,
			.own_stock = n->own_stock, .received_before = before };
	}
	p->problem.lines = line;
	p->problem.n_lines = p->n_need;
	return ERR_OK;
}

static enum err build_rows(struct ctx *cx, struct proposal *p)
{
	struct allocation_row *row = arena_array(&cx->mem, struct allocation_row, p->n_stock + 1);

	for (size_t i = 0; i < p->n_stock; i++) {
		const struct allocation_stock_row *s = &p->stock[i];
		int32_t item;

		TRY(item_at(cx, p, s->item_id, &item));
		row[i] = (struct allocation_row){ .place = place_at(p, s->place_id), .item = item, .owner = place_at(p, s->owner_id),
			.restricted_to = s->restricted_to ? place_at(p, s->restricted_to) : ALLOCATION_NOBODY,
			.lot = arena_print(&cx->mem, "%020lld/%lld", (long long)s->lot_id, (long long)s->fund_id),
			.expiry_day = s->expiry_day ? s->expiry_day : ALLOCATION_NO_EXPIRY, .qty = s->qty };
	}
	p->problem.rows = row;
	p->problem.n_rows = p->n_stock;
	return ERR_OK;
}

static void build_rest(struct ctx *cx, struct proposal *p)
{
	struct allocation_item *item = arena_array(&cx->mem, struct allocation_item, p->n_item + 1);

	for (size_t i = 0; i < p->n_item; i++)
		item[i].pack = p->item[i].pack;
	p->problem.places = p->places;
	p->problem.n_places = p->n_place;
	p->problem.items = item;
	p->problem.n_items = p->n_item;
}

/* Canonical JSON of what was asked: same facts, same bytes, whoever computes them. */
static const char *write_input(struct ctx *cx, const struct proposal *p)
{
	const struct allocation_problem *in = &p->problem;
	struct buf b = BUF(&cx->mem);

	buf_print(&b, "{\"day\":%lld,\"lines\":[", (long long)in->day);
	for (size_t i = 0; i < p->n_need; i++) {
		const struct request_open_line *n = &p->need[i];

		buf_print(&b, "%s[\"%s\",%lld,%lld,%lld,%lld,%lld,%lld,%lld,%lld]", i ? "," : "", n->number, (long long)n->line_no,
			  (long long)n->item_id, (long long)n->unit_id, (long long)n->to_place_id, (long long)n->priority,
			  (long long)in->lines[i].qty, (long long)n->own_stock, (long long)in->lines[i].received_before);
	}
	buf_text(&b, "],\"stock\":[");
	for (size_t i = 0; i < p->n_stock; i++) {
		const struct allocation_stock_row *s = &p->stock[i];

		buf_print(&b, "%s[%lld,%lld,%lld,%lld,%lld,%lld,%lld,%lld]", i ? "," : "", (long long)s->place_id, (long long)s->item_id,
			  (long long)s->lot_id, (long long)s->expiry_day, (long long)s->owner_id, (long long)s->fund_id,
			  (long long)s->restricted_to, (long long)s->qty);
	}
	buf_text(&b, "],\"packs\":[");
	for (size_t i = 0; i < p->n_item; i++)
		buf_print(&b, "%s[%lld,%lld]", i ? "," : "", (long long)p->item[i].item_id, (long long)p->item[i].pack);
	buf_text(&b, "]}");
	return buf_get(&b);
}

static const char *write_answer(struct ctx *cx, const struct proposal *p)
{
	struct buf b = BUF(&cx->mem);

	buf_text(&b, "{\"legs\":[");
	for (size_t i = 0; i < p->result.n_legs; i++) {
		const struct allocation_leg *l = &p->result.legs[i];

		buf_print(&b, "%s[%d,%d,%d,%lld,%lld]", i ? "," : "", l->line, l->row, (int)l->source, (long long)l->qty, (long long)l->metres);
	}
	buf_text(&b, "],\"reasons\":[");
	for (size_t i = 0; i < p->n_need; i++)
		buf_print(&b, "%s[%lld,\"%s\"]", i ? "," : "", (long long)p->result.grants[i].allocated,
			  allocation_reason_slug(p->result.grants[i].reason));
	buf_text(&b, "]}");
	return buf_get(&b);
}

static enum err draft_of(struct ctx *cx, const struct proposal *p, struct doc *draft)
{
	const size_t n = p->result.n_legs;

	if (n > DOC_LINES_MAX)
		return fail(cx, ERR_TOO_LARGE, "", "方案有 %zu 行，超过一张单据的 %d 行，请先办结一部分需求",
			    "the proposal has %zu lines, more than the %d of one document; settle some requests first", n, DOC_LINES_MAX);
	*draft = (struct doc){ .kind = "allocation", .n_lines = n, .lines = arena_array(&cx->mem, struct doc_line, n + 1) };
	for (size_t i = 0; i < n; i++) {
		const struct allocation_stock_row *s = &p->stock[p->result.legs[i].row];

		draft->lines[i] = (struct doc_line){ .item_id = s->item_id, .lot_id = s->lot_id, .place_id = s->place_id,
			.owner_id = s->owner_id, .fund_id = s->fund_id, .counter = { [ASKED] = p->result.legs[i].qty } };
	}
	return ERR_OK;
}

static enum err keep_lines(struct ctx *cx, const struct proposal *p, int64_t doc_id)
{
	for (size_t i = 0; i < p->result.n_legs; i++) {
		const struct allocation_leg *l = &p->result.legs[i];
		const struct request_open_line *n = &p->need[l->line];

		TRY(allocation_put_line(cx, (struct allocation_put_line_in){ .district_id = cx->district_id, .doc_id = doc_id,
			.line_no = (int64_t)i + 1, .request_id = n->doc_id, .request_line_no = n->line_no, .unit_id = n->unit_id,
			.to_place_id = n->to_place_id, .source = l->source, .metres = l->metres, .proposed = l->qty, .reason = "" }));
	}
	for (size_t i = 0; i < p->n_need; i++) {
		const struct request_open_line *n = &p->need[i];
		const struct allocation_grant *g = &p->result.grants[i];
		struct allocation_words words = allocation_explain(&cx->mem, &p->problem, &p->result, i, p->item[p->problem.lines[i].item].unit);

		TRY(allocation_put_want(cx, (struct allocation_put_want_in){ .district_id = cx->district_id, .doc_id = doc_id,
			.request_id = n->doc_id, .request_line_no = n->line_no, .item_id = n->item_id, .unit_id = n->unit_id,
			.to_place_id = n->to_place_id, .priority = n->priority, .have = n->own_stock + n->received_before + n->allotted,
			.need = n->need, .proposed = g->allocated, .reason = allocation_reason_slug(g->reason), .zh = words.zh, .en = words.en }));
	}
	return ERR_OK;
}

enum err allocation_propose(struct ctx *cx, const struct allocation_ask *ask, int64_t *ret_doc_id)
{
	struct proposal p = { .problem.day = ask->day ? ask->day : civil_day_of(cx->now_ms) };
	char input_hash[SHA256_HEX], result_hash[SHA256_HEX];
	struct hash h;
	struct doc draft;

	if (p.problem.day < civil_day_of(cx->now_ms))
		return fail(cx, ERR_BAD_INPUT, "day", "不能为过去的日子拟方案", "a day that has passed cannot be allocated for");
	TRY(load(cx, ask, &p));
	TRY(build_lines(cx, &p));
	TRY(build_rows(cx, &p));
	build_rest(cx, &p);
	TRY(allocation_run(cx, &p.problem, 1, &p.result));
	p.input = write_input(cx, &p);
	p.answer = write_answer(cx, &p);
	TRY(draft_of(cx, &p, &draft));
	TRY(document_open(cx, &draft, ret_doc_id));
	h = sha256(p.input, strlen(p.input));
	hash_write(&h, input_hash);
	h = sha256(p.answer, strlen(p.answer));
	hash_write(&h, result_hash);
	TRY(allocation_put(cx, (struct allocation_put_in){ .district_id = cx->district_id, .doc_id = *ret_doc_id, .day = p.problem.day,
		.meeting_ms = 0, .input_hash = input_hash, .result_hash = result_hash }));
	TRY(allocation_freeze(cx, (struct allocation_freeze_in){ .district_id = cx->district_id, .doc_id = *ret_doc_id, .input = p.input,
		.result = p.answer }));
	return keep_lines(cx, &p, *ret_doc_id);
}
