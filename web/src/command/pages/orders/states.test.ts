/* SPDX-License-Identifier: Apache-2.0 */
import { describe, expect, it } from 'vitest'
import { lacks, toneOf, troubles, waits, wordOf } from './states'

describe('orders', () => {
  it('tells an order whose money is awaited from one that is merely placed', () => {
    expect(waits({ state: 'placed', pay: 'prepaid' })).toBe(true)
    expect(waits({ state: 'placed', pay: 'collect' })).toBe(false)
    expect(wordOf({ state: 'placed', pay: 'prepaid' })).toBe('待收款')
    expect(wordOf({ state: 'placed', pay: 'collect' })).toBe('已下单')
    expect(toneOf({ state: 'done', pay: 'collect' })).toBe('ok')
  })
  it('says every trouble in words and leaves unknown ones out', () => {
    expect(troubles({ trouble: 'not_home,damaged' })).toEqual(['不在家', '破损'])
    expect(troubles({ trouble: 'gremlins' })).toEqual([])
    expect(troubles({})).toEqual([])
  })
  it('counts a shortage only once the shop has said', () => {
    expect(lacks({ said: false, confirmed: 0, qty: 5 })).toBe(0)
    expect(lacks({ said: true, confirmed: 3, qty: 5 })).toBe(2)
    expect(lacks({ said: true, confirmed: 9, qty: 5 })).toBe(0)
  })
})
