/* SPDX-License-Identifier: Apache-2.0 */
/* What waits for the one who is signed in: the numbers in the menu.  Asked once after signing in and, at most every few seconds, when
 * something happened.
 *
 *     count: waitingFor('request')                      of one kind of document, all its steps
 *     count: waitingFor('dispatch', 'acknowledge')      of one step */
import { computed, ref, watch, type ComputedRef } from 'vue'
import { api, ask, type Schemas } from '@/shared/api/client'
import { session, signedIn } from '@/shared/auth/session'
import { onHappened } from '@/shared/sse'

const SETTLE_MS = 3000
export const duties = ref<readonly Schemas['overview_duty'][]>([])
let timer: ReturnType<typeof setTimeout> | undefined
let stop: (() => void) | undefined

async function load(): Promise<void> {
  const mine = session.value?.account_id
  try {
    const { items } = await ask(api.GET('/api/v1/waiting'))
    if (mine === session.value?.account_id) duties.value = items
  } catch {
    /* the numbers stay as they were; the page says what is wrong with the network */
  }
}

watch(signedIn, on => {
  stop?.()
  clearTimeout(timer)
  duties.value = []
  if (!on) return
  void load()
  stop = onHappened(() => {
    clearTimeout(timer)
    timer = setTimeout(() => void load(), SETTLE_MS)
  })
}, { immediate: true })

/* Every kind of document: the page of approvals. */
export const signaturesWaiting = computed(() => duties.value.filter(d => d.approval).reduce((sum, d) => sum + d.docs, 0) || undefined)

export function waitingFor(kind: string, ...verbs: readonly string[]): ComputedRef<number | undefined> {
  return computed(() => {
    const found = duties.value.filter(d => d.kind === kind && (verbs.length === 0 || verbs.includes(d.verb)))
    return found.length ? found.reduce((sum, d) => sum + d.docs, 0) : undefined
  })
}
