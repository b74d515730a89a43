/* SPDX-License-Identifier: Apache-2.0 */
/* Outlines for a district whose outlines nobody has recorded: to each named point the ground that is nearer to it than to the others,
 * inside a frame around all points (a Voronoi diagram by cutting half-planes).  A sketch, and said to be one. */
import type { LonLat } from '@/ui-desk/MapView.vue'

export interface Site { id: string; at: LonLat }

/* The part of a convex ring that lies nearer to `a` than to `b`. */
function nearerTo(ring: readonly LonLat[], a: LonLat, b: LonLat): LonLat[] {
  const mid: LonLat = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
  const side = (p: LonLat): number => (p[0] - mid[0]) * (b[0] - a[0]) + (p[1] - mid[1]) * (b[1] - a[1])
  const kept: LonLat[] = []
  ring.forEach((from, i) => {
    const to = ring[(i + 1) % ring.length] as LonLat
    const f = side(from)
    const s = side(to)
    if (f <= 0) kept.push(from)
    if (f < 0 !== s < 0 && f !== s) {
      const part = f / (f - s)
      kept.push([from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part])
    }
  })
  return kept
}

/* An eight-sided frame around all points, with some ground around the outermost. */
function frame(points: readonly LonLat[]): LonLat[] {
  const lon = points.map(p => p[0])
  const lat = points.map(p => p[1])
  const margin = Math.max(.02, (Math.max(...lon) - Math.min(...lon)) * .08)
  const [west, east] = [Math.min(...lon) - margin, Math.max(...lon) + margin]
  const [south, north] = [Math.min(...lat) - margin, Math.max(...lat) + margin]
  const cut = Math.min(east - west, north - south) * .18
  return [[west + cut, south], [east - cut, south], [east, south + cut], [east, north - cut], [east - cut, north], [west + cut, north], [west, north - cut], [west, south + cut]]
}

export function sketchAreas(sites: readonly Site[], others: readonly LonLat[] = []): { id: string; ring: LonLat[] }[] {
  if (sites.length < 2) return []
  const around = frame([...sites.map(s => s.at), ...others])
  return sites.map(site => ({
    id: site.id,
    ring: sites.reduce<LonLat[]>((ring, other) => (other === site ? ring : nearerTo(ring, site.at, other.at)), around),
  })).filter(area => area.ring.length >= 3)
}
