/* SPDX-License-Identifier: Apache-2.0 */
/* A list that the server pages: the first page live, further pages added behind it.  What is refused on the way to a further page is said at once. */
import { ElMessage } from 'element-plus'
import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'
import { asRefusal } from '@/shared/api/client'
import { useLive, type Live, type LiveWays } from '@/shared/live'

interface Page<R, C> { items: R[]; next?: C | undefined }
export interface Paged<R, C = string> { first: Live<Page<R, C>>; rows: ComputedRef<R[]>; next: Ref<C | undefined>; more: () => Promise<void>; busy: Ref<boolean> }

/* `next`: where the following page begins, a cursor or a count, as the operation tells it. */
export function usePages<R, C = string>(load: (after: C | undefined) => Promise<Page<R, C>>, ways: LiveWays): Paged<R, C> {
  const first = useLive(() => load(undefined), ways)
  const added = ref<R[]>([]) as Ref<R[]>
  const next = ref<C>() as Ref<C | undefined>
  const busy = ref(false)
  watch(first.data, page => { added.value = []; next.value = page?.next })
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
      ElMessage({ type: 'error', message: asRefusal(cause).sentence })
    } finally {
      busy.value = false
    }
  }
  return { first, rows: computed(() => [...(first.data.value?.items ?? []), ...added.value]), next, more, busy }
}
