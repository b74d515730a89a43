/* SPDX-License-Identifier: Apache-2.0 */
import { onUnmounted, ref, type Ref } from 'vue'

/* Whether the window fits a media query, now and later. */
export function useMediaQuery(query: string): Readonly<Ref<boolean>> {
  const list = window.matchMedia(query)
  const fits = ref(list.matches)
  const listen = (): void => { fits.value = list.matches }
  list.addEventListener('change', listen)
  onUnmounted(() => list.removeEventListener('change', listen))
  return fits
}
