/* SPDX-License-Identifier: Apache-2.0 */
/* A list that the server pages: the first page live, further pages added behind it. */
import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'
import { asRefusal, type Refusal } from '@/shared/api/client'
import { useLive, type Live, type LiveWays } from '@/shared/live'

interface Page<R> { items: R[]; next?: string | undefined }
export interface Paged<R> { first: Live<Page<R>>; rows: ComputedRef<R[]>; next: Ref<string | undefined>; more: () => Promise<void>; busy: Ref<boolean>; moreRefusal: Ref<Refusal | undefined> }

export function usePages<R>(load: (after: string | undefined) => Promise<Page<R>>, ways: LiveWays): Paged<R> {
  const first = useLive(() => load(undefined), ways)
  const added = ref<R[]>([]) as Ref<R[]>
  const next = ref<string>()
  const busy = ref(false)
  const moreRefusal = ref<Refusal>()
  watch(first.data, page => { added.value = []; next.value = page?.next; moreRefusal.value = undefined })
  async function more(): Promise<void> {
    if (!next.value || busy.value) return
    busy.value = true
    const of = first.data.value
    try {
      const page = await load(next.value)
      if (of !== first.data.value) return
      added.value = [...added.value, ...page.items]
      next.value = page.next
    } catch (cause) {
      moreRefusal.value = asRefusal(cause)
    } finally {
      busy.value = false
    }
  }
  return { first, rows: computed(() => [...(first.data.value?.items ?? []), ...added.value]), next, more, busy, moreRefusal }
}
