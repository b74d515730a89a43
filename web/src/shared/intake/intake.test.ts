/* SPDX-License-Identifier: Apache-2.0 */
import { describe, expect, it } from 'vitest'
import { buildings, byDoor, countOf, groupOf, inGroup, replyOf, wantsText, type Batch, type Row } from './intake'

const row = (row_no: number, state: Row['state'], door = ''): Row => ({ row_no, state, door, problem: 'none', qty: 1, before: '', doubt: '', after: '', wants: [], answers: [] })

describe('chat lists', () => {
  it('puts what could not be done with what must be looked at', () => {
    expect(groupOf('refused')).toBe('problem')
    expect(groupOf('same')).toBe('done')
    expect(groupOf('cancel')).toBe('change')
    expect(countOf({ problems: 2, refused: 1, ready: 5, changes: 1, cancels: 2, ignored: 8, done: 3, same: 4 } as Batch, 'problem')).toBe(3)
  })
  it('sorts ready rows by the numbers of their doors', () => {
    expect(byDoor('3-2-501', '10-1-101')).toBeLessThan(0)
    expect(byDoor('3-1-1001', '3-1-201')).toBeGreaterThan(0)
    expect(inGroup([row(1, 'ready', '10-1-101'), row(2, 'problem', '1-1-101'), row(3, 'ready', '3-2-501')], 'ready').map(one => one.row_no)).toEqual([3, 1])
    expect(buildings([row(1, 'ready', '10-1-101'), row(3, 'ready', '3-2-501'), row(4, 'ready', '3-1-101')])).toBe(2)
  })
  it('sends only answers that say everything', () => {
    expect(replyOf({ act: 'drop', zh: '去掉', en: '', wants: [] })).toEqual({ act: 'drop' })
    expect(replyOf({ act: 'pick_household', zh: '选住户', en: '', wants: [] })).toBeUndefined()
    expect(replyOf({ act: 'set', household_id: '7', zh: '', en: '', wants: [{ line_no: 1, qty: 3, goods: '蔬菜包', unit: '份' }] })).toEqual({ act: 'set', household_id: '7', wants: [{ line_no: 1, qty: 3 }] })
  })
  it('says wants as people say them', () => {
    expect(wantsText([{ line_no: 1, qty: 2, goods: '蔬菜包', unit: '份' }, { line_no: 3, qty: 1, goods: '鸡蛋', unit: '盒' }], '、')).toBe('蔬菜包 2 份、鸡蛋 1 盒')
  })
})
