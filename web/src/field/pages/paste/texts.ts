/* SPDX-License-Identifier: Apache-2.0 */
import { texts } from '@/shared/i18n'

export const t = texts({
  title: ['粘贴接龙', 'Paste a list'], tile: ['贴接龙', 'Paste a list'], where: ['哪个网格', 'Which grid'], offer: ['哪期团购', 'Which offer'], bare: ['只写份数的算', 'A bare number means'], bareNone: ['不一定，逐条问', 'Ask each time'],
  text: ['接龙原文', 'The list as copied'], hint: ['在群里长按接龙，全选复制，贴到这里。重发的几版一起贴也不会重复算。', 'Copy the list in the chat and paste it here. Copies posted again are not counted twice.'],
  fromClip: ['从剪贴板粘贴', 'Paste'], read: ['读一读', 'Read it'], readEmpty: ['先贴接龙', 'Paste a list first'], noOffer: ['这里现在没有开着的团购', 'No offer is open here now'], kept: ['已存手机，有网自动读', 'Kept on this phone; read when there is a network'],
  waiting: ['还没传的接龙', 'Lists not sent yet'], before: ['读过的', 'Read before'], beforeNone: ['还没有贴过', 'None yet'], lines: ['{n} 行', '{n} {n|line|lines}'], toLook: ['{n} 条要看', '{n} to look at'], toTake: ['{n} 条可导入', '{n} ready'], allDone: ['都办了', 'All done'],
  problem: ['要看', 'To look at'], ready: ['可导入', 'Ready'], change: ['改或退', 'Changed'], ignored: ['不是订单', 'No orders'], done: ['已办', 'Done'],
  seeText: ['看原文', 'See the text'], line: ['第 {n} 行', 'Line {n}'], more: ['还有 {n} 行要看，不看也不会丢', '{n} more to look at; nothing is lost'], less: ['收起', 'Fewer'],
  readyTitle: ['可导入', 'Ready'], ofBuildings: ['{n} 栋楼', '{n} {n|building|buildings}'], byDoor: ['按楼号排', 'by building'], none: ['没有', 'None'],
  take: ['导入 {n} 单，{q} 份', 'Take {n} {n|order|orders}, {q} pieces'], takeNone: ['没有可导入的', 'Nothing to take over'], taken: ['导入了：新 {placed}，改 {changed}，退 {cancelled}，没办成 {refused}', 'Done: {placed} new, {changed} changed, {cancelled} cancelled, {refused} not done'],
  takeKept: ['已存手机，有网自动导入', 'Kept on this phone; taken over when there is a network'], answered: ['已答，等上传', 'Answered, to upload'],
  choose: ['选住户', 'Choose the household'], find: ['门牌或名字，如 3-2-501', 'Door or name, 3-2-501'], found: ['{n} 户', '{n} {n|household|households}'], chooseGoods: ['要什么', 'What is wanted'], ok: ['就这样', 'Use this'], cancel: ['不选了', 'Close'], none2: ['没有这样的住户', 'No such household'],
  call: ['打电话', 'Call'], noPhone: ['这户没有电话', 'No phone is known'], reason: ['核对接龙', 'Checking a chat list'], textTitle: ['接龙原文', 'The list as it came'], erase: ['删掉原文', 'Erase the text'], erased: ['原文已删', 'The text is erased'], copy: ['复制', 'Copy'], copied: ['已复制，去群里粘贴', 'Copied; paste it in the chat'],
  say: ['回群里的话', 'Texts for the chat'], sayNone: ['先选团购', 'Choose an offer first'], ofLine: ['归第 {n} 行', 'see line {n}'], newer: ['有更新的一版，这份只看不导', 'There is a newer copy; this one is only to look at'], sep: ['、', ', '], openNewer: ['看新的', 'Open it'],
})
