/* SPDX-License-Identifier: Apache-2.0 */
/* The selection sorted into groups by what was found, one choice each, and what has to be sent to the server for it. */
import type { Schemas } from '@/shared/api/client'
import { pick } from '@/shared/i18n'
import { p } from './texts'
import { isTrimmed, isWaiting, shortNumber, type Row } from './rows'

export type Act = Schemas['request_act_in']
export type GroupKey = 'passes' | 'over' | 'short' | 'nothing' | 'double' | 'other'
export type Choice = 'asked' | 'can' | 'refuse' | 'special' | 'leave'
export type Choices = Record<GroupKey, Choice>
export interface Group { key: GroupKey; rows: Row[]; choices: readonly Choice[] }

export const usual: Choices = { passes: 'asked', over: 'can', short: 'can', nothing: 'leave', double: 'refuse', other: 'leave' }

const OFFERED: Readonly<Record<GroupKey, readonly Choice[]>> = {
  passes: ['asked', 'refuse', 'special'], over: ['can', 'asked', 'refuse', 'special'], short: ['can', 'asked', 'leave', 'special'],
  nothing: ['leave', 'asked', 'refuse', 'special'], double: ['asked', 'refuse', 'leave'], other: ['leave'],
}
const ORDER: readonly GroupKey[] = ['passes', 'over', 'short', 'nothing', 'double', 'other']

const has = (row: Row, ...kinds: readonly string[]): boolean => row.findings.some(f => kinds.includes(f.kind))

export function groupOf(row: Row): GroupKey {
  if (!isWaiting(row)) return 'other'
  if (has(row, 'double')) return 'double'
  if (!isTrimmed(row)) return 'passes'
  if (row.lines.every(line => line.can === 0)) return 'nothing'
  return has(row, 'over', 'received', 'refused') ? 'over' : 'short'
}

export function groupsOf(rows: readonly Row[]): Group[] {
  const byKey = new Map<GroupKey, Row[]>()
  for (const row of rows) {
    const key = groupOf(row)
    byKey.set(key, [...(byKey.get(key) ?? []), row])
  }
  return ORDER.flatMap(key => (byKey.has(key) ? [{ key, rows: byKey.get(key) ?? [], choices: OFFERED[key] }] : []))
}

const why = (row: Row): string => row.findings.filter(f => f.kind !== 'late' && f.kind !== 'leader').map(f => pick([f.zh, f.en])).join('；').slice(0, 400)

/* The other request a double is the double of, for the sentence to the unit. */
export function otherNumber(rows: readonly Row[]): string {
  const numbers = rows.flatMap(row => row.findings.filter(f => f.kind === 'double').map(f => shortNumber(f.other_number)))
  return [...new Set(numbers)].slice(0, 3).join('、')
}

function actOf(row: Row, choice: Choice, note: string): Act {
  const base = { doc_id: row.doc_id, version: row.version }
  if (choice === 'refuse') return { ...base, verb: 'refuse', note }
  if (choice === 'special') return { ...base, verb: 'set_aside', note: note || why(row) || p('special') }
  if (choice === 'can') {
    return isTrimmed(row)
      ? { ...base, verb: 'vet', amounts: row.lines.map(line => ({ line_no: line.line_no, qty: line.can })), note: p('trimmed', { why: why(row) }) }
      : { ...base, verb: 'vet' }
  }
  if (choice === 'asked') return why(row) ? { ...base, verb: 'vet', note: p('asAskedNote', { why: why(row) }) } : { ...base, verb: 'vet' }
  return { ...base, verb: 'leave' }
}

export function actsOf(groups: readonly Group[], choices: Choices, note: string): Act[] {
  return groups.flatMap(group => group.rows.map(row => actOf(row, choices[group.key], note)))
}

export interface Sums { vet: number; refuse: number; special: number; leave: number }

export function sumsOf(acts: readonly Act[]): Sums {
  const of = (verb: Act['verb']): number => acts.filter(act => act.verb === verb).length
  return { vet: of('vet'), refuse: of('refuse'), special: of('set_aside'), leave: of('leave') }
}

/* 批准 11 单，退回 1 单 */
export function buttonText(sums: Sums): string {
  const parts = [sums.vet ? p('go', { n: sums.vet }) : '', sums.refuse ? p('goRefuse', { n: sums.refuse }) : '', sums.special ? p('goSpecial', { n: sums.special }) : ''].filter(Boolean)
  const text = parts.join(p('sep')) || p('goNothing')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
