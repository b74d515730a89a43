/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_OVERVIEW_COVER_H
#define CAPS_OVERVIEW_COVER_H
#include "caps/item/item.h"
#include "caps/overview/overview.h"
#include "caps/place/place.h"
#include "caps/plan/plan_active.h"
#include "caps/report/report.h"

/* Inside overview: days of cover while they are reckoned.  Column 0 of every
 * array is the district itself (its own warehouses), 1.. are the areas. */
struct cover_item {
	const struct item       *item;
	const struct plan_class *class;
	struct reserve_pace       pace;
	int64_t                 *free, *depot, *held, *out;
};
struct cover_line { const struct plan_class *class; const struct plan_norm *norm; };    /* norm NULL: no line is drawn */
struct cover {
	struct ctx          *cx;
	const struct plan   *plans;
	struct place         root;
	bool                 whole;                /* the reader sees the whole district's stock */
	struct overview_area areas[OVERVIEW_AREAS_MAX];
	const char          *paths[OVERVIEW_AREAS_MAX];
	struct overview_map_label { int64_t has_point, lon_e7, lat_e7; } labels[OVERVIEW_AREAS_MAX];
	size_t               n_areas;
	int64_t              population;           /* of the district */
	struct cover_item   *items;  size_t n_items;
	struct cover_line   *lines;  size_t n_lines, room;
};

/* Areas the reader sees wholly, and the population of all. */
must_check enum err cover_areas(struct ctx *cx, struct cover *c);
must_check enum err cover_load(struct ctx *cx, struct cover *c);

/* All figures of one line in one column; a thousandth of a day, -1 unknown. */
struct cover_figures { int64_t norm, flow, own_norm, own_flow, qty; enum overview_why why; };
struct cover_figures cover_reckon(const struct cover *c, const struct cover_line *line, size_t column);
struct overview_cell cover_cell(const struct cover *c, const struct cover_line *line, size_t column);

/* Of the line: days, or a quantity, or none. */
int64_t cover_line_days(const struct cover_line *line);
int64_t cover_line_qty(const struct cover_line *line);
bool cover_holds(const struct cover_line *line, const struct cover_item *item);
struct overview_row cover_row(const struct cover *c, const struct cover_line *line);

/* The department that answers for a class, or NULL. */
const struct plan_role *cover_owner(const struct cover *c, const struct plan_class *class);

/* Everything that is wrong, with the cover already reckoned; overview_get() keeps the first few. */
must_check enum err alerts_load(struct ctx *cx, const struct cover *c, const struct overview_class *classes, size_t n_classes,
				struct overview_alerts *ret);
must_check enum err overview_load_classes(struct ctx *cx, const struct plan *plans, struct list *ret);

/* Whether a permission covers the whole district, and whether the actor holds it anywhere. */
bool overview_covers(struct ctx *cx, enum perm perm);
bool overview_holds(const struct ctx *cx, enum perm perm);
#endif
