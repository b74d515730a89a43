/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PACKING_INTERNAL_H
#define CAPS_PACKING_INTERNAL_H
#include "caps/catalog/catalog.h"
#include "caps/packing/packing.h"

/* Orders for paper, in the order stairs are walked; of this folder only. */
struct paper_line { int64_t doc_id, line_no, item_id, qty; const char *zh, *unit; };
struct paper_order {
	int64_t     doc_id, household_id, building_id, grid_id, station_id, pay, own_fen, total_fen;
	bool        special, packed;
	const char *state, *pickup_no, *door, *building, *grid, *station, *path, *remark;
	struct paper_line *lines;  size_t n_lines;
};
struct paper { struct offer offer; struct paper_order *orders;  size_t n; };
/* ORDER_READ on the shop, or on the place the filter names. */
must_check enum err paper_of(struct ctx *cx, const struct paper_filter *filter, struct paper *ret);
/* "蔬菜包 1 份、鸡蛋 2 盒" */
const char *paper_contents(struct ctx *cx, const struct paper_order *order);
#endif
