/* SPDX-License-Identifier: Apache-2.0 */
import { texts } from '@/shared/i18n'

export const t = texts({
  loading: ['正在取单据', 'Loading the document'],
  failed: ['单据没取下来', 'The document could not be loaded'],
  retry: ['再取一次', 'Load again'],
  from: ['从', 'From'], to: ['到', 'To'], giver: ['交货', 'Giver'], taker: ['收货', 'Taker'], carrier: ['承运', 'Carrier'],
  created: ['开单', 'Made'], due: ['限时', 'Due'], parent: ['依据', 'Based on'],
  lines: ['物资 {n} 行', '{n} {n|line|lines}'],
  asked: ['申报', 'Asked'], granted: ['核准', 'Granted'], sent: ['发出', 'Sent'], arrived: ['到', 'Arrived'], taken: ['收下', 'Taken'], back: ['退回', 'Back'],
  short: ['缺', 'Missing'], found: ['找回', 'Found'], lost: ['损失', 'Lost'], dropped: ['不办', 'Dropped'], nothing: ['还没动', 'Nothing yet'],
  moreLines: ['还有 {n} 行，看全部', '{n} more, show all'],
  history: ['经过', 'History'], none: ['草稿，还没有经过', 'A draft; nothing has happened yet'], hash: ['台账第几号的指纹', 'Fingerprint in the ledger'],
  signedAs: ['以{role}签', 'signed as {role}'], substitute: ['代', 'as substitute'],
  steps: ['能办的', 'What can be done'], noSteps: ['这张单现在没有你要办的', 'There is nothing for you to do here now'],
  signers: ['签字', 'Signatures'], signed: ['{who} 已签', 'signed by {who}'], mine: ['该你签', 'yours to sign'], waits: ['等人签', 'waiting'],
  note: ['说明', 'Note'], reason: ['原因（必填）', 'Reason (needed)'], reasonNeeded: ['写明原因再办', 'Say why first'],
  qty: ['数量', 'Quantity'], open: ['可办 {n}', 'up to {n}'], batch: ['批号', 'Batch'], made: ['生产日', 'Made on'], expiry: ['到期日', 'Use by'],
  cancel: ['不办了', 'Cancel'], done: ['{verb}，办好了', '{verb}: done'], signedWait: ['签了，还等{who}', 'Signed; now waiting for {who}'], sign: ['签字：{verb}', 'Sign: {verb}'],
  voucher: ['打印', 'Print'], origins: ['这些货从哪来', 'Where these goods came from'], originsNone: ['这张单还没动过货', 'No goods have moved yet'], trace: ['追溯', 'Trace'],
  counted: ['盘点 {n} 行，{m} 行有差异', '{n} {n|row|rows} counted, {m} differ'], booked: ['账面', 'Booked'], count: ['实盘', 'Counted'], diff: ['差', 'Difference'], why: ['原因', 'Reason'],
  changed: ['别人刚改过这张单，已换成新的，请看清再办。', 'Someone has just changed this document. It has been reloaded; look again.'],
  condition: ['状况', 'Condition'], conditionHint: ['如：八成新，无破损', 'e.g. good, no damage'], conditionNeeded: ['写明每样东西的状况', 'Say in what condition each thing is'],
  countNeeded: ['填点清的数', 'Fill in what was counted'], noteNeeded: ['填“{what}”', 'Fill in “{what}”'],
  packs: ['整{unit}', 'Whole {unit}'], loose: ['零{unit}', 'Loose {unit}'],
})
