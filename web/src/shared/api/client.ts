/* SPDX-License-Identifier: Apache-2.0 */
/* The one door to the server, typed by its own OpenAPI (schema.d.ts, made by `npm run schema`, never by hand).
 *
 *     const page = await ask(api.GET('/api/v1/requests', { params: { query: { limit: 50 } } }))
 *     const act = newAct()                                       // once per thing a person does; kept for repeating it
 *     await ask(api.POST('/api/v1/requests', { params: { header: act }, body }))
 *
 * `ask` gives the answer's data or throws a Refusal; nothing else comes out of it. */
import createClient, { type Middleware } from 'openapi-fetch'
import { pick, lang } from '@/shared/i18n'
import type { components, paths } from './schema'

export type Schemas = components['schemas']
export type Kind = Schemas['Problem']['kind'] | 'OFFLINE'

export interface FieldFault { field: string; detail: string; detail_en: string }

const OFFLINE = ['连不上服务器，没有办成。网络好了再试。', 'The server cannot be reached; nothing was done. Try again when the network is back.'] as const

/* What the server refused, in one sentence for a person: `refusal.sentence` follows the language. */
export class Refusal extends Error {
  readonly kind: Kind
  readonly status: number
  readonly field: string
  readonly faults: readonly FieldFault[]
  readonly requestId: string
  private readonly pair: readonly [string, string]

  constructor(problem: Partial<Schemas['Problem']>, status: number) {
    const zh = problem.detail ?? OFFLINE[0]
    const en = problem.detail_en ?? problem.detail ?? OFFLINE[1]
    super(en)
    this.name = 'Refusal'
    this.kind = problem.kind ?? 'OFFLINE'
    this.status = status
    this.field = problem.field ?? ''
    this.requestId = problem.request_id ?? ''
    this.pair = [zh, en]
    this.faults = (problem.errors ?? []).map(e => ({ field: e.field ?? '', detail: e.detail ?? '', detail_en: e.detail_en ?? '' }))
  }

  get sentence(): string { return pick(this.pair) }
  sentenceOf(field: string): string | undefined {
    const fault = this.faults.find(f => f.field === field)
    return fault ? pick([fault.detail, fault.detail_en]) : this.field === field ? this.sentence : undefined
  }
}

export type Act = { 'Idempotency-Key': string }

/* randomUUID wants HTTPS or localhost; offices have neither at times. */
export function newAct(): Act {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return { 'Idempotency-Key': Array.from(bytes, b => b.toString(16).padStart(2, '0')).join('') }
}

export function cookie(name: string): string {
  const found = document.cookie.split('; ').find(c => c.startsWith(`${name}=`) || c.startsWith(`__Host-${name}=`))
  return found ? found.slice(found.indexOf('=') + 1) : ''
}

type Ended = () => void
let whenEnded: Ended = () => {}

/* Called when the server no longer knows the session: the sign-in page comes over the page, which stays as it is. */
export function onSessionEnded(what: Ended): void { whenEnded = what }

const manners: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', lang.value === 'en' ? 'en' : 'zh-CN')
    if (request.method !== 'GET') request.headers.set('X-CSRF-Token', cookie('baogong_csrf'))
    return request
  },
}

export const api = createClient<paths>({ baseUrl: '' })
api.use(manners)

interface Answer<T> { data?: T; error?: unknown; response: Response }

function isProblem(what: unknown): what is Schemas['Problem'] {
  return typeof what === 'object' && what !== null && 'kind' in what && 'detail' in what
}

export async function ask<T>(asked: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>
  try {
    answer = await asked
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new Refusal({}, 0)
  }
  if (answer.response.ok) return answer.data as T
  const refusal = new Refusal(isProblem(answer.error) ? answer.error : {}, answer.response.status)
  if (refusal.kind === 'NOT_SIGNED_IN' && !answer.response.url.endsWith('/api/v1/session')) whenEnded()
  throw refusal
}

export const asRefusal = (cause: unknown): Refusal =>
  cause instanceof Refusal ? cause : new Refusal({ detail: String(cause), detail_en: String(cause), kind: 'BROKEN' }, 0)

/* Files: an address of our own server, saved by the browser under the name the server gave. */
export async function download(path: string): Promise<void> {
  const response = await fetch(path, { headers: { 'Accept-Language': lang.value === 'en' ? 'en' : 'zh-CN' } }).catch(() => undefined)
  if (!response) throw new Refusal({}, 0)
  if (!response.ok) throw new Refusal(await response.json().catch(() => ({})), response.status)
  save(await response.blob(), nameOf(response))
}

/* The name the server gives a file. */
export function nameOf(response: Response): string {
  const said = response.headers.get('Content-Disposition') ?? ''
  const name = /filename\*=UTF-8''([^;]+)/.exec(said)?.[1] ?? /filename="([^"]+)"/.exec(said)?.[1]
  return name ? decodeURIComponent(name) : 'baogong'
}

export function save(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
