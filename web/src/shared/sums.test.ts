/* SPDX-License-Identifier: Apache-2.0 */
import { expect, test } from 'vitest'
import { apart, isNil, total, typedSum, typedTotal } from './sums'

test('sums are read as people type them', () => {
  expect(typedSum('255')).toBe('255.00')
  expect(typedSum('1,234.5')).toBe('1234.50')
  expect(typedSum(' １２．３４元 ')).toBe('12.34')
  expect(typedSum('¥0012')).toBe('12.00')
})

test('what is no sum is none', () => {
  for (const text of ['', '0', '0.00', '-5', '1.234', 'abc', '1e5', '12.', '.5', '9999999999']) expect(typedSum(text), text).toBeUndefined()
  expect(typedTotal('0')).toBe('0.00')
  expect(typedTotal('0.001')).toBeUndefined()
})

test('two sums are so far apart, to the fen', () => {
  expect(apart('100.00', '99.99')).toBe('0.01')
  expect(apart('-5.00', '5.00')).toBe('10.00')
  expect(apart('90071992547409.93', '90071992547409.92')).toBe('0.01')
  expect(isNil('0.00')).toBe(true)
  expect(isNil('-0.01')).toBe(false)
})

test('sums are added to the fen', () => {
  expect(total([])).toBe('0.00')
  expect(total(['0.10', '0.20', '100'])).toBe('100.30')
  expect(total(['1.00', '-2.50'])).toBe('-1.50')
})
