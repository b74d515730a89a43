/* SPDX-License-Identifier: Apache-2.0 */
import { describe, expect, it } from 'vitest'
import { axisOf, placeOf, rowsOf, seatAt, sumsOf, windowsOf, type Stop, type Trip } from './lanes'

const at = (hhmm: string): string => `2026-11-22T${hhmm}:00+08:00`
const stop = (stop_no: number, plan: string, more: Partial<Stop> = {}): Stop => ({ stop_no, plan: at(plan), place: '站', place_id: '1', doc_id: '1', number: '', state: 'planned', version: 1, orders: 1, parcels: 3,
  metres: 100, lon_e7: 0, lat_e7: 0, loaded: 0, taken: 0, missing: 0, outside: false, late: false, locked: false, warm: false, breach: '', lines: [], window_from: at('11:30'), window_until: at('13:00'), ...more })
const trip = (depart: string, stops: Stop[], more: Partial<Trip> = {}): Trip => ({ trip_id: '1', state: 'planned', depart: at(depart), stops, parcels: 3 * stops.length, metres: 900, stops_done: 0, late_orders: 0, problems: 0, ...more } as unknown as Trip)

describe('the lanes of a day', () => {
  it('share an axis of half hours around every time that matters', () => {
    const axis = axisOf([trip('11:10', [stop(1, '11:35'), stop(2, '12:10')])])
    expect(axis).toMatchObject({ from: Date.parse(at('10:30')), until: Date.parse(at('13:30')) })
    expect(axis?.ticks).toHaveLength(7)
    expect(placeOf(axis!, Date.parse(at('12:00')))).toBe(50)
    expect(axisOf([])).toBeUndefined()
  })

  it('put windows that touch together and keep others apart', () => {
    const noon = stop(1, '12:00')
    const evening = stop(2, '20:00', { window_from: at('19:30'), window_until: at('21:30') })
    const late = stop(3, '13:00', { window_from: at('12:30'), window_until: at('13:30') })
    expect(windowsOf([trip('11:00', [evening, noon, late])])).toEqual([{ from: Date.parse(at('11:30')), until: Date.parse(at('13:30')) }, { from: Date.parse(at('19:30')), until: Date.parse(at('21:30')) }])
  })

  it('give stops that would cover each other rows of their own', () => {
    const axis = axisOf([trip('11:10', [stop(1, '11:35'), stop(2, '11:37'), stop(3, '12:40')])])!
    expect(rowsOf(axis, [stop(1, '11:35'), stop(2, '11:37'), stop(3, '12:40')], 10)).toEqual([0, 1, 0])
    expect(rowsOf(axis, [stop(1, '11:35'), stop(2, '12:40')], 10, placeOf(axis, Date.parse(at('11:36'))))).toEqual([1, 0])
  })

  it('tell the place in the row a hand points to, the held stop not counted', () => {
    const stops = [stop(1, '11:30'), stop(2, '12:00'), stop(3, '12:30')]
    const axis = axisOf([trip('11:10', stops)])!
    const hand = (hhmm: string, held = 9): number => seatAt(axis, stops, held, placeOf(axis, Date.parse(at(hhmm))), 4)
    expect([hand('11:00'), hand('11:50'), hand('12:20'), hand('13:00')]).toEqual([1, 2, 3, 4])
    expect(hand('13:00', 2)).toBe(3)
  })

  it('do not count what was cancelled', () => {
    expect(sumsOf([trip('11:00', [stop(1, '12:00', { outside: true })]), trip('11:00', [stop(1, '12:00')], { state: 'void' })])).toMatchObject({ trips: 1, stops: 1, parcels: 3, outside: 1, metres: 900 })
  })

  it('count what a broken vehicle brought back once, with the trip that takes it again', () => {
    const broken = trip('11:00', [stop(1, '12:00', { state: 'returned' }), stop(2, '12:20', { state: 'returned' })], { state: 'closed' })
    const half = trip('11:00', [stop(1, '12:00'), stop(2, '12:20', { state: 'returned' })])
    expect(sumsOf([broken, trip('12:30', [stop(1, '12:50'), stop(2, '13:00')])])).toMatchObject({ trips: 1, stops: 2, parcels: 6, metres: 900 })
    expect(sumsOf([half])).toMatchObject({ trips: 1, stops: 1, parcels: 3 })
  })
})
