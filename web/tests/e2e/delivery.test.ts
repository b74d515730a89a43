/* SPDX-License-Identifier: Apache-2.0 */
/* A trip planned at the desk, driven and handed over on phones; the stairs are climbed with the network cut. */
import { expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { axe } from '../browser'
import { onBothStores, type World } from './world'

interface Items<T> { items: T[] }
interface Ready { trip: string; stop: number; station: string; building: string; leader: string }
const DOORS = 40                       /* of them those that ordered nothing yesterday may order */

async function ordered(world: World): Promise<string> {
  const offers = await world.call<Items<{ offer_id: string; name: string; version: number }>>('shop', 'GET', '/api/v1/offers?stage=open')
  const offer = offers.items.find(one => one.name.includes('今日'))
  if (!offer) throw new Error('the demo has no open offer')
  const homes = await world.call<Items<{ household_id: string }>>('building', 'GET', `/api/v1/households?limit=${DOORS}`)
  const orders = homes.items.map((one, n) => ({ ref: `r${n}`, household_id: one.household_id, offer_id: offer.offer_id, pay: 'prepaid', channel: 'worker', again_ok: true, wants: [{ line_no: 1, qty: 1 }] }))
  await world.call('grid', 'POST', '/api/v1/orders/bulk', { orders })
  const now = await world.call<{ version: number }>('shop', 'GET', `/api/v1/offers/${offer.offer_id}`)
  await world.call('shop', 'POST', `/api/v1/offers/${offer.offer_id}/shut`, { version: now.version })
  return offer.offer_id
}

async function drive(world: World, offer: string): Promise<Ready> {
  const trips = await world.call<Items<{ trip_id: string; vehicle_id: string; driver_id: string; stops: { stop_no: number; place_id: string; place: string }[] }>>('shop', 'GET', `/api/v1/trips?offer_id=${offer}`)
  const trip = trips.items.find(one => one.stops.some(stop => stop.place.includes('云帆')))
  const stop = trip?.stops.find(one => one.place.includes('云帆'))
  if (!trip || !stop) throw new Error('no trip was made')
  const driver = (await world.call<Items<{ driver_id: string; login: string }>>('shop', 'GET', '/api/v1/drivers')).items.find(one => one.driver_id === trip.driver_id)?.login ?? 'driver'
  const act = (who: string, verb: string, body: unknown = {}): Promise<unknown> => world.call(who, 'POST', `/api/v1/trips/${trip.trip_id}/${verb}`, body)
  await act('shop', 'load', { signed_as: 'giver' })
  await act(driver, 'load')
  await world.call(driver, 'POST', `/api/v1/drivers/${trip.driver_id}/checks`, { temperature: 365, tested: new Date(world.now() - 3_600_000).toISOString(), protected: true })
  await world.call(driver, 'POST', `/api/v1/vehicles/${trip.vehicle_id}/cleanings`, { agent: '含氯消毒液', strength: 500 })
  await act(driver, 'depart')
  await act(driver, 'arrive', { stop_no: stop.stop_no })
  await act(driver, 'hand_over', { stop_no: stop.stop_no })
  const leader = (await world.call<{ account_id: string }>('building', 'GET', '/api/v1/session')).account_id
  const homes = await world.call<Items<{ building_id: string }>>('building', 'GET', '/api/v1/households?limit=1')
  return { trip: trip.trip_id, stop: stop.stop_no, station: stop.place_id, building: homes.items[0]?.building_id ?? '', leader }
}

const tile = (page: Page, room: string): ReturnType<Page['locator']> => page.locator('.door', { has: page.locator(`b:text-is("${room}")`) }).first()

onBothStores('delivery', world => {
  let offer = ''
  let ready: Ready

  it('the shop plans the trips of an offer in one go, after looking', async () => {
    offer = await ordered(world())
    const page = await world().as('shop', '/command/delivery?plan=1')
    await page.getByRole('button', { name: '看排法' }).click()
    await page.getByRole('button', { name: /下达 \d+ 趟/ }).click()
    await page.locator('.lanes .lane').first().waitFor()
    await expect.poll(() => page.locator('.lanes .stop').count()).toBeGreaterThan(0)
    await page.locator('.lanes .lane .who').first().click()
    await page.getByRole('heading', { name: /第 \d 趟/ }).waitFor()
    expect(await axe(page)).toEqual([])
    await page.close()
  })

  it('the station counts in without a network, and passes the parcels of a building on', async () => {
    world().expectErrors(/ERR_INTERNET_DISCONNECTED|Failed to fetch|net::/)
    ready = await drive(world(), offer)
    const page = await world().as('station', '/field/#/station', { width: 390, height: 844, touch: true })
    await page.getByRole('button', { name: '点收' }).first().click()
    await page.getByRole('button', { name: '都到了，签字点收' }).waitFor()
    expect(await axe(page)).toEqual([])
    /* An order that did not come: less than was sent is not signed without its reason. */
    await page.getByRole('button', { name: '数不对' }).click()
    await page.getByRole('tab', { name: '按订单' }).click()
    await page.locator('.tick').first().click()
    expect(await page.getByRole('button', { name: '按数到的签字' }).isDisabled()).toBe(true)
    await page.locator('.tick').first().click()
    await page.context().setOffline(true)
    await page.getByRole('button', { name: '都到了，签字点收' }).click()
    await page.getByText('已存手机').first().waitFor()
    await page.context().setOffline(false)
    const lies = page.locator('.station', { hasText: '云帆' }).locator('.line').first()
    await lies.waitFor({ timeout: 20_000 })
    expect(await axe(page)).toEqual([])
    await page.goto(`${world().base}/field/#/station/${ready.station}/out/${ready.building}`)
    await page.getByRole('button', { name: /交出 \d+ 件/ }).click()
    await page.getByText('等对方点数').first().waitFor({ timeout: 20_000 })
    await page.close()
  })

  it('the leader counts what the station passed on, and the house stands floor by floor', async () => {
    const page = await world().as('building', '/field/#/handover', { width: 390, height: 844, touch: true })
    await page.getByRole('button', { name: /点数无误/ }).first().click()
    await expect.poll(async () => page.getByRole('button', { name: /点数无误/ }).count()).toBe(0)
    await page.locator('.list-rows .line').first().click()
    await page.locator('.door').first().waitFor()
    expect(await axe(page)).toEqual([])
    await page.close()
  })

  it('hands over without a network; it is sent when it is back, each once', async () => {
    world().expectErrors(/ERR_INTERNET_DISCONNECTED|Failed to fetch|net::/)
    const page = await world().as('building', `/field/#/handover/${ready.building}`, { width: 390, height: 844, touch: true })
    await page.locator('.door.todo, .door.visit').first().waitFor()
    const open = page.locator('.door.todo, .door.visit')
    const before = await open.count()
    const rooms = await Promise.all([0, 1, 2].map(n => open.nth(n).locator('b').innerText()))
    await page.context().setOffline(true)
    await tile(page, rooms[0] ?? '').click()
    await tile(page, rooms[1] ?? '').click()
    await page.getByText('没网。').waitFor()
    await expect.poll(() => page.locator('.door.kept').count()).toBe(2)
    await tile(page, rooms[2] ?? '').click({ button: 'right' })       /* as a long press opens the rest */
    await page.getByRole('button', { name: '没人', exact: true }).click()
    await expect.poll(async () => page.locator('.door.nobody').count()).toBeGreaterThan(0)
    /* by mistake: the second one is taken back before it ever left the phone */
    await tile(page, rooms[1] ?? '').click({ button: 'right' })
    await page.getByRole('button', { name: '撤销这一户' }).click()
    await expect.poll(async () => open.count()).toBe(before - 2)
    await page.context().setOffline(false)
    await expect.poll(async () => page.locator('.door.kept').count(), { timeout: 20_000 }).toBe(0)
    const acts = await world().call<Items<{ kind: string; verdict: string }>>('building', 'GET', '/api/v1/handovers?limit=50')
    expect(acts.items.filter(one => one.kind === 'delivered' && one.verdict === 'done').length).toBeGreaterThanOrEqual(1)
    expect(acts.items.filter(one => one.kind === 'not_home' && one.verdict === 'done').length).toBeGreaterThanOrEqual(1)
    await page.close()
  })

  it('vehicles and their passes are kept at the desk, and whom to call', async () => {
    const page = await world().as('shop', '/command/delivery?view=fleet')
    await page.getByRole('button', { name: '浙AY0001' }).click()
    await page.getByRole('button', { name: '加一张通行证' }).waitFor()
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: '停用', exact: true }).first().click()
    await page.getByRole('button', { name: '停用', exact: true }).first().click()
    await page.getByText('已停用').first().waitFor()
    await page.getByRole('button', { name: /红枫超市/ }).first().click()
    await page.getByLabel('电话', { exact: true }).fill('0571-86000031')
    await page.getByRole('button', { name: '保存' }).or(page.getByRole('button', { name: '记下' })).click()
    await page.getByText('057186000031').first().waitFor()
    await page.close()
  })

  it('a driver sees the trip, and what it is for', async () => {
    const page = await world().as('driver', '/field/#/run', { width: 390, height: 844, touch: true })
    await page.locator('.trip').first().waitFor()
    await page.locator('.trip').first().click()
    await page.getByText('第 1 趟').waitFor()
    expect(await axe(page)).toEqual([])
    await page.close()
  })
})
