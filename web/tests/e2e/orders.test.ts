/* SPDX-License-Identifier: Apache-2.0 */
/* An order from the grid worker's phone with the network cut, seen and changed at the desk, and cut short by the shop. */
import { expect, it } from 'vitest'
import { axe, clipped, type Eyes } from '../browser'
import { onBothStores, type World } from './world'

const PHONE: Eyes = { width: 390, height: 844, touch: true }
interface Rows<T> { items: T[] }
interface Home { household_id: string; door: string; grid_id: string }
interface Order { doc_id: string; state: string; own_fen: string; pickup_no: string; lines: { granted: number; dropped: number }[] }
interface Checked { ok: boolean }
interface Form { offers: { offer_id: string }[] }
let home: Home | undefined
let offer = ''

/* A household of the demo that may order now. */
async function findHome(world: World): Promise<Home> {
  const homes = (await world.call<Rows<Home>>('grid', 'GET', '/api/v1/households?limit=30')).items
  for (const one of homes) {
    offer = (await world.call<Form>('grid', 'GET', `/api/v1/orders/form?household_id=${one.household_id}`)).offers[0]?.offer_id ?? ''
    const said = await world.call<Checked>('grid', 'POST', '/api/v1/orders/check', { household_id: one.household_id, offer_id: offer, channel: 'worker', wants: [{ line_no: 1, qty: 1 }] })
    if (said.ok) return one
  }
  throw new Error('no household of the demo could order')
}
const ordersOf = async (world: World): Promise<Order[]> => (await world.call<Rows<Order>>('grid', 'GET', `/api/v1/orders?household_id=${home?.household_id ?? ''}&offer_id=${offer}`)).items.filter(one => one.state !== 'void')

onBothStores('orders', world => {
  it('three taps without a network: kept, sent once when it is back', async () => {
    home = await findHome(world())
    const page = await world().as('grid', '/field/#/orders', PHONE)
    await page.getByLabel('找门牌').fill(home.door)
    await page.getByRole('button', { name: new RegExp(`^${home.door} `) }).first().waitFor()
    expect(await axe(page)).toEqual([])
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready
      if (!navigator.serviceWorker.controller) await new Promise(done => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }))
    })
    await page.context().setOffline(true)
    world().expectErrors(/ERR_INTERNET_DISCONNECTED|Failed to fetch|net::ERR/)
    await page.goto(`/field/#/order/${home.household_id}`)
    await page.getByRole('button', { name: '蔬菜包' }).first().click()
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: /^提交/ }).click()
    await page.getByText('已存手机').first().waitFor()
    expect(await ordersOf(world())).toEqual([])
    await page.context().setOffline(false)
    await expect.poll(async () => (await ordersOf(world())).length, { timeout: 20_000 }).toBe(1)
    expect((await ordersOf(world()))[0]?.own_fen).toBe('50.00')
  })

  it('a second order of the same household is refused on the phone with the reason', async () => {
    const page = await world().as('grid', `/field/#/order/${home?.household_id ?? ''}`, PHONE)
    await page.getByText(/本户已订/).waitFor()
    await page.getByText('确是另一单').click()
    await page.getByRole('button', { name: '蔬菜包' }).first().click()
    world().expectErrors(/409/)
    await page.getByRole('button', { name: /^提交/ }).click()
    await page.getByRole('alert').getByText(/已有订单/).waitFor()
    expect((await ordersOf(world())).length).toBe(1)
  })

  it('the desk finds it by its door, shows what happened and changes the quantity', async () => {
    const page = await world().as('grid', `/command/orders?text=${home?.door ?? ''}&offer=${offer}`)
    await page.locator('tbody button.open').first().click()
    const panel = page.locator('aside.panel')
    await panel.getByText('下单并收款').waitFor()
    expect(await axe(page)).toEqual([])
    expect(await clipped(page)).toEqual([])
    await panel.getByRole('button', { name: '改数量' }).click()
    await panel.locator('.wish input').first().fill('2')
    await panel.getByRole('button', { name: '改好了' }).click()
    await page.getByText('已改单，取货号不变').waitFor()
    expect((await ordersOf(world()))[0]?.own_fen).toBe('100.00')
  })

  it('the shop brings one fewer: who is last in the queue is told and paid back', async () => {
    const page = await world().as('shop', `/command/orders?view=totals&offer=${offer}`)
    await page.locator('tbody tr', { hasText: '蔬菜包' }).locator('button.open').click()
    const panel = page.locator('aside.panel')
    const field = panel.getByRole('spinbutton').first()
    const wanted = Number(await field.inputValue())
    await field.fill(String(wanted - 1))
    await panel.getByRole('button', { name: '确认备货' }).click()
    await panel.getByText('先订的先配').waitFor()
    expect(await axe(page)).toEqual([])
    await panel.getByRole('button', { name: '按这样办，通知住户' }).click()
    await page.getByText(/已处理 1 户/).waitFor()
    const [order] = await ordersOf(world())
    expect(order?.lines[0]?.dropped).toBe(1)                  // the change asked for more, so it stands last
    expect(order?.own_fen).toBe('50.00')
  })

  it('the desk sees who has not answered: by building, then door by door', async () => {
    const page = await world().as('street', '/command/orders?view=silent')
    const first = page.locator('tbody button.open').first()
    await first.waitFor()
    expect(await axe(page)).toEqual([])
    expect(await clipped(page)).toEqual([])
    const name = (await first.textContent() ?? '').trim()
    const silent = Number(await page.locator('tbody tr').first().locator('td').nth(1).textContent())
    await first.click()
    await page.getByRole('button', { name: '全部楼栋' }).waitFor()
    await page.getByRole('heading', { name }).waitFor()
    expect(await page.locator('.house').count()).toBe(1)
    expect(await page.locator('.doors li').count()).toBe(silent)
    await page.getByRole('button', { name: '全部楼栋' }).click()
    await first.waitFor()
    for (const eyes of [{ ...PHONE, big: true, lang: 'en' as const }, { ...PHONE, look: 'dark' as const }]) {
      const small = await world().as('street', '/command/orders?view=silent', eyes)
      await small.locator('.doors li').first().waitFor()
      expect(await axe(small)).toEqual([])
      expect(await clipped(small)).toEqual([])
    }
  })

  it('the phone keeps who has not answered for the time without a network', async () => {
    const page = await world().as('grid', '/field/#/unanswered', PHONE)
    const said = page.getByRole('heading', { name: /^还有 \d+ 户没回/ })
    await said.waitFor()
    const before = await said.textContent()
    expect(await axe(page)).toEqual([])
    expect(await clipped(page)).toEqual([])
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready
      if (!navigator.serviceWorker.controller) await new Promise(done => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }))
    })
    await page.context().setOffline(true)
    await page.reload()
    await said.waitFor()
    expect(await said.textContent()).toBe(before)
    expect(await page.locator('.tile-door').count()).toBeGreaterThan(0)
    await page.context().setOffline(false)
  })
})
