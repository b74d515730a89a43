/* SPDX-License-Identifier: Apache-2.0 */
/* A list that the server pages.  Further pages are added behind the first, and stay when the list is loaded anew because something happened;
 * another filter begins at the first page again.  What is refused on the way to a further page is said at once. */
import { ElMessage } from 'element-plus'
import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'
import { asRefusal } from '@/shared/api/client'
import { useLive, type Live, type LiveWays } from '@/shared/live'

/* So many pages are loaded anew by themselves; when more are open, news are counted and wait to be asked for. */
const PAGES_ANEW = 4

interface Page<R, C> { items: R[]; next?: C | undefined }
export interface Paged<R, C = string, P extends Page<R, C> = Page<R, C>> {
  first: Live<P>                      /* its data: the first page's fields, with the rows of all pages shown */
  rows: ComputedRef<R[]>
  next: ComputedRef<C | undefined>
  more: () => Promise<void>
  busy: Ref<boolean>
}

/* The page with the rows of the one that follows it behind its own. */
function joined<R, C, P extends Page<R, C>>(page: P, further: Page<R, C>): P {
  return Object.assign({}, page, { items: [...page.items, ...further.items], next: further.next })
}

/* `next`: where the following page begins, a cursor or a count, as the operation tells it. */
export function usePages<R, C = string, P extends Page<R, C> = Page<R, C>>(load: (after: C | undefined) => Promise<P>, ways: LiveWays): Paged<R, C, P> {
  const busy = ref(false)
  let shown = 1
  if (ways.again) watch(ways.again, () => { shown = 1 })
  const first = useLive(async () => {
    let all = await load(undefined)
    for (let k = 1; k < shown && all.next; k++) all = joined(all, await load(all.next))
    return all
  }, { ...ways, hold: () => shown > PAGES_ANEW || (ways.hold?.() ?? false) })
  async function more(): Promise<void> {
    const of = first.data.value
    if (!of?.next || busy.value) return
    busy.value = true
    try {
      const page = await load(of.next)
      if (of !== first.data.value) return
      first.data.value = joined(of, page)
      shown++
    } catch (cause) {
      ElMessage({ type: 'error', message: asRefusal(cause).sentence })
    } finally {
      busy.value = false
    }
  }
  return { first, rows: computed(() => first.data.value?.items ?? []), next: computed(() => first.data.value?.next), more, busy }
}
