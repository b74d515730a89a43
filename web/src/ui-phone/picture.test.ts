/* SPDX-License-Identifier: Apache-2.0 */
import { describe, expect, it } from 'vitest'
import { fitted } from './picture'

describe('a photo made small', () => {
  it('keeps its shape, is at most so long, and never grows', () => {
    expect(fitted(4000, 3000, 1280)).toEqual({ width: 1280, height: 960 })
    expect(fitted(3000, 4000, 1280)).toEqual({ width: 960, height: 1280 })
    expect(fitted(640, 480, 1280)).toEqual({ width: 640, height: 480 })
    expect(fitted(10000, 2, 1280)).toEqual({ width: 1280, height: 1 })
  })
})
