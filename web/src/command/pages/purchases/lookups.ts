/* SPDX-License-Identifier: Apache-2.0 */
/* Suppliers, warehouses, goods and funds by what somebody types. */
import { api, ask, type Schemas } from '@/shared/api/client'
import { money } from '@/shared/format'
import { pick } from '@/shared/i18n'
import type { Found } from '@/ui-desk/FindOne.vue'
import { t } from './texts'

const MOST = 50
export type Supplier = Schemas['supplier_out']

export async function findSuppliers(search: string): Promise<Found[]> {
  const { items } = await ask(api.GET('/api/v1/suppliers', { params: { query: { limit: MOST, ...(search ? { search } : {}) } } }))
  return items.filter(s => s.active && !s.blocked).map(s => ({ value: s.org_id, title: s.name, note: s.code }))
}

export async function findWarehouses(search: string): Promise<Found[]> {
  const { items } = await ask(api.GET('/api/v1/places', { params: { query: { kind: 'warehouse', limit: MOST, ...(search ? { search } : {}) } } }))
  return items.map(p => ({ value: p.place_id, title: p.name, note: p.code }))
}

export interface FoundItem extends Found { unit: string; category: string }
export async function findItems(search: string): Promise<FoundItem[]> {
  const { items } = await ask(api.GET('/api/v1/items', { params: { query: { active_only: true, limit: MOST, ...(search ? { search } : {}) } } }))
  return items.map(i => ({ value: i.item_id, title: pick([i.zh, i.en ?? i.zh]), note: i.code, unit: i.unit, category: i.category }))
}

export type Fund = Schemas['fund_out']
export async function loadFunds(): Promise<Fund[]> {
  const { items } = await ask(api.GET('/api/v1/funds', { params: { query: { limit: 199 } } }))
  return items.filter(f => !f.closed)
}
export const fundFound = (funds: readonly Fund[], search: string): Found[] =>
  funds.filter(f => !search || f.zh.includes(search) || f.code.toLowerCase().includes(search.toLowerCase())).map(f => ({ value: f.fund_id, title: f.zh, note: t('fundFree', { sum: money(f.free) }) }))
