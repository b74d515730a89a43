/* SPDX-License-Identifier: Apache-2.0 */
/* One row for each kind that has a form of its own.  A new kind adds its row before the last one. */
#include "caps/paper/paper_own.h"

#define GOODS { SHOWS_NO }, { SHOWS_CODE }, { SHOWS_NAME }, { SHOWS_SPEC }, { SHOWS_UNIT }
#define RECEIPT(kind_, from_) \
	.kind = kind_, .title = "入库单", .copies = { "存根", "财务", "交货方" }, .lots = LOTS_IN, .worth_of = TAKEN, .landscape = true, \
	.head = { { from_, SAYS_GIVER }, { "信用代码", SAYS_GIVER_CODE }, { "入库仓库", SAYS_TO }, { "货权单位", SAYS_OWNER }, \
		  { "依据文号", SAYS_BLANK }, { "车牌", SAYS_BLANK } }, \
	.columns = { GOODS, { SHOWS_ASKED, "应收" }, { SHOWS_TAKEN, "实收" }, { SHOWS_DIFFERENCE }, { SHOWS_BATCH }, { SHOWS_MADE }, \
		     { SHOWS_EXPIRY }, { SHOWS_PRICE }, { SHOWS_WORTH }, { SHOWS_REMARK } }, \
	.foot = { { "金额大写", SAYS_TOTAL_WORDS, true }, { "质检结果", SAYS_BLANK }, { "库位", SAYS_BLANK }, { "经办记录", SAYS_HISTORY, true } }, \
	.boxes = { { "送货人" }, { "验收人（一）", "receive" }, { "验收人（二）", "accept" }, { "保管员", "take_in" } }
#define ISSUE_BOXES { { "批准人" }, { "发货人" }, { "提货人" }, { "签收人" } }

#define EXCHANGE \
	.title = "物资置换单", .copies = { "存根", "财务", "对方单位" }, .landscape = true, .own = paper_own_exchange, \
	.head = { { "我方仓库", SAYS_FROM }, { "对方单位", SAYS_TAKER }, { "信用代码", SAYS_TAKER_CODE }, { "物资权属", SAYS_OWNER } }, \
	.columns = { { SHOWS_DIRECTION, "方向" }, GOODS, { SHOWS_ASKED, "约定" }, { SHOWS_TAKEN, "已交" }, { SHOWS_PRICE }, { SHOWS_OWN1, "价值（元）" }, { SHOWS_OWN2, "定价依据" } }, \
	.foot = { { "签批", SAYS_SIGNED, true }, { "经办记录", SAYS_HISTORY, true } }, \
	.boxes = { { "批准", "approve" }, { "我方交接人" }, { "对方交接人" }, { "对方单位（盖章）" } }, \
	.notes = { "方向“出”：我方换出；“入”：我方换入。两边等值；有差额的按本单所写结清。" }

const struct paper_form paper_forms[] = {
	{ RECEIPT("receipt_supplier", "供货单位") },
	{ RECEIPT("receipt_donor", "捐赠单位（人）") },
	{ RECEIPT("receipt_district", "调出地区") },
	{ .kind = "opening", .title = "期初库存登记表", .copies = { "存根", "财务" }, .lots = LOTS_IN, .worth_of = TAKEN, .landscape = true,
	  .head = { { "仓库", SAYS_TO }, { "货权单位", SAYS_OWNER } },
	  .columns = { GOODS, { SHOWS_ASKED, "数量" }, { SHOWS_BATCH }, { SHOWS_MADE }, { SHOWS_EXPIRY }, { SHOWS_PRICE }, { SHOWS_WORTH }, { SHOWS_REMARK } },
	  .foot = { { "金额大写", SAYS_TOTAL_WORDS, true }, { "经办记录", SAYS_HISTORY, true } },
	  .boxes = { { "盘点人" }, { "填报", "propose" }, { "审批", "approve" }, { "财务" } } },
	{ .kind = "transfer", .title = "移库单", .copies = { "存根", "调出仓", "调入仓" }, .lots = LOTS_OUT, .landscape = true,
	  .head = { { "调出仓", SAYS_LINE_PLACE }, { "调入仓", SAYS_TO }, { "承运", SAYS_CARRIER }, { "车牌、封签号", SAYS_BLANK } },
	  .columns = { GOODS, { SHOWS_ASKED, "申请量" }, { SHOWS_SENT, "实发量" }, { SHOWS_TAKEN, "实收量" }, { SHOWS_BATCH }, { SHOWS_EXPIRY }, { SHOWS_REMARK } },
	  .foot = { { "温度（冷链）", SAYS_BLANK }, { "破损", SAYS_BLANK }, { "经办记录", SAYS_HISTORY, true } },
	  .boxes = { { "发货人", "depart", "giver" }, { "承运人", "depart", "carrier" }, { "收货人", "receive", "taker" }, { "仓库负责人" } } },
	{ .kind = "dispatch", .title = "调拨单", .copies = { "存根", "调出仓", "承运", "领用单位" }, .lots = LOTS_OUT, .landscape = true,
	  .head = { { "调出仓", SAYS_FROM }, { "调入、领用单位", SAYS_TAKER }, { "送达", SAYS_TO }, { "依据", SAYS_PARENT }, { "承运", SAYS_CARRIER },
		    { "车牌、封签号", SAYS_BLANK } },
	  .columns = { GOODS, { SHOWS_ASKED, "申请量" }, { SHOWS_GRANTED, "批准量" }, { SHOWS_SENT, "实发量" }, { SHOWS_TAKEN, "实收量" }, { SHOWS_SHORT, "差异" },
		       { SHOWS_BATCH }, { SHOWS_EXPIRY }, { SHOWS_REMARK } },
	  .foot = { { "温度（冷链）", SAYS_BLANK }, { "破损", SAYS_BLANK }, { "经办记录", SAYS_HISTORY, true } },
	  .boxes = { { "下达", "order" }, { "发货人", "depart", "giver" }, { "提货人", "depart", "carrier" }, { "签收人", "receive", "taker" } } },
	{ .kind = "handout", .title = "领料单", .copies = { "存根", "发料仓", "领用人" }, .lots = LOTS_OUT, .landscape = true,
	  .head = { { "发料仓", SAYS_FROM }, { "领用", SAYS_TAKER }, { "用途", SAYS_BLANK, true } },
	  .columns = { GOODS, { SHOWS_ASKED, "申请量" }, { SHOWS_SENT, "实发量" }, { SHOWS_TAKEN, "实收量" }, { SHOWS_BATCH }, { SHOWS_EXPIRY }, { SHOWS_REMARK } },
	  .foot = { { "经办记录", SAYS_HISTORY, true } }, .boxes = ISSUE_BOXES },
	{ .kind = "issue", .title = "领用单", .copies = { "存根", "财务", "领用人" }, .lots = LOTS_OUT, .landscape = true,
	  .head = { { "发放单位", SAYS_LINE_PLACE }, { "领用人（单位）", SAYS_TAKER }, { "用途", SAYS_BLANK, true } },
	  .columns = { GOODS, { SHOWS_ASKED, "申请量" }, { SHOWS_TAKEN, "实发量" }, { SHOWS_BATCH }, { SHOWS_EXPIRY }, { SHOWS_REMARK } },
	  .foot = { { "经办记录", SAYS_HISTORY, true } }, .boxes = { { "批准人" }, { "发放人", "hand_over" }, { "领用人" }, { "证明人" } } },
	{ .kind = "stocktake", .title = "盘点表", .copies = { "存根", "财务" }, .landscape = true, .own = paper_own_count,
	  .head = { { "仓库", SAYS_TO }, { "盘点时间", SAYS_BLANK } },
	  .columns = { GOODS, { SHOWS_BATCH }, { SHOWS_EXPIRY }, { SHOWS_OWN1, "账存" }, { SHOWS_OWN2, "实盘" }, { SHOWS_DIRECTION, "盈亏" }, { SHOWS_OWN3, "原因" } },
	  .foot = { { "经办记录", SAYS_HISTORY, true } }, .boxes = { { "盘点人", "count" }, { "保管员" }, { "审批（一）", "approve" }, { "审批（二）" } },
	  .notes = { "只列有差异的批次；账实相符的不列。" } },
	{ .kind = "purchase", .title = "采购单", .copies = { "存根", "财务", "供货方" }, .own = paper_own_purchase, .landscape = true,
	  .head = { { "供货单位", SAYS_GIVER }, { "信用代码", SAYS_GIVER_CODE }, { "收货仓库", SAYS_TO }, { "付款专款", SAYS_FUND } },
	  .columns = { GOODS, { SHOWS_ASKED, "订购" }, { SHOWS_TAKEN, "验收" }, { SHOWS_BILLED, "开票" }, { SHOWS_PAID, "付款" }, { SHOWS_PRICE }, { SHOWS_WORTH } },
	  .foot = { { "金额大写", SAYS_TOTAL_WORDS, true }, { "签批", SAYS_SIGNED, true }, { "经办记录", SAYS_HISTORY, true } },
	  .boxes = { { "采购人", "submit" }, { "验收人", "accept" }, { "财务" }, { "供货方（盖章）" } } },
	{ .kind = "allocation", .title = "分配方案", .copies = { "存根", "会商" },
	  .head = { { "拟订", SAYS_MAKER }, { "货权单位", SAYS_OWNER } },
	  .columns = { GOODS, { SHOWS_PLACE, "出货仓" }, { SHOWS_ASKED, "方案量" }, { SHOWS_GRANTED, "批准量" } },
	  .foot = { { "签批", SAYS_SIGNED, true }, { "经办记录", SAYS_HISTORY, true } },
	  .boxes = { { "拟订", "propose" }, { "审核" }, { "批准" }, { "会商记录人" } } },
	{ .kind = "request", .title = "物资需求单", .copies = { "存根", "申报单位" },
	  .head = { { "申报单位", SAYS_TAKER }, { "送达", SAYS_TO } },
	  .columns = { GOODS, { SHOWS_ASKED, "申报量" }, { SHOWS_GRANTED, "核准量" }, { SHOWS_TAKEN, "已收" } },
	  .foot = { { "经办记录", SAYS_HISTORY, true } }, .boxes = { { "申报人", "raise" }, { "单位负责人（盖章）" }, { "审核", "vet" } } },
	{ .kind = "appropriation", .title = "拨款到账凭证", .copies = { "存根", "财务" },
	  .head = { { "拨款单位", SAYS_GIVER }, { "信用代码", SAYS_GIVER_CODE }, { "专款", SAYS_FUND, true } },
	  .columns = { { SHOWS_NO }, { SHOWS_NAME, "事项" }, { SHOWS_WORTH } },
	  .foot = { { "金额大写", SAYS_TOTAL_WORDS, true }, { "银行回单", SAYS_BLANK }, { "经手", SAYS_MAKER } },
	  .boxes = { { "登记", "receive" }, { "复核" }, { "财务负责人（盖章）" } } },
	{ .kind = "gift", .title = "捐款到账凭证", .copies = { "存根", "捐赠人", "财务" },
	  .head = { { "捐赠单位（人）", SAYS_GIVER }, { "信用代码", SAYS_GIVER_CODE }, { "专款", SAYS_FUND, true } },
	  .columns = { { SHOWS_NO }, { SHOWS_NAME, "事项" }, { SHOWS_WORTH } },
	  .foot = { { "金额大写", SAYS_TOTAL_WORDS, true }, { "银行回单", SAYS_BLANK }, { "捐赠票据号", SAYS_BLANK } },
	  .boxes = { { "登记", "receive" }, { "复核" }, { "接收单位盖章" } } },
	{ .kind = "exchange", EXCHANGE },
	{ .kind = "exchange_unit", EXCHANGE },
	{ .kind = "swap_balance", .title = "置换差额单", .copies = { "存根", "财务", "对方单位" },
	  .head = { { "对方单位", SAYS_TAKER }, { "我方", SAYS_FROM }, { "所属置换单", SAYS_PARENT }, { "专款", SAYS_FUND } },
	  .columns = { { SHOWS_NO }, { SHOWS_NAME, "事项" }, { SHOWS_DIRECTION, "方向" }, { SHOWS_WORTH } },
	  .foot = { { "金额大写", SAYS_TOTAL_WORDS, true }, { "原因", SAYS_REASON, true }, { "方向", SAYS_BLANK }, { "银行回单", SAYS_BLANK }, { "签批", SAYS_SIGNED, true } },
	  .boxes = { { "批准", "approve" }, { "付款、收款人" }, { "复核" }, { "对方签收（盖章）" } }, .notes = { "方向“入”：对方应付我方；“出”：我方应付对方。" } },
	{ .kind = "requisition", .title = "应急征用通知书", .copies = { "存根", "被征用人", "使用单位" }, .landscape = true, .own = paper_own_requisition,
	  .head = { { "被征用人信用代码", SAYS_GIVER_CODE }, { "使用单位（地点）", SAYS_TO } },
	  .columns = { GOODS, { SHOWS_ASKED, "征用" }, { SHOWS_PRICE, "估值" }, { SHOWS_ARRIVED, "接收" }, { SHOWS_TAKEN, "使用" }, { SHOWS_OWN1, "灭失" }, { SHOWS_OWN2, "返还" },
		       { SHOWS_OWN3, "接收、返还时状况" } },
	  .foot = { { "经办记录", SAYS_HISTORY, true } },
	  .boxes = { { "征用机关（盖章）", "approve" }, { "接收人", "take", "taker" }, { "被征用人（签章）" }, { "返还人", "give_back", "taker" }, { "被征用人收回（签章）" } },
	  .notes = { "征用物资使用完毕应当返还；毁损、灭失和使用的，依法给予补偿。", "被征用人凭本通知收回物资、申请补偿。" } },
	{ .kind = "award", .title = "征用补偿单", .copies = { "存根", "财务", "被征用人" }, .landscape = true, .own = paper_own_award,
	  .head = { { "被征用人信用代码", SAYS_GIVER_CODE }, { "征用通知", SAYS_PARENT }, { "付款专款", SAYS_FUND } },
	  .columns = { { SHOWS_NO }, { SHOWS_OWN1, "补偿项目" }, { SHOWS_OWN2, "数量和标准" }, { SHOWS_OWN3, "依据" }, { SHOWS_WORTH } },
	  .foot = { { "金额大写", SAYS_TOTAL_WORDS, true }, { "签批", SAYS_SIGNED, true } },
	  .boxes = { { "评估人（一）" }, { "评估人（二）", "assess" }, { "批准", "approve" }, { "付款", "pay" }, { "被征用人签收" } } },
	{ .kind = "loan", .title = "借用单", .copies = { "存根", "借用单位" }, .lots = LOTS_OUT, .landscape = true, .own = paper_own_loan,
	  .head = { { "出借地点", SAYS_FROM }, { "借用单位", SAYS_TAKER } },
	  .columns = { GOODS, { SHOWS_SERIAL }, { SHOWS_SENT, "借出" }, { SHOWS_ARRIVED, "归还" }, { SHOWS_OWN1, "损坏" }, { SHOWS_LOST, "丢失" }, { SHOWS_TAKEN, "洗消合格上架" }, { SHOWS_REMARK } },
	  .foot = { { "经办记录", SAYS_HISTORY, true } },
	  .boxes = { { "出借人", "lend", "giver" }, { "借用人", "lend", "taker" }, { "归还人", "give_back", "taker" }, { "验收人", "give_back", "giver" }, { "检查人", "restock" } } },
	{ .kind = "reparation", .title = "借用物资赔偿单", .copies = { "存根", "财务", "借用单位" },
	  .head = { { "借用单位", SAYS_TAKER }, { "借用单", SAYS_PARENT }, { "收款专款", SAYS_FUND }, { "定损说明", SAYS_REASON, true } },
	  .columns = { { SHOWS_NO }, { SHOWS_WORTH } }, .worth_of = ASKED,
	  .foot = { { "金额大写", SAYS_TOTAL_WORDS, true }, { "经办记录", SAYS_HISTORY, true } },
	  .boxes = { { "定损人", "assess" }, { "核准人", "confirm" }, { "收款人", "collect" }, { "借用单位签收" } } },
	{ .kind = "scrap", .title = "物资报废销毁单", .copies = { "存根", "财务", "监督" }, .own = paper_own_scrap,
	  .head = { { "存放地点", SAYS_FROM } },
	  .columns = { { SHOWS_NO }, { SHOWS_NAME }, { SHOWS_UNIT }, { SHOWS_BATCH }, { SHOWS_SERIAL }, { SHOWS_EXPIRY }, { SHOWS_ASKED, "数量" }, { SHOWS_TAKEN, "已销毁" }, { SHOWS_OWN1, "包装来源" } },
	  .foot = { { "签批", SAYS_SIGNED, true }, { "经办记录", SAYS_HISTORY, true } },
	  .boxes = { { "提出人", "propose" }, { "鉴定人", "appraise" }, { "批准人", "approve" }, { "销毁经办人", "destroy" }, { "监销人（一）" }, { "监销人（二）", "witness" } },
	  .notes = { "报废物资一律集中销毁，严禁流入社会。" } },
	{ .kind = "recovery", .title = "包装回收单", .copies = { "存根", "交回单位" }, .landscape = true,
	  .head = { { "交回单位", SAYS_FROM }, { "收存地点", SAYS_TO } },
	  .columns = { GOODS, { SHOWS_ASKED, "数量" }, { SHOWS_TAKEN, "实收" }, { SHOWS_REMARK } },
	  .foot = { { "经办记录", SAYS_HISTORY, true } }, .boxes = { { "交回人", "hand_over", "giver" }, { "接收人", "hand_over", "taker" } },
	  .notes = { "收回的包装和废旧物直接冻结，只可报废销毁。" } },
	{ 0 },
};
