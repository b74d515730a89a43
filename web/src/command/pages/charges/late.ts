/* SPDX-License-Identifier: Apache-2.0 */
/* How many units are overdue: the alarm in the menu of those who collect. */
import { computed, ref, watch } from 'vue'
import { api, ask } from '@/shared/api/client'
import { may, session } from '@/shared/auth/session'
import { onHappened } from '@/shared/sse'

const SETTLE_MS = 2000
const MOST = 199
const figure = ref<number>()
export const lateCount = computed(() => (may('CHARGE_EDIT') ? figure.value : undefined))

async function read(): Promise<void> {
  if (!may('CHARGE_EDIT')) return
  const page = await ask(api.GET('/api/v1/charges/payers', { params: { query: { late: true, limit: MOST } } })).catch(() => undefined)
  if (page) figure.value = page.items.length || undefined
}

let stop: (() => void) | undefined
let timer: ReturnType<typeof setTimeout> | undefined
watch(session, now => {
  stop?.()
  stop = undefined
  figure.value = undefined
  if (!now || !may('CHARGE_EDIT')) return
  void read()
  stop = onHappened(what => {
    if (what !== 'reset' && !/^(charge|collection|reduction)/.test(what.op)) return
    clearTimeout(timer)
    timer = setTimeout(() => void read(), SETTLE_MS)
  })
}, { immediate: true })
