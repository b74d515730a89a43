/* SPDX-License-Identifier: Apache-2.0 */
/* Packaging and waste that a unit gives back. */
#include "caps/scrap/scrap_work.h"
#include "base/text.h"
#include "caps/item/item.h"
#include "caps/ledger/ledger.h"
#include "caps/ledger/ledger_read.h"
#include "caps/place/place.h"
#include "scrap.sql.h"

static enum err keep_links(struct ctx *cx, const struct recovery_draft *in, int64_t doc_id)
{
	for (size_t i = 0; i < in->n_goods; i++) {
		struct ledger_lot lot;

		if (!in->goods[i].of_lot_id)
			continue;
		TRY(ledger_lot_get(cx, in->goods[i].of_lot_id, &lot));
		TRY(recovery_put(cx, (struct recovery_put_in){ cx->district_id, doc_id, (int64_t)i + 1, lot.item_id, lot.lot_id }));
	}
	return ERR_OK;
}

enum err recovery_open(struct ctx *cx, const struct recovery_draft *in, int64_t *ret_doc_id)
{
	struct doc doc = { .kind = "recovery", .giver_id = in->unit_id, .from_place_id = in->unit_id, .taker_id = in->to_place_id, .to_place_id = in->to_place_id,
		.lines = arena_array(&cx->mem, struct doc_line, in->n_goods + 1), .n_lines = in->n_goods };
	struct place unit, root;

	TRY(place_get(cx, in->unit_id, &unit));
	if (unit.kind != PLACE_UNIT)
		return fail(cx, ERR_BAD_INPUT, "unit_id", "“%s”不是使用单位", "\"%s\" is no using unit", unit.name);
	if (in->n_goods > SCRAP_LINES_MAX)
		return fail(cx, ERR_TOO_LARGE, "goods", "一张单最多 %d 行，现有 %zu 行，请分单", "at most %d rows, not %zu; split it", SCRAP_LINES_MAX, in->n_goods);
	TRY(place_root(cx, &root));
	doc.owner_id = root.place_id;
	for (size_t i = 0; i < in->n_goods; i++)
		doc.lines[i] = (struct doc_line){ .item_id = in->goods[i].item_id, .counter = { [ASKED] = in->goods[i].qty } };
	TRY(document_open(cx, &doc, ret_doc_id));
	return keep_links(cx, in, *ret_doc_id);
}

enum err recovery_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes)
{
	struct recovery_lines_row *rows;
	size_t n;

	TRY(recovery_lines(cx, (struct recovery_lines_in){ cx->district_id, w->doc.doc_id, SCRAP_LINES_MAX }, &rows, &n, SCRAP_LINES_MAX));
	for (size_t i = 0; i < n; i++)
		buf_print(bytes, "%lld %lld %lld ", (long long)rows[i].line_no, (long long)rows[i].of_item_id, (long long)rows[i].of_lot_id);
	return ERR_OK;
}

/* So many whole packs, a broken one counting as one. */
static int64_t packs(int64_t qty, int64_t pack)
{
	return pack > 1 ? (qty + pack - 1) / pack : qty;
}

/* Not more packages of a lot come back from a unit than the goods it used up were packed in. */
enum err recovery_guard_of(struct ctx *cx, const struct doc_work *w)
{
	struct recovery_lines_row *rows;
	size_t n;

	TRY(recovery_lines(cx, (struct recovery_lines_in){ cx->district_id, w->doc.doc_id, SCRAP_LINES_MAX }, &rows, &n, SCRAP_LINES_MAX));
	for (size_t i = 0; i < n; i++) {
		struct recovery_before_row before;
		struct recovery_used_row used;
		struct item item;
		int64_t here = 0, most;

		TRY(item_get(cx, rows[i].of_item_id, &item));
		TRY(recovery_used(cx, (struct recovery_used_in){ cx->district_id, w->doc.giver_id, rows[i].of_lot_id }, &used));
		TRY(recovery_before(cx, (struct recovery_before_in){ cx->district_id, w->doc.giver_id, rows[i].of_lot_id, w->doc.doc_id }, &before));
		for (size_t k = 0; k < n; k++)
			here += rows[k].of_lot_id == rows[i].of_lot_id ? w->doc.lines[rows[k].line_no - 1].counter[ASKED] : 0;
		most = packs(used.qty, item.pack) - before.qty;
		if (here > most)
			return fail(cx, ERR_BLOCKED, arena_print(&cx->mem, "lines[%lld].qty", (long long)rows[i].line_no - 1),
				    "该单位用掉的这批“%s”还应有 %lld 个包装，不能交回 %lld 个", "the \"%s\" of this lot the unit used up leaves %lld packages, not %lld", item.zh,
				    (long long)(most < 0 ? 0 : most), (long long)here);
	}
	return ERR_OK;
}

enum err recovery_lots(struct ctx *cx, int64_t unit_id, struct recovery_lot **ret, size_t *ret_n)
{
	struct recovery_lots_used_row *rows;
	size_t n;

	TRY(recovery_lots_used(cx, (struct recovery_lots_used_in){ cx->district_id, unit_id, cx->actor->account_id, PERM_SCRAP_EDIT, cx->now_ms, SCRAP_LIST_MAX },
			       &rows, &n, SCRAP_LIST_MAX));
	*ret = arena_array(&cx->mem, struct recovery_lot, n + 1);
	*ret_n = 0;
	for (size_t i = 0; i < n; i++) {
		const int64_t left = packs(rows[i].used, rows[i].pack) - rows[i].before;

		if (left > 0)
			(*ret)[(*ret_n)++] = (struct recovery_lot){ rows[i].lot_id, rows[i].item_id, left, rows[i].item, rows[i].batch };
	}
	return ERR_OK;
}

enum err recovery_packagings(struct ctx *cx, int64_t lot_id, struct recovery_source *ret_of, struct recovery_packaging **ret, size_t *ret_n)
{
	struct recovery_of_lot_row *rows;
	struct recovery_source_row *of;
	struct ledger_lot lot;
	struct place root;
	size_t n;

	TRY(place_root(cx, &root));
	TRY(ctx_need(cx, PERM_LEDGER_READ, root.path));
	TRY(ledger_lot_get(cx, lot_id, &lot));
	TRY(recovery_source(cx, (struct recovery_source_in){ cx->district_id, lot_id, 1 }, &of, &n, 1));
	*ret_of = n ? (struct recovery_source){ of->of_lot_id, of->of_item, of->of_batch } : (struct recovery_source){ .lot_id = 0 };
	TRY(recovery_of_lot(cx, (struct recovery_of_lot_in){ cx->district_id, lot_id, SCRAP_LIST_MAX }, &rows, ret_n, SCRAP_LIST_MAX));
	*ret = arena_array(&cx->mem, struct recovery_packaging, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = (struct recovery_packaging){ rows[i].lot_id, rows[i].doc_id, rows[i].qty, rows[i].destroyed, rows[i].number, rows[i].item,
			rows[i].item_unit, rows[i].unit };
	return ERR_OK;
}
