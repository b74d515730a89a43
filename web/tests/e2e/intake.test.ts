/* SPDX-License-Identifier: Apache-2.0 */
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { axe, clipped, type Eyes } from '../browser'
import { onBothStores } from './world'

const PHONE: Eyes = { width: 390, height: 844, touch: true }
interface Lists { items: { batch_id: string; title: string; problems: number; ready: number; done: number }[] }

onBothStores('intake', world => {
  const newest = async (): Promise<Lists['items'][number] | undefined> => (await world().call<Lists>('grid', 'GET', '/api/v1/chat-lists?limit=1')).items[0]

  it('a grid worker answers a question with one tap and takes over what is clear', async () => {
    const list = await newest()
    const page = await world().as('grid', `/command/intake?list=${list?.batch_id ?? ''}`)
    await page.getByText('每户最多 2 份').waitFor()
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: '改成 2 份' }).click()
    await page.getByText('每户最多 2 份').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: /^导入 \d+ 单/ }).click()
    await page.getByText(/^新 \d+，改 \d+，退 \d+/).waitFor()
    const after = await newest()
    expect(after?.ready).toBe(0)
    expect(after?.done).toBeGreaterThan(5)
    expect(after?.problems).toBeGreaterThan(0)
  })

  it('on a phone without a network the pasted text is kept and read later', async () => {
    const page = await world().as('grid', '/field/#/paste', PHONE)
    const text = page.locator('textarea')
    await text.waitFor()
    await page.getByText('今日蔬菜包').first().waitFor()
    expect(await axe(page)).toEqual([])
    await page.evaluate(async () => { await navigator.serviceWorker.ready })
    await page.context().setOffline(true)
    world().expectErrors(/ERR_INTERNET_DISCONNECTED|Failed to fetch|net::ERR/)
    await text.fill('#接龙\n晚上的菜\n1. 6-2-1001 蔬菜包1份\n2. 6-2-1002 蔬菜包9份\n')
    await page.getByRole('button', { name: '读一读' }).click()
    await page.getByText('已存手机，有网自动读').waitFor()
    await page.context().setOffline(false)
    await page.getByText('晚上的菜').first().waitFor({ timeout: 30_000 })
    await page.getByText('晚上的菜').first().click()
    await page.getByRole('button', { name: /改成 2 份/ }).click()
    await page.getByRole('button', { name: /^导入 2 单/ }).click()
    await page.getByText(/导入了：新 2/).waitFor()
    expect((await newest())?.done).toBe(2)
  })

  it('a table as it really comes: the preview says what is odd, a cell that cannot be read is asked, at the desk and on the phone', async () => {
    const page = await world().as('grid', '/command/intake?from=file')
    await page.locator('.spot select').nth(1).locator('option').first().waitFor({ state: 'attached' })
    await page.locator('input[type=file]').setInputFiles(resolve(import.meta.dirname, '../../../src/caps/intake/scenarios/odd.xlsx'))
    await page.getByText('12 行都核对了，6 行要问').waitFor()
    await page.getByText('隐藏的 1 行照样读；隐藏的 1 列照样读；公式 3 格，按存着的结果算；2 格读不出，那几行会问').waitFor()
    expect(await axe(page)).toEqual([])
    expect(await clipped(page)).toEqual([])
    await page.getByRole('button', { name: '收进来，12 行' }).click()
    await page.getByText(/^C 列：公式没有存下结果/).waitFor()
    await page.getByText(/^门牌格是日期/).waitFor()
    expect(await axe(page)).toEqual([])
    expect(await clipped(page)).toEqual([])
    const list = await newest()
    expect(list?.problems).toBe(6)
    const phone = await world().as('grid', `/field/#/paste/${list?.batch_id ?? ''}`, PHONE)
    await phone.getByText(/公式没有存下结果/).waitFor()
    expect(await axe(phone)).toEqual([])
    expect(await clipped(phone)).toEqual([])
  })
})
