/* SPDX-License-Identifier: Apache-2.0 */
/* What moving a stop would cost, asked while it is held: once the hand rests for a moment, at most one question at a time, answers kept
   until the trips change.  Reads only. */
import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { api, ask, asRefusal, type Refusal, type Schemas } from '@/shared/api/client'
import { money, signed } from '@/shared/format'

export type Look = Schemas['look_out']
export interface Wish { tripId: string; stopNo: number; to: string; seat: number }       /* seat 0: where it costs least */
export type Asker = (wish: Wish) => Promise<Look>

const RESTS_MS = 120
const keyOf = (wish: Wish): string => `${wish.tripId} ${wish.stopNo} ${wish.to} ${wish.seat}`
const askServer: Asker = wish => ask(api.GET('/api/v1/trips/{trip_id}/move', { params: { path: { trip_id: wish.tripId }, query: { stop_no: wish.stopNo, to_trip_id: wish.to, ...(wish.seat ? { seat: wish.seat } : {}) } } }))

export interface MoveLook {
  look: ShallowRef<Look | undefined>
  refusal: ShallowRef<Refusal | undefined>
  waiting: Ref<boolean>
  show: (wish: Wish | undefined) => void
  forget: () => void
}

export function useMoveLook(asker: Asker = askServer, rests = RESTS_MS): MoveLook {
  const look = shallowRef<Look>()
  const refusal = shallowRef<Refusal>()
  const waiting = ref(false)
  const known = new Map<string, Look | Refusal>()
  let wanted = ''
  let timer: ReturnType<typeof setTimeout> | undefined

  function tell(answer: Look | Refusal | undefined): void {
    refusal.value = answer instanceof Error ? answer : undefined
    look.value = answer instanceof Error ? undefined : answer
    waiting.value = false
  }
  async function fetch(wish: Wish): Promise<void> {
    const key = keyOf(wish)
    const answer = await asker(wish).catch(asRefusal)
    if (!(answer instanceof Error) || answer.kind !== 'OFFLINE') known.set(key, answer)
    if (wanted === key) tell(answer)                   /* else the hand is elsewhere by now */
  }
  function show(wish: Wish | undefined): void {
    const key = wish ? keyOf(wish) : ''
    if (key === wanted) return
    wanted = key
    clearTimeout(timer)
    const answer = known.get(key)
    if (!wish || answer) { tell(answer); return }
    tell(undefined)
    waiting.value = true
    timer = setTimeout(() => void fetch(wish), rests)
  }
  /* The trips have changed, or the hand let go: nothing that was said counts any more. */
  function forget(): void {
    known.clear()
    show(undefined)
  }
  onScopeDispose(() => clearTimeout(timer))
  return { look, refusal, waiting, show, forget }
}

export const moreKm = (metres: number): string => signed(Number((metres / 1000).toFixed(1)))
export const moreMoney = (yuan: string): string => (yuan.startsWith('-') || yuan === '0.00' ? '' : '+') + money(yuan)
