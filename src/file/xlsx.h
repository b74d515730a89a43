/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FILE_XLSX_H
#define FILE_XLSX_H

/* What a workbook may cost us (reliability.md 4, "xlsx").  A file over a limit
 * is refused with a sentence before or while it is unpacked, never after. */
enum {
	XLSX_ENTRIES_MAX       = 1000,
	XLSX_INFLATED_MAX      = 200 << 20,     /* bytes, of all parts read together */
	XLSX_RATIO_MAX         = 200,           /* of one part, once it is over XLSX_RATIO_FREE; sheets of equal rows reach 100 */
	XLSX_RATIO_FREE        = 1 << 20,
	XLSX_XML_DEPTH_MAX     = 32,
	XLSX_SHEETS_MAX        = 256,
	XLSX_MERGES_MAX        = 100000,
	XLSX_SHARED_MAX        = 5000000,       /* shared strings */
	XLSX_FORMATS_MAX       = 65536,         /* cell styles */
	XLSX_NUMBER_FORMATS_MAX = 2000,         /* of its own; each cell style is looked up among them */
};
#endif
