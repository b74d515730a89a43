/* SPDX-License-Identifier: Apache-2.0 */
/* What the page asks the server for, and the few sums it makes. */
import { api, ask, type Schemas } from '@/shared/api/client'
import { isoDay } from '@/shared/format'
import { pick } from '@/shared/i18n'
import { kindNames } from './texts'

export type Shop = Schemas['shop']
export type OfferRow = Schemas['offer_row']
export type Offer = Schemas['offer']
export type Price = Schemas['price_out']
export type Package = Schemas['package_out']
export type Times = Schemas['times_out']
export interface Found { value: string; title: string; note: string }

export async function loadShops(): Promise<Shop[]> {
  return (await ask(api.GET('/api/v1/shops', { params: { query: { limit: 200 } } }))).items
}
export const loadOffer = (id: string): Promise<Offer> => ask(api.GET('/api/v1/offers/{offer_id}', { params: { path: { offer_id: id } } }))
export const loadTimes = (area: string): Promise<Times> => ask(api.GET('/api/v1/offer-times/{area_id}', { params: { path: { area_id: area } } }))

export async function findPrices(shop: string, search: string): Promise<Price[]> {
  return (await ask(api.GET('/api/v1/prices', { params: { query: { shop_id: shop, on_sale_only: true, limit: 50, ...(search ? { search } : {}) } } }))).items
}
type Kind = 'subdistrict' | 'community' | 'grid' | 'shop'
async function placesOf(kind: Kind, search: string): Promise<Found[]> {
  const page = await ask(api.GET('/api/v1/places', { params: { query: { kind, limit: 30, ...(search ? { search } : {}) } } }))
  return page.items.map(p => ({ value: p.place_id, title: p.name, note: p.code }))
}
/* Areas an offer can be for: what the shop serves, then anything found by name. */
export async function findAreas(shop: string, search: string): Promise<Found[]> {
  const one = shop ? await ask(api.GET('/api/v1/shops/{shop_id}', { params: { path: { shop_id: shop } } })) : undefined
  const served = (one?.serves ?? []).filter(area => !search || area.name.includes(search)).map(area => ({ value: area.place_id, title: area.name, note: '' }))
  const found = (await Promise.all((['subdistrict', 'community', 'grid'] as const).map(kind => placesOf(kind, search)))).flat()
  return [...served, ...found.filter(place => !served.some(area => area.value === place.value))]
}
export const findShops = (search: string): Promise<Found[]> => placesOf('shop', search)
export async function findOrgs(search: string): Promise<Found[]> {
  const page = await ask(api.GET('/api/v1/orgs', { params: { query: { limit: 50, ...(search ? { search } : {}) } } }))
  return page.items.map(org => ({ value: org.org_id, title: org.name, note: org.code }))
}
export async function findItems(search: string): Promise<Found[]> {
  const page = await ask(api.GET('/api/v1/items', { params: { query: { active_only: true, limit: 50, ...(search ? { search } : {}) } } }))
  return page.items.map(item => ({ value: item.item_id, title: item.zh, note: `${item.code} ${item.unit}` }))
}

export const kindName = (kind: string): string => pick(kindNames[kind] ?? [kind, kind])

/* "20:00" of the minute of a day, as the plan says it. */
export const minuteText = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
export const wholeDay = (times: Times): boolean => times.hours.length === 1 && times.hours[0]?.from_minute === 0 && times.hours[0].until_minute === 1440

/* Day and minute of China as the API wants them. */
export const atTime = (day: string, time: string): string => `${day}T${time}:00+08:00`
export const timeOf = (when: string): string => when.slice(11, 16)
export const dayOf = (when: string): string => when.slice(0, 10)

export interface FormTimes { cutDay: string; cutTime: string; deliverDay: string; from: string; until: string }
/* What a new offer starts from: today's cut-off by the plan or tomorrow's when it has passed; the first hours of the day after it. */
export function startTimes(times: Times | undefined, now: number): FormTimes {
  const cut = times?.has_cut_off ? minuteText(times.cut_off_minute) : '20:00'
  const today = isoDay(now)
  const passed = new Date(atTime(today, cut)).getTime() <= now + 3600_000
  const cutDay = passed ? isoDay(now + 86_400_000) : today
  const hours = times && !wholeDay(times) ? times.hours[0] : undefined
  return { cutDay, cutTime: cut, deliverDay: isoDay(new Date(atTime(cutDay, '12:00')).getTime() + 86_400_000), from: hours ? minuteText(hours.from_minute) : '11:30', until: hours ? minuteText(Math.min(hours.until_minute, 1439)) : '13:00' }
}

export const isMoney = (text: string): boolean => /^\d{1,6}(\.\d{1,2})?$/.test(text) && Number(text) > 0
export const isCount = (text: string): boolean => /^[1-9]\d{0,7}$/.test(text)
/* What an offer is worth watching for: nothing left, or nearly. */
export function tone(left: number, all: number): 'brand' | 'warn' | 'bad' {
  if (all > 0 && left === 0) return 'bad'
  return all > 0 && left / all < 0.15 ? 'warn' : 'brand'
}
