/* SPDX-License-Identifier: Apache-2.0 */
/* Needs and states of households, as people say them. */
import { lang, pick, type Pair } from '@/shared/i18n'

export const NEEDS = ['alone', 'elderly', 'no_phone', 'disabled', 'infant', 'pregnant', 'chronic', 'low_income', 'left_behind', 'orphan', 'psychiatric'] as const
export type Need = (typeof NEEDS)[number]

const words: Record<Need, Pair> = {
  alone: ['独居', 'Lives alone'], elderly: ['老人', 'Elderly'], no_phone: ['无智能手机', 'No smartphone'], disabled: ['残疾', 'Disabled'], infant: ['婴幼儿', 'Infant'],
  pregnant: ['孕产妇', 'Pregnant'], chronic: ['慢性病', 'Chronic illness'], low_income: ['困难家庭', 'Low income'], left_behind: ['留守', 'Left behind'], orphan: ['孤儿', 'Orphan'],
  psychiatric: ['精神障碍', 'Psychiatric illness'],
}
const states: Record<string, Pair> = { here: ['在家', 'Here'], away: ['外出', 'Away'], moved: ['搬走', 'Moved'] }

const isNeed = (word: string): word is Need => (NEEDS as readonly string[]).includes(word)
export const needName = (need: string): string => (isNeed(need) ? pick(words[need]) : need)
export const needsOf = (set: string | undefined): string[] => (set ?? '').split(',').filter(Boolean)
export const needsText = (set: string | undefined): string => needsOf(set).map(needName).join(lang.value === 'en' ? ', ' : '、')
export const stateName = (state: string): string => pick(states[state] ?? [state, state])
