/* SPDX-License-Identifier: Apache-2.0 */
import { describe, expect, it } from 'vitest'
import { asLastTime, chooseOne, costOf, fenOf, most, sumOf, toggled, withQty, yuanOf, type Line } from './basket'
import type { Offer, Order } from './home'
import { elderMoney, weight } from './words'

const line = (line_no: number, over: Partial<Line> = {}): Line =>
  ({ line_no, item_id: String(line_no), code: '', zh: `包${line_no}`, unit: '份', category: 'package', price: '50.00', price_units: 1, left: 10, per_household: 1, is_package: true, ...over })
const offer = (...lines: Line[]): Offer => ({ lines, parts: [] }) as unknown as Offer
const order = (stage: Order['stage'], ...items: [string, number][]): Order => ({ stage, lines: items.map(([item_id, qty]) => ({ item_id, qty })) }) as unknown as Order

describe('what is chosen', () => {
  it('is one of the packages, or any number of goods', () => {
    const packages = offer(line(1), line(2))
    const first = toggled(packages, new Map(), packages.lines[0] as Line)
    expect([...toggled(packages, first, packages.lines[1] as Line)]).toEqual([[2, 1]])
    const goods = offer(line(1, { is_package: false }), line(2))
    expect(chooseOne(goods)).toBe(false)
    expect([...toggled(goods, new Map([[1, 2]]), goods.lines[1] as Line)]).toEqual([[1, 2], [2, 1]])
    expect([...toggled(goods, new Map([[1, 2]]), goods.lines[0] as Line)]).toEqual([])
  })
  it('never exceeds the limit of a household or what is left', () => {
    expect(most(line(1, { per_household: 3, left: 2 }))).toBe(2)
    expect(most(line(1, { per_household: 0, left: 7 }))).toBe(7)
    expect([...withQty(new Map(), line(1, { per_household: 3 }), 9)]).toEqual([[1, 3]])
    expect([...withQty(new Map([[1, 1]]), line(1), 0)]).toEqual([])
  })
  it('costs to the fen, half up', () => {
    expect(fenOf('12.30')).toBe(1230)
    expect(fenOf('12.3')).toBe(1230)
    expect(yuanOf(1205)).toBe('12.05')
    expect(costOf({ price: '3.99', price_units: 500 }, 250)).toBe(200)      // 199.5
    expect(sumOf(offer(line(1), line(2, { price: '0.10' })), new Map([[1, 2], [2, 3]]))).toBe(10030)
  })
  it('begins with last time’s choice, as far as it is on sale', () => {
    const now = offer(line(1, { left: 0 }), line(2, { per_household: 2 }))
    expect([...asLastTime(now, [order('over', ['2', 1]), order('done', ['9', 1]), order('done', ['2', 5])])]).toEqual([[2, 2]])
    expect([...asLastTime(now, [order('done', ['1', 1])])]).toEqual([])
  })
})

describe('as elders say it', () => {
  it('money is whole yuan where it can be', () => {
    expect(elderMoney('100.00')).toBe('100 元')
    expect(elderMoney('12.50')).toBe('12.5 元')
  })
  it('weights are 斤', () => {
    expect(weight(1000, '克', true)).toBe('2 斤')
    expect(weight(5, '千克', true)).toBe('10 斤')
    expect(weight(750, 'g', true)).toBe('1.5 斤')
    expect(weight(2, '棵', true)).toBe('2 棵')
    expect(weight(5000, '克', false)).toBe('5 kg')
  })
})
