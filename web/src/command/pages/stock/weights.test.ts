/* SPDX-License-Identifier: Apache-2.0 */
import { describe, expect, it } from 'vitest'
import { counted, inThousands, isKnown, ofWhat, thousandths, type Weight } from './weights'

const row = (over: Partial<Weight>): Weight => ({ item_id: '1', code: 'M', zh: '口罩', en: '', unit: '只', pack: 50, pack_unit: '箱', grams: 0, ml: 0, per: 1, unit_grams: 0, unit_ml: 0, orders: 0, version: 0, ...over })

describe('how heavy goods are', () => {
  it('reads kilograms to the gram and refuses what is none', () => {
    expect(['1', '0.25', '1.005', '', '12.3456', '-1', '1,5', 'x'].map(thousandths)).toEqual([1000, 250, 1005, 0, -1, -1, -1, -1])
    expect([0, 250, 1000, 1005].map(inThousands)).toEqual(['', '0.25', '1', '1.005'])
  })
  it('says of what: a unit, a pack, or so many units where the pack is another now', () => {
    expect([row({}), row({ per: 50 }), row({ per: 40 })].map(ofWhat)).toEqual(['只', '箱', '40 只'])
  })
  it('counts what was said before what the unit says', () => {
    const rice = row({ unit: '千克', unit_grams: 1000 })
    expect([isKnown(rice, 'grams'), isKnown(rice, 'ml'), isKnown(row({}), 'grams')]).toEqual([true, false, false])
    expect(counted(rice, 'grams')).toEqual({ amount: '1', of: '千克' })
    expect(counted({ ...rice, grams: 52_000, per: 50 }, 'grams')).toEqual({ amount: '52', of: '箱' })
  })
})
