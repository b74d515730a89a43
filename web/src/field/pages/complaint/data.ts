/* SPDX-License-Identifier: Apache-2.0 */
/* Complaints one may see, and orders handed over that one can be about. */
import { api, ask, type Schemas } from '@/shared/api/client'
import { pick } from '@/shared/i18n'
import { act } from '@/field/acts'
import { kept } from '@/field/kept'

export type Complaint = Schemas['complaint_out']
export const complaints = kept('complaints', async () => (await ask(api.GET('/api/v1/complaints', { params: { query: { limit: 100 } } }))).items, { perms: ['COMPLAINT_READ'] })
export const handed = kept('complaint-orders', async () => (await ask(api.GET('/api/v1/orders', { params: { query: { state: 'done,part,owing', limit: 200 } } }))).items, { perms: ['COMPLAINT_EDIT'] })

/* Photos of a complaint, one act each: kept with it while there is no network, sent once. */
export async function addPhotos(complaintId: string, pictures: readonly string[], door: string, needs?: readonly string[]): Promise<string> {
  let why = ''
  for (const picture of pictures) {
    const done = await act({ path: `/api/v1/complaints/${complaintId}/photos`, body: {}, picture, verb: 'photo', title: [`投诉照片 ${door}`, `Photo of the complaint of ${door}`], ...(needs ? { needs } : { about: complaintId }) })
    if (done.state === 'refused') why = pick([done.fault?.zh ?? '', done.fault?.en ?? ''])
  }
  void complaints.load()
  return why
}

export const photosOf = async (complaint_id: string): Promise<string[]> =>
  (await ask(api.GET('/api/v1/complaints/{complaint_id}', { params: { path: { complaint_id } } }))).photos.map(one => `/api/v1/complaints/${complaint_id}/photos/${one.sha256}`)
