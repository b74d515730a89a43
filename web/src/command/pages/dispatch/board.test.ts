/* SPDX-License-Identifier: Apache-2.0 */
import { describe, expect, it } from 'vitest'
import { mapOf, neighbour, partsOf, room, shortNumber, waysOf, type Board, type Left, type Line } from './board'

const line = (over: Partial<Line>): Line => ({
  line_no: 1, item_id: '1', item: '口罩', item_code: 'M', unit: '只', pack: 10, pack_unit: '箱', shown: '6 箱', asked: 60, granted: 60, dropped: 0, sent: 0, arrived: 0,
  short_qty: 0, found: 0, lost: 0, taken: 0, back: 0, billed: 0, paid: 0, price_units: 1, ...over,
})
const left = (over: Partial<Left>): Left => ({
  allocation_line_no: 1, item_id: '1', item: '口罩', unit: '只', pack: 10, place_id: 'A', place: '甲库', unit_id: 'U', taker: '乙所', to_place_id: 'U', to_place: '乙所',
  approved: 60, ordered: 0, left: 60, ...over,
})

describe('orders', () => {
  it('a number is short enough to say', () => {
    expect(shortNumber('DB-330114-20261122-0381')).toBe('1122-0381')
    expect(shortNumber(undefined)).toBe('')
  })

  it('a step may move what the step before left', () => {
    expect(room('depart', line({}))).toBe(60)
    expect(room('receive', line({ sent: 60, arrived: 35, short_qty: 5 }))).toBe(20)
    expect(room('lose', line({ sent: 60, arrived: 55, short_qty: 5, found: 2 }))).toBe(3)
  })

  it('everything is said without figures, a part with them, a loss always with them', () => {
    expect(partsOf('depart', [line({})], { 1: 60 })).toBeUndefined()
    expect(partsOf('depart', [line({}), line({ line_no: 2 })], { 1: 40, 2: 0 })).toEqual([{ line_no: 1, qty: 40 }])
    expect(partsOf('lose', [line({ sent: 60, arrived: 55, short_qty: 5 })], { 1: 5 })).toEqual([{ line_no: 1, qty: 5 }])
  })

  it('lines become one order for each place and addressee; what is used up makes none', () => {
    const ways = waysOf([left({}), left({ allocation_line_no: 2, item_id: '2' }), left({ allocation_line_no: 3, place_id: 'B' }), left({ allocation_line_no: 4, left: 0, unit_id: 'V' })])
    expect(ways.map(w => w.lines.length)).toEqual([2, 1])
  })
})

describe('the board', () => {
  it('arrows go through columns and skip empty ones', () => {
    const columns = [{ cards: [{ doc_id: 'a' }, { doc_id: 'b' }] }, { cards: [] }, { cards: [{ doc_id: 'c' }] }]
    expect(neighbour(columns, 'a', 'ArrowDown')).toBe('b')
    expect(neighbour(columns, 'b', 'ArrowRight')).toBe('c')
    expect(neighbour(columns, 'c', 'ArrowLeft')).toBe('a')
    expect(neighbour(columns, 'c', 'ArrowRight')).toBeUndefined()
    expect(neighbour(columns, 'x', 'ArrowRight')).toBeUndefined()
  })

  it('the map has a line for each way whose ends have points, and late ones stand out', () => {
    const board: Board = {
      now: '2026-11-22T08:00:00+08:00', columns: [], warehouses: [], areas: [], carriers: [], n_ways: 2,
      ways: [{ from_place_id: 'A', to_place_id: 'U', state: 'departed', orders: 1, late: 1, doc_id: '7', number: 'DB-330114-20261122-0001' }, { from_place_id: 'A', to_place_id: 'W', state: 'ordered', orders: 2, late: 0 }],
      places: [
        { place_id: 'A', kind: 'warehouse', name: '甲库', lon_e7: 1204000000, lat_e7: 303000000, has_point: true, exact: true },
        { place_id: 'U', kind: 'unit', name: '乙所', lon_e7: 1205000000, lat_e7: 303000000, has_point: true, exact: false },
        { place_id: 'W', kind: 'unit', name: '丙所', lon_e7: 0, lat_e7: 0, has_point: false, exact: false },
      ],
    }
    const map = mapOf(board, way => way.number ?? '')
    expect(map.lines).toHaveLength(1)
    expect(map.lines[0]).toMatchObject({ id: '7', alarm: true, points: [[120.4, 30.3], [120.5, 30.3]] })
    expect(map.points.map(p => p.kind)).toEqual(['depot', 'stop'])
    expect(map.inexact).toBe(2)
  })
})
