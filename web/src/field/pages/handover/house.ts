/* SPDX-License-Identifier: Apache-2.0 */
/* A house as it stands: units, floors, doors; what the server told and what was done here since then, laid over each other. */
import type { Schemas } from '@/shared/api/client'
import type { QueuedAct } from '@/shared/offline/queue'

export type House = Schemas['house_out']
export type Door = Schemas['house_door']
export type Parcel = Schemas['house_parcel']
export type Kind = Schemas['act_in']['kind']

/* What a tile says.  none: nothing ordered; away: not on the house's list of goods yet (shop, vehicle, another's hands). */
export type TileState = 'none' | 'todo' | 'visit' | 'done' | 'just' | 'nobody' | 'trouble' | 'conflict' | 'coming'
export interface Tile { door: Door; state: TileState; portions: number; kept: boolean; why?: readonly [string, string] }
export interface Floor { floor: number; tiles: Tile[] }
export interface Unit { unit: string; done: number; of: number; floors: Floor[] }
export interface Progress { done: number; of: number }

/* The last thing done here with an order that the server's list does not know yet. */
export interface Local { kind: Kind; key: string; actId: string; at: number; kept: boolean; refused: boolean }
export interface ActBody { acts: readonly { act_id: string; order_id: string; kind: Kind; undoes?: string; lines?: readonly { line_no: number; qty: number }[] }[] }

const LOOKED_AFTER = new Set(['alone', 'disabled', 'no_phone', 'elderly'])
const TROUBLE_NOT_HOME = 1
const FINISHED = new Set(['done', 'owing', 'void'])

/* Packages where the order has some, else one for the whole order. */
export function portions(parcel: Parcel): number {
  const packages = parcel.lines.filter(line => line.unit === '份').reduce((n, line) => n + line.qty, 0)
  return packages || 1
}

/* The last act of each order, of those the list of `listAt` cannot know. */
export function localOf(acts: readonly QueuedAct[], listAt: number): Map<string, Local> {
  const last = new Map<string, Local>()
  for (const act of [...acts].sort((a, b) => a.order - b.order)) {
    if (act.verb !== 'handover') continue
    if (act.state !== 'kept' && act.state !== 'refused' && (act.sentAt ?? 0) <= listAt) continue
    const body = (act.body as ActBody).acts[0]
    if (!body) continue
    if (body.kind === 'undo') last.delete(body.order_id)
    else last.set(body.order_id, { kind: body.kind, key: act.key, actId: body.act_id, at: act.at, kept: act.state === 'kept', refused: act.state === 'refused' })
  }
  return last
}

const isDone = (parcel: Parcel, local: Local | undefined): boolean => (local ? local.kind === 'delivered' && !local.refused : FINISHED.has(parcel.state))
/* A parcel of this household can be handed over now. */
export const isHere = (parcel: Parcel): boolean => parcel.where === 'team' || parcel.where === 'hand'

export const openParcels = (door: Door, local: ReadonlyMap<string, Local>): Parcel[] => door.parcels.filter(parcel => !isDone(parcel, local.get(parcel.order_id)))

function troubleOf(parcel: Parcel, local: Local | undefined): TileState | undefined {
  if (local) return local.kind === 'not_home' ? 'nobody' : 'trouble'
  if (parcel.act_verdict === 'conflict' || parcel.act_verdict === 'refused' || parcel.act_verdict === 'wrong_door') return 'conflict'
  return parcel.trouble & TROUBLE_NOT_HOME ? 'nobody' : parcel.trouble ? 'trouble' : undefined
}

export function tileOf(door: Door, local: ReadonlyMap<string, Local>, justDone: string): Tile {
  const kept = door.parcels.some(parcel => local.get(parcel.order_id)?.kept)
  const whole = door.parcels.reduce((n, parcel) => n + portions(parcel), 0)
  const open = openParcels(door, local)
  const tile = (state: TileState, n: number, why?: readonly [string, string]): Tile => ({ door, state, portions: n, kept, ...(why ? { why } : {}) })

  if (door.parcels.length === 0) return tile('none', 0)
  if (open.length === 0) return tile(door.household_id === justDone ? 'just' : 'done', whole)
  const left = open.reduce((n, parcel) => n + portions(parcel), 0)
  for (const parcel of open) {
    const trouble = troubleOf(parcel, local.get(parcel.order_id))
    if (trouble) return tile(trouble, left, trouble === 'conflict' ? [parcel.act_zh, parcel.act_en] : undefined)
  }
  if (!open.some(isHere)) return tile('coming', left)
  return tile(door.needs.split(',').some(need => LOOKED_AFTER.has(need)) ? 'visit' : 'todo', left)
}

const isOver = (tile: Tile): boolean => tile.state === 'done' || tile.state === 'just'

export function unitsOf(house: House, local: ReadonlyMap<string, Local>, justDone: string): Unit[] {
  const units = new Map<string, Map<number, Tile[]>>()
  for (const door of house.doors) {
    const floors = units.get(door.unit) ?? new Map<number, Tile[]>()
    units.set(door.unit, floors)
    floors.set(door.floor, [...(floors.get(door.floor) ?? []), tileOf(door, local, justDone)])
  }
  return [...units].map(([unit, floors]) => {
    const tiles = [...floors.values()].flat().filter(tile => tile.state !== 'none')
    return {
      unit, done: tiles.filter(isOver).length, of: tiles.length,
      floors: [...floors].map(([floor, row]) => ({ floor, tiles: row })).sort((a, b) => b.floor - a.floor),
    }
  })
}

export function progressOf(house: House, local: ReadonlyMap<string, Local>): Progress {
  const all = house.doors.flatMap(door => door.parcels)
  const sum = (parcels: readonly Parcel[]): number => parcels.reduce((n, parcel) => n + portions(parcel), 0)
  return { done: sum(all.filter(parcel => isDone(parcel, local.get(parcel.order_id)))), of: sum(all) }
}

/* What a label or a person says of a parcel: the label's code "BG123.045", an order's number or id, a pickup number. */
export function findParcel(text: string, houses: readonly House[]): { house: House; door: Door; parcel: Parcel } | undefined {
  const said = text.trim().toUpperCase()
  const code = /^BG(\d+)\.(.+)$/.exec(said)
  for (const house of houses)
    for (const door of house.doors)
      for (const parcel of door.parcels)
        if (code ? parcel.order_id === code[1] : said !== '' && (parcel.order_id === said || parcel.number.toUpperCase() === said || parcel.pickup_no.toUpperCase() === said)) return { house, door, parcel }
  return undefined
}
