/* SPDX-License-Identifier: Apache-2.0 */
import { beforeEach, describe, expect, it } from 'vitest'
import { linkOf, recentOf, remember, type Hit } from './search'

const hit = (over: Partial<Hit>): Hit => ({ kind: 'document', id: '7', title: 'DB-330114-20261122-0007', rank: 0, ...over })
const known = [{ path: '/dispatch', perms: [] }, { path: '/requests/:id', perms: [] }, { path: '/organisation', perms: [] }, { path: '/stock', perms: ['STOCK_READ'] }]

describe('what was found', () => {
  it('opens on the page that shows such a thing', () => {
    expect(linkOf(hit({ type: 'dispatch' }), known, () => true)).toEqual({ path: '/dispatch', query: { doc: '7' } })
    expect(linkOf(hit({ type: 'request' }), known, () => true)).toBe('/requests/7')
    expect(linkOf(hit({ type: 'receipt_donor' }), known, () => true)).toEqual({ path: '/stock', query: { doc: '7', docKind: 'receipt_donor' } })
    expect(linkOf(hit({ kind: 'place', type: 'warehouse' }), known, () => true)).toEqual({ path: '/stock', query: { place: '7' } })
  })

  it('takes another page where the first may not be seen, or none', () => {
    expect(linkOf(hit({ kind: 'place', type: 'warehouse' }), known, p => p.path !== '/stock')).toEqual({ path: '/organisation', query: { place: '7' } })
    expect(linkOf(hit({ kind: 'item', type: '' }), known, p => p.path !== '/stock')).toBeUndefined()
  })
})

describe('what was opened lately', () => {
  beforeEach(() => localStorage.clear())

  it('is kept for this account, newest first, once, at most six', () => {
    for (let i = 1; i <= 8; i++) remember('a', hit({ id: String(i) }))
    remember('a', hit({ id: '5' }))
    expect(recentOf('a').map(h => h.id)).toEqual(['5', '8', '7', '6', '4', '3'])
    expect(recentOf('b')).toEqual([])
    localStorage.setItem('baogong.recent.a', '{nonsense')
    expect(recentOf('a')).toEqual([])
  })
})
