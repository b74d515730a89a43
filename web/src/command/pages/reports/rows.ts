/* SPDX-License-Identifier: Apache-2.0 */
/* What the reports show, and where a number of theirs opens. */
import { pages, allowed } from '@/command/menu'
import type { Schemas } from '@/shared/api/client'
import { pick } from '@/shared/i18n'

export type DayRow = Schemas['report_day_row']
export type RequestsRow = Schemas['report_requests_row']
export type ReserveLine = Schemas['reserve_line']

/* An address, when this person has a page there. */
export function linkTo(path: string): string | undefined {
  const base = path.replace(/\?.*$/, '')
  const page = pages.find(one => one.path === base)
  return page && allowed(page) ? path : undefined
}

export interface Trend { item_id: string; item: string; unit: string; closing: number[] }

/* Closings of one item day by day; the items whose stock moved most, relative to what they hold. */
export function trends(days: readonly (readonly DayRow[])[], most: number): Trend[] {
  const byItem = new Map<string, Trend>()
  days.forEach((rows, day) => {
    for (const row of rows) {
      const trend = byItem.get(row.item_id) ?? { item_id: row.item_id, item: row.item, unit: row.unit, closing: Array<number>(days.length).fill(0) }
      trend.closing[day] = (trend.closing[day] ?? 0) + row.closing
      byItem.set(row.item_id, trend)
    }
  })
  const movement = (trend: Trend): number => trend.closing.reduce((sum, n, i) => sum + (i ? Math.abs(n - (trend.closing[i - 1] ?? 0)) : 0), 0) / Math.max(1, ...trend.closing)
  return [...byItem.values()].map(trend => ({ trend, moved: movement(trend) })).filter(one => one.moved > 0).sort((a, b) => b.moved - a.moved || a.trend.item.localeCompare(b.trend.item)).slice(0, most).map(one => one.trend)
}

/* The target of a norm, its stock and its gap in one unit: days, or the norm's own. */
export function reserveFigures(line: ReserveLine): { target: number; have: number; short: number; unit: string } {
  const byDays = line.target_qty === 0
  return byDays ? { target: line.target_days, have: line.cover_days, short: line.short_days, unit: '' } : { target: line.target_qty, have: line.usable, short: line.short_qty, unit: line.unit ?? '' }
}

export const goodsName = (line: ReserveLine): string => pick([line.class_zh, line.class_en])
