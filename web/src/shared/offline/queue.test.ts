/* SPDX-License-Identifier: Apache-2.0 */
import { beforeEach, describe, expect, it } from 'vitest'
import { madeBy, Queue, waiting, type ActStore, type QueuedAct, type Reply } from './queue'

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

  it('forgets a picture once it is with the server, keeps one that was refused, and drops it with what it rests on', async () => {
    await queue.add(act('a'))
    await queue.add({ ...act('b'), needs: ['a'], picture: 'aGk=' })
    await queue.flush()
    expect(shelf.get('b')).toMatchObject({ state: 'confirmed' })
    expect(shelf.get('b')?.picture).toBeUndefined()
    answer = one => (one.key === 'c' ? { status: 409, body: { kind: 'BLOCKED', detail: '过了时限' } } : ok())
    await queue.add(act('c'))
    await queue.add({ ...act('d'), needs: ['c'], picture: 'aGk=' })
    await queue.flush()
    expect(shelf.get('c')?.state).toBe('refused')
    expect(shelf.get('d')).toMatchObject({ state: 'kept', picture: 'aGk=' })
    await queue.dropWhole('c')
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

describe('acts that rest on others', () => {
  const setUp = (answer: (act: QueuedAct) => Reply, who = () => '1') => {
    const shelf = new Shelf()
    const sent: QueuedAct[] = []
    return { shelf, sent, queue: new Queue(shelf, async one => { sent.push(one); return answer(one) }, () => {}, who) }
  }

  it('wait until what they need is with the server, and are told what it made', async () => {
    const { sent, queue } = setUp(one => one.key === 'aa' ? ok({ household_id: '77', version: 3 }) : ok())
    await queue.add({ ...act('aa', 'x') })
    await queue.add({ ...act('bb'), path: `/orders/${madeBy('aa', 'household_id')}`, body: { household_id: madeBy('aa', 'household_id'), version: madeBy('aa', 'version'), list: [madeBy('aa', 'household_id')] }, needs: ['aa'] })
    await queue.flush()
    expect(sent.map(one => one.key)).toEqual(['aa', 'bb'])
    expect(sent[1]).toMatchObject({ path: '/orders/77', body: { household_id: '77', version: 3, list: ['77'] } })
  })

  it('are held back while it is refused, go on when it is mended, and are refused when it is dropped', async () => {
    let fine = false
    const { shelf, sent, queue } = setUp(one => one.body === 'right' || fine ? ok({ household_id: '5' }) : { status: 422, body: { detail: '不对', detail_en: 'Wrong' } })
    await queue.add(act('aa'))
    await queue.add({ ...act('bb'), needs: ['aa'], body: madeBy('aa', 'household_id') })
    await queue.flush()
    expect(shelf.get('bb')?.state).toBe('kept')
    expect(await queue.mend('aa', 'cc', 'right')).toBe(true)
    fine = true
    await queue.flush()
    expect(sent.map(one => one.key)).toEqual(['aa', 'cc', 'bb'])
    expect(sent[2]?.body).toBe('5')
    await queue.add(act('dd'))
    await queue.add({ ...act('ee'), needs: ['dd'] })
    await queue.drop('dd')
    await queue.flush()
    expect(shelf.get('ee')).toMatchObject({ state: 'refused', fault: { kind: 'CONFLICT' } })
    expect(sent).toHaveLength(3)
  })

  it('are never sent in the name of another person', async () => {
    let who = '2'
    const { shelf, sent, queue } = setUp(() => ok(), () => who)
    await queue.add({ ...act('mine'), who: '1' })
    await queue.add({ ...act('theirs'), who: '2' })
    await queue.flush()
    expect(sent.map(one => one.key)).toEqual(['theirs'])
    expect(shelf.get('mine')?.state).toBe('kept')
    who = '1'
    await queue.flush()
    expect(sent.map(one => one.key)).toEqual(['theirs', 'mine'])
  })
})
