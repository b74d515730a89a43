/* SPDX-License-Identifier: Apache-2.0 */
import { expect, test } from 'vitest'
import { isSum } from './words'

test('a refund is a sum above nil with at most two decimals', () => {
  for (const good of ['1', '0.01', '12.5', '100000000']) expect(isSum(good)).toBe(true)
  for (const bad of ['', '0', '0.00', '-1', '1.234', '1e3', '１２', 'abc', '1,000', ' 1']) expect(isSum(bad)).toBe(false)
})
