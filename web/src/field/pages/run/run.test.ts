/* SPDX-License-Identifier: Apache-2.0 */
import { describe, expect, it } from 'vitest'
import type { QueuedAct } from '@/shared/offline/queue'
import { nextStep, summaryOf, tenths, type Row, type Stop } from './run'

const stop = (stop_no: number, state: string, more: Partial<Stop> = {}): Stop => ({ stop_no, state, place_id: '1', place: `站${stop_no}`, doc_id: `${stop_no}`, number: '', version: 1, orders: 2, parcels: 2,
  plan: '', metres: 0, lon_e7: 0, lat_e7: 0, loaded: 4, taken: 0, missing: 0, outside: false, late: false, locked: false, warm: false, breach: '', lines: [], ...more })
const row = (state: string, ...stops: Stop[]): Row => ({ trip_id: '9', state, stops } as unknown as Row)
const kept = (verb: string, stop_no?: number): QueuedAct => ({ verb, state: 'kept', body: { stop_no } } as unknown as QueuedAct)

describe('what comes next on a trip', () => {
  it('is loading, departing, then each stop in its order', () => {
    expect(nextStep(row('planned', stop(1, 'planned'), stop(2, 'planned')), []).step).toBe('load')
    expect(nextStep(row('loaded', stop(1, 'loaded'), stop(2, 'loaded')), []).step).toBe('depart')
    expect(nextStep(row('rolling', stop(2, 'rolling'), stop(1, 'rolling')), [])).toMatchObject({ step: 'arrive', stop: { stop_no: 2 } })
    expect(nextStep(row('rolling', stop(2, 'arrived'), stop(1, 'rolling')), [])).toMatchObject({ step: 'hand_over', stop: { stop_no: 2 } })
    expect(nextStep(row('delivered', stop(2, 'handed'), stop(1, 'disputed')), []).step).toBe('done')
  })

  it('goes on without a network by what was done here', () => {
    const rolling = row('rolling', stop(1, 'rolling'), stop(2, 'rolling'))
    expect(nextStep(rolling, [kept('arrive', 1)])).toMatchObject({ step: 'hand_over', stop: { stop_no: 1 } })
    expect(nextStep(rolling, [kept('arrive', 1), kept('hand_over', 1)])).toMatchObject({ step: 'arrive', stop: { stop_no: 2 } })
    expect(nextStep(row('loaded', stop(1, 'loaded')), [kept('depart')])).toMatchObject({ step: 'arrive' })
    expect(summaryOf(rolling, [kept('hand_over', 1)])).toMatchObject({ stops: 2, behind: 1, parcels: 4 })
  })
})

describe('a temperature', () => {
  it('is read as people write it, and refused when it is none', () => {
    expect([tenths('36.5'), tenths('365'), tenths('37'), tenths(' 36,8 ')]).toEqual([365, 365, 370, 368])
    expect([tenths(''), tenths('3.65'), tenths('99'), tenths('36.55'), tenths('abc')]).toEqual([0, 0, 0, 0, 0])
  })
})
