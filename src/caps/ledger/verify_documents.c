/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/ledger/verify_work.h"

enum err verify_documents(struct verify *v)
{
	(void)v;
	return ERR_OK;
}
