/* SPDX-License-Identifier: Apache-2.0 */
import { api, ask, type Act, type Schemas } from '@/shared/api/client'
import type { Choice } from '@/ui-desk/ChoiceList.vue'
import { fenOf } from '@/shared/sums'

export type Row = Schemas['sale_row_out']
export type Sale = Schemas['sale_out']
export type Lined = Schemas['sale_lined_out']
export type Market = Schemas['sale_market_out']
export const STATES = ['', 'draft', 'vetting', 'review', 'approved', 'selling', 'closed'] as const
export type State = typeof STATES[number]

export const readSales = (state: string, before?: string): Promise<Schemas['sale_list_out']> =>
  ask(api.GET('/api/v1/sales', { params: { query: { ...(state ? { state } : {}), ...(before ? { before } : {}) } } }))
export const readSale = (id: string): Promise<Sale> => ask(api.GET('/api/v1/sales/{doc_id}', { params: { path: { doc_id: id } } }))
export const readMarket = (place: string, item: string): Promise<Market> => ask(api.GET('/api/v1/market-prices', { params: { query: { place_id: place, item_id: item } } }))

const MOST = 30
export async function findPoints(search: string): Promise<Choice[]> {
  const kinds = ['shop', 'unit', 'station'] as const
  const found = await Promise.all(kinds.map(kind => ask(api.GET('/api/v1/places', { params: { query: { kind, limit: MOST, ...(search ? { search } : {}) } } }))))
  return found.flatMap(got => got.items.map(p => ({ value: p.place_id, title: p.name, note: p.code })))
}

export async function releaseChoices(): Promise<Choice[]> {
  const got = await ask(api.GET('/api/v1/reserve-releases', { params: { query: { state: 'freed', limit: MOST } } }))
  return got.items.map(r => ({ value: r.doc_id, title: r.number ?? r.doc_id }))
}

export interface Goods { key: number; item_id: string; title: string; unit: string; price: string; units: string; perHousehold: string; perUnit: string; market?: Market | undefined; stated: string; source: string; set: Kept }
/* Whose goods, bought from which fund, which lot: set elsewhere, and kept while the draft is changed. */
interface Kept { owner_id?: string; fund_id?: string; lot_id?: string }
export interface Point { key: number; place_id: string; title: string; qty: Record<number, string> }
export interface Hours { key: number; day: string; opens: string; closes: string }
let keys = 0
export const newGoods = (): Goods => ({ key: ++keys, item_id: '', title: '', unit: '', price: '', units: '1', perHousehold: '0', perUnit: '0', stated: '', source: '', set: {} })
export const newPoint = (): Point => ({ key: ++keys, place_id: '', title: '', qty: {} })
export const newHours = (day: string): Hours => ({ key: ++keys, day, opens: '09:00', closes: '11:00' })
export const named = (g: Goods): boolean => g.item_id !== '' && Number(g.price) > 0
export const placed = (p: Point, goods: readonly Goods[]): boolean => p.place_id !== '' && goods.some(g => Number(p.qty[g.key] ?? 0) > 0)
export const timed = (h: Hours): boolean => h.day !== '' && h.closes > h.opens
const at = (day: string, clock: string): string => `${day}T${clock}:00+08:00`
/* In order of time, as the server wants them. */
export const hoursOf = (hours: readonly Hours[]): { point: number; opens: string; closes: string }[] =>
  hours.filter(timed).map(h => ({ point: -1, opens: at(h.day, h.opens), closes: at(h.day, h.closes) })).sort((a, b) => a.opens.localeCompare(b.opens))

export interface Facts { from: string; reason: string; decision: string; release: string }
export function bodyOf(f: Facts, goods: readonly Goods[], points: readonly Point[], hours: readonly Hours[]) {
  const sold = goods.filter(named)
  const at = points.filter(p => placed(p, sold))
  return {
    from_place_id: f.from, reason: f.reason.trim(), ...(f.decision.trim() ? { decision: f.decision.trim() } : {}), ...(f.release ? { release_id: f.release } : {}),
    points: at.map(p => ({ place_id: p.place_id })),
    goods: sold.map(g => ({
      item_id: g.item_id, price: Number(g.price).toFixed(2), price_units: Number(g.units) || 1, per_household: Number(g.perHousehold) || 0, per_unit: Number(g.perUnit) || 0, anew: true, ...g.set,
      ...(g.market?.by === 'none' && Number(g.stated) > 0 ? { market_price: Number(g.stated).toFixed(2), market_units: Number(g.units) || 1, market_source: g.source.trim() } : {}),
    })),
    shares: at.flatMap((p, point) => sold.flatMap((g, i) => (Number(p.qty[g.key] ?? 0) > 0 ? [{ point, goods: i, qty: Number(p.qty[g.key]) }] : []))),
    hours: hoursOf(hours),
  }
}
/* Points of a round that could not be put forward, each with why; the others have gone. */
export interface Refused { docId: string; point: string; why: string }
export const propose = (id: string, act: Act): Promise<unknown> => ask(api.POST('/api/v1/sales/{doc_id}/propose', { params: { path: { doc_id: id }, header: act }, body: {} }))

/* By how much a price lies below the market's, in ten-thousandths; below nil: above it. */
export function discount(price: string, units: number, market: string, marketUnits: number): number {
  const mine = fenOf(price) * BigInt(marketUnits)
  const theirs = fenOf(market) * BigInt(units)
  return theirs === 0n ? 0 : Number(((theirs - mine) * 10000n) / theirs)
}
