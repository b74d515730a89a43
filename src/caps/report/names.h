/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_REPORT_NAMES_H
#define CAPS_REPORT_NAMES_H
#include "base/map.h"
#include "caps/item/item.h"
#include "caps/place/place.h"
#include "caps/report/report.h"
#include "file/report_pdf.h"

/* Inside report: places and items by number, read once for a report; and a
 * sheet as a file of any format. */
struct number_at { int64_t id; size_t at; };
struct names {
	struct place     *places; size_t n_places; struct number_at *place_at;      /* by number */
	struct item      *items;  size_t n_items;  struct number_at *item_at;
};
must_check enum err names_load(struct ctx *cx, struct names *ret);
const struct place *names_place(const struct names *n, int64_t place_id);     /* NULL: not seen */
const struct item  *names_item(const struct names *n, int64_t item_id);
const char *names_spec(struct arena *mem, const struct item *item);           /* "40 瓶/箱" */

const char *show_i64(struct arena *mem, int64_t value);
const char *show_day(struct arena *mem, int64_t day);                         /* 0: "" */

struct report_page {
	const char         *name;              /* of the file, without ending */
	const struct sheet *sheets; size_t n_sheets;
	const char *const  *signatures; size_t n_signatures;
	const char         *qr;
	bool                landscape;
};
/* CSV takes the first sheet. */
must_check enum err report_write(struct ctx *cx, const struct report_page *page, int64_t format, struct report_file *ret);

/* split.c: by place and item ("place_id/item_id"), how goods came and went. */
struct split_ways { int64_t qty[WAYS]; };
struct split { struct map at; struct split_ways *ways; size_t n, room; bool told; };
must_check enum err split_days(struct ctx *cx, int64_t from_day, int64_t to_day, struct split *ret);

/* Cells of a sheet row by row. */
struct cells { struct arena *mem; const char **at; size_t n, room; };
void cells_add(struct cells *c, const char *text);
#endif
