/* SPDX-License-Identifier: Apache-2.0 */
/* What the reserve page shows, in words: targets, days, other forms, response times. */
import type { Schemas } from '@/shared/api/client'
import { count } from '@/shared/format'
import { t } from './texts'

export type Line = Schemas['reserve_line']
export type FormSum = Schemas['reserve_form_sum']
export type Source = Schemas['reserve_source_out']
export type Form = Source['form']
export type PlanState = Schemas['reserve_plan_state_out']
export type PlanRow = Schemas['reserve_plan_row_out']
export type Rotation = Schemas['reserve_rotation']
export type Upkeep = Schemas['reserve_upkeep_row']
export const FORMS = ['agreement', 'capacity', 'mutual_aid', 'household', 'company'] as const

/* "7 天", "300 顶", nothing without a figure. */
export const amount = (days: number, qty: number, unit: string | undefined): string => (days > 0 ? t('nDays', { n: count(days) }) : qty > 0 ? t('nUnits', { n: count(qty), unit: unit ?? '' }) : t('dash'))

/* Tenths of a day, as they are reckoned; below nought: cannot be told. */
export const tenths = (x10: number): string => (x10 < 0 ? t('dash') : t('nDays', { n: x10 >= 1000 ? count(Math.trunc(x10 / 10)) : (x10 / 10).toFixed(1) }))
export const wholeDays = (n: number): string => (n < 0 ? t('dash') : t('nDays', { n: count(n) }))
export const share = (per10000: number): string => (per10000 < 0 ? t('dash') : `${Math.round(per10000 / 100)}%`)

/* Stock of a line: days where the norm is in days, else its quantity. */
export const stockOf = (line: Line): string => (line.target_qty > 0 || (line.annual_qty > 0 && line.cover_days < 0) ? (line.usable < 0 ? t('dash') : amount(0, line.usable, line.unit) === t('dash') ? t('nUnits', { n: 0, unit: line.unit ?? '' }) : amount(0, line.usable, line.unit)) : wholeDays(line.cover_days))

/* The larger of what the emergency plan and the annual plan find missing, said in the unit of each. */
export function shortOf(line: Line): string {
  if (line.annual_doc_id && line.annual_short > 0) return amount(line.annual_qty ? 0 : line.annual_short, line.annual_qty ? line.annual_short : 0, line.unit)
  if (line.state !== 'short') return line.state === 'met' ? t('none') : t('dash')
  return line.target_qty > 0 ? amount(0, line.short_qty, line.unit) : amount(line.short_days, 0, undefined)
}
export const isShort = (line: Line): boolean => line.state === 'short' || line.annual_short > 0

/* One form in a few words: days it lasts, or its quantity; capacity by the day. */
export function formText(sum: FormSum): string {
  const words = sum.form === 'capacity'
    ? [sum.per_day >= 0 ? t('perDay', { n: count(sum.per_day), unit: sum.unit ?? '' }) : '', sum.ramp_up_days ? t('ramp', { n: sum.ramp_up_days }) : '']
    : [sum.days_x10 >= 0 ? tenths(sum.days_x10) : sum.qty >= 0 ? t('nUnits', { n: count(sum.qty), unit: sum.unit ?? '' }) : '']
  return words.filter(Boolean).join(' · ')
}

export const respondText = (minutes: number): string => (!minutes ? t('dash') : minutes % 60 ? t('minutes', { n: minutes }) : t('hours', { n: minutes / 60 }))

/* Departments that reserve a class, by the plans: holder of the norm first. */
export function ownersOf(line: Line): { id: string; zh: string; en: string }[] {
  const owner = line.owners.find(o => o.does === 'reserve')
  return line.holder && line.holder_zh ? [{ id: line.holder, zh: line.holder_zh, en: line.holder_en ?? line.holder_zh }] : owner ? [{ id: '', zh: owner.zh, en: owner.en }] : []
}
export const ownerName = (line: Line): { zh: string; en: string } | undefined => ownersOf(line)[0]

/* Lines of a new annual plan: what this department answers for, with what the emergency plan asks. */
export interface DraftLine { key: number; class_id: string; days: number | undefined; qty: number | undefined; unit: string; reason: string }
let keys = 0
export const newDraftLine = (): DraftLine => ({ key: ++keys, class_id: '', days: undefined, qty: undefined, unit: '', reason: '' })
export function draftFrom(lines: readonly Line[], zh: string): DraftLine[] {
  return lines.filter(l => ownersOf(l).some(o => o.zh === zh) && (l.target_days > 0 || l.target_qty > 0)).map(l => ({
    ...newDraftLine(), class_id: l.class_id, days: l.target_qty ? undefined : l.target_days, qty: l.target_qty || undefined, unit: l.unit ?? '',
  }))
}
export const draftOfRows = (rows: readonly PlanRow[]): DraftLine[] => rows.map(r => ({ ...newDraftLine(), class_id: r.class_id, days: r.days || undefined, qty: r.qty || undefined, unit: r.unit ?? '', reason: r.reason ?? '' }))
export const filledDraft = (lines: readonly DraftLine[]): DraftLine[] => lines.filter(l => l.class_id !== '' && ((l.days ?? 0) > 0) !== ((l.qty ?? 0) > 0))
