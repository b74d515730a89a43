/* SPDX-License-Identifier: Apache-2.0 */
/* Money from the grid worker's hands to the shop: handed over on the phone with the network cut, counted by both, confirmed for the day. */
import { expect, it } from 'vitest'
import { axe, clipped, type Eyes } from '../browser'
import { onBothStores, type World } from './world'

const PHONE: Eyes = { width: 390, height: 844, touch: true }
interface Rows<T> { items: T[] }
interface Form { offers: { offer_id: string; shop_id: string }[] }
interface Mine { held: string; parts: { shop_id: string; shop: string; held: string }[] }
interface Handed { doc_id: string; state: string; worker?: string; shop_sum?: string }
let shop = ''
let before = '0.00'

async function order(world: World): Promise<void> {
  const homes = (await world.call<Rows<{ household_id: string }>>('grid', 'GET', '/api/v1/households?limit=60')).items
  for (const home of homes.reverse()) {
    const form = await world.call<Form>('grid', 'GET', `/api/v1/orders/form?household_id=${home.household_id}`)
    const offer = form.offers[0]
    if (!offer) continue
    shop = offer.shop_id
    const body = { household_id: home.household_id, offer_id: offer.offer_id, pay: 'prepaid', channel: 'worker', again_ok: true, wants: [{ line_no: 1, qty: 1 }] }
    const made = await world.call<{ state?: string }>('grid', 'POST', '/api/v1/orders', body).catch(() => ({}) as { state?: string })
    if (made.state === 'paid') return
  }
  throw new Error('no household of the demo could order')
}
const mine = (world: World): Promise<Mine> => world.call<Mine>('grid', 'GET', '/api/v1/cash/mine')
const newest = async (world: World): Promise<Handed> => (await world.call<Rows<Handed>>('grid', 'GET', '/api/v1/settlements?limit=1')).items[0] as Handed

onBothStores('settlement', world => {
  it('the worker hands money over without a network: kept, sent once when it is back', async () => {
    await order(world())
    const page = await world().as('grid', '/field/#/cash', PHONE)
    before = (await mine(world())).held
    await page.getByRole('button', { name: /^交给/ }).first().waitFor()
    expect(await axe(page)).toEqual([])
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready
      if (!navigator.serviceWorker.controller) await new Promise(done => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }))
    })
    await page.context().setOffline(true)
    world().expectErrors(/ERR_INTERNET_DISCONNECTED|Failed to fetch|net::ERR/)
    await page.goto(`/field/#/cash/to/${shop}`)
    await page.getByLabel('你点的数').fill('1e9')
    await expect.poll(() => page.getByRole('button', { name: '先填点数' }).isDisabled()).toBe(true)
    await page.getByLabel('你点的数').fill('50')
    await page.getByRole('button', { name: '按 50.00 元交出' }).click()
    await page.getByText('已存手机').first().waitFor()
    await page.context().setOffline(false)
    await expect.poll(async () => (await newest(world())).worker, { timeout: 20_000 }).toBe('50.00')
    expect((await newest(world())).state).toBe('draft')
    expect((await mine(world())).held).toBe(before)
  })

  it('the shop counts another sum: both see the difference and nothing moves', async () => {
    const page = await world().as('shop', '/command/settlement?view=handed')
    await page.locator('tbody button.open').first().click()
    const panel = page.locator('aside.panel')
    await panel.getByLabel('您点的数').fill('abc')
    await panel.getByRole('button', { name: '按这个数签收' }).click()
    await panel.getByText('填一个大于 0 的金额').waitFor()
    await panel.getByLabel('您点的数').fill('49.5')
    await panel.getByRole('button', { name: '按这个数签收' }).click()
    await panel.getByText('相差 ¥0.50').waitFor()
    expect(await axe(page)).toEqual([])
    expect((await mine(world())).held).toBe(before)
    const phone = await world().as('grid', '/field/#/cash', PHONE)
    await phone.getByRole('heading', { name: '等你点数' }).waitFor()
    await phone.getByText('两边差 ¥0.50').first().waitFor()
  })

  it('it counts again, the same: the money stands with the shop', async () => {
    const page = await world().as('shop', '/command/settlement?view=handed')
    await page.locator('tbody button.open').first().click()
    const panel = page.locator('aside.panel')
    await panel.getByLabel('您点的数').fill('50')
    await panel.getByRole('button', { name: '按这个数签收' }).click()
    await panel.getByText('两边一致').waitFor()
    expect(Number((await mine(world())).held)).toBe(Number(before) - 50)
    expect((await newest(world())).state).not.toBe('draft')
  })

  it('shop and station confirm the statement of the day; another total is not hidden', async () => {
    const books = (await world().call<Rows<{ total: string }>>('station', 'GET', '/api/v1/statements?by=station')).items[0]?.total ?? '0.00'
    const wrong = String(Number(books) + 8)
    const confirm = async (login: string, side: string, total: string): Promise<void> => {
      const page = await world().as(login, '/command/settlement?view=statements&by=station')
      await page.locator('tbody button.open').first().click()
      const panel = page.locator('aside.panel')
      await panel.getByLabel('您手上的合计').fill(total)
      if (total !== books) await panel.getByLabel(/^说明/).fill('我们多记了一单')
      await panel.getByRole('button', { name: side }).click()
      if (total !== books) {
        await panel.getByText('我们多记了一单').waitFor()
        await panel.locator('header').getByText('有差异').waitFor()
        expect(await axe(page)).toEqual([])
        await panel.getByLabel('您手上的合计').fill(books)
        await panel.getByRole('button', { name: side }).click()
      }
      await panel.locator('header').getByText(login === 'shop' ? '一方确认' : '双方一致').waitFor()
    }
    await confirm('shop', '代门店确认', wrong)
    await confirm('station', '代社区（站点）确认', books)
  })

  it('nothing is cut on a small screen, in large type and in English', async () => {
    for (const eyes of [{ width: 390, height: 844, touch: true }, { width: 1440, height: 900, big: true }, { width: 1440, height: 900, lang: 'en' as const }]) {
      const page = await world().as('street', '/command/settlement?view=handed', eyes)
      await page.locator('table').waitFor()
      expect(await clipped(page)).toEqual([])
    }
  })
})
