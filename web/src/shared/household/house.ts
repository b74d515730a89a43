/* SPDX-License-Identifier: Apache-2.0 */
/* A building as it stands: units side by side, floors from the top down, doors from left to right; with who lives behind each.
 * Drawn from the building's grammar (units, doors, floors) and from the households themselves, so that a door of either is there. */

export interface Grammar { units?: string; doors?: string; floor_low?: number; floor_high?: number; shops?: number }
export interface Home { unit?: string; room: string; floor?: number }
export interface Door<H> { room: string; homes: H[] }
export interface Floor<H> { floor: number; doors: Door<H>[] }
/* rest: doors whose floor the room does not say (shops, houses of a village) */
export interface Unit<H> { unit: string; floors: Floor<H>[]; rest: Door<H>[]; homes: number }

const parts = (list: string | undefined): string[] => (list ?? '').split(',').filter(Boolean)

/* "01" on the fifth floor is 501, "东" is 5东. */
export const roomOf = (floor: number, door: string): string => `${floor}${door}`

const inOrder = (a: string, b: string): number => a.localeCompare(b, 'zh-CN', { numeric: true })

function put<H extends Home>(doors: Map<string, Door<H>>, room: string, home?: H): void {
  const door = doors.get(room) ?? { room, homes: [] }
  if (home) door.homes.push(home)
  doors.set(room, door)
}

function unitOf<H extends Home>(unit: string, grammar: Grammar, homes: readonly H[]): Unit<H> {
  const floors = new Map<number, Map<string, Door<H>>>()
  const rest = new Map<string, Door<H>>()
  const doorsOn = (floor: number): Map<string, Door<H>> => {
    const doors = floors.get(floor) ?? new Map<string, Door<H>>()
    floors.set(floor, doors)
    return doors
  }
  const high = grammar.floor_high ?? 0
  if (high > 0) for (let floor = Math.max(1, grammar.floor_low ?? 1); floor <= high; floor++) {
    if (floor > 200) break
    for (const door of parts(grammar.doors)) put(doorsOn(floor), roomOf(floor, door))
    doorsOn(floor)
  }
  for (const home of homes) {
    if (home.floor && !home.room.startsWith('底商')) put(doorsOn(home.floor), home.room.replace(/^0+(?=\d{3})/, ''), home)
    else put(rest, home.room, home)
  }
  return {
    unit, homes: homes.length, rest: [...rest.values()].sort((a, b) => inOrder(a.room, b.room)),
    floors: [...floors].sort(([a], [b]) => b - a).map(([floor, doors]) => ({ floor, doors: [...doors.values()].sort((a, b) => inOrder(a.room, b.room)) })),
  }
}

export function houseOf<H extends Home>(grammar: Grammar, homes: readonly H[]): Unit<H>[] {
  const units = new Set(parts(grammar.units))
  for (const home of homes) units.add(home.unit ?? '')
  if (units.size === 0) units.add('')
  return [...units].sort(inOrder).map(unit => unitOf(unit, grammar, homes.filter(home => (home.unit ?? '') === unit)))
}

/* How many doors the widest floor has: the columns of the picture. */
export const widthOf = <H>(unit: Unit<H>): number => Math.max(1, ...unit.floors.map(floor => floor.doors.length))
