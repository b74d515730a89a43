/* SPDX-License-Identifier: Apache-2.0 */
import { describe, expect, it } from 'vitest'
import { lanesOf, proposalLines, proposalPoints, type Proposal } from './proposal'

const stop = (place: string, lon: number, more = {}): object => ({ place, place_id: place, lon_e7: lon * 1e7, lat_e7: 30e7, outside: false, late: false, ...more })
const plan = (stops: object[][], left: object[] = []): Proposal => ({ shops: [{ shop_id: 's', name: '店', lon_e7: 120e7, lat_e7: 30e7 }], left, lanes: stops.map((of, n) => ({ shop_id: 's', plate: `车${n}`, stops: of })) } as unknown as Proposal)

describe('a plan on the map', () => {
  it('has a colour for each trip that goes, from its shop on, and numbers its stops', () => {
    const one = plan([[stop('甲', 121), stop('乙', 122)], [], [stop('丙', 123, { late: true })]])
    expect(lanesOf(one)).toHaveLength(2)
    const lines = proposalLines(one)
    expect(lines.map(line => [line.id, line.title, line.points.length])).toEqual([['0', '车0', 3], ['1', '车2', 2]])
    expect(new Set(lines.map(line => line.colour)).size).toBe(2)
    expect(proposalPoints(one, '').map(point => [point.kind, point.number, point.colour === lines[1]?.colour, point.alarm])).toEqual([['depot', undefined, false, undefined], ['stop', 1, false, false], ['stop', 2, false, false], ['stop', 1, true, true]])
  })

  it('marks what nobody brings with a cross, and draws nothing where no point is registered', () => {
    const one = plan([[stop('甲', 121), { ...stop('乙', 0), lat_e7: 0 }]], [stop('丁', 124)])
    const points = proposalPoints(one, '')
    expect(points.filter(point => point.mark === '×').map(point => [point.title, point.alarm])).toEqual([['丁', true]])
    expect(points.some(point => point.title === '乙')).toBe(false)
    expect(proposalLines(one)[0]?.points).toHaveLength(2)
  })

  it('names all stops while they are few, else those of the chosen trip', () => {
    const many = plan([Array.from({ length: 20 }, (_, n) => stop(`站${n}`, 121 + n)), [stop('末', 100)]])
    expect(proposalPoints(many, '1').filter(point => point.kind === 'stop' && !point.quiet).map(point => point.title)).toEqual(['末'])
  })
})
