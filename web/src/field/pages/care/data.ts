/* SPDX-License-Identifier: Apache-2.0 */
/* Needs and what is asked for recording one, kept on the phone. */
import { computed } from 'vue'
import { api, ask, type Schemas } from '@/shared/api/client'
import { sync } from '@/field/acts'
import { kept } from '@/field/kept'
import type { Thing } from '@/field/pages'
import { time } from '@/shared/format'

export type Care = Schemas['care_out']
const HOMES_MAX = 200
export const cares = kept('cares', async () => (await ask(api.GET('/api/v1/cares', { params: { query: { limit: 100 } } }))).items, { perms: ['CARE_READ'] })
export const errands = kept('errands', async () => (await ask(api.GET('/api/v1/cares', { params: { query: { mine: true, limit: 100 } } }))).items, { perms: ['CARE_READ'] })
/* Special households first: theirs are the needs. */
export const homes = kept('care-homes', async () => (await ask(api.GET('/api/v1/households', { params: { query: { limit: HOMES_MAX } } }))).items, { perms: ['CARE_EDIT'] })
export const choices = kept('care-choices', async () => {
  const first = (await ask(api.GET('/api/v1/households', { params: { query: { limit: 1 } } }))).items[0]
  return first ? ask(api.GET('/api/v1/care-choices', { params: { query: { place_id: first.building_id } } })) : undefined
}, { perms: ['CARE_EDIT'] })

export const isClosed = (c: Care): boolean => c.state === 'met' || c.state === 'refused'
/* What was done on this phone and has not come back yet counts already. */
export const isDoneHere = (care_id: string): boolean => sync.acts.value.some(one => one.about === care_id && one.verb === 'care_end' && one.state !== 'refused')
export const known = computed(() => new Map([...(cares.data.value ?? []), ...(errands.data.value ?? [])].map(c => [c.care_id, c])))
export const open = computed(() => (cares.data.value ?? []).filter(c => !isClosed(c) && !isDoneHere(c.care_id)))
export const mine = computed(() => (errands.data.value ?? []).filter(c => !isClosed(c) && !isDoneHere(c.care_id)))

/* For Today: errands, and urgent needs nobody is on. */
export function things(): readonly Thing[] {
  const urgent = open.value.filter(c => c.kind === 'urgent' && c.state === 'open').map(c => ({
    key: `care-${c.care_id}`, title: ['急需就医', 'Urgent medical need'] as const, note: [`${c.place} ${c.door ?? ''}`, `${c.place} ${c.door ?? ''}`] as const, at: Date.parse(c.raised_at), ...(c.next_at ? { until: Date.parse(c.next_at) } : {}), now: true, warn: true, path: `/care/${c.care_id}`,
  }))
  const fetch = mine.value.map(c => ({
    key: `errand-${c.care_id}`, title: (c.state === 'fetched' ? ['送到住户', 'Take it to the household'] : ['去取', 'Fetch']) as readonly [string, string], note: [`${c.shop ?? ''} ${c.place} ${c.door ?? ''} ${time(c.raised_at)}`, `${c.shop ?? ''} ${c.place} ${c.door ?? ''}`] as const, at: Date.parse(c.raised_at), now: true, path: `/care/${c.care_id}`,
  }))
  return [...urgent, ...fetch].map(one => ({ ...one, title: [...one.title] as [string, string], note: [...one.note] as [string, string] }))
}
