/* SPDX-License-Identifier: Apache-2.0 */
#include "file/table_read.h"
#include "file/xlsx.h"

enum err xlsx_read(struct table_builder *b, const void *bytes, size_t n, const struct table_options *options,
		   struct table *ret)
{
	(void)bytes, (void)n, (void)options, (void)ret;
	return fail(b->cx, ERR_BAD_INPUT, b->name, "%s：.xlsx 请另存为 CSV", "%s: save the .xlsx as CSV", b->name);
}
