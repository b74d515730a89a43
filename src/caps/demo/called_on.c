/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/demo/demo_work.h"
#include "base/civil.h"
#include "caps/party/org.h"
#include "caps/requisition/requisition.h"
#include "caps/swap/swap.h"

/* Exchanges and orders of requisition: each one waiting for the meeting, one decided and not yet handed over. */
static const struct { int64_t day; const char *org, *name, *give, *get, *reason, *note, *decision; int64_t give_qty, give_fen, get_qty, get_fen; } swaps[] = {
	{ 0, "ZH01", "滨江区商务局（演示）", "SH001", "SH016", "我区婴儿奶粉告急，对方奶粉有余、缺大米", "滨江区与我区十一月指导价", "会商纪要 2026-31（演示）", 70, 2800, 10, 19600 },
	{ 1, "ZH02", "萧山区卫健局（演示）", "YL014", "YL009", "抗原试剂三天内买不到，民用口罩有富余", "省采购平台十一月挂网价", "", 1800, 30, 10, 5400 },
};

static enum err exchange(struct ctx *cx, struct demo_work *w, size_t i)
{
	const struct item *give, *get;
	int64_t org, depot, id;

	TRY(demo_item(cx, w, swaps[i].give, &give));
	TRY(demo_item(cx, w, swaps[i].get, &get));
	TRY(demo_depot(cx, w, "CK-Q1", &depot));
	TRY(demo_org(cx, swaps[i].org, swaps[i].name, ORG_SUPPLIER, &org));
	TRY(swap_open(cx, &(struct swap_draft){ .from_place_id = depot, .partner_id = org, .reason = swaps[i].reason, .decision = swaps[i].decision, .settle_ground = "", .n_lines = 2,
		.lines = (struct swap_offer[]){ { give->item_id, swaps[i].give_qty, LINES_OUT, swaps[i].give_fen, 1, SWAP_LIST, swaps[i].note },
			{ get->item_id, swaps[i].get_qty, LINES_IN, swaps[i].get_fen, 1, SWAP_LIST, swaps[i].note } } }, &id));
	TRY(demo_step(cx, w, "supply", id, "propose", ""));
	return swaps[i].decision[0] ? demo_step(cx, w, "approver", id, "approve", "") : ERR_OK;
}

enum err demo_swaps(struct ctx *cx, struct demo_work *w)
{
	for (size_t i = 0; i < sizeof swaps / sizeof *swaps; i++)
		if (swaps[i].day == w->day)
			TRY(exchange(cx, w, i));
	return ERR_OK;
}

/* ---- requisitions ---- */

static const char basis[] = "《突发事件应对法》第十二条、第五十二条";

static enum err call_on(struct ctx *cx, struct demo_work *w, const struct requisition_draft *facts, const char *approves)
{
	struct requisition_draft draft = *facts;
	int64_t id;

	draft.basis = basis;
	draft.body = "钱塘区人民政府（演示）";
	draft.from_day = civil_day_of(cx->now_ms);
	TRY(demo_depot(cx, w, "CK-Q1", &draft.to_place_id));
	TRY(demo_be(cx, "supply"));
	TRY(requisition_open(cx, &draft, &id));
	TRY(demo_step(cx, w, "supply", id, "propose", ""));
	return approves ? demo_step(cx, w, approves, id, "approve", "") : ERR_OK;
}

enum err demo_requisitions(struct ctx *cx, struct demo_work *w)
{
	const int64_t today = civil_day_of(cx->now_ms);
	const struct item *tent, *bed;
	struct org org;
	int64_t fair;

	TRY(demo_item(cx, w, "FY003", &tent));
	TRY(demo_item(cx, w, "JZ005", &bed));
	if (w->day == 0) {
		TRY(demo_org(cx, "ZY01", "下沙会展服务有限公司（演示）", ORG_SUPPLIER, &fair));
		return call_on(cx, w, &(struct requisition_draft){ .holder_id = fair, .until_day = today + 14, .decision = "会商纪要 2026-30（演示）", .certificate = "ZY-2026-017（演示）",
			.purpose = "江东大道等六处查验点", .n_items = 2, .items = (struct requisition_item[]){
				{ tent->item_id, 6, 68000, 1, true, "企业资产账面净值" }, { bed->item_id, 20, 18500, 1, true, "企业资产账面净值" } } }, "approver");
	}
	if (w->day != 1)
		return ERR_OK;
	TRY(org_by_code(cx, "CY01", &org));
	return call_on(cx, w, &(struct requisition_draft){ .holder_id = org.org_id, .until_day = today + 7, .decision = "", .certificate = "",
		.purpose = "管控小区生活物资配送", .n_services = 2, .services = (struct requisition_service[]){
			{ SERVICE_VEHICLE, 4, "4.2 米厢式货车" }, { SERVICE_LABOUR, 8, "驾驶员和装卸工" } } }, NULL);
}
