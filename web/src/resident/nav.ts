/* SPDX-License-Identifier: Apache-2.0 */
import { ref } from 'vue'
import { readHash } from '@/shared/hash'

const read = (): ReturnType<typeof readHash> => readHash(location.hash, '/')
export const here = ref(read())
window.addEventListener('hashchange', () => { here.value = read(); window.scrollTo(0, 0) })
export function go(path: string): void { location.hash = `#${path}` }
export function back(): void { if (history.length > 1) history.back(); else go('/order') }
