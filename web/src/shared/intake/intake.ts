/* SPDX-License-Identifier: Apache-2.0 */
/* Chat lists and order files, for the phone page and the desk: rows in groups, answers as the server wants them. */
import type { Schemas } from '@/shared/api/client'
import { pick, type Pair } from '@/shared/i18n'

export type Batch = Schemas['intake_batch']
export type Row = Schemas['intake_row']
export type Answer = Schemas['intake_answer']
export type Offer = Schemas['form_offer']
export type State = Row['state']
export interface Reply { act: 'set' | 'drop'; household_id?: string; wants?: { line_no: number; qty: number }[] }

/* What the four counts stand for: to look at, can be taken over, changes and cancellations, no orders. */
export type Group = 'problem' | 'ready' | 'change' | 'ignored' | 'done'
export const GROUPS: readonly Group[] = ['problem', 'ready', 'change', 'ignored', 'done']
export const groupOf = (state: State): Group =>
  state === 'problem' || state === 'refused' ? 'problem' : state === 'ready' ? 'ready' : state === 'change' || state === 'cancel' ? 'change' : state === 'ignored' ? 'ignored' : 'done'
export const countOf = (batch: Batch, group: Group): number =>
  ({ problem: batch.problems + batch.refused, ready: batch.ready, change: batch.changes + batch.cancels, ignored: batch.ignored, done: batch.done + batch.same })[group]
export const openOf = (batch: Batch): number => batch.ready + batch.changes + batch.cancels

export const inGroup = (rows: readonly Row[], group: Group): Row[] => {
  const found = rows.filter(row => groupOf(row.state) === group)
  return group === 'ready' || group === 'change' ? found.sort((a, b) => byDoor(a.door ?? '', b.door ?? '')) : found
}

/* 3-2-501 before 10-1-101: by the numbers in a door. */
export function byDoor(a: string, b: string): number {
  const x = a.split('-')
  const y = b.split('-')
  for (let i = 0; i < Math.max(x.length, y.length); i++) {
    const diff = (parseInt(x[i] ?? '', 10) || 0) - (parseInt(y[i] ?? '', 10) || 0)
    if (diff) return diff
    const words = (x[i] ?? '').localeCompare(y[i] ?? '')
    if (words) return words
  }
  return 0
}

export const buildings = (rows: readonly Row[]): number => new Set(rows.map(row => (row.door ?? '').split('-')[0])).size

/* "蔬菜包 2 份、鸡蛋 1 盒"; without the name where the list is of one product. */
export const wantsText = (wants: readonly Schemas['intake_want'][], sep: string): string =>
  wants.map(one => `${one.goods ?? ''} ${one.qty} ${one.unit ?? ''}`.trim()).join(sep)

export const words = (pair: { zh?: string; en?: string }): string => pick([pair.zh ?? '', pair.en || pair.zh || ''])

/* An answer that can be sent as it stands, else undefined: the person has to choose first. */
export function replyOf(answer: Answer): Reply | undefined {
  if (answer.act === 'drop') return { act: 'drop' }
  if (answer.act !== 'set') return undefined
  return { act: 'set', ...(answer.household_id ? { household_id: answer.household_id } : {}), wants: answer.wants.map(({ line_no, qty }) => ({ line_no, qty })) }
}

export const rowTitle = (row: Row): Pair => [`第 ${row.line_no ?? row.row_no} 行`, `Line ${row.line_no ?? row.row_no}`]
