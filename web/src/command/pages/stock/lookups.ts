/* SPDX-License-Identifier: Apache-2.0 */
/* Places, items and organisations by what somebody types. */
import { api, ask } from '@/shared/api/client'
import type { Choice } from '@/ui-desk/ChoiceList.vue'

const MOST = 30
type PlaceKind = 'any' | 'district' | 'subdistrict' | 'warehouse' | 'unit'

export async function findPlaces(search: string, kind: PlaceKind = 'any'): Promise<Choice[]> {
  const got = await ask(api.GET('/api/v1/places', { params: { query: { kind, limit: MOST, ...(search ? { search } : {}) } } }))
  return got.items.map(p => ({ value: p.place_id, title: p.name, note: p.code }))
}

export interface ItemChoice extends Choice { pack: number; unit: string; packUnit: string | undefined }
export async function findItems(search: string): Promise<ItemChoice[]> {
  const got = await ask(api.GET('/api/v1/items', { params: { query: { limit: MOST, ...(search ? { search } : {}) } } }))
  return got.items.map(i => ({ value: i.item_id, title: i.zh, note: i.code, pack: i.pack ?? 1, unit: i.unit, packUnit: i.pack_unit }))
}

export async function findOrgs(search: string, role: string): Promise<Choice[]> {
  const got = await ask(api.GET('/api/v1/orgs', { params: { query: { limit: MOST, role, ...(search ? { search } : {}) } as never } }))
  return got.items.map(o => ({ value: o.org_id, title: o.name, note: o.code }))
}
