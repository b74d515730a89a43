/* SPDX-License-Identifier: Apache-2.0 */
/* How many requests wait for this person's vetting: the figure in the menu. */
import { computed, ref, watch } from 'vue'
import { api, ask } from '@/shared/api/client'
import { may, session } from '@/shared/auth/session'
import { onHappened } from '@/shared/sse'

const SETTLE_MS = 2000
const figure = ref<number>()
export const waitingCount = computed(() => (may('REQUEST_VET') ? figure.value : undefined))

export function setWaiting(n: number): void { figure.value = n }

async function read(): Promise<void> {
  if (!may('REQUEST_VET')) return
  const page = await ask(api.GET('/api/v1/requests', { params: { query: { limit: 1 } } })).catch(() => undefined)
  if (page) figure.value = page.counts.waiting
}

let stop: (() => void) | undefined
let timer: ReturnType<typeof setTimeout> | undefined
watch(session, now => {
  stop?.()
  stop = undefined
  figure.value = undefined
  if (!now || !may('REQUEST_VET')) return
  void read()
  stop = onHappened(what => {
    if (what !== 'reset' && !what.op.startsWith('request_')) return
    clearTimeout(timer)
    timer = setTimeout(() => void read(), SETTLE_MS)
  })
}, { immediate: true })
