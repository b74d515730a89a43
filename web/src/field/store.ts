/* SPDX-License-Identifier: Apache-2.0 */
/* The papers of this person: from the server when it can be reached, else as it last told them; and what was done here since. */
import { computed, ref, shallowRef } from 'vue'
import { api, ask, asRefusal, newAct, Refusal, type Schemas } from '@/shared/api/client'
import { lapsed, may, restore, session, signOut as leave, type Session } from '@/shared/auth/session'
import { forgetAll, keepAnswer, keptAnswer } from '@/shared/offline/db'
import { startSync } from '@/shared/offline/sync'
import { partsOf, type Counted, type Doc, type Step } from './tasks'

const APP = 'field'
const AT_ONCE = 6
const PAGE = 100
const DETAILS_MAX = 60
const ENDED = new Set(['closed', 'void', 'refused', 'recalled', 'returned', 'received', 'done', 'draft'])

export type Row = Schemas['doc_row_out']
export interface Request { doc_id: string; number: string; state: string; created: string }
interface Papers { docs: Doc[]; requests: Request[] }

export const papers = shallowRef<Papers>({ docs: [], requests: [] })
export const papersAt = ref(0)
export const loading = ref(false)
export const refusal = shallowRef<Refusal>()
export const sync = startSync(APP, () => void load())
export const known = computed(() => new Map(papers.value.docs.map(doc => [doc.doc_id, doc])))

type Family = 'dispatches' | 'receipts'

async function listOf(family: Family): Promise<Row[]> {
  const query = { params: { query: { limit: PAGE } } }
  const page = await ask(family === 'dispatches' ? api.GET('/api/v1/dispatches', query) : api.GET('/api/v1/receipts', query))
  return page.items.filter(row => !ENDED.has(row.state)).slice(0, DETAILS_MAX)
}

async function detailOf(family: Family, row: Row): Promise<Doc> {
  const old = known.value.get(row.doc_id)
  if (old && old.version === row.version) return old
  const path = { params: { path: { doc_id: row.doc_id } } }
  return family === 'dispatches' ? ask(api.GET('/api/v1/dispatches/{doc_id}', path)) : ask(api.GET('/api/v1/receipts/{doc_id}', path))
}

async function detailsOf(family: Family): Promise<Doc[]> {
  const rows = await listOf(family)
  const docs: Doc[] = []
  for (let at = 0; at < rows.length; at += AT_ONCE) docs.push(...await Promise.all(rows.slice(at, at + AT_ONCE).map(row => detailOf(family, row))))
  return docs
}

async function requests(): Promise<Request[]> {
  const page = await ask(api.GET('/api/v1/requests', { params: { query: { limit: 30 } } }))
  return page.items.map(row => ({ doc_id: row.doc_id, number: row.number ?? '', state: row.state, created: row.asked }))
}

/* A paper whose steps changed by what others did has another version; one's own rights do not change it, so a sign-in reads anew. */
export async function load(anew = false): Promise<void> {
  if (loading.value || !session.value) return
  loading.value = true
  if (anew) papers.value = { ...papers.value, docs: [] }
  try {
    const [dispatches, receipts, mine] = await Promise.all([
      may('DISPATCH_READ') ? detailsOf('dispatches') : [], may('STOCK_RECEIVE') && may('STOCK_READ') ? detailsOf('receipts') : [], may('REQUEST_RAISE') ? requests() : [],
    ])
    papers.value = { docs: [...dispatches, ...receipts], requests: mine }
    papersAt.value = Date.now()
    refusal.value = undefined
    await keepAnswer(APP, 'papers', papers.value)
  } catch (cause) {
    refusal.value = asRefusal(cause)
  } finally {
    loading.value = false
  }
}

/* Who is signed in: asked of the server, or remembered while it cannot be reached. */
export async function open(): Promise<void> {
  const kept = await keptAnswer<Papers>(APP, 'papers')
  if (kept) {
    papers.value = kept.data
    papersAt.value = kept.at
  }
  try {
    if (await restore()) await keepAnswer(APP, 'session', session.value)
  } catch (cause) {
    const refused = asRefusal(cause)
    if (refused.kind !== 'OFFLINE' && refused.status < 500) throw refused
    session.value = (await keptAnswer<Session>(APP, 'session'))?.data ?? null
  }
}

export async function entered(): Promise<void> {
  await keepAnswer(APP, 'session', session.value)
  lapsed.value = false
  await load(true)
  void sync.flush()
}

/* Whose things lie on this phone?  Another person must not send them as their own. */
export async function ownerHere(): Promise<Session | undefined> {
  return (await keptAnswer<Session>(APP, 'session'))?.data ?? undefined
}

export async function signOut(): Promise<void> {
  await leave().catch((cause: unknown) => { if (asRefusal(cause).kind !== 'OFFLINE') throw cause })
  session.value = null
  lapsed.value = false
  await clearPhone()
}

export async function clearPhone(): Promise<void> {
  await forgetAll(APP)
  papers.value = { docs: [], requests: [] }
  papersAt.value = 0
  await sync.look()
}

/* Keeps an act and tries to send it at once.  Its time is told when it may arrive late. */
export async function act(doc: Doc, step: Step, counted: readonly Counted[] | undefined, note: string): Promise<void> {
  const parts = counted && partsOf(doc, step.choice.verb, counted)
  const family = doc.kind === 'dispatch' ? 'dispatches' : doc.kind === 'handout' ? 'handouts' : 'receipts'
  await sync.queue.add({
    key: newAct()['Idempotency-Key'], method: 'POST', path: `/api/v1/${family}/${doc.doc_id}/${step.choice.verb}`,
    body: {
      ...(step.version === undefined ? {} : { version: step.version }), ...(parts ? { parts } : {}), ...(note ? { note } : {}), ...(step.signedAs ? { signed_as: step.signedAs } : {}),
      ...(sync.online.value ? {} : { happened: new Date().toISOString() }),
    },
    title: [`${step.choice.zh} ${doc.number ?? ''}`, `${step.choice.en} ${doc.number ?? ''}`], about: doc.doc_id, verb: step.choice.verb, at: Date.now(),
  })
  await sync.flush()
}

export async function raise(unit_id: string, purpose: string, wants: readonly { item_id: string; wanted: number }[]): Promise<void> {
  await sync.queue.add({
    key: newAct()['Idempotency-Key'], method: 'POST', path: '/api/v1/requests', body: { unit_id, wants, ...(purpose ? { purpose } : {}) },
    title: [`要 ${wants.length} 样物资`, `Asked for ${wants.length} items`], about: '', verb: 'raise', at: Date.now(),
  })
  await sync.flush()
}

/* What one can ask for, and for whom; kept for asking without a network. */
export interface Shelf { units: { place_id: string; name: string }[]; items: Schemas['item'][] }
export async function shelf(): Promise<Shelf> {
  try {
    const [units, items] = await Promise.all([
      ask(api.GET('/api/v1/places', { params: { query: { kind: 'unit', limit: 200 } } })), ask(api.GET('/api/v1/items', { params: { query: { limit: 200 } } })),
    ])
    const found: Shelf = { units: units.items.filter(unit => may('REQUEST_RAISE', unit.path)).map(({ place_id, name }) => ({ place_id, name })), items: items.items }
    await keepAnswer(APP, 'shelf', found)
    return found
  } catch (cause) {
    const kept = await keptAnswer<Shelf>(APP, 'shelf')
    if (!kept) throw cause
    return kept.data
  }
}
