/* SPDX-License-Identifier: Apache-2.0 */
/* The buildings of this person, everybody in them (masked), and who has answered the offers that are open: kept for the time without a
 * network. */
import { computed } from 'vue'
import { keptActsOf } from '@/field/acts'
import { kept } from '@/field/kept'
import { api, ask, type Schemas } from '@/shared/api/client'
import { may } from '@/shared/auth/session'

export type Building = Schemas['building']
export type Household = Schemas['household']
export interface Offer { offer_id: string; name: string; cut_off?: string; places: string[] }
export interface Round { offer: Offer; silent: string[] }         /* households at home that have neither ordered nor said no, as the server tells */

export const PERMS = ['ORDER_DELIVER'] as const
const PAGE = 200
const SILENT_PAGE = 1000
export const KEPT_MAX = 3000
const OFFERS_MAX = 5

export const buildings = kept('buildings', async () => (await ask(api.GET('/api/v1/buildings', { params: { query: {} } }))).items, { perms: PERMS })

export const households = kept('households', async (): Promise<Household[]> => {
  const all: Household[] = []
  for (let after: string | undefined; all.length < KEPT_MAX;) {
    const page = await ask(api.GET('/api/v1/households', { params: { query: { limit: PAGE, after } } }))
    all.push(...page.items)
    after = page.next
    if (!after) break
  }
  return all
}, { perms: PERMS })

/* The grid where one may take orders in all of it, else the building. */
function placesOf(list: readonly Building[]): string[] {
  const places = list.filter(one => may('ORDER_EDIT', one.path)).map(one => (may('ORDER_EDIT', one.path.replace(/[^/]+\/$/, '')) ? one.grid_id : one.building_id))
  return [...new Set(places)]
}

async function silentOn(offer: Offer): Promise<string[]> {
  const found = new Set<string>()
  for (const place_id of offer.places) {
    for (let after: string | undefined; ;) {
      const page = await ask(api.GET('/api/v1/offers/{offer_id}/unanswered', { params: { path: { offer_id: offer.offer_id }, query: { place_id, limit: SILENT_PAGE, after } } }))
      for (const home of page.items) found.add(home.household_id)
      after = page.next
      if (!after) break
    }
  }
  return [...found]
}

export const rounds = kept('silent-rounds', async (): Promise<Round[]> => {
  const list = (await ask(api.GET('/api/v1/buildings', { params: { query: {} } }))).items
  const offers = new Map<string, Offer>()
  for (const place_id of placesOf(list)) {
    const form = await ask(api.GET('/api/v1/orders/form', { params: { query: { place_id } } }))
    for (const { offer_id, name, cut_off } of form.offers) {
      const known = offers.get(offer_id) ?? { offer_id, name, ...(cut_off ? { cut_off } : {}), places: [] }
      offers.set(offer_id, { ...known, places: [...known.places, place_id] })
    }
  }
  const open = [...offers.values()].sort((a, b) => (a.cut_off ?? '9').localeCompare(b.cut_off ?? '9')).slice(0, OFFERS_MAX)
  return Promise.all(open.map(async offer => ({ offer, silent: await silentOn(offer) })))
}, { perms: ['ORDER_EDIT'] })

const byId = computed(() => new Map((households.data.value ?? []).map(one => [one.household_id, one])))
export const householdOf = (id: string): Household | undefined => byId.value.get(id)
export const buildingOf = (id: string): Building | undefined => buildings.data.value?.find(one => one.building_id === id)
export const homesIn = (building_id: string): Household[] => (households.data.value ?? []).filter(one => one.building_id === building_id)

/* Orders taken here and not yet with the server count as answered. */
const askedHere = computed(() => new Set(keptActsOf('order').flatMap(act => {
  const body = act.body as { household_id?: string; offer_id?: string } | undefined
  return body?.household_id && act.state === 'kept' ? [`${body.offer_id ?? ''} ${body.household_id}`] : []
})))
export function hasAnswered(round: Round, household_id: string): boolean {
  return householdOf(household_id)?.status === 'here' && !round.silent.includes(household_id) || askedHere.value.has(`${round.offer.offer_id} ${household_id}`)
}
/* Of the round that closes first, unless told. */
export const firstRound = computed<Round | undefined>(() => rounds.data.value?.[0])
export function silentIn(round: Round): Household[] {
  const silent = new Set(round.silent)
  return (households.data.value ?? []).filter(home => home.status === 'here' && silent.has(home.household_id) && !askedHere.value.has(`${round.offer.offer_id} ${home.household_id}`))
}
/* Nobody reads a chat list there: somebody has to call or go. */
export const wantsVisit = (home: Household): boolean => /\b(no_phone|alone|disabled)\b/.test(home.needs ?? '')
