/* SPDX-License-Identifier: Apache-2.0 */
/* A plan before it is kept, as lines and points of the map; its list has the same colours and numbers. */
import type { Schemas } from '@/shared/api/client'
import type { LonLat, MapLine, MapPoint } from '@/ui-desk/MapView.vue'
import { colourOf } from './lanes'

export type Proposal = Schemas['propose_out']
export type ProposedLane = Proposal['lanes'][number]
const DEGREE = 1e7
const NAMED_UP_TO = 14                 /* with more stops a name shows only when pointed at */
const degrees = (at: { lon_e7: number; lat_e7: number }): LonLat => [at.lon_e7 / DEGREE, at.lat_e7 / DEGREE]
const known = (at: { lon_e7: number; lat_e7: number }): boolean => at.lon_e7 !== 0 || at.lat_e7 !== 0

/* Trips that go; the number in the list is the lane's id on the map. */
export const lanesOf = (plan: Proposal): ProposedLane[] => plan.lanes.filter(lane => lane.stops.length > 0)

export function proposalLines(plan: Proposal): MapLine[] {
  return lanesOf(plan).map((lane, n) => {
    const shop = plan.shops.find(one => one.shop_id === lane.shop_id)
    return { id: String(n), colour: colourOf(n), dashed: n % 6 > 2, title: lane.plate, named: true, points: [...(shop && known(shop) ? [degrees(shop)] : []), ...lane.stops.filter(known).map(degrees)] }
  })
}

export function proposalPoints(plan: Proposal, chosen: string): MapPoint[] {
  const lanes = lanesOf(plan)
  const many = lanes.reduce((n, lane) => n + lane.stops.length, plan.left.length) > NAMED_UP_TO
  return [
    ...plan.shops.filter(known).map(shop => ({ id: `shop:${shop.shop_id}`, at: degrees(shop), kind: 'depot' as const, title: shop.name })),
    ...lanes.flatMap((lane, n) => lane.stops.flatMap((stop, k) => (known(stop) ? [{ id: `${n}:${k + 1}`, at: degrees(stop), kind: 'stop' as const, title: stop.place, colour: colourOf(n), number: k + 1, alarm: stop.outside || stop.late, quiet: many && String(n) !== chosen }] : []))),
    ...plan.left.filter(known).map(one => ({ id: `left:${one.place_id}`, at: degrees(one), kind: 'stop' as const, title: one.place, alarm: true, mark: '×' })),
  ]
}
