/* SPDX-License-Identifier: Apache-2.0 */
import { expect, it } from 'vitest'
import { byBuilding, papersOf, type Parcel } from './packing'

const parcel = (building: string, packed?: string): Parcel => ({ building, ...(packed ? { packed } : {}) }) as unknown as Parcel

it('keeps the order of stairs and counts what is packed in each building', () => {
  const groups = byBuilding([parcel('1号楼', 'x'), parcel('1号楼'), parcel('2号楼', 'x')])
  expect(groups.map(group => [group.building, group.parcels.length, group.packed])).toEqual([['1号楼', 2, 1], ['2号楼', 1, 1]])
  expect(byBuilding([])).toEqual([])
})
it('prints labels on both papers and four kinds of sheets of one wave', () => {
  expect(papersOf('7').map(paper => paper.key)).toEqual(['labelsA4', 'labelsThermal', 'pickSheet', 'buildings', 'station', 'driver'])
  expect(papersOf('7').every(paper => paper.path.includes('wave_id=7'))).toBe(true)
})
