/* SPDX-License-Identifier: Apache-2.0 */
/* Photos made small on the phone before they are kept or sent: a JPEG of at most 1280 px and 300 KB, without what the camera writes
 * beside the picture (place, device), because only its points are drawn anew. */
export const PHOTO_EDGE = 1280
export const PHOTO_BYTES = 300 * 1024
const SMALLER = [{ edge: PHOTO_EDGE, quality: 0.8 }, { edge: PHOTO_EDGE, quality: 0.6 }, { edge: 1024, quality: 0.6 }, { edge: 800, quality: 0.5 }, { edge: 640, quality: 0.4 }] as const

/* Width and height within `edge`, never larger than they were. */
export function fitted(width: number, height: number, edge: number): { width: number; height: number } {
  const scale = Math.min(1, edge / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

function pictureOf(file: Blob): Promise<HTMLImageElement> {
  const picture = new Image()
  const url = URL.createObjectURL(file)
  return new Promise((done, failed) => {
    picture.onload = () => { URL.revokeObjectURL(url); done(picture) }
    picture.onerror = () => { URL.revokeObjectURL(url); failed(new Error('no picture')) }
    picture.src = url
  })
}

function drawn(picture: HTMLImageElement, edge: number, quality: number): Promise<Blob> {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, fitted(picture.naturalWidth, picture.naturalHeight, edge))
  const pen = canvas.getContext('2d')
  if (pen) {
    pen.fillStyle = 'white'                    // a drawing without ground would come out black
    pen.fillRect(0, 0, canvas.width, canvas.height)
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
  }
  return new Promise((done, failed) => { canvas.toBlob(blob => { if (blob) done(blob); else failed(new Error('no picture')) }, 'image/jpeg', quality) })
}

const base64 = (blob: Blob): Promise<string> => new Promise((done, failed) => {
  const reader = new FileReader()
  reader.onload = () => { done(String(reader.result).split(',')[1] ?? '') }
  reader.onerror = () => { failed(new Error('no picture')) }
  reader.readAsDataURL(blob)
})

/* In base64; fails when the file is no picture this phone can read. */
export async function shrink(file: Blob): Promise<string> {
  const picture = await pictureOf(file)
  for (const { edge, quality } of SMALLER) {
    const blob = await drawn(picture, edge, quality)
    if (blob.size <= PHOTO_BYTES) return base64(blob)
  }
  throw new Error('no picture')
}
