/* SPDX-License-Identifier: Apache-2.0 */
import { describe, expect, it } from 'vitest'
import type { QueuedAct } from '@/shared/offline/queue'
import { expectedOf, partsOf, stepOf, tasksOf, waitsFor, type Choice, type Doc } from './tasks'

const choice = (verb: string, signers: { label: string; mine: boolean; actor_id?: string }[] = []): Choice =>
  ({ verb, zh: verb, en: verb, quantities: false, reason: false, signatures: signers.length > 0, signers })
const line = { line_no: 1, item_id: '1', item: '口罩', shown: '', item_code: 'M', unit: '只', pack: 1, asked: 100, granted: 100, dropped: 0, sent: 0, arrived: 0, short_qty: 0, found: 0, lost: 0, taken: 0, back: 0, place_id: '1', owner_id: '1' } as unknown as Doc['lines'][number]
const doc = (over: Partial<Doc> = {}): Doc => ({
  doc_id: '7', kind: 'dispatch', state: 'ordered', version: 3, plan_version: 1, created_by: '1', created: '2026-11-22T08:00:00+08:00', giver_id: '1', carrier_id: '2', taker_id: '3',
  lines: [line], choices: [], history: [], ...over,
})
const act = (verb: string, state: QueuedAct['state'] = 'kept', order = 1): QueuedAct =>
  ({ key: verb, order, method: 'POST', path: '', body: {}, title: ['', ''], about: '7', verb, at: 0, tries: 0, state })

describe('what is to be done now', () => {
  it('is the step that moves goods on, with the version that was seen', () => {
    const step = stepOf(doc({ choices: [choice('refuse'), choice('acknowledge')] }), [])
    expect(step).toMatchObject({ choice: { verb: 'acknowledge' }, version: 3, signedAs: '' })
  })

  it('is signed for the party that is mine; another one’s signature is waited for', () => {
    expect(stepOf(doc({ choices: [choice('receive', [{ label: 'taker', mine: true }])] }), [])?.signedAs).toBe('taker')
    const others = doc({ choices: [choice('depart', [{ label: 'giver', mine: false }])] })
    expect(stepOf(others, [])).toBeUndefined()
    expect(waitsFor(others)).toBe('giver')
  })

  it('goes on offline along the tour of a carrier, without a version nobody knows yet', () => {
    const step = stepOf(doc({ choices: [choice('acknowledge')] }), [act('acknowledge')])
    expect(step).toMatchObject({ choice: { verb: 'depart' }, signedAs: 'carrier', version: undefined })
    expect(stepOf(doc(), [act('acknowledge'), act('depart', 'kept', 2)])?.choice.verb).toBe('arrive')
    expect(stepOf(doc({ carrier_id: '1' }), [act('acknowledge')])).toBeUndefined()     // own transport: the keeper alone signs
  })

  it('waits while a refusal has not been looked at', () => {
    expect(stepOf(doc({ choices: [choice('acknowledge')] }), [act('acknowledge', 'refused')])).toBeUndefined()
  })

  it('begins with what is due soonest', () => {
    const late = doc({ doc_id: 'a', due: '2026-11-22T09:00:00+08:00', choices: [choice('arrive')] })
    const later = doc({ doc_id: 'b', due: '2026-11-22T10:00:00+08:00', choices: [choice('arrive')] })
    const open = doc({ doc_id: 'c', choices: [choice('arrive')] })
    expect(tasksOf([open, later, late], []).map(task => task.doc.doc_id)).toEqual(['a', 'b', 'c'])
  })

  it('sends counts only when they differ from the paper', () => {
    const sent = doc({ lines: [{ ...line, sent: 100 }] })
    expect(expectedOf(sent.lines[0]!, 'receive')).toBe(100)
    expect(partsOf(sent, 'receive', [{ line_no: 1, qty: 100 }])).toBeUndefined()
    expect(partsOf(sent, 'receive', [{ line_no: 1, qty: 98 }])).toEqual([{ line_no: 1, qty: 98 }])
    expect(partsOf(sent, 'receive', [{ line_no: 1, qty: 0 }])).toEqual([])
  })
})
