/* SPDX-License-Identifier: Apache-2.0 */
/* The papers of this person: dispatches and receipts in hand, and what a unit's clerk asked for. */
import { computed, type ComputedRef } from 'vue'
import { api, ask, type Schemas } from '@/shared/api/client'
import { may } from '@/shared/auth/session'
import { act as doAct, happenedIfOffline, sync } from '@/field/acts'
import { kept } from '@/field/kept'
import type { Thing } from '@/field/pages'
import { partsOf, tasksOf, type Counted, type Doc, type Step, type Task } from './tasks'

const AT_ONCE = 6
const PAGE = 100
const DETAILS_MAX = 60
const ENDED = new Set(['closed', 'void', 'refused', 'recalled', 'returned', 'received', 'done', 'draft'])

type Row = Schemas['doc_row_out']
export interface Request { doc_id: string; number: string; state: string; created: string }
interface Papers { docs: Doc[]; requests: Request[] }
type Family = 'dispatches' | 'receipts'

async function listOf(family: Family): Promise<Row[]> {
  const query = { params: { query: { limit: PAGE } } }
  const page = await ask(family === 'dispatches' ? api.GET('/api/v1/dispatches', query) : api.GET('/api/v1/receipts', query))
  return page.items.filter(row => !ENDED.has(row.state)).slice(0, DETAILS_MAX)
}

/* A paper whose steps changed by what others did has another version; one's own rights do not change it, so a new person reads anew. */
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

export const PERMS = ['DISPATCH_CARRY', 'STOCK_RECEIVE', 'REQUEST_RAISE'] as const

export const papers = kept('papers', async (): Promise<Papers> => {
  const [dispatches, receipts, mine] = await Promise.all([
    may('DISPATCH_READ') ? detailsOf('dispatches') : [], may('STOCK_RECEIVE') && may('STOCK_READ') ? detailsOf('receipts') : [], may('REQUEST_RAISE') ? requests() : [],
  ])
  return { docs: [...dispatches, ...receipts], requests: mine }
}, { perms: PERMS })

export const known: ComputedRef<Map<string, Doc>> = computed(() => new Map((papers.data.value?.docs ?? []).map(doc => [doc.doc_id, doc])))

const where = (task: Task): string => (task.choice.verb === 'receive' || task.choice.verb === 'arrive' ? task.doc.to_place : task.doc.from_place) ?? task.doc.to_place ?? ''

/* For Today: every paper that waits for a step of this person. */
export function things(): Thing[] {
  return tasksOf(papers.data.value?.docs ?? [], sync.acts.value).map(task => ({
    key: task.doc.doc_id, title: [task.choice.zh, task.choice.en], at: task.due, now: true, path: `/doc/${task.doc.doc_id}`,
    note: [`${where(task)}，${task.doc.lines.length} 样`, `${where(task)}, ${task.doc.lines.length} ${task.doc.lines.length === 1 ? 'item' : 'items'}`],
    ...(task.due === Number.POSITIVE_INFINITY ? {} : { until: task.due }),
  }))
}

/* Keeps an act and tries to send it at once.  Its time is told when it may arrive late. */
export async function actOnPaper(doc: Doc, step: Step, counted: readonly Counted[] | undefined, note: string): Promise<void> {
  const parts = counted && partsOf(doc, step.choice.verb, counted)
  const family = doc.kind === 'dispatch' ? 'dispatches' : doc.kind === 'handout' ? 'handouts' : 'receipts'
  await doAct({
    path: `/api/v1/${family}/${doc.doc_id}/${step.choice.verb}`, about: doc.doc_id, verb: step.choice.verb, mend: `/doc/${doc.doc_id}`,
    title: [`${step.choice.zh} ${doc.number ?? ''}`, `${step.choice.en} ${doc.number ?? ''}`],
    body: {
      ...(step.version === undefined ? {} : { version: step.version }), ...(parts ? { parts } : {}), ...(note ? { note } : {}), ...(step.signedAs ? { signed_as: step.signedAs } : {}),
      ...happenedIfOffline(),
    },
  })
}
