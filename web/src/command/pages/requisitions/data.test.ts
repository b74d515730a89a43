/* SPDX-License-Identifier: Apache-2.0 */
import { expect, it } from 'vitest'
import { sumOf, yuan } from './data'

it('sums of a compensation are those of the server, half a fen up', () => {
  expect(yuan(sumOf(2880, '30.00', 60))).toBe('1440.00')
  expect(yuan(sumOf(100, '60.00', 60))).toBe('100.00')
  expect(yuan(sumOf(24, '15.00', 1))).toBe('360.00')
  expect(sumOf(1, '0.01', 2)).toBe(1)
  expect(sumOf(1, '', 1)).toBe(0)
})
