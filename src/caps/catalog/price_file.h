/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_CATALOG_PRICE_FILE_H
#define CAPS_CATALOG_PRICE_FILE_H
#include "base/shape.h"
#include "caps/catalog/catalog.h"

/* A shop's price list from a file: .xlsx or CSV in any encoding file/table.h
 * reads.  Columns are found by their headings (编码, 条码, 品名, 类别, 单位, 保供价,
 * 门店价, 计价数量); others are ignored.  A row is known by its code, else by its
 * barcode; goods nobody knows yet are made when name, class and unit are there.
 * A column for a delivery charge is looked at only to refuse it (D10.2).
 *
 * A preview says of every row what would become of it and writes nothing; an
 * import is one command: all rows, or with keep_good the good ones. */
enum price_verdict { PRICE_NEW_GOODS, PRICE_NEW, PRICE_CHANGES, PRICE_SAME, PRICE_BAD, PRICE_VERDICTS };
extern const char *const price_verdict_words[];
enum { PRICE_FILE_BYTES_MAX = 5 << 20 };

struct price_row {
	int64_t     row, verdict, item_id, price_fen, price_units, shop_price_fen, old_fen;      /* row as the spreadsheet numbers it */
	const char *code, *barcode, *name, *category, *unit;
	const char *zh, *en, *column;                /* what is wrong and where; NULL when nothing is */
};
struct price_report { int64_t rows, good, bad, written; const char *encoding; struct list items; };     /* struct price_row */
must_check enum err price_file_preview(struct ctx *cx, int64_t shop_id, const char *name, struct bytes file, struct price_report *ret);
must_check enum err price_file_import(struct ctx *cx, int64_t shop_id, const char *name, struct bytes file, bool keep_good, struct price_report *ret);
/* The price list in the columns an import takes. */
must_check enum err price_file_export(struct ctx *cx, int64_t shop_id, struct bytes *ret);
#endif
