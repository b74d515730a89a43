/* SPDX-License-Identifier: Apache-2.0 */
import { expect, test } from 'vitest'
import { bodyOf, discount, newGoods, newHours, newPoint } from './data'

test('a price is compared with the market by the same quantity, exactly', () => {
  expect(discount('0.45', 1, '0.50', 1)).toBe(1000)
  expect(discount('4.50', 10, '0.50', 1)).toBe(1000)
  expect(discount('0.50', 1, '0.50', 1)).toBe(0)
  expect(discount('0.60', 1, '0.50', 1)).toBe(-2000)
})

test('a draft that is changed keeps the lot and the fund its goods were set to', () => {
  const rice = { ...newGoods(), item_id: '7', price: '4', set: { lot_id: '71', fund_id: '72' } }
  const body = bodyOf({ from: '1', reason: '改价', decision: '', release: '' }, [rice], [{ ...newPoint(), place_id: '9', qty: { [rice.key]: '20' } }], [])
  expect(body.goods[0]).toMatchObject({ lot_id: '71', fund_id: '72' })
})

test('shares name goods and points as the lists that are sent count them, whatever was left empty', () => {
  const empty = newGoods()
  const rice = { ...newGoods(), item_id: '7', price: '4', market: { by: 'none' as const, market_price: '0.00', market_units: 1 }, stated: '5', source: '采价单' }
  const nowhere = newPoint()
  const shop = { ...newPoint(), place_id: '9', qty: { [rice.key]: '20' } }
  const body = bodyOf({ from: '1', reason: ' 涨价 ', decision: '', release: '' }, [empty, rice], [nowhere, shop], [newHours('2026-11-23'), { ...newHours('2026-11-22'), opens: '14:00', closes: '13:00' }])
  expect(body.shares).toEqual([{ point: 0, goods: 0, qty: 20 }])
  expect(body.goods).toEqual([{ item_id: '7', price: '4.00', price_units: 1, per_household: 0, per_unit: 0, anew: true, market_price: '5.00', market_units: 1, market_source: '采价单' }])
  expect(body.hours).toEqual([{ point: -1, opens: '2026-11-23T09:00:00+08:00', closes: '2026-11-23T11:00:00+08:00' }])
})
