/* SPDX-License-Identifier: Apache-2.0 */
import { describe, expect, it } from 'vitest'
import { byWarehouse, changeOf, lanesToSend, rowsOf, stopsOf, type Lane, type Load } from './plan'

const halt = (dispatch_id: string, unload: boolean, place_id: string, arrive: string) => ({ dispatch_id, unload, place_id, place: place_id, arrive, number: dispatch_id, locked: false, done: false })
const lane = (over: object): Lane => ({ vehicle_id: 'v1', driver_id: 'd1', version: 3, state: 'planned', halts: [], ...over }) as unknown as Lane

describe('a day of tours', () => {
  it('puts halts at one place together, loading and bringing apart', () => {
    const stops = stopsOf(lane({ halts: [halt('1', false, 'w', '2026-11-22T08:00:00+08:00'), halt('2', false, 'w', '2026-11-22T08:10:00+08:00'), halt('1', true, 'u', '2026-11-22T09:00:00+08:00')] }))
    expect(stops.map(s => [s.place, s.unload, s.halts.length])).toEqual([['w', false, 2], ['u', true, 1]])
  })
  it('sends a kept tour with the version that was seen, and each further vehicle once', () => {
    const asks = lanesToSend([lane({ tour_id: 't1' })], new Map([['v1', 'd1'], ['v2', 'd2'], ['v3', '']]))
    expect(asks).toEqual([{ tour_id: 't1', version: 3, vehicle_id: 'v1', driver_id: 'd1', halts: [] }, { vehicle_id: 'v2', driver_id: 'd2', halts: [] }])
  })
  it('gives blocks that would lie on one another rows of their own', () => {
    const stop = (at: number) => ({ place: '', placeId: '', unload: true, at, halts: [] })
    expect(rowsOf({ from: 0, until: 100, ticks: [] }, [stop(0), stop(5), stop(30)], () => 10)).toEqual([0, 1, 0])
    expect(rowsOf({ from: 0, until: 100, ticks: [] }, [stop(0), stop(5), stop(30)], () => 5)).toEqual([0, 0, 0])
  })
  it('says what a step costs in money, way, time and lateness', () => {
    const totals = { cost: '405.50', metres: 12_000, minutes: 90, vehicles: 1, orders: 2, late: 1, late_min: 5, changed: 0 }
    expect(changeOf({ was: totals, now: { ...totals, cost: '605.75', metres: 16_250, minutes: 80, late: 0, changed: 1 } })).toEqual({ cost: '+¥200.25', km: '+4.3', min: '−10', late: '−1', changed: '1' })
    expect(changeOf({ was: totals, now: { ...totals, cost: '400.00' } }).cost).toBe('−¥5.50')
  })
  it('lists what waits by warehouse, the largest first', () => {
    const load = (from: string) => ({ from_place_id: from, from_place: from }) as unknown as Load
    expect(byWarehouse([load('a'), load('b'), load('b')]).map(w => [w.name, w.loads.length])).toEqual([['b', 2], ['a', 1]])
  })
})
