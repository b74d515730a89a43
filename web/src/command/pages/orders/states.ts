/* SPDX-License-Identifier: Apache-2.0 */
import type { Schemas } from '@/shared/api/client'
import type { Tone } from '@/ui-desk/StatusTag.vue'
import { t } from './texts'

export type Row = Schemas['row_out']
export type Total = Schemas['total_out']
export const STATES = ['placed', 'paid', 'part', 'owing', 'done', 'void'] as const
export type State = (typeof STATES)[number]

const tones: Record<State, Tone> = { placed: 'info', paid: 'brand', part: 'warn', owing: 'caution', done: 'ok', void: 'plain' }

export const toneOf = (row: Pick<Row, 'state' | 'pay'>): Tone => (waits(row) ? 'caution' : tones[row.state as State] ?? 'plain')
export const wordOf = (row: Pick<Row, 'state' | 'pay'>): string => (waits(row) ? t('s_waits') : t(`s_${row.state as State}`))
export const payWord = (pay: Row['pay']): string => t(`p_${pay}`)
export const channelWord = (channel: Row['channel']): string => t(`c_${channel}`)

/* Ordered in advance and nobody has taken the money yet. */
export function waits(row: Pick<Row, 'state' | 'pay'>): boolean {
  return row.state === 'placed' && row.pay === 'prepaid'
}

/* "not_home,damaged": a word for each. */
export function troubles(row: Pick<Row, 'trouble'>): string[] {
  const known = ['not_home', 'damaged', 'short', 'wrong', 'refused', 'complaint'] as const
  return (row.trouble ?? '').split(',').flatMap(word => known.filter(k => k === word)).map(word => t(`t_${word}`))
}

/* How many pieces fewer than ordered the shop can bring; 0 while it has not said. */
export const lacks = (row: Pick<Total, 'said' | 'confirmed' | 'qty'>): number => (row.said && row.confirmed < row.qty ? row.qty - row.confirmed : 0)
