/* SPDX-License-Identifier: Apache-2.0 */
import { describe, expect, it } from 'vitest'
import { isCount, isMoney, minuteText, startTimes, tone, wholeDay, type Times } from './catalog'

const times = (over: Partial<Times> = {}): Times => ({ has_cut_off: true, cut_off_minute: 1200, cut_off_rule: '', hours: [{ from_minute: 0, until_minute: 1440 }], hours_rule: '', deliver_days: 1, deliver_rule: '', ...over })
const at = (text: string): number => new Date(text).getTime()

describe('a new offer starts from what the plan says', () => {
  it('closes this evening and comes tomorrow', () => {
    expect(startTimes(times(), at('2026-11-22T09:00:00+08:00'))).toEqual({ cutDay: '2026-11-22', cutTime: '20:00', deliverDay: '2026-11-23', from: '11:30', until: '13:00' })
  })
  it('closes tomorrow when the cut-off is less than an hour away', () => {
    expect(startTimes(times(), at('2026-11-22T19:30:00+08:00'))).toMatchObject({ cutDay: '2026-11-23', deliverDay: '2026-11-24' })
  })
  it('takes the first delivery hours of the plan', () => {
    expect(startTimes(times({ hours: [{ from_minute: 1170, until_minute: 1290 }] }), at('2026-11-22T09:00:00+08:00'))).toMatchObject({ from: '19:30', until: '21:30' })
    expect(wholeDay(times())).toBe(true)
  })
  it('has an evening of its own where no plan says one', () => {
    expect(startTimes(undefined, at('2026-12-31T09:00:00+08:00'))).toMatchObject({ cutTime: '20:00', deliverDay: '2027-01-01' })
  })
})

describe('figures people type', () => {
  it('are prices with at most two decimals', () => {
    expect(['3.5', '3.50', '12'].map(isMoney)).toEqual([true, true, true])
    expect(['', '0', '-3', '3.555', '3元', '１'].map(isMoney)).toEqual([false, false, false, false, false, false])
  })
  it('are whole counts above nil', () => {
    expect(['1', '240'].map(isCount)).toEqual([true, true])
    expect(['0', '1.5', '-1', '１', '1e9', ''].map(isCount)).toEqual([false, false, false, false, false, false])
  })
})

it('warns when little is left and says when nothing is', () => {
  expect([tone(50, 100), tone(10, 100), tone(0, 100), tone(0, 0)]).toEqual(['brand', 'warn', 'bad', 'brand'])
  expect(minuteText(1290)).toBe('21:30')
})
