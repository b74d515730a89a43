/* SPDX-License-Identifier: Apache-2.0 */
import { texts } from '@/shared/i18n'

export const t = texts({
  now: ['现在', 'Now'], next: ['接下来', 'Next'], nothing: ['现在没有要办的', 'Nothing to do now'], nothingText: ['有新的会出现在这里。', 'What is new appears here.'],
  late: ['超时 {text}', '{text} late'], left: ['还有 {text}', '{text} left'], ways: ['入口', 'Ways in'], buildings: ['我的楼', 'My buildings'], whole: ['交完', 'Done'],
  allBuildings: ['全部 {n} 栋', 'All {n} buildings'],
  call: ['打电话：{who}', 'Call: {who}'], refresh: ['刷新', 'Refresh'], loading: ['在取', 'Loading'], settings: ['设置', 'Settings'], sep: ['，', ', '],
})
