/* SPDX-License-Identifier: Apache-2.0 */
/* How heavy and large goods are: said of one base unit or of a whole pack, kept in grams and millilitres. */
import type { Schemas } from '@/shared/api/client'
import { count } from '@/shared/format'

export type Weight = Schemas['tour_weight']

/* "1.25" kilograms or litres as 1250; empty is not known and 0; -1 for what is no such number. */
export function thousandths(text: string): number {
  const plain = text.trim()
  if (plain === '') return 0
  const found = /^(\d{1,5})(?:\.(\d{1,3}))?$/.exec(plain)
  return found ? Number(found[1]) * 1000 + Number((found[2] ?? '').padEnd(3, '0')) : -1
}
export const inThousands = (n: number): string => (n === 0 ? '' : (n / 1000).toFixed(3).replace(/\.?0+$/, ''))

/* Of what the weight is said: one unit, one pack, or so many units where the pack has changed since. */
export function ofWhat(row: Weight): string {
  if (row.per === 1) return row.unit
  return row.per === row.pack && row.pack_unit ? row.pack_unit : `${count(row.per)} ${row.unit}`
}
export const isKnown = (row: Weight, what: 'grams' | 'ml'): boolean => row[what] > 0 || row[`unit_${what}`] > 0
/* What planning counts: what somebody said, else what the unit's own name says. */
export const counted = (row: Weight, what: 'grams' | 'ml'): { amount: string; of: string } =>
  (row[what] > 0 ? { amount: inThousands(row[what]), of: ofWhat(row) } : { amount: inThousands(row[`unit_${what}`]), of: row.unit })
