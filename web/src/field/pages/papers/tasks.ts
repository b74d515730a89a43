/* SPDX-License-Identifier: Apache-2.0 */
/* What is to be done now?  From the papers as the server last told them, and what was done on this phone since. */
import type { Schemas } from '@/shared/api/client'
import type { QueuedAct } from '@/shared/offline/queue'

export type Doc = Schemas['doc_out']
export type Choice = Schemas['doc_choice_out']
export interface Step { choice: Choice; signedAs: string; version: number | undefined }
export interface Task extends Step { doc: Doc; due: number }

/* What moves goods on, in the order it is done; whatever else a paper allows is "something else". */
const MAIN = ['acknowledge', 'depart', 'arrive', 'receive', 'report', 'take_in', 'accept', 'hand_over']
/* A carrier's tour goes on without a network: these follow each other whatever the server says in between. */
const FOLLOWS: Record<string, { verb: string; zh: string; en: string; signs: boolean }> = {
  acknowledge: { verb: 'depart', zh: '出库发车', en: 'Issue and depart', signs: true },
  depart: { verb: 'arrive', zh: '到达', en: 'Arrive', signs: false },
  arrive: { verb: 'receive', zh: '签收', en: 'Receive', signs: true },
}

export const mineToSign = (choice: Choice): string | undefined => choice.signers.find(signer => signer.mine)?.label
const possible = (choice: Choice): boolean => !choice.signatures || mineToSign(choice) !== undefined

export const actsOn = (doc: Doc, acts: readonly QueuedAct[]): QueuedAct[] =>
  acts.filter(act => act.about === doc.doc_id && (act.state === 'kept' || act.state === 'refused')).sort((a, b) => a.order - b.order)

/* Does somebody else carry it?  Then the carrier signs along, and the tour can be told ahead. */
const carriedByOthers = (doc: Doc): boolean => doc.carrier_id !== undefined && doc.carrier_id !== doc.giver_id

function ahead(doc: Doc, last: QueuedAct): Step | undefined {
  const follows = FOLLOWS[last.verb]
  if (doc.kind !== 'dispatch' || !follows || !carriedByOthers(doc)) return undefined
  const signers = follows.signs ? [{ label: 'carrier', mine: true }] : []
  return { choice: { verb: follows.verb, zh: follows.zh, en: follows.en, quantities: false, reason: false, signatures: follows.signs, signers }, signedAs: follows.signs ? 'carrier' : '', version: undefined }
}

/* The one step of a paper that is this person's now; none when it waits for others, or for a refusal to be looked at. */
export function stepOf(doc: Doc, acts: readonly QueuedAct[]): Step | undefined {
  const mine = actsOn(doc, acts)
  if (mine.some(act => act.state === 'refused')) return undefined
  const last = mine.at(-1)
  if (last) return ahead(doc, last)
  const choice = MAIN.map(verb => doc.choices.find(one => one.verb === verb && possible(one))).find(one => one !== undefined)
  return choice && { choice, signedAs: mineToSign(choice) ?? '', version: doc.version }
}

/* Steps beside the main one: refusing, turning back. */
export const otherSteps = (doc: Doc, acts: readonly QueuedAct[]): Choice[] =>
  actsOn(doc, acts).length > 0 ? [] : doc.choices.filter(choice => possible(choice) && choice.verb !== stepOf(doc, acts)?.choice.verb)

/* Who must sign before this person can do anything. */
export function waitsFor(doc: Doc): string {
  const signing = doc.choices.find(choice => choice.signatures && MAIN.includes(choice.verb) && !possible(choice))
  return signing?.signers.find(signer => signer.actor_id === undefined)?.label ?? ''
}

/* Worst first: what is due soonest, then what is oldest. */
export function tasksOf(docs: readonly Doc[], acts: readonly QueuedAct[]): Task[] {
  const tasks = docs.flatMap(doc => {
    const step = stepOf(doc, acts)
    return step ? [{ ...step, doc, due: doc.due ? Date.parse(doc.due) : Number.POSITIVE_INFINITY }] : []
  })
  return tasks.sort((a, b) => a.due - b.due || Date.parse(a.doc.created) - Date.parse(b.doc.created))
}

export interface Counted { line_no: number; qty: number; expiry_day?: string; batch?: string }

/* How much of a line the step is about: what was sent less what is settled, or what was asked for. */
export function expectedOf(line: Schemas['doc_line_out'], verb: string): number {
  if (verb === 'receive' && line.sent > 0) return line.sent - line.arrived - line.short_qty - line.back
  if (verb === 'report') return line.sent - line.arrived - line.short_qty - line.back
  if (verb === 'accept') return line.arrived - line.taken - line.back
  if (verb === 'take_in') return line.asked - line.arrived
  return (line.granted || line.asked) - line.sent
}

/* Nothing is sent when all is as ordered: the server takes everything then. */
export function partsOf(doc: Doc, verb: string, counted: readonly Counted[]): Counted[] | undefined {
  const asOrdered = counted.every(one => {
    const line = doc.lines.find(l => l.line_no === one.line_no)
    return line !== undefined && one.qty === expectedOf(line, verb) && !one.expiry_day && !one.batch
  })
  return asOrdered ? undefined : counted.filter(one => one.qty > 0)
}
