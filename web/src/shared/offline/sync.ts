/* SPDX-License-Identifier: Apache-2.0 */
/* Keeps the queue moving: at the start, when the network comes back, when the app is looked at, and every 15 seconds while
 * something waits.  Background Sync is not relied on: chat apps' browsers do not have it. */
import { computed, ref, shallowRef } from 'vue'
import { cookie } from '@/shared/api/client'
import { lang } from '@/shared/i18n'
import { actStore } from './db'
import { Queue, waiting, type Outcome, type QueuedAct, type Reply } from './queue'

const EVERY_MS = 15_000

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64), one => one.charCodeAt(0))

async function overHttp(act: QueuedAct): Promise<Reply> {
  const response = await fetch(act.path, {
    method: act.method, body: act.picture ? bytesOf(act.picture) : JSON.stringify(act.body), cache: 'no-store',
    headers: { 'Content-Type': act.picture ? 'application/octet-stream' : 'application/json', 'Idempotency-Key': act.key, 'X-CSRF-Token': cookie('baogong_csrf'), 'Accept-Language': lang.value === 'en' ? 'en' : 'zh-CN' },
  })
  return { status: response.status, body: await response.json().catch(() => ({})) }
}

/* Is the session of this browser still the person whose acts these are?  Another page may have signed in somebody else. */
async function sameWho(who: string): Promise<Outcome> {
  if (!who) return 'signIn'
  const response = await fetch('/api/v1/session', { cache: 'no-store' }).catch(() => undefined)
  if (!response) return 'offline'
  if (!response.ok) return response.status === 401 ? 'signIn' : 'busy'
  const body = await response.json().catch(() => ({})) as { account_id?: string }
  return body.account_id === who ? 'done' : 'signIn'
}

/* who: the account whose acts may be sent now, "" while nobody is signed in. */
export function startSync(app: string, sent: () => void, who: () => string) {
  const store = actStore(app)
  const acts = shallowRef<QueuedAct[]>([])
  const online = ref(navigator.onLine)
  const outcome = ref<Outcome>('done')
  const queue = new Queue(store, overHttp, () => void look(), who)

  async function look(): Promise<void> { acts.value = await store.all() }

  async function flush(): Promise<void> {
    await look()
    const before = waiting(acts.value).length
    const may = acts.value.some(act => act.state === 'kept') ? await sameWho(who()) : 'done'
    outcome.value = may === 'done' ? await queue.flush() : may
    online.value = outcome.value !== 'offline' && navigator.onLine
    await look()
    if (waiting(acts.value).length < before) sent()
  }

  window.addEventListener('online', () => { online.value = true; void flush() })
  window.addEventListener('offline', () => { online.value = false })
  document.addEventListener('visibilitychange', () => { if (!document.hidden) void flush() })
  setInterval(() => { if (acts.value.some(act => act.state === 'kept')) void flush() }, EVERY_MS)
  void look().then(flush)
  void navigator.storage?.persist?.().catch(() => false)      // asked, not relied on
  return { queue, acts, online, outcome, flush, look, unsent: computed(() => waiting(acts.value)) }
}

export type Sync = ReturnType<typeof startSync>

/* What is not sent yet as a file, before a phone is wiped or handed on. */
export function exportUnsent(acts: readonly QueuedAct[]): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([JSON.stringify(acts, null, 1)], { type: 'application/json' }))
  link.download = `baogong-unsent-${new Date().toISOString().slice(0, 16).replace(':', '')}.json`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
