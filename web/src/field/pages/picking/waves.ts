/* SPDX-License-Identifier: Apache-2.0 */
/* Waves to pick: what the server told, what was put into parcels on this phone, and what a scan means. */
import { computed, reactive, watch } from 'vue'
import { api, ask } from '@/shared/api/client'
import { keepAnswer, keptAnswer } from '@/shared/offline/db'
import { act, keptActs } from '@/field/acts'
import { APP, kept, keptEach } from '@/field/kept'
import type { Thing } from '@/field/pages'
import type { Basket, Parcel, WaveOne } from './parcels'

export const waves = kept('waves', async () => {
  const page = await ask(api.GET('/api/v1/picks', { params: { query: { open_only: true, limit: 50 } } }))
  void wave.ahead(page.items.slice(0, 5).map(one => one.wave_id))       /* so that a wave is there when the network is gone */
  return page
}, { perms: ['ORDER_FILL'] })
export const wave = keptEach('wave', id => ask(api.GET('/api/v1/picks/{wave_id}', { params: { path: { wave_id: id } } })))

const open = computed(() => waves.data.value?.items ?? [])
export const leftToPack = computed(() => open.value.reduce((n, one) => n + one.n_orders - one.n_packed, 0) || undefined)
export const things = (): Thing[] => open.value.filter(one => one.n_packed < one.n_orders).map(one => ({
  key: one.wave_id, title: [`配货 ${one.name}`, `Pick ${one.name}`], at: Date.parse(one.created_ms), now: true, path: `/picking/${one.wave_id}`, done: one.n_packed, of: one.n_orders, unit: ['份', 'parcels'], act: ['开始配货', 'Start picking'],
}))

/* What this phone has put into parcels that are not full yet: order, line, how many.  Kept, so that a call in between loses nothing. */
const baskets = new Map<string, Basket>()
export function basketOf(id: string): Basket {
  let basket = baskets.get(id)
  if (!basket) {
    const made: Basket = reactive({ of: {}, ready: Promise.resolve() })
    made.ready = keptAnswer<Record<string, number>>(APP, `basket/${id}`).then(old => { Object.assign(made.of, old?.data ?? {}) })
    watch(() => ({ ...made.of }), now => void keepAnswer(APP, `basket/${id}`, now))
    baskets.set(id, basket = made)
  }
  return basket
}

/* Packed by the server's word, or here and not yet told. */
export const isPacked = (parcel: Parcel): boolean => !!parcel.packed || keptActs(parcel.doc_id, 'wave_pack').length > 0
export const nextToPack = (one: WaveOne, after: number): number => {
  const from = one.orders.findIndex((parcel, n) => n > after && !isPacked(parcel) && !parcel.dropped)
  return from >= 0 ? from : one.orders.findIndex(parcel => !isPacked(parcel) && !parcel.dropped)
}

/* The parcel is done: kept on this phone, told as soon as there is a network. */
export const pack = (id: string, parcel: Parcel): Promise<unknown> => act({
  path: `/api/v1/picks/${id}/pack`, body: { doc_id: parcel.doc_id }, title: [`装好 ${parcel.door}`, `Packed ${parcel.door}`], verb: 'wave_pack', about: parcel.doc_id, mend: `/picking/${id}`,
})
