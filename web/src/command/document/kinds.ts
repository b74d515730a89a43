/* SPDX-License-Identifier: Apache-2.0 */
/* What a page has to know of each kind of document: its path in the API, and how its states and steps are called.
 * The rules are the server's: which steps there are now comes with every document as `choices`. */
import type { Pair } from '@/shared/i18n'
import type { Tone } from '@/ui-desk/StatusTag.vue'

export type Family = 'receipts' | 'openings' | 'transfers' | 'issues' | 'stocktakes' | 'requests' | 'allocations' | 'dispatches' | 'handouts'

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
}

export const stateTitle = (state: string): Pair => states[state]?.[0] ?? [state, state]
export const stateTone = (state: string): Tone => states[state]?.[1] ?? 'plain'

const verbs: Readonly<Record<string, Pair>> = {
  announce: ['登记到货单', 'Announced'], receive: ['收下', 'Received'], accept: ['验收上架', 'Accepted into store'], take_in: ['点收上架', 'Counted in and accepted'],
  reject: ['拒收退回', 'Rejected'], close: ['办结', 'Closed'], withdraw: ['作废', 'Withdrawn'], propose: ['提交', 'Submitted'], approve: ['批准', 'Approved'],
  refuse: ['不同意', 'Refused'], undo: ['撤回一步', 'Step taken back'], move: ['就地移库', 'Moved at once'], depart: ['出库发车', 'Departed'],
  report: ['报差异', 'Reported missing'], turn_back: ['退回', 'Turned back'], found: ['找回', 'Found again'], lose: ['确认损失', 'Written off'],
  hand_over: ['发放', 'Handed over'], count: ['提交盘点', 'Count submitted'], raise: ['提出', 'Raised'], vet: ['审核', 'Vetted'], allot: ['分到货', 'Allotted'],
  deliver: ['送到', 'Delivered'], order: ['下达', 'Ordered'], acknowledge: ['接令', 'Acknowledged'], arrive: ['到达', 'Arrived'], recall: ['撤回', 'Recalled'],
  release: ['收回未执行', 'Released'], revise: ['退回修改', 'Taken back for changes'], adjust: ['会商调整', 'Changed in the meeting'], late: ['逾期', 'Late'],
  edit: ['改草稿', 'Draft changed'], unallot: ['退回分配', 'Allotment taken back'],
}
export const verbTitle = (verb: string): Pair => verbs[verb] ?? [verb, verb]

const signers: Readonly<Record<string, Pair>> = {
  giver: ['发货人', 'giver'], taker: ['收货人', 'taker'], carrier: ['承运人', 'carrier'],
}
export const signerTitle = (label: string): Pair => signers[label] ?? [label, label]
