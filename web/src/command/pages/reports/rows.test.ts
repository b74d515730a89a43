/* SPDX-License-Identifier: Apache-2.0 */
import { describe, expect, it } from 'vitest'
import { trends, type DayRow } from './rows'

const row = (item: string, closing: number): DayRow => ({ item_id: item, item, unit: 'kg', closing } as DayRow)

describe('the trend of stock', () => {
  it('shows the items that moved most against what they hold, day by day', () => {
    const found = trends([[row('rice', 1000), row('oil', 10), row('salt', 5)], [row('rice', 990), row('oil', 4)], [row('rice', 980), row('oil', 9), row('salt', 5)]], 2)
    expect(found.map(t => t.item)).toEqual(['salt', 'oil'])
    expect(found[1]?.closing).toEqual([10, 4, 9])
    expect(found[0]?.closing).toEqual([5, 0, 5])
  })

  it('adds the places of one item up, and leaves out what stood still', () => {
    expect(trends([[row('rice', 3), row('rice', 4)], [row('rice', 7)]], 8)).toEqual([])
  })
})
