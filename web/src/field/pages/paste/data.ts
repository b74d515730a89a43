/* SPDX-License-Identifier: Apache-2.0 */
/* What one needs to read a list without a network: one's grids with their open offers; and the lists read so far. */
import { act, actOf, happenedIfOffline } from '@/field/acts'
import { kept, keptEach } from '@/field/kept'
import { api, ask, type Schemas } from '@/shared/api/client'
import { may, session } from '@/shared/auth/session'
import type { Batch, Offer, Reply, Row } from '@/shared/intake/intake'
import { rowTitle } from '@/shared/intake/intake'
import type { QueuedAct } from '@/shared/offline/queue'

export interface Spot { place_id: string; name: string; offers: Offer[] }
const SPOTS_MAX = 20
const ROWS_MAX = 2000
const PAGE = 200

/* Buildings of a leader: the places their right ends at. */
async function ownBuildings(): Promise<{ place_id: string; name: string }[]> {
  const ids = (session.value?.rights ?? []).filter(right => right.perm === 'ORDER_EDIT').map(right => right.scope.split('/').filter(Boolean).pop() ?? '')
  const places = await Promise.all([...new Set(ids)].slice(0, SPOTS_MAX).map(place_id => ask(api.GET('/api/v1/places/{place_id}', { params: { path: { place_id } } })).catch(() => undefined)))
  return places.filter(place => place?.kind === 'building').map(place => ({ place_id: place?.place_id ?? '', name: place?.name ?? '' }))
}

export const spots = kept('paste/spots', async (): Promise<Spot[]> => {
  const grids = await ask(api.GET('/api/v1/grids', { params: { query: { limit: 100 } } }))
  const mine = grids.items.filter(grid => may('ORDER_EDIT', grid.path)).map(grid => ({ place_id: grid.grid_id, name: grid.compound || grid.name }))
  const all = (mine.length ? mine : await ownBuildings()).slice(0, SPOTS_MAX)
  const forms = await Promise.all(all.map(spot => ask(api.GET('/api/v1/orders/form', { params: { query: { place_id: spot.place_id } } }))))
  return all.map((spot, i) => ({ ...spot, offers: forms[i]?.offers ?? [] }))
}, { perms: ['ORDER_EDIT'] })

export const lists = kept('paste/lists', () => ask(api.GET('/api/v1/chat-lists', { params: { query: { limit: 20 } } })), { perms: ['ORDER_EDIT'] })

export interface Whole { batch: Batch; rows: Row[] }
export const list = keptEach('paste/list', async (batch_id: string): Promise<Whole> => {
  const batch = await ask(api.GET('/api/v1/chat-lists/{batch_id}', { params: { path: { batch_id } } }))
  const rows: Row[] = []
  for (let after: string | undefined; rows.length < ROWS_MAX;) {
    const page = await ask(api.GET('/api/v1/chat-lists/{batch_id}/rows', { params: { path: { batch_id }, query: { limit: PAGE, ...(after ? { after } : {}) } } }))
    rows.push(...page.items)
    if (!page.next) break
    after = page.next
  }
  return { batch, rows }
})

export interface Pasted { place_id: string; offer_id: string; default_line?: number; text: string }
export const paste = (what: Pasted, name: string): Promise<QueuedAct> =>
  act({ path: '/api/v1/chat-lists', body: { ...what, ...('happened' in happenedIfOffline() ? { asked_ms: new Date().toISOString() } : {}) }, title: [`${name} 的接龙`, `Chat list of ${name}`], verb: 'paste', about: what.offer_id, mend: '/paste' })

export const reply = (batch_id: string, row: Row, what: Reply): Promise<QueuedAct> =>
  act({ path: `/api/v1/chat-lists/${batch_id}/rows/${row.row_no}`, body: what, title: rowTitle(row), verb: 'answer', about: `${batch_id}/${row.row_no}`, mend: `/paste/${batch_id}` })

export const take = (batch_id: string, n: number): Promise<QueuedAct> =>
  act({ path: `/api/v1/chat-lists/${batch_id}/commit`, body: {}, title: [`导入 ${n} 单`, `Take ${n} orders over`], verb: 'take', about: batch_id, mend: `/paste/${batch_id}` })

export const households = (place_id: string, search: string): Promise<Schemas['household'][]> =>
  ask(api.GET('/api/v1/households', { params: { query: { under_id: place_id, search, limit: 20 } } })).then(answer => answer.items)

export const madeList = (key: string): string => String(actOf(key)?.made?.batch_id ?? '')
