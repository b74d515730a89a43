/* SPDX-License-Identifier: Apache-2.0 */
/* Where lists come from: grids the person orders for, with their open offers. */
import { api, ask, type Schemas } from '@/shared/api/client'
import { may } from '@/shared/auth/session'

export interface Spot { place_id: string; name: string }
export interface Chosen { place: string; offer: string; line: number; pay: 'prepaid' | 'collect' | 'credit' }
export type Offer = Schemas['form_offer']

export async function spotsOf(): Promise<Spot[]> {
  const grids = await ask(api.GET('/api/v1/grids', { params: { query: { limit: 200 } } }))
  return grids.items.filter(grid => may('ORDER_EDIT', grid.path)).map(grid => ({ place_id: grid.grid_id, name: grid.compound || grid.name }))
}
export const offersOf = async (place_id: string): Promise<Offer[]> =>
  (place_id ? (await ask(api.GET('/api/v1/orders/form', { params: { query: { place_id } } }))).offers : [])
export const waysOf = (offer: Offer | undefined): Chosen['pay'][] => (['prepaid', 'collect', 'credit'] as const).filter(way => offer?.[way])
