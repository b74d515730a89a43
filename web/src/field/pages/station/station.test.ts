/* SPDX-License-Identifier: Apache-2.0 */
import { describe, expect, it } from 'vitest'
import { goodsOf, isShort, isWaiting, shortOf, sumsOf, type Arrival, type Line, type Parcel } from './station'

const line = (line_no: number, item_id: string, sent: number, taken = 0): Line => ({ line_no, item_id, item: `货${item_id}`, unit: '份', asked: sent, sent, taken, missing: 0 })
const parcel = (order_id: string, ...lines: readonly [string, number][]): Parcel => ({ order_id, building: '1号楼', door: '1-101', number: '', pickup_no: '001', goods: '',
  lines: lines.map(([item_id, qty]) => ({ item_id, item: `货${item_id}`, unit: '份', qty })) })
const arrival = (more: Partial<Arrival>): Arrival => ({ state: 'arrived', signed_team: false, signed_driver: false, lines: [], parcels: [], ...more } as unknown as Arrival)

describe('counting in at a station', () => {
  it('sums by item what the orders that came hold', () => {
    const lines = [line(1, 'a', 5), line(2, 'b', 2)]
    const sums = sumsOf(lines, [parcel('1', ['a', 3], ['b', 1]), parcel('2', ['a', 2], ['b', 1])], new Set(['2']))
    expect([...sums]).toEqual([[1, 3], [2, 1]])
    expect(shortOf(lines, sums).map(one => [one.line.line_no, one.counted, one.short])).toEqual([[1, 3, 2], [2, 1, 1]])
    expect(shortOf(lines, new Map())).toEqual([])
  })

  it('never counts less than nothing where an order was cut after loading', () => {
    expect([...sumsOf([line(1, 'a', 1)], [parcel('1', ['a', 3])], new Set(['1']))]).toEqual([[1, 0]])
  })

  it('knows who has to do what', () => {
    expect(isWaiting(arrival({}))).toBe(true)
    expect(isWaiting(arrival({ signed_team: true }))).toBe(false)
    expect(isShort(arrival({ lines: [line(1, 'a', 5, 4)] }))).toBe(true)
    expect(isShort(arrival({ lines: [line(1, 'a', 5)] }))).toBe(false)
  })

  it('adds up what is passed on', () => {
    expect(goodsOf([parcel('1', ['a', 3]), parcel('2', ['a', 2], ['b', 1])])).toEqual([{ item: '货a', unit: '份', qty: 5 }, { item: '货b', unit: '份', qty: 1 }])
  })
})
