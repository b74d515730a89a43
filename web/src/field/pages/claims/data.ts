/* SPDX-License-Identifier: Apache-2.0 */
/* Households that came in by the code at the gate and wait for a yes. */
import { computed } from 'vue'
import { act, keptActsOf } from '@/field/acts'
import { kept } from '@/field/kept'
import type { Thing } from '@/field/pages'
import { api, ask, type Schemas } from '@/shared/api/client'
import type { QueuedAct } from '@/shared/offline/queue'

export type Claim = Schemas['resident_claim_out']
export const PERMS = ['GRID_EDIT'] as const

export const claims = kept('claims', async () => (await ask(api.GET('/api/v1/resident-claims', { params: { query: { limit: 200 } } }))).items, { perms: PERMS })

/* Those not answered here yet. */
export const open = computed(() => {
  const answered = new Set(keptActsOf('claim').filter(one => one.state === 'kept').map(one => one.about))
  return (claims.data.value ?? []).filter(one => !answered.has(one.claim_id))
})
export const openCount = computed(() => open.value.length || undefined)

export const doorOf = (claim: Claim): string => [claim.building, claim.unit, claim.room].filter(Boolean).join('-')

export async function answer(claim: Claim, household_id: string | undefined, why: string): Promise<QueuedAct> {
  const done = await act({
    path: `/api/v1/resident-claims/${claim.claim_id}/answer`, body: { ...(household_id ? { household_id } : {}), ...(why ? { why } : {}) }, about: claim.claim_id, verb: 'claim', mend: '/claims',
    title: household_id ? [`认领 ${doorOf(claim)}`, `Confirmed ${doorOf(claim)}`] : [`不认 ${doorOf(claim)}`, `Refused ${doorOf(claim)}`],
  })
  if (done.state === 'confirmed') await claims.load()
  return done
}

export function things(): Thing[] {
  const n = open.value.length
  return n === 0 ? [] : [{ key: 'claims', title: [`${n} 户等认领`, `${n} ${n === 1 ? 'household waits' : 'households wait'}`], note: ['扫码进来，名册上对不上', 'came by the code, not on the roster'], at: Number.POSITIVE_INFINITY, now: true, act: ['去认领', 'See who'], path: '/claims' }]
}
