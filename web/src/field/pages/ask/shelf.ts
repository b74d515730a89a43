/* SPDX-License-Identifier: Apache-2.0 */
/* What one can ask for, and for whom; kept for asking without a network. */
import { act } from '@/field/acts'
import { kept } from '@/field/kept'
import { api, ask, type Schemas } from '@/shared/api/client'
import { may } from '@/shared/auth/session'

export interface Shelf { units: { place_id: string; name: string }[]; items: Schemas['item'][] }

export const shelf = kept('shelf', async (): Promise<Shelf> => {
  const [units, items] = await Promise.all([
    ask(api.GET('/api/v1/places', { params: { query: { kind: 'unit', limit: 200 } } })), ask(api.GET('/api/v1/items', { params: { query: { limit: 200 } } })),
  ])
  return { units: units.items.filter(unit => may('REQUEST_RAISE', unit.path)).map(({ place_id, name }) => ({ place_id, name })), items: items.items }
}, { perms: ['REQUEST_RAISE'] })

export async function raise(unit_id: string, purpose: string, wants: readonly { item_id: string; wanted: number }[]): Promise<void> {
  await act({ path: '/api/v1/requests', body: { unit_id, wants, ...(purpose ? { purpose } : {}) }, title: [`要 ${wants.length} 样物资`, `Asked for ${wants.length} items`], verb: 'raise' })
}
