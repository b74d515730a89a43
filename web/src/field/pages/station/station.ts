/* SPDX-License-Identifier: Apache-2.0 */
/* A station as it stands on the phone: what was brought, counted by item or by order, and what is short of what was sent. */
import { computed, type ComputedRef } from 'vue'
import type { Schemas } from '@/shared/api/client'

export type Station = Schemas['station_out']
export type Arrival = Schemas['station_arrival_out']
export type Parcel = Schemas['station_parcel_out']
export type Line = Schemas['station_count']

/* Something of it has to be done here: count, or say what is missing. */
export const isWaiting = (it: Arrival): boolean => it.state === 'arrived' && !it.signed_team
/* Both have counted, and less came than was sent: the team still has to say so. */
export const isShort = (it: Arrival): boolean => it.state === 'arrived' && !it.signed_team && it.lines.some(line => line.taken > 0) && it.lines.some(line => line.sent > line.taken)

export const waitsFor = (all: () => readonly Station[]): ComputedRef<number | undefined> => computed(() => {
  const n = all().reduce((sum, one) => sum + one.arrivals.filter(isWaiting).length + one.buildings.reduce((k, it) => k + it.parcels.length, 0), 0)
  return n || undefined
})

/* What is still to be counted of each line. */
export const left = (line: Line): number => Math.max(0, line.sent - line.taken)

/* Item by item, when only some of the orders came: what the others would have had is missing. */
export function sumsOf(lines: readonly Line[], parcels: readonly Parcel[], absent: ReadonlySet<string>): Map<number, number> {
  const missing = new Map<string, number>()
  for (const parcel of parcels) if (absent.has(parcel.order_id)) for (const goods of parcel.lines) missing.set(goods.item_id, (missing.get(goods.item_id) ?? 0) + goods.qty)
  return new Map(lines.map(line => [line.line_no, Math.max(0, left(line) - (missing.get(line.item_id) ?? 0))]))
}

export interface Short { line: Line; counted: number; short: number }
export const shortOf = (lines: readonly Line[], counted: ReadonlyMap<number, number>): Short[] =>
  lines.map(line => ({ line, counted: counted.get(line.line_no) ?? left(line), short: left(line) - (counted.get(line.line_no) ?? left(line)) })).filter(one => one.short > 0)

/* The goods of parcels that are passed on, summed by item, as both sides count them. */
export function goodsOf(parcels: readonly Parcel[]): { item: string; unit: string; qty: number }[] {
  const sums = new Map<string, { item: string; unit: string; qty: number }>()
  for (const parcel of parcels) for (const goods of parcel.lines) {
    const sum = sums.get(goods.item_id) ?? { item: goods.item, unit: goods.unit, qty: 0 }
    sums.set(goods.item_id, { ...sum, qty: sum.qty + goods.qty })
  }
  return [...sums.values()]
}
