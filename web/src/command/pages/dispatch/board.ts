/* SPDX-License-Identifier: Apache-2.0 */
/* What the board is made of: the shapes of the answers, and what follows from them without asking anybody. */
import { api, ask, type Schemas } from '@/shared/api/client'
import { packs } from '@/shared/format'
import { sketchAreas } from '@/command/pages/overview/sketch'
import type { MapArea, MapLine, MapPoint } from '@/ui-desk/MapView.vue'

export type Board = Schemas['board']
export type Column = Schemas['board_column']
export type Card = Schemas['board_card']
export type Good = Schemas['board_good']
export type Order = Schemas['doc_out']
export type Line = Schemas['doc_line_out']
export type Choice = Schemas['doc_choice_out']
export type Waiting = Schemas['dispatch_waiting']
export type Left = Schemas['dispatch_left']
export type State = 'draft' | 'ordered' | 'acknowledged' | 'departed' | 'arrived' | 'received' | 'disputed' | 'refused'

/* Left to right as an order goes its way; what stands outside the way last. */
export const STATES: readonly State[] = ['draft', 'ordered', 'acknowledged', 'departed', 'arrived', 'received', 'disputed', 'refused']

/* Colours of the series, so that a line on the map and its column agree; s4 to s6 are dashed (pages.md 2). */
const COLOURS: Record<string, { colour: string; dashed: boolean }> = {
  draft: { colour: '--rest', dashed: true }, ordered: { colour: '--s4', dashed: true }, acknowledged: { colour: '--s2', dashed: false },
  departed: { colour: '--s1', dashed: false }, arrived: { colour: '--s6', dashed: true }, received: { colour: '--rest', dashed: false },
  disputed: { colour: '--s3', dashed: false }, refused: { colour: '--rest', dashed: true },
}
export const colourOf = (state: string): { colour: string; dashed: boolean } => COLOURS[state] ?? { colour: '--rest', dashed: true }

/* "DB-330114-20261122-0381" -> "1122-0381": what people say. */
export function shortNumber(number: string | undefined): string {
  const found = /-\d{4}(\d{4})-(\d+)$/.exec(number ?? '')
  return found ? `${found[1]}-${found[2]}` : number ?? ''
}

interface Packed { pack: number; pack_unit?: string; unit: string }
export const inPacks = (qty: number, of: Packed): string => packs(qty, of.pack_unit ? of.pack : 1, of.pack_unit ?? '', of.unit)

/* Base units a step may still move on a line, as the server counts its room. */
export function room(verb: string, line: Line): number {
  if (verb === 'depart') return line.granted - line.dropped - line.sent
  if (verb === 'receive') return line.sent - line.arrived - line.short_qty
  if (verb === 'found' || verb === 'lose') return line.short_qty - line.found - line.lost
  return 0
}

export const missing = (line: Line): number => line.short_qty - line.found - line.lost
export const underWay = (line: Line): number => line.sent - line.taken - line.back - line.short_qty

/* Steps one tap takes: nothing to fill in, nobody else to sign, nothing lost. */
export const isPlain = (choice: Pick<Choice, 'quantities' | 'reason' | 'signatures'>): boolean => !choice.quantities && !choice.reason && !choice.signatures
export const isOneTap = (verb: string): boolean => ['order', 'acknowledge', 'arrive', 'close'].includes(verb)
export const isHard = (verb: string): boolean => ['refuse', 'recall', 'lose', 'withdraw', 'turn_back'].includes(verb)

/* The parts to send: none when everything goes, so that both sides sign the same however they say it. */
export function partsOf(verb: string, lines: readonly Line[], amounts: Readonly<Record<number, number>>): { line_no: number; qty: number }[] | undefined {
  const touched = lines.filter(line => room(verb, line) > 0)
  const all = touched.every(line => amounts[line.line_no] === room(verb, line))
  if (all && verb !== 'found' && verb !== 'lose') return undefined
  return touched.flatMap(line => { const qty = amounts[line.line_no] ?? 0; return qty > 0 ? [{ line_no: line.line_no, qty }] : [] })
}

export interface Way { from: string; to: string; place: string; takes: string; lines: Left[] }

/* Lines of an allocation by the order they would become: one place, one unit, one address. */
export function waysOf(lines: readonly Left[]): Way[] {
  const ways = new Map<string, Way>()
  for (const line of lines) {
    if (line.left === 0) continue
    const key = `${line.place_id}/${line.unit_id}/${line.to_place_id}`
    const way = ways.get(key) ?? { from: line.place_id, to: line.to_place_id, place: line.place, takes: line.to_place, lines: [] }
    way.lines.push(line)
    ways.set(key, way)
  }
  return [...ways.values()]
}

export interface BoardMap { points: MapPoint[]; lines: MapLine[]; areas: MapArea[]; inexact: number }
const degrees = (e7: number): number => e7 / 1e7
const NAMED_WAYS_MAX = 8
const LABEL_ABOVE = 0.03      // degrees: the name of a subdistrict stands above what lies at its middle
/* How far two names must be apart, as shares of what is in sight: about a name's width and height on the page's map. */
const NAME_WIDE = 0.28
const NAME_HIGH = 0.12

/* Subdistricts are named; a warehouse only where its name says more than theirs and would not lie on another.  Stops name themselves when pointed at. */
function uncrowded(points: MapPoint[]): MapPoint[] {
  const spread = (i: 0 | 1): number => Math.max(...points.map(p => p.at[i])) - Math.min(...points.map(p => p.at[i])) || 1
  const [wide, high] = points.length ? [spread(0), spread(1)] : [1, 1]
  const kept: MapPoint[] = []
  const fits = (p: MapPoint): boolean => kept.every(k => Math.abs(k.at[0] - p.at[0]) > wide * NAME_WIDE || Math.abs(k.at[1] - p.at[1]) > high * NAME_HIGH)
  const order = [...points].sort((a, b) => Number(b.kind === 'label') - Number(a.kind === 'label'))
  for (const p of order) if (p.kind === 'label' || (p.kind === 'depot' && !order.some(l => l.kind === 'label' && p.title?.startsWith(l.title ?? ' ')) && fits(p))) kept.push(p)
  return points.flatMap(p => (p.kind === 'stop' || kept.includes(p) ? [p] : p.kind === 'label' ? [] : [{ ...p, quiet: true }]))
}

/* Ways and their ends for the map; an end without any point is left out. */
export function mapOf(board: Board, titleOf: (way: Schemas['board_way']) => string): BoardMap {
  const at = new Map(board.places.filter(p => p.has_point).map(p => [p.place_id, [degrees(p.lon_e7), degrees(p.lat_e7)] as const]))
  const depots = new Set(board.ways.map(way => way.from_place_id))
  const named = board.ways.length <= NAMED_WAYS_MAX
  const late = new Set(board.ways.filter(way => way.late > 0).map(way => way.to_place_id))
  const lines = board.ways.flatMap(way => {
    const from = at.get(way.from_place_id ?? '')
    const to = at.get(way.to_place_id ?? '')
    if (!from || !to) return []
    const { colour, dashed } = colourOf(way.state)
    return [{ id: way.doc_id ?? `${way.from_place_id}-${way.to_place_id}-${way.state}`, points: [from, to], colour, dashed, title: titleOf(way), named, alarm: way.late > 0 || way.state === 'disputed' }]
  })
  const points = board.places.flatMap(p => {
    const point = at.get(p.place_id)
    if (!point) return []
    const kind = p.kind === 'subdistrict' ? 'label' as const : depots.has(p.place_id) ? 'depot' as const : 'stop' as const
    return [{ id: p.place_id, at: kind === 'label' ? [point[0], point[1] + LABEL_ABOVE] as const : point, kind, title: kind === 'label' ? p.name.replace(/街道$/, '') : p.name.replace(/（演示）$/, ''), alarm: late.has(p.place_id) }]
  })
  const sites = board.places.flatMap(p => { const point = at.get(p.place_id); return p.kind === 'subdistrict' && point ? [{ id: p.place_id, at: point }] : [] })
  return { points: uncrowded(points), lines, areas: sketchAreas(sites, [...at.values()]), inexact: board.places.filter(p => !p.exact && p.kind !== 'subdistrict').length }
}

/* One step of an order; its paths differ only in the last word and are alike in all else. */
export function takeStep(act: { 'Idempotency-Key': string }, doc_id: string, verb: string, body: { version: number; parts?: { line_no: number; qty: number }[]; note?: string; signed_as?: string }): Promise<Schemas['doc_moved']> {
  const path = `/api/v1/dispatches/{doc_id}/${verb}` as '/api/v1/dispatches/{doc_id}/depart'
  return ask(api.POST(path, { params: { header: act, path: { doc_id } }, body }))
}

/* The card an arrow key leads to: up and down in a column, left and right to the same height beside it. */
export function neighbour(columns: readonly { cards: readonly { doc_id: string }[] }[], doc_id: string, key: string): string | undefined {
  const x = columns.findIndex(c => c.cards.some(card => card.doc_id === doc_id))
  const y = columns[x]?.cards.findIndex(card => card.doc_id === doc_id) ?? -1
  if (x < 0) return undefined
  if (key === 'ArrowDown' || key === 'ArrowUp') return columns[x]?.cards[y + (key === 'ArrowDown' ? 1 : -1)]?.doc_id
  const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0
  for (let i = x + step; step && i >= 0 && i < columns.length; i += step) {
    const cards = columns[i]?.cards ?? []
    if (cards.length) return cards[Math.min(y, cards.length - 1)]?.doc_id
  }
  return undefined
}
