/* SPDX-License-Identifier: Apache-2.0 */
/* The public figures: asked of the server, kept on the phone, shown with their age while it cannot be reached. */
import { ref, shallowRef } from 'vue'
import type { Schemas } from '@/shared/api/client'
import { keepAnswer, keptAnswer } from '@/shared/offline/db'

export type Supply = Schemas['public_supply']
export type GoodsClass = Schemas['public_class']
const APP = 'resident'
const ORDER = { short: 0, met: 1, no_target: 2, unknown: 3 } as const

export const supply = shallowRef<Supply>()
export const reached = ref(true)
export const loading = ref(false)

export async function load(): Promise<void> {
  if (loading.value) return
  loading.value = true
  try {
    const response = await fetch('/api/v1/public/supply', { cache: 'no-cache' })
    if (!response.ok) throw new Error(String(response.status))
    supply.value = await response.json() as Supply
    reached.value = true
    await keepAnswer(APP, 'supply', supply.value)
  } catch {
    reached.value = false
    if (!supply.value) supply.value = (await keptAnswer<Supply>(APP, 'supply'))?.data
  } finally {
    loading.value = false
  }
}

/* Worst first: what is tight, fewest days first; then what is enough. */
export function worstFirst(classes: readonly GoodsClass[]): GoodsClass[] {
  const days = (one: GoodsClass): number => (one.cover_days < 0 ? Number.MAX_SAFE_INTEGER : one.cover_days)
  return [...classes].sort((a, b) => ORDER[a.state] - ORDER[b.state] || days(a) - days(b))
}

/* A number as people type it: small letters, blanks and dashes of any kind. */
export function giftsOf(all: Supply['gifts'], typed: string): Supply['gifts'] {
  const plain = (text: string): string => text.toUpperCase().replace(/[^0-9A-Z]/g, '')
  const wanted = plain(typed)
  return wanted ? all.filter(gift => plain(gift.number ?? '') === wanted) : []
}
