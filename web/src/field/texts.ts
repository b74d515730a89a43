/* SPDX-License-Identifier: Apache-2.0 */
import { texts } from '@/shared/i18n'

export const t = texts({
  app: ['保供', 'Baogong'], today: ['今天', 'Today'], papers: ['单子', 'Papers'], ask: ['要物资', 'Request'], unsent: ['待传', 'To send'],
  signIn: ['登录', 'Sign in'], login: ['账号', 'Account'], password: ['密码', 'Password'], fresh: ['新密码（8 位以上）', 'New password (8 or more)'], again: ['再输一遍', 'Once more'],
  mustChange: ['先改密码', 'Change the password first'], change: ['改密码', 'Change password'], differ: ['两遍不一样', 'These two differ'], lapsed: ['登录过期了，存在手机里的都还在，重新登录接着传。', 'Your session ended. What is on this phone is safe; sign in to go on.'],
  others: ['这台手机上还有别人的 {n} 条没传', '{n} {n|act|acts} of someone else {n|is|are} still on this phone'], othersText: ['先导出交给本人，再清掉。', 'Export them for that person, then clear them.'],
  now: ['现在', 'Now'], next: ['接下来', 'Next'], nothing: ['现在没有要办的', 'Nothing to do now'], nothingText: ['有新单子会出现在这里。', 'New papers appear here.'],
  late: ['超时 {text}', '{text} late'], due: ['{time} 前', 'by {time}'], lines: ['{n} 样', '{n} {n|item|items}'], fromTo: ['{from} → {to}', '{from} → {to}'],
  refresh: ['刷新', 'Refresh'], dataFrom: ['没网，单子是 {age}的', 'Offline; papers from {age}'], loading: ['在取单子', 'Loading papers'], loadFailed: ['没取下来', 'Not loaded'], retry: ['再取一次', 'Try again'],
  more: ['更多', 'More'], back: ['返回', 'Back'], from: ['从', 'From'], to: ['到', 'To'], carrier: ['承运', 'Carrier'], state: ['状态', 'State'], number: ['单号', 'Number'], dueAt: ['时限', 'Due'],
  paperShort: ['{n} 号单', 'Paper {n}'],
  goods: ['物资', 'Goods'], counted: ['数量', 'Counted'], short: ['差 {n} {unit}', '{n} {unit} short'], over: ['多 {n} {unit}', '{n} {unit} over'], all: ['都对，{n} 样', 'All {n} right'], asOrdered: ['按单', 'As ordered'],
  difference: ['有 {n} 样对不上，签了以后报差异', '{n} {n|item differs|items differ}; report it after signing'], reason: ['原因', 'Reason'], reasonNeeded: ['写一句原因', 'Say why'],
  signAs: ['以{role}身份签字', 'Signs as {role}'], giver: ['交货方', 'giver'], taker: ['收货方', 'taker'], carrierRole: ['承运人', 'carrier'], first: ['第一人', 'first'], second: ['第二人', 'second'],
  waitsFor: ['等{role}签字', 'Waits for the {role} to sign'], waitsText: ['你这边没有要办的。', 'Nothing for you to do.'], doneHere: ['这张单子你办完了', 'Your part is done'],
  otherSteps: ['别的情况', 'Something else'], history: ['办过的', 'Done so far'], kept: ['已存手机，有网自动传', 'Kept on this phone; sent when there is a network'],
  expiry: ['有效期到', 'Use by'], batch: ['批号', 'Batch'],
  unit: ['哪个单位', 'For which unit'], purpose: ['做什么用', 'What for'], findItem: ['找物资', 'Find goods'], wanted: ['要多少', 'How many'], askAct: ['提交 {n} 样', 'Ask for {n} {n|item|items}'], askNone: ['先选物资', 'Choose goods first'], packOf: ['每{packUnit} {n} {unit}', '{n} {unit} a {packUnit}'],
  mine: ['我提的', 'My requests'], noAsk: ['还没有提过', 'None yet'], asked: ['要 {n} 样物资', 'Asked for {n} {n|item|items}'], noItems: ['没有这样的物资', 'No such goods'], chosen: ['已选', 'Chosen'],
  unsentNone: ['都传了', 'All sent'], unsentNoneText: ['这里会列出还在手机里的。', 'What is still on this phone is listed here.'], send: ['现在传', 'Send now'], export: ['导出未上传', 'Export unsent'], drop: ['丢掉', 'Drop'], againAct: ['再传一次', 'Send again'], mend: ['打开看看，改了再传', 'Open and correct'], missing: ['没有这一页', 'There is no such page'], notHere: ['这一页还没存到手机，有网时打开一次就行。', 'This page is not on the phone yet; open it once with a network.'], reload: ['重新打开', 'Open anew'], noRightPage: ['你的账号不能看这一页', 'Your account may not see this page'], askWho: ['找街道的管理员开通。', 'The administrator of the subdistrict can grant it.'], recent: ['刚办的', 'Lately'],
  dropSure: ['丢掉这一条？', 'Drop this one?'], dropText: ['它没有传到，丢了就当没办过。', 'It was not sent; dropping it means it was not done.'], conflict: ['别人先办了，或规则不许', 'Somebody was faster, or a rule forbids it'], heldBack: ['等前一条', 'Waits for the one before'],
  settings: ['设置', 'Settings'], language: ['语言', 'Language'], look: ['外观', 'Appearance'], auto: ['跟系统', 'System'], light: ['浅色', 'Light'], dark: ['深色', 'Dark'], typeSize: ['字号', 'Text size'], big: ['大字', 'Large text'], ordinary: ['标准字', 'Ordinary'], signOut: ['退出登录', 'Sign out'], signOutSure: ['还有 {n} 条没传，退出就没了', '{n} {n|act is|acts are} not sent; signing out loses {n|it|them}'], signOutAnyway: ['清掉并退出', 'Clear and sign out'], signOutText: ['退出会清掉这台手机上存的单子。', 'Signing out clears the papers kept on this phone.'], cancel: ['不退了', 'Stay'], close: ['关上', 'Close'],
  noRight: ['你的账号在手机上没有要办的事', 'Your account has nothing to do on a phone'], noRightText: ['这里给司机、保管员和单位物资员用。', 'This is for drivers, keepers and unit clerks.'],
  ordered: ['已下达', 'Ordered'], acknowledged: ['已接令', 'Acknowledged'], departed: ['在路上', 'On its way'], arrived: ['已到达', 'Arrived'], received: ['已签收', 'Received'], disputed: ['有差异', 'Disputed'], expected: ['待到货', 'Expected'], raised: ['待审', 'To be vetted'], openState: ['已通过', 'Passed'], closed: ['已办结', 'Closed'], refused: ['没通过', 'Refused'], void: ['已作废', 'Withdrawn'], draft: ['草稿', 'Draft'],
  sep: ['，', ', '],
})
export type TextKey = Parameters<typeof t>[0]

const STATES: Record<string, TextKey> = { open: 'openState' }
export const stateName = (state: string): string => t((STATES[state] ?? state) as TextKey)
const ROLES: Record<string, TextKey> = { carrier: 'carrierRole' }
export const signerName = (label: string): string => t((ROLES[label] ?? label) as TextKey)
