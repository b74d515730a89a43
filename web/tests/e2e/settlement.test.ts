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

interface Statement { shop_id: string; area_id: string; day: string; total: string; aid: string; version: number }
interface Stop { stop_no: number; state: string }

/* The rest of the demo's trip reaches its stations, and what is partly subsidised the doors. */
async function deliverSubsidised(world: World): Promise<void> {
  for (const { trip_id, stops } of (await world.call<Rows<{ trip_id: string; stops: Stop[] }>>('driver', 'GET', '/api/v1/trips')).items) {
    for (const { stop_no } of stops.filter(one => one.state !== 'handed')) {
      await world.call('driver', 'POST', `/api/v1/trips/${trip_id}/arrive`, { stop_no })
      await world.call('driver', 'POST', `/api/v1/trips/${trip_id}/hand_over`, { stop_no })
      await world.call('station', 'POST', `/api/v1/trips/${trip_id}/hand_over`, { stop_no })
    }
  }
  const orders = (await world.call<Rows<{ doc_id: string; state: string; aid_fen: string }>>('street', 'GET', '/api/v1/orders?limit=200')).items
  const acts = orders.filter(one => one.aid_fen !== '0.00' && one.state !== 'void').map((one, i) => ({ act_id: `subsidised-${i + 1000}`, order_id: one.doc_id, kind: 'delivered' }))
  await world.call('grid', 'POST', '/api/v1/handovers', { acts })
}

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

  it('a difference above what the plan tolerates is allowed by a third person with a word, and stands as noted', async () => {
    const begun = await world().call<{ doc_id: string }>('grid', 'POST', '/api/v1/settlements', { kind: 'settlement', shop_id: shop, sum: '20.00' })
    await world().call('shop', 'POST', `/api/v1/settlements/${begun.doc_id}/count`, { sum: '19.50' })
    const street = (await world().call<Rows<{ account_id: string; login: string }>>('admin', 'GET', '/api/v1/accounts?search=street')).items.find(one => one.login === 'street')
    const root = (await world().call<Rows<{ place_id: string }>>('admin', 'GET', '/api/v1/places?limit=1')).items[0]
    await world().call('admin', 'POST', `/api/v1/accounts/${street?.account_id ?? ''}/grants`, { role: 'shop_team', place_id: root?.place_id })
    const page = await world().as('street', '/command/settlement?view=handed')
    await page.locator('tbody tr', { hasText: '¥19.50' }).locator('button.open').click()
    const panel = page.locator('aside.panel')
    await panel.getByText('相差 ¥0.50').first().waitFor()
    await panel.getByLabel('写明为什么放行').fill('少一枚硬币，已登记')
    expect(await axe(page)).toEqual([])
    await panel.getByRole('button', { name: '放行差额 ¥0.50' }).click()
    await page.getByText('已放行，请后点数的一方再签一次').first().waitFor()
    await world().call('shop', 'POST', `/api/v1/settlements/${begun.doc_id}/count`, { sum: '19.50' })
    await panel.getByText(/容许的差额/).waitFor()
    const done = await world().call<{ state: string; noted: string }>('shop', 'GET', `/api/v1/settlements/${begun.doc_id}`)
    expect(done.state).not.toBe('draft')
    expect(done.noted.replace('-', '')).toBe('0.50')
  })

  it('subsidies are asked for by one and paid by another, with the reference of the payment', async () => {
    await deliverSubsidised(world())
    const due = (await world().call<Rows<Statement>>('street', 'GET', '/api/v1/statements?by=station')).items.find(one => one.aid !== '0.00')
    if (!due) throw new Error('no subsidised order was delivered')
    const { shop_id, area_id, day, total, aid, version } = due
    const path = `/command/settlement?view=statements&by=station&one=${shop_id}-${area_id}`
    const early = await world().as('street', path)
    await early.getByText('双方确认一致后才能拨付').waitFor()
    expect(await early.getByRole('button', { name: /^申请拨付/ }).count()).toBe(0)
    const half = await world().call<Statement>('station', 'POST', '/api/v1/statements/confirm', { shop_id, area_id, day, version, side: 'worker', total })
    await world().call('shop', 'POST', '/api/v1/statements/confirm', { shop_id, area_id, day, version: half.version, side: 'shop', total })

    await early.reload()
    expect(await early.locator('.subsidy .figures').innerText()).toContain(aid)
    await early.getByRole('button', { name: /^申请拨付 ¥/ }).click()
    await early.getByText('按预案须由另一人拨付').waitFor()
    expect(await axe(early)).toEqual([])
    const payer = await world().as('supply', path)
    await payer.getByLabel('付款凭证号').fill('网银 20261121-01')
    expect(await axe(payer)).toEqual([])
    await payer.getByRole('button', { name: '拨付', exact: true }).click()
    await payer.locator('.subsidy li').getByText('已拨付').waitFor()
    const one = await world().call<{ aid_open: string }>('shop', 'GET', `/api/v1/statements/one?shop_id=${shop_id}&area_id=${area_id}&day=${day}`)
    expect(one.aid_open).toBe('0.00')
    for (const eyes of [{ width: 390, height: 844, touch: true, big: true, lang: 'en' as const, look: 'dark' as const }, { width: 1440, height: 900, big: true }]) {
      const page = await world().as('shop', path, eyes)
      await page.locator('.subsidy li').first().waitFor()
      const head = await page.locator('.panel-head').evaluate(at => at.scrollHeight - at.clientHeight)
      expect(head).toBe(0)                                    // a long name does not stand over what is below
      expect(await axe(page)).toEqual([])
      expect(await clipped(page)).toEqual([])
    }
  })

  it('nothing is cut on a small screen, in large type and in English', async () => {
    for (const eyes of [{ width: 390, height: 844, touch: true }, { width: 1440, height: 900, big: true }, { width: 1440, height: 900, lang: 'en' as const }]) {
      const page = await world().as('street', '/command/settlement?view=handed', eyes)
      await page.locator('table').waitFor()
      expect(await clipped(page)).toEqual([])
    }
  })
})
