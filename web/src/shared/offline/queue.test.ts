/* SPDX-License-Identifier: Apache-2.0 */
import { beforeEach, describe, expect, it } from 'vitest'
import { Queue, waiting, type ActStore, type QueuedAct, type Reply } from './queue'

class Shelf implements ActStore {
  acts = new Map<string, QueuedAct>()
  all = async (): Promise<QueuedAct[]> => [...this.acts.values()]
  put = async (act: QueuedAct): Promise<void> => { this.acts.set(act.key, act) }
  remove = async (key: string): Promise<void> => { this.acts.delete(key) }
  clear = async (): Promise<void> => { this.acts.clear() }
  get(key: string): QueuedAct | undefined { return this.acts.get(key) }
}

const ok = (body: unknown = { done: true }): Reply => ({ status: 200, body })
const act = (key: string, about = '') => ({ key, method: 'POST' as const, path: `/${key}`, body: {}, title: [key, key] as const, about, verb: 'do', at: 1 })

describe('the queue', () => {
  let shelf: Shelf
  let sent: string[]
  let answer: (act: QueuedAct) => Reply
  let queue: Queue

  beforeEach(() => {
    shelf = new Shelf()
    sent = []
    answer = () => ok()
    queue = new Queue(shelf, async one => { sent.push(one.key); return answer(one) })
  })

  it('sends in the order things were done, each once', async () => {
    for (const key of ['b', 'a', 'c']) await queue.add(act(key))
    expect(await queue.flush()).toBe('done')
    await queue.flush()
    expect(sent).toEqual(['b', 'a', 'c'])
    expect(waiting(await shelf.all())).toEqual([])
  })

  it('does not send one act twice when two flushes meet', async () => {
    await queue.add(act('a'))
    await Promise.all([queue.flush(), queue.flush()])
    expect(sent).toEqual(['a'])
  })

  it('tells submitted from confirmed: a signature that others must follow is only submitted', async () => {
    await queue.add(act('signed'))
    await queue.add(act('done'))
    await queue.add(act('asked'))
    answer = one => one.key === 'signed' ? ok({ done: false, waiting_for: 'taker' }) : one.key === 'asked' ? ok({ doc_id: '1', state: 'raised' }) : ok({ done: true })
    await queue.flush()
    expect(shelf.get('signed')).toMatchObject({ state: 'submitted', waitingFor: 'taker' })
    expect(shelf.get('done')).toMatchObject({ state: 'confirmed' })
    expect(shelf.get('asked')).toMatchObject({ state: 'submitted' })
  })

  it('keeps everything and stops when the network is gone, the server busy or the session over', async () => {
    await queue.add(act('a'))
    await queue.add(act('b'))
    answer = () => { throw new TypeError('network') }
    expect(await queue.flush()).toBe('offline')
    answer = () => ({ status: 503, body: {} })
    expect(await queue.flush()).toBe('busy')
    answer = () => ({ status: 429, body: {} })
    expect(await queue.flush()).toBe('busy')
    answer = () => ({ status: 401, body: {} })
    expect(await queue.flush()).toBe('signIn')
    expect(sent).toEqual(['a', 'a', 'a', 'a'])
    expect(waiting(await shelf.all()).map(one => one.key)).toEqual(['a', 'b'])
    answer = () => ok()
    expect(await queue.flush()).toBe('done')
    expect(sent.slice(4)).toEqual(['a', 'b'])
  })

  it('marks a refusal for the person, does not repeat it, and lets the rest go on', async () => {
    await queue.add(act('a', 'order 1'))
    await queue.add(act('b', 'order 1'))
    await queue.add(act('c', 'order 2'))
    answer = one => one.key === 'a' ? { status: 409, body: { kind: 'BAD_STATE', detail: '已被别人接令', detail_en: 'someone took it' } } : ok()
    expect(await queue.flush()).toBe('done')
    await queue.flush()
    expect(sent).toEqual(['a', 'c'])                     // b rests on a, which did not happen
    expect(shelf.get('a')).toMatchObject({ state: 'refused', fault: { status: 409, kind: 'BAD_STATE', zh: '已被别人接令', en: 'someone took it' } })
    expect(shelf.get('b')?.state).toBe('kept')
  })

  it('goes on with what was held back once the refusal is dropped, and repeats one that the person wants again', async () => {
    await queue.add(act('a', 'order 1'))
    await queue.add(act('b', 'order 1'))
    answer = one => one.key === 'a' ? { status: 422, body: {} } : ok()
    await queue.flush()
    await queue.again('a')
    await queue.flush()
    expect(sent).toEqual(['a', 'a'])
    await queue.drop('a')
    await queue.flush()
    expect(sent).toEqual(['a', 'a', 'b'])
  })

  it('keeps its order over a restart', async () => {
    await queue.add(act('a'))
    const later = new Queue(shelf, async one => { sent.push(one.key); return ok() })
    await later.add(act('b'))
    await later.flush()
    expect(sent).toEqual(['a', 'b'])
  })

  it('forgets the oldest answers, never what is still to send', async () => {
    for (let i = 0; i < 60; i++) await queue.add(act(`k${i}`))
    await queue.flush()
    expect((await shelf.all()).length).toBe(50)
    expect(shelf.get('k0')).toBeUndefined()
    expect(shelf.get('k59')).toBeDefined()
  })
})
