/* SPDX-License-Identifier: Apache-2.0 */
import { describe, expect, it } from 'vitest'
import { matchOf, nextOf, progressOf, toInvoice, worth, type Line, type Purchase } from './match'

const line = (more: Partial<Line> = {}): Line => ({ line_no: 1, item_id: '9', item: '口罩', item_code: 'M', shown: '', unit: '只', pack: 1, price: '1.99', price_units: 3, asked: 100, granted: 100, dropped: 0,
  sent: 0, arrived: 0, short_qty: 0, found: 0, lost: 0, taken: 0, back: 0, billed: 0, paid: 0, ...more }) as Line
const purchase = (state: string, lines: Line[], more: Partial<Purchase> = {}): Purchase =>
  ({ doc: { state, lines, parent_id: '7' }, papers: [], approvers: [{ title: '组长' }], payments: [], invoices: [], counted: [], ...more }) as unknown as Purchase

describe('three papers of a purchase', () => {
  it('worth is taken of the whole quantity, half up', () => {
    expect(worth('1.99', 3, 100)).toBe('66.33')
    expect(worth('0.01', 2, 1)).toBe('0.01')
    expect(worth('30001.00', 1, 1)).toBe('30001.00')
  })

  it('say what is to come, to accept, to invoice and to pay', () => {
    const [row] = matchOf([line({ arrived: 90, taken: 80, back: 5, billed: 60, paid: 10 })])
    expect(row).toMatchObject({ ordered: 100, received: 85, accepted: 80, invoiced: 60, paid: 10 })
    expect(row?.says.map(s => s.text)).toEqual(['还差 15 未到', '退回 5', '5 待验收', '20 未开票', '50 未付'])
    expect(matchOf([line({ arrived: 100, taken: 100, billed: 100, paid: 100 })])[0]?.says).toEqual([])
  })

  it('the invoice still to come is worth after less worth before', () => {
    expect(toInvoice([line({ arrived: 100, taken: 100, billed: 50 })])).toBe('33.16')
  })

  it('next is what the state and the counters leave open, with whose turn it is', () => {
    expect(nextOf(purchase('review', [line()]))).toEqual([{ what: '批准采购', who: '组长', verb: 'approve' }])
    expect(nextOf(purchase('overdue', [line()], { papers: [{ name: '合格证', over: false }] })).map(s => s.verb)).toEqual(['confirm', 'papers'])
    expect(nextOf(purchase('ordered', [line({ arrived: 100, taken: 100 })])).map(s => s.verb)).toEqual(['invoice'])
    expect(nextOf(purchase('ordered', [line({ arrived: 100, taken: 90, back: 10, billed: 90, paid: 90 })])).map(s => s.verb)).toEqual(['close'])
    expect(nextOf(purchase('closed', [line()]))).toEqual([])
  })

  it('the stations show how far it is', () => {
    expect(progressOf(purchase('ordered', [line({ arrived: 100, taken: 100 })])).map(p => p.state)).toEqual(['done', 'done', 'done', 'now', 'later'])
    expect(progressOf(purchase('draft', [line()])).map(p => p.state)).toEqual(['done', 'now', 'later', 'later', 'later'])
  })
})
