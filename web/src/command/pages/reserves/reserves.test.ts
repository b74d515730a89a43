/* SPDX-License-Identifier: Apache-2.0 */
import { describe, expect, it } from 'vitest'
import { amount, draftFrom, filledDraft, formText, newDraftLine, respondText, shortOf, tenths, type FormSum, type Line } from './reserves'

const line = (over: Partial<Line>): Line => ({
  state: 'short', class_id: 'rice', class_zh: '粮食', class_en: 'grain', owners: [], items: [], sums: [], target_days: 7, target_qty: 0, usable: -1, cover_days: 5, short_days: 2, short_qty: -1,
  lot_days_x10: 43, flow_days_x10: -1, small_share: -1, annual_days: 0, annual_qty: 0, annual_short: -1, ...over,
})

describe('reserves in words', () => {
  it('says days or a quantity, never both', () => {
    expect(amount(7, 0, '')).toBe('7 天')
    expect(amount(0, 300, '顶')).toBe('300 顶')
    expect(amount(0, 0, '')).toBe('—')
    expect(tenths(143)).toBe('14.3 天')
    expect(tenths(-1)).toBe('—')
    expect(respondText(720)).toBe('12 小时')
    expect(respondText(90)).toBe('90 分钟')
  })
  it('takes the annual plan before the norm where that finds more missing', () => {
    expect(shortOf(line({}))).toBe('2 天')
    expect(shortOf(line({ annual_doc_id: '1', annual_days: 10, annual_short: 5 }))).toBe('5 天')
    expect(shortOf(line({ target_days: 0, target_qty: 300, short_qty: 20, unit: '顶' }))).toBe('20 顶')
    expect(shortOf(line({ state: 'met' }))).toBe('无')
    expect(shortOf(line({ state: 'unknown' }))).toBe('—')
  })
  it('tells each form by itself', () => {
    const sum: FormSum = { form: 'agreement', sources: 1, expiring: 0, qty: 1000, per_day: 0, unit: '袋', days_x10: 213, respond_min: 720, ramp_up_days: 0 }
    expect(formText(sum)).toBe('21.3 天')
    expect(formText({ ...sum, days_x10: -1 })).toBe('1,000 袋')
    expect(formText({ ...sum, form: 'capacity', per_day: 20000, ramp_up_days: 3 })).toBe('每天 20,000 袋 · 3 天达产')
  })
  it('fills a plan in with what the department answers for', () => {
    const lines = draftFrom([line({ holder: 'development', holder_zh: '发改局' }), line({ class_id: 'tents', holder: 'emergency', holder_zh: '应急局' })], '发改局')
    expect(lines.map(l => [l.class_id, l.days])).toEqual([['rice', 7]])
    expect(filledDraft([...lines, newDraftLine(), { ...newDraftLine(), class_id: 'oil', days: 5, qty: 5 }])).toHaveLength(1)
  })
})
