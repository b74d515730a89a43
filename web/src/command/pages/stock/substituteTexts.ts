/* SPDX-License-Identifier: Apache-2.0 */
import { texts } from '@/shared/i18n'

export const s = texts({
  register: ['替代关系', 'Substitutes'], search: ['找物资或替代物资', 'Find either item'], item: ['缺的物资', 'What is short'], by: ['替代物资', 'Stands in for it'],
  ratio: ['折算', 'Ratio'], ratioText: ['{num} 代 {den}', '{num} for {den}'], note: ['依据和注意', 'Ground and what to mind'], days: ['有效', 'Holds'], fromTo: ['{from} 到 {to}', '{from} to {to}'], fromOn: ['{from} 起', 'from {from}'],
  state: ['现在', 'Now'], inForce: ['可用', 'in force'], notNow: ['不可用', 'not now'],
  empty: ['没有替代关系', 'No substitutes'], emptyText: ['登记以后，缺货的需求和分配会提示拿什么替代、在哪个仓。', 'Once entered, requests and allocations that fall short say what may stand in, and where it lies.'],
  failed: ['替代关系没取下来', 'The register could not be loaded'], retry: ['再取一次', 'Load again'], stale: ['这是旧的', 'This may be old'],
  enter: ['登记替代', 'Enter a substitute'], change: ['改替代关系', 'Change a pair'], look: ['替代关系', 'A pair'], save: ['登记', 'Enter it'], saveChange: ['保存修改', 'Save'], cancel: ['不办了', 'Cancel'],
  num: ['用几个替代物资', 'So many of the substitute'], den: ['代几个缺的物资', 'for so many of the item'], since: ['从哪天起', 'From'], until: ['最后一天（不填：一直有效）', 'Last day (empty: until ended)'],
  need: ['物资、数量和依据都要填', 'Fill in both items, both numbers and the ground'], versions: ['历次版本', 'Versions'], version: ['第 {n} 版', 'Version {n}'], noteHint: ['例：专家组意见，不用于发热门诊', 'e.g. experts’ advice; not for fever clinics'],
  done: ['记下了', 'It is entered'],
})
