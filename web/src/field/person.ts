/* SPDX-License-Identifier: Apache-2.0 */
/* Who holds this phone: the person, and what leaves with them. */
import { asRefusal } from '@/shared/api/client'
import { lapsed, restore, session, signOut as leave, type Session } from '@/shared/auth/session'
import { forgetAll, keepAnswer, keptAnswer } from '@/shared/offline/db'
import { sync } from './acts'
import { APP, forgetKept, loadKept, readKept } from './kept'
import { fetchAhead } from './pages'

/* Who is signed in: asked of the server, or remembered while it cannot be reached. */
export async function open(): Promise<void> {
  await readKept()
  try {
    if (!await restore()) return
    const owner = await ownerHere()
    if (owner && owner.account_id !== session.value?.account_id) await changeOfHands()
    await keepAnswer(APP, 'session', session.value)
  } catch (cause) {
    const refused = asRefusal(cause)
    if (refused.kind !== 'OFFLINE' && refused.status < 500) throw refused
    session.value = await ownerHere() ?? null
  }
}

/* Somebody else signed in on another page of this browser: what was kept for the former person must not show, what they did must stay. */
async function changeOfHands(): Promise<void> {
  const acts = sync.unsent.value.length
  if (acts === 0) await clearPhone()
  else forgetKept()
}

export async function entered(): Promise<void> {
  await keepAnswer(APP, 'session', session.value)
  lapsed.value = false
  await sync.look()
  await loadKept()
  void sync.flush()
  void fetchAhead()
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
  forgetKept()
  await sync.look()
}
