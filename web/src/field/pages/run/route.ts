/* SPDX-License-Identifier: Apache-2.0 */
import { Truck } from '@lucide/vue'
import { moment } from '@/shared/format'
import type { FieldPage, Thing } from '@/field/pages'
import { trips } from './data'
import { isOver, nextStep } from './run'

const PERMS = ['TRIP_DRIVE'] as const
const WORDS = { load: ['装车点数', 'Load and count'], depart: ['检查后发车', 'Check and depart'], arrive: ['去下一站', 'To the next stop'], hand_over: ['交接点数', 'Hand over'], done: ['看小结', 'See the summary'] } as const

const things = (): readonly Thing[] => (trips.data.value?.items ?? []).filter(row => !isOver(row)).map(row => {
  const next = nextStep(row, [])
  return {
    key: `trip-${row.trip_id}`, title: [`${row.plate} ${WORDS[next.step][0]}`, `${row.plate}: ${WORDS[next.step][1]}`], note: next.stop ? [next.stop.place, next.stop.place] : undefined,
    at: moment(next.stop?.plan ?? row.depart), until: moment(next.stop?.window_until ?? next.stop?.plan ?? row.depart), now: true, act: [...WORDS[next.step]], path: `/run/${row.trip_id}`,
    done: row.stops_done, of: row.stops.length, unit: ['站', 'stops'], icon: Truck,
  }
})

export const pages: readonly FieldPage[] = [
  { path: '/run', title: ['出车', 'My trips'], page: () => import('./index.vue'), perms: PERMS, tab: { order: 15, icon: Truck }, things },
  { path: '/run/:id', title: ['这一趟', 'This trip'], page: () => import('./Trip.vue'), perms: PERMS },
]
