/* SPDX-License-Identifier: Apache-2.0 */
import { describe, expect, it } from 'vitest'
import type { Choice, Line } from './api'
import { asksPapers, join, openQty, partsOf, split, startOf } from './steps'

const line = (over: Partial<Line>): Line => ({
  line_no: 1, item_id: '7', item_code: 'MASK', shown: '', unit: '只', pack: 10, asked: 100, granted: 100, dropped: 0, sent: 0, arrived: 0, short_qty: 0, found: 0, lost: 0, taken: 0, back: 0, billed: 0, paid: 0, price_units: 1, ...over,
})
const choice = (over: Partial<Choice>): Choice => ({ verb: 'receive', zh: '', en: '', quantities: true, reason: false, signatures: false, signers: [], ...over })

describe('what a step can still take of a line', () => {
  it('a delivery: what was announced and has not come; at the dock: what waits for inspection', () => {
    expect(openQty('receive', 'receipt_donor', line({ sent: 60, arrived: 60 }))).toBe(40)
    expect(openQty('accept', 'receipt_donor', line({ sent: 60, arrived: 60, taken: 20, back: 5 }))).toBe(35)
  })
  it('a loan: what is still out comes back, what came back is inspected; damage and loss start from nought', () => {
    const lent = line({ sent: 60, arrived: 40, short_qty: 5, taken: 10, back: 2 })
    expect(openQty('give_back', 'loan', lent)).toBe(15)
    expect(openQty('restock', 'loan', lent)).toBe(28)
    expect(startOf(choice({ verb: 'lose' }), 'loan', [lent])[0]?.qty).toBe(0)
    expect(startOf(choice({ verb: 'give_back' }), 'loan', [lent])[0]?.qty).toBe(15)
  })
  it('goods under way: what left and neither came nor was reported', () => {
    expect(openQty('receive', 'dispatch', line({ sent: 60, arrived: 40, short_qty: 5 }))).toBe(15)
    expect(openQty('lose', 'transfer', line({ short_qty: 5, found: 1, lost: 1 }))).toBe(3)
  })
})

describe('the parts of a step', () => {
  it('are left out where nothing was asked and nothing written', () => {
    expect(partsOf(choice({ verb: 'move', quantities: false }), false, startOf(choice({ verb: 'move' }), 'transfer', [line({})]))).toBeUndefined()
  })
  it('carry batch and days where goods come in, and only lines with a quantity', () => {
    const filled = startOf(choice({}), 'receipt_supplier', [line({}), line({ line_no: 2, sent: 100 })])
    const parts = partsOf(choice({}), true, filled.map(f => ({ ...f, batch: 'A1', expiry_day: '2027-06-30' })))
    expect(parts).toEqual([{ line_no: 1, qty: 100, batch: 'A1', expiry_day: '2027-06-30' }])
    expect(asksPapers('receive', 'receipt_supplier')).toBe(true)
    expect(asksPapers('receive', 'transfer')).toBe(false)
  })
})

it('packs and loose units come apart and together again', () => {
  expect(split(244, 80)).toEqual([3, 4])
  expect(join(3, 4, 80)).toBe(244)
  expect(join(0, 4, 1)).toBe(4)
})
