/* SPDX-License-Identifier: Apache-2.0 */
/* A page's data: loaded, reloaded when something happened that concerns it, with its age for the top bar.
 *
 *     const { data, refusal, loading, reload, waitingNews } = useLive(() => ask(api.GET(...)), { on: e => e.op.startsWith('request_') })
 *
 * `hold` true (a row is being worked on): events are counted in `waitingNews` instead of moving rows; "3 条新的" then calls reload.
 * After a failed reload the old data stay, with `refusal` set: the page shows them as stale. */
import { onMounted, onUnmounted, ref, shallowRef, watch, type Ref, type ShallowRef, type WatchSource } from 'vue'
import { asRefusal, type Refusal } from '@/shared/api/client'
import { onHappened, type Happened } from '@/shared/sse'

const SETTLE_MS = 400

/* When the data that stand on the page were loaded, ms; 0: none yet.  The top bar shows their age. */
export const dataAt = ref(0)

export interface Live<T> {
  data: ShallowRef<T | undefined>
  refusal: ShallowRef<Refusal | undefined>
  loading: Ref<boolean>
  at: Ref<number>
  waitingNews: Ref<number>
  reload: () => Promise<void>
}

export interface LiveWays {
  on?: (what: Happened) => boolean      /* which events concern this page; absent: none */
  hold?: () => boolean                  /* do not move anything now */
  again?: WatchSource | WatchSource[]   /* load anew when these change (the filter) */
}

export function useLive<T>(load: () => Promise<T>, ways: LiveWays = {}): Live<T> {
  const data = shallowRef<T>()
  const refusal = shallowRef<Refusal>()
  const loading = ref(true)
  const at = ref(0)
  const waitingNews = ref(0)
  let turn = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function reload(): Promise<void> {
    const mine = ++turn
    loading.value = true
    try {
      const got = await load()
      if (mine !== turn) return                          // a newer question is under way
      data.value = got
      refusal.value = undefined
      waitingNews.value = 0
      at.value = Date.now()
      dataAt.value = at.value
    } catch (cause) {
      if (mine === turn) refusal.value = asRefusal(cause)
    } finally {
      if (mine === turn) loading.value = false
    }
  }

  function heard(what: Happened | 'reset'): void {
    if (what !== 'reset' && !ways.on?.(what)) return
    if (ways.hold?.()) {
      waitingNews.value++
      return
    }
    clearTimeout(timer)
    timer = setTimeout(() => void reload(), SETTLE_MS)
  }

  let stop = (): void => {}
  onMounted(() => {
    void reload()
    stop = onHappened(heard)
  })
  onUnmounted(() => {
    turn++
    clearTimeout(timer)
    stop()
  })
  if (ways.again) watch(ways.again, () => void reload())
  return { data, refusal, loading, at, waitingNews, reload }
}
