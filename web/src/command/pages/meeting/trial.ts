/* SPDX-License-Identifier: Apache-2.0 */
/* A change being tried: what is pinned, what the server says it does, and what somebody else did meanwhile.  Nothing is written until it
 * is adopted; while it is undecided, nobody submits or approves from this page. */
import { computed, onUnmounted, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import { api, ask, asRefusal, type Refusal } from '@/shared/api/client'
import { useSend } from '@/shared/send'
import { keyOf, standing, type Effect, type Pin, type Row, type Table } from './meeting'

export interface Conflict { name: string; when: string; rows: { key: string; unit: string; theirs: number; mine: number }[] }

export interface Trial {
  pins: ShallowRef<ReadonlyMap<string, Pin>>
  effect: ShallowRef<Effect | undefined>
  refusal: ShallowRef<Refusal | undefined>
  conflict: ShallowRef<Conflict | undefined>
  busy: Ref<boolean>
  seconds: Ref<number>
  active: ComputedRef<boolean>
  set: (row: Row, qty: number) => void
  adopt: (reason: string) => Promise<boolean>
  undo: (changeNo: number) => Promise<boolean>
  again: () => void
  drop: () => void
}

export function useTrial(table: () => Table | undefined, reload: () => Promise<void>): Trial {
  const pins = shallowRef<ReadonlyMap<string, Pin>>(new Map())
  const effect = shallowRef<Effect>()
  const refusal = shallowRef<Refusal>()
  const conflict = shallowRef<Conflict>()
  const seconds = ref(0)
  const { busy, refusal: sent, send } = useSend()
  let turn = 0
  let timer: ReturnType<typeof setInterval> | undefined
  onUnmounted(() => clearInterval(timer))

  function drop(): void {
    turn++
    clearInterval(timer)
    pins.value = new Map()
    effect.value = undefined
    refusal.value = undefined
    conflict.value = undefined
  }

  async function ask4(): Promise<void> {
    const mine = ++turn
    const doc = table()
    if (!doc || pins.value.size === 0) return drop()
    seconds.value = 0
    clearInterval(timer)
    timer = setInterval(() => { seconds.value++ }, 1000)
    try {
      const got = await ask(api.POST('/api/v1/allocations/{doc_id}/what-if', { params: { path: { doc_id: doc.doc_id } }, body: { pins: [...pins.value.values()] } }))
      if (mine !== turn) return
      effect.value = got
      refusal.value = undefined
    } catch (cause) {
      if (mine !== turn) return
      refusal.value = asRefusal(cause)
      effect.value = undefined
    } finally {
      if (mine === turn) clearInterval(timer)
    }
  }

  function set(row: Row, qty: number): void {
    const next = new Map(pins.value)
    if (qty === row.now) next.delete(keyOf(row))
    else next.set(keyOf(row), { request_id: row.request_id, request_line_no: row.request_line_no, qty })
    pins.value = next
    void ask4()
  }

  /* Somebody was quicker: what is there now, beside what was wanted. */
  function tellConflict(): void {
    const now = table()
    const last = now ? standing(now.changes).at(-1) : undefined
    const rows = [...pins.value.entries()].map(([key, pin]) => {
      const row = now?.rows.find(one => keyOf(one) === key)
      return { key, unit: row?.unit ?? '', theirs: row?.now ?? 0, mine: pin.qty }
    })
    conflict.value = { name: last?.name ?? '', when: last?.changed ?? '', rows }
  }

  async function adopt(reason: string): Promise<boolean> {
    const doc = table()
    const tested = effect.value
    if (!doc || !tested) return false
    const body = { version: tested.version, pins: [...pins.value.values()], reason }
    const made = await send(header => ask(api.POST('/api/v1/allocations/{doc_id}/changes', { params: { header, path: { doc_id: doc.doc_id } }, body })))
    if (made) {
      await reload()
      drop()
      return true
    }
    if (sent.value?.kind === 'STALE' || sent.value?.kind === 'BAD_STATE') {
      await reload()
      tellConflict()
    } else {
      refusal.value = sent.value
    }
    return false
  }

  async function undo(changeNo: number): Promise<boolean> {
    const doc = table()
    if (!doc) return false
    const body = { version: doc.version }
    const made = await send(header => ask(api.POST('/api/v1/allocations/{doc_id}/changes/{change_no}/undo', { params: { header, path: { doc_id: doc.doc_id, change_no: changeNo } }, body })))
    refusal.value = sent.value
    await reload()
    return made !== undefined
  }

  function again(): void {
    conflict.value = undefined
    void ask4()
  }

  return { pins, effect, refusal, conflict, busy, seconds, active: computed(() => pins.value.size > 0), set, adopt, undo, again, drop }
}
