/* SPDX-License-Identifier: Apache-2.0 */
import { describe, expect, it } from 'vitest'
import { giftsOf, worstFirst, type GoodsClass, type Supply } from './supply'

const kind = (class_id: string, state: GoodsClass['state'], cover_days: number): GoodsClass => ({ class_id, zh: class_id, en: class_id, state, cover_days, target_days: 7, target_qty: 0, unit: '', goods: [] })

describe('public figures', () => {
  it('begin with what is tightest; what cannot be told comes last', () => {
    const sorted = worstFirst([kind('a', 'unknown', -1), kind('b', 'met', 12), kind('c', 'short', 3), kind('d', 'short', 0), kind('e', 'no_target', -1)])
    expect(sorted.map(one => one.class_id)).toEqual(['d', 'c', 'b', 'e', 'a'])
  })

  it('find a receipt however its number is typed', () => {
    const gifts = [{ number: 'JZ-330114-20261119-0003' }] as unknown as Supply['gifts']
    expect(giftsOf(gifts, 'jz 330114 20261119 0003')).toHaveLength(1)
    expect(giftsOf(gifts, 'JZ-330114-20261119-0004')).toHaveLength(0)
    expect(giftsOf(gifts, '  ')).toHaveLength(0)
  })
})
