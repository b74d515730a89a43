/* SPDX-License-Identifier: Apache-2.0 */
/* What units owe for the goods they drew: a price stated, a payment by two people, an objection answered, all on the page. */
import { expect, it } from 'vitest'
import { axe, clipped } from '../browser'
import { onBothStores, type World } from './world'

interface Rows<T> { items: T[] }
interface Payer { payer_id: string; payer: string; open: string; disputed: number }
interface Statement { after: string; payer: Payer; lines: { drawn_id: string; state: string; open: string; objection?: string }[] }
const payers = async (world: World): Promise<Payer[]> => (await world.call<Rows<Payer>>('supply', 'GET', '/api/v1/charges/payers?limit=100')).items
const statement = (world: World, id: string): Promise<Statement> => world.call<Statement>('supply', 'GET', `/api/v1/charges/statements/${id}`)
const cents = (sum: string): number => Math.round(Number(sum) * 100)

onBothStores('charges', world => {
  it('units stand by what they owe; the education bureau is told its total, and one click shows its schools', async () => {
    const page = await world().as('supply', '/command/charges')
    await page.getByRole('row').nth(1).waitFor()
    const all = await payers(world())
    expect(await page.locator('tbody tr').count()).toBe(all.length)
    await page.getByRole('button', { name: /区教体局/ }).first().click()
    await expect.poll(() => page.locator('tbody tr').count()).toBeLessThan(all.length)
    expect(await axe(page)).toEqual([])
    expect(await clipped(page)).toEqual([])
  })

  it('a price is stated with its paper, and what waited for it is charged at once', async () => {
    const page = await world().as('supply', '/command/charges?view=waiting')
    const before = (await payers(world())).reduce((sum, p) => sum + cents(p.open), 0)
    await page.locator('tbody button.open').first().click()
    const panel = page.locator('aside.panel')
    await panel.getByRole('button', { name: '核定并计费' }).click()
    await panel.getByText('填一个大于 0 的金额').waitFor()
    await panel.getByLabel(/单价/).fill('2.5')
    await panel.getByRole('button', { name: '核定并计费' }).click()
    await panel.getByText('请填依据').waitFor()
    await panel.getByLabel(/依据/).fill('发改价核 9 号')
    expect(await axe(page)).toEqual([])
    await panel.getByRole('button', { name: '核定并计费' }).click()
    await page.getByText(/已计费 \d+ 行/).waitFor()
    await expect.poll(async () => (await payers(world())).reduce((sum, p) => sum + cents(p.open), 0)).toBeGreaterThan(before)
  })

  it('a payment is entered with its slip and confirmed by another person, never by who entered it', async () => {
    const school = (await payers(world())).find(p => p.payer.includes('前进实验学校'))
    if (!school) throw new Error('the demo has no such school')
    const page = await world().as('supply', `/command/charges?one=${school.payer_id}`)
    const panel = page.locator('aside.panel')
    await panel.getByRole('button', { name: '登记收款' }).click()
    await panel.getByLabel(/收到金额/).fill(String((cents(school.open) + 1) / 100))
    await panel.getByLabel(/银行回单号/).fill('HD-2026-77')
    await panel.getByRole('button', { name: '登记', exact: true }).click()
    await panel.getByText(/只欠/).waitFor()
    await panel.getByLabel(/收到金额/).fill('100')
    await panel.getByRole('button', { name: '登记', exact: true }).click()
    await panel.getByText('等另一人核对到账').waitFor()
    expect((await statement(world(), school.payer_id)).after).toBe(school.open)

    await page.goto('/command/charges?view=confirm')
    await page.locator('tbody tr', { hasText: school.payer }).getByRole('button').click()
    await panel.getByText('须由另一人核对').waitFor()
    const other = await world().as('approver', '/command/charges?view=confirm')
    await other.locator('tbody tr', { hasText: school.payer }).getByRole('button').click()
    await other.locator('aside.panel').getByText('HD-2026-77').waitFor()
    expect(await axe(other)).toEqual([])
    await other.locator('aside.panel').getByRole('button', { name: '核对到账' }).click()
    await expect.poll(async () => cents((await statement(world(), school.payer_id)).after)).toBe(cents(school.open) - 10000)
  })

  it('a unit objects to a row of its statement; the answer takes something off once another person approves', async () => {
    const clerk = await world().as('clerks', '/command/charges')
    const target = (await payers(world())).find(p => p.payer.includes('街道办事处') && p.disputed === 0)
    if (!target) throw new Error('no township of the demo owes anything')
    await clerk.goto(`/command/charges?one=${target.payer_id}`)
    const panel = clerk.locator('aside.panel')
    await panel.getByRole('button', { name: '提异议' }).first().click()
    await panel.getByLabel('哪里不对').fill('数量多记了一箱')
    await panel.getByRole('button', { name: '提交异议' }).click()
    await panel.getByText('有异议').first().waitFor()
    expect(await panel.getByRole('button', { name: '登记收款' }).count()).toBe(0)

    const page = await world().as('supply', '/command/charges?view=objections')
    const item = page.getByRole('listitem').filter({ hasText: '数量多记了一箱' })
    await item.getByRole('button', { name: '答复' }).click()
    await item.getByLabel('答复内容').fill('按一箱冲减')
    await item.getByLabel(/冲减金额/).fill('0.5')
    await item.getByRole('button', { name: '冲减并答复' }).click()
    await item.getByText('按一箱冲减').waitFor()
    expect(await axe(page)).toEqual([])
    const other = await world().as('approver', '/command/charges?view=confirm')
    await other.locator('tbody tr', { hasText: target.payer }).getByRole('button').click()
    await other.locator('aside.panel').getByRole('button', { name: '批准冲减' }).click()
    await expect.poll(async () => cents((await statement(world(), target.payer_id)).after)).toBe(cents(target.open) - 50)
  })
})
