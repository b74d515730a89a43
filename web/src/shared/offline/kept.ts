/* SPDX-License-Identifier: Apache-2.0 */
/* One answer of the server, kept on this device: shown at once, with its age, with and without a network. */
import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { asRefusal, type Refusal } from '@/shared/api/client'
import { keepAnswer, keptAnswer } from './db'

export interface Kept<T> {
  name: string
  data: ShallowRef<T | undefined>
  at: Ref<number>                          /* ms when the server told it; 0: never */
  loading: Ref<boolean>
  refusal: ShallowRef<Refusal | undefined> /* why the last asking failed; the old data stay */
  ready: Promise<void>                     /* what lay on the device has been read */
  load: () => Promise<void>
  forget: () => void
}

export function keptOne<T>(app: string, name: string, ask: () => Promise<T>): Kept<T> {
  const data = shallowRef<T>()
  const at = ref(0)
  const loading = ref(false)
  const refusal = shallowRef<Refusal>()
  let turn = 0
  let again = false                        /* asked once more while an answer was under way: that one may be older than what was done since */

  async function read(): Promise<void> {
    const old = await keptAnswer<T>(app, name)
    if (!old || at.value) return
    data.value = old.data
    at.value = old.at
  }

  async function load(): Promise<void> {
    if (loading.value) {
      again = true
      return
    }
    const mine = turn
    loading.value = true
    try {
      const got = await ask()
      if (mine !== turn) return            /* signed out meanwhile */
      data.value = got
      at.value = Date.now()
      refusal.value = undefined
      await keepAnswer(app, name, got)
    } catch (cause) {
      if (mine === turn) refusal.value = asRefusal(cause)
    } finally {
      loading.value = false
      if (again) {
        again = false
        void load()
      }
    }
  }

  function forget(): void {
    turn++
    data.value = undefined
    at.value = 0
    refusal.value = undefined
  }
  return { name, data, at, loading, refusal, ready: read(), load, forget }
}
