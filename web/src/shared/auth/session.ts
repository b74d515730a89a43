/* SPDX-License-Identifier: Apache-2.0 */
/* Who is signed in, and what they may do where.  The server decides every call anyway; this only keeps pages from offering what
 * would be refused. */
import { computed, ref } from 'vue'
import { api, ask, onSessionEnded, Refusal, type Schemas } from '@/shared/api/client'

export type Session = Schemas['session_state']
export type Perm = string

export const session = ref<Session | null>(null)
/* true: the session ended while a page was open; the sign-in form lies over it and nothing typed is lost */
export const lapsed = ref(false)

onSessionEnded(() => { if (session.value) lapsed.value = true })

export const signedIn = computed(() => session.value !== null && !session.value.must_change)

/* true when the cookie still holds. */
export async function restore(): Promise<boolean> {
  try {
    session.value = await ask(api.GET('/api/v1/session'))
    return true
  } catch (cause) {
    if (cause instanceof Refusal && cause.kind === 'NOT_SIGNED_IN') return false
    throw cause
  }
}

export async function signIn(login: string, password: string): Promise<Session> {
  const made = await ask(api.POST('/api/v1/session', { body: { login, password } }))
  const other = session.value !== null && session.value.account_id !== made.account_id
  session.value = made
  lapsed.value = false
  if (other) location.reload()          // another person: nothing of the former one's page may stay
  return made
}

export async function changePassword(old_password: string, new_password: string): Promise<void> {
  await ask(api.PUT('/api/v1/session/password', { body: { old_password, new_password } }))
}

export async function signOut(): Promise<void> {
  try {
    await ask(api.DELETE('/api/v1/session'))
  } catch (cause) {
    if (!(cause instanceof Refusal && cause.kind === 'NOT_SIGNED_IN')) throw cause
  }
  session.value = null
  lapsed.value = false
}

/* May this person do it at `path` ("/330114/…/"), or anywhere when no path is given? */
export function may(perm: Perm, path?: string): boolean {
  const rights = session.value?.rights ?? []
  return rights.some(r => r.perm === perm && (path === undefined || path.startsWith(r.scope)))
}

export const mayAny = (perms: readonly Perm[]): boolean => perms.some(perm => may(perm))
