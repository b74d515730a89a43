/* SPDX-License-Identifier: Apache-2.0 */
/* Goods classes as the plans in force call them, loaded once. */
import { shallowRef } from 'vue'
import { api, ask } from '@/shared/api/client'
import { pick } from '@/shared/i18n'

export interface Category { id: string; zh: string; en: string }
const known = shallowRef<readonly Category[]>()

export async function loadCategories(): Promise<void> {
  if (known.value) return
  try {
    known.value = (await ask(api.GET('/api/v1/stock/categories'))).items
  } catch {
    known.value = undefined              // names are a convenience; the codes still work
  }
}
export const categories = known
export function categoryName(id: string): string {
  const found = known.value?.find(c => c.id === id)
  return found ? pick([found.zh, found.en]) : id
}
