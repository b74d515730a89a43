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
watch(() => trips.at.value, at => { if (at && may('TRIP_DRIVE')) void trip.ahead((trips.data.value?.items ?? []).filter(one => !isOver(one)).map(one => one.trip_id)) })

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
