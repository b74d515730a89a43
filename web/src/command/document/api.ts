/* SPDX-License-Identifier: Apache-2.0 */
/* Documents of every kind have the same shape and the same steps; only their paths differ. */
import { api, ask, Refusal, type Act, type Kind, type Schemas } from '@/shared/api/client'
import { familyOf, type Family } from './kinds'

export type Doc = Schemas['doc_out']
export type Line = Schemas['doc_line_out']
export type Choice = Schemas['doc_choice_out']
export type Part = Schemas['doc_part']
export type Moved = Schemas['doc_moved']

interface StepBody { version: number; parts?: Part[]; note?: string; happened?: string; signed_as?: string }

const isNested = (what: unknown): what is { doc: Doc } => typeof what === 'object' && what !== null && 'doc' in what

/* Requests and allocations wrap the document in their own view; the document itself is the same. */
export async function readDoc(kind: string, docId: string): Promise<Doc> {
  const family = familyOf(kind)
  if (!family) return ask(api.GET('/api/v1/documents/{doc_id}', { params: { path: { doc_id: docId } } }))
  const path = `/api/v1/${family}/{doc_id}` as '/api/v1/transfers/{doc_id}'
  const got: unknown = await ask(api.GET(path, { params: { path: { doc_id: docId } } }))
  return isNested(got) ? got.doc : got as Doc
}

export function takeStep(family: Family, docId: string, verb: string, body: StepBody, act: Act): Promise<Moved> {
  const path = `/api/v1/${family}/{doc_id}/${verb}` as '/api/v1/transfers/{doc_id}/receive'
  return ask(api.POST(path, { params: { path: { doc_id: docId }, header: act }, body }))
}

/* Approvals and refusals of kinds that have no page of their own. */
export async function takeDecision(docId: string, verb: string, body: { version: number; note?: string }, act: Act): Promise<Moved> {
  const { items } = await ask(api.POST('/api/v1/approvals', { params: { header: act }, body: { items: [{ doc_id: docId, verb, version: body.version }], ...(body.note ? { note: body.note } : {}) } }))
  const one = items[0]
  if (!one?.done) throw new Refusal({ detail: one?.zh ?? '', detail_en: one?.en ?? '', kind: (one?.code ?? 'BROKEN') as Exclude<Kind, 'OFFLINE'> }, 409)
  return { doc_id: docId, version: one.version ?? 0, seq: '0', state: one.state ?? '', done: !one.waiting_for, signatures: 0, needed: 0, ...(one.waiting_for ? { waiting_for: one.waiting_for } : {}) }
}

export const readOrigins = (docId: string): Promise<Schemas['origins_out']> => ask(api.GET('/api/v1/stock/origins', { params: { query: { doc_id: docId } } }))
export const readCount = (docId: string): Promise<Schemas['count_out']> => ask(api.GET('/api/v1/stocktakes/{doc_id}/rows', { params: { path: { doc_id: docId } } }))
