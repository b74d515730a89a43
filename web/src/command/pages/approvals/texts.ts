/* SPDX-License-Identifier: Apache-2.0 */
import { texts } from '@/shared/i18n'

export const t = texts({
  all: ['全部', 'All'], choose: ['选', 'Choose'], which: ['哪一种单据', 'Which kind'], list: ['等我签字的单据', 'Documents that wait for my signature'],
  what: ['单据', 'Document'], about: ['内容', 'About'], amount: ['金额', 'Amount'], why: ['为什么找我', 'Why me'], fund: ['专款', 'Fund'], waited: ['等了', 'Waited'],
  lines: ['等 {n} 样', '{n} {n|line|lines}'], made: ['{who} 提交', 'by {who}'],
  source: ['依据 {plan} {source}', 'From {plan} {source}'], forWhom: ['代 {who} 签', 'for {who}'], next: ['之后还要 {who} 签', 'then {who} signs'],
  splits: ['可能拆单', 'Maybe split'], splitsHint: ['单看这一张，签的人会不一样：它和别的单据加起来才到这一档', 'Alone it would need other signatures: only together with others it reaches this bracket'],
  blocked: ['现在签不了：{why}', 'Cannot be signed now: {why}'], late: ['超时', 'Late'],
  takes: ['用 {sum}', 'takes {sum}'], free: ['可用 {sum}', '{sum} free'], back: ['退回 {sum}', 'gives back {sum}'],
  none: ['没有等您签的单据', 'Nothing waits for your signature'], noneText: ['新提交的会自己出现在这里', 'What is submitted appears here by itself'],
  failed: ['没读到', 'Could not be read'], retry: ['再试', 'Try again'], more: ['再看 {n} 张', 'Show {n} more'],
  moreThan: ['还有更多，先签掉一些再看', 'There are more; sign some and look again'], total: ['{n} 张等您签', '{n} {n|document waits|documents wait} for you'],
  totalLate: ['{n} 张超时', '{n} late'],
  chosen: ['选了 {n} 张', '{n} chosen'], sum: ['合计', 'Together'], most: ['一次最多 {n} 张', 'At most {n} at once'],
  fundLine: ['{fund}：这次用 {takes}，可用 {free}', '{fund}: takes {takes}, {free} free'], fundShort: ['，差 {short}，后面的会签不上', '; {short} short: the last ones will be refused'],
  bracketLine: ['{bracket}：{n} 张 {sum}', '{bracket}: {n}, {sum}'], clear: ['不选了', 'Clear'],
  note: ['意见（不填也行）', 'Remark (may be empty)'], reason: ['不同意的原因', 'Why not'], sign: ['批准 {n} 张', 'Approve {n}'], signing: ['正在签 {n} 张', 'Signing {n}'],
  signOne: ['批准', 'Approve'], refuse: ['不同意', 'Refuse'], refuseMany: ['不同意 {n} 张', 'Refuse {n}'], reasonNeeded: ['不同意要写原因', 'Say why when you refuse'],
  done: ['签了 {n} 张', 'Signed {n}'], doneRefused: ['退回了 {n} 张', 'Refused {n}'], notDone: ['{n} 张没签上，别的不受影响', '{n} not signed; the others stand'],
  waitsFor: ['还要 {who} 签', 'then {who} signs'], close: ['知道了', 'Close'], news: ['{n} 条新的，看看', '{n} new; show'], moreSums: ['按专款和档次', 'By fund and bracket'],
  whyTitle: ['为什么等您签', 'Why it waits for you'], of: ['第 {n} 签，共 {all} 签', 'signature {n} of {all}'], deadline: ['期限 {time}', 'due {time}'], noDeadline: ['没有规定期限', 'no time is set'],
  compared: ['本单 {own}，同期其他 {others}，同类其他 {alike}，按 {decides} 算', 'this {own}, others in the stretch {others}, alike {alike}; {decides} decides'],
})
