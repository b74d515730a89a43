/* SPDX-License-Identifier: Apache-2.0 */
import { describe, expect, it } from 'vitest'
import { giftsOf, hasValue, newGift, priceOf } from './lines'

describe('lines of a donation', () => {
  it('reads prices as people write them', () => {
    expect([priceOf('24'), priceOf('24.5'), priceOf(' 24.50 '), priceOf('24.555'), priceOf('二十四'), priceOf('')]).toEqual(['24.00', '24.50', '24.50', undefined, undefined, undefined])
  })
  it('sends what is filled, and a value only where there is one', () => {
    const lines = [{ ...newGift(), item_id: '1', qty: 2000, pack: 50, price: '24' }, { ...newGift(), item_id: '2', qty: 300, pack: 50, price: '0' }, { ...newGift(), item_id: '3' }]
    expect(giftsOf(lines)).toEqual([{ item_id: '1', qty: 2000, price: '24.00', price_units: 50 }, { item_id: '2', qty: 300 }])
    expect(hasValue(lines)).toBe(true)
    expect(hasValue([lines[1]!])).toBe(false)
  })
})
