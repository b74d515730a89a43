/* SPDX-License-Identifier: Apache-2.0 */
/* From codes and numbers of the overview to sentences, and what is picked out of it. */
import type { Schemas } from '@/shared/api/client'
import { count, day, days, DASH, deadline, time } from '@/shared/format'
import { lang, pick } from '@/shared/i18n'
import { t } from './texts'

export type Overview = Schemas['overview']
export type Row = Schemas['overview_row']
export type Cell = Schemas['overview_cell']
export type Alert = Schemas['overview_alert']
export type Basis = 'share' | 'own'

const DAY_MS = 86_400_000

/* 下沙街道 -> 下沙 where all columns end alike. */
export const shortPlace = (name: string): string => (name.length > 3 ? name.replace(/(街道|镇|乡)$/, '') : name)

/* Names of demo places say that they are invented; on a map and in one line that is said elsewhere. */
export const plainName = (name: string): string => name.replace(/（演示）$/, '')

/* People of a column: short enough for its head. */
export const peopleText = (n: number): string =>
  lang.value === 'en' ? count(n) : n >= 10_000 ? t('peopleWan', { n: (n / 10_000).toFixed(1) }) : t('people', { n: count(n) })

export const tenths = (x10: number): string => (x10 < 0 ? DASH : days(x10 / 10))

export interface Shown { text: string; heat: number; days: number }

/* What stands in a cell: days, or the quantity where the line is one, or a dash. */
export function shownCell(cell: Cell, basis: Basis): Shown {
  const x10 = basis === 'own' ? cell.own_x10 : cell.days_x10
  const heat = basis === 'own' ? cell.own_heat : cell.heat
  if (cell.qty >= 0) return { text: count(cell.qty), heat, days: -1 }
  return { text: tenths(x10), heat, days: x10 }
}

export function heatText(heat: number, row: Row): string {
  if (heat === 3) return t('heat3')
  if (heat === 2) return t('heat2')
  if (heat === 1) return t('heat1')
  return row.line_days || row.line_qty ? t('atLine') : t('noLine')
}

export function cellText(cell: Cell, row: Row, basis: Basis): string {
  const shown = shownCell(cell, basis)
  if (cell.qty >= 0) return `${shown.text} ${row.unit ?? ''}`.trim()
  return shown.days < 0 ? t('cellUnknown', { why: t(`why_${cell.why}`) }) : t('cellDays', { n: shown.text })
}

export const lineText = (row: { line_days: number; line_qty: number }): string =>
  row.line_days ? `≥${count(row.line_days)}` : row.line_qty ? `≥${count(row.line_qty)}` : DASH

export interface Spot { row: Row; cell: Cell; place: string; areaId: string }

/* The cells that are worst, for a phone: deepest below the line, then fewest days.  `places` are the columns' names and ids in their order. */
export function worstCells(rows: readonly Row[], places: readonly { name: string; id: string }[], basis: Basis, most: number): Spot[] {
  const spots = rows.flatMap(row => row.cells.map((cell, k) => ({ row, cell, place: places[k]?.name ?? '', areaId: places[k]?.id ?? '' })))
  const rank = (s: Spot): [number, number] => { const { heat, days: d } = shownCell(s.cell, basis); return [-heat, d] }
  return spots.filter(s => shownCell(s.cell, basis).heat > 0)
    .sort((a, b) => rank(a)[0] - rank(b)[0] || rank(a)[1] - rank(b)[1])
    .slice(0, most)
}

/* More than nine columns no longer fit: the worst stand first.  Decided once, so that nothing moves while it is looked at. */
export function columnOrder(rows: readonly Row[], columns: number, first: number, basis: Basis): number[] {
  const order = Array.from({ length: columns }, (_, k) => k)
  const MOST_IN_PLACE = 9
  if (columns - first <= MOST_IN_PLACE) return order
  const weight = (k: number): number => rows.reduce((sum, row) => sum + (row.cells[k] ? shownCell(row.cells[k], basis).heat ** 2 : 0), 0)
  return [...order.slice(0, first), ...order.slice(first).sort((a, b) => weight(b) - weight(a) || a - b)]
}

/* ---- alerts ---- */

export const alertKey = (a: Alert): string => `${a.kind}:${a.object_id ?? ''}:${a.class_id}:${a.place_id ?? ''}:${a.priority}`

export function alertTag(a: Alert): string {
  return a.kind === 'cover' ? t(a.heat === 3 ? 'tag_cover3' : 'tag_cover2') : t(`tag_${a.kind}`)
}

const name = (a: Alert): string => pick([a.name_zh, a.name_en])
const qtyText = (a: Alert): string => count(Math.max(0, a.qty))

function coverTitle(a: Alert): string {
  const place = shortPlace(a.place)
  if (a.days_x10 < 0) return t('coverQty', { place, name: name(a), qty: qtyText(a), unit: a.unit })
  return a.days_x10 === 0 ? t('coverGone', { place, name: name(a) }) : t('coverDays', { place, name: name(a), days: tenths(a.days_x10) })
}

/* DB-330114-20261119-0007 -> DB-1119-0007: the district and the year are known. */
export const shortNumber = (number: string): string => number.replace(/^([A-Z]+)-\d{6}-\d{4}(\d{4})-(\d+)$/, '$1-$2-$3')

/* One order says its number, several that are late in the same way say how many they are. */
const orders = (a: Alert): string => (a.docs > 1 ? t('orderCount', { n: a.docs }) : shortNumber(a.number))

export function alertTitle(a: Alert): string {
  const number = orders(a)
  switch (a.kind) {
    case 'cover': return coverTitle(a)
    case 'not_acknowledged': return t('notAcknowledged', { number })
    case 'not_departed': return t('notDeparted', { number })
    case 'under_way': return t('underWay', { number })
    case 'not_received': return t('notReceived', { number })
    case 'difference': return a.docs > 1 ? t('differences', { number }) : t('difference', { number, qty: qtyText(a), unit: a.unit })
    case 'unsigned': return t('unsigned', { number: shortNumber(a.number) })
    case 'requests_overdue': return a.lines > 1 ? t('requestsOverdueRest', { n: a.lines, docs: count(a.docs) }) : t('requestsOverdue', { n: a.priority, docs: count(a.docs) })
    case 'expired': return t('expired', { name: name(a), docs: a.docs })
    case 'expiring': return t('expiring', { name: name(a), docs: a.docs })
    case 'not_used': return t('notUsed', { name: name(a), number: shortNumber(a.number) })
  }
}

function orderFacts(a: Alert): string[] {
  const goods = t('orderSub', { name: name(a), qty: qtyText(a), unit: a.unit })
  const rest = a.lines > 1 ? (lang.value === 'en' ? ` ${t('more', { n: a.lines - 1 })}` : ` ${t('more', { n: a.lines })}`) : ''
  if (a.docs > 1) return [t('first', { number: shortNumber(a.number) })]
  return [goods + rest, t('way', { from: plainName(a.from_place), to: plainName(a.place) })]
}

/* The facts of the second line; the page puts dots between them. */
export function alertFacts(a: Alert): string[] {
  switch (a.kind) {
    case 'cover': {
      const line = a.days_x10 < 0 ? t('coverSubQty', { line: count(a.lines), unit: a.unit }) : t('coverSub', { line: a.line_days })
      return a.places > 1 ? [line, t('coverPlaces', { n: a.places })] : [line]
    }
    case 'unsigned': return [t('unsignedSub', { day: day(a.day), n: a.lines })]
    case 'requests_overdue': return a.lines > 1 ? [t('firstDay', { day: day(a.day) })] : [name(a), t('firstDay', { day: day(a.day) })]
    case 'expired':
    case 'expiring': return [a.lines > 1 ? t('items', { n: a.lines }) : `${qtyText(a)} ${a.unit}`, t('expirySub', { day: day(a.day) })]
    case 'not_used': return [`${qtyText(a)} ${a.unit}`, a.place, t('useBy', { day: day(a.day) })]
    default: return orderFacts(a)
  }
}

export function alertState(a: Alert): string {
  if (a.kind === 'cover') return t('state_cover')
  if (a.kind === 'requests_overdue') return t('state_requests')
  if (a.kind === 'expired' || a.kind === 'expiring' || a.kind === 'not_used') return t(`state_${a.kind}`)
  return t(`state_${a.state}` as 'state_ordered')
}

export const alertOwner = (a: Alert): string => plainName(pick([a.owner_zh, a.owner_en])) || t('unowned')
export const alertEscalated = (a: Alert): string => pick([a.escalated_zh, a.escalated_en])

/* The right-hand end of an alert: when it runs out, or how late it is. */
export function alertTime(a: Alert, now: number): string {
  if (a.kind === 'cover') {
    if (a.days_x10 <= 0 || !a.since_ms) return ''
    return t('runsOut', { time: time(Date.parse(a.since_ms) + (a.days_x10 / 10) * DAY_MS) })
  }
  return a.deadline_ms ? deadline(a.deadline_ms, now) : ''
}

/* A plan's n-th day in force, counted from 1, by days in China. */
export const dayNumber = (from: string, now: number): number => {
  const china = (ms: number): number => Math.floor((ms + 8 * 3600_000) / DAY_MS)
  return china(now) - china(Date.parse(from)) + 1
}
