/* SPDX-License-Identifier: Apache-2.0 */
/* SHA-256 of a file, as small hex digits: the fingerprint a photo or signature is told by.  crypto.subtle is there only over https and on the
 * phone itself; in a shelter's own network pages come over http, so it is computed here then (FIPS 180-4). */
const K = Array.from({ length: 64 }, (_unused, n) => fraction(prime(n), 3))
const START = Array.from({ length: 8 }, (_unused, n) => fraction(prime(n), 2))

function prime(n: number): number {
  for (let p = 2, found = 0; ; p++) {
    let whole = true
    for (let d = 2; d * d <= p && whole; d++) whole = p % d !== 0
    if (whole && found++ === n) return p
  }
}

/* The first 32 bits behind the point of a root, found by halving with whole numbers. */
function fraction(of: number, root: 2 | 3): number {
  let low = 0n
  let high = BigInt(of) << 32n
  const wanted = BigInt(of) << BigInt(32 * root)
  while (high - low > 1n) {
    const middle = (low + high) / 2n
    if (middle ** BigInt(root) <= wanted) low = middle
    else high = middle
  }
  return Number(low & 0xffffffffn)
}

const turn = (x: number, n: number): number => (x >>> n) | (x << (32 - n))

function block(hash: Uint32Array, view: DataView, at: number): void {
  const w = new Uint32Array(64)
  for (let i = 0; i < 16; i++) w[i] = view.getUint32(at + 4 * i)
  for (let i = 16; i < 64; i++) {
    const a = w[i - 15] ?? 0
    const b = w[i - 2] ?? 0
    w[i] = (w[i - 16] ?? 0) + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + (w[i - 7] ?? 0) + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10))
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = hash
  for (let i = 0; i < 64; i++) {
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + (K[i] ?? 0) + (w[i] ?? 0)) | 0
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0
  }
  for (const [i, v] of [a, b, c, d, e, f, g, h].entries()) hash[i] = (hash[i] ?? 0) + v
}

export function sha256(bytes: Uint8Array): string {
  const padded = new Uint8Array(((bytes.length + 8) >> 6 << 6) + 64)
  const view = new DataView(padded.buffer)
  const hash = Uint32Array.from(START)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 0x20000000))
  view.setUint32(padded.length - 4, bytes.length << 3)
  for (let at = 0; at < padded.length; at += 64) block(hash, view, at)
  return [...hash].map(v => v.toString(16).padStart(8, '0')).join('')
}

export async function fingerprint(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (!globalThis.crypto?.subtle) return sha256(bytes)
  return [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].map(v => v.toString(16).padStart(2, '0')).join('')
}
