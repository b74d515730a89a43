/* SPDX-License-Identifier: Apache-2.0 */
import { describe, expect, it } from 'vitest'
import type { Thing } from '@/field/pages'
import { planOf, tallyOrder } from './today'

const thing = (key: string, over: Partial<Thing> = {}): Thing => ({ key, title: [key, key], at: Number.POSITIVE_INFINITY, now: false, path: '/x', ...over })

describe('today', () => {
  it('puts on top what can be done now and ends soonest', () => {
    const plan = planOf([thing('later', { at: 10 }), thing('slow', { now: true, until: 90, at: 0 }), thing('soon', { now: true, until: 50, at: 20 })])
    expect(plan.now?.key).toBe('soon')
    expect(plan.next.map(one => one.key)).toEqual(['slow', 'later'])
  })
  it('has nothing on top when nothing can be done, and still says what comes', () => {
    const plan = planOf([thing('b', { at: 20 }), thing('a', { at: 10 })])
    expect(plan.now).toBeUndefined()
    expect(plan.next.map(one => one.key)).toEqual(['a', 'b'])
  })
  it('shows unfinished buildings first, in the order of their numbers', () => {
    const tally = (n: number, done: number) => ({ key: String(n), title: [`${n} 号楼`, `Building ${n}`] as const, done, of: 5, path: '/' })
    expect(tallyOrder([tally(10, 0), tally(2, 5), tally(9, 1)]).map(one => one.key)).toEqual(['9', '10', '2'])
  })
})
