/* SPDX-License-Identifier: Apache-2.0 */
import { watch } from 'vue'
import { api, ask } from '@/shared/api/client'
import { may } from '@/shared/auth/session'
import type { QueuedAct } from '@/shared/offline/queue'
import { act, happenedIfOffline, sync } from '@/field/acts'
import { kept, keptEach } from '@/field/kept'
import type { Arrival } from './station'

export const stations = kept('stations', () => ask(api.GET('/api/v1/stations')), { perms: ['ORDER_DELIVER'] })
export const station = keptEach('station', id => ask(api.GET('/api/v1/stations/{place_id}', { params: { path: { place_id: id } } })))
watch(() => stations.at.value, at => { if (at && may('ORDER_DELIVER')) void station.ahead((stations.data.value?.items ?? []).map(one => one.place_id)) })

export const aboutStop = (it: Arrival): string => `${it.trip_id}.${it.stop_no}`
const again = async (placeId: string): Promise<void> => { if (sync.online.value) await station(placeId).load() }

export interface Counted { counts?: readonly { line_no: number; qty: number }[]; reason: string; inSpite: boolean }

/* The team's count; when the driver has counted already and less came, what is missing is said in the same go. */
export async function countIn(placeId: string, it: Arrival, said: Counted): Promise<QueuedAct> {
  const mend = `/station/${placeId}/in/${aboutStop(it)}`
  const path = `/api/v1/trips/${it.trip_id}`
  const done = await act({
    path: `${path}/hand_over`, verb: 'count_in', about: aboutStop(it), mend, title: [`点收 ${it.plate}`, `Counted in ${it.plate}`],
    body: { stop_no: it.stop_no, signed_as: 'worker', ...happenedIfOffline(), ...(said.reason ? { note: said.reason } : {}), ...(said.inSpite ? { in_spite: true } : {}),
      ...(said.counts ? { counts: [{ stop_no: it.stop_no, lines: said.counts }] } : {}) },
  })
  if (said.counts && it.signed_driver) await report(placeId, it, said.reason, [done.key])
  else await again(placeId)
  return done
}
export async function report(placeId: string, it: Arrival, reason: string, needs: readonly string[] = []): Promise<void> {
  await act({ path: `/api/v1/trips/${it.trip_id}/report`, verb: 'count_in', about: aboutStop(it), needs, mend: `/station/${placeId}/in/${aboutStop(it)}`,
    title: [`${it.plate} 报差异`, `Reported missing, ${it.plate}`], body: { stop_no: it.stop_no, note: reason } })
  await again(placeId)
}

export async function passOn(placeId: string, building: { building_id: string; building: string }, taker: { account_id: string; name: string }, orders: readonly string[]): Promise<QueuedAct> {
  const done = await act({
    path: '/api/v1/passings', verb: 'pass_on', about: building.building_id, mend: `/station/${placeId}/out/${building.building_id}`,
    title: [`${building.building} ${orders.length} 件转交${taker.name}`, `${building.building}: ${orders.length} passed to ${taker.name}`],
    body: { from_place_id: placeId, building_id: building.building_id, taker_id: taker.account_id, orders: orders.map(order_id => ({ order_id })) },
  })
  await again(placeId)
  return done
}
export async function takeBack(placeId: string, docId: string, words: string, note: string): Promise<void> {
  await act({ path: `/api/v1/passings/${docId}/take_back`, verb: 'take_back', about: docId, mend: '/station', title: [`收回 ${words}`, `Taken back, ${words}`], body: { note } })
  await again(placeId)
}
