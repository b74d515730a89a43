/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/document/document.h"

enum err document_plan(struct ctx *cx, const struct plan **ret)
{
	(void)cx;
	*ret = NULL;
	return ERR_OK;
}
