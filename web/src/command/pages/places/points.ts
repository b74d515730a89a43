/* SPDX-License-Identifier: Apache-2.0 */
/* Points of places: whole 1e-7 degrees in the API, degrees for people and the map. */
import type { Schemas } from '@/shared/api/client'
import type { LonLat } from '@/ui-desk/MapView.vue'

export type Place = Schemas['place']
export interface Point { lon_e7: number; lat_e7: number }

export const pointOf = (place: Pick<Place, 'has_point' | 'lon_e7' | 'lat_e7'>): Point | undefined => (place.has_point ? { lon_e7: place.lon_e7 ?? 0, lat_e7: place.lat_e7 ?? 0 } : undefined)
export const lonLat = (point: Point): LonLat => [point.lon_e7 / 1e7, point.lat_e7 / 1e7]
export const fromLonLat = ([lon, lat]: LonLat): Point => ({ lon_e7: Math.round(lon * 1e7), lat_e7: Math.round(lat * 1e7) })
export const shown = (e7: number): string => (e7 / 1e7).toFixed(6)

/* What a person typed: "120.35", "30.30,120.35" in one field is not guessed at. */
export function typed(lon: string, lat: string): Point | undefined {
  const [x, y] = [lon, lat].map(text => (/^-?\d{1,3}(\.\d{1,10})?$/.test(text.trim()) ? Number(text) : NaN))
  if (x === undefined || y === undefined || !(Math.abs(x) <= 180) || !(Math.abs(y) <= 90)) return undefined
  return fromLonLat([x, y])
}

/* Everything a place is, with another point (or none): PUT replaces all of it. */
export function withPoint(place: Place, point: Point | undefined): Omit<Schemas['place_new'], 'code' | 'kind'> & { name: string; version: number } {
  const { name, unit_kind, population, storage, contact, valid_from, valid_to, successor_id, version } = place
  return { name, unit_kind, population, storage, contact, valid_from, valid_to, successor_id, version, has_point: point !== undefined, ...(point ?? {}) }
}

const KM_PER_DEGREE = 111.2

/* Kilometres from the middle of the others; a mistake of place shows at once. */
export function farFrom(point: Point, others: readonly Point[]): number {
  if (others.length === 0) return 0
  const middle = (pick: (p: Point) => number): number => { const sorted = others.map(pick).sort((a, b) => a - b); return sorted[sorted.length >> 1] ?? 0 }
  const lat = middle(p => p.lat_e7) / 1e7
  const dx = (point.lon_e7 - middle(p => p.lon_e7)) / 1e7 * Math.cos(lat * Math.PI / 180)
  const dy = point.lat_e7 / 1e7 - lat
  return Math.hypot(dx, dy) * KM_PER_DEGREE
}
