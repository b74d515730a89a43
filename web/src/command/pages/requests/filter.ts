/* SPDX-License-Identifier: Apache-2.0 */
/* The filter as it stands in the address, and as the server wants it. */
import type { paths } from '@/shared/api/schema'
import { day } from '@/shared/format'
import { t } from './texts'
import type { Tab } from './rows'

export type Asked = NonNullable<paths['/api/v1/requests']['get']['parameters']['query']>
export type SortWord = NonNullable<Asked['sort']>

export const emptyFilter = {
  tab: 'waiting', text: '', areas: [] as string[], items: [] as string[], classes: [] as string[], channels: [] as string[],
  from: '', to: '', problems: '', sort: 'due', page: '1',
}
export type Filter = typeof emptyFilter

export const PAGE_ROWS = 50
export const MOST_AT_ONCE = 200

/* The table's columns and the server's words for their two directions. */
const SORTS: Readonly<Record<string, readonly [SortWord, SortWord]>> = {
  due: ['due', 'due_last'], number: ['oldest', 'newest'], waits: ['newest', 'oldest'], changed: ['oldest', 'newest'], asked: ['least', 'most'], rank: ['class', 'class_last'],
}

export function sortWord(key: string, down: boolean): SortWord { return SORTS[key]?.[down ? 1 : 0] ?? 'due' }

export function sortOf(word: string, shownKeys: readonly string[]): { key: string; down: boolean } {
  for (const key of shownKeys) {
    const at = SORTS[key]?.indexOf(word as SortWord) ?? -1
    if (at >= 0) return { key, down: at === 1 }
  }
  return { key: 'due', down: false }
}

export const pageOf = (filter: Filter): number => Math.max(1, Number.parseInt(filter.page, 10) || 1)

const list = (values: readonly string[]): string | undefined => (values.length > 0 ? values.join(',') : undefined)

export function query(filter: Filter, extra: Partial<Asked> = {}): Asked {
  const asked: Asked = { tab: filter.tab as Tab, sort: filter.sort as SortWord, page: pageOf(filter), limit: PAGE_ROWS }
  const areas = list(filter.areas)
  const classes = list(filter.classes)
  const channels = list(filter.channels)
  if (areas) asked.areas = areas
  if (classes) asked.classes = classes
  if (channels) asked.channels = channels
  if (filter.items[0]) asked.item_id = filter.items[0]
  if (filter.text.trim()) asked.text = filter.text.trim()
  if (filter.from) asked.due_from = filter.from
  if (filter.to) asked.due_to = filter.to
  if (filter.problems) asked.problems = true
  return { ...asked, ...extra }
}

export const isFiltered = (f: Filter): boolean => Boolean(f.text || f.areas.length || f.items.length || f.classes.length || f.channels.length || f.from || f.to || f.problems)

export function clearFilter(f: Filter): void {
  Object.assign(f, { text: '', areas: [], items: [], classes: [], channels: [], from: '', to: '', problems: '', page: '1' })
}

export function dueTitle(f: Filter): string {
  if (f.from && f.to) return f.from === f.to ? day(f.from) : t('dueBetween', { a: day(f.from), b: day(f.to) })
  return f.to ? t('dueTo', { day: day(f.to) }) : f.from ? t('dueFrom', { day: day(f.from) }) : ''
}

/* 白杨、下沙等 4 个 */
export function namesTitle(values: readonly string[], nameOf: (value: string) => string): string {
  const names = values.map(nameOf)
  if (names.length <= 2) return names.join('、')
  return t('andMore', { first: names.slice(0, 2).join('、'), n: names.length, rest: names.length - 2 })
}
