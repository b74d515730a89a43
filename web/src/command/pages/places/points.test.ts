/* SPDX-License-Identifier: Apache-2.0 */
import { describe, expect, it } from 'vitest'
import { farFrom, fromLonLat, lonLat, pointOf, typed, withPoint, type Place } from './points'

const place: Place = { place_id: '9', version: 3, code: 'U1', name: '卫生站', kind: 'unit', parent_id: '1', path: '/1/9/', unit_kind: 'clinic', has_point: false, population: 12, contact: '值班室' }

describe('points', () => {
  it('typed coordinates are taken as they stand, or not at all', () => {
    expect(typed('120.35', '30.3')).toEqual({ lon_e7: 1203500000, lat_e7: 303000000 })
    for (const [lon, lat] of [['', '30'], ['190', '30'], ['120', '91'], ['120,3', '30'], ['abc', 'def'], ['120.35', '']]) expect(typed(lon ?? '', lat ?? '')).toBeUndefined()
  })

  it('there and back is the same point', () => {
    const point = { lon_e7: 1203456789, lat_e7: 302987654 }
    expect(fromLonLat(lonLat(point))).toEqual(point)
    expect(pointOf({ ...place, has_point: true, lon_e7: 5, lat_e7: 6 })).toEqual({ lon_e7: 5, lat_e7: 6 })
    expect(pointOf(place)).toBeUndefined()
  })

  it('changing the point changes nothing else, and says which version was seen', () => {
    expect(withPoint(place, { lon_e7: 5, lat_e7: 6 })).toEqual({
      name: '卫生站', unit_kind: 'clinic', population: 12, storage: undefined, contact: '值班室', valid_from: undefined, valid_to: undefined, successor_id: undefined, version: 3, has_point: true, lon_e7: 5, lat_e7: 6,
    })
    expect(withPoint(place, undefined)).not.toHaveProperty('lon_e7')
  })

  it('swapped coordinates are far from everything', () => {
    const others = [{ lon_e7: 1203500000, lat_e7: 303000000 }, { lon_e7: 1204500000, lat_e7: 302500000 }, { lon_e7: 1205500000, lat_e7: 302800000 }]
    expect(farFrom({ lon_e7: 1204000000, lat_e7: 302900000 }, others)).toBeLessThan(20)
    expect(farFrom({ lon_e7: 302900000, lat_e7: 800000000 }, others)).toBeGreaterThan(1000)
    expect(farFrom({ lon_e7: 0, lat_e7: 0 }, [])).toBe(0)
  })
})
