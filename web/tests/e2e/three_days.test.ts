/* SPDX-License-Identifier: Apache-2.0 */
/* A closed compound for three days: needs come in from a chat and at doors, goods go from the shop to the households, money goes back, and in
 * the end nobody holds anything of anybody's.  The grid worker's phone has no network half of the time. */
import type { Locator, Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { axe, type Eyes } from '../browser'
import { onBothStores, type World } from './world'

const PHONE: Eyes = { width: 390, height: 844, touch: true }
interface Rows<T> { items: T[] }
interface Home { household_id: string; building_id: string; door: string; address: string; needs: string }
interface Checked { ok: boolean; credit: boolean }
interface Order { doc_id: string; household_id: string; state: string; pay: string }
interface Complaint { complaint_id: string; version: number; what: string; photos: number }
interface Handed { doc_id: string; worker: string; state: string }
interface Mine { account_id: string; held: string; laid_out: string; to_lay_out: string; orders: number; parts: { shop_id: string }[] }

let compound = ''
let station = ''
let offer = ''
let shop = ''
let homes: Home[] = []
let old: Home
let trip = ''

/* What was kept on the phone goes out once there is a network. */
async function cut(page: Page, world: World): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
    if (!navigator.serviceWorker.controller) await new Promise(done => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }))
  })
  await page.context().setOffline(true)
  world.expectErrors(/ERR_INTERNET_DISCONNECTED|Failed to fetch|net::ERR/)
}
const back = (page: Page): Promise<void> => page.context().setOffline(false)

async function ordersOf(world: World): Promise<Order[]> {
  const mine = new Set([...homes, old].map(home => home.household_id))
  return (await world.call<Rows<Order>>('grid', 'GET', `/api/v1/orders?place_id=${compound}&offer_id=${offer}&limit=200`)).items.filter(order => mine.has(order.household_id) && order.state !== 'void')
}

/* Households of one building who may order now, and one for whom the worker may lay out the money. */
async function choose(world: World): Promise<void> {
  const check = (home: Home, pay: string): Promise<Checked> => world.call<Checked>('grid', 'POST', '/api/v1/orders/check', { household_id: home.household_id, offer_id: offer, pay, channel: 'worker', wants: [{ line_no: 1, qty: 1 }] })
  const all = (await world.call<Rows<Home>>('grid', 'GET', `/api/v1/households?under_id=${compound}&limit=200`)).items
  const houses = [...new Set(all.map(home => home.building_id))]
  for (const house of houses) {
    const free: Home[] = []
    let aged: Home | undefined
    for (const home of all.filter(one => one.building_id === house)) {
      if (!aged && home.needs.includes('no_phone') && (await check(home, 'credit')).ok) aged = home
      else if (free.length < 3 && !home.needs && (await check(home, 'collect')).ok) free.push(home)
      if (aged && free.length === 3) {
        homes = free
        old = aged
        return
      }
    }
  }
  throw new Error('no building of the demo has such households')
}

onBothStores('three days of a closed compound', world => {
  it('day one: a list pasted without a network becomes orders once there is one', async () => {
    const grid = (await world().call<Rows<{ grid_id: string; station_id: string }>>('grid', 'GET', `/api/v1/grids?search=${encodeURIComponent('云帆')}`)).items[0]
    compound = grid?.grid_id ?? ''
    station = grid?.station_id ?? ''
    const any = (await world().call<Rows<Home>>('grid', 'GET', `/api/v1/households?under_id=${compound}&limit=1`)).items[0]
    const form = await world().call<{ offers: { offer_id: string; shop_id: string }[] }>('grid', 'GET', `/api/v1/orders/form?household_id=${any?.household_id ?? ''}`)
    offer = form.offers[0]?.offer_id ?? ''
    shop = form.offers[0]?.shop_id ?? ''
    await choose(world())
    const page = await world().as('grid', '/field/#/paste', PHONE)
    await page.getByLabel('接龙原文').waitFor()
    await expect.poll(() => page.getByLabel('哪个网格').inputValue()).toBe(compound)
    await cut(page, world())
    await page.getByLabel('接龙原文').fill(['#接龙', '今日团购', ...homes.slice(0, 2).map((home, n) => `${n + 1}. ${home.door} 蔬菜包 ${n + 1}份`), '谢谢大家'].join('\n'))
    await page.getByRole('button', { name: '读一读' }).click()
    await page.getByText('已存手机', { exact: false }).first().waitFor()
    expect(await ordersOf(world())).toHaveLength(0)
    await back(page)
    await page.locator('button.open', { hasText: '2 条可导入' }).first().click({ timeout: 40_000 })
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: /^导入 2 单/ }).click()
    await page.getByText('导入了：新 2').waitFor()
    expect(await ordersOf(world())).toHaveLength(2)
  })

  it('one pays at the door, for one without a phone the worker lays out; a second order within the interval is refused', async () => {
    const order = (home: Home, pay: string): Promise<Order> => world().call('grid', 'POST', '/api/v1/orders', { household_id: home.household_id, offer_id: offer, pay, channel: 'worker', wants: [{ line_no: 1, qty: 1 }] })
    await order(homes[2] as Home, 'collect')
    await order(old, 'credit')
    await expect(order(homes[0] as Home, 'collect')).rejects.toThrow(/409/)
    expect(await ordersOf(world())).toHaveLength(4)
  })

  it('what was ordered in the chat is paid to the worker, who tells the phone without a network', async () => {
    const page = await world().as('grid', '/field/#/orders', PHONE)
    const row = (home: Home | undefined): Locator => page.locator('li', { has: page.locator('button.take'), hasText: home?.door ?? '' })
    await row(homes[0]).waitFor()
    await cut(page, world())
    for (const home of homes.slice(0, 2)) await row(home).getByRole('button').click()
    await expect.poll(() => row(homes[1]).getByRole('button').isDisabled()).toBe(true)
    expect((await ordersOf(world())).filter(order => order.state === 'paid')).toHaveLength(0)
    await back(page)
    await expect.poll(async () => (await ordersOf(world())).filter(order => order.state === 'paid').length, { timeout: 40_000 }).toBe(2)
  })

  it('day two: no vehicle leaves before driver and vehicle were checked; the goods come to the station', async () => {
    await world().later('2026-11-22T08:00:00+08:00')
    await expect(world().call('grid', 'POST', '/api/v1/orders', { household_id: homes[0]?.household_id ?? '', offer_id: offer, pay: 'collect', wants: [{ line_no: 1, qty: 1 }] })).rejects.toThrow(/409/)
    const crews = await crew(world())
    const lanes = (await world().call<{ lanes: { trip_id: string }[] }>('shop', 'POST', '/api/v1/trips/propose', { offer_id: offer, crews, keep: true })).lanes
    trip = lanes[0]?.trip_id ?? ''
    const step = (who: string, verb: string, body: object = {}): Promise<unknown> => world().call(who, 'POST', `/api/v1/trips/${trip}/${verb}`, body)
    await step('shop', 'load')
    await step('driver', 'load')
    await expect(step('driver', 'depart')).rejects.toThrow(/409/)
    await world().call('driver', 'POST', `/api/v1/drivers/${crews[0]?.driver_id ?? ''}/checks`, { temperature: 366, tested: '2026-11-22T06:30:00+08:00', protected: true })
    await world().call('driver', 'POST', `/api/v1/vehicles/${crews[0]?.vehicle_id ?? ''}/cleanings`, { agent: '含氯消毒剂', strength: 500 })
    await step('driver', 'depart')
    const { stops } = (await world().call<{ trip: { stops: { stop_no: number; place_id: string }[] } }>('shop', 'GET', `/api/v1/trips/${trip}`)).trip
    const stop_no = stops.find(stop => stop.place_id === station)?.stop_no ?? 1
    await step('driver', 'arrive', { stop_no })
    await step('driver', 'hand_over', { stop_no })
    await step('station', 'hand_over', { stop_no })
  })

  async function crew(it: World): Promise<{ vehicle_id: string; driver_id: string }[]> {
    const vehicles = (await it.call<Rows<{ vehicle_id: string }>>('shop', 'GET', '/api/v1/vehicles')).items
    const drivers = (await it.call<Rows<{ driver_id: string }>>('shop', 'GET', '/api/v1/drivers')).items
    return [{ vehicle_id: vehicles[0]?.vehicle_id ?? '', driver_id: drivers[0]?.driver_id ?? '' }]
  }

  it('the worker hands over door by door without a network; everything arrives once, money at the door too', async () => {
    const page = await world().as('grid', `/field/#/handover/${homes[0]?.building_id ?? ''}`, PHONE)
    await page.locator('button.door').first().waitFor()
    expect(await axe(page)).toEqual([])
    await cut(page, world())
    for (const home of [...homes, old]) await handOver(page, home)
    await page.getByText(/条存在手机/).waitFor()
    expect((await ordersOf(world())).every(order => order.state === 'placed' || order.state === 'paid')).toBe(true)
    await back(page)
    await expect.poll(async () => (await ordersOf(world())).filter(order => order.state === 'done' || order.state === 'owing').length, { timeout: 40_000 }).toBe(4)
  })

  async function handOver(page: Page, home: Home): Promise<void> {
    const [, unit = ''] = home.door.split('-')
    const tab = page.getByRole('tab', { name: new RegExp(`^${unit} 单元`) })
    if (await tab.count()) await tab.click()
    await page.locator(`button.door[aria-label^="${home.door} "]`).click()
    const taken = page.getByRole('button', { name: /^收了/ })
    if ((await ordersOf(world())).find(order => order.household_id === home.household_id)?.pay === 'collect') await taken.click()
  }

  it('a household complains from its own phone without a network, with a photo; the shop enlarges it and answers; the household reads it', async () => {
    const home = homes[2] as Home
    const { token } = await world().call<{ token: string }>('grid', 'POST', '/api/v1/resident-links', { place_id: compound })
    const { code } = await world().call<{ code: string }>('grid', 'POST', `/api/v1/households/${home.household_id}/code`, {})
    const page = await world().as('', `/open?link=${token}`, PHONE)
    await page.locator('form .big-button.second').click()
    await page.locator('form input').fill(code)
    await page.locator('form .big-button').first().click()
    await page.locator('.where').waitFor()                 /* in, and the page of offers is open */
    await page.getByRole('button', { name: '我的订单' }).click()
    await page.locator('.list-rows .line').first().click()
    await page.locator('.stage', { hasText: '签收' }).waitFor()
    await cut(page, world())
    await page.getByRole('button', { name: '有问题' }).click()
    await page.getByRole('button', { name: '坏了、不新鲜' }).click()
    await page.getByRole('button', { name: '换一份' }).click()
    await page.getByLabel('说一句：少了什么、坏了什么').fill('白菜烂了一半')
    await page.locator('input[type=file]').last().setInputFiles({ name: 'list.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 no picture') })
    await page.getByText('这个文件不是照片').waitFor()
    await page.locator('input[type=file]').last().setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: await noise(page) })
    await page.getByRole('img', { name: '第 1 张照片' }).waitFor()
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: '提交投诉' }).click()
    await page.getByText('带 1 张照片').waitFor()
    const told = async (): Promise<Complaint[]> => (await world().call<Rows<Complaint>>('shop', 'GET', '/api/v1/complaints?limit=50')).items.filter(one => one.what === '白菜烂了一半')
    expect(await told()).toEqual([])
    await back(page)
    await expect.poll(async () => (await told())[0]?.photos, { timeout: 40_000 }).toBe(1)
    const one = (await told())[0] as Complaint
    const { photos } = await world().call<{ photos: { size: number; type: string }[] }>('shop', 'GET', `/api/v1/complaints/${one.complaint_id}`)
    expect(photos[0]).toMatchObject({ type: 'image/jpeg' })
    expect(photos[0]?.size).toBeLessThanOrEqual(300 * 1024)
    const desk = await world().as('shop', `/command/complaints?one=${one.complaint_id}`)
    await desk.getByRole('button', { name: '第 1 张照片' }).click()
    await expect.poll(() => desk.locator('.el-dialog img').evaluate(img => Math.max((img as HTMLImageElement).naturalWidth, (img as HTMLImageElement).naturalHeight))).toBeLessThanOrEqual(1280)
    expect(await desk.locator('.el-dialog img').evaluate(img => (img as HTMLImageElement).naturalWidth)).toBeGreaterThan(600)
    expect(await axe(desk)).toEqual([])
    await desk.keyboard.press('Escape')
    await world().call('shop', 'POST', `/api/v1/complaints/${one.complaint_id}/settle`, { version: one.version, settled_as: 'replace', answer: '明天随车补一棵' })
    await page.reload()
    await page.getByText('明天随车补一棵').waitFor()
    await page.locator('.complaint img').waitFor()
    expect(await axe(page)).toEqual([])
  })

  it('for an old household the worker complains at the door, with a photo, without a network', async () => {
    const page = await world().as('grid', '/field/#/complaint/new', PHONE)
    await page.getByLabel('哪一户（输门牌）').fill(old.door)
    await page.getByRole('button', { name: new RegExp(`^${old.door} `) }).first().waitFor()
    await cut(page, world())
    await page.getByRole('button', { name: new RegExp(`^${old.door} `) }).first().click()
    await page.getByLabel('什么问题').selectOption('service')
    await page.getByLabel('说清楚一点').fill('放在楼下没送上来')
    await page.locator('input[type=file]').first().setInputFiles({ name: 'door.jpg', mimeType: 'image/jpeg', buffer: await noise(page) })
    await page.getByRole('img', { name: '第 1 张照片' }).waitFor()
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: '登记', exact: true }).click()
    await page.getByText('已存手机').first().waitFor()
    await back(page)
    const told = async (): Promise<Complaint | undefined> => (await world().call<Rows<Complaint>>('grid', 'GET', '/api/v1/complaints?limit=50')).items.find(one => one.what === '放在楼下没送上来')
    await expect.poll(async () => (await told())?.photos, { timeout: 40_000 }).toBe(1)
  })

  /* A camera's picture: 2400 × 1800 points, none like its neighbour. */
  async function noise(page: Page): Promise<Buffer> {
    const url = await page.evaluate(() => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 2400, height: 1800 })
      const pen = canvas.getContext('2d') as CanvasRenderingContext2D
      const points = pen.createImageData(2400, 1800)
      for (let i = 0, seed = 1; i < points.data.length; i++) points.data[i] = i % 4 === 3 ? 255 : (seed = seed * 48271 % 2147483647) % 256
      pen.putImageData(points, 0, 0)
      return canvas.toDataURL('image/jpeg', 0.7)
    })
    return Buffer.from(url.split(',')[1] ?? '', 'base64')
  }

  it('day three: money collected and money laid out go to the shop, counted by both, once again without a network', async () => {
    await world().later('2026-11-23T09:00:00+08:00')
    const before = await world().call<Mine>('grid', 'GET', '/api/v1/cash/mine')
    expect(Number(before.held)).toBeGreaterThan(0)
    expect(Number(before.to_lay_out)).toBeGreaterThan(0)
    const page = await world().as('grid', '/field/#/cash', PHONE)
    await page.getByRole('button', { name: /^交给/ }).first().waitFor()
    await cut(page, world())
    for (const [kind, sum] of [['', before.held], ['?kind=lay_out', before.to_lay_out]] as const) {
      await page.goto(`/field/#/cash/to/${shop}${kind}`)
      await page.getByLabel('你点的数').fill(sum)
      await page.getByRole('button', { name: /^按 .* 元/ }).click()
      await page.getByText('已存手机').first().waitFor()
    }
    await back(page)
    const handed = new Set([before.held, before.to_lay_out])
    const told = async (): Promise<Handed[]> => (await world().call<Rows<Handed>>('grid', 'GET', '/api/v1/settlements?limit=20')).items.filter(one => one.state === 'draft' && handed.has(one.worker))
    await expect.poll(async () => (await told()).length, { timeout: 40_000 }).toBe(2)
    for (const one of await told()) await world().call('shop', 'POST', `/api/v1/settlements/${one.doc_id}/count`, { sum: one.worker })
    await page.goto('/field/#/cash')
    await page.reload()
    const owing = page.getByRole('button', { name: '收回' })              /* the demo's trip left one household on account too */
    await owing.first().waitFor()
    for (let n = await owing.count(); n > 0; n--) {
      await owing.first().click()
      await expect.poll(() => owing.count(), { timeout: 20_000 }).toBeLessThan(n)
    }
    await expect.poll(async () => (await ordersOf(world())).filter(order => order.state === 'done').length, { timeout: 20_000 }).toBe(4)
  })

  it('both sides confirm the day, and nobody holds anything any more', async () => {
    const day = '2026-11-22'
    for (const [who, side, state] of [['station', 'worker', 'half'], ['shop', 'shop', 'agreed']] as const) {
      const seen = await world().call<{ total: string; version: number }>(who, 'GET', `/api/v1/statements/one?shop_id=${shop}&area_id=${station}&day=${day}`)
      expect(Number(seen.total)).toBeGreaterThan(0)
      expect(await world().call(who, 'POST', '/api/v1/statements/confirm', { shop_id: shop, area_id: station, day, version: seen.version, side, total: seen.total })).toMatchObject({ state })
    }
    expect(await world().call('grid', 'GET', '/api/v1/cash/mine')).toMatchObject({ held: '0.00', laid_out: '0.00', to_lay_out: '0.00', orders: 0 })
  })
}, { clock: '2026-11-21T10:00:00+08:00' })
