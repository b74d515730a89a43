/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses after #, for the phone apps: "#/buildings/7?unit=2". */
export interface Where { path: string; query: Readonly<Record<string, string>> }

export function readHash(hash: string, home: string): Where {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?')
  return { path: path.length > 1 ? path : home, query: Object.fromEntries(new URLSearchParams(query)) }
}

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
