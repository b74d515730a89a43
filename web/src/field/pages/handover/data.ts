/* SPDX-License-Identifier: Apache-2.0 */
/* What a phone keeps to hand over with, and what is done at a door. */
import { watch } from 'vue'
import { api, ask } from '@/shared/api/client'
import type { QueuedAct } from '@/shared/offline/queue'
import { may, session } from '@/shared/auth/session'
import { act, sync } from '@/field/acts'
import { kept, keptEach } from '@/field/kept'
import type { Door, Kind, Parcel } from './house'

const PERMS = ['ORDER_DELIVER'] as const
export const houses = kept('handover-buildings', () => ask(api.GET('/api/v1/handovers/buildings')), { perms: PERMS })
export const house = keptEach('handover-house', id => ask(api.GET('/api/v1/handovers/house/{building_id}', { params: { path: { building_id: id } } })))
/* What a station has passed on and this person has not counted yet. */
export const passed = kept('handover-passings', async () => {
  const list = (await ask(api.GET('/api/v1/passings', { params: { query: { state: 'given', party_id: session.value?.account_id ?? '0' } } }))).items
  const mine = list.filter(one => one.taker_id === session.value?.account_id).slice(0, 20)
  return Promise.all(mine.map(one => ask(api.GET('/api/v1/passings/{doc_id}', { params: { path: { doc_id: one.doc_id } } }))))
}, { perms: PERMS })

/* Every building of one's own is kept for where there is no network. */
watch(() => houses.at.value, at => { if (at && may('ORDER_DELIVER')) void house.ahead((houses.data.value?.items ?? []).map(one => one.building_id)) })

/* The ids of acts count once on the server, however often the queue sends them. */
export const newActId = (): string => Array.from(crypto.getRandomValues(new Uint8Array(12)), b => b.toString(16).padStart(2, '0')).join('')

export interface Said { kind: Kind; proof?: 'tick' | 'code' | 'photo' | 'signature'; proof_value?: string; note?: string; answers?: 'nobody' | 'shop' | 'driver' | 'station' | 'worker' | 'household'; lines?: { line_no: number; qty: number }[]; undoes?: string }
const WORDS: Record<Kind, readonly [string, string]> = {
  delivered: ['交付', 'handed over'], not_home: ['没人', 'nobody home'], refused: ['拒收', 'refused'], damaged: ['破损', 'damaged'], short: ['少货', 'short'], wrong: ['送错', 'wrong goods'],
  collected: ['自提', 'collected'], undo: ['撤销', 'undone'],
}

export async function say(buildingId: string, door: Door, parcel: Parcel, said: Said): Promise<QueuedAct> {
  const word = WORDS[said.kind]
  const done = await act({
    path: '/api/v1/handovers', verb: 'handover', about: parcel.order_id, mend: `/handover/${buildingId}`,
    title: [`${door.door} ${word[0]}`, `${door.door} ${word[1]}`],
    body: { acts: [{ act_id: newActId(), order_id: parcel.order_id, building_id: buildingId, happened: new Date().toISOString(), ...said }] },
  })
  if (sync.online.value) void house(buildingId).load()
  return done
}

/* Taken back: what is still on this phone is dropped; what the server has is undone there. */
export async function takeBack(buildingId: string, door: Door, parcel: Parcel, key: string, actId: string, isKept: boolean): Promise<void> {
  if (isKept && key) await sync.queue.drop(key)
  else await say(buildingId, door, parcel, { kind: 'undo', undoes: actId })
}
