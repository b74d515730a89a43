/* SPDX-License-Identifier: Apache-2.0 */
/* S3.12: a round of market release from its drawing up to the closed account, at the pages: two points, the township, the meeting, both counts, takings by two people. */
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { axe, clipped } from '../browser'
import { onBothStores } from './world'

const MASK = '一次性民用口罩'
const SLIP = 'HD-TF-0001'
interface Sale {
  takings: string; paid: string; open: string; doc: { state: string; number: string; fund_id: string }
  lines: { released: number; under_way: number; at_point: number; sold: number; back: number; lost: number; astray: number }[]
}

async function pick(page: Page, label: string, text: string): Promise<void> {
  const field = page.getByRole('combobox', { name: label, exact: true })
  await field.click()
  await field.fill(text)
  await page.getByRole('option', { name: text }).first().click()
}
/* A step the panel offers by itself, and one with a form of this page. */
async function take(page: Page, step: string): Promise<void> {
  await page.locator('section.choices').getByRole('button', { name: step, exact: true }).click()
  await page.locator('.step button[type=submit]').click()
  await page.getByText(`${step}，办好了`).waitFor()
}
async function hand(page: Page, step: string, qty: number | undefined, then: string | RegExp): Promise<void> {
  await page.locator('aside.panel').getByRole('button', { name: step, exact: true }).click()
  const form = page.getByRole('form', { name: step })
  if (qty !== undefined) await count(form.getByRole('spinbutton'), qty)
  await form.locator('button[type=submit]').click()
  await page.getByText(then).first().waitFor()
}
/* Masks come 50 to a box. */
async function count(fields: ReturnType<Page['getByRole']>, qty: number): Promise<void> {
  await fields.nth(0).fill(String(Math.floor(qty / 50)))
  await fields.nth(0).press('Tab')
  await fields.nth(1).fill(String(qty % 50))
  await fields.nth(1).press('Tab')
}

onBothStores('market releases', world => {
  const ids: string[] = []
  const at = (i: number): string => `/command/sales?one=${ids[i] ?? ''}`
  const read = (): Promise<Sale> => world().call<Sale>('supply', 'GET', `/api/v1/sales/${ids[0] ?? ''}`)

  it('a round is drawn up for two points; what is refused is told for each point, and its draft is mended under its names', async () => {
    const page = await world().as('supply', '/command/sales')
    await page.getByRole('button', { name: '拟一轮投放' }).click()
    await pick(page, '出货仓库', '区中心库')
    await page.getByLabel('为什么投放').fill('口罩涨价，居民买不到平价口罩')
    await page.getByRole('button', { name: '加网点' }).click()
    await pick(page, '网点 1', '康济药房')
    await pick(page, '网点 2', '惠民菜店')
    await pick(page, '物资 1', MASK)
    await page.getByLabel('售价（元） 1').fill('0.70')
    await page.getByLabel('每户限购 1').fill('10')
    await page.getByLabel('采价（元） 1').fill('0.60')
    await page.getByText('高于市场价').waitFor()
    await page.getByLabel('采价来源 1').fill('11月20日农贸市场采价')
    await page.getByLabel(`${MASK} 数量 1`).fill('600')
    await page.getByLabel(`${MASK} 数量 2`).fill('200')
    await page.getByLabel('日期').fill('2026-11-21')
    await page.getByLabel('开始').fill('13:00')
    await page.getByLabel('结束').fill('18:00')
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: '提交会商' }).click()
    await page.getByText('2 个网点没提交成').waitFor()
    expect(await page.getByRole('alert').first().innerText()).toMatch(/康济药房.*高于市场价 0\.60 元[\s\S]*惠民菜店.*高于市场价/)
    expect(await axe(page)).toEqual([])
    for (const point of ['康济药房', '惠民菜店']) {
      await page.getByRole('alert').getByRole('button', { name: point }).click()
      await expect.poll(() => new URL(page.url()).searchParams.get('one') ?? ids[ids.length - 1]).not.toBe(ids[ids.length - 1])
      ids.push(new URL(page.url()).searchParams.get('one') ?? '')
      await page.getByRole('button', { name: '改草稿' }).click()
      const form = page.locator('form#sale')
      await form.getByText(MASK).first().waitFor()
      await form.getByText(point).first().waitFor()
      await form.getByText('区中心库').first().waitFor()
      expect(await form.innerText()).not.toMatch(/\d{15,}/)
      await page.getByLabel('售价（元） 1').fill('0.45')
      await page.getByText('比市场价低 25%').waitFor()
      await page.getByRole('button', { name: '提交会商' }).click()
      await page.locator('aside.panel').getByText('待会商').first().waitFor()
    }
  })

  it('the office of the township agrees, the meeting approves', async () => {
    const office = await world().as('clerks', at(0))
    await office.getByText('比市场价低 25%').waitFor()
    await take(office, '乡镇街道同意')
    const chair = await world().as('approver', at(0))
    await take(chair, '批准投放')
    await chair.locator('aside.panel').getByText('待出库').first().waitFor()
    expect(await axe(chair)).toEqual([])
  })

  it('goods leave and are counted in by both; ten are missing and turn up', async () => {
    const keeper = await world().as('keeper', at(0))
    await hand(keeper, '出库发往网点', undefined, '办好了')
    const point = await world().as('clerks', at(0))
    await hand(point, '网点点收', 590, '签了，还等')
    await keeper.reload()
    await hand(keeper, '网点点收', 590, '办好了')
    const { call } = world()
    await call('clerks', 'POST', `/api/v1/sales/${ids[0] ?? ''}/report`, { note: '少一包', parts: [{ line_no: 1, qty: 10 }] })
    for (const login of ['keeper', 'clerks']) await call(login, 'POST', `/api/v1/sales/${ids[0] ?? ''}/found`, { note: '车上找到', parts: [{ line_no: 1, qty: 10 }] })
    expect((await read()).lines).toMatchObject([{ released: 600, under_way: 0, astray: 0, at_point: 590, back: 10 }])
    const everybody = await world().as('', '/public')
    const told = await everybody.locator('section.card', { has: everybody.locator('#sales') }).innerText()
    expect(told).toMatch(/康济药房[\s\S]*11月21日 13:00–18:00[\s\S]*0\.45 元\/只\s+10 只[\s\S]*590 只/)
    expect(told).not.toContain('惠民菜店')
  })

  it('a batch is sold within the limit, its takings paid in with a slip and found by another person', async () => {
    await world().later('2026-11-21T14:30:00+08:00')
    const point = await world().as('clerks', at(0))
    await point.locator('aside.panel').getByRole('button', { name: '登记售出' }).click()
    const form = point.getByRole('form', { name: '登记售出' })
    await count(form.getByRole('spinbutton'), 500)
    await form.getByLabel('多少户').fill('9')
    await form.getByRole('button', { name: '登记', exact: true }).click()
    await form.getByText('超过限购').waitFor()
    await form.getByLabel('多少户').fill('52')
    await form.getByRole('button', { name: '登记', exact: true }).click()
    await point.getByText('登记了').waitFor()
    await point.getByText('货款 225.00 · 已到账 0.00 · 网点还欠 225.00').or(point.getByText(/网点还欠 ¥?225\.00/)).first().waitFor()
    await point.getByRole('button', { name: '缴款', exact: true }).click()
    const slip = point.getByRole('form', { name: '缴款' })
    await slip.getByLabel('银行回单号').fill(SLIP)
    await slip.getByRole('button', { name: '登记', exact: true }).click()
    await point.getByText('等另一人核对').first().waitFor()
    expect(await axe(point)).toEqual([])
    expect(await clipped(point)).toEqual([])
    const finder = await world().as('deputy', at(0))
    await hand(finder, '核对缴款到账', undefined, '办好了')
    expect(await read()).toMatchObject({ takings: '225.00', paid: '225.00', open: '0.00' })
  })

  it('the slip cannot be entered again as money received', async () => {
    const { call } = world()
    const { doc } = await read()
    const { org_id: giver } = await call<{ org_id: string }>('supply', 'POST', '/api/v1/orgs', { code: 'CZ-TF', name: '区财政局（演示）', roles: 'donor' })
    await expect(call('supply', 'POST', `/api/v1/funds/${doc.fund_id}/receipts`, { giver_id: giver, sum: '225.00', paper: SLIP })).rejects.toThrow(new RegExp(`${SLIP} 已登记在 ${doc.number}`))
  })

  it('the rest goes back, and the account closes: issued = sold + brought back + lost, money = price x sold', async () => {
    const point = await world().as('clerks', at(0))
    await hand(point, '余货退回仓库', 90, '签了，还等')
    const keeper = await world().as('keeper', at(0))
    await hand(keeper, '余货退回仓库', 90, '办好了')
    const page = await world().as('supply', at(0))
    await take(page, '办结')
    const counts = page.locator('dl.counts > div')
    await expect.poll(async () => (await counts.allInnerTexts()).map(s => s.replace(/\s+/g, ' '))).toEqual(['发出 600', '在途 0', '网点未售 0', '售出 500', '退回 100', '损失 0'])
    await page.getByText(/网点还欠 ¥?0\.00/).waitFor()
    expect(await axe(page)).toEqual([])
    expect(await read()).toMatchObject({ doc: { state: 'closed' }, takings: '225.00', paid: '225.00', open: '0.00', lines: [{ released: 600, sold: 500, back: 100, lost: 0, at_point: 0, under_way: 0 }] })
    const saved = page.waitForEvent('download')
    await page.locator('aside.panel').locator('button.icon').first().click()
    expect((await saved).suggestedFilename()).toContain('.pdf')
  })
}, { clock: '2026-11-21T10:00:00+08:00' })
