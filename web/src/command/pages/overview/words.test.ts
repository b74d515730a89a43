/* SPDX-License-Identifier: Apache-2.0 */
import { beforeEach, describe, expect, it } from 'vitest'
import { lang } from '@/shared/i18n'
import { sketchAreas } from './sketch'
import { alertFacts, alertTime, alertTitle, cellText, columnOrder, dayNumber, peopleText, shortNumber, shortPlace, shownCell, worstCells, type Alert, type Cell, type Row } from './words'

const cell = (days_x10: number, heat: number, more: Partial<Cell> = {}): Cell => ({ days_x10, own_x10: days_x10, heat, own_heat: heat, by: 'norm', why: 'none', qty: -1, ...more })
const row = (class_id: string, cells: Cell[], more: Partial<Row> = {}): Row => ({ class_id, zh: class_id, en: class_id, plan_id: 'd7', line_days: 7, line_qty: 0, cells, ...more })
const alert = (more: Partial<Alert>): Alert => ({
  kind: 'cover', severity: 1, number: '', state: '', class_id: 'rice', name_zh: '粮食', name_en: 'grain', place: '白杨街道', from_place: '', unit: 'kg', days_x10: 8, line_days: 7,
  places: 1, heat: 3, priority: 0, docs: 0, lines: 0, qty: -1, owner_zh: '', owner_en: '', escalated_zh: '', escalated_en: '', ...more,
})

describe('the overview', () => {
  beforeEach(() => { lang.value = 'zh' })

  it('writes a cell as days, a quantity or a dash, by the basis that is chosen', () => {
    expect(shownCell(cell(8, 3, { own_x10: 2, own_heat: 3 }), 'own')).toEqual({ text: '0.2', heat: 3, days: 2 })
    expect(shownCell(cell(235, 0), 'share').text).toBe('24')
    expect(shownCell(cell(-1, 3, { qty: 15, why: 'quantity' }), 'share').text).toBe('15')
    expect(cellText(cell(-1, 0, { why: 'no_people' }), row('x', []), 'share')).toBe('算不出，没登记人口')
  })

  it('lists the worst cells first and none that is fine', () => {
    const rows = [row('a', [cell(90, 0), cell(50, 1)]), row('b', [cell(3, 3), cell(1, 3)])]
    const spots = worstCells(rows, [{ name: '全区', id: '' }, { name: '白杨', id: '7' }], 'share', 10)
    expect(spots.map(s => s.row.class_id + s.place)).toEqual(['b白杨', 'b全区', 'a白杨'])
    expect(worstCells(rows, [{ name: '全区', id: '' }], 'share', 1)).toHaveLength(1)
  })

  it('keeps columns in place while there are few, and puts the worst first when there are many', () => {
    const many = Array.from({ length: 12 }, (_, k) => cell(10, k === 11 ? 3 : 0))
    expect(columnOrder([row('a', many.slice(0, 8))], 8, 1, 'share')).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    expect(columnOrder([row('a', many)], 12, 1, 'share').slice(0, 3)).toEqual([0, 11, 1])
  })

  it('says what runs out where and when, in both languages', () => {
    expect(alertTitle(alert({}))).toBe('白杨 粮食只够 0.8 天')
    expect(alertTitle(alert({ days_x10: 0 }))).toBe('白杨 粮食断了')
    expect(alertFacts(alert({ places: 3 }))).toEqual(['线 7 天', '3 处低于线'])
    expect(alertTime(alert({ since_ms: '2026-11-22T08:00:00+08:00', days_x10: 10 }), 0)).toBe('11-23 08:00 断')
    lang.value = 'en'
    expect(alertTitle(alert({}))).toBe('白杨: grain for 0.8 days only')
  })

  it('names one late order by its number and several by how many they are', () => {
    const late = alert({ kind: 'not_acknowledged', number: 'DB-330114-20261119-0007', state: 'ordered', docs: 1, deadline_ms: '2026-11-22T08:00:00+08:00' })
    expect(alertTitle(late)).toBe('DB-1119-0007下达了没人接')
    expect(alertTitle({ ...late, docs: 8 })).toBe('8 单下达了没人接')
    expect(alertTime(late, Date.parse('2026-11-22T08:16:00+08:00'))).toBe('超 16 分')
    expect(shortNumber('anything')).toBe('anything')
  })

  it('writes people and places short, and counts days in force from one', () => {
    expect(peopleText(1464)).toBe('1,464 人')
    expect(peopleText(28_640)).toBe('2.9 万人')
    expect(shortPlace('下沙街道')).toBe('下沙')
    expect(dayNumber('2026-11-19T08:00:00+08:00', Date.parse('2026-11-22T00:30:00+08:00'))).toBe(4)
  })
})

describe('the sketch of areas', () => {
  it('gives every point its own ground, the nearer half', () => {
    const [west, east] = sketchAreas([{ id: 'w', at: [120, 30] }, { id: 'e', at: [121, 30] }])
    expect(west?.ring.every(p => p[0] <= 120.5 + 1e-9)).toBe(true)
    expect(east?.ring.every(p => p[0] >= 120.5 - 1e-9)).toBe(true)
    expect(sketchAreas([{ id: 'only', at: [120, 30] }])).toEqual([])
  })
})
