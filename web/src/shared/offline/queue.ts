/* SPDX-License-Identifier: Apache-2.0 */
/* What a person did while the server may be out of reach: kept on this device, sent once, in the order it was done.
 *
 * An act has its Idempotency-Key from the moment it happens, so that sending it twice does it once.  Its states:
 *   kept       已存手机   on this device only
 *   submitted  已提交     the server has it; somebody else still has to sign or look
 *   confirmed  已确认     nothing is left to do about it
 *   refused               the server said no, and why: the person mends or drops it; it is not sent again by itself
 *
 * An act may need others first (`needs`): it waits until they are with the server, and what they made can be named in it before it is
 * known (madeBy).  An act belongs to who did it (`who`): it is never sent in another person's name.
 *
 * Sending stops when the server cannot be reached, is too busy or asks to sign in, and goes on later at the same act.  A refusal
 * holds back only what concerns the same record: later acts on it would rest on one that did not happen.  This API answers a
 * repeated key with the first answer (200), so a 409 is always a refusal: somebody else was faster, or a rule forbids it. */
export type Method = 'POST' | 'PUT'
export type ActState = 'kept' | 'submitted' | 'confirmed' | 'refused'
export interface Fault { status: number; kind: string; zh: string; en: string }

export interface QueuedAct {
  key: string                       /* the Idempotency-Key */
  order: number                     /* rises with every act of this device */
  method: Method
  path: string
  body: unknown
  title: readonly [zh: string, en: string]
  about: string                     /* the record it concerns; "" for a new one */
  verb: string                      /* what is done to it */
  at: number                        /* when the person did it */
  tries: number
  state: ActState
  sentAt?: number
  waitingFor?: string               /* who still has to sign, while submitted */
  fault?: Fault
  who?: string                      /* the account of the person who did it */
  needs?: readonly string[]         /* keys of acts that must be with the server before */
  mend?: string                     /* address of the page where it can be corrected after a refusal */
  made?: Made                       /* what the server called the thing it made: ids, numbers */
  picture?: string                  /* a picture in base64: the act is its bytes instead of the body; forgotten once it is sent */
}
export type Made = Readonly<Record<string, string | number>>

/* Where acts are kept; IndexedDB in the app (db.ts), a list in tests. */
export interface ActStore {
  all: () => Promise<QueuedAct[]>
  put: (act: QueuedAct) => Promise<void>
  remove: (key: string) => Promise<void>
  clear: () => Promise<void>
}

export interface Reply { status: number; body: unknown }
export type Sender = (act: QueuedAct) => Promise<Reply>
export type Outcome = 'done' | 'offline' | 'signIn' | 'busy'

const KEPT_REPLIES = 50
const isObject = (what: unknown): what is Record<string, unknown> => typeof what === 'object' && what !== null
const textOf = (what: unknown, name: string): string => (isObject(what) && typeof what[name] === 'string' ? what[name] : '')

export const inOrder = (acts: readonly QueuedAct[]): QueuedAct[] => [...acts].sort((a, b) => a.order - b.order)
export const waiting = (acts: readonly QueuedAct[]): QueuedAct[] => inOrder(acts).filter(act => act.state === 'kept' || act.state === 'refused')

/* `done: false` of a signed step: others still have to; a request that was raised waits for its vetting. */
export function stateOf(reply: unknown): { state: ActState; waitingFor: string } {
  const open = isObject(reply) && (reply.done === false || textOf(reply, 'state') === 'raised')
  return { state: open ? 'submitted' : 'confirmed', waitingFor: textOf(reply, 'waiting_for') }
}

export function faultOf(reply: Reply): Fault {
  const zh = textOf(reply.body, 'detail')
  return { status: reply.status, kind: textOf(reply.body, 'kind'), zh: zh || `服务器回答 ${reply.status}`, en: textOf(reply.body, 'detail_en') || zh || `The server answered ${reply.status}` }
}

/* What an answer names: ids, numbers, versions. */
export function madeOf(reply: unknown): Made {
  if (!isObject(reply)) return {}
  return Object.fromEntries(Object.entries(reply).filter((one): one is [string, string | number] =>
    (typeof one[1] === 'string' || typeof one[1] === 'number') && /(_id|_no|number|version)$/.test(one[0])))
}

/* Stands for a field of the answer of an act that is not sent yet; only in an act that `needs` it. */
export const madeBy = (key: string, field: string): string => `made:${key}:${field}`
const MADE = /made:([0-9a-f]+):(\w+)/g

/* `what` with every madeBy() filled in. */
export function filled(what: unknown, acts: readonly QueuedAct[]): unknown {
  const find = (key: string, field: string): string | number => acts.find(act => act.key === key)?.made?.[field] ?? ''
  if (typeof what === 'string') {
    const whole = /^made:([0-9a-f]+):(\w+)$/.exec(what)
    return whole ? find(whole[1] ?? '', whole[2] ?? '') : what.replace(MADE, (_all, key: string, field: string) => String(find(key, field)))
  }
  if (Array.isArray(what)) return what.map(one => filled(one, acts))
  return isObject(what) ? Object.fromEntries(Object.entries(what).map(([name, value]) => [name, filled(value, acts)])) : what
}

const GONE: Fault = { status: 0, kind: 'CONFLICT', zh: '它要等的前一条丢掉了，这一条也办不成；请重新办。', en: 'The act it waits for was dropped, so this one cannot be done; do it anew.' }
const sent = (act: QueuedAct): boolean => act.state === 'submitted' || act.state === 'confirmed'

const comesBack = (status: number): boolean => status === 429 || status >= 500

/* Sends what is kept.  Never two at once: an order of acts is only kept by sending one after the other. */
export class Queue {
  private running: Promise<Outcome> | undefined
  constructor(private readonly store: ActStore, private readonly send: Sender, private readonly changed: () => void = () => {}, private readonly who: () => string = () => '') {}

  async add(act: Omit<QueuedAct, 'order' | 'tries' | 'state'>): Promise<QueuedAct> {
    const acts = await this.store.all()
    const kept: QueuedAct = { ...act, order: acts.reduce((most, one) => Math.max(most, one.order), 0) + 1, tries: 0, state: 'kept' }
    await this.store.put(kept)
    this.changed()
    return kept
  }

  flush(): Promise<Outcome> {
    this.running ??= this.run().finally(() => { this.running = undefined })
    return this.running
  }

  /* The person looked at a refusal and wants it sent again as it is. */
  async again(key: string): Promise<void> {
    const act = (await this.store.all()).find(one => one.key === key)
    if (act?.state !== 'refused') return
    const { fault: _fault, ...rest } = act
    await this.store.put({ ...rest, state: 'kept' })
    this.changed()
  }

  /* The person corrected a refused act: another body, so another key, in its old place; what waits for it waits for the new one. */
  async mend(key: string, fresh: string, body: unknown): Promise<boolean> {
    const acts = await this.store.all()
    const act = acts.find(one => one.key === key)
    if (act?.state !== 'refused') return false
    const { fault: _fault, ...rest } = act
    await this.store.put({ ...rest, key: fresh, body, state: 'kept', tries: 0 })
    for (const one of acts.filter(other => other.needs?.includes(key)))
      await this.store.put(JSON.parse(JSON.stringify(one).split(key).join(fresh)) as QueuedAct)
    await this.store.remove(key)
    this.changed()
    return true
  }

  async drop(key: string): Promise<void> {
    await this.store.remove(key)
    this.changed()
  }

  /* With what rests on it: the photos of a complaint that is not made. */
  async dropWhole(key: string): Promise<void> {
    for (const one of await this.store.all()) if (one.needs?.includes(key)) await this.store.remove(one.key)
    await this.drop(key)
  }

  private async run(): Promise<Outcome> {
    for (;;) {
      const acts = inOrder(await this.store.all())
      const stuck = new Set(acts.filter(act => act.state === 'refused' && act.about).map(act => act.about))
      const next = acts.find(act => act.state === 'kept' && this.mine(act) && !stuck.has(act.about) && !waitsForOthers(act, acts))
      if (!next) break
      const outcome = await this.sendOne(next, acts)
      if (outcome !== 'done') return outcome
    }
    await this.forgetOld()
    return 'done'
  }

  private mine(act: QueuedAct): boolean { return !act.who || act.who === this.who() }

  private async sendOne(act: QueuedAct, acts: readonly QueuedAct[]): Promise<Outcome> {
    const tried: QueuedAct = { ...act, tries: act.tries + 1 }
    if (act.needs?.some(key => !acts.some(one => one.key === key))) {
      await this.store.put({ ...act, state: 'refused', fault: GONE })
      this.changed()
      return 'done'
    }
    let reply: Reply
    try {
      reply = await this.send(act.needs ? { ...tried, path: filled(act.path, acts) as string, body: filled(act.body, acts) } : tried)
    } catch {
      await this.store.put(tried)
      return 'offline'
    }
    if (reply.status === 401) return 'signIn'
    if (comesBack(reply.status)) {
      await this.store.put(tried)
      return 'busy'
    }
    const { picture: _sent, ...rest } = tried
    await this.store.put(reply.status < 300 ? { ...rest, ...stateOf(reply.body), made: madeOf(reply.body), sentAt: Date.now() } : { ...tried, state: 'refused', fault: faultOf(reply) })
    this.changed()
    return 'done'
  }

  private async forgetOld(): Promise<void> {
    const acts = inOrder(await this.store.all())
    const needed = new Set(acts.filter(act => !sent(act)).flatMap(act => act.needs ?? []))
    const old = acts.filter(act => sent(act) && !needed.has(act.key))
    for (const act of old.slice(0, Math.max(0, old.length - KEPT_REPLIES))) await this.store.remove(act.key)
  }
}

/* Is one of those it needs still on this phone?  One that is gone altogether is found when its turn comes. */
export const waitsForOthers = (act: QueuedAct, acts: readonly QueuedAct[]): boolean =>
  act.needs?.some(key => acts.some(one => one.key === key && !sent(one))) ?? false
