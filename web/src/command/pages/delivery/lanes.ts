/* SPDX-License-Identifier: Apache-2.0 */
/* Trips as lanes on one time axis: where each stop stands, what the window covers, what a lane has to say. */
import type { Schemas } from '@/shared/api/client'
import { moment } from '@/shared/format'

export type Trip = Schemas['trip_row']
export type Stop = Schemas['trip_stop_out']
export interface Span { from: number; until: number }
export interface Axis extends Span { ticks: number[] }

const HALF_HOUR = 1_800_000
const MARGIN = 900_000
const STATES = ['planned', 'loaded', 'rolling', 'delivered', 'closed', 'void'] as const
export type TripState = (typeof STATES)[number]
export const stateOf = (trip: Trip): TripState => STATES.find(state => state === trip.state) ?? 'planned'
export const isLive = (trip: Trip): boolean => trip.state !== 'void' && trip.state !== 'closed'

/* Colours of lanes go round; the plate stands on each lane and on the map, so that colour is never alone. */
const COLOURS = ['--s1', '--s2', '--s4', '--s5', '--s6', '--s3'] as const
export const colourOf = (n: number): string => COLOURS[n % COLOURS.length] ?? '--s1'

const timesOf = (trip: Trip): number[] => [moment(trip.departed ?? trip.depart), ...trip.stops.flatMap(stop => [moment(stop.plan), ...(stop.arrived ? [moment(stop.arrived)] : []), ...(stop.handed ? [moment(stop.handed)] : [])])]

/* From a little before the first departure to a little after the last stop, in half hours; the windows of the day lie in it too. */
export function axisOf(trips: readonly Trip[]): Axis | undefined {
  const times = trips.flatMap(timesOf)
  const windows = windowsOf(trips)
  if (times.length === 0) return undefined
  const from = Math.floor((Math.min(...times, ...windows.map(w => w.from)) - MARGIN) / HALF_HOUR) * HALF_HOUR
  const until = Math.ceil((Math.max(...times, ...windows.map(w => w.until)) + MARGIN) / HALF_HOUR) * HALF_HOUR
  const step = HALF_HOUR * Math.max(1, Math.ceil((until - from) / HALF_HOUR / 10))
  const ticks: number[] = []
  for (let at = from; at <= until; at += step) ticks.push(at)
  return { from, until, ticks }
}

/* The windows of the day, those that touch put together. */
export function windowsOf(trips: readonly Trip[]): Span[] {
  const all = trips.flatMap(trip => trip.stops).filter(stop => stop.window_from && stop.window_until).map(stop => ({ from: moment(stop.window_from ?? ''), until: moment(stop.window_until ?? '') })).sort((a, b) => a.from - b.from)
  const spans: Span[] = []
  for (const span of all) {
    const last = spans.at(-1)
    if (last && span.from <= last.until) last.until = Math.max(last.until, span.until)
    else spans.push({ ...span })
  }
  return spans
}

/* Per cent of the axis. */
export const placeOf = (axis: Axis, at: number): number => (100 * (at - axis.from)) / (axis.until - axis.from)
export const shownAt = (stop: Stop): number => moment(stop.arrived ?? stop.handed ?? stop.plan)

/* Blocks of one lane side by side: each in a row of its own when it would lie on the one before; `taken`: where the first row is free from. */
export function rowsOf(axis: Axis, stops: readonly Stop[], width: number, taken = -Infinity): number[] {
  const ends: number[] = [taken]
  return stops.map(stop => {
    const at = placeOf(axis, shownAt(stop))
    let row = ends.findIndex(end => end <= at)
    if (row < 0) row = ends.length
    ends[row] = at + width
    return row
  })
}

/* Which place in the row a hand at so many per cent of the axis points to, blocks being so wide; the held stop itself is not counted. */
export const seatAt = (axis: Axis, stops: readonly Stop[], held: number, at: number, width: number): number =>
  1 + stops.filter(stop => stop.stop_no !== held && placeOf(axis, shownAt(stop)) + width / 2 < at).length

export interface Sums { trips: number; stops: number; done: number; parcels: number; metres: number; outside: number; late: number; problems: number }
/* What came back to the shop is counted with the trip it rides on next; a trip that brought everything back counts for nothing. */
export function sumsOf(trips: readonly Trip[]): Sums {
  const live = trips.filter(trip => trip.state !== 'void').map(trip => ({ trip, stops: trip.stops.filter(stop => stop.state !== 'returned') })).filter(lane => lane.stops.length > 0)
  const sum = (of: (lane: { trip: Trip; stops: Stop[] }) => number): number => live.reduce((n, lane) => n + of(lane), 0)
  return {
    trips: live.length, stops: sum(l => l.stops.length), done: sum(l => l.trip.stops_done), parcels: sum(l => l.stops.reduce((n, s) => n + s.parcels, 0)), metres: sum(l => l.trip.metres),
    outside: sum(l => l.stops.filter(s => s.outside || s.breach).length), late: sum(l => l.trip.late_orders), problems: sum(l => l.trip.problems),
  }
}
