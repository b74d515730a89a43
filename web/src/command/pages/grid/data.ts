/* SPDX-License-Identifier: Apache-2.0 */
/* What the parts of this page ask the server for. */
import { api, ask, type Schemas } from '@/shared/api/client'

export type Grid = Schemas['grid']
export type GridWhole = Schemas['grid_whole']
export type Building = Schemas['building']
export type Household = Schemas['household']

const PAGE = 200

export async function householdsOf(under_id: string): Promise<Household[]> {
  const all: Household[] = []
  for (let after: string | undefined; ;) {
    const page = await ask(api.GET('/api/v1/households', { params: { query: { under_id, limit: PAGE, after } } }))
    all.push(...page.items)
    after = page.next
    if (!after) return all
  }
}
