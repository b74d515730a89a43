/* SPDX-License-Identifier: Apache-2.0 */
/* The daily meeting: one person changes a line with a reason, others sign; nobody approves what he made, nor while a change is undecided. */
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { axe, clipped } from '../browser'
import { onBothStores, type World } from './world'

interface Row { request_id: string; request_line_no: number; unit: string; number: string; now: number; most: number; pinned: boolean }
interface Table { doc_id: string; state: string; item_id: string; needed: number; given: number; items: { item_id: string; zh: string; pack: number }[]; rows: Row[]; changes: { reason: string; undone?: string }[] }
interface Effect { lines: { after: number; before: number; pinned: boolean; unit: string }[] }

const PATH = '/api/v1/allocations'

async function latest(world: World): Promise<Table> {
  const { items } = await world.call<{ items: { doc_id: string; state: string }[] }>('supply', 'GET', `${PATH}?limit=5`)
  const doc = items.find(one => one.state !== 'void')
  return world.call<Table>('supply', 'GET', `${PATH}/${doc?.doc_id ?? ''}/table`)
}

/* A line that could get a pack more, of an item where somebody else would have to give it. */
async function movable(world: World): Promise<{ item: Table['items'][number]; row: Row }> {
  const table = await latest(world)
  for (const item of table.items.slice(0, 12)) {
    const { rows } = await world.call<Table>('supply', 'GET', `${PATH}/${table.doc_id}/table?item_id=${item.item_id}`)
    for (const row of rows.filter(one => one.now + item.pack <= one.most && rows.filter(r => r.unit === one.unit).length === 1)) {
      const pins = [{ request_id: row.request_id, request_line_no: row.request_line_no, qty: row.now + item.pack }]
      const effect = await world.call<Effect>('supply', 'POST', `${PATH}/${table.doc_id}/what-if`, { pins }).catch(() => undefined)
      if (effect?.lines.some(line => !line.pinned && line.after < line.before)) return { item, row }
    }
  }
  throw new Error('no line of the demo can take a pack from another')
}

const quantity = (page: Page, unit: string) => page.getByRole('textbox', { name: `${unit}今日分`, exact: true })

async function tryPackMore(page: Page, unit: string): Promise<void> {
  await quantity(page, unit).focus()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await page.locator('.effect').waitFor()
}

onBothStores('the daily meeting', world => {
  it('the supply group computes a proposal from the page', async () => {
    const page = await world().as('supply', '/command/meeting?panel=start')
    await page.getByRole('button', { name: /按 \d+ 种物资算/ }).click()
    await page.getByRole('button', { name: '交会商批准' }).waitFor()
    await page.getByRole('columnheader', { name: '今日分' }).waitFor()
    expect((await latest(world())).state).toBe('draft')
    expect(await axe(page)).toEqual([])
    expect(await clipped(page)).toEqual([])
  })

  it('a change shows its effect before it is adopted, and does exactly that', async () => {
    const { item, row } = await movable(world())
    const page = await world().as('supply', `/command/meeting?item=${item.item_id}`)
    await tryPackMore(page, row.unit)
    await expect.poll(() => page.getByText('谁让出').isVisible()).toBe(true)
    await expect.poll(() => page.getByRole('button', { name: '交会商批准' }).isDisabled()).toBe(true)       // nobody submits while it is undecided
    await expect.poll(() => page.getByText('有 1 处改动没定').isVisible()).toBe(true)
    await expect.poll(() => page.getByRole('button', { name: '采用改动' }).isDisabled()).toBe(true)         // a reason is owed
    expect(await axe(page)).toEqual([])
    const before = await latest(world())
    expect(before.changes.length).toBe(0)                                                       // trying wrote nothing
    const told = await page.locator('.effect tr').allInnerTexts()
    await page.getByRole('textbox', { name: '为什么改' }).fill('值守加岗，现场核实')
    await page.getByRole('button', { name: '采用改动' }).click()
    await page.getByText('演示-供应保障组').last().waitFor()
    await page.locator('.said', { hasText: '值守加岗，现场核实' }).waitFor()
    const after = await world().call<Table>('supply', 'GET', `${PATH}/${before.doc_id}/table?item_id=${item.item_id}`)
    expect(after.rows.find(one => one.request_id === row.request_id)?.now).toBe(row.now + item.pack)
    await page.locator('.effect tr').first().waitFor()
    await expect.poll(() => page.locator('.effect tr').allInnerTexts()).toEqual(told)
  })

  it('who was slower sees both values and chooses', async () => {
    const table = await latest(world())
    const { item, row } = await movable(world())
    const slow = await world().as('supply', `/command/meeting?item=${item.item_id}`)
    await tryPackMore(slow, row.unit)
    const pins = [{ request_id: row.request_id, request_line_no: row.request_line_no, qty: 0 }]
    await world().call('supply', 'POST', `${PATH}/${table.doc_id}/changes`, { pins, reason: '先改的人' })
    await slow.getByRole('textbox', { name: '为什么改' }).fill('后改的人')
    await slow.getByRole('button', { name: '采用改动' }).click()
    await slow.getByText(/先改了方案/).waitFor()
    await expect.poll(() => slow.getByText(`现在是 0，你要改成 ${row.now + item.pack}`).count()).toBe(1)
    await slow.getByRole('button', { name: '用现在的' }).click()
    await slow.getByText('点一行的「今日分」', { exact: false }).waitFor()
    expect((await latest(world())).changes.length).toBe(2)
  })

  it('a change is taken back', async () => {
    const page = await world().as('supply', '/command/meeting?panel=record')
    await page.getByRole('button', { name: /先改的人/ }).click()
    await page.getByRole('button', { name: '撤销改动' }).click()
    await expect.poll(async () => (await latest(world())).changes.filter(change => change.undone === undefined).length, { timeout: 10_000 }).toBe(1)
  })

  it('a quantity that breaks a pack is answered with what it could be', async () => {
    const { item, row } = await movable(world())
    if (item.pack < 2) return
    const page = await world().as('supply', `/command/meeting?item=${item.item_id}`)
    await quantity(page, row.unit).fill(String(row.now + 1))
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: `改成 ${row.now + item.pack}`, exact: true }).click()
    await page.locator('.effect').waitFor()
    await page.getByRole('button', { name: '放弃' }).click()
  })

  it('who made it submits it, and cannot approve it', async () => {
    const page = await world().as('supply', '/command/meeting')
    await page.getByRole('button', { name: '交会商批准' }).click()
    await page.getByText(/自己拟的方案由别人批准/).waitFor()
    await expect.poll(() => page.getByRole('button', { name: /^(批准|会签)/ }).count()).toBe(0)
    const { doc_id } = await latest(world())
    await expect(world().call('supply', 'POST', `${PATH}/${doc_id}/approve`, {})).rejects.toThrow('403')
  })

  it('others sign in order, and the first sees what was changed and why', async () => {
    const page = await world().as('approver', '/command/meeting?panel=record')
    await page.getByText('值守加岗，现场核实').waitFor()
    await expect.poll(() => page.locator('input.qty').count()).toBe(0)
    await page.getByRole('button', { name: /^会签（1/ }).click()
    await page.getByRole('dialog').getByRole('button', { name: /^会签（1/ }).click()
    await page.getByText(/你签过了/).waitFor()
    const { doc_id, needed, given } = await latest(world())
    expect(given).toBe(1)
    for (const login of ['rescue', 'leader', 'deputy'])
      if ((await latest(world())).state === 'review') await world().call(login, 'POST', `${PATH}/${doc_id}/approve`, {}).catch(() => undefined)
    const now = await latest(world())
    expect(now.state).toBe('held')
    expect(now.given).toBe(needed)
  })

  it('the supply group issues it', async () => {
    const page = await world().as('supply', '/command/meeting')
    await page.getByRole('button', { name: '下达调拨单' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '下达调拨单' }).click()
    await page.getByText(/已下达 \d+ 张调拨单/).first().waitFor({ timeout: 60_000 })
    const { items } = await world().call<{ items: unknown[] }>('supply', 'GET', '/api/v1/dispatches?state=ordered&limit=10')
    expect(items.length).toBeGreaterThan(0)
  })

  it('reads on a phone, dark, in English; nobody edits there', async () => {
    const page = await world().as('leader', '/command/meeting', { width: 390, height: 844, look: 'dark', lang: 'en', touch: true })
    await page.getByRole('columnheader', { name: 'Today' }).waitFor()
    await expect.poll(() => page.locator('input.qty').count()).toBe(0)
    expect(await axe(page)).toEqual([])
    expect(await clipped(page)).toEqual([])
  })
})
