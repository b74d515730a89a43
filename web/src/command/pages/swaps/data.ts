/* SPDX-License-Identifier: Apache-2.0 */
import { api, ask, type Schemas } from '@/shared/api/client'
import type { Choice } from '@/ui-desk/ChoiceList.vue'
import { findPlaces } from '@/command/pages/stock/lookups'

export type Row = Schemas['swap_row_out']
export type Swap = Schemas['swap_out']
export const STATES = ['', 'draft', 'review', 'agreed', 'handed', 'closed'] as const
export type State = typeof STATES[number]

export const readSwaps = (state: string, before?: string): Promise<Schemas['swap_list_out']> =>
  ask(api.GET('/api/v1/exchanges', { params: { query: { ...(state ? { state } : {}), ...(before ? { before } : {}) } } }))
export const readSwap = (id: string): Promise<Swap> => ask(api.GET('/api/v1/exchanges/{doc_id}', { params: { path: { doc_id: id } } }))

const MOST = 30
export async function findOrgs(search: string): Promise<Choice[]> {
  const got = await ask(api.GET('/api/v1/orgs', { params: { query: { limit: MOST, ...(search ? { search } : {}) } } }))
  return got.items.map(o => ({ value: o.org_id, title: o.name, note: o.code }))
}

/* Outside first: most exchanges are with them. */
export async function findPartners(search: string): Promise<Choice[]> {
  const [orgs, units] = await Promise.all([findOrgs(search), findPlaces(search, 'unit')])
  return [...orgs, ...units]
}

export async function fundChoices(): Promise<Choice[]> {
  const got = await ask(api.GET('/api/v1/funds', { params: { query: { limit: 100 } } }))
  return got.items.map(f => ({ value: f.fund_id, title: f.zh, note: f.code }))
}

export interface Offer { key: number; item_id: string; title: string; unit: string; qty: string; price: string; ground: 'cost' | 'price_list' | 'agreed'; note: string }
let keys = 0
export const newOffer = (out: boolean): Offer => ({ key: ++keys, item_id: '', title: '', unit: '', qty: '', price: '', ground: out ? 'cost' : 'agreed', note: '' })
export const filled = (o: Offer): boolean => o.item_id !== '' && Number(o.qty) > 0

/* Fen, so that sums of typed prices are exact. */
const fen = (yuan: string): number => Math.round(Number(yuan || '0') * 100)
export const sumOf = (offers: readonly Offer[]): string => (offers.filter(filled).reduce((sum, o) => sum + fen(o.price) * Number(o.qty), 0) / 100).toFixed(2)

