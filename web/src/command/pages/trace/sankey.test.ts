/* SPDX-License-Identifier: Apache-2.0 */
import { describe, expect, it } from 'vitest'
import { draw, firstWay, MOST, wayThrough, type Flow, type FlowNode } from './sankey'

const node = (column: number, kind: FlowNode['kind'], qty: number, over: Partial<FlowNode> = {}): FlowNode =>
  ({ kind, column, qty, account: kind === 'end' ? 'used' : 'store', account_zh: '', account_en: '', ...over })

function flowOf(units: number): Flow {
  const nodes: FlowNode[] = [node(0, 'source', units * 10 + 5), node(1, 'house', units * 10 + 5), node(2, 'rest', 5)]
  const ways: Flow['ways'] = [{ qty: 5, part: 'store', stops: [0, 1, 2].map(n => ({ node: n, seq: 1 })) }]
  for (let u = 0; u < units; u++) {
    nodes.push(node(2, 'way', 10, { area_id: `a${u % 3}`, area: `街道${u % 3}` }))
    ways.unshift({ qty: 10, part: 'used', stops: [0, 1, nodes.length - 1].map(n => ({ node: n, seq: 2, doc_id: `${u}` })) })
  }
  return { nodes, ways } as unknown as Flow
}

const total = (flow: Flow): number => flow.ways.reduce((n, w) => n + w.qty, 0)

describe('the picture of a lot', () => {
  it('keeps every quantity: what enters a column is the whole', () => {
    const flow = flowOf(4)
    const d = draw(flow, 0, new Set(), 1000)
    for (const column of [0, 1, 2]) expect(d.nodes.filter(n => n.column === column).reduce((n, x) => n + x.qty, 0)).toBe(total(flow))
    expect(d.bands.filter(b => b.to.column === 2).reduce((n, b) => n + b.qty, 0)).toBe(total(flow))
    expect(d.nodes.find(n => n.column === 0)?.h ?? 0).toBeGreaterThan((d.nodes.find(n => n.column === 2 && n.qty === 10)?.h ?? 0) * 3)
  })
  it('groups a full column by subdistrict, and opens a group when asked', () => {
    const flow = flowOf(30)
    const shut = draw(flow, 0, new Set(), 1000)
    const third = shut.nodes.filter(n => n.column === 2)
    expect(third.length).toBeLessThanOrEqual(MOST)
    expect(third.reduce((n, x) => n + x.qty, 0)).toBe(total(flow))
    const group = third.find(n => n.nodes.length > 1)
    const open = draw(flow, 0, new Set([group?.key ?? '']), 1000)
    expect(open.nodes.filter(n => n.column === 2).length).toBe(third.length - 1 + (group?.nodes.length ?? 0))
  })
  it('nothing overlaps in a column, and the chosen way is marked from end to end', () => {
    const d = draw(flowOf(6), 2, new Set(), 1000)
    for (const column of [0, 1, 2]) {
      const list = d.nodes.filter(n => n.column === column).sort((a, b) => a.y - b.y)
      list.forEach((n, i) => { const next = list[i + 1]; if (next) expect(n.y + n.h).toBeLessThanOrEqual(next.y) })
      expect(list.filter(n => n.chosen).length).toBe(1)
    }
    expect(d.bands.filter(b => b.chosen).length).toBe(2)
  })
  it('starts with the most that reached somebody, and finds a way through any node', () => {
    const flow = flowOf(3)
    expect(flow.ways[firstWay(flow)]?.part).toBe('used')
    expect(wayThrough(flow, [2])).toBe(3)
  })
})
