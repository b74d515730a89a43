/* SPDX-License-Identifier: Apache-2.0 */
import { texts, type Pair } from '@/shared/i18n'

export const t = texts({
  lists: ['需求分类', 'Work lists'],
  waiting: ['待审', 'To vet'], late: ['超时', 'Late'], special: ['一事一议', 'Case by case'], granted: ['已批', 'Vetted'], refused: ['退回', 'Sent back'],
  all: ['全部', 'All'], drafts: ['草稿', 'Drafts'],
  newRequest: ['填报', 'New request'], importFile: ['导入表格', 'Import a file'], export: ['导出', 'Export'], print: ['打印', 'Print'],
  find: ['单号、单位、物资', 'Number, unit, item'],
  area: ['街道', 'Subdistrict'], item: ['物资', 'Item'], rank: ['级别', 'Class'], due: ['到货', 'Wanted by'], channel: ['渠道', 'Came by'],
  problems: ['只看有问题', 'Problems only'], clear: ['清除条件', 'Clear filters'],
  andMore: ['{first}等 {n} 个', '{first} and {rest} more'], dueTo: ['{day} 前', 'by {day}'], dueFrom: ['{day} 起', 'from {day}'], dueBetween: ['{a} 至 {b}', '{a} to {b}'],
  from: ['从', 'From'], to: ['到', 'To'], today: ['今天', 'today'], tomorrow: ['明天', 'tomorrow'], threeDays: ['3 天内', 'within 3 days'], week: ['7 天内', 'within 7 days'],
  roomy: ['宽松', 'Roomy'], tight: ['紧凑', 'Compact'], columns: ['列', 'Columns'],
  number: ['单号', 'Number'], unit: ['单位', 'Unit'], asked: ['申报', 'Asked'], can: ['可批', 'Can vet'], own: ['自有够', 'Own lasts'], dueDay: ['要求到货', 'Wanted by'],
  check: ['检查', 'Check'], waits: ['等待', 'Waits'], vetted: ['核准', 'Vetted'], received: ['已收', 'Received'], state: ['状态', 'State'], changed: ['最近办理', 'Last step'],
  more: ['等 {n} 种', '+{rest} more'], wholeDistrict: ['全区', 'district'], fine: ['通过', 'Passes'], ownDays: ['{n} 天', '{n} d'], dayCount: ['{n} 天', '{n} days'],
  noNumber: ['草稿', 'draft'],
  range: ['第 {a}–{b} 条，共 {n} 条', '{a}–{b} of {n}'], keys: ['↑↓ 换行，空格选中，A 批准，R 退回', '↑↓ move, space selects, A approves, R sends back'],
  page: ['第 {n} 页', 'Page {n}'], before: ['上一页', 'Previous page'], next: ['下一页', 'Next page'], pages: ['页码', 'Pages'],
  news: ['{n} 条新的', '{n} new'], newsShow: ['显示', 'Show'],
  pageChosen: ['选中本页 {n} 单', 'This page’s {n} selected'], chooseAll: ['选全部 {n} 单', 'Select all {n}'], chooseMost: ['选前 {n} 单（一次最多）', 'Select the first {n} (most at once)'],
  none: ['这里没有需求单', 'No requests here'], noneWaiting: ['都审完了', 'Everything is vetted'], noneFiltered: ['没有符合条件的需求单', 'No request fits these filters'],
  noneText: ['换个条件，或者看“全部”。', 'Change the filters, or look at “All”.'], noneWaitingText: ['新报上来的会出现在这里。', 'New requests will appear here.'],
  failed: ['需求表没取下来', 'The requests could not be loaded'], again: ['再取一次', 'Try again'], stale: ['没能更新，下面是 {at} 的', 'Could not be updated; this is from {at}'],
  cut: ['只检查了前 20,000 单，请加条件缩小范围。', 'Only the first 20,000 were checked; narrow the filters.'],
  choose: ['选择', 'Select'], done: ['完成', 'Done'],
})

export const channelNames: Readonly<Record<string, Pair>> = {
  page: ['填报', 'Page'], phone: ['电话', 'Phone'], paper: ['纸单', 'Paper'], chat: ['接龙', 'Chat list'], file: ['表格', 'File'], api: ['接口', 'API'],
}
export const stateNames: Readonly<Record<string, Pair>> = {
  draft: ['草稿', 'Draft'], raised: ['待审', 'To vet'], special: ['一事一议', 'Case by case'], open: ['待分配', 'To allocate'], allotted: ['已分配', 'Allocated'],
  closed: ['已办结', 'Served'], unmet: ['未满足', 'Not met'], refused: ['退回', 'Sent back'], void: ['撤回', 'Withdrawn'],
}

/* What a finding says in a tag: short, with its figure. */
export const tagTexts = texts({
  shortNone: ['本区无货', 'None left'], short: ['只剩 {n}', 'Only {n} left'], double: ['疑似重复 {other}', 'Double of {other}?'], refused: ['不在可批范围', 'Out of scope'],
  over: ['超限量 {n}', '{n} over limit'], received: ['近期已得 {n}', 'Got {n} lately'], late: ['超时 {n}', '{n} late'], leader: ['会商后另须批', 'More consent'],
  lines: ['{tag}，{n} 行', '{tag}, {n} lines'],
})

export const p = texts({
  chosen: ['已选 {n} 单', '{n} selected'], unchoose: ['取消选择', 'Clear'],
  left: ['批后可用', 'Left afterwards'], leftOf: ['批 {vetted}，剩 {left}', '{vetted} vetted, {left} left'], leftShort: ['批 {vetted}，剩', '{vetted} vetted, left'], lacksShort: ['批 {vetted}，差', '{vetted} vetted, short by'],
  moreItems: ['另 {n} 项都够', '{n} more items are enough'], results: ['检查结果', 'Checks'],
  passes: ['{n} 单可直接批', '{n} can go through'], over: ['{n} 单超限', '{n} over the limit'], short: ['{n} 单货不够', '{n} not enough stock'],
  nothing: ['{n} 单现在批不了', '{n} cannot be vetted now'], double: ['{n} 单疑似重复', '{n} probably double'], other: ['{n} 单不在待审', '{n} not to vet'],
  toLimit: ['按上限批', 'Vet to the limit'], asAsked: ['照报批', 'As asked'], refuse: ['退回', 'Send back'], special: ['一事一议', 'Case by case'], leave: ['先不办', 'Leave'],
  keep: ['都留', 'Keep both'], asCan: ['按可批批', 'Vet what can be'], approve: ['批准', 'Approve'],
  note: ['给退回单位的话', 'To the units sent back'], noteSpecial: ['一事一议的理由', 'Why case by case'], noteAsked: ['照报批的理由', 'Why as asked'],
  noteDouble: ['已按 {other} 登记，本单退回，不用再报。', 'Recorded as {other}; this one is sent back, no need to ask again.'],
  go: ['批准 {n} 单', 'Approve {n}'], goRefuse: ['退回 {n} 单', 'send back {n}'], goSpecial: ['转议 {n} 单', 'set aside {n}'], goNothing: ['没有要办的', 'Nothing to do'], sep: ['，', ', '],
  needNote: ['先写一句退回的理由', 'Write a sentence first'], working: ['正在办', 'Working'],
  did: ['办好 {n} 单', '{n} done'], didNot: ['{n} 单没办成', '{n} not done'], moreRows: ['等 {n} 单', 'and {n} more'], close: ['关上', 'Close'], differs: ['差 {n} {unit}', '{n} {unit} apart'],
  trimmed: ['按上限或可用量核减：{why}', 'Trimmed to limit or stock: {why}'], asAskedNote: ['照报批：{why}', 'As asked: {why}'], effectFailed: ['没算出批后可用', 'The effect could not be computed'],
})
