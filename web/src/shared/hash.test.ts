/* SPDX-License-Identifier: Apache-2.0 */
import { describe, expect, it } from 'vitest'
import { match, readHash } from './hash'

describe('the address after #', () => {
  it('is a path and what is asked of it; nothing is Today', () => {
    expect(readHash('', '/today')).toEqual({ path: '/today', query: {} })
    expect(readHash('#/buildings/7?unit=2&x=', '/today')).toEqual({ path: '/buildings/7', query: { unit: '2', x: '' } })
  })
  it('gives a page the parts its path names', () => {
    expect(match('/buildings/:id/household/:who', '/buildings/7/household/9')).toEqual({ id: '7', who: '9' })
    expect(match('/buildings/:id', '/buildings')).toBeUndefined()
    expect(match('/buildings/:id', '/buildings/')).toBeUndefined()
    expect(match('/buildings', '/places')).toBeUndefined()
  })
})
