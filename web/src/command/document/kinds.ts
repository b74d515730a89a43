/* SPDX-License-Identifier: Apache-2.0 */
/* What a page has to know of each kind of document: its path in the API, and how its states and steps are called.
 * The rules are the server's: which steps there are now comes with every document as `choices`. */
import { pick, type Pair } from '@/shared/i18n'
import type { Tone } from '@/ui-desk/StatusTag.vue'

export type Family = 'receipts' | 'openings' | 'transfers' | 'issues' | 'stocktakes' | 'requests' | 'allocations' | 'dispatches' | 'handouts'
  | 'donations' | 'surpluses' | 'appeals'
  | 'exchanges' | 'exchange-balances' | 'requisitions' | 'awards'
  | 'requisition-extensions'
  | 'loans' | 'loan-claims' | 'scraps' | 'recoveries' | 'releases'
  | 'purchases' | 'inquiries'
  | 'charges' | 'collections' | 'reductions'
  | 'sales' | 'shelf-losses'
  | 'reserve-plans' | 'reserve-calls' | 'reserve-holds' | 'reserve-releases'

interface KindFacts { family: Family; title: Pair }

const kinds: Readonly<Record<string, KindFacts>> = {
  receipt_supplier: { family: 'receipts', title: ['入库单（供应商）', 'Receipt from a supplier'] },
  receipt_donor: { family: 'receipts', title: ['入库单（捐赠）', 'Receipt from a donor'] },
  receipt_district: { family: 'receipts', title: ['入库单（外区）', 'Receipt from another district'] },
  opening: { family: 'openings', title: ['期初库存单', 'Opening stock'] },
  transfer: { family: 'transfers', title: ['移库单', 'Transfer'] },
  issue: { family: 'issues', title: ['领用单', 'Issue'] },
  stocktake: { family: 'stocktakes', title: ['盘点单', 'Stock-take'] },
  request: { family: 'requests', title: ['需求单', 'Request'] },
  allocation: { family: 'allocations', title: ['分配方案', 'Allocation'] },
  dispatch: { family: 'dispatches', title: ['调拨单', 'Dispatch order'] },
  handout: { family: 'handouts', title: ['领料单', 'Hand-out'] },
  exchange: { family: 'exchanges', title: ['置换单', 'Exchange'] },
  exchange_unit: { family: 'exchanges', title: ['置换单（区内单位）', 'Exchange with a unit'] },
  swap_balance: { family: 'exchange-balances', title: ['置换差额单', 'Difference of an exchange'] },
  requisition: { family: 'requisitions', title: ['征用通知', 'Requisition'] },
  donation: { family: 'donations', title: ['捐赠单', 'Donation'] },
  surplus: { family: 'surpluses', title: ['富余移交单', 'Surplus handed over'] },
  appeal: { family: 'appeals', title: ['募捐公告', 'Appeal'] },
  extension: { family: 'requisition-extensions', title: ['征用延期单', 'Extension of a requisition'] },
  award: { family: 'awards', title: ['征用补偿单', 'Compensation'] },
  loan: { family: 'loans', title: ['借用单', 'Loan'] },
  reparation: { family: 'loan-claims', title: ['赔偿单', 'Compensation'] },
  scrap: { family: 'scraps', title: ['报废单', 'Scrapping'] },
  recovery: { family: 'recoveries', title: ['回收单', 'Recovery'] },
  release: { family: 'releases', title: ['解冻单', 'Release'] },
  purchase: { family: 'purchases', title: ['采购单', 'Purchase'] },
  inquiry: { family: 'inquiries', title: ['询价单', 'Inquiry'] },
  charge: { family: 'charges', title: ['领用计费单', 'Charge'] },
  collection: { family: 'collections', title: ['收款单', 'Payment received'] },
  reduction: { family: 'reductions', title: ['领用冲减单', 'Reduction of a charge'] },
  sale: { family: 'sales', title: ['投放单', 'Market release'] },
  shelf_loss: { family: 'shelf-losses', title: ['投放损失单', 'Loss at a point of sale'] },
  reserve_plan: { family: 'reserve-plans', title: ['年度储备计划', 'Annual reserve plan'] },
  reserve_call: { family: 'reserve-calls', title: ['储备调用单', 'Call on a reserve'] },
  reserve_hold: { family: 'reserve-holds', title: ['储备划定单', 'Goods set aside'] },
  reserve_release: { family: 'reserve-releases', title: ['储备动用单', 'Release of reserves'] },
}

export const familyOf = (kind: string): Family | undefined => kinds[kind]?.family
export const kindTitle = (kind: string): Pair => kinds[kind]?.title ?? [kind, kind]

const states: Readonly<Record<string, readonly [Pair, Tone]>> = {
  draft: [['草稿', 'Draft'], 'plain'],
  expected: [['待到货', 'Expected'], 'info'],
  review: [['待批', 'To approve'], 'warn'],
  raised: [['待审', 'To vet'], 'warn'],
  vetted: [['已审', 'Vetted'], 'info'],
  open: [['待分配', 'To allocate'], 'info'],
  proposed: [['待会商', 'Before the meeting'], 'warn'],
  approved: [['已批', 'Approved'], 'info'],
  held: [['已留货', 'Goods held'], 'info'],
  ordered: [['待接令', 'Ordered'], 'warn'],
  acknowledged: [['待发车', 'Acknowledged'], 'info'],
  departed: [['在途', 'Under way'], 'brand'],
  under_way: [['在途', 'Under way'], 'brand'],
  arrived: [['已到', 'Arrived'], 'brand'],
  received: [['已签收', 'Received'], 'ok'],
  disputed: [['有差异', 'Disputed'], 'bad'],
  done: [['办完', 'Done'], 'ok'],
  closed: [['办结', 'Closed'], 'ok'],
  fulfilled: [['已满足', 'Fulfilled'], 'ok'],
  refused: [['不同意', 'Refused'], 'bad'],
  recalled: [['已撤回', 'Recalled'], 'plain'],
  returned: [['已退回', 'Turned back'], 'plain'],
  released: [['已收回', 'Released'], 'plain'],
  void: [['作废', 'Withdrawn'], 'plain'],
  oral: [['口头同意，待补办', 'Agreed by word of mouth'], 'warn'],
  overdue: [['逾期未补办', 'Signatures overdue'], 'bad'],
  asking: [['等报价', 'Waiting for quotes'], 'info'],
  chosen: [['已选定', 'Chosen'], 'ok'],
}

/* Where a kind calls a state by another name than the rest. */
const kindStates: Readonly<Record<string, Readonly<Record<string, readonly [Pair, Tone]>>>> = {
  exchange: { agreed: [['待交接', 'To hand over'], 'info'], handed: [['已交接', 'Handed over'], 'ok'] },
  exchange_unit: { agreed: [['待交接', 'To hand over'], 'info'], handed: [['已交接', 'Handed over'], 'ok'] },
  donation: { promised: [['已答应', 'Promised'], 'info'], thanked: [['已致谢', 'Thanked'], 'ok'] },
  surplus: { offered: [['待同意', 'To agree'], 'warn'], pooled: [['已并入统筹', 'In the pool'], 'ok'] },
  appeal: { published: [['已公开', 'Published'], 'ok'], closed: [['已停止', 'Taken down'], 'plain'] },
  swap_balance: { booked: [['待结清', 'To settle'], 'warn'], settled: [['已结清', 'Settled'], 'ok'] },
  requisition: { ordered: [['待接收', 'To take over'], 'info'], in_use: [['使用中', 'In use'], 'brand'], closed: [['已结束', 'Ended'], 'ok'] },
  loan: { out: [['借出中', 'Out'], 'brand'] },
  reparation: { owing: [['待收款', 'Owed'], 'warn'], settled: [['已收款', 'Paid'], 'ok'] },
  scrap: {
    proposed: [['待鉴定', 'To appraise'], 'warn'], appraised: [['待批报废', 'To approve'], 'warn'], condemned: [['待销毁', 'To destroy'], 'bad'],
    destroying: [['待监销', 'To witness'], 'bad'], destroyed: [['已销毁', 'Destroyed'], 'plain'],
  },
  release: { proposed: [['待批', 'To approve'], 'warn'] },
  extension: { granted: [['已延期', 'Granted'], 'ok'] },
  award: { draft: [['待评估', 'To assess'], 'plain'], assessed: [['已评估，待批', 'Assessed, to approve'], 'warn'], approved: [['已批，待付', 'Approved, to pay'], 'info'], paid: [['已付', 'Paid'], 'ok'] },
  purchase: { ordered: [['已订货', 'Ordered'], 'info'] },
  charge: { booked: [['已计费', 'Charged'], 'ok'] },
  collection: { review: [['待核对', 'To confirm'], 'warn'], received: [['已到账', 'Received'], 'ok'] },
  reduction: { booked: [['已冲减', 'Taken off'], 'ok'] },
  sale: {
    vetting: [['待会商', 'With the township'], 'warn'], approved: [['已批，待出库', 'Approved, to issue'], 'info'], selling: [['投放中', 'On sale'], 'brand'],
    cancelled: [['已取消', 'Cancelled'], 'plain'],
  },
  shelf_loss: { written_off: [['已核销', 'Written off'], 'ok'] },
  reserve_plan: { in_force: [['执行中', 'In force'], 'ok'], replaced: [['已被新版取代', 'Replaced'], 'plain'] },
  reserve_call: { approved: [['已批，待办理', 'Approved, to carry out'], 'info'], cancelled: [['已取消', 'Cancelled'], 'plain'] },
  reserve_hold: { kept: [['储备中', 'Set aside'], 'info'] },
  reserve_release: { freed: [['已批准动用', 'Released for use'], 'ok'] },
}

const stateOf = (state: string, kind: string): readonly [Pair, Tone] | undefined => kindStates[kind]?.[state] ?? states[state]
export const stateTitle = (state: string, kind = ''): Pair => stateOf(state, kind)?.[0] ?? [state, state]
export const stateTone = (state: string, kind = ''): Tone => stateOf(state, kind)?.[1] ?? 'plain'

const verbs: Readonly<Record<string, Pair>> = {
  announce: ['登记到货单', 'Announced'], receive: ['收下', 'Received'], accept: ['验收上架', 'Accepted into store'], take_in: ['点收上架', 'Counted in and accepted'],
  reject: ['拒收退回', 'Rejected'], close: ['办结', 'Closed'], withdraw: ['作废', 'Withdrawn'], propose: ['提交', 'Submitted'], approve: ['批准', 'Approved'],
  refuse: ['不同意', 'Refused'], undo: ['撤回一步', 'Step taken back'], move: ['就地移库', 'Moved at once'], depart: ['出库发车', 'Departed'],
  report: ['报差异', 'Reported missing'], turn_back: ['退回', 'Turned back'], found: ['找回', 'Found again'], lose: ['确认损失', 'Written off'],
  hand_over: ['发放', 'Handed over'], count: ['提交盘点', 'Count submitted'], raise: ['提出', 'Raised'], vet: ['审核', 'Vetted'], allot: ['分到货', 'Allotted'],
  deliver: ['送到', 'Delivered'], order: ['下达', 'Ordered'], acknowledge: ['接令', 'Acknowledged'], arrive: ['到达', 'Arrived'], recall: ['撤回', 'Recalled'],
  release: ['收回未执行', 'Released'], revise: ['退回修改', 'Taken back for changes'], adjust: ['会商调整', 'Changed in the meeting'], late: ['逾期', 'Late'],
  submit: ['提交', 'Submitted'], order_orally: ['口头同意先订', 'Ordered on a spoken yes'], confirm: ['补办批准', 'Signed afterwards'], invoice: ['登记发票', 'Invoice entered'],
  pay: ['付款', 'Paid'], ask: ['发出询价', 'Inquiry sent'], quote: ['登记报价', 'Quote entered'], choose: ['选定供应商', 'Supplier chosen'],
  edit: ['改草稿', 'Draft changed'], unallot: ['退回分配', 'Allotment taken back'],
}
/* And a step. */
const kindVerbs: Readonly<Record<string, Readonly<Record<string, Pair>>>> = {
  exchange: { swap: ['双方当场交换', 'Both sides handed over'], give: ['交付换出物资', 'Ours handed over'], take: ['接收换入物资', 'Theirs taken in'] },
  exchange_unit: { swap: ['双方当场交换', 'Both sides handed over'], give: ['交付换出物资', 'Ours handed over'], take: ['接收换入物资', 'Theirs taken in'] },
  donation: {
    register: ['登记意向', 'Registered'], receive: ['第一人点收', 'First count'], accept: ['第二人复点上架', 'Second count, into store'], reject: ['复点不符或退还', 'Not there, or given back'],
    thank: ['致谢办结', 'Thanked'], revise: ['退回改单', 'Taken back to change'], overdue: ['逾期未到', 'Not come by its day'],
  },
  surplus: { offer: ['提出移交', 'Offered'], agree: ['同意并入统筹', 'Agreed'] },
  appeal: { submit: ['提交', 'Submitted'], approve: ['批准发布', 'Published'], close: ['停止募集', 'Taken down'] },
  swap_balance: { book: ['差额入账', 'Booked'], collect: ['收到差额款', 'Payment received'], pay: ['付差额', 'Paid'] },
  requisition: {
    take: ['接收', 'Taken over'], use: ['登记消耗', 'Used up'], lose: ['登记灭失', 'Lost or spoilt'], give_back: ['返还', 'Given back'],
    clock: ['登记用工用车', 'Time recorded'], finish: ['征用结束', 'Ended'], cancel: ['撤销征用', 'Cancelled'], late: ['逾期未还', 'Overdue'],
  },
  loan: {
    lend: ['借出', 'Lent'], give_back: ['归还', 'Given back'], damage: ['损坏归还', 'Given back damaged'], lose: ['确认丢失', 'Written off as lost'], clean: ['洗消', 'Cleaned'], restock: ['检查合格，上架', 'Passed, back in store'],
    reject: ['检查不合格，冻结', 'Failed, blocked'], extend: ['续借', 'Extended'], settle: ['全部了结', 'All accounted for'], late: ['逾期未还', 'Overdue'],
  },
  reparation: { assess: ['定损', 'Assessed'], confirm: ['核准赔偿', 'Confirmed'], collect: ['收到赔款', 'Paid'] },
  scrap: { propose: ['提出报废', 'Proposed'], appraise: ['鉴定', 'Appraised'], destroy: ['登记销毁', 'Destroyed'], witness: ['监销签字', 'Witnessed'] },
  recovery: { hand_over: ['交回', 'Handed over'] },
  release: { propose: ['申请解冻', 'Asked for'], approve: ['同意解冻', 'Agreed'] },
  purchase: { receive: ['点收', 'Counted in'], late: ['逾期未补办', 'Signatures overdue'] },
  extension: { propose: ['申请延期', 'Asked'], approve: ['批准延期', 'Approved'] },
  award: { assess: ['评估', 'Assessed'], pay: ['支付补偿', 'Paid'] },
  charge: { book: ['计费', 'Charged'] },
  collection: { receive: ['登记收款', 'Payment recorded'], enter: ['登记收款', 'Payment entered'], confirm: ['核对到账', 'Confirmed'] },
  reduction: { propose: ['提出冲减', 'Proposed'], approve: ['批准冲减', 'Approved'] },
  sale: {
    vet: ['乡镇街道同意', 'Agreed by the township'], send_back: ['乡镇街道退回', 'Sent back by the township'], cancel: ['取消投放', 'Cancelled'], depart: ['出库发往网点', 'Issued to the point'],
    receive: ['网点点收', 'Counted in at the point'], report: ['报途中差异', 'Missing on the way'], lose: ['确认途中损失', 'Lost on the way'], sell: ['售出一批', 'A batch sold'],
    give_back: ['余货退回', 'Brought back'], confirm: ['核对缴款到账', 'Takings confirmed'],
  },
  shelf_loss: { propose: ['上报损失', 'Reported'], approve: ['批准核销', 'Written off'] },
  reserve_plan: { submit: ['提交', 'Submitted'], replace: ['被新版取代', 'Replaced'] },
  reserve_call: { propose: ['提请调用', 'Proposed'], carry_out: ['办理到货', 'Carried out'], cancel: ['取消', 'Cancelled'] },
  reserve_hold: { set_aside: ['划定', 'Set aside'], rotate: ['轮换出库', 'Let go for rotation'] },
  reserve_release: { propose: ['提请动用', 'Proposed'], approve: ['批准动用', 'Approved'] },
}
export const verbTitle = (verb: string, kind = ''): Pair => kindVerbs[kind]?.[verb] ?? verbs[verb] ?? [verb, verb]

const signers: Readonly<Record<string, Pair>> = {
  giver: ['发货人', 'giver'], taker: ['收货人', 'taker'], carrier: ['承运人', 'carrier'],
  first: ['第一人', 'first of two'], second: ['第二人', 'second of two'],
}
export const signerTitle = (label: string): Pair => signers[label] ?? [label, label]

/* What has become of a line, where a kind calls it by another word than the rest: the counter and its word. */
const kindCounters: Readonly<Record<string, Readonly<Record<string, Pair>>>> = {
  loan: { sent: ['借出', 'Lent'], arrived: ['归还', 'Back'], taken: ['已上架', 'In store again'], back: ['不合格', 'Failed'], short: ['损坏或丢失', 'Damaged or lost'], lost: ['丢失', 'Lost'] },
  scrap: { granted: ['已提出', 'Proposed'], sent: ['已判报废', 'Condemned'], taken: ['已销毁', 'Destroyed'], dropped: ['退回', 'Put back'] },
  recovery: { taken: ['已交回', 'Handed over'], sent: ['已交回', 'Handed over'] },
  sale: { sent: ['已发', 'Issued'], arrived: ['点收', 'Counted in'], taken: ['售出', 'Sold'], back: ['退回', 'Brought back'], billed: ['已缴款', 'Paid in'] },
  shelf_loss: { sent: ['核销', 'Written off'] },
  release: { granted: ['已提出', 'Asked for'], sent: ['已解冻', 'Released'], taken: ['已解冻', 'Released'], dropped: ['退回', 'Put back'] },
}
export const counterTitle = (counter: string, kind: string, otherwise: string): string => { const own = kindCounters[kind]?.[counter]; return own ? pick(own) : otherwise }
