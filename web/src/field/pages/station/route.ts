/* SPDX-License-Identifier: Apache-2.0 */
import { Warehouse } from '@lucide/vue'
import { moment } from '@/shared/format'
import type { FieldPage, Thing } from '@/field/pages'
import { stations, station } from './data'
import { isWaiting, waitsFor } from './station'

const all = () => (stations.data.value?.items ?? []).flatMap(one => station(one.place_id).data.value ?? [])

/* What stands at the station to be counted comes first; then what lies there for a building. */
function things(): readonly Thing[] {
  return all().flatMap(one => [
    ...one.arrivals.filter(it => it.state === 'arrived' && isWaiting(it)).map((it): Thing => ({
      key: `arrival-${it.trip_id}-${it.stop_no}`, title: [`${it.plate} 到了，点收`, `${it.plate} is here: count it in`], note: [one.place, one.place], at: moment(it.arrived ?? it.plan),
      until: it.window_until ? moment(it.window_until) : undefined, now: true, act: ['点收', 'Count in'], path: `/station/${one.place_id}/in/${it.trip_id}.${it.stop_no}`, icon: Warehouse,
    })),
    ...one.buildings.map((it): Thing => ({
      key: `lies-${one.place_id}-${it.building_id}`, title: [`${it.building}有 ${it.parcels.length} 件要转交`, `${it.building}: ${it.parcels.length} to pass on`], note: [one.place, one.place],
      at: Number.POSITIVE_INFINITY, now: true, act: ['转交', 'Pass on'], path: `/station/${one.place_id}/out/${it.building_id}`, icon: Warehouse,
    })),
  ])
}
const count = waitsFor(all)

export const pages: readonly FieldPage[] = [
  { path: '/station', title: ['站点', 'Station'], page: () => import('./index.vue'), perms: ['ORDER_DELIVER'], also: ['TRIP_READ'], tile: { order: 12, icon: Warehouse }, count, things },
  { path: '/station/:placeId/in/:stop', title: ['点收到货', 'Count in'], page: () => import('./CountIn.vue'), perms: ['ORDER_DELIVER'], also: ['TRIP_READ'] },
  { path: '/station/:placeId/out/:buildingId', title: ['转交', 'Pass on'], page: () => import('./PassOn.vue'), perms: ['ORDER_DELIVER'], also: ['TRIP_READ'] },
]
