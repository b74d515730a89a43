/* SPDX-License-Identifier: Apache-2.0 */
/* What was chosen, added up before anybody signs: together, per fund, per rule and bracket. */
import type { Pair } from '@/shared/i18n'
import { api, ask, type Act, type Schemas } from '@/shared/api/client'
import { fenOf, yuanOf } from '@/shared/sums'

export type Row = Schemas['approval_out']
export type Tour = Schemas['approval_tour']
/* A row of kind tour is no document: what is to be driven stands beside it. */
export const tourOf = (row: Row): Tour | undefined => row.tour?.[0]
export type Done = Schemas['approval_done']
export interface FundSum { fund: string; takes: string; free: string; short: string | undefined }
export interface BracketSum { bracket: Pair; n: number; sum: string }
export interface Sums { n: number; sum: string; funds: FundSum[]; brackets: BracketSum[] }

export const MOST = 100

function addTo<K, V>(map: Map<K, V>, key: K, first: V, add: (v: V) => void): void {
  const found = map.get(key) ?? first
  map.set(key, found)
  add(found)
}

export function sumsOf(rows: readonly Row[]): Sums {
  const funds = new Map<string, { fund: string; takes: bigint; free: bigint }>()
  const brackets = new Map<string, { bracket: Pair; n: number; fen: bigint }>()
  let all = 0n
  for (const row of rows) {
    const total = fenOf(row.total ?? '0')
    all += total
    addTo(brackets, `${row.kind} ${row.bracket_zh}`, { bracket: [row.bracket_zh, row.bracket_en], n: 0, fen: 0n }, b => { b.n += 1; b.fen += total })
    if (row.fund_id && row.fund_takes)
      addTo(funds, row.fund_id, { fund: row.fund ?? '', takes: 0n, free: fenOf(row.fund_free ?? '0') }, f => { f.takes += fenOf(row.fund_takes ?? '0') })
  }
  return {
    n: rows.length, sum: yuanOf(all),
    funds: [...funds.values()].map(f => ({ fund: f.fund, takes: yuanOf(f.takes), free: yuanOf(f.free), short: f.takes > f.free ? yuanOf(f.takes - f.free) : undefined })),
    brackets: [...brackets.values()].map(b => ({ bracket: b.bracket, n: b.n, sum: yuanOf(b.fen) })),
  }
}

/* The refusal beside an approval has the same name in every kind. */
export const decide = (rows: readonly Row[], refuse: boolean, note: string, act: Act): Promise<Schemas['approvals_act_out']> =>
  ask(api.POST('/api/v1/approvals', { params: { header: act }, body: {
    items: rows.map(row => ({ doc_id: row.doc_id, version: row.version, verb: refuse ? 'refuse' : row.verb })), ...(note ? { note } : {}),
  } }))
