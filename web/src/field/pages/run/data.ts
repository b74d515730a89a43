/* SPDX-License-Identifier: Apache-2.0 */
import { watch } from 'vue'
import { api, ask } from '@/shared/api/client'
import { may } from '@/shared/auth/session'
import { addDays, isoDay } from '@/shared/format'
import type { QueuedAct } from '@/shared/offline/queue'
import { act, sync } from '@/field/acts'
import { kept, keptEach } from '@/field/kept'
import { isOver } from './run'

/* Yesterday's too: a trip that began before midnight is still his. */
export const trips = kept('my-trips', () => ask(api.GET('/api/v1/trips', { params: { query: { mine: true, from: addDays(isoDay(Date.now()), -1) } } })), { perms: ['TRIP_DRIVE'] })
export const trip = keptEach('my-trip', id => ask(api.GET('/api/v1/trips/{trip_id}', { params: { path: { trip_id: id } } })))
/* A person's phone, asked for when the driver wants to call; kept like the trip itself. */
export const stopContact = keptEach('stop-contact', id => {
  const [tripId = '', stopNo = ''] = id.split('.')
  return ask(api.GET('/api/v1/trips/{trip_id}/stops/{stop_no}/contact', { params: { path: { trip_id: tripId, stop_no: Number(stopNo) }, query: { reason: '送货联系' } } }))
})
watch(() => trips.at.value, at => { if (at && may('TRIP_DRIVE')) void trip.ahead((trips.data.value?.items ?? []).filter(one => !isOver(one)).map(one => one.trip_id)) })

/* What the queue calls an act: of a vehicle or of a stop. */
export type TripVerb = 'load' | 'depart' | 'arrive' | 'hand_over'
const TITLES: Record<TripVerb, readonly [string, string]> = { load: ['{what} 装车', 'Loaded {what}'], depart: ['{what} 发车', 'Departed, {what}'], arrive: ['到 {what}', 'Arrived at {what}'], hand_over: ['{what} 交货', 'Handed over at {what}'] }
export const titleOf = (verb: TripVerb, what: string): readonly [string, string] => [TITLES[verb][0].replace('{what}', what), TITLES[verb][1].replace('{what}', what)]

/* Acts on one trip go in their order, and those of before hold back those of after. */
export async function tripAct(tripId: string, verb: string, title: readonly [string, string], body: Record<string, unknown>): Promise<QueuedAct> {
  const done = await act({ path: `/api/v1/trips/${tripId}/${verb}`, verb, about: tripId, title, mend: `/run/${tripId}`, body: { happened: new Date().toISOString(), ...body } })
  if (sync.online.value) await Promise.all([trip(tripId).load(), trips.load()])
  return done
}
export async function record(tripId: string, path: string, verb: string, title: readonly [string, string], body: Record<string, unknown>): Promise<void> {
  await act({ path, verb, about: tripId, title, mend: `/run/${tripId}`, body })
  if (sync.online.value) await trip(tripId).load()
}
