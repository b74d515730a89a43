/* SPDX-License-Identifier: Apache-2.0 */
import { describe, expect, it } from 'vitest'
import { onlyChanges, ruleAt, spanOf, stateOf, stockSentences, type Active, type Chapter, type Clause, type Effects } from './plan'
import { numeral } from './texts'

const clause = (no: string, line: number, more: Partial<Clause> = {}): Clause => ({ no, rule_id: `r${line}`, line, mark: 'same', runs: [{ text: 'a', kind: 'text', mark: 'same' }], columns: [], rows: [], ...more })
const chapters: Chapter[] = [{
  no: 1, section: 'goods', title: 'goods', changes: 2, groups: [
    { list: 'classes', title: 'classes', changes: 1, clauses: [clause('1.1', 3), clause('1.2', 7, { runs: [{ text: '7', kind: 'figure', mark: 'deleted', path: 'x' }] })] },
    { list: 'norms', title: 'norms', changes: 1, clauses: [clause('1.3', 0, { runs: [], rows: [
      { rule_id: 'a', rank: 1, line: 10, mark: 'same', cells: [{ runs: [] }] }, { rule_id: 'b', rank: 2, line: 12, mark: 'inserted', cells: [{ runs: [] }] }] })] },
    { list: 'needs', title: 'needs', changes: 0, clauses: [clause('1.4', 20)] },
  ],
}]

describe('a plan on the page', () => {
  it('shows only clauses and rows that changed', () => {
    const shown = onlyChanges(chapters)
    expect(shown[0]?.groups.map(g => g.list)).toEqual(['classes', 'norms'])
    expect(shown[0]?.groups[0]?.clauses.map(c => c.no)).toEqual(['1.2'])
    expect(shown[0]?.groups[1]?.clauses[0]?.rows.map(r => r.rule_id)).toEqual(['b'])
  })

  it('finds the clause a line of the file belongs to', () => {
    expect(ruleAt(chapters, 8)).toBe('c-1-2')
    expect(ruleAt(chapters, 13)).toBe('c-1-3')
    expect(ruleAt(chapters, 1)).toBe('')
  })

  it('says the numbers of a group and of a chapter', () => {
    expect(spanOf(chapters[0]!.groups[0]!)).toBe('1.1–1.2')
    expect([1, 10, 11, 15].map(numeral)).toEqual(['一', '十', '十一', '十五'])
  })

  it('says what is short most first, in the unit of the norm', () => {
    const row = { rule_id: 'n', class_id: 'x', class_en: 'x', old_target: 7, target: 10, old_fill: -1, fill: -1 }
    const effects: Effects = { place: '区', in_force: true, waiting: 0, documents: [], stock: [
      { ...row, class_zh: '粮食', old_short: 0, short_of: 0 },
      { ...row, class_zh: '猪肉', old_short: 6, short_of: 9, item: '鲜猪肉', item_unit: 'kg', old_fill: 340, fill: 5081 },
      { ...row, class_zh: '方便面', old_short: -1, short_of: -1 },
      { ...row, rule_id: 'other', class_zh: '棉被', old_short: 0, short_of: 5, unit: '床' },
    ] }
    expect(stockSentences(effects, 'n')).toEqual(['猪肉缺 6 天 → 9 天，单补鲜猪肉要 5,081 kg', '粮食目标 7 天 → 10 天，够', '方便面目标 7 天 → 10 天，缺多少算不出'])
    expect(stockSentences(effects, 'other')).toEqual(['棉被缺 0 床 → 5 床'])
  })

  it('knows the version in force from drafts and former ones', () => {
    const active = [{ plan_id: 'd7', plan_version: 2 }] as Active[]
    expect([1, 2, 3].map(n => stateOf(n, { plan_id: 'd7' }, active, 3))).toEqual(['former', 'current', 'draft'])
  })
})
