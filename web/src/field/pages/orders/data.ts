/* SPDX-License-Identifier: Apache-2.0 */
/* What is open to order from in my places, and what was ordered lately: kept for the time without a network. */
import { computed } from 'vue'
import { keptActsOf } from '@/field/acts'
import { kept } from '@/field/kept'
import type { Thing } from '@/field/pages'
import { api, ask, type Schemas } from '@/shared/api/client'
import { may } from '@/shared/auth/session'

export type Offer = Schemas['form_offer']
export type Line = Schemas['form_line']
export type Order = Schemas['row_out']
export interface Form { places: string[]; offer: Offer }       /* places: grids or buildings it is open for */
export const PERMS = ['ORDER_EDIT'] as const
const LATELY = 100

/* Grids where orders may be taken in all of it, else single buildings. */
async function myPlaces(): Promise<string[]> {
  const list = (await ask(api.GET('/api/v1/buildings', { params: { query: {} } }))).items.filter(one => may('ORDER_EDIT', one.path))
  return [...new Set(list.map(one => (may('ORDER_EDIT', one.path.replace(/[^/]+\/$/, '')) ? one.grid_id : one.building_id)))]
}

export const forms = kept('order-forms', async (): Promise<Form[]> => {
  const found = new Map<string, Form>()
  for (const place_id of await myPlaces()) {
    for (const offer of (await ask(api.GET('/api/v1/orders/form', { params: { query: { place_id } } }))).offers) {
      const known = found.get(offer.offer_id)
      found.set(offer.offer_id, { offer, places: [...(known?.places ?? []), place_id] })
    }
  }
  return [...found.values()].sort((a, b) => (a.offer.cut_off ?? '9').localeCompare(b.offer.cut_off ?? '9'))
}, { perms: PERMS })

export const orders = kept('orders-lately', async (): Promise<Order[]> => (await ask(api.GET('/api/v1/orders', { params: { query: { limit: LATELY } } }))).items, { perms: PERMS })

export const offersFor = (home: { grid_id: string; building_id: string }): Offer[] =>
  (forms.data.value ?? []).filter(form => form.places.includes(home.grid_id) || form.places.includes(home.building_id)).map(form => form.offer)

/* The household's order that stands on this offer, if one is known. */
export const orderOn = (household_id: string, offer_id: string): Order | undefined =>
  orders.data.value?.find(one => one.household_id === household_id && one.offer_id === offer_id && one.state !== 'void')

/* The money of these is still to be taken. */
export const unpaid = computed(() => (orders.data.value ?? []).filter(one => one.state === 'placed' && one.pay === 'prepaid'))
export const count = computed(() => unpaid.value.length || undefined)
export const unsent = () => keptActsOf('order')

export function things(): readonly Thing[] {
  const first = forms.data.value?.[0]
  const until = first?.offer.cut_off ? Date.parse(first.offer.cut_off) : NaN
  if (!first || !(until > Date.now())) return []
  return [{ key: `order/${first.offer.offer_id}`, title: [`收单：${first.offer.name}`, `Take orders: ${first.offer.name}`], at: Date.now(), until, now: false, path: '/orders' }]
}
