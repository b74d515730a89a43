/* SPDX-License-Identifier: Apache-2.0 */
/* What the pages of a plan share: its parts by name, and what can be said of a change without asking the server. */
import type { Schemas } from '@/shared/api/client'
import { count } from '@/shared/format'
import { pick } from '@/shared/i18n'
import { t } from './texts'

export type Text = Schemas['plan_text']
export type Chapter = Schemas['plan_chapter']
export type Group = Schemas['plan_group']
export type Clause = Schemas['plan_clause']
export type Row = Schemas['plan_row']
export type Run = Schemas['plan_run']
export type Change = Schemas['plan_change']
export type Fault = Schemas['plan_fault_item']
export type Effects = Schemas['plan_effects']
export type Item = Schemas['plan_item']
export type Active = Schemas['plan_force_item']
export interface Edit { path: string; value: string }

const touched = (runs: readonly Run[]): boolean => runs.some(run => run.mark !== 'same')

export const rowChanged = (row: Row): boolean => row.mark !== 'same' || row.cells.some(cell => touched(cell.runs))
export const clauseChanged = (clause: Clause): boolean => clause.mark !== 'same' || touched(clause.runs) || clause.rows.some(rowChanged)

/* Only what changed: its chapters, groups, clauses, and of a table the rows. */
export function onlyChanges(chapters: readonly Chapter[]): Chapter[] {
  return chapters.map(chapter => ({
    ...chapter,
    groups: chapter.groups.map(group => ({
      ...group,
      clauses: group.clauses.filter(clauseChanged).map(clause => (clause.mark === 'same' ? { ...clause, rows: clause.rows.filter(rowChanged) } : clause)),
    })).filter(group => group.clauses.length > 0),
  })).filter(chapter => chapter.groups.length > 0)
}

/* Titles in the other language are for its readers; new words come after new values. */
export function readable(changes: readonly Change[], lang: 'zh' | 'en'): Change[] {
  const mine = changes.filter(change => change.kind !== 'words' || change.key !== (lang === 'zh' ? 'en' : 'zh'))
  return [...mine.filter(change => change.kind !== 'words'), ...mine.filter(change => change.kind === 'words')]
}

/* The anchor of a clause: its number, or its rule where it has none any more. */
export const anchorOf = (clause: Clause): string => `c-${clause.no ? clause.no.replace('.', '-') : `x-${clause.rule_id ?? ''}`}`
export const anchorOfChange = (change: Change): string => `c-${change.no ? change.no.replace('.', '-') : `x-${change.rule_id}`}`

/* The first and last number of a group: 6.1–6.14. */
export function spanOf(group: Group): string {
  const numbers = group.clauses.map(clause => clause.no ?? '').filter(Boolean)
  const first = numbers[0] ?? ''
  const last = numbers[numbers.length - 1] ?? ''
  return first === last ? first : `${first}–${last}`
}

/* Rules begin at their line; a fault belongs to the last one that began before it. */
export function ruleAt(chapters: readonly Chapter[], line: number): string {
  let best = { line: 0, anchor: '' }
  for (const chapter of chapters)
    for (const group of chapter.groups)
      for (const clause of group.clauses) {
        const starts = clause.rows.length ? clause.rows.map(row => row.line) : [clause.line]
        for (const start of starts) if (start <= line && start > best.line) best = { line: start, anchor: anchorOf(clause) }
      }
  return best.anchor
}

const amount = (n: number, unit: string | undefined): string => (unit ? `${count(n)} ${unit}` : t('days', { n: count(n) }))

/* What a changed rule would do to the reserves, a sentence for each class, what is short most first. */
export function stockSentences(effects: Effects, rule: string): string[] {
  const rows = effects.stock.filter(row => row.rule_id === rule)
  return [...rows].sort((a, b) => b.short_of - b.old_short - (a.short_of - a.old_short) || b.short_of - a.short_of).map(row => {
    const goods = pick([row.class_zh, row.class_en])
    const target = { goods, old: row.old_target ? amount(row.old_target, row.unit) : t('nothing'), now: row.target ? amount(row.target, row.unit) : t('nothing') }
    if (row.short_of < 0) return t('effectUnknown', target)
    if (row.short_of === 0 && row.old_short <= 0) return t('effectMet', target)
    const short = t('effectShort', { goods, old: row.old_short < 0 ? '?' : amount(row.old_short, row.unit), now: amount(row.short_of, row.unit) })
    if (!row.item || row.fill <= 0) return short
    return `${short}${pick(['，', ', '])}${t('fill', { item: pick([row.item, row.item_en || row.item]), n: count(row.fill), unit: row.item_unit ?? '' })}`
  })
}

/* Which of the versions is in force, where one stands: for the word behind its number. */
export function stateOf(version: number, item: { plan_id: string }, active: readonly Active[], newest: number): 'current' | 'draft' | 'former' {
  const mine = active.filter(a => a.plan_id === item.plan_id && !a.ended_by)
  if (mine.some(a => a.plan_version === version)) return 'current'
  const last = Math.max(0, ...mine.map(a => a.plan_version))
  return version > last || version === newest ? 'draft' : 'former'
}
