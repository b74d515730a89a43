/* SPDX-License-Identifier: Apache-2.0 */
/* Where one is, in the address after #: "#/buildings/7/household/9?act=…".  The phone's back button works, and a reload comes back here. */
import { ref } from 'vue'

export interface Where { path: string; query: Readonly<Record<string, string>> }
export const HOME = '/today'

export function readHash(hash: string): Where {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?')
  return { path: path.length > 1 ? path : HOME, query: Object.fromEntries(new URLSearchParams(query)) }
}

/* The sheet of settings lies over any page. */
export const settingsOpen = ref(false)

export const here = ref(readHash(location.hash))
window.addEventListener('hashchange', () => { here.value = readHash(location.hash); window.scrollTo(0, 0) })
export function go(path: string): void { location.hash = `#${path}` }
export function back(): void { if (history.length > 1) history.back(); else go(HOME) }

/* "/buildings/:id" on "/buildings/7" is { id: '7' }; undefined where they differ. */
export function match(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/')
  const got = path.split('/')
  if (wanted.length !== got.length) return undefined
  const params: Record<string, string> = {}
  for (const [at, part] of wanted.entries()) {
    const is = got[at] ?? ''
    if (part.startsWith(':') && is !== '') params[part.slice(1)] = decodeURIComponent(is)
    else if (part !== is) return undefined
  }
  return params
}
