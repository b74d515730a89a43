/* SPDX-License-Identifier: Apache-2.0 */
/* From the ways of a lot to bands on a page: nodes in columns, at most MOST in each (the others grouped by subdistrict), bands as high as
 * their quantity.  Pure; sizes are pixels of the box it is drawn in. */
import type { Schemas } from '@/shared/api/client'

export type Flow = Schemas['flow_out']
export type FlowNode = Schemas['node_out']

export const MOST = 8
const BAR = 9
const GAP = 14
const LABEL = 44                    /* a label is two lines high */
const THIN = 3

export interface Drawn {
  key: string
  column: number
  nodes: number[]                   /* one, or those of a group */
  area: string | undefined
  qty: number
  x: number
  y: number
  h: number
  chosen: boolean
}
export interface Band { key: string; from: Drawn; to: Drawn; qty: number; path: string; chosen: boolean; docs: string[]; lost: boolean }
export interface Drawing { nodes: Drawn[]; bands: Band[]; width: number; height: number; columns: number; step: number }

const OUT_OF_SIGHT = new Set(['lost', 'missing', 'destroyed', 'astray'])

/* Which group a node falls into when its column is too full. */
function groups(flow: Flow, open: ReadonlySet<string>): Map<number, string> {
  const of = new Map<number, string>()
  const columns = new Map<number, number[]>()
  flow.nodes.forEach((node, i) => columns.set(node.column, [...(columns.get(node.column) ?? []), i]))
  for (const [column, all] of columns) {
    if (all.length <= MOST) {
      all.forEach(i => of.set(i, `n${i}`))
      continue
    }
    const byArea = new Map<string, number[]>()
    for (const i of all) {
      const node = flow.nodes[i]
      const key = `g${column}/${node?.kind ?? ''}/${node?.kind === 'rest' ? node.account : ''}/${node?.area_id ?? ''}`
      byArea.set(key, [...(byArea.get(key) ?? []), i])
    }
    const sum = (list: number[]): number => list.reduce((n, i) => n + (flow.nodes[i]?.qty ?? 0), 0)
    const ranked = [...byArea].sort((a, b) => sum(b[1]) - sum(a[1]))
    ranked.forEach(([key, list], rank) => {
      const name = rank < MOST - 1 || ranked.length <= MOST ? key : `g${column}/rest`
      for (const i of list) of.set(i, open.has(name) || list.length === 1 && name === key ? `n${i}` : name)
    })
  }
  return of
}

interface Link { from: string; to: string; qty: number; chosen: boolean; docs: Set<string>; lost: boolean }

function gather(flow: Flow, of: Map<number, string>, way: number): { drawn: Map<string, Drawn>; links: Link[] } {
  const drawn = new Map<string, Drawn>()
  const links = new Map<string, Link>()
  const at = (index: number): Drawn => {
    const key = of.get(index) ?? `n${index}`
    const node = flow.nodes[index]
    let d = drawn.get(key)
    if (!d) drawn.set(key, d = { key, column: node?.column ?? 0, nodes: [], area: key.endsWith('/rest') ? undefined : node?.area, qty: 0, x: 0, y: 0, h: 0, chosen: false })
    if (!d.nodes.includes(index)) d.nodes.push(index)
    return d
  }
  flow.ways.forEach((w, i) => {
    w.stops.forEach((stop, s) => {
      const here = at(stop.node)
      here.qty += w.qty
      here.chosen ||= i === way
      const before = w.stops[s - 1]
      if (!before) return
      const from = of.get(before.node) ?? ''
      const key = `${from}>${here.key}`
      const link = links.get(key) ?? { from, to: here.key, qty: 0, chosen: false, docs: new Set<string>(), lost: false }
      link.qty += w.qty
      link.chosen ||= i === way
      link.lost ||= OUT_OF_SIGHT.has(flow.nodes[stop.node]?.account ?? '')
      if (stop.doc_id) link.docs.add(stop.doc_id)
      links.set(key, link)
    })
  })
  return { drawn, links: [...links.values()] }
}

/* In each column: the chosen way first, then in the order of where they come from, more before less. */
function order(columns: Drawn[][], links: readonly Link[]): void {
  const rank = new Map<string, number>()
  for (const column of columns) {
    const weight = (d: Drawn): number => {
      const into = links.filter(l => l.to === d.key)
      const sum = into.reduce((n, l) => n + l.qty, 0)
      return sum ? into.reduce((n, l) => n + (rank.get(l.from) ?? 0) * l.qty, 0) / sum : 0
    }
    const w = new Map(column.map(d => [d.key, weight(d)]))
    column.sort((a, b) => (w.get(a.key) ?? 0) - (w.get(b.key) ?? 0) || b.qty - a.qty)
    column.forEach((d, i) => rank.set(d.key, i))
  }
}

function place(columns: Drawn[][], width: number, wanted: number): { height: number; step: number } {
  const total = Math.max(1, ...columns.map(c => c.reduce((n, d) => n + d.qty, 0)))
  const crowd = Math.max(...columns.map(c => c.length))
  const height = Math.max(wanted, crowd * (LABEL + 4))
  const room = Math.max(60, height - (crowd - 1) * GAP)
  const scale = room / total * .86
  const step = columns.length > 1 ? (width - 150) / (columns.length - 1) : width
  let most = 0
  columns.forEach((column, c) => {
    let y = 0
    for (const d of column) {
      d.h = Math.max(THIN, d.qty * scale)
      const slot = Math.max(d.h, LABEL)
      d.x = c * step
      d.y = y + (slot - d.h) / 2
      y += slot + (d.h > LABEL ? GAP : 4)
    }
    most = Math.max(most, y)
  })
  return { height: Math.ceil(most), step }
}

const r = (n: number): string => n.toFixed(1)

function bandsOf(drawn: Map<string, Drawn>, links: Link[]): Band[] {
  const outAt = new Map<string, number>()
  const inAt = new Map<string, number>()
  const both = links.flatMap(l => {
    const from = drawn.get(l.from)
    const to = drawn.get(l.to)
    return from && to ? [{ l, from, to }] : []
  })
  const top = new Map<Link, { a: number; b: number }>()
  for (const { l, from, to } of [...both].sort((p, q) => p.to.y - q.to.y)) {
    const used = outAt.get(from.key) ?? 0
    top.set(l, { a: from.y + used, b: to.y })
    outAt.set(from.key, used + from.h * (l.qty / from.qty))
  }
  for (const { l, to } of [...both].sort((p, q) => p.from.y - q.from.y)) {
    const used = inAt.get(to.key) ?? 0
    const at = top.get(l)
    if (at) at.b = to.y + used
    inAt.set(to.key, used + to.h * (l.qty / to.qty))
  }
  return both.map(({ l, from, to }) => {
    const { a, b } = top.get(l) ?? { a: 0, b: 0 }
    const ha = from.h * (l.qty / from.qty)
    const hb = to.h * (l.qty / to.qty)
    const x0 = from.x + BAR
    const x1 = to.x
    const mid = (x0 + x1) / 2
    const path = `M${r(x0)} ${r(a)}C${r(mid)} ${r(a)} ${r(mid)} ${r(b)} ${r(x1)} ${r(b)}V${r(b + hb)}C${r(mid)} ${r(b + hb)} ${r(mid)} ${r(a + ha)} ${r(x0)} ${r(a + ha)}Z`
    return { key: `${l.from}>${l.to}`, from, to, qty: l.qty, path, chosen: l.chosen, docs: [...l.docs], lost: l.lost }
  }).sort((p, q) => Number(p.chosen) - Number(q.chosen))
}

export function draw(flow: Flow, way: number, open: ReadonlySet<string>, width: number, wanted = 340): Drawing {
  const of = groups(flow, open)
  const { drawn, links } = gather(flow, of, way)
  const count = Math.max(0, ...flow.nodes.map(n => n.column)) + 1
  const columns: Drawn[][] = Array.from({ length: count }, () => [])
  for (const d of drawn.values()) columns[d.column]?.push(d)
  order(columns, links)
  const { height, step } = place(columns, width, wanted)
  return { nodes: [...drawn.values()], bands: bandsOf(drawn, links), width, height, columns: count, step }
}

/* The way one looks at first: the most that reached somebody, else the most there is. */
export function firstWay(flow: Flow): number {
  const at = flow.ways.findIndex(w => w.part === 'used' || w.part === 'unit')
  return at >= 0 ? at : 0
}

/* The largest way that goes through a node. */
export const wayThrough = (flow: Flow, nodes: readonly number[]): number => flow.ways.findIndex(w => w.stops.some(s => nodes.includes(s.node)))
