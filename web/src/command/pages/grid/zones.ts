/* SPDX-License-Identifier: Apache-2.0 */
/* Zones and kinds of area are words of the plans in force; what a plan calls them comes with a grid and is remembered. */
import { reactive } from 'vue'
import { pick } from '@/shared/i18n'
import type { Schemas } from '@/shared/api/client'
import type { Tone } from '@/ui-desk/StatusTag.vue'

type Word = Schemas['grid_word']
const known = reactive(new Map<string, readonly [string, string]>([
  ['control', ['管控区', 'Control zone']], ['static', ['静态区', 'Static zone']], ['village', ['村', 'Village']], ['town_compound', ['城镇小区', 'Town compound']],
]))

export function learn(words: readonly Word[]): void {
  for (const word of words) if (word.zh) known.set(word.id, [word.zh, capital(word.en ?? word.zh)])
}
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
export const zoneName = (id: string): string => { const word = known.get(id); return word ? pick(word) : id }
/* Nobody leaves: the strictest stands out; everything else is only said. */
export const zoneTone = (id: string): Tone => (id === 'control' ? 'warn' : 'info')
