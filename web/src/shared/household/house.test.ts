/* SPDX-License-Identifier: Apache-2.0 */
import { describe, expect, it } from 'vitest'
import { houseOf, widthOf } from './house'

const home = (unit: string, room: string, floor: number): { unit: string; room: string; floor: number } => ({ unit, room, floor })

describe('a building as it stands', () => {
  it('has every door of its grammar, from the top floor down', () => {
    const units = houseOf({ units: '1,2', doors: '01,02', floor_low: 1, floor_high: 3 }, [home('2', '301', 3)])
    expect(units.map(unit => unit.unit)).toEqual(['1', '2'])
    expect(units[1]?.floors.map(floor => floor.floor)).toEqual([3, 2, 1])
    expect(units[1]?.floors[0]?.doors.map(door => [door.room, door.homes.length])).toEqual([['301', 1], ['302', 0]])
    expect(units[0]?.homes).toBe(0)
  })

  it('shows doors the grammar does not know', () => {
    const [unit] = houseOf({}, [home('', '1205', 12), home('', '1203', 12), home('', '5东', 5)])
    expect(unit?.floors.map(floor => [floor.floor, floor.doors.map(door => door.room)])).toEqual([[12, ['1203', '1205']], [5, ['5东']]])
    expect(widthOf(unit!)).toBe(2)
  })

  it('keeps shops and village houses apart from the floors', () => {
    const [unit] = houseOf({ floor_high: 0 }, [home('', '底商2', 1), home('', '12', 0), home('', '2', 0)])
    expect(unit?.floors).toEqual([])
    expect(unit?.rest.map(door => door.room)).toEqual(['2', '12', '底商2'])
  })

  it('puts two households of one door behind that door, and 0301 behind 301', () => {
    const [unit] = houseOf({ doors: '01', floor_low: 1, floor_high: 3 }, [home('', '301', 3), home('', '0301', 3)])
    expect(unit?.floors[0]?.doors).toHaveLength(1)
    expect(unit?.floors[0]?.doors[0]?.homes).toHaveLength(2)
  })
})
