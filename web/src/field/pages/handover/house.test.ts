/* SPDX-License-Identifier: Apache-2.0 */
import { describe, expect, it } from 'vitest'
import type { QueuedAct } from '@/shared/offline/queue'
import { findParcel, localOf, progressOf, tileOf, unitsOf, type Door, type House, type Parcel } from './house'
import { sha256 } from './sha256'

const parcel = (order_id: string, more: Partial<Parcel> = {}): Parcel => ({ order_id, version: 1, offer_id: '1', shop_id: '1', state: 'paid', where: 'hand', pickup_no: `0${order_id}`, number: `DD-${order_id}`, goods: '', pay: 'prepaid', due: '0.00',
  qty: 12, taken: 0, trouble: 0, mine: true, act_id: '', act_kind: '', act_verdict: '', act_zh: '', act_en: '', lines: [{ line_no: 1, item: '蔬菜包', unit: '份', qty: 2, left: 2 }, { line_no: 2, item: '鸡蛋', unit: '枚', qty: 10, left: 10 }], ...more } as Parcel)
const door = (room: string, floor: number, parcels: Parcel[], more: Partial<Door> = {}): Door => ({ household_id: `h${room}`, door: `3-1-${room}`, unit: '1', room, floor, persons: 3, needs: '', parcels, ...more })
const house = (...doors: Door[]): House => ({ building_id: 'b3', building: '3号楼', grid_id: 'g', grid: '幸福家园', doors })
const act = (order: number, order_id: string, kind: string, state: QueuedAct['state'] = 'kept', sentAt = 0): QueuedAct => ({ key: `k${order}`, order, verb: 'handover', about: order_id, state, at: order, sentAt, body: { acts: [{ act_id: `a${order}`, order_id, kind }] } } as unknown as QueuedAct)

describe('a tile', () => {
  const none = new Map()
  it('says what the server told', () => {
    const state = (...parcels: Parcel[]): string => tileOf(door('501', 5, parcels), none, '').state
    expect(state()).toBe('none')
    expect(state(parcel('1'))).toBe('todo')
    expect(state(parcel('1', { state: 'done', where: 'door' }))).toBe('done')
    expect(state(parcel('1', { state: 'done' }), parcel('2'))).toBe('todo')
    expect(state(parcel('1', { where: 'trip' }))).toBe('coming')
    expect(state(parcel('1', { trouble: 1 }))).toBe('nobody')
    expect(state(parcel('1', { trouble: 2 }))).toBe('trouble')
    expect(tileOf(door('501', 5, [parcel('1', { act_verdict: 'conflict', act_zh: '订单已取消', act_en: 'cancelled' })]), none, '')).toMatchObject({ state: 'conflict', why: ['订单已取消', 'cancelled'] })
    expect(tileOf(door('501', 5, [parcel('1')], { needs: 'elderly,chronic' }), none, '').state).toBe('visit')
    expect(tileOf(door('501', 5, [parcel('1')]), none, '').portions).toBe(2)
  })

  it('says what was done here and the server cannot know yet', () => {
    const local = localOf([act(1, '1', 'delivered'), act(2, '2', 'not_home'), act(3, '3', 'delivered'), act(4, '3', 'undo'), act(5, '4', 'delivered', 'confirmed', 50), act(6, '5', 'delivered', 'confirmed', 200)], 100)
    const state = (id: string): string => tileOf(door('501', 5, [parcel(id)]), local, '').state
    expect([state('1'), state('2'), state('3'), state('4'), state('5')]).toEqual(['done', 'nobody', 'todo', 'todo', 'done'])
    expect(tileOf(door('501', 5, [parcel('1')]), local, 'h501')).toMatchObject({ state: 'just', kept: true })
  })

  it('is not done when the server refused it', () => {
    expect(tileOf(door('501', 5, [parcel('1')]), localOf([act(1, '1', 'delivered', 'refused')], 0), '').state).toBe('trouble')
  })
})

describe('a house', () => {
  const it3 = house(door('101', 1, [parcel('1', { state: 'done' })]), door('202', 2, [parcel('2')]), door('201', 2, []), door('301', 3, [parcel('3')], { unit: '2' }))
  it('stands unit by unit, the highest floor on top, and counts only who ordered', () => {
    const units = unitsOf(it3, new Map(), '')
    expect(units.map(unit => [unit.unit, unit.done, unit.of])).toEqual([['1', 1, 2], ['2', 0, 1]])
    expect(units[0]?.floors.map(floor => floor.floor)).toEqual([2, 1])
    expect(progressOf(it3, new Map())).toEqual({ done: 2, of: 6 })
  })

  it('finds a parcel by its label, number or pickup number, and nothing by nonsense', () => {
    const found = (text: string): string | undefined => findParcel(text, [it3])?.parcel.order_id
    expect([found('BG2.02'), found('dd-3'), found(' 01 '), found('2')]).toEqual(['2', '3', '1', '2'])
    expect([found(''), found('BG9.02'), found('BG2'), found("'; --")]).toEqual([undefined, undefined, undefined, undefined])
  })
})

describe('the fingerprint of a photo', () => {
  it('is SHA-256, also where the browser has none', () => {
    const of = (text: string): string => sha256(new TextEncoder().encode(text))
    expect(of('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    expect(of('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    expect(of('a'.repeat(1000))).toBe('41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3')
  })
})
