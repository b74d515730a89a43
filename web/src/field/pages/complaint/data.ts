/* SPDX-License-Identifier: Apache-2.0 */
/* Complaints one may see, and orders handed over that one can be about. */
import { api, ask, asRefusal, newAct, type Schemas } from '@/shared/api/client'
import { kept } from '@/field/kept'

export type Complaint = Schemas['complaint_out']
const PHOTO_EDGE = 1280
const PHOTO_QUALITY = 0.7
export const complaints = kept('complaints', async () => (await ask(api.GET('/api/v1/complaints', { params: { query: { limit: 100 } } }))).items, { perms: ['COMPLAINT_READ'] })
export const handed = kept('complaint-orders', async () => (await ask(api.GET('/api/v1/orders', { params: { query: { state: 'done,part,owing', limit: 200 } } }))).items, { perms: ['COMPLAINT_EDIT'] })

/* Smaller before it is sent: a photo of a phone has megabytes, evidence needs a tenth of that. */
async function shrink(file: File): Promise<Blob> {
  const picture = await createImageBitmap(file)
  const scale = Math.min(1, PHOTO_EDGE / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return new Promise((done, failed) => { canvas.toBlob(blob => { if (blob) done(blob); else failed(new Error('no picture')) }, 'image/jpeg', PHOTO_QUALITY) })
}

/* "" when it is there, else why not. */
export async function sendPhoto(complaint_id: string, file: File): Promise<string> {
  try {
    const photo = await shrink(file)
    await ask(api.POST('/api/v1/complaints/{complaint_id}/photos', { params: { path: { complaint_id }, header: newAct() }, headers: { 'Content-Type': 'application/octet-stream' }, body: photo as unknown as never, bodySerializer: body => body as unknown as BodyInit }))
    return ''
  } catch (cause) {
    return asRefusal(cause).sentence
  }
}
