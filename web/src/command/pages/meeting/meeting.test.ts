/* SPDX-License-Identifier: Apache-2.0 */
import { describe, expect, it } from 'vitest'
import { check, fillOf, groups, nextAct, stepOf, stepped, wholePercent, type Row, type Table } from './meeting'

const row = (priority: number, fill: number): Row => ({ request_id: String(priority), request_line_no: fill, priority, fill, asked: 100, own_stock: 10, received_before: 5 } as Row)
const table = (given: Partial<Table>): Table => ({ state: 'draft', orders: 0, given: 0, needed: 1, mine: false, made: false, has_signed: false, signs: [], classes: [], rows: [], ...given } as Table)
const all = { edit: true, approve: true, order: true }
const none = { edit: false, approve: false, order: false }

describe('what a person can do next', () => {
  it('follows the state of the meeting', () => {
    expect(nextAct(undefined, all)).toEqual({ act: 'compute' })
    expect(nextAct(table({}), all)).toEqual({ act: 'submit' })
    expect(nextAct(table({ state: 'review', mine: true, needed: 2 }), all)).toEqual({ act: 'cosign' })
    expect(nextAct(table({ state: 'review', mine: true, needed: 2, given: 1 }), all)).toEqual({ act: 'approve' })
    expect(nextAct(table({ state: 'held' }), all)).toEqual({ act: 'issue' })
    expect(nextAct(table({ state: 'refused' }), all)).toEqual({ act: 'compute' })
  })

  it('says why there is nothing to press', () => {
    expect(nextAct(table({}), none)).toEqual({ why: 'inMeeting' })
    expect(nextAct(table({ state: 'review', made: true }), all)).toEqual({ why: 'made' })
    expect(nextAct(table({ state: 'review', made: true, has_signed: true }), all)).toEqual({ why: 'signed' })
    expect(nextAct(table({ state: 'review' }), all)).toEqual({ why: 'waiting' })
    expect(nextAct(table({ state: 'held' }), none)).toEqual({ why: 'notIssuer' })
    expect(nextAct(table({ state: 'held', orders: 3 }), all)).toEqual({ why: 'issued' })
  })

  it('knows the step', () => {
    expect(stepOf(undefined)).toBe('computed')
    expect(stepOf({ state: 'held', orders: 0 })).toBe('issue')
    expect(stepOf({ state: 'released', orders: 0 })).toBe('ended')
  })
})

describe('a quantity', () => {
  it('is whole packs, at most what is missing', () => {
    expect(check('40', 10, 60)).toBe(40)
    expect(check('1,200', 10, 2000)).toBe(1200)
    expect(check('45', 10, 60)).toEqual({ kind: 'packs', offers: [40, 50] })
    expect(check('70', 10, 60)).toEqual({ kind: 'above', offers: [60] })
    expect(check('-3', 10, 60)).toEqual({ kind: 'number', offers: [] })
    expect(check('', 10, 60)).toEqual({ kind: 'number', offers: [] })
  })

  it('steps by packs and stays inside', () => {
    expect(stepped(40, 1, 10, 60)).toBe(50)
    expect(stepped(60, 1, 10, 60)).toBe(60)
    expect(stepped(45, -1, 10, 60)).toBe(30)
    expect(stepped(0, -1, 10, 60)).toBe(0)
  })

  it('has a fill rate that is full only when it is', () => {
    expect(fillOf(row(1, 0), 85)).toBe(10_000)
    expect(fillOf(row(1, 0), 84)).toBe(9900)
    expect(wholePercent(9999)).toBe('99%')
  })
})

it('a class is met when every line is', () => {
  const made = groups(table({ classes: [{ priority: 1 }, { priority: 2 }] as Table['classes'], rows: [row(1, 10_000), row(2, 10_000), row(2, 9000)] }))
  expect(made.map(g => [g.met, g.rows.length])).toEqual([[true, 1], [false, 2]])
})
