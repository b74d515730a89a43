/* SPDX-License-Identifier: Apache-2.0 */
import { describe, expect, it } from 'vitest'
import { inside, isFull, meaningOf, put, type Basket, type Line, type Parcel, type WaveOne } from './parcels'
import { KeyReader } from './scanner'

const type = (reader: KeyReader, text: string, gap: number, from = 1000): string | undefined => {
  let at = from
  for (const key of text) { reader.feed(key, at); at += gap }
  return reader.feed('Enter', at)
}

describe('a scanner is told from fingers by its speed', () => {
  it('gives the code a scanner types', () => { expect(type(new KeyReader(), '6901234567892', 8)).toBe('6901234567892') })
  it('hears nothing of a person typing', () => { expect(type(new KeyReader(), '6901234567892', 120)).toBeUndefined() })
  it('starts anew after a pause: what a finger left behind is no part of the code', () => {
    const reader = new KeyReader()
    reader.feed('7', 0)
    expect(type(reader, 'SP001', 5, 900)).toBe('SP001')
  })
  it('drops a scan that stuttered whole: its tail could be another code', () => {
    const reader = new KeyReader()
    reader.feed('S', 0)
    reader.feed('P', 5)
    expect(type(reader, '025', 5, 80)).toBeUndefined()
    expect(type(reader, 'SP025', 5, 3000)).toBe('SP025')
  })
  it('ignores Shift and single keys', () => {
    const reader = new KeyReader()
    reader.feed('Shift', 0)
    expect(type(reader, 'ab', 5)).toBeUndefined()
    expect(type(reader, '123', 5, 5000)).toBe('123')
  })
})

const line = (code: string, qty: number, over: Partial<Line> = {}): Line => ({ line_no: 1, item_id: code, code, zh: code, unit: '份', qty, picked: 0, ...over })
const parcel = (lines: Line[]): Parcel => ({ doc_id: '7', door: '3-1-101', pickup_no: '001', position: 1, building_id: '1', building: '3号楼', own_fen: '0.00', pay: 'prepaid', special: false, dropped: false, boxes: 0, lines }) as Parcel
const basket = (): Basket => ({ of: {}, ready: Promise.resolve() })

describe('what a scan means for a parcel', () => {
  const cabbage = line('SP001', 2, { barcode: '2330114000011' })
  const one = parcel([cabbage, line('TC050', 1, { line_no: 2 })])
  const wave = { wave: {}, orders: [one], items: [cabbage, { ...line('SP002', 5), households: 1, is_content: 0 }] } as unknown as WaveOne

  it('is right until there is enough, by barcode or by code in any letters', () => {
    const b = basket()
    expect(meaningOf(wave, b, one, '2330114000011')).toMatchObject({ kind: 'right' })
    put(b, one, cabbage, 1)
    expect(meaningOf(wave, b, one, 'sp001')).toMatchObject({ kind: 'right' })
    put(b, one, cabbage, 2)
    expect(meaningOf(wave, b, one, 'SP001')).toEqual({ kind: 'enough', zh: 'SP001' })
  })
  it('is wrong for goods of another door, and unknown for what nobody ordered', () => {
    expect(meaningOf(wave, basket(), one, 'SP002')).toEqual({ kind: 'wrong', zh: 'SP002' })
    expect(meaningOf(wave, basket(), one, '690')).toEqual({ kind: 'unknown' })
    expect(meaningOf(wave, basket(), one, '')).toEqual({ kind: 'unknown' })
  })
  it('never counts more than is wanted, nor less than the server knows', () => {
    const b = basket()
    put(b, one, cabbage, 9)
    expect(inside(b, one, cabbage)).toBe(2)
    put(b, one, cabbage, -3)
    expect(inside(b, one, { ...cabbage, picked: 1 })).toBe(1)
    expect(isFull(b, one)).toBe(false)
  })
})
