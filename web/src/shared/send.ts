/* SPDX-License-Identifier: Apache-2.0 */
/* One act of a person: sent once, repeated with the same key when the network failed, its refusal kept for the form.
 *
 *     const { busy, refusal, send } = useSend()
 *     const made = await send(header => ask(api.POST('/api/v1/places', { params: { header }, body })))
 *
 * `made` is undefined when it was refused; `refusal` then says why. */
import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { asRefusal, newAct, type Act, type Refusal } from '@/shared/api/client'

export interface Send {
  busy: Ref<boolean>
  refusal: ShallowRef<Refusal | undefined>
  send: <T>(what: (act: Act) => Promise<T>) => Promise<T | undefined>
  faultOf: (field: string) => string | undefined
}

export function useSend(): Send {
  const busy = ref(false)
  const refusal = shallowRef<Refusal>()
  let kept: Act | undefined

  async function send<T>(what: (act: Act) => Promise<T>): Promise<T | undefined> {
    if (busy.value) return undefined
    busy.value = true
    refusal.value = undefined
    const act = kept ?? newAct()
    try {
      const answer = await what(act)
      kept = undefined
      return answer
    } catch (cause) {
      refusal.value = asRefusal(cause)
      kept = refusal.value.kind === 'OFFLINE' ? act : undefined      // nobody knows whether it arrived
      return undefined
    } finally {
      busy.value = false
    }
  }

  return { busy, refusal, send, faultOf: field => refusal.value?.sentenceOf(field) }
}
