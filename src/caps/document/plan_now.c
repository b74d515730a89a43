/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/document/document.h"
#include "caps/plan/plan_active.h"

/* Documents follow the plans in force for the whole district. */
enum err document_plan(struct ctx *cx, const struct plan **ret)
{
	return plan_active_load(cx, NULL, ret);
}
