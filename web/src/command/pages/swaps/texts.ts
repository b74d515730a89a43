/* SPDX-License-Identifier: Apache-2.0 */
import { texts } from '@/shared/i18n'

export const t = texts({
  which: ['看什么', 'What'], all: ['全部', 'All'], st_draft: ['草稿', 'Drafts'], st_review: ['待批', 'To approve'], st_agreed: ['待交接', 'To hand over'],
  st_handed: ['待办结', 'To close'], st_closed: ['已办结', 'Closed'],
  newOne: ['新建置换', 'New exchange'], failed: ['没有取到', 'Could not be loaded'], retry: ['再取一次', 'Load again'], more: ['再看一些', 'Show more'],
  none: ['没有置换单', 'No exchanges'], noneText: ['急需的物资买不到、别的单位有，可以拿等值的物资去换。', 'When something urgent cannot be bought and another unit has it, goods of equal value are exchanged.'],
  partner: ['对方单位', 'Other unit'], out: ['换出', 'Goes out'], in: ['换入', 'Comes in'], value: ['价值', 'Worth'], open: ['还差', 'Open'], state: ['状态', 'State'],
  unnumbered: ['未提交', 'Not submitted'], theyOwe: ['对方欠 {sum}', 'they owe {sum}'], weOwe: ['我方欠 {sum}', 'we owe {sum}'], even: ['两清', 'Even'],
  reason: ['为什么换', 'Why'], reasonHint: ['如：防护服市场断货', 'e.g. no suits on the market'], decision: ['会议决定文号', 'Number of the decision'], settleGround: ['差额怎样结清', 'How the difference is settled'],
  from: ['从哪个仓', 'From which warehouse'], pickFrom: ['选仓库', 'Choose a warehouse'], pickPartner: ['选单位：外单位或区内单位', 'An organisation or a unit of the district'],
  goodsOut: ['我们给', 'We give'], goodsIn: ['我们得', 'We get'], addLine: ['加一行', 'Add a line'], dropLine: ['删这一行', 'Remove this line'], item: ['物资', 'Item'], qty: ['数量', 'Quantity'],
  price: ['单价（元）', 'Price (yuan)'], ground: ['定价依据', 'Ground'], cost: ['账面成本', 'Cost in the books'], price_list: ['价格表', 'Price list'], agreed: ['商定', 'Agreed'],
  groundNote: ['哪份价格表、谁商定', 'Which list, who agreed'], sums: ['换出 {out} · 换入 {in}', 'Out {out} · in {in}'], byBooks: ['按账面成本', 'at cost in the books'],
  more2: ['有差额、用专款时填', 'For a difference or a fund'], fund: ['物资所属专款', 'Fund of the goods'], fund2: ['差额由哪项专款收付', 'Fund that pays or gets a difference'], noFund: ['没有', 'None'],
  send: ['提交会商', 'Put forward'], keep: ['只存草稿', 'Keep as a draft'], edit: ['改草稿', 'Change the draft'], cancel: ['不办了', 'Cancel'],
  needFrom: ['选从哪个仓出', 'Choose the warehouse'], needPartner: ['选对方单位', 'Choose the other unit'], needReason: ['写明为什么换', 'Say why'], needLines: ['两边都至少填一行', 'Fill in at least one line on each side'],
  needPrice: ['不按账面成本的行要有单价和依据', 'Lines not at cost need a price and its ground'],
  story: ['换什么', 'What is exchanged'], given: ['已交 {n}', '{n} handed over'], got: ['已收 {n}', '{n} taken in'], worth: ['价值 {sum}', 'worth {sum}'], notYet: ['还没交接', 'Not handed over yet'],
  outSum: ['换出 {sum}', 'Out {sum}'], inSum: ['换入 {sum}', 'In {sum}'], equal: ['等值', 'equal'], apart: ['差额 {sum}', '{sum} apart'],
  openTitle: ['两边还差', 'Still open between the two'], openThey: ['我们多给了 {sum}，等对方的货或款', 'We gave {sum} more; their goods or money is still to come'],
  openWe: ['我们多得了 {sum}，还欠对方', 'We got {sum} more and still owe it'], balances: ['差额', 'Differences'], bookOpen: ['按差额结清', 'Settle as a difference'],
  bookWhy: ['为什么不再换齐（报会议批）', 'Why the rest will not come (for the meeting)'], bookSend: ['报批差额', 'Put the difference forward'], bookSent: ['差额已报批', 'The difference was put forward'],
  theirs: ['对方付', 'They pay'], ours: ['我方付', 'We pay'], keeperSide: ['我方保管员', 'our keeper'], otherSide: ['对方单位（代表）', 'for the other unit'],
  closeNote: ['说明（没换齐的写原因）', 'Note (why the rest does not come)'], closed: ['办结了', 'Closed'],
  handNote: ['对方谁来的、点的数', 'Who came for the other unit, and what was counted'], signedWait: ['签了，还等{who}', 'Signed; now waiting for {who}'], handDone: ['交接好了', 'Handed over'], steps: ['交接', 'Hand over'],
})
