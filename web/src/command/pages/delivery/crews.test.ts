/* SPDX-License-Identifier: Apache-2.0 */
import { expect, it } from 'vitest'
import { crewsFor } from './crews'

const vehicles = [{ vehicle_id: 'v1', place_id: 'market' }, { vehicle_id: 'v2', place_id: 'market' }, { vehicle_id: 'v3', place_id: 'grocer' }]
const drivers = [{ driver_id: 'd3', place_id: 'grocer' }, { driver_id: 'd1', place_id: 'market' }, { driver_id: 'd2', place_id: 'market' }]

it('vehicles go with drivers of their own shop, each once', () => {
  expect([...crewsFor({ vehicles, drivers })]).toEqual([['v1', 'd1'], ['v2', 'd2'], ['v3', 'd3']])
  expect([...crewsFor({ vehicles, drivers }, 'grocer')]).toEqual([['v3', 'd3']])
  expect([...crewsFor({ vehicles, drivers: drivers.slice(1) }, 'grocer')]).toEqual([])
})

it('planned anew, who drives already keeps the vehicle, and nobody is named twice', () => {
  expect([...crewsFor({ vehicles, drivers }, 'market', new Map([['v1', 'd2']]))]).toEqual([['v1', 'd2'], ['v2', 'd1']])
  expect([...crewsFor({ vehicles, drivers: drivers.slice(1, 2) }, 'market', new Map([['v1', 'd1']]))]).toEqual([['v1', 'd1']])
})
