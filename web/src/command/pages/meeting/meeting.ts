/* SPDX-License-Identifier: Apache-2.0 */
/* What the meeting's page knows without drawing anything: where a meeting stands, what this person can do next, how a quantity is set. */
import type { Schemas } from '@/shared/api/client'

export type Table = Schemas['allocation_table']
export type Item = Schemas['allocation_table_item']
export type Row = Schemas['allocation_table_line']
export type Class = Schemas['allocation_table_class']
export type Effect = Schemas['allocation_effect']
export type Rule = Schemas['allocation_rule']
export type Changed = Schemas['allocation_changed']
export type Pin = Schemas['allocation_pin']

export const FULL = 10_000
/* 1/10000 to whole percent, never rounded up to a 100 that is not there. */
export const wholePercent = (fill: number): string => `${Math.floor(fill / 100)}%`

export const keyOf = (row: { request_id: string; request_line_no: number }): string => `${row.request_id}/${row.request_line_no}`

/* A unit may have several requests for one item; then the end of the number tells them apart. */
export const several = (row: Row, rows: readonly Row[]): boolean => rows.some(one => one.unit_id === row.unit_id && keyOf(one) !== keyOf(row))
export const tail = (row: Row): string => ` #${row.number.split('-').at(-1) ?? ''}`

export type Step = 'computed' | 'meeting' | 'approve' | 'issue'
export const STEPS: readonly Step[] = ['computed', 'meeting', 'approve', 'issue']

/* The step a meeting stands at; all are behind an issued one. */
export function stepOf(table: Pick<Table, 'state' | 'orders'> | undefined): Step | 'done' | 'ended' {
  if (!table) return 'computed'
  if (table.state === 'draft') return 'meeting'
  if (table.state === 'review') return 'approve'
  if (table.state === 'held') return table.orders > 0 ? 'done' : 'issue'
  return table.state === 'done' ? 'done' : 'ended'
}

export type Act = 'compute' | 'submit' | 'approve' | 'cosign' | 'issue'
export interface Rights { edit: boolean; approve: boolean; order: boolean }
/* The one button for this person now, or why there is none. */
export type Next = { act: Act } | { act?: undefined; why: 'noDraft' | 'inMeeting' | 'made' | 'signed' | 'waiting' | 'notIssuer' | 'issued' | 'ended' }

export function nextAct(table: Table | undefined, rights: Rights): Next {
  const step = stepOf(table)
  if (!table) return rights.edit ? { act: 'compute' } : { why: 'noDraft' }
  if (step === 'meeting') return rights.edit ? { act: 'submit' } : { why: 'inMeeting' }
  if (step === 'approve') {
    if (table.mine) return { act: table.given + 1 < table.needed ? 'cosign' : 'approve' }
    return { why: table.has_signed ? 'signed' : table.made ? 'made' : 'waiting' }
  }
  if (step === 'issue') return rights.order ? { act: 'issue' } : { why: 'notIssuer' }
  if (step === 'ended') return rights.edit ? { act: 'compute' } : { why: 'ended' }
  return { why: 'issued' }
}

export const waitingFor = (table: Table): string => table.signs[table.given]?.title ?? ''

/* What is wrong with a quantity, and what it could be instead. */
export interface Wrong { kind: 'packs' | 'above' | 'number'; offers: number[] }

export function check(typed: string, pack: number, most: number): number | Wrong {
  const text = typed.replace(/[,，\s]/g, '')
  if (!/^\d{1,15}$/.test(text)) return { kind: 'number', offers: [] }
  const qty = Number(text)
  if (qty > most) return { kind: 'above', offers: [most] }
  if (qty % pack !== 0) return { kind: 'packs', offers: [Math.floor(qty / pack) * pack, Math.min(most, Math.ceil(qty / pack) * pack)] }
  return qty
}

export const stepped = (qty: number, packs: number, pack: number, most: number): number =>
  Math.max(0, Math.min(most, (Math.floor(qty / pack) + packs) * pack))

export interface Group { of: Class; rows: Row[]; met: boolean }

export function groups(table: Table): Group[] {
  return table.classes.map(of => {
    const rows = table.rows.filter(row => row.priority === of.priority)
    return { of, rows, met: rows.every(row => row.fill >= FULL) }
  })
}

/* The quantity shown for a row while a change is tried. */
export function tried(row: Row, effect: Effect | undefined): number {
  return effect?.lines.find(line => keyOf(line) === keyOf(row))?.after ?? row.now
}

export function fillOf(row: Row, qty: number): number {
  return row.asked === 0 ? FULL : Math.min(FULL, Math.floor(((row.own_stock + row.received_before + qty) * FULL) / row.asked))
}

export const standing = (changes: readonly Changed[]): Changed[] => changes.filter(change => change.undone === undefined)
