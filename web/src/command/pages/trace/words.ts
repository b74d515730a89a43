/* SPDX-License-Identifier: Apache-2.0 */
/* How nodes and parts of a trace are called and coloured. */
import { count, time } from '@/shared/format'
import { pick } from '@/shared/i18n'
import type { Drawn, Flow, FlowNode } from './sankey'
import { t } from './texts'

export type Part = Flow['ways'][number]['part']
export const PARTS: readonly Part[] = ['used', 'unit', 'transit', 'store', 'held', 'blocked', 'astray', 'lost', 'away', 'returned']
export const partName = (part: Part): string => t(part)

/* The colour of a part is the same in the bar and at its node. */
export const partTone: Readonly<Record<Part, string>> = {
  used: 'brand', unit: 'site', transit: 'way', store: 'rest', held: 'held', blocked: 'held', astray: 'warn', lost: 'lost', away: 'away', returned: 'away',
}

/* Still on a shelf or under way: called as in the balance, so that bar and picture speak alike. */
const rests: Readonly<Record<string, Part>> = { store: 'store', held: 'held', transit: 'transit', dock: 'blocked', blocked: 'blocked', cleaning: 'blocked', condemned: 'blocked' }
const restName = (node: FlowNode): string => t(node.account === 'store' && node.column > 2 ? 'unit' : rests[node.account] ?? 'store')

export function nodeName(node: FlowNode): string {
  const account = pick([node.account_zh, node.account_en])
  if (node.kind === 'way') return node.number ?? node.name ?? account
  if (node.kind === 'rest') return restName(node)
  if (node.kind === 'end' || node.kind === 'missing') return node.name && node.account === 'used' ? node.name : account
  return node.name ?? t('unknown')
}

/* The second line: when, or for whom. */
export function nodeNote(node: FlowNode): string {
  if (node.kind === 'way') return node.area ?? ''
  if (node.kind === 'rest') return node.number ?? node.name ?? ''
  if (node.kind === 'end' && node.account === 'used') return node.last_at ? time(node.last_at) : ''
  if (node.kind === 'missing') return node.number ?? ''
  return node.first_at ? time(node.first_at) : ''
}

export function drawnName(d: Drawn, flow: Flow): string {
  const node = flow.nodes[d.nodes[0] ?? 0]
  if (!node) return ''
  if (d.nodes.length === 1) return nodeName(node)
  if (node.kind === 'rest' && d.nodes.every(i => flow.nodes[i]?.kind === 'rest')) return `${nodeName(node)} ${t('group', { area: d.area ?? '', n: d.nodes.length })}`
  return d.area ? t('group', { area: d.area, n: d.nodes.length }) : t('others', { n: d.nodes.length })
}

export const drawnNote = (d: Drawn, flow: Flow): string => {
  const node = flow.nodes[d.nodes[0] ?? 0]
  return d.nodes.length > 1 || !node ? t('openGroup') : nodeNote(node)
}

export function drawnTone(d: Drawn, flow: Flow): string {
  const node = flow.nodes[d.nodes[0] ?? 0]
  if (!node) return 'dark'
  if (['lost', 'destroyed', 'missing'].includes(node.account)) return 'lost'
  if (node.kind === 'missing') return 'warn'
  if (node.kind === 'rest') return node.account === 'transit' ? 'way' : node.account === 'store' ? (flow.ways.some(w => w.part === 'unit' && w.stops.at(-1)?.node === d.nodes[0]) ? 'site' : 'rest') : 'held'
  return d.chosen ? 'brand' : 'dark'
}

export const withUnit = (n: number, flow: Flow): string => `${count(n)} ${flow.unit}`

/* "donor ▸ store ▸ order": the middle of a way, for lists. */
export const viaOf = (flow: Flow, way: Flow['ways'][number]): string =>
  way.stops.slice(0, -1).map(s => flow.nodes[s.node]).filter((n): n is FlowNode => n !== undefined).map(nodeName).join(' › ')

export const endOf = (flow: Flow, way: Flow['ways'][number]): FlowNode | undefined => flow.nodes[way.stops.at(-1)?.node ?? 0]
export function endName(flow: Flow, way: Flow['ways'][number]): string {
  const end = endOf(flow, way)
  if (!end) return ''
  if (end.account === 'transit' && end.number) return end.area ? `${end.number} ${end.area}` : end.number
  return end.name ?? end.number ?? nodeName(end)
}
