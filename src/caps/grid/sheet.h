/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_GRID_SHEET_H
#define CAPS_GRID_SHEET_H
#include "base/shape.h"
#include "caps/grid/grid.h"

/* The roster of a place as a file, in the columns an import takes. */
enum household_sheet_format { HOUSEHOLD_CSV, HOUSEHOLD_CSV_GB18030, HOUSEHOLD_XLSX };
extern const char *const household_sheet_words[];        /* "csv", "csv_gb18030", "xlsx", NULL */
struct household_sheet { struct bytes body; const char *type, *name; };

/* Masked: GRID_READ.  Full: HOUSEHOLD_REVEAL on the place, a reason, an audit entry. */
must_check enum err household_sheet(struct ctx *cx, int64_t under_id, bool full, const char *reason, int64_t format,
				    struct household_sheet *ret);
#endif
