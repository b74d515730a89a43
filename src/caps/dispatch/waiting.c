/* SPDX-License-Identifier: Apache-2.0 */
/* What has been approved and not been ordered yet. */
#include "caps/dispatch/dispatch.h"
#include "base/text.h"
#include "caps/item/item.h"
#include "caps/place/place.h"
#include "dispatch.sql.h"

enum err dispatch_waiting_list(struct ctx *cx, int64_t before_id, size_t limit, struct dispatch_waiting **ret, size_t *ret_n)
{
	struct dispatch_waiting_row *rows;

	TRY(ctx_need(cx, PERM_DISPATCH_ORDER, ctx_root(cx)));
	TRY(dispatch_waiting(cx, (struct dispatch_waiting_in){ .district_id = cx->district_id, .before_id = before_id, .limit = (int64_t)limit },
		&rows, ret_n, limit));
	*ret = arena_array(&cx->mem, struct dispatch_waiting, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = (struct dispatch_waiting){ rows[i].doc_id, rows[i].created_ms, rows[i].orders, rows[i].n_lines,
			rows[i].number ? rows[i].number : "" };
	return ERR_OK;
}

/* Rows come ordered by place and addressee, so the name before is mostly the name again. */
static enum err name_place(struct ctx *cx, int64_t place_id, int64_t before_id, const char *before, const char **ret)
{
	struct place place;

	*ret = before;
	if (place_id == before_id)
		return ERR_OK;
	TRY(place_get(cx, place_id, &place));
	*ret = place.name;
	return ERR_OK;
}

static enum err fill(struct ctx *cx, const struct dispatch_allotted_row *r, const struct dispatch_left *before, struct dispatch_left *to)
{
	static const struct dispatch_left none;
	struct item item;

	if (!before)
		before = &none;
	*to = (struct dispatch_left){ .allocation_line_no = r->line_no, .item_id = r->item_id, .place_id = r->place_id, .unit_id = r->unit_id,
		.to_place_id = r->to_place_id, .request_id = r->request_id, .approved = r->approved, .ordered = r->committed,
		.left = r->approved > r->committed ? r->approved - r->committed : 0 };
	TRY(item_get(cx, r->item_id, &item));
	to->item = item.zh;
	to->unit = item.unit;
	to->pack = item.pack;
	to->pack_unit = item.pack_unit;
	TRY(name_place(cx, r->place_id, before->place_id, before->place, &to->place));
	TRY(name_place(cx, r->to_place_id, before->to_place_id, before->to_place, &to->to_place));
	if (r->unit_id == r->to_place_id) {
		to->taker = to->to_place;
		return ERR_OK;
	}
	return name_place(cx, r->unit_id, before->unit_id, before->taker, &to->taker);
}

enum err dispatch_left_of(struct ctx *cx, int64_t allocation_id, struct dispatch_left **ret, size_t *ret_n)
{
	struct dispatch_allotted_row *rows;
	struct doc doc;
	size_t n;

	TRY(ctx_need(cx, PERM_DISPATCH_ORDER, ctx_root(cx)));
	TRY(document_get(cx, allocation_id, &doc));
	if (!text_equal(doc.kind, "allocation"))
		return fail(cx, ERR_NOT_FOUND, "allocation_id", "%lld 不是分配方案", "%lld is no allocation", (long long)allocation_id);
	TRY(dispatch_allotted(cx, (struct dispatch_allotted_in){ .district_id = cx->district_id, .doc_id = allocation_id, .limit = DOC_LINES_MAX },
		&rows, &n, DOC_LINES_MAX));
	*ret = arena_array(&cx->mem, struct dispatch_left, n + 1);
	*ret_n = n;
	for (size_t i = 0; i < n; i++)
		TRY(fill(cx, &rows[i], i ? &(*ret)[i - 1] : NULL, &(*ret)[i]));
	return ERR_OK;
}
