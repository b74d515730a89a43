/* SPDX-License-Identifier: Apache-2.0 */
import { api, ask, type Schemas } from '@/shared/api/client'

export type Wave = Schemas['wave']
export type WaveOne = Schemas['wave_one']
export type Parcel = WaveOne['orders'][number]

export const loadWave = (id: string): Promise<WaveOne> => ask(api.GET('/api/v1/picks/{wave_id}', { params: { path: { wave_id: id } } }))
export async function shutOffers(): Promise<Schemas['offer_row'][]> {
  return (await ask(api.GET('/api/v1/offers', { params: { query: { stage: 'shut', has_stage: true, limit: 100 } } }))).items
}

export interface Paper { key: 'labelsA4' | 'labelsThermal' | 'pickSheet' | 'buildings' | 'station' | 'driver'; path: string }
/* What can be printed of a wave: addresses of the PDFs. */
export const papersOf = (wave: string): Paper[] => [
  { key: 'labelsA4', path: `/api/v1/labels?wave_id=${wave}&paper=a4` }, { key: 'labelsThermal', path: `/api/v1/labels?wave_id=${wave}&paper=thermal` },
  { key: 'pickSheet', path: `/api/v1/labels/sheets?wave_id=${wave}&sheet=pick` }, { key: 'buildings', path: `/api/v1/labels/sheets?wave_id=${wave}&sheet=buildings` },
  { key: 'station', path: `/api/v1/labels/sheets?wave_id=${wave}&sheet=station` }, { key: 'driver', path: `/api/v1/labels/sheets?wave_id=${wave}&sheet=driver` },
]

/* Parcels building by building, as the stairs are walked. */
export function byBuilding(parcels: readonly Parcel[]): { building: string; parcels: Parcel[]; packed: number }[] {
  const groups: { building: string; parcels: Parcel[]; packed: number }[] = []
  for (const parcel of parcels) {
    let group = groups.at(-1)
    if (!group || group.building !== parcel.building) groups.push(group = { building: parcel.building, parcels: [], packed: 0 })
    group.parcels.push(parcel)
    group.packed += parcel.packed ? 1 : 0
  }
  return groups
}
