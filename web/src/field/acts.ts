/* SPDX-License-Identifier: Apache-2.0 */
/* What a person does: kept on this phone first, then sent as soon as the server can be reached (shared/offline/queue.ts).
 *
 *     const done = await act({ path: '/api/v1/households', body, title: ['登记 3-2-501', 'Registered 3-2-501'], verb: 'household' })
 *     done.state is 'kept', 'submitted', 'confirmed' or 'refused' (done.fault says why)
 *
 * `about`: the record it concerns; acts on one record are sent in order and a refused one holds the later ones back.
 * `needs`: keys of acts that must have been confirmed first.  What such an act makes can be named before it is known:
 *     body: { household_id: madeBy(done.key, 'household_id') }, needs: [done.key]
 * `mend`: the address of the page where a refused act can be corrected; it gets ?act=KEY and calls `mendAct(key, body)`. */
import { newAct } from '@/shared/api/client'
import { session } from '@/shared/auth/session'
import type { Pair } from '@/shared/i18n'
import { startSync } from '@/shared/offline/sync'
import type { Method, QueuedAct } from '@/shared/offline/queue'
import { APP, loadKept } from './kept'

export { madeBy } from '@/shared/offline/queue'
export interface Doing { method?: Method; path: string; body: unknown; title: Pair; verb: string; about?: string; needs?: readonly string[]; mend?: string; picture?: string }

export const sync = startSync(APP, () => void loadKept(), () => session.value?.account_id ?? '')

/* Its time is told when it may arrive late; for ops that take `happened`. */
export const happenedIfOffline = (): { happened?: string } => (sync.online.value ? {} : { happened: new Date().toISOString() })

export async function act(doing: Doing): Promise<QueuedAct> {
  const added = await sync.queue.add({
    key: newAct()['Idempotency-Key'], method: doing.method ?? 'POST', path: doing.path, body: doing.body, title: doing.title, about: doing.about ?? '', verb: doing.verb,
    at: Date.now(), who: session.value?.account_id ?? '', ...(doing.needs?.length ? { needs: [...doing.needs] } : {}), ...(doing.mend ? { mend: doing.mend } : {}), ...(doing.picture ? { picture: doing.picture } : {}),
  })
  await sync.flush()
  return actOf(added.key) ?? added
}

export const actOf = (key: string): QueuedAct | undefined => sync.acts.value.find(one => one.key === key)

/* A refused act, corrected by its person: sent anew in its old place. */
export async function mendAct(key: string, body: unknown): Promise<QueuedAct | undefined> {
  const fresh = newAct()['Idempotency-Key']
  if (!await sync.queue.mend(key, fresh, body)) return undefined
  await sync.flush()
  return actOf(fresh)
}

/* What was done here and is not yet with the server, of one record or of one kind of act: pages show it beside what the server told. */
export const keptActs = (about: string, verb?: string): QueuedAct[] =>
  sync.acts.value.filter(one => one.about === about && (verb === undefined || one.verb === verb) && (one.state === 'kept' || one.state === 'refused')).sort((a, b) => a.order - b.order)
export const keptActsOf = (verb: string): QueuedAct[] => sync.acts.value.filter(one => one.verb === verb && (one.state === 'kept' || one.state === 'refused')).sort((a, b) => a.order - b.order)
