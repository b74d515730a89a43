/* SPDX-License-Identifier: Apache-2.0 */
/* A day's plan on the page: lanes as they are kept or as they would be, and what is sent to have them changed. */
import type { Schemas } from '@/shared/api/client'
import { count, moment, money, signed } from '@/shared/format'

export type Plan = Schemas['tour_plan_out']
export type Lane = Schemas['tour_lane']
export type Halt = Schemas['tour_halt_out']
export type Load = Schemas['tour_load']
export type Totals = Schemas['tour_totals']
export type LaneAsk = Schemas['tour_lane_ask']
export interface Axis { from: number; until: number; ticks: number[] }

const HALF_HOUR = 1_800_000
const COLOURS = ['--s1', '--s2', '--s4', '--s5', '--s6', '--s3'] as const
export const colourOf = (n: number): string => COLOURS[n % COLOURS.length] ?? '--s1'

/* Lanes that can still be planned: kept ones that go, and those of a plan that is not kept. */
export const plannable = (lane: Lane): boolean => lane.state !== 'broken' && lane.state !== 'done'
export const laneKey = (lane: Lane): string => lane.tour_id ?? lane.vehicle_id

export const askOf = (lane: Lane): LaneAsk => ({
  ...(lane.tour_id ? { tour_id: lane.tour_id, version: lane.version } : {}), vehicle_id: lane.vehicle_id, driver_id: lane.driver_id,
  halts: lane.halts.map(halt => ({ dispatch_id: halt.dispatch_id, unload: halt.unload })),
})

/* The lanes as they are, and a new one for each further vehicle that was chosen. */
export function lanesToSend(lanes: readonly Lane[], crews: ReadonlyMap<string, string>): LaneAsk[] {
  const used = new Set(lanes.map(lane => lane.vehicle_id))
  return [...lanes.map(askOf), ...[...crews].filter(([vehicle, driver]) => driver && !used.has(vehicle)).map(([vehicle_id, driver_id]) => ({ vehicle_id, driver_id, halts: [] }))]
}

export function axisOf(lanes: readonly Lane[]): Axis | undefined {
  const times = lanes.flatMap(lane => [lane.depart, lane.back, ...lane.halts.map(halt => halt.arrive)]).flatMap(at => (at ? [moment(at)] : []))
  if (times.length === 0) return undefined
  const from = Math.floor((Math.min(...times) - HALF_HOUR / 2) / HALF_HOUR) * HALF_HOUR
  const until = Math.ceil((Math.max(...times) + HALF_HOUR / 2) / HALF_HOUR) * HALF_HOUR
  const step = HALF_HOUR * Math.max(1, Math.ceil((until - from) / HALF_HOUR / 10))
  const ticks: number[] = []
  for (let at = from; at <= until; at += step) ticks.push(at)
  return { from, until, ticks }
}
export const placeOf = (axis: Axis, at: number): number => (100 * (at - axis.from)) / (axis.until - axis.from)

/* Halts at one place in a row are one stop: what is loaded there, what is brought there. */
export interface Stop { place: string; placeId: string; unload: boolean; at: number; halts: Halt[] }
export function stopsOf(lane: Lane): Stop[] {
  const stops: Stop[] = []
  for (const halt of lane.halts) {
    const last = stops.at(-1)
    if (last && last.placeId === halt.place_id && last.unload === halt.unload) last.halts.push(halt)
    else stops.push({ place: halt.place, placeId: halt.place_id, unload: halt.unload, at: halt.arrive ? moment(halt.arrive) : 0, halts: [halt] })
  }
  return stops
}

/* Blocks side by side, so many percent of the axis wide: each in a row of its own when it would lie on the one before. */
export function rowsOf(axis: Axis, stops: readonly Stop[], widthOf: (stop: Stop) => number): number[] {
  const ends: number[] = []
  return stops.map(stop => {
    const at = placeOf(axis, stop.at)
    let row = ends.findIndex(end => end <= at)
    if (row < 0) row = ends.length
    ends[row] = at + widthOf(stop)
    return row
  })
}

export interface Warehouse { id: string; name: string; loads: Load[] }
export function byWarehouse(loads: readonly Load[]): Warehouse[] {
  const all = new Map<string, Warehouse>()
  for (const load of loads) {
    const one = all.get(load.from_place_id) ?? { id: load.from_place_id, name: load.from_place, loads: [] }
    one.loads.push(load)
    all.set(load.from_place_id, one)
  }
  return [...all.values()].sort((a, b) => b.loads.length - a.loads.length)
}

/* What the last step costs against the lanes as they were sent. */
export function changeOf({ now, was }: Pick<Plan, 'now' | 'was'>): Record<'cost' | 'km' | 'min' | 'late' | 'changed', string> {
  const fen = Math.round(100 * Number(now.cost)) - Math.round(100 * Number(was.cost)), metres = now.metres - was.metres
  const plus = (n: number): string => (n > 0 ? '+' : '')
  return { cost: plus(fen) + money((fen / 100).toFixed(2)), km: plus(metres) + (metres / 1000).toFixed(1).replace('-', '−'), min: signed(now.minutes - was.minutes), late: signed(now.late - was.late), changed: count(now.changed) }
}

/* The order a person chose: where it is now. */
export interface Chosen { id: string; number: string; place: string; lane: Lane | undefined; locked: boolean; movable: boolean }
export function chosenOf(plan: Plan, id: string): Chosen | undefined {
  for (const lane of plan.lanes) {
    const halt = lane.halts.find(one => one.dispatch_id === id && one.unload)
    if (halt && lane.state !== 'broken') return { id, number: halt.number, place: halt.place, lane, locked: halt.locked, movable: !lane.halts.some(one => one.dispatch_id === id && one.done) }
  }
  const load = plan.loads.find(one => one.dispatch_id === id)
  return load && { id, number: load.number, place: load.to_place, lane: undefined, locked: false, movable: true }
}
