/* SPDX-License-Identifier: Apache-2.0 */
/* What a row of the table says, from what the server answered.  No Vue here: it is tested by itself. */
import type { Schemas } from '@/shared/api/client'
import { addDays, count, day, days, DASH, duration, isoDay, moment } from '@/shared/format'
import { lang, pick } from '@/shared/i18n'
import { channelNames, stateNames, t, tagTexts } from './texts'

export type Row = Schemas['request_row_out']
export type Line = Schemas['request_line_out']
export type Finding = Schemas['request_finding_out']
export type Page = Schemas['request_list_out']
export type Tab = 'waiting' | 'late' | 'special' | 'granted' | 'refused' | 'all' | 'drafts'
export type Tone = 'bad' | 'warn' | 'info'

/* XQ-330114-20261122-0034: the last part on the day itself, with the day in other years and days. */
export function shortNumber(number: string | undefined, now: number = Date.now()): string {
  const found = /^[A-Z]+-\d+-(\d{4})(\d{2})(\d{2})-(\d+.*)$/.exec(number ?? '')
  if (!found) return number || t('noNumber')
  const [, year, month, date, serial] = found
  return `${year}-${month}-${date}` === isoDay(now) ? serial ?? '' : `${month ?? ''}${date ?? ''}-${serial ?? ''}`
}

export const itemName = (line: Pick<Line, 'item' | 'item_en'>): string => pick([line.item, line.item_en || line.item])
export const kindName = (row: Row): string => pick([row.unit_kind_zh, row.unit_kind_en])
export const channelName = (row: Row): string => pick(channelNames[row.channel] ?? [row.channel, row.channel])
export const stateName = (state: string): string => pick(stateNames[state] ?? [state, state])
export const isWaiting = (row: Row): boolean => row.state === 'raised' || row.state === 'special'

export function dueText(due: string | undefined, now: number = Date.now()): string {
  if (!due) return DASH
  if (due === isoDay(now)) return t('today')
  if (due === addDays(isoDay(now), 1)) return t('tomorrow')
  return day(due, now)
}
export const isOverdue = (row: Row, now: number = Date.now()): boolean => Boolean(row.due) && isWaiting(row) && moment(row.due ?? 0) < moment(isoDay(now))

const TWO_DAYS_MS = 2 * 86_400_000
/* Whole days from two on: the hours no longer matter, the column stays narrow. */
export function waited(row: Row, now: number = Date.now()): string {
  const ms = now - moment(row.asked)
  return ms >= TWO_DAYS_MS ? t('dayCount', { n: Math.floor(ms / 86_400_000) }) : duration(ms)
}
export const isLate = (row: Row, now: number = Date.now()): boolean => isWaiting(row) && Boolean(row.vet_by) && moment(row.vet_by ?? 0) < now

export const ownDays = (line: Line | undefined): string => (line?.own_known ? days(line.own_tenths / 10) : DASH)
export const ownIsLow = (line: Line | undefined): boolean => Boolean(line?.own_known) && (line?.own_tenths ?? 0) < 10

/* The worst comes first in the one tag of the cell. */
const ORDER: readonly Finding['kind'][] = ['refused', 'double', 'short', 'received', 'over', 'leader', 'late']
const TONES: Readonly<Record<Finding['kind'], Tone>> = { refused: 'bad', double: 'bad', short: 'bad', received: 'warn', over: 'warn', leader: 'info', late: 'warn' }

export interface Flag { tone: Tone; text: string; why: string }

function tagOf(row: Row, finding: Finding): string {
  const line = row.lines.find(l => l.line_no === finding.line_no)
  const n = `${count(finding.qty ?? 0)} ${line?.unit ?? ''}`.trim()
  if (finding.kind === 'short') return finding.qty ? tagTexts('short', { n }) : tagTexts('shortNone')
  if (finding.kind === 'double') return tagTexts('double', { other: shortNumber(finding.other_number) })
  if (finding.kind === 'late') return tagTexts('late', { n: duration((finding.qty ?? 0) * 60_000) })
  return tagTexts(finding.kind, { n })
}

/* undefined: nothing to say against it.  Being late stands in the column of the waiting time. */
export function flagOf(row: Row): Flag | undefined {
  const said = row.findings.filter(f => f.kind !== 'late').sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
  const worst = said[0]
  if (!worst) return undefined
  const alike = new Set(said.filter(f => f.kind === worst.kind).map(f => f.line_no)).size
  const tag = tagOf(row, worst)
  return {
    tone: TONES[worst.kind],
    text: alike > 1 ? tagTexts('lines', { tag: worst.kind === 'short' && worst.qty ? tagTexts('shortNone') : tag, n: alike }) : tag,
    why: said.map(f => lineTitle(row, f) + pick([f.zh, f.en])).join(lang.value === 'en' ? '; ' : '；'),
  }
}

function lineTitle(row: Row, finding: Finding): string {
  const line = row.lines.find(l => l.line_no === finding.line_no)
  return line && row.n_lines > 1 ? `${itemName(line)}${lang.value === 'en' ? ': ' : '：'}` : ''
}

export const askedOf = (row: Row): number => row.lines[0]?.asked ?? 0
export const canOf = (row: Row): number => row.lines[0]?.can ?? 0
/* Of all its lines: does any get less than it asks for? */
export const isTrimmed = (row: Row): boolean => row.lines.some(l => l.waiting && l.can < l.asked)
