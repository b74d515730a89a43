/* SPDX-License-Identifier: Apache-2.0 */
/* What just happened, from GET /api/v1/events: one stream per page, read by fetch because events have as many names as there are
 * operations.  Closed while the page is hidden; comes back by itself with the last event's number; while it cannot, `alive` is false
 * and pages ask again every 15 seconds. */
import { ref } from 'vue'

export interface Happened { op: string; target_id: string; doc_id: string; at: string }
type Listener = (what: Happened | 'reset') => void

const RETRY_MS = 3000
const POLL_MS = 15_000

export const alive = ref(false)
const listeners = new Set<Listener>()
let controller: AbortController | undefined
let lastId = ''
let polling: ReturnType<typeof setInterval> | undefined

export interface Parsed { id?: string; event?: string; data?: string }

/* One block of the stream (between blank lines) into its fields. */
export function parseBlock(block: string): Parsed {
  const parsed: Parsed = {}
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':')
    if (colon <= 0) continue
    const value = line.slice(colon + 1).replace(/^ /, '')
    const name = line.slice(0, colon)
    if (name === 'id') parsed.id = value
    else if (name === 'event') parsed.event = value
    else if (name === 'data') parsed.data = parsed.data === undefined ? value : `${parsed.data}\n${value}`
  }
  return parsed
}

function tell(what: Happened | 'reset'): void {
  for (const listener of listeners) listener(what)
}

function take(block: string): void {
  const { id, event, data } = parseBlock(block)
  if (id) lastId = id
  if (event === 'reset') tell('reset')
  else if (event && data) tell(JSON.parse(data) as Happened)
}

async function read(body: ReadableStream<Uint8Array>): Promise<void> {
  const reader = body.getReader()
  const text = new TextDecoder()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    rest += text.decode(value, { stream: true })
    const blocks = rest.split('\n\n')
    rest = blocks.pop() ?? ''
    blocks.forEach(take)
  }
}

async function follow(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const headers: Record<string, string> = { Accept: 'text/event-stream' }
      if (lastId) headers['Last-Event-ID'] = lastId
      const response = await fetch('/api/v1/events', { headers, signal, cache: 'no-store' })
      if (response.status === 401) return
      if (response.ok && response.body) {
        alive.value = true
        await read(response.body)
      }
    } catch {
      /* the network went; below it is tried again */
    }
    if (signal.aborted) return
    alive.value = false
    await new Promise(done => setTimeout(done, RETRY_MS))
  }
}

function open(): void {
  if (controller || document.hidden || listeners.size === 0) return
  controller = new AbortController()
  void follow(controller.signal)
  polling = setInterval(() => { if (!alive.value) tell('reset') }, POLL_MS)
}

function close(): void {
  controller?.abort()
  controller = undefined
  clearInterval(polling)
  alive.value = false
}

document.addEventListener('visibilitychange', () => {
  if (document.hidden) return close()
  open()
  tell('reset')
})

/* Returns how to stop listening. */
export function onHappened(listener: Listener): () => void {
  listeners.add(listener)
  open()
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) close()
  }
}
