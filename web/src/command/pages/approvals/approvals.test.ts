/* SPDX-License-Identifier: Apache-2.0 */
import { describe, expect, it } from 'vitest'
import { sumsOf, type Row } from './approvals'

const row = (fields: Partial<Row>): Row => ({
  doc_id: '1', version: 2, kind: 'purchase', kind_zh: '采购单', kind_en: 'purchase', state: 'review', verb: 'approve', zh: '批准采购', en: 'Approve', place_no: 1, of: 1,
  n_lines: 1, created: '2026-11-21T10:00:00+08:00', since: '2026-11-21T10:00:00+08:00', late: false, why_zh: '因', why_en: 'why', bracket_zh: '采购审批 · 5 万以下', bracket_en: 'buying · below',
  quantity: false, own: 0, others: 0, alike: 0, decides: 0, splits: false, blocked: false, ...fields,
})

describe('what was chosen is added up before it is signed', () => {
  it('adds fen exactly, per fund and per bracket, and says what a fund is short of', () => {
    const sums = sumsOf([
      row({ total: '0.10', fund_id: '7', fund: '专户', fund_takes: '0.10', fund_free: '0.25' }),
      row({ doc_id: '2', total: '0.20', fund_id: '7', fund: '专户', fund_takes: '0.20', fund_free: '0.25' }),
      row({ doc_id: '3', kind: 'scrap', bracket_zh: '报废', bracket_en: 'scrap' }),
    ])
    expect(sums).toEqual({ n: 3, sum: '0.30', funds: [{ fund: '专户', takes: '0.30', free: '0.25', short: '0.05' }],
      brackets: [{ bracket: ['采购审批 · 5 万以下', 'buying · below'], n: 2, sum: '0.30' }, { bracket: ['报废', 'scrap'], n: 1, sum: '0.00' }] })
  })
  it('says nothing of funds nothing is taken from', () => {
    expect(sumsOf([row({ total: '5.00' })]).funds).toEqual([])
  })
})
