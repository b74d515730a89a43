/* SPDX-License-Identifier: Apache-2.0 */
import { api, ask, type Schemas } from '@/shared/api/client'
import { count } from '@/shared/format'
import { t } from './texts'

export type Row = Schemas['requisition_row_out']
export type Requisition = Schemas['requisition_out']
export type AwardRow = Schemas['award_row_out']
export const TABS = ['', 'draft', 'review', 'ordered', 'in_use', 'overdue', 'closed'] as const
export type Tab = typeof TABS[number]

export const readRequisitions = (tab: Tab, before?: string): Promise<Schemas['requisition_list_out']> => ask(api.GET('/api/v1/requisitions', {
  params: { query: { ...(tab === 'overdue' ? { overdue: true } : tab ? { state: tab } : {}), ...(before ? { before } : {}) } },
}))
export const readRequisition = (id: string): Promise<Requisition> => ask(api.GET('/api/v1/requisitions/{doc_id}', { params: { path: { doc_id: id } } }))
export const readDue = (id: string): Promise<Schemas['award_rows_out']> => ask(api.GET('/api/v1/requisitions/{doc_id}/due', { params: { path: { doc_id: id } } }))
export const readAward = (id: string): Promise<Schemas['award_view_out']> => ask(api.GET('/api/v1/awards/{doc_id}', { params: { path: { doc_id: id } } }))
export const readHolder = (id: string): Promise<Schemas['holder_out']> => ask(api.GET('/api/v1/requisition-holders/{holder_id}', { params: { path: { holder_id: id } } }))

/* "8 小时", "5.5 小时" of minutes. */
export const hours = (minutes: number): string => t('hoursShort', { n: String(Math.round(minutes / 6) / 10) })

/* What is counted of a row of compensation, and what its rate is for. */
export function quantityOf(row: AwardRow): string {
  if (row.what === 'days') return t('unitDays', { n: count(row.qty) })
  if (row.what === 'labour' || row.what === 'vehicle') return hours(row.qty)
  return row.what === 'damage' ? '' : t('pieces', { n: count(row.qty) })
}
export function perOf(what: AwardRow['what']): string {
  return what === 'days' ? t('perDay') : what === 'labour' || what === 'vehicle' ? t('perHour') : what === 'damage' ? '' : t('perPiece')
}

/* Fen by the server's rule: half up. */
export const sumOf = (qty: number, rate: string, per: number): number => Math.floor((2 * qty * Math.round(Number(rate || '0') * 100) + per) / (2 * per))
export const yuan = (fen: number): string => (fen / 100).toFixed(2)
