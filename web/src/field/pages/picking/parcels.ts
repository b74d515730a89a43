/* SPDX-License-Identifier: Apache-2.0 */
/* What goes into a parcel and what a scan means; nothing here asks the server or the phone. */
import type { Schemas } from '@/shared/api/client'

export type WaveOne = Schemas['wave_one']
export type Parcel = WaveOne['orders'][number]
export type Line = Parcel['lines'][number]

/* What this phone has put into parcels that are not full yet: order, line, how many. */
export interface Basket { of: Record<string, number>; ready: Promise<void> }
const key = (parcel: string, line: number): string => `${parcel}/${line}`

export const inside = (basket: Basket, parcel: Parcel, line: Line): number => Math.min(line.qty, Math.max(line.picked, basket.of[key(parcel.doc_id, line.line_no)] ?? 0))
export const isFull = (basket: Basket, parcel: Parcel): boolean => parcel.lines.every(line => inside(basket, parcel, line) === line.qty)
export const put = (basket: Basket, parcel: Parcel, line: Line, n: number): void => { basket.of[key(parcel.doc_id, line.line_no)] = Math.max(0, Math.min(line.qty, n)) }

export type Meaning = { kind: 'right'; line: Line } | { kind: 'wrong'; zh: string } | { kind: 'enough'; zh: string } | { kind: 'unknown' }
/* What a code means for one parcel of a wave; nothing is changed. */
export function meaningOf(one: WaveOne, basket: Basket, parcel: Parcel, code: string): Meaning {
  const names = (item: { barcode?: string | undefined; code: string }): boolean => (!!item.barcode && item.barcode === code) || item.code.toLowerCase() === code.toLowerCase()
  const lines = parcel.lines.filter(names)
  const line = lines.find(wanted => inside(basket, parcel, wanted) < wanted.qty)
  if (line) return { kind: 'right', line }
  if (lines[0]) return { kind: 'enough', zh: lines[0].zh }
  const other = one.items.find(names)
  return other ? { kind: 'wrong', zh: other.zh } : { kind: 'unknown' }
}
