/* SPDX-License-Identifier: Apache-2.0 */
/* How figures, times and addresses are written (docs/command.md, "How things are written").  Everything is China time, whatever the
 * machine is set to.  Missing is "未报", not applicable is DASH, none is "0": never an empty cell. */
import { lang, texts } from '@/shared/i18n'

export const DASH = '—'
const CHINA_MS = 8 * 3600_000
const MINUTE = 60_000

const t = texts({
  now: ['刚刚', 'just now'],
  seconds: ['{n} 秒前', '{n} s ago'],
  minutes: ['{n} 分钟前', '{n} min ago'],
  minute: ['{n} 分', '{n} min'],
  hour: ['{n} 小时', '{n} h'],
  hourMinute: ['{h} 小时 {m} 分', '{h} h {m} min'],
  day: ['{n} 天', '{n} {n|day|days}'],
  dayHour: ['{d} 天 {h} 小时', '{d} {d|day|days} {h} h'],
  left: ['剩 {text}', '{text} left'],
  late: ['超 {text}', '{text} late'],
  month: ['{m}月{d}日', '{d} {name}'],
  missing: ['未报', 'not reported'],
  wan: ['万元', '×10,000 yuan'],
  yi: ['亿元', '×100 million yuan'],
})
const WEEK = { zh: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'], en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] }
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

export const missing = (): string => t('missing')

/* 9,846; a minus sign, not a hyphen. */
export function count(n: number | bigint | string | null | undefined): string {
  if (n === null || n === undefined || n === '') return DASH
  const [whole = '0', part] = String(n).split('.')
  const digits = whole.replace('-', '').replace(/\B(?=(\d{3})+$)/g, ',')
  return (whole.startsWith('-') ? '−' : '') + digits + (part ? '.' + part : '')
}

export const signed = (n: number): string => (n > 0 ? '+' : '') + count(n)

/* A quantity of base units in whole packs and the rest: 244 pieces of 80 a case = "3 箱 + 4 件". */
export function packs(n: number, perPack: number, packUnit: string, baseUnit: string): string {
  if (perPack <= 1) return `${count(n)} ${baseUnit}`
  const whole = Math.trunc(n / perPack)
  const rest = Math.abs(n % perPack)
  if (whole === 0) return `${count(n)} ${baseUnit}`
  return rest === 0 ? `${count(whole)} ${packUnit}` : `${count(whole)} ${packUnit} + ${count(rest)} ${baseUnit}`
}

/* Days of cover: one decimal, from 20 on none. */
export function days(n: number | null | undefined): string {
  if (n === null || n === undefined || Number.isNaN(n)) return DASH
  return Math.abs(n) >= 20 ? count(Math.round(n)) : n.toFixed(1).replace('-', '−')
}

export function percent(part: number, whole = 1, decimals = 0): string {
  if (whole === 0) return DASH
  return ((part / whole) * 100).toFixed(decimals).replace('-', '−') + '%'
}

/* Money comes from the API as yuan in a text, "1234.50". */
export const money = (yuan: string | null | undefined): string =>
  yuan === null || yuan === undefined || yuan === '' ? DASH : (yuan.startsWith('-') ? '−' : '') + '¥' + count(yuan.replace('-', ''))

/* Headline figures: 128.64 and its unit. */
export function bigMoney(yuan: string): { figure: string; unit: string } {
  const n = Number(yuan)
  if (Math.abs(n) >= 1e8) return { figure: (n / 1e8).toFixed(2), unit: t('yi') }
  return { figure: (n / 1e4).toFixed(2), unit: t('wan') }
}

type Moment = string | number | Date

interface Parts { year: number; month: number; day: number; week: number; hour: string; minute: string; second: string }

const two = (n: number): string => String(n).padStart(2, '0')

/* "2026-11-24" is that day in China; times carry their zone. */
export function moment(when: Moment): number {
  if (typeof when === 'number') return when
  if (when instanceof Date) return when.getTime()
  return Date.parse(/^\d{4}-\d{2}-\d{2}$/.test(when) ? `${when}T00:00:00+08:00` : when)
}

function parts(when: Moment): Parts {
  const at = new Date(moment(when) + CHINA_MS)
  return {
    year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate(), week: at.getUTCDay(),
    hour: two(at.getUTCHours()), minute: two(at.getUTCMinutes()), second: two(at.getUTCSeconds()),
  }
}

/* The day in China as the API writes it. */
export function isoDay(when: Moment): string {
  const p = parts(when)
  return `${p.year}-${two(p.month)}-${two(p.day)}`
}

export const addDays = (day: string, n: number): string => isoDay(moment(day) + n * 86_400_000)

const given = (when: Moment | null | undefined): when is Moment => when !== null && when !== undefined && when !== ''

/* 12:18 */
export function clock(when: Moment | null | undefined): string {
  if (!given(when)) return DASH
  const p = parts(when)
  return `${p.hour}:${p.minute}`
}

/* 11-24 12:18, in tables */
export function time(when: Moment | null | undefined): string {
  if (!given(when)) return DASH
  const p = parts(when)
  return `${two(p.month)}-${two(p.day)} ${p.hour}:${p.minute}`
}

/* 2026-11-24 12:18:03 +08:00, on paper, in traces and in files */
export function fullTime(when: Moment | null | undefined): string {
  if (!given(when)) return DASH
  const p = parts(when)
  return `${p.year}-${two(p.month)}-${two(p.day)} ${p.hour}:${p.minute}:${p.second} +08:00`
}

/* 11-24 in tables of one year, 2027-01-05 otherwise */
export function day(when: Moment | null | undefined, now: Moment = Date.now()): string {
  if (!given(when)) return DASH
  const p = parts(when)
  const short = `${two(p.month)}-${two(p.day)}`
  return p.year === parts(now).year ? short : `${p.year}-${short}`
}

/* 11月24日 周二, in titles */
export function dayTitle(when: Moment): string {
  const p = parts(when)
  const week = (lang.value === 'en' ? WEEK.en : WEEK.zh)[p.week] ?? ''
  if (lang.value === 'en') return `${week} ${p.day} ${MONTHS[p.month - 1] ?? ''}`
  return `${t('month', { m: p.month, d: p.day })} ${week}`
}

/* Below 120 minutes in minutes, then hours and minutes, then days and hours. */
export function duration(ms: number): string {
  const minutes = Math.floor(Math.abs(ms) / MINUTE)
  if (minutes < 120) return t('minute', { n: minutes })
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return minutes % 60 === 0 ? t('hour', { n: hours }) : t('hourMinute', { h: hours, m: minutes % 60 })
  const whole = Math.floor(hours / 24)
  return hours % 24 === 0 ? t('day', { n: whole }) : t('dayHour', { d: whole, h: hours % 24 })
}

/* 剩 35 分 / 超 16 分 */
export function deadline(when: Moment, now: Moment = Date.now()): string {
  const left = moment(when) - moment(now)
  return t(left >= 0 ? 'left' : 'late', { text: duration(left) })
}

/* "11 秒前" only below an hour, then the time itself. */
export function ago(when: Moment, now: Moment = Date.now()): string {
  const seconds = Math.floor((moment(now) - moment(when)) / 1000)
  if (seconds < 2) return t('now')
  if (seconds < 60) return t('seconds', { n: seconds })
  if (seconds < 3600) return t('minutes', { n: Math.floor(seconds / 60) })
  return time(when)
}

/* A long digest by its ends: 8f3a…c1 */
export const digest = (hex: string): string => (hex.length > 10 ? `${hex.slice(0, 4)}…${hex.slice(-2)}` : hex)
