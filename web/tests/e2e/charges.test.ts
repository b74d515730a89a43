/* SPDX-License-Identifier: Apache-2.0 */
/* What units owe for the goods they drew: their sums by agent, and a price stated, on the page. */
import { expect, it } from 'vitest'
import { axe, clipped } from '../browser'
import { onBothStores, type World } from './world'

interface Rows<T> { items: T[] }
interface Payer { open: string }
const payers = async (world: World): Promise<Payer[]> => (await world.call<Rows<Payer>>('supply', 'GET', '/api/v1/charges/payers?limit=100')).items
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
})
