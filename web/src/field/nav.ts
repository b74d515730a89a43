/* SPDX-License-Identifier: Apache-2.0 */
/* Where one is, in the address after #: "#/buildings/7/household/9?act=…".  The phone's back button works, and a reload comes back here. */
import { ref } from 'vue'
import { readHash } from '@/shared/hash'

export { match } from '@/shared/hash'
export const HOME = '/today'

/* The sheet of settings lies over any page. */
export const settingsOpen = ref(false)

export const here = ref(readHash(location.hash, HOME))
window.addEventListener('hashchange', () => { here.value = readHash(location.hash, HOME); window.scrollTo(0, 0) })
export function go(path: string): void { location.hash = `#${path}` }
export function back(): void { if (history.length > 1) history.back(); else go(HOME) }
