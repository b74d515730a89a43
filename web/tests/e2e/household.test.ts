/* SPDX-License-Identifier: Apache-2.0 */
/* A household on its own phones, the network cut and restored. */
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { axe, clipped, still, type Eyes } from '../browser'
import { onBothStores, type World } from './world'

const PHONE: Eyes = { width: 390, height: 844, touch: true }
interface Link { token: string; place_id: string }
interface Home { household_id: string; door: string }
interface Row { doc_id: string; state: string; pickup_no: string }

async function linkOf(world: World): Promise<Link> {
  const { items } = await world.call<{ items: Link[] }>('grid', 'GET', '/api/v1/resident-links')
  const link = items.at(-1)
  if (!link) throw new Error('the demo has no link')
  return link
}
async function homeOf(world: World, nth: number): Promise<Home> {
  const { items } = await world.call<{ items: Home[] }>('grid', 'GET', `/api/v1/households?limit=60&under_id=${(await linkOf(world)).place_id}`)
  const home = items[nth]
  if (!home) throw new Error(`the demo has no household ${nth}`)
  return home
}
/* Through the code at the gate and the worker's eight digits. */
async function comeIn(world: World, home: Home, eyes: Eyes = PHONE): Promise<Page> {
  const { code } = await world.call<{ code: string }>('grid', 'POST', `/api/v1/households/${home.household_id}/code`, {})
  const page = await world.as('', `/open?link=${(await linkOf(world)).token}`, eyes)
  await page.locator('form .big-button.second').click()
  await page.locator('form input').fill(code)
  await page.locator('form .big-button').first().click()
  await page.locator('.goods').first().waitFor()
  return page
}
const ordersOf = async (world: World, home: Home): Promise<Row[]> =>
  (await world.call<{ items: Row[] }>('grid', 'GET', `/api/v1/orders?household_id=${home.household_id}`)).items.filter(one => one.state !== 'void')

async function atRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
    if (!navigator.serviceWorker.controller) await new Promise(done => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }))
  })
}

onBothStores('household', world => {
  it('orders without a network: kept on the phone, after a reload too, submitted once when it is back', async () => {
    const home = await homeOf(world(), 20)
    const page = await comeIn(world(), home)
    expect(await axe(page)).toEqual([])
    await atRest(page)
    world().expectErrors(/ERR_INTERNET_DISCONNECTED|Failed to fetch|net::ERR/)
    await page.context().setOffline(true)
    await page.reload()
    await page.locator('.card-button').first().click()
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByText('没网：点了先存手机').waitFor()
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: '提交订单' }).click()
    await page.getByText('已存手机，有网自动提交', { exact: false }).first().waitFor()
    expect(await page.getByText('已提交').count() + await page.getByText('已确认').count()).toBe(0)
    expect(await ordersOf(world(), home)).toEqual([])
    await page.reload()
    await page.getByText('已存手机，有网自动提交', { exact: false }).first().waitFor()
    await page.context().setOffline(false)
    await page.locator('.list-rows .line').first().waitFor()
    expect(await ordersOf(world(), home)).toHaveLength(1)
    await page.locator('.list-rows .line').first().click()
    const [order] = await ordersOf(world(), home)
    await expect.poll(() => page.locator('.number').innerText()).toBe(order?.pickup_no)
    expect(await axe(page)).toEqual([])
  })

  it('two phones of one household are one: what one ordered the other sees, changes and cancels', async () => {
    const home = await homeOf(world(), 21)
    const first = await comeIn(world(), home)
    const second = await comeIn(world(), home)
    await first.locator('.card-button').first().click()
    await first.getByRole('button', { name: '下一步' }).click()
    await first.getByRole('button', { name: '提交订单' }).click()
    await first.locator('.number').waitFor()
    const number = await first.locator('.number').innerText()
    await second.goto('/resident/#/orders')
    await second.locator('.list-rows .line').first().click()
    await expect.poll(() => second.locator('.number').innerText()).toBe(number)
    await second.getByRole('button', { name: '改这单' }).click()
    await second.getByRole('button', { name: '下一步' }).click()
    await second.getByLabel('要交代的（可不写）').fill('放门口')
    await second.getByRole('button', { name: '提交修改' }).click()
    await second.getByText('放门口').waitFor()
    await expect.poll(() => second.locator('.number').innerText()).toBe(number)
    await second.getByRole('button', { name: '取消这单' }).click()
    await second.getByRole('button', { name: '取消订单' }).click()
    await second.getByText('已取消').first().waitFor()
    expect(await ordersOf(world(), home)).toEqual([])
  })

  it('a phone that is withdrawn is told so and shows nothing of the household', async () => {
    const home = await homeOf(world(), 22)
    const page = await comeIn(world(), home)
    const { items } = await world().call<{ items: { phone_id: string }[] }>('grid', 'GET', `/api/v1/households/${home.household_id}/phones`)
    for (const phone of items) await world().call('grid', 'DELETE', `/api/v1/households/phones/${phone.phone_id}`)
    await page.reload()
    await page.getByText('这台手机已退出').waitFor()
    expect(await page.getByText(home.door, { exact: true }).count()).toBe(0)
  })

  it('who is not on the roster waits for the grid worker, who says yes on his phone', async () => {
    const page = await world().as('', `/open?link=${(await linkOf(world())).token}`, PHONE)
    await page.locator('select').selectOption('1号楼')
    await page.getByLabel('单元（没有不填）').fill('1')
    await page.getByLabel('房号').fill('101')
    await page.getByLabel('姓名').fill('新来的')
    await page.getByLabel('手机号后 4 位').fill('9999')
    await page.getByRole('button', { name: '登记', exact: true }).click()
    await page.getByRole('heading', { name: '等网格员确认' }).waitFor()
    expect(await axe(page)).toEqual([])
    const worker = await world().as('grid', '/field/#/claims', PHONE)
    await worker.getByText('新来的').waitFor()
    expect(await axe(worker)).toEqual([])
    await worker.getByRole('button', { name: '是这家，认领' }).click()
    await worker.getByText('没有等认领的').waitFor()
    await page.getByRole('button', { name: '看看好了没有' }).click()
    await page.locator('.goods').first().waitFor()
  })

  it('reads well dark, in large type, in English', async () => {
    let nth = 24
    for (const eyes of [{ ...PHONE, look: 'dark' as const }, { ...PHONE, big: true }, { ...PHONE, big: true, lang: 'en' as const, look: 'dark' as const }]) {
      const page = await comeIn(world(), await homeOf(world(), nth++), eyes)
      for (const hash of ['order', 'orders', 'mine', 'needs', 'neighbour', 'help']) {
        await page.goto(`/resident/#/${hash}`)
        await page.locator('.phone-main').waitFor()
        await still(page)
        if (eyes.big) {
          const small = await page.evaluate(() => [...document.querySelectorAll<HTMLElement>('.phone *')].filter(el => [...el.childNodes].some(n => n.nodeType === 3 && n.textContent?.trim()) && !el.closest('.sr-only') && parseFloat(getComputedStyle(el).fontSize) < 18).map(el => el.textContent))
          expect(small).toEqual([])
        }
        expect(await axe(page)).toEqual([])
        expect(await clipped(page)).toEqual([])
      }
      await page.close()
    }
  })
})
