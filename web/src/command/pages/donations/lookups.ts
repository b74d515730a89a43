/* SPDX-License-Identifier: Apache-2.0 */
/* Donors by what somebody types: those on the register, then organisations that have not given yet. */
import { api, ask, type Schemas } from '@/shared/api/client'
import type { Choice } from '@/ui-desk/ChoiceList.vue'

export type Donor = Schemas['donation_donor_out']
export interface DonorChoice extends Choice { donor?: Donor }

export const readDonors = async (): Promise<Donor[]> => (await ask(api.GET('/api/v1/donors', { params: { query: { limit: 200 } } }))).items

export async function findDonors(search: string): Promise<DonorChoice[]> {
  const known = (await readDonors()).filter(d => !search || d.name.includes(search) || (d.contact ?? '').includes(search))
  return known.slice(0, 30).map(d => ({ value: d.donor_id, title: d.name, note: d.contact ?? '', donor: d }))
}
