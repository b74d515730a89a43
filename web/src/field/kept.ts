/* SPDX-License-Identifier: Apache-2.0 */
/* What the server told, kept on this phone: shown at once, with its age, with and without a network.
 *
 *     export const buildings = kept('buildings', () => ask(api.GET('/api/v1/…')), { perms: ['HOUSEHOLD_READ'] })
 *     buildings.data.value, buildings.at.value (ms), buildings.load()
 *     export const household = keptEach('household', id => ask(api.GET('/api/v1/households/{id}', …)))
 *     household('7').data.value;  household.ahead(ids) keeps many for later
 *
 * What `kept` names is loaded after signing in, when the app is looked at and when the network comes back; `keptEach` when asked.
 * It belongs to the person who is signed in and goes when they sign out. */
import { mayAny, session, type Perm } from '@/shared/auth/session'
import { keptOne as one, type Kept } from '@/shared/offline/kept'

export type { Kept } from '@/shared/offline/kept'
export const APP = 'field'
const AT_ONCE = 4
const EACH_MAX = 300
const keptOne = <T>(name: string, ask: () => Promise<T>): Kept<T> => one(APP, name, ask)

interface Entry { one: Kept<unknown>; perms: readonly Perm[] }
const entries: Entry[] = []
const eaches: Map<string, Kept<unknown>>[] = []

/* perms: asked only when the person has one of them. */
export function kept<T>(name: string, ask: () => Promise<T>, ways: { perms?: readonly Perm[] } = {}): Kept<T> {
  const one = keptOne(name, ask)
  entries.push({ one: one as Kept<unknown>, perms: ways.perms ?? [] })
  return one
}

export interface KeptEach<T> { (id: string): Kept<T>; ahead: (ids: readonly string[]) => Promise<void> }

export function keptEach<T>(name: string, ask: (id: string) => Promise<T>): KeptEach<T> {
  const all = new Map<string, Kept<T>>()
  eaches.push(all as Map<string, Kept<unknown>>)
  const each = (id: string): Kept<T> => {
    let one = all.get(id)
    if (!one) {
      one = keptOne(`${name}/${id}`, () => ask(id))
      all.set(id, one)
    }
    return one
  }
  const ahead = (ids: readonly string[]): Promise<void> => fewAtOnce(ids.slice(0, EACH_MAX).map(id => () => each(id).load()))
  return Object.assign(each, { ahead })
}

async function fewAtOnce(jobs: readonly (() => Promise<void>)[]): Promise<void> {
  for (let at = 0; at < jobs.length; at += AT_ONCE) await Promise.all(jobs.slice(at, at + AT_ONCE).map(job => job()))
}

export async function readKept(): Promise<void> { await Promise.all(entries.map(entry => entry.one.ready)) }

export async function loadKept(): Promise<void> {
  if (!session.value || session.value.must_change) return
  await fewAtOnce(entries.filter(entry => entry.perms.length === 0 || mayAny(entry.perms)).map(entry => () => entry.one.load()))
}

export function forgetKept(): void {
  for (const entry of entries) entry.one.forget()
  for (const all of eaches) {
    for (const one of all.values()) one.forget()
    all.clear()
  }
}
