/* SPDX-License-Identifier: Apache-2.0 */
import { beforeEach, describe, expect, it } from 'vitest'
import { lang } from '@/shared/i18n'
import { pagesShown } from '@/ui-desk/pages'
import { dueTitle, emptyFilter, isFiltered, namesTitle, query, sortOf, sortWord } from './filter'
import { dueText, flagOf, isLate, ownDays, shortNumber, waited, type Finding, type Line, type Row } from './rows'
import { actsOf, buttonText, groupOf, groupsOf, sumsOf, usual } from './vetting'

const NOW = Date.parse('2026-11-24T11:06:00+08:00')

const line = (change: Partial<Line> = {}): Line => ({
  line_no: 1, item_id: '7', item_code: 'YL001', item: '医用外科口罩', item_en: 'surgical mask', category: 'masks', unit: '只', pack: 10, priority: 1, wanted: 100, own_stock: 0, received_before: 0,
  asked: 100, granted: 0, dropped: 0, sent: 0, taken: 0, back: 0, lost: 0, waiting: true, can: 100, available: 500, own_known: false, own_tenths: 0, ...change,
})
const finding = (kind: Finding['kind'], change: Partial<Finding> = {}): Finding => ({ kind, problem: kind !== 'late' && kind !== 'leader', line_no: 1, zh: '中文', en: 'English', ...change })
const row = (change: Partial<Row> = {}): Row => ({
  doc_id: '1', version: 2, number: 'XQ-330114-20261124-0372', state: 'raised', unit_id: '9', unit: '云水社区', unit_kind: 'clinic', unit_kind_zh: '一线', unit_kind_en: 'front line', area: '白杨街道',
  to_place_id: '9', priority: 1, channel: 'phone', asked: '2026-11-24T10:41:00+08:00', changed: '2026-11-24T10:41:00+08:00', problem: false, n_lines: 1, lines: [line()], findings: [], ...change,
})

beforeEach(() => { lang.value = 'zh' })

describe('a row', () => {
  it('shows the last part of a number of today, and its day otherwise', () => {
    expect(shortNumber('XQ-330114-20261124-0372', NOW)).toBe('0372')
    expect(shortNumber('XQ-330114-20261122-0372', NOW)).toBe('1122-0372')
    expect(shortNumber(undefined, NOW)).toBe('草稿')
  })

  it('says the day wanted by in words near today', () => {
    expect(dueText('2026-11-24', NOW)).toBe('今天')
    expect(dueText('2026-11-25', NOW)).toBe('明天')
    expect(dueText('2026-11-28', NOW)).toBe('11-28')
    expect(dueText(undefined, NOW)).toBe('—')
  })

  it('counts the waiting in minutes, and from two days on in days; late is after the plan’s time', () => {
    expect(waited(row(), NOW)).toBe('25 分')
    expect(waited(row({ asked: '2026-11-20T10:41:00+08:00' }), NOW)).toBe('4 天')
    expect(isLate(row({ vet_by: '2026-11-24T11:00:00+08:00' }), NOW)).toBe(true)
    expect(isLate(row({ vet_by: '2026-11-24T11:00:00+08:00', state: 'open' }), NOW)).toBe(false)
  })

  it('tells own stock in days only where it can be known', () => {
    expect(ownDays(line({ own_known: true, own_tenths: 9 }))).toBe('0.9')
    expect(ownDays(line())).toBe('—')
  })

  it('flags the worst finding with its figure, and says all of them on asking', () => {
    expect(flagOf(row())).toBeUndefined()
    expect(flagOf(row({ findings: [finding('late', { qty: 70 })] }))).toBeUndefined()
    expect(flagOf(row({ findings: [finding('over', { qty: 20 })] }))).toMatchObject({ tone: 'warn', text: '超限量 20 只' })
    expect(flagOf(row({ findings: [finding('over', { qty: 20 }), finding('short', { qty: 0 })] }))).toMatchObject({ tone: 'bad', text: '本区无货', why: '中文；中文' })
    expect(flagOf(row({ findings: [finding('received', { qty: 2400 })] }))?.text).toBe('近期已得 2,400 只')
  })
})

describe('the selection', () => {
  const passes = row({ doc_id: '1' })
  const over = row({ doc_id: '2', lines: [line({ can: 80 })], findings: [finding('over', { qty: 20 })] })
  const none = row({ doc_id: '3', lines: [line({ can: 0, available: 0 })], findings: [finding('short', { qty: 0 })] })
  const twice = row({ doc_id: '4', lines: [line({ can: 0 })], findings: [finding('double', { other_number: 'XQ-330114-20261124-0381', other_doc_id: '5', qty: 104 })] })
  const decided = row({ doc_id: '6', state: 'open' })

  it('is sorted by what was found', () => {
    expect([passes, over, none, twice, decided].map(groupOf)).toEqual(['passes', 'over', 'nothing', 'double', 'other'])
    expect(groupsOf([twice, passes, over]).map(g => g.key)).toEqual(['passes', 'over', 'double'])
  })

  it('becomes one act each: trimmed amounts carry their reason, refusals the note', () => {
    const acts = actsOf(groupsOf([passes, over, none, twice]), { ...usual }, '已按 0381 登记')
    expect(acts).toEqual([
      { doc_id: '1', version: 2, verb: 'vet' },
      { doc_id: '2', version: 2, verb: 'vet', amounts: [{ line_no: 1, qty: 80 }], note: '按上限或可用量核减：中文' },
      { doc_id: '3', version: 2, verb: 'leave' },
      { doc_id: '4', version: 2, verb: 'refuse', note: '已按 0381 登记' },
    ])
    expect(sumsOf(acts)).toEqual({ vet: 2, refuse: 1, special: 0, leave: 1 })
    expect(buttonText(sumsOf(acts))).toBe('批准 2 单，退回 1 单')
    lang.value = 'en'
    expect(buttonText({ vet: 0, refuse: 2, special: 0, leave: 0 })).toBe('Send back 2')
  })
})

describe('the filter', () => {
  it('asks only for what was chosen', () => {
    expect(query({ ...emptyFilter })).toEqual({ tab: 'waiting', sort: 'due', page: 1, limit: 50 })
    expect(query({ ...emptyFilter, areas: ['3', '4'], text: ' 口罩 ', to: '2026-11-26', problems: '1', page: 'x' })).toEqual({
      tab: 'waiting', sort: 'due', page: 1, limit: 50, areas: '3,4', text: '口罩', due_to: '2026-11-26', problems: true })
    expect(isFiltered({ ...emptyFilter, page: '3' })).toBe(false)
  })

  it('names its values', () => {
    expect(dueTitle({ ...emptyFilter, to: '2026-11-26' })).toBe('11-26 前')
    expect(namesTitle(['a', 'b', 'c', 'd'], v => v)).toBe('a、b等 4 个')
    expect(namesTitle(['a'], v => v)).toBe('a')
  })

  it('turns columns into the server’s orders and back', () => {
    expect(sortWord('due', true)).toBe('due_last')
    expect(sortOf('oldest', ['number', 'due', 'waits'])).toEqual({ key: 'number', down: false })
    expect(sortOf('nonsense', ['due'])).toEqual({ key: 'due', down: false })
  })
})

it('page numbers keep first, last and those around', () => {
  expect(pagesShown(1, 3)).toEqual([1, 2, 3])
  expect(pagesShown(6, 20)).toEqual([1, 0, 5, 6, 7, 0, 20])
  expect(pagesShown(3, 20)).toEqual([1, 2, 3, 4, 0, 20])
})
