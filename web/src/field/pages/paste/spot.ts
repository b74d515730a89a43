/* SPDX-License-Identifier: Apache-2.0 */
/* Which grid and which offer one works on; remembered on this phone. */
import { computed, ref, watchEffect } from 'vue'
import { spots } from './data'

const KEPT = 'baogong.paste'
const [place, deal] = (localStorage.getItem(KEPT) ?? '|').split('|')
export const spotId = ref(place ?? '')
export const offerId = ref(deal ?? '')
export const bareLine = ref(0)

export const spot = computed(() => (spots.data.value ?? []).find(one => one.place_id === spotId.value))
export const offer = computed(() => spot.value?.offers.find(one => one.offer_id === offerId.value))

watchEffect(() => {
  const all = spots.data.value ?? []
  if (all.length && !spot.value) spotId.value = all[0]?.place_id ?? ''
  if (spot.value && !offer.value) offerId.value = spot.value.offers[0]?.offer_id ?? ''
  if (offer.value && !offer.value.lines.some(line => line.line_no === bareLine.value)) bareLine.value = offer.value.lines.length === 1 ? offer.value.lines[0]?.line_no ?? 0 : 0
  localStorage.setItem(KEPT, `${spotId.value}|${offerId.value}`)
})
