/* SPDX-License-Identifier: Apache-2.0 */
import { texts } from '@/shared/i18n'

export const t = texts({
  ask: ['找替代', 'Find substitutes'], hide: ['收起替代', 'Hide substitutes'], title: ['{item}缺 {n} {unit}，可用这些替代', '{n} {unit} of {item} are missing: what may stand in'],
  failed: ['替代物资没取下来', 'The substitutes could not be loaded'], retry: ['再取一次', 'Load again'],
  none: ['没有登记替代关系', 'No substitute is in the register'], noneText: ['在“库存与追溯”的“替代”里登记。', 'Enter one under Stock and trace, Substitutes.'],
  ratio: ['{num} {by} 代 {den} {item}', '{num} {by} for {den} {item}'], needed: ['需要', 'Needed'], free: ['可用', 'Free'], covers: ['能顶缺口', 'Stands in for'],
  coversAll: ['够顶全部 {n} {unit}', 'all {n} {unit}'], coversPart: ['只够顶 {n} {unit}', 'only {n} {unit}'], noStock: ['您看得到的仓库里没有', 'None in the warehouses you see'],
  request: ['报替代需求', 'Request it instead'], expires: ['{day} 到期', 'use by {day}'],
})
