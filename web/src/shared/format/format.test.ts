/* SPDX-License-Identifier: Apache-2.0 */
import { beforeEach, describe, expect, it } from 'vitest'
import { lang } from '@/shared/i18n'
import { addDays, ago, bigMoney, clock, count, day, dayTitle, days, deadline, digest, duration, fullTime, isoDay, money, packs, percent, time } from './index'

describe('figures', () => {
  beforeEach(() => { lang.value = 'zh' })

  it('have commas, a real minus, and a dash where they do not apply', () => {
    expect(count(9846)).toBe('9,846')
    expect(count(-1234567)).toBe('−1,234,567')
    expect(count('9007199254740993')).toBe('9,007,199,254,740,993')
    expect(count(0)).toBe('0')
    expect(count(null)).toBe('—')
  })

  it('say packs as people count them', () => {
    expect(packs(244, 80, '箱', '件')).toBe('3 箱 + 4 件')
    expect(packs(240, 80, '箱', '件')).toBe('3 箱')
    expect(packs(79, 80, '箱', '件')).toBe('79 件')
    expect(packs(5, 1, '箱', '件')).toBe('5 件')
  })

  it('give days of cover one decimal, from twenty none', () => {
    expect(days(0.84)).toBe('0.8')
    expect(days(19.94)).toBe('19.9')
    expect(days(45.4)).toBe('45')
    expect(days(undefined)).toBe('—')
  })

  it('write percent and money', () => {
    expect(percent(38, 62)).toBe('61%')
    expect(percent(1, 0)).toBe('—')
    expect(money('1234.50')).toBe('¥1,234.50')
    expect(money('-0.05')).toBe('−¥0.05')
    expect(bigMoney('1286400.00')).toEqual({ figure: '128.64', unit: '万元' })
  })
})

describe('times', () => {
  const noon = '2026-11-24T12:18:03.250+08:00'

  beforeEach(() => { lang.value = 'zh' })

  it('are China time whatever zone they came in', () => {
    expect(time('2026-11-24T04:18:03Z')).toBe('11-24 12:18')
    expect(clock('2026-11-23T16:30:00Z')).toBe('00:30')
    expect(isoDay('2026-11-23T16:30:00Z')).toBe('2026-11-24')
    expect(fullTime(noon)).toBe('2026-11-24 12:18:03 +08:00')
  })

  it('name the day', () => {
    expect(dayTitle('2026-11-24')).toBe('11月24日 周二')
    lang.value = 'en'
    expect(dayTitle('2026-11-24')).toBe('Tue 24 Nov')
  })

  it('leave the year out only in the year itself', () => {
    expect(day('2026-11-24', noon)).toBe('11-24')
    expect(day('2027-01-05', noon)).toBe('2027-01-05')
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
  })

  it('say durations in minutes below two hours', () => {
    expect(duration(46 * 60_000)).toBe('46 分')
    expect(duration(119 * 60_000)).toBe('119 分')
    expect(duration(150 * 60_000)).toBe('2 小时 30 分')
    expect(duration(76 * 3600_000)).toBe('3 天 4 小时')
  })

  it('say how late and how old', () => {
    expect(deadline('2026-11-24T12:53:03.250+08:00', noon)).toBe('剩 35 分')
    expect(deadline('2026-11-24T12:02:03.250+08:00', noon)).toBe('超 16 分')
    expect(ago(noon, Date.parse(noon) + 11_000)).toBe('11 秒前')
    expect(ago(noon, Date.parse(noon) + 7_200_000)).toBe('11-24 12:18')
  })

  it('shorten a digest to its ends', () => {
    expect(digest('8f3a00112233c1')).toBe('8f3a…c1')
  })
})
