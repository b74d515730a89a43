/* SPDX-License-Identifier: Apache-2.0 */
#include "file/plain_text.h"
#include "file/table_read.h"
#include <string.h>

void plain_text(struct ctx *cx, const void *bytes, size_t n, const char **ret, size_t *ret_n)
{
	bool wide = n >= 2 && (!memcmp(bytes, "\xff\xfe", 2) || !memcmp(bytes, "\xfe\xff", 2));
	struct decoded d;

	*ret = bytes;
	*ret_n = n;
	if (!n || (!wide && text_looks_like_utf8(bytes, n)))
		return;
	if (text_decode(cx, "text", bytes, n, &d) != ERR_OK)
		return;                       /* neither: the bytes as they came */
	*ret = d.text + 1;
	*ret_n = d.n;
}
