/* SPDX-License-Identifier: Apache-2.0 */
import { effectScope } from 'vue'
import { describe, expect, it, vi } from 'vitest'
import { Refusal } from '@/shared/api/client'
import { moreKm, moreMoney, useMoveLook, type Look, type MoveLook, type Wish } from './look'

const wish = (seat: number): Wish => ({ tripId: '1', stopNo: 2, to: '3', seat })
const answer = (seat: number): Look => ({ seat } as Look)
function held(asker: (one: Wish) => Promise<Look>): MoveLook {
  const made = effectScope().run(() => useMoveLook(asker, 100))
  if (!made) throw new Error('no scope')
  return made
}

describe('a stop that is held', () => {
  it('asks once the hand rests, and not again for a place that is known', async () => {
    vi.useFakeTimers()
    const asker = vi.fn((one: Wish) => Promise.resolve(answer(one.seat)))
    const it = held(asker)
    it.show(wish(1))
    await vi.advanceTimersByTimeAsync(50)
    it.show(wish(2))                                   /* only passed over 1 */
    await vi.advanceTimersByTimeAsync(150)
    expect(asker).toHaveBeenCalledTimes(1)
    expect(it.look.value?.seat).toBe(2)
    it.show(undefined)
    expect(it.look.value).toBeUndefined()
    it.show(wish(2))
    expect(it.look.value?.seat).toBe(2)
    expect(asker).toHaveBeenCalledTimes(1)
    it.forget()
    it.show(wish(2))
    await vi.advanceTimersByTimeAsync(150)
    expect(asker).toHaveBeenCalledTimes(2)
    vi.useRealTimers()
  })

  it('does not show the answer for a place the hand has left', async () => {
    vi.useFakeTimers()
    const open: ((one: Look) => void)[] = []
    const it = held(() => new Promise(resolve => { open.push(resolve) }))
    it.show(wish(1))
    await vi.advanceTimersByTimeAsync(150)
    it.show(wish(2))
    open[0]?.(answer(1))
    await vi.advanceTimersByTimeAsync(0)
    expect(it.look.value).toBeUndefined()
    expect(it.waiting.value).toBe(true)
    vi.useRealTimers()
  })

  it('tells why where nothing can be worked out', async () => {
    vi.useFakeTimers()
    const it = held(() => Promise.reject(new Refusal({ kind: 'BLOCKED', title: '', status: 409, detail: '已锁定', detail_en: 'locked' } as never, 409)))
    it.show(wish(1))
    await vi.advanceTimersByTimeAsync(150)
    expect(it.refusal.value).toBeDefined()
    vi.useRealTimers()
  })

  it('says dearer and cheaper with their signs', () => {
    expect([moreMoney('12.30'), moreMoney('-3.00'), moreMoney('0.00')]).toEqual(['+¥12.30', '−¥3.00', '¥0.00'])
    expect([moreKm(5230), moreKm(-1490), moreKm(0)]).toEqual(['+5.2', '−1.5', '0'])
  })
})
