/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/demo/demo_work.h"
#include "base/civil.h"
#include "caps/document/document.h"
#include <string.h>

/* Fresh food comes in every day, last today: so that goods of short life are
 * there, and the day has receipts.  Its own chance: what was drawn before stays
 * as it was. */
enum { LINES_MAX = 32, BATCH_TENTHS = 10 };

/* For how many days, by the item's norm, the central depots get it. */
static const struct { const char *code; int64_t days; } coming[] = {
	{ "SH006", 1 }, { "SH008", 1 }, { "SH010", 1 }, { "SH011", 1 }, { "SH014", 1 }, { "SH015", 1 },
};

static const struct item *item_of(const struct demo_work *w, const char *code)
{
	for (size_t i = 0; i < w->n_items; i++)
		if (strcmp(w->items[i].code, code) == 0)
			return &w->items[i];
	return NULL;
}

/* In whole packs: central depots for everybody, others for their subdistrict, up to half as many days. */
static int64_t share_of(struct chance *chance, const struct demo_depot *depot, int64_t people, const struct item *item, size_t i)
{
	int64_t tenths = depot->central ? coming[i].days * BATCH_TENTHS : chance_between(chance, 0, coming[i].days * BATCH_TENTHS / 2);

	if (!(depot->storage & item->storage))
		return 0;
	return people * item->norm_qty * tenths / (item->norm_days * BATCH_TENTHS) / item->pack * item->pack;
}

static enum err take_in(struct ctx *cx, struct demo_work *w, const struct demo_depot *depot, const struct doc_line *lines, const struct doc_part *parts,
			size_t n)
{
	static const char *const verbs[] = { "announce", "take_in", "close" };
	struct doc_line own[LINES_MAX];
	struct doc_moved moved;
	int64_t doc_id;

	memcpy(own, lines, n * sizeof *own);
	TRY(document_open(cx, &(struct doc){ .kind = "receipt_supplier", .giver_id = w->suppliers[0], .to_place_id = depot->place_id,
		.owner_id = cx->district_id, .lines = own, .n_lines = n }, &doc_id));
	for (int v = 0; v < 3; v++) {
		demo_pass(cx, w, 1000);
		TRY(document_advance(cx, &(struct doc_move){ .doc_id = doc_id, .verb = verbs[v], .parts = v == 1 ? parts : NULL,
			.n_parts = v == 1 ? n : 0 }, &moved));
	}
	w->made.receipts++;
	return ERR_OK;
}

enum err demo_restock(struct ctx *cx, struct demo_work *w)
{
	struct chance chance = { (uint64_t)w->options.seed ^ UINT64_C(0x7e57) };
	int64_t today = civil_day_of(cx->now_ms);

	cx->actor = w->keeper;
	for (size_t d = 0; d < w->n_depots; d++) {
		struct doc_line lines[LINES_MAX] = { 0 };
		struct doc_part parts[LINES_MAX] = { 0 };
		struct place place, area;
		size_t n = 0;

		TRY(place_get(cx, w->depots[d].place_id, &place));
		TRY(place_get(cx, place.parent_id, &area));
		for (size_t i = 0; i < sizeof coming / sizeof *coming; i++) {
			const struct item *item = item_of(w, coming[i].code);
			int64_t qty = item ? share_of(&chance, &w->depots[d], area.population, item, i) : 0;

			if (!qty)
				continue;
			lines[n++] = (struct doc_line){ .item_id = item->item_id, .counter = { [ASKED] = qty } };
			parts[n - 1] = (struct doc_part){ .line_no = (int64_t)n, .qty = qty, .batch = arena_print(&cx->mem, "BH%zu-%02zu", d + 1, n),
				.expiry_day = item->shelf_life_days ? today + item->shelf_life_days : 0 };
		}
		if (n)
			TRY(take_in(cx, w, &w->depots[d], lines, parts, n));
	}
	return ERR_OK;
}
